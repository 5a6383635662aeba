//! A module's page: its introduction and its lessons.

use crate::model::{Course, Edition, Module};
use crate::render::ThemeError;
use crate::render::address::Place;
use crate::render::html::Scribe;
use crate::render::page::parts::{module_view, trail};
use crate::render::page::shell::{add_scripts, fill, insert_markup, shell};
use crate::render::page::{Contents, Rendered, contents_of};
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
    let mut scribe = Scribe::new(&page, course, edition, &module.introduction, module.id.as_str());
    scribe.whole();
    let (content, files) = scribe.finish();

    let mut view = shell(&page, Some(course), &format!("{} – {}", module.title.value, edition.title.value));
    add_scripts(&page, &mut view, &content);
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
