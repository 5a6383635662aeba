//! Reads `{#id key=value key="some words" .class bare}`.
//!
//! 1. [`Attributes::parse`] splits the braces' inside into attributes, each with its place.
//! 2. Whoever knows the block asks for the attributes it may have, one by one ([`Reader`]).
//! 3. [`Reader::finish`] tells of every attribute that nobody asked for.

use crate::diagnostic::{Diagnostic, Message, nearest_words};
use crate::locale::{Named, Vocabulary};
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
    /// Its canonical name, where it has one.
    name: String,
    /// As the author wrote it.
    written: String,
    value: Option<Spanned<String>>,
    span: Span,
}

impl Attributes {
    /// Returns the attributes that stand at `inside` (between the braces) of `text`, named in any language.
    pub(super) fn parse(
        file: FileId,
        text: &str,
        inside: Range<usize>,
        words: Vocabulary<'_>,
        said: &mut Vec<Diagnostic>,
    ) -> Self {
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
            attributes.add(name, value, Span::new(file, start..at), words, said);
        }
        attributes
    }

    fn add(
        &mut self,
        written: &str,
        value: Option<Spanned<String>>,
        span: Span,
        words: Vocabulary<'_>,
        said: &mut Vec<Diagnostic>,
    ) {
        let name = canonical(written, words);
        if let (Some(id), None) = (written.strip_prefix('#'), &value) {
            if !is_id(id) {
                said.push(Diagnostic::error("attribute/bad-id", span).with("id", id).hint(Message::new("hint/id")));
            } else if self.id.is_some() {
                said.push(Diagnostic::error("attribute/twice", span).with("name", "#id"));
            } else {
                self.id = Some(Spanned::new(id.nfc().collect::<String>().into(), span));
            }
        } else if self.list.iter().any(|attribute| attribute.name == name) {
            said.push(Diagnostic::error("attribute/twice", span).with("name", written));
        } else {
            self.list.push(Attribute { name, written: written.to_owned(), value, span });
        }
    }

    /// Returns a reader of these attributes.
    pub(super) fn reader<'a>(&'a self, words: Vocabulary<'a>, said: &'a mut Vec<Diagnostic>) -> Reader<'a> {
        Reader { attributes: self, asked: Vec::new(), words, said }
    }

    /// Returns the attributes that have a value: the canonical name, and the value at what is written after the equals sign.
    pub(super) fn values(&self) -> impl Iterator<Item = (&str, Spanned<&str>)> {
        self.list.iter().filter_map(|attribute| {
            let value = attribute.value.as_ref()?;
            let start = attribute.span.range().start + attribute.written.len() + 1;
            let span = Span::new(attribute.span.file, start..attribute.span.range().end);
            Some((attribute.name.as_str(), Spanned::new(value.value.as_str(), span)))
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
    words: Vocabulary<'a>,
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
                    .with("name", &attribute.written)
                    .hint(Message::new("hint/write").with("example", &attribute.written)),
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
                let written = format!("{}=\"…\"", attribute.written);
                self.said.push(
                    Diagnostic::error("attribute/no-value", attribute.span)
                        .with("name", &attribute.written)
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
                let written = self.written(name);
                let example = format!("{written}={}", (*range.start()).max(*range.end()).min(70));
                self.said.push(
                    problem
                        .with("name", written)
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
        let found = words.iter().find(|(word, _)| self.words.means(name, word, &value.value));
        if found.is_none() {
            let known: Vec<String> = words.iter().map(|(word, _)| self.words.value_here(name, word)).collect();
            self.said.push(
                Diagnostic::error("attribute/unknown-value", value.span)
                    .with("name", self.written(name))
                    .with("value", &value.value)
                    .hint_nearest(&value.value, known.iter().map(String::as_str)),
            );
        }
        found.map(|(_, choice)| *choice)
    }

    /// Returns the attribute `name` as the author wrote it.
    fn written(&self, name: &str) -> &'a str {
        self.attributes.list.iter().find(|attribute| attribute.name == name).map_or("", |found| &found.written)
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
                let unknown = Diagnostic::error("attribute/unknown", attribute.span).with("name", &attribute.written);
                self.said.push(self.hinted(unknown, &attribute.written));
            }
        }
    }

    /// Adds the attribute that `word` most likely meant, in whatever language, or all that can stand here, in the
    /// author's.
    fn hinted(&self, unknown: Diagnostic, word: &str) -> Diagnostic {
        if self.asked.is_empty() {
            return unknown.hint(Message::new("hint/only-id"));
        }
        let all = self.asked.iter().flat_map(|name| self.words.everywhere(Named::Attribute, name)).collect::<Vec<_>>();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        match nearest_words(word, &all, |word| canonical(word, self.words)) {
            Some(nearest) => unknown.hint(Message::new("hint/did-you-mean").with("word", nearest)),
            None => {
                let here = self.asked.iter().map(|name| self.words.here(Named::Attribute, name)).collect::<Vec<_>>();
                unknown.hint(Message::new("hint/known-are").with("words", here.join("`, `")))
            }
        }
    }
}

/// Returns the canonical name of an attribute that is named in any language; its point stays.
fn canonical(written: &str, words: Vocabulary<'_>) -> String {
    let (point, bare) = written.strip_prefix('.').map_or(("", written), |bare| (".", bare));
    words.canonical(Named::Attribute, bare).map_or_else(|| written.to_owned(), |name| format!("{point}{name}"))
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
    use crate::locale::{Catalogs, Lang, Vocabulary};
    use crate::span::FileId;

    fn parse(text: &str, words: Vocabulary<'_>) -> (Attributes, Vec<&'static str>) {
        let mut said = Vec::new();
        let attributes = Attributes::parse(FileId(0), text, 0..text.len(), words, &mut said);
        (attributes, said.iter().map(|diagnostic| diagnostic.code).collect())
    }

    #[test]
    fn every_form_is_read() {
        let (catalogs, lang) = (Catalogs::embedded(&[]).unwrap(), Lang::english());
        let words = Vocabulary { catalogs: &catalogs, lang: &lang };
        let (attributes, said) = parse("#saving pass=70 materials=\"flip chart, pens\" .order shuffle a=“b c”", words);
        assert_eq!(said, Vec::<&str>::new());
        assert_eq!(attributes.id.as_ref().unwrap().value.as_ref(), "saving");
        let mut said = Vec::new();
        let mut reader = attributes.reader(words, &mut said);
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
        let (catalogs, lang) = (Catalogs::embedded(&[]).unwrap(), Lang::english());
        let words = Vocabulary { catalogs: &catalogs, lang: &lang };
        let check = |text: &str, expected: &[&str]| {
            let (attributes, mut codes) = parse(text, words);
            let mut said = Vec::new();
            let mut reader = attributes.reader(words, &mut said);
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

    #[test]
    fn names_and_values_may_be_written_in_any_language() {
        let (catalogs, lang) = (Catalogs::embedded(&[]).unwrap(), Lang::parse("da").unwrap());
        let words = Vocabulary { catalogs: &catalogs, lang: &lang };
        let (attributes, said) = parse("bestå=70 .ordem харуулах=aldrig Minutter=5", words);
        assert_eq!(said, Vec::<&str>::new());
        let mut said = Vec::new();
        let mut reader = attributes.reader(words, &mut said);
        assert_eq!(reader.percent("pass"), Some(70));
        assert!(reader.flag(".order"));
        assert_eq!(reader.choice("show", &[("each", 1), ("never", 2)], None), Some(2));
        assert_eq!(reader.number("minutes", 1..=9), Some(5));
        reader.finish();
        assert_eq!(said, vec![]);
        assert_eq!(parse("minutes=5 minutter=6", words).1, ["attribute/twice"]);
    }

    #[test]
    fn what_is_wrong_is_told_in_the_author_s_words() {
        let (catalogs, lang) = (Catalogs::embedded(&[]).unwrap(), Lang::parse("da").unwrap());
        let words = Vocabulary { catalogs: &catalogs, lang: &lang };
        let check = |text: &str, expected: &str| {
            let (attributes, _) = parse(text, words);
            let mut said = Vec::new();
            let mut reader = attributes.reader(words, &mut said);
            reader.percent("pass");
            reader.choice("show", &[("each", 1), ("never", 2)], None);
            reader.finish();
            let hint = &said[0].hints[0];
            assert_eq!(format!("{} {}", &hint.key[5..], hint.arguments[0].1), expected, "{text}");
        };
        check("bestaa=70", "did-you-mean bestå");
        check("aprovacao=70", "did-you-mean aprovação");
        check("farve=70", "known-are bestå`, `vis");
        check("vis=somme", "known-are hver`, `aldrig");
        check("bestå=mange", "write bestå=70");
    }
}
