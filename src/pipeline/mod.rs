//! The one place that knows the order of the stages.
//!
//! 1. Load, check, and plan the media: everything that is wrong is found before anything is written.
//! 2. Render the pages, produce the media, pack.
//! 3. Write. A library with errors is never written; the last output stands.

mod beginning;
mod bundled;
mod certifying;
mod equipping;
mod explaining;
mod exporting;
mod gathering;
mod hearing;
mod importing;
mod job;
mod localising;
mod making;
mod mending;
mod packing;
mod preflight;
mod preview;
mod printing;
mod pruning;
mod reporting;
mod settling;
mod sizes;
mod sources;
mod status;
mod sticking;
mod transcoding;
mod translating;
mod unpacking;

pub use beginning::{Begun, CourseRequest, PageRequest, new_course, new_library, new_page};
pub use certifying::{Certified, CertifyRequest, PROOF_PAGE, Withheld, certify};
pub use equipping::{Equipped, equip, write_schemas};
pub use explaining::{ExplainRequest, explain};
pub use exporting::{QuestionFile, QuestionRequest, export_questions};
pub use importing::{Intake, Intaken, Standing, Taken, intake};
pub use job::{Job, Strictness};
pub use localising::{NewLocale, new_locale, spoken_language};
pub use making::{Built, build};
pub use mending::{Change, ChangeKind, Mended, Mending, fix};
pub use packing::{PackageRequest, Packaged, Packages, WithSource, package};
pub use preview::{Memos, PreviewSite, Previewed, preview};
pub use printing::PapersMade;
pub use pruning::{Pruned, Removal, prune};
pub use reporting::{Collected, ReportOutput, ReportRequest, Reported, collect, report};
pub use sizes::{Heavy, LanguageSize};
pub use status::{CourseMedia, FilmStatus, status};
pub use sticking::{Phone, Slot, StickRequest, Sticks, Trainer, stick};
pub use transcoding::{Copied, TranscodeRequest, Transcoded, commands, transcode};
pub use translating::{
    ExportRequest, Exported, ImportRequest, Imported, Incoming, MarkRequest, Marked, StatusRequest, translation_export,
    translation_import, translation_mark, translation_status, write_report,
};
pub use unpacking::{Unpacked, UnpackingError, unpack};

use crate::check;
use crate::diagnostic::{Diagnostic, has_errors};
use crate::ffmpeg::FfmpegError;
use crate::import::Refusal;
use crate::load::{self, LoadError};
use crate::locale::{Catalog, Catalogs, Lang, LocaleError};
use crate::media::{self, MediaPlan};
use crate::model::{Course, Edition, Library};
use crate::output::OutputError;
use crate::package::PackError;
use crate::package::packed::Unreadable;
use crate::package::platforms::Platform;
use crate::paper::PaperError;
use crate::progress::Stage;
use crate::record::RecordError;
use crate::render::{Audience, RenderError};
use crate::span::{SourcePath, Sources};
use crate::world::{Entry, ReadError, World};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What came of a job: what there is to tell and, unless it failed, what was made.
#[derive(Debug)]
pub struct Outcome<T> {
    /// Everything that is wrong or unwise.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that diagnostics stand in.
    pub sources: Sources,
    /// What was made; nothing where there are errors.
    pub made: Option<T>,
}

/// How much a library holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contents {
    /// Courses.
    pub courses: usize,
    /// Lessons; one in several languages is one.
    pub lessons: usize,
    /// Languages that there is a course in.
    pub languages: usize,
}

/// Why a job could not be done: the environment's failure, or a request that nothing answers to.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// The library cannot be loaded.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// A file cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A locale file of the library's own cannot be used.
    #[error("{path}: {source}")]
    Locale {
        /// The file.
        path: String,
        /// Why not.
        source: LocaleError,
    },
    /// The theme cannot be used.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// A target cannot hold a course.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// A trainer's record cannot be used.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A paper cannot be set.
    #[error(transparent)]
    Paper(#[from] PaperError),
    /// The output cannot be written.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// There is no such course.
    #[error("there is no course `{wanted}`")]
    NoCourse {
        /// What was asked for.
        wanted: String,
        /// The courses that there are.
        known: Vec<String>,
    },
    /// There are several courses, and none was named.
    #[error("which course is meant?")]
    WhichCourse {
        /// The courses that there are.
        known: Vec<String>,
    },
    /// A trainer's edition was asked for of what needs a learner's answers.
    #[error("`{wanted}` cannot hold a trainer's edition")]
    NoTrainerEdition {
        /// The target that was asked for.
        wanted: String,
        /// The targets that can.
        known: Vec<String>,
    },
    /// A folder holds the edition of others.
    #[error("{} holds the edition of others", folder.display())]
    OtherEdition {
        /// The folder.
        folder: PathBuf,
    },
    /// There is no course yet.
    #[error("there is no course yet")]
    NoCourses,
    /// The library is a single course, and can hold no other.
    #[error("the library is a single course")]
    SingleCourse,
    /// There is no such module, or none at all.
    #[error("there is no module `{wanted}` in `{course}`")]
    NoModule {
        /// What was asked for; empty where the last was meant.
        wanted: String,
        /// The course.
        course: String,
        /// Its folder in the language that was meant.
        folder: SourcePath,
        /// The folders of the modules that there are.
        known: Vec<String>,
    },
    /// What was asked for cannot be the name of a course's folder.
    #[error("`{wanted}` cannot be the name of a folder")]
    BadId {
        /// What was asked for.
        wanted: String,
        /// What it could be.
        good: String,
    },
    /// A file of somebody else's cannot be imported.
    #[error("{file}: cannot be imported: {}", refusal.0.key)]
    Refused {
        /// The file.
        file: String,
        /// Why not.
        refusal: Refusal,
    },
    /// A package cannot be unpacked.
    #[error(transparent)]
    Unpacking(#[from] UnpackingError),
    /// No film or sound has this name.
    #[error("there is no film or sound `{wanted}`")]
    NoFilm {
        /// What was asked for.
        wanted: String,
        /// The films and sounds that there are.
        known: Vec<String>,
    },
    /// ffmpeg is not there or cannot be run.
    #[error(transparent)]
    Ffmpeg(#[from] FfmpegError),
    /// Nothing can be kept.
    #[error("{0}")]
    Store(io::Error),
    /// A text is no state of a learner.
    #[error("no state of a learner")]
    State(Unreadable),
    /// No course that was asked for is in this language.
    #[error("no course is in the language `{wanted}`")]
    NoLanguage {
        /// What was asked for.
        wanted: String,
        /// The languages that there are.
        known: Vec<String>,
    },
}

impl From<Unreadable> for PipelineError {
    fn from(unreadable: Unreadable) -> Self {
        Self::State(unreadable)
    }
}

/// Finds everything that is wrong or unwise in a library, and what of its packages goes against what is known of
/// `platforms`.
///
/// # Errors
/// When it cannot be read.
pub fn check(job: Job<'_>, platforms: &[&Platform]) -> Result<Outcome<Contents>, PipelineError> {
    let (prepared, mut diagnostics) = prepare(job)?;
    if !has_errors(&diagnostics) {
        diagnostics.extend(prepared.for_targets());
        diagnostics.extend(settling::settled(&prepared.library, prepared.for_platforms(job, platforms)?));
    }
    let made = passes(&diagnostics, job.strictness).then(|| prepared.contents());
    Ok(Outcome { diagnostics, sources: prepared.library.sources, made })
}

/// A library that everything is known of.
struct Prepared {
    library: Library,
    catalogs: Arc<Catalogs>,
    /// What media become in the rung of the job.
    plan: MediaPlan,
    /// The files that the theme may be made of.
    themes: Vec<Entry>,
}

fn prepare(job: Job<'_>) -> Result<(Prepared, Vec<Diagnostic>), PipelineError> {
    prepare_among(job, &job.world.list()?, None)
}

fn prepare_among(
    job: Job<'_>,
    entries: &[Entry],
    memos: Option<&mut Memos>,
) -> Result<(Prepared, Vec<Diagnostic>), PipelineError> {
    job.progress.begin(Stage::Reading, 0);
    let own = own_words(job.world, entries)?;
    let (catalogs, texts) = match memos {
        None => (Arc::new(embedded_with(&own)?), None),
        Some(memos) => {
            let known = memos.words.take().filter(|(words, _)| *words == own);
            if known.is_none() {
                // Blocks may be named by other words now.
                memos.texts = load::Memo::default();
            }
            let (_, catalogs) = match known {
                Some(known) => memos.words.insert(known),
                None => {
                    let catalogs = Arc::new(embedded_with(&own)?);
                    memos.words.insert((own, catalogs))
                }
            };
            (Arc::clone(catalogs), Some(&memos.texts))
        }
    };
    let mut diagnostics = Vec::new();
    let mut library = load::load_listed(job.world, entries, &catalogs, texts)?.into_value(&mut diagnostics);
    // What stands in for a translation is checked in its own language only.
    diagnostics.extend(check::check(&library));
    diagnostics.extend(translating::outdated(&mut library, &catalogs));
    load::fill_in(&mut library);
    job.progress.end();
    job.progress.begin(Stage::Media, 0);
    let rung = job.media.unwrap_or(library.settings.media);
    let plan = media::plan(&library, job.world, job.store)?.into_value(&mut diagnostics);
    plan.measure(&mut library);
    diagnostics.extend(plan.lacking(&library, rung));
    if job.audience == Audience::Learner {
        library.keep_for_learners();
    }
    let plan = plan.in_rung(rung);
    diagnostics.extend(media::over_budget(&library, &plan));
    job.progress.end();
    let diagnostics = settling::settled(&library, diagnostics);
    Ok((Prepared { library, catalogs, plan, themes: under_themes(entries) }, diagnostics))
}

/// Returns the words of the program and those of the library's own `locales/`, which win.
fn catalogs(world: &dyn World) -> Result<Catalogs, PipelineError> {
    embedded_with(&own_words(world, &world.list()?)?)
}

/// Returns the texts of the library's own `locales/`.
fn own_words(world: &dyn World, entries: &[Entry]) -> Result<Vec<String>, PipelineError> {
    let mut own = Vec::new();
    for entry in entries {
        let path = entry.path.as_str();
        if entry.path.parent().as_str() != "locales" || !(path.ends_with(".yaml") || path.ends_with(".yml")) {
            continue;
        }
        let text = String::from_utf8_lossy(&world.read(&entry.path)?).into_owned();
        Catalog::read(&text).map_err(|source| PipelineError::Locale { path: path.to_owned(), source })?;
        own.push(text);
    }
    Ok(own)
}

fn embedded_with(own: &[String]) -> Result<Catalogs, PipelineError> {
    Catalogs::embedded(own).map_err(|source| PipelineError::Locale { path: "locales".to_owned(), source })
}

/// Returns the entries that themes are made of.
fn under_themes(entries: &[Entry]) -> Vec<Entry> {
    entries.iter().filter(|entry| entry.path.as_str().starts_with("themes/")).cloned().collect()
}

fn passes(diagnostics: &[Diagnostic], strictness: Strictness) -> bool {
    match strictness {
        Strictness::Lenient => !has_errors(diagnostics),
        Strictness::Strict => diagnostics.is_empty(),
    }
}

impl Prepared {
    fn contents(&self) -> Contents {
        let courses = &self.library.courses;
        let languages: BTreeSet<&Lang> =
            courses.iter().flat_map(|course| course.editions.iter().map(|edition| &edition.lang)).collect();
        let lessons = |course: &Course| match course.editions.as_slice() {
            [edition] => edition.lessons().count(),
            editions => {
                editions.iter().flat_map(Edition::lessons).map(|lesson| &lesson.id).collect::<BTreeSet<_>>().len()
            }
        };
        let lessons = courses.iter().map(lessons).sum();
        Contents { courses: courses.len(), lessons, languages: languages.len() }
    }

    fn course_folders(&self, root: &Path) -> Vec<PathBuf> {
        self.library.courses.iter().map(|course| root.join(course.folder.as_str())).collect()
    }
}
