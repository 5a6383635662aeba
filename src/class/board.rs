//! What the trainer's board is told: who is in the class and what they did, only what is new since the board asked last.

use crate::class::clerk::News;
use crate::class::folder::{ASIDE, RESULTS};
use crate::class::register::{Learner, Register};
use crate::class::site::EditionView;
use crate::render::qr_code;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// What a board is told of a class.
#[derive(Serialize)]
pub(crate) struct BoardView<'a> {
    /// What to ask with the next time.
    since: String,
    /// Whether the learners are all there are, or only those who changed.
    whole: bool,
    /// Whether the disk took what came last, and the record.
    kept: bool,
    recorded: bool,
    /// The time by this computer's clock, in seconds since 1970-01-01.
    now: u64,
    pin: &'a str,
    /// How phones reach the class, the likeliest first.
    ways: Vec<WayView>,
    editions: &'a [EditionView],
    /// Where the result files are.
    folder: String,
    /// Where those are of learners who were taken out.
    aside: String,
    learners: Vec<LearnerView<'a>>,
    /// Who was taken out since, by the ids of their results.
    gone: Vec<&'a str>,
}

/// An address by which phones reach the class.
#[derive(Serialize)]
struct WayView {
    address: String,
    /// Its QR code, with the PIN, as an SVG.
    code: String,
}

#[derive(Serialize)]
struct LearnerView<'a> {
    id: &'a str,
    name: &'a str,
    code: &'a str,
    fields: &'a BTreeMap<String, String>,
    joined: u64,
    seen: u64,
    courses: BTreeMap<&'a str, CourseView<'a>>,
    results: Vec<HandedView<'a>>,
}

#[derive(Serialize)]
struct CourseView<'a> {
    lang: &'a str,
    at: u64,
    state: BTreeMap<&'a str, &'a Value>,
}

#[derive(Serialize)]
struct HandedView<'a> {
    course: &'a str,
    lang: &'a str,
    at: u64,
    file: &'a str,
    completed: bool,
    passed: bool,
    score: Option<u8>,
}

/// What belongs to the class itself.
pub(crate) struct Room<'a> {
    pub(crate) now: u64,
    /// What tells this run of the program from others.
    pub(crate) run: &'a str,
    pub(crate) addresses: Vec<String>,
    pub(crate) editions: &'a [EditionView],
    pub(crate) folder: &'a Path,
}

/// Returns the version that a board knows which asks with `since`: 0 where it knows nothing of this run.
pub(crate) fn known(since: &str, run: &str) -> u64 {
    let version = since.split_once('-').filter(|(of, _)| *of == run).and_then(|(_, version)| version.parse().ok());
    version.unwrap_or_default()
}

/// Returns what a board is told that knows the version `known` of the register, as JSON.
pub(crate) fn told(register: &Register, room: Room<'_>, news: News, known: u64) -> String {
    let changed = register.learners.iter().filter(|(_, learner)| known == 0 || learner.changed > known);
    let way = |address: String| {
        let code = qr_code(&with_pin(&address, &register.pin)).map_or_else(String::new, |code| code.0);
        WayView { address, code }
    };
    let view = BoardView {
        since: format!("{}-{}", room.run, register.version),
        whole: known == 0,
        kept: news.is_kept,
        recorded: news.is_recorded,
        now: room.now,
        pin: &register.pin,
        ways: room.addresses.into_iter().map(way).collect(),
        editions: room.editions,
        folder: room.folder.join(RESULTS).display().to_string(),
        aside: room.folder.join(ASIDE).display().to_string(),
        learners: changed.map(|(id, learner)| learner_view(id, learner)).collect(),
        gone: register
            .gone
            .iter()
            .filter(|(_, since)| known > 0 && **since > known)
            .map(|(id, _)| id.as_str())
            .collect(),
    };
    serde_json::to_string(&view).expect("texts are always JSON")
}

/// Returns the address of a class that brings the PIN along. What stands behind `#` is never sent anywhere.
pub(crate) fn with_pin(address: &str, pin: &str) -> String {
    format!("{address}#pin={pin}")
}

fn learner_view<'a>(id: &'a str, learner: &'a Learner) -> LearnerView<'a> {
    let courses = learner.courses.iter().map(|(id, course)| {
        // What learners wrote in their own words is in their results, where they wish it; it is nothing for a board.
        let shown = course.state.iter().filter(|(key, _)| is_shown(key)).map(|(key, value)| (key.as_str(), value));
        (id.as_str(), CourseView { lang: &course.lang, at: course.at, state: shown.collect() })
    });
    let results = learner.results.iter().map(|((course, lang), handed)| HandedView {
        course,
        lang,
        at: handed.at,
        file: &handed.file,
        completed: handed.completed,
        passed: handed.passed,
        score: handed.score,
    });
    LearnerView {
        id,
        name: &learner.name,
        code: &learner.code,
        fields: &learner.fields,
        joined: learner.joined,
        seen: learner.seen,
        courses: courses.collect(),
        results: results.collect(),
    }
}

fn is_shown(key: &str) -> bool {
    matches!(key, "last" | "role" | "done" | "v") || ["l:", "q:", "z:"].iter().any(|kind| key.starts_with(kind))
}
