//! The tables that name people: for a trainer's own eyes.

use crate::report::entry::Entry;
use crate::report::people::Person;
use crate::report::similar::Alike;
use crate::report::summary::{Held, State, Summary};
use crate::report::table::{Cell, Kind, Table};
use crate::report::words::Reader;
use crate::results::{Doubt, Weight};

/// The signs of a fingerprint that a trainer types.
const SIGNS: usize = 10;

/// Returns everybody with every course that they handed something over of.
pub(super) fn people(summary: &Summary, reader: Reader<'_>) -> Table {
    let mut table = Table::new("people", reader.word("people-table")).column("name", &reader.word("name"), Kind::Words);
    for field in reader.fields() {
        table = table.column(&field.id.value, &reader.field(field), Kind::Words);
    }
    table = table
        .column("course", &reader.word("course"), Kind::Words)
        .column("state", &reader.word("state"), Kind::Words)
        .column("score", &reader.word("score"), Kind::Percent)
        .column("passed", &reader.word("passed-one"), Kind::Words)
        .column("day", &reader.word("day"), Kind::Words)
        .column("lessons", &reader.word("lessons"), Kind::Words)
        .column("version", &reader.word("version"), Kind::Words)
        .column("came", &reader.word("came"), Kind::Words)
        .column("results", &reader.word("results"), Kind::Count)
        .column("doubts", &reader.word("doubts"), Kind::Words)
        .column("learner", &reader.word("learner"), Kind::Words);
    for at in in_order(summary, reader) {
        for (course, held) in &summary.held[at] {
            table.rows.push(person_row(summary, reader, at, course, held));
        }
    }
    table
}

fn person_row(summary: &Summary, reader: Reader<'_>, at: usize, course: &str, held: &Held) -> Vec<Cell> {
    let person = &summary.people[at];
    let entry = &summary.entries[held.entry];
    let mut row = vec![Cell::words(&person.name)];
    for field in reader.fields() {
        let answer = person.fields.get(&field.id.value).map_or("", String::as_str);
        let word = if answer.is_empty() { String::new() } else { reader.answer(field, answer) };
        row.push(if answer.is_empty() { Cell::Nothing } else { Cell::Named(answer.to_owned(), word) });
    }
    let passed = match entry.standing.passed {
        _ if entry.passing_unsaid => Cell::Nothing,
        true => Cell::Named("yes".to_owned(), reader.word("is-yes")),
        false => Cell::Named("no".to_owned(), reader.word("is-no")),
    };
    let lessons = entry.lessons.map_or_else(String::new, |all| format!("{}/{all}", entry.done));
    row.extend([
        Cell::Named(course.to_owned(), reader.course(course)),
        state(held.state, reader),
        entry.standing.score.map_or(Cell::Nothing, Cell::Percent),
        passed,
        Cell::day(entry.day()),
        Cell::words(&lessons),
        Cell::words(entry.version.as_deref().unwrap_or_default()),
        Cell::Named(entry.form.name().to_owned(), reader.word(&format!("came-{}", entry.form.name()))),
        Cell::count(held.entries),
        Cell::words(&doubt_words(held.doubts.iter(), reader)),
        Cell::words(&person.ids.iter().cloned().collect::<Vec<_>>().join(" ")),
    ]);
    row
}

fn state(state: State, reader: Reader<'_>) -> Cell {
    let name = match state {
        State::Doubtful => "doubtful-one",
        State::Begun => "begun-one",
        State::Completed => "completed-one",
    };
    Cell::Named(name.trim_end_matches("-one").to_owned(), reader.word(name))
}

fn doubt_words<'a>(doubts: impl Iterator<Item = &'a Doubt>, reader: Reader<'_>) -> String {
    doubts.map(|doubt| told(doubt, reader)).collect::<Vec<_>>().join("; ")
}

fn told(doubt: &Doubt, reader: Reader<'_>) -> String {
    let message = doubt.message();
    let arguments: Vec<(&str, &str)> = message.arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
    reader.catalog.fill(message.key, &arguments)
}

/// Returns who has completed all that each course requires, and what others still lack.
pub(super) fn required(summary: &Summary, reader: Reader<'_>) -> Option<Table> {
    if summary.sets.is_empty() {
        return None;
    }
    let mut table = Table::new("required-people", reader.word("required-people"))
        .column("name", &reader.word("name"), Kind::Words)
        .column("course", &reader.word("for-course"), Kind::Words)
        .column("met", &reader.word("met-one"), Kind::Words)
        .column("missing", &reader.word("missing"), Kind::Words)
        .column("learner", &reader.word("learner"), Kind::Words);
    for at in in_order(summary, reader) {
        for set in &summary.sets {
            let person = &summary.people[at];
            let held = |id: &String| summary.held[at].get(id);
            let missing: Vec<String> = set
                .requires
                .iter()
                .filter(|id| held(id).is_none_or(|held| held.state != State::Completed))
                .map(|id| reader.course(id))
                .collect();
            // Who has handed over nothing that the set asks for, nor the course itself, is not on the way to it.
            if missing.len() == set.requires.len() && held(&set.course).is_none() {
                continue;
            }
            let met = if missing.is_empty() { "yes" } else { "no" };
            table.rows.push(vec![
                Cell::words(&person.name),
                Cell::Named(set.course.clone(), reader.course(&set.course)),
                Cell::Named(met.to_owned(), reader.word(&format!("is-{met}"))),
                Cell::words(&missing.join(", ")),
                Cell::words(&person.ids.iter().cloned().collect::<Vec<_>>().join(" ")),
            ]);
        }
    }
    Some(table)
}

/// Returns every result that something speaks against, the grave ones first.
pub(super) fn doubts(summary: &Summary, reader: Reader<'_>) -> Table {
    let mut table = Table::new("doubts", reader.word("doubts"))
        .column("weight", &reader.word("counts"), Kind::Words)
        .column("name", &reader.word("name"), Kind::Words)
        .column("course", &reader.word("course"), Kind::Words)
        .column("doubt", &reader.word("doubt"), Kind::Words)
        .column("source", &reader.word("source"), Kind::Words)
        .column("result", &reader.word("result-signs"), Kind::Words)
        .note(reader.word("doubts-note"));
    let mut doubtful: Vec<&Entry> = summary.entries.iter().filter(|entry| !entry.doubts.is_empty()).collect();
    doubtful.sort_by_key(|entry| entry.counts());
    for entry in doubtful {
        let counts = if entry.counts() { "yes" } else { "no" };
        let mut doubts: Vec<&Doubt> = entry.doubts.iter().collect();
        doubts.sort_by_key(|doubt| std::cmp::Reverse(doubt.weight() == Weight::Grave));
        table.rows.push(vec![
            Cell::Named(counts.to_owned(), reader.word(&format!("is-{counts}"))),
            Cell::words(entry.learner.name()),
            Cell::Named(entry.course.clone(), reader.course(&entry.course)),
            Cell::Words(doubt_words(doubts.into_iter(), reader)),
            Cell::words(&entry.source),
            Cell::Words(entry.fingerprint.hex()[..SIGNS].to_owned()),
        ]);
    }
    table
}

/// Returns what could not be read.
pub(super) fn unreadable(summary: &Summary, reader: Reader<'_>) -> Table {
    let mut table = Table::new("unreadable", reader.word("unreadable"))
        .column("source", &reader.word("source"), Kind::Words)
        .column("why", &reader.word("why"), Kind::Words);
    for (source, why) in &summary.unreadable {
        let message = why.message();
        let arguments: Vec<(&str, &str)> =
            message.arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
        table.rows.push(vec![Cell::words(source), Cell::Words(reader.catalog.fill(message.key, &arguments))]);
    }
    table
}

/// Returns what came several times.
pub(super) fn copies(summary: &Summary, reader: Reader<'_>) -> Table {
    let mut table = Table::new("copies", reader.word("copies"))
        .column("name", &reader.word("name"), Kind::Words)
        .column("course", &reader.word("course"), Kind::Words)
        .column("copies", &reader.word("copies-count"), Kind::Count)
        .column("source", &reader.word("source"), Kind::Words)
        .column("others", &reader.word("copies-others"), Kind::Words)
        .note(reader.word("copies-note"));
    for (at, others) in &summary.copies {
        let entry = &summary.entries[*at];
        table.rows.push(vec![
            Cell::words(entry.learner.name()),
            Cell::Named(entry.course.clone(), reader.course(&entry.course)),
            Cell::count(others.len() + 1),
            Cell::words(&entry.source),
            Cell::Words(others.join(", ")),
        ]);
    }
    table
}

/// Returns who may be one person, with what is typed to answer.
pub(super) fn alike(summary: &Summary, reader: Reader<'_>) -> Table {
    let mut table = Table::new("alike", reader.word("alike"))
        .column("one", &reader.word("one"), Kind::Words)
        .column("other", &reader.word("other"), Kind::Words)
        .column("why", &reader.word("why"), Kind::Words)
        .column("same", &reader.word("if-same"), Kind::Words)
        .column("apart", &reader.word("if-apart"), Kind::Words)
        .note(reader.word("alike-note"));
    for (one, other, alike) in &summary.alike {
        let (one, other) = (&summary.people[*one], &summary.people[*other]);
        let pair = match alike {
            // They share an id: only the names tell them apart.
            Alike::Device => format!("{}={}", one.name, other.name),
            Alike::Name | Alike::Spelling => format!("{}={}", one.reference(), other.reference()),
        };
        let (name, word) = match alike {
            Alike::Device => ("device", "alike-device"),
            Alike::Name => ("name", "alike-name"),
            Alike::Spelling => ("spelling", "alike-spelling"),
        };
        table.rows.push(vec![
            Cell::Words(described(one)),
            Cell::Words(described(other)),
            Cell::Named(name.to_owned(), reader.word(word)),
            Cell::Words(format!("--same \"{pair}\"")),
            Cell::Words(format!("--apart \"{pair}\"")),
        ]);
    }
    table
}

/// Returns a person with what tells them from another one of a like name.
fn described(person: &Person) -> String {
    let ids = person.ids.iter().map(String::as_str);
    let fields = person.fields.iter().filter(|(id, _)| *id != "name").map(|(_, value)| value.as_str());
    let more: Vec<&str> = fields.chain(ids).collect();
    if more.is_empty() { person.name.clone() } else { format!("{} ({})", person.name, more.join(", ")) }
}

/// Returns the places of all people, by their names in the reader's order.
fn in_order(summary: &Summary, reader: Reader<'_>) -> Vec<usize> {
    let order = reader.order();
    let mut places: Vec<usize> = (0..summary.people.len()).collect();
    places.sort_by(|one, other| order.compare(&summary.people[*one].name, &summary.people[*other].name));
    places
}
