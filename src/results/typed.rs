//! What a learner typed, read as words or as a number: the twin of `player/typed.js`.

use unicode_normalization::UnicodeNormalization;

/// What else people write where the keyboard lacks a letter.
const INSTEAD: &[(char, &[&str])] = &[
    ('ø', &["o", "oe"]),
    ('å', &["a", "aa"]),
    ('æ', &["ae"]),
    ('œ', &["oe"]),
    ('ß', &["ss"]),
    ('ä', &["a", "ae"]),
    ('ö', &["o", "oe"]),
    ('ü', &["u", "ue"]),
    ('đ', &["d"]),
    ('ð', &["d"]),
    ('ł', &["l"]),
    ('ı', &["i"]),
    ('þ', &["th"]),
    ('ө', &["о", "є"]),
    ('ү', &["у", "ї"]),
    ('ё', &["е"]),
    ('ґ', &["г"]),
];

/// The longest text that is compared, in letters: a page's own answers are shorter.
const LONGEST: usize = 2_000;

fn tidy(text: &str) -> String {
    let text: String = text.nfc().collect();
    let spaced: String = text.chars().map(|letter| if is_space(letter) { ' ' } else { letter }).collect();
    spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn is_space(letter: char) -> bool {
    letter.is_whitespace() && letter != '\u{85}' || matches!(letter, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

fn loose(text: &str) -> String {
    let lower: String = tidy(text).to_lowercase().nfc().collect();
    let plain = |letter| match letter {
        '‘' | '’' | 'ʼ' | '´' | '`' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '‐' | '‑' | '–' | '—' | '−' => '-',
        letter => letter,
    };
    lower.chars().map(plain).collect()
}

/// Tells whether `typed` is the answer. Case, extra spaces and missing marks are forgiven unless `strict`; marks that
/// the answer does not have are not.
pub(super) fn same(answer: &str, typed: &str, strict: bool) -> bool {
    if strict {
        return tidy(answer) == tidy(typed);
    }
    let (wanted, given) = (loose(answer), loose(typed));
    let units = |text: &str| text.encode_utf16().count();
    let longest = wanted.len().max(given.len());
    units(&given) <= 2 * units(&wanted) && longest <= LONGEST && spells(&letters(&wanted), &given)
}

/// Tells whether `typed` spells the letters, each in one of its ways: the places that each beginning can reach.
fn spells(letters: &[String], typed: &str) -> bool {
    let mut reached = vec![false; typed.len() + 1];
    reached[0] = true;
    for letter in letters {
        let ways = ways(letter);
        let mut next = vec![false; typed.len() + 1];
        for at in (0..=typed.len()).filter(|at| reached[*at]) {
            for way in &ways {
                if typed[at..].starts_with(way.as_str()) {
                    next[at + way.len()] = true;
                }
            }
        }
        reached = next;
    }
    reached[typed.len()]
}

/// Returns the ways in which one letter may be typed: itself, without its marks, or by custom.
fn ways(letter: &str) -> Vec<String> {
    let bare: String = letter.nfd().filter(|part| !is_mark(*part)).collect();
    let custom = INSTEAD.iter().filter(|(own, _)| letter.chars().eq([*own])).flat_map(|(_, instead)| *instead);
    let mut ways = vec![letter.to_owned(), bare];
    ways.extend(custom.map(|way| (*way).to_owned()));
    ways.retain(|way| !way.is_empty());
    ways
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// Cuts a text into letters, each with its combining marks.
fn letters(text: &str) -> Vec<String> {
    let mut letters: Vec<String> = Vec::new();
    for letter in text.chars() {
        match letters.last_mut() {
            Some(last) if is_mark(letter) => last.push(letter),
            _ => letters.push(letter.to_string()),
        }
    }
    letters
}

/// Reads a number as it is written where `decimal` is the decimal sign; nothing where it is none. Groups of three may
/// stand apart by a space, an apostrophe or the other sign.
pub(super) fn number(typed: &str, decimal: char) -> Option<f64> {
    let text = tidy(typed);
    let money = |letter: char| matches!(letter, '₮' | '€' | '$' | '£' | '¥');
    let text = text.strip_prefix(money).map_or(text.as_str(), |rest| rest.strip_prefix(' ').unwrap_or(rest));
    let unit = |letter: char| money(letter) || letter == '%';
    let text = text.strip_suffix(unit).map_or(text, |rest| rest.strip_suffix(' ').unwrap_or(rest));
    let signed = |text: &'_ str, length: usize| text[length..].strip_prefix(' ').unwrap_or(&text[length..]).to_owned();
    let (negative, text) = match text.chars().next() {
        Some('+') => (false, signed(text, 1)),
        Some(sign @ ('-' | '−' | '–' | '﹣' | '－')) => (true, signed(text, sign.len_utf8())),
        _ => (false, text.to_owned()),
    };
    let other = if decimal == ',' { '.' } else { ',' };
    let digits = plain(&text, decimal, other).or_else(|| plain(&text, other, decimal))?;
    let value: f64 = digits.parse().ok()?;
    Some(if negative { -value } else { value })
}

/// Returns the digits of a number with this decimal sign and this sign between groups, or a space or apostrophe there.
fn plain(text: &str, point: char, between: char) -> Option<String> {
    let (whole, rest) = match text.split_once(point) {
        Some((_, "")) => return None,
        Some((whole, rest)) => (whole, Some(rest)),
        None => (text, None),
    };
    let all_digits = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
    if !rest.is_none_or(all_digits) || (whole.is_empty() && rest.is_none()) {
        return None;
    }
    let whole = if all_digits(whole) { whole.to_owned() } else { grouped(whole, between)? };
    Some(format!("{}.{}", if whole.is_empty() { "0" } else { &whole }, rest.unwrap_or("0")))
}

/// Returns the digits of a whole number whose groups of three stand apart by one and the same sign.
fn grouped(whole: &str, between: char) -> Option<String> {
    let sign = whole.chars().find(|letter| !letter.is_ascii_digit())?;
    if ![' ', '\'', '’', between].contains(&sign) {
        return None;
    }
    let groups: Vec<&str> = whole.split(sign).collect();
    let digits = |group: &&str| group.bytes().all(|digit| digit.is_ascii_digit());
    let first = (1..=3).contains(&groups[0].len()) && !groups[0].starts_with('0');
    let sound = first && groups.iter().all(digits) && groups[1..].iter().all(|group| group.len() == 3);
    sound.then(|| groups.concat())
}

#[cfg(test)]
mod tests {
    use super::{number, same};
    use serde_json::Value;

    fn known() -> Value {
        serde_json::from_str(include_str!("../../tests/fixtures/grading.json")).unwrap()
    }

    #[test]
    fn words_are_judged_as_the_page_judges_them() {
        let known = known();
        let cases = known["words"].as_array().unwrap();
        assert!(cases.len() > 20);
        for case in cases {
            let strict = case["strict"].as_bool().unwrap_or(false);
            let right = same(case["answer"].as_str().unwrap(), case["typed"].as_str().unwrap(), strict);
            assert_eq!(right, case["right"].as_bool().unwrap(), "{case}");
        }
    }

    #[test]
    fn numbers_are_read_as_the_page_reads_them() {
        let known = known();
        let cases = known["numbers"].as_array().unwrap();
        assert!(cases.len() > 30);
        for case in cases {
            let decimal = case["decimal"].as_str().unwrap().chars().next().unwrap();
            let read = number(case["typed"].as_str().unwrap(), decimal);
            assert_eq!(read, case["value"].as_f64(), "{case}");
        }
    }
}
