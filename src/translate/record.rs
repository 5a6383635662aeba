//! What a page was translated from: `translated-from: da t3f2ab pk7qx2 …`, one word a block of the source.
//!
//! A word is the letter of the block's kind and five letters of its fingerprint, in base 32 (RFC 4648, section 6, lower
//! case): an editor has no reason to touch it, a person none to read it. White space does not count in a fingerprint, so
//! that a source that was only wrapped anew is the same. One changed block in 33 million is not noticed.

use crate::fingerprint::Fingerprint;
use crate::locale::Lang;
use crate::parse::{Unit, UnitKind, folded, with_record};
use std::fmt;

/// How many letters of a fingerprint are kept.
const LETTERS: usize = 5;

/// What a page was translated from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The language of the source.
    pub lang: Lang,
    /// One a block of the page, in order.
    pub made: Vec<Made>,
}

/// The source of one block.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Made {
    /// What it is.
    pub kind: UnitKind,
    /// Letters of its words' fingerprint.
    pub fingerprint: String,
}

impl Made {
    /// Returns what is kept of a block of the source.
    pub fn of(unit: &Unit) -> Self {
        Self::of_words(unit.kind, &unit.text)
    }

    /// Returns what is kept of these words.
    pub fn of_words(kind: UnitKind, words: &str) -> Self {
        const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
        let fingerprint = Fingerprint::of(folded(words).as_bytes());
        let bits = fingerprint.bytes()[..4].iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        let letter = |place: usize| char::from(ALPHABET[(bits >> (27 - 5 * place)) as usize & 31]);
        Self { kind, fingerprint: (0..LETTERS).map(letter).collect() }
    }

    /// Reads the word that [`fmt::Display`] writes.
    pub fn parse(word: &str) -> Option<Self> {
        let mut letters = word.chars();
        let kind = UnitKind::of_letter(letters.next()?)?;
        let fingerprint = letters.as_str();
        let sound = fingerprint == UNKNOWN
            || fingerprint.len() == LETTERS
                && fingerprint.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'2'..=b'7'));
        sound.then(|| Self { kind, fingerprint: fingerprint.to_owned() })
    }
}

impl fmt::Display for Made {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.kind.letter(), self.fingerprint)
    }
}

impl Record {
    /// Returns the record of a page that was made from `source` just now.
    pub fn of(lang: &Lang, source: &[Unit]) -> Self {
        Self { lang: lang.clone(), made: source.iter().map(Made::of).collect() }
    }

    /// Reads what [`fmt::Display`] writes; words that are none are left out.
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let lang = Lang::parse(words.next()?)?;
        Some(Self { lang, made: words.filter_map(Made::parse).collect() })
    }
}

impl fmt::Display for Record {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.lang)?;
        self.made.iter().try_for_each(|made| write!(formatter, " {made}"))
    }
}

/// What stands for the fingerprint of a block of which nothing is known: a digit that base 32 has not.
const UNKNOWN: &str = "00000";

/// Returns what is kept of a block of whose source nothing is known.
pub(super) fn unknown(kind: UnitKind) -> Made {
    Made { kind, fingerprint: UNKNOWN.to_owned() }
}

impl Made {
    /// Tells whether something is known of the block's source.
    pub fn is_known(&self) -> bool {
        self.fingerprint != UNKNOWN
    }
}

/// Returns a page that says that it was made from `source` as it is now.
pub fn marked(page: &str, lang: &Lang, source: &[Unit]) -> String {
    with_record(page, &Record::of(lang, source).to_string())
}

#[cfg(test)]
mod tests {
    use super::{Made, Record, marked};
    use crate::locale::Lang;
    use crate::parse::UnitKind;

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let lang = Lang::parse("da").unwrap();
        let made = vec![Made::of_words(UnitKind::Title, "Titel"), Made::of_words(UnitKind::Paragraph, "Et  ord\nto")];
        let record = Record { lang, made };
        assert_eq!(Record::parse(&record.to_string()), Some(record.clone()));
        assert_eq!(record.made[1], Made::of_words(UnitKind::Paragraph, "Et ord to"));
        assert_ne!(record.made[1], Made::of_words(UnitKind::Paragraph, "Et ord tre"));
        assert_eq!(Record::parse("da x t1 tabcde ?").unwrap().made.len(), 1);
        assert_eq!(Record::parse(""), None);
    }

    #[test]
    fn a_page_keeps_all_else() {
        let lang = Lang::parse("da").unwrap();
        assert_eq!(marked("---\ntitle: a\n---\nb", &lang, &[]), "---\ntitle: a\ntranslated-from: da\n---\nb");
        assert_eq!(marked("b", &lang, &[]), "---\ntranslated-from: da\n---\nb");
        assert_eq!(
            marked("---\r\ntranslated-from: mn pabcde\r\ntitle: a\r\n---\r\n", &lang, &[]),
            "---\r\ntranslated-from: da\r\ntitle: a\r\n---\r\n"
        );
        assert_eq!(marked("---\n---\nb", &lang, &[]), "---\ntranslated-from: da\n---\nb");
        assert_eq!(
            marked("---\ntranslated-from: >-\n  mn pabcde\n  pabcde\ntitle: a\n---\n", &lang, &[]),
            "---\ntranslated-from: >-\n  da\ntitle: a\n---\n"
        );
    }
}
