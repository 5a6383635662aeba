//! Where links inside an import lead: each place has a page, and on it an id, unless the page itself is meant.

use crate::import::imported::{Block, Inline};
use crate::tree::slug;
use std::collections::BTreeMap;

/// The places of an import.
#[derive(Debug, Default)]
pub(super) struct Places {
    by_name: BTreeMap<String, Place>,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    /// Its page, below the language's folder.
    page: String,
    /// Its id there; without one the page is meant.
    id: Option<String>,
}

impl Places {
    /// Adds the places of a page, in the order in which they stand on it.
    pub(super) fn add(&mut self, page: &str, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Place(name) => self.insert(name, Place { page: page.to_owned(), id: None }),
                Block::Heading { content, .. } => {
                    // A heading has one id, whatever leads to it.
                    let id = anchors(content).first().map(|first| self.free(page, first));
                    for name in anchors(content) {
                        self.insert(name, Place { page: page.to_owned(), id: id.clone() });
                    }
                }
                Block::Paragraph(content) => self.sentence(page, content),
                Block::List { items, .. } => items.iter().for_each(|item| self.add(page, item)),
                Block::Table { head, rows } => {
                    head.iter().chain(rows.iter().flatten()).for_each(|cell| self.sentence(page, cell));
                }
                Block::Quote(inner) | Block::Callout(_, inner) | Block::Details { content: inner, .. } => {
                    self.add(page, inner);
                }
                _ => {}
            }
        }
    }

    fn sentence(&mut self, page: &str, content: &[Inline]) {
        for name in anchors(content) {
            let id = Some(self.free(page, name));
            self.insert(name, Place { page: page.to_owned(), id });
        }
    }

    fn insert(&mut self, name: &str, place: Place) {
        self.by_name.entry(name.to_owned()).or_insert(place);
    }

    /// Returns an id like `name` that no other place of the page has.
    fn free(&self, page: &str, name: &str) -> String {
        let word = name.rsplit('#').next().unwrap_or(name);
        let slug = slug(word, "en");
        let own = format!("at-{}", if slug.is_empty() { "place" } else { &slug });
        let taken = |id: &str| self.by_name.values().any(|place| place.page == page && place.id.as_deref() == Some(id));
        let more = (2..).map(|number| format!("{own}-{number}"));
        std::iter::once(own.clone()).chain(more).find(|id| !taken(id)).unwrap_or(own)
    }

    /// Returns the id of a place on its page.
    pub(super) fn id(&self, name: &str) -> Option<&str> {
        self.by_name.get(name)?.id.as_deref()
    }

    /// Returns how a link on the page `from` leads to a place; nothing where there is none of this name.
    pub(super) fn address(&self, from: &str, name: &str) -> Option<String> {
        let place = self.by_name.get(name)?;
        let fragment = place.id.as_ref().map_or_else(String::new, |id| format!("#{id}"));
        if place.page == from {
            return Some(if fragment.is_empty() { "#top".to_owned() } else { fragment });
        }
        let up = "../".repeat(from.matches('/').count());
        let (folder, file) = place.page.rsplit_once('/').unwrap_or(("", &place.page));
        match from.rsplit_once('/') {
            Some((own, _)) if own == folder => Some(format!("{file}{fragment}")),
            _ => Some(format!("{up}{}{fragment}", place.page)),
        }
    }
}

/// Returns the names of the places in a sentence that are written there.
fn anchors(content: &[Inline]) -> Vec<&str> {
    let mut names = Vec::new();
    for inline in content {
        match inline {
            Inline::Anchor(name) => names.push(name.as_str()),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strikethrough(inner) => {
                names.extend(anchors(inner));
            }
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::Places;
    use crate::import::imported::{Block, Inline};

    #[test]
    fn a_link_leads_from_page_to_page() {
        let anchor = |name: &str| Inline::Anchor(name.to_owned());
        let mut places = Places::default();
        places.add("01-a/01-b.md", &[Block::Place("b.html".to_owned()), Block::Paragraph(vec![anchor("b.html#Rød")])]);
        let heading =
            Block::Heading { level: 2, content: vec![anchor("x"), anchor("y"), Inline::Text("X".to_owned())] };
        places.add("02-c/01-d.md", &[heading, Block::Paragraph(vec![anchor("X")])]);
        let check = |from: &str, name: &str, expected: Option<&str>| {
            assert_eq!(places.address(from, name).as_deref(), expected, "{from} {name}");
        };
        check("02-c/01-d.md", "b.html", Some("../01-a/01-b.md"));
        check("01-a/02-e.md", "b.html#Rød", Some("01-b.md#at-rod"));
        check("index.md", "x", Some("02-c/01-d.md#at-x"));
        check("02-c/01-d.md", "y", Some("#at-x"));
        check("02-c/01-d.md", "X", Some("#at-x-2"));
        check("01-a/01-b.md", "b.html", Some("#top"));
        check("index.md", "nowhere", None);
    }
}
