//! Which questions are hard: how those who count answered them.

use crate::report::entry::Entry;
use crate::report::summary::{Held, State};
use crate::results::Keys;
use std::collections::BTreeMap;

/// How a question was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionSum {
    /// The course.
    pub course: String,
    /// The question's id.
    pub id: String,
    /// How many people tried it.
    pub tried: u32,
    /// How many were wholly right at the first try.
    pub at_once: u32,
    /// How many were wholly right in the end.
    pub right: u32,
    /// The mean of the points that were earned, per cent, rounded down.
    pub mean: u8,
    /// The wrong choice that was chosen most often in the last answer, and by how many; the first of several.
    pub wrong: Option<(usize, u32)>,
}

impl QuestionSum {
    /// Returns how many of those who tried were not right at the first try, per cent, rounded down.
    pub fn difficulty(&self) -> u8 {
        let wrong = u64::from(self.tried - self.at_once) * 100;
        wrong.checked_div(u64::from(self.tried)).and_then(|percent| u8::try_from(percent).ok()).unwrap_or(0)
    }
}

#[derive(Default, Clone)]
struct Counted {
    tried: u32,
    at_once: u32,
    right: u32,
    percent: u64,
    chosen: BTreeMap<usize, u32>,
}

/// Counts the answers of each person's entry that counts; the hardest question comes first.
pub(super) fn questions(entries: &[Entry], held: &[BTreeMap<String, Held>], keys: &Keys) -> Vec<QuestionSum> {
    let mut counted: BTreeMap<(&str, u32), Counted> = BTreeMap::new();
    for (course, held) in held.iter().flatten().filter(|(_, held)| held.state != State::Doubtful) {
        for answer in &entries[held.entry].answers {
            let sum = counted.entry((course.as_str(), answer.question)).or_default();
            let right = answer.percent == 100;
            sum.tried += 1;
            sum.at_once += u32::from(right && answer.tries == 1);
            sum.right += u32::from(right);
            sum.percent += u64::from(answer.percent);
            for place in (0..64).filter(|place| answer.chosen >> place & 1 == 1) {
                *sum.chosen.entry(place).or_default() += 1;
            }
        }
    }
    let mut all: Vec<QuestionSum> = Vec::with_capacity(counted.len());
    for ((course, number), sum) in counted {
        let edition = keys.courses.get(course).map(|course| &course.editions[0]);
        let asked = edition.and_then(|edition| Some((edition, edition.places.keys().nth(number as usize)?)));
        let Some((edition, id)) = asked else { continue };
        let right = edition.question(id).map_or(&[][..], |(_, question)| &question.right);
        let wrong = sum.chosen.into_iter().filter(|(place, _)| !right.contains(place));
        let wrong = wrong.max_by(|one, other| one.1.cmp(&other.1).then(other.0.cmp(&one.0)));
        all.push(QuestionSum {
            course: course.to_owned(),
            id: id.clone(),
            tried: sum.tried,
            at_once: sum.at_once,
            right: sum.right,
            mean: u8::try_from(sum.percent / u64::from(sum.tried.max(1))).unwrap_or(100),
            wrong,
        });
    }
    all.sort_by(|one, other| {
        other.difficulty().cmp(&one.difficulty()).then(other.tried.cmp(&one.tried)).then(one.id.cmp(&other.id))
    });
    all
}
