//! The file that says which files of a folder are ours.
//!
//! `{"alforja": 1, "files": ["assets/…", "index.html"]}`: sorted, without a clock, so that the same output
//! has the same mark. What stands in a folder and not in its mark was put there by somebody else.

use crate::output::OutputError;
use crate::tree::OutPath;
use crate::world::OUTPUT_MARK;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// The version of the mark's own form.
const FORM: u32 = 1;

/// Where files wait until all of them are written.
pub(crate) const STAGING: &str = ".alforja-staging";

/// Where the mark is written before it takes its place.
pub(crate) const MARK_BEING_WRITTEN: &str = ".alforja-output.json.new";

#[derive(Serialize, Deserialize)]
struct Mark {
    alforja: u32,
    files: Vec<String>,
}

/// What a folder's mark says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Owned {
    /// There is no mark: nothing here is ours.
    Nothing,
    /// The mark was damaged: the folder is ours, and nobody knows which of its files.
    Unknown,
    /// These files are ours.
    Files(BTreeSet<OutPath>),
}

impl Owned {
    /// Tells whether a file that stands at `path` may be replaced.
    pub(crate) fn may_replace(&self, path: &OutPath) -> bool {
        match self {
            Self::Nothing => false,
            Self::Unknown => true,
            Self::Files(files) => files.contains(path),
        }
    }
}

/// Tells whether the last output in `folder` had the file `path`; nothing where there was none, or nobody knows.
///
/// # Errors
/// When what says so is there and cannot be read.
pub fn holds(folder: &Path, path: &OutPath) -> Result<Option<bool>, OutputError> {
    Ok(match read(folder)? {
        Owned::Files(files) if !files.is_empty() => Some(files.contains(path)),
        _ => None,
    })
}

/// Reads which files in `folder` are ours.
///
/// # Errors
/// When the mark is there and cannot be read.
pub(crate) fn read(folder: &Path) -> Result<Owned, OutputError> {
    let path = folder.join(OUTPUT_MARK);
    match fs::read(&path) {
        Ok(bytes) => Ok(serde_json::from_slice::<Mark>(&bytes).map_or(Owned::Unknown, |mark| {
            // A name that is no output path was not written by us.
            Owned::Files(mark.files.iter().filter_map(|file| OutPath::new(file)).collect())
        })),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Owned::Nothing),
        Err(source) => Err(OutputError::Disk { path, source }),
    }
}

/// Writes the mark of `folder`, whole or not at all; leaves it alone where it says the same already.
///
/// # Errors
/// When the disk refuses.
pub(crate) fn write(folder: &Path, files: &BTreeSet<OutPath>) -> Result<(), OutputError> {
    let path = folder.join(OUTPUT_MARK);
    let mark = Mark { alforja: FORM, files: files.iter().map(ToString::to_string).collect() };
    let mut text = serde_json::to_vec_pretty(&mark).expect("names are always JSON");
    text.push(b'\n');
    if fs::read(&path).is_ok_and(|present| present == text) {
        return Ok(());
    }
    let temporary = folder.join(MARK_BEING_WRITTEN);
    let written = fs::File::create(&temporary)
        .and_then(|mut file| file.write_all(&text).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&temporary, &path));
    written.map_err(|source| {
        // The reason is told; that the remains may stay behind adds nothing to it.
        drop(fs::remove_file(&temporary));
        OutputError::Disk { path, source }
    })
}
