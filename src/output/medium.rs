//! What a copy is carried on: a stick, a folder, or whatever a test puts in their place.
//!
//! Paths are relative, with forward slashes. Everything that is done to a stick goes through a [`Medium`], so that a
//! test can let it be full, read-only, or pulled out at any moment.

use crate::output::Archive;
use crate::world::Seekable;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Something that holds a copy: its files can be listed and read.
pub trait Carrier: Sync {
    /// Returns it as people know it.
    fn place(&self) -> &Path;

    /// Returns every file, by path; links are files that nobody can read.
    ///
    /// # Errors
    /// When it cannot be read.
    fn list(&self) -> io::Result<Vec<Found>>;

    /// Lets `take` read a file, from the medium itself where that can be asked for.
    ///
    /// # Errors
    /// When there is no such file, or it cannot be read; what `take` fails with.
    fn read(&self, path: &str, take: &mut dyn FnMut(&mut dyn Read) -> io::Result<()>) -> io::Result<()>;
}

/// A carrier that can be written to.
pub trait Medium: Carrier {
    /// Returns what is known of its file system.
    fn facts(&self) -> Facts;

    /// Opens a file for reading here and there.
    ///
    /// # Errors
    /// When there is no such file, or it cannot be read.
    fn open(&self, path: &str) -> io::Result<Box<dyn Seekable + '_>>;

    /// Makes a folder, and those around it; one that is there is as good.
    ///
    /// # Errors
    /// What the disk refuses with.
    fn make_folder(&self, path: &str) -> io::Result<()>;

    /// Lets `fill` write a file, in the place of whatever has its name.
    ///
    /// # Errors
    /// What the disk refuses with, or `fill`.
    fn write(&self, path: &str, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()>;

    /// Waits until these files, as they were written, are on the medium itself.
    ///
    /// # Errors
    /// What the disk refuses with.
    fn settle(&self, paths: &[String]) -> io::Result<()>;

    /// Waits until all that was done, names too, is on the medium itself.
    ///
    /// # Errors
    /// What the disk refuses with.
    fn settle_all(&self) -> io::Result<()>;

    /// Gives a file another name, in the place of whatever has it.
    ///
    /// # Errors
    /// What the disk refuses with.
    fn rename(&self, from: &str, to: &str) -> io::Result<()>;

    /// Removes a file; one that is not there is as good as removed.
    ///
    /// # Errors
    /// What the disk refuses with.
    fn remove(&self, path: &str) -> io::Result<()>;

    /// Removes a folder that is empty; another one stays.
    fn remove_folder(&self, path: &str);
}

/// A file that stands somewhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Its path.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// Whether it is a plain file: no link, no device.
    pub is_plain: bool,
}

/// What is known of a file system.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// What the system calls its kind; nothing where it does not tell.
    pub name: Option<String>,
    /// What follows from its kind.
    pub kind: FileSystem,
    /// How many bytes are free, where that is known.
    pub free: Option<u64>,
    /// Whether nothing can be written.
    pub is_read_only: bool,
}

/// A kind of file system, as far as it matters what it can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FileSystem {
    /// FAT32 and its elders: no file of 4 GiB, few files in a folder, names without case.
    Fat,
    /// exFAT: names without case.
    ExFat,
    /// NTFS, and others whose names have no case.
    Ntfs,
    /// One that holds all that we write.
    #[default]
    Other,
}

impl FileSystem {
    /// Returns the kind that a system calls by this name.
    pub fn named(name: &str) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "vfat" | "msdos" | "fat" | "fat12" | "fat16" | "fat32" | "fat 32" => Self::Fat,
            "exfat" => Self::ExFat,
            "ntfs" | "ntfs3" | "fuseblk" | "apfs" | "hfs" | "hfsplus" | "hfs+" => Self::Ntfs,
            _ => Self::Other,
        }
    }

    /// Tells whether two names that differ only in case are one.
    pub fn ignores_case(self) -> bool {
        self != Self::Other
    }
}

/// A copy in a zip.
#[derive(Debug)]
pub struct ZipCarrier {
    place: PathBuf,
    /// The folder in it that holds the copy, with its slash; mostly none.
    folder: String,
    archive: Mutex<Archive>,
}

impl ZipCarrier {
    /// Returns the copy in a zip: at its top, or in the one folder that holds a file named `door`.
    pub fn new(archive: Archive, door: &str) -> Self {
        let folder = archive.names().filter_map(|name| name.strip_suffix(door)).min_by_key(|folder| folder.len());
        let folder = folder.filter(|folder| folder.is_empty() || folder.ends_with('/')).unwrap_or("").to_owned();
        Self { place: archive.path().to_owned(), folder, archive: Mutex::new(archive) }
    }
}

impl Carrier for ZipCarrier {
    fn place(&self) -> &Path {
        &self.place
    }

    fn list(&self) -> io::Result<Vec<Found>> {
        let mut archive = self.archive.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found: Vec<Found> = archive
            .entries()
            .into_iter()
            .filter_map(|found| {
                let path = found.path.strip_prefix(&self.folder)?.to_owned();
                (!path.is_empty() && !path.ends_with('/')).then_some(Found { path, ..found })
            })
            .collect();
        found.sort();
        Ok(found)
    }

    fn read(&self, path: &str, take: &mut dyn FnMut(&mut dyn Read) -> io::Result<()>) -> io::Result<()> {
        let mut archive = self.archive.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = format!("{}{path}", self.folder);
        let mut reader = archive.reader(&entry).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
        take(&mut reader)
    }
}
