//! A course's glossary.

use crate::locale::Collator;
use crate::model::{Course, Edition};
use crate::render::ThemeError;
use crate::render::address::Place;
use crate::render::html::{Scribe, inlines};
use crate::render::page::shell::{Sheet, shell};
use crate::render::page::{Rendered, parts};
use crate::render::site::{PageContext, Site};
use crate::render::view::{EntryView, GlossaryView, LinkView};

/// A glossary of so many terms is divided by their first letters.
const LONG: usize = 25;

/// Returns the glossary's page.
pub(crate) fn page(site: &Site<'_>, course: &Course, edition: &Edition) -> Result<Rendered, ThemeError> {
    let page = PageContext::new(site, Place::Glossary(&course.id, &edition.lang));
    match sheet(&page, course, edition) {
        Some(sheet) => sheet.fill(&page, "glossary.html"),
        None => Ok(Vec::new()),
    }
}

/// Returns the glossary before it is filled into a template, where there is one.
pub(crate) fn sheet(page: &PageContext<'_>, course: &Course, edition: &Edition) -> Option<Sheet> {
    let text = edition.glossary.as_ref()?;
    let mut scribe = Scribe::new(page, course, edition, text, "glossary");
    let mut entries: Vec<EntryView> = Vec::new();
    let collator = Collator::new(&edition.lang);
    let by_letter = edition.glossary_entries.len() >= LONG;
    let mut last = String::new();
    for entry in &edition.glossary_entries {
        inlines(&mut scribe, &entry.term);
        let term = scribe.html.take().0;
        scribe.blocks(&entry.meaning);
        let letter = Some(collator.letter(&entry.plain)).filter(|letter| by_letter && *letter != last);
        if let Some(letter) = &letter {
            last.clone_from(letter);
        }
        entries.push(EntryView { letter, id: page.id(&entry.id), term, meaning: scribe.html.take().0 });
    }
    let (_, files) = scribe.finish();
    let title = page.catalog.text("page.glossary");
    let mut view = shell(page, Some(course), &format!("{title} – {}", edition.title.value));
    view.trail = parts::trail(page, course, edition);
    let glossary = GlossaryView {
        course: LinkView {
            href: page.address_of(Place::Course(&course.id, &edition.lang)),
            title: edition.title.value.clone(),
        },
        entries,
    };
    let mut context = tera::Context::new();
    context.insert("glossary", &glossary);
    Some(Sheet { view, context, files })
}
