//! The one who builds: one build at a time, and one more where something changed meanwhile.

use crate::cache::Store;
use crate::model::Rung;
use crate::pipeline::{self, Job, Memos, Outcome, Previewed, Strictness};
use crate::render::Audience;
use crate::serve::author::Author;
use crate::serve::bell::{Bell, Heard};
use crate::serve::shown::Shown;
use crate::serve::watch::{Noticing, Tended, Watch};
use crate::world::{DiskWorld, Entry, ReadError, World};
use std::collections::BTreeSet;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch::Sender;

/// So often the watch is tended.
const HEARTBEAT: Duration = Duration::from_millis(500);
/// Where nobody tells of changes, they are looked for at each so-many-th heartbeat.
const BLIND_BEATS: usize = 3;

/// A library that is previewed.
pub struct Preview {
    /// The library.
    pub world: DiskWorld,
    /// Results that were made before.
    pub store: Store,
    /// How much of its media a course takes along; without it what the library says.
    pub media: Option<Rung>,
    /// Whose edition is shown.
    pub audience: Audience,
    /// How changes are noticed.
    pub noticing: Noticing,
    /// Who is told.
    pub author: Arc<dyn Author>,
}

/// The files of a library.
type Listing = Result<Vec<Entry>, ReadError>;

/// Whoever builds.
pub(crate) struct Worker {
    pub(crate) preview: Arc<Preview>,
    pub(crate) bell: Arc<Bell>,
    pub(crate) shown: Sender<Shown>,
}

impl Worker {
    /// Builds, and again whenever something changes, until nobody needs it any more.
    pub(crate) fn work(self) {
        // Watched before anything is read: what changes while it is read is built again.
        let mut watch = Watch::new(self.preview.world.clone(), Arc::clone(&self.bell), self.preview.noticing);
        let mut memos = Memos::default();
        let mut changed = BTreeSet::new();
        let mut entries = self.preview.world.list();
        loop {
            self.build(&entries, &changed, &mut memos);
            match self.wait(&mut watch, entries.as_deref().ok()) {
                Some((places, now)) => (changed, entries) = (places, now),
                None => return,
            }
        }
    }

    /// Waits until something changed, of which `seen` was the state; returns the sources that are known to have
    /// changed and what there is now, nothing where nobody needs to know any more.
    fn wait(&self, watch: &mut Watch, seen: Option<&[Entry]>) -> Option<(BTreeSet<String>, Listing)> {
        let world = &self.preview.world;
        let mut quiet_beats = 0;
        loop {
            let places = match self.bell.wait(HEARTBEAT) {
                Heard::End => return None,
                Heard::Changes(places) => self.sources(&places),
                Heard::Nothing => {
                    quiet_beats += 1;
                    match watch.tend() {
                        Tended::Replaced => return Some((BTreeSet::new(), world.list())),
                        // Once after each build: a new folder may have been filled before it was watched.
                        Tended::Heard if quiet_beats != 1 => continue,
                        Tended::Blind if quiet_beats % BLIND_BEATS != 0 => continue,
                        Tended::Heard | Tended::Blind => BTreeSet::new(),
                    }
                }
            };
            let now = world.list();
            let differing = differing(seen, now.as_deref().ok());
            let is_known = |path: &String| now.iter().flatten().any(|entry| entry.path.as_str() == path);
            // A file that came and went at once is the editor's own affair.
            if !differing.is_empty() || now.is_ok() != seen.is_some() || places.iter().any(is_known) {
                return Some((places.into_iter().filter(is_known).chain(differing).collect(), now));
            }
        }
    }

    fn sources(&self, places: &BTreeSet<PathBuf>) -> BTreeSet<String> {
        places.iter().filter_map(|place| Some(self.preview.world.source_at(place)?.to_string())).collect()
    }

    fn build(&self, entries: &Listing, changed: &BTreeSet<String>, memos: &mut Memos) {
        let Preview { world, store, media, audience, author, .. } = &*self.preview;
        let changed: Vec<String> = changed.iter().cloned().collect();
        let built = panic::catch_unwind(AssertUnwindSafe(|| {
            let progress = author.begins(&changed);
            let strictness = Strictness::Lenient;
            let root = world.root();
            let job = Job { world, root, store, strictness, media: *media, audience: *audience, progress: &*progress };
            match entries {
                Ok(entries) => pipeline::preview(job, entries, memos),
                Err(_) => world.list().map_err(Into::into).and_then(|entries| pipeline::preview(job, &entries, memos)),
            }
        }));
        // A file that is only half written is wrong, and the other half is on its way.
        let is_good = matches!(&built, Ok(Ok(Outcome { made: Some(_), .. })));
        if !is_good && self.bell.is_ringing() {
            return;
        }
        let told = match &built {
            Ok(result) => author.ends(result),
            Err(_) => {
                *memos = Memos::default();
                author.crashed()
            }
        };
        let site = built.ok().and_then(Result::ok).and_then(|outcome| outcome.made).map(|Previewed { site, .. }| site);
        self.shown.send_modify(|shown| *shown = shown.after(site, &told));
        author.sees();
        store.save();
    }
}

/// Returns the sources that are not the same in two listings.
fn differing(before: Option<&[Entry]>, now: Option<&[Entry]>) -> BTreeSet<String> {
    let (before, now) = (before.unwrap_or_default(), now.unwrap_or_default());
    if before == now {
        return BTreeSet::new();
    }
    let set = |entries: &[Entry]| -> BTreeSet<(String, u64, Option<u64>)> {
        entries.iter().map(|entry| (entry.path.to_string(), entry.size, entry.modified)).collect()
    };
    let (before, now) = (set(before), set(now));
    before.symmetric_difference(&now).map(|(path, ..)| path.clone()).collect()
}
