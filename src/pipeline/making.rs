//! From a library without errors to its site: pages and media.

use crate::diagnostic::Diagnostic;
use crate::media::{self, Workshop};
use crate::model::{Course, Edition, Library, Pictures};
use crate::output::{self, Written};
use crate::package::{self, PackInput};
use crate::pipeline::settling::settled;
use crate::pipeline::{Contents, Job, LanguageSize, Outcome, PipelineError, Prepared, passes, prepare};
use crate::progress::Stage;
use crate::render::{self, Audience, RenderError, RenderProfile, Scope, Theme};
use crate::span::FileId;
use crate::tree::{FileTree, Keeper};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::BTreeSet;
use std::path::Path;

/// A site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// What it was made of.
    pub contents: Contents,
    /// How many pages it has.
    pub pages: usize,
    /// Where it is.
    pub written: Written,
    /// What each of its languages weighs.
    pub sizes: Vec<LanguageSize>,
}

/// Makes the site of a whole library in the folder `out`.
///
/// # Errors
/// When it cannot be read or written. The last site then still stands.
pub fn build(job: Job<'_>, out: &Path) -> Result<Outcome<Built>, PipelineError> {
    let (mut prepared, mut diagnostics) = prepare(job)?;
    output::refuse_sources(out, job.root, &prepared.course_folders(job.root))?;
    if !passes(&diagnostics, job.strictness) {
        return Ok(Outcome { diagnostics, sources: prepared.library.sources, made: None });
    }
    let theme = prepared.theme(job)?;
    let plan = std::mem::take(&mut prepared.plan);
    let workshop = workshop(job, &theme, prepared.library.settings.pictures);
    prepared.plan = media::prepare(editions(&prepared.library), plan, workshop)?.into_value(&mut diagnostics);
    if !passes(&diagnostics, job.strictness) {
        return Ok(Outcome { diagnostics, sources: prepared.library.sources, made: None });
    }
    refuse_other_edition(out, job.audience)?;
    // A large library's texts would stand in memory beside its pages, for nobody but whoever reads what is told.
    prepared.library.sources.forget_texts(&told_of(&diagnostics));
    let desk = output::Desk::open(out)?;
    let profile = package::site().profile().for_audience(job.audience);
    let tree = prepared.tree(job, &theme, &profile, Scope::Library, &desk)?;
    let pages = tree.iter().filter(|(path, _)| path.as_str().ends_with(".html")).count();
    let sizes = prepared.sizes_of_site(&tree);
    let written = desk.close(job.world, &tree, job.progress)?;
    let built = Built { contents: prepared.contents(), pages, written, sizes };
    let Library { sources, courses, .. } = prepared.library;
    // Nobody waits until thousands of lessons are forgotten.
    rayon::spawn(move || drop((courses, tree)));
    Ok(Outcome { diagnostics, sources, made: Some(built) })
}

/// Returns the files in which something is told.
fn told_of(diagnostics: &[Diagnostic]) -> BTreeSet<FileId> {
    let labels = diagnostics.iter().flat_map(|diagnostic| diagnostic.labels.iter().map(|(span, _)| span));
    diagnostics.iter().map(|diagnostic| &diagnostic.span).chain(labels).map(|span| span.file).collect()
}

/// Refuses a folder whose last output was for others: nobody should find notes and answers where learners look.
fn refuse_other_edition(out: &Path, audience: Audience) -> Result<(), PipelineError> {
    let wanted = audience == Audience::Trainer;
    match output::holds(out, &render::trainers_only())? {
        Some(is_for_trainer) if is_for_trainer != wanted => Err(PipelineError::OtherEdition { folder: out.to_owned() }),
        _ => Ok(()),
    }
}

/// Returns what pictures are made ready with.
pub(crate) fn workshop<'a>(job: Job<'a>, theme: &'a Theme, pictures: Pictures) -> Workshop<'a> {
    let Job { world, store, progress, .. } = job;
    Workshop { world, store, progress, widths: &theme.pictures().widths, pictures }
}

pub(crate) fn editions(library: &Library) -> impl Iterator<Item = (&Course, &Edition)> {
    library.courses.iter().flat_map(|course| course.editions.iter().map(move |edition| (course, edition)))
}

impl Prepared {
    /// Returns the look of the pages.
    pub(crate) fn theme(&self, job: Job<'_>) -> Result<Theme, PipelineError> {
        let name = &self.library.settings.theme.value;
        Ok(Theme::among(job.world, &self.themes, name).map_err(RenderError::from)?)
    }

    /// Returns the pages of `scope`, each handed to `keeper` when it is made, and the media that they need.
    pub(crate) fn tree(
        &self,
        job: Job<'_>,
        theme: &Theme,
        profile: &RenderProfile,
        scope: Scope<'_>,
        keeper: &dyn Keeper,
    ) -> Result<FileTree, PipelineError> {
        let plan = self.plan.only(|planned| profile.media.takes(planned));
        job.progress.begin(Stage::Pages, 0);
        let rendered = render::render(&self.library, scope, &plan, theme, &self.catalogs, profile, keeper);
        job.progress.end();
        let mut tree = rendered?;
        let courses: Vec<(&Course, Vec<&Edition>)> = match scope {
            Scope::Library => {
                self.library.courses.iter().map(|course| (course, course.editions.iter().collect())).collect()
            }
            Scope::Edition { course, edition } => vec![(course, vec![edition])],
        };
        for (course, editions) in courses {
            for (name, body) in media::produce(course, editions, &plan, profile.pictures, job.world)? {
                tree.add(render::media_path(profile, &course.id, name), body);
            }
        }
        for (path, list) in render::lists(&self.library, scope, &plan, profile, &tree) {
            tree.add(path, list);
        }
        Ok(tree)
    }

    /// Returns what is unwise in any edition for any target that it may go out by.
    pub(crate) fn for_targets(&self) -> Vec<Diagnostic> {
        let editions: Vec<(&Course, &Edition)> = editions(&self.library).collect();
        let check = |(course, edition): &(&Course, &Edition)| {
            let input = self.input(course, edition);
            package::TARGETS.iter().flat_map(|target| target.check(input)).collect()
        };
        let told: Vec<Vec<Diagnostic>> = editions.par_iter().map(check).collect();
        settled(&self.library, told.into_iter().flatten().collect())
    }

    /// Returns what a target is told of an edition.
    pub(crate) fn input<'a>(&'a self, course: &'a Course, edition: &'a Edition) -> PackInput<'a> {
        PackInput { library: &self.library, course, edition, catalogs: &self.catalogs }
    }
}
