//! All tables as one workbook, a sheet each. Words are written as words, so that none of them is ever a formula.

use crate::report::comma::defused;
use crate::report::table::{Cell, Kind, Table};
use crate::report::written::Told;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use std::collections::BTreeSet;

/// The most rows that a sheet holds beside its head.
const MOST_ROWS: usize = 1_048_575;

/// Returns the workbook.
pub(super) fn workbook(told: &Told) -> Vec<u8> {
    written(told).expect("texts, and names that are ours, make a workbook")
}

fn written(told: &Told) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&date));
    let mut names = BTreeSet::new();
    for table in &told.tables {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name(&table.title, &mut names))?;
        fill(sheet, table)?;
    }
    if told.tables.is_empty() {
        workbook.add_worksheet();
    }
    workbook.save_to_buffer()
}

/// Returns a name that a sheet may have, and none has yet: at most 31 signs, none of `[]:*?/\`.
fn name(title: &str, taken: &mut BTreeSet<String>) -> String {
    let good: String = title.chars().map(|sign| if "[]:*?/\\'".contains(sign) { ' ' } else { sign }).collect();
    let short = |length: usize| good.trim().chars().take(length).collect::<String>().trim().to_owned();
    let mut name = short(31);
    let mut number = 2;
    while name.is_empty() || !taken.insert(name.to_lowercase()) {
        name = format!("{} {number}", short(27));
        number += 1;
    }
    name
}

fn fill(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for (at, column) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(0, at, defused(&column.head), &head)?;
        sheet.set_column_width(at, if column.kind == Kind::Words { 28 } else { 12 })?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (at, row) in (1..).zip(table.rows.iter().take(MOST_ROWS)) {
        for (column, cell) in (0..).zip(row) {
            match cell {
                Cell::Count(count) => sheet.write_number(at, column, *count as f64)?,
                Cell::Percent(percent) => sheet.write_number(at, column, *percent)?,
                Cell::Day(date) => {
                    let year = u16::try_from(date.year).unwrap_or(1900).max(1900);
                    let date = ExcelDateTime::from_ymd(year, date.month, date.day)?;
                    sheet.write_datetime_with_format(at, column, date, &day)?
                }
                Cell::Nothing => continue,
                words => sheet.write_string(at, column, short(&defused(&words.plain())))?,
            };
        }
    }
    if !table.rows.is_empty() {
        let last = u32::try_from(table.rows.len().min(MOST_ROWS)).unwrap_or(1);
        sheet.autofilter(0, 0, last, u16::try_from(table.columns.len().max(1) - 1).unwrap_or(0))?;
    }
    Ok(())
}

/// Returns as much as a cell holds.
fn short(words: &str) -> String {
    words.chars().take(16_000).collect()
}
