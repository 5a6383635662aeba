//! `print`: a folder for a copy shop: a book in HTML that prints from any browser, and, from a program that sets them, PDFs.
//!
//! 1. The renderer makes the book one document; pictures are put into it.
//! 2. `pipeline` lays the PDFs of [`crate::paper`] beside it: they are made of the same document.
//!
//! It is a folder and no zip, because what is printed is opened where it lies.

use crate::media::PictureForm;
use crate::package::single::inline;
use crate::package::{PackError, PackInput, Target};
use crate::render::{Layout, MediaChoice, Medium, RenderProfile};
use crate::tree::{Artifact, Body, FileTree};

/// The target.
#[derive(Debug)]
pub(crate) struct Print;

/// What can be seen on paper.
const MEDIA: &[(&str, u64)] =
    &[("gif", u64::MAX), ("jpg", u64::MAX), ("png", u64::MAX), ("svg", u64::MAX), ("webp", u64::MAX)];

impl Target for Print {
    fn name(&self) -> &'static str {
        "print"
    }

    fn profile(&self) -> RenderProfile {
        RenderProfile {
            layout: Layout::Volume,
            medium: Medium::Book,
            media: MediaChoice::Only(MEDIA),
            pictures: PictureForm::Inside,
            ..RenderProfile::of_course()
        }
    }

    fn is_typeset(&self) -> bool {
        true
    }

    fn pack(&self, input: PackInput<'_>, tree: FileTree) -> Result<Vec<Artifact>, PackError> {
        input.require_lesson()?;
        let mut folder = FileTree::default();
        for (path, body) in tree.iter().filter(|(path, _)| path.as_str().ends_with(".html")) {
            if let Body::Bytes(page) = body {
                let whole = inline::inline(&String::from_utf8_lossy(page), &tree);
                folder.add(path.clone(), Body::Bytes(whole.into_bytes()));
            }
        }
        Ok(vec![Artifact::Folder(folder)])
    }
}
