//! Dates and sizes as a language writes them.

use crate::locale::Catalog;
use icu_calendar::Date;
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::YMDE;

impl Catalog {
    /// Returns the day `YYYY-MM-DD` in words, with its weekday (CLDR skeleton `yMMMMEEEEd`); what is no
    /// day of the Gregorian calendar comes back as it is.
    pub fn date(&self, day: &str) -> String {
        written(self.lang().as_str(), day).unwrap_or_else(|| day.to_owned())
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
    let mut locale: icu_locale::Locale = lang.parse().ok()?;
    // Without the region: CLDR writes Portugal's and Mozambique's long dates in figures.
    locale.id.region = None;
    let formatter = DateTimeFormatter::try_new(locale.into(), YMDE::long()).ok()?;
    Some(formatter.format(&date).to_string())
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
    fn sizes_are_short() {
        let danish = catalog("da");
        assert_eq!(danish.size(0), "1\u{a0}KB");
        assert_eq!(danish.size(640_000), "640\u{a0}KB");
        assert_eq!(danish.size(1_234_567), "1,3\u{a0}MB");
        assert_eq!(danish.size(48_000_000), "48\u{a0}MB");
    }
}
