//! What is said after the work: what is wrong, and what was made.

use crate::cli::diagnostics::{Telling, sorted, tell};
use crate::cli::terminal::{Format, Terminal};
use crate::cli::{Context, words};
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Catalog;
use crate::model::AssetKind;
use crate::pipeline::{Contents, LanguageSize, Outcome};
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

/// Says what each language weighs, and what in it weighs most.
pub(crate) fn sizes(terminal: Terminal<'_>, sizes: &[LanguageSize]) {
    let catalog = terminal.catalog;
    for language in sizes {
        let size = words::size(catalog, language.size);
        let of = [("lang", language.lang.as_str()), ("size", &size)];
        let key = if language.heaviest.is_empty() { "sizes.language-alone" } else { "sizes.language" };
        terminal.say(&catalog.fill(key, &of));
        let rows: Vec<[String; 4]> = language
            .heaviest
            .iter()
            .map(|heavy| {
                let size = words::size(catalog, heavy.size.0);
                [size, kind(catalog, heavy.kind).to_owned(), heavy.path.clone(), heavy.place.clone()]
            })
            .collect();
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let (first, second) = (width(0), width(1));
        for [size, kind, path, place] in &rows {
            terminal.say(&format!("  {size:>first$}  {kind:second$}  {path}  ({place})"));
        }
    }
}

/// Returns what a file is, in the reader's words.
pub(crate) fn kind(catalog: &Catalog, kind: AssetKind) -> &str {
    catalog.text(match kind {
        AssetKind::Film => "sizes.film",
        AssetKind::Sound => "sizes.sound",
        AssetKind::Picture => "sizes.picture",
        AssetKind::Captions | AssetKind::Download => "sizes.file",
    })
}

/// Returns what leads from where the reader is to the library, so that an editor finds the files.
pub(crate) fn prefix(root: &Path) -> String {
    let text = root.display().to_string().replace('\\', "/");
    match text.trim_start_matches("./").trim_end_matches('/') {
        "" if text.starts_with('/') => "/".to_owned(),
        "" | "." => String::new(),
        text => format!("{text}/"),
    }
}

/// Returns how many errors and warnings there are, in words.
pub(crate) fn count(catalog: &Catalog, diagnostics: &[Diagnostic], sources: &Sources) -> String {
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
