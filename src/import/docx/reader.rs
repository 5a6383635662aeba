//! What is known of a document while its text is read, and what is gathered on the way.

use crate::diagnostic::Message;
use crate::import::docx::numbering::Numbering;
use crate::import::docx::relations::{self, Relations};
use crate::import::docx::styles::Styles;
use crate::import::gathered::{Gathered, shortened};
use crate::import::imported::{Address, Target};
use crate::import::xml::Element;
use std::collections::{BTreeMap, BTreeSet};

/// How many notes may stand in each other, and tables, and text boxes.
pub(super) const DEEPEST: u32 = 8;

/// Which list of notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NoteKind {
    /// Below the page.
    Footnote,
    /// At the end.
    Endnote,
}

/// The notes of one part.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// By their ids.
    pub(super) notes: BTreeMap<String, Element>,
    /// What they refer to.
    pub(super) relations: Relations,
}

/// A field that is open (ECMA-376 part 1, section 17.16): what it does, and whether its result has begun.
#[derive(Debug, Default)]
pub(super) struct Field {
    /// Its instruction so far.
    pub(super) instruction: String,
    /// Where its result leads, once it has begun.
    pub(super) link: Option<Target>,
    /// Whether its result is not shown: the number of a page, where there are no pages.
    pub(super) is_dropped: bool,
}

/// A document that is being read.
pub(super) struct Reader<'a> {
    /// Its styles.
    pub(super) styles: Styles,
    /// Its lists.
    pub(super) numbering: Numbering,
    /// Its footnotes and endnotes.
    pub(super) notes: BTreeMap<NoteKind, Notes>,
    /// Who commented, and what.
    pub(super) comments: BTreeMap<String, (String, String)>,
    /// What the part refers to that is being read.
    pub(super) relations: Relations,
    /// The names that links inside the document lead to.
    pub(super) wanted: BTreeSet<String>,
    /// Pictures, and what is lost.
    pub(super) gathered: &'a mut Gathered,
    /// The fields that are open in this paragraph.
    pub(super) fields: Vec<Field>,
    /// How many letters each language has.
    pub(super) languages: BTreeMap<String, usize>,
    /// How far each list has counted, by what it counts with and its level.
    pub(super) counters: BTreeMap<(String, u8), u64>,
    /// The notes that are being read.
    pub(super) depth: u32,
    /// Names of places that wait for the next paragraph.
    pub(super) anchors: Vec<String>,
    /// The names of the files in the zip.
    pub(super) entries: Vec<String>,
    /// What the document is called, by its first paragraph of that style.
    pub(super) title: Option<String>,
    /// Whether bold lines are headings, because there are no others.
    pub(super) guesses_headings: bool,
}

impl Reader<'_> {
    /// Adds something that could not be carried over, where the reading is.
    pub(super) fn lose(&mut self, what: Message) {
        self.gathered.lose(what);
    }

    /// Returns where a hyperlink with these attributes leads; what leads nowhere on a learner's device is lost.
    pub(super) fn link(&mut self, hyperlink: &Element) -> Option<Target> {
        let fragment = hyperlink.attribute("anchor");
        let outside =
            hyperlink.attribute("id").and_then(|id| self.relations.get(id)).map(|found| match &found.target {
                relations::Target::Outside(address) => address.clone(),
                relations::Target::Part(name) => name.clone(),
            });
        match (outside, fragment) {
            (Some(address), Some(fragment)) if !address.contains('#') => self.address(&format!("{address}#{fragment}")),
            (Some(address), _) => self.address(&address),
            (None, Some(fragment)) => self.address(&format!("#{fragment}")),
            (None, None) => None,
        }
    }

    /// Returns an address if a learner's device can follow it.
    pub(super) fn address(&mut self, address: &str) -> Option<Target> {
        let address = address.trim();
        if address.is_empty() || address == "#" || address == "#_top" {
            return None;
        }
        if let Some(place) = address.strip_prefix('#') {
            return Some(Target::Place(place.to_owned()));
        }
        let found = Address::new(address).map(Target::Web);
        if found.is_none() {
            self.lose(Message::new("import.lost-link").with("address", shortened(address)));
        }
        found
    }
}

/// Returns every name that a link inside a document leads to.
pub(super) fn wanted_names(root: &Element) -> BTreeSet<String> {
    let mut wanted = BTreeSet::new();
    for link in root.matching(&|element| element.name == "hyperlink" && element.attribute("anchor").is_some()) {
        wanted.extend(link.attribute("anchor").map(str::to_owned));
    }
    for told in root.matching(&|element| element.name == "instrText") {
        let words = told.text();
        if words.trim_start().starts_with("HYPERLINK") {
            wanted.extend(quoted(&words).map(str::to_owned));
        }
    }
    wanted
}

/// Returns what stands in quotation marks.
fn quoted(words: &str) -> impl Iterator<Item = &str> {
    words.split('"').skip(1).step_by(2)
}

/// Returns where a field leads: `HYPERLINK "address"`, `HYPERLINK \l "place"`.
pub(super) fn field_address(instruction: &str) -> Option<String> {
    let rest = instruction.trim().strip_prefix("HYPERLINK")?;
    let words: Vec<&str> = quoted(rest).collect();
    let is_place = rest.trim_start().starts_with("\\l");
    match words.as_slice() {
        [place, ..] if is_place => Some(format!("#{place}")),
        [address, place, ..] if rest.contains("\\l") => Some(format!("{address}#{place}")),
        [address, ..] => Some((*address).to_owned()),
        // Without quotation marks, as some converters write it.
        [] => rest.split_whitespace().next().map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::field_address;

    #[test]
    fn a_field_says_where_it_leads() {
        let check = |told: &str, expected: Option<&str>| assert_eq!(field_address(told).as_deref(), expected, "{told}");
        check(" HYPERLINK \"https://example.org\" ", Some("https://example.org"));
        check("HYPERLINK \\l \"_Toc1\"", Some("#_Toc1"));
        check("HYPERLINK \"a\" \\l \"b\"", Some("a#b"));
        check("HYPERLINK a", Some("a"));
        check("PAGE", None);
        check("HYPERLINK", None);
    }
}
