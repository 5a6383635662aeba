//! What the search reads, as the pages know it: where it stands.

use crate::locale::Lang;
use crate::model::CourseId;
use crate::tree::OutPath;
use std::collections::BTreeMap;

/// A script: where it stands, and its text.
pub(crate) type Script = (OutPath, String);

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
