//! One parsed file, and where its links and media lead.

use crate::locale::Lang;
use crate::model::{AssetId, Block, CourseId, FilmId, Inline, LessonId, ModuleId};
use crate::span::{FileId, Span};
use std::sync::Arc;

/// One parsed text. Says nothing of other files and never changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The file it was read from.
    pub file: FileId,
    /// Its blocks. A first heading of level 1 that gave the title is not among them.
    pub blocks: Vec<Block>,
    /// Every link, in the order of [`crate::model::LinkIndex`].
    pub links: Vec<LinkSource>,
    /// Every picture, film and sound, in the order of [`crate::model::MediaIndex`].
    pub media: Vec<MediaSource>,
    /// Everything that a `#id` can lead to, in order.
    pub anchors: Vec<Anchor>,
    /// The footnotes in the order of their first mention: label and blocks.
    pub footnotes: Vec<(Box<str>, Vec<Block>)>,
    /// How many words a reader reads.
    pub words: u32,
    /// How many containers, quizzes and surveys stand in it, those inside others too; there are never more. Where they
    /// all stand outermost, nobody need look for others ([`Document::fenced`]).
    pub fences: u32,
    /// How many headings stand in it, counted in the same way.
    pub headings: u32,
}

impl Document {
    /// Returns a document with nothing in it.
    pub fn empty(file: FileId) -> Self {
        Self {
            file,
            blocks: Vec::new(),
            links: Vec::new(),
            media: Vec::new(),
            anchors: Vec::new(),
            footnotes: Vec::new(),
            words: 0,
            fences: 0,
            headings: 0,
        }
    }
}

/// A link as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkSource {
    /// What stands in the parentheses, entities resolved.
    pub address: Box<str>,
    /// The whole link.
    pub span: Span,
}

/// A picture, film or sound as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaSource {
    /// What stands in the parentheses: a path, `video:NAME` or a web address.
    pub address: Box<str>,
    /// The alternative text (of a film its title) as plain text.
    pub alternative: Box<str>,
    /// For a still that links to a film: the link's address. The still is then the film's poster.
    pub film_address: Option<Box<str>>,
    /// The whole picture.
    pub span: Span,
}

/// A place that a link can lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// The id.
    pub id: Box<str>,
    /// Where it stands.
    pub span: Span,
    /// Whether the author wrote it (`{#id}`), or it was made from a heading's text.
    pub explicit: bool,
}

/// A document with the places that its links and media lead to.
#[derive(Debug, Clone)]
pub struct Text {
    /// What was parsed.
    pub document: Arc<Document>,
    /// Where each link leads; as many as `document.links`.
    pub links: Vec<LinkTarget>,
    /// What each picture, film or sound is; as many as `document.media`.
    pub media: Vec<MediaTarget>,
    /// The question banks that its quizzes draw from, in the order of [`crate::model::Bank::index`].
    pub banks: Vec<Option<Text>>,
}

impl Text {
    /// Returns a text of this file that says nothing.
    pub fn empty(file: FileId) -> Self {
        let document = Arc::new(Document::empty(file));
        Self { document, links: Vec::new(), media: Vec::new(), banks: Vec::new() }
    }
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// A place on the same page; empty: its top.
    Here(Box<str>),
    /// The catalogue (a link to the library's root).
    Catalogue,
    /// A course's own page.
    Course {
        /// The course.
        course: CourseId,
        /// The language that the link names.
        lang: Lang,
        /// The place on the page.
        anchor: Option<Box<str>>,
    },
    /// A course's glossary.
    Glossary {
        /// The course.
        course: CourseId,
        /// The language that the link names.
        lang: Lang,
        /// The place on the page.
        anchor: Option<Box<str>>,
    },
    /// A module's own page.
    Module {
        /// The course.
        course: CourseId,
        /// The language that the link names.
        lang: Lang,
        /// The module.
        module: ModuleId,
        /// The place on the page.
        anchor: Option<Box<str>>,
    },
    /// A lesson.
    Lesson {
        /// The course.
        course: CourseId,
        /// The language that the link names.
        lang: Lang,
        /// The lesson.
        lesson: LessonId,
        /// The place on the page.
        anchor: Option<Box<str>>,
    },
    /// A file of `media/`: to download, or a picture to look at.
    Asset(AssetId),
    /// Another place: `https:`, `http:`, `mailto:`, `tel:`, `sms:`.
    Address(Box<str>),
    /// Nothing that is there: a diagnostic has said so; the link's words stand as plain text.
    Nowhere,
}

/// What a picture's address stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MediaTarget {
    /// A picture of `media/`.
    Picture(AssetId),
    /// A film.
    Film(FilmId),
    /// A sound of `media/`.
    Sound(FilmId),
    /// A picture on the web: shown as a link.
    WebPicture(Box<str>),
    /// Nothing that is there: a diagnostic has said so; the alternative text stands in its place.
    Nowhere,
}

/// One term of the glossary.
#[derive(Debug, Clone, PartialEq)]
pub struct GlossaryEntry {
    /// The place on the glossary's page.
    pub id: Box<str>,
    /// The term.
    pub term: Vec<Inline>,
    /// The term as plain text, by which it is sorted.
    pub plain: String,
    /// What it means. Its links and media are numbered in the edition's glossary text.
    pub meaning: Vec<Block>,
}
