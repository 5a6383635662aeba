//! The browser's runtime: plain scripts, joined in order behind the words of one language.
//!
//! 1. The core is on every page, and knows where the other parts stand.
//! 2. A part is put on the pages that need it, or the core brings it in when a learner asks for it.
//! 3. Each part carries the words that it alone says.

use crate::fingerprint::Fingerprint;
use crate::locale::Catalog;
use crate::render::{Audience, Layout, Offline, RenderProfile};
use crate::tree::OutPath;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A file of the player: its name and its text, in as few bytes as the build could make it.
pub type ScriptFile = (&'static str, &'static str);

macro_rules! script {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!(env!("OUT_DIR"), "/player/", $path)))),*]
    };
}

/// The files of the core, in the order they are joined: what every lesson needs, questions among it. They stand in
/// one script, because two would be heavier on the way than the one is.
pub const CORE: &[ScriptFile] = script![
    "words.js",
    "typed.js",
    "keep.js",
    "grade.js",
    "draw.js",
    "state.js",
    "page.js",
    "load.js",
    "store.js",
    "save.js",
    "people.js",
    "progress.js",
    "choice.js",
    "gaps.js",
    "order.js",
    "open.js",
    "card.js",
    "quiz.js",
    "start.js",
];

/// What makes results of what a learner did, and then whatever else a part needs.
macro_rules! record {
    ($($more:literal),* $(,)?) => {
        script![
            "course.js",
            "record/utf8.js",
            "record/sha256.js",
            "record/spoken.js",
            "record/line.js",
            "record/result.js",
            "record/learner.js",
            $($more),*
        ]
    };
}

/// What makes results of what a learner did: for pages that are not those of the part `results`.
pub const RECORD: &[ScriptFile] = record![];

/// A part of the player in a script of its own.
struct Part {
    /// Its name: that of its script, and of the section of words that it alone says.
    name: &'static str,
    files: &'static [ScriptFile],
}

/// Every part beside the core: those of a page's content, then those that a learner asks for.
const PARTS: &[Part] = &[
    Part { name: "catalogue", files: script!["mine.js", "catalogue.js"] },
    Part { name: "fields", files: script!["notes.js"] },
    Part {
        name: "meetings",
        files: script!["days.js", "alone.js", "meetings/plan.js", "meetings/file.js", "meetings/page.js"],
    },
    Part { name: "agenda", files: script!["alone.js", "agenda.js"] },
    Part { name: "support", files: script!["support.js"] },
    Part {
        name: "films",
        files: script!["films/rules.js", "films/captions.js", "films/place.js", "films/trouble.js", "films/film.js"],
    },
    Part { name: "course", files: script!["course.js", "days.js", "stands.js", "mine.js", "path.js", "coursepage.js"] },
    Part { name: "path", files: script!["mine.js", "path.js"] },
    Part { name: "survey", files: script!["profile.js", "survey.js"] },
    Part { name: "outcome", files: script!["outcome.js"] },
    Part { name: "drag", files: script!["drag.js"] },
    Part { name: "notes", files: script!["days.js", "notes/gather.js", "notes/copies.js", "notes/page.js"] },
    Part { name: "contents", files: script!["contents.js"] },
    Part {
        name: "me",
        files: script![
            "days.js",
            "shelf.js",
            "pack/bits.js",
            "pack/answers.js",
            "pack/words.js",
            "pack/pack.js",
            "me/join.js",
            "me/file.js",
            "me/code.js",
            "me/parts.js",
            "me/who.js",
            "me/done.js",
            "me/read.js",
            "me/ask.js",
            "me/carry.js",
            "me/text.js",
            "me/erase.js",
            "me/me.js",
        ],
    },
    Part {
        name: "search",
        files: script!["search/fold.js", "search/reader.js", "search/query.js", "search/snippet.js", "search/page.js"],
    },
    Part {
        name: "results",
        files: record!["results/standing.js", "results/ask.js", "results/offers.js", "results/results.js"],
    },
    Part {
        name: "certificate",
        files: script![
            "course.js",
            "record/utf8.js",
            "record/sha256.js",
            "record/spoken.js",
            "record/learner.js",
            "days.js",
            "certificate.js",
        ],
    },
    // Words of its own it has none: those who draw a picture say what it is.
    Part { name: "qr", files: script!["record/utf8.js", "vendor/qrcode.js", "qr.js"] },
    Part { name: "session", files: script!["trainer/timetable.js", "trainer/kept.js", "trainer/session.js"] },
    Part { name: "materials", files: script!["trainer/timetable.js", "trainer/kept.js", "trainer/materials.js"] },
    Part {
        name: "present",
        files: script![
            "trainer/screens.js",
            "trainer/fit.js",
            "trainer/stage.js",
            "trainer/bar.js",
            "trainer/present.js"
        ],
    },
    Part { name: "document", files: script!["document/leaves.js", "document/document.js"] },
    Part { name: "offline", files: script!["offline/copy.js", "offline/fetch.js", "offline/box.js"] },
];

/// Which of them keeps a course of an online copy on a device.
const OFFLINE: &str = "offline";

/// Which of them are for a trainer's pages alone.
const OF_TRAINER: &[&str] = &["session", "materials", "present"];

/// Which of the others a trainer's pages have too: nothing is answered there, and nothing kept.
const ALSO_OF_TRAINER: &[&str] = &["films", "contents", "search", "agenda", DOCUMENT];

/// Which of them turns the pages of a document that holds many.
const DOCUMENT: &str = "document";

/// The worker of an online copy that can be kept; it shares what it knows of copies with the part.
const WORKER: &[ScriptFile] = script!["offline/copy.js", "offline/worker.js"];

/// What runs on a stick's own pages: where to start, and the check of the copy.
const START: &[ScriptFile] = script!["stick/spoken.js"];
const CHECK: &[ScriptFile] = script!["stick/sha256.js", "stick/spoken.js", "stick/check.js"];

/// What runs on the page that checks certificates.
const PROOF: &[ScriptFile] = script![
    "days.js",
    "record/utf8.js",
    "record/sha256.js",
    "record/spoken.js",
    "vendor/nacl.js",
    "proof/certificate.js",
    "stick/spoken.js",
    "proof/page.js",
];

const HUB: &[ScriptFile] = script!["keep.js", "shelf.js", "hub.js"];

/// The player's scripts in one language: where each stands, and its text.
pub(crate) struct Scripts {
    /// What is on every page.
    pub(crate) core: (OutPath, String),
    /// The other parts, by name.
    pub(crate) parts: BTreeMap<&'static str, (OutPath, String)>,
}

impl Scripts {
    /// Returns the scripts in the language of `catalog`.
    pub(crate) fn new(catalog: &Catalog, profile: &RenderProfile) -> Self {
        let named = |name: &str, text: String| {
            let hash = Fingerprint::of(text.as_bytes()).short();
            (OutPath::fixed(&format!("assets/{name}-{hash}.js")), text)
        };
        let in_language = |name: &str| format!("{name}-{}", catalog.lang());
        let parts: BTreeMap<&'static str, (OutPath, String)> = PARTS
            .iter()
            .filter(|part| part.name != OFFLINE || profile.offline == Offline::Installable)
            .filter(|part| match profile.audience {
                Audience::Learner => !OF_TRAINER.contains(&part.name),
                Audience::Trainer => OF_TRAINER.contains(&part.name) || ALSO_OF_TRAINER.contains(&part.name),
            })
            .filter(|part| part.name != DOCUMENT || profile.layout == Layout::Document)
            .map(|part| {
                let words = words(catalog, part.name);
                // A part that says nothing is the same in every language.
                let script = match words.is_empty() {
                    true => named(part.name, joined(part.files)),
                    false => {
                        let words = crate::render::view::json(&words).0;
                        named(&in_language(part.name), format!("alforja.add({words});\n{}", joined(part.files)))
                    }
                };
                (part.name, script)
            })
            .collect();
        let file_name = |path: &OutPath| path.as_str().rsplit('/').next().unwrap_or_default().to_owned();
        let asked_for = parts.iter().filter(|(name, _)| is_asked_for(name));
        let addresses = asked_for.map(|(name, (path, _))| (*name, file_name(path))).collect();
        Self { core: named(&in_language("player"), script(catalog, "player", CORE, addresses)), parts }
    }

    /// Returns every script with its place.
    pub(crate) fn files(&self) -> impl Iterator<Item = &(OutPath, String)> {
        std::iter::once(&self.core).chain(self.parts.values())
    }
}

/// Tells whether a script brings a part in; the core need not know where the others stand.
fn is_asked_for(part: &str) -> bool {
    let call = format!(".load('{part}')");
    let files = PARTS.iter().flat_map(|part| part.files).chain(CORE);
    files.into_iter().any(|(_, text)| text.contains(&call))
}

#[derive(Serialize)]
struct Start<'a> {
    words: Map<String, Value>,
    forms: &'a [&'static str],
    table: &'a str,
    decimal: &'a str,
    group: &'a str,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    parts: BTreeMap<&'static str, String>,
}

/// Returns one classic script that needs no other: the words of `section`, then `files`.
///
/// `words` holds texts and plural forms; `forms` names the plural forms that the language has, and
/// `table` says for each count from 0 to 199 which of them it takes (a count from 200 on takes that of
/// `100 + count % 100`).
pub fn bundle(catalog: &Catalog, section: &str, files: &[ScriptFile]) -> String {
    script(catalog, section, files, BTreeMap::new())
}

/// Returns a script that stands behind the core of a page: the words of `section`, then `files`.
pub fn behind_core(catalog: &Catalog, section: &str, files: &[ScriptFile]) -> String {
    format!("alforja.add({});\n{}", crate::render::view::json(&words(catalog, section)).0, joined(files))
}

/// Returns the page that keeps the learner's state on `file:` addresses.
pub(crate) fn hub() -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>alforja</title>\n<script>\n{}</script>\n<body></body>\n</html>\n",
        joined(HUB)
    )
}

/// Returns the script of the page that a stick begins with.
pub(crate) fn start_page() -> String {
    joined(START)
}

/// Returns the script of the page that checks certificates.
pub(crate) fn proof_page() -> String {
    joined(PROOF)
}

/// Returns the script of the page that checks a copy.
pub(crate) fn check_page() -> String {
    joined(CHECK)
}

/// Returns the worker's script; `words` is what it says where a page is not kept.
pub(crate) fn worker(words: &impl Serialize) -> String {
    format!(
        "self.window=self;window.alforja={{}};alforja.words={};\n{}",
        crate::render::view::json(words).0,
        joined(WORKER)
    )
}

fn script(catalog: &Catalog, section: &str, files: &[ScriptFile], parts: BTreeMap<&'static str, String>) -> String {
    let (forms, table) = plurals(catalog);
    let (decimal, group) = (catalog.decimal(), catalog.group());
    let start = Start { words: words(catalog, section), forms: &forms, table: &table, decimal, group, parts };
    format!("window.alforja={};\n{}", crate::render::view::json(&start).0, joined(files))
}

/// Returns the words of a section: texts, and plural forms by their names.
fn words(catalog: &Catalog, section: &str) -> Map<String, Value> {
    let word = |(name, _): (&str, &str)| {
        let key = format!("{section}.{name}");
        let value = match catalog.forms(&key) {
            Some(forms) => forms.iter().map(|(form, text)| (form.clone(), Value::from(text.as_str()))).collect(),
            None => Value::from(catalog.text(&key)),
        };
        (name.to_owned(), value)
    };
    catalog.section(section).map(word).collect()
}

/// Returns the plural forms of the language, and for each count from 0 to 199 the place of its form as a digit.
fn plurals(catalog: &Catalog) -> (Vec<&'static str>, String) {
    let mut forms: Vec<&'static str> = Vec::new();
    let mut table = String::new();
    for count in 0..200 {
        let form = catalog.plural_category(count);
        let index = forms.iter().position(|known| *known == form).unwrap_or_else(|| {
            forms.push(form);
            forms.len() - 1
        });
        table.push(char::from_digit(index as u32, 10).unwrap_or('0'));
    }
    (forms, table)
}

fn joined(files: &[ScriptFile]) -> String {
    files.iter().map(|(_, text)| *text).collect()
}

#[cfg(test)]
mod tests {
    use super::{CORE, Scripts, bundle};
    use crate::locale::{Catalogs, Lang};
    use crate::render::{Offline, RenderProfile};

    #[test]
    fn a_bundle_begins_with_its_words() {
        let catalogs = Catalogs::embedded(&[]).unwrap();
        let script = bundle(catalogs.get(&Lang::parse("pt").unwrap()), "player", CORE);
        let first = script.lines().next().unwrap();
        let start: serde_json::Value =
            serde_json::from_str(first.strip_prefix("window.alforja=").unwrap().trim_end_matches(';')).unwrap();
        assert_eq!(start["decimal"], ",");
        assert_eq!(start["forms"], serde_json::json!(["one", "other"]));
        assert_eq!(start["table"].as_str().unwrap().len(), 200);
        assert!(start["table"].as_str().unwrap().starts_with("0011"), "Portuguese counts 0 as one");
        assert!(start["words"]["saved"].is_string());
        assert!(!script.contains("/*"));
    }

    #[test]
    fn the_core_knows_where_the_parts_stand_that_it_brings_in() {
        let profile = RenderProfile { offline: Offline::Installable, ..RenderProfile::of_course() };
        let catalogs = Catalogs::embedded(&[]).unwrap();
        let scripts = Scripts::new(catalogs.get(&Lang::parse("mn").unwrap()), &profile);
        for (name, (path, text)) in &scripts.parts {
            let file = path.as_str().strip_prefix("assets/").unwrap();
            let known = scripts.core.1.contains(&format!("\"{name}\":\"{file}\""));
            match *name {
                "contents" | "path" | "qr" => assert!(known, "{name}"),
                "course" | "notes" | "results" | "certificate" => assert!(!known, "{name}: its pages bring it"),
                _ => {}
            }
            assert_eq!(text.starts_with("alforja.add({"), file.contains("-mn-"), "{name}");
        }
    }
}
