//! The one place that knows the order of the stages.
//!
//! 1. Load, check, and plan the media: everything that is wrong is found before anything is written.
//! 2. Render the pages, produce the media, pack.
//! 3. Write. A library with errors is never written; the last output stands.

use crate::check;
use crate::diagnostic::{Diagnostic, has_errors};
use crate::load::{self, LoadError};
use crate::locale::{Catalog, Catalogs, Lang, LocaleError};
use crate::media::{self, MediaPlan};
use crate::model::{Course, CourseId, Edition, Library};
use crate::output::{self, OutputError, Written};
use crate::package::{self, PackError, PackInput, Target};
use crate::progress::{Progress, Stage};
use crate::render::{self, RenderError, RenderProfile, Scope, Theme};
use crate::span::Sources;
use crate::tree::{Artifact, FileTree};
use crate::world::{ReadError, World};
use std::path::{Path, PathBuf};

/// What warnings do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// They are told.
    Lenient,
    /// They stop the build, as errors do.
    Strict,
}

/// Where a library is, and who is told how far the work is.
#[derive(Clone, Copy)]
pub struct Job<'a> {
    /// The library.
    pub world: &'a dyn World,
    /// Its folder: no output is written there.
    pub root: &'a Path,
    /// What warnings do.
    pub strictness: Strictness,
    /// Who is told.
    pub progress: &'a dyn Progress,
}

/// What is to be packed.
#[derive(Clone)]
pub struct PackageRequest<'a> {
    /// Into what.
    pub targets: Vec<&'static dyn Target>,
    /// Only this course.
    pub course: Option<CourseId>,
    /// Only this language.
    pub lang: Option<Lang>,
    /// The folder that the packages are put in.
    pub out: &'a Path,
}

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
    /// Lessons, each language counted by itself.
    pub lessons: usize,
}

/// A site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// What it was made of.
    pub contents: Contents,
    /// How many pages it has.
    pub pages: usize,
    /// Where it is.
    pub written: Written,
}

/// One package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packaged {
    /// Its course.
    pub course: CourseId,
    /// Its language.
    pub lang: Lang,
    /// Its target's name.
    pub target: &'static str,
    /// Where it is.
    pub written: Written,
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
    /// No course that was asked for is in this language.
    #[error("no course is in the language `{wanted}`")]
    NoLanguage {
        /// What was asked for.
        wanted: String,
        /// The languages that there are.
        known: Vec<String>,
    },
}

/// Finds everything that is wrong or unwise in a library.
///
/// # Errors
/// When it cannot be read.
pub fn check(job: Job<'_>) -> Result<Outcome<Contents>, PipelineError> {
    let (prepared, diagnostics) = prepare(job)?;
    let made = passes(&diagnostics, job.strictness).then(|| prepared.contents());
    Ok(Outcome { diagnostics, sources: prepared.library.sources, made })
}

/// Makes the site of a whole library in the folder `out`.
///
/// # Errors
/// When it cannot be read or written. The last site then still stands.
pub fn build(job: Job<'_>, out: &Path) -> Result<Outcome<Built>, PipelineError> {
    let (prepared, diagnostics) = prepare(job)?;
    output::refuse_sources(out, job.root, &prepared.course_folders(job.root))?;
    if !passes(&diagnostics, job.strictness) {
        return Ok(Outcome { diagnostics, sources: prepared.library.sources, made: None });
    }
    let theme = prepared.theme(job)?;
    let tree = prepared.tree(job, &theme, &package::site().profile(), Scope::Library)?;
    let pages = tree.iter().filter(|(path, _)| path.as_str().ends_with(".html")).count();
    let written = output::folder(job.world, &tree, out, job.progress)?;
    let built = Built { contents: prepared.contents(), pages, written };
    Ok(Outcome { diagnostics, sources: prepared.library.sources, made: Some(built) })
}

/// Makes one package for each target, course and language that was asked for.
///
/// # Errors
/// When the library cannot be read, nothing in it answers to the request, or a package cannot be written.
pub fn package(job: Job<'_>, request: &PackageRequest<'_>) -> Result<Outcome<Vec<Packaged>>, PipelineError> {
    let (prepared, mut diagnostics) = prepare(job)?;
    output::refuse_sources(request.out, job.root, &prepared.course_folders(job.root))?;
    let chosen = chosen(&prepared.library, request)?;
    for (course, edition) in &chosen {
        diagnostics.extend(request.targets.iter().flat_map(|target| target.check(course, edition)));
    }
    if !passes(&diagnostics, job.strictness) {
        return Ok(Outcome { diagnostics, sources: prepared.library.sources, made: None });
    }
    let theme = prepared.theme(job)?;
    let mut packages = Vec::new();
    for (course, edition) in chosen {
        for target in &request.targets {
            let written = prepared.pack(job, &theme, *target, (course, edition), request.out)?;
            let (course, lang) = (course.id.clone(), edition.lang.clone());
            packages.push(Packaged { course, lang, target: target.name(), written });
        }
    }
    Ok(Outcome { diagnostics, sources: prepared.library.sources, made: Some(packages) })
}

/// A library that everything is known of.
struct Prepared {
    library: Library,
    catalogs: Catalogs,
    plan: MediaPlan,
}

fn prepare(job: Job<'_>) -> Result<(Prepared, Vec<Diagnostic>), PipelineError> {
    let catalogs = catalogs(job.world)?;
    let mut diagnostics = Vec::new();
    job.progress.begin(Stage::Reading, 0);
    let library = load::load(job.world, &catalogs)?.into_value(&mut diagnostics);
    diagnostics.extend(check::check(&library));
    job.progress.end();
    job.progress.begin(Stage::Media, 0);
    let plan = media::plan(&library, job.world)?.into_value(&mut diagnostics);
    job.progress.end();
    Ok((Prepared { library, catalogs, plan }, diagnostics))
}

/// Returns the words of the program and those of the library's own `locales/`, which win.
fn catalogs(world: &dyn World) -> Result<Catalogs, PipelineError> {
    let mut own = Vec::new();
    for entry in world.list()? {
        let path = entry.path.as_str();
        if entry.path.parent().as_str() != "locales" || !(path.ends_with(".yaml") || path.ends_with(".yml")) {
            continue;
        }
        let text = String::from_utf8_lossy(&world.read(&entry.path)?).into_owned();
        Catalog::read(&text).map_err(|source| PipelineError::Locale { path: path.to_owned(), source })?;
        own.push(text);
    }
    Catalogs::embedded(&own).map_err(|source| PipelineError::Locale { path: "locales".to_owned(), source })
}

fn passes(diagnostics: &[Diagnostic], strictness: Strictness) -> bool {
    match strictness {
        Strictness::Lenient => !has_errors(diagnostics),
        Strictness::Strict => diagnostics.is_empty(),
    }
}

/// Returns the editions that were asked for.
fn chosen<'a>(
    library: &'a Library,
    request: &PackageRequest<'_>,
) -> Result<Vec<(&'a Course, &'a Edition)>, PipelineError> {
    let courses: Vec<&Course> =
        library.courses.iter().filter(|course| request.course.as_ref().is_none_or(|id| course.id == *id)).collect();
    if let (Some(wanted), true) = (&request.course, courses.is_empty()) {
        let known = library.courses.iter().map(|course| course.id.to_string()).collect();
        return Err(PipelineError::NoCourse { wanted: wanted.to_string(), known });
    }
    let all = courses.into_iter().flat_map(|course| course.editions.iter().map(move |edition| (course, edition)));
    let (chosen, others): (Vec<_>, Vec<_>) =
        all.partition(|(_, edition)| request.lang.as_ref().is_none_or(|lang| edition.lang == *lang));
    if let (Some(wanted), true) = (&request.lang, chosen.is_empty()) {
        let mut known: Vec<String> = others.iter().map(|(_, edition)| edition.lang.to_string()).collect();
        known.sort();
        known.dedup();
        return Err(PipelineError::NoLanguage { wanted: wanted.to_string(), known });
    }
    Ok(chosen)
}

impl Prepared {
    fn contents(&self) -> Contents {
        let editions = self.library.courses.iter().flat_map(|course| &course.editions);
        Contents {
            courses: self.library.courses.len(),
            lessons: editions.map(|edition| edition.lessons().count()).sum(),
        }
    }

    fn course_folders(&self, root: &Path) -> Vec<PathBuf> {
        self.library.courses.iter().map(|course| root.join(course.folder.as_str())).collect()
    }

    fn theme(&self, job: Job<'_>) -> Result<Theme, PipelineError> {
        Ok(Theme::load(job.world, &self.library.settings.theme).map_err(RenderError::from)?)
    }

    /// Returns the pages of `scope` and the media that they need.
    fn tree(
        &self,
        job: Job<'_>,
        theme: &Theme,
        profile: &RenderProfile,
        scope: Scope<'_>,
    ) -> Result<FileTree, PipelineError> {
        job.progress.begin(Stage::Pages, 0);
        let rendered = render::render(&self.library, scope, &self.plan, theme, &self.catalogs, profile);
        job.progress.end();
        let mut tree = rendered?;
        let courses: Vec<(&Course, Vec<&Edition>)> = match scope {
            Scope::Library => {
                self.library.courses.iter().map(|course| (course, course.editions.iter().collect())).collect()
            }
            Scope::Edition { course, edition } => vec![(course, vec![edition])],
        };
        for (course, editions) in courses {
            for (planned, body) in media::produce(course, editions, &self.plan, job.world)? {
                tree.add(render::media_path(profile, &course.id, planned), body);
            }
        }
        Ok(tree)
    }

    fn pack(
        &self,
        job: Job<'_>,
        theme: &Theme,
        target: &dyn Target,
        (course, edition): (&Course, &Edition),
        out: &Path,
    ) -> Result<Written, PipelineError> {
        let tree = self.tree(job, theme, &target.profile(), Scope::Edition { course, edition })?;
        let input = PackInput { library: &self.library, course, edition, catalogs: &self.catalogs };
        match target.pack(input, tree)? {
            Artifact::Zip { name, tree } => Ok(output::zip(job.world, &tree, &out.join(name), job.progress)?),
            Artifact::Folder(tree) => {
                let name = format!("{}-{}-{}-{}", course.id, edition.lang, course.settings.version, target.name());
                Ok(output::folder(job.world, &tree, &out.join(name), job.progress)?)
            }
        }
    }
}
