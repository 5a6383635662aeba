//! Data to PDF, by Typst: the only file that names it.
//!
//! 1. A [`Copy`] is a template of ours, its data as JSON, and its pictures; there is no other file, no network, no
//!    clock.
//! 2. The fonts are those of the program: Libertinus for text, DejaVu Sans Mono for code and for signs, New Computer
//!    Modern for formulas.
//! 3. Typst sets the pages; [`impose`](crate::paper::impose) may lay them out as a booklet; they become a PDF whose id
//!    comes from its name.

use crate::paper::PaperError;
use serde::Serialize;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

/// Our templates.
const TEMPLATES: &[(&str, &str)] = &[("certificate.typ", include_str!("typst/certificate.typ"))];

/// The data's place among the files that a template sees.
const DATA: &str = "data.json";

/// What is to be set.
pub(crate) struct Copy {
    template: &'static str,
    data: Bytes,
    pictures: Vec<(FileId, Bytes)>,
    ident: String,
}

impl Copy {
    /// Returns what is to be set: a template of ours, its data, and its pictures, each with the ending that says what it is
    /// ([`picture_name`] names them by their place). The PDF's id is made of `ident`.
    pub(crate) fn new(
        template: &'static str,
        data: &impl Serialize,
        pictures: Vec<(String, Vec<u8>)>,
        ident: &str,
    ) -> Self {
        let data = serde_json::to_vec(data).expect("views hold nothing that JSON cannot");
        let picture = |(number, (ending, bytes)): (usize, (String, Vec<u8>))| {
            (file(&picture_name(number, &ending)), Bytes::new(bytes))
        };
        let pictures = pictures.into_iter().enumerate().map(picture).collect();
        Self { template, data: Bytes::new(data), pictures, ident: ident.to_owned() }
    }
}

/// Returns what a template calls the picture `number`, counted from 0.
pub(crate) fn picture_name(number: usize, ending: &str) -> String {
    format!("/pictures/{number}.{ending}")
}

/// What PDFs are set with, made once for many of them.
pub(crate) struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    sources: Vec<Source>,
}

impl Press {
    /// Returns a press with the fonts of the program.
    pub(crate) fn new() -> Self {
        let fonts: Vec<Font> = typst_assets::fonts().flat_map(|font| Font::iter(Bytes::new(font))).collect();
        let sources = TEMPLATES.iter().map(|(name, text)| Source::new(file(name), (*text).to_owned())).collect();
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            sources,
        }
    }

    /// Returns a copy as PDF.
    ///
    /// # Errors
    /// When a template of ours is wrong or a picture cannot be read.
    pub(crate) fn pdf(&self, copy: &Copy) -> Result<Vec<u8>, PaperError> {
        let document = self.pages(copy)?;
        let options = PdfOptions {
            ident: Smart::Custom(copy.ident.clone()),
            creator: Smart::Custom(Some("Alforja".to_owned())),
            ..PdfOptions::default()
        };
        let pdf = typst_pdf::pdf(&document, &options).map_err(|told| error(&told));
        // What was worked out for this copy helps no other one.
        typst::comemo::evict(0);
        pdf
    }

    fn pages(&self, copy: &Copy) -> Result<PagedDocument, PaperError> {
        let desk = Desk { press: self, copy, main: file(copy.template) };
        typst::compile::<PagedDocument>(&desk).output.map_err(|told| error(&told))
    }
}

fn error(told: &[SourceDiagnostic]) -> PaperError {
    let lines: Vec<String> = told.iter().map(|one| one.message.to_string()).collect();
    PaperError(lines.join("; "))
}

/// Returns the id of a file that a template sees.
fn file(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("our own names are paths");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// What Typst sees while it sets a copy.
struct Desk<'a> {
    press: &'a Press,
    copy: &'a Copy,
    main: FileId,
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = self.press.sources.iter().find(|source| source.id() == id);
        found.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == file(DATA) {
            return Ok(self.copy.data.clone());
        }
        let found = self.copy.pictures.iter().find(|(known, _)| *known == id);
        found.map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
