//! Tables: where each cell stands, whatever spans an author wrote.

use crate::import::Element;
use crate::paper::node::{Cell, Node, Table};
use crate::paper::read::Reader;
use std::collections::BTreeSet;

/// The widest table and the furthest span that are followed; what is beyond is cut.
const MOST_COLUMNS: u32 = 40;
const MOST_ROWS: u32 = 5_000;

/// Returns a table; none where it has no cell.
pub(crate) fn table(reader: &mut Reader<'_>, element: &Element) -> Option<Table> {
    let rows = rows(element);
    let mut taken: BTreeSet<(u32, u32)> = BTreeSet::new();
    let mut table = Table { small: element.attribute("class") == Some("many"), ..Table::default() };
    let height = u32::try_from(rows.len()).unwrap_or(MOST_ROWS).min(MOST_ROWS);
    let mut heads_only = true;
    for (y, (in_head, row)) in (0..height).zip(&rows) {
        heads_only &= *in_head;
        if heads_only {
            table.head = y + 1;
        }
        let mut x = 0;
        for cell in row.elements().filter(|cell| matches!(cell.name.as_str(), "td" | "th")) {
            while taken.contains(&(x, y)) {
                x += 1;
            }
            if x >= MOST_COLUMNS {
                break;
            }
            let span = |name: &str| cell.attribute(name).and_then(|value| value.parse::<u32>().ok()).unwrap_or(1);
            // A span that would run into a cell from above ends before it.
            let free = (x..MOST_COLUMNS).take_while(|column| !taken.contains(&(*column, y))).count();
            let colspan = span("colspan").clamp(1, u32::try_from(free).unwrap_or(1).max(1));
            let rowspan = span("rowspan").clamp(1, height - y);
            taken.extend((x..x + colspan).flat_map(|column| (y..y + rowspan).map(move |row| (column, row))));
            let body = reader.cell(cell);
            table.cells.push(Cell { x, y, colspan, rowspan, align: alignment(cell), head: cell.name == "th", body });
            x += colspan;
        }
    }
    // A head that is not whole in the first rows would be broken when it is repeated.
    let reach = table.cells.iter().filter(|cell| cell.y < table.head).map(|cell| cell.y + cell.rowspan).max();
    if table.head >= height || reach.is_some_and(|reach| reach > table.head) {
        table.head = 0;
    }
    let width = table.cells.iter().map(|cell| cell.x + cell.colspan).max()?;
    let written = |x: u32| {
        let mut own =
            table.cells.iter().filter(|cell| cell.x == x && cell.colspan == 1 && cell.y >= table.head).peekable();
        let is_empty = own.peek().is_some() && own.clone().all(|cell| cell.body.is_empty());
        is_empty || own.any(|cell| is_written(&cell.body))
    };
    table.columns = (0..width).map(written).collect();
    if let Some(caption) = element.child("caption") {
        table.caption = reader.inlines(caption);
    }
    Some(table)
}

fn rows(table: &Element) -> Vec<(bool, &Element)> {
    let mut rows = Vec::new();
    for part in table.elements() {
        match part.name.as_str() {
            "tr" => rows.push((false, part)),
            "thead" => rows.extend(part.all("tr").map(|row| (true, row))),
            "tbody" | "tfoot" => rows.extend(part.all("tr").map(|row| (false, row))),
            _ => {}
        }
    }
    rows
}

fn alignment(cell: &Element) -> Option<&'static str> {
    match cell.attribute("class")? {
        "left" => Some("left"),
        "center" => Some("center"),
        "right" => Some("right"),
        _ => None,
    }
}

/// Tells whether there is something to be written in.
fn is_written(body: &[Node]) -> bool {
    body.iter().any(|node| match node {
        Node::Blank { .. } | Node::Lines { .. } => true,
        Node::Par { body, .. } | Node::Styled { body, .. } => is_written(body),
        _ => false,
    })
}
