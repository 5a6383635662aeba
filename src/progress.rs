//! How far the work is, for whoever shows it.

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
}

/// Somebody who is told how far the work is. Nothing depends on what is done with it.
pub trait Progress: Sync {
    /// A stage of `total` steps begins; 0: nobody knows how many.
    fn begin(&self, stage: Stage, total: u64);

    /// So many more steps are done.
    fn advance(&self, steps: u64);

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
