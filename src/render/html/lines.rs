//! The words of some blocks without any markup: what is asked in a form, what an entry of a calendar says.

use crate::model::{Block, Cell, plain_text, walk};

/// Returns the words of some blocks, a line for each.
pub(crate) fn lines(blocks: &[Block]) -> Vec<String> {
    let mut lines = Vec::new();
    walk(blocks, &mut |block| match block {
        Block::Heading { content, .. } | Block::Paragraph(content) | Block::Plain(content) => {
            lines.push(squeezed(&plain_text(content)));
        }
        Block::Table(table) => {
            let head = std::iter::once(&table.head).filter(|head| head.iter().any(|cell| !cell.is_empty()));
            lines.extend(head.chain(&table.rows).map(|row| row_line(row)));
        }
        Block::HtmlText(words) => lines.push(squeezed(words)),
        _ => {}
    });
    lines.retain(|line| !line.is_empty());
    lines
}

/// Returns the words of a row, its cells with points between.
pub(crate) fn row_line(row: &[Cell]) -> String {
    let cells = row.iter().map(|cell| squeezed(&plain_text(cell))).filter(|words| !words.is_empty());
    cells.collect::<Vec<_>>().join(" · ")
}

/// Returns words with one space between.
pub(crate) fn squeezed(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
