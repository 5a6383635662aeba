//! From a library without errors to what is written: pages, media, packages.

use crate::diagnostic::Diagnostic;
use crate::locale::Lang;
use crate::media;
use crate::model::{Course, CourseId, Edition, Library};
use crate::output::{self, Written};
use crate::package::{self, PackInput, Target};
use crate::pipeline::{Contents, Job, Outcome, PipelineError, Prepared, passes, prepare};
use crate::progress::Stage;
use crate::render::{self, RenderError, RenderProfile, Scope, Theme};
use crate::tree::{Artifact, FileTree};
use std::path::Path;

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
        let input = prepared.input(course, edition);
        diagnostics.extend(request.targets.iter().flat_map(|target| target.check(input)));
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
        let plan = self.plan.only(|planned| profile.media.takes(planned));
        job.progress.begin(Stage::Pages, 0);
        let rendered = render::render(&self.library, scope, &plan, theme, &self.catalogs, profile);
        job.progress.end();
        let mut tree = rendered?;
        let courses: Vec<(&Course, Vec<&Edition>)> = match scope {
            Scope::Library => {
                self.library.courses.iter().map(|course| (course, course.editions.iter().collect())).collect()
            }
            Scope::Edition { course, edition } => vec![(course, vec![edition])],
        };
        for (course, editions) in courses {
            for (planned, body) in media::produce(course, editions, &plan, job.world)? {
                tree.add(render::media_path(profile, &course.id, planned), body);
            }
        }
        for (path, list) in render::lists(&self.library, scope, &plan, profile, &tree) {
            tree.add(path, list);
        }
        Ok(tree)
    }

    /// Returns what is unwise in any edition for any target that it may go out by.
    pub(crate) fn for_targets(&self) -> Vec<Diagnostic> {
        let editions =
            self.library.courses.iter().flat_map(|course| course.editions.iter().map(move |one| (course, one)));
        let inputs = editions.map(|(course, edition)| self.input(course, edition));
        inputs.flat_map(|input| package::TARGETS.iter().flat_map(move |target| target.check(input))).collect()
    }

    fn input<'a>(&'a self, course: &'a Course, edition: &'a Edition) -> PackInput<'a> {
        PackInput { library: &self.library, course, edition, catalogs: &self.catalogs }
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
        match target.pack(self.input(course, edition), tree)? {
            Artifact::Zip { name, tree } => Ok(output::zip(job.world, &tree, &out.join(name), job.progress)?),
            Artifact::Folder(tree) => {
                let name = format!("{}-{}-{}-{}", course.id, edition.lang, course.settings.version, target.name());
                Ok(output::folder(job.world, &tree, &out.join(name), job.progress)?)
            }
        }
    }
}
