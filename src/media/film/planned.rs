//! What a film or sound of a course becomes.

use crate::cache::Store;
use crate::diagnostic::{Diagnosed, has_errors};
use crate::fingerprint::Fingerprint;
use crate::media::film::advice::{Use, advice};
use crate::media::film::listed::differences;
use crate::media::film::{Probe, inspect};
use crate::media::source;
use crate::model::{Asset, AssetId, Course};
use crate::span::{SourcePath, Span};
use crate::tree::{Body, Piece};
use crate::world::{ReadError, World};
use std::sync::Arc;

/// A film or sound as it leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedFilm {
    /// What it is; nothing of a download that is no film or sound.
    pub probe: Option<Probe>,
    /// What of its file leaves, where that is not all of it.
    pub pieces: Option<Arc<[Piece]>>,
}

impl PlannedFilm {
    /// Returns how long it is, in whole seconds.
    pub fn seconds(&self) -> Option<u32> {
        let duration = self.probe.as_ref()?.duration?;
        u32::try_from(duration.div_ceil(1000)).ok()
    }

    /// Returns width and height of its pictures as they are shown.
    pub(crate) fn dimensions(&self) -> Option<(u32, u32)> {
        let shown = self.probe.as_ref()?.video.as_ref()?.shown;
        (shown.0 > 0 && shown.1 > 0).then_some(shown)
    }

    /// Returns how many bytes leave of the file `asset`.
    pub(crate) fn size(&self, asset: &Asset) -> u64 {
        self.pieces.as_ref().map_or(asset.size, |pieces| pieces.iter().map(Piece::size).sum())
    }

    /// Returns what leaves of the file `asset`.
    pub(crate) fn body(&self, asset: &Asset) -> Body {
        let source = asset.path.clone();
        match &self.pieces {
            Some(pieces) => Body::Pieces { source, whole: asset.size, pieces: Arc::clone(pieces) },
            None => Body::File { source, size: asset.size },
        }
    }
}

/// Says what a film or sound becomes that is used at `span`, and the fingerprint of what leaves of it. Nothing where it
/// cannot be played and must be.
///
/// # Errors
/// When the file cannot be read.
pub(crate) fn plan(
    course: &Course,
    id: AssetId,
    (of_use, span): (Use, Span),
    (world, store): (&dyn World, &Store),
) -> Result<Diagnosed<Option<(PlannedFilm, Fingerprint)>>, ReadError> {
    let asset = course.asset(id);
    let inspected = inspect(world, &asset.path)?;
    let mut told = advice(asset, &inspected, of_use, span);
    if has_errors(&told) {
        return Ok(Diagnosed::new(None, told));
    }
    let planned = match inspected {
        Ok(inspected) => PlannedFilm { probe: Some(inspected.probe), pieces: inspected.pieces },
        Err(_) => PlannedFilm { probe: None, pieces: None },
    };
    if let (Some(probe), Use::Played) = (&planned.probe, of_use) {
        let content = |asset: &Asset| source::fingerprint(store, world, &asset.path);
        for film in course.films.iter().filter(|film| film.file == Some(id)) {
            told.extend(differences(course, film, (asset, probe), &content)?);
        }
    }
    let fingerprint = source::fingerprint_of_pieces(store, world, &asset.path, planned.pieces.as_deref())?;
    Ok(Diagnosed::new(Some((planned, fingerprint)), told))
}

/// Returns what leaves of a film or sound that no page is made of: of a source that travels in a package.
///
/// # Errors
/// When the file cannot be read.
pub fn body(world: &dyn World, path: &SourcePath, size: u64) -> Result<Body, ReadError> {
    let inspected = inspect(world, path)?;
    let source = path.clone();
    Ok(match inspected.ok().and_then(|inspected| inspected.pieces) {
        Some(pieces) => Body::Pieces { source, whole: size, pieces },
        None => Body::File { source, size },
    })
}
