//! A course's outline as its pages hold it: made once for all pages of one folder, from which its addresses are the same.

use crate::locale::Lang;
use crate::model::{Course, CourseId, Edition, Lesson};
use crate::render::address::Place;
use crate::render::html::Markup;
use crate::render::site::PageContext;
use crate::render::view;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The outlines that were made, by edition and folder.
#[derive(Default)]
pub(crate) struct Outlines(Mutex<BTreeMap<(CourseId, Lang, String), Arc<Markup>>>);

/// Returns the outline of an edition as JSON, its addresses seen from `page`.
pub(crate) fn outline(page: &PageContext<'_>, course: &Course, edition: &Edition) -> Arc<Markup> {
    let Outlines(known) = &page.site.outlines;
    let folder = page.path.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
    let key = (course.id.clone(), edition.lang.clone(), folder.to_owned());
    let made = known.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
    made.unwrap_or_else(|| {
        let address = |lesson: &Lesson| page.address_of(Place::Lesson(&course.id, &edition.lang, &lesson.id));
        let made = Arc::new(view::json(&view::outline(page.site.library, course, edition, &address)));
        known.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&made));
        made
    })
}
