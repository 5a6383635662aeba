//! The bodies of the files that assets become.

use crate::cache;
use crate::kept::Kept;
use crate::media::plan::{MediaPlan, PlannedAsset};
use crate::media::used;
use crate::model::{Asset, AssetId, AssetKind, Course, Edition};
use crate::tree::Body;
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
        let Some(planned) = plan.get(&course.id, id) else { continue };
        files.insert(&planned.path, (id, planned));
        if form == PictureForm::Several {
            others.extend(planned.better.iter().map(|variant| (variant.path.as_str(), &variant.kept)));
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
    let planned = used::used_assets(course, [edition]).into_keys().filter_map(|id| plan.get(&course.id, id));
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
    let planned = used::used_assets(course, editions).into_keys().filter_map(|id| plan.get(&course.id, id));
    planned.map(|planned| (planned.path.as_str(), planned.weight())).collect::<BTreeMap<_, _>>().into_values().sum()
}

fn body(asset: &Asset, planned: &PlannedAsset, form: PictureForm, world: &dyn World) -> Result<Body, ReadError> {
    match (&planned.kept, form) {
        (Some(kept), PictureForm::Inside) => {
            let mut bytes = Vec::new();
            let read = cache::open(kept).and_then(|mut reader| reader.read_to_end(&mut bytes));
            read.map_err(|source| ReadError { path: asset.path.to_string(), source })?;
            return Ok(Body::Bytes(bytes));
        }
        (Some(kept), PictureForm::Several | PictureForm::One) => return Ok(Body::Kept(kept.clone())),
        (None, _) => {}
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
