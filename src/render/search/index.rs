//! An inverted index as text: which pages hold which folded word, in as few bytes as a plain script can say it.
//!
//! - The words, sorted by their UTF-16 units, are front-coded: a capital letter tells how many units a word shares
//!   with the one before it (`A`: none), the rest follows. Folded words hold no capital of ASCII. A `|` parts blocks of
//!   [`BLOCK`] words that can be read alone.
//! - For each word, in the same order and parted by spaces, the pages that hold it: the steps from one to the next,
//!   [`number`] by number. Before a page stands `!` where the word is in a heading of it, `!!` where it is in the title.

use rayon::slice::ParallelSliceMut;
use std::cmp::Reverse;

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

/// The two columns of the index, written.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    /// The words.
    pub(crate) words: String,
    /// The pages of each word.
    pub(crate) found: String,
}

/// Returns the words of a page, each once, with the best place it stands in.
pub(crate) fn words_of(parts: [(Place, &str); 3]) -> Vec<(String, Place)> {
    let folded = parts.map(|(place, text)| (place, crate::render::search::fold::fold(text)));
    let mut words: Vec<(&str, Place)> = Vec::new();
    for (place, text) in &folded {
        crate::render::search::fold::words(text, &mut |word| words.push((word, *place)));
    }
    words.sort_unstable_by_key(|(word, place)| (*word, Reverse(*place)));
    words.dedup_by_key(|(word, _)| *word);
    words.into_iter().map(|(word, place)| (word.to_owned(), place)).collect()
}

/// Returns the index over pages, each with its words.
pub(crate) fn columns(pages: &[Vec<(String, Place)>]) -> Columns {
    let mut all: Vec<(&str, u32, Place)> = Vec::new();
    for (page, words) in (0_u32..).zip(pages) {
        all.extend(words.iter().map(|(word, place)| (word.as_str(), page, *place)));
    }
    all.par_sort_unstable_by(|left, right| {
        left.0.encode_utf16().cmp(right.0.encode_utf16()).then(left.1.cmp(&right.1))
    });
    let mut columns = Columns::default();
    let mut last = "";
    for (index, same) in all.chunk_by(|left, right| left.0 == right.0).enumerate() {
        let word = same[0].0;
        if index > 0 && index % BLOCK == 0 {
            columns.words.push('|');
            last = "";
        }
        front_code(last, word, &mut columns.words);
        if index > 0 {
            columns.found.push(' ');
        }
        let mut next = 0;
        for (_, page, place) in same {
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
    use super::{Columns, Place, columns, number, words_of};

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
        let words = words_of([(Place::Title, "Lån"), (Place::Heading, "Et lån"), (Place::Text, "et lan a")]);
        let words: Vec<(&str, Place)> = words.iter().map(|(word, place)| (word.as_str(), *place)).collect();
        assert_eq!(words, [("a", Place::Text), ("et", Place::Heading), ("lan", Place::Title)]);
    }

    #[test]
    fn the_index_is_two_columns() {
        let page = |text| words_of([(Place::Title, "one"), (Place::Heading, "box"), (Place::Text, text)]);
        let columns = columns(&[page("group"), page("grouped 𞤢"), page("group")]);
        let found = "!#!#!# #$ $ !!#!!#!!# $".to_owned();
        assert_eq!(columns, Columns { words: "AboxAgroupFedAoneA𞤢".to_owned(), found });
    }

    #[test]
    fn every_block_can_be_read_alone() {
        let many: String = (100..170).map(|number| format!("{number} ")).collect();
        let columns = columns(&[words_of([(Place::Title, ""), (Place::Heading, ""), (Place::Text, &many)])]);
        let blocks: Vec<&str> = columns.words.split('|').collect();
        assert_eq!(blocks.len(), 2);
        assert!(blocks[0].starts_with("A100C1C2") && blocks[1].starts_with("A164C5"), "{blocks:?}");
        assert_eq!(columns.found.split(' ').count(), 70);
    }
}
