//! The library's tree → whole courses.
//!
//! 1. `survey`: which file is what, by names alone.
//! 2. `reading`: every text is read, decoded and parsed, side by side.
//! 3. `outline`: languages, modules and lessons get their ids, titles and order.
//! 4. `places` and `shelf`: every link and every picture, film and sound is looked up; `captions`: the words of
//!    those that are shown.
//!
//! What is wrong in a course is told, all of it; only what the author cannot mend is a [`LoadError`].

mod address;
mod banks;
mod captions;
mod fallback;
mod memo;
mod outline;
mod overlooked;
mod places;
mod reading;
mod resolve;
mod shelf;
mod survey;

pub use fallback::fill_in;
pub use memo::Memo;

use crate::diagnostic::{Diagnosed, Diagnostic, Message};
use crate::load::banks::Banks;
use crate::load::outline::Outline;
use crate::load::overlooked::{Slip, overlooked};
use crate::load::places::Places;
use crate::load::reading::{Job, Parsed, Reading};
use crate::load::resolve::{Resolver, strays};
use crate::load::shelf::Shelf;
use crate::load::survey::{CourseFolder, LIBRARY_FILE, is_text, survey};
use crate::locale::{Catalogs, Lang};
use crate::model::{
    Budget, Checks, Course, CourseId, Library, LibrarySettings, LinkTarget, Localised, PackageSettings, Pictures, Rung,
    SessionSettings, Support,
};
use crate::parse::{CourseFile, ParsedText, TextKind, course_file, is_course_id, library_file, videos_file};
use crate::span::{SourcePath, Span, Spanned};
use crate::tree::slug;
use crate::world::{Entry, ReadError, World};
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, IntoParallelRefMutIterator, ParallelIterator};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// Why nothing could be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A file or folder cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// There is neither `alforja.yaml` nor a course.
    #[error("there is no `alforja.yaml` and no course here")]
    NoLibrary,
}

/// Returns the library, and what is wrong with it.
///
/// # Errors
/// When a file cannot be read, or there is no library.
pub fn load(world: &dyn World, catalogs: &Catalogs) -> Result<Diagnosed<Library>, LoadError> {
    load_listed(world, &world.list()?, catalogs, None)
}

/// Returns what [`load`] returns of a library whose files are `entries`, and does not do again what `memo` knows. One
/// memo is for one library and the same `catalogs`.
///
/// # Errors
/// When a file cannot be read, or there is no library.
pub fn load_listed(
    world: &dyn World,
    entries: &[Entry],
    catalogs: &Catalogs,
    memo: Option<&Memo>,
) -> Result<Diagnosed<Library>, LoadError> {
    let mut reading = Reading::default();
    let settings = entries.iter().find(|entry| entry.path.as_str() == LIBRARY_FILE);
    let mut listed = None;
    if let Some(entry) = settings {
        reading.read(world, &[entry], memo)?;
        let read = reading.text(&entry.path).map(|(file, text)| library_file(file, &text));
        listed = read.map(|read| read.into_value(&mut reading.diagnostics));
    }
    let languages = listed.as_ref().map_or(Vec::new(), |settings| settings.languages.clone());
    let is_lang = |lang: &Lang| languages.contains(lang) || catalogs.get(lang).lang() == lang;
    let folders = survey(entries, &is_lang);
    if folders.is_empty() && listed.is_none() {
        return Err(LoadError::NoLibrary);
    }
    let of_path: HashMap<&SourcePath, &Entry> = entries.iter().map(|entry| (&entry.path, entry)).collect();
    let texts = folders.iter().flat_map(CourseFolder::texts).filter_map(|path| of_path.get(path).copied());
    reading.read(world, &texts.collect::<Vec<_>>(), memo)?;
    if let Some(settings) = &listed {
        no_theme(settings, entries, &mut reading.diagnostics);
    }
    let slips = overlooked(entries, &folders, &is_lang);
    for slip in &slips {
        let file = reading.add_name(&slip.file);
        let told = Diagnostic::warning("file/other-name", Span::start_of(file)).with("path", &slip.path);
        reading.diagnostics.push(told.hint(Message::new("hint/rename-to").with("name", &slip.right)));
    }
    let library = assemble(listed, (&folders, &slips), reading, catalogs, &is_lang, memo);
    if let Some(memo) = memo {
        memo.end(entries);
    }
    Ok(library)
}

/// Tells of a theme that is neither the program's own nor in `themes/`.
fn no_theme(settings: &LibrarySettings, entries: &[Entry], all: &mut Vec<Diagnostic>) {
    let inner = entries.iter().filter_map(|entry| entry.path.as_str().strip_prefix("themes/")?.split_once('/'));
    let mut known: BTreeSet<&str> = inner.map(|(name, _)| name).collect();
    known.insert("default");
    let theme = &settings.theme;
    if !known.contains(theme.value.as_str()) {
        let told = Diagnostic::error("library/no-theme", theme.span).with("name", &theme.value);
        all.push(told.hint_nearest(&theme.value, known));
    }
}

/// A course on its way.
struct Draft<'a> {
    folder: &'a CourseFolder,
    id: CourseId,
    file: CourseFile,
    source: Lang,
}

fn assemble(
    listed: Option<LibrarySettings>,
    (folders, slips): (&[CourseFolder], &[Slip]),
    mut reading: Reading,
    catalogs: &Catalogs,
    is_lang: &(dyn Fn(&Lang) -> bool + Sync),
    memo: Option<&Memo>,
) -> Diagnosed<Library> {
    let mut all = Vec::new();
    let languages = languages(listed.as_ref(), folders, &reading, &mut all);
    let drafts = course_drafts(folders, &languages, &mut reading, &mut all);
    let parsed = reading.parse(page_jobs(&drafts), catalogs, memo);
    let banks = Banks::read(&parsed, &reading, folders, catalogs, &mut all);
    let pages = keep_pages(parsed, &banks, &mut all);
    let outlined = drafts.par_iter().map(|draft| {
        let (mut places, mut all) = (Places::default(), Vec::new());
        (course(draft, &languages, &reading, &pages, &banks, &mut places, &mut all), places, all)
    });
    let mut places = Places::default();
    let mut courses: Vec<Course> = Vec::new();
    for (course, its_places, told) in outlined.collect::<Vec<_>>() {
        courses.push(course);
        places.merge(its_places);
        all.extend(told);
    }
    if folders.iter().all(|folder| !folder.folder.as_str().is_empty()) {
        places.add_folder(SourcePath::new(""), LinkTarget::Catalogue);
    }
    let of_library = listed.as_ref().map_or(Vec::new(), |settings| settings.fallback.clone());
    for course in &courses {
        let own = course.settings.fallback.clone().unwrap_or_else(|| of_library.clone());
        places.set_fallback(course.folder.clone(), own);
    }
    let told: HashSet<&SourcePath> = slips.iter().map(|slip| &slip.file).collect();
    let resolve = |(course, draft): (&mut Course, &Draft<'_>)| {
        let mut all = Vec::new();
        let mut shelf = shelf(draft, &pages, is_lang, &reading, &mut all);
        course.settings.cover = draft.file.cover.as_ref().and_then(|cover| shelf.cover(cover, &mut all));
        let mut resolver = Resolver { places: &places, banks: &banks, sources: &reading.sources, shelf, all: &mut all };
        resolver.resolve(course);
        (course.assets, course.films) = (resolver.shelf.assets, resolver.shelf.films);
        all
    };
    let found: Vec<Vec<Diagnostic>> = courses.par_iter_mut().zip(&drafts).map(resolve).collect();
    all.extend(found.into_iter().flatten());
    for (course, draft) in courses.iter_mut().zip(&drafts) {
        captions::read(course, draft.folder, &mut reading, &mut all);
        strays(draft.folder, &banks, &told, &mut reading, &mut all);
    }
    courses.retain(|course| !course.editions.is_empty());
    courses.sort_by(|left, right| left.id.cmp(&right.id));
    let settings = settings(listed, languages, &courses, &mut all);
    let Reading { sources, mut diagnostics, .. } = reading;
    diagnostics.extend(all);
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.code));
    // A bank that two quizzes draw from is looked up twice.
    diagnostics.dedup();
    Diagnosed::new(Library { settings, courses, sources, outdated: BTreeSet::new() }, diagnostics)
}

/// Returns the languages of the library in the order of its menu.
fn languages(
    listed: Option<&LibrarySettings>,
    folders: &[CourseFolder],
    reading: &Reading,
    all: &mut Vec<Diagnostic>,
) -> Vec<Lang> {
    let mut languages = listed.map_or(Vec::new(), |settings| settings.languages.clone());
    let are_listed = !languages.is_empty();
    let mut found: BTreeMap<&Lang, Option<&SourcePath>> = BTreeMap::new();
    for language in folders.iter().flat_map(|folder| &folder.languages) {
        found.entry(&language.lang).or_insert(language.index.as_ref());
    }
    for (lang, index) in found {
        if languages.contains(lang) {
            continue;
        }
        if let (true, Some(file)) = (are_listed, index.and_then(|index| reading.file(index))) {
            let diagnostic = Diagnostic::warning("library/language-not-listed", Span::start_of(file));
            let hint = Message::new("hint/list-language").with("lang", lang);
            all.push(diagnostic.with("lang", lang).hint(hint));
        }
        languages.push(lang.clone());
    }
    languages
}

fn course_drafts<'a>(
    folders: &'a [CourseFolder],
    languages: &[Lang],
    reading: &mut Reading,
    all: &mut Vec<Diagnostic>,
) -> Vec<Draft<'a>> {
    let mut drafts: Vec<Draft<'a>> = Vec::new();
    for folder in folders {
        let Some(first) = folder.texts().into_iter().find_map(|path| reading.file(path)) else { continue };
        let start = Span::start_of(folder.course_file.as_ref().and_then(|path| reading.file(path)).unwrap_or(first));
        let file = match folder.course_file.as_ref().and_then(|path| reading.text(path)) {
            Some((file, text)) => course_file(file, &text).into_value(all),
            None => CourseFile::silent(start),
        };
        let id = course_id(folder, &file, start, all);
        if let Some(other) = drafts.iter().find(|draft| draft.id == id) {
            let diagnostic = Diagnostic::error("course/same-id", start).with("id", &id);
            let diagnostic = diagnostic.with("first", &other.folder.folder).with("second", &folder.folder);
            all.push(diagnostic.hint(Message::new("hint/rename-one")));
            continue;
        }
        for (first, second) in &folder.same_language {
            let diagnostic = Diagnostic::error("course/same-language", start);
            let diagnostic = diagnostic.with("first", first).with("second", second);
            all.push(diagnostic.hint(Message::new("hint/rename-one")));
        }
        if folder.languages.is_empty() {
            let diagnostic = Diagnostic::error("course/no-language", start);
            all.push(diagnostic.hint(Message::new("hint/create").with("path", folder.folder.join("en/index.md"))));
        }
        let first_language = languages.iter().find(|lang| folder.languages.iter().any(|own| own.lang == **lang));
        let source = file.settings.source_language.as_ref().or(first_language).cloned();
        drafts.push(Draft { folder, id, file, source: source.unwrap_or_else(Lang::english) });
    }
    drafts
}

/// Returns the id of a course: its folder's name, or at the root what `course.yaml` says.
fn course_id(folder: &CourseFolder, file: &CourseFile, start: Span, all: &mut Vec<Diagnostic>) -> CourseId {
    let name = folder.folder.name();
    if name.is_empty() {
        return CourseId::new(file.id.as_ref().map_or("course", |id| &id.value));
    }
    if let Some(id) = file.id.as_ref().filter(|id| id.value != name) {
        all.push(Diagnostic::warning("course/id-not-used", id.span).with("id", &id.value).with("folder", name));
    }
    if is_course_id(name) {
        return CourseId::new(name);
    }
    let id = Some(slug(name, "en")).filter(|id| !id.is_empty()).unwrap_or_else(|| "course".to_owned());
    let diagnostic = Diagnostic::warning("course/folder-name", start).with("folder", name);
    all.push(diagnostic.hint(Message::new("hint/rename-to").with("name", &id)));
    CourseId::new(&id)
}

fn page_jobs(drafts: &[Draft<'_>]) -> Vec<Job> {
    let mut jobs = Vec::new();
    for draft in drafts {
        for language in &draft.folder.languages {
            let modules = language.modules.iter().flat_map(outline::texts_of);
            let paths = language.index.iter().chain(&language.glossary).chain(modules);
            let lang = &language.lang;
            jobs.extend(paths.map(|path| Job { path: path.clone(), lang: lang.clone(), kind: TextKind::Page }));
        }
        let texts = draft.folder.media.iter().map(|entry| &entry.path).filter(|path| is_text(path));
        jobs.extend(texts.map(|path| {
            // `interview.mn.md` is in Mongolian, `interview.md` in the course's own language.
            let tag = path.name().trim_end_matches(".md").rsplit_once('.').and_then(|(_, tag)| Lang::parse(tag));
            Job { path: path.clone(), lang: tag.unwrap_or_else(|| draft.source.clone()), kind: TextKind::Page }
        }));
    }
    jobs
}

/// Returns the parsed pages; of a text that is a bank only what was told of it as a bank counts.
fn keep_pages(parsed: Parsed, banks: &Banks, all: &mut Vec<Diagnostic>) -> HashMap<SourcePath, ParsedText> {
    let pages = parsed.into_iter().filter(|(path, _)| !banks.paths().contains(path));
    pages.map(|(path, page)| (path, page.into_value(all))).collect()
}

fn course(
    draft: &Draft<'_>,
    languages: &[Lang],
    reading: &Reading,
    pages: &HashMap<SourcePath, ParsedText>,
    banks: &Banks,
    places: &mut Places,
    all: &mut Vec<Diagnostic>,
) -> Course {
    let folder = &draft.folder.folder;
    let mut ordered: Vec<_> = draft.folder.languages.iter().collect();
    ordered.sort_by_key(|language| languages.iter().position(|lang| *lang == language.lang));
    let mut outline =
        Outline { course: &draft.id, spelling: draft.source.base(), reading, pages, banks: banks.paths(), places, all };
    let editions: Vec<_> = ordered.iter().filter_map(|language| outline.edition(language)).collect();
    let present: BTreeSet<&Lang> = editions.iter().map(|edition| &edition.lang).collect();
    ordered.retain(|language| present.contains(&language.lang));
    ordered.sort_by_key(|language| language.lang != draft.source);
    for language in ordered {
        let target = LinkTarget::Course { course: draft.id.clone(), lang: language.lang.clone(), anchor: None };
        places.add_folder(folder.clone(), target);
        places.add_language(folder.clone(), language.folder.clone(), language.lang.clone());
    }
    banks.paths().iter().for_each(|path| places.add_text(path.clone()));
    Course {
        id: draft.id.clone(),
        folder: folder.clone(),
        settings: draft.file.settings.clone(),
        editions,
        assets: Vec::new(),
        films: Vec::new(),
    }
}

fn shelf(
    draft: &Draft<'_>,
    pages: &HashMap<SourcePath, ParsedText>,
    is_lang: &dyn Fn(&Lang) -> bool,
    reading: &Reading,
    all: &mut Vec<Diagnostic>,
) -> Shelf {
    let own = |lang: &Lang| is_lang(lang) || draft.folder.languages.iter().any(|language| language.lang == *lang);
    let texts = draft.folder.media.iter().filter_map(|entry| Some((&entry.path, pages.get(&entry.path)?)));
    let transcripts = texts.map(|(path, page)| (path.clone(), Arc::clone(&page.document))).collect();
    let mut shelf = Shelf::new(&draft.folder.folder, draft.source.clone(), &draft.folder.media, transcripts, &own);
    if let Some((file, text)) = draft.folder.videos_file.as_ref().and_then(|path| reading.text(path)) {
        for video in videos_file(file, &text, &draft.source).into_value(all) {
            shelf.add_video(video, all);
        }
    }
    shelf
}

fn settings(
    listed: Option<LibrarySettings>,
    languages: Vec<Lang>,
    courses: &[Course],
    all: &mut Vec<Diagnostic>,
) -> LibrarySettings {
    if let Some(mut settings) = listed {
        if courses.is_empty() {
            all.push(Diagnostic::warning("library/no-courses", settings.span));
        }
        settings.languages = if languages.is_empty() { vec![Lang::english()] } else { languages };
        return settings;
    }
    let file = courses.first().map_or(crate::span::FileId(0), |course| course.settings.span.file);
    LibrarySettings {
        title: Localised::default(),
        organisation: None,
        languages: if languages.is_empty() { vec![Lang::english()] } else { languages },
        theme: Spanned::new("default".to_owned(), Span::start_of(file)),
        url: None,
        support: Support::default(),
        learner_fields: Vec::new(),
        fallback: Vec::new(),
        outdated_note: true,
        package: PackageSettings::default(),
        session: SessionSettings::default(),
        media: Rung::default(),
        pictures: Pictures::default(),
        budget: Budget::default(),
        checks: Checks::default(),
        span: Span::start_of(file),
    }
}
