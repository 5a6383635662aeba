//! Bytes → text. UTF-8 is read with or without a byte order mark; anything else is told to the author, and read
//! as well as it can be, so that all other mistakes are told in the same go.

use std::sync::Arc;

/// What is wrong with the bytes of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// It is in UTF-16, as Notepad's "Unicode" is.
    Utf16,
    /// It is in an old Windows encoding for western languages, as Notepad's "ANSI" is.
    Windows1252,
    /// It is in the old Windows encoding for Cyrillic.
    Windows1251,
    /// It is no text, or a damaged one; the first bad byte, in the text that was made of it.
    Broken(usize),
}

/// Returns the text of `bytes`, and what is wrong with them.
pub fn decode(bytes: &[u8]) -> (Arc<str>, Option<Encoding>) {
    if let Some(text) = utf16(bytes) {
        return (text.into(), Some(Encoding::Utf16));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return (text.into(), None),
        Err(error) => error,
    };
    let lossy = String::from_utf8_lossy(bytes).into_owned();
    let damaged = lossy.chars().filter(|letter| *letter == char::REPLACEMENT_CHARACTER).count();
    let sound = lossy.chars().filter(|letter| !letter.is_ascii()).count() - damaged;
    if (sound > 0 && sound >= damaged) || bytes.contains(&0) {
        return (lossy.into(), Some(Encoding::Broken(error.valid_up_to())));
    }
    let high = bytes.iter().filter(|byte| **byte >= 0xC0).count();
    let ascii = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    if high > ascii {
        return (bytes.iter().map(|byte| windows_1251(*byte)).collect::<String>().into(), Some(Encoding::Windows1251));
    }
    match bytes.iter().map(|byte| windows_1252(*byte)).collect::<Option<String>>() {
        Some(text) => (text.into(), Some(Encoding::Windows1252)),
        None => (lossy.into(), Some(Encoding::Broken(error.valid_up_to()))),
    }
}

/// Returns the text of UTF-16 with a byte order mark, or without one but with the zeros of Latin text.
fn utf16(bytes: &[u8]) -> Option<String> {
    let zeros = |rest: usize| bytes.iter().skip(rest).step_by(2).filter(|byte| **byte == 0).count();
    let mostly = |count: usize| bytes.len() >= 8 && count * 2 > bytes.len() / 2;
    let (little, body) = match bytes {
        [0xFF, 0xFE, body @ ..] => (true, body),
        [0xFE, 0xFF, body @ ..] => (false, body),
        _ if !bytes.contains(&0) => return None,
        _ if mostly(zeros(1)) && zeros(0) == 0 => (true, bytes),
        _ if mostly(zeros(0)) && zeros(1) == 0 => (false, bytes),
        _ => return None,
    };
    let unit = |pair: &[u8]| match pair {
        [first, second] if little => u16::from_le_bytes([*first, *second]),
        [first, second] => u16::from_be_bytes([*first, *second]),
        _ => 0xFFFD,
    };
    let units: Vec<u16> = body.chunks(2).map(unit).collect();
    Some(String::from_utf16_lossy(&units))
}

/// The letters of Windows-1252 at 0x80 to 0x9F; `\0` where it has none (WHATWG Encoding, index windows-1252).
const WINDOWS_1252: &[char; 32] = &[
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”', '•',
    '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> Option<char> {
    match byte {
        0x80..=0x9F => Some(WINDOWS_1252[usize::from(byte - 0x80)]).filter(|letter| *letter != '\0'),
        _ => Some(char::from(byte)),
    }
}

fn windows_1251(byte: u8) -> char {
    match byte {
        0xC0..=0xFF => char::from_u32(0x0410 + u32::from(byte - 0xC0)).unwrap_or(char::REPLACEMENT_CHARACTER),
        0xA8 => 'Ё',
        0xB8 => 'ё',
        0xB9 => '№',
        _ => windows_1252(byte).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

#[cfg(test)]
mod tests {
    use super::{Encoding, decode};

    fn check(bytes: &[u8], text: &str, problem: Option<Encoding>) {
        assert_eq!(decode(bytes), (text.into(), problem));
    }

    #[test]
    fn utf_8_is_read_with_and_without_its_mark() {
        check("Өрх\r\n".as_bytes(), "Өрх\r\n", None);
        check(b"\xEF\xBB\xBFa", "a", None);
        check(b"", "", None);
    }

    #[test]
    fn what_notepad_writes_is_known() {
        let little: Vec<u8> = "# Øl".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "# Øl".encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&[b"\xFF\xFE".as_slice(), &little].concat(), "# Øl", Some(Encoding::Utf16));
        check(&[b"\xFE\xFF".as_slice(), &big].concat(), "# Øl", Some(Encoding::Utf16));
        check(&little, "# Øl", Some(Encoding::Utf16));
        check(b"L\xE5n og \x93opsparing\x94", "Lån og “opsparing”", Some(Encoding::Windows1252));
        check(b"\xD1\xE0\xE9\xED", "Сайн", Some(Encoding::Windows1251));
    }

    #[test]
    fn other_bytes_are_told_with_their_place() {
        check(b"a\xC3\xB8\xC3\xA6\xFF", "aøæ\u{FFFD}", Some(Encoding::Broken(5)));
        check(b"ab\xFF\x00\x01", "ab\u{FFFD}\0\u{1}", Some(Encoding::Broken(2)));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_make_a_text(bytes: Vec<u8>) {
            let (text, problem) = decode(&bytes);
            if let Some(Encoding::Broken(offset)) = problem {
                proptest::prop_assert!(text.is_char_boundary(offset));
            }
        }
    }
}
