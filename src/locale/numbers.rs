//! Dates and sizes as a language writes them.

use crate::locale::Catalog;
use icu_calendar::Date;
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{YMD, YMDE};

impl Catalog {
    /// Returns the day `YYYY-MM-DD` in words, with its weekday (CLDR skeleton `yMMMMEEEEd`); what is no
    /// day of the Gregorian calendar comes back as it is.
    pub fn date(&self, day: &str) -> String {
        written(self.lang().as_str(), day).unwrap_or_else(|| day.to_owned())
    }

    /// Returns how a day is written in words in each of the twelve months, with `{day}` and `{year}` in the
    /// places of both (CLDR skeleton `yMMMMd`): a learner's device need not know the language.
    pub fn day_patterns(&self) -> Vec<String> {
        (1..=12).map(|month| day_pattern(self.lang().as_str(), month)).collect()
    }

    /// Returns a size in bytes as a learner reads it: `640 KB`, `1.2 MB` (thousands, as shops count).
    pub fn size(&self, bytes: u64) -> String {
        let (unit, tenths) = match bytes {
            0..1_000_000 => ("KB", bytes.div_ceil(1000).max(1) * 10),
            1_000_000..1_000_000_000 => ("MB", bytes.div_ceil(100_000)),
            _ => ("GB", bytes.div_ceil(100_000_000)),
        };
        let whole = self.integer(tenths / 10);
        match tenths % 10 {
            0 => format!("{whole}\u{a0}{unit}"),
            rest => format!("{whole}{}{rest}\u{a0}{unit}", self.decimal()),
        }
    }
}

fn written(lang: &str, day: &str) -> Option<String> {
    let mut parts = day.splitn(3, '-');
    let (year, month, date) = (parts.next()?, parts.next()?, parts.next()?);
    let date = Date::try_new_iso(year.parse().ok()?, month.parse().ok()?, date.parse().ok()?).ok()?;
    let formatter = DateTimeFormatter::try_new(locale_of(lang)?.into(), YMDE::long()).ok()?;
    Some(formatter.format(&date).to_string())
}

/// The day and the year of the model date stand in no month's name, so both are found again.
fn day_pattern(lang: &str, month: u8) -> String {
    let model = || {
        let date = Date::try_new_iso(2001, month, 25).ok()?;
        let formatter = DateTimeFormatter::try_new(locale_of(lang)?.into(), YMD::long()).ok()?;
        Some(formatter.format(&date).to_string())
    };
    let words = model().unwrap_or_else(|| format!("2001-{month:02}-25"));
    words.replace("2001", "{year}").replace("25", "{day}")
}

/// Without the region: CLDR writes Portugal's and Mozambique's long dates in figures.
fn locale_of(lang: &str) -> Option<icu_locale::Locale> {
    let mut locale: icu_locale::Locale = lang.parse().ok()?;
    locale.id.region = None;
    Some(locale)
}

#[cfg(test)]
mod tests {
    use crate::locale::Catalog;

    fn catalog(lang: &str) -> Catalog {
        Catalog::read(&format!("language: {lang}\nname: n\ndecimal: ','\ngroup: '.'\n")).unwrap()
    }

    #[test]
    fn dates_are_in_words() {
        assert_eq!(catalog("da").date("2027-03-14"), "søndag 14. marts 2027");
        assert_eq!(catalog("pt-MZ").date("2027-03-14"), "domingo, 14 de março de 2027");
        assert_eq!(catalog("mn").date("2027-02-31"), "2027-02-31");
    }

    #[test]
    fn days_in_words_have_places_for_day_and_year() {
        assert_eq!(catalog("da").day_patterns()[2], "{day}. marts {year}");
        assert_eq!(catalog("pt-MZ").day_patterns()[0], "{day} de janeiro de {year}");
        assert_eq!(catalog("sq").day_patterns()[11], "{day} dhjetor {year}");
        assert_eq!(catalog("en").day_patterns()[10], "November {day}, {year}");
        assert_eq!(catalog("mn").day_patterns()[10], "{year}\u{202f}оны арван нэгдүгээр сарын {day}");
        assert_eq!(catalog("no-such-language").day_patterns().len(), 12);
    }

    #[test]
    fn sizes_are_short() {
        let danish = catalog("da");
        assert_eq!(danish.size(0), "1\u{a0}KB");
        assert_eq!(danish.size(640_000), "640\u{a0}KB");
        assert_eq!(danish.size(1_234_567), "1,3\u{a0}MB");
        assert_eq!(danish.size(48_000_000), "48\u{a0}MB");
    }
}
