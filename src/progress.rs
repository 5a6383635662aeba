//! How far the work is, for whoever shows it.

use std::sync::atomic::{AtomicU64, Ordering};

/// A part of the work that may take long enough to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Sources are read and checked; counted in courses, or not at all.
    Reading,
    /// Media are measured; counted in files.
    Media,
    /// Pages are made; counted in editions.
    Pages,
    /// Files are written; counted in bytes.
    Writing,
    /// Smaller copies of films are made; counted in work.
    Copying,
    /// Packages are made, from their pages to their last byte; counted in bytes.
    Packing,
    /// What is there already is read and held against what should be; counted in bytes.
    Comparing,
    /// A copy is written onto a stick and read back; counted in bytes, twice.
    Laying,
    /// Statements go to an LRS; counted in statements.
    Sending,
}

/// Somebody who is told how far the work is. Nothing depends on what is done with it.
pub trait Progress: Sync {
    /// A stage of `total` steps begins; 0: nobody knows how many.
    fn begin(&self, stage: Stage, total: u64);

    /// So many more steps are done.
    fn advance(&self, steps: u64);

    /// What is worked at now: the `number`th piece of `of`, counted from 1.
    fn item(&self, _number: usize, _of: usize, _name: &str) {}

    /// The stage is over.
    fn end(&self);
}

/// Nobody is told.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _stage: Stage, _total: u64) {}

    fn advance(&self, _steps: u64) {}

    fn end(&self) {}
}

/// One piece of a longer stage: whoever does it tells of stages of its own, and of all of them together the longer
/// stage hears `weight` steps. Only stages whose length is known count on the way.
pub struct Share<'a> {
    whole: &'a dyn Progress,
    weight: u64,
    told: AtomicU64,
    total: AtomicU64,
    done: AtomicU64,
}

impl<'a> Share<'a> {
    /// Returns a share of `weight` steps of what `whole` shows.
    pub fn new(whole: &'a dyn Progress, weight: u64) -> Self {
        let none = || AtomicU64::new(0);
        Self { whole, weight, told: none(), total: none(), done: none() }
    }

    /// Tells the steps up to `reached` that were not told yet.
    fn tell(&self, reached: u64) {
        let before = self.told.fetch_max(reached, Ordering::Relaxed);
        self.whole.advance(reached.saturating_sub(before));
    }
}

impl Progress for Share<'_> {
    fn begin(&self, _stage: Stage, total: u64) {
        self.total.store(total, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
    }

    fn advance(&self, steps: u64) {
        let total = self.total.load(Ordering::Relaxed);
        if total == 0 {
            return;
        }
        let done = (self.done.fetch_add(steps, Ordering::Relaxed) + steps).min(total);
        let reached = u128::from(self.weight) * u128::from(done) / u128::from(total);
        self.tell(u64::try_from(reached).unwrap_or(self.weight));
    }

    fn end(&self) {}
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        self.tell(self.weight);
    }
}

#[cfg(test)]
mod tests {
    use super::{Progress, Share, Stage};
    use std::sync::atomic::{AtomicU64, Ordering};

    #[derive(Default)]
    struct Counting(AtomicU64);

    impl Progress for Counting {
        fn begin(&self, _stage: Stage, _total: u64) {}

        fn advance(&self, steps: u64) {
            self.0.fetch_add(steps, Ordering::Relaxed);
        }

        fn end(&self) {}
    }

    #[test]
    fn shares_of_a_stage_add_up_to_it() {
        let whole = Counting::default();
        let heard = || whole.0.load(Ordering::Relaxed);
        let share = Share::new(&whole, 90);
        share.begin(Stage::Pages, 0);
        share.advance(5);
        assert_eq!(heard(), 0, "nobody knows how long the pages take");
        share.begin(Stage::Writing, 1000);
        share.advance(500);
        assert_eq!(heard(), 45);
        share.begin(Stage::Writing, 10);
        share.advance(1);
        assert_eq!(heard(), 45, "it never goes back");
        drop(share);
        drop(Share::new(&whole, 10));
        assert_eq!(heard(), 100);
    }
}
