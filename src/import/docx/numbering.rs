//! Which lists a document has (ECMA-376 part 1, section 17.9).

use crate::import::docx::styles::{indent, value};
use crate::import::xml::Element;
use std::collections::{BTreeMap, BTreeSet};

/// A level of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Level {
    /// Whether its items are numbered; otherwise they have bullets.
    pub(super) is_ordered: bool,
    /// Its first number.
    pub(super) start: u64,
    /// How far its text stands in, in twentieths of a point.
    pub(super) indent: i64,
}

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: BTreeMap<String, List>,
}

#[derive(Debug)]
struct List {
    /// The number of its definition.
    definition: String,
    levels: BTreeMap<u8, Level>,
    /// The levels that begin to count anew in this list.
    anew: BTreeSet<u8>,
}

impl Numbering {
    /// Reads `word/numbering.xml`.
    pub(super) fn of(root: &Element) -> Self {
        let mut definitions: BTreeMap<&str, BTreeMap<u8, Level>> = BTreeMap::new();
        let mut linked: BTreeMap<&str, &str> = BTreeMap::new();
        let mut styles: BTreeMap<&str, &str> = BTreeMap::new();
        for definition in root.elements().filter(|child| child.name == "abstractNum") {
            let Some(id) = definition.attribute("abstractNumId") else { continue };
            definitions.insert(id, levels(definition));
            if let Some(style) = value(definition, "numStyleLink") {
                linked.insert(id, style);
            }
            if let Some(style) = value(definition, "styleLink") {
                styles.insert(style, id);
            }
        }
        let mut lists = BTreeMap::new();
        for list in root.elements().filter(|child| child.name == "num") {
            let (Some(id), Some(named)) = (list.attribute("numId"), value(list, "abstractNumId")) else { continue };
            let definition = linked.get(named).and_then(|style| styles.get(style)).copied().unwrap_or(named);
            let mut levels = definitions.get(definition).cloned().unwrap_or_default();
            let mut anew = BTreeSet::new();
            for change in list.elements().filter(|child| child.name == "lvlOverride") {
                let Some(number) = number(change) else { continue };
                if let Some(own) = change.child("lvl") {
                    levels.insert(number, level(own));
                }
                let start = value(change, "startOverride").and_then(|start| start.parse().ok());
                if let (Some(start), Some(level)) = (start, levels.get_mut(&number)) {
                    level.start = start;
                    anew.insert(number);
                }
            }
            lists.insert(id.to_owned(), List { definition: definition.to_owned(), levels, anew });
        }
        Self { lists }
    }

    /// Returns a level of a list and the name of what it counts with, or nothing where there is no such list. Lists of
    /// one definition go on counting.
    pub(super) fn level(&self, list: &str, level: u8) -> Option<(String, Level)> {
        let own = self.lists.get(list)?;
        let usual = Level { is_ordered: false, start: 1, indent: 720 * (i64::from(level) + 1) };
        let counter = if own.anew.contains(&level) { format!("list {list}") } else { own.definition.clone() };
        Some((counter, own.levels.get(&level).copied().unwrap_or(usual)))
    }
}

fn levels(definition: &Element) -> BTreeMap<u8, Level> {
    let own = definition.elements().filter(|child| child.name == "lvl");
    own.filter_map(|own| Some((number(own)?, level(own)))).collect()
}

fn number(level: &Element) -> Option<u8> {
    level.attribute("ilvl")?.parse().ok()
}

fn level(own: &Element) -> Level {
    Level {
        is_ordered: !matches!(value(own, "numFmt"), Some("bullet" | "none")),
        start: value(own, "start").and_then(|start| start.parse().ok()).unwrap_or(1),
        indent: own.child("pPr").and_then(indent).unwrap_or(720),
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, Numbering};
    use crate::import::parts::tree;

    #[test]
    fn a_list_is_what_its_definition_says_unless_it_says_otherwise() {
        let numbering = Numbering::of(
            &tree(
                b"<w:numbering><w:abstractNum w:abstractNumId=\"3\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/></w:lvl>
                <w:lvl w:ilvl=\"1\"><w:start w:val=\"2\"/><w:numFmt w:val=\"lowerLetter\"/><w:pPr><w:ind w:left=\"900\"/></w:pPr></w:lvl>
                </w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"3\"/></w:num>
                <w:num w:numId=\"2\"><w:abstractNumId w:val=\"3\"/><w:lvlOverride w:ilvl=\"1\"><w:startOverride w:val=\"7\"/></w:lvlOverride></w:num>
                </w:numbering>",
            )
            .unwrap(),
        );
        let check = |list: &str, level: u8, counter: &str, is_ordered: bool, start: u64, indent: i64| {
            let expected = (counter.to_owned(), Level { is_ordered, start, indent });
            assert_eq!(numbering.level(list, level), Some(expected));
        };
        check("1", 0, "3", false, 1, 720);
        check("1", 1, "3", true, 2, 900);
        check("2", 1, "list 2", true, 7, 900);
        check("2", 8, "3", false, 1, 6480);
        assert_eq!(numbering.level("9", 0), None);
    }
}
