//! Room to write in, and what is ticked.

use crate::model::{Field, FieldKind, Gap};
use crate::render::html::quiz::scrambled;
use crate::render::html::scribe::Scribe;

/// How many lines there are for an answer in one's own words.
const LINES: u8 = 3;

/// Writes gap `index` of the question at hand: room for a word, or the words to choose from.
pub(crate) fn gap(scribe: &mut Scribe<'_>, index: u32) {
    let gaps = scribe.gaps;
    let Some(gap) = gaps.get(index as usize) else {
        scribe.html.markup("…");
        return;
    };
    if gaps.len() > 1 {
        scribe.html.markup("<small>(").number(index + 1).markup(")</small> ");
    }
    match gap {
        Gap::Text(_) | Gap::Number(_) => {
            let label = scribe.words().fill("page.gap", &[("number", &(index + 1).to_string())]);
            blank(scribe, &label);
        }
        Gap::Choice(options) => {
            let seed = format!("{}:{index}", scribe.seed);
            let words: Vec<&str> =
                scrambled(options.len(), &seed).into_iter().map(|option| &*options[option].text).collect();
            scribe.html.markup("<span class=\"options\">(").text(&words.join(" / ")).markup(")</span>");
        }
    }
}

/// Writes a field of a plan; `label` is what a screen reader calls it.
pub(crate) fn field(scribe: &mut Scribe<'_>, field: &Field, label: &str) {
    match &field.kind {
        FieldKind::Text | FieldKind::Date | FieldKind::Number | FieldKind::Sum => blank(scribe, label),
        FieldKind::Lines(lines) => write_lines(scribe, *lines, label),
        FieldKind::Choice(options) => {
            for option in options {
                scribe.html.markup("<span class=\"option\"><span class=\"box\" aria-hidden=\"true\">☐</span> ");
                scribe.html.text(option).markup("</span> ");
            }
        }
        FieldKind::Check => task_box(scribe, false),
    }
}

/// Writes the box before a task.
pub(crate) fn task_box(scribe: &mut Scribe<'_>, is_ticked: bool) {
    let (sign, key) = if is_ticked { ("☑", "page.done") } else { ("☐", "page.not-done") };
    scribe.html.markup("<span class=\"box\" role=\"img\"").attribute("aria-label", scribe.page.catalog.text(key));
    scribe.html.markup(">").text(sign).markup("</span> ");
}

/// Writes lines for an answer in one's own words, below a block.
pub(crate) fn ruled(scribe: &mut Scribe<'_>, label: &'static str) {
    scribe.html.markup("<p class=\"ruled\">");
    write_lines(scribe, LINES, scribe.page.catalog.text(label));
    scribe.html.markup("</p>\n");
}

/// Dots are seen where a reading app has styles of its own.
fn blank(scribe: &mut Scribe<'_>, label: &str) {
    scribe.html.markup("<span class=\"blank\" role=\"img\"").attribute("aria-label", label);
    scribe.html.markup(">…………………</span>");
}

fn write_lines(scribe: &mut Scribe<'_>, lines: u8, label: &str) {
    scribe.html.markup("<span class=\"lines\" role=\"img\"").attribute("aria-label", label).markup(">");
    for _ in 0..lines.max(1) {
        scribe.html.markup("<span class=\"line\"></span>");
    }
    scribe.html.markup("</span>");
}
