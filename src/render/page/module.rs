//! A module's page: its introduction and its lessons.

use crate::model::{Course, Edition, Module};
use crate::render::address::Place;
use crate::render::html::Scribe;
use crate::render::page::course::module_view;
use crate::render::page::shell::{fill, insert_markup, notes_script, shell};
use crate::render::page::{Contents, Rendered, contents_of};
use crate::render::site::{PageContext, Site};
use crate::render::view::LinkView;
use crate::render::{Layout, ThemeError};

/// Returns a module's page.
pub(crate) fn page(
    site: &Site<'_>,
    course: &Course,
    edition: &Edition,
    module: &Module,
    contents: &Contents,
) -> Result<Rendered, ThemeError> {
    let page = PageContext::new(site, Place::Module(&course.id, &edition.lang, &module.id));
    let mut scribe = Scribe::new(&page, course, edition, &module.introduction, module.id.as_str());
    scribe.whole();
    let (content, files) = scribe.finish();

    let mut view = shell(&page, Some(course), &format!("{} – {}", module.title.value, edition.title.value));
    view.notes = notes_script(&page, &content);
    view.trail = trail(&page, course, edition);
    view.has_contents = true;
    view.description = module.summary.clone();

    let number = edition.modules.iter().position(|known| known.id == module.id).map_or(1, |index| index + 1);
    let mut context = tera::Context::new();
    context.insert("module", &module_view(&page, course, edition, number, module));
    insert_markup(&mut context, "content", &content);
    insert_markup(&mut context, "contents", contents_of(contents)?);
    let mut rendered = fill(&page, &view, "module.html", context)?;
    rendered.extend(files);
    Ok(rendered)
}

/// Returns the way down to a page of the course: the catalogue, the course.
pub(crate) fn trail(page: &PageContext<'_>, course: &Course, edition: &Edition) -> Vec<LinkView> {
    let mut trail = Vec::new();
    if page.site.profile.layout == Layout::Library {
        trail.push(LinkView {
            href: page.address_of(Place::Catalogue(&edition.lang)),
            title: page.catalog.text("page.courses").to_owned(),
        });
    }
    trail.push(LinkView {
        href: page.address_of(Place::Course(&course.id, &edition.lang)),
        title: edition.title.value.clone(),
    });
    trail
}
