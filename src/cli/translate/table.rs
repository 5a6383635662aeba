//! How far courses are translated, as a table for a terminal.

use crate::locale::Catalog;
use crate::translate::{CourseStatus, LangStatus, PageState, PageStatus};

/// Returns the courses as tables, each with what there is to do below it.
pub(crate) fn text(courses: &[CourseStatus], catalog: &Catalog) -> String {
    let mut told = String::new();
    for course in courses {
        if !told.is_empty() {
            told.push('\n');
        }
        told.push_str(&format!("{}\n", headline(course, catalog)));
        if let Some(absent) = &course.absent_source {
            let of = [("absent", absent.as_str()), ("lang", course.source.as_str())];
            told.push_str(&format!("{}\n", catalog.fill("translate.absent-source", &of)));
        }
        if course.languages.is_empty() {
            continue;
        }
        told.push_str(&rows(course, catalog));
        for (number, lang) in course.languages.iter().enumerate() {
            told.push_str(&format!("{lang}: {}\n", summary(course, number, catalog)));
        }
        course.pages.iter().for_each(|page| blocks(page, course, catalog, &mut told));
    }
    told
}

/// Returns which course it is, and from which language it is translated.
pub(crate) fn headline(course: &CourseStatus, catalog: &Catalog) -> String {
    catalog.fill("translate.headline", &[("course", &course.id), ("lang", course.source.as_str())])
}

/// Returns how many pages of a language are in which state, and how much there is to do.
pub(crate) fn summary(course: &CourseStatus, number: usize, catalog: &Catalog) -> String {
    let of_language = || course.pages.iter().map(|page| &page.languages[number]);
    let states = [PageState::Current, PageState::Outdated, PageState::Missing, PageState::Unknown];
    let counted = states.iter().filter_map(|state| {
        let count = of_language().filter(|page| page.state == *state).count();
        let name = catalog.text(state_key(*state));
        (count > 0).then(|| format!("{} {name}", catalog.integer(count as u64)))
    });
    let counted = counted.collect::<Vec<_>>().join(", ");
    let (blocks, words): (usize, usize) =
        of_language().fold((0, 0), |sum, page| (sum.0 + page.blocks, sum.1 + page.words));
    if blocks == 0 {
        return counted;
    }
    format!("{counted}; {}", todo(blocks, words, catalog))
}

/// Returns `3 blocks, 40 words to do`.
pub(crate) fn todo(blocks: usize, words: usize, catalog: &Catalog) -> String {
    let blocks = catalog.count("translate.blocks", blocks as u64, &[]);
    let words = catalog.count("translate.words", words as u64, &[]);
    catalog.fill("translate.todo", &[("blocks", &blocks), ("words", &words)])
}

/// Returns the key of a state's name.
pub(crate) fn state_key(state: PageState) -> &'static str {
    match state {
        PageState::Missing => "translate.state-missing",
        PageState::Outdated => "translate.state-outdated",
        PageState::Unknown => "translate.state-unknown",
        PageState::Current => "translate.state-current",
    }
}

/// Returns how a page stands, in a word or two: with the number of blocks where it is outdated.
pub(crate) fn cell(status: &LangStatus, catalog: &Catalog) -> String {
    let name = catalog.text(state_key(status.state));
    match (status.state, status.blocks + status.removed) {
        (PageState::Outdated, blocks) => format!("{name} ({})", catalog.integer(blocks as u64)),
        _ => name.to_owned(),
    }
}

fn rows(course: &CourseStatus, catalog: &Catalog) -> String {
    let mut table: Vec<Vec<String>> = Vec::new();
    let head = std::iter::once(String::new()).chain(course.languages.iter().map(ToString::to_string));
    table.push(head.collect());
    for page in &course.pages {
        let cells = page.languages.iter().map(|status| cell(status, catalog));
        table.push(std::iter::once(page.path.clone()).chain(cells).collect());
    }
    let columns = table.first().map_or(0, Vec::len);
    let width = |column: usize| table.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut told = String::new();
    for row in &table {
        let padded = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        told.push_str(&format!("  {}\n", padded.collect::<Vec<_>>().join("  ").trim_end()));
    }
    told
}

fn blocks(page: &PageStatus, course: &CourseStatus, catalog: &Catalog, told: &mut String) {
    for (lang, status) in course.languages.iter().zip(&page.languages) {
        if status.todo.is_empty() && (status.removed == 0 || status.state == PageState::Missing) {
            continue;
        }
        told.push_str(&format!("\n{} ({lang}): {}\n", status.path, cell(status, catalog)));
        for block in &status.todo {
            let kind = format!("translate.kind-{}", block.kind);
            told.push_str(&format!("  {}:{} {}\n", page.path, block.line, catalog.text(&kind)));
            told.push_str(&format!("    {}: {}\n", course.source, one_line(&block.source)));
            if let (Some(text), Some(line)) = (&block.translation, block.translation_line) {
                told.push_str(&format!("    {lang}: {} ({line})\n", one_line(text)));
            }
        }
        if status.removed > 0 {
            told.push_str(&format!("  {}\n", catalog.count("translate.removed", status.removed as u64, &[])));
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
