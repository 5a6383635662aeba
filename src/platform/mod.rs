//! What learning platforms keep of learners, read; pure (docs/report.md).
//!
//! 1. `read` finds out what some bytes are: statements of an LRS, a table that a platform gives out, or the tracks of
//!    SCORM. It cuts them into what is said of one learner in one course, a [`Said`].
//! 2. A [`Said`] has a text of its own, which a record keeps and which is read again.
//! 3. `merged` joins the statements of one learner that came in several exports; `result` makes a result of a [`Said`].
//!
//! Nothing of it carries a check of ours: a platform says so.

mod answer;
mod day;
mod kept;
mod names;
mod people;
mod said;
mod stands;
mod statement;
mod statements;
mod table;
mod tables;
mod tracks;
mod words;

pub use kept::{Kept, Outcome, result};
pub use names::CourseNames;
pub use said::{Row, RowAnswer, Said, Statement, Verb, What, merged};

use crate::results::{Unreadable, text_of};

/// What was found in an export.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heard {
    /// What is said of each learner in each course.
    pub said: Vec<Said>,
    /// The ids of statements that were taken back.
    pub voided: Vec<String>,
    /// What could not be used.
    pub unreadable: Vec<Unreadable>,
}

impl Heard {
    fn nothing(why: Unreadable) -> Self {
        Self { unreadable: vec![why], ..Self::default() }
    }
}

/// Reads an export of a learning platform; nothing where it is none. `source` is the name that it came with: a platform
/// names the file after the course.
pub fn read(bytes: &[u8], source: &str, names: &CourseNames) -> Option<Heard> {
    let text = text_of(bytes)?;
    let trimmed =
        text.trim_matches(|letter: char| letter.is_whitespace() && letter != '\t' || "\u{0}\u{feff}".contains(letter));
    if trimmed.starts_with(['{', '[']) {
        return statements::read(trimmed, names);
    }
    let table = table::Table::read(trimmed)?;
    tracks::read(&table, source, names).or_else(|| tables::read(&table, source, names))
}
