//! A package back into the sources that travel in it.

use crate::output::{self, Archive, UnpackError, Unpacking, Written};
use crate::package::source::{self, ListError, PackageKind, SourceList};
use crate::progress::Progress;
use std::path::{Path, PathBuf};

/// The longest list that is read, in bytes.
const LONGEST_LIST: u64 = 16_000_000;

/// What was unpacked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unpacked {
    /// The course that the package is of.
    pub course: String,
    /// Where its sources are now.
    pub written: Written,
}

/// Why a package cannot be unpacked. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum UnpackingError {
    /// It cannot be read or written.
    #[error(transparent)]
    Unpack(#[from] UnpackError),
    /// No source travels in it.
    #[error("{}: holds no source", path.display())]
    NoSource {
        /// The package.
        path: PathBuf,
        /// What it is.
        kind: PackageKind,
    },
    /// What it says of its sources cannot be used.
    #[error("{}: {error}", path.display())]
    List {
        /// The package.
        path: PathBuf,
        /// Why not.
        error: ListError,
    },
}

/// Writes the sources in the package `file` into the new folder `out`, or, without it, into one with the course's name.
///
/// # Errors
/// When the package cannot be read, holds no source or one that is not safe, or the folder is there already.
pub fn unpack(file: &Path, out: Option<&Path>, progress: &dyn Progress) -> Result<Unpacked, UnpackingError> {
    let mut archive = Archive::open(file).map_err(UnpackError::from)?;
    let list = list(&mut archive)?;
    let faulty = |error| UnpackingError::List { path: file.to_owned(), error };
    let folder = match out {
        Some(folder) => folder.to_owned(),
        None => PathBuf::from(list.folder().map_err(faulty)?),
    };
    let files: Vec<Unpacking<'_>> =
        list.files.iter().map(|file| Unpacking { entry: &file.entry, path: &file.path, size: file.size }).collect();
    let written = output::unpack(&mut archive, &files, &folder, progress)?;
    Ok(Unpacked { course: list.course, written })
}

fn list(archive: &mut Archive) -> Result<SourceList, UnpackingError> {
    let path = archive.path().to_owned();
    let lists: Vec<String> = source::FOLDERS.iter().map(|folder| source::list_path(folder)).collect();
    let there = lists.iter().find(|list| archive.names().any(|name| name == list.as_str()));
    let Some(entry) = there else {
        return Err(UnpackingError::NoSource { path, kind: PackageKind::of(archive.names()) });
    };
    let bytes = archive.read(entry, LONGEST_LIST).map_err(UnpackError::from)?;
    SourceList::read(&bytes).map_err(|error| UnpackingError::List { path, error })
}
