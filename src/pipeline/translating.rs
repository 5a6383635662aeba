//! Translations: how far they are, out to translators, and back.

use crate::diagnostic::{Diagnostic, Message, has_errors};
use crate::load;
use crate::locale::{Catalogs, Lang};
use crate::model::{Course, CourseId, Library};
use crate::output::{self, OutputError, Replacement};
use crate::pipeline::{Job, Outcome, PipelineError, catalogs};
use crate::progress::Stage;
use crate::span::{FileId, SourcePath, Sources, Span};
use crate::translate::{self, Change, CourseStatus, Detail, Force, Form, Memory, Scope};
use crate::tree::Body;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is asked of translations.
#[derive(Debug, Clone, Copy)]
pub struct StatusRequest<'a> {
    /// One course; without it all.
    pub course: Option<&'a CourseId>,
    /// The languages; without any, those that each course has.
    pub languages: &'a [Lang],
    /// Whether each block is told.
    pub detail: Detail,
}

/// Returns how far the courses are translated.
///
/// # Errors
/// When the library cannot be read, or there is no such course.
pub fn translation_status(job: Job<'_>, request: StatusRequest<'_>) -> Result<Vec<CourseStatus>, PipelineError> {
    let (library, catalogs) = library(job)?;
    let courses = courses(&library, request.course)?;
    let status = |course: &&Course| translate::status(&library, &catalogs, course, request.languages, request.detail);
    Ok(courses.iter().filter_map(status).collect())
}

/// Returns what is told of translated pages whose source has changed, and keeps those whose readers are told too.
pub(super) fn outdated(library: &mut Library, catalogs: &Catalogs) -> Vec<Diagnostic> {
    let found = translate::outdated(library, catalogs);
    let is_told = |course: &Course| course.settings.outdated_note.unwrap_or(library.settings.outdated_note);
    let silent: Vec<&SourcePath> =
        library.courses.iter().filter(|course| !is_told(course)).map(|course| &course.folder).collect();
    let path = |file: FileId| &library.sources.file(file).path;
    let told = found
        .iter()
        .map(|page| page.file)
        .filter(|file| !silent.iter().any(|folder| path(*file).as_str().starts_with(&format!("{folder}/"))));
    let told: BTreeSet<FileId> = told.collect();
    let warned = found.iter().map(|page| {
        let name = path(page.file).name();
        let warning = Diagnostic::warning("translation/outdated", Span::start_of(page.file)).with("count", page.blocks);
        warning.hint(Message::new("hint/see-status").with("name", name).with("path", path(page.file)))
    });
    let warned = warned.collect();
    library.outdated = told;
    warned
}

/// Writes a report that was asked for as `file`.
///
/// # Errors
/// When the disk refuses.
pub fn write_report(job: Job<'_>, file: &Path, text: String) -> Result<(), PipelineError> {
    output::file(job.world, &Body::Bytes(text.into_bytes()), file, job.progress)?;
    Ok(())
}

/// What is marked as made from the source as it is.
#[derive(Debug, Clone, Copy)]
pub struct MarkRequest<'a> {
    /// One course; without it all.
    pub course: Option<&'a CourseId>,
    /// The languages; without any, all.
    pub languages: &'a [Lang],
    /// The pages, as paths in the library; without any, all that say nothing yet.
    pub pages: &'a [SourcePath],
}

/// What was marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The pages.
    pub pages: Vec<SourcePath>,
    /// Those that were named but are no translation.
    pub unknown: Vec<SourcePath>,
}

/// Writes into translated pages that they say what their source says now.
///
/// # Errors
/// When the library cannot be read or written, or there is no such course.
pub fn translation_mark(job: Job<'_>, request: MarkRequest<'_>) -> Result<Marked, PipelineError> {
    let (library, catalogs) = library(job)?;
    let named: BTreeSet<FileId> =
        library.sources.iter().filter(|(_, file)| request.pages.contains(&file.path)).map(|(id, _)| id).collect();
    let mut pages: BTreeMap<FileId, String> = BTreeMap::new();
    let mut known: BTreeSet<FileId> = BTreeSet::new();
    if named.is_empty() && !request.pages.is_empty() {
        return Ok(Marked { pages: Vec::new(), unknown: request.pages.to_vec() });
    }
    for course in courses(&library, request.course)? {
        let own: Vec<Lang> = course.editions.iter().map(|edition| edition.lang.clone()).collect();
        let source = translate::source_of(course).map(|source| source.lang.clone());
        let mut languages = if request.languages.is_empty() { own } else { request.languages.to_vec() };
        languages.retain(|lang| Some(lang) != source.as_ref());
        pages.extend(translate::mark(&library, &catalogs, course, &languages, &named));
        let sheets = translate::sheets(&library, course, &languages);
        known.extend(sheets.iter().flat_map(|sheet| &sheet.targets).filter_map(|target| target.file));
    }
    let path = |id: &FileId| library.sources.file(*id).path.clone();
    let changes: Vec<Change> =
        pages.iter().map(|(id, text)| Change { path: path(id), text: text.clone(), keeps_old: false }).collect();
    write(job.root, &changes)?;
    let is_known = |page: &&SourcePath| known.iter().any(|id| library.sources.file(*id).path == **page);
    let unknown = request.pages.iter().filter(|page| !is_known(page)).cloned().collect();
    Ok(Marked { pages: pages.keys().map(path).collect(), unknown })
}

/// What goes to a translator.
#[derive(Debug, Clone, Copy)]
pub struct ExportRequest<'a> {
    /// One course; without it all.
    pub course: Option<&'a CourseId>,
    /// The language to translate into.
    pub to: &'a Lang,
    /// How it is written.
    pub form: Form,
    /// All of it, or what is to be done.
    pub scope: Scope,
    /// The folder that the files are put in.
    pub out: &'a Path,
    /// Whether files that stand there are written over: a translator may have worked in them.
    pub over: bool,
}

/// What went to a translator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The files.
    pub files: Vec<PathBuf>,
    /// How many blocks they hold.
    pub blocks: usize,
    /// How many of these are to be translated.
    pub todo: usize,
}

/// Writes what a translator needs.
///
/// # Errors
/// When the library cannot be read, there is no such course, a file stands in the way, or the disk refuses.
pub fn translation_export(job: Job<'_>, request: ExportRequest<'_>) -> Result<Exported, PipelineError> {
    let (library, catalogs) = library(job)?;
    let catalog = catalogs.get(request.to);
    let mut exported = Exported { files: Vec::new(), blocks: 0, todo: 0 };
    let mut files: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    let mut memories: BTreeMap<Lang, Memory> = BTreeMap::new();
    for course in courses(&library, request.course)? {
        let Some(source) = translate::source_of(course) else { continue };
        let memory = memories
            .entry(source.lang.clone())
            .or_insert_with(|| Memory::of(&library, &catalogs, &source.lang, request.to));
        let asked = translate::ExportRequest { course, to: request.to, scope: request.scope, memory };
        let Some(export) = translate::export(&library, &catalogs, asked) else { continue };
        let entries = export.pages.iter().flat_map(|page| &page.entries);
        exported.blocks += entries.clone().count();
        exported.todo += entries.filter(|entry| entry.done().is_none()).count();
        if !export.pages.is_empty() {
            let written = translate::write(&export, request.form, catalog);
            files.extend(written.into_iter().map(|(name, bytes)| (request.out.join(name), bytes)));
        }
    }
    let standing = files.iter().find(|(path, _)| path.exists()).filter(|_| !request.over);
    if let Some((path, _)) = standing {
        return Err(OutputError::Exists { path: path.clone() }.into());
    }
    for (path, bytes) in files {
        output::file(job.world, &Body::Bytes(bytes), &path, job.progress)?;
        exported.files.push(path);
    }
    Ok(exported)
}

/// A file that came back.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// Its name, as it was given.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What came back from translators.
#[derive(Debug, Clone, Copy)]
pub struct ImportRequest<'a> {
    /// The files.
    pub files: &'a [Incoming],
    /// What may be done that is otherwise refused.
    pub force: Force,
}

/// What was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// The pages that were written.
    pub pages: Vec<SourcePath>,
    /// How many blocks have another translation than before.
    pub blocks: usize,
    /// The pages that were left as they are, because they lack so many translations.
    pub waiting: Vec<(String, usize)>,
}

/// Writes what translators have sent back into the library: all of it or nothing. Diagnostics stand in the files that
/// came back.
///
/// # Errors
/// When the library cannot be read or written.
pub fn translation_import(job: Job<'_>, request: ImportRequest<'_>) -> Result<Outcome<Imported>, PipelineError> {
    let (library, catalogs) = library(job)?;
    let mut sources = Sources::default();
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let mut imported = Imported::default();
    let mut changes: BTreeMap<SourcePath, (Change, FileId)> = BTreeMap::new();
    for incoming in request.files {
        let path = SourcePath::new(&incoming.name);
        let Some(form) = Form::of_file(&incoming.name) else {
            let number = sources.add(path, Arc::from(""));
            diagnostics.push(Diagnostic::error("translate/unknown-form", Span::start_of(number)));
            continue;
        };
        let read = translate::read(form, &incoming.bytes);
        let number = sources.add(path, Arc::from(read.text.as_str()));
        let merged = translate::merge(&library, &catalogs, &read, number, request.force);
        diagnostics.extend(merged.diagnostics);
        imported.blocks += merged.blocks;
        imported.waiting.extend(merged.waiting);
        for change in merged.changes {
            let path = change.path.clone();
            if let Some((_, first)) = changes.get(&path) {
                let twice = Diagnostic::error("translate/two-files", Span::start_of(number)).with("path", &path);
                diagnostics.push(twice.label(Span::start_of(*first), Message::new("label/first")));
                continue;
            }
            changes.insert(path, (change, number));
        }
    }
    if has_errors(&diagnostics) {
        return Ok(Outcome { diagnostics, sources, made: None });
    }
    let changes: Vec<Change> = changes.into_values().map(|(change, _)| change).collect();
    write(job.root, &changes)?;
    imported.pages = changes.into_iter().map(|change| change.path).collect();
    Ok(Outcome { diagnostics, sources, made: Some(imported) })
}

fn write(root: &Path, changes: &[Change]) -> Result<(), PipelineError> {
    let texts: Vec<Replacement<'_>> = changes
        .iter()
        .map(|change| Replacement { path: &change.path, text: &change.text, keeps_old: change.keeps_old })
        .collect();
    if !texts.is_empty() {
        output::sources(root, &texts)?;
    }
    Ok(())
}

/// Returns the library as it is: what is wrong in it is told by `check`.
fn library(job: Job<'_>) -> Result<(Library, Catalogs), PipelineError> {
    let catalogs = catalogs(job.world)?;
    job.progress.begin(Stage::Reading, 0);
    let library = load::load(job.world, &catalogs);
    job.progress.end();
    Ok((library?.value, catalogs))
}

fn courses<'a>(library: &'a Library, wanted: Option<&CourseId>) -> Result<Vec<&'a Course>, PipelineError> {
    let Some(id) = wanted else { return Ok(library.courses.iter().collect()) };
    match library.course(id) {
        Some(course) => Ok(vec![course]),
        None => {
            let known = library.courses.iter().map(|course| course.id.to_string()).collect();
            Err(PipelineError::NoCourse { wanted: id.to_string(), known })
        }
    }
}
