//! The contents at the side: made once for all pages of a module.

use crate::model::{Course, Edition, LessonId, Module};
use crate::render::address::{Place, Tool};
use crate::render::html::{Markup, escape};
use crate::render::page::guide;
use crate::render::page::notes::has_places;
use crate::render::page::parts::{closed_view, module_view};
use crate::render::site::{PageContext, Site};
use crate::render::view::ModuleView;
use crate::render::{Layout, ThemeError};

/// A course of at most so many lessons shows them all; a longer one those of the module at hand.
pub(crate) const SHOWN_WHOLE: usize = 24;

/// Returns the contents of `edition` as the pages of `module` show them.
pub(crate) fn contents(
    site: &Site<'_>,
    course: &Course,
    edition: &Edition,
    module: &Module,
) -> Result<Markup, ThemeError> {
    let page = PageContext::new(site, Place::Module(&course.id, &edition.lang, &module.id));
    let whole = edition.lessons().count() <= SHOWN_WHOLE;
    filled(&page, course, edition, |one| whole || one.id == module.id)
}

/// Returns the contents of a document that holds the pages of `edition`, or those of one module of it.
pub(crate) fn of_document(page: &PageContext<'_>, course: &Course, edition: &Edition) -> Result<Markup, ThemeError> {
    filled(page, course, edition, |_| true)
}

fn filled(
    page: &PageContext<'_>,
    course: &Course,
    edition: &Edition,
    is_open: impl Fn(&Module) -> bool,
) -> Result<Markup, ThemeError> {
    let site = page.site;
    let modules: Vec<_> = (1..)
        .zip(&edition.modules)
        .filter(|(_, one)| page.holds(Place::Module(&course.id, &edition.lang, &one.id)))
        .map(|(number, one)| {
            let open = is_open(one);
            // A course has as many contents as modules: what our own template does not show is not looked up.
            let view = if open || !site.theme.lists_open_modules_only() { module_view } else { closed_view };
            ModuleView { open, ..view(page, course, edition, number, one) }
        })
        .collect();
    let mut context = tera::Context::new();
    context.insert("modules", &modules);
    let course_place = Place::Course(&course.id, &edition.lang);
    context.insert("course_href", &page.address_of(course_place));
    context.insert("course_title", &edition.title.value);
    let glossary = Place::Glossary(&course.id, &edition.lang);
    let tool = |tool| page.address_of(Place::Tool(tool, Some(&course.id), &edition.lang));
    let keeps_notes = page.holds(Place::Tool(Tool::Notes, Some(&course.id), &edition.lang));
    context.insert("guides", &guide::links(page, course));
    let has_notes = keeps_notes && site.presence.has_notes(&course.id, &edition.lang, || has_places(edition));
    context.insert("notes", &has_notes.then(|| tool(Tool::Notes)));
    // Elsewhere the course's page leads there; in a document there is room for it.
    context.insert("results", &(site.profile.layout == Layout::Document && keeps_notes).then(|| tool(Tool::Results)));
    context.insert("glossary", &edition.glossary.as_ref().map(|_| page.address_of(glossary)));
    if let Some(words) = site.shared.words.get(&edition.lang) {
        context.insert_value("words", words.clone());
    }
    Ok(Markup(site.theme.fill("contents.html", &context)?))
}

/// Returns the contents with the link to `lesson` marked as the current one.
pub(crate) fn with_current(contents: &Markup, lesson: &LessonId) -> Markup {
    let mut mark = String::from("data-lesson-link=\"");
    escape(lesson.as_str(), &mut mark);
    mark.push('"');
    match contents.0.find(&mark) {
        Some(at) => {
            let (before, after) = contents.0.split_at(at);
            Markup(format!("{before}aria-current=\"page\" {after}"))
        }
        None => contents.clone(),
    }
}
