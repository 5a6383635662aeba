//! Tables: on a screen each scrolls in a frame of its own, so that the page never does.

use crate::model::{Cell, ColumnAlignment, Inline, Table, plain_text};
use crate::render::Medium;
use crate::render::html::scribe::Scribe;
use crate::render::html::{inline, terms};

/// So many columns are set in smaller letters where nothing scrolls.
const MANY: usize = 5;

/// Writes a table; a head row without words is left out.
pub(crate) fn table<'a>(scribe: &mut Scribe<'a>, table: &'a Table) {
    let scrolls = scribe.medium() == Medium::Player;
    if scrolls {
        let label = scribe.words().text("page.table");
        scribe.html.markup("<div class=\"scroll\" role=\"group\" tabindex=\"0\"").attribute("aria-label", label);
        scribe.html.markup("><table>\n");
    } else {
        scribe.html.markup(if table.head.len() < MANY { "<table>\n" } else { "<table class=\"many\">\n" });
    }
    if table.head.iter().any(|cell| has_words(cell)) {
        scribe.html.markup("<thead><tr>");
        row(scribe, table, &table.head, "<th scope=\"col\"", "</th>");
        scribe.html.markup("</tr></thead>\n");
    }
    scribe.html.markup("<tbody>\n");
    for cells in &table.rows {
        scribe.html.markup("<tr>");
        row(scribe, table, cells, "<td", "</td>");
        scribe.html.markup("</tr>\n");
    }
    scribe.html.markup(if scrolls { "</tbody></table></div>\n" } else { "</tbody></table>\n" });
}

fn row<'a>(scribe: &mut Scribe<'a>, table: &Table, cells: &'a [Cell], open: &'static str, close: &'static str) {
    for (index, cell) in cells.iter().enumerate() {
        let class = match table.alignments.get(index) {
            Some(ColumnAlignment::Left) => " class=\"left\">",
            Some(ColumnAlignment::Center) => " class=\"center\">",
            Some(ColumnAlignment::Right) => " class=\"right\">",
            Some(ColumnAlignment::None) | None => ">",
        };
        // A head without words is no head to a screen reader.
        let (open, close) = if open.starts_with("<th") && !has_words(cell) { ("<td", "</td>") } else { (open, close) };
        scribe.html.markup(open).markup(class);
        let head = table.head.get(index).map(|head| plain_text(head)).filter(|words| !words.trim().is_empty());
        scribe.column = head;
        match open.starts_with("<th") {
            true => terms::unmarked(scribe, |scribe| inline::inlines(scribe, cell)),
            false => inline::inlines(scribe, cell),
        }
        scribe.column = None;
        scribe.html.markup(close);
    }
}

/// Tells whether a cell shows anything.
pub(crate) fn has_words(cell: &[Inline]) -> bool {
    cell.iter().any(|inline| match inline {
        Inline::Text(words) => !words.trim().is_empty(),
        Inline::SoftBreak | Inline::HardBreak => false,
        _ => true,
    })
}
