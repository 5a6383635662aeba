//! A glossary's terms, found in the running text.
//!
//! 1. A term is found as whole words, in the forms of [`endings`]; of two terms that begin alike the longer one.
//! 2. In each section of a text a term is marked where it stands first: not in headings, links, code, quizzes, forms,
//!    nor in passages of another language.
//! 3. Single words that mean something else far more often are never marked.

mod endings;

use crate::locale::Lang;
use crate::model::Edition;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The terms of one edition's glossary.
#[derive(Debug, Default)]
pub(crate) struct Terms {
    terms: Vec<Term>,
    /// The terms that begin with a word, the longest first.
    first: BTreeMap<String, Vec<usize>>,
    /// The letters that terms begin with: most words are none by these alone.
    letters: BTreeSet<char>,
}

/// One spelling of a term.
#[derive(Debug)]
struct Term {
    /// Its place among the edition's glossary entries.
    entry: usize,
    /// The forms of each of its words after the first.
    rest: Vec<BTreeSet<String>>,
}

impl Terms {
    /// Returns the terms of an edition.
    pub(crate) fn new(edition: &Edition) -> Self {
        let spellings = (0..).zip(&edition.glossary_entries).map(|(entry, term)| (entry, term.plain.as_str()));
        Self::of(spellings, &edition.lang)
    }

    fn of<'t>(entries: impl Iterator<Item = (usize, &'t str)>, lang: &Lang) -> Self {
        let mut found = Self::default();
        for (entry, plain) in entries {
            // `Lehtësues, lehtësuese` and `forum (meeting)` are several spellings, or one with a remark.
            let bare = plain.split('(').next().unwrap_or("");
            for spelling in bare.split([',', '/', ';']) {
                found.add(entry, spelling, lang.base());
            }
        }
        let terms = &found.terms;
        found.first.values_mut().for_each(|all| all.sort_by_key(|term| std::cmp::Reverse(terms[*term].rest.len())));
        found
    }

    fn add(&mut self, entry: usize, spelling: &str, lang: &str) {
        let words: Vec<String> = words(spelling).map(|word| spelling[word].to_lowercase()).collect();
        let Some((first, rest)) = words.split_first() else { return };
        let everyday = endings::EVERYDAY.iter().any(|(own, words)| *own == lang && words.contains(&first.as_str()));
        if rest.is_empty() && everyday {
            return;
        }
        let term = self.terms.len();
        self.terms.push(Term { entry, rest: rest.iter().map(|word| endings::forms(word, lang)).collect() });
        for form in endings::forms(first, lang) {
            self.letters.extend(form.chars().next());
            self.first.entry(form).or_default().push(term);
        }
    }

    /// Returns the terms that stand in `text`, in order: where, and which entry of the glossary each is.
    pub(crate) fn find(&self, text: &str) -> Vec<(Range<usize>, usize)> {
        let mut found: Vec<(Range<usize>, usize)> = Vec::new();
        if self.terms.is_empty() {
            return found;
        }
        let words: Vec<Range<usize>> = words(text).collect();
        let mut at = 0;
        while at < words.len() {
            match self.at(text, &words[at..]) {
                Some((length, entry)) => {
                    found.push((words[at].start..words[at + length - 1].end, entry));
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }

    /// Returns the longest term that `words` begin with: of how many words, and which entry.
    fn at(&self, text: &str, words: &[Range<usize>]) -> Option<(usize, usize)> {
        let word = &text[words[0].clone()];
        let letter = word.chars().next().and_then(|letter| letter.to_lowercase().next())?;
        if !self.letters.contains(&letter) {
            return None;
        }
        let candidates = self.first.get(&word.to_lowercase())?;
        let fits = |term: &&Term| {
            let length = term.rest.len() + 1;
            words.len() >= length
                && words[..length].windows(2).all(|pair| is_space(&text[pair[0].end..pair[1].start]))
                && term
                    .rest
                    .iter()
                    .zip(&words[1..])
                    .all(|(forms, word)| forms.contains(&text[word.clone()].to_lowercase()))
                && stands_free(text, words[0].start..words[length - 1].end)
        };
        let term = candidates.iter().map(|term| &self.terms[*term]).find(fits)?;
        Some((term.rest.len() + 1, term.entry))
    }
}

/// Tells whether only one space, or one line's end, stands between two words.
fn is_space(between: &str) -> bool {
    !between.is_empty() && between.chars().count() <= 2 && between.chars().all(char::is_whitespace)
}

/// A part of a word with hyphens, of an address or of a number is no word of its own.
fn stands_free(text: &str, range: Range<usize>) -> bool {
    let joins = |letter: Option<char>| matches!(letter, Some('-' | '‑' | '/' | '_' | '@'));
    !joins(text[..range.start].chars().next_back()) && !joins(text[range.end..].chars().next())
}

/// Returns where the words of a text stand: letters, digits and the marks on them.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let in_word = |letter: char| letter.is_alphanumeric() || unicode_normalization::char::is_combining_mark(letter);
        let (start, _) = rest.by_ref().find(|(_, letter)| in_word(*letter))?;
        let mut end = text.len();
        while let Some((at, letter)) = rest.peek() {
            if !in_word(*letter) {
                end = *at;
                break;
            }
            rest.next();
        }
        Some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use super::Terms;
    use crate::locale::Lang;

    /// Checks which words of a sentence are marked.
    fn check(lang: &str, terms: &[&str], sentence: &str, expected: &[&str]) {
        let terms = Terms::of((0..).zip(terms.iter().copied()), &Lang::parse(lang).unwrap());
        let found: Vec<&str> = terms.find(sentence).into_iter().map(|(range, _)| &sentence[range]).collect();
        assert_eq!(found, expected, "{sentence}");
    }

    #[test]
    fn real_sentences_are_marked_in_five_languages() {
        check(
            "en",
            &["Business development group", "Credit union", "Mentor"],
            "The network sets up a credit union; business\ndevelopment groups and their mentors lead it.",
            &["credit union", "business\ndevelopment groups", "mentors"],
        );
        check(
            "pt",
            &["Objectivo", "Formação mista", "Financiador"],
            "Os financiadores perguntam pelos objectivos das formações mistas, não pela formação.",
            &["financiadores", "objectivos", "formações mistas"],
        );
        check(
            "da",
            &["Bestyrelse", "Kasserer", "En tredjedel"],
            "Bestyrelsen vælger kassereren på bestyrelsesmødet, når en tredjedel er til stede.",
            &["Bestyrelsen", "kassereren", "en tredjedel"],
        );
        check(
            "sq",
            &["Linja e mbështetjes", "Lehtësues, lehtësuese", "Procesverbal i vendimeve"],
            "Lehtësuesja telefonon linjën e mbështetjes dhe lexon procesverbalin e vendimeve.",
            &["Lehtësuesja", "linjën e mbështetjes", "procesverbalin e vendimeve"],
        );
        check(
            "mn",
            &["Гишүүний дэвтэр", "Ахлагч", "Хяналтын баг"],
            "Ахлагчийн гишүүний дэвтрийг хяналтын багийнхан үзнэ.",
            &["Ахлагчийн", "гишүүний дэвтрийг"],
        );
    }

    #[test]
    fn nothing_is_marked_by_chance() {
        check("en", &["Need", "Item", "Forum"], "You need an item for the e-forum/forum page, not a deforum.", &[]);
        check("en", &["Credit union"], "The credit. Union is strength. Credit   union.", &[]);
        check("da", &["Mentor"], "Mentorordningen er ikke en mentor.", &["mentor"]);
        check("mn", &["Хүү"], "Миний хүү сургуульд явсан.", &[]);
        check("en", &[], "Nothing at all.", &[]);
    }

    #[test]
    fn the_longer_term_wins() {
        check(
            "en",
            &["Credit", "Credit committee"],
            "The credit committees give credit.",
            &["credit committees", "credit"],
        );
    }
}
