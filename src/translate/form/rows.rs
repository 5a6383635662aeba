//! A spreadsheet that came back, whatever program saved it (ECMA-376 part 1, section 18).
//!
//! Only the parts that are needed are read, each only so far as a course can be long: a zip that would become far more than
//! it is harms nobody.

use crate::locale::Lang;
use crate::output::Archive;
use crate::translate::form::sheet::{COLUMN_NAME, COLUMN_SOURCE, COLUMN_TRANSLATION, HIDDEN};
use crate::translate::form::xml::{What, attribute, parts};
use crate::translate::form::{Certainty, ReadEntry, ReadFile};
use std::collections::{BTreeMap, BTreeSet};

/// The longest part that is read, in bytes.
const LONGEST: u64 = 64_000_000;
/// The most rows that are read.
const MOST_ROWS: usize = 200_000;
/// The longest cell that the format allows (ECMA-376; Excel's own limit).
const LONGEST_CELL: usize = 32_767 * 4;

/// A row: its columns' words.
type Row = BTreeMap<u16, String>;

/// Reads a spreadsheet.
pub(super) fn read(bytes: &[u8]) -> ReadFile {
    let mut file = ReadFile::default();
    match tables(bytes) {
        Ok((translations, hidden)) => fill(&mut file, &translations, &hidden),
        Err(key) => file.wrong(key, 0..0),
    }
    file
}

/// Returns the rows of the first sheet, and of the hidden one.
fn tables(bytes: &[u8]) -> Result<(Vec<Row>, Vec<Row>), &'static str> {
    const BROKEN: &str = "translate/not-spreadsheet";
    let mut archive = Archive::of_bytes(bytes.to_vec()).map_err(|_| BROKEN)?;
    let mut part = |name: &str| -> Result<String, &'static str> {
        let bytes = archive.read(name, LONGEST).map_err(|_| BROKEN)?;
        String::from_utf8(bytes).map_err(|_| "translate/not-utf8")
    };
    let book = parts(&part("xl/workbook.xml")?).map_err(|(key, _)| key)?;
    let relations = parts(&part("xl/_rels/workbook.xml.rels")?).map_err(|(key, _)| key)?;
    let mut sheets: Vec<(String, String)> = Vec::new();
    for piece in &book {
        if let What::Open(name, attributes) = &piece.what
            && name == "sheet"
        {
            let id = attributes.iter().find(|(name, _)| name.ends_with(":id")).map(|(_, id)| id.as_str());
            let target = relations.iter().find_map(|piece| match &piece.what {
                What::Open(_, own) if id.is_some() && attribute(own, "Id") == id => attribute(own, "Target"),
                _ => None,
            });
            let target = target.ok_or(BROKEN)?;
            let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            sheets.push((attribute(attributes, "name").unwrap_or("").to_owned(), path));
        }
    }
    let shared = match part("xl/sharedStrings.xml") {
        Ok(xml) => strings(&xml)?,
        Err(_) => Vec::new(),
    };
    let of = |hidden: bool| sheets.iter().find(|(name, _)| (name == HIDDEN) == hidden).map(|(_, path)| path.clone());
    let (Some(first), Some(hidden)) = (of(false), of(true)) else { return Err("translate/no-head") };
    Ok((rows(&part(&first)?, &shared)?, rows(&part(&hidden)?, &shared)?))
}

/// Returns the shared strings (section 18.4): runs of one string are joined, how it is pronounced is left out.
fn strings(xml: &str) -> Result<Vec<String>, &'static str> {
    let mut found: Vec<String> = Vec::new();
    let (mut in_text, mut aside) = (false, 0);
    for piece in parts(xml).map_err(|(key, _)| key)? {
        match piece.what {
            What::Open(name, _) => match name.as_str() {
                "si" => found.push(String::new()),
                "rPh" => aside += 1,
                "t" => in_text = aside == 0,
                _ => {}
            },
            What::Close(name) => match name.as_str() {
                "rPh" => aside -= 1,
                "t" => in_text = false,
                _ => {}
            },
            What::Text(words) => {
                if let (true, Some(last)) = (in_text, found.last_mut()) {
                    last.push_str(&words);
                }
            }
        }
    }
    Ok(found)
}

/// Returns the rows of a sheet (sections 18.3.1.73 and 18.3.1.4), from the first; those that are not there are empty.
fn rows(xml: &str, shared: &[String]) -> Result<Vec<Row>, &'static str> {
    const BROKEN: &str = "translate/not-spreadsheet";
    let mut rows: Vec<Row> = Vec::new();
    let mut cell: Option<(u16, String, String)> = None;
    let (mut row, mut column, mut in_value) = (0_usize, 0_u16, false);
    for piece in parts(xml).map_err(|(key, _)| key)? {
        match piece.what {
            What::Open(name, attributes) => match name.as_str() {
                "row" => {
                    row = attribute(&attributes, "r").and_then(|number| number.parse().ok()).unwrap_or(row + 1);
                    column = 0;
                    if row == 0 || row > MOST_ROWS {
                        return Err(BROKEN);
                    }
                }
                "c" => {
                    column = attribute(&attributes, "r").and_then(column_of).unwrap_or(column);
                    let kind = attribute(&attributes, "t").unwrap_or("n").to_owned();
                    cell = Some((column, kind, String::new()));
                }
                "v" | "t" => in_value = true,
                _ => {}
            },
            What::Close(name) => match name.as_str() {
                "v" | "t" => in_value = false,
                "c" => {
                    let Some((at, kind, words)) = cell.take() else { continue };
                    let words = match kind.as_str() {
                        "s" => words
                            .trim()
                            .parse()
                            .ok()
                            .and_then(|number: usize| shared.get(number))
                            .ok_or(BROKEN)?
                            .clone(),
                        _ => words,
                    };
                    if words.len() > LONGEST_CELL {
                        return Err(BROKEN);
                    }
                    if !words.is_empty() && row > 0 {
                        rows.resize_with(rows.len().max(row), Row::new);
                        rows[row - 1].insert(at, words);
                    }
                    column = at.saturating_add(1);
                }
                _ => {}
            },
            What::Text(words) => {
                if let (true, Some((_, _, cell))) = (in_value, &mut cell) {
                    cell.push_str(&words);
                }
            }
        }
    }
    Ok(rows)
}

/// Returns the number of the column in `AB12`, from 0.
fn column_of(reference: &str) -> Option<u16> {
    let mut letters = reference.bytes().take_while(u8::is_ascii_uppercase);
    let number =
        letters.try_fold(0_u16, |number, letter| number.checked_mul(26)?.checked_add(u16::from(letter - b'A') + 1))?;
    number.checked_sub(1)
}

fn fill(file: &mut ReadFile, translations: &[Row], hidden: &[Row]) {
    for row in hidden {
        let (Some(name), Some(value)) = (row.get(&0), row.get(&1)) else { continue };
        match name.as_str() {
            "course" => file.course = Some(value.clone()),
            "from" => file.from = Lang::parse(value),
            "to" => file.to = Lang::parse(value),
            path => file.page(path).basis = Some(value.clone()),
        }
    }
    let mut seen = BTreeSet::new();
    for (number, row) in translations.iter().enumerate() {
        let words = |column: u16| row.get(&column).cloned().unwrap_or_default();
        let (name, source, translation) = (words(COLUMN_NAME), words(COLUMN_SOURCE), words(COLUMN_TRANSLATION));
        let start = file.text.len();
        // One line of the text a row of the sheet, so that places can be told.
        let line: String = translation.split_whitespace().collect::<Vec<_>>().join(" ");
        file.text.push_str(&line);
        let range = start..file.text.len();
        file.text.push('\n');
        if number == 0 || name.is_empty() && translation.is_empty() {
            continue;
        }
        let Some((path, id)) = name.rsplit_once('#') else {
            file.wrong("translate/no-context", range);
            continue;
        };
        if !seen.insert(name.clone()) {
            file.wrong("translate/twice", range);
            continue;
        }
        let (id, certainty) = (Some(id.to_owned()), Certainty::Sure);
        file.page(path).entries.push(ReadEntry { id, occurrence: 1, source, translation, certainty, range });
    }
}
