//! Blocks of code.

use crate::diagnostic::{Diagnostic, Message};
use crate::model::{Block, CodeBlock};
use crate::span::Span;

/// How many lines may be marked.
const MOST_LINES: u32 = 100_000;

/// Returns the block of code `text`; `info` stands behind its opening fence: a language, `{4,5}`.
pub(super) fn code_block(info: Option<&str>, text: String, span: Span, said: &mut Vec<Diagnostic>) -> Block {
    let info = info.unwrap_or("");
    let word = info.split([' ', '\t', '{', ',']).next().unwrap_or("");
    let language: Option<Box<str>> = (!word.is_empty()).then(|| word.into());
    if word.eq_ignore_ascii_case("mermaid") {
        said.push(Diagnostic::warning("code/mermaid", span).hint(Message::new("hint/svg")));
    }
    let marked = match braces(info) {
        Some(inside) => marked_lines(inside).unwrap_or_else(|| {
            let bad = Diagnostic::warning("code/bad-lines", span).with("text", format!("{{{inside}}}"));
            said.push(bad.hint(Message::new("hint/write").with("example", "{4,5}")));
            Vec::new()
        }),
        None => Vec::new(),
    };
    Block::Code(Box::new(CodeBlock { language, marked, text: text.into(), span }))
}

fn braces(info: &str) -> Option<&str> {
    let open = info.find('{')?;
    let inside = &info[open + 1..];
    Some(&inside[..inside.find('}')?])
}

/// Returns the lines that `{4,5}` or `{4-6,9}` marks, in order.
fn marked_lines(inside: &str) -> Option<Vec<u32>> {
    let mut lines = Vec::new();
    for part in inside.split(',').map(str::trim) {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        let (from, to): (u32, u32) = (from.trim().parse().ok()?, to.trim().parse().ok()?);
        if from == 0 || to < from || to > MOST_LINES {
            return None;
        }
        lines.extend(from..=to);
    }
    lines.sort_unstable();
    lines.dedup();
    Some(lines)
}

#[cfg(test)]
mod tests {
    use super::marked_lines;

    #[test]
    fn lines_are_listed() {
        assert_eq!(marked_lines("4,5"), Some(vec![4, 5]));
        assert_eq!(marked_lines("9, 1-3"), Some(vec![1, 2, 3, 9]));
        assert_eq!(marked_lines("0"), None);
        assert_eq!(marked_lines("5-4"), None);
        assert_eq!(marked_lines("x"), None);
    }
}
