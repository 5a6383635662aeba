//! Other people's files into courses: read, written as a draft, checked as a library, and only then put in place.
//!
//! 1. Every file is read. One that cannot be read stops all.
//! 2. Without a named course each becomes a course of its own; with one they become modules of it.
//! 3. The draft is loaded and checked like any library. With an error in it nothing is written.

use crate::diagnostic::{Diagnostic, Message, Severity, has_errors};
use crate::import::{self, Imported, Input, Layout, Lost, MediaBody, Pages, Refusal};
use crate::locale::{Catalog, Catalogs, Lang};
use crate::output::{Draft, UnpackError};
use crate::parse::is_course_id;
use crate::pipeline::beginning::{courses, folders, language, next_number, settings, unnumbered};
use crate::pipeline::{Job, Outcome, PipelineError, Strictness, catalogs, prepare};
use crate::progress::Silent;
use crate::span::SourcePath;
use crate::starter::value;
use crate::tree::slug;
use crate::world::DiskWorld;
use std::collections::BTreeSet;

/// Files that are to become courses.
#[derive(Debug)]
pub struct Intake<'a> {
    /// The files.
    pub inputs: Vec<Input>,
    /// The course that they go to; without it each becomes one.
    pub course: Option<&'a str>,
    /// The language that they are in; without it what they say, or the library's first.
    pub lang: Option<&'a Lang>,
    /// What the author reads: the report is written in it.
    pub words: &'a Catalog,
    /// Whether there is a library; without one a course becomes a library of its own.
    pub library: Standing,
}

/// Whether the folder that is imported into is a library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is.
    Library,
    /// It is not.
    Nothing,
}

/// What a file became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The file's own name.
    pub file: String,
    /// What it was read as.
    pub format: &'static str,
    /// The folder of the course, below the library's.
    pub course: SourcePath,
    /// Whether the course is new.
    pub is_new: bool,
    /// The first lesson, below the library's folder.
    pub first: Option<SourcePath>,
    /// How many lessons.
    pub lessons: usize,
    /// How many questions.
    pub questions: usize,
    /// How many pictures, films, sounds and downloads.
    pub media: usize,
    /// What could not be carried over.
    pub lost: Vec<Lost>,
}

/// What came of all files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intaken {
    /// What each file became, in their order.
    pub files: Vec<Taken>,
    /// Where what could not be carried over is kept, below the library's folder.
    pub reports: Vec<SourcePath>,
}

/// A course in the draft.
struct Place {
    folder: SourcePath,
    is_new: bool,
    lang: Lang,
    first_module: usize,
    modules: BTreeSet<String>,
    media: BTreeSet<String>,
}

/// Imports files.
///
/// # Errors
/// When one of them cannot be read as what it is, its course's name is taken or is none, or the disk refuses. Then
/// nothing is written.
pub fn intake(job: Job<'_>, mut wanted: Intake<'_>) -> Result<Outcome<Intaken>, PipelineError> {
    let mut read = Vec::new();
    for input in &mut wanted.inputs {
        match import::read(input) {
            Ok((format, imported)) => read.push((format, imported)),
            Err(refusal) => return Err(PipelineError::Refused { file: input.name.clone(), refusal }),
        }
    }
    let goal = Where { course: wanted.course, lang: wanted.lang, spoken: wanted.words.lang(), library: wanted.library };
    let catalogs = match wanted.library {
        Standing::Library => catalogs(job.world)?,
        Standing::Nothing => Catalogs::embedded(&[]).expect("the embedded locale files are sound"),
    };
    let mut draft = Draft::within(job.root)?;
    let mut parts = Vec::new();
    let mut taken: Vec<Taken> = Vec::new();
    let mut place: Option<Place> = None;
    for (input, (format, imported)) in wanted.inputs.iter_mut().zip(&read) {
        if wanted.course.is_none() || place.is_none() {
            place = Some(place_for(job, &goal, input, imported, &taken)?);
        }
        let Some(place) = &mut place else { continue };
        let layout = Layout {
            lang: &place.lang,
            title: input.stem(),
            truth: ["import.word-true", "import.word-false"].map(|key| catalogs.get(&place.lang).text(key)),
            first_module: place.first_module,
            modules: place.modules.clone(),
            media: place.media.clone(),
        };
        let pages = import::pages(imported, &layout);
        if pages.lessons == 0 {
            let refusal = Refusal::new("import.nothing");
            return Err(PipelineError::Refused { file: input.name.clone(), refusal });
        }
        write(&mut draft, place, &pages, imported, input)?;
        let begun = taken.iter().any(|other| other.course == place.folder);
        if place.is_new && !begun {
            parts.push(place.folder.to_string());
        }
        let of_course = |path: &str| place.folder.join(path);
        if !place.is_new {
            parts.extend(pages.modules.iter().map(|module| of_course(&format!("{}/{module}", place.lang)).to_string()));
            parts.extend(pages.media.iter().map(|name| of_course(&format!("media/{name}")).to_string()));
        }
        let first = pages.texts.iter().find(|(path, _)| !path.ends_with("/index.md"));
        taken.push(Taken {
            file: input.name.clone(),
            format: format.name,
            course: place.folder.clone(),
            is_new: place.is_new,
            first: first.map(|(path, _)| of_course(&format!("{}/{path}", place.lang))),
            lessons: pages.lessons,
            questions: pages.questions,
            media: pages.media.len(),
            lost: imported.lost.clone(),
        });
        place.first_module += pages.modules.len();
        place.modules.extend(pages.modules.iter().map(|module| unnumbered(module).to_owned()));
        place.media.extend(pages.media.iter().cloned());
    }
    let (diagnostics, sources) = checked(job, &draft)?;
    if has_errors(&diagnostics) {
        let diagnostics = diagnostics.into_iter().filter(|one| one.severity == Severity::Error).collect();
        return Ok(Outcome { diagnostics, sources, made: None });
    }
    let reports = reports(job, &mut draft, &taken, wanted.words, &mut parts)?;
    draft.place(&parts)?;
    Ok(Outcome { diagnostics: Vec::new(), sources, made: Some(Intaken { files: taken, reports }) })
}

/// What of an intake says where a file goes.
struct Where<'a> {
    course: Option<&'a str>,
    lang: Option<&'a Lang>,
    spoken: &'a Lang,
    library: Standing,
}

/// Returns the course that a file goes to.
fn place_for(
    job: Job<'_>,
    wanted: &Where<'_>,
    input: &Input,
    imported: &Imported,
    taken: &[Taken],
) -> Result<Place, PipelineError> {
    let (there, listed) = match wanted.library {
        Standing::Library => (courses(job)?, settings(job)?.languages),
        Standing::Nothing => (BTreeSet::new(), Vec::new()),
    };
    let is_single = there.contains(&SourcePath::new(""));
    let found = match wanted.course {
        _ if is_single => Some(SourcePath::new("")),
        Some(id) => there.iter().find(|course| course.name() == id).cloned(),
        None => None,
    };
    if let Some(folder) = found {
        return existing(job, folder, wanted, imported);
    }
    let lang = wanted.lang.or(imported.lang.as_ref()).or(listed.first()).unwrap_or(wanted.spoken).clone();
    let made = slug(input.stem(), lang.base());
    let made = made.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '-');
    let id = wanted.course.unwrap_or(if made.is_empty() { "course" } else { made });
    if !is_course_id(id) || slug(id, lang.base()) != id {
        let good = slug(id, lang.base());
        let good = if good.is_empty() { "my-course".to_owned() } else { good };
        return Err(PipelineError::BadId { wanted: id.to_owned(), good });
    }
    let beside = match wanted.library {
        Standing::Library => there.first().map_or_else(|| SourcePath::new("courses"), SourcePath::parent),
        Standing::Nothing => SourcePath::new(""),
    };
    let mut folder = beside.join(id);
    let mut next = 2;
    while taken.iter().any(|other| other.course == folder) {
        folder = beside.join(&format!("{id}-{next}"));
        next += 1;
    }
    Ok(Place { folder, is_new: true, lang, first_module: 1, modules: BTreeSet::new(), media: BTreeSet::new() })
}

fn existing(job: Job<'_>, folder: SourcePath, wanted: &Where<'_>, imported: &Imported) -> Result<Place, PipelineError> {
    let own = imported.lang.as_ref().filter(|lang| language(job, &folder, Some(lang)).is_ok());
    let lang = language(job, &folder, wanted.lang.or(own))?;
    let inside = folder.join(lang.as_str());
    let folders = folders(job, &inside)?;
    let numbers = folders.iter().filter_map(|name| {
        let digits = name.find(|letter: char| !letter.is_ascii_digit())?;
        name[..digits].parse::<usize>().ok()
    });
    let first_module = numbers.max().unwrap_or(0).max(next_number(job, &inside)?.saturating_sub(1)).saturating_add(1);
    let prefix = format!("{}/", folder.join("media"));
    let media = job.world.list()?.into_iter();
    let media = media.filter_map(|entry| entry.path.as_str().strip_prefix(&prefix).map(str::to_lowercase)).collect();
    let modules = folders.iter().map(|name| unnumbered(name).to_owned()).collect();
    Ok(Place { folder, is_new: false, lang, first_module, modules, media })
}

/// Writes a file's pages and media into the draft. Of a course that is there it gets what makes it one to be looked at.
fn write(
    draft: &mut Draft,
    place: &Place,
    pages: &Pages,
    imported: &Imported,
    input: &mut Input,
) -> Result<(), PipelineError> {
    let lang = &place.lang;
    let at = |path: &str| place.folder.join(path).to_string();
    if place.modules.is_empty() || (!place.is_new && !draft.path().join(at("course.yaml")).exists()) {
        let mut settings = format!("version: 1.0.0\nsource_language: {lang}\n");
        if let Some(licence) = &imported.licence {
            settings.push_str(&format!("licence: {}\n", value(licence)));
        }
        if !imported.authors.is_empty() {
            let authors: Vec<String> = imported.authors.iter().map(|author| value(author)).collect();
            settings.push_str(&format!("authors: [{}]\n", authors.join(", ")));
        }
        draft.add(&at("course.yaml"), settings.as_bytes())?;
        draft.add(&at(&format!("{lang}/index.md")), pages.index.as_bytes())?;
    }
    for (path, text) in &pages.texts {
        draft.add(&at(&format!("{lang}/{path}")), text.as_bytes())?;
    }
    for (media, name) in imported.media.iter().zip(&pages.media) {
        let path = at(&format!("media/{name}"));
        match (&media.body, &mut input.body) {
            (MediaBody::Bytes(bytes), _) => draft.add(&path, bytes)?,
            (MediaBody::Entry { name, most }, import::Body::Zip(archive)) => {
                draft.add_entry(&path, archive, name, *most).map_err(|error| match error {
                    UnpackError::Output(error) => PipelineError::Output(error),
                    _ => PipelineError::Refused {
                        file: input.name.clone(),
                        refusal: Refusal(Message::new("import.damaged").with("name", name)),
                    },
                })?;
            }
            (MediaBody::Entry { .. }, import::Body::Bytes(_)) => {}
        }
    }
    Ok(())
}

/// Returns what is wrong with the draft, as if it were a library.
fn checked(job: Job<'_>, draft: &Draft) -> Result<(Vec<Diagnostic>, crate::span::Sources), PipelineError> {
    let world = DiskWorld::new(draft.path(), None)?;
    let job = Job { world: &world, root: draft.path(), strictness: Strictness::Lenient, progress: &Silent, ..job };
    let (prepared, diagnostics) = prepare(job)?;
    Ok((diagnostics, prepared.library.sources))
}

/// Writes what could not be carried over beside each course that something was lost in.
fn reports(
    job: Job<'_>,
    draft: &mut Draft,
    taken: &[Taken],
    words: &Catalog,
    parts: &mut Vec<String>,
) -> Result<Vec<SourcePath>, PipelineError> {
    let mut reports: Vec<SourcePath> = Vec::new();
    let courses: BTreeSet<&SourcePath> = taken.iter().map(|one| &one.course).collect();
    for course in courses {
        let of_course = taken.iter().filter(|one| one.course == *course);
        let files: Vec<(String, &[Lost])> = of_course.map(|one| (one.file.clone(), one.lost.as_slice())).collect();
        let text = import::report(&files, words);
        if text.is_empty() {
            continue;
        }
        let is_new = taken.iter().any(|one| one.course == *course && one.is_new);
        let mut path = course.join("import-report.md");
        let mut next = 2;
        while !is_new && job.world.entry(&path).is_ok() {
            path = course.join(&format!("import-report-{next}.md"));
            next += 1;
        }
        draft.add(path.as_str(), text.as_bytes())?;
        if !is_new {
            parts.push(path.to_string());
        }
        reports.push(path);
    }
    Ok(reports)
}
