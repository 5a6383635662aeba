//! What was translated before, anywhere in a library: a translation memory.
//!
//! 1. Every page that there is in both languages gives pairs of blocks: through the source, where neither is it.
//! 2. The same words are found by themselves; nearly the same ones by their rarer words, and then compared word by word.

use crate::locale::{Catalogs, Lang};
use crate::model::Library;
use crate::parse::{Unit, UnitInput, folded, record_of, units};
use crate::span::FileId;
use crate::translate::{BlockState, Record, Suggestion, pair, sheets, source_of};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::BTreeMap;

/// How much must be the same, per cent.
const NEAR: u8 = 70;
/// Words that stand in more blocks than this say nothing of what is near.
const COMMON: usize = 400;
/// How many of those with most words in common are compared word by word.
const COMPARED: usize = 8;
/// How many suggestions a block gets.
const MOST: usize = 3;
/// Longer blocks are compared by these many words.
const MOST_WORDS: usize = 200;

/// What was translated from one language into another.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    /// Source and translation, sorted, each once.
    pairs: Vec<(String, String)>,
    /// The pairs that a word stands in.
    words: BTreeMap<String, Vec<u32>>,
}

impl Memory {
    /// Returns what a library has in both languages.
    pub fn of(library: &Library, catalogs: &Catalogs, from: &Lang, to: &Lang) -> Self {
        let mut pages = Vec::new();
        for course in &library.courses {
            let Some(source) = source_of(course) else { continue };
            let both = [from.clone(), to.clone()];
            for sheet in sheets(library, course, &both) {
                let own = |lang: &Lang| source.lang == *lang;
                let file = |at: usize| if own(&both[at]) { Some(sheet.source) } else { sheet.targets[at].file };
                if let (Some(one), Some(other)) = (file(0), file(1)) {
                    pages.push((sheet.source, sheet.kind, one, other));
                }
            }
        }
        let read = |file: FileId, kind| units(UnitInput { text: &library.sources.file(file).text, catalogs, kind });
        let found = pages.par_iter().map(|(source, kind, one, other)| {
            let blocks = read(*source, *kind);
            let side = |file: FileId| -> Vec<Option<String>> {
                if file == *source {
                    return blocks.iter().map(|unit| Some(unit.text.clone())).collect();
                }
                translations(&blocks, &read(file, *kind), &library.sources.file(file).text)
            };
            let (left, right) = (side(*one), side(*other));
            left.into_iter().zip(right).filter_map(|(left, right)| Some((left?, right?))).collect::<Vec<_>>()
        });
        Self::new(found.collect::<Vec<_>>().concat())
    }

    /// Returns a memory of these pairs.
    pub fn new(pairs: Vec<(String, String)>) -> Self {
        let mut pairs: Vec<(String, String)> = pairs
            .into_iter()
            .map(|(source, text)| (folded(&source), text))
            .filter(|(source, text)| source != text)
            .collect();
        pairs.sort();
        pairs.dedup();
        let mut words: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (number, (source, _)) in (0..).zip(&pairs) {
            for word in words_of(source) {
                let places = words.entry(word).or_default();
                if places.last() != Some(&number) {
                    places.push(number);
                }
            }
        }
        Self { pairs, words }
    }

    /// Returns how many pairs there are.
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Tells whether nothing was translated.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Returns what is the same as `source` or nearly so, the nearest first.
    pub fn suggest(&self, source: &str) -> Vec<Suggestion> {
        let source = folded(source);
        let first = self.pairs.partition_point(|(own, _)| *own < source);
        let exact = self.pairs[first..].iter().take_while(|(own, _)| *own == source);
        let mut found: Vec<Suggestion> = exact.take(MOST).map(|pair| suggestion(pair, 100)).collect();
        if found.is_empty() {
            found = self.near(&source);
        }
        found
    }

    fn near(&self, source: &str) -> Vec<Suggestion> {
        let own = words_of(source);
        if own.len() < 3 {
            return Vec::new();
        }
        let lists = own.iter().filter_map(|word| self.words.get(word)).filter(|places| places.len() <= COMMON);
        let mut places: Vec<u32> = lists.flatten().copied().collect();
        places.sort_unstable();
        let mut counted: Vec<(usize, u32)> =
            places.chunk_by(|one, other| one == other).map(|run| (run.len(), run[0])).collect();
        counted.sort_by_key(|(count, place)| (usize::MAX - count, *place));
        let mut near: Vec<Suggestion> = counted
            .iter()
            .take(COMPARED)
            .map(|(_, place)| &self.pairs[*place as usize])
            .map(|pair| suggestion(pair, likeness(&own, &words_of(&pair.0))))
            .filter(|suggestion| suggestion.percent >= NEAR)
            .collect();
        near.sort_by(|one, other| other.percent.cmp(&one.percent).then_with(|| one.source.cmp(&other.source)));
        near.truncate(MOST);
        near
    }
}

/// Returns the translation of each block of a source, where one is known to be of what it says.
fn translations(source: &[Unit], page: &[Unit], text: &str) -> Vec<Option<String>> {
    let record = record_of(text).and_then(|record| Record::parse(&record));
    let pairing = pair(source, page, record.as_ref());
    // Without a record only pages of the same build are trusted.
    let alike = pairing.added.is_empty() && pairing.blocks.iter().all(|(_, own)| own.is_some());
    let known = |state| state == BlockState::Current || state == BlockState::Unknown && alike;
    let blocks = pairing.blocks.iter();
    blocks.map(|(state, own)| own.filter(|_| known(*state)).map(|own| page[own].text.clone())).collect()
}

fn suggestion((source, text): &(String, String), percent: u8) -> Suggestion {
    Suggestion { source: source.clone(), text: text.clone(), percent }
}

fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.take(MOST_WORDS).map(str::to_lowercase).collect()
}

/// Returns how much of two lists of words is the same, in order, per cent: never 100, because they are not the same text.
fn likeness(one: &[String], other: &[String]) -> u8 {
    let most = one.len().max(other.len()).max(1);
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, word) in one.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, second) in other.iter().enumerate() {
            let change = last[column] + usize::from(word != second);
            current.push(change.min(last[column + 1] + 1).min(current[column] + 1));
        }
        last = current;
    }
    let same = (most - last[other.len()].min(most)) * 100 / most;
    u8::try_from(same.min(99)).unwrap_or(99)
}

#[cfg(test)]
mod tests {
    use super::Memory;

    fn memory() -> Memory {
        let pair = |source: &str, text: &str| (source.to_owned(), text.to_owned());
        Memory::new(vec![
            pair("The group saves one third of the loan it needs.", "Бүлэг зээлийнхээ гуравны нэгийг хуримтлуулна."),
            pair("The group elects a chair.", "Бүлэг ахлагч сонгоно."),
            pair("Tea", "Цай"),
        ])
    }

    #[test]
    fn the_same_words_are_found_however_they_were_wrapped() {
        let found = memory().suggest("The group  elects\na chair.");
        assert_eq!((found[0].text.as_str(), found[0].percent), ("Бүлэг ахлагч сонгоно.", 100));
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn nearly_the_same_words_are_found() {
        let found = memory().suggest("The group saves one half of the loan it needs.");
        assert_eq!((found[0].text.as_str(), found[0].percent), ("Бүлэг зээлийнхээ гуравны нэгийг хуримтлуулна.", 90));
        assert_eq!(memory().suggest("The weather is fine and the road is dry."), []);
        assert_eq!(memory().suggest("Coffee"), []);
    }
}
