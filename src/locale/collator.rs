//! The order of words in a language.

use crate::locale::Lang;
use icu_collator::options::{AlternateHandling, CollatorOptions};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use std::cmp::Ordering;
use unicode_normalization::UnicodeNormalization;

/// Sorts words as a language's own dictionaries do; digits by their value (Unicode Collation Algorithm with
/// the CLDR tailoring of the language).
#[derive(Debug)]
pub struct Collator {
    order: CollatorBorrowed<'static>,
    /// What a language counts as letters of its own, each with other spellings of it; the longest first.
    letters: &'static [Letter],
}

/// A letter, and its other spellings.
type Letter = (&'static str, &'static [&'static str]);

/// Letters that CLDR sorts as such and that are no plain ones, by language (`exemplarCharacters type="index"`).
const LETTERS: &[(&str, &[Letter])] = &[
    ("da", &[("Å", &["å", "aa"]), ("Æ", &["æ", "ä"]), ("Ø", &["ø", "ö"])]),
    ("mn", &[("Ө", &["ө"]), ("Ү", &["ү"])]),
    (
        "sq",
        &[
            ("Dh", &["dh"]),
            ("Gj", &["gj"]),
            ("Ll", &["ll"]),
            ("Nj", &["nj"]),
            ("Rr", &["rr"]),
            ("Sh", &["sh"]),
            ("Th", &["th"]),
            ("Xh", &["xh"]),
            ("Zh", &["zh"]),
            ("Ç", &["ç"]),
            ("Ë", &["ë"]),
        ],
    ),
];

impl Collator {
    /// Returns the order of `lang`, or of the CLDR root where the language has none of its own.
    ///
    /// # Panics
    /// When the root's order is not in the binary, where it is compiled in.
    pub fn new(lang: &Lang) -> Self {
        let locale: icu_locale::Locale = lang.as_str().parse().unwrap_or(icu_locale::Locale::UNKNOWN);
        let collator = make(CollatorPreferences::from(&locale)).or_else(|| make(CollatorPreferences::default()));
        let letters = LETTERS.iter().find(|(own, _)| *own == lang.base()).map_or(&[] as &[_], |(_, letters)| letters);
        Self { order: collator.expect("the root's order is compiled in"), letters }
    }

    /// Returns the letter that `word` stands under in a list of this language: of its own letters, or the plain one.
    pub fn letter(&self, word: &str) -> String {
        let word: String = word.trim_start_matches(|letter: char| !letter.is_alphanumeric()).nfc().collect();
        let lower = word.to_lowercase();
        let own = self.letters.iter().find(|(_, spellings)| spellings.iter().any(|one| lower.starts_with(one)));
        if let Some((letter, _)) = own {
            return (*letter).to_owned();
        }
        word.nfd().next().map_or(String::new(), |first| first.to_uppercase().collect())
    }

    /// Compares two texts.
    pub fn compare(&self, left: &str, right: &str) -> Ordering {
        self.order.compare(left, right)
    }
}

fn make(mut preferences: CollatorPreferences) -> Option<CollatorBorrowed<'static>> {
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    let mut options = CollatorOptions::default();
    options.alternate_handling = Some(AlternateHandling::NonIgnorable);
    icu_collator::Collator::try_new(preferences, options).ok()
}

#[cfg(test)]
mod tests {
    use super::Collator;
    use crate::locale::Lang;

    fn check(lang: &str, expected: &[&str]) {
        let collator = Collator::new(&Lang::parse(lang).unwrap());
        let mut sorted = expected.to_vec();
        sorted.sort();
        sorted.sort_by(|left, right| collator.compare(left, right));
        assert_eq!(sorted, expected, "{lang}");
    }

    #[test]
    fn each_language_has_its_own_order() {
        check("da", &["aften", "zebra", "æble", "øl", "år"]);
        check("da", &["abe", "Zulu", "Ærø", "Øland", "Aabenraa", "Ålborg", "Aarhus"]);
        check("sq", &["cent", "çmim", "dëm", "dhe", "era", "ëndërr"]);
        check(
            "sq",
            &[
                "dyqan", "dhomë", "gur", "gjak", "lule", "llogari", "nuk", "njeri", "rend", "rreth", "sukses", "shok",
                "tutje", "thes", "xunkth", "xhep", "zyrë", "zhurmë",
            ],
        );
        check("mn", &["орлого", "өр", "уул", "үнэ", "хуваарь"]);
        check("mn", &["ёс", "жил", "зээл", "ном", "оноо", "өмч", "пүүс", "утас", "үйл", "фонд"]);
        check("pt", &["ação 2", "ação 10", "acta", "água"]);
        check("pt", &["área", "avaliação", "cabeça", "objectivo", "orçamento", "órgão"]);
    }

    #[test]
    fn words_stand_under_the_letters_of_their_language() {
        let check = |lang: &str, word: &str, expected: &str| {
            assert_eq!(Collator::new(&Lang::parse(lang).unwrap()).letter(word), expected, "{lang} {word}");
        };
        check("da", "aaben", "Å");
        check("da", "øvelse", "Ø");
        check("en", "aardvark", "A");
        check("sq", "Lehtësues", "L");
        check("sq", "llogari", "Ll");
        check("sq", "Njësi", "Nj");
        check("sq", "ëndërr", "Ë");
        check("mn", "Үлдэгдэл", "Ү");
        check("mn", "өр", "Ө");
        check("pt", "«Órgão»", "O");
        check("pt", "???", "");
    }
}
