//! `budget:` of `alforja.yaml`: what a course and its media may weigh.

use crate::diagnostic::Diagnostic;
use crate::model::{Budget, Overrun};
use crate::parse::fields::Fields;
use crate::parse::keys::{Key, Kind, Table, key, table};

/// The key `budget`.
pub(crate) const KEY: Key = key("budget", "budget: {language: 50 MB, film: 20 MB}", Kind::Mapping(&BUDGET));

const BUDGET: Table = table(
    "budget",
    &[
        key("language", "language: 50 MB", Kind::Size),
        key("film", "film: 20 MB", Kind::Size),
        key("sound", "sound: 5 MB", Kind::Size),
        key("picture", "picture: 500 kB", Kind::Size),
        key("file", "file: 2 MB", Kind::Size),
        key("over", "over: warning", Kind::OneOf(&["warning", "error"])),
    ],
);

/// The units of a size, in small letters: how many digits each adds, and how people write it.
pub(crate) const UNITS: &[(u32, &[&str])] =
    &[(0, &["b", "byte", "bytes"]), (3, &["k", "kb", "кб"]), (6, &["m", "mb", "мб"]), (9, &["g", "gb", "гб"])];

/// Returns what the key `budget` of these fields says.
pub(crate) fn budget(fields: &Fields<'_>, all: &mut Vec<Diagnostic>) -> Budget {
    let Some(budget) = fields.fields("budget", all) else { return Budget::default() };
    let over = match budget.choice("over", all) {
        Some(1) => Overrun::Error,
        _ => Overrun::Warning,
    };
    Budget {
        language: budget.size("language", all),
        film: budget.size("film", all),
        sound: budget.size("sound", all),
        picture: budget.size("picture", all),
        file: budget.size("file", all),
        over,
    }
}

/// Returns the bytes of `50 MB`, `1,5 GB` or `700 kB`: a number and a unit, in steps of a thousand.
pub(crate) fn bytes(text: &str) -> Option<u64> {
    let end = text.find(|letter: char| !(letter.is_ascii_digit() || letter == '.' || letter == ','))?;
    let (number, unit) = text.split_at(end);
    let unit = unit.trim().to_lowercase();
    let (digits_of_unit, _) = UNITS.iter().find(|(_, names)| names.contains(&unit.as_str()))?;
    let unit = 10_u64.pow(*digits_of_unit);
    let (whole, part) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    let digits = |text: &str| !text.is_empty() && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) {
        return None;
    }
    let scale = 10_u64.pow(u32::try_from(part.len()).ok()?);
    let thousandths = u128::from(part.parse::<u64>().ok()?) * u128::from(unit) / u128::from(scale);
    let bytes = u128::from(whole.parse::<u64>().ok()?) * u128::from(unit) + thousandths;
    u64::try_from(bytes).ok().filter(|bytes| *bytes > 0)
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        for (text, expected) in [
            ("50 MB", Some(50_000_000)),
            ("50MB", Some(50_000_000)),
            ("700 kB", Some(700_000)),
            ("700 KB", Some(700_000)),
            ("1,5 GB", Some(1_500_000_000)),
            ("0.25 mb", Some(250_000)),
            ("12 МБ", Some(12_000_000)),
            ("900 bytes", Some(900)),
            ("50", None),
            ("50 megs", None),
            ("MB", None),
            ("", None),
            ("-5 MB", None),
            ("0 MB", None),
            ("1.2.3 MB", None),
            ("1, MB", None),
            ("999999999999 GB", None),
        ] {
            assert_eq!(bytes(text), expected, "{text}");
        }
    }
}
