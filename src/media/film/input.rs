//! A file read here and there, never as a whole, however large it says that it is.

use crate::world::Seekable;
use std::io::{self, Read, SeekFrom};

/// More bytes than this no head has; in all.
const MOST_BYTES: u64 = 160 * 1024 * 1024;

/// More places than this are not looked at in one file.
const MOST_PLACES: u32 = 400_000;

/// A file that is looked into.
pub(crate) struct Input<'a> {
    file: &'a mut dyn Seekable,
    size: u64,
    left: u64,
    places: u32,
    /// What was read last, and where it stands: the next look is mostly just behind.
    near: (u64, Vec<u8>),
}

/// How much is read at once.
const NEAR: usize = 4096;

impl<'a> Input<'a> {
    /// Returns the file `file`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn new(file: &'a mut dyn Seekable) -> io::Result<Self> {
        let size = file.seek(SeekFrom::End(0))?;
        Ok(Self { file, size, left: MOST_BYTES, places: MOST_PLACES, near: (0, Vec::new()) })
    }

    /// Returns its size in bytes.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// Returns `wanted` bytes at `at`, or as many as there are. Nothing once far more was asked for than any head
    /// has: the file leads in circles.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn at(&mut self, at: u64, wanted: usize) -> io::Result<Vec<u8>> {
        let end = at.saturating_add(wanted as u64).min(self.size);
        let there = usize::try_from(end.saturating_sub(at)).unwrap_or(0);
        let (start, known) = (&self.near.0, &self.near.1);
        if let Some(from) = at.checked_sub(*start).and_then(|from| usize::try_from(from).ok())
            && let Some(bytes) = from.checked_add(there).and_then(|to| known.get(from..to))
        {
            return Ok(bytes.to_vec());
        }
        if there as u64 > self.left || self.places == 0 {
            return Ok(Vec::new());
        }
        self.places -= 1;
        let length = there.max(NEAR) as u64;
        self.file.seek(SeekFrom::Start(at))?;
        let mut bytes = Vec::new();
        (&mut self.file).take(length).read_to_end(&mut bytes)?;
        self.left = self.left.saturating_sub(there as u64);
        let wanted = bytes.get(..there.min(bytes.len())).unwrap_or(&[]).to_vec();
        if there <= NEAR {
            self.near = (at, bytes);
        }
        Ok(wanted)
    }

    /// Returns exactly `wanted` bytes at `at`, or nothing.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn exactly(&mut self, at: u64, wanted: usize) -> io::Result<Option<Vec<u8>>> {
        let bytes = self.at(at, wanted)?;
        Ok((bytes.len() == wanted).then_some(bytes))
    }
}

/// Returns the big-endian number in the `N` bytes at `at`.
pub(crate) fn number<const N: usize>(bytes: &[u8], at: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(N)?)?;
    Some(bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// Returns the little-endian number in the `N` bytes at `at`.
pub(crate) fn little<const N: usize>(bytes: &[u8], at: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(N)?)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}
