//! The tables that count people and never name them.

use crate::model::{LearnerField, LearnerFieldKind};
use crate::report::few::leave_out;
use crate::report::summary::{CourseSum, State, Summary, by_fields};
use crate::report::table::{Cell, FEWEST, Kind, Table};
use crate::report::words::Reader;
use std::collections::{BTreeMap, BTreeSet};

/// The most pairs of learner fields that people are counted by.
const MOST_PAIRS: usize = 3;

/// The most different answers to a field in free text that people are counted by.
const MOST_ANSWERS: usize = 40;

/// Whether people may be told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// A trainer's own report.
    Told,
    /// For others: no names, and no small numbers.
    LeftOut,
}

/// Returns how many people completed each course.
pub(super) fn courses(summary: &Summary, reader: Reader<'_>, names: Names) -> Table {
    let mut table = Table::new("courses", reader.word("courses"))
        .column("course", &reader.word("course"), Kind::Words)
        .column("people", &reader.word("people"), Kind::Count)
        .column("completed", &reader.word("completed"), Kind::Count)
        .column("part", &reader.word("completed-part"), Kind::Percent)
        .column("passed", &reader.word("passed"), Kind::Count)
        .column("score", &reader.word("score-mean"), Kind::Percent)
        .column("doubtful", &reader.word("doubtful"), Kind::Count);
    let by_platforms = summary.courses.iter().any(|course| course.by_platform > 0);
    if by_platforms {
        table = table.column("platform", &reader.word("platform"), Kind::Count);
    }
    let note = [Some("courses-note"), by_platforms.then_some("platform-note")];
    let note: Vec<String> = note.into_iter().flatten().map(|word| reader.word(word)).collect();
    let mut table = table.note(note.join(" "));
    let told = |course: &&CourseSum| names == Names::Told || reader.keys.courses.contains_key(&course.id);
    for course in summary.courses.iter().filter(told) {
        table.rows.push(vec![
            Cell::Named(course.id.clone(), reader.course(&course.id)),
            Cell::Count(course.people.into()),
            Cell::Count(course.completed.into()),
            Cell::part(course.completed as usize, course.people as usize),
            Cell::Count(course.passed.into()),
            course.score.map_or(Cell::Nothing, Cell::Percent),
            Cell::Count(course.doubtful.into()),
        ]);
        if by_platforms {
            table.rows.last_mut().expect("it was pushed").push(Cell::Count(course.by_platform.into()));
        }
    }
    finished(table, names)
}

/// Returns how many people have completed all that a course requires.
pub(super) fn required(summary: &Summary, reader: Reader<'_>, names: Names) -> Table {
    let mut table = Table::new("required", reader.word("required"))
        .column("course", &reader.word("for-course"), Kind::Words)
        .column("requires", &reader.word("must-complete"), Kind::Words)
        .column("met", &reader.word("met"), Kind::Count)
        .column("completed", &reader.word("completed-itself"), Kind::Count)
        .note(reader.word("required-note"));
    for set in &summary.sets {
        let titles: Vec<String> = set.requires.iter().map(|id| reader.course(id)).collect();
        let completed = summary.courses.iter().find(|course| course.id == set.course);
        table.rows.push(vec![
            Cell::Named(set.course.clone(), reader.course(&set.course)),
            Cell::Words(titles.join(", ")),
            Cell::count(set.met.len()),
            Cell::Count(completed.map_or(0, |course| course.completed).into()),
        ]);
    }
    finished(table, names)
}

/// Returns people by their answers to each field, and to pairs of those that are chosen.
pub(super) fn groups(summary: &Summary, reader: Reader<'_>, names: Names) -> Vec<Table> {
    let told = |field: &&LearnerField| match names {
        Names::Told => true,
        Names::LeftOut => reader.choices().any(|choice| choice.id.value == field.id.value),
    };
    let mut tables: Vec<Table> = Vec::new();
    for field in reader.fields().filter(told) {
        let table = group(summary, reader, &[field], names);
        if anybody_said(&table, 1) && table.rows.len() <= MOST_ANSWERS {
            tables.push(finished(table, names));
        }
    }
    let choices: Vec<&LearnerField> = reader.choices().collect();
    let pairs = choices.iter().enumerate().flat_map(|(at, one)| choices[at + 1..].iter().map(move |two| [*one, *two]));
    for pair in pairs.take(MOST_PAIRS) {
        let table = group(summary, reader, &pair, names);
        if anybody_said(&table, pair.len()) {
            tables.push(finished(table, names));
        }
    }
    tables
}

/// Tells whether anybody answered one of the fields that a table is by: its first columns.
fn anybody_said(table: &Table, fields: usize) -> bool {
    let said = |cell: &Cell| matches!(cell, Cell::Named(answer, _) if !answer.is_empty());
    table.rows.iter().any(|row| row[..fields].iter().any(said))
}

fn group(summary: &Summary, reader: Reader<'_>, fields: &[&LearnerField], names: Names) -> Table {
    let ids: Vec<&str> = fields.iter().map(|field| field.id.value.as_str()).collect();
    let heads: Vec<String> = fields.iter().map(|field| reader.field(field)).collect();
    let name = format!("by-{}", ids.join("-and-"));
    let mut table = Table::new(&name, reader.fill("by", &[("fields", &heads.join(", "))]));
    for (id, head) in ids.iter().zip(&heads) {
        table = table.column(id, head, Kind::Words);
    }
    table = table.column("people", &reader.word("people"), Kind::Count);
    for course in known(summary, reader) {
        table = table.column(&format!("completed-{}", course.id), &reader.course(&course.id), Kind::Count);
    }
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut by_answers: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    for (mut answers, people) in by_fields(summary, &ids) {
        // What cannot be chosen was written by somebody: it may say who.
        for (answer, field) in answers.iter_mut().zip(fields).filter(|_| names == Names::LeftOut) {
            if !is_option(field, answer) {
                answer.clear();
            }
        }
        by_answers.entry(answers).or_default().extend(people);
    }
    for (answers, people) in by_answers {
        let mut row: Vec<Cell> = answers
            .iter()
            .zip(fields)
            .map(|(answer, field)| Cell::Named(answer.clone(), reader.answer(field, answer)))
            .collect();
        row.push(Cell::count(people.len()));
        for course in known(summary, reader) {
            let completed =
                |at: &&usize| summary.held[**at].get(&course.id).is_some_and(|held| held.state == State::Completed);
            row.push(Cell::count(people.iter().filter(completed).count()));
        }
        rows.push(row);
    }
    let order = reader.order();
    rows.sort_by(|one, other| {
        let mut pairs = one[..ids.len()].iter().zip(&other[..ids.len()]);
        pairs
            .find_map(|(one, other)| Some(order.compare(&one.plain(), &other.plain())).filter(|order| order.is_ne()))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    table.rows = rows;
    table.note(reader.word("by-note"))
}

fn is_option(field: &LearnerField, answer: &str) -> bool {
    matches!(&field.kind, LearnerFieldKind::Choice(options) if options.iter().any(|option| option == answer))
}

/// Returns how many people completed each course in each month.
pub(super) fn months(summary: &Summary, reader: Reader<'_>, names: Names) -> Table {
    let mut table = Table::new("months", reader.word("months"))
        .column("month", &reader.word("month"), Kind::Words)
        .column("completed", &reader.word("completed-all"), Kind::Count);
    for course in known(summary, reader) {
        table = table.column(&format!("completed-{}", course.id), &reader.course(&course.id), Kind::Count);
    }
    let months: BTreeSet<(i32, u8)> = known(summary, reader).flat_map(|course| course.months.keys().copied()).collect();
    for month in months {
        let counts: Vec<u32> =
            known(summary, reader).map(|course| course.months.get(&month).copied().unwrap_or(0)).collect();
        let mut row = vec![Cell::Words(format!("{:04}-{:02}", month.0, month.1))];
        row.push(Cell::Count(counts.iter().map(|count| u64::from(*count)).sum()));
        row.extend(counts.into_iter().map(|count| Cell::Count(count.into())));
        table.rows.push(row);
    }
    finished(table.note(reader.word("months-note")), names)
}

/// Returns the courses of the library: nobody completes a stranger.
fn known<'a>(summary: &'a Summary, reader: Reader<'a>) -> impl Iterator<Item = &'a CourseSum> {
    summary.courses.iter().filter(move |course| reader.keys.courses.contains_key(&course.id))
}

/// Returns how questions were answered, the hardest first.
pub(super) fn questions(summary: &Summary, reader: Reader<'_>, names: Names) -> Table {
    let mut table = Table::new("questions", reader.word("questions"))
        .column("course", &reader.word("course"), Kind::Words)
        .column("question", &reader.word("question"), Kind::Words)
        .column("tried", &reader.word("tried"), Kind::Count)
        .column("difficulty", &reader.word("wrong-first"), Kind::Percent)
        .column("right", &reader.word("right-last"), Kind::Percent)
        .column("mean", &reader.word("points-mean"), Kind::Percent)
        .column("wrong", &reader.word("wrong-choice"), Kind::Words)
        .note(reader.word("questions-note"));
    for question in &summary.questions {
        if names == Names::LeftOut && u64::from(question.tried) < FEWEST {
            continue;
        }
        let (prompt, choices) = asked(reader, &question.course, &question.id);
        let wrong = question.wrong.filter(|(_, count)| names == Names::Told || u64::from(*count) >= FEWEST);
        let wrong = wrong.and_then(|(place, count)| Some(format!("{} ({count})", choices.get(place)?)));
        table.rows.push(vec![
            Cell::Named(question.course.clone(), reader.course(&question.course)),
            Cell::Named(question.id.clone(), prompt),
            Cell::Count(question.tried.into()),
            Cell::Percent(question.difficulty()),
            Cell::part(question.right as usize, question.tried as usize),
            Cell::Percent(question.mean),
            Cell::words(&wrong.unwrap_or_default()),
        ]);
    }
    table
}

/// Returns a question's words and its choices, in the reader's language where the course is in it.
fn asked(reader: Reader<'_>, course: &str, id: &str) -> (String, Vec<String>) {
    let Some(course) = reader.keys.courses.get(course) else { return (id.to_owned(), Vec::new()) };
    let base = reader.catalog.lang().base();
    let own = course.editions.iter().find(|edition| edition.language.split('-').next() == Some(base));
    let found = own.and_then(|edition| edition.question(id)).or_else(|| course.editions[0].question(id));
    match found {
        Some((_, question)) if !question.prompt.is_empty() => (question.prompt.clone(), question.choices.clone()),
        Some((_, question)) => (id.to_owned(), question.choices.clone()),
        None => (id.to_owned(), Vec::new()),
    }
}

fn finished(mut table: Table, names: Names) -> Table {
    if names == Names::LeftOut {
        leave_out(&mut table);
    }
    table
}

/// Returns the numbers that are told first: name, and how many.
pub(super) fn first_numbers(summary: &Summary, names: Names) -> BTreeMap<&'static str, Cell> {
    let completed = summary.held.iter().filter(|held| held.values().any(|held| held.state == State::Completed)).count();
    let all: usize = summary.courses.iter().map(|course| course.completed as usize).sum();
    let doubtful = summary.entries.iter().filter(|entry| !entry.counts()).count();
    let people = |count: usize| match (names, count as u64) {
        (Names::LeftOut, 1..FEWEST) => Cell::Few,
        _ => Cell::count(count),
    };
    let mut numbers = BTreeMap::from([
        ("people", people(summary.people.len())),
        ("people-completed", people(completed)),
        ("completions", people(all)),
        ("results", Cell::count(summary.entries.len())),
    ]);
    if names == Names::Told {
        numbers.insert("doubtful-results", Cell::count(doubtful));
        numbers.insert("unreadable-results", Cell::count(summary.unreadable.len()));
    }
    numbers
}
