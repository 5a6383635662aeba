//! Reads `{#id key=value key="some words" .class bare}`.
//!
//! 1. [`Attributes::parse`] splits the braces' inside into attributes, each with its place.
//! 2. Whoever knows the block asks for the attributes it may have, one by one ([`Reader`]).
//! 3. [`Reader::finish`] tells of every attribute that nobody asked for.

use crate::diagnostic::{Diagnostic, Message};
use crate::span::{FileId, Span, Spanned};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// How many attributes can stand between braces.
const MOST: usize = 50;

/// What stands between braces.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Attributes {
    /// The `#id`.
    pub(super) id: Option<Spanned<Box<str>>>,
    list: Vec<Attribute>,
}

/// One attribute: `key=value`, `.class` (the name keeps its point) or `bare`.
#[derive(Debug, Clone, PartialEq)]
struct Attribute {
    name: String,
    value: Option<Spanned<String>>,
    span: Span,
}

impl Attributes {
    /// Returns the attributes that stand at `inside` (between the braces) of `text`.
    pub(super) fn parse(file: FileId, text: &str, inside: Range<usize>, said: &mut Vec<Diagnostic>) -> Self {
        let mut attributes = Self::default();
        let mut at = inside.start;
        while let Some(start) = next_word(text, at, inside.end) {
            let word = &text[start..inside.end];
            let name_length = word.find(|letter: char| letter.is_whitespace() || letter == '=').unwrap_or(word.len());
            let name = &word[..name_length];
            at = start + name_length;
            if attributes.list.len() == MOST {
                let many = Diagnostic::error("attribute/too-many", Span::new(file, start..inside.end));
                said.push(many.with("most", MOST));
                break;
            }
            let mut value = None;
            if text[at..inside.end].starts_with('=') {
                let (range, end) = value_range(text, at + 1, inside.end);
                value = Some(Spanned::new(text[range.clone()].nfc().collect(), Span::new(file, range)));
                at = end;
            }
            attributes.add(name, value, Span::new(file, start..at), said);
        }
        attributes
    }

    fn add(&mut self, name: &str, value: Option<Spanned<String>>, span: Span, said: &mut Vec<Diagnostic>) {
        if let (Some(id), None) = (name.strip_prefix('#'), &value) {
            if !is_id(id) {
                said.push(Diagnostic::error("attribute/bad-id", span).with("id", id).hint(Message::new("hint/id")));
            } else if self.id.is_some() {
                said.push(Diagnostic::error("attribute/twice", span).with("name", "#id"));
            } else {
                self.id = Some(Spanned::new(id.nfc().collect::<String>().into(), span));
            }
        } else if self.list.iter().any(|attribute| attribute.name == name) {
            said.push(Diagnostic::error("attribute/twice", span).with("name", name));
        } else {
            self.list.push(Attribute { name: name.to_owned(), value, span });
        }
    }

    /// Returns a reader of these attributes.
    pub(super) fn reader<'a>(&'a self, said: &'a mut Vec<Diagnostic>) -> Reader<'a> {
        Reader { attributes: self, asked: Vec::new(), said }
    }

    /// Returns the attributes that have a value, each value with the place of the whole attribute.
    pub(super) fn values(&self) -> impl Iterator<Item = (&str, Spanned<&str>)> {
        self.list.iter().filter_map(|attribute| {
            let value = attribute.value.as_ref()?;
            Some((attribute.name.as_str(), Spanned::new(value.value.as_str(), attribute.span)))
        })
    }

    /// Tells whether the attribute `name` is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.list.iter().any(|attribute| attribute.name == name)
    }
}

/// Answers questions about attributes, and remembers what was asked.
pub(super) struct Reader<'a> {
    attributes: &'a Attributes,
    asked: Vec<&'static str>,
    said: &'a mut Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    fn ask(&mut self, name: &'static str) -> Option<&'a Attribute> {
        self.asked.push(name);
        self.attributes.list.iter().find(|attribute| attribute.name == name)
    }

    /// Returns whether the bare word or class `name` is there.
    pub(super) fn flag(&mut self, name: &'static str) -> bool {
        let Some(attribute) = self.ask(name) else { return false };
        if let Some(value) = &attribute.value {
            self.said.push(
                Diagnostic::error("attribute/has-value", value.span)
                    .with("name", name)
                    .hint(Message::new("hint/write").with("example", name)),
            );
        }
        true
    }

    /// Returns the words of `name="…"`.
    pub(super) fn text(&mut self, name: &'static str) -> Option<&'a Spanned<String>> {
        let attribute = self.ask(name)?;
        match &attribute.value {
            Some(value) if !value.value.trim().is_empty() => Some(value),
            _ => {
                let written = format!("{name}=\"…\"");
                self.said.push(
                    Diagnostic::error("attribute/no-value", attribute.span)
                        .with("name", name)
                        .hint(Message::new("hint/write").with("example", written)),
                );
                None
            }
        }
    }

    /// Returns the whole number of `name=…`, which must lie in `range`.
    pub(super) fn number(&mut self, name: &'static str, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
        let value = self.text(name)?;
        match value.value.trim_end_matches('%').trim().parse() {
            Ok(number) if range.contains(&number) => Some(number),
            _ => {
                let problem = match *range.end() {
                    u32::MAX => Diagnostic::error("attribute/no-number", value.span),
                    end => Diagnostic::error("attribute/out-of-range", value.span)
                        .with("from", range.start())
                        .with("to", end),
                };
                let example = format!("{name}={}", (*range.start()).max(*range.end()).min(70));
                self.said.push(
                    problem
                        .with("name", name)
                        .with("value", &value.value)
                        .hint(Message::new("hint/write").with("example", example)),
                );
                None
            }
        }
    }

    /// Returns the per cent of `name=…`.
    pub(super) fn percent(&mut self, name: &'static str) -> Option<u8> {
        self.number(name, 0..=100).and_then(|number| u8::try_from(number).ok())
    }

    /// Returns which of `words` stands in `name=…`; `bare` is returned where there is no value and it may be left out.
    pub(super) fn choice<T: Copy>(
        &mut self,
        name: &'static str,
        words: &[(&'static str, T)],
        bare: Option<T>,
    ) -> Option<T> {
        if bare.is_some() && self.ask(name).is_some_and(|attribute| attribute.value.is_none()) {
            return bare;
        }
        let value = self.text(name)?;
        let found = words.iter().find(|(word, _)| *word == value.value);
        if found.is_none() {
            self.said.push(
                Diagnostic::error("attribute/unknown-value", value.span)
                    .with("name", name)
                    .with("value", &value.value)
                    .hint_nearest(&value.value, words.iter().map(|(word, _)| *word)),
            );
        }
        found.map(|(_, choice)| *choice)
    }

    /// Adds a diagnostic about an attribute's value.
    pub(super) fn say(&mut self, diagnostic: Diagnostic) {
        self.said.push(diagnostic);
    }

    /// Tells of every attribute that was not asked for.
    pub(super) fn finish(mut self) {
        self.finish_now();
    }

    /// Tells of every attribute that was not asked for until now.
    pub(super) fn finish_now(&mut self) {
        for attribute in &self.attributes.list {
            if !self.asked.contains(&attribute.name.as_str()) {
                let unknown = Diagnostic::error("attribute/unknown", attribute.span).with("name", &attribute.name);
                self.said.push(if self.asked.is_empty() {
                    unknown.hint(Message::new("hint/only-id"))
                } else {
                    unknown.hint_nearest(&attribute.name, self.asked.iter().copied())
                });
            }
        }
    }
}

fn next_word(text: &str, at: usize, end: usize) -> Option<usize> {
    let rest = &text[at..end];
    let trimmed = rest.trim_start();
    (!trimmed.is_empty()).then(|| at + rest.len() - trimmed.len())
}

/// Returns where the value that begins at `at` stands, and where it ends with its quotes.
fn value_range(text: &str, at: usize, end: usize) -> (Range<usize>, usize) {
    let rest = &text[at..end];
    let close = match rest.chars().next() {
        Some('"') => '"',
        Some('\'') => '\'',
        Some('“') => '”',
        _ => {
            let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
            return (at..at + length, at + length);
        }
    };
    let open_length = if close == '”' { '“'.len_utf8() } else { 1 };
    match rest[open_length..].find(close) {
        Some(length) => {
            let stop = at + open_length + length;
            (at + open_length..stop, stop + close.len_utf8())
        }
        None => (at + open_length..end, end),
    }
}

/// Tells whether `id` can be an id: letters, digits, `-`, `_`, `.` and `:` only.
pub(super) fn is_id(id: &str) -> bool {
    !id.is_empty()
        && id.chars().all(|letter| {
            letter.is_alphanumeric()
                || matches!(letter, '-' | '_' | '.' | ':')
                || unicode_normalization::char::is_combining_mark(letter)
        })
}

#[cfg(test)]
mod tests {
    use super::Attributes;
    use crate::span::FileId;

    fn parse(text: &str) -> (Attributes, Vec<&'static str>) {
        let mut said = Vec::new();
        let attributes = Attributes::parse(FileId(0), text, 0..text.len(), &mut said);
        (attributes, said.iter().map(|diagnostic| diagnostic.code).collect())
    }

    #[test]
    fn every_form_is_read() {
        let (attributes, said) = parse("#saving pass=70 materials=\"flip chart, pens\" .order shuffle a=“b c”");
        assert_eq!(said, Vec::<&str>::new());
        assert_eq!(attributes.id.as_ref().unwrap().value.as_ref(), "saving");
        let mut said = Vec::new();
        let mut reader = attributes.reader(&mut said);
        assert_eq!(reader.percent("pass"), Some(70));
        assert_eq!(reader.text("materials").unwrap().value, "flip chart, pens");
        assert_eq!(reader.text("a").unwrap().value, "b c");
        assert!(reader.flag(".order"));
        assert_eq!(reader.choice("shuffle", &[("answers", 1)], Some(2)), Some(2));
        reader.finish();
        assert_eq!(said, vec![]);
    }

    #[test]
    fn what_is_wrong_is_said() {
        let check = |text: &str, expected: &[&str]| {
            let (attributes, mut codes) = parse(text);
            let mut said = Vec::new();
            let mut reader = attributes.reader(&mut said);
            reader.percent("pass");
            reader.flag("required");
            reader.choice("show", &[("each", 1), ("end", 2)], None);
            reader.finish();
            codes.extend(said.iter().map(|diagnostic| diagnostic.code));
            assert_eq!(codes, expected, "{text}");
        };
        check("pass=170", &["attribute/out-of-range"]);
        check("pass=many", &["attribute/out-of-range"]);
        check("pass", &["attribute/no-value"]);
        check("required=yes", &["attribute/has-value"]);
        check("show=last", &["attribute/unknown-value"]);
        check("pas=70", &["attribute/unknown"]);
        check("pass=70 pass=80", &["attribute/twice"]);
        check("#a #b", &["attribute/twice"]);
        check("#a&b", &["attribute/bad-id"]);
        check("pass=\"70", &[]);
        check("", &[]);
    }
}
