//! What is said after the work: what is wrong, and what was made.

use crate::cli::Context;
use crate::cli::diagnostics::{Telling, sorted, tell};
use crate::cli::terminal::{Format, Terminal};
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Catalog;
use crate::pipeline::{Contents, Outcome};
use crate::span::Sources;
use std::path::Path;

/// Tells all that is wrong, with a line that counts it.
pub(crate) fn diagnostics<T>(context: &Context<'_>, outcome: &Outcome<T>) {
    let terminal = context.terminal;
    let prefix = prefix(&context.root);
    let telling =
        Telling { catalog: terminal.catalog, sources: &outcome.sources, prefix: &prefix, colours: terminal.colours };
    terminal.put(&tell(&outcome.diagnostics, terminal.format, &telling));
    count_line(terminal, &outcome.diagnostics, &outcome.sources);
}

/// Tells how many errors and warnings there are, to people.
pub(crate) fn count_line(terminal: Terminal<'_>, diagnostics: &[Diagnostic], sources: &Sources) {
    if !diagnostics.is_empty() && terminal.format == Format::Human {
        terminal.put(&format!("{}\n", count(terminal.catalog, diagnostics, sources)));
    }
}

/// Says why there was an end, where there are only warnings.
pub(crate) fn only_warnings(terminal: Terminal<'_>, diagnostics: &[Diagnostic]) {
    if diagnostics.iter().all(|diagnostic| diagnostic.severity == Severity::Warning) {
        terminal.say(terminal.catalog.text("cli.strict"));
    }
}

/// Returns `3 courses with 40 lessons in 5 languages` in words.
pub(crate) fn contents(catalog: &Catalog, contents: Contents) -> String {
    let courses = catalog.count("cli.courses", contents.courses as u64, &[]);
    let lessons = catalog.count("cli.lessons", contents.lessons as u64, &[]);
    let languages = catalog.count("cli.languages", contents.languages as u64, &[]);
    catalog.fill("cli.contents", &[("courses", &courses), ("lessons", &lessons), ("languages", &languages)])
}

/// Returns what leads from where the reader is to the library, so that an editor finds the files.
fn prefix(root: &Path) -> String {
    let text = root.display().to_string().replace('\\', "/");
    match text.trim_start_matches("./").trim_end_matches('/') {
        "" if text.starts_with('/') => "/".to_owned(),
        "" | "." => String::new(),
        text => format!("{text}/"),
    }
}

fn count(catalog: &Catalog, diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let told = sorted(diagnostics, sources);
    let number = |severity| told.iter().filter(|diagnostic| diagnostic.severity == severity).count() as u64;
    let (errors, warnings) = (number(Severity::Error), number(Severity::Warning));
    let errors_told = catalog.count("cli.errors", errors, &[]);
    let warnings_told = catalog.count("cli.warnings", warnings, &[]);
    match (errors, warnings) {
        (_, 0) => errors_told,
        (0, _) => warnings_told,
        _ => catalog.fill("cli.both", &[("errors", &errors_told), ("warnings", &warnings_told)]),
    }
}
