//! Codes to say: which course and which name they belong to.

use crate::results::{Fits, Keys, LearnerResult, Spoken, Standing, spoken};
use std::collections::BTreeMap;

/// The most words among which a name is looked for.
const MOST_WORDS: usize = 16;

/// Gives every code its course and, where it came without a name, the one of `names` that it fits.
///
/// A code names its course by 10 bits and its learner by 26: a name that fits is believed only where no other does.
pub(super) fn settle<'a>(codes: impl Iterator<Item = &'a mut LearnerResult>, keys: &Keys, names: &[&str]) {
    let mut tables = BTreeMap::new();
    for result in codes {
        let Some(code) = result.code.as_deref().and_then(Spoken::read) else { continue };
        let name = result.learner.name().to_owned();
        let courses: Vec<&String> =
            keys.courses.keys().filter(|course| code.fits(course, "") != Fits::NotTheCourse).collect();
        if name.is_empty() {
            let found: Vec<(&String, String)> = courses
                .iter()
                .filter_map(|course| {
                    let standing = code.standing;
                    let at = ((*course).clone(), standing.completed, standing.passed, standing.score);
                    let table = tables.entry(at).or_insert_with(|| table(course, standing, names));
                    Some((*course, table.get(&code.check)?.clone()?))
                })
                .collect();
            if let [(course, name)] = found.as_slice() {
                result.course.id = (*course).clone();
                result.learner.fields = vec![("name".to_owned(), name.clone())];
                continue;
            }
        }
        let spans = spans(&name);
        let fits = |course: &&String| {
            let span = spans.iter().find(|span| code.fits(course, span) == Fits::Both)?;
            Some(((*course).clone(), span.clone()))
        };
        if let Some((course, name)) = courses.iter().find_map(fits) {
            result.course.id = course;
            result.learner.fields = vec![("name".to_owned(), name)];
        } else if let Some(course) = courses.first() {
            result.course.id = (**course).clone();
        }
    }
}

/// Returns a text and the words in it that stand together, the longest first: who sent a message, and when, stands
/// before the name sometimes.
fn spans(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).take(MOST_WORDS).collect();
    let mut spans = vec![text.to_owned()];
    for length in (1..words.len()).rev() {
        spans.extend(words.windows(length).map(|words| words.join(" ")));
    }
    spans
}

/// Returns the name of each check; nothing where two names have the same.
fn table(course: &str, standing: Standing, names: &[&str]) -> BTreeMap<u32, Option<String>> {
    let folded = |name: &str| crate::results::one_line(name).to_lowercase();
    let mut table: BTreeMap<u32, Option<String>> = BTreeMap::new();
    for name in names {
        let Some(code) = Spoken::read(&spoken(course, standing, name)) else { continue };
        let known = table.entry(code.check).or_insert_with(|| Some((*name).to_owned()));
        if known.as_deref().is_none_or(|known| folded(known) != folded(name)) {
            *known = None;
        }
    }
    table
}
