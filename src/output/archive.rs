//! A zip that somebody else may have made, read without trust.
//!
//! Nothing is believed of it: neither its names nor its sizes. What is read out of it is bounded by whoever asks.

use crate::output::Found;
use ::zip::ZipArchive;
use ::zip::result::ZipError;
use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek};
use std::path::{Path, PathBuf};

/// A zip that is open for reading.
#[derive(Debug)]
pub struct Archive {
    path: PathBuf,
    size: u64,
    zip: ZipArchive<Box<dyn Seekable>>,
}

/// What a zip can be read from.
trait Seekable: Read + Seek + Send + fmt::Debug {}

impl<T: Read + Seek + Send + fmt::Debug> Seekable for T {}

/// Why a zip cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The file itself cannot be read.
    #[error("{}: {source}", path.display())]
    Disk {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It is no zip.
    #[error("{}: is no zip", path.display())]
    NoZip {
        /// The file.
        path: PathBuf,
    },
    /// An entry is missing, damaged, locked, or no file.
    #[error("{}: `{entry}` cannot be read", path.display())]
    Entry {
        /// The file.
        path: PathBuf,
        /// The entry.
        entry: String,
    },
    /// It would become far more than it is, as no course does.
    #[error("{}: would become {size} bytes, {most} are allowed", path.display())]
    Bomb {
        /// The file.
        path: PathBuf,
        /// How much it says that it would become.
        size: u64,
        /// How much it may become.
        most: u64,
    },
}

impl Archive {
    /// Opens a zip.
    ///
    /// # Errors
    /// When it cannot be read, or is none.
    pub fn open(path: &Path) -> Result<Self, ArchiveError> {
        let disk = |source| ArchiveError::Disk { path: path.to_owned(), source };
        let file = File::open(path).map_err(disk)?;
        let metadata = file.metadata().map_err(disk)?;
        if !metadata.is_file() {
            return Err(ArchiveError::NoZip { path: path.to_owned() });
        }
        let reader: Box<dyn Seekable> = Box::new(BufReader::new(file));
        let zip = ZipArchive::new(reader).map_err(|error| match error {
            ZipError::Io(source) if source.kind() != io::ErrorKind::UnexpectedEof => disk(source),
            _ => ArchiveError::NoZip { path: path.to_owned() },
        })?;
        Ok(Self { path: path.to_owned(), size: metadata.len(), zip })
    }

    /// Opens a zip that was read already; it stands nowhere.
    ///
    /// # Errors
    /// When it is none.
    pub fn of_bytes(bytes: Vec<u8>) -> Result<Self, ArchiveError> {
        let size = bytes.len() as u64;
        let reader: Box<dyn Seekable> = Box::new(Cursor::new(bytes));
        let zip = ZipArchive::new(reader).map_err(|_| ArchiveError::NoZip { path: PathBuf::new() })?;
        Ok(Self { path: PathBuf::new(), size, zip })
    }

    /// Returns where it stands.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns how many bytes the zip itself has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Returns the name of every entry that is UTF-8, as all of ours are.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.zip.file_names_raw().filter_map(|name| std::str::from_utf8(name).ok())
    }

    /// Tells whether there is an entry of this name.
    pub fn has(&self, entry: &str) -> bool {
        self.zip.index_for_name(entry).is_some()
    }

    /// Returns every entry whose name is UTF-8, with the size that it says it has; only plain files can be read.
    pub fn entries(&mut self) -> Vec<Found> {
        let count = self.zip.len();
        let entries = (0..count).filter_map(|index| {
            let entry = self.zip.by_index_raw(index).ok()?;
            let path = std::str::from_utf8(entry.name_raw()).ok()?.to_owned();
            Some(Found { path, size: entry.size(), is_plain: entry.is_file() && !entry.is_symlink() })
        });
        entries.collect()
    }

    /// Returns what an entry holds, at most `most` bytes.
    ///
    /// # Errors
    /// When there is no such entry, it cannot be read, or it is longer.
    pub fn read(&mut self, entry: &str, most: u64) -> Result<Vec<u8>, ArchiveError> {
        let mut bytes = Vec::new();
        let whole = self.reader(entry)?.take(most + 1).read_to_end(&mut bytes).is_ok();
        if whole && bytes.len() as u64 <= most { Ok(bytes) } else { Err(self.broken(entry)) }
    }

    /// Returns a reader of an entry that is a file: no folder, no link, not locked.
    pub(crate) fn reader(&mut self, entry: &str) -> Result<impl Read, ArchiveError> {
        let path = &self.path;
        let broken = || ArchiveError::Entry { path: path.clone(), entry: entry.to_owned() };
        let file = self.zip.by_name(entry).map_err(|_| broken())?;
        if file.is_file() && !file.is_symlink() { Ok(file) } else { Err(broken()) }
    }

    /// Returns what is said of an entry that cannot be read.
    pub(crate) fn broken(&self, entry: &str) -> ArchiveError {
        ArchiveError::Entry { path: self.path.clone(), entry: entry.to_owned() }
    }
}
