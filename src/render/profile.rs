//! What a target needs of the pages: data only, so that no target's name stands here.

use crate::media::{PictureForm, PlannedAsset};
use crate::model::{Course, Edition};
use crate::tree::OutPath;

/// What a target needs of the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderProfile {
    /// Where the pages stand.
    pub layout: Layout,
    /// The folder that the pages of one edition stand in, beside the shared `assets/`; without it the root.
    pub folder: Option<OutPath>,
    /// Whose edition it is.
    pub audience: Audience,
    /// The page that a platform opens, where it does not open the course's own.
    pub launch: Option<LaunchScript>,
    /// Whether search engines are told of the pages.
    pub indexing: Indexing,
    /// Whether a learner can keep a course of an online copy on a device.
    pub offline: Offline,
    /// What the pages are read on.
    pub medium: Medium,
    /// Which media files travel with the pages.
    pub media: MediaChoice,
    /// What is taken of pictures.
    pub pictures: PictureForm,
}

impl RenderProfile {
    /// Returns what most packages of one edition need: pages with the player, for learners, all media.
    pub fn of_course() -> Self {
        Self {
            layout: Layout::Course,
            folder: None,
            audience: Audience::Learner,
            launch: None,
            indexing: Indexing::Private,
            offline: Offline::AsItIs,
            medium: Medium::Player,
            media: MediaChoice::All,
            pictures: PictureForm::Several,
        }
    }
}

impl RenderProfile {
    /// Returns what pages for `audience` need where these are for learners: a trainer's are told to nobody, and are not
    /// kept on phones.
    #[must_use]
    pub fn for_audience(self, audience: Audience) -> Self {
        match audience {
            Audience::Learner => self,
            Audience::Trainer => Self { audience, indexing: Indexing::Private, offline: Offline::AsItIs, ..self },
        }
    }

    /// Tells whether there can be pages for `audience`: a page that a platform opens counts what learners answer.
    pub fn can_be_for(&self, audience: Audience) -> bool {
        audience == Audience::Learner || self.launch.is_none()
    }

    /// Returns where a whole book stands that is one document ([`Layout::Volume`]).
    pub fn volume(&self) -> &'static str {
        match self.audience {
            Audience::Learner => "handbook.html",
            Audience::Trainer => "guide.html",
        }
    }

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
    /// As [`Layout::Course`], but the root's `index.html` is kept for what a platform opens: the course's own page is
    /// `course.html`.
    Behind,
    /// One edition as documents that each hold many pages: `course.html` all of them, `module-<module>.html` those of
    /// a module.
    Document,
    /// One edition as a book: a cover, the course's page, its parts and chapters, the glossary, the answers. Pages are
    /// named `.xhtml`, because a book's pages are XML once it is bound.
    Book,
    /// One edition as a whole book in one document ([`RenderProfile::volume`]): a title page, the contents, then what a
    /// book's pages hold.
    Volume,
}

impl Layout {
    /// Tells whether the pages are those of one edition, kept where they lie.
    pub(crate) fn is_of_course(self) -> bool {
        matches!(self, Self::Course | Self::Behind)
    }

    /// Tells whether many pages stand in one document, each with an id and with ids that begin with its own.
    pub(crate) fn is_one_document(self) -> bool {
        matches!(self, Self::Document | Self::Volume)
    }
}

/// What the pages are read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// A browser, with the player: questions are answered on the page.
    Player,
    /// A book, where nothing runs: questions are printed, their answers stand at the back, what was to be filled in is
    /// an empty line, and nothing is folded.
    Book,
}

/// Which media files travel with the pages. What stays behind is named on its page, a film with its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaChoice {
    /// All that the course uses.
    All,
    /// Those with one of these endings, each with the most bytes that a file of the kind may have.
    Only(&'static [(&'static str, u64)]),
}

impl MediaChoice {
    /// Tells whether a file travels.
    pub fn takes(self, planned: &PlannedAsset) -> bool {
        let ending = planned.path.rsplit_once('.').map_or("", |(_, ending)| ending);
        match self {
            Self::All => true,
            Self::Only(kinds) => kinds.iter().any(|(kind, most)| *kind == ending && planned.size <= *most),
        }
    }
}

/// Whose edition it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Without the blocks for the facilitator.
    Learner,
    /// With them.
    Trainer,
}

impl Audience {
    /// All of them, in order.
    pub const ALL: [Self; 2] = [Self::Learner, Self::Trainer];

    /// Returns its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Learner => "learner",
            Self::Trainer => "trainer",
        }
    }

    /// Returns the edition that is called `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|audience| audience.name() == name)
    }

    /// Returns what a file for this audience is called that for learners is called `name`: what is a trainer's says so
    /// before its ending.
    pub fn file_name(self, name: &str) -> String {
        match (self, name.rsplit_once('.')) {
            (Self::Learner, _) => name.to_owned(),
            (Self::Trainer, Some((name, ending))) => format!("{name}-trainer.{ending}"),
            (Self::Trainer, None) => format!("{name}-trainer"),
        }
    }
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
