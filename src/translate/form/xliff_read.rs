//! An XLIFF 2 file that came back.

use crate::locale::Lang;
use crate::translate::form::xml::{Part, What, attribute, parts};
use crate::translate::form::{Certainty, ReadEntry, ReadFile};
use std::collections::{BTreeMap, BTreeSet};

/// Reads an XLIFF file of version 2.
pub(super) fn read(text: &str) -> ReadFile {
    let mut file = ReadFile::default();
    let parts = match parts(text) {
        Ok(parts) => parts,
        Err((key, at)) => {
            let at = at.min(text.len());
            file.wrong(key, at..at);
            return file;
        }
    };
    let mut reading = Reading { file, ..Reading::default() };
    for part in &parts {
        reading.part(part);
    }
    if !reading.is_xliff {
        reading.file.wrong("translate/not-xliff", 0..0);
    }
    reading.file
}

/// What of a file was read so far.
#[derive(Default)]
struct Reading {
    file: ReadFile,
    is_xliff: bool,
    path: Option<String>,
    /// The elements that are open.
    open: Vec<String>,
    note: Option<(String, String)>,
    unit: Option<Unit>,
    /// Names of units of the page.
    seen: BTreeSet<(String, String)>,
}

/// A unit on its way.
#[derive(Default)]
struct Unit {
    id: String,
    start: usize,
    data: BTreeMap<String, String>,
    datum: Option<(String, String)>,
    /// The number of suggestions that are open: their words are not the unit's.
    matches: usize,
    source: String,
    target: String,
    has_target: bool,
    initial: bool,
    /// What closes the codes that are open.
    closing: Vec<String>,
    end: usize,
}

impl Reading {
    fn part(&mut self, part: &Part) {
        match &part.what {
            What::Open(name, attributes) => {
                self.begin(name, attributes, part.end);
                self.open.push(name.clone());
            }
            What::Close(name) => {
                self.open.pop();
                self.end(name, part.end);
            }
            What::Text(words) => self.words(words),
        }
    }

    fn begin(&mut self, name: &str, attributes: &[(String, String)], at: usize) {
        let value = |name: &str| attribute(attributes, name).map(str::to_owned);
        match name {
            "xliff" if self.open.is_empty() => {
                self.is_xliff = value("version").is_some_and(|version| version.starts_with("2."));
                self.file.from = value("srcLang").and_then(|tag| Lang::parse(&tag));
                self.file.to = value("trgLang").and_then(|tag| Lang::parse(&tag));
            }
            "file" => {
                self.path = value("original");
                if let Some(path) = &self.path {
                    self.file.page(path);
                }
            }
            "note" if self.unit.is_none() => self.note = value("category").map(|category| (category, String::new())),
            "unit" => {
                let id = value("id").unwrap_or_default();
                self.unit = Some(Unit { id, start: at, ..Unit::default() });
            }
            _ => self.begin_in_unit(name, attributes, at),
        }
    }

    fn begin_in_unit(&mut self, name: &str, attributes: &[(String, String)], at: usize) {
        let side = self.side();
        let Some(unit) = &mut self.unit else { return };
        let datum = |name: &str| attribute(attributes, name).and_then(|id| unit.data.get(id)).cloned();
        match name {
            "match" => unit.matches += 1,
            _ if unit.matches > 0 => {}
            "segment" => unit.initial |= attribute(attributes, "state").is_none_or(|state| state == "initial"),
            "data" => unit.datum = attribute(attributes, "id").map(|id| (id.to_owned(), String::new())),
            "target" => {
                unit.has_target = true;
                unit.start = at;
            }
            "cp" => {
                let code = attribute(attributes, "hex").and_then(|hex| u32::from_str_radix(hex, 16).ok());
                self.words(&code.and_then(char::from_u32).map(String::from).unwrap_or_default());
            }
            "pc" if side.is_some() => {
                let (first, last) = (datum("dataRefStart"), datum("dataRefEnd"));
                let known = first.is_some() && last.is_some();
                unit.closing.push(last.unwrap_or_default());
                self.code(first.filter(|_| known), at);
            }
            "ph" | "sc" | "ec" if side.is_some() => {
                let data = datum("dataRef");
                self.code(data, at);
            }
            _ => {}
        }
    }

    /// Adds what a code stands for; one that stands for nothing is lost.
    fn code(&mut self, data: Option<String>, at: usize) {
        match data {
            Some(data) => self.words(&data),
            None => self.file.wrong("translate/xliff-code", at..at),
        }
    }

    /// Tells whether words belong to the source or the target.
    fn side(&self) -> Option<bool> {
        let unit = self.unit.as_ref().filter(|unit| unit.matches == 0);
        unit.and_then(|_| {
            self.open.iter().rev().find_map(|name| match name.as_str() {
                "source" => Some(false),
                "target" => Some(true),
                _ => None,
            })
        })
    }

    fn words(&mut self, words: &str) {
        if let Some((_, note)) = &mut self.note {
            note.push_str(words);
        }
        let side = self.side();
        let Some(unit) = &mut self.unit else { return };
        if let Some((_, datum)) = &mut unit.datum {
            datum.push_str(words);
        }
        match side {
            Some(true) => unit.target.push_str(words),
            Some(false) => unit.source.push_str(words),
            None => {}
        }
    }

    fn end(&mut self, name: &str, at: usize) {
        if name == "note"
            && let Some((category, words)) = self.note.take()
        {
            match category.as_str() {
                "alforja-course" => self.file.course = Some(words),
                "alforja-basis" => {
                    if let Some(path) = self.path.clone() {
                        self.file.page(&path).basis = Some(words);
                    }
                }
                _ => {}
            }
        }
        let side = self.side();
        let Some(unit) = &mut self.unit else { return };
        match name {
            "match" => unit.matches = unit.matches.saturating_sub(1),
            "data" => {
                if let Some((id, words)) = unit.datum.take() {
                    unit.data.insert(id, words);
                }
            }
            "pc" if side.is_some() => {
                if let Some(words) = unit.closing.pop() {
                    self.words(&words);
                }
            }
            "target" => unit.end = at,
            "unit" => self.end_unit(at),
            _ => {}
        }
    }

    fn end_unit(&mut self, at: usize) {
        let Some(unit) = self.unit.take() else { return };
        let end = if unit.has_target { unit.end } else { at };
        let range = unit.start.min(end)..end;
        let Some(path) = self.path.clone() else {
            self.file.wrong("translate/no-context", range);
            return;
        };
        if !self.seen.insert((path.clone(), unit.id.clone())) {
            self.file.wrong("translate/twice", range);
            return;
        }
        let certainty = if unit.initial { Certainty::IfChanged } else { Certainty::Sure };
        let (id, source, translation) = (Some(unit.id), unit.source, unit.target);
        self.file.page(&path).entries.push(ReadEntry { id, occurrence: 1, source, translation, certainty, range });
    }
}
