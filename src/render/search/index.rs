//! An inverted index as text: which pages hold which folded word, in as few bytes as a plain script can say it.
//!
//! - The words, sorted by their UTF-16 units, are front-coded: a capital letter tells how many units a word shares
//!   with the one before it (`A`: none), the rest follows. Folded words hold no capital of ASCII. A `|` parts blocks of
//!   [`BLOCK`] words that can be read alone.
//! - For each word, in the same order and parted by spaces, the pages that hold it: the steps from one to the next,
//!   [`number`] by number. Before a page stands `!` where the word is in a heading of it, `!!` where it is in the title.

use crate::render::search::fold;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use std::collections::hash_map::Entry;

/// How many words a block holds.
const BLOCK: usize = 64;

/// Where on a page a word stands. Later ones weigh more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// In the text.
    Text,
    /// In a heading.
    Heading,
    /// In the title.
    Title,
}

/// Values by words, of which a library has millions. Authors gain nothing by words that collide.
type ByWord<'a, Value> = FxHashMap<&'a str, Value>;

/// The two columns of the index, written.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    /// The words.
    pub(crate) words: String,
    /// The pages of each word.
    pub(crate) found: String,
}

/// The words of a page, each once, with the best place it stands in.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// The words, one after the other.
    letters: String,
    /// Where each ends, and its place.
    ends: Vec<(usize, Place)>,
}

impl Words {
    /// Returns the words of a page.
    pub(crate) fn of(parts: [(Place, &str); 3]) -> Self {
        let folded = parts.map(|(place, text)| (place, fold::fold(text)));
        let mut known: ByWord<'_, usize> = ByWord::default();
        let mut words = Self::default();
        for (place, text) in &folded {
            fold::words(text, &mut |word| match known.entry(word) {
                Entry::Occupied(slot) => {
                    let best = &mut words.ends[*slot.get()].1;
                    *best = (*best).max(*place);
                }
                Entry::Vacant(slot) => {
                    slot.insert(words.ends.len());
                    words.letters.push_str(word);
                    words.ends.push((words.letters.len(), *place));
                }
            });
        }
        words
    }

    /// Returns the words in the order of their first places.
    fn iter(&self) -> impl Iterator<Item = (&str, Place)> {
        let mut start = 0;
        self.ends.iter().map(move |(end, place)| {
            let word = &self.letters[start..*end];
            start = *end;
            (word, *place)
        })
    }
}

/// Returns the index over pages, each with its words.
pub(crate) fn columns(pages: &[Words]) -> Columns {
    let mut found: ByWord<'_, Vec<(u32, Place)>> = ByWord::default();
    for (page, words) in (0_u32..).zip(pages) {
        for (word, place) in words.iter() {
            found.entry(word).or_default().push((page, place));
        }
    }
    let mut sorted: Vec<(&str, Vec<(u32, Place)>)> = Vec::with_capacity(found.len());
    sorted.extend(found);
    sorted.sort_unstable_by(|left, right| by_units(left.0, right.0));
    let mut columns = Columns::default();
    let mut last = "";
    for (index, (word, pages)) in sorted.into_iter().enumerate() {
        if index > 0 && index % BLOCK == 0 {
            columns.words.push('|');
            last = "";
        }
        front_code(last, word, &mut columns.words);
        if index > 0 {
            columns.found.push(' ');
        }
        let mut next = 0;
        for (page, place) in pages {
            columns.found.push_str(match place {
                Place::Text => "",
                Place::Heading => "!",
                Place::Title => "!!",
            });
            number(page - next, &mut columns.found);
            next = page + 1;
        }
        last = word;
    }
    columns
}

/// Compares by UTF-16 units. Without letters beyond the first 65,536, that is the order of the bytes.
fn by_units(left: &str, right: &str) -> Ordering {
    let is_beyond = |word: &str| word.bytes().any(|byte| byte >= 0xF0);
    match is_beyond(left) || is_beyond(right) {
        true => left.encode_utf16().cmp(right.encode_utf16()),
        false => left.cmp(right),
    }
}

fn front_code(last: &str, word: &str, out: &mut String) {
    let shared = last.chars().zip(word.chars()).take_while(|(left, right)| left == right);
    let units: usize = shared.map(|(letter, _)| letter.len_utf16()).sum();
    let units = units.min(25);
    let mut seen = 0;
    let rest = word.char_indices().find(|(_, letter)| {
        let here = seen >= units;
        seen += letter.len_utf16();
        here
    });
    out.push(char::from(b'A' + u8::try_from(units).unwrap_or(0)));
    out.push_str(rest.map_or("", |(at, _)| &word[at..]));
}

/// The signs that end a number, then those that say there is more; none needs an escape in a script's string.
const ENDING: u32 = 64;
const GOING_ON: u32 = 27;

/// Writes a number: digits of base 27 that go on, then one of base 64 that ends it. The signs begin at `#` and leave
/// out the backslash.
fn number(number: u32, out: &mut String) {
    let mut more = number / ENDING;
    let mut signs = vec![number % ENDING];
    while more > 0 {
        signs.push(ENDING + (more - 1) % GOING_ON);
        more = (more - 1) / GOING_ON;
    }
    for sign in signs.into_iter().rev() {
        let code = b'#' + u8::try_from(sign).unwrap_or(0);
        out.push(char::from(if code < b'\\' { code } else { code + 1 }));
    }
}

#[cfg(test)]
mod tests {
    use super::{Columns, Place, Words, by_units, columns, number};

    fn numbered(value: u32) -> String {
        let mut out = String::new();
        number(value, &mut out);
        out
    }

    #[test]
    fn numbers_are_signs_that_need_no_escape() {
        assert_eq!(numbered(0), "#");
        assert_eq!(numbered(56), "[");
        assert_eq!(numbered(57), "]");
        assert_eq!(numbered(63), "c");
        assert_eq!(numbered(64), "d#");
        assert_eq!(numbered(64 * 27 + 64), "dd#");
        let all: String = (0..5_000).map(numbered).collect();
        assert!(all.chars().all(|sign| ('#'..='~').contains(&sign) && sign != '\\'));
    }

    #[test]
    fn words_know_their_best_place() {
        let words = Words::of([(Place::Title, "Lån"), (Place::Heading, "Et lån"), (Place::Text, "et lan a")]);
        let words: Vec<(&str, Place)> = words.iter().collect();
        assert_eq!(words, [("lan", Place::Title), ("et", Place::Heading), ("a", Place::Text)]);
    }

    #[test]
    fn words_are_sorted_as_scripts_sort_them() {
        let mut words = ["\u{fb01}", "𞤢", "b", "ба", "a"];
        words.sort_by(|left, right| by_units(left, right));
        assert_eq!(words, ["a", "b", "ба", "𞤢", "\u{fb01}"]);
    }

    #[test]
    fn the_index_is_two_columns() {
        let page = |text| Words::of([(Place::Title, "one"), (Place::Heading, "box"), (Place::Text, text)]);
        let columns = columns(&[page("group"), page("grouped 𞤢"), page("group")]);
        let found = "!#!#!# #$ $ !!#!!#!!# $".to_owned();
        assert_eq!(columns, Columns { words: "AboxAgroupFedAoneA𞤢".to_owned(), found });
    }

    #[test]
    fn every_block_can_be_read_alone() {
        let many: String = (100..170).map(|number| format!("{number} ")).collect();
        let columns = columns(&[Words::of([(Place::Title, ""), (Place::Heading, ""), (Place::Text, &many)])]);
        let blocks: Vec<&str> = columns.words.split('|').collect();
        assert_eq!(blocks.len(), 2);
        assert!(blocks[0].starts_with("A100C1C2") && blocks[1].starts_with("A164C5"), "{blocks:?}");
        assert_eq!(columns.found.split(' ').count(), 70);
    }
}
