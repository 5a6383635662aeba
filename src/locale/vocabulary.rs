//! The names that authors type, in every language: blocks, the keys of a lesson's head, attributes and their values.
//!
//! A locale file lists them by their canonical names, the proposed word first; each means one thing in all languages,
//! so that a partner writes in one language only and any program reads it.

use crate::locale::{Catalogs, Lang};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Canonical names, each with its words.
pub type Names = BTreeMap<String, Vec<String>>;

/// What is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// A fenced block: `blocks` in the locale files.
    Block,
    /// A key of a text's head: `keys`.
    Key,
    /// An attribute in braces, without its point: `attributes`.
    Attribute,
    /// A value of an attribute or a key, as `show.never`: `values`.
    Value,
}

impl Named {
    /// Everything that has names.
    pub const ALL: [Self; 4] = [Self::Block, Self::Key, Self::Attribute, Self::Value];

    /// Returns the section of the locale files.
    pub fn section(self) -> &'static str {
        match self {
            Self::Block => "blocks",
            Self::Key => "keys",
            Self::Attribute => "attributes",
            Self::Value => "values",
        }
    }
}

/// The words of all languages, and the language that an author writes in.
#[derive(Debug, Clone, Copy)]
pub struct Vocabulary<'a> {
    /// The words of all languages.
    pub catalogs: &'a Catalogs,
    /// The language that is written.
    pub lang: &'a Lang,
}

impl<'a> Vocabulary<'a> {
    /// Returns the canonical name of what `word` means in any language; upper case does not matter.
    pub fn canonical(self, named: Named, word: &str) -> Option<&'a str> {
        let word = folded(word);
        let all = || self.catalogs.iter().map(|catalog| catalog.names(named));
        // The canonical name comes before all words, whatever language they are of.
        if let Some((name, _)) = all().find_map(|names| names.get_key_value(&word)) {
            return Some(name);
        }
        all().flatten().find(|(_, words)| words.contains(&word)).map(|(name, _)| name.as_str())
    }

    /// Tells whether `word` is the value `canonical` of `of`, by its canonical name or in any language.
    pub fn means(self, of: &str, canonical: &str, word: &str) -> bool {
        let word = folded(word);
        let key = format!("{}.{canonical}", of.trim_start_matches('.'));
        let words = |catalog: &'a crate::locale::Catalog| catalog.names(Named::Value).get(&key);
        canonical == word || self.catalogs.iter().filter_map(words).any(|words| words.contains(&word))
    }

    /// Returns the word for `name` in the author's language; a point before it stays.
    pub fn here(self, named: Named, name: &str) -> String {
        let (point, bare) = name.strip_prefix('.').map_or(("", name), |bare| (".", bare));
        let words = self.catalogs.get(self.lang).names(named).get(bare).and_then(|words| words.first());
        format!("{point}{}", words.map_or(bare, String::as_str))
    }

    /// Returns the word for the value `canonical` of `of` in the author's language.
    pub fn value_here(self, of: &str, canonical: &str) -> String {
        let key = format!("{}.{canonical}", of.trim_start_matches('.'));
        let words = self.catalogs.get(self.lang).names(Named::Value).get(&key).and_then(|words| words.first());
        words.map_or(canonical, String::as_str).to_owned()
    }

    /// Returns every word for `name`, in all languages, the author's first; a point before it stays.
    pub fn everywhere(self, named: Named, name: &str) -> Vec<String> {
        let (point, bare) = name.strip_prefix('.').map_or(("", name), |bare| (".", bare));
        let words = self.catalogs.iter().filter_map(|catalog| catalog.names(named).get(bare)).flatten();
        let others = std::iter::once(bare).chain(words.map(String::as_str)).map(|word| format!("{point}{word}"));
        std::iter::once(self.here(named, name)).chain(others).collect()
    }
}

/// Returns a word as it is compared with others.
fn folded(word: &str) -> String {
    if word.is_ascii() { word.to_ascii_lowercase() } else { word.nfc().collect::<String>().to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::{Named, Vocabulary};
    use crate::locale::{Catalogs, Lang};

    #[test]
    fn a_word_is_understood_in_every_language_and_told_in_one() {
        let catalogs = Catalogs::embedded(&[]).unwrap();
        let lang = Lang::parse("mn").unwrap();
        let words = Vocabulary { catalogs: &catalogs, lang: &lang };
        assert_eq!(words.canonical(Named::Block, "QUESTIONÁRIO"), Some("quiz"));
        assert_eq!(words.canonical(Named::Attribute, "minutter"), Some("minutes"));
        assert_eq!(words.canonical(Named::Key, "гарчиг"), Some("title"));
        assert_eq!(words.canonical(Named::Key, "ti\u{301}tulo"), Some("title"));
        assert_eq!(words.canonical(Named::Key, "titles"), None);
        assert!(words.means("show", "never", "aldrig") && words.means("show", "never", "never"));
        assert!(!words.means("width", "half", "aldrig"));
        assert_eq!(words.here(Named::Attribute, ".order"), ".дараалал");
        assert_eq!(words.value_here("width", "half"), "хагас");
    }
}
