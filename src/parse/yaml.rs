//! YAML as a tree of values that know their places. With `yaml_fault.rs` the only file of `parse` that names the YAML
//! crate.
//!
//! 1. The text is read once, into [`Node`]s; a text that is no YAML gives one diagnostic with its place.
//! 2. A scalar keeps its spelling (`1.10`, `007`, `+976 11`); what it means is asked by whoever knows the key
//!    (`parse/fields.rs`), so one wrong value never hides another.
//! 3. A key that is written twice arrives twice.
//!
//! Anchors, aliases, merge keys and tags are refused, and depth and number of values are bounded: no file can
//! make the reader work long.

use crate::diagnostic::{Diagnostic, Message};
use crate::parse::yaml_fault;
use crate::span::{FileId, Span, Spanned};
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::Location;
use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy};
use std::fmt;
use std::ops::Range;

/// How deep values may be nested.
const MAX_DEPTH: usize = 24;
/// How many values a file may hold.
const MAX_NODES: usize = 100_000;

/// A value and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    /// From its first byte to its last one that is no space.
    pub(crate) span: Span,
    /// What it is.
    pub(crate) value: Value,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// Nothing, `~` or `null`.
    Empty,
    /// Words, a number, `true`: as it is written, quotation marks resolved.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and values in the order of the text; a key may come twice.
    Mapping(Vec<Entry>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The key.
    pub(crate) key: Spanned<String>,
    /// The value.
    pub(crate) value: Node,
}

/// Reads the YAML that stands at `range` of `text`.
pub(crate) fn read(file: FileId, text: &str, range: Range<usize>) -> Result<Node, Diagnostic> {
    let source = Source { file, text: &text[range.clone()], start: range.start };
    if source.text.lines().all(|line| line.trim_start().is_empty() || line.trim_start().starts_with('#')) {
        return Ok(Node { span: Span::new(file, range.start..range.start), value: Value::Empty });
    }
    match serde_yaml::from_str_with_options::<serde_yaml::Spanned<Raw>>(source.text, options()) {
        Ok(raw) => Ok(source.node(raw)),
        Err(error) => Err(source.error(&error)),
    }
}

fn options() -> serde_yaml::Options {
    serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_aliases: 0,
            max_anchors: 0,
            max_depth: MAX_DEPTH,
            flow_nesting_limit: MAX_DEPTH,
            max_documents: 2,
            max_nodes: MAX_NODES,
        },
        emit_comments: false,
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::AsOrdinary,
        non_finite_float_policy: NonFiniteFloatPolicy::AsString,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        strict_booleans: true,
        ignore_binary_tag_for_string: true,
        reject_unsupported_tags: true,
        with_snippet: false,
    }
}

/// The piece of a file that is read.
struct Source<'a> {
    file: FileId,
    text: &'a str,
    start: usize,
}

impl Source<'_> {
    fn node(&self, raw: serde_yaml::Spanned<Raw>) -> Node {
        let range = self.range(raw.referenced);
        match raw.value {
            Raw::Empty => Node { span: self.span(range), value: Value::Empty },
            Raw::Words(words) => Node { span: self.span(range), value: Value::Scalar(words) },
            Raw::Other => {
                let written = self.text[range.clone()].to_owned();
                Node { span: self.span(range), value: Value::Scalar(written) }
            }
            Raw::List(items) => {
                let items: Vec<Node> = items.into_iter().map(|item| self.node(item)).collect();
                Node { span: self.around(range, items.last()), value: Value::List(items) }
            }
            Raw::Mapping(entries) => {
                let entries: Vec<Entry> = entries.into_iter().map(|entry| self.entry(entry)).collect();
                let span = self.around(range, entries.last().map(|entry| &entry.value));
                Node { span, value: Value::Mapping(entries) }
            }
        }
    }

    /// Returns the span of a list or mapping, of which the crate tells the opening only: to the end of its last
    /// value, and to its closing bracket.
    fn around(&self, opening: Range<usize>, last: Option<&Node>) -> Span {
        let inner_end = last.map_or(opening.end, |last| last.span.end as usize - self.start).max(opening.end);
        let close = match self.text.as_bytes().get(opening.start) {
            Some(b'[') => Some(b']'),
            Some(b'{') => Some(b'}'),
            _ => None,
        };
        let after = &self.text.as_bytes()[inner_end..];
        let skipped = after.iter().position(|byte| !byte.is_ascii_whitespace() && *byte != b',');
        let end = match (close, skipped) {
            (Some(close), Some(skipped)) if after[skipped] == close => inner_end + skipped + 1,
            _ => inner_end,
        };
        self.span(opening.start..end)
    }

    fn entry(&self, (key, value): (serde_yaml::Spanned<String>, serde_yaml::Spanned<Raw>)) -> Entry {
        let span = self.span(self.range(key.referenced));
        Entry { key: Spanned::new(key.value, span), value: self.node(value) }
    }

    /// Returns the bytes of a value, without the spaces after it.
    fn range(&self, location: Location) -> Range<usize> {
        let offset = |bytes: Option<u64>| bytes.and_then(|bytes| usize::try_from(bytes).ok());
        let start = offset(location.span().byte_offset()).unwrap_or(0).min(self.text.len());
        let end = start.saturating_add(offset(location.span().byte_len()).unwrap_or(0)).min(self.text.len());
        match self.text.get(start..end) {
            Some(written) => start..start + written.trim_end().len(),
            None => 0..0,
        }
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.start + range.start..self.start + range.end)
    }

    fn error(&self, error: &serde_yaml::Error) -> Diagnostic {
        let error = error.without_snippet();
        let start = error.location().map_or(0, |location| self.byte(location));
        let end = self.text[start..].chars().next().map_or(start, |letter| start + letter.len_utf8());
        let span = self.span(start..end);
        let diagnostic = Diagnostic::error(yaml_fault::code(error), span);
        match self.advice(start) {
            Some(hint) if !matches!(diagnostic.code, "yaml/alias" | "yaml/too-much" | "yaml/two-documents") => {
                diagnostic.hint(Message::new(hint))
            }
            _ => diagnostic,
        }
    }

    /// Returns the byte of an error's place, which may be told in lines and columns only.
    fn byte(&self, location: Location) -> usize {
        let told = location.span().byte_offset().and_then(|byte| usize::try_from(byte).ok());
        let by_line = || {
            let line = usize::try_from(location.line()).unwrap_or(1).max(1) - 1;
            let column = usize::try_from(location.column()).unwrap_or(1).max(1) - 1;
            let start: usize = self.text.split_inclusive('\n').take(line).map(str::len).sum();
            let rest = &self.text[start..];
            start + rest.char_indices().nth(column).map_or(rest.len(), |(byte, _)| byte)
        };
        let mut byte = told.unwrap_or_else(by_line).min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    }

    /// Returns what most likely went wrong in the lines around `byte`.
    fn advice(&self, byte: usize) -> Option<&'static str> {
        let line_start = self.text[..byte].rfind('\n').map_or(0, |newline| newline + 1);
        let line = self.text[line_start..].lines().next().unwrap_or("");
        let before = self.text[..line_start].lines().next_back().unwrap_or("");
        let value = line.split_once(':').map(|(_, value)| value.trim());
        let bare = |line: &str| line.starts_with(char::is_alphabetic) && !line.contains(':');
        if [line, before].iter().any(|line| line.trim_start_matches(' ').starts_with('\t')) {
            Some("hint/yaml-tabs")
        } else if bare(line) || bare(before) {
            Some("hint/yaml-colon")
        } else if value.is_some_and(|value| value.contains(": ") || value.starts_with(['@', '`', '%', '*', '&', '!'])) {
            Some("hint/yaml-quotes")
        } else {
            None
        }
    }
}

/// A value as the YAML crate gives it.
enum Raw {
    Empty,
    Words(String),
    /// A number or a truth value; its spelling is taken from the source.
    Other,
    List(Vec<serde_yaml::Spanned<Raw>>),
    Mapping(Vec<(serde_yaml::Spanned<String>, serde_yaml::Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Raw, E> {
        Ok(Raw::Empty)
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Other)
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Other)
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Other)
    }

    fn visit_i128<E: de::Error>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Other)
    }

    fn visit_u128<E: de::Error>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Other)
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Other)
    }

    fn visit_str<E: de::Error>(self, words: &str) -> Result<Raw, E> {
        Ok(Raw::Words(words.to_owned()))
    }

    fn visit_bytes<E: de::Error>(self, _: &[u8]) -> Result<Raw, E> {
        Ok(Raw::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Mapping(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::{Node, Value, read};
    use crate::span::FileId;

    fn written(node: &Node, text: &str) -> String {
        let here = &text[node.span.range()];
        match &node.value {
            Value::Empty => "-".to_owned(),
            Value::Scalar(words) => format!("{words:?}@{here}"),
            Value::List(items) => {
                format!("[{}]", items.iter().map(|item| written(item, text)).collect::<Vec<_>>().join(", "))
            }
            Value::Mapping(entries) => {
                let entry = |entry: &super::Entry| {
                    let key = &text[entry.key.span.range()];
                    format!("{}@{key}: {}", entry.key.value, written(&entry.value, text))
                };
                format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn check(text: &str, expected: &str) {
        let found = match read(FileId(0), text, 0..text.len()) {
            Ok(node) => written(&node, text),
            Err(error) => format!("{} {}..{}", error.code, error.span.start, error.span.end),
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn keys_and_values_know_their_bytes() {
        check(
            "title: Хадгаламж  # word\nminutes: 15",
            "{title@title: \"Хадгаламж\"@Хадгаламж, minutes@minutes: \"15\"@15}",
        );
        check("a: 'b c'\n\"d\": [e, 1.10]", "{a@a: \"b c\"@'b c', d@\"d\": [\"e\"@e, \"1.10\"@1.10]}");
        check("a: {b: true, c: }", "{a@a: {b@b: \"true\"@true, c@c: -}}");
        check(
            "v: 007\nw: +976\nx: 1e999\ny: no\nz: 12345678901234567890123",
            "{v@v: \"007\"@007, w@w: \"+976\"@+976, x@x: \".inf\"@1e999, y@y: \"no\"@no, z@z: \"12345678901234567890123\"@12345678901234567890123}",
        );
    }

    #[test]
    fn a_key_may_come_twice() {
        check("a: 1\na: 2", "{a@a: \"1\"@1, a@a: \"2\"@2}");
    }

    #[test]
    fn nothing_is_empty() {
        for text in ["", "\n\n", "# only words\n"] {
            check(text, "-");
        }
    }

    #[test]
    fn what_is_no_yaml_is_told_with_its_place() {
        let told = |text: &str| match read(FileId(0), text, 0..text.len()) {
            Ok(node) => written(&node, text),
            Err(error) => {
                let hints: Vec<&str> = error.hints.iter().map(|hint| hint.key).collect();
                format!("{} {}..{} {}", error.code, error.span.start, error.span.end, hints.join(" "))
            }
        };
        for (text, expected) in [
            ("a: b: c", "yaml/second-colon 4..5 hint/yaml-quotes"),
            ("a: @b", "yaml/first-sign 3..4 hint/yaml-quotes"),
            ("Ө: Why: because", "yaml/second-colon 7..8 hint/yaml-quotes"),
            ("a 1\nb: 2", "yaml/second-colon 5..6 hint/yaml-colon"),
            ("a: [1, 2", "yaml/bracket 3..4 "),
            ("a: \"b", "yaml/quotation-mark 3..4 "),
            ("a: 1\n  b: 2", "yaml/second-colon 8..9 "),
            ("a: !thing 1", "yaml/tag 10..11 hint/yaml-quotes"),
            ("~: 1", "yaml/syntax 0..1 "),
            ("a: &x 1\nb: *x", "yaml/alias 6..7 "),
            ("a: 1\n---\nb: 2", "yaml/two-documents 9..10 "),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn block_texts_are_read() {
        check("a: |\n  x\n  y\n\nb: 1", "{a@a: \"x\\ny\\n\"@x\n  y, b@b: \"1\"@1}");
        check("a: >-\n  x\n  y\n", "{a@a: \"x y\"@x\n  y}");
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[-a-c \\t\\n\\r:?&*!|>'\"%@`#{}\\[\\],.~<0-9өЭ😀]{0,60}", start in 0usize..4) {
            let start = (0..=start.min(text.len())).rev().find(|byte| text.is_char_boundary(*byte)).unwrap_or(0);
            let span = match read(FileId(0), &text, start..text.len()) {
                Ok(node) => node.span,
                Err(error) => error.span,
            };
            proptest::prop_assert!(text.get(span.range()).is_some());
        }

        #[test]
        fn depth_is_bounded(open in "[\\[{]{1,4000}", dashes in 1usize..3000) {
            for text in [open, "- ".repeat(dashes), "a: ".repeat(dashes), "? ".repeat(dashes)] {
                drop(read(FileId(0), &text, 0..text.len()));
            }
        }
    }
}
