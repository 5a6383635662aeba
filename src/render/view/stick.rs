//! What the pages of a stick's own see.

use serde::Serialize;
use std::collections::BTreeMap;

/// All that a page says in one language.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct StickPart {
    pub(crate) lang: String,
    pub(crate) dir: &'static str,
    /// The language's own name.
    pub(crate) name: String,
    /// The page's title.
    pub(crate) title: String,
    /// What the library is called.
    pub(crate) library: String,
    /// Whether no course is in this language: then all are shown.
    pub(crate) elsewhere: bool,
    pub(crate) courses: Vec<StickLink>,
    /// The address of all courses.
    pub(crate) catalogue: Option<String>,
    pub(crate) phone: Vec<StickLink>,
    pub(crate) packages: Vec<StickLink>,
    /// The address of what is for trainers.
    pub(crate) trainer: Option<String>,
    /// The addresses of the two pages.
    pub(crate) start: &'static str,
    pub(crate) check: &'static str,
    pub(crate) words: BTreeMap<String, String>,
}

/// A link to a course or a file.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct StickLink {
    pub(crate) address: String,
    pub(crate) title: String,
    pub(crate) lang: String,
    pub(crate) note: Option<String>,
}
