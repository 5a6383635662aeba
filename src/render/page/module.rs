//! A module's page: its introduction and its lessons.

use crate::model::{Course, Edition, Module};
use crate::render::ThemeError;
use crate::render::address::Place;
use crate::render::html::Scribe;
use crate::render::page::parts::{module_view, trail};
use crate::render::page::shell::{Sheet, add_scripts, insert_markup, shell};
use crate::render::page::{Contents, Rendered};
use crate::render::site::{PageContext, Site};

/// Returns a module's page.
pub(crate) fn page(
    site: &Site<'_>,
    course: &Course,
    edition: &Edition,
    module: &Module,
    contents: &Contents,
) -> Result<Rendered, ThemeError> {
    let page = PageContext::new(site, Place::Module(&course.id, &edition.lang, &module.id));
    let mut sheet = sheet(&page, course, edition, module);
    insert_markup(&mut sheet.context, "contents", &*contents.of(site, course, edition, module)?);
    sheet.fill(&page, "module.html")
}

/// Returns a module's page before it is filled into a template.
pub(crate) fn sheet(page: &PageContext<'_>, course: &Course, edition: &Edition, module: &Module) -> Sheet {
    let mut scribe = Scribe::new(page, course, edition, &module.introduction, module.id.as_str());
    scribe.whole(module.lang.as_ref());
    let (content, files) = scribe.finish();

    let mut view = shell(page, Some(course), &format!("{} – {}", module.title.value, edition.title.value));
    add_scripts(page, &mut view, &content);
    view.trail = trail(page, course, edition);
    // The cover of a document does not lead to itself, but says what it is a part of.
    if page.only.is_some() {
        view.trail = Vec::new();
        view.part_of = Some(edition.title.value.clone());
    }
    view.has_contents = true;
    view.description = module.summary.clone();

    let number = edition.modules.iter().position(|known| known.id == module.id).map_or(1, |index| index + 1);
    let mut context = tera::Context::new();
    let mut module_view = module_view(page, course, edition, number, module);
    if page.only.is_some() {
        module_view.start = module_view.lessons.first().map(|lesson| lesson.href.clone());
    }
    context.insert("module", &module_view);
    context.insert("progress", page.catalog.text("page.progress-part"));
    insert_markup(&mut context, "content", &content);
    Sheet { view, context, files }
}
