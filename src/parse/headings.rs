//! Anchors: what a `#id` can lead to.

use crate::model::Anchor;
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How many letters of an id are looked at before it is read.
const LONGEST_ID: usize = 200;

/// The ids of a text, in the making.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    list: Vec<Anchor>,
    taken: BTreeMap<Box<str>, Span>,
    /// How often the words of a heading asked for an id that was taken.
    again: BTreeMap<Box<str>, u32>,
    /// The ids that authors wrote anywhere in the text: no heading gets one of them by its words.
    written: BTreeSet<Box<str>>,
}

impl Anchors {
    /// Returns no ids yet, for a text in which authors may have written some.
    pub(super) fn of(text: &str) -> Self {
        if !text.contains("{#") {
            return Self::default();
        }
        let written = text.match_indices("{#").map(|(at, _)| {
            let rest = &text[at + 2..];
            let id = rest.chars().take(LONGEST_ID).take_while(|letter| *letter != '}' && !letter.is_whitespace());
            id.nfc().collect::<String>().into()
        });
        Self { written: written.collect(), ..Self::default() }
    }

    /// Claims an id that the author wrote; returns where it is already taken.
    pub(super) fn claim(&mut self, id: &str, span: Span) -> Result<(), Span> {
        if let Some(taken) = self.taken.get(id) {
            return Err(*taken);
        }
        self.taken.insert(id.into(), span);
        Ok(())
    }

    /// Adds an id that the author wrote as a place that links lead to.
    pub(super) fn add_explicit(&mut self, id: &str, span: Span) {
        self.list.push(Anchor { id: id.into(), span, explicit: true });
    }

    /// Returns the id of a heading without one, by the code hosts' rule: its text in lower case, spaces as `-`,
    /// the second of that name with `-1`.
    pub(super) fn add_heading(&mut self, text: &str, span: Span) -> Box<str> {
        let id = self.reserve(text, span);
        self.list.push(Anchor { id: id.clone(), span, explicit: false });
        id
    }

    /// Takes the id that `text` would have, without a place for it: the title's.
    pub(super) fn reserve(&mut self, text: &str, span: Span) -> Box<str> {
        let mut slug = slug(text);
        if slug.is_empty() {
            slug.push_str("section");
        }
        let mut id: Box<str> = slug.as_str().into();
        while self.taken.contains_key(&id) || self.written.contains(&id) {
            let again = self.again.entry(slug.as_str().into()).or_default();
            *again += 1;
            id = format!("{slug}-{again}").into();
        }
        self.taken.insert(id.clone(), span);
        id
    }

    /// Returns the places that links lead to, in the order of the text.
    pub(super) fn into_list(self) -> Vec<Anchor> {
        let mut list = self.list;
        list.sort_by_key(|anchor| anchor.span.start);
        list
    }
}

/// Returns `text` as an id: lower case, spaces as `-`, letters and digits of any script, `-` and `_` kept.
pub(super) fn slug(text: &str) -> String {
    text.trim()
        .nfc()
        .flat_map(char::to_lowercase)
        .filter_map(|letter| match letter {
            '-' | '_' => Some(letter),
            letter if letter.is_alphanumeric() || is_combining_mark(letter) => Some(letter),
            letter if letter.is_whitespace() => Some('-'),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Anchors, slug};
    use crate::span::{FileId, Span};

    #[test]
    fn ids_follow_the_code_hosts() {
        let check = |text: &str, expected: &str| assert_eq!(slug(text), expected);
        check("Why we save together", "why-we-save-together");
        check("Хуримтлал, зээл!", "хуримтлал-зээл");
        check("Cafe\u{301} & co", "café--co");
        check("A_b-c  d", "a_b-c--d");
        check("“?”", "");
    }

    #[test]
    fn the_second_of_a_name_is_numbered() {
        let mut anchors = Anchors::of("## X {#a-2}");
        let span = Span::start_of(FileId(0));
        let ids: Vec<_> = ["A", "A", "A", "A", "A-1", ""].iter().map(|text| anchors.add_heading(text, span)).collect();
        assert_eq!(ids.iter().map(AsRef::as_ref).collect::<Vec<_>>(), ["a", "a-1", "a-3", "a-4", "a-1-1", "section"]);
        assert!(anchors.claim("a-3", span).is_err());
    }
}
