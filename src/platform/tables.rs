//! Tables of people that platforms give out: Moodle's reports of a SCORM package and of activities, its grades, and lists
//! of other platforms that say who, which course and how it stands.
//!
//! 1. A course is named by the head of a column, as in Moodle's; by a cell, as in lists; by the questions that are shown; by
//!    whoever runs the command; by the file's name.
//! 2. Columns that say nothing of a course here are left out. Where none says anything, the table is named.

use crate::platform::Heard;
use crate::platform::day::day;
use crate::platform::names::CourseNames;
use crate::platform::people::PeopleColumns;
use crate::platform::said::{Row, RowAnswer, Said, What};
use crate::platform::stands::{Stands, stands};
use crate::platform::table::Table;
use crate::platform::words;
use crate::results::Unreadable;
use std::collections::{BTreeMap, BTreeSet};

/// The most words of a table that nobody knows and are told of.
const MOST_WORDS: usize = 20;

/// How many rows are looked at to find out what a column is.
const LOOKED_AT: usize = 200;

/// The columns that say how a course stands.
#[derive(Debug, Clone, Default)]
struct Columns {
    attempt: Option<usize>,
    started: Option<usize>,
    finished: Option<usize>,
    score: Option<usize>,
    status: Option<usize>,
    /// The columns about one question after the other.
    questions: Vec<Vec<usize>>,
}

impl Columns {
    fn of(table: &Table) -> Self {
        let mut questions: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, head) in table.heads.iter().enumerate() {
            let number = head.trim_start_matches(|letter: char| !letter.is_ascii_digit());
            if !number.is_empty() && number.len() < head.len() && number.bytes().all(|digit| digit.is_ascii_digit()) {
                questions.entry(number).or_default().push(at);
            }
        }
        Self {
            attempt: table.column(words::ATTEMPT),
            started: table.column(words::STARTED),
            finished: table.column(words::FINISHED),
            score: table.column(words::SCORE),
            status: table.column(words::STATUS),
            questions: questions.into_values().collect(),
        }
    }

    fn say_nothing(&self) -> bool {
        self.score.is_none() && self.status.is_none()
    }
}

/// Reads a table; nothing where it is none of people.
pub(super) fn read(table: &Table, source: &str, names: &CourseNames) -> Option<Heard> {
    let even = table.rows.iter().all(|row| row.len() == table.heads.len());
    let unknown = || even.then(|| Heard::nothing(Unreadable::Columns { heads: table.told() }));
    let Some(people) = PeopleColumns::of(table) else { return unknown() };
    let columns = Columns::of(table);
    let of_course: Vec<(usize, &str)> = table
        .heads
        .iter()
        .enumerate()
        .filter(|(at, _)| !people.has(*at))
        .filter_map(|(at, head)| Some((at, names.column(head)?)))
        .collect();
    let mut reading =
        Reading { table, people: &people, columns: &columns, names, words: BTreeSet::new(), said: Vec::new() };
    if !of_course.is_empty() {
        let only = of_course.len() == 1;
        for (at, course) in of_course {
            table.rows.iter().for_each(|row| reading.take(row, course, Some(at), only));
        }
    } else if let Some(at) = course_column(table, &people, names) {
        for row in &table.rows {
            if let Some(course) = row.get(at).and_then(|cell| names.course(cell)) {
                reading.take(row, course, None, true);
            }
        }
    } else {
        let shown = shown_questions(table, &columns, names);
        if columns.say_nothing() && shown.is_empty() {
            return unknown();
        }
        let course = names.course_with(shown.into_iter()).or(names.otherwise.as_deref()).or_else(|| names.file(source));
        let Some(course) = course else { return Some(Heard::nothing(Unreadable::WhichCourse { heads: table.told() })) };
        table.rows.iter().for_each(|row| reading.take(row, course, None, true));
    }
    let Reading { words, said, .. } = reading;
    let unreadable = words.into_iter().take(MOST_WORDS).map(|(word, head)| Unreadable::UnknownState { word, head });
    Some(Heard { said, voided: Vec::new(), unreadable: unreadable.collect() })
}

/// Returns the column whose cells name courses.
pub(super) fn course_column(table: &Table, people: &PeopleColumns, names: &CourseNames) -> Option<usize> {
    let names_courses = |at: &usize| {
        let mut cells = table.rows.iter().take(LOOKED_AT).filter_map(|row| row.get(*at));
        !people.has(*at) && cells.any(|cell| names.course(cell).is_some())
    };
    let named = table.column(words::COURSE).filter(names_courses);
    named.or_else(|| (0..table.heads.len()).find(names_courses))
}

/// Returns the questions that the first rows show, as the platform calls them.
fn shown_questions<'a>(table: &'a Table, columns: &Columns, names: &CourseNames) -> BTreeSet<&'a str> {
    let cells =
        |row: &'a Vec<String>| columns.questions.iter().flatten().filter_map(|at| row.get(*at)).map(String::as_str);
    let all = table.rows.iter().take(LOOKED_AT).flat_map(|row| cells(row).collect::<Vec<_>>());
    all.filter(|cell| names.is_question(cell)).collect()
}

struct Reading<'a> {
    table: &'a Table,
    people: &'a PeopleColumns,
    columns: &'a Columns,
    names: &'a CourseNames,
    words: BTreeSet<(String, String)>,
    said: Vec<Said>,
}

impl Reading<'_> {
    /// Takes what a row says of a course, in a column of its own where there is one; with `only` the other columns are about
    /// that course too.
    fn take(&mut self, row: &[String], course: &str, at: Option<usize>, only: bool) {
        let mut said = Row::default();
        let mut begun = false;
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).map_or("", String::as_str);
        let status = self.columns.status.filter(|_| only);
        for at in [at, status].into_iter().flatten() {
            begun |= self.stand(&mut said, cell(Some(at)), at);
        }
        if let Some(next) = at.map(|at| at + 1).filter(|next| self.is_date(*next)) {
            let day = day(cell(Some(next)));
            said.finished = said.finished.or_else(|| day.clone().filter(|_| said.completed == Some(true)));
            said.last = day;
        }
        if only {
            said.score = said.score.or_else(|| percent(cell(self.columns.score)));
            said.first = day(cell(self.columns.started));
            said.last = said.last.or_else(|| day(cell(self.columns.finished)));
            said.attempt = cell(self.columns.attempt).trim_matches('-').to_owned();
            said.answers = self.answers(row, course);
            begun |= said.score.is_some() || said.first.is_some() || !said.answers.is_empty();
        }
        if said.completed == Some(true) && said.finished.is_none() {
            said.finished.clone_from(&said.last);
        }
        if begun {
            let (id, name) = self.people.who(row);
            self.said.push(Said { course: course.to_owned(), id, name, what: What::Row(Box::new(said)) });
        }
    }

    /// Takes how the course stands by a cell; tells whether it says that the course was begun.
    fn stand(&mut self, said: &mut Row, cell: &str, at: usize) -> bool {
        if let Some(percent) = percent(cell) {
            said.score = Some(percent);
            return true;
        }
        let (completed, passed) = match stands(cell) {
            Some(Stands::Never) => return false,
            Some(Stands::Passed) => (Some(true), Some(true)),
            Some(Stands::Completed) => (Some(true), None),
            Some(Stands::CompletedNotPassed) => (Some(true), Some(false)),
            Some(Stands::Failed) => (Some(false), Some(false)),
            Some(Stands::Open) => (Some(false), None),
            // Some tables have the day on which a course was completed instead of a word.
            None => match day(cell) {
                Some(day) => {
                    said.finished = Some(day);
                    (Some(true), None)
                }
                None => {
                    let short = |text: &str| text.chars().take(60).collect::<String>();
                    self.words.insert((short(cell), short(&self.table.heads[at])));
                    return false;
                }
            },
        };
        said.completed = completed.or(said.completed);
        said.passed = passed.or(said.passed);
        true
    }

    /// Tells whether a column has the days of the one before it, as Moodle's report of activities has: nothing stands above it,
    /// or the day on which it was expected.
    fn is_date(&self, at: usize) -> bool {
        self.table.heads.get(at).is_some_and(|head| head.trim().is_empty() || day(head).is_some())
    }

    fn answers(&self, row: &[String], course: &str) -> Vec<RowAnswer> {
        let mut answers = Vec::new();
        for columns in &self.columns.questions {
            let cell = |at: &usize| row.get(*at).map_or("", String::as_str);
            let Some(question) = columns.iter().map(cell).find(|cell| self.names.question(course, cell).is_some())
            else {
                continue;
            };
            let right = columns.iter().map(cell).find_map(result);
            let is_response = |at: &&usize| {
                let head = self.table.heads[**at].to_lowercase();
                let has = |parts: &[&str]| parts.iter().any(|part| head.contains(part));
                has(words::RESPONSE) && !has(words::RIGHT)
            };
            let response = columns.iter().find(is_response).map_or("", cell);
            if right.is_some() || !response.is_empty() {
                let (question, response) = (question.to_owned(), entities(response));
                answers.push(RowAnswer { question, response, right });
            }
        }
        answers
    }
}

/// Returns whether an answer was right, by the word of SCORM's data model (`cmi.interactions.n.result`).
pub(super) fn result(word: &str) -> Option<bool> {
    match word {
        "correct" => Some(true),
        "wrong" | "incorrect" | "unanticipated" => Some(false),
        _ => None,
    }
}

/// Returns words without the references that Moodle writes for signs of HTML.
fn entities(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#039;", "'").replace("&amp;", "&")
}

/// Returns whole per cents, rounded down: of `86`, `86.5`, `86,50 %`, `43/50`.
pub(super) fn percent(text: &str) -> Option<u8> {
    let number = |text: &str| {
        let plain = text.trim().trim_end_matches('%').trim().replace(',', ".");
        let digits = !plain.is_empty() && plain.bytes().all(|sign| sign.is_ascii_digit() || sign == b'.');
        if digits { plain.parse::<f64>().ok() } else { None }
    };
    let part = match text.split_once('/') {
        None => number(text)? / 100.0,
        Some((points, all)) => number(points)? / number(all).filter(|all| *all > 0.0)?,
    };
    (0.0..=1.0).contains(&part).then_some((part * 100.0 + 1e-9) as u8)
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn scores_are_per_cents() {
        for (written, expected) in [
            ("86", Some(86)),
            ("86.99", Some(86)),
            ("86,50 %", Some(86)),
            ("43/50", Some(86)),
            ("86/100", Some(86)),
            ("100.00", Some(100)),
            ("0", Some(0)),
            ("-", None),
            ("", None),
            ("120", None),
            ("7/0", None),
            ("25/11/2026", None),
            ("Passed", None),
            ("1e3", None),
        ] {
            assert_eq!(percent(written), expected, "{written}");
        }
    }
}
