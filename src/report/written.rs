//! The report as files: a page, tables for spreadsheets, data for programs.

use crate::locale::{Catalog, Lang};
use crate::lrs::Outgoing;
use crate::report::counted::{self, Names};
use crate::report::statements::{self, ActivityNames};
use crate::report::summary::Summary;
use crate::report::table::{Cell, Table};
use crate::report::words::Reader;
use crate::report::{comma, data, named, page, sheet};
use crate::results::Keys;
use crate::tree::{Body, FileTree, OutPath};
use std::collections::BTreeMap;

/// How a report is written.
#[derive(Debug, Clone, Copy)]
pub struct Writing<'a> {
    /// The reader's words.
    pub catalog: &'a Catalog,
    /// The library's languages, in order.
    pub languages: &'a [Lang],
    /// What the library is called, in the reader's language.
    pub library: &'a str,
    /// Whether people are named.
    pub names: Names,
    /// What the courses are called in every LRS.
    pub activities: ActivityNames<'a>,
}

/// All that stands in a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// What is told first: name, and how many.
    pub(super) numbers: BTreeMap<&'static str, Cell>,
    /// The tables, in the order in which they are read; none of them is empty.
    pub(super) tables: Vec<Table>,
}

/// Returns the files of a report.
pub fn files(summary: &Summary, keys: &Keys, writing: Writing<'_>) -> FileTree {
    let reader = Reader { catalog: writing.catalog, keys, languages: writing.languages };
    let told = told(summary, reader, writing.names);
    let mut tree = FileTree::default();
    let mut add = |name: &str, bytes: Vec<u8>| tree.add(OutPath::fixed(name), Body::Bytes(bytes));
    add("report.html", page::page(summary, &told, reader, writing).into_bytes());
    add("report.json", data::json(summary, &told, writing.names));
    add("report.xlsx", sheet::workbook(&told));
    let statements = statements(summary, keys, writing);
    if !statements.is_empty() {
        let lines = statements.into_iter().map(|statement| format!("{}\n", statement.json));
        add("statements.jsonl", lines.collect::<String>().into_bytes());
    }
    for table in &told.tables {
        let name = format!("{}.csv", crate::tree::slug(&table.name, ""));
        add(&name, comma::csv(table, writing.catalog));
    }
    tree
}

/// Returns what an LRS may be told: nothing where nobody is named.
pub fn statements(summary: &Summary, keys: &Keys, writing: Writing<'_>) -> Vec<Outgoing> {
    if writing.names == Names::LeftOut {
        return Vec::new();
    }
    let reader = Reader { catalog: writing.catalog, keys, languages: writing.languages };
    statements::statements(summary, reader, writing.activities)
}

/// Returns all that stands in a report.
pub(super) fn told(summary: &Summary, reader: Reader<'_>, names: Names) -> Told {
    let mut tables = Vec::new();
    let mut add = |table: Table| {
        if !table.rows.is_empty() {
            tables.push(table);
        }
    };
    add(counted::courses(summary, reader, names));
    if !summary.entries.is_empty() {
        add(counted::required(summary, reader, names));
    }
    counted::groups(summary, reader, names).into_iter().for_each(&mut add);
    add(counted::months(summary, reader, names));
    add(counted::questions(summary, reader, names));
    if names == Names::Told {
        add(named::alike(summary, reader));
        add(named::doubts(summary, reader));
        add(named::unreadable(summary, reader));
        add(named::copies(summary, reader));
        named::required(summary, reader).into_iter().for_each(&mut add);
        add(named::people(summary, reader));
    }
    Told { numbers: counted::first_numbers(summary, names), tables }
}
