//! What is kept and nothing in the library uses any more, removed.

use crate::cache::Freed;
use crate::diagnostic::has_errors;
use crate::media;
use crate::model::AssetKind;
use crate::pipeline::making::{editions, workshop};
use crate::pipeline::{Job, Outcome, PipelineError, prepare};
use crate::render::Audience;

/// Whether results are removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    /// They are.
    Done,
    /// They are only counted.
    Counted,
}

/// What came of pruning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pruned {
    /// So much is free now, or would be.
    Freed(Freed),
    /// Another program works with what is kept: nothing was removed.
    Busy,
}

/// Removes results that nothing uses. Where the library has errors, nobody knows what it uses, and all is left.
///
/// # Errors
/// When the library cannot be read, or the disk refuses.
pub fn prune(job: Job<'_>, removal: Removal) -> Result<Outcome<Pruned>, PipelineError> {
    // Whoever only looks asks for all that a build would use, and keeps nothing new.
    let store = job.store;
    let looking = store.to_look();
    // What only a trainer sees is kept too.
    let job = Job { store: &looking, audience: Audience::Trainer, ..job };
    let (mut prepared, mut diagnostics) = prepare(job)?;
    if !has_errors(&diagnostics) {
        let theme = prepared.theme(job)?;
        let plan = std::mem::take(&mut prepared.plan);
        let workshop = workshop(job, &theme, prepared.library.settings.pictures);
        media::prepare(editions(&prepared.library), plan, workshop)?.into_value(&mut diagnostics);
    }
    let sources = prepared.library.sources;
    if has_errors(&diagnostics) {
        return Ok(Outcome { diagnostics, sources, made: None });
    }
    for asset in prepared.library.courses.iter().flat_map(|course| &course.assets) {
        // A film that is not shown today may be shown tomorrow: its copies took long to make.
        if matches!(asset.kind, AssetKind::Film | AssetKind::Sound) {
            media::copies(&looking, &media::fingerprint(&looking, job.world, &asset.path)?);
        }
    }
    let used = looking.asked();
    let made = match removal {
        _ if store.is_busy() => Pruned::Busy,
        Removal::Done => Pruned::Freed(store.prune(&used).map_err(PipelineError::Store)?),
        Removal::Counted => Pruned::Freed(store.prunable(&used).map_err(PipelineError::Store)?),
    };
    Ok(Outcome { diagnostics, sources, made: Some(made) })
}
