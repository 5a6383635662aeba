//! An artifact onto the disk: whole or not at all.
//!
//! The only room that writes. A [`Desk`] takes files as they are made; [`folder`] writes what differs, removes what was ours and is gone, and keeps
//! what is not ours; [`zip`] and [`file`] write one file; [`sources`] writes texts of the library itself. Either way the last good output stands until the new one does.

mod archive;
mod aside;
mod begin;
pub(crate) mod copy;
mod desk;
mod disk;
mod draft;
mod error;
mod file;
mod folder;
mod journal;
mod mark;
mod medium;
mod moved;
mod refuse;
mod sources;
mod unpack;
mod whole;
mod zip;

pub use archive::{Archive, ArchiveError};
pub use aside::{keep_aside, set_aside};
pub use begin::{ensure_folder, new_folder};
pub use desk::Desk;
pub use disk::Disk;
pub use draft::Draft;
pub use error::OutputError;
pub use file::{file, new_file, new_secret_file};
pub use folder::folder;
pub use journal::{Entries, Journal, durable, sync_folder};
pub use mark::holds;
pub use medium::{Carrier, Facts, FileSystem, Found, Medium, ZipCarrier};
pub use moved::moved;
pub use refuse::refuse_sources;
pub use sources::{Replacement, sources};
pub use unpack::{UnpackError, Unpacking, unpack};
pub use zip::{zip, zip_of, zip_size};

use std::path::PathBuf;

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The folder or the file.
    pub path: PathBuf,
    /// How many files it holds.
    pub files: usize,
    /// How many bytes it takes on the disk: of a folder the sum of its files.
    pub size: u64,
    /// How many files were new or other than before.
    pub changed: usize,
    /// How many files of the last output are gone.
    pub removed: usize,
}
