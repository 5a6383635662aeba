//! What a target needs of the pages: data only, so that no target's name stands here.

use crate::model::{Course, Edition};
use crate::tree::OutPath;

/// What a target needs of the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderProfile {
    /// Where the pages stand.
    pub layout: Layout,
    /// Whose edition it is.
    pub audience: Audience,
    /// The page that a platform opens, where it does not open the course's own.
    pub launch: Option<LaunchScript>,
    /// Whether search engines are told of the pages.
    pub indexing: Indexing,
    /// Whether a learner can keep a course of an online copy on a device.
    pub offline: Offline,
}

impl RenderProfile {
    /// Returns what all pages need but those that a platform opens: where it is the same, so are the pages.
    #[must_use]
    pub fn without_launch(self) -> Self {
        Self { launch: None, ..self }
    }
}

/// Where the pages stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// `<lang>/<course>/<module>/<lesson>.html`, with a catalogue.
    Library,
    /// One edition at the root: `index.html`, `<module>/<lesson>.html`.
    Course,
}

/// Whose edition it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Without the blocks for the facilitator.
    Learner,
    /// With them.
    Trainer,
}

/// Whether search engines are told of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Indexing {
    /// Canonical addresses, language alternatives and a sitemap, where the library has an address.
    Public,
    /// Nothing of the kind.
    Private,
}

/// Whether a learner can keep a course of an online copy on a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offline {
    /// The copy is on the device already, or the platform keeps it.
    AsItIs,
    /// A worker, a manifest a language, and for each edition the list of its files.
    Installable,
}

/// The page that a platform opens, made of the template `launch.html` and a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaunchScript {
    /// Where the page stands.
    pub page: OutPath,
    /// The script's files in order: name and text.
    pub files: Vec<(&'static str, &'static str)>,
}

/// What is rendered.
#[derive(Debug, Clone, Copy)]
pub enum Scope<'a> {
    /// Every course in every language.
    Library,
    /// One course in one language.
    Edition {
        /// The course.
        course: &'a Course,
        /// Its edition.
        edition: &'a Edition,
    },
}
