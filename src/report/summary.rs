//! What many results say together.
//!
//! 1. Entries outside the period are left out, copies of the same are one.
//! 2. Entries become people (`people`); of a person's entries in a course the furthest one counts that nothing speaks
//!    against.
//! 3. People are counted by course, by what is required, by their answers to the learner fields, by month; questions
//!    by how they were answered.

use crate::fingerprint::Fingerprint;
use crate::report::entry::Entry;
use crate::report::people::{Person, people};
use crate::report::questions::{QuestionSum, questions};
use crate::report::similar::{Alike, similar};
use crate::results::{Doubt, Form, Keys, Unreadable};
use crate::world::Day;
use std::collections::{BTreeMap, BTreeSet};

/// What is asked of the results.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// The first day of the period.
    pub since: Option<Day>,
    /// The last day of the period.
    pub until: Option<Day>,
    /// Pairs of ids or names that are one person.
    pub same: Vec<(String, String)>,
    /// Pairs of ids or names that are two.
    pub apart: Vec<(String, String)>,
    /// Results whose doubts a trainer has looked into: the first signs of their fingerprints.
    pub accepted: Vec<String>,
}

/// What came in.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Gathered {
    /// What could be read.
    pub entries: Vec<Entry>,
    /// What could not, with where it came from.
    pub unreadable: Vec<(String, Unreadable)>,
    /// How many files of other kinds were passed over.
    pub passed_over: usize,
}

/// What many results say together.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The first day of the period.
    pub since: Option<Day>,
    /// The last day of the period.
    pub until: Option<Day>,
    /// The entries that count for the period, each once.
    pub entries: Vec<Entry>,
    /// The people.
    pub people: Vec<Person>,
    /// For each person, how they stand in each course that they handed something over of.
    pub held: Vec<BTreeMap<String, Held>>,
    /// The courses, in the order of their ids: those of the library with results, and strangers.
    pub courses: Vec<CourseSum>,
    /// The courses that require others.
    pub sets: Vec<RequiredSet>,
    /// How questions were answered, those most often wrong first.
    pub questions: Vec<QuestionSum>,
    /// Who may be one person; places among the people.
    pub alike: Vec<(usize, usize, Alike)>,
    /// Results that came several times: the place among the entries, and where else it came from.
    pub copies: Vec<(usize, Vec<String>)>,
    /// What could not be read.
    pub unreadable: Vec<(String, Unreadable)>,
    /// How many entries lie outside the period, or say no day.
    pub outside: usize,
    /// How many files of other kinds were passed over.
    pub passed_over: usize,
}

/// How a person stands in a course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The entry that counts: a place in [`Summary::entries`].
    pub entry: usize,
    /// How many entries there are.
    pub entries: usize,
    /// How far it is.
    pub state: State,
    /// What does not fit together, in all entries.
    pub doubts: BTreeSet<Doubt>,
}

/// How far a person is in a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Nothing sound was handed over.
    Doubtful,
    /// Begun.
    Begun,
    /// Completed by the course's own rules.
    Completed,
}

/// A course in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseSum {
    /// Its id.
    pub id: String,
    /// How many people handed something over.
    pub people: u32,
    /// How many completed it.
    pub completed: u32,
    /// How many passed all its quizzes.
    pub passed: u32,
    /// How many handed over nothing sound.
    pub doubtful: u32,
    /// How many of those who completed it did so by what a platform says alone.
    pub by_platform: u32,
    /// The mean score of those who have one, per cent, rounded down.
    pub score: Option<u8>,
    /// How many completed it in each month, by year and month.
    pub months: BTreeMap<(i32, u8), u32>,
}

/// A course that requires others, and who has completed them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequiredSet {
    /// The course.
    pub course: String,
    /// What must be completed first, and what that requires.
    pub requires: Vec<String>,
    /// The people who have completed all of it; places among the people.
    pub met: Vec<usize>,
}

/// Puts together what came in.
pub fn summarise(gathered: Gathered, keys: &Keys, question: &Question) -> Summary {
    let before = gathered.entries.len();
    let mut entries = gathered.entries;
    entries.retain(|entry| in_period(entry.day(), question));
    let outside = before - entries.len();
    let (mut entries, copies) = once(entries);
    for entry in &mut entries {
        let hex = entry.fingerprint.hex();
        if question.accepted.iter().any(|begin| begin.len() >= 8 && hex.starts_with(&begin.to_ascii_lowercase())) {
            entry.doubts.clear();
        }
    }
    let people = people(&entries, &question.same);
    let held: Vec<BTreeMap<String, Held>> = people.iter().map(|person| held(person, &entries)).collect();
    Summary {
        since: question.since,
        until: question.until,
        courses: courses(&entries, &held),
        sets: sets(keys, &held),
        questions: questions(&entries, &held, keys),
        alike: similar(&people, &question.apart),
        copies,
        unreadable: gathered.unreadable,
        outside,
        passed_over: gathered.passed_over,
        entries,
        people,
        held,
    }
}

fn in_period(day: Option<Day>, question: &Question) -> bool {
    if question.since.is_none() && question.until.is_none() {
        return true;
    }
    day.is_some_and(|day| {
        question.since.is_none_or(|since| day >= since) && question.until.is_none_or(|until| day <= until)
    })
}

/// Returns each entry once, the first of its copies, and where the copies came from.
fn once(entries: Vec<Entry>) -> (Vec<Entry>, Vec<(usize, Vec<String>)>) {
    let mut places: BTreeMap<Fingerprint, usize> = BTreeMap::new();
    let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
    let mut copies: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for entry in entries {
        match places.get(&entry.fingerprint) {
            Some(place) => copies.entry(*place).or_default().push(entry.source),
            None => {
                places.insert(entry.fingerprint, kept.len());
                kept.push(entry);
            }
        }
    }
    (kept, copies.into_iter().collect())
}

fn held(person: &Person, entries: &[Entry]) -> BTreeMap<String, Held> {
    let mut all: BTreeMap<String, Held> = BTreeMap::new();
    for at in &person.entries {
        let entry = &entries[*at];
        let state = state(entry);
        let held = all.entry(entry.course.clone()).or_insert_with(|| Held {
            entry: *at,
            entries: 0,
            state,
            doubts: BTreeSet::new(),
        });
        held.entries += 1;
        held.doubts.extend(entry.doubts.iter().cloned());
        if rank(entry) > rank(&entries[held.entry]) {
            held.entry = *at;
            held.state = state;
        }
    }
    all
}

fn state(entry: &Entry) -> State {
    match (entry.counts(), entry.standing.completed) {
        (false, _) => State::Doubtful,
        (true, false) => State::Begun,
        (true, true) => State::Completed,
    }
}

/// What makes one entry of a person go before another.
fn rank(entry: &Entry) -> impl Ord + use<> {
    let standing = entry.standing;
    let form = match entry.form {
        Form::File => 3,
        Form::Platform => 2,
        Form::Line => 1,
        Form::Code => 0,
    };
    (state(entry), standing.passed, standing.score, entry.done, form, entry.made)
}

fn courses(entries: &[Entry], held: &[BTreeMap<String, Held>]) -> Vec<CourseSum> {
    let ids: BTreeSet<&String> = held.iter().flat_map(BTreeMap::keys).filter(|id| !id.is_empty()).collect();
    ids.into_iter()
        .map(|id| {
            let of_course: Vec<&Held> = held.iter().filter_map(|courses| courses.get(id)).collect();
            let count = |wanted: &dyn Fn(&Held) -> bool| {
                u32::try_from(of_course.iter().filter(|held| wanted(held)).count()).unwrap_or(u32::MAX)
            };
            let sound = |held: &Held| held.state != State::Doubtful;
            let scores: Vec<u64> = of_course
                .iter()
                .filter(|held| sound(held))
                .filter_map(|held| entries[held.entry].standing.score.map(u64::from))
                .collect();
            let mut months = BTreeMap::new();
            for held in of_course.iter().filter(|held| held.state == State::Completed) {
                if let Some(day) = entries[held.entry].day() {
                    *months.entry((day.year, day.month)).or_insert(0) += 1;
                }
            }
            CourseSum {
                id: id.clone(),
                people: count(&|_| true),
                completed: count(&|held| held.state == State::Completed),
                passed: count(&|held| sound(held) && entries[held.entry].standing.passed),
                doubtful: count(&|held| !sound(held)),
                by_platform: count(&|held| {
                    held.state == State::Completed && entries[held.entry].form == Form::Platform
                }),
                score: scores
                    .iter()
                    .sum::<u64>()
                    .checked_div(scores.len() as u64)
                    .and_then(|mean| u8::try_from(mean).ok()),
                months,
            }
        })
        .collect()
}

fn sets(keys: &Keys, held: &[BTreeMap<String, Held>]) -> Vec<RequiredSet> {
    let mut sets = Vec::new();
    for (id, course) in &keys.courses {
        let mut requires: Vec<String> = Vec::new();
        let mut open: Vec<&String> = course.requires.iter().rev().collect();
        while let Some(next) = open.pop() {
            if next == id || requires.contains(next) {
                continue;
            }
            requires.push(next.clone());
            open.extend(keys.courses.get(next).iter().flat_map(|course| course.requires.iter().rev()));
        }
        if requires.is_empty() {
            continue;
        }
        let done = |courses: &BTreeMap<String, Held>, id: &String| {
            courses.get(id).is_some_and(|held| held.state == State::Completed)
        };
        let met = |(_, courses): &(usize, &BTreeMap<String, Held>)| requires.iter().all(|id| done(courses, id));
        let met = held.iter().enumerate().filter(met).map(|(at, _)| at).collect();
        sets.push(RequiredSet { course: id.clone(), requires, met });
    }
    sets
}

/// Returns the people of an answer to one or two learner fields: the answers, then who gave them, in the order of the
/// answers. Who gave none stands under the empty one.
pub fn by_fields(summary: &Summary, fields: &[&str]) -> BTreeMap<Vec<String>, Vec<usize>> {
    let mut all: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    for (at, person) in summary.people.iter().enumerate() {
        let answer = |field: &&str| person.fields.get(*field).cloned().unwrap_or_default();
        all.entry(fields.iter().map(answer).collect()).or_default().push(at);
    }
    all
}
