//! Small courses for the tests of this room.

use crate::locale::{Catalogs, Lang};
use crate::model::{
    Budget, Checks, Completion, CompletionRule, Course, CourseId, CourseSettings, Edition, Film, Lesson, LessonId,
    Library, LibrarySettings, Localised, Module, ModuleId, PackageSettings, Pictures, Rung, SessionSettings, Support,
    Text,
};
use crate::render::{GapShape, Outline, OutlineLesson, OutlineQuestion, OutlineQuiz};
use crate::span::{FileId, SourcePath, Sources, Span, Spanned};
use serde_json::Value;

const FILE: FileId = FileId(0);

fn spanned(text: &str) -> Spanned<String> {
    Spanned::new(text.to_owned(), Span::start_of(FILE))
}

fn text() -> Text {
    Text::empty(FILE)
}

fn lesson(number: usize) -> Lesson {
    Lesson {
        id: LessonId::new(&format!("basics/lesson-{number}")),
        file: FILE,
        title: spanned("Lesson"),
        minutes: Some(10),
        objectives: Vec::new(),
        roles: Vec::new(),
        lang: None,
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
        lang: None,
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

/// Returns a film that is on the web only.
pub(crate) fn film(url: &str) -> Film {
    Film {
        name: "film".to_owned(),
        title: Localised::default(),
        file: None,
        url: Some(url.into()),
        poster: None,
        duration: None,
        size: None,
        listed: crate::model::Listed::default(),
        captions: Vec::new(),
        chapters: Vec::new(),
        transcripts: Vec::new(),
        span: Span::start_of(FILE),
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
        fallback: None,
        outdated_note: None,
        checks: Checks::default(),
        package: PackageSettings::default(),
        session: SessionSettings::default(),
        span: Span::start_of(FILE),
    }
}

const KINDS: [&str; 7] = ["single", "multiple", "gaps", "order", "match", "open", "scale"];

/// Returns the outlines of `tests/fixtures/packing.json`, each with its whole vector.
pub(crate) fn packing_vectors() -> Vec<(Outline, Value)> {
    let vectors: Vec<Value> = serde_json::from_str(include_str!("../../tests/fixtures/packing.json")).unwrap();
    vectors.into_iter().map(|vector| (outline(&vector["outline"]), vector)).collect()
}

fn outline(value: &Value) -> Outline {
    Outline {
        course: value["course"].as_str().unwrap().to_owned(),
        version: "1.0.0".to_owned(),
        lang: "mn".to_owned(),
        title: String::new(),
        completion: crate::render::Completion { lessons: "all", quizzes: "all" },
        pass: None,
        roles: Vec::new(),
        lessons: list(&value["lessons"], outline_lesson),
    }
}

fn outline_lesson(value: &Value) -> OutlineLesson {
    OutlineLesson {
        id: value["id"].as_str().unwrap().to_owned(),
        href: String::new(),
        title: String::new(),
        roles: Vec::new(),
        quizzes: list(&value["quizzes"], quiz),
    }
}

fn quiz(value: &Value) -> OutlineQuiz {
    OutlineQuiz {
        id: value["id"].as_str().unwrap().to_owned(),
        graded: true,
        pass: None,
        required: false,
        draw: None,
        attempts: value["attempts"].as_u64().unwrap() as u32,
        dimensions: Vec::new(),
        questions: list(&value["questions"], question),
    }
}

fn question(value: &Value) -> OutlineQuestion {
    OutlineQuestion {
        id: value["id"].as_str().unwrap().to_owned(),
        kind: KINDS.into_iter().find(|kind| value["kind"] == *kind).unwrap(),
        count: value["count"].as_u64().unwrap() as usize,
        gaps: list(&value["gaps"], gap),
        points: 1,
        dimension: None,
    }
}

fn gap(value: &Value) -> GapShape {
    match value.as_str().unwrap() {
        "text" => GapShape::Text,
        "number" => GapShape::Number,
        choice => GapShape::Choice(choice.trim_start_matches("choice:").parse().unwrap()),
    }
}

fn list<T>(value: &Value, read: impl Fn(&Value) -> T) -> Vec<T> {
    value.as_array().map(|items| items.iter().map(read).collect()).unwrap_or_default()
}

/// Returns a library that holds this course alone, and the embedded words.
pub(crate) fn library(course: Course) -> (Library, Catalogs) {
    let settings = LibrarySettings {
        title: Localised::default(),
        organisation: None,
        languages: course.editions.iter().map(|edition| edition.lang.clone()).collect(),
        theme: spanned("default"),
        url: None,
        support: Support::default(),
        learner_fields: Vec::new(),
        fallback: Vec::new(),
        outdated_note: true,
        checks: Checks::default(),
        package: PackageSettings::default(),
        session: SessionSettings::default(),
        media: Rung::default(),
        pictures: Pictures::default(),
        budget: Budget::default(),
        span: Span::start_of(FILE),
    };
    let library = Library {
        settings,
        courses: vec![course],
        sources: Sources::default(),
        outdated: std::collections::BTreeSet::new(),
    };
    (library, Catalogs::embedded(&[]).unwrap())
}
