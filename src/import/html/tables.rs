//! Tables (HTML Standard, section 4.9). Ours are plain: one head row, cells of sentences, none merged.

use crate::diagnostic::Message;
use crate::import::docx::bulleted;
use crate::import::html::Surroundings;
use crate::import::html::blocks::html_blocks;
use crate::import::imported::{Block, Inline, one_line};
use crate::import::xml::Element;
use std::collections::BTreeMap;

/// How wide a table may be.
const WIDEST: usize = 63;

/// How many rows a cell may go on for.
const LONGEST: usize = 1_000;

/// Returns a table as blocks.
pub(super) fn table(table: &Element, around: &mut dyn Surroundings) -> Vec<Block> {
    let mut rows = Vec::new();
    rows_of(table, &mut rows);
    let mut blocks = Vec::new();
    for caption in table.elements().filter(|child| child.name == "caption") {
        let words = one_line(&html_blocks(caption, around));
        if !words.is_empty() {
            blocks.push(Block::Paragraph(vec![Inline::Emphasis(words)]));
        }
    }
    if is_layout(table, &rows) {
        for row in rows {
            for cell in cells_of(row) {
                blocks.extend(html_blocks(cell, around));
            }
        }
        return blocks;
    }
    let head_row = rows.first().is_some_and(|row| {
        let mut cells = cells_of(row).peekable();
        cells.peek().is_some() && cells.all(|cell| cell.name == "th")
    });
    let has_head = head_row || table.child("thead").is_some_and(|head| head.child("tr").is_some());
    let mut filled = filled(&rows, around).into_iter();
    let head = if has_head && rows.len() > 1 { filled.next().unwrap_or_default() } else { Vec::new() };
    let rows: Vec<Vec<Vec<Inline>>> = filled.filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
    if !head.is_empty() || !rows.is_empty() {
        blocks.push(Block::Table { head, rows });
    }
    blocks
}

/// Returns the cells of each row: one that is merged over rows is said in each, over columns once.
fn filled(rows: &[&Element], around: &mut dyn Surroundings) -> Vec<Vec<Vec<Inline>>> {
    let mut all = Vec::new();
    // What goes on from above, by its column: for how many rows, and what it says.
    let mut from_above: BTreeMap<usize, (usize, Vec<Inline>)> = BTreeMap::new();
    for row in rows {
        let mut line: Vec<Vec<Inline>> = Vec::new();
        let take_above = |line: &mut Vec<Vec<Inline>>, above: &mut BTreeMap<usize, (usize, Vec<Inline>)>| {
            while let Some((left, words)) = above.get_mut(&line.len()) {
                let at = line.len();
                line.push(words.clone());
                *left -= 1;
                if *left == 0 {
                    above.remove(&at);
                }
            }
        };
        for cell in cells_of(row) {
            take_above(&mut line, &mut from_above);
            if line.len() >= WIDEST {
                break;
            }
            let span = |name: &str, most: usize| {
                cell.attribute(name).and_then(|told| told.trim().parse::<usize>().ok()).unwrap_or(1).clamp(1, most)
            };
            let (columns, lines) = (span("colspan", WIDEST), span("rowspan", LONGEST));
            if columns > 1 || lines > 1 {
                around.lose(Message::new("import.lost-merged"));
            }
            let words = one_line(&bulleted(html_blocks(cell, around)));
            for column in 0..columns.min(WIDEST - line.len()) {
                let words = if column == 0 { words.clone() } else { Vec::new() };
                if lines > 1 {
                    from_above.insert(line.len(), (lines - 1, words.clone()));
                }
                line.push(words);
            }
        }
        take_above(&mut line, &mut from_above);
        all.push(line);
    }
    all
}

/// Tells whether a table only sets things beside each other.
fn is_layout(table: &Element, rows: &[&Element]) -> bool {
    let says_so = table.attribute("role").is_some_and(|role| matches!(role, "presentation" | "none"));
    let cells = rows.iter().flat_map(|row| cells_of(row)).count();
    let has_heads = table.find("th").is_some();
    let holds = |name: &str| rows.iter().any(|row| row.find(name).is_some());
    says_so
        || cells <= 1
        || (!has_heads && ["table", "h1", "h2", "h3", "h4", "video", "iframe"].iter().any(|name| holds(name)))
}

fn rows_of<'a>(element: &'a Element, rows: &mut Vec<&'a Element>) {
    for child in element.elements() {
        match child.name.as_str() {
            "tr" => rows.push(child),
            "thead" | "tbody" | "tfoot" => rows_of(child, rows),
            _ => {}
        }
    }
}

fn cells_of(row: &Element) -> impl Iterator<Item = &Element> {
    row.elements().filter(|child| matches!(child.name.as_str(), "td" | "th"))
}
