//! A course's learning paths, what must be completed before it, and what completes it: as its pages say it.

use crate::locale::Catalog;
use crate::model::{CompletionRule, Course, Edition, Lesson, QuizKind};
use crate::render::address::Place;
use crate::render::site::PageContext;
use crate::render::view::{self, OffPath, PathView, RequireView};
use crate::span::Spanned;
use std::collections::BTreeMap;

/// Returns what learners read for the roles that a lesson is for.
pub(crate) fn role_titles(course: &Course, edition: &Edition, lesson: &Lesson) -> Vec<String> {
    let title = |role: &Spanned<String>| course.settings.role_title(&role.value, &edition.lang).to_owned();
    lesson.roles.iter().map(title).collect()
}

/// Returns the ids of the roles that a lesson is for; empty: everyone.
pub(crate) fn role_ids(lesson: &Lesson) -> String {
    lesson.roles.iter().map(|role| role.value.as_str()).collect::<Vec<_>>().join(" ")
}

/// Returns whom a lesson is for, in words, where that is not everyone.
pub(crate) fn for_roles(words: &Catalog, course: &Course, edition: &Edition, lesson: &Lesson) -> Option<String> {
    let all = course.settings.roles.iter().all(|role| is_for(lesson, &role.id.value));
    let roles = role_titles(course, edition, lesson).join(", ");
    (!all).then(|| words.fill("page.for-roles", &[("roles", &roles)]))
}

/// Tells whether a lesson is on the path of a role.
fn is_for(lesson: &Lesson, role: &str) -> bool {
    lesson.roles.is_empty() || lesson.roles.iter().any(|one| one.value == role)
}

/// Returns the paths to choose from: everything, then each role's; none where they are all the same.
pub(crate) fn paths(page: &PageContext<'_>, course: &Course, edition: &Edition) -> Vec<PathView> {
    let words = page.catalog;
    let roles = &course.settings.roles;
    if !edition.lessons().any(|lesson| roles.iter().any(|role| !is_for(lesson, &role.id.value))) {
        return Vec::new();
    }
    let lessons = |count: usize| words.count("page.lessons", count as u64, &[]);
    let all = PathView {
        role: String::new(),
        title: words.text("page.path-all").to_owned(),
        lessons: lessons(edition.lessons().count()),
    };
    let path = |role: &crate::model::Role| {
        let id = &role.id.value;
        PathView {
            role: id.clone(),
            title: course.settings.role_title(id, &edition.lang).to_owned(),
            lessons: lessons(edition.lessons().filter(|lesson| is_for(lesson, id)).count()),
        }
    };
    std::iter::once(all).chain(roles.iter().map(path)).collect()
}

/// Returns the lessons that are not for everyone, each with its roles, as JSON.
pub(crate) fn lessons_of_roles(edition: &Edition) -> Option<String> {
    let lessons: BTreeMap<&str, String> = edition
        .lessons()
        .filter(|lesson| !lesson.roles.is_empty())
        .map(|lesson| (lesson.id.as_str(), role_ids(lesson)))
        .collect();
    (!lessons.is_empty()).then(|| view::json(&lessons).0)
}

/// Returns, for each role whose way on from a lesson differs from the ordinary one, where it leads: address, title,
/// the words above it; as JSON.
pub(crate) fn ways(page: &PageContext<'_>, course: &Course, edition: &Edition, lesson: &Lesson) -> Option<String> {
    let here = |other: &&Lesson| page.holds(Place::Lesson(&course.id, &edition.lang, &other.id));
    let (_, after) = page.site.presence.beside(&course.id, &edition.lang, &lesson.id);
    let after = || after.iter().copied().filter(here);
    let way = |next: Option<&Lesson>| match next {
        Some(next) => [
            page.address_of(Place::Lesson(&course.id, &edition.lang, &next.id)),
            next.title.value.clone(),
            page.catalog.text("page.next").to_owned(),
        ],
        None => [
            page.address_of(Place::Course(&course.id, &edition.lang)),
            edition.title.value.clone(),
            page.catalog.text("page.to-course").to_owned(),
        ],
    };
    let ways: BTreeMap<&str, [String; 3]> = course
        .settings
        .roles
        .iter()
        .map(|role| role.id.value.as_str())
        .filter_map(|role| {
            let next = after().find(|other| is_for(other, role));
            let same = next.map(|lesson| &lesson.id) == after().next().map(|lesson| &lesson.id);
            (!same).then(|| (role, way(next)))
        })
        .collect();
    (!ways.is_empty()).then(|| view::json(&ways).0)
}

/// Returns what a lesson's page says to those whose path leads elsewhere.
pub(crate) fn off_path(page: &PageContext<'_>, course: &Course, edition: &Edition, lesson: &Lesson) -> Option<OffPath> {
    for_roles(page.catalog, course, edition, lesson).map(|_| OffPath {
        roles: role_ids(lesson),
        words: page.catalog.fill("page.off-path", &[("roles", &role_titles(course, edition, lesson).join(", "))]),
        course: page.address_of(Place::Course(&course.id, &edition.lang)),
    })
}

/// Returns the courses to be completed first.
pub(crate) fn requires(page: &PageContext<'_>, course: &Course) -> Vec<RequireView> {
    let library = page.site.library;
    let required = course.settings.requires.iter().filter_map(|id| library.course(&id.value));
    required
        .filter_map(|course| {
            let edition = course.edition(page.lang()).or_else(|| course.editions.first())?;
            let place = page.nearest_language(Place::Course(&course.id, page.lang()));
            Some(RequireView {
                id: course.id.to_string(),
                title: edition.title.value.clone(),
                href: place.map_or(String::new(), |place| page.address_of(place)),
                lessons: edition.lessons().count(),
            })
        })
        .collect()
}

/// Returns what "completed" means in a course, point by point.
pub(crate) fn completion(page: &PageContext<'_>, course: &Course, edition: &Edition) -> Vec<String> {
    let words = page.catalog;
    let quizzes = || {
        let all = edition.lessons().flat_map(|lesson| lesson.text.document.quizzes());
        all.filter(|quiz| quiz.kind == QuizKind::Quiz)
    };
    let required = quizzes().any(|quiz| quiz.settings.required);
    let rule = course.settings.completion;
    let mut points = Vec::new();
    match rule.lessons {
        CompletionRule::All => points.push(words.text("page.completed-lessons").to_owned()),
        CompletionRule::Required if required => points.push(words.text("page.completed-required-lessons").to_owned()),
        _ => {}
    }
    match rule.quizzes {
        CompletionRule::All if quizzes().next().is_some() => {
            points.push(words.text("page.completed-quizzes").to_owned());
        }
        CompletionRule::Required if required => points.push(words.text("page.completed-required-quizzes").to_owned()),
        _ if points.is_empty() => return vec![words.text("page.completed-free").to_owned()],
        _ => {}
    }
    if !paths(page, course, edition).is_empty() {
        points.push(words.text("page.completed-paths").to_owned());
    }
    if let (Some(pass), true) = (course.settings.pass, quizzes().next().is_some()) {
        points.push(words.fill("page.completed-pass", &[("percent", &pass.to_string())]));
    }
    points
}
