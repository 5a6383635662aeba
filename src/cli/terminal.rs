//! What is said, to whom: results on the standard output, failures and progress beside it.

use crate::locale::Catalog;
use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::io::{self, IsTerminal, Write};

/// In which form diagnostics are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// The source line with a mark below it, and what to write instead
    Human,
    /// One line each: `path:line:column: severity[code]: message`
    Short,
    /// One array: code, severity, path, line, column, end_line, end_column, message, labels, hints
    Json,
    /// A log in SARIF 2.1.0
    Sarif,
}

/// A form that `--format` can name; each command knows some of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// For people.
    Human,
    /// One line a diagnostic.
    Short,
    /// For programs.
    Json,
    /// For editors and servers that build.
    Sarif,
    /// A page for a browser.
    Html,
    /// GNU gettext.
    Po,
    /// XLIFF 2.1.
    Xliff,
    /// A spreadsheet.
    Xlsx,
    /// Markdown.
    Md,
    /// GIFT, questions for Moodle and others.
    Gift,
    /// QTI 2.1.
    Qti,
    /// Moodle XML.
    MoodleXml,
}

impl Form {
    /// Returns the form of diagnostics: what a result is written in says nothing of them.
    pub(crate) fn of_diagnostics(self) -> Format {
        match self {
            Self::Short => Format::Short,
            Self::Json => Format::Json,
            Self::Sarif => Format::Sarif,
            _ => Format::Human,
        }
    }
}

/// Reads one of these forms: each command knows its own.
pub(crate) fn one_of(names: &'static [&'static str]) -> impl TypedValueParser<Value = Form> {
    PossibleValuesParser::new(names).map(|name| Form::from_str(&name, false).expect("the name is one of a form"))
}

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voice {
    /// Diagnostics, summaries and progress.
    Full,
    /// Diagnostics alone.
    Quiet,
}

/// Whether colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Colours {
    /// They are.
    On,
    /// They are not.
    Off,
}

/// Whoever reads what the program says.
#[derive(Clone, Copy)]
pub(crate) struct Terminal<'a> {
    /// Their words.
    pub(crate) catalog: &'a Catalog,
    /// The form of diagnostics.
    pub(crate) format: Format,
    /// How much is said.
    pub(crate) voice: Voice,
    /// Whether colours are used.
    pub(crate) colours: Colours,
}

impl Terminal<'_> {
    /// Writes a result to the standard output. A reader who has gone away (`| head`) is no failure.
    pub(crate) fn put(&self, text: &str) {
        write_all(&mut io::stdout().lock(), text);
    }

    /// Writes a line of a summary, for people only.
    pub(crate) fn say(&self, line: &str) {
        if self.format == Format::Human && self.voice == Voice::Full {
            self.put(&format!("{line}\n"));
        }
    }

    /// Writes why the program could not do its work to the standard error.
    pub(crate) fn fail(&self, message: &str) {
        fail(self.catalog, self.colours, message);
    }
}

/// Writes why the program could not do its work to the standard error.
pub(crate) fn fail(catalog: &Catalog, colours: Colours, message: &str) {
    let word = catalog.text("cli.error");
    let (start, end) = if colours == Colours::On { ("\x1b[1;31m", "\x1b[0m") } else { ("", "") };
    write_all(&mut io::stderr().lock(), &format!("{start}{word}{end}: {message}\n"));
}

/// Writes as much as the reader takes; what cannot be said to anybody is not said.
pub(crate) fn write_all(stream: &mut dyn Write, text: &str) {
    drop(stream.write_all(text.as_bytes()).and_then(|()| stream.flush()));
}

/// Returns whether the standard output takes colours (<https://no-color.org>).
pub(crate) fn colours() -> Colours {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    // The console of old Windows versions shows colour codes as they are.
    let understood = !cfg!(windows) || set("WT_SESSION") || set("TERM");
    if io::stdout().is_terminal() && !set("NO_COLOR") && !dumb && understood { Colours::On } else { Colours::Off }
}
