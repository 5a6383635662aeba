//! What a translator gets of one block.

use crate::parse::{Marks, Unit, UnitKind};
use crate::translate::Made;
use std::collections::BTreeMap;

/// A page for a translator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportPage {
    /// Its path below the language's folder, in the source.
    pub path: String,
    /// The source's file, for people.
    pub source_path: String,
    /// Which bytes the translated page had: letters of their fingerprint, or `-` where there is none yet.
    pub basis: String,
    /// Its blocks, in order.
    pub entries: Vec<Entry>,
}

/// A block of the source, and what of a translation there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name in its page: what is kept of its words, and a number where it stands there before.
    pub id: String,
    /// What it is.
    pub kind: UnitKind,
    /// What `[[…]]` means in it.
    pub marks: Marks,
    /// The line of the source that it begins in, from 1.
    pub line: usize,
    /// What it says.
    pub source: String,
    /// How its translation stands.
    pub state: EntryState,
    /// The translation that stands in the page.
    pub translation: Option<String>,
    /// What was translated before, the nearest first.
    pub suggestions: Vec<Suggestion>,
}

/// How the translation of a block stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryState {
    /// There is none.
    New,
    /// It was made from what the source said before.
    Outdated,
    /// There is one.
    Done,
}

/// A translation of the same or nearly the same words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The words that were translated.
    pub source: String,
    /// Their translation.
    pub text: String,
    /// How much of the words is the same, per cent.
    pub percent: u8,
}

impl Entry {
    /// Returns what is proposed to a translator who begins: the translation as it was, or the nearest suggestion.
    pub fn proposal(&self) -> Option<&str> {
        let outdated = self.translation.as_deref().filter(|_| self.state == EntryState::Outdated);
        outdated.or_else(|| self.suggestions.first().map(|suggestion| suggestion.text.as_str()))
    }

    /// Returns the finished translation.
    pub fn done(&self) -> Option<&str> {
        self.translation.as_deref().filter(|_| self.state == EntryState::Done)
    }
}

/// Returns the name of each unit in its page.
pub(super) fn ids(units: &[Unit]) -> Vec<String> {
    let mut seen: BTreeMap<Made, usize> = BTreeMap::new();
    let name = |unit: &Unit| {
        let made = Made::of(unit);
        let count = seen.entry(made.clone()).or_default();
        *count += 1;
        if *count == 1 { made.to_string() } else { format!("{made}.{count}") }
    };
    units.iter().map(name).collect()
}

/// Tells whether a block has no letters: a number is the same in every language.
pub(super) fn is_bare(unit: &Unit) -> bool {
    let pieces = crate::parse::pieces(&unit.text, unit.marks, unit.kind);
    let words = pieces.iter().filter(|piece| piece.code.is_none()).map(|piece| &unit.text[piece.range.clone()]);
    !words.flat_map(str::chars).any(char::is_alphabetic)
}
