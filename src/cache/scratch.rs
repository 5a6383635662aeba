//! A folder for what is needed as long as the program runs, and no longer.

use crate::cache::work::Work;
use crate::fingerprint::Fingerprint;
use crate::kept::{Kept, Place};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

/// A folder that vanishes with the program; what a program left behind that was ended is removed by the next one.
#[derive(Debug)]
pub struct Scratch {
    pub(crate) work: Arc<Work>,
}

impl Scratch {
    /// Returns a path that nobody else works at; nothing stands there yet.
    pub fn path(&self) -> PathBuf {
        self.work.path()
    }

    /// Keeps some bytes: on the disk, or in memory where the disk refuses.
    pub fn keep(&self, bytes: Vec<u8>) -> Kept {
        let place = self.work.path();
        match fs::write(&place, &bytes) {
            Ok(()) => Kept::new(Place::File(place), bytes.len() as u64, Fingerprint::of(&bytes)),
            Err(_) => Kept::in_memory(bytes),
        }
    }
}
