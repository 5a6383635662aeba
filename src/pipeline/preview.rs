//! The site of a library in memory, for whoever looks at it while it is being written.
//!
//! The same stages as a build, whole each time; nothing is written but what the store keeps.

use crate::media;
use crate::package;
use crate::pipeline::making::{editions, workshop};
use crate::pipeline::{Contents, Job, Outcome, PipelineError, passes, prepare};
use crate::render::Scope;
use crate::tree::{FileTree, InMemory};

/// What one preview leaves to the next, so that it is quick: results by what they came from, never stale.
#[derive(Debug, Default)]
pub struct Memos {}

/// A site that was not written.
#[derive(Debug)]
pub struct Previewed {
    /// What it was made of.
    pub contents: Contents,
    /// Its pages and media.
    pub tree: FileTree,
}

/// Makes the site of a whole library in memory.
///
/// # Errors
/// When the library cannot be read.
pub fn preview(job: Job<'_>, _memos: &mut Memos) -> Result<Outcome<Previewed>, PipelineError> {
    let (mut prepared, mut diagnostics) = prepare(job)?;
    let mut made = None;
    if passes(&diagnostics, job.strictness) {
        let theme = prepared.theme(job)?;
        let plan = std::mem::take(&mut prepared.plan);
        let workshop = workshop(job, &theme, prepared.library.settings.pictures);
        prepared.plan = media::prepare(editions(&prepared.library), plan, workshop)?.into_value(&mut diagnostics);
        if passes(&diagnostics, job.strictness) {
            let tree = prepared.tree(job, &theme, &package::site().profile(), Scope::Library, &InMemory)?;
            made = Some(Previewed { contents: prepared.contents(), tree });
        }
    }
    Ok(Outcome { diagnostics, sources: prepared.library.sources, made })
}
