//! The report as JSON: every table by its name, every row by the names of its columns.

use crate::report::counted::Names;
use crate::report::summary::Summary;
use crate::report::table::{Cell, HIDDEN};
use crate::report::written::Told;
use crate::results::day_text;
use serde_json::{Map, Value, json};

/// Returns the data, in the form `alforja-report`, version 1 (docs/report.md).
pub(super) fn json(summary: &Summary, told: &Told, names: Names) -> Vec<u8> {
    let mut tables = Map::new();
    for table in &told.tables {
        let rows = table.rows.iter().map(|row| {
            let cells = table.columns.iter().zip(row).map(|(column, cell)| (column.name.clone(), value(cell)));
            Value::Object(cells.collect())
        });
        tables.insert(table.name.clone(), rows.collect());
    }
    let numbers: Map<String, Value> =
        told.numbers.iter().map(|(name, cell)| ((*name).to_owned(), value(cell))).collect();
    let data = json!({
        "format": "alforja-report",
        "version": 1,
        "anonymous": names == Names::LeftOut,
        "since": summary.since.map(day_text),
        "until": summary.until.map(day_text),
        "numbers": numbers,
        "tables": tables,
    });
    let mut bytes = serde_json::to_vec_pretty(&data).expect("texts and numbers are JSON");
    bytes.push(b'\n');
    bytes
}

/// Returns a cell by its name for programs, never in the words of one language.
fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Words(words) => json!(words),
        Cell::Named(name, _) => json!(name),
        Cell::Count(count) => json!(count),
        Cell::Percent(percent) => json!(percent),
        Cell::Day(day) => json!(day_text(*day)),
        Cell::Few => json!(HIDDEN),
        Cell::Nothing => Value::Null,
    }
}
