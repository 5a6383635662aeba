//! `epub`: a book for phone and e-reader apps (EPUB 3.3).
//!
//! 1. The pages of one edition as a book: questions are printed, their answers stand at the back, nothing runs. So the
//!    book declares no script and no remote resource; films and files to download are named, not held.
//! 2. Each page becomes XML ([`xhtml`]), and links find what is there ([`links`]).
//! 3. The contents for readers of today and of yesterday ([`nav`], [`ncx`]), the package document ([`opf`]).
//! 4. All of it below `EPUB/`, with the container file that leads there ([`container`]).
//!
//! The file is called `<course>-<lang>-<version>.epub`: its ending says already what it is, and a reader sees the name.

mod access;
mod container;
mod identity;
mod kinds;
mod links;
mod nav;
mod ncx;
mod nesting;
mod opf;
mod xhtml;
mod xml;

use crate::media::PictureForm;
use crate::package::epub::kinds::{is_page, is_style};
use crate::package::name::safe_name;
use crate::package::{PackError, PackInput, Target};
use crate::render::{self, Chapter, Layout, MediaChoice, Medium, RenderProfile};
use crate::tree::{Artifact, Body, FileTree, OutPath};

/// The target.
#[derive(Debug)]
pub(crate) struct Epub;

/// What the container holds below this folder is the book.
const FOLDER: &str = "EPUB";

/// The longest sound that is put into a book: ten minutes and more of speech; a longer one is named like a film.
const LARGEST_SOUND: u64 = 10_000_000;

/// What a book holds: core media types of EPUB 3.3, section 3.2.
const HELD: &[(&str, u64)] = &[
    ("gif", u64::MAX),
    ("jpg", u64::MAX),
    ("png", u64::MAX),
    ("svg", u64::MAX),
    ("webp", u64::MAX),
    ("m4a", LARGEST_SOUND),
    ("mp3", LARGEST_SOUND),
    ("opus", LARGEST_SOUND),
];

impl Target for Epub {
    fn name(&self) -> &'static str {
        "epub"
    }

    fn profile(&self) -> RenderProfile {
        RenderProfile {
            layout: Layout::Book,
            medium: Medium::Book,
            media: MediaChoice::Only(HELD),
            pictures: PictureForm::One,
            ..RenderProfile::of_course()
        }
    }

    /// Open Container Format 3.3, section 4.2.6: what stands there is no part of the publication.
    fn source_folder(&self) -> Option<&'static str> {
        Some("META-INF/source")
    }

    fn pack(&self, input: PackInput<'_>, tree: FileTree) -> Result<Vec<Artifact>, PackError> {
        let PackInput { course, edition, .. } = input;
        input.require_lesson()?;
        let mut book = pages(&tree)?;
        let all = render::chapters(course, edition, input.catalogs);
        let chapters: Vec<Chapter> = all.into_iter().filter(|chapter| book.get(&chapter.path).is_some()).collect();
        let words = input.catalogs.get(&edition.lang);
        let identity = identity::Identity::of(input, &book);
        let style = book.iter().map(|(path, _)| path).find(|path| is_style(path)).cloned();
        book.add(OutPath::fixed(nav::PATH), Body::Bytes(nav::write(words, edition, &chapters, style.as_ref())));
        book.add(OutPath::fixed(ncx::PATH), Body::Bytes(ncx::write(&identity, edition, &chapters)));
        let document = opf::write(input, &identity, &chapters, &book);
        book.add(OutPath::fixed(opf::PATH), Body::Bytes(document));

        let mut zip = FileTree::default();
        for (path, body) in book.iter() {
            zip.add(OutPath::fixed(&format!("{FOLDER}/{path}")), body.clone());
        }
        zip.add(OutPath::fixed(container::PATH), Body::Bytes(container::write(&format!("{FOLDER}/{}", opf::PATH))));
        // Open Container Format 3.3, section 4.3: first, not compressed, without an extra field.
        zip.add_first(OutPath::fixed("mimetype"), Body::Bytes(b"application/epub+zip".to_vec()));
        let version = &course.settings.version;
        let name = safe_name(&format!("{}-{}-{version}.epub", course.id, edition.lang));
        Ok(vec![Artifact::Zip { name, tree: zip }])
    }
}

/// Returns the tree with its pages as XML whose links find what is there.
fn pages(tree: &FileTree) -> Result<FileTree, PackError> {
    let mut pages = Vec::new();
    let mut book = FileTree::default();
    for (path, body) in tree.iter() {
        match body {
            Body::Bytes(bytes) if is_page(path) => {
                let page = xhtml::xhtml(&String::from_utf8_lossy(bytes));
                pages
                    .push((path.clone(), page.map_err(|message| PackError::Page { path: path.to_string(), message })?));
            }
            other => book.add(path.clone(), other.clone()),
        }
    }
    for (path, page) in links::mended(pages) {
        book.add(path, Body::Bytes(page.into_bytes()));
    }
    Ok(book)
}
