//! `alforja media status`

use crate::cli::failure::Failure;
use crate::cli::terminal::Format;
use crate::cli::{Context, Exit, words};
use crate::locale::Catalog;
use crate::model::{CourseId, Rung};
use crate::pipeline::{self, CourseMedia, FilmStatus, Strictness};
use clap::Args;

/// Say what there is of films and sounds, and what is missing
#[derive(Debug, Args)]
pub(crate) struct StatusArgs {
    /// Only those of this course
    #[arg(long, value_name = "ID")]
    course: Option<String>,
}

/// Runs the command.
///
/// # Errors
/// When the library cannot be read, or there is no such course.
pub(crate) fn run(arguments: &StatusArgs, context: &Context<'_>) -> Result<Exit, Failure> {
    let course = arguments.course.as_deref().map(CourseId::new);
    let courses = pipeline::status(context.job(Strictness::Lenient), course.as_ref())?;
    let catalog = context.terminal.catalog;
    context.terminal.put(&match context.terminal.format {
        Format::Json | Format::Sarif => {
            serde_json::to_string_pretty(&courses).expect("texts and numbers are always JSON") + "\n"
        }
        Format::Human | Format::Short => in_words(&courses, catalog),
    });
    let wrong = courses.iter().flat_map(|course| &course.films).any(FilmStatus::is_wrong);
    Ok(if wrong { Exit::Errors } else { Exit::Fine })
}

fn in_words(courses: &[CourseMedia], catalog: &Catalog) -> String {
    let mut lines = Vec::new();
    for course in courses {
        lines.push(catalog.count("media.course", course.films.len() as u64, &[("course", &course.course)]));
        let label = |film: &FilmStatus| film.file.as_deref().map_or(film.name.clone(), name);
        let names: Vec<String> = course.films.iter().map(label).collect();
        let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
        for (film, name) in course.films.iter().zip(&names) {
            let size = film.size.map_or(String::new(), |size| words::size(catalog, size));
            let state = catalog.text(state(film));
            lines.push(format!("  {name:width$}  {size:>10}  {state}"));
            lines.extend(facts(film, catalog).into_iter().map(|fact| format!("    - {fact}")));
        }
        let sizes = Rung::ALL.map(|rung| {
            let size = course.sizes.get(rung.name()).copied().unwrap_or(0);
            format!("{rung} {}", words::size(catalog, size))
        });
        lines.push(format!("  {}", catalog.fill("media.by-rung", &[("sizes", &sizes.join(", "))])));
        lines.push(String::new());
    }
    lines.extend(next(courses, catalog));
    lines.iter().map(|line| line.trim_end().to_owned() + "\n").collect()
}

/// Returns a file's name without its folders.
fn name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}

fn state(film: &FilmStatus) -> &'static str {
    match film.state {
        "other-size" => "media.other-size",
        "unreadable" => "media.unreadable",
        "other-content" => "media.other-content",
        "missing" if film.url.is_some() => "media.missing-with-address",
        "missing" => "media.missing",
        "web" => "media.web",
        _ if film.plays == Some(false) => "media.does-not-play",
        _ => "media.here",
    }
}

/// Returns what else is to be known of a film.
fn facts(film: &FilmStatus, catalog: &Catalog) -> Vec<String> {
    let mut facts = Vec::new();
    let copies: Vec<String> =
        film.copies.iter().map(|(name, size)| format!("{name} {}", words::size(catalog, *size))).collect();
    if !copies.is_empty() {
        facts.push(catalog.fill("media.copies", &[("copies", &copies.join(", "))]));
    }
    if !film.missing_copies.is_empty() {
        facts.push(catalog.fill("media.missing-copies", &[("copies", &film.missing_copies.join(", "))]));
    }
    if let Some(most) = film.most {
        facts.push(catalog.fill("media.over", &[("size", &words::size(catalog, most))]));
    }
    if !film.shown {
        facts.push(catalog.text("media.not-shown").to_owned());
    } else if film.state != "web" && !film.wordless.is_empty() {
        facts.push(catalog.fill("media.wordless", &[("languages", &film.wordless.join(", "))]));
    }
    facts
}

/// Returns what is to be done next.
fn next(courses: &[CourseMedia], catalog: &Catalog) -> Vec<String> {
    let films = || courses.iter().flat_map(|course| &course.films);
    let mut next = Vec::new();
    let missing: usize = films().map(|film| film.missing_copies.len()).sum();
    if missing > 0 {
        next.push(catalog.count("media.next-copies", missing as u64, &[]));
    }
    if films().any(FilmStatus::is_wrong) {
        next.push(catalog.text("media.next-check").to_owned());
    }
    if next.is_empty() {
        next.push(catalog.text("media.nothing-to-do").to_owned());
    }
    next
}
