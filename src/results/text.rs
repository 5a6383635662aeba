//! Texts, checks and signs as docs/result-file.md defines them.

use crate::fingerprint::Fingerprint;
use unicode_normalization::UnicodeNormalization;

/// Crockford's base 32.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Returns one line of text: NFC, control characters as spaces, single spaces, none at the ends.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for letter in text.nfc() {
        if !is_space(letter) {
            line.push(letter);
        } else if !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
        }
    }
    if line.ends_with(' ') {
        line.pop();
    }
    line
}

/// White space as a browser's `\s` has it, and what becomes a space.
fn is_space(letter: char) -> bool {
    matches!(letter, '\u{0}'..=' ' | '\u{7f}'..='\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}')
        || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}')
}

/// Returns one line of text of at most so many UTF-16 units.
pub(super) fn short_line(text: &str, most: usize) -> String {
    let line = one_line(text);
    let mut units = 0;
    let cut = line.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > most
    });
    match cut {
        None => line,
        Some((at, _)) => line[..at].trim_end().to_owned(),
    }
}

/// Returns the first so many bits (at most 32) of the SHA-256 of a text.
pub(super) fn first_bits(text: &str, bits: u32) -> u32 {
    let bytes = *Fingerprint::of(text.as_bytes()).bytes();
    u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) >> (32 - bits)
}

/// Writes a number in so many signs.
pub(super) fn signs(value: u64, count: u32) -> String {
    (0..count).rev().map(|place| char::from(SIGNS[(value >> (5 * place) & 31) as usize])).collect()
}

/// Returns the value of a sign.
pub(super) fn sign_value(sign: char) -> Option<u64> {
    let place = SIGNS.iter().position(|known| char::from(*known) == sign)?;
    Some(place as u64)
}

/// Reads what was typed: o is 0, i and l are 1; case, hyphens and spaces do not matter.
pub(super) fn typed_signs(typed: &str) -> String {
    let letters = typed.chars().filter(|letter| !is_space(*letter) && !is_dash(*letter));
    letters
        .flat_map(char::to_uppercase)
        .map(|letter| match letter {
            'O' => '0',
            'I' | 'L' => '1',
            letter => letter,
        })
        .collect()
}

/// Tells whether a letter is one of the dashes that stand between the groups of a code.
pub(super) fn is_dash(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}'..='\u{2015}')
}

#[cfg(test)]
mod tests {
    use super::{one_line, short_line, signs, typed_signs};

    #[test]
    fn a_line_has_single_spaces_and_none_at_its_ends() {
        let check = |text: &str, expected: &str| assert_eq!(one_line(text), expected, "{text:?}");
        check("  Бат-Эрдэнэ\n Д. ", "Бат-Эрдэнэ Д.");
        check("a\u{0}\u{85}\u{2028}\u{feff}b", "a b");
        check("e\u{301}", "é");
        check("\u{3000}", "");
    }

    #[test]
    fn a_line_is_cut_between_letters() {
        assert_eq!(short_line("ab😀c", 3), "ab");
        assert_eq!(short_line("ab😀c", 4), "ab😀");
        assert_eq!(short_line("ab cd", 3), "ab");
    }

    #[test]
    fn signs_are_written_and_read() {
        assert_eq!(signs(0b11111_00000_00001, 3), "Z01");
        assert_eq!(typed_signs(" o1–Il z"), "0111Z");
    }
}
