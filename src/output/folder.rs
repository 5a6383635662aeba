//! A tree of files into a folder.
//!
//! 1. Refuse what is not ours: a folder with other people's files, a file of theirs where one of ours must go.
//! 2. Find what differs; bytes are compared, a copied film by its size alone, because its name carries its content.
//! 3. Stage what differs in a hidden folder on the same disk. A full disk is met here, where nothing is lost yet.
//! 4. Write a mark that names old and new files, so that whatever happens next, the next run knows what is ours.
//! 5. Rename into place, what pages need before the pages; then remove what is gone; then write the new mark.
//!
//! A folder that is not there yet is staged beside its place and renamed as a whole.

use crate::output::copy::{copy, has_bytes, has_size};
use crate::output::desk::{Desk, Waiting};
use crate::output::mark::{self, Owned};
use crate::output::refuse::refuse_foreign;
use crate::output::{OutputError, Written};
use crate::progress::{Progress, Stage};
use crate::tree::{Body, FileTree, OutPath, folders_of};
use crate::world::World;
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Writes `tree` into `directory`, whole or not at all: what differs is written, what was ours and is gone is
/// removed, what is not ours is kept.
///
/// # Errors
/// When the folder is not ours, a source cannot be read, or the disk refuses. The last output then still stands.
pub fn folder(
    world: &dyn World,
    tree: &FileTree,
    directory: &Path,
    progress: &dyn Progress,
) -> Result<Written, OutputError> {
    Desk::open(directory)?.close(world, tree, progress)
}

/// A folder that vanishes with whoever made it.
#[derive(Debug)]
pub(crate) struct Staging(PathBuf);

impl Staging {
    /// Returns the empty folder `path`, in which files for `directory` are made.
    ///
    /// # Errors
    /// When the disk refuses.
    pub(crate) fn new(path: PathBuf, directory: &Path) -> Result<Self, OutputError> {
        let staging = Self::later(path, directory)?;
        // Nobody but us knows of this folder: what is told is where its files would go.
        fs::create_dir_all(&staging.0).map_err(OutputError::at(directory))?;
        Ok(staging)
    }

    /// Returns the folder `path`, which is made when the first file goes there.
    ///
    /// # Errors
    /// When remains of an earlier run stand there and cannot be removed.
    pub(crate) fn later(path: PathBuf, directory: &Path) -> Result<Self, OutputError> {
        match fs::remove_dir_all(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(OutputError::at(directory)(error)),
            _ => Ok(Self(path)),
        }
    }

    /// Returns where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // The work's own result is told; remains are removed by the next run.
        drop(remove_tree(&self.0));
    }
}

fn remove_tree(path: &Path) -> Result<(), OutputError> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(OutputError::at(path)(error)),
        _ => Ok(()),
    }
}

/// Stages all of `tree` that was not kept before, and renames the whole into its place.
pub(crate) fn create(
    world: &dyn World,
    tree: &FileTree,
    directory: &Path,
    staging: &Staging,
    kept: &BTreeMap<OutPath, Waiting>,
    progress: &dyn Progress,
) -> Result<Written, OutputError> {
    let files: Vec<(&OutPath, &Body)> = tree.iter().filter(|(path, _)| !kept.contains_key(path)).collect();
    create_parents(&staging.0, files.iter().map(|(path, _)| *path))?;
    progress.begin(Stage::Writing, files.iter().map(|(_, body)| body.size()).sum());
    let written = files.par_iter().try_for_each(|(path, body)| {
        write(world, body, &staging.0.join(path.as_str()), &directory.join(path.as_str()), progress)
    });
    progress.end();
    written?;
    mark::write(&staging.0, &tree.iter().map(|(path, _)| path.clone()).collect())?;
    fs::rename(&staging.0, directory).map_err(OutputError::at(directory))?;
    Ok(Written { path: directory.to_owned(), files: tree.len(), size: tree.size(), changed: tree.len(), removed: 0 })
}

/// Stages what differs and was not kept before, and renames one file after the other into its place.
pub(crate) fn update(
    world: &dyn World,
    tree: &FileTree,
    directory: &Path,
    (owned, staging): (&Owned, &Staging),
    kept: &BTreeMap<OutPath, Waiting>,
    progress: &dyn Progress,
) -> Result<Written, OutputError> {
    refuse_foreign(directory, tree, owned)?;
    let new: BTreeSet<OutPath> = tree.iter().map(|(path, _)| path.clone()).collect();
    let gone: Vec<OutPath> = match owned {
        Owned::Files(files) => files.difference(&new).cloned().collect(),
        Owned::Nothing | Owned::Unknown => Vec::new(),
    };
    let files: Vec<(&OutPath, &Body)> = tree.iter().collect();
    let mut changed = files
        .into_par_iter()
        .map(|(path, body)| {
            let differs = match kept.get(path) {
                Some(waiting) => *waiting != Waiting::InPlace,
                None => differs(body, &directory.join(path.as_str()))?,
            };
            Ok(differs.then_some((path, body)))
        })
        .collect::<Result<Vec<_>, OutputError>>()?
        .into_iter()
        .flatten()
        .collect::<Vec<_>>();
    changed.sort_by_key(|(path, _)| (place_in_order(path), path.as_str()));

    let staged = stage(world, &changed, directory, staging, kept, progress)?;
    if !changed.is_empty() || !gone.is_empty() {
        mark::write(directory, &new.iter().chain(&gone).cloned().collect())?;
    }
    let (blocking, rest): (Vec<&OutPath>, Vec<&OutPath>) =
        gone.iter().partition(|old| changed.iter().any(|(path, _)| block_each_other(old, path)));
    remove(directory, &blocking)?;
    create_parents(directory, changed.iter().map(|(path, _)| *path))?;
    for ((path, _), staged) in changed.iter().zip(staged) {
        let place = directory.join(path.as_str());
        fs::rename(staged, &place).map_err(OutputError::at(&place))?;
    }
    remove(directory, &rest)?;
    mark::write(directory, &new)?;
    Ok(Written {
        path: directory.to_owned(),
        files: tree.len(),
        size: tree.size(),
        changed: changed.len(),
        removed: gone.len(),
    })
}

/// What pages need comes before the pages, and the door last.
fn place_in_order(path: &OutPath) -> u8 {
    match path.as_str() {
        "index.html" => 2,
        page if page.ends_with(".html") => 1,
        _ => 0,
    }
}

fn block_each_other(old: &OutPath, new: &OutPath) -> bool {
    let below = |path: &OutPath, folder: &OutPath| {
        path.as_str().strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'))
    };
    below(old, new) || below(new, old)
}

fn create_parents<'a>(directory: &Path, paths: impl Iterator<Item = &'a OutPath>) -> Result<(), OutputError> {
    for folder in folders_of(paths) {
        let place = directory.join(folder.as_str());
        fs::create_dir_all(&place).map_err(OutputError::at(&place))?;
    }
    Ok(())
}

fn differs(body: &Body, place: &Path) -> Result<bool, OutputError> {
    let is_there = match body {
        Body::File { .. } | Body::Pieces { .. } | Body::Kept(_) => has_size(place, body.size()),
        Body::Bytes(bytes) => has_bytes(place, bytes),
    };
    Ok(!is_there.map_err(OutputError::at(place))?)
}

/// Returns where each of the changed files is staged.
fn stage(
    world: &dyn World,
    changed: &[(&OutPath, &Body)],
    directory: &Path,
    staging: &Staging,
    kept: &BTreeMap<OutPath, Waiting>,
    progress: &dyn Progress,
) -> Result<Vec<PathBuf>, OutputError> {
    let is_kept = |path: &OutPath| kept.contains_key(path);
    let rest = || changed.iter().filter(|(path, _)| !is_kept(path));
    if rest().next().is_some() {
        fs::create_dir_all(&staging.0).map_err(OutputError::at(directory))?;
    }
    progress.begin(Stage::Writing, rest().map(|(_, body)| body.size()).sum());
    let staged = changed.par_iter().enumerate().map(|(number, (path, body))| match kept.get(path) {
        Some(Waiting::Staged(place)) => Ok(place.clone()),
        _ => {
            let place = staging.0.join(number.to_string());
            write(world, body, &place, &directory.join(path.as_str()), progress)?;
            Ok(place)
        }
    });
    let staged = staged.collect();
    progress.end();
    staged
}

/// Writes a body to `place`; failures are told of `destined`, the place that people know.
fn write(
    world: &dyn World,
    body: &Body,
    place: &Path,
    destined: &Path,
    progress: &dyn Progress,
) -> Result<(), OutputError> {
    let mut file = File::create(place).map_err(OutputError::at(destined))?;
    copy(world, body, &mut file, destined, progress)?;
    if !matches!(body, Body::Bytes(_)) {
        // Later runs trust its size: a power cut must not leave a file of the right size with nothing in it.
        file.sync_all().map_err(OutputError::at(destined))?;
    }
    Ok(())
}

/// Removes files of ours, and the folders that they leave empty.
fn remove(directory: &Path, files: &[&OutPath]) -> Result<(), OutputError> {
    let folders = folders_of(files.iter().copied());
    let linked: BTreeSet<&OutPath> = folders
        .iter()
        .filter(|folder| fs::symlink_metadata(directory.join(folder.as_str())).is_ok_and(|found| !found.is_dir()))
        .collect();
    for path in files {
        // Behind a link stands somebody else's folder.
        if linked.iter().any(|folder| block_each_other(path, folder)) {
            continue;
        }
        let place = directory.join(path.as_str());
        match fs::remove_file(&place) {
            Err(error) if !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Err(OutputError::Disk { path: place, source: error });
            }
            _ => {}
        }
    }
    for folder in folders.iter().rev() {
        // Refused where something is left in it, which then is not ours.
        drop(fs::remove_dir(directory.join(folder.as_str())));
    }
    Ok(())
}
