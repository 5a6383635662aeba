//! What SCORM's data model has of a learner, as platforms store it: an element and its value a row (Moodle's tables
//! `scorm_scoes_track`, and `scorm_scoes_value` with its names), or a column an element.
//!
//! `cmi.suspend_data` is what our own pages gave the platform to keep: it says all, and in it which course it is of.

use crate::platform::Heard;
use crate::platform::day::day;
use crate::platform::names::CourseNames;
use crate::platform::people::{PeopleColumns, Who};
use crate::platform::said::{Row, RowAnswer, Said, What};
use crate::platform::table::Table;
use crate::platform::tables::{course_column, percent, result};
use crate::platform::words::{ATTEMPT, ELEMENT, FINISHED, UNIT, VALUE};
use crate::results::Unreadable;
use std::collections::{BTreeMap, BTreeSet};

/// The longest state and the longest other value that are kept, in bytes.
const LONGEST_STATE: usize = 1_000_000;
const LONGEST: usize = 40_000;

/// What every element of the data model begins with.
const MODEL: &str = "cmi.";

/// Values of one unit, by their elements.
type Values = BTreeMap<String, String>;

/// What one learner's one try is told by: who, course, attempt.
type Try = (Who, Option<String>, String);

/// Reads tracks; nothing where a table is none of them.
pub(super) fn read(table: &Table, source: &str, names: &CourseNames) -> Option<Heard> {
    let elements = elements(table)?;
    let people = PeopleColumns::of(table).unwrap_or_default();
    let cell = |row: &'_ [String], at: Option<usize>| at.and_then(|at| row.get(at)).cloned().unwrap_or_default();
    let (attempt, unit, time) = (table.column(ATTEMPT), table.column(UNIT), table.column(FINISHED));
    let course = course_column(table, &people, names);
    let mut tries: BTreeMap<Try, BTreeMap<String, Values>> = BTreeMap::new();
    let mut days: BTreeMap<Try, BTreeSet<String>> = BTreeMap::new();
    for row in &table.rows {
        let named = names.course(&cell(row, course)).map(str::to_owned);
        let key = (people.who(row), named, cell(row, attempt));
        let units = tries.entry(key.clone()).or_default();
        let values = units.entry(cell(row, unit)).or_default();
        for (element, value) in elements.of(row) {
            let longest = if element.ends_with("suspend_data") { LONGEST_STATE } else { LONGEST };
            if value.len() <= longest {
                values.insert(element.replace("_", ".").replace("suspend.data", "suspend_data"), value.to_owned());
            }
        }
        days.entry(key).or_default().extend(day(&cell(row, time)));
    }
    let all_units: BTreeSet<String> = tries.values().flat_map(BTreeMap::keys).cloned().collect();
    let mut heard = Heard::default();
    for (key, units) in tries {
        let days = days.remove(&key);
        let ((id, name), named, attempt) = key;
        let mut row = row(&units, all_units.len());
        row.attempt = attempt;
        let days = days.unwrap_or_default();
        // A value's own time is when it was set last: nobody knows when the first was.
        row.last = days.last().cloned();
        let shown =
            || row.answers.iter().map(|answer| answer.question.as_str()).filter(|called| names.is_question(called));
        let course =
            named.or_else(|| names.course_with(shown()).map(str::to_owned)).or_else(|| names.otherwise.clone());
        let course = course.or_else(|| names.file(source).filter(|_| row.state.is_none()).map(str::to_owned));
        if course.is_none() && row.state.is_none() {
            let why = Unreadable::WhichCourse { heads: table.told() };
            if !heard.unreadable.contains(&why) {
                heard.unreadable.push(why);
            }
            continue;
        }
        let course = course.unwrap_or_default();
        heard.said.push(Said { course, id, name, what: What::Row(Box::new(row)) });
    }
    Some(heard)
}

/// Where elements and their values stand.
enum Elements<'a> {
    /// In two columns.
    Long { element: usize, value: usize },
    /// In a column each, by its head.
    Wide(Vec<(usize, &'a str)>),
}

impl Elements<'_> {
    fn of<'r>(&'r self, row: &'r [String]) -> Vec<(&'r str, &'r str)> {
        let cell = |at: usize| row.get(at).map(String::as_str);
        match self {
            Self::Long { element, value } => cell(*element).zip(cell(*value)).into_iter().collect(),
            Self::Wide(columns) => columns.iter().filter_map(|(at, head)| Some((*head, cell(*at)?))).collect(),
        }
    }
}

fn elements(table: &Table) -> Option<Elements<'_>> {
    let wide: Vec<(usize, &str)> = table
        .heads
        .iter()
        .enumerate()
        .filter(|(_, head)| head.starts_with(MODEL))
        .map(|(at, head)| (at, head.as_str()))
        .collect();
    if !wide.is_empty() {
        return Some(Elements::Wide(wide));
    }
    let has_elements = |at: &usize| {
        let mut cells = table.rows.iter().take(200).filter_map(|row| row.get(*at));
        cells.any(|cell| cell.starts_with(MODEL))
    };
    let element = table.column(ELEMENT).filter(has_elements).or_else(|| (0..table.heads.len()).find(has_elements))?;
    let value = table.column(VALUE).filter(|at| *at != element).unwrap_or(element + 1);
    (value < table.heads.len()).then_some(Elements::Long { element, value })
}

/// Returns what the units of a package come to: it is completed when all of them are that anybody was tracked in.
fn row(units: &BTreeMap<String, Values>, all: usize) -> Row {
    let mut rows: Vec<Row> = units.values().map(of_unit).collect();
    if let [_] = rows.as_slice()
        && all == 1
    {
        return rows.swap_remove(0);
    }
    let every = |pick: &dyn Fn(&Row) -> Option<bool>| {
        let told: Vec<bool> = rows.iter().filter_map(pick).collect();
        (!told.is_empty()).then(|| told.len() == all && told.iter().all(|truth| *truth))
    };
    let scores: Vec<usize> = rows.iter().filter_map(|row| row.score).map(usize::from).collect();
    Row {
        completed: every(&|row| row.completed),
        passed: every(&|row| row.passed),
        score: scores.iter().sum::<usize>().checked_div(scores.len()).and_then(|mean| u8::try_from(mean).ok()),
        first: rows.iter().filter_map(|row| row.first.clone()).min(),
        answers: rows.iter().flat_map(|row| row.answers.clone()).collect(),
        ..Row::default()
    }
}

fn of_unit(values: &Values) -> Row {
    let value = |name: &str| values.get(name).map(String::as_str).filter(|value| !value.is_empty());
    let status = value("cmi.core.lesson.status").map(str::to_lowercase);
    let completion = value("cmi.completion.status").map(str::to_lowercase);
    let success = value("cmi.success.status").map(str::to_lowercase);
    let (completed, passed) = match status.as_deref() {
        Some("passed") => (Some(true), Some(true)),
        Some("completed") => (Some(true), None),
        Some("failed") => (Some(false), Some(false)),
        Some(_) => (Some(false), None),
        None => (
            completion.map(|completion| completion == "completed"),
            success.and_then(|success| match success.as_str() {
                "passed" => Some(true),
                "failed" => Some(false),
                _ => None,
            }),
        ),
    };
    let score = |begin: &str| {
        let raw = value(&format!("{begin}raw"))?;
        percent(&value(&format!("{begin}max")).map_or_else(|| raw.to_owned(), |most| format!("{raw}/{most}")))
    };
    let scaled = || value("cmi.score.scaled").and_then(|scaled| percent(&format!("{scaled}/1")));
    Row {
        completed,
        passed,
        score: score("cmi.core.score.").or_else(scaled).or_else(|| score("cmi.score.")),
        first: value("x.start.time").and_then(day),
        state: value("cmi.suspend_data").map(str::to_owned),
        answers: answers(values),
        ..Row::default()
    }
}

/// Returns the answers of a unit, in the order in which the platform was told of them.
fn answers(values: &Values) -> Vec<RowAnswer> {
    let mut all: BTreeMap<u32, RowAnswer> = BTreeMap::new();
    for (element, value) in values {
        let Some((number, part)) = element.strip_prefix("cmi.interactions.").and_then(|rest| rest.split_once('.'))
        else {
            continue;
        };
        let Ok(number) = number.parse() else { continue };
        let answer = all.entry(number).or_default();
        match part {
            "id" => answer.question = value.clone(),
            "result" => answer.right = result(value),
            "student.response" | "learner.response" => answer.response = value.clone(),
            _ => {}
        }
    }
    all.into_values().filter(|answer| !answer.question.is_empty()).collect()
}
