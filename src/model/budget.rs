//! What a library may weigh: what `budget:` says in `alforja.yaml`.

use crate::span::Spanned;

/// How much a course and its media may weigh, in bytes; what is not said has no bound.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Budget {
    /// A course in one language, with all that it takes along.
    pub language: Option<Spanned<u64>>,
    /// A film.
    pub film: Option<Spanned<u64>>,
    /// A sound.
    pub sound: Option<Spanned<u64>>,
    /// A picture.
    pub picture: Option<Spanned<u64>>,
    /// A file to download.
    pub file: Option<Spanned<u64>>,
    /// What an overrun does.
    pub over: Overrun,
}

/// What an overrun of a budget does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Overrun {
    /// It is told.
    #[default]
    Warning,
    /// It stops the build.
    Error,
}
