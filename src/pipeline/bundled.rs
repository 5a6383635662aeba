//! Results that came together in one zip, as a class gives them out.
//!
//! A zip in a folder counts as one of results where every file in it may hold some: packages for platforms lie in such folders
//! too. Of a zip that is named all such files are read. Nothing in it is believed: each file and all of them together are
//! bounded, and a zip in a zip is passed over.

use crate::output::Archive;
use crate::pipeline::gathering::{Batched, is_known};
use crate::platform::CourseNames;
use crate::results::{LARGEST_TEXT, Unreadable};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::path::Path;

/// The most bytes that are read out of one zip: twenty thousand results of forty questions are a tenth of it.
const MOST: u64 = 2_000_000_000;

/// How many bytes are in memory at once, but for the last file of them.
const AT_ONCE: usize = 16_000_000;

/// Tells whether a file may be a zip, by its name.
pub(super) fn is_zip(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("zip"))
}

/// A zip in which results are looked for.
pub(super) struct Bundle {
    archive: Archive,
    /// The files in which results are looked for, by name.
    files: Vec<String>,
    /// How many other files are in it.
    pub(super) others: usize,
}

impl Bundle {
    /// Opens a zip; nothing where it is none.
    pub(super) fn open(place: &Path) -> Option<Self> {
        let mut archive = Archive::open(place).ok()?;
        let plain = archive.entries().into_iter().filter(|entry| entry.is_plain);
        let (mut files, others): (Vec<String>, Vec<String>) =
            plain.map(|entry| entry.path).partition(|name| is_known(name));
        files.sort();
        Some(Self { archive, files, others: others.len() })
    }

    /// Tells whether it holds nothing else than what may be results.
    pub(super) fn is_of_results(&self) -> bool {
        self.others == 0 && !self.files.is_empty()
    }

    /// Returns how many files are read.
    pub(super) fn len(&self) -> usize {
        self.files.len()
    }

    /// Reads all its files, some at a time, and gives what is found to `take`; `source` is what the zip is told by.
    ///
    /// # Errors
    /// Those of `take`.
    pub(super) fn read<E>(
        mut self,
        source: &str,
        names: &CourseNames,
        mut take: impl FnMut(Vec<Batched>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut left = MOST;
        let mut files = self.files.into_iter().peekable();
        while files.peek().is_some() {
            let mut together: Vec<(String, Result<Vec<u8>, Unreadable>)> = Vec::new();
            let mut room = AT_ONCE;
            while let Some(file) = files.next_if(|_| room > 0) {
                let most = LARGEST_TEXT.min(left);
                let bytes = self.archive.read(&file, most).map_err(|_| match most < LARGEST_TEXT {
                    true => Unreadable::TooLarge { most: MOST },
                    false => Unreadable::NoAccess,
                });
                let count = bytes.as_ref().map_or(most, |bytes| bytes.len() as u64);
                left -= count;
                room = room.saturating_sub(usize::try_from(count).unwrap_or(usize::MAX).max(1));
                together.push((format!("{source}/{file}"), bytes));
            }
            let read = |(source, bytes): &(String, Result<Vec<u8>, Unreadable>)| match bytes {
                Ok(bytes) => Batched::read(source, bytes, names),
                Err(why) => Batched::of(source, vec![Err(why.clone())]),
            };
            take(together.par_iter().map(read).collect())?;
        }
        Ok(())
    }
}
