//! A folder on its way: files are taken as they are made, so that a large site never stands in memory.
//!
//! 1. [`Desk::open`] finds out whether the folder is there, and whether it is ours.
//! 2. [`Desk::keep`] stages a file at once, unless the last output has the same bytes there already. A full disk is
//!    met here, where nothing is lost yet.
//! 3. [`Desk::close`] takes the whole tree, stages what was not kept before, and puts the new output in its place
//!    (`folder.rs`).

use crate::fingerprint::Fingerprint;
use crate::kept::{Kept, Place};
use crate::output::OutputError;
use crate::output::Written;
use crate::output::copy::has_bytes;
use crate::output::folder::{Staging, create, update};
use crate::output::mark::{self, Owned, STAGING};
use crate::output::refuse::refuse_strangers;
use crate::progress::Progress;
use crate::tree::{Body, FileTree, Keeper, OutPath};
use crate::world::World;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// A folder whose files are on their way.
pub struct Desk {
    directory: PathBuf,
    state: State,
    kept: Mutex<Held>,
}

/// What is known of the folder.
enum State {
    /// It is not there: all is staged in a folder beside it.
    New(Staging),
    /// It is there: what differs is staged in a folder within it, made when it is needed.
    There(Owned, Staging),
}

/// The files that were kept so far.
#[derive(Default)]
struct Held {
    files: BTreeMap<OutPath, Waiting>,
    /// How many were staged.
    staged: usize,
    /// Why the first one was not that could not be.
    failed: Option<OutputError>,
}

/// Where a file waits that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Waiting {
    /// In its place: the last output has the same bytes there.
    InPlace,
    /// In the staging folder, under this name.
    Staged(PathBuf),
}

impl Desk {
    /// Begins the output in `directory`.
    ///
    /// # Errors
    /// When the folder holds other people's files only, or the disk refuses.
    pub fn open(directory: &Path) -> Result<Self, OutputError> {
        let state = match fs::metadata(directory) {
            Ok(_) => {
                let owned = mark::read(directory)?;
                refuse_strangers(directory, &owned)?;
                State::There(owned, Staging::later(directory.join(STAGING), directory)?)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let name = directory.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
                let place = directory.with_file_name(format!(".{name}.alforja-staging"));
                State::New(Staging::new(place, directory)?)
            }
            Err(source) => return Err(OutputError::Disk { path: directory.to_owned(), source }),
        };
        Ok(Self { directory: directory.to_owned(), state, kept: Mutex::default() })
    }

    /// Writes `tree` into the folder, whole or not at all: what differs is written, what was ours and is gone is
    /// removed, what is not ours is kept.
    ///
    /// # Errors
    /// When a file could not be kept, one of other people's is in the way, a source cannot be read, or the disk
    /// refuses. The last output then still stands.
    pub fn close(self, world: &dyn World, tree: &FileTree, progress: &dyn Progress) -> Result<Written, OutputError> {
        let held = self.kept.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(failed) = held.failed {
            return Err(failed);
        }
        match self.state {
            State::New(staging) => create(world, tree, &self.directory, &staging, &held.files, progress),
            State::There(owned, staging) => {
                update(world, tree, &self.directory, (&owned, &staging), &held.files, progress)
            }
        }
    }

    /// Stages a file, where it is not in its place already.
    fn stage(&self, path: &OutPath, bytes: &[u8]) -> Result<Waiting, OutputError> {
        let place = self.directory.join(path.as_str());
        let (staging, name) = match &self.state {
            State::New(staging) => (staging, path.as_str().to_owned()),
            State::There(_, staging) => {
                if has_bytes(&place, bytes).map_err(OutputError::at(&place))? {
                    return Ok(Waiting::InPlace);
                }
                (staging, self.next_name())
            }
        };
        let staged = staging.path().join(name);
        let write = |mut file: File| file.write_all(bytes);
        let written = match File::create(&staged) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let folder = staged.parent().unwrap_or(staging.path());
                fs::create_dir_all(folder).and_then(|()| File::create(&staged)).and_then(write)
            }
            other => other.and_then(write),
        };
        written.map_err(OutputError::at(&place))?;
        Ok(Waiting::Staged(staged))
    }

    fn next_name(&self) -> String {
        let mut held = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        held.staged += 1;
        format!("kept-{}", held.staged)
    }
}

impl Keeper for Desk {
    fn keep(&self, path: &OutPath, bytes: Vec<u8>) -> Body {
        let staged = self.stage(path, &bytes);
        let place = match &staged {
            Ok(Waiting::Staged(place)) => place.clone(),
            _ => self.directory.join(path.as_str()),
        };
        let mut held = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        match staged {
            Ok(waiting) => {
                held.files.insert(path.clone(), waiting);
            }
            Err(error) => {
                held.failed.get_or_insert(error);
            }
        }
        Body::Kept(Kept::new(Place::File(place), bytes.len() as u64, Fingerprint::of(&bytes)))
    }
}
