//! Data to PDF, by Typst: the only file that names it.
//!
//! 1. A [`Copy`] is a template of ours, its data as JSON, and its pictures; there is no other file, no network, no
//!    clock.
//! 2. The fonts are those of the program: Libertinus for text, DejaVu Sans Mono for code and for signs, New Computer
//!    Modern for formulas.
//! 3. Typst sets the pages; `impose` may lay them out as a booklet; they become a PDF whose id
//!    comes from its name.

mod impose;

use crate::paper::{PaperError, PaperSize};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::visualize::{ExchangeFormat, RasterImage, SvgImage};
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

/// Our templates.
const TEMPLATES: &[(&str, &str)] = &[
    ("attendance.typ", include_str!("../typst/attendance.typ")),
    ("base.typ", include_str!("../typst/base.typ")),
    ("book.typ", include_str!("../typst/book.typ")),
    ("certificate.typ", include_str!("../typst/certificate.typ")),
    ("sheets.typ", include_str!("../typst/sheets.typ")),
];

/// The data's place among the files that a template sees.
const DATA: &str = "data.json";

/// What is to be set.
pub(crate) struct Copy {
    template: &'static str,
    data: Bytes,
    album: Album,
    ident: String,
}

impl Copy {
    /// Returns what is to be set: a template of ours, its data, and its pictures. The PDF's id is made of `ident`.
    pub(crate) fn new(template: &'static str, data: &impl Serialize, album: Album, ident: &str) -> Self {
        let data = serde_json::to_vec(data).expect("views hold nothing that JSON cannot");
        Self { template, data: Bytes::new(data), album, ident: ident.to_owned() }
    }
}

/// The pictures that several copies show.
#[derive(Clone, Default)]
pub(crate) struct Album(Vec<(FileId, Bytes)>);

impl Album {
    /// Returns pictures that [`picture_name`] names, each with the ending that says what it is.
    pub(crate) fn new(pictures: Vec<(String, Vec<u8>)>) -> Self {
        let picture = |(number, (ending, bytes)): (usize, (String, Vec<u8>))| {
            (file(&picture_name(number, &ending)), Bytes::new(bytes))
        };
        Self(pictures.into_iter().enumerate().map(picture).collect())
    }
}

/// Tells whether a picture can be read: one that cannot would leave nothing of what it stands in.
pub(crate) fn is_readable(ending: &str, bytes: &[u8]) -> bool {
    let bytes = Bytes::new(bytes.to_vec());
    let format = match ending {
        "svg" => return SvgImage::new(bytes).is_ok(),
        "jpg" | "jpeg" => ExchangeFormat::Jpg,
        "png" => ExchangeFormat::Png,
        "gif" => ExchangeFormat::Gif,
        "webp" => ExchangeFormat::Webp,
        _ => return false,
    };
    RasterImage::new(bytes, format, Smart::Auto).is_ok()
}

/// The letters of a text that no font has.
pub(crate) struct Missing {
    pub(crate) letters: BTreeSet<char>,
    /// Whether they are a part of the text without which it cannot be read.
    pub(crate) is_foreign: bool,
}

/// From one letter in so many on, a text without them cannot be read.
const ONE_IN: usize = 50;

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

    /// Returns the letters of a text that no font has.
    pub(crate) fn missing(&self, text: &str) -> Missing {
        let mut counts: BTreeMap<char, usize> = BTreeMap::new();
        for letter in text.chars().filter(|letter| !letter.is_ascii()) {
            *counts.entry(letter).or_default() += 1;
        }
        let known = |letter: char| {
            let invisible = letter.is_whitespace()
                || letter.is_control()
                || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{ad}' | '\u{feff}');
            invisible || self.fonts.iter().any(|font| font.info().coverage.contains(letter.into()))
        };
        counts.retain(|letter, _| !known(*letter));
        let all = text.chars().filter(|letter| letter.is_alphabetic()).count();
        let is_foreign = counts.values().sum::<usize>() * ONE_IN > all;
        Missing { letters: counts.into_keys().collect(), is_foreign }
    }

    /// Returns a copy as PDF.
    ///
    /// # Errors
    /// When a template of ours is wrong.
    pub(crate) fn pdf(&self, copy: &Copy, size: PaperSize) -> Result<Vec<u8>, PaperError> {
        let document = self.pages(copy)?;
        let document = match size {
            PaperSize::A4 => document,
            PaperSize::Booklet => impose::booklet(&document),
        };
        let options = PdfOptions {
            ident: Smart::Custom(copy.ident.clone()),
            creator: Smart::Custom(Some("Alforja".to_owned())),
            // What says in which order pages are read is wrong where they lie in another one.
            tagged: size == PaperSize::A4,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&document, &options).map_err(|told| error(&told))
    }

    /// Forgets what was worked out for the last copies: it helps no others.
    pub(crate) fn rest(&self) {
        typst::comemo::evict(0);
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
        let found = self.copy.album.0.iter().find(|(known, _)| *known == id);
        found.map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
