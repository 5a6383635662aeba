//! What was read → the folders and files of a course, in our Markdown.
//!
//! 1. Every picture, film and download gets a name that every disk holds (`names`).
//! 2. Modules and lessons become folders and files, numbered in their order; then it is known where links lead (`places`).
//! 3. Their blocks are written so that they are read back as the same text (`blocks`, `inline`, `quiz`, `escape`): no
//!    text of a stranger's becomes a fence, a gap, a link, a tag or a head.

mod blocks;
mod escape;
mod inline;
mod names;
mod places;
mod quiz;

pub(crate) use quiz::can_be_named;

use crate::import::imported::{Block, Imported, Lesson, Module, plain_blocks};
use crate::import::write::blocks::{Inside, blocks};
use crate::import::write::inline::Page;
use crate::import::write::names::{Names, media_names};
use crate::import::write::places::Places;
use crate::locale::Lang;
use crate::starter::value;
use std::collections::BTreeSet;

/// Where what is written will stand.
#[derive(Debug, Clone)]
pub struct Layout<'a> {
    /// The language that it is in.
    pub lang: &'a Lang,
    /// What the course is called, where the file does not say.
    pub title: &'a str,
    /// The words for true and false in that language.
    pub truth: [&'a str; 2],
    /// The number of the first module.
    pub first_module: usize,
    /// The names of the modules that there are, without their numbers.
    pub modules: BTreeSet<String>,
    /// The names of the media that there are, in lower case.
    pub media: BTreeSet<String>,
}

/// A course in files, none of them written yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pages {
    /// What the course is called.
    pub title: String,
    /// What `index.md` of a new course says.
    pub index: String,
    /// The module folders, in their order.
    pub modules: Vec<String>,
    /// Path below the language's folder, and text.
    pub texts: Vec<(String, String)>,
    /// The name in the course's media folder of each of [`Imported::media`].
    pub media: Vec<String>,
    /// How many lessons there are.
    pub lessons: usize,
    /// How many questions there are.
    pub questions: usize,
}

/// Returns the files that a course becomes.
pub fn pages(imported: &Imported, layout: &Layout<'_>) -> Pages {
    let media = media_names(&imported.media, layout.lang, &layout.media);
    let given = imported.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    let title = escape::spaced(given.unwrap_or(layout.title));
    let names = named(imported, layout, &title);
    let places = places(imported, layout, &names);
    let mut pages = Pages { title: title.clone(), ..Pages::default() };
    let write = |path: &str, title: &str, content: &[Block]| page(title, content, &media, &places, path, layout.truth);
    pages.index = write("index.md", &title, &imported.introduction);
    for (module, names) in full_modules(imported).zip(names) {
        let index = format!("{}/index.md", names.folder);
        pages.texts.push((index.clone(), write(&index, &names.title, &module.introduction)));
        for (lesson, (path, title)) in full_lessons(module).zip(&names.lessons) {
            pages.texts.push((path.clone(), write(path, title, &lesson.blocks)));
            pages.lessons += 1;
            pages.questions += questions(lesson);
        }
        pages.modules.push(names.folder);
    }
    pages.media = media;
    pages
}

/// What a module's folder and files are called.
struct ModuleNames {
    folder: String,
    title: String,
    /// The path and the title of each lesson.
    lessons: Vec<(String, String)>,
}

fn named(imported: &Imported, layout: &Layout<'_>, title: &str) -> Vec<ModuleNames> {
    let mut names = Names::new(layout.lang, layout.modules.clone());
    let module = |(module, number): (&Module, usize)| {
        let title = module.title.as_deref().map_or_else(|| title.to_owned(), escape::spaced);
        let folder = names.numbered(number, &title, "module");
        let mut names = Names::new(layout.lang, BTreeSet::new());
        let lesson = |(lesson, number): (&Lesson, usize)| {
            let own = lesson.title.as_deref().map_or_else(|| title.clone(), escape::spaced);
            let name = names.numbered(number, &own, "lesson");
            (format!("{folder}/{name}.md"), own)
        };
        let lessons = full_lessons(module).zip(1..).map(lesson).collect();
        ModuleNames { folder, title, lessons }
    };
    full_modules(imported).zip(layout.first_module..).map(module).collect()
}

/// Returns where links inside the import lead.
fn places(imported: &Imported, layout: &Layout<'_>, names: &[ModuleNames]) -> Places {
    let mut places = Places::default();
    // A course that is there has an introduction of its own.
    if layout.modules.is_empty() {
        places.add("index.md", &imported.introduction);
    }
    for (module, names) in full_modules(imported).zip(names) {
        places.add(&format!("{}/index.md", names.folder), &module.introduction);
        for (lesson, (path, _)) in full_lessons(module).zip(&names.lessons) {
            places.add(path, &lesson.blocks);
        }
    }
    places
}

fn full_modules(imported: &Imported) -> impl Iterator<Item = &Module> {
    imported.modules.iter().filter(|module| !is_empty(module))
}

fn full_lessons(module: &Module) -> impl Iterator<Item = &Lesson> {
    module.lessons.iter().filter(|lesson| !lesson.blocks.is_empty())
}

fn is_empty(module: &Module) -> bool {
    module.introduction.is_empty() && module.lessons.iter().all(|lesson| lesson.blocks.is_empty())
}

fn questions(lesson: &Lesson) -> usize {
    let count = |block: &Block| if let Block::Quiz(quiz) = block { quiz.questions.len() } else { 0 };
    lesson.blocks.iter().map(count).sum()
}

/// Returns a page with its head.
fn page(title: &str, content: &[Block], media: &[String], places: &Places, path: &str, truth: [&str; 2]) -> String {
    let mut page = Page { media, places, path, truth, notes: Vec::new() };
    let title =
        if title.trim().is_empty() { plain_blocks(content).chars().take(60).collect() } else { title.to_owned() };
    let mut told = format!("---\ntitle: {}\n---\n", value(title.trim()));
    let text = blocks(content, Inside::Lesson, &mut page);
    if !text.is_empty() {
        told.push_str(&format!("\n{text}\n"));
    }
    // A footnote's own footnotes stand in it in parentheses, so that none is added here.
    let notes = std::mem::take(&mut page.notes);
    for (note, number) in notes.iter().zip(1..) {
        let note = flat_notes(note);
        let words = blocks(&note, Inside::Answer, &mut page).replace('\n', "\n    ");
        let words = words.replace("\n    \n", "\n\n");
        told.push_str(&format!("\n[^{number}]: {}\n", if words.is_empty() { "…" } else { &words }));
    }
    told
}

/// Returns a footnote's blocks as paragraphs.
fn flat_notes(note: &[Block]) -> Vec<Block> {
    use crate::import::imported::{Inline, flat, plain_blocks};
    let without = |inline: Inline| match inline {
        Inline::Note(blocks) => Inline::Text(format!(" ({})", plain_blocks(&blocks))),
        inline => inline,
    };
    flat(note).into_iter().map(|line| Block::Paragraph(line.into_iter().map(without).collect())).collect()
}
