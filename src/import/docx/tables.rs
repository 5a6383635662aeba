//! Tables (ECMA-376 part 1, section 17.4). Ours are plain: one head row, cells of sentences, none merged.

use crate::diagnostic::Message;
use crate::import::docx::reader::{DEEPEST, Reader};
use crate::import::docx::styles::{is_on, value};
use crate::import::imported::{Block, Inline, one_line};
use crate::import::xml::Element;

/// How wide a table may be.
const WIDEST: usize = 63;

/// A row as it is read.
struct Row {
    is_head: bool,
    cells: Vec<Cell>,
}

/// One place of a row.
struct Cell {
    content: Vec<Inline>,
    /// Whether it goes on with the cell above.
    goes_on: bool,
}

impl Reader<'_> {
    /// Returns a table as blocks.
    pub(super) fn table(&mut self, table: &Element) -> Vec<Block> {
        if self.depth >= DEEPEST {
            return Vec::new();
        }
        let mut elements = Vec::new();
        rows_of(table, &mut elements);
        // A table of one cell is a frame around a text.
        if let [row] = elements.as_slice() {
            let mut cells = Vec::new();
            cells_of(row, &mut cells);
            if let [only] = cells.as_slice() {
                self.depth += 1;
                let content = self.blocks(only);
                self.depth -= 1;
                return if content.is_empty() { Vec::new() } else { vec![Block::Quote(content)] };
            }
        }
        let mut rows: Vec<Row> = elements.iter().map(|row| self.row(row)).collect();
        self.join_rows(&mut rows);
        rows.retain(|row| row.cells.iter().any(|cell| !cell.content.is_empty()));
        let first = rows.first();
        let is_head = first.is_some_and(|row| row.is_head || is_bold(row)) || first_row_is_head(table);
        let has_head = rows.len() > 1 && is_head;
        let mut rows = rows.into_iter().map(|row| row.cells.into_iter().map(|cell| cell.content).collect());
        let head: Vec<Vec<Inline>> = if has_head { rows.next().unwrap_or_default() } else { Vec::new() };
        let head: Vec<Vec<Inline>> = head.into_iter().map(without_strong).collect();
        let rows: Vec<Vec<Vec<Inline>>> = rows.collect();
        if head.is_empty() && rows.is_empty() { Vec::new() } else { vec![Block::Table { head, rows }] }
    }

    fn row(&mut self, row: &Element) -> Row {
        let properties = row.child("trPr");
        let head = properties.and_then(|own| own.child("tblHeader"));
        let is_head = head.is_some_and(|head| head.attribute("val").is_none_or(is_on));
        let mut elements = Vec::new();
        cells_of(row, &mut elements);
        let before = properties.and_then(|own| value(own, "gridBefore")).and_then(|count| count.parse().ok());
        let mut cells: Vec<Cell> =
            (0..before.unwrap_or(0).min(WIDEST)).map(|_| Cell { content: Vec::new(), goes_on: false }).collect();
        for element in elements {
            let properties = element.child("tcPr");
            let merged = properties.and_then(|own| own.child("vMerge"));
            let goes_on = merged.is_some_and(|merged| merged.attribute("val").is_none_or(|val| val == "continue"));
            let width: usize =
                properties.and_then(|own| value(own, "gridSpan")).and_then(|width| width.parse().ok()).unwrap_or(1);
            let content = self.cell(element);
            cells.push(Cell { content, goes_on });
            if width > 1 {
                self.lose(Message::new("import.lost-merged"));
            }
            for _ in 1..width.min(WIDEST) {
                cells.push(Cell { content: Vec::new(), goes_on });
            }
            if cells.len() > WIDEST {
                cells.truncate(WIDEST);
                break;
            }
        }
        Row { is_head, cells }
    }

    fn cell(&mut self, cell: &Element) -> Vec<Inline> {
        if cell.find("tbl").is_some() {
            self.lose(Message::new("import.lost-nested-table"));
        }
        self.depth += 1;
        let blocks = self.blocks(cell);
        self.depth -= 1;
        one_line(&bulleted(blocks))
    }

    /// Says in each row what a cell over several rows says.
    fn join_rows(&mut self, rows: &mut [Row]) {
        for at in 1..rows.len() {
            let (above, below) = rows.split_at_mut(at);
            let (Some(above), Some(row)) = (above.last(), below.first_mut()) else { continue };
            for (index, cell) in row.cells.iter_mut().enumerate().filter(|(_, cell)| cell.goes_on) {
                if let Some(upper) = above.cells.get(index) {
                    cell.content = upper.content.clone();
                }
            }
            if row.cells.iter().any(|cell| cell.goes_on) {
                self.lose(Message::new("import.lost-merged"));
            }
        }
    }
}

/// Tells whether all that a row says is bold.
fn is_bold(row: &Row) -> bool {
    row.cells.iter().all(|cell| cell.content.iter().all(|inline| matches!(inline, Inline::Strong(_))))
        && row.cells.iter().any(|cell| !cell.content.is_empty())
}

/// Takes away what makes a head cell bold: it is set by itself.
fn without_strong(cell: Vec<Inline>) -> Vec<Inline> {
    let inner = |inline: Inline| match inline {
        Inline::Strong(inner) => inner,
        inline => vec![inline],
    };
    cell.into_iter().flat_map(inner).collect()
}

/// Returns the text of a cell with signs before the items of its lists, which stand in one line there.
pub(crate) fn bulleted(blocks: Vec<Block>) -> Vec<Block> {
    let mut all = Vec::new();
    for block in blocks {
        let Block::List { start, items } = block else {
            all.push(block);
            continue;
        };
        for (item, number) in items.into_iter().zip(start.unwrap_or(0)..) {
            let sign = if start.is_some() { format!("{number}. ") } else { "• ".to_owned() };
            let mut content = vec![Inline::Text(sign)];
            content.extend(one_line(&bulleted(item)));
            all.push(Block::Paragraph(content));
        }
    }
    all
}

/// Gathers the rows of a table, through what marks them.
fn rows_of<'a>(element: &'a Element, rows: &mut Vec<&'a Element>) {
    gather(element, "tr", "del", rows);
}

fn cells_of<'a>(element: &'a Element, cells: &mut Vec<&'a Element>) {
    gather(element, "tc", "cellDel", cells);
}

fn gather<'a>(element: &'a Element, name: &str, deleted: &str, found: &mut Vec<&'a Element>) {
    for child in element.elements() {
        let properties = child.child("trPr").or_else(|| child.child("tcPr"));
        if child.name == name {
            if properties.is_none_or(|own| own.child(deleted).is_none()) {
                found.push(child);
            }
        } else if matches!(child.name.as_str(), "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo") {
            gather(child, name, deleted, found);
        }
    }
}

/// Tells whether the look of a table sets its first row off (`w:tblLook`).
fn first_row_is_head(table: &Element) -> bool {
    let Some(look) = table.child("tblPr").and_then(|own| own.child("tblLook")) else { return false };
    if let Some(first) = look.attribute("firstRow") {
        return is_on(first);
    }
    let bits = look.attribute("val").and_then(|bits| u32::from_str_radix(bits, 16).ok());
    bits.is_some_and(|bits| bits & 0x20 != 0)
}
