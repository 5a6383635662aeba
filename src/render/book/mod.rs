//! One edition as the pages of a book, in the order in which they are read.
//!
//! 1. The cover: a page, and a drawing of its own where the course has no picture.
//! 2. The course's page, then for each module its page and its lessons, the glossary.
//! 3. The answers of all of these, where there are any.
//!
//! Pages are HTML as all others; whoever binds the book makes XML of them. [`volume`] makes them one document for paper.

mod chapters;
mod cover;
mod page;
mod volume;

pub use chapters::{Chapter, ChapterKind, chapters};
pub(crate) use volume::volume;

use crate::fingerprint::Fingerprint;
use crate::model::Course;
use crate::render::ThemeError;
use crate::render::site::Site;
use crate::tree::{Body, FileTree, OutPath};
use rayon::prelude::{IntoParallelIterator, ParallelIterator};

/// Returns the pages of a book and its style sheet.
///
/// # Errors
/// When a template fails, with its name and line.
pub(crate) fn book(site: &Site<'_>) -> Result<FileTree, ThemeError> {
    let mut tree = FileTree::default();
    let style_path = add_style(&mut tree, site.theme.book_style());
    for (course, edition) in site.editions() {
        let frame = page::Frame { site, course, edition, style: &style_path };
        for (path, body) in pages(&frame)? {
            tree.add(path, body);
        }
    }
    Ok(tree)
}

/// Adds the style sheet and returns where it stands.
fn add_style(tree: &mut FileTree, style: &str) -> OutPath {
    let path = OutPath::fixed(&format!("assets/book-{}.css", Fingerprint::of(style.as_bytes()).short()));
    tree.add(path.clone(), Body::Bytes(style.as_bytes().to_vec()));
    path
}

fn pages(frame: &page::Frame<'_>) -> Result<Vec<(OutPath, Body)>, ThemeError> {
    let all = chapters(frame.course, frame.edition, frame.site.catalogs);
    let made: Vec<Option<(OutPath, Body)>> =
        all.into_par_iter().map(|chapter| page::page(frame, &chapter)).collect::<Result<_, ThemeError>>()?;
    let drawing = cover::drawing(frame);
    Ok(made.into_iter().flatten().chain(drawing).collect())
}

/// Tells whether the course's own picture can stand on the cover.
fn has_picture(site: &Site<'_>, course: &Course) -> bool {
    course.settings.cover.is_some_and(|cover| site.media.get(&course.id, cover).is_some())
}
