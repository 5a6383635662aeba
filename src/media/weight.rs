//! What media weigh, and what of it goes over the library's budget.

use crate::diagnostic::{Diagnostic, Message};
use crate::media::plan::MediaPlan;
use crate::media::used::used_assets;
use crate::model::{AssetKind, Course, Edition, Library, Overrun};
use crate::span::{SourcePath, Span, Spanned};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many things are named, the heaviest first.
const NAMED: usize = 5;
/// Styles, player and frame of a course, in bytes.
const FRAME: u64 = 155_000;
/// How many bytes of page come of a word, with what is said around it.
const WORD: u64 = 25;

/// Something that a course takes along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing<'a> {
    /// Its file in the library.
    pub path: &'a SourcePath,
    /// What it is.
    pub kind: AssetKind,
    /// What it weighs as it goes out, in bytes.
    pub size: u64,
    /// Where it is used first.
    pub place: Span,
}

/// Returns what these editions of a course take along, the heaviest first; what two of them share is there once.
pub fn things<'a>(
    course: &'a Course,
    editions: impl IntoIterator<Item = &'a Edition>,
    plan: &MediaPlan,
) -> Vec<Thing<'a>> {
    let mut files = BTreeMap::new();
    for (id, place) in used_assets(course, editions) {
        let asset = course.asset(id);
        for planned in plan.files(&course.id, id) {
            let thing = Thing { path: &asset.path, kind: planned.kind, size: planned.weight(), place };
            files.entry(&planned.path).or_insert(thing);
        }
    }
    let mut things: Vec<Thing<'a>> = files.into_values().collect();
    things.sort_by_key(|thing| (Reverse(thing.size), thing.path));
    things
}

/// Returns what goes over the budget that `alforja.yaml` gives, with the heaviest things and what to do about each.
pub fn over_budget(library: &Library, plan: &MediaPlan) -> Vec<Diagnostic> {
    let budget = &library.settings.budget;
    let mut found = Vec::new();
    for course in &library.courses {
        for thing in things(course, &course.editions, plan) {
            let (code, bound) = match thing.kind {
                AssetKind::Film => ("budget/film", &budget.film),
                AssetKind::Sound => ("budget/sound", &budget.sound),
                AssetKind::Picture => ("budget/picture", &budget.picture),
                AssetKind::Captions | AssetKind::Download => ("budget/file", &budget.file),
            };
            if let Some(most) = bound.as_ref().filter(|most| thing.size > most.value) {
                let diagnostic = overrun(budget.over, code, thing.place).with("path", thing.path);
                let diagnostic = diagnostic.with("bytes", thing.size).with("bytes-most", most.value);
                found.push(
                    diagnostic.label(most.span, Message::new("label/budget")).hint(Message::new(advice(thing.kind))),
                );
            }
        }
        let Some(most) = &budget.language else { continue };
        found.extend(course.editions.iter().filter_map(|edition| language(library, (course, edition), most, plan)));
    }
    found
}

fn language(
    library: &Library,
    (course, edition): (&Course, &Edition),
    most: &Spanned<u64>,
    plan: &MediaPlan,
) -> Option<Diagnostic> {
    let things = things(course, [edition], plan);
    let words: u64 = edition.texts().map(|text| u64::from(text.document.words)).sum();
    let size = FRAME + words * WORD + things.iter().map(|thing| thing.size).sum::<u64>();
    if size <= most.value {
        return None;
    }
    let diagnostic = overrun(library.settings.budget.over, "budget/language", most.span)
        .with("course", &course.id)
        .with("lang", &edition.lang)
        .with("bytes", size)
        .with("bytes-most", most.value);
    Some(things.iter().take(NAMED).fold(diagnostic, |diagnostic, thing| {
        let hint = Message::new(heavy(thing.kind))
            .with("path", thing.path)
            .with("bytes", thing.size)
            .with("place", &library.sources.file(thing.place.file).path);
        diagnostic.hint(hint)
    }))
}

fn overrun(over: Overrun, code: &'static str, span: Span) -> Diagnostic {
    match over {
        Overrun::Warning => Diagnostic::warning(code, span),
        Overrun::Error => Diagnostic::error(code, span),
    }
}

/// Returns what to do about something that is too heavy itself.
fn advice(kind: AssetKind) -> &'static str {
    match kind {
        AssetKind::Film => "hint/lighter-film",
        AssetKind::Sound => "hint/lighter-sound",
        AssetKind::Picture => "hint/lighter-picture",
        AssetKind::Captions | AssetKind::Download => "hint/lighter-file",
    }
}

/// Returns what to do about something that is among the heaviest.
fn heavy(kind: AssetKind) -> &'static str {
    match kind {
        AssetKind::Film => "hint/heavy-film",
        AssetKind::Sound => "hint/heavy-sound",
        AssetKind::Picture => "hint/heavy-picture",
        AssetKind::Captions | AssetKind::Download => "hint/heavy-file",
    }
}
