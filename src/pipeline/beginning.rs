//! A library, a course, a lesson or a quiz is begun. Only folders and names are looked at: a library with mistakes in
//! it can be gone on with.

use crate::editor;
use crate::locale::{Catalogs, Lang};
use crate::output::{self, Written};
use crate::parse::library_file;
use crate::pipeline::equipping::explained;
use crate::pipeline::{Job, PipelineError, catalogs};
use crate::span::{FileId, SourcePath};
use crate::starter::{self, NewCourse, NewFile, NewLibrary, NewPage, Page};
use crate::tree::slug;
use std::collections::BTreeSet;
use std::path::Path;

/// What was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// Where it is.
    pub written: Written,
    /// The file to open first, below the library's folder.
    pub first: SourcePath,
    /// The languages that there is no example in: they were left out.
    pub left_out: Vec<Lang>,
}

/// A course that is asked for.
#[derive(Debug, Clone, Copy)]
pub struct CourseRequest<'a> {
    /// What it is called.
    pub title: Option<&'a str>,
    /// The name of its folder; without it one made of the title.
    pub id: Option<&'a str>,
    /// The language it is begun in; without it all those of the library.
    pub lang: Option<&'a Lang>,
}

/// A lesson or quiz that is asked for.
#[derive(Debug, Clone, Copy)]
pub struct PageRequest<'a> {
    /// Which of the two.
    pub page: Page,
    /// What it is called.
    pub title: Option<&'a str>,
    /// The course's folder; without it the only course.
    pub course: Option<&'a str>,
    /// The module's id or folder; without it the last.
    pub module: Option<&'a str>,
    /// The language; without it the first of the library's that the course is in.
    pub lang: Option<&'a Lang>,
}

/// Begins a library in the new folder `folder`, with what an editor needs of it; `spoken` is explained in where the
/// program speaks none of its languages.
///
/// # Errors
/// When something stands there, or the disk refuses.
pub fn new_library(folder: &Path, wanted: &NewLibrary, spoken: &Lang) -> Result<Begun, PipelineError> {
    let words = Catalogs::embedded(&[]).expect("the embedded locale files are sound");
    let (languages, left_out) = with_examples(&wanted.languages);
    let equipment = editor::folder(&words, &wanted.languages, explained(&words, &wanted.languages, spoken));
    let mut files = starter::library(&NewLibrary { languages, ..wanted.clone() }, &words);
    for file in &mut files {
        point(file, &SourcePath::new(""), |schema| equipment.iter().any(|file| file.path == *schema));
    }
    files.extend(equipment);
    begin(folder, &SourcePath::new(""), &files, left_out)
}

/// Begins a course in the library.
///
/// # Errors
/// When the library is a single course, its name is taken or is none, or the disk refuses.
pub fn new_course(job: Job<'_>, wanted: &CourseRequest<'_>) -> Result<Begun, PipelineError> {
    let words = catalogs(job.world)?;
    let settings = settings(job)?;
    let courses = courses(job)?;
    if courses.contains(&SourcePath::new("")) {
        return Err(PipelineError::SingleCourse);
    }
    let listed = wanted.lang.map_or(settings.languages, |lang| vec![lang.clone()]);
    let (languages, left_out) =
        with_examples(if listed.is_empty() { vec![Lang::english()] } else { listed }.as_slice());
    let title = wanted.title.unwrap_or_else(|| words.get(&languages[0]).text("starter.course"));
    let made = slug(title, languages[0].base());
    let id = wanted.id.unwrap_or(if made.is_empty() { "course" } else { &made });
    let good = slug(id, languages[0].base());
    if good != id {
        let good = if good.is_empty() { "my-course".to_owned() } else { good };
        return Err(PipelineError::BadId { wanted: id.to_owned(), good });
    }
    let beside = courses.first().map_or_else(|| SourcePath::new("courses"), SourcePath::parent);
    let folder = beside.join(id);
    let new = NewCourse { title: wanted.title, organisation: settings.organisation.as_deref(), languages: &languages };
    let mut files = starter::course(&new, &words);
    for file in &mut files {
        point(file, &folder, |schema| job.world.entry(schema).is_ok());
    }
    begin(&job.root.join(folder.as_str()), &folder, &files, left_out)
}

/// Leads an editor from a file in `inside` to its schema, where that is there.
fn point(file: &mut NewFile, inside: &SourcePath, is_there: impl Fn(&SourcePath) -> bool) {
    let path = inside.join(file.path.as_str());
    if let Some((_, line)) = editor::pointing(&path).filter(|(schema, _)| is_there(schema)) {
        file.text.insert_str(0, &line);
    }
}

/// Begins a lesson or a quiz at the end of a module.
///
/// # Errors
/// When there is no such course or module, or the disk refuses.
pub fn new_page(job: Job<'_>, wanted: &PageRequest<'_>) -> Result<Begun, PipelineError> {
    let words = catalogs(job.world)?;
    let course = course(job, wanted.course)?;
    let lang = language(job, &course, wanted.lang)?;
    let folder = course.join(lang.as_str());
    let modules: Vec<String> = folders(job, &folder)?.into_iter().collect();
    let module = match wanted.module {
        Some(name) => modules.iter().find(|module| *module == name || unnumbered(module) == name),
        None => modules.last(),
    };
    let Some(module) = module else {
        return Err(PipelineError::NoModule {
            wanted: wanted.module.unwrap_or_default().to_owned(),
            course: course.name().to_owned(),
            folder,
            known: modules,
        });
    };
    let folder = folder.join(module);
    let page = NewPage { page: wanted.page, title: wanted.title, lang: &lang, number: next_number(job, &folder)? };
    let new = starter::page(&page, &words);
    let path = folder.join(&free_name(job, &folder, new.path.as_str())?);
    let written = output::new_file(&job.root.join(path.as_str()), &new.text)?;
    Ok(Begun { written, first: path, left_out: Vec::new() })
}

/// Writes `files` into the new folder `folder`, which is `inside` the library.
fn begin(folder: &Path, inside: &SourcePath, files: &[NewFile], left_out: Vec<Lang>) -> Result<Begun, PipelineError> {
    // The lesson is what an author changes first.
    let lesson = files.iter().find(|file| file.path.name().starts_with("01-") && file.path.as_str().ends_with(".md"));
    let first = lesson.map_or_else(|| inside.clone(), |lesson| inside.join(lesson.path.as_str()));
    let texts = files.iter().map(|file| (file.path.as_str(), file.text.as_str()));
    Ok(Begun { written: output::new_folder(folder, texts)?, first, left_out })
}

/// Returns the languages that there are examples in, in their order, and the others. Where there is none at all, the
/// first begins in English.
fn with_examples(languages: &[Lang]) -> (Vec<Lang>, Vec<Lang>) {
    let (mut with, mut without): (Vec<Lang>, Vec<Lang>) = languages.iter().cloned().partition(starter::has_example);
    if with.is_empty() && !without.is_empty() {
        with.push(without.remove(0));
    }
    (with, without)
}

/// Returns what `alforja.yaml` says.
pub(super) fn settings(job: Job<'_>) -> Result<crate::model::LibrarySettings, PipelineError> {
    let path = SourcePath::new("alforja.yaml");
    let is_there = job.world.list()?.iter().any(|entry| entry.path == path);
    let text = if is_there { String::from_utf8_lossy(&job.world.read(&path)?).into_owned() } else { String::new() };
    Ok(library_file(FileId(0), &text).value)
}

/// Returns the folders of the courses.
pub(super) fn courses(job: Job<'_>) -> Result<BTreeSet<SourcePath>, PipelineError> {
    let entries = job.world.list()?;
    let settings = entries.iter().filter(|entry| entry.path.name() == "course.yaml");
    Ok(settings.map(|entry| entry.path.parent()).collect())
}

fn course(job: Job<'_>, wanted: Option<&str>) -> Result<SourcePath, PipelineError> {
    let courses = courses(job)?;
    let known = || courses.iter().map(|course| course.name().to_owned()).collect();
    match (wanted, courses.len()) {
        (_, 0) => Err(PipelineError::NoCourses),
        (Some(wanted), _) => courses
            .iter()
            .find(|course| course.name() == wanted)
            .cloned()
            .ok_or_else(|| PipelineError::NoCourse { wanted: wanted.to_owned(), known: known() }),
        (None, 1) => Ok(courses.first().cloned().unwrap_or_else(|| SourcePath::new(""))),
        (None, _) => Err(PipelineError::WhichCourse { known: known() }),
    }
}

/// Returns the language that is meant: the first of the library's that the course is in, unless one is asked for.
pub(super) fn language(job: Job<'_>, course: &SourcePath, wanted: Option<&Lang>) -> Result<Lang, PipelineError> {
    let there: Vec<Lang> = folders(job, course)?.iter().filter_map(|name| Lang::parse(name)).collect();
    let listed = settings(job)?.languages;
    let found = match wanted {
        Some(wanted) => there.iter().find(|lang| *lang == wanted),
        None => listed.iter().find(|lang| there.contains(lang)).or(there.first()),
    };
    found.cloned().ok_or_else(|| PipelineError::NoLanguage {
        wanted: wanted.map_or_else(String::new, Lang::to_string),
        known: there.iter().map(Lang::to_string).collect(),
    })
}

/// Returns the names of the folders in `folder` that hold files.
pub(super) fn folders(job: Job<'_>, folder: &SourcePath) -> Result<BTreeSet<String>, PipelineError> {
    let entries = job.world.list()?;
    let prefix = if folder.as_str().is_empty() { String::new() } else { format!("{folder}/") };
    let inner = entries.iter().filter_map(|entry| entry.path.as_str().strip_prefix(&prefix)?.split_once('/'));
    Ok(inner.map(|(name, _)| name.to_owned()).collect())
}

/// Returns the name of a page, or one like it: without their numbers the names of a module differ, because these are
/// the pages' ids.
fn free_name(job: Job<'_>, folder: &SourcePath, name: &str) -> Result<String, PipelineError> {
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let entries = job.world.list()?;
    let taken: BTreeSet<&str> = entries
        .iter()
        .filter(|entry| entry.path.parent() == *folder)
        .map(|entry| unnumbered(entry.path.name().strip_suffix(".md").unwrap_or_default()))
        .collect();
    let more = (2..).map(|number| format!("{stem}-{number}"));
    let free = std::iter::once(stem.to_owned()).chain(more).find(|stem| !taken.contains(unnumbered(stem)));
    Ok(format!("{}.md", free.unwrap_or_else(|| stem.to_owned())))
}

/// Returns a page's or module's name without the number that orders it.
pub(super) fn unnumbered(name: &str) -> &str {
    name.trim_start_matches(|letter: char| letter.is_ascii_digit()).trim_start_matches(['-', '_', '.', ' '])
}

/// Returns the number after the greatest of the folder's files, as their names begin.
pub(super) fn next_number(job: Job<'_>, folder: &SourcePath) -> Result<usize, PipelineError> {
    let entries = job.world.list()?;
    let files = entries.iter().filter(|entry| entry.path.parent() == *folder);
    let numbers = files.filter_map(|entry| {
        let digits = entry.path.name().find(|letter: char| !letter.is_ascii_digit())?;
        entry.path.name()[..digits].parse::<usize>().ok()
    });
    Ok(numbers.max().unwrap_or(0).saturating_add(1))
}
