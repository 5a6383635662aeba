//! Courses, languages, modules and lessons as a whole.

use crate::check::Report;
use crate::diagnostic::Message;
use crate::model::{Course, CourseId, Edition, Lesson, LessonId, Library};
use crate::span::{FileId, Span, Spanned};
use std::collections::BTreeSet;

/// A course to be completed first that is not in the library.
pub(super) fn unknown_requirement(library: &Library, report: &mut Report<'_>) {
    for course in &library.courses {
        for required in course.settings.requires.iter().filter(|id| library.course(&id.value).is_none()) {
            let known = library.courses.iter().filter(|other| other.id != course.id).map(|other| other.id.as_str());
            let diagnostic = report.at(required.span).with("id", &required.value);
            report.tell(diagnostic.hint_nearest(required.value.as_str(), known));
        }
    }
}

/// Courses that must each be completed before the other.
pub(super) fn requires_itself(library: &Library, report: &mut Report<'_>) {
    for course in &library.courses {
        for required in &course.settings.requires {
            if leads_to(library, &required.value, &course.id) {
                let diagnostic = report.at(required.span).with("id", &course.id).with("required", &required.value);
                report.tell(diagnostic.hint(Message::new("hint/remove-requirement").with("id", &required.value)));
            }
        }
    }
}

fn leads_to(library: &Library, from: &CourseId, to: &CourseId) -> bool {
    let mut seen: BTreeSet<&CourseId> = BTreeSet::new();
    let mut open = vec![from];
    while let Some(id) = open.pop() {
        if id == to {
            return true;
        }
        if seen.insert(id) {
            let course = library.course(id).into_iter();
            open.extend(course.flat_map(|course| &course.settings.requires).map(|required| &required.value));
        }
    }
    false
}

/// A language of the menu in which there is no course.
pub(super) fn language_absent(library: &Library, report: &mut Report<'_>) {
    for lang in &library.settings.languages {
        let is_there = library.courses.iter().any(|course| course.edition(lang).is_some());
        if !is_there && !library.courses.is_empty() {
            let diagnostic = report.at(library.settings.span).with("lang", lang);
            report.tell(diagnostic.hint(Message::new("hint/unlist-language").with("lang", lang)));
        }
    }
}

/// A lesson of the source that a translation lacks.
pub(super) fn untranslated(library: &Library, report: &mut Report<'_>) {
    for (source, translation) in translations(library) {
        for lesson in lacking(translation, source) {
            let diagnostic = report.at(Span::start_of(lesson.file)).with("lang", &translation.lang);
            let diagnostic = diagnostic.with("title", &lesson.title.value);
            report.tell(diagnostic.hint(Message::new("hint/translate").with("lang", &translation.lang)));
        }
    }
}

/// A lesson of a translation that its source lacks.
pub(super) fn not_in_source(library: &Library, report: &mut Report<'_>) {
    for (source, translation) in translations(library) {
        for lesson in lacking(source, translation) {
            let diagnostic = report.at(Span::start_of(lesson.file)).with("title", &lesson.title.value);
            report.tell(diagnostic.with("lang", &source.lang).hint(Message::new("hint/same-path")));
        }
    }
}

/// Returns the lessons of `other` that `edition` has not.
fn lacking<'a>(edition: &Edition, other: &'a Edition) -> Vec<&'a Lesson> {
    let known: BTreeSet<&LessonId> = edition.lessons().map(|lesson| &lesson.id).collect();
    other.lessons().filter(|lesson| !known.contains(&lesson.id)).collect()
}

fn translations(library: &Library) -> impl Iterator<Item = (&Edition, &Edition)> {
    library.courses.iter().flat_map(|course| {
        let source = source(course);
        let others = course.editions.iter().filter(move |edition| source.is_some_and(|own| own.lang != edition.lang));
        others.filter_map(move |edition| Some((source?, edition)))
    })
}

fn source(course: &Course) -> Option<&Edition> {
    let listed = course.settings.source_language.as_ref().and_then(|lang| course.edition(lang));
    listed.or(course.editions.first())
}

/// A lesson with nothing in it.
pub(super) fn empty_lesson(library: &Library, report: &mut Report<'_>) {
    let editions = library.courses.iter().flat_map(|course| &course.editions);
    for lesson in editions.flat_map(Edition::lessons).filter(|lesson| lesson.text.document.is_empty()) {
        report.tell(report.at(Span::start_of(lesson.file)).hint(Message::new("hint/draft")));
    }
}

/// A module without lessons.
pub(super) fn empty_module(library: &Library, report: &mut Report<'_>) {
    let editions = library.courses.iter().flat_map(|course| &course.editions);
    for module in editions.flat_map(|edition| &edition.modules).filter(|module| module.lessons.is_empty()) {
        let span = Span::start_of(module.introduction.document.file);
        report.tell(report.at(span).with("title", &module.title.value).hint(Message::new("hint/draft")));
    }
}

/// A lesson that bears its file's name, because neither its head nor a heading gives it a title.
pub(super) fn lesson_without_title(library: &Library, report: &mut Report<'_>) {
    let editions = library.courses.iter().flat_map(|course| &course.editions);
    let own = editions.flat_map(Edition::lessons).filter(|lesson| lesson.lang.is_none());
    // An empty lesson lacks more than that, and is told of.
    for lesson in own.filter(|lesson| !lesson.text.document.is_empty()) {
        untitled(report, &lesson.title, lesson.file, "hint/title");
    }
}

/// A module that bears its folder's name.
pub(super) fn module_without_title(library: &Library, report: &mut Report<'_>) {
    let editions = library.courses.iter().flat_map(|course| &course.editions);
    for module in editions.flat_map(|edition| &edition.modules).filter(|module| module.lang.is_none()) {
        untitled(report, &module.title, module.introduction.document.file, "hint/module-title");
    }
}

/// A title that was made of a name stands at the start of its file; what an author wrote is longer than nothing.
fn untitled(report: &mut Report<'_>, title: &Spanned<String>, file: FileId, hint: &'static str) {
    if title.span == Span::start_of(file) {
        report.tell(report.at(title.span).with("title", &title.value).hint(Message::new(hint)));
    }
}

/// A role that `course.yaml` does not list.
pub(super) fn unknown_role(library: &Library, report: &mut Report<'_>) {
    for course in &library.courses {
        let known: Vec<&str> = course.settings.roles.iter().map(|role| role.id.value.as_str()).collect();
        for role in course.editions.iter().flat_map(Edition::lessons).flat_map(|lesson| &lesson.roles) {
            if !known.contains(&role.value.as_str()) {
                let diagnostic = report.at(role.span).with("role", &role.value);
                let diagnostic = diagnostic.hint_nearest(&role.value, known.iter().copied());
                report.tell(diagnostic.hint(Message::new("hint/list-role").with("role", &role.value)));
            }
        }
    }
}
