//! Files out of a stranger's zip into a new folder, whole or not at all.
//!
//! 1. The folder must not be there: nothing is ever overwritten.
//! 2. What all files together become is bounded before the first is written, and each is held to the size that was
//!    said: a small zip cannot fill a disk.
//! 3. Plain files are written beside the place and renamed as a whole; links are never made.

use crate::output::archive::{Archive, ArchiveError};
use crate::output::folder::Staging;
use crate::output::{OutputError, Written};
use crate::progress::{Progress, Stage};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

/// How many times its own size a zip may become. Text shrinks to a quarter, drawings to a twentieth.
const MOST_TIMES: u64 = 200;

/// What any zip may become, in bytes: small ones are told apart from bombs by nothing.
const ALWAYS: u64 = 16_000_000;

const PIECE: usize = 256 * 1024;

/// A file that is to be unpacked.
#[derive(Debug, Clone, Copy)]
pub struct Unpacking<'a> {
    /// The entry that holds it.
    pub entry: &'a str,
    /// Where it goes, below the new folder. Whoever calls has made sure that it stays there.
    pub path: &'a str,
    /// How long it is said to be.
    pub size: u64,
}

/// Why files could not be unpacked. Nothing was left behind.
#[derive(Debug, thiserror::Error)]
pub enum UnpackError {
    /// The zip cannot be read, or is not what it says.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The disk refuses.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// The folder is there already.
    #[error("{}: is there already", folder.display())]
    Occupied {
        /// The folder.
        folder: std::path::PathBuf,
    },
}

/// Writes `files` into the new folder `directory`.
///
/// # Errors
/// When the folder is there already, the zip is damaged or would become far too much, or the disk refuses.
pub fn unpack(
    archive: &mut Archive,
    files: &[Unpacking<'_>],
    directory: &Path,
    progress: &dyn Progress,
) -> Result<Written, UnpackError> {
    if fs::symlink_metadata(directory).is_ok() {
        return Err(UnpackError::Occupied { folder: directory.to_owned() });
    }
    let size = files.iter().fold(0, |sum: u64, file| sum.saturating_add(file.size));
    let most = archive.size().saturating_mul(MOST_TIMES).max(ALWAYS);
    if size > most {
        return Err(ArchiveError::Bomb { path: archive.path().to_owned(), size, most }.into());
    }
    let name = directory.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let staging = Staging::new(directory.with_file_name(format!(".{name}.alforja-staging")), directory)?;
    progress.begin(Stage::Writing, size);
    let written = files.iter().try_for_each(|file| write(archive, file, staging.path(), directory, progress));
    progress.end();
    written?;
    fs::rename(staging.path(), directory).map_err(OutputError::at(directory))?;
    Ok(Written { path: directory.to_owned(), files: files.len(), size, changed: files.len(), removed: 0 })
}

fn write(
    archive: &mut Archive,
    file: &Unpacking<'_>,
    staging: &Path,
    directory: &Path,
    progress: &dyn Progress,
) -> Result<(), UnpackError> {
    let destined = directory.join(file.path);
    let place = staging.join(file.path);
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder).map_err(OutputError::at(&destined))?;
    }
    // Never over anything: on this disk two of the names may be one.
    let mut output = File::create_new(&place).map_err(OutputError::at(&destined))?;
    let mut reader = archive.reader(file.entry)?;
    let mut buffer = vec![0; PIECE];
    let mut copied: u64 = 0;
    let whole = loop {
        match reader.read(&mut buffer) {
            Ok(0) => break copied == file.size,
            Ok(count) => {
                copied += count as u64;
                if copied > file.size {
                    break false;
                }
                output.write_all(&buffer[..count]).map_err(OutputError::at(&destined))?;
                progress.advance(count as u64);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => break false,
        }
    };
    drop(reader);
    if whole { Ok(()) } else { Err(archive.broken(file.entry).into()) }
}
