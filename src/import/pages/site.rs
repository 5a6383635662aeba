//! What stands on a page, and what its addresses mean among the other pages.

use crate::diagnostic::Message;
use crate::import::gathered::{Gathered, MediaKind, kind_of};
use crate::import::html::{Surroundings, html_blocks};
use crate::import::imported::{Address, Block, Lesson, MediaRef, Target, plain};
use crate::import::outline::levelled;
use crate::import::pages::Page;
use crate::import::parts::{Parts, inside, unescaped};
use crate::import::xml::{Element, Node};
use std::collections::{BTreeMap, BTreeSet};

/// What is on every page of an export, by its id or class.
const FRAMES: &[&str] = &[
    "sitenav",
    "skipnav",
    "skip-link",
    "skiplink",
    "pagination",
    "toppagination",
    "bottompagination",
    "nav-buttons",
    "packagelicense",
    "exe-hidden",
    "breadcrumb",
    "page-footer",
    "navbottom",
    "navtop",
    "book_toc",
];

/// Tells whether a file of this name is a page.
pub(super) fn is_page(name: &str) -> bool {
    let lower = name.to_lowercase();
    lower.ends_with(".html") || lower.ends_with(".htm") || lower.ends_with(".xhtml")
}

/// Pages that are being read.
pub(super) struct Site<'a> {
    gathered: &'a mut Gathered,
    /// The names of the files in the zip, by their names in lower case.
    entries: BTreeMap<String, String>,
    pages: BTreeSet<String>,
    /// The places that links lead to: `page#id`.
    wanted: BTreeSet<String>,
    address: String,
    base: String,
}

impl<'a> Site<'a> {
    /// Returns the pages of a zip.
    pub(super) fn new(parts: &Parts<'_>, pages: &[Page], gathered: &'a mut Gathered) -> Self {
        let entries = parts.names().map(|name| (name.to_lowercase(), name.to_owned())).collect();
        Self::of(entries, pages, gathered)
    }

    /// Returns a page that stands alone.
    pub(super) fn alone(pages: &[Page], gathered: &'a mut Gathered) -> Self {
        Self::of(BTreeMap::new(), pages, gathered)
    }

    fn of(entries: BTreeMap<String, String>, pages: &[Page], gathered: &'a mut Gathered) -> Self {
        let mut site = Self {
            gathered,
            entries,
            pages: pages.iter().map(|page| page.address.clone()).collect(),
            wanted: BTreeSet::new(),
            address: String::new(),
            base: String::new(),
        };
        for page in pages {
            site.enter(page);
            for link in page.content.matching(&|element| element.name == "a" && element.attribute("href").is_some()) {
                if let Some(name) = link.attribute("href").and_then(|address| site.place(address)) {
                    site.wanted.insert(name);
                }
            }
        }
        if let Some(first) = pages.first() {
            site.enter(first);
        }
        site
    }

    fn enter(&mut self, page: &Page) {
        self.address.clone_from(&page.address);
        self.base.clone_from(&page.base);
    }

    /// Returns a page as a lesson.
    pub(super) fn lesson(&mut self, page: &Page) -> Lesson {
        self.enter(page);
        let title = page.title.clone().or_else(|| page_title(&page.content));
        self.gathered.place = title.clone().unwrap_or_else(|| page.address.clone());
        let mut blocks = html_blocks(&page.content, self);
        // The title stands above the text already.
        if let Some(title) = &title
            && let Some(Block::Heading { content, .. }) = blocks.first()
            && plain(content).trim().eq_ignore_ascii_case(title.trim())
        {
            blocks.remove(0);
        }
        levelled(&mut blocks);
        if !blocks.is_empty() && self.wanted.contains(&page.address) {
            blocks.insert(0, Block::Place(page.address.clone()));
        }
        Lesson { title, blocks }
    }

    /// Returns the name of the page or place that an address leads to, if it is one of these pages.
    fn place(&self, address: &str) -> Option<String> {
        let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
        let page = match path {
            "" => self.address.clone(),
            path if path.starts_with("exe-node:") => path.to_owned(),
            path => {
                let name = inside(&self.base, path)?;
                self.entries.get(&name.to_lowercase()).cloned()?
            }
        };
        if !self.pages.contains(&page) {
            return None;
        }
        let fragment = unescaped(fragment);
        match fragment.as_str() {
            "" | "top" if path.is_empty() => None,
            "" => Some(page),
            fragment => Some(format!("{page}#{fragment}")),
        }
    }
}

impl Surroundings for Site<'_> {
    fn media(&mut self, address: &str) -> Option<(MediaRef, MediaKind)> {
        if address.starts_with("data:") {
            return self.gathered.inline_picture(address).map(|media| (media, MediaKind::Picture));
        }
        let name = inside(&self.base, address)?;
        let entry = self.entries.get(&name.to_lowercase())?.clone();
        let kind = kind_of(&entry)?;
        let file = entry.rsplit('/').next().unwrap_or(&entry).to_owned();
        Some((self.gathered.entry(&entry, &file, kind)?, kind))
    }

    fn link(&mut self, address: &str) -> Option<Target> {
        if let Some(name) = self.place(address) {
            return Some(Target::Place(name));
        }
        if let Some(found) = Address::new(address) {
            return Some(Target::Web(found));
        }
        self.media(address).map(|(media, _)| Target::Media(media))
    }

    fn anchor(&mut self, id: &str) -> Option<String> {
        let name = format!("{}#{id}", self.address);
        self.wanted.contains(&name).then_some(name)
    }

    fn lose(&mut self, what: Message) {
        self.gathered.lose(what);
    }
}

/// Returns what a page calls itself.
pub(super) fn page_title(root: &Element) -> Option<String> {
    let found = root.find("h1").or_else(|| root.find("title")).or_else(|| root.find("h2"))?;
    let words = found.text().split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

/// Returns what is a page's own: its main part, without what is on every page.
pub(super) fn main_content(root: &Element) -> Element {
    let main = |element: &Element| {
        element.name == "main"
            || element.attribute("role") == Some("main")
            || matches!(element.attribute("id"), Some("region-main" | "main" | "main-content" | "content"))
    };
    let found = root.matching(&main).into_iter().find(|element| !element.text().trim().is_empty());
    let own = found.or_else(|| root.find("body")).unwrap_or(root);
    let mut content = without_frames(own);
    if let Some(lang) = root.find("html").and_then(|html| html.attribute("lang")) {
        content.attributes.push(("lang".to_owned(), lang.to_owned()));
    }
    content
}

fn without_frames(element: &Element) -> Element {
    let is_frame = |element: &Element| {
        let told = ["id", "class"].iter().filter_map(|name| element.attribute(name));
        let mut words = told.flat_map(str::split_ascii_whitespace).map(str::to_lowercase);
        element.name == "nav" || element.name == "footer" || words.any(|word| FRAMES.contains(&word.as_str()))
    };
    let nodes = element.children.iter().filter_map(|node| match node {
        Node::Element(child) if is_frame(child) => None,
        Node::Element(child) => Some(Node::Element(without_frames(child))),
        Node::Text(words) => Some(Node::Text(words.clone())),
    });
    Element { name: element.name.clone(), attributes: element.attributes.clone(), children: nodes.collect(), line: 0 }
}
