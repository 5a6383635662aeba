//! One file, whole or not at all.
//!
//! It is written beside its place and renamed; where the old file has the same bytes it is left alone.

use crate::output::OutputError;
use crate::output::copy::same;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// A file that is in its place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placed {
    /// Its size in bytes.
    pub(crate) size: u64,
    /// Whether there was none, or another.
    pub(crate) changed: bool,
}

/// Lets `write` fill a file beside `file`, and puts it in its place.
///
/// # Errors
/// What `write` fails with, or what the disk refuses. The last file of that name then still stands.
pub(crate) fn whole(file: &Path, write: impl FnOnce(&Path) -> Result<(), OutputError>) -> Result<Placed, OutputError> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(OutputError::at(folder))?;
    }
    let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let temporary = Temporary(file.with_file_name(format!(".{name}.alforja-staging")));
    write(&temporary.0)?;
    let size = fs::metadata(&temporary.0).map_err(OutputError::at(file))?.len();
    let changed = differs(&temporary.0, file).map_err(OutputError::at(file))?;
    if changed {
        fs::rename(&temporary.0, file).map_err(OutputError::at(file))?;
    }
    Ok(Placed { size, changed })
}

/// A file that vanishes with whoever made it.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        // Where it was renamed there is nothing left to remove.
        drop(fs::remove_file(&self.0));
    }
}

fn differs(new: &Path, old: &Path) -> io::Result<bool> {
    let old = match File::open(old) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        opened => opened?,
    };
    let new = File::open(new)?;
    if !old.metadata()?.is_file() || old.metadata()?.len() != new.metadata()?.len() {
        return Ok(true);
    }
    Ok(!same(&mut { old }, &mut { new })?)
}
