//! What is missing, outdated or current, page by page and block by block.

use crate::locale::{Catalogs, Lang};
use crate::model::{Course, Library};
use crate::parse::{TextKind, Unit, UnitInput, record_of, units};
use crate::span::{FileId, Place};
use crate::translate::{BlockState, Pairing, Record, Sheet, Target, pair, sheets, source_of};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::BTreeSet;

/// How far a course is translated.
#[derive(Debug, Clone)]
pub struct CourseStatus {
    /// The course.
    pub id: String,
    /// The language that the others are compared with.
    pub source: Lang,
    /// The language that it was written in, where the library does not hold that.
    pub absent_source: Option<Lang>,
    /// The languages that were compared.
    pub languages: Vec<Lang>,
    /// Its pages, in order.
    pub pages: Vec<PageStatus>,
}

/// How far a page is translated.
#[derive(Debug, Clone)]
pub struct PageStatus {
    /// Its path below the language's folder.
    pub path: String,
    /// The source's file.
    pub source: FileId,
    /// How many blocks the source has.
    pub blocks: usize,
    /// One a language, in the order of [`CourseStatus::languages`].
    pub languages: Vec<LangStatus>,
}

/// How a page stands in one language.
#[derive(Debug, Clone)]
pub struct LangStatus {
    /// As a whole.
    pub state: PageState,
    /// Its file, as it is or would be called.
    pub path: String,
    /// The blocks that are to be translated, again or for the first time.
    pub blocks: usize,
    /// Their words.
    pub words: usize,
    /// How many blocks of the page the source has no more.
    pub removed: usize,
    /// Each of the blocks, where that was asked for.
    pub todo: Vec<Todo>,
}

/// How a page stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageState {
    /// There is none.
    Missing,
    /// The source has changed since.
    Outdated,
    /// It says nothing of what it was made from; as many blocks as the source has are taken to be right.
    Unknown,
    /// It says what the source says.
    Current,
}

impl PageState {
    /// Returns its name in message keys and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Outdated => "outdated",
            Self::Unknown => "unknown",
            Self::Current => "current",
        }
    }
}

/// A block to be translated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Todo {
    /// What it is: a name in message keys.
    pub kind: &'static str,
    /// The line of the source that it begins in, from 1.
    pub line: usize,
    /// What the source says now.
    pub source: String,
    /// What the page says, translated from what the source said before.
    pub translation: Option<String>,
    /// The line that this begins in.
    pub translation_line: Option<usize>,
}

/// Whether each block is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Numbers alone.
    Numbers,
    /// Each block that is to be translated.
    Blocks,
}

/// Returns how far `course` is translated into `languages`; without any, into those that it has.
pub fn status(
    library: &Library,
    catalogs: &Catalogs,
    course: &Course,
    languages: &[Lang],
    detail: Detail,
) -> Option<CourseStatus> {
    let source = source_of(course)?;
    let own: Vec<Lang> = course.editions.iter().map(|edition| edition.lang.clone()).collect();
    let asked = if languages.is_empty() { own } else { languages.to_vec() };
    let languages: Vec<Lang> = asked.into_iter().filter(|lang| *lang != source.lang).collect();
    let sheets = sheets(library, course, &languages);
    let pages = sheets.par_iter().map(|sheet| page(library, catalogs, sheet, detail)).collect();
    let listed = course.settings.source_language.clone();
    let absent_source = listed.filter(|lang| *lang != source.lang);
    let (id, source) = (course.id.to_string(), source.lang.clone());
    Some(CourseStatus { id, source, absent_source, languages, pages })
}

fn page(library: &Library, catalogs: &Catalogs, sheet: &Sheet, detail: Detail) -> PageStatus {
    let source = read(library, catalogs, sheet.source, sheet.kind);
    let source_text = &library.sources.file(sheet.source).text;
    let words: Vec<usize> = source.iter().map(Unit::words).collect();
    let languages = sheet.targets.iter().map(|target| {
        let (pairing, page) = match target.file {
            Some(file) => {
                let page = read(library, catalogs, file, sheet.kind);
                (pair(&source, &page, record(library, file).as_ref()), page)
            }
            None => (Pairing::nothing(source.len()), Vec::new()),
        };
        let todo: Vec<usize> = (0..source.len()).filter(|at| pairing.is_todo(*at)).collect();
        let told = todo.iter().filter(|_| detail == Detail::Blocks).map(|at| {
            let own = pairing.blocks[*at].1.map(|own| &page[own]);
            let text = target.file.map(|file| &library.sources.file(file).text);
            Todo {
                kind: source[*at].kind.name(),
                line: Place::of(source_text, source[*at].range.start).line,
                source: source[*at].text.clone(),
                translation: own.map(|unit| unit.text.clone()),
                translation_line: own.zip(text).map(|(unit, text)| Place::of(text, unit.range.start).line),
            }
        });
        LangStatus {
            state: state(target, &pairing),
            path: target.path.to_string(),
            blocks: todo.len(),
            words: todo.iter().map(|at| words[*at]).sum(),
            removed: pairing.removed.len(),
            todo: told.collect(),
        }
    });
    PageStatus { path: sheet.path.clone(), source: sheet.source, blocks: source.len(), languages: languages.collect() }
}

fn state(target: &Target, pairing: &Pairing) -> PageState {
    let any = |wanted| pairing.blocks.iter().any(|(state, _)| *state == wanted);
    if target.file.is_none() {
        PageState::Missing
    } else if any(BlockState::Outdated) || any(BlockState::Missing) || !pairing.removed.is_empty() {
        PageState::Outdated
    } else if any(BlockState::Unknown) {
        PageState::Unknown
    } else {
        PageState::Current
    }
}

impl Pairing {
    /// Returns the pairing of a source of `blocks` blocks with no page.
    pub fn nothing(blocks: usize) -> Self {
        Self { blocks: vec![(BlockState::Missing, None); blocks], removed: Vec::new(), added: Vec::new() }
    }

    /// Tells whether the block at `at` of the source is to be translated.
    pub fn is_todo(&self, at: usize) -> bool {
        matches!(self.blocks[at].0, BlockState::Outdated | BlockState::Missing)
    }
}

pub(super) fn read(library: &Library, catalogs: &Catalogs, file: FileId, kind: TextKind) -> Vec<Unit> {
    units(UnitInput { text: &library.sources.file(file).text, catalogs, kind })
}

pub(super) fn record(library: &Library, file: FileId) -> Option<Record> {
    record_of(&library.sources.file(file).text).and_then(|record| Record::parse(&record))
}

/// A translated page whose source has changed since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outdated {
    /// The page.
    pub file: FileId,
    /// Its source.
    pub source: FileId,
    /// The source's language.
    pub lang: Lang,
    /// How many blocks have changed, were added or are gone.
    pub blocks: usize,
}

/// Returns the translated pages whose source is known to have changed since they were made from it.
pub fn outdated(library: &Library, catalogs: &Catalogs) -> Vec<Outdated> {
    let mut found = Vec::new();
    for course in &library.courses {
        let Some(source) = source_of(course) else { continue };
        let others = course.editions.iter().map(|edition| edition.lang.clone()).filter(|lang| *lang != source.lang);
        let languages: Vec<Lang> = others.collect();
        if languages.is_empty() {
            continue;
        }
        let sheets = sheets(library, course, &languages);
        let some = sheets.par_iter().map(|sheet| {
            let recorded =
                sheet.targets.iter().filter_map(|target| Some((target.file?, record(library, target.file?)?)));
            let recorded: Vec<_> = recorded.filter(|(_, record)| record.lang == source.lang).collect();
            if recorded.is_empty() {
                return Vec::new();
            }
            let blocks = read(library, catalogs, sheet.source, sheet.kind);
            let compared = recorded.into_iter().filter_map(|(file, record)| {
                let pairing = pair(&blocks, &read(library, catalogs, file, sheet.kind), Some(&record));
                let changed = (0..blocks.len()).filter(|at| pairing.is_todo(*at)).count() + pairing.removed.len();
                (changed > 0).then(|| Outdated {
                    file,
                    source: sheet.source,
                    lang: source.lang.clone(),
                    blocks: changed,
                })
            });
            compared.collect::<Vec<_>>()
        });
        found.extend(some.collect::<Vec<_>>().concat());
    }
    found.sort_by_key(|outdated| outdated.file);
    found
}

/// Returns the pages of `course` in `languages` as they are with their mark: those that are named, or, where none is, those
/// that have none yet.
pub fn mark(
    library: &Library,
    catalogs: &Catalogs,
    course: &Course,
    languages: &[Lang],
    named: &BTreeSet<FileId>,
) -> Vec<(FileId, String)> {
    let Some(source) = source_of(course) else { return Vec::new() };
    let languages: Vec<Lang> = languages.iter().filter(|lang| **lang != source.lang).cloned().collect();
    let mut pages = Vec::new();
    for sheet in sheets(library, course, &languages) {
        let blocks = read(library, catalogs, sheet.source, sheet.kind);
        for file in sheet.targets.iter().filter_map(|target| target.file) {
            let text = &library.sources.file(file).text;
            let asked = if named.is_empty() { record_of(text).is_none() } else { named.contains(&file) };
            // A text that could not be read is not written.
            if !asked || text.is_empty() || text.contains(char::REPLACEMENT_CHARACTER) {
                continue;
            }
            let page = crate::translate::marked(text, &source.lang, &blocks);
            if page != **text {
                pages.push((file, page));
            }
        }
    }
    pages
}
