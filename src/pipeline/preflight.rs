//! Packages made in memory only, to be held against what is known of the platforms that they are to go to.

use crate::diagnostic::Diagnostic;
use crate::model::{Course, Edition};
use crate::output;
use crate::package::platforms::{Platform, Preflight, preflight};
use crate::package::{PackError, target};
use crate::pipeline::packing::renderings;
use crate::pipeline::{Job, PipelineError, Prepared};
use crate::render::{Scope, Theme};
use crate::tree::{Artifact, FileTree, InMemory};

impl Prepared {
    /// Returns what of the library's packages goes against what is known of `platforms`.
    ///
    /// # Errors
    /// When a file or the theme cannot be read.
    pub(crate) fn for_platforms(
        &self,
        job: Job<'_>,
        platforms: &[&Platform],
    ) -> Result<Vec<Diagnostic>, PipelineError> {
        let mut found = Vec::new();
        if platforms.is_empty() {
            return Ok(found);
        }
        let theme = self.theme(job)?;
        let mut targets: Vec<&str> = platforms.iter().map(|platform| platform.target).collect();
        targets.sort_unstable();
        targets.dedup();
        for course in &self.library.courses {
            for edition in course.editions.iter().filter(|edition| edition.lessons().next().is_some()) {
                for name in &targets {
                    let own: Vec<&Platform> =
                        platforms.iter().copied().filter(|platform| platform.target == *name).collect();
                    for warning in self.for_target(job, &theme, (course, edition), &own)? {
                        // What holds for one language mostly holds for all.
                        if !found.contains(&warning) {
                            found.push(warning);
                        }
                    }
                }
            }
        }
        Ok(found)
    }

    /// Returns what goes against `platforms`, which all take one target.
    fn for_target(
        &self,
        job: Job<'_>,
        theme: &Theme,
        (course, edition): (&Course, &Edition),
        platforms: &[&Platform],
    ) -> Result<Vec<Diagnostic>, PipelineError> {
        let Some(target) = platforms.first().and_then(|platform| target(platform.target)) else {
            return Ok(Vec::new());
        };
        let input = self.input(course, edition);
        let (profile, parts) = (target.profile(), target.parts(input));
        let mut tree = FileTree::default();
        for (profile, edition) in renderings(&profile, edition, &parts) {
            let scope = Scope::Edition { course, edition };
            tree.merge(self.tree(job.silently(), theme, &profile, scope, &InMemory)?);
            tree.merge(self.launch_pages(theme, &profile, scope)?);
        }
        let artifacts = match target.pack(input, tree) {
            // Whoever packs it is told.
            Err(PackError::NoLesson { .. }) => Vec::new(),
            packed => packed?,
        };
        let mut found = Vec::new();
        for artifact in &artifacts {
            let Artifact::Zip { tree, .. } = artifact else { continue };
            let package = Preflight { input, tree, size: output::zip_size(tree) };
            found.extend(preflight(package, platforms));
        }
        Ok(found)
    }
}
