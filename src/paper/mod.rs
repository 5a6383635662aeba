//! What is made for paper: books, sheets, forms and certificates.
//!
//! 1. The renderer writes a book in one document ([`crate::render::Layout::Volume`]): it prints from any browser.
//! 2. With the feature `pdf` the same document is set as PDF, without a browser, a network or the fonts of the system: `read`
//!    makes it data, `set` says which papers there are, and `typeset`, which alone names Typst, sets the data by our own
//!    templates. What an author wrote is never markup there.
//!
//! Same input, same bytes: the fonts are in the program, dates and ids come from what is set.

mod certificate;
#[cfg(feature = "pdf")]
mod node;
#[cfg(feature = "pdf")]
mod pick;
#[cfg(feature = "pdf")]
mod plan;
#[cfg(feature = "pdf")]
mod read;
#[cfg(feature = "pdf")]
mod set;
#[cfg(feature = "pdf")]
mod typeset;

pub use certificate::{Certificate, Check, certificates};

use crate::locale::Catalogs;
use crate::model::{Course, Edition, Library};
use crate::render::Audience;
use crate::tree::{FileTree, OutPath};
use std::collections::BTreeSet;

/// Whether this program sets PDFs.
pub const SETS_PDF: bool = cfg!(feature = "pdf");

/// A file to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What its name ends with: `pdf`, or `html` where the program sets no PDFs.
    pub ending: &'static str,
}

/// Why something cannot be set: a fault of ours, in the typesetter's words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cannot be set as PDF: {0}")]
pub struct PaperError(pub String);

/// What a book is printed on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PaperSize {
    /// Pages of A4.
    #[default]
    A4,
    /// Pages of A5, two on each side of a lying A4, in the order in which the sheets are folded into a booklet.
    Booklet,
}

/// What papers are made of.
#[derive(Clone, Copy)]
pub struct Commission<'a> {
    /// The library, for what all its courses share.
    pub library: &'a Library,
    /// The course.
    pub course: &'a Course,
    /// Its edition.
    pub edition: &'a Edition,
    /// The words of every language.
    pub catalogs: &'a Catalogs,
    /// The book in one document and its pictures, as the renderer made them for this audience.
    pub tree: &'a FileTree,
    /// Whose papers they are.
    pub audience: Audience,
    /// What books are printed on.
    pub size: PaperSize,
    /// The look's colour, `#rrggbb`.
    pub colour: &'a str,
    /// Where the course is on the web.
    pub online: Option<&'a str>,
}

/// Papers of a course.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Papers {
    /// PDFs by name.
    pub files: Vec<(OutPath, Vec<u8>)>,
    /// Letters of the course that no font of the program has: they are empty boxes in the PDFs.
    pub missing: BTreeSet<char>,
    /// Whether these are so many that nothing was set: the course is in a script that the fonts do not know.
    pub is_foreign: bool,
}

/// Returns the papers of a commission as PDFs; none where the program sets no PDFs.
///
/// # Errors
/// When one cannot be set.
pub fn papers(commission: &Commission<'_>) -> Result<Papers, PaperError> {
    #[cfg(feature = "pdf")]
    return set::papers(commission);
    #[cfg(not(feature = "pdf"))]
    {
        let Commission { library: _, course: _, edition: _, catalogs: _, .. } = commission;
        Ok(Papers::default())
    }
}
