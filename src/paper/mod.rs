//! What is made for paper: books, sheets, forms and certificates.
//!
//! 1. The renderer writes a book in one document ([`crate::render::Layout::Volume`]): it prints from any browser.
//! 2. With the feature `pdf` the same pages are set as PDF, without a browser, a network or the fonts of the system:
//!    [`read`] makes them data, and [`typeset`], which alone names Typst, sets the data by our own templates. What an author
//!    wrote is never markup there.
//!
//! Same input, same bytes: the fonts are in the program, dates and ids come from what is set.

mod certificate;
#[cfg(feature = "pdf")]
mod typeset;

pub use certificate::{Certificate, Check, certificates};

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

/// Why something cannot be set: a picture that nobody can read, or a fault of ours, in the typesetter's words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cannot be set as PDF: {0}")]
pub struct PaperError(pub String);
