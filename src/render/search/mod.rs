//! Search without a server: for each edition one script that holds an index over its pages, and for each of its
//! modules one that holds the words, for what is shown of a page that was found.
//!
//! 1. Each page becomes plain words ([`plain`]): what a reader sees before anything is answered.
//! 2. The words are folded ([`fold`]), so that no keyboard lacks a letter.
//! 3. The index says which pages hold which word ([`index`]); the part `search` of the player reads it.

mod fold;
mod index;
mod plain;

use crate::fingerprint::Fingerprint;
use crate::model::{Course, Edition, GlossaryEntry, Lesson, Module};
use crate::render::address::{self, Place};
use crate::render::indices::{Indices, Script};
use crate::render::search::plain::Plain;
use crate::render::site::Site;
use crate::tree::{Keeper, OutPath};
use rayon::prelude::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use serde::Serialize;

/// Returns the indices and texts of every edition that is rendered.
pub(crate) fn indices(site: &Site<'_>, keeper: &dyn Keeper) -> Indices {
    let editions: Vec<(&Course, &Edition, Vec<Script>)> = site
        .editions()
        .into_par_iter()
        .map(|(course, edition)| (course, edition, scripts(site, course, edition, keeper)))
        .collect();
    let mut indices = Indices::default();
    for (course, edition, scripts) in editions {
        if let Some((path, _)) = scripts.first() {
            indices.places.insert((course.id.clone(), edition.lang.clone()), path.clone());
        }
        indices.files.extend(scripts);
    }
    indices
}

/// What is found together: a module, the glossary, or the course's own page.
struct Group<'a> {
    title: &'a str,
    pages: Vec<Source<'a>>,
}

/// A page that can be found.
#[derive(Clone, Copy)]
enum Source<'a> {
    Course,
    Module(&'a Module),
    Lesson(&'a Lesson),
    Term(&'a GlossaryEntry),
}

/// What the index says of a group.
#[derive(Serialize)]
struct GroupView<'a> {
    title: &'a str,
    /// The file that holds its texts.
    text: String,
    /// Title and address of each page, one after the other; addresses are seen from the course's page.
    pages: Vec<String>,
}

#[derive(Serialize)]
struct IndexView<'a> {
    course: &'a str,
    groups: Vec<GroupView<'a>>,
    words: &'a str,
    found: &'a str,
}

/// A page, read.
struct Page {
    title: String,
    text: String,
    words: index::Words,
}

/// Returns the scripts of an edition: its index, then its texts.
fn scripts(site: &Site<'_>, course: &Course, edition: &Edition, keeper: &dyn Keeper) -> Vec<Script> {
    let keep = |path: OutPath, script: String| {
        let body = keeper.keep(&path, script.into_bytes());
        (path, body)
    };
    let groups = groups(site, edition);
    // The words alone of each page are kept until all are there; its text goes out at once.
    let told = groups.par_iter().enumerate().map(|(number, group)| {
        let pages: Vec<Page> = group.pages.iter().map(|source| read(site, course, edition, *source)).collect();
        let lines: Vec<&str> = pages.iter().map(|page| page.text.as_str()).collect();
        let call = format!("alforja.told({},{number},{});\n", json(&course.id.as_str()), json(&lines));
        let path = place("text", course, edition, &format!("{number}-"), &call);
        let mut view = GroupView { title: group.title, text: file_name(&path), pages: Vec::new() };
        let text = keep(path, call);
        let mut words = Vec::with_capacity(pages.len());
        for (source, page) in group.pages.iter().zip(pages) {
            view.pages.extend([page.title, address(site, course, edition, *source)]);
            words.push(page.words);
        }
        (view, text, words)
    });
    let (mut views, mut texts, mut words) = (Vec::new(), Vec::new(), Vec::new());
    for (view, text, of_group) in told.collect::<Vec<_>>() {
        views.push(view);
        texts.push(text);
        words.extend(of_group);
    }
    let columns = index::columns(&words);
    let view = IndexView { course: course.id.as_str(), groups: views, words: &columns.words, found: &columns.found };
    let call = format!("alforja.found({});\n", json(&view));
    let mut scripts = vec![keep(place("index", course, edition, "", &call), call)];
    scripts.extend(texts);
    scripts
}

fn groups<'a>(site: &'a Site<'_>, edition: &'a Edition) -> Vec<Group<'a>> {
    let mut groups = vec![Group { title: &edition.title.value, pages: vec![Source::Course] }];
    groups.extend(edition.modules.iter().map(|module| {
        let lessons = module.lessons.iter().map(Source::Lesson);
        Group { title: &module.title.value, pages: std::iter::once(Source::Module(module)).chain(lessons).collect() }
    }));
    if edition.glossary.is_some() {
        let title = site.catalogs.get(&edition.lang).text("page.glossary");
        groups.push(Group { title, pages: edition.glossary_entries.iter().map(Source::Term).collect() });
    }
    groups
}

fn read(site: &Site<'_>, course: &Course, edition: &Edition, source: Source<'_>) -> Page {
    let mut plain = Plain::default();
    let lines = |plain: &mut Plain, summary: &Option<String>, objectives: &[String]| {
        summary.iter().chain(objectives).for_each(|words| plain.line(words));
    };
    let title = match source {
        Source::Course => {
            lines(&mut plain, &edition.summary, &edition.objectives);
            plain::read(site, course, edition, &edition.introduction, "course", &mut plain);
            edition.title.value.clone()
        }
        Source::Module(module) => {
            lines(&mut plain, &module.summary, &[]);
            plain::read(site, course, edition, &module.introduction, module.id.as_str(), &mut plain);
            module.title.value.clone()
        }
        Source::Lesson(lesson) => {
            lines(&mut plain, &None, &lesson.objectives);
            plain::read(site, course, edition, &lesson.text, lesson.id.as_str(), &mut plain);
            lesson.title.value.clone()
        }
        Source::Term(entry) => {
            if let Some(text) = &edition.glossary {
                plain::read_blocks(site, course, edition, text, &entry.meaning, &mut plain);
            }
            entry.plain.clone()
        }
    };
    let parts = [
        (index::Place::Title, title.as_str()),
        (index::Place::Heading, plain.headings.as_str()),
        (index::Place::Text, plain.text.as_str()),
    ];
    Page { words: index::Words::of(parts), title, text: plain.text }
}

fn address(site: &Site<'_>, course: &Course, edition: &Edition, source: Source<'_>) -> String {
    let (id, lang) = (&course.id, &edition.lang);
    let place = match source {
        Source::Course => Place::Course(id, lang),
        Source::Module(module) => Place::Module(id, lang, &module.id),
        Source::Lesson(lesson) => Place::Lesson(id, lang, &lesson.id),
        Source::Term(_) => Place::Glossary(id, lang),
    };
    let home = address::path(site.profile, Place::Course(id, lang));
    let page = address::path(site.profile, place).relative_from(&home);
    match source {
        Source::Term(entry) => format!("{page}#{}", entry.id),
        _ => page,
    }
}

fn place(kind: &str, course: &Course, edition: &Edition, number: &str, script: &str) -> OutPath {
    let hash = Fingerprint::of(script.as_bytes()).short();
    OutPath::fixed(&format!("assets/{kind}-{}-{}-{number}{hash}.js", course.id, edition.lang))
}

fn file_name(path: &OutPath) -> String {
    path.as_str().rsplit('/').next().unwrap_or_default().to_owned()
}

/// Old browsers take these two in no string of a script.
fn json(view: &impl Serialize) -> String {
    let written = serde_json::to_string(view).expect("views hold nothing that JSON cannot");
    match written.contains(['\u{2028}', '\u{2029}']) {
        true => written.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029"),
        false => written,
    }
}
