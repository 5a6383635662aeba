//! What stands between the `---` lines at the head of a text.

use crate::diagnostic::Diagnosed;
use crate::span::{FileId, Spanned};
use std::ops::Range;

/// What the head of a text says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FrontMatter {
    /// Its title.
    pub title: Option<Spanned<String>>,
    /// How long it takes.
    pub minutes: Option<Spanned<u32>>,
    /// What one can do after it.
    pub objectives: Vec<Spanned<String>>,
    /// For whom it is.
    pub roles: Vec<Spanned<String>>,
    /// Whether it is not to be built yet.
    pub draft: Option<Spanned<bool>>,
    /// What it is about, in a sentence or two.
    pub summary: Option<Spanned<String>>,
}

/// Reads the head of `text` that stands at `yaml`.
pub fn front_matter(_file: FileId, _text: &str, _yaml: Range<usize>) -> Diagnosed<FrontMatter> {
    Diagnosed::new(FrontMatter::default(), Vec::new())
}
