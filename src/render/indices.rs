//! What the search reads, as the pages know it: where it stands.

use crate::locale::Lang;
use crate::model::CourseId;
use crate::tree::{Body, OutPath};
use std::collections::BTreeMap;

/// A script: where it stands, and what stands for it in the tree.
pub(crate) type Script = (OutPath, Body);

/// The search of every edition.
#[derive(Debug, Default)]
pub(crate) struct Indices {
    /// Where each edition's index stands.
    pub(crate) places: BTreeMap<(CourseId, Lang), OutPath>,
    /// The scripts.
    pub(crate) files: Vec<Script>,
}

impl Indices {
    /// Returns where the index of an edition stands.
    pub(crate) fn of(&self, course: &CourseId, lang: &Lang) -> Option<&OutPath> {
        self.places.get(&(course.clone(), lang.clone()))
    }
}
