//! Which files of the old copy stand long enough for others to be made of them; pure.
//!
//! A file that stays as it is stands to the end. One that goes stands until all others are written, if no new one needs
//! its place. One that another takes the place of serves that one alone: it goes only when its successor was read back.
//! So no order of writing is wrong, and an update that was broken off finds again whatever it still needs.

use crate::output::FileSystem;
use crate::stick::lay::Blocking;
use crate::stick::manifest::{Entry, Manifest};
use crate::tree::OutPath;
use std::collections::{BTreeMap, BTreeSet};

/// The files of an old copy that a new one can be made of.
pub(super) struct Lasting<'a> {
    before: &'a Manifest,
    all: BTreeSet<&'a OutPath>,
}

impl<'a> Lasting<'a> {
    /// Returns what lasts of `before` on its way to `after`.
    pub(super) fn new(before: &'a Manifest, after: &Manifest) -> Self {
        let new: Vec<(&OutPath, &Entry)> =
            after.files.iter().filter(|(path, entry)| before.files.get(*path) != Some(*entry)).collect();
        let blocking = Blocking::new(&new, FileSystem::Fat);
        let lasts = |(path, entry): &(&OutPath, &Entry)| {
            after.files.get(*path) == Some(*entry) || (!after.files.contains_key(*path) && !blocking.is(path))
        };
        Self { before, all: before.files.iter().filter(lasts).map(|(path, _)| path).collect() }
    }

    /// Tells whether the old file `old` is there for as long as the new file `new` is not.
    pub(super) fn serves(&self, old: &OutPath, new: &OutPath) -> bool {
        self.all.contains(old) || (old == new && self.before.files.contains_key(old))
    }

    /// Tells whether any new file may be made of the old file `old`.
    pub(super) fn is_for_all(&self, old: &OutPath) -> bool {
        self.all.contains(old)
    }

    /// Returns the files that are the whole content of others that last, each with one of them.
    pub(super) fn moved(&self, after: &Manifest) -> BTreeMap<OutPath, OutPath> {
        let mut known: BTreeMap<Entry, &OutPath> = BTreeMap::new();
        for path in &self.all {
            known.entry(self.before.files[*path]).or_insert(path);
        }
        let new = after.files.iter().filter(|(path, entry)| self.before.files.get(*path) != Some(*entry));
        new.filter_map(|(path, entry)| known.get(entry).map(|old| (path.clone(), (*old).clone()))).collect()
    }
}
