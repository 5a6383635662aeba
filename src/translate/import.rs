//! What a translator sent back → pages.
//!
//! 1. Each block that came back is found in the source as it is now, by its name or its words; what fits nowhere is told.
//! 2. A translation that lost a link, an answer or other markup is refused with its place.
//! 3. A page that has a translation for every block is written: where it is built as its source, only the bytes of what
//!    changed; else anew from the source, with all that was translated in its place. A page that lacks a block is left as it
//!    is: readers never get one that is half in another language.
//! 4. A page that would be read back differently is refused; so is one that was changed since the export.

use crate::diagnostic::{Diagnostic, Message};
use crate::locale::{Catalogs, Lang};
use crate::model::Library;
use crate::parse::{
    CodeKind, Place, Unit, UnitInput, UnitKind, code_differences, folded, pieces, replaced, units, with_record, written,
};
use crate::span::{FileId, SourcePath, Span};
use crate::translate::entry::{ids, is_bare};
use crate::translate::export::basis;
use crate::translate::record::unknown;
use crate::translate::status::{read, record};
use crate::translate::{
    BlockState, Certainty, Made, Pairing, ReadEntry, ReadFile, Record, Sheet, pair, sheets, source_of,
};
use std::collections::BTreeMap;
use std::ops::Range;

/// What may be done that is otherwise refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Force {
    /// Pages that were changed since the export, or have blocks of their own, are written over; the old ones are kept.
    pub changed: bool,
    /// What fits is taken, although the course has changed since the export.
    pub partial: bool,
}

/// A page to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where.
    pub path: SourcePath,
    /// What.
    pub text: String,
    /// Whether the page that stands there is kept beside it.
    pub keeps_old: bool,
}

/// What came of a file.
#[derive(Debug, Clone, Default)]
pub struct Merged {
    /// The pages to be written.
    pub changes: Vec<Change>,
    /// How many blocks have another translation than before.
    pub blocks: usize,
    /// The pages that lack translations, and how many.
    pub waiting: Vec<(String, usize)>,
    /// What is wrong; where there is an error, nothing may be written. Places are in the file that was read.
    pub diagnostics: Vec<Diagnostic>,
}

/// Returns the pages that a file of translations makes of a course.
pub fn merge(library: &Library, catalogs: &Catalogs, file: &ReadFile, number: FileId, force: Force) -> Merged {
    let mut merged = Merged { diagnostics: file.diagnostics.clone(), ..Merged::default() };
    for diagnostic in &mut merged.diagnostics {
        diagnostic.span.file = number;
        diagnostic.labels.iter_mut().for_each(|(span, _)| span.file = number);
    }
    let head = Span::start_of(number);
    let Some((course, to)) = file.course.as_deref().zip(file.to.as_ref()) else {
        if merged.diagnostics.is_empty() {
            merged.diagnostics.push(Diagnostic::error("translate/no-head", head));
        }
        return merged;
    };
    let Some(course) = library.courses.iter().find(|own| own.id.as_str() == course) else {
        let known = library.courses.iter().map(|own| own.id.as_str());
        let none = Diagnostic::error("translate/no-course", head).with("id", course);
        merged.diagnostics.push(none.hint_nearest(course, known));
        return merged;
    };
    let Some(source) = source_of(course).filter(|source| source.lang != *to) else {
        merged.diagnostics.push(Diagnostic::error("translate/own-language", head).with("lang", to));
        return merged;
    };
    if let Some(from) = file.from.as_ref().filter(|from| **from != source.lang) {
        let other = Diagnostic::error("translate/other-source", head).with("found", from);
        merged.diagnostics.push(other.with("lang", &source.lang));
        return merged;
    }
    let sheets = sheets(library, course, std::slice::from_ref(to));
    for page in file.pages.iter().filter(|page| !page.entries.is_empty()) {
        let Some(sheet) = sheets.iter().find(|sheet| sheet.path == page.path) else {
            let first = page.entries.iter().find(|entry| !entry.translation.is_empty());
            if let Some(entry) = first.filter(|_| !force.partial) {
                let gone = Diagnostic::error("translate/no-page", Span::new(number, entry.range.clone()));
                merged.diagnostics.push(gone.with("path", &page.path).hint(Message::new("hint/partial")));
            }
            continue;
        };
        let job = Job { library, catalogs, from: &source.lang, to, sheet, number, force };
        job.page(page.basis.as_deref(), &page.entries, &mut merged);
    }
    merged.diagnostics.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.code));
    merged
}

/// One page and what came back of it.
struct Job<'a> {
    library: &'a Library,
    catalogs: &'a Catalogs,
    from: &'a Lang,
    to: &'a Lang,
    sheet: &'a Sheet,
    number: FileId,
    force: Force,
}

/// The translation that a block of the source gets.
#[derive(Debug, Clone)]
struct Slot {
    text: String,
    made: Made,
    /// Where it came from, if it is another one than before.
    range: Option<Range<usize>>,
}

impl Job<'_> {
    fn page(&self, basis_then: Option<&str>, entries: &[ReadEntry], merged: &mut Merged) {
        let told = merged.diagnostics.len();
        let source = read(self.library, self.catalogs, self.sheet.source, self.sheet.kind);
        let target = &self.sheet.targets[0];
        let standing = target.file.map(|file| &*self.library.sources.file(file).text);
        let (own, pairing) = match target.file {
            Some(file) => {
                let own = read(self.library, self.catalogs, file, self.sheet.kind);
                let pairing = pair(&source, &own, record(self.library, file).as_ref());
                (own, pairing)
            }
            None => (Vec::new(), Pairing::nothing(source.len())),
        };
        let mut slots = self.standing(&source, &own, &pairing);
        let before = slots.clone();
        self.take(&source, entries, &mut slots, merged);
        let changed = slots.iter().flatten().filter(|slot| slot.range.is_some()).count();
        let missing = slots.iter().filter(|slot| slot.is_none()).count();
        if merged.diagnostics.len() > told {
            return;
        }
        if missing > 0 {
            if changed > 0 {
                merged.waiting.push((target.path.to_string(), missing));
            }
            return;
        }
        let slots: Vec<Slot> = slots.into_iter().flatten().collect();
        // That a translation of unknown origin came back as it went tells nothing: the page keeps its bytes.
        let confirmed = before.iter().zip(&slots).any(|(before, slot)| {
            before.as_ref().is_none_or(|before| before.made.is_known() && before.made != slot.made)
        });
        if standing.is_some() && changed == 0 && !confirmed {
            return;
        }
        let text = self.text(&source, &own, &pairing, standing, &slots);
        if standing.is_some_and(|standing| standing == text) {
            return;
        }
        let first = entries.first().map_or(0..0, |entry| entry.range.clone());
        let then = basis_then.unwrap_or("?");
        let was_changed = then != standing.map_or_else(|| "-".to_owned(), basis);
        for (key, wrong) in
            [("translate/changed-since", was_changed), ("translate/own-blocks", !pairing.added.is_empty())]
        {
            if wrong && !self.force.changed {
                let refused = Diagnostic::error(key, Span::new(self.number, first.clone())).with("path", &target.path);
                merged.diagnostics.push(refused.hint(Message::new("hint/force")));
            }
        }
        self.read_back(&text, &source, &slots, merged);
        // What could not be read as a text is not lost either.
        let unread = |standing: &str| standing.is_empty() || standing.contains(char::REPLACEMENT_CHARACTER);
        let keeps_old = standing.is_some_and(|standing| was_changed || !pairing.added.is_empty() || unread(standing));
        merged.changes.push(Change { path: target.path.clone(), text, keeps_old });
        merged.blocks += changed;
    }

    /// Returns the translations that stand in the page.
    fn standing(&self, source: &[Unit], own: &[Unit], pairing: &Pairing) -> Vec<Option<Slot>> {
        let old = self.sheet.targets[0].file.and_then(|file| record(self.library, file));
        let blocks = source.iter().zip(&pairing.blocks).map(|(unit, (state, at))| {
            let text = match at {
                Some(at) => own[*at].text.clone(),
                None if is_bare(unit) => unit.text.clone(),
                None => return None,
            };
            let made = match (state, at) {
                (BlockState::Current, _) | (_, None) => Made::of(unit),
                (BlockState::Outdated, Some(at)) => {
                    let made = old.as_ref().filter(|old| old.made.len() == own.len()).map(|old| old.made[*at].clone());
                    made.unwrap_or_else(|| unknown(unit.kind))
                }
                _ => unknown(unit.kind),
            };
            Some(Slot { text, made, range: None })
        });
        blocks.collect()
    }

    /// Puts what came back into its slots.
    fn take(&self, source: &[Unit], entries: &[ReadEntry], slots: &mut [Option<Slot>], merged: &mut Merged) {
        let names: BTreeMap<String, usize> = ids(source).into_iter().zip(0..).collect();
        let words: Vec<String> = source.iter().map(|unit| folded(&unit.text)).collect();
        let mut taken = vec![false; source.len()];
        for entry in entries {
            let same = folded(&entry.source);
            let named = entry.id.as_ref().and_then(|id| names.get(id)).copied().filter(|at| words[*at] == same);
            let worded = || {
                let alike = (0..words.len()).filter(|at| words[*at] == same && !taken[*at]);
                let skip = if entry.id.is_some() { 0 } else { entry.occurrence - 1 };
                let alike: Vec<usize> = alike.collect();
                let free = (0..words.len()).filter(|at| words[*at] == same).nth(skip).filter(|at| !taken[*at]);
                free.or_else(|| alike.first().copied())
            };
            let Some(at) = named.filter(|at| !taken[*at]).or_else(worded) else {
                if !entry.translation.trim().is_empty() && !self.force.partial {
                    let short: String = same.chars().take(60).collect();
                    let gone = Diagnostic::error("translate/no-longer-there", self.span(entry));
                    merged.diagnostics.push(gone.with("text", short).hint(Message::new("hint/partial")));
                }
                continue;
            };
            taken[at] = true;
            self.take_one(&source[at], entry, &mut slots[at], merged);
        }
    }

    fn take_one(&self, unit: &Unit, entry: &ReadEntry, slot: &mut Option<Slot>, merged: &mut Merged) {
        let text = tidy(unit.kind, &entry.translation);
        let before = slot.as_ref().map(|slot| folded(&slot.text));
        let is_same = before.as_ref().is_some_and(|before| *before == folded(&text));
        let sure = match entry.certainty {
            Certainty::Sure => true,
            Certainty::IfChanged => !is_same,
            Certainty::Unsure => false,
        };
        if text.is_empty() || !sure {
            return;
        }
        let made = Made::of(unit);
        if is_same {
            // The translator stands by what was there.
            if let Some(slot) = slot {
                slot.made = made;
            }
            return;
        }
        let (lost, more) = code_differences(
            (&unit.text, self.catalogs.get(self.from)),
            (&text, self.catalogs.get(self.to)),
            unit.marks,
            unit.kind,
        );
        for (key, codes) in [("translate/markup-lost", lost), ("translate/markup-added", more)] {
            if !codes.is_empty() {
                let wrong = Diagnostic::error(key, self.span(entry)).with("codes", codes.join("`, `"));
                merged.diagnostics.push(wrong.hint(Message::new("hint/source-says").with("text", &unit.text)));
            }
        }
        *slot = Some(Slot { text: own_notes(unit, &text), made, range: Some(entry.range.clone()) });
    }

    /// Returns the page with every translation in its place.
    fn text(&self, source: &[Unit], own: &[Unit], pairing: &Pairing, standing: Option<&str>, slots: &[Slot]) -> String {
        let made = slots.iter().map(|slot| slot.made.clone()).collect();
        let record = Record { lang: self.from.clone(), made }.to_string();
        let alike = pairing.added.is_empty()
            && pairing.removed.is_empty()
            && own.len() == source.len()
            && pairing.blocks.iter().zip(0..).all(|((_, own), at)| *own == Some(at));
        if let Some(standing) = standing.filter(|_| alike) {
            let changed = own.iter().zip(slots).filter(|(_, slot)| slot.range.is_some());
            let changes = changed.map(|(unit, slot)| {
                (unit.range.clone(), written(Place { text: standing, unit }, &own_notes(unit, &slot.text)))
            });
            return with_record(&replaced(standing, &changes.collect::<Vec<_>>()), &record);
        }
        let text = &*self.library.sources.file(self.sheet.source).text;
        let changes = (0..source.len()).filter(|at| source[*at].text != slots[*at].text);
        let changes = changes.map(|at| {
            let (unit, slot) = (&source[at], &slots[at]);
            let words = own_notes(unit, &slot.text);
            // Lines that the translator has broken stay as they are.
            let kept = pairing.blocks[at].1.map(|own_at| &own[own_at]).filter(|old| {
                slot.range.is_none() && old.prefix() == unit.prefix() && words == slot.text && !unit.kind.is_quoted()
            });
            let bytes = match (kept, standing) {
                (Some(old), Some(standing)) => standing[old.range.clone()].to_owned(),
                _ => written(Place { text, unit }, &words),
            };
            (unit.range.clone(), bytes)
        });
        with_record(&replaced(text, &changes.collect::<Vec<_>>()), &record)
    }

    /// Tells of every translation that would be read as something else than it was meant.
    fn read_back(&self, text: &str, source: &[Unit], slots: &[Slot], merged: &mut Merged) {
        let found = units(UnitInput { text, catalogs: self.catalogs, kind: self.sheet.kind });
        let same = |at: usize| {
            found.get(at).is_some_and(|unit| {
                let meant = Place { text, unit };
                unit.kind == source[at].kind && folded(&unit.text) == folded(&read_of(meant, &slots[at].text))
            })
        };
        let wrong = (0..slots.len()).find(|at| !same(*at));
        let wrong = wrong.or_else(|| (found.len() != slots.len()).then(|| slots.len().saturating_sub(1)));
        let Some(wrong) = wrong else { return };
        // What reads differently may come from a translation before it.
        let range = slots.iter().take(wrong + 1).rev().find_map(|slot| slot.range.clone()).unwrap_or(0..0);
        let breaks = Diagnostic::error("translate/breaks-page", Span::new(self.number, range));
        let text = source.get(wrong).map_or("", |unit| unit.text.as_str());
        merged.diagnostics.push(breaks.hint(Message::new("hint/source-says").with("text", text)));
    }

    fn span(&self, entry: &ReadEntry) -> Span {
        Span::new(self.number, entry.range.clone())
    }
}

/// Returns what is read of words that were written at `place`.
fn read_of(place: Place<'_>, words: &str) -> String {
    match place.unit.kind {
        UnitKind::Attribute => words.replace('"', "”").replace(['{', '}'], ""),
        UnitKind::Cell | UnitKind::Answer | UnitKind::Title | UnitKind::Summary | UnitKind::Objective => {
            let bytes = written(place, words);
            let own = own_notes(place.unit, words);
            if matches!(place.unit.kind, UnitKind::Cell | UnitKind::Answer) {
                own_notes(place.unit, &bytes)
            } else {
                own
            }
        }
        _ => own_notes(place.unit, words),
    }
}

/// Returns a translation as a unit's words are: one line, but for wanted line breaks; code and HTML keep their lines.
fn tidy(kind: UnitKind, text: &str) -> String {
    let text = text.trim().replace("\r\n", "\n");
    if kind.keeps_lines() {
        return text;
    }
    let lines: Vec<&str> = text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
    let mut told = String::with_capacity(text.len());
    for (at, line) in lines.iter().enumerate() {
        told.push_str(line);
        if at + 1 < lines.len() {
            told.push(if line.ends_with('\\') { '\n' } else { ' ' });
        }
    }
    told
}

/// Returns a translation in which footnotes are named as they are in the page that it goes to.
fn own_notes(unit: &Unit, text: &str) -> String {
    let mentions = |text: &str, unit: &Unit| -> Vec<Range<usize>> {
        let pieces = pieces(text, unit.marks, unit.kind);
        let codes = pieces.into_iter().filter(|piece| {
            piece.code.as_ref().is_some_and(|code| code.kind == CodeKind::Alone && code.signature == "[^…]")
        });
        codes.map(|piece| piece.range).collect()
    };
    let (own, theirs) = (mentions(&unit.text, unit), mentions(text, unit));
    let changes: Vec<_> = theirs.into_iter().zip(own).map(|(range, own)| (range, unit.text[own].to_owned())).collect();
    replaced(text, &changes)
}
