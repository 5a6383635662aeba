//! Who rings the bell: the system where it tells of changes, else whoever looks from time to time.
//!
//! The system does not tell of changes on a share of the network, nor when too much is watched already; and what it
//! watches is a folder, not whatever stands at a path. So somebody tends the watch now and then.

use crate::serve::bell::Bell;
use crate::world::{DiskWorld, Identity};
use notify::event::{EventKind, Flag};
use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::PathBuf;
use std::sync::Arc;

/// How changes are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noticing {
    /// The system tells of them, wherever it can.
    Told,
    /// They are looked for from time to time.
    Looking,
}

/// A watch over a library.
pub(crate) struct Watch {
    world: DiskWorld,
    bell: Arc<Bell>,
    noticing: Noticing,
    hearing: Option<RecommendedWatcher>,
    /// The folder that is watched.
    folder: Option<Identity>,
}

/// What whoever tends a watch has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tended {
    /// Nothing: the system tells.
    Heard,
    /// Look whether something changed: the system does not tell.
    Blind,
    /// Look at everything anew: another folder stands there, or none any more.
    Replaced,
}

impl Watch {
    /// Returns a watch over a library.
    pub(crate) fn new(world: DiskWorld, bell: Arc<Bell>, noticing: Noticing) -> Self {
        let mut watch = Self { folder: world.identity(), world, bell, noticing, hearing: None };
        watch.begin();
        watch
    }

    /// Makes sure that what stands at the library's path now is watched.
    pub(crate) fn tend(&mut self) -> Tended {
        let folder = self.world.identity();
        if folder != self.folder {
            self.folder = folder;
            self.begin();
            return Tended::Replaced;
        }
        if self.hearing.is_some() { Tended::Heard } else { Tended::Blind }
    }

    fn begin(&mut self) {
        self.hearing = None;
        let is_told = self.noticing == Noticing::Told && !self.world.is_on_network();
        if self.folder.is_none() || !is_told {
            return;
        }
        let (world, bell) = (self.world.clone(), Arc::clone(&self.bell));
        let told = move |event: notify::Result<Event>| tell(&world, &bell, event);
        // Links lead to files that the library shows elsewhere, or to what is no part of it.
        let begun = RecommendedWatcher::new(told, Config::default().with_follow_symlinks(false));
        self.hearing = begun.ok().and_then(|mut watcher| {
            let watched = watcher.watch(self.world.root(), RecursiveMode::Recursive);
            watched.ok().map(|()| watcher)
        });
    }
}

fn tell(world: &DiskWorld, bell: &Bell, event: notify::Result<Event>) {
    match event {
        Ok(event) if event.attrs.flag() == Some(Flag::Rescan) => bell.ring([]),
        // Reading is no change: a build reads every file.
        Ok(Event { kind: EventKind::Access(_), .. }) => {}
        Ok(event) => {
            let sources: Vec<PathBuf> =
                event.paths.into_iter().filter(|place| world.source_at(place).is_some()).collect();
            if !sources.is_empty() {
                bell.ring(sources);
            }
        }
        // Something was missed: nobody knows what.
        Err(_) => bell.ring([]),
    }
}
