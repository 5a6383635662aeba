//! A table, as it is before it becomes a page's, a spreadsheet's, or a program's.

use crate::results::day_text;
use crate::world::Day;

/// A table of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    /// Its name for programs and for files.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// What is to be known when it is read.
    pub note: Option<String>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with a cell a column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// Its name for programs.
    pub name: String,
    /// What it is called.
    pub head: String,
    /// Whether numbers stand in it.
    pub kind: Kind,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words.
    Words,
    /// Numbers, which can be added.
    Count,
    /// Per cents.
    Percent,
}

/// What stands in one place of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// Somebody's words.
    Words(String),
    /// One of our own words: its name for programs, and what it is called.
    Named(String, String),
    /// A number.
    Count(u64),
    /// Per cent.
    Percent(u8),
    /// A day.
    Day(Day),
    /// A number of people that is not told: it is small, or a small one could be counted from it.
    Few,
    /// Nothing to be said.
    Nothing,
}

impl Cell {
    /// Returns words, or nothing where there are none.
    pub(super) fn words(text: &str) -> Self {
        if text.is_empty() { Self::Nothing } else { Self::Words(text.to_owned()) }
    }

    /// Returns a number of people.
    pub(super) fn count(count: usize) -> Self {
        Self::Count(count as u64)
    }

    /// Returns how much of `whole` a part is, per cent, rounded down; nothing of nothing.
    pub(super) fn part(part: usize, whole: usize) -> Self {
        match (part as u64 * 100).checked_div(whole as u64) {
            Some(percent) => Self::Percent(u8::try_from(percent).unwrap_or(100)),
            None => Self::Nothing,
        }
    }

    /// Returns a day, where there is one.
    pub(super) fn day(day: Option<Day>) -> Self {
        day.map_or(Self::Nothing, Self::Day)
    }

    /// Returns it in plain signs: per cents and days as numbers are written everywhere.
    pub(super) fn plain(&self) -> String {
        match self {
            Self::Words(words) | Self::Named(_, words) => words.clone(),
            Self::Count(count) => count.to_string(),
            Self::Percent(percent) => percent.to_string(),
            Self::Day(day) => day_text(*day),
            Self::Few => HIDDEN.to_owned(),
            Self::Nothing => String::new(),
        }
    }
}

/// The smallest number of people that is told of in a report without names.
pub(super) const FEWEST: u64 = 5;

/// What stands for a number that is not told.
pub(super) const HIDDEN: &str = "*";

impl Table {
    /// Returns an empty table.
    pub(super) fn new(name: &str, title: String) -> Self {
        Self { name: name.to_owned(), title, note: None, columns: Vec::new(), rows: Vec::new() }
    }

    /// Adds a column.
    #[must_use]
    pub(super) fn column(mut self, name: &str, head: &str, kind: Kind) -> Self {
        self.columns.push(Column { name: name.to_owned(), head: head.to_owned(), kind });
        self
    }

    /// Adds what is to be known.
    #[must_use]
    pub(super) fn note(mut self, note: String) -> Self {
        self.note = Some(note);
        self
    }
}
