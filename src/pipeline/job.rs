//! What all work is done for: a library, and what is wanted of it.

use crate::cache::Store;
use crate::model::Rung;
use crate::progress::{Progress, Silent};
use crate::render::Audience;
use crate::world::World;
use std::path::Path;

/// What warnings do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// They are told.
    Lenient,
    /// They stop the build, as errors do.
    Strict,
}

/// Where a library is, and who is told how far the work is.
#[derive(Clone, Copy)]
pub struct Job<'a> {
    /// The library.
    pub world: &'a dyn World,
    /// Its folder: no output is written there.
    pub root: &'a Path,
    /// Results that were made before.
    pub store: &'a Store,
    /// What warnings do.
    pub strictness: Strictness,
    /// How much of its media a course takes along; without it what the library says.
    pub media: Option<Rung>,
    /// Whose edition is made.
    pub audience: Audience,
    /// Who is told.
    pub progress: &'a dyn Progress,
}

impl<'a> Job<'a> {
    /// Returns a job for learners, with the media that the library says, whose warnings are told and of which nobody is told
    /// how far it is.
    pub fn quiet(world: &'a dyn World, root: &'a Path, store: &'a Store) -> Self {
        let (strictness, audience, progress) = (Strictness::Lenient, Audience::Learner, &Silent);
        Self { world, root, store, strictness, media: None, audience, progress }
    }

    /// Returns the same job, of which nobody is told.
    pub(super) fn silently(self) -> Self {
        Self { progress: &Silent, ..self }
    }
}
