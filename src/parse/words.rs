//! How many words a reader reads.

/// Returns how many runs between spaces hold a letter or a digit.
pub(super) fn count(text: &str) -> usize {
    if text.is_ascii() { count_ascii(text.as_bytes()) } else { count_any(text) }
}

fn count_any(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// Byte by byte: all of a library is counted each time.
fn count_ascii(text: &[u8]) -> usize {
    let mut counted = false;
    let mut words = 0;
    for byte in text {
        if byte.is_ascii_alphanumeric() {
            words += usize::from(!counted);
            counted = true;
        } else if matches!(byte, b' ' | b'\t'..=b'\r') {
            counted = false;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{count, count_any, count_ascii};

    #[test]
    fn signs_alone_are_no_words() {
        for (text, expected) in [("", 0), (" a b\tc\n", 3), ("– a. – 1", 2), ("it's one-of-two", 2), ("Өрх бүр", 2)]
        {
            assert_eq!(count(text), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn both_ways_count_alike(text in "[ -~\\t\\n\\r\u{b}\u{c}\u{1c}\u{1f}\u{7f}]{0,60}") {
            proptest::prop_assert_eq!(count_ascii(text.as_bytes()), count_any(&text));
        }
    }
}
