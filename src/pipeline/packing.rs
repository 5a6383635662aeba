//! From a library without errors to its packages: one artifact or more for each target, course and language.
//!
//! 1. What was asked for is chosen, and checked for each target.
//! 2. The pages of an edition are made once for all targets that want the same; a target's launch page is its own.
//! 3. Each target packs, and each package is written before the next one is made.

use crate::locale::Lang;
use crate::media;
use crate::model::{Course, CourseId, Edition, Library, Rung};
use crate::output::{self, Written};
use crate::package::source::{self, SourceFile};
use crate::package::{PackInput, Part, TARGETS, Target};
use crate::paper::PaperSize;
use crate::pipeline::making::workshop;
use crate::pipeline::printing::{PapersMade, lay_beside};
use crate::pipeline::settling::settled;
use crate::pipeline::{Job, LanguageSize, Outcome, PipelineError, Prepared, passes, prepare};
use crate::progress::{Share, Stage};
use crate::render::{self, Audience, RenderProfile, Scope, Theme};
use crate::tree::{Artifact, FileTree, InMemory, OutPath};
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
    /// Whether what a course was made of travels along.
    pub with_source: WithSource,
    /// What books are printed on.
    pub paper: PaperSize,
    /// The folder that the packages are put in.
    pub out: &'a Path,
}

/// Whether what a course was made of travels in its packages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithSource {
    /// It does, wherever a target has a place for it.
    Yes,
    /// It does not.
    No,
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
    /// Whether what the course was made of is in it.
    pub with_source: WithSource,
    /// What there is to tell of its papers, where it is made for paper.
    pub papers: Option<PapersMade>,
}

/// All packages that were asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packages {
    /// Each of them, in the order in which they were made.
    pub all: Vec<Packaged>,
    /// What each language weighs in them.
    pub sizes: Vec<LanguageSize>,
}

/// What a lesson counts beside the bytes of media, so that a course without media moves the bar too.
const LESSON: u64 = 20_000;

/// Makes the packages for each target, course and language that was asked for.
///
/// # Errors
/// When the library cannot be read, nothing in it answers to the request, or a package cannot be written. Packages
/// that were written before that are whole.
pub fn package(job: Job<'_>, request: &PackageRequest<'_>) -> Result<Outcome<Packages>, PipelineError> {
    refuse_without_edition(request, job.audience)?;
    let (mut prepared, mut diagnostics) = prepare(job)?;
    output::refuse_sources(request.out, job.root, &prepared.course_folders(job.root))?;
    let chosen = chosen(&prepared.library, request)?;
    for (course, edition) in &chosen {
        let input = prepared.input(course, edition);
        let told = request.targets.iter().flat_map(|target| target.check(input)).collect();
        diagnostics.extend(settled(&prepared.library, told));
    }
    if !passes(&diagnostics, job.strictness) {
        return Ok(Outcome { diagnostics, sources: prepared.library.sources, made: None });
    }
    let theme = prepared.theme(job)?;
    let plan = std::mem::take(&mut prepared.plan);
    let workshop = workshop(job, &theme, prepared.library.settings.pictures);
    prepared.plan = media::prepare(chosen.iter().copied(), plan, workshop)?.into_value(&mut diagnostics);
    if !passes(&diagnostics, job.strictness) {
        return Ok(Outcome { diagnostics, sources: prepared.library.sources, made: None });
    }
    let weight = |(course, edition): &(&Course, &Edition)| prepared.weight(course, edition);
    let total = chosen.iter().map(weight).sum::<u64>() * request.targets.len() as u64;
    job.progress.begin(Stage::Packing, total);
    let mut packages = Vec::new();
    for editions in chosen.chunk_by(|(one, _), (other, _)| one.id == other.id) {
        let sources = match request.with_source {
            WithSource::Yes => Some(prepared.sources(job, &theme, editions[0].0)?),
            WithSource::No => None,
        };
        for (course, edition) in editions {
            packages.extend(prepared.pack_edition(job, &theme, (course, edition), sources.as_deref(), request)?);
        }
    }
    job.progress.end();
    let of =
        |lang: &Lang| packages.iter().filter(|package| package.lang == *lang).map(|package| package.written.size).sum();
    let sizes = prepared.language_sizes(&chosen, of);
    let made = Some(Packages { all: packages, sizes });
    Ok(Outcome { diagnostics, sources: prepared.library.sources, made })
}

/// Refuses targets that there is no trainer's edition of.
fn refuse_without_edition(request: &PackageRequest<'_>, audience: Audience) -> Result<(), PipelineError> {
    let cannot = |target: &&&'static dyn Target| !target.profile().can_be_for(audience);
    let Some(target) = request.targets.iter().find(cannot) else { return Ok(()) };
    let known = TARGETS.iter().filter(|target| !cannot(target)).map(|target| target.name().to_owned()).collect();
    Err(PipelineError::NoTrainerEdition { wanted: target.name().to_owned(), known })
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
    /// Returns how much work an edition is for one target, in bytes.
    pub(super) fn weight(&self, course: &Course, edition: &Edition) -> u64 {
        media::size(course, [edition], &self.plan) + LESSON * (1 + edition.lessons().count() as u64)
    }

    pub(super) fn pack_edition(
        &self,
        job: Job<'_>,
        theme: &Theme,
        (course, edition): (&Course, &Edition),
        sources: Option<&[SourceFile]>,
        request: &PackageRequest<'_>,
    ) -> Result<Vec<Packaged>, PipelineError> {
        let input = self.input(course, edition);
        let weight = self.weight(course, edition);
        let mut packages = Vec::new();
        for targets in alike(&request.targets, |target| target.parts(input)) {
            let profile = targets[0].profile().without_launch().for_audience(job.audience);
            let parts = targets[0].parts(input);
            let mut pages = FileTree::default();
            for (profile, edition) in renderings(&profile, edition, &parts) {
                pages.merge(self.tree(
                    job.silently(),
                    theme,
                    &profile,
                    Scope::Edition { course, edition },
                    &InMemory,
                )?);
            }
            let last = targets.len() - 1;
            for (number, target) in targets.into_iter().enumerate() {
                let share = Share::new(job.progress, weight);
                // The last one takes the pages along.
                let mut tree = if number == last { std::mem::take(&mut pages) } else { pages.clone() };
                for (profile, edition) in renderings(&target.profile(), edition, &parts) {
                    tree.merge(self.launch_pages(theme, &profile, Scope::Edition { course, edition })?);
                }
                let papers = self.papers(theme, input, target, &tree, request.paper, job.audience)?;
                for mut artifact in target.pack(input, tree)? {
                    lay_beside(&mut artifact, papers.as_ref());
                    let with_source = carry(target, input, sources, &mut artifact)?;
                    let job = Job { progress: &share, ..job };
                    let written = write(job, artifact, (course, edition, target), self.plan.rung(), request.out)?;
                    let (course, lang) = (course.id.clone(), edition.lang.clone());
                    let papers = papers.as_ref().map(PapersMade::of);
                    packages.push(Packaged { course, lang, target: target.name(), written, with_source, papers });
                }
            }
        }
        Ok(packages)
    }

    /// Returns the page that a platform opens, where the profile has one.
    pub(crate) fn launch_pages(
        &self,
        theme: &Theme,
        profile: &RenderProfile,
        scope: Scope<'_>,
    ) -> Result<FileTree, PipelineError> {
        Ok(render::launch_pages(&self.library, scope, &self.plan, theme, &self.catalogs, profile)?)
    }
}

/// Returns what is rendered for an edition: itself, or each of its parts in its folder.
pub(crate) fn renderings<'a>(
    profile: &RenderProfile,
    edition: &'a Edition,
    parts: &'a [Part],
) -> Vec<(RenderProfile, &'a Edition)> {
    if parts.is_empty() {
        return vec![(profile.clone(), edition)];
    }
    let in_folder = |part: &Part| RenderProfile { folder: Some(part.folder.clone()), ..profile.clone() };
    parts.iter().map(|part| (in_folder(part), &part.edition)).collect()
}

/// Adds the sources to an artifact, where it can carry them.
fn carry(
    target: &dyn Target,
    input: PackInput<'_>,
    sources: Option<&[SourceFile]>,
    artifact: &mut Artifact,
) -> Result<WithSource, PipelineError> {
    match (sources, target.source_folder(), artifact) {
        (Some(files), Some(folder), Artifact::Zip { tree, .. } | Artifact::Folder(tree)) => {
            source::add(input, files, folder, tree)?;
            target.list_again(input, tree);
            Ok(WithSource::Yes)
        }
        _ => Ok(WithSource::No),
    }
}

/// Returns the targets in groups that want the same pages but for those that a platform launches, in order.
fn alike(targets: &[&'static dyn Target], parts: impl Fn(&dyn Target) -> Vec<Part>) -> Vec<Vec<&'static dyn Target>> {
    type Pages = (RenderProfile, Vec<OutPath>);
    let mut groups: Vec<(Pages, Vec<&'static dyn Target>)> = Vec::new();
    for target in targets {
        let folders = parts(*target).into_iter().map(|part| part.folder).collect();
        let pages = (target.profile().without_launch(), folders);
        match groups.iter_mut().find(|(known, _)| *known == pages) {
            Some((_, group)) => group.push(*target),
            None => groups.push((pages, vec![*target])),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn write(
    job: Job<'_>,
    artifact: Artifact,
    (course, edition, target): (&Course, &Edition, &dyn Target),
    rung: Rung,
    out: &Path,
) -> Result<Written, PipelineError> {
    let called = |name: &str| rung.file_name(&job.audience.file_name(name));
    Ok(match artifact {
        Artifact::Zip { name, tree } => output::zip(job.world, &tree, &out.join(called(&name)), job.progress)?,
        Artifact::File { name, body } => output::file(job.world, &body, &out.join(called(&name)), job.progress)?,
        Artifact::Folder(tree) => {
            let name = format!("{}-{}-{}-{}", course.id, edition.lang, course.settings.version, target.name());
            // A folder's name has no ending: what follows the last point is the version's.
            let name = if job.audience == Audience::Trainer { format!("{name}-trainer") } else { name };
            let name = if rung == Rung::Full { name } else { format!("{name}-{rung}") };
            output::folder(job.world, &tree, &out.join(name), job.progress)?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::alike;
    use crate::package::TARGETS;

    #[test]
    fn every_target_is_in_one_group_with_those_that_want_its_pages() {
        let groups = alike(TARGETS, |_| Vec::new());
        assert_eq!(groups.iter().map(Vec::len).sum::<usize>(), TARGETS.len());
        for group in &groups {
            let pages = |target: &&dyn crate::package::Target| target.profile().without_launch();
            assert!(group.iter().all(|target| pages(target) == pages(&group[0])));
        }
    }
}
