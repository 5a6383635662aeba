//! The keys of a mapping, each asked for as what it must be.
//!
//! 1. [`Fields::of`] takes a mapping and the table of its known keys; it tells of unknown keys and of keys
//!    that come twice.
//! 2. Each reader (`text`, `number`, …) returns a value of its type, or tells what is expected and shows the
//!    example of the table.
//!
//! All that is wrong in a file is told at once: no reader stops another.

use crate::diagnostic::{Diagnostic, Message, nearest_words};
use crate::locale::{Lang, Named, Vocabulary};
use crate::model::Localised;
use crate::parse::budget;
use crate::parse::keys::{Key, Kind, Shape, Table};
use crate::parse::yaml::{Entry, Node, Value};
use crate::span::{Span, Spanned};
use std::collections::BTreeMap;

/// The keys and values of one mapping.
pub(crate) struct Fields<'a> {
    known: &'static [Key],
    values: BTreeMap<&'static str, &'a Node>,
    /// How the author spelled each key.
    written: BTreeMap<&'static str, &'a str>,
    /// The languages in which keys may be written; without them only in their canonical form.
    words: Option<Vocabulary<'a>>,
}

impl<'a> Fields<'a> {
    /// Returns the fields of `node`. Nothing at all is a mapping without keys.
    pub(crate) fn of(node: &'a Node, table: &'static Table, all: &mut Vec<Diagnostic>) -> Self {
        Self::named(node, table, None, all)
    }

    /// Returns the fields of `node`, whose keys may be written in any language of `words`.
    pub(crate) fn named(
        node: &'a Node,
        table: &'static Table,
        words: Option<Vocabulary<'a>>,
        all: &mut Vec<Diagnostic>,
    ) -> Self {
        let known = table.keys;
        let mut fields = Self { known, values: BTreeMap::new(), written: BTreeMap::new(), words };
        match &node.value {
            Value::Empty => fields.miss(node.span, all),
            Value::Mapping(entries) => {
                fields.take(entries, all);
                fields.miss(node.span, all);
            }
            Value::Scalar(_) | Value::List(_) => {
                let example = known.first().map_or(String::new(), |key| fields.example(key.name));
                let hint = Message::new("hint/write").with("example", example);
                all.push(Diagnostic::error("yaml/not-mapping", node.span).hint(hint));
            }
        }
        fields
    }

    fn take(&mut self, entries: &'a [Entry], all: &mut Vec<Diagnostic>) {
        let mut first: BTreeMap<&str, Span> = BTreeMap::new();
        for Entry { key, value } in entries {
            let canonical = self.words.and_then(|words| words.canonical(Named::Key, &key.value));
            let name = canonical.unwrap_or(&key.value);
            if let Some(first) = first.get(name) {
                let diagnostic = Diagnostic::error("yaml/duplicate-key", key.span).with("key", &key.value);
                all.push(diagnostic.label(*first, Message::new("label/first")));
                continue;
            }
            first.insert(name, key.span);
            match self.known.iter().find(|known| known.name == name) {
                // A key without a value says nothing, as if it were not there.
                Some(_) if value.value == Value::Empty => {}
                Some(known) => {
                    self.values.insert(known.name, value);
                    self.written.insert(known.name, &key.value);
                }
                None => all.push(self.unknown(key)),
            }
        }
    }

    /// Tells of keys without which the mapping at `span` is nothing.
    fn miss(&self, span: Span, all: &mut Vec<Diagnostic>) {
        for key in self.known.iter().filter(|key| key.needed && !self.values.contains_key(key.name)) {
            let missing = Diagnostic::error("yaml/missing-key", span).with("key", key.name);
            all.push(missing.hint(write(key.example)));
        }
    }

    /// Tells of a key that there is not, with the one that was most likely meant, in whatever language.
    fn unknown(&self, key: &Spanned<String>) -> Diagnostic {
        let diagnostic = Diagnostic::error("yaml/unknown-key", key.span).with("key", &key.value);
        let names = self.known.iter().map(|known| known.name);
        let Some(words) = self.words else { return diagnostic.hint_nearest(&key.value, names) };
        let all: Vec<String> = names.clone().flat_map(|name| words.everywhere(Named::Key, name)).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        let meaning = |word: &str| words.canonical(Named::Key, word).unwrap_or(word).to_owned();
        match nearest_words(&key.value, &all, meaning) {
            Some(nearest) => diagnostic.hint(Message::new("hint/did-you-mean").with("word", nearest)),
            None => {
                let here: Vec<String> = names.map(|name| words.here(Named::Key, name)).collect();
                diagnostic.hint(Message::new("hint/known-are").with("words", here.join("`, `")))
            }
        }
    }

    /// Returns how the key `name` looks with a value, in the author's words.
    fn example(&self, name: &str) -> String {
        let example = self.key(name).example;
        match (example.strip_prefix(name), self.words) {
            (Some(value), Some(words)) => {
                let written =
                    self.written.get(name).map_or_else(|| words.here(Named::Key, name), |key| (*key).to_owned());
                let value = if value == ": true" {
                    format!(": {}", words.value_here("flag", "true"))
                } else {
                    value.to_owned()
                };
                written + &value
            }
            _ => example.to_owned(),
        }
    }

    fn key(&self, name: &str) -> &'static Key {
        self.known.iter().find(|key| key.name == name).expect("a reader asks for keys of its table")
    }

    fn wrong(&self, code: &'static str, name: &str, node: &Node) -> Diagnostic {
        let written = self.written.get(name).copied().unwrap_or(name);
        let hint = Message::new("hint/write").with("example", self.example(name));
        Diagnostic::error(code, node.span).with("key", written).hint(hint)
    }

    /// Returns the value of `name` as it is written, where it is there.
    pub(crate) fn node(&self, name: &str) -> Option<&'a Node> {
        self.values.get(name).copied()
    }

    /// Returns a text, of the form that the table says.
    pub(crate) fn text(&self, name: &str, all: &mut Vec<Diagnostic>) -> Option<Spanned<String>> {
        let node = self.node(name)?;
        let Some(text) = scalar(node).filter(|text| !text.value.is_empty()) else {
            all.push(self.wrong("yaml/not-text", name, node));
            return None;
        };
        match self.key(name).kind {
            Kind::Shaped(shape) if !(shape.fits)(&text.value) => {
                all.push(self.misshapen(shape, name, &text));
                None
            }
            _ => Some(text),
        }
    }

    fn misshapen(&self, shape: &Shape, name: &str, text: &Spanned<String>) -> Diagnostic {
        let told = Diagnostic::error(shape.code, text.span).hint(write(self.key(name).example));
        match shape.argument {
            Some(argument) => told.with(argument, &text.value),
            None => told,
        }
    }

    /// Returns a whole number from the table's range.
    pub(crate) fn number(&self, name: &str, all: &mut Vec<Diagnostic>) -> Option<Spanned<u32>> {
        let node = self.node(name)?;
        let Kind::Number { from, to } = self.key(name).kind else { unreachable!("`{name}` is a number") };
        let range = from..=to;
        let number = scalar(node).and_then(|text| text.value.parse().ok()).filter(|number| range.contains(number));
        if number.is_none() {
            let diagnostic = self.wrong("yaml/not-number", name, node);
            all.push(diagnostic.with("from", range.start()).with("to", range.end()));
        }
        number.map(|number| Spanned::new(number, node.span))
    }

    /// Returns a size in bytes, of a text as `50 MB`.
    pub(crate) fn size(&self, name: &str, all: &mut Vec<Diagnostic>) -> Option<Spanned<u64>> {
        let node = self.node(name)?;
        let size = scalar(node).and_then(|text| budget::bytes(&text.value));
        if size.is_none() {
            all.push(self.wrong("yaml/not-a-size", name, node));
        }
        size.map(|size| Spanned::new(size, node.span))
    }

    /// Returns `true` or `false`.
    pub(crate) fn flag(&self, name: &str, all: &mut Vec<Diagnostic>) -> Option<Spanned<bool>> {
        let node = self.node(name)?;
        let text = scalar(node).map(|text| text.value.to_ascii_lowercase());
        let means = |word: &str| {
            text.as_deref().is_some_and(|text| self.words.map_or(text == word, |words| words.means("flag", word, text)))
        };
        let flag = if means("true") { Some(true) } else { means("false").then_some(false) };
        if flag.is_none() {
            all.push(self.wrong("yaml/not-true-or-false", name, node));
        }
        flag.map(|flag| Spanned::new(flag, node.span))
    }

    /// Returns a list of texts.
    pub(crate) fn texts(&self, name: &str, all: &mut Vec<Diagnostic>) -> Vec<Spanned<String>> {
        let Some(node) = self.node(name) else { return Vec::new() };
        let Value::List(items) = &node.value else {
            all.push(self.wrong("yaml/not-list", name, node));
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items {
            match scalar(item).filter(|text| !text.value.is_empty()) {
                Some(text) => texts.push(text),
                None => all.push(self.wrong("yaml/not-list", name, item)),
            }
        }
        texts
    }

    /// Returns one of the table's words, as its place among them.
    pub(crate) fn choice(&self, name: &str, all: &mut Vec<Diagnostic>) -> Option<usize> {
        let node = self.node(name)?;
        let Kind::OneOf(words) = self.key(name).kind else { unreachable!("`{name}` is one of some words") };
        let text = scalar(node);
        let found = text.as_ref().and_then(|text| words.iter().position(|word| *word == text.value));
        if found.is_none() {
            let written = text.map_or(String::new(), |text| text.value);
            let diagnostic = Diagnostic::error("yaml/not-a-choice", node.span).with("key", name);
            all.push(diagnostic.hint_nearest(&written, words.iter().copied()));
        }
        found
    }

    /// Returns a language.
    pub(crate) fn lang(&self, name: &str, all: &mut Vec<Diagnostic>) -> Option<Lang> {
        let text = self.text(name, all)?;
        language(&text, all)
    }

    /// Returns a list of languages, none of them twice; an empty list is one.
    pub(crate) fn languages(&self, name: &str, all: &mut Vec<Diagnostic>) -> Option<Vec<Lang>> {
        self.node(name)?;
        let mut languages: Vec<Lang> = Vec::new();
        for tag in self.texts(name, all) {
            match language(&tag, all) {
                Some(lang) if languages.contains(&lang) => {
                    all.push(Diagnostic::error("library/language-twice", tag.span).with("lang", lang));
                }
                Some(lang) => languages.push(lang),
                None => {}
            }
        }
        Some(languages)
    }

    /// Returns a mapping of the table's keys.
    pub(crate) fn fields(&self, name: &str, all: &mut Vec<Diagnostic>) -> Option<Fields<'a>> {
        let Kind::Mapping(table) = self.key(name).kind else { unreachable!("`{name}` is a mapping") };
        self.node(name).map(|node| Fields::of(node, table, all))
    }

    /// Returns the items of a list of mappings, or of the one mapping that may stand for it, each with its place.
    pub(crate) fn each(&self, name: &str, all: &mut Vec<Diagnostic>) -> Vec<(Fields<'a>, Span)> {
        let Some(node) = self.node(name) else { return Vec::new() };
        match (&node.value, self.key(name).kind) {
            (Value::List(items), Kind::Mappings(table) | Kind::OneOrMore(table)) => {
                items.iter().map(|item| (Fields::of(item, table, all), item.span)).collect()
            }
            (_, Kind::OneOrMore(table)) => vec![(Fields::of(node, table, all), node.span)],
            _ => {
                all.push(self.wrong("yaml/not-list", name, node));
                Vec::new()
            }
        }
    }

    /// Returns a text in several languages; a bare text is in the language `bare`.
    pub(crate) fn localised(&self, name: &str, bare: &Lang, all: &mut Vec<Diagnostic>) -> Localised {
        let mut texts = BTreeMap::new();
        let Some(node) = self.node(name) else { return Localised(texts) };
        match &node.value {
            Value::Scalar(text) => drop(texts.insert(bare.clone(), text.trim().to_owned())),
            Value::Mapping(_) => texts = self.by_language(name, all).into_iter().map(plain).collect(),
            Value::Empty | Value::List(_) => all.push(self.wrong("yaml/not-text", name, node)),
        }
        Localised(texts)
    }

    /// Returns a mapping from languages to texts, in the order of the languages.
    pub(crate) fn by_language(&self, name: &str, all: &mut Vec<Diagnostic>) -> Vec<(Lang, Spanned<String>)> {
        let Some(node) = self.node(name) else { return Vec::new() };
        let Value::Mapping(entries) = &node.value else {
            all.push(self.wrong("yaml/not-by-language", name, node));
            return Vec::new();
        };
        let mut texts: BTreeMap<Lang, Spanned<String>> = BTreeMap::new();
        for Entry { key, value } in entries {
            let Some(lang) = language(key, all) else { continue };
            match (scalar(value), texts.get(&lang)) {
                (_, Some(first)) => {
                    let diagnostic = Diagnostic::error("yaml/duplicate-key", key.span).with("key", &key.value);
                    all.push(diagnostic.label(first.span, Message::new("label/first")));
                }
                (Some(text), None) => drop(texts.insert(lang, text)),
                (None, None) if value.value == Value::Empty => {}
                (None, None) => all.push(self.wrong("yaml/not-by-language", name, value)),
            }
        }
        texts.into_iter().collect()
    }
}

fn plain((lang, text): (Lang, Spanned<String>)) -> (Lang, String) {
    (lang, text.value)
}

/// Returns the language that a text names, or tells that it names none.
pub(crate) fn language(tag: &Spanned<String>, all: &mut Vec<Diagnostic>) -> Option<Lang> {
    let lang = Lang::parse(&tag.value);
    if lang.is_none() {
        let diagnostic = Diagnostic::error("yaml/not-a-language", tag.span).with("tag", &tag.value);
        all.push(diagnostic.hint(Message::new("hint/language-tags")));
    }
    lang
}

fn scalar(node: &Node) -> Option<Spanned<String>> {
    match &node.value {
        Value::Scalar(text) => Some(Spanned::new(text.trim().to_owned(), node.span)),
        _ => None,
    }
}

/// Returns the hint to write `example`.
pub(crate) fn write(example: &'static str) -> Message {
    Message::new("hint/write").with("example", example)
}
