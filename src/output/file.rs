//! One file: a body, or a text that a person goes on with.

use crate::output::copy::copy;
use crate::output::whole::whole;
use crate::output::{OutputError, Written};
use crate::progress::{Progress, Stage};
use crate::tree::Body;
use crate::world::World;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// Writes `body` as `file`, whole or not at all.
///
/// # Errors
/// When a source cannot be read or the disk refuses. The last file of that name then still stands.
pub fn file(world: &dyn World, body: &Body, file: &Path, progress: &dyn Progress) -> Result<Written, OutputError> {
    progress.begin(Stage::Writing, body.size());
    let placed = whole(file, |temporary| {
        let mut output = File::create(temporary).map_err(OutputError::at(file))?;
        copy(world, body, &mut output, file, progress)?;
        output.sync_all().map_err(OutputError::at(file))
    });
    progress.end();
    let placed = placed?;
    let changed = usize::from(placed.changed);
    Ok(Written { path: file.to_owned(), files: 1, size: placed.size, changed, removed: 0 })
}

/// Writes `text` as `file`, which must be new: what a person wrote is never overwritten.
///
/// # Errors
/// When there is such a file, or the disk refuses.
pub fn new_file(file: &Path, text: &str) -> Result<Written, OutputError> {
    new(file, text, &|file| File::create(file))
}

/// Writes `text` as `file`, which must be new, so that nobody else can read it where the system knows of that.
///
/// # Errors
/// As for [`new_file`].
pub fn new_secret_file(file: &Path, text: &str) -> Result<Written, OutputError> {
    new(file, text, &|file| {
        let mut options = File::options();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(file)
    })
}

fn new(file: &Path, text: &str, create: &dyn Fn(&Path) -> io::Result<File>) -> Result<Written, OutputError> {
    if file.exists() {
        return Err(OutputError::Exists { path: file.to_owned() });
    }
    let placed = whole(file, |temporary| {
        let mut output = create(temporary).map_err(OutputError::at(file))?;
        output.write_all(text.as_bytes()).and_then(|()| output.sync_all()).map_err(OutputError::at(file))
    })?;
    Ok(Written { path: file.to_owned(), files: 1, size: placed.size, changed: 1, removed: 0 })
}
