//! The report as one page that a browser shows without anything else: no request leaves it.
//!
//! Colour says nothing that a word or a number does not say; tables are read without the script that sorts them.

mod chart;

use crate::report::counted::Names;
use crate::report::page::chart::Part;
use crate::report::summary::Summary;
use crate::report::table::{Cell, Kind, Table};
use crate::report::words::Reader;
use crate::report::written::{Told, Writing};
use crate::results::day_text;

const LOOK: &str = include_str!("look.css");
const SORT: &str = include_str!("sort.js");

/// Nothing is loaded, whatever stands in somebody's words (Content Security Policy Level 3).
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

/// The most rows of a table that the page shows; all of them stand in the tables for spreadsheets.
const MOST_ROWS: usize = 2_000;

/// The order of the numbers that are told first.
const NUMBERS: &[&str] =
    &["people", "people-completed", "completions", "results", "doubtful-results", "unreadable-results"];

/// Returns the page.
pub(super) fn page(summary: &Summary, told: &Told, reader: Reader<'_>, writing: Writing<'_>) -> String {
    let lang = reader.catalog.lang();
    let title = reader.fill("title", &[("library", writing.library)]);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{lang}\" dir=\"{}\">\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>{LOOK}</style>\n\
         <main>\n<h1>{}</h1>\n",
        lang.direction().html(),
        escaped(&title),
        escaped(&title)
    );
    lead(&mut page, summary, reader, writing.names);
    if summary.entries.is_empty() {
        page.push_str(&format!("<p>{}</p>\n", escaped(&reader.word("empty"))));
        page.push_str(&format!("<p class=\"quiet\">{}</p>\n", escaped(&reader.word("empty-next"))));
    }
    if !told.tables.is_empty() {
        numbers(&mut page, told, reader);
        contents(&mut page, told, reader);
        told.tables.iter().for_each(|table| section(&mut page, table, summary, reader));
    }
    page.push_str(&format!("<p class=\"quiet\">{}</p>\n</main>\n", escaped(&reader.word("honest"))));
    page.push_str(&format!("<script>{SORT}</script>\n</html>\n"));
    page
}

/// The period, what was left out, and that names are.
fn lead(page: &mut String, summary: &Summary, reader: Reader<'_>, names: Names) {
    let day = |day| reader.catalog.date(&day_text(day));
    let period = match (summary.since, summary.until) {
        (Some(since), Some(until)) => {
            Some(reader.fill("since-until", &[("since", &day(since)), ("until", &day(until))]))
        }
        (Some(since), None) => Some(reader.fill("since", &[("since", &day(since))])),
        (None, Some(until)) => Some(reader.fill("until", &[("until", &day(until))])),
        (None, None) => None,
    };
    let counted = |name: &str, count: usize| {
        (count > 0).then(|| reader.catalog.count(&format!("report.{name}"), count as u64, &[]))
    };
    let anonymous = (names == Names::LeftOut).then(|| reader.word("anonymous"));
    let lines = [
        period,
        counted("outside", summary.outside),
        counted("passed-over", summary.passed_over).filter(|_| names == Names::Told),
        anonymous,
    ];
    for line in lines.into_iter().flatten() {
        page.push_str(&format!("<p class=\"quiet\">{}</p>\n", escaped(&line)));
    }
}

fn numbers(page: &mut String, told: &Told, reader: Reader<'_>) {
    page.push_str("<dl class=\"numbers\">\n");
    for name in NUMBERS {
        if let Some(cell) = told.numbers.get(name) {
            let word = escaped(&reader.word(&format!("number-{name}")));
            page.push_str(&format!("<div><dt>{word}</dt><dd>{}</dd></div>\n", escaped(&shown(cell, reader))));
        }
    }
    page.push_str("</dl>\n");
}

fn contents(page: &mut String, told: &Told, reader: Reader<'_>) {
    page.push_str(&format!("<nav aria-label=\"{}\"><ul>\n", escaped(&reader.word("contents"))));
    for table in &told.tables {
        page.push_str(&format!("<li><a href=\"#{}\">{}</a></li>\n", escaped(&table.name), escaped(&table.title)));
    }
    page.push_str("</ul></nav>\n");
}

fn section(page: &mut String, table: &Table, summary: &Summary, reader: Reader<'_>) {
    let id = escaped(&table.name);
    page.push_str(&format!("<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{}</h2>\n", escaped(&table.title)));
    if let Some(note) = &table.note {
        page.push_str(&format!("<p class=\"quiet\">{}</p>\n", escaped(note)));
    }
    charts(page, table, summary, reader);
    rows(page, table, reader);
    page.push_str("</section>\n");
}

/// The chart of a table that has one. It shows no number but those of the table.
fn charts(page: &mut String, table: &Table, summary: &Summary, reader: Reader<'_>) {
    let number = |row: &[Cell], name: &str| {
        let at = table.columns.iter().position(|column| column.name == name)?;
        match row[at] {
            Cell::Count(count) => Some(count),
            _ => None,
        }
    };
    let words = |row: &[Cell]| escaped(&row[0].plain());
    if table.name == "courses" {
        let legend = [("done", "completed"), ("begun", "begun"), ("doubt", "doubtful")];
        chart::legend(page, &legend.map(|(look, word)| (look, escaped(&reader.word(word)))));
        let bars = table.rows.iter().filter_map(|row| {
            let (all, done) = (number(row, "people")?, number(row, "completed")?);
            let doubt = number(row, "doubtful").unwrap_or(0);
            let parts = vec![
                Part { look: "done", size: done },
                Part { look: "begun", size: all.saturating_sub(done + doubt) },
                Part { look: "doubt", size: doubt },
            ];
            Some((words(row), parts, all, format!("{done} / {all}")))
        });
        chart::bars(page, bars, None);
    } else if table.columns.get(1).is_some_and(|column| column.name == "people") {
        let most = table.rows.iter().filter_map(|row| number(row, "people")).max();
        let bars = table.rows.iter().filter_map(|row| {
            let all = number(row, "people")?;
            Some((words(row), vec![Part { look: "done", size: all }], all, reader.catalog.integer(all)))
        });
        chart::bars(page, bars, most);
    } else if table.name == "months" && table.rows.len() > 1 {
        let months: Vec<(String, u64)> =
            table.rows.iter().filter_map(|row| Some((words(row), number(row, "completed")?))).collect();
        let words = reader.fill("months-chart", &[("count", &summary.courses.len().to_string())]);
        chart::columns(page, &months, &escaped(&words));
    }
}

fn rows(page: &mut String, table: &Table, reader: Reader<'_>) {
    page.push_str("<div class=\"wide\" tabindex=\"0\" role=\"group\"");
    page.push_str(&format!(" aria-labelledby=\"{}\"><table>\n<thead><tr>", escaped(&table.name)));
    // The tables beside the page have all columns; here one with nothing in it only takes room.
    let says = |at: usize| table.rows.iter().any(|row| row[at] != Cell::Nothing);
    let shown: Vec<usize> = (0..table.columns.len()).filter(|at| says(*at)).collect();
    for column in shown.iter().map(|at| &table.columns[*at]) {
        let class = if column.kind == Kind::Words { "" } else { " class=\"number\"" };
        page.push_str(&format!("<th scope=\"col\"{class}>{}</th>", escaped(&column.head)));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for row in table.rows.iter().take(MOST_ROWS) {
        page.push_str("<tr>");
        for (cell, column) in shown.iter().map(|at| (&row[*at], &table.columns[*at])) {
            page.push_str(&cell_html(cell, column.kind, &column.name, reader));
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody></table></div>\n");
    if let Some(more) = table.rows.len().checked_sub(MOST_ROWS).filter(|more| *more > 0) {
        let words = reader.catalog.count("report.more-rows", more as u64, &[]);
        page.push_str(&format!("<p class=\"quiet\">{}</p>\n", escaped(&words)));
    }
}

fn cell_html(cell: &Cell, kind: Kind, column: &str, reader: Reader<'_>) -> String {
    let words = escaped(&shown(cell, reader));
    match cell {
        Cell::Count(count) => format!("<td class=\"number\" data-v=\"{count}\">{words}</td>"),
        Cell::Percent(percent) if column == "difficulty" => {
            let bar = chart::small(*percent);
            format!("<td class=\"number\" data-v=\"{percent}\">{bar}{words}</td>")
        }
        Cell::Percent(percent) => format!("<td class=\"number\" data-v=\"{percent}\">{words}</td>"),
        Cell::Words(_) if matches!(column, "same" | "apart" | "result") => format!("<td><code>{words}</code></td>"),
        Cell::Day(_) => format!("<td class=\"day\">{words}</td>"),
        Cell::Named(name, _) if name == "no" || name == "doubtful" => format!("<td class=\"no\">{words}</td>"),
        Cell::Words(_) | Cell::Named(..) if matches!(column, "doubts" | "doubt" | "question" | "why" | "others") => {
            format!("<td class=\"words long\">{words}</td>")
        }
        _ if kind == Kind::Words => format!("<td class=\"words\">{words}</td>"),
        _ => format!("<td class=\"number\">{words}</td>"),
    }
}

fn shown(cell: &Cell, reader: Reader<'_>) -> String {
    match cell {
        Cell::Count(count) => reader.catalog.integer(*count),
        Cell::Percent(percent) => format!("{percent}\u{a0}%"),
        cell => cell.plain(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
