//! Days as platforms write them, in the words of their readers.

use crate::results::{day_of, day_text};
use crate::world::Day;

/// The first letters of the months, in the languages that we speak.
const MONTHS: &[&[&str]] = &[
    &["jan"],
    &["feb", "fev", "shk"],
    &["mar"],
    &["apr", "abr", "pri"],
    &["may", "mai", "maj"],
    &["jun", "qer"],
    &["jul", "kor"],
    &["aug", "ago", "gus"],
    &["sep", "set", "sht"],
    &["oct", "out", "okt", "tet"],
    &["nov", "nën"],
    &["dec", "dez", "dhj"],
];

/// Returns the day in a text, as `YYYY-MM-DD`: written with figures or with the name of the month, or as the seconds since
/// 1970. A day and a month that could be each other are read day first, as all our languages but English do; English
/// platforms write the month in letters.
pub(super) fn day(text: &str) -> Option<String> {
    let text = text.trim();
    if let Some(day) = text.get(..10).filter(|day| day_of(day).is_some()) {
        return Some(day.to_owned());
    }
    if (9..=10).contains(&text.len()) && text.bytes().all(|digit| digit.is_ascii_digit()) {
        return Day::after_1970(text.parse().ok()?).map(day_text);
    }
    let words: Vec<String> = text
        .to_lowercase()
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let year_at = words
        .iter()
        .position(|word| word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1990..2200).contains(&year)))?;
    let number = |word: &String| word.parse::<u8>().ok();
    let named = words.iter().find_map(|word| month(word));
    // What stands after the year in front of a day and month is no time yet; after them it is.
    let (month, day) = match named {
        Some(month) => {
            let mut before = words[..year_at].iter().rev().filter_map(number);
            (month, before.next().or_else(|| words[year_at + 1..].iter().find_map(number))?)
        }
        None if year_at == 0 => {
            let mut after = words[1..].iter().filter_map(number);
            (after.next()?, after.next()?)
        }
        None => {
            let mut before = words[..year_at].iter().rev().filter_map(number);
            let month = before.next()?;
            (month, before.next()?)
        }
    };
    let year = words[year_at].parse().ok()?;
    let written = day_text(Day { year, month, day });
    day_of(&written).map(day_text)
}

fn month(word: &str) -> Option<u8> {
    let place = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)))?;
    u8::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_are_read_as_platforms_write_them() {
        for written in [
            "2026-11-25",
            "2026-11-25T08:00:00Z",
            "2026-11-25 08:00:00",
            "Wednesday, 25 November 2026, 10:05 AM",
            "November 25, 2026",
            "quarta-feira, 25 de novembro de 2026 às 10:05",
            "onsdag den 25. november 2026 kl. 10.05",
            "e mërkurë, 25 nëntor 2026, 10:05",
            "2026 оны 11 сарын 25, 10:05",
            "25/11/2026 10:05",
            "25.11.2026",
            "1795600800",
        ] {
            assert_eq!(day(written).as_deref(), Some("2026-11-25"), "{written}");
        }
        assert_eq!(day("0951782400").as_deref(), Some("2000-02-29"));
        for none in ["", "-", "yesterday", "25", "2026", "31/02/2026", "2026-99-99", "99999999999999999999"] {
            assert_eq!(day(none), None, "{none}");
        }
    }
}
