//! Which part of a file is asked for (RFC 9110, section 14): browsers show films by no other way.

use std::ops::Range;

/// What a `Range` header asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Asked {
    /// The whole file.
    Whole,
    /// These bytes.
    Part(Range<u64>),
    /// Bytes that the file does not have.
    Beyond,
}

/// Reads a `Range` header for a file of `size` bytes. What asks for several parts, or in another way than by bytes,
/// gets the whole, as section 14.2 allows.
pub(crate) fn asked(header: Option<&str>, size: u64) -> Asked {
    let part = header.and_then(|header| header.trim().strip_prefix("bytes=")).map(str::trim);
    let Some((first, last)) = part.filter(|part| !part.contains(',')).and_then(|part| part.split_once('-')) else {
        return Asked::Whole;
    };
    let number = |text: &str| text.trim().parse::<u64>().ok();
    match (first.trim(), last.trim()) {
        ("", last) => match number(last) {
            None => Asked::Whole,
            Some(0) => Asked::Beyond,
            Some(_) if size == 0 => Asked::Beyond,
            Some(count) => Asked::Part(size.saturating_sub(count)..size),
        },
        (first, last) => {
            let end = if last.is_empty() { Some(size) } else { number(last).map(|last| last.saturating_add(1)) };
            match (number(first), end) {
                (Some(first), Some(end)) if first >= end && !last.is_empty() => Asked::Whole,
                (Some(first), Some(_)) if first >= size => Asked::Beyond,
                (Some(first), Some(end)) => Asked::Part(first..end.min(size)),
                _ => Asked::Whole,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, asked};

    #[test]
    fn parts_are_read_as_the_standard_says() {
        let check = |header: &str, expected: Asked| assert_eq!(asked(Some(header), 10), expected, "{header}");
        check("bytes=0-3", Asked::Part(0..4));
        check("bytes=4-", Asked::Part(4..10));
        check("bytes=9-99", Asked::Part(9..10));
        check("bytes=-3", Asked::Part(7..10));
        check("bytes=-99", Asked::Part(0..10));
        check("bytes=10-", Asked::Beyond);
        check("bytes=-0", Asked::Beyond);
        for odd in
            ["bytes=0-1,3-4", "bytes=5-2", "bytes=a-b", "bytes=-", "lines=1-2", "bytes=", "bytes=-18446744073709551616"]
        {
            check(odd, Asked::Whole);
        }
        check("bytes=0-18446744073709551615", Asked::Part(0..10));
        assert_eq!(asked(None, 10), Asked::Whole);
        assert_eq!(asked(Some("bytes=0-"), 0), Asked::Beyond);
        assert_eq!(asked(Some("bytes=-5"), 0), Asked::Beyond);
    }
}
