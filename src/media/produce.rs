//! The bodies of the files that assets become.

use crate::cache;
use crate::kept::Kept;
use crate::media::plan::{MediaPlan, PlannedAsset};
use crate::media::{picture, used};
use crate::model::{Asset, AssetId, AssetKind, Course, Edition};
use crate::tree::{Body, PiecesReader};
use crate::world::{ReadError, World};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::collections::BTreeMap;
use std::io::{self, Read};

/// A file of at most so many bytes is read when it is produced, so that it can be put into a page; larger ones are copied.
pub const SMALL_FILE: u64 = 65_536;

/// Returns the files that these editions of a course need, by name. Two assets with the same content and name
/// are one file.
///
/// # Errors
/// When a file cannot be read, or changed since it was planned.
pub fn produce<'plan, 'course>(
    course: &'course Course,
    editions: impl IntoIterator<Item = &'course Edition>,
    plan: &'plan MediaPlan,
    world: &dyn World,
) -> Result<Vec<(&'plan PlannedAsset, Body)>, ReadError> {
    let files: BTreeMap<&str, (AssetId, &PlannedAsset)> = used::used_assets(course, editions)
        .into_keys()
        .flat_map(|id| plan.files(&course.id, id).map(move |planned| (planned.path.as_str(), (id, planned))))
        .collect();
    let files: Vec<(AssetId, &PlannedAsset)> = files.into_values().collect();
    files.into_par_iter().map(|(id, planned)| Ok((planned, body(course.asset(id), planned, world)?))).collect()
}

/// Returns the names of the files that one edition of a course needs, with what each is.
pub fn used_files<'plan>(
    course: &Course,
    edition: &Edition,
    plan: &'plan MediaPlan,
) -> BTreeMap<&'plan str, AssetKind> {
    used::used_assets(course, [edition])
        .into_keys()
        .flat_map(|id| plan.files(&course.id, id).map(|planned| (planned.path.as_str(), planned.kind)))
        .collect()
}

/// Returns how many bytes the files of [`produce`] have.
pub fn size<'course>(
    course: &'course Course,
    editions: impl IntoIterator<Item = &'course Edition>,
    plan: &MediaPlan,
) -> u64 {
    let planned = used::used_assets(course, editions).into_keys().flat_map(|id| plan.files(&course.id, id));
    planned.map(|planned| (planned.path.as_str(), planned.size)).collect::<BTreeMap<_, _>>().into_values().sum()
}

fn body(asset: &Asset, planned: &PlannedAsset, world: &dyn World) -> Result<Body, ReadError> {
    if let Some(kept) = &planned.kept {
        return kept_body(asset, planned, kept);
    }
    if let Some(film) = &planned.film {
        return small(film.body(asset), asset, planned, world);
    }
    if asset.kind != AssetKind::Picture && planned.size > SMALL_FILE {
        return Ok(Body::File { source: asset.path.clone(), size: planned.size });
    }
    let read = world.read(&asset.path)?;
    let bytes = match asset.kind {
        AssetKind::Picture => picture::clean(&read, asset.path.name()).ok().map(|picture| picture.bytes),
        _ => Some(read),
    };
    match bytes {
        Some(bytes) if bytes.len() as u64 == planned.size => Ok(Body::Bytes(bytes)),
        _ => {
            let source = io::Error::new(io::ErrorKind::InvalidData, "changed while it was read");
            Err(ReadError { path: asset.path.to_string(), source })
        }
    }
}

/// Returns a result that is kept; a picture, and what is small, is read, so that a page can hold it.
fn kept_body(asset: &Asset, planned: &PlannedAsset, kept: &Kept) -> Result<Body, ReadError> {
    if planned.kind != AssetKind::Picture && planned.size > SMALL_FILE {
        return Ok(Body::Kept(kept.clone()));
    }
    let failed = |source| ReadError { path: asset.path.to_string(), source };
    let mut bytes = Vec::new();
    cache::open(kept).and_then(|mut kept| kept.read_to_end(&mut bytes)).map_err(failed)?;
    Ok(Body::Bytes(bytes))
}

/// Returns a film or sound, read where it is small enough to be put into a page.
fn small(body: Body, asset: &Asset, planned: &PlannedAsset, world: &dyn World) -> Result<Body, ReadError> {
    let failed = |source| ReadError { path: asset.path.to_string(), source };
    let bytes = match &body {
        _ if planned.size > SMALL_FILE => return Ok(body),
        Body::Pieces { pieces, .. } => {
            let mut bytes = Vec::new();
            PiecesReader::new(world.seek(&asset.path)?, pieces).read_to_end(&mut bytes).map_err(failed)?;
            bytes
        }
        _ => world.read(&asset.path)?,
    };
    if bytes.len() as u64 == planned.size {
        return Ok(Body::Bytes(bytes));
    }
    Err(failed(io::Error::new(io::ErrorKind::InvalidData, "changed while it was read")))
}
