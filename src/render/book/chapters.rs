//! Which pages a book has, in the order in which they are read.

use crate::locale::Catalogs;
use crate::model::{Course, Edition, LessonId, ModuleId};
use crate::render::address::{self, Place};
use crate::render::{Layout, RenderProfile};
use crate::tree::OutPath;

/// A page of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    /// What it is.
    pub kind: ChapterKind,
    /// Where it stands.
    pub path: OutPath,
    /// What the contents call it.
    pub title: String,
}

/// What a page of a book is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChapterKind {
    /// The cover.
    Cover,
    /// The course's own page.
    Course,
    /// A module's page: a part of the book.
    Module(ModuleId),
    /// A lesson, in the part above it.
    Lesson(LessonId),
    /// The glossary.
    Glossary,
    /// The answers at the back; no such page is made where there are none.
    Answers,
}

/// Returns the pages that a book of the edition may have, in the order in which they are read.
pub fn chapters(course: &Course, edition: &Edition, catalogs: &Catalogs) -> Vec<Chapter> {
    let words = catalogs.get(&edition.lang);
    let lang = &edition.lang;
    let profile = RenderProfile { layout: Layout::Book, ..RenderProfile::of_course() };
    let chapter = |kind, place, title: &str| {
        let path = address::path(&profile, place);
        Chapter { kind, path, title: title.to_owned() }
    };
    let cover = Chapter {
        kind: ChapterKind::Cover,
        path: OutPath::fixed("cover.xhtml"),
        title: words.text("book.cover").into(),
    };
    let own = chapter(ChapterKind::Course, Place::Course(&course.id, lang), &edition.title.value);
    let mut all = vec![cover, own];
    for (number, module) in (1..).zip(&edition.modules) {
        let title = format!("{number}. {}", module.title.value);
        all.push(chapter(ChapterKind::Module(module.id.clone()), Place::Module(&course.id, lang, &module.id), &title));
        all.extend(module.lessons.iter().map(|lesson| {
            let place = Place::Lesson(&course.id, lang, &lesson.id);
            chapter(ChapterKind::Lesson(lesson.id.clone()), place, &lesson.title.value)
        }));
    }
    if edition.glossary.is_some() {
        let place = Place::Glossary(&course.id, lang);
        all.push(chapter(ChapterKind::Glossary, place, words.text("page.glossary")));
    }
    all.push(chapter(ChapterKind::Answers, Place::Answers(&course.id, lang), words.text("book.answers")));
    all
}
