//! An export as XLIFF 2.1 (OASIS, 13 February 2018): one `<file>` a page, one `<unit>` a block.
//!
//! Markup is inline codes: `<pc>` around words, `<ph>` alone, what they stand for in `<originalData>` (sections 4.2.3.1,
//! 4.2.3.2). Suggestions are translation candidates (section 5.1).

use crate::locale::Catalog;
use crate::parse::{Code, CodeKind, Marks, Piece, UnitKind, pieces};
use crate::translate::form::xml;
use crate::translate::{Entry, EntryState, Export};

/// Returns an export as one XLIFF file.
pub(super) fn write(export: &Export, catalog: &Catalog) -> String {
    let mut told = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    told.push_str(&format!(
        "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" xmlns:mtc=\"urn:oasis:names:tc:xliff:matches:2.0\" \
         version=\"2.1\" srcLang=\"{}\" trgLang=\"{}\">\n",
        export.from, export.to
    ));
    for (number, page) in (1..).zip(&export.pages) {
        told.push_str(&format!(
            "<file id=\"f{number}\" original=\"{}\" xml:space=\"preserve\">\n<notes>\n",
            xml::text(&page.path)
        ));
        for (category, words) in
            [("alforja-course", &export.course), ("alforja-basis", &page.basis), ("source", &page.source_path)]
        {
            told.push_str(&format!("<note category=\"{category}\">{}</note>\n", xml::text(words)));
        }
        told.push_str("</notes>\n");
        for entry in &page.entries {
            push_unit(&mut told, entry, catalog);
        }
        told.push_str("</file>\n");
    }
    told.push_str("</xliff>\n");
    told
}

fn push_unit(told: &mut String, entry: &Entry, catalog: &Catalog) {
    told.push_str(&format!("<unit id=\"{}\">\n", entry.id));
    if !entry.suggestions.is_empty() {
        told.push_str("<mtc:matches>\n");
        for suggestion in &entry.suggestions {
            told.push_str(&format!(
                "<mtc:match ref=\"#s\" type=\"tm\" matchQuality=\"{0}\" similarity=\"{0}\"><source>{1}</source><target>{2}</target></mtc:match>\n",
                suggestion.percent,
                xml::text(&suggestion.source),
                xml::text(&suggestion.text)
            ));
        }
        told.push_str("</mtc:matches>\n");
    }
    let kind = format!("translate.kind-{}", entry.kind.name());
    told.push_str(&format!(
        "<notes><note category=\"kind\">{}</note><note category=\"line\">{}</note></notes>\n",
        xml::text(catalog.text(&kind)),
        entry.line
    ));
    let mut codes = Codes::default();
    let source = codes.content(&entry.source, entry.marks, entry.kind);
    codes.begin_target();
    let target = entry.translation.as_ref().map(|text| codes.content(text, entry.marks, entry.kind));
    if !codes.data.is_empty() {
        told.push_str("<originalData>\n");
        for (number, data) in (1..).zip(&codes.data) {
            told.push_str(&format!("<data id=\"d{number}\">{}</data>\n", xml::text(data)));
        }
        told.push_str("</originalData>\n");
    }
    let state = if entry.state == EntryState::Done { "translated" } else { "initial" };
    told.push_str(&format!("<segment id=\"s\" state=\"{state}\">\n<source>{source}</source>\n"));
    if let Some(target) = target {
        told.push_str(&format!("<target>{target}</target>\n"));
    }
    told.push_str("</segment>\n</unit>\n");
}

/// The codes of one unit.
#[derive(Default)]
struct Codes {
    /// What they stand for, each once.
    data: Vec<String>,
    /// What opens each code of the source, by its number.
    of_source: Vec<String>,
    /// Which of them the target has already.
    used: Vec<bool>,
    /// How many codes there are.
    count: usize,
    in_target: bool,
}

impl Codes {
    fn begin_target(&mut self) {
        self.in_target = true;
        self.used = vec![false; self.of_source.len()];
    }

    /// Returns words with their codes as XML.
    fn content(&mut self, text: &str, marks: Marks, kind: UnitKind) -> String {
        let pieces = pieces(text, marks, kind);
        let partners = partners(&pieces);
        let mut told = String::new();
        for (at, piece) in pieces.iter().enumerate() {
            let words = &text[piece.range.clone()];
            match (&piece.code, partners[at]) {
                (None, _) => told.push_str(&xml::text(words)),
                (Some(Code { kind: CodeKind::Open, .. }), Some(end)) => {
                    let (id, first) = (self.id(words), self.datum(words));
                    let last = self.datum(&text[pieces[end].range.clone()]);
                    told.push_str(&format!("<pc id=\"{id}\" dataRefStart=\"d{first}\" dataRefEnd=\"d{last}\">"));
                }
                (Some(Code { kind: CodeKind::Close, .. }), Some(_)) => told.push_str("</pc>"),
                (Some(_), _) => {
                    let (id, data) = (self.id(words), self.datum(words));
                    told.push_str(&format!("<ph id=\"{id}\" dataRef=\"d{data}\"/>"));
                }
            }
        }
        told
    }

    /// Returns the number of a code: in the target that of the source's which it is.
    fn id(&mut self, words: &str) -> usize {
        if !self.in_target {
            self.count += 1;
            self.of_source.push(words.to_owned());
            return self.count;
        }
        let free = (0..self.of_source.len()).find(|at| !self.used[*at] && self.of_source[*at] == words);
        match free {
            Some(at) => {
                self.used[at] = true;
                at + 1
            }
            None => {
                self.count += 1;
                self.count
            }
        }
    }

    fn datum(&mut self, words: &str) -> usize {
        let at = self.data.iter().position(|data| data == words).unwrap_or_else(|| {
            self.data.push(words.to_owned());
            self.data.len() - 1
        });
        at + 1
    }
}

/// Returns for each piece that opens the one that closes it, and the other way round.
fn partners(pieces: &[Piece]) -> Vec<Option<usize>> {
    let mut partners = vec![None; pieces.len()];
    let mut open = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece.code.as_ref().map(|code| code.kind) {
            Some(CodeKind::Open) => open.push(at),
            Some(CodeKind::Close) => {
                if let Some(start) = open.pop() {
                    (partners[start], partners[at]) = (Some(at), Some(start));
                }
            }
            _ => {}
        }
    }
    partners
}
