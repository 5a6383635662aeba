//! What a platform says of one learner in one course, as a record keeps it.

use crate::fingerprint::Fingerprint;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

const FORMAT: &str = "alforja-platform";
const VERSION: u64 = 1;

/// What is said of a learner in a course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The course's id; empty where only the state may tell.
    pub course: String,
    /// What the platform knows the learner by; may be empty.
    pub id: String,
    /// The learner's name; may be empty.
    pub name: String,
    /// What is said.
    pub what: What,
}

/// What is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// The statements of an LRS, each once, in the order of their times.
    Statements(Vec<Statement>),
    /// A row of a table, or what the tracks of one try come to.
    Row(Box<Row>),
}

/// A statement (Experience API 1.0.3, part 2), as far as it says how a course stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Statement {
    /// When, as it was written; empty where nothing sound was.
    pub at: String,
    /// Its id; may be empty.
    pub id: String,
    /// What was done.
    pub verb: Verb,
    /// The module, where only that was meant.
    pub module: Option<String>,
    /// The question as a platform calls it.
    pub question: Option<String>,
    /// Whether what was done is complete.
    pub completion: Option<bool>,
    /// Whether it was a success.
    pub success: Option<bool>,
    /// Whole per cents.
    pub score: Option<u8>,
    /// What was answered.
    pub response: Option<String>,
    /// How often a question had been answered by then.
    pub tries: Option<u32>,
}

/// What a statement says was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verb {
    /// Everything was seen.
    Completed,
    /// The quizzes were passed.
    Passed,
    /// The quizzes were not passed.
    Failed,
    /// There is a score.
    Scored,
    /// The platform itself takes the course as met.
    Satisfied,
    /// A question was answered.
    Answered,
    /// Something else, such as a beginning.
    Other,
}

/// How a course stands by a table; what it does not say is nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Whether the course is completed.
    pub completed: Option<bool>,
    /// Whether it is passed.
    pub passed: Option<bool>,
    /// Whole per cents.
    pub score: Option<u8>,
    /// The first day.
    pub first: Option<String>,
    /// The last day.
    pub last: Option<String>,
    /// The day of completion.
    pub finished: Option<String>,
    /// Which try, as the platform counts.
    pub attempt: String,
    /// The state that our own pages gave the platform to keep.
    pub state: Option<String>,
    /// Answers that the platform shows.
    pub answers: Vec<RowAnswer>,
}

/// An answer that a platform shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowAnswer {
    /// The question as a platform calls it.
    pub question: String,
    /// What was answered; may be empty.
    pub response: String,
    /// Whether it was right.
    pub right: Option<bool>,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    format: String,
    version: u64,
    #[serde(flatten)]
    said: Said,
}

impl Said {
    /// Returns it as a text that `read` takes; equal texts are copies of the same.
    pub fn text(&self) -> String {
        let stored = Stored { format: FORMAT.to_owned(), version: VERSION, said: self.clone() };
        serde_json::to_string(&stored).expect("words and numbers are JSON")
    }

    /// Reads such a text; nothing where it is none.
    pub fn read(text: &str) -> Option<Self> {
        let stored: Stored = serde_json::from_str(text).ok()?;
        (stored.format == FORMAT && stored.version == VERSION).then_some(stored.said)
    }

    /// Returns what is said, as a fingerprint.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(self.text().as_bytes())
    }

    /// Puts its statements in order, each once.
    pub(super) fn sorted(mut self) -> Self {
        if let What::Statements(statements) = &mut self.what {
            *statements = std::mem::take(statements).into_iter().collect::<BTreeSet<_>>().into_iter().collect();
        }
        self
    }
}

/// Joins the statements of one learner in one course, and takes those away that were taken back; what is left of nothing is
/// left out. Each comes with what goes with it: of what was joined that of the first is kept.
pub fn merged<T>(all: Vec<(Said, T)>, voided: &BTreeSet<String>) -> Vec<(Said, T)> {
    let mut kept: Vec<(Said, T)> = Vec::with_capacity(all.len());
    let mut places: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (mut said, with) in all {
        let What::Statements(statements) = &mut said.what else {
            kept.push((said, with));
            continue;
        };
        statements.retain(|statement| !voided.contains(&statement.id));
        let key = (said.course.clone(), if said.id.is_empty() { said.name.clone() } else { said.id.clone() });
        match places.get(&key) {
            Some(at) => {
                if let What::Statements(before) = &mut kept[*at].0.what {
                    before.append(statements);
                }
            }
            None if statements.is_empty() => {}
            None => {
                places.insert(key, kept.len());
                kept.push((said, with));
            }
        }
    }
    kept.into_iter().map(|(said, with)| (said.sorted(), with)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Row, Said, Statement, Verb, What, merged};
    use std::collections::BTreeSet;

    fn statement(id: &str, at: &str) -> Statement {
        Statement {
            at: at.to_owned(),
            id: id.to_owned(),
            verb: Verb::Completed,
            module: None,
            question: None,
            completion: None,
            success: None,
            score: None,
            response: None,
            tries: None,
        }
    }

    fn said(id: &str, statements: Vec<Statement>) -> Said {
        let what = What::Statements(statements);
        Said { course: "box".to_owned(), id: id.to_owned(), name: "Ана".to_owned(), what }
    }

    #[test]
    fn what_is_kept_is_read_again() {
        let row = Row { completed: Some(true), state: Some("ARydx".to_owned()), ..Row::default() };
        for one in
            [said("a", vec![statement("1", "2026")]), Said { what: What::Row(Box::new(row)), ..said("", vec![]) }]
        {
            assert_eq!(Said::read(&one.text()), Some(one));
        }
        for none in ["", "{}", "{\"format\":\"alforja-platform\",\"version\":2}", "[1]"] {
            assert_eq!(Said::read(none), None, "{none}");
        }
    }

    #[test]
    fn statements_of_several_exports_are_one_learners() {
        let all = vec![
            (said("ana", vec![statement("2", "2026-02"), statement("1", "2026-01")]), "first"),
            (said("bo", vec![statement("9", "2026-01")]), "first"),
            (said("ana", vec![statement("3", "2026-03"), statement("1", "2026-01")]), "second"),
        ];
        let voided = BTreeSet::from(["9".to_owned(), "2".to_owned()]);
        let kept = merged(all, &voided);
        assert_eq!(kept, [(said("ana", vec![statement("1", "2026-01"), statement("3", "2026-03")]), "first")]);
    }
}
