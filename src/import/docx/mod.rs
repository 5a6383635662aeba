//! Word documents (ECMA-376, WordprocessingML), as Word, LibreOffice and Google Docs write them.
//!
//! 1. The parts are found by what refers to them (`relations`); styles and lists say what paragraphs mean (`styles`,
//!    `numbering`).
//! 2. The body becomes blocks (`blocks`, `lists`, `tables`), its words inlines (`runs`, `line`, `math`, `symbols`), its
//!    drawings pictures (`drawing`).
//! 3. Its headings divide it into modules and lessons (`outline`).

mod blocks;
mod drawing;
mod line;
mod lists;
mod math;
mod numbering;
mod reader;
mod relations;
mod runs;
mod styles;
mod symbols;
mod tables;

pub(super) use tables::bulleted;

use crate::diagnostic::Message;
use crate::import::docx::numbering::Numbering;
use crate::import::docx::reader::{NoteKind, Notes, Reader, wanted_names};
use crate::import::docx::relations::{Relations, part_of_kind, relations};
use crate::import::docx::styles::{Role, Styles};
use crate::import::gathered::Gathered;
use crate::import::imported::{Block, Imported, Inline};
use crate::import::input::{Body, Input, Refusal};
use crate::import::outline::outline;
use crate::import::parts::{Parts, tree};
use crate::import::xml::Element;
use crate::import::{Fit, Format};

use crate::locale::Lang;
use std::collections::BTreeMap;

/// Titles that programs give to documents which nobody named.
const NO_TITLES: &[&str] = &["document", "word document", "document1", "untitled", "untitled document"];

/// Word documents.
pub(super) const FORMAT: Format = Format { name: "Word", endings: &["docx"], fits, read };

/// Tells whether a file is a Word document.
fn fits(input: &Input) -> Fit {
    let is_package = input.has_entry("[Content_Types].xml");
    let has_text = input.has_entry_like(|name| name.starts_with("word/") && name.ends_with(".xml"));
    match (is_package && has_text, input.ending().as_str()) {
        (true, _) => Fit::Surely,
        (false, "docx" | "docm" | "dotx") if matches!(input.body, Body::Zip(_)) => Fit::Perhaps,
        _ => Fit::No,
    }
}

/// Reads a Word document.
///
/// # Errors
/// When its text is missing, damaged, or more than any document's.
fn read(input: &mut Input) -> Result<Imported, Refusal> {
    let Body::Zip(archive) = &mut input.body else { return Err(Refusal::new("import.docx-broken")) };
    let mut parts = Parts::new(archive);
    let top = relations(&mut parts, "");
    let main = part_of_kind(&top, "officeDocument").unwrap_or("word/document.xml").to_owned();
    let bytes = parts.read(&main).ok_or_else(|| Refusal::new("import.docx-broken"))?;
    let root = tree(&bytes).map_err(|refusal| match refusal.0.key {
        "import.broken-xml" => Refusal::new("import.docx-broken"),
        _ => refusal,
    })?;
    let body = root.child("body").ok_or_else(|| Refusal::new("import.docx-broken"))?;
    let own = relations(&mut parts, &main);
    let mut gathered = Gathered::default();
    let mut reader = reader(&mut parts, &root, own, &mut gathered);
    reader.guesses_headings = guesses_headings(body, &reader.styles);
    let guesses = reader.guesses_headings;
    let blocks = reader.blocks(body);
    let title = reader.title.take();
    let lang = spoken(&reader.languages);
    let mut imported = Imported { title, lang, ..Imported::default() };
    let blocks = if guesses { guessed(blocks, &mut gathered) } else { blocks };
    outline(blocks, &mut imported);
    if let Some(properties) = part_of_kind(&top, "core-properties").and_then(|name| tree_of(&mut parts, name)) {
        properties_of(&properties, &mut imported);
    }
    gathered.into_imported(&mut imported);
    Ok(imported)
}

fn reader<'a>(parts: &mut Parts<'_>, root: &Element, own: Relations, gathered: &'a mut Gathered) -> Reader<'a> {
    let mut of_kind = |kind: &str| part_of_kind(&own, kind).and_then(|name| tree_of(parts, name));
    let styles = of_kind("styles").as_ref().map(Styles::of).unwrap_or_default();
    let numbering = of_kind("numbering").as_ref().map(Numbering::of).unwrap_or_default();
    let comments = of_kind("comments").as_ref().map(comments).unwrap_or_default();
    let notes = [(NoteKind::Footnote, "footnotes"), (NoteKind::Endnote, "endnotes")]
        .into_iter()
        .filter_map(|(kind, name)| {
            let part = part_of_kind(&own, name)?;
            let notes = notes(&tree_of(parts, part)?);
            Some((kind, Notes { notes, relations: relations(parts, part) }))
        })
        .collect();
    Reader {
        styles,
        numbering,
        notes,
        comments,
        wanted: wanted_names(root),
        relations: own,
        gathered,
        fields: Vec::new(),
        languages: BTreeMap::new(),
        counters: BTreeMap::new(),
        depth: 0,
        anchors: Vec::new(),
        entries: parts.names().map(str::to_owned).collect(),
        title: None,
        guesses_headings: false,
    }
}

fn tree_of(parts: &mut Parts<'_>, name: &str) -> Option<Element> {
    tree(&parts.read(name)?).ok()
}

fn notes(root: &Element) -> BTreeMap<String, Element> {
    // Lines between text and notes have a type (ECMA-376 part 1, section 17.11.10).
    let own = root.elements().filter(|note| note.attribute("type").is_none_or(|kind| kind == "normal"));
    own.filter_map(|note| Some((note.attribute("id")?.to_owned(), note.clone()))).collect()
}

fn comments(root: &Element) -> BTreeMap<String, (String, String)> {
    let own = root.elements().filter_map(|comment| {
        let author = comment.attribute("author").unwrap_or("").to_owned();
        let words: Vec<String> =
            comment.matching(&|element| element.name == "p").iter().map(|paragraph| paragraph.text()).collect();
        Some((comment.attribute("id")?.to_owned(), (author, words.join(" "))))
    });
    own.collect()
}

/// Tells whether bold lines must serve as headings: no paragraph is one by its style.
fn guesses_headings(body: &Element, styles: &Styles) -> bool {
    let paragraphs = body.matching(&|element| element.name == "p");
    !paragraphs.iter().any(|paragraph| matches!(styles.role(paragraph.child("pPr")), Role::Heading(_)))
}

/// Returns a text whose headings are bold lines; where there is nothing else, they are none.
fn guessed(blocks: Vec<Block>, gathered: &mut Gathered) -> Vec<Block> {
    let is_heading = |block: &Block| matches!(block, Block::Heading { .. });
    if !blocks.iter().any(is_heading) {
        return blocks;
    }
    if blocks.iter().all(is_heading) {
        let paragraph = |block: Block| match block {
            Block::Heading { content, .. } => Block::Paragraph(vec![Inline::Strong(content)]),
            block => block,
        };
        return blocks.into_iter().map(paragraph).collect();
    }
    gathered.place.clear();
    gathered.lose(Message::new("import.lost-guessed"));
    blocks
}

/// Returns the language that most letters are in.
fn spoken(languages: &BTreeMap<String, usize>) -> Option<Lang> {
    let mut by_base: BTreeMap<String, usize> = BTreeMap::new();
    for (tag, letters) in languages {
        let base = tag.split(['-', '_']).next().unwrap_or(tag).to_lowercase();
        *by_base.entry(base).or_default() += letters;
    }
    let (base, _) = by_base.into_iter().max_by_key(|(_, letters)| *letters)?;
    Lang::parse(&base)
}

/// Takes over what the document says of itself (ECMA-376 part 2, section 8.3).
fn properties_of(properties: &Element, imported: &mut Imported) {
    let told = |name: &str| {
        let words = properties.child(name)?.text();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    };
    let title = told("title").filter(|title| {
        let lower = title.to_lowercase();
        !NO_TITLES.contains(&lower.as_str()) && !lower.starts_with("microsoft word")
    });
    if imported.title.is_none() {
        imported.title = title;
    }
}
