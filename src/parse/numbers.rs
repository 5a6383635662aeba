//! Numbers as authors write them, exact to the last digit.

use crate::model::Number;
use std::cmp::Ordering;

/// How many digits a number may have.
const MOST_DIGITS: usize = 17;

/// The signs that a language writes numbers with.
#[derive(Debug, Clone, Copy)]
pub(super) struct NumberSigns<'a> {
    /// Between the whole and its parts; a point is read as well.
    pub(super) decimal: &'a str,
    /// Between groups of three digits; spaces are read as well.
    pub(super) group: &'a str,
}

/// Returns the number that `text` is: a point or the language's own decimal sign, groups of three apart.
pub(super) fn number(text: &str, signs: NumberSigns<'_>) -> Option<Number> {
    let text = text.trim();
    let (negative, text) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let own = if signs.decimal.is_empty() { None } else { text.split_once(signs.decimal) };
    let (whole, parts) = own.or_else(|| text.split_once('.')).unwrap_or((text, ""));
    let has_sign = whole.len() != text.len();
    let mut digits = ungrouped(whole, signs)?;
    if has_sign && parts.is_empty() || !parts.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits.push_str(parts);
    if digits.len() > MOST_DIGITS {
        return None;
    }
    let value: i64 = digits.parse().ok()?;
    Some(Number { digits: if negative { -value } else { value }, scale: u8::try_from(parts.len()).ok()? })
}

/// Returns the digits of a whole number without the signs between its groups.
fn ungrouped(whole: &str, signs: NumberSigns<'_>) -> Option<String> {
    let is_group = |letter: char| {
        letter.is_whitespace()
            || letter == '\u{202f}'
            || (signs.group.starts_with(letter) && letter != '.' && signs.group != signs.decimal)
    };
    let groups: Vec<&str> = whole.split(is_group).collect();
    let all_digits = groups.iter().all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()));
    let in_threes = groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    (all_digits && in_threes).then(|| groups.concat())
}

/// Returns `left + sign × right`, exactly; nothing where it has too many digits.
pub(super) fn add(left: Number, right: Number, sign: i64) -> Option<Number> {
    let scale = left.scale.max(right.scale);
    let (left, right) = (at_scale(left, scale)?, at_scale(right, scale)?);
    let digits = left.checked_add(right.checked_mul(i128::from(sign))?)?;
    Some(Number { digits: i64::try_from(digits).ok()?, scale })
}

/// Returns which of two numbers is greater.
pub(super) fn compare(left: Number, right: Number) -> Ordering {
    let scale = left.scale.max(right.scale);
    at_scale(left, scale).cmp(&at_scale(right, scale))
}

fn at_scale(number: Number, scale: u8) -> Option<i128> {
    let power = 10_i128.checked_pow(u32::from(scale - number.scale))?;
    i128::from(number.digits).checked_mul(power)
}

#[cfg(test)]
mod tests {
    use super::{NumberSigns, add, number};
    use crate::model::Number;

    const DANISH: NumberSigns<'_> = NumberSigns { decimal: ",", group: "." };
    const ENGLISH: NumberSigns<'_> = NumberSigns { decimal: ".", group: "," };

    #[test]
    fn numbers_are_read_with_a_point_or_the_languages_sign() {
        let check = |text: &str, signs: NumberSigns<'_>, expected: Option<(i64, u8)>| {
            let expected = expected.map(|(digits, scale)| Number { digits, scale });
            assert_eq!(number(text, signs), expected, "{text}");
        };
        check("300000", ENGLISH, Some((300_000, 0)));
        check("300 000", ENGLISH, Some((300_000, 0)));
        check("300\u{202f}000", DANISH, Some((300_000, 0)));
        check("300,000", ENGLISH, Some((300_000, 0)));
        check("12.5", ENGLISH, Some((125, 1)));
        check("12.5", DANISH, Some((125, 1)));
        check("12,50", DANISH, Some((1250, 2)));
        check("12,50", ENGLISH, None);
        check("-4", ENGLISH, Some((-4, 0)));
        check("\u{2212}4", ENGLISH, Some((-4, 0)));
        check("12 5", ENGLISH, None);
        check("1 234 567.891", ENGLISH, Some((1_234_567_891, 3)));
        for no_number in ["", "-", "a", "1.", ".5", "1e5", "1.2.3", "123456789012345678901"] {
            check(no_number, ENGLISH, None);
        }
    }

    #[test]
    fn sums_are_exact() {
        let sum = add(Number { digits: 3, scale: 1 }, Number { digits: 25, scale: 2 }, -1);
        assert_eq!(sum, Some(Number { digits: 5, scale: 2 }));
    }
}
