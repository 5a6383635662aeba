//! What was read → the folders and files of a course, in our Markdown.
//!
//! 1. Every picture, film and download gets a name that every disk holds (`names`).
//! 2. Modules and lessons become folders and files, numbered in their order.
//! 3. Their blocks are written so that they are read back as the same text (`blocks`, `inline`, `quiz`, `escape`): no
//!    text of a stranger's becomes a fence, a gap, a link, a tag or a head.

mod blocks;
mod escape;
mod inline;
mod names;
mod quiz;

pub(crate) use quiz::can_be_named;

use crate::import::imported::{Block, Imported, Lesson, Module, plain_blocks};
use crate::import::write::blocks::{Inside, blocks};
use crate::import::write::inline::Page;
use crate::import::write::names::{Names, media_names};
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
    let mut pages = Pages {
        index: page(&title, &imported.introduction, &media, layout.truth),
        title: title.clone(),
        media,
        ..Pages::default()
    };
    let mut names = Names::new(layout.lang, layout.modules.clone());
    let modules = imported.modules.iter().filter(|module| !is_empty(module));
    for (module, number) in modules.zip(layout.first_module..) {
        let own = module.title.as_deref().map_or_else(|| title.clone(), escape::spaced);
        let folder = names.numbered(number, &own, "module");
        pages.add_module(&folder, &own, module, layout);
        pages.modules.push(folder);
    }
    pages
}

fn is_empty(module: &Module) -> bool {
    module.introduction.is_empty() && module.lessons.iter().all(|lesson| lesson.blocks.is_empty())
}

impl Pages {
    fn add_module(&mut self, folder: &str, title: &str, module: &Module, layout: &Layout<'_>) {
        let index = page(title, &module.introduction, &self.media, layout.truth);
        self.texts.push((format!("{folder}/index.md"), index));
        let mut names = Names::new(layout.lang, BTreeSet::new());
        let lessons = module.lessons.iter().filter(|lesson| !lesson.blocks.is_empty());
        for (lesson, number) in lessons.zip(1..) {
            let own = lesson.title.as_deref().map_or_else(|| title.to_owned(), escape::spaced);
            let name = names.numbered(number, &own, "lesson");
            self.texts.push((format!("{folder}/{name}.md"), page(&own, &lesson.blocks, &self.media, layout.truth)));
            self.lessons += 1;
            self.questions += questions(lesson);
        }
    }
}

fn questions(lesson: &Lesson) -> usize {
    let count = |block: &Block| if let Block::Quiz(quiz) = block { quiz.questions.len() } else { 0 };
    lesson.blocks.iter().map(count).sum()
}

/// Returns a page with its head.
fn page(title: &str, content: &[Block], media: &[String], truth: [&str; 2]) -> String {
    let mut page = Page { media, truth, notes: Vec::new() };
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
