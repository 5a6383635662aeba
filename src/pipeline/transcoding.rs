//! Smaller copies of the library's films and sounds, made by ffmpeg and kept by their content.
//!
//! 1. The films that were asked for are looked at; what is kept already is not made again.
//! 2. Each copy is made beside the store and moved into it when it is whole: whatever stops the work, the next run goes
//!    on with what is missing. A film that ffmpeg refuses is told, and the others are made.

use crate::diagnostic::{Diagnostic, Message};
use crate::ffmpeg::{FfmpegError, Look, Program, Recipe};
use crate::load;
use crate::media;
use crate::model::{Asset, AssetKind, Course, CourseId, Library};
use crate::pipeline::{Job, Outcome, PipelineError, catalogs};
use crate::progress::Stage;
use crate::span::{SourcePath, Span};
use crate::world::ReadError;
use std::io;
use std::path::{Path, PathBuf};

/// Which copies are to be made.
#[derive(Debug, Clone)]
pub struct TranscodeRequest<'a> {
    /// Only of this course.
    pub course: Option<CourseId>,
    /// Only these copies.
    pub recipes: Vec<Recipe>,
    /// Only of these files, as somebody names them; without one of all that a course shows.
    pub files: Vec<String>,
    /// Where ffmpeg is.
    pub program: &'a Path,
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Transcoded {
    /// What was made, in order.
    pub made: Vec<Copied>,
    /// How many copies were kept already.
    pub kept: usize,
    /// How many could not be made.
    pub failed: usize,
}

/// One copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// The film or sound.
    pub path: SourcePath,
    /// Which copy.
    pub recipe: Recipe,
    /// What the whole one weighs, in bytes.
    pub whole: u64,
    /// What it weighs, in bytes.
    pub size: u64,
}

/// A film's length where it does not tell, in milliseconds.
const SOME_LENGTH: u64 = 60_000;

/// A film or sound that copies are made of.
struct Film<'a> {
    asset: &'a Asset,
    span: Span,
}

/// A film that was looked at, and one copy to make of it.
struct Task<'a> {
    film: &'a Film<'a>,
    recipe: Recipe,
    look: Look,
    place: PathBuf,
}

impl Task<'_> {
    /// Returns how much work it is.
    fn effort(&self) -> u64 {
        self.look.milliseconds.unwrap_or(SOME_LENGTH) * self.recipe.effort() / 10
    }
}

/// Makes the copies that are not kept yet.
///
/// # Errors
/// When the library cannot be read, ffmpeg is not there, nothing answers to the request, or nothing can be kept.
pub fn transcode(job: Job<'_>, request: &TranscodeRequest<'_>) -> Result<Outcome<Transcoded>, PipelineError> {
    let library = library(job)?;
    let films = films(&library, request)?;
    let (mut done, mut diagnostics) = (Transcoded::default(), Vec::new());
    if films.is_empty() {
        return Ok(Outcome { diagnostics, sources: library.sources, made: Some(done) });
    }
    let program = Program::find(request.program)?;
    job.progress.begin(Stage::Media, films.len() as u64);
    let mut tasks = Vec::new();
    for film in &films {
        tasks.extend(missing(job, request, &program, film, (&mut done, &mut diagnostics))?);
        job.progress.advance(1);
    }
    job.progress.end();
    job.progress.begin(Stage::Copying, tasks.iter().map(Task::effort).sum());
    for (number, task) in (1..).zip(&tasks) {
        let name = format!("{}, {}", task.film.asset.path.name(), task.recipe.name());
        job.progress.item(number, tasks.len(), &name);
        match make(job, &program, task)? {
            Ok(copied) => done.made.push(copied),
            Err(diagnostic) => {
                done.failed += 1;
                diagnostics.push(diagnostic);
            }
        }
    }
    job.progress.end();
    Ok(Outcome { diagnostics, sources: library.sources, made: Some(done) })
}

/// Returns the words by which ffmpeg would make each copy that is not kept yet; ffmpeg need not be here.
///
/// # Errors
/// When the library cannot be read, or nothing answers to the request.
pub fn commands(job: Job<'_>, request: &TranscodeRequest<'_>) -> Result<Vec<Vec<String>>, PipelineError> {
    let library = library(job)?;
    let mut commands = Vec::new();
    for film in films(&library, request)? {
        let path = &film.asset.path;
        let source = media::fingerprint(job.store, job.world, path)?;
        let probe = media::film::probe(job.world, path)?.ok();
        let is_film = film.asset.kind == AssetKind::Film;
        let milliseconds = probe.and_then(|probe| probe.duration);
        let look = Look { milliseconds, pictures: is_film, sound: true, side: None };
        let stem = path.name().rsplit_once('.').map_or(path.name(), |(stem, _)| stem);
        for recipe in request.recipes.iter().filter(|recipe| recipe.suits(&look)) {
            if job.store.get(&media::copy_key(*recipe, &source)).is_none() {
                let to = format!("{stem}-{}.{}", recipe.name(), recipe.ending());
                let words = recipe.arguments(&job.root.join(path.as_str()), Path::new(&to), &look);
                let program = request.program.display().to_string();
                let words = words.into_iter().map(|word| word.to_string_lossy().into_owned());
                commands.push(std::iter::once(program).chain(words).collect());
            }
        }
    }
    Ok(commands)
}

/// Returns the library; what is wrong with it elsewhere does not matter here.
fn library(job: Job<'_>) -> Result<Library, PipelineError> {
    let catalogs = catalogs(job.world)?;
    job.progress.begin(Stage::Reading, 0);
    let library = load::load(job.world, &catalogs)?.into_value(&mut Vec::new());
    job.progress.end();
    Ok(library)
}

/// Returns the films and sounds that were asked for: those that courses show, or those that are named.
fn films<'a>(library: &'a Library, request: &TranscodeRequest<'_>) -> Result<Vec<Film<'a>>, PipelineError> {
    let courses = library.courses.iter().filter(|course| request.course.as_ref().is_none_or(|id| course.id == *id));
    let courses: Vec<&Course> = courses.collect();
    if let (Some(wanted), true) = (&request.course, courses.is_empty()) {
        let known = library.courses.iter().map(|course| course.id.to_string()).collect();
        return Err(PipelineError::NoCourse { wanted: wanted.to_string(), known });
    }
    let mut all = Vec::new();
    for course in courses {
        let places = media::used_by(course, course.editions.iter().flat_map(|edition| edition.texts()));
        for (id, asset) in course.assets_by_id().filter(|(_, asset)| is_film(asset.kind)) {
            let span = places.get(&id).copied();
            let named = request.files.iter().any(|file| names(file, &asset.path));
            if named || (request.files.is_empty() && span.is_some()) {
                all.push(Film { asset, span: span.unwrap_or(course.settings.span) });
            }
        }
    }
    for wanted in &request.files {
        if !all.iter().any(|film| names(wanted, &film.asset.path)) {
            let assets = library.courses.iter().flat_map(|course| &course.assets);
            let films = assets.filter(|asset| is_film(asset.kind));
            let known = films.map(|asset| asset.path.to_string()).collect();
            return Err(PipelineError::NoFilm { wanted: wanted.clone(), known });
        }
    }
    Ok(all)
}

fn is_film(kind: AssetKind) -> bool {
    matches!(kind, AssetKind::Film | AssetKind::Sound)
}

/// Tells whether somebody who writes `file` means the file at `path`: its name alone, or the end of its path, or a path
/// that leads to it from elsewhere.
fn names(file: &str, path: &SourcePath) -> bool {
    let file = file.replace('\\', "/");
    let file = file.trim_start_matches("./");
    let ends =
        |long: &str, short: &str| long == short || long.strip_suffix(short).is_some_and(|rest| rest.ends_with('/'));
    !file.is_empty() && (ends(path.as_str(), file) || ends(file, path.as_str()))
}

/// Returns the copies of a film that were asked for and are not kept.
fn missing<'a>(
    job: Job<'_>,
    request: &TranscodeRequest<'_>,
    program: &Program,
    film: &'a Film<'a>,
    (done, diagnostics): (&mut Transcoded, &mut Vec<Diagnostic>),
) -> Result<Vec<Task<'a>>, PipelineError> {
    let source = media::fingerprint(job.store, job.world, &film.asset.path)?;
    let is_film = film.asset.kind == AssetKind::Film;
    let wanted = request.recipes.iter().copied().filter(|recipe| is_film || *recipe == Recipe::Audio);
    let (kept, missing): (Vec<Recipe>, Vec<Recipe>) =
        wanted.partition(|recipe| job.store.get(&media::copy_key(*recipe, &source)).is_some());
    done.kept += kept.len();
    if missing.is_empty() {
        return Ok(Vec::new());
    }
    let place = job.world.locate(&film.asset.path)?;
    match program.look(&place) {
        Ok(look) => {
            let suited = missing.into_iter().filter(|recipe| recipe.suits(&look));
            Ok(suited.map(|recipe| Task { film, recipe, look, place: place.clone() }).collect())
        }
        Err(error) => {
            done.failed += 1;
            diagnostics.push(refusal(film, error)?);
            Ok(Vec::new())
        }
    }
}

/// Makes one copy and keeps it.
fn make(job: Job<'_>, program: &Program, task: &Task<'_>) -> Result<Result<Copied, Diagnostic>, PipelineError> {
    let Task { film, recipe, look, place } = task;
    let path = &film.asset.path;
    let source = media::fingerprint(job.store, job.world, path)?;
    let before = job.world.entry(path)?;
    let unfinished =
        job.store.begin(&media::copy_key(*recipe, &source), recipe.ending()).map_err(PipelineError::Store)?;
    let (effort, length) = (task.effort(), look.milliseconds.unwrap_or(SOME_LENGTH));
    let mut told = 0;
    let mut reached = |milliseconds: u64| {
        let share = (effort * milliseconds.min(length) / length).max(told);
        job.progress.advance(share - told);
        told = share;
    };
    let made = program.make(*recipe, (place, look), unfinished.path(), &mut reached);
    job.progress.advance(effort - told);
    match made {
        Err(error) => return refusal(film, error).map(Err),
        Ok(()) if job.world.entry(path)? != before => {
            let source = io::Error::new(io::ErrorKind::InvalidData, "changed while it was read");
            return Err(ReadError { path: path.to_string(), source }.into());
        }
        Ok(()) => {}
    }
    let kept = unfinished.finish().map_err(PipelineError::Store)?;
    Ok(Ok(Copied { path: path.clone(), recipe: *recipe, whole: film.asset.size, size: kept.size() }))
}

/// Returns what an author is told of a film that no copy can be made of.
fn refusal(film: &Film<'_>, error: FfmpegError) -> Result<Diagnostic, PipelineError> {
    let about = |code| Diagnostic::error(code, film.span).with("path", &film.asset.path);
    Ok(match error {
        FfmpegError::Refused { reason } => {
            about("transcode/refused").with("reason", reason).hint(Message::new("hint/play-it-first"))
        }
        FfmpegError::StoodStill { seconds } => {
            about("transcode/stood-still").with("seconds", seconds).hint(Message::new("hint/play-it-first"))
        }
        FfmpegError::Full => return Err(PipelineError::Store(io::ErrorKind::StorageFull.into())),
        error => return Err(error.into()),
    })
}
