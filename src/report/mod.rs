//! Many learners' results -> what a trainer, a coordinator and a donor ask of them.
//!
//! 1. `key`: what the courses of a library ask, for `results` to hold a result against.
//! 2. `entry`: a result becomes an entry, as short as twenty thousand of them must be; `codes` finds out whose a code is.
//! 3. `people` and `similar`: several results of one learner are one person's; who may be one is asked, never guessed.
//! 4. `summary` and `questions`: the counting.
//! 5. `counted` and `named`: the tables; `few` leaves out of them what could tell who somebody is.
//! 6. `page`, `comma`, `sheet` and `data`: the tables as a page, CSV, a workbook and JSON; `statements`: what an LRS takes.

mod codes;
mod comma;
mod counted;
mod data;
mod entry;
mod few;
mod key;
mod named;
mod page;
mod people;
mod questions;
mod sheet;
mod similar;
mod statements;
mod summary;
mod table;
mod words;
mod written;

pub use counted::Names;
pub use entry::{Answered, Entry};
pub use key::keys;
pub use people::Person;
pub use questions::QuestionSum;
pub use similar::Alike;
pub use statements::ActivityNames;
pub use summary::{CourseSum, Gathered, Held, Question, RequiredSet, State, Summary, by_fields, summarise};
pub use written::{Writing, files, statements};

use crate::results::{Doubt, Keys, LearnerResult, check};
use crate::world::Day;

/// Something that was handed over, and what is known of its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Came {
    /// What was handed over.
    pub result: LearnerResult,
    /// Where it came from.
    pub source: String,
    /// When it came, `YYYY-MM-DD` or with a time after it; empty where nobody knows.
    pub received: String,
    /// What was found to speak against it when it was read.
    pub doubts: Vec<Doubt>,
}

/// Holds a result against its course and keeps what is counted of it.
pub fn entry(came: Came, keys: &Keys, today: Option<Day>) -> Entry {
    let mut doubts = check(&came.result, keys, today);
    doubts.extend(came.doubts);
    Entry::new(came.result, &came.source, &came.received, doubts, keys)
}

/// Finds out whose the codes to say are, by the names of `entries`, and returns them as entries.
pub fn code_entries(mut codes: Vec<Came>, entries: &[Entry], keys: &Keys, today: Option<Day>) -> Vec<Entry> {
    let mut names: Vec<&str> =
        entries.iter().map(|entry| entry.learner.name()).filter(|name| !name.is_empty()).collect();
    names.sort_unstable();
    names.dedup();
    codes::settle(codes.iter_mut().map(|came| &mut came.result), keys, &names);
    codes.into_iter().map(|came| entry(came, keys, today)).collect()
}
