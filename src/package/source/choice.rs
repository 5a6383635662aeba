//! Which files of a library one of its courses builds from.

use crate::model::{Course, CourseId, Library, LinkTarget, Text};
use crate::span::SourcePath;
use crate::world::Entry;
use std::collections::BTreeSet;

/// The library's own file.
const LIBRARY_FILE: &str = "alforja.yaml";

/// Returns the files that `course` builds from, in the order of `entries`; `themes` are the themes that its pages
/// have, by name.
///
/// The whole folder of the course comes along, in all its languages, and so do the courses that it links to or asks
/// for: without them its links would lead nowhere.
pub fn files_of<'a>(library: &Library, course: &Course, themes: &[String], entries: &'a [Entry]) -> Vec<&'a Entry> {
    let courses = with_linked(library, course);
    let shared = |path: &str| {
        let in_theme = |rest: &str| rest.split_once('/').is_some_and(|(name, _)| themes.iter().any(|one| one == name));
        path == LIBRARY_FILE || path.starts_with("locales/") || path.strip_prefix("themes/").is_some_and(in_theme)
    };
    let wanted =
        |path: &SourcePath| shared(path.as_str()) || courses.iter().any(|course| is_part(library, course, path));
    entries.iter().filter(|entry| wanted(&entry.path)).collect()
}

/// Tells whether a file belongs to a course. Of a library that is one course at its root only what a course holds
/// counts: what else stands there may be anything.
fn is_part(library: &Library, course: &Course, path: &SourcePath) -> bool {
    if !course.folder.as_str().is_empty() {
        return path.as_str().strip_prefix(course.folder.as_str()).is_some_and(|rest| rest.starts_with('/'));
    }
    let Some((first, _)) = path.as_str().split_once('/') else { return path.as_str() == "course.yaml" };
    let is_text_folder = library
        .sources
        .iter()
        .any(|(_, source)| source.path.as_str().strip_prefix(first).is_some_and(|rest| rest.starts_with('/')));
    first == "media" || is_text_folder
}

/// Returns a course and all that it leads to, also by way of others.
fn with_linked<'a>(library: &'a Library, course: &'a Course) -> Vec<&'a Course> {
    let mut found = vec![course];
    let mut next = 0;
    while let Some(course) = found.get(next).copied() {
        next += 1;
        let linked = linked(library, course);
        let new = library.courses.iter().filter(|other| linked.contains(&other.id));
        let new: Vec<&Course> = new.filter(|other| found.iter().all(|known| known.id != other.id)).collect();
        found.extend(new);
    }
    found
}

/// Returns the courses that a course names: to be done first, in a link, or as the home of a bank of questions.
fn linked(library: &Library, course: &Course) -> BTreeSet<CourseId> {
    let mut ids: BTreeSet<CourseId> = course.settings.requires.iter().map(|id| id.value.clone()).collect();
    let transcripts = course.films.iter().flat_map(|film| &film.transcripts).map(|transcript| &transcript.text);
    for text in course.editions.iter().flat_map(|edition| edition.texts()).chain(transcripts) {
        links(text, &mut ids);
        for bank in text.banks.iter().flatten() {
            links(bank, &mut ids);
            let path = &library.sources.file(bank.document.file).path;
            ids.extend(
                library.courses.iter().filter(|other| is_part(library, other, path)).map(|other| other.id.clone()),
            );
        }
    }
    ids
}

fn links(text: &Text, ids: &mut BTreeSet<CourseId>) {
    ids.extend(text.links.iter().filter_map(|link| match link {
        LinkTarget::Course { course, .. }
        | LinkTarget::Glossary { course, .. }
        | LinkTarget::Module { course, .. }
        | LinkTarget::Lesson { course, .. } => Some(course.clone()),
        LinkTarget::Here(_)
        | LinkTarget::Catalogue
        | LinkTarget::Asset(_)
        | LinkTarget::Address(_)
        | LinkTarget::Nowhere => None,
    }));
}
