//! What the files of a library held when they were last read.
//!
//! A file that has the size and the time that it had then is not read again. Its time proves that only if it was
//! older than the moment of reading: a file that is written twice within one tick of the disk's clock shows the same
//! time both times. (Git calls such an entry racy: git/Documentation/technical/racy-git.)

use crate::fingerprint::Fingerprint;
use std::collections::BTreeMap;
use std::fmt::Write;

/// A file of the library, as the listing shows it.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// Its path in the library.
    pub path: &'a str,
    /// Its size in bytes.
    pub size: u64,
    /// When it was written last, in nanoseconds since 1970-01-01, where the disk tells.
    pub modified: Option<u64>,
}

/// A disk's clock ticks at least so often, in nanoseconds.
const TICK: u64 = 20_000_000;
/// FAT keeps times in steps of two seconds, some others in whole seconds.
const COARSE_TICK: u64 = 2_000_000_000;
const SECOND: u64 = 1_000_000_000;

/// The first line of the list; another one is a list of another form.
const HEAD: &str = "alforja sources 1";

/// What is remembered of each file, by path.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Memory {
    files: BTreeMap<String, (u64, u64, Fingerprint)>,
    /// Whether there is something that the list on the disk does not say.
    pub(crate) changed: bool,
}

impl Memory {
    /// Reads a list; what is not understood is not remembered.
    pub(crate) fn read(text: &str) -> Self {
        // A line without its end was cut short: its path would be another path.
        let mut lines = text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n'));
        if lines.next() != Some(HEAD) {
            return Self::default();
        }
        let files = lines.filter_map(|line| {
            let mut words = line.splitn(4, ' ');
            let fingerprint = Fingerprint::from_hex(words.next()?)?;
            let (size, modified) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
            Some((words.next()?.to_owned(), (size, modified, fingerprint)))
        });
        Self { files: files.collect(), changed: false }
    }

    /// Writes the list.
    pub(crate) fn write(&self) -> String {
        let mut text = format!("{HEAD}\n");
        for (path, (size, modified, fingerprint)) in &self.files {
            writeln!(text, "{} {size} {modified} {path}", fingerprint.hex()).expect("a string takes all");
        }
        text
    }

    /// Returns what a file held, if it is still the same.
    pub(crate) fn get(&self, seen: Seen<'_>) -> Option<Fingerprint> {
        let (size, modified, fingerprint) = self.files.get(seen.path)?;
        (*size == seen.size && Some(*modified) == seen.modified).then_some(*fingerprint)
    }

    /// Remembers what a file held when it was read at `moment` of the disk's clock.
    pub(crate) fn remember(&mut self, seen: Seen<'_>, fingerprint: Fingerprint, moment: u64) {
        let Some(modified) = seen.modified else { return };
        let tick = if modified % SECOND == 0 { COARSE_TICK } else { TICK };
        if modified.saturating_add(tick) < moment && !seen.path.contains(['\n', '\r']) {
            self.files.insert(seen.path.to_owned(), (seen.size, modified, fingerprint));
            self.changed = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Memory, Seen};
    use crate::fingerprint::Fingerprint;

    const PHOTO: Seen<'_> = Seen { path: "c/media/a b.jpg", size: 7, modified: Some(5_000_000_001) };

    fn memory(moment: u64) -> Memory {
        let mut memory = Memory::default();
        memory.remember(PHOTO, Fingerprint::of(b"photo"), moment);
        memory
    }

    #[test]
    fn an_unchanged_file_is_known_and_a_changed_one_is_not() {
        let memory = Memory::read(&memory(9_000_000_000).write());
        assert_eq!(memory.get(PHOTO), Some(Fingerprint::of(b"photo")));
        for changed in [
            Seen { size: 8, ..PHOTO },
            Seen { modified: Some(5_000_000_002), ..PHOTO },
            Seen { path: "other", ..PHOTO },
        ] {
            assert_eq!(memory.get(changed), None);
        }
    }

    #[test]
    fn a_file_that_was_written_while_it_was_read_is_not_trusted() {
        assert_eq!(memory(5_010_000_000).get(PHOTO), None, "within one tick");
        assert_eq!(memory(4_000_000_000).get(PHOTO), None, "from the future");
        let mut memory = Memory::default();
        let coarse = Seen { modified: Some(6_000_000_000), ..PHOTO };
        memory.remember(coarse, Fingerprint::of(b"photo"), 7_900_000_000);
        assert_eq!(memory.get(coarse), None, "two seconds may have one time");
    }

    #[test]
    fn a_list_that_was_cut_short_says_nothing_wrong() {
        let whole = memory(9_000_000_000).write();
        for cut in 0..whole.len() {
            assert_eq!(Memory::read(&whole[..cut]), Memory::default(), "cut at {cut}");
        }
    }
}
