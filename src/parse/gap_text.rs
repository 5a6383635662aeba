//! Reads what stands between `[[` and `]]` of a question.

use crate::diagnostic::{Diagnostic, Message};
use crate::model::{Gap, GapOption, NumberRange};
use crate::parse::numbers::{NumberSigns, add, compare, number};
use crate::span::Span;
use std::cmp::Ordering;
use unicode_normalization::UnicodeNormalization;

/// What is wrong with a gap.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum GapProblem {
    Empty,
    EmptyAlternative,
    BadNumber,
    TurnedRange,
    AllRight,
}

impl GapProblem {
    /// Returns what is to be told of the gap `inside` at `span`.
    pub(super) fn at(self, span: Span, inside: &str) -> Diagnostic {
        let write = |text: &str| Message::new("hint/write").with("example", text);
        match self {
            Self::Empty => Diagnostic::error("gap/empty", span).hint(write("[[answer]]")),
            Self::EmptyAlternative => {
                Diagnostic::error("gap/empty-alternative", span).hint(write("[[answer|another spelling]]"))
            }
            Self::BadNumber => Diagnostic::error("gap/bad-number", span)
                .with("text", inside.trim())
                .hint(Message::new("hint/number-gap")),
            Self::TurnedRange => {
                Diagnostic::error("gap/turned-range", span).with("text", inside.trim()).hint(write("[[10..20]]"))
            }
            Self::AllRight => Diagnostic::error("gap/all-right", span).hint(write("[[(right)|wrong|wrong]]")),
        }
    }
}

/// Returns the gap that stands between `[[` and `]]`.
pub(super) fn gap(inside: &str, signs: NumberSigns<'_>) -> Result<Gap, GapProblem> {
    if inside.trim().is_empty() {
        return Err(GapProblem::Empty);
    }
    let alternatives = split_unescaped(inside, '|');
    if alternatives.iter().any(|alternative| alternative.trim().is_empty()) {
        return Err(GapProblem::EmptyAlternative);
    }
    if let [single] = alternatives.as_slice() {
        return match number_range(single, signs)? {
            Some(range) => Ok(Gap::Number(range)),
            None => Ok(Gap::Text(vec![unescaped(single)])),
        };
    }
    let options: Vec<GapOption> = alternatives.iter().map(|text| gap_option(text)).collect();
    if !options.iter().any(|option| option.right) {
        return Ok(Gap::Text(alternatives.iter().map(|text| unescaped(text)).collect()));
    }
    if options.iter().all(|option| option.right) { Err(GapProblem::AllRight) } else { Ok(Gap::Choice(options)) }
}

fn gap_option(text: &str) -> GapOption {
    let text = text.trim();
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).filter(|inner| !inner.ends_with('\\'));
    match inner {
        Some(inner) if !inner.trim().is_empty() => GapOption { text: unescaped(inner), right: true },
        _ => GapOption { text: unescaped(text), right: false },
    }
}

/// Returns the numbers that `text` stands for: `12`, `12 ± 0.5` or `10..20`; nothing where it is no number.
fn number_range(text: &str, signs: NumberSigns<'_>) -> Result<Option<NumberRange>, GapProblem> {
    if let Some((middle, tolerance)) = split_once_unescaped(text, "±") {
        let (Some(value), Some(by)) = (number(middle, signs), number(tolerance, signs)) else {
            return Err(GapProblem::BadNumber);
        };
        let (Some(from), Some(to)) = (add(value, by, -1), add(value, by, 1)) else {
            return Err(GapProblem::BadNumber);
        };
        let shown = middle.trim().to_owned();
        return if by.digits < 0 { Err(GapProblem::BadNumber) } else { Ok(Some(NumberRange { from, to, shown })) };
    }
    if let Some((first, last)) = split_once_unescaped(text, "..") {
        return match (number(first, signs), number(last, signs)) {
            (Some(from), Some(to)) if compare(from, to) == Ordering::Greater => Err(GapProblem::TurnedRange),
            (Some(from), Some(to)) => {
                Ok(Some(NumberRange { from, to, shown: format!("{}–{}", first.trim(), last.trim()) }))
            }
            (Some(_), None) | (None, Some(_)) if !last.trim().is_empty() && !first.trim().is_empty() => {
                Err(GapProblem::BadNumber)
            }
            _ => Ok(None),
        };
    }
    let plain = text.trim();
    let code = plain.len() > 1 && plain.starts_with('0') && plain.as_bytes()[1].is_ascii_digit();
    let value = if code { None } else { number(plain, signs) };
    Ok(value.map(|value| NumberRange { from: value, to: value, shown: plain.to_owned() }))
}

/// Returns the parts of `text` between separators that have no `\` before them.
pub(super) fn split_unescaped(text: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (at, letter) in text.char_indices() {
        if letter == separator && !escaped {
            parts.push(&text[start..at]);
            start = at + letter.len_utf8();
        }
        escaped = letter == '\\' && !escaped;
    }
    parts.push(&text[start..]);
    parts
}

fn split_once_unescaped<'a>(text: &'a str, separator: &str) -> Option<(&'a str, &'a str)> {
    let (mut escaped, mut skip_to) = (false, 0);
    for (at, letter) in text.char_indices() {
        if at < skip_to {
            continue;
        }
        if text[at..].starts_with(separator) {
            if !escaped {
                return Some((&text[..at], &text[at + separator.len()..]));
            }
            skip_to = at + separator.len();
        }
        escaped = letter == '\\' && !escaped;
    }
    None
}

/// Returns `text` trimmed, in NFC, with single spaces, and with its escaped signs standing for themselves.
pub(super) fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.trim().chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if letters.peek().is_some_and(|next| next.is_ascii_punctuation() || *next == '±') => {
                plain.extend(letters.next());
            }
            letter if letter.is_whitespace() && letter != '\u{a0}' => {
                if !plain.ends_with(' ') {
                    plain.push(' ');
                }
            }
            letter => plain.push(letter),
        }
    }
    plain.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::{GapProblem, gap};
    use crate::model::Gap;
    use crate::parse::numbers::NumberSigns;

    fn read(inside: &str) -> Result<String, GapProblem> {
        let gap = gap(inside, NumberSigns { decimal: ",", group: "." })?;
        Ok(match gap {
            Gap::Text(texts) => format!("text {}", texts.join("/")),
            Gap::Number(range) => {
                let (from, to) = (range.from, range.to);
                format!("number {}e-{}..{}e-{} {}", from.digits, from.scale, to.digits, to.scale, range.shown)
            }
            Gap::Choice(options) => {
                let words = options
                    .iter()
                    .map(|option| if option.right { format!("({})", option.text) } else { option.text.clone() });
                format!("choice {}", words.collect::<Vec<_>>().join("/"))
            }
        })
    }

    #[test]
    fn a_gap_is_what_its_form_says() {
        let check = |inside: &str, expected: &str| assert_eq!(read(inside).as_deref(), Ok(expected), "{inside}");
        check("chair", "text chair");
        check(" chair | chairperson ", "text chair/chairperson");
        check("a  \n b", "text a b");
        check("300000", "number 300000e-0..300000e-0 300000");
        check("300000 ± 0", "number 300000e-0..300000e-0 300000");
        check("12,5 ± 0.25", "number 1225e-2..1275e-2 12,5");
        check("10..20", "number 10e-0..20e-0 10–20");
        check("(right)|wrong|wrong", "choice (right)/wrong/wrong");
        check("(only)", "text (only)");
        check("\\(a\\)|b", "text (a)/b");
        check("a\\|b|c", "text a|b/c");
        check("a\\]b", "text a]b");
        check("5 \\± 1", "text 5 ± 1");
        check("1\\..2", "text 1..2");
        check("0412", "text 0412");
        check("and so on...", "text and so on...");
        check("Цэцэг", "text Цэцэг");
    }

    #[test]
    fn a_gap_that_cannot_be_is_said() {
        let check = |inside: &str, expected: GapProblem| assert_eq!(read(inside), Err(expected), "{inside}");
        check(" ", GapProblem::Empty);
        check("a||b", GapProblem::EmptyAlternative);
        check("12 ± x", GapProblem::BadNumber);
        check("12 ± -1", GapProblem::BadNumber);
        check("20..10", GapProblem::TurnedRange);
        check("10..x", GapProblem::BadNumber);
        check("(a)|(b)", GapProblem::AllRight);
    }
}
