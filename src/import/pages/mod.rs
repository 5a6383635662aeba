//! Pages of HTML: content packages (IMS, SCORM), eXeLearning's own files and exports, Moodle's exports, single files.
//!
//! 1. Which pages there are, in which order and what they are called stands in a list: a manifest, a project file, the
//!    navigation of the first page; without any, the names of the files (`contents`, `exe`).
//! 2. Of each page what is its own is read, not what is on every page (`site`).
//! 3. The order becomes modules and lessons (`layout`).

mod contents;
mod exe;
mod layout;
mod site;

use crate::import::gathered::Gathered;
use crate::import::html::{html_blocks, html_tree};
use crate::import::imported::Imported;
use crate::import::input::{Body, Input, Refusal};
use crate::import::outline::outline;
use crate::import::pages::layout::laid_out;
use crate::import::pages::site::{Site, is_page, main_content, page_title};
use crate::import::parts::Parts;
use crate::import::xml::Element;
use crate::import::{Fit, Format};
use crate::locale::Lang;

/// The most pages that are read.
const MOST_PAGES: usize = 2_000;

/// A page in its place.
#[derive(Debug)]
pub(super) struct Page {
    /// What it is called in the list of pages.
    pub(super) title: Option<String>,
    /// How deep it stands in the list, from 0.
    pub(super) depth: usize,
    /// What links to it say: its name in the zip, or its own name in a project file.
    pub(super) address: String,
    /// The file that addresses in it are relative to.
    pub(super) base: String,
    /// What stands in it.
    pub(super) content: Element,
}

/// What is known of the pages as a whole.
#[derive(Debug, Default)]
pub(super) struct Book {
    /// What they are called together.
    pub(super) title: Option<String>,
    /// The language that is named.
    pub(super) lang: Option<String>,
    /// Who made them.
    pub(super) authors: Vec<String>,
    /// Under which licence.
    pub(super) licence: Option<String>,
    /// The pages, in their order.
    pub(super) pages: Vec<Page>,
}

/// Zips of pages, and projects of eXeLearning.
pub(super) const FORMAT: Format = Format { name: "HTML", endings: &["zip", "elpx", "elp"], fits, read };

/// A page that stands alone.
pub(super) const FILE_FORMAT: Format =
    Format { name: "HTML", endings: &["html", "htm"], fits: fits_file, read: read_file };

/// Tells whether a file is a zip of pages.
fn fits(input: &Input) -> Fit {
    let is_project = input.has_entry("contentv3.xml") || input.has_entry("content.xml") && input.ending() == "elpx";
    let has_pages = input.has_entry_like(is_page);
    match () {
        () if is_project => Fit::Surely,
        () if has_pages && input.has_entry("imsmanifest.xml") => Fit::Surely,
        () if has_pages && !input.has_entry("META-INF/container.xml") => Fit::Perhaps,
        () => Fit::No,
    }
}

/// Reads a zip of pages.
///
/// # Errors
/// When its list is damaged, or no page holds text.
fn read(input: &mut Input) -> Result<Imported, Refusal> {
    let Body::Zip(archive) = &mut input.body else { return Err(Refusal::new("import.pages-broken")) };
    let mut parts = Parts::new(archive);
    let mut book = book(&mut parts)?;
    book.pages.truncate(MOST_PAGES);
    let mut gathered = Gathered::default();
    let mut imported = Imported {
        title: book.title.take().or_else(|| book.pages.first().and_then(|page| page_title(&page.content))),
        authors: std::mem::take(&mut book.authors),
        licence: book.licence.take(),
        lang: language(&book),
        ..Imported::default()
    };
    let mut site = Site::new(&parts, &book.pages, &mut gathered);
    let read = book.pages.iter().map(|page| (page.depth, site.lesson(page))).collect();
    laid_out(read, &mut imported);
    gathered.into_imported(&mut imported);
    has_text(imported)
}

/// Tells whether a file is a page.
fn fits_file(input: &Input) -> Fit {
    let Body::Bytes(bytes) = &input.body else { return Fit::No };
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(2_000)]).to_lowercase();
    let is_html = start.contains("<html") || start.contains("<!doctype html");
    match (is_html, matches!(input.ending().as_str(), "html" | "htm" | "xhtml")) {
        (true, _) => Fit::Surely,
        (false, true) => Fit::Perhaps,
        (false, false) => Fit::No,
    }
}

/// Reads a page that stands alone: its headings divide it, as those of a document do.
///
/// # Errors
/// When it holds no text.
fn read_file(input: &mut Input) -> Result<Imported, Refusal> {
    let root = html_tree(&input.text().unwrap_or_default());
    let mut gathered = Gathered::default();
    let page = Page {
        title: None,
        depth: 0,
        address: input.name.clone(),
        base: input.name.clone(),
        content: main_content(&root),
    };
    let pages = [page];
    let mut site = Site::alone(&pages, &mut gathered);
    let blocks = html_blocks(&pages[0].content, &mut site);
    let mut imported = Imported::default();
    outline(blocks, &mut imported);
    if imported.title.is_none() {
        imported.title = page_title(&root);
    }
    imported.lang = root.find("html").and_then(|html| html.attribute("lang")).and_then(tag);
    gathered.into_imported(&mut imported);
    has_text(imported)
}

fn book(parts: &mut Parts<'_>) -> Result<Book, Refusal> {
    if parts.find("contentv3.xml").is_some() {
        return exe::older(parts);
    }
    if parts.find("content.xml").is_some()
        && let Some(book) = exe::newer(parts)
    {
        return Ok(book);
    }
    if parts.find("imsmanifest.xml").is_some() {
        return contents::manifest(parts);
    }
    Ok(contents::navigation(parts))
}

fn language(book: &Book) -> Option<Lang> {
    let named = book.lang.as_deref().and_then(tag);
    named.or_else(|| book.pages.iter().find_map(|page| page.content.attribute("lang").and_then(tag)))
}

/// Returns a language without its region, which no course of ours names.
fn tag(told: &str) -> Option<Lang> {
    Lang::parse(&told.trim().split(['-', '_']).next()?.to_lowercase())
}

/// Refuses what holds nothing that can be read: pages that scripts fill.
fn has_text(imported: Imported) -> Result<Imported, Refusal> {
    use crate::import::imported::Block;
    let says = |block: &Block| !matches!(block, Block::Place(_) | Block::Rule);
    let has_text = imported.introduction.iter().any(says)
        || imported.modules.iter().any(|module| {
            module.introduction.iter().any(says) || module.lessons.iter().any(|lesson| lesson.blocks.iter().any(says))
        });
    if has_text { Ok(imported) } else { Err(Refusal::new("import.no-text")) }
}
