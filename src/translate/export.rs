//! Everything that a translator needs of a course.

use crate::fingerprint::Fingerprint;
use crate::locale::{Catalogs, Lang};
use crate::model::{Course, Library};
use crate::span::Place;
use crate::translate::entry::{ids, is_bare};
use crate::translate::status::{read, record};
use crate::translate::{BlockState, Entry, EntryState, ExportPage, Memory, Pairing, Sheet, pair, sheets, source_of};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

/// What is to be exported.
#[derive(Debug, Clone, Copy)]
pub struct ExportRequest<'a> {
    /// The course.
    pub course: &'a Course,
    /// The language to translate into.
    pub to: &'a Lang,
    /// All of it, or what is to be done.
    pub scope: Scope,
    /// What was translated before.
    pub memory: &'a Memory,
}

/// How much is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Every block.
    All,
    /// The blocks that are to be translated, again or for the first time.
    Todo,
}

/// A course for a translator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// The course.
    pub course: String,
    /// Its version.
    pub version: String,
    /// The language that it is translated from.
    pub from: Lang,
    /// The language that it is translated into.
    pub to: Lang,
    /// Its pages, in order.
    pub pages: Vec<ExportPage>,
}

/// Returns a course for a translator; nothing where it is asked for in its own language.
pub fn export(library: &Library, catalogs: &Catalogs, request: ExportRequest<'_>) -> Option<Export> {
    let course = request.course;
    let source = source_of(course)?;
    if source.lang == *request.to {
        return None;
    }
    let sheets = sheets(library, course, std::slice::from_ref(request.to));
    let pages = sheets.par_iter().map(|sheet| page(library, catalogs, request, sheet));
    let pages: Vec<ExportPage> = pages.collect();
    Some(Export {
        course: course.id.to_string(),
        version: course.settings.version.clone(),
        from: source.lang.clone(),
        to: request.to.clone(),
        pages: pages.into_iter().filter(|page| !page.entries.is_empty()).collect(),
    })
}

fn page(library: &Library, catalogs: &Catalogs, request: ExportRequest<'_>, sheet: &Sheet) -> ExportPage {
    let source_file = library.sources.file(sheet.source);
    let blocks = read(library, catalogs, sheet.source, sheet.kind);
    let target = sheet.targets[0].file;
    let (pairing, own) = match target {
        Some(file) => {
            let own = read(library, catalogs, file, sheet.kind);
            (pair(&blocks, &own, record(library, file).as_ref()), own)
        }
        None => (Pairing::nothing(blocks.len()), Vec::new()),
    };
    let mut entries = Vec::new();
    for ((unit, id), (state, at)) in blocks.iter().zip(ids(&blocks)).zip(&pairing.blocks) {
        let mut state = match state {
            BlockState::Current | BlockState::Unknown => EntryState::Done,
            BlockState::Outdated => EntryState::Outdated,
            BlockState::Missing => EntryState::New,
        };
        let mut translation = at.map(|at| own[at].text.clone());
        if state == EntryState::New && is_bare(unit) {
            (state, translation) = (EntryState::Done, Some(unit.text.clone()));
        }
        if request.scope == Scope::Todo && state == EntryState::Done {
            continue;
        }
        let suggestions = if state == EntryState::Done { Vec::new() } else { request.memory.suggest(&unit.text) };
        let line = Place::of(&source_file.text, unit.range.start).line;
        let (kind, marks, source) = (unit.kind, unit.marks, unit.text.clone());
        entries.push(Entry { id, kind, marks, line, source, state, translation, suggestions });
    }
    ExportPage {
        path: sheet.path.clone(),
        source_path: source_file.path.to_string(),
        basis: target.map_or_else(|| "-".to_owned(), |file| basis(&library.sources.file(file).text)),
        entries,
    }
}

/// Returns letters of the fingerprint of a page's text: by them an import knows whether it was changed since.
pub(super) fn basis(text: &str) -> String {
    Fingerprint::of(text.as_bytes()).hex()[..12].to_owned()
}
