//! Why an output could not be written.

use crate::world::ReadError;
use std::io;
use std::path::{Path, PathBuf};

/// Why an output could not be written. The last good one still stands.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// The disk refuses.
    #[error("{}: {source}", path.display())]
    Disk {
        /// Where.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A source cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The folder holds files that we did not write.
    #[error("{}: holds files that alforja did not write", folder.display())]
    NotOurs {
        /// The folder.
        folder: PathBuf,
    },
    /// In our own folder stands something that we did not write, where a file of ours must go.
    #[error("{}: is in the way and was not written by alforja", path.display())]
    InTheWay {
        /// What stands there.
        path: PathBuf,
    },
    /// The folder is the library, or holds it, or is part of one of its courses.
    #[error("{}: is a folder of sources", folder.display())]
    IsSource {
        /// The folder.
        folder: PathBuf,
    },
    /// What was to be new is there already.
    #[error("{}: is there already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// A source changed its size between being listed and being copied.
    #[error("{path}: changed while it was read")]
    Changed {
        /// The source.
        path: String,
    },
}

impl OutputError {
    /// Returns the disk's refusal at `path`.
    pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Disk { path: path.to_owned(), source }
    }
}
