//! The order of words in a language.

use crate::locale::Lang;
use icu_collator::options::{AlternateHandling, CollatorOptions};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use std::cmp::Ordering;

/// Sorts words as a language's own dictionaries do; digits by their value (Unicode Collation Algorithm with
/// the CLDR tailoring of the language).
#[derive(Debug)]
pub struct Collator(CollatorBorrowed<'static>);

impl Collator {
    /// Returns the order of `lang`, or of the CLDR root where the language has none of its own.
    ///
    /// # Panics
    /// When the root's order is not in the binary, where it is compiled in.
    pub fn new(lang: &Lang) -> Self {
        let locale: icu_locale::Locale = lang.as_str().parse().unwrap_or(icu_locale::Locale::UNKNOWN);
        let collator = make(CollatorPreferences::from(&locale)).or_else(|| make(CollatorPreferences::default()));
        Self(collator.expect("the root's order is compiled in"))
    }

    /// Compares two texts.
    pub fn compare(&self, left: &str, right: &str) -> Ordering {
        self.0.compare(left, right)
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
        check("sq", &["cent", "çmim", "dëm", "dhe", "era", "ëndërr"]);
        check("mn", &["орлого", "өр", "уул", "үнэ", "хуваарь"]);
        check("pt", &["ação 2", "ação 10", "acta", "água"]);
    }
}
