//! The four forms in which a course goes to a translator and comes back.
//!
//! Each form is one file: what it writes, it reads again. What it reads may come from anybody: no form trusts a length,
//! a character set or a structure, and all that is wrong is told at once, with its line.

mod markdown;
mod po;
mod rows;
mod sheet;
mod xliff;
mod xliff_read;
mod xml;

use crate::diagnostic::Diagnostic;
use crate::locale::{Catalog, Lang};
use crate::span::{FileId, Span};
use crate::translate::Export;
use std::ops::Range;

/// A form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// GNU gettext's catalogue of messages (gettext manual, section "The Format of PO Files").
    Po,
    /// XLIFF 2.1 (OASIS).
    Xliff,
    /// A spreadsheet (Office Open XML, ECMA-376).
    Xlsx,
    /// Markdown, one file a page.
    Md,
}

impl Form {
    /// Every form with its name on the command line and the ending of its files.
    pub const ALL: &'static [(Self, &'static str, &'static str)] =
        &[(Self::Po, "po", "po"), (Self::Xliff, "xliff", "xlf"), (Self::Xlsx, "xlsx", "xlsx"), (Self::Md, "md", "md")];

    /// Returns the form of a file with this name.
    pub fn of_file(name: &str) -> Option<Self> {
        let ending = name.rsplit_once('.')?.1.to_lowercase();
        let form = Self::ALL.iter().find(|(_, name, own)| ending == *own || ending == *name);
        form.map(|(form, _, _)| *form)
    }
}

/// What was read of a file that came back.
#[derive(Debug, Clone, Default)]
pub struct ReadFile {
    /// Its text, for places; of a spreadsheet one line a row.
    pub text: String,
    /// The course that it is of.
    pub course: Option<String>,
    /// The language that it was translated from.
    pub from: Option<Lang>,
    /// The language that it was translated into.
    pub to: Option<Lang>,
    /// Its pages.
    pub pages: Vec<ReadPage>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// A page that came back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadPage {
    /// Its path below the language's folder, in the source.
    pub path: String,
    /// What the export said of the page that it was made from.
    pub basis: Option<String>,
    /// Its blocks.
    pub entries: Vec<ReadEntry>,
}

/// A block that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadEntry {
    /// Its name in its page, where the form has one.
    pub id: Option<String>,
    /// Which one of the same words it is, from 1, where the form says that instead.
    pub occurrence: usize,
    /// The words that were translated.
    pub source: String,
    /// Their translation; empty: none.
    pub translation: String,
    /// Whether the translator stands by it.
    pub certainty: Certainty,
    /// Where the translation stands.
    pub range: Range<usize>,
}

/// Whether a translator stands by a translation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// It is finished.
    Sure,
    /// It is finished if it is another one than before: the form's mark may have been forgotten.
    IfChanged,
    /// It waits for a second look.
    Unsure,
}

impl ReadFile {
    /// Tells that something is wrong at `range`.
    fn wrong(&mut self, diagnostic: &'static str, range: Range<usize>) {
        self.diagnostics.push(Diagnostic::error(diagnostic, Span::new(FileId(0), range)));
    }

    /// Returns the page with this path, which is added where it is new.
    fn page(&mut self, path: &str) -> &mut ReadPage {
        let at = self.pages.iter().rposition(|page| page.path == path).unwrap_or_else(|| {
            self.pages.push(ReadPage { path: path.to_owned(), ..ReadPage::default() });
            self.pages.len() - 1
        });
        &mut self.pages[at]
    }
}

/// Returns the files of an export in `form`: name and bytes. `catalog` speaks to the translator.
pub fn write(export: &Export, form: Form, catalog: &Catalog) -> Vec<(String, Vec<u8>)> {
    let name = |ending: &str| format!("{}.{}.{ending}", export.course, export.to);
    match form {
        Form::Po => vec![(name("po"), po::write(export, catalog).into_bytes())],
        Form::Xliff => vec![(name("xlf"), xliff::write(export, catalog).into_bytes())],
        Form::Xlsx => vec![(name("xlsx"), sheet::write(export, catalog))],
        Form::Md => markdown::write(export, catalog),
    }
}

/// Reads a file that came back. Diagnostics stand in file 0.
pub fn read(form: Form, bytes: &[u8]) -> ReadFile {
    if form == Form::Xlsx {
        return rows::read(bytes);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let text = String::from_utf8_lossy(bytes).into_owned();
            let mut file = ReadFile { text, ..ReadFile::default() };
            file.wrong("translate/not-utf8", error.valid_up_to()..error.valid_up_to());
            return file;
        }
    };
    let mut file = match form {
        Form::Po => po::read(text),
        Form::Xliff => xliff_read::read(text),
        Form::Md | Form::Xlsx => markdown::read(text),
    };
    text.clone_into(&mut file.text);
    file
}
