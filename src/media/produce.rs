//! The bodies of the files that assets become.

use crate::cache;
use crate::kept::Kept;
use crate::media::plan::{MediaPlan, PlannedAsset};
use crate::media::used;
use crate::model::{Asset, AssetId, AssetKind, Course, Edition};
use crate::tree::{Body, PiecesReader};
use crate::world::{ReadError, World};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::collections::BTreeMap;
use std::io::{self, Read};

/// A file of at most so many bytes is read when it is produced, so that it can be put into a page; larger ones are copied.
pub const SMALL_FILE: u64 = 65_536;

/// What a target takes of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureForm {
    /// One for everyone, and others for those that know WebP.
    Several,
    /// One for everyone.
    One,
    /// One for everyone, read into memory, so that a page can hold it.
    Inside,
}

/// Returns the files that these editions of a course need, by name. Two assets with the same content and name
/// are one file.
///
/// # Errors
/// When a file cannot be read, or changed since it was planned.
pub fn produce<'plan, 'course>(
    course: &'course Course,
    editions: impl IntoIterator<Item = &'course Edition>,
    plan: &'plan MediaPlan,
    form: PictureForm,
    world: &dyn World,
) -> Result<Vec<(&'plan str, Body)>, ReadError> {
    let mut files: BTreeMap<&str, (AssetId, &PlannedAsset)> = BTreeMap::new();
    let mut others: BTreeMap<&str, &Kept> = BTreeMap::new();
    for id in used::used_assets(course, editions).into_keys() {
        for planned in plan.files(&course.id, id) {
            files.insert(&planned.path, (id, planned));
            if form == PictureForm::Several {
                others.extend(planned.better.iter().map(|variant| (variant.path.as_str(), &variant.kept)));
            }
        }
    }
    let files: Vec<(AssetId, &PlannedAsset)> = files.into_values().collect();
    let produced = files
        .into_par_iter()
        .map(|(id, planned)| Ok((planned.path.as_str(), body(course.asset(id), planned, form, world)?)))
        .collect::<Result<BTreeMap<_, _>, ReadError>>()?;
    let others = others.into_iter().map(|(path, kept)| (path, Body::Kept(kept.clone())));
    Ok(produced.into_iter().chain(others).collect::<BTreeMap<_, _>>().into_iter().collect())
}

/// Returns the names of the files that one edition of a course needs, with what each is.
pub fn used_files<'plan>(
    course: &Course,
    edition: &Edition,
    plan: &'plan MediaPlan,
) -> BTreeMap<&'plan str, AssetKind> {
    let planned = used::used_assets(course, [edition]).into_keys().flat_map(|id| plan.files(&course.id, id));
    let names = |planned: &'plan PlannedAsset| {
        let better = planned.better.iter().map(|variant| variant.path.as_str());
        std::iter::once(planned.path.as_str()).chain(better).map(|path| (path, planned.kind))
    };
    planned.flat_map(names).collect()
}

/// Returns how many bytes the files of [`produce`] have.
pub fn size<'course>(
    course: &'course Course,
    editions: impl IntoIterator<Item = &'course Edition>,
    plan: &MediaPlan,
) -> u64 {
    let planned = used::used_assets(course, editions).into_keys().flat_map(|id| plan.files(&course.id, id));
    planned.map(|planned| (planned.path.as_str(), planned.weight())).collect::<BTreeMap<_, _>>().into_values().sum()
}

fn body(asset: &Asset, planned: &PlannedAsset, form: PictureForm, world: &dyn World) -> Result<Body, ReadError> {
    if let Some(kept) = &planned.kept {
        return kept_body(asset, planned, form, kept);
    }
    if let Some(film) = &planned.film {
        return small(film.body(asset), asset, planned, world);
    }
    if planned.kind == AssetKind::Picture || planned.size > SMALL_FILE {
        return Ok(Body::File { source: asset.path.clone(), size: planned.size });
    }
    let bytes = world.read(&asset.path)?;
    if bytes.len() as u64 == planned.size {
        return Ok(Body::Bytes(bytes));
    }
    let source = io::Error::new(io::ErrorKind::InvalidData, "changed while it was read");
    Err(ReadError { path: asset.path.to_string(), source })
}

/// Returns a result that is kept; what is small, and a picture that a page holds, is read.
fn kept_body(asset: &Asset, planned: &PlannedAsset, form: PictureForm, kept: &Kept) -> Result<Body, ReadError> {
    let inside = form == PictureForm::Inside && planned.kind == AssetKind::Picture;
    let small = planned.kind != AssetKind::Picture && planned.size <= SMALL_FILE;
    if !inside && !small {
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
