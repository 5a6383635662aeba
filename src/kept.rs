//! A result that was made once and is kept: what it is and where, not how it is read.

use crate::fingerprint::Fingerprint;
use std::path::PathBuf;
use std::sync::Arc;

/// A result that is kept. It never changes, hence can be told apart by its fingerprint alone.
#[derive(Debug, Clone)]
pub struct Kept {
    place: Place,
    size: u64,
    fingerprint: Fingerprint,
}

/// Where a result is.
#[derive(Debug, Clone)]
pub enum Place {
    /// In the first [`Kept::size`] bytes of this file.
    File(PathBuf),
    /// Here: there was no disk to keep it on.
    Memory(Arc<[u8]>),
}

impl Kept {
    /// Returns a result of `size` bytes at `place`.
    pub fn new(place: Place, size: u64, fingerprint: Fingerprint) -> Self {
        Self { place, size, fingerprint }
    }

    /// Returns these bytes as a result that is kept in memory.
    pub fn in_memory(bytes: Vec<u8>) -> Self {
        Self { size: bytes.len() as u64, fingerprint: Fingerprint::of(&bytes), place: Place::Memory(bytes.into()) }
    }

    /// Returns where it is.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Returns its size in bytes.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Returns the fingerprint of its bytes.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }
}

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        self.size == other.size && self.fingerprint == other.fingerprint
    }
}

impl Eq for Kept {}
