//! Small courses for the tests of this room.

use crate::locale::{Catalogs, Lang};
use crate::model::{
    Completion, CompletionRule, Course, CourseId, CourseSettings, Document, Edition, Lesson, LessonId, Library,
    LibrarySettings, Localised, Module, ModuleId, PackageSettings, Support, Text,
};
use crate::span::{FileId, SourcePath, Sources, Span, Spanned};
use std::sync::Arc;

const FILE: FileId = FileId(0);

fn spanned(text: &str) -> Spanned<String> {
    Spanned::new(text.to_owned(), Span::start_of(FILE))
}

fn text() -> Text {
    let document = Document {
        file: FILE,
        blocks: Vec::new(),
        links: Vec::new(),
        media: Vec::new(),
        anchors: Vec::new(),
        footnotes: Vec::new(),
        words: 0,
    };
    Text { document: Arc::new(document), links: Vec::new(), media: Vec::new(), banks: Vec::new() }
}

fn lesson(number: usize) -> Lesson {
    Lesson {
        id: LessonId::new(&format!("basics/lesson-{number}")),
        file: FILE,
        title: spanned("Lesson"),
        minutes: Some(10),
        objectives: Vec::new(),
        roles: Vec::new(),
        text: text(),
    }
}

/// Returns a course with one edition of so many lessons.
pub(crate) fn course(id: &str, lang: &str, lessons: usize) -> Course {
    let module = Module {
        id: ModuleId::new("basics"),
        title: spanned("Basics"),
        summary: None,
        introduction: text(),
        lessons: (0..lessons).map(lesson).collect(),
    };
    let edition = Edition {
        lang: Lang::parse(lang).unwrap(),
        title: spanned("Хадгаламж"),
        summary: Some("Хадгалж, зээлж сурна.".to_owned()),
        objectives: Vec::new(),
        introduction: text(),
        glossary: None,
        glossary_entries: Vec::new(),
        modules: vec![module],
    };
    Course {
        id: CourseId::new(id),
        folder: SourcePath::new(id),
        settings: settings(),
        editions: vec![edition],
        assets: Vec::new(),
        films: Vec::new(),
    }
}

fn settings() -> CourseSettings {
    CourseSettings {
        version: "1.2.0".to_owned(),
        source_language: None,
        licence: Some("CC-BY-4.0".to_owned()),
        authors: Vec::new(),
        minutes: None,
        requires: Vec::new(),
        pass: Some(70),
        completion: Completion { lessons: CompletionRule::All, quizzes: CompletionRule::All },
        roles: Vec::new(),
        based_on: Vec::new(),
        cover: None,
        package: PackageSettings::default(),
        span: Span::start_of(FILE),
    }
}

/// Returns a library that holds this course alone, and the embedded words.
pub(crate) fn library(course: Course) -> (Library, Catalogs) {
    let settings = LibrarySettings {
        title: Localised::default(),
        organisation: None,
        languages: course.editions.iter().map(|edition| edition.lang.clone()).collect(),
        theme: "default".to_owned(),
        url: None,
        support: Support::default(),
        learner_fields: Vec::new(),
        package: PackageSettings::default(),
        span: Span::start_of(FILE),
    };
    let library = Library { settings, courses: vec![course], sources: Sources::default() };
    (library, Catalogs::embedded(&[]).unwrap())
}
