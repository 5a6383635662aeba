//! What a part of a document refers to (ECMA-376 part 2, section 6.5).

use crate::import::parts::{Parts, inside, tree};
use crate::import::xml::Element;

use std::collections::BTreeMap;

/// What a part refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    /// What kind it is: the last word of its type's address, as `image` or `hyperlink`.
    pub(super) kind: String,
    /// Where it leads.
    pub(super) target: Target,
}

/// Where a relation leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// To another part, by its name in the zip.
    Part(String),
    /// Out of the document.
    Outside(String),
}

/// What a part refers to, by the names that it uses.
pub(super) type Relations = BTreeMap<String, Relation>;

/// Returns what the part `name` refers to.
pub(super) fn relations(parts: &mut Parts<'_>, name: &str) -> Relations {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let list = format!("{folder}/_rels/{file}.rels");
    let Some(root) = parts.read(&list).and_then(|bytes| tree(&bytes).ok()) else { return Relations::new() };
    let own =
        root.elements().filter_map(|relation| Some((relation.attribute("Id")?.to_owned(), read(relation, name)?)));
    own.collect()
}

/// Returns the name of the part of this kind.
pub(super) fn part_of_kind<'a>(relations: &'a Relations, kind: &str) -> Option<&'a str> {
    relations.values().find(|relation| relation.kind == kind).and_then(|relation| match &relation.target {
        Target::Part(name) => Some(name.as_str()),
        Target::Outside(_) => None,
    })
}

fn read(relation: &Element, from: &str) -> Option<Relation> {
    let kind = relation.attribute("Type")?.rsplit('/').next().unwrap_or("").to_owned();
    let address = relation.attribute("Target")?;
    let target = match relation.attribute("TargetMode") {
        _ if address.starts_with('#') => Target::Outside(address.to_owned()),
        Some("External") => Target::Outside(address.to_owned()),
        _ => Target::Part(inside(from, address)?),
    };
    Some(Relation { kind, target })
}
