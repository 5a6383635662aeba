//! A rendered tree into what a platform takes.
//!
//! A target is data (what it needs of the pages) and a pure function (a tree of files in, an artifact out). Adding
//! one is one file and one row of [`TARGETS`].

mod cmi5;
mod epub;
mod explain;
mod imscp;
mod kolibri;
mod name;
pub mod packed;
mod parts;
pub mod platforms;
mod print;
mod scorm12;
mod scorm2004;
mod shell;
mod single;
mod site;
pub mod source;
mod suspend_data;
mod xml;

pub use explain::{Explanation, FilmState, LessonState, QuestionState, QuizState, explain};
pub use parts::Part;

use crate::diagnostic::Diagnostic;
use crate::locale::Catalogs;
use crate::model::{Course, CourseId, Edition, Library};
use crate::render::RenderProfile;
use crate::tree::{Artifact, FileTree};

/// What a course can be made into.
pub trait Target: Sync {
    /// Returns its name on the command line and in file names.
    fn name(&self) -> &'static str;

    /// Returns what it needs of the pages.
    fn profile(&self) -> RenderProfile;

    /// Returns what is unwise in an edition where it goes out this way.
    fn check(&self, _input: PackInput<'_>) -> Vec<Diagnostic> {
        Vec::new()
    }

    /// Returns the parts that the pages are made of, each as if it were a course; none where the edition is one whole.
    fn parts(&self, _input: PackInput<'_>) -> Vec<Part> {
        Vec::new()
    }

    /// Makes what one edition becomes, from its pages and media; the names differ.
    ///
    /// # Errors
    /// When the edition is nothing that this target can hold.
    fn pack(&self, input: PackInput<'_>, tree: FileTree) -> Result<Vec<Artifact>, PackError>;

    /// Returns the folder of [`source::FOLDERS`] that what a course was made of travels in; nothing where it cannot.
    fn source_folder(&self) -> Option<&'static str> {
        None
    }

    /// Tells whether papers are set of its pages ([`crate::paper`]), which lie in its folder.
    fn is_typeset(&self) -> bool {
        false
    }

    /// Names in an artifact's own lists what was added to `tree` since it was packed.
    fn list_again(&self, _input: PackInput<'_>, _tree: &mut FileTree) {}
}

/// What an artifact is about.
#[derive(Debug, Clone, Copy)]
pub struct PackInput<'a> {
    /// The library, for what all its courses share.
    pub library: &'a Library,
    /// The course.
    pub course: &'a Course,
    /// Its edition.
    pub edition: &'a Edition,
    /// The words of every language.
    pub catalogs: &'a Catalogs,
}

impl PackInput<'_> {
    /// Makes sure that there is a lesson to begin with.
    ///
    /// # Errors
    /// When the edition has none.
    pub(crate) fn require_lesson(self) -> Result<(), PackError> {
        match self.edition.lessons().next() {
            Some(_) => Ok(()),
            None => {
                Err(PackError::NoLesson { course: self.course.id.to_string(), lang: self.edition.lang.to_string() })
            }
        }
    }
}

/// Why an edition cannot be packed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// A file that the course was made of has a name that some computers cannot hold.
    #[error("`{path}` has a name that some computers cannot hold")]
    SourceName {
        /// The file.
        path: String,
    },
    /// There is nothing to launch.
    #[error("the course `{course}` has no lesson in `{lang}`")]
    NoLesson {
        /// The course.
        course: String,
        /// The language.
        lang: String,
    },
    /// A page is no markup: a template of the library's own theme is broken.
    #[error("the page `{path}` is no markup: {message}")]
    Page {
        /// The page.
        path: String,
        /// What is wrong and where.
        message: String,
    },
}

/// Every target, in the order in which they are listed.
pub const TARGETS: &[&dyn Target] = &[
    &site::Site,
    &scorm12::Scorm12,
    &scorm2004::Scorm2004,
    &cmi5::Cmi5,
    &single::Single,
    &epub::Epub,
    &kolibri::Kolibri,
    &print::Print,
];

/// Returns the IRI that a course has in every LRS.
pub fn activity(library: &Library, course: &CourseId) -> String {
    cmi5::activity(library, course)
}

/// Returns the IRIs of a course in every LRS: its own, and those of the units that it may be launched as, each with the module
/// where it is only that.
pub fn activities(library: &Library, course: &Course) -> Vec<(String, Option<String>)> {
    cmi5::activities(library, course)
}

/// Returns the target of this name.
pub fn target(name: &str) -> Option<&'static dyn Target> {
    TARGETS.iter().copied().find(|target| target.name() == name)
}

/// Returns the target that `build` makes: a folder with the whole library.
pub fn site() -> &'static dyn Target {
    &site::Site
}

/// Returns the target that makes files for phones: each holds everything, and is handed from one to the next.
pub fn for_phones() -> &'static dyn Target {
    &single::Single
}

#[cfg(test)]
mod fixture;

#[cfg(test)]
mod tests {
    use super::{TARGETS, target};
    use crate::locale::Catalogs;

    #[test]
    fn every_target_is_found_by_its_own_name() {
        for one in TARGETS {
            assert_eq!(target(one.name()).map(|found| found.name()), Some(one.name()));
            assert!(one.name().bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()));
        }
        assert!(target("nothing").is_none());
    }

    #[test]
    fn every_target_is_told_in_every_language_with_where_to_take_it() {
        let catalogs = Catalogs::embedded(&[]).unwrap();
        for (catalog, section) in catalogs.iter().flat_map(|catalog| [(catalog, "targets"), (catalog, "next")]) {
            let told: Vec<&str> = catalog.section(section).map(|(name, _)| name).collect();
            assert!(TARGETS.iter().all(|one| told.contains(&one.name())), "{section}: {told:?}");
        }
    }
}
