//! Files of a library that get other names, and texts that are written anew: all of it or nothing.

use crate::output::{OutputError, Replacement, Written, sources};
use crate::span::SourcePath;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Renames files of the library at `root`, from where to where, then writes `texts`, which stand at their new places.
/// A folder that is left empty is removed.
///
/// # Errors
/// When one of them would stand outside of it or over another file, or the disk refuses. Then all is as it was.
pub fn moved(root: &Path, moves: &[(PathBuf, SourcePath)], texts: &[Replacement<'_>]) -> Result<Written, OutputError> {
    let root = root.canonicalize().map_err(OutputError::at(root))?;
    let mut done = Moved::default();
    let result = moves.iter().try_for_each(|(from, to)| done.rename(&root, from, to));
    match result.and_then(|()| sources(&root, texts)) {
        Ok(written) => {
            done.sweep(&root);
            Ok(Written { files: texts.len() + moves.len(), changed: texts.len() + moves.len(), ..written })
        }
        Err(error) => {
            done.put_back();
            Err(error)
        }
    }
}

/// What was renamed so far.
#[derive(Default)]
struct Moved {
    files: Vec<(PathBuf, PathBuf)>,
    /// Folders that were made, the outer ones first.
    folders: Vec<PathBuf>,
}

impl Moved {
    fn rename(&mut self, root: &Path, from: &Path, to: &SourcePath) -> Result<(), OutputError> {
        let place = root.join(to.as_str());
        let outside = || OutputError::InTheWay { path: place.clone() };
        let real = from.canonicalize().map_err(OutputError::at(from))?;
        if !real.starts_with(root) || to.as_str().split('/').any(|part| part == "..") {
            return Err(outside());
        }
        let folder = place.parent().unwrap_or(root);
        let mut missing = Vec::new();
        let mut there = folder;
        while !there.exists() {
            missing.push(there.to_owned());
            there = there.parent().unwrap_or(root);
        }
        if !there.canonicalize().map_err(OutputError::at(there))?.starts_with(root) {
            return Err(outside());
        }
        for folder in missing.into_iter().rev() {
            fs::create_dir(&folder).map_err(OutputError::at(&folder))?;
            self.folders.push(folder);
        }
        match fs::symlink_metadata(&place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Ok(_) => return Err(outside()),
            Err(error) => return Err(OutputError::at(&place)(error)),
        }
        fs::rename(from, &place).map_err(OutputError::at(&place))?;
        self.files.push((from.to_owned(), place));
        Ok(())
    }

    /// Removes the folders that nothing is left in.
    fn sweep(&self, root: &Path) {
        for (from, _) in &self.files {
            let mut folder = from.parent();
            while let Some(empty) = folder.filter(|folder| folder.starts_with(root) && *folder != root) {
                // A folder that holds something stays, and so do those around it.
                if fs::remove_dir(empty).is_err() {
                    break;
                }
                folder = empty.parent();
            }
        }
    }

    /// Gives the files their old names; what cannot be put back stands under its new name.
    fn put_back(&self) {
        for (from, place) in self.files.iter().rev() {
            drop(fs::rename(place, from));
        }
        self.folders.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
    }
}
