//! Regular expressions (ECMA-262 with the flag `u`) of what the readers accept. Readers leave out spaces around a value.

use crate::parse::UNITS;

/// What spaces around a value are.
fn spaced(inner: &str) -> String {
    format!(r"^\s*(?:{inner})\s*$")
}

/// Returns the pattern of a text of the form `inner`.
pub(super) fn of(inner: &str) -> String {
    spaced(inner)
}

/// Returns the pattern of a whole number from `from`, which is 0 or more, to the power of ten `to`.
pub(super) fn number(from: u32, to: u32) -> String {
    let digits = to.ilog10();
    let more = digits.saturating_sub(1);
    let zero = if from == 0 { "0+|" } else { "" };
    spaced(&format!(r"\+?(?:{zero}0*[1-9][0-9]{{0,{more}}}|0*10{{{digits}}})"))
}

/// Returns the pattern of a language's tag (BCP 47, RFC 5646 section 2.1): language, script, region, variants.
pub(super) fn language() -> String {
    let variant = "[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}";
    let tag =
        format!("[A-Za-z]{{2,3}}(?:[-_][A-Za-z]{{4}})?(?:[-_](?:[A-Za-z]{{2}}|[0-9]{{3}}))?(?:[-_](?:{variant}))*");
    format!(r"^\s*(?![Uu][Nn][Dd]\s*$){tag}\s*$")
}

/// Returns the pattern of a size as `50 MB`, which is one byte or more.
pub(super) fn size() -> String {
    let unit = |(digits, names): &(u32, &[&str])| {
        let names: Vec<String> = names.iter().map(|name| any_case(name)).collect();
        // What makes a byte: a digit before the point, or one after it that the unit lifts above it.
        let small = match digits {
            0 => String::new(),
            digits => format!("|[0-9]+[.,][0-9]{{0,{}}}[1-9]", digits - 1),
        };
        format!(r"(?=[0-9]*[1-9]{small})[0-9]{{1,9}}(?:[.,][0-9]{{1,9}})?\s*(?:{})", names.join("|"))
    };
    spaced(&UNITS.iter().map(unit).collect::<Vec<_>>().join("|"))
}

/// Returns the pattern of these words in capital or small letters.
pub(super) fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().map(any_case).collect::<Vec<_>>().join("|")
}

fn any_case(word: &str) -> String {
    let letter = |letter: char| {
        let (small, capital): (String, String) = (letter.to_lowercase().collect(), letter.to_uppercase().collect());
        match (small == capital, letter.is_alphanumeric()) {
            (false, _) if small.chars().count() == 1 && capital.chars().count() == 1 => format!("[{capital}{small}]"),
            (_, true) => letter.to_string(),
            // With the flag `u`, a sign that means nothing may not be escaped; in a class only few may, `-` among them.
            (_, false) => format!("[\\{letter}]"),
        }
    };
    word.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::{number, words};

    #[test]
    fn ranges_end_at_a_power_of_ten() {
        assert_eq!(number(0, 100), r"^\s*(?:\+?(?:0+|0*[1-9][0-9]{0,1}|0*10{2}))\s*$");
        assert_eq!(number(1, 10_000), r"^\s*(?:\+?(?:0*[1-9][0-9]{0,3}|0*10{4}))\s*$");
    }

    #[test]
    fn capital_letters_do_not_matter() {
        assert_eq!(words(["nã", "x-1"]), r"[Nn][Ãã]|[Xx][\-]1");
    }
}
