//! A page of a book.

use crate::render::view::{ForeignView, OriginView, RequireView, SupportLink};
use serde::Serialize;

/// A page of a book; what a page of its kind does not have is empty.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct BookView {
    pub(crate) lang: String,
    pub(crate) dir: &'static str,
    /// What the page is, as a class.
    pub(crate) kind: &'static str,
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
}
