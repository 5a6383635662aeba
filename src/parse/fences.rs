//! Finds the fence lines of a text and hides them from the Markdown parser.
//!
//! 1. A fence line begins, after spaces, tabs and `>`, with three or more colons.
//! 2. It is replaced by a thematic break of the same length, which ends paragraphs and lists as a fence does.
//! 3. The parser gives the thematic break back at the very offset, where the table of fences says what it was.

use std::borrow::Cow;
use std::ops::Range;

/// One fence line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FenceLine {
    /// The line's first byte.
    pub(super) line: usize,
    /// From the first colon to the last letter of the line.
    pub(super) fence: Range<usize>,
    /// What follows the colons, without space around it; empty for a closing line.
    pub(super) rest: Range<usize>,
}

/// Returns `text` with its fence lines and `front` (the head of the file) hidden, and the table of fences.
pub(super) fn mask(text: &str, front: usize) -> (Cow<'_, str>, Vec<FenceLine>) {
    let fences = if text[front..].contains(":::") { fence_lines(text, front) } else { Vec::new() };
    if front == 0 && fences.is_empty() {
        return (Cow::Borrowed(text), fences);
    }
    let mut masked = String::with_capacity(text.len());
    masked.extend(text[..front].bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { byte as char } else { ' ' }));
    let mut done = front;
    for fence in &fences {
        masked.push_str(&text[done..fence.fence.start]);
        masked.push_str("___");
        masked.extend(std::iter::repeat_n(' ', fence.fence.len() - 3));
        done = fence.fence.end;
    }
    masked.push_str(&text[done..]);
    (Cow::Owned(masked), fences)
}

fn fence_lines(text: &str, front: usize) -> Vec<FenceLine> {
    let mut found = Vec::new();
    let mut line = front;
    for whole in text[front..].split_inclusive('\n').flat_map(|lines| lines.split_inclusive('\r')) {
        let end = line + whole.trim_end_matches(['\n', '\r']).len();
        let inside = &text.as_bytes()[line..end];
        let indent = inside.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'>')).count();
        let colons = inside[indent..].iter().take_while(|byte| **byte == b':').count();
        if colons >= 3 {
            let start = line + indent;
            let rest = &text[start + colons..end];
            let from = end - rest.trim_start().len();
            let to = (start + colons + rest.trim_end().len()).max(from.min(end));
            found.push(FenceLine { line, fence: start..to.max(start + colons), rest: from.min(to)..to });
        }
        line += whole.len();
    }
    found
}

/// Returns the fence that stands at `offset`, anywhere before its colons.
pub(super) fn fence_at(fences: &[FenceLine], offset: usize) -> Option<&FenceLine> {
    let after = fences.partition_point(|fence| fence.line <= offset);
    let fence = &fences[after.checked_sub(1)?];
    (offset <= fence.fence.start).then_some(fence)
}

/// Returns where the head of a file ends: after its closing `---` line, with the YAML between the lines.
/// `Err`: the head is not closed.
pub(super) fn front_matter_range(text: &str) -> Result<Option<(Range<usize>, usize)>, ()> {
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next() else { return Ok(None) };
    if first.trim_end() != "---" {
        return Ok(None);
    }
    let mut offset = first.len();
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            return Ok(Some((first.len()..offset, offset + line.len())));
        }
        offset += line.len();
    }
    Err(())
}

#[cfg(test)]
mod tests {
    use super::{fence_at, front_matter_range, mask};

    #[test]
    fn fence_lines_become_thematic_breaks_of_the_same_length() {
        let check = |text: &str, expected: &str| {
            let (masked, _) = mask(text, 0);
            assert_eq!(masked, expected);
            assert_eq!(masked.len(), text.len());
        };
        check("a\n::: quiz\nb", "a\n___     \nb");
        check("> :::\r\nb", "> ___\r\nb");
        check("::: шал", "___       ");
        check(":: no\na ::: b", ":: no\na ::: b");
        check(":::::  \n", "_____  \n".replace("_____", "___  ").as_str());
    }

    #[test]
    fn fences_are_found_by_their_place() {
        let text = "a\n  ::: quiz {#a}  \n:::";
        let (_, fences) = mask(text, 0);
        assert_eq!(&text[fences[0].rest.clone()], "quiz {#a}");
        assert_eq!(&text[fences[1].rest.clone()], "");
        assert_eq!(fence_at(&fences, 2), Some(&fences[0]));
        assert_eq!(fence_at(&fences, 4), Some(&fences[0]));
        assert_eq!(fence_at(&fences, 5), None);
        assert_eq!(fence_at(&fences, 0), None);
    }

    #[test]
    fn the_head_of_a_file_ends_at_its_second_line_of_dashes() {
        assert_eq!(front_matter_range("---\na: 1\n---\nx"), Ok(Some((4..9, 13))));
        assert_eq!(front_matter_range("---\r\na: 1\r\n---\r\nx"), Ok(Some((5..11, 16))));
        assert_eq!(front_matter_range("---\na"), Err(()));
        assert_eq!(front_matter_range("a\n---\n"), Ok(None));
        assert_eq!(front_matter_range(""), Ok(None));
    }
}
