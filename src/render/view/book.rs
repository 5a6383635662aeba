//! A page of a book.

use crate::render::view::{ForeignView, LinkView, OriginView, RequireView, SupportLink};
use serde::Serialize;

/// A page of a book; what a page of its kind does not have is empty.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct BookView {
    pub(crate) lang: String,
    pub(crate) dir: &'static str,
    /// What the page is, as a class.
    pub(crate) kind: &'static str,
    /// Its own id, where it is one of many in a document.
    pub(crate) id: Option<String>,
    /// The id of its heading.
    pub(crate) title_id: String,
    /// What it is in a book (Digital Publishing WAI-ARIA Module 1.1).
    pub(crate) role: Option<&'static str>,
    pub(crate) title: String,
    pub(crate) style: String,
    pub(crate) picture: Option<PictureView>,
    /// What stands above the heading: the part that a chapter belongs to.
    pub(crate) over: Option<String>,
    pub(crate) heading: Option<String>,
    pub(crate) facts: Vec<String>,
    pub(crate) lead: Option<String>,
    pub(crate) objectives: Vec<String>,
    pub(crate) requires: Vec<RequireView>,
    /// HTML that is sound already.
    pub(crate) content: String,
    pub(crate) about: Option<AboutView>,
    pub(crate) foreign: Option<ForeignView>,
    /// What a reader is told where the source has changed since.
    pub(crate) outdated: Option<String>,
}

/// The picture of a cover.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PictureView {
    pub(crate) src: String,
    pub(crate) alt: String,
    /// The title below it, where the picture does not show it.
    pub(crate) title: Option<String>,
    pub(crate) publisher: Option<String>,
}

/// Who made a book, and where its readers find help.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct AboutView {
    pub(crate) authors: Option<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) licence: Option<String>,
    pub(crate) version: String,
    pub(crate) origins: Vec<OriginView>,
    pub(crate) support: Vec<SupportLink>,
    /// Where the course is on the web.
    pub(crate) online: Option<OnlineView>,
}

/// An address for those who hold paper.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct OnlineView {
    pub(crate) address: String,
    /// Its QR code, a drawing that is sound already.
    pub(crate) code: String,
}

/// A book in one document.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct VolumeView {
    pub(crate) lang: String,
    pub(crate) dir: &'static str,
    pub(crate) title: String,
    pub(crate) style: String,
    /// The language's words for what the document is: a book of the course, or the trainer's.
    pub(crate) what: String,
    pub(crate) summary: Option<String>,
    pub(crate) picture: Option<PictureView>,
    pub(crate) publisher: Option<String>,
    pub(crate) version: String,
    /// Where to find help; empty where nobody says it.
    pub(crate) help: String,
    /// The same for the foot of each page, as a string of CSS (CSS Syntax Module 3, section 4.3.5).
    pub(crate) foot: String,
    pub(crate) contents: Vec<ContentsPart>,
    /// HTML that is sound already.
    pub(crate) leaves: String,
}

/// A part of the contents.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ContentsPart {
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) chapters: Vec<LinkView>,
}
