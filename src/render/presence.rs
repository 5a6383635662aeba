//! Which pages are in the package, and what stands beside each lesson: looked up for every link of every page.

use crate::locale::Lang;
use crate::model::{Course, CourseId, Edition, Lesson, LessonId, Library, ModuleId};
use crate::render::address::{Place, Tool};
use crate::render::page::has_meetings;
use crate::render::{Audience, Scope};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

/// The pages of a rendering.
pub(crate) struct Presence<'a> {
    /// The languages of the catalogue; none where one edition is rendered.
    catalogue: &'a [Lang],
    audience: Audience,
    editions: BTreeMap<(&'a CourseId, &'a Lang), Pages<'a>>,
    /// Which editions are known to have places for notes, or to have none.
    notes: Mutex<BTreeMap<(CourseId, Lang), bool>>,
    /// Which editions are known to have forums or meetings, or to have none.
    meetings: Mutex<BTreeMap<(CourseId, Lang), bool>>,
    /// Whether the library names a way to find help.
    support: bool,
}

/// The pages of one edition.
struct Pages<'a> {
    edition: &'a Edition,
    glossary: bool,
    modules: BTreeSet<&'a ModuleId>,
    /// The lessons, in order.
    lessons: Vec<&'a Lesson>,
    /// Where each stands among them.
    places: BTreeMap<&'a LessonId, usize>,
}

impl<'a> Presence<'a> {
    /// Returns the pages of `editions`, which are those of `scope`.
    pub(crate) fn new(
        library: &'a Library,
        scope: Scope<'a>,
        audience: Audience,
        editions: &[(&'a Course, &'a Edition)],
    ) -> Self {
        let catalogue = match scope {
            Scope::Library => library.settings.languages.as_slice(),
            Scope::Edition { .. } => &[],
        };
        let editions = editions.iter().map(|(course, edition)| ((&course.id, &edition.lang), Pages::new(edition)));
        Self {
            catalogue,
            audience,
            editions: editions.collect(),
            notes: Mutex::default(),
            meetings: Mutex::default(),
            support: !library.settings.support.is_empty(),
        }
    }

    /// Tells whether there are places for a learner's notes in an edition, which `look` finds out once.
    pub(crate) fn has_notes(&self, course: &CourseId, lang: &Lang, look: impl FnOnce() -> bool) -> bool {
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        *notes.entry((course.clone(), lang.clone())).or_insert_with(look)
    }

    /// Tells whether a page is in the package.
    pub(crate) fn is_there(&self, place: Place<'_>) -> bool {
        match (self.audience, place) {
            // A trainer's copy keeps nothing of anybody: only the search is a tool there.
            (Audience::Trainer, Place::Tool(tool, ..)) if tool != Tool::Search => return false,
            (Audience::Learner, Place::Guide(..)) => return false,
            _ => {}
        }
        let Some(course) = place.course() else { return self.catalogue.contains(place.lang()) };
        let Some(pages) = self.editions.get(&(course, place.lang())) else { return false };
        match place {
            Place::Tool(Tool::Support, ..) => self.support,
            Place::Catalogue(_) | Place::Course(..) | Place::Answers(..) | Place::Guide(..) | Place::Tool(..) => true,
            Place::Glossary(..) => pages.glossary,
            Place::Agenda(course, lang) => {
                let mut meetings = self.meetings.lock().unwrap_or_else(PoisonError::into_inner);
                *meetings.entry((course.clone(), lang.clone())).or_insert_with(|| has_meetings(pages.edition))
            }
            Place::Module(_, _, module) => pages.modules.contains(module),
            Place::Lesson(_, _, lesson) => pages.places.contains_key(lesson),
        }
    }

    /// Returns the lessons before a lesson and those after it, in order.
    pub(crate) fn beside<'b>(
        &'b self,
        course: &'b CourseId,
        lang: &'b Lang,
        lesson: &'b LessonId,
    ) -> (&'b [&'b Lesson], &'b [&'b Lesson]) {
        let pages = self.editions.get(&(course, lang));
        match pages.and_then(|pages| Some((pages, *pages.places.get(lesson)?))) {
            Some((pages, place)) => (&pages.lessons[..place], &pages.lessons[place + 1..]),
            None => (&[], &[]),
        }
    }
}

impl<'a> Pages<'a> {
    fn new(edition: &'a Edition) -> Self {
        let lessons: Vec<&Lesson> = edition.lessons().collect();
        Self {
            edition,
            glossary: edition.glossary.is_some(),
            modules: edition.modules.iter().map(|module| &module.id).collect(),
            places: lessons.iter().enumerate().map(|(place, lesson)| (&lesson.id, place)).collect(),
            lessons,
        }
    }
}
