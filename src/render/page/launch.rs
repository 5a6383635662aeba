//! The page that a platform opens: it shows the course in a frame and speaks with the platform.

use crate::fingerprint::Fingerprint;
use crate::model::{Course, Edition, Lesson};
use crate::render::address::{Place, in_folder};
use crate::render::page::shell::{fill, insert_markup, shell};
use crate::render::page::{Rendered, parts};
use crate::render::site::{PageContext, Site};
use crate::render::{ThemeError, player, view};
use crate::tree::{Body, OutPath};
use std::collections::BTreeMap;

/// Returns the launch page and its script.
pub(crate) fn page(site: &Site<'_>, course: &Course, edition: &Edition) -> Result<Rendered, ThemeError> {
    let Some(launch) = &site.profile.launch else { return Ok(Vec::new()) };
    let place = Place::Course(&course.id, &edition.lang);
    let page = PageContext::at(site, place, in_folder(site.profile, &launch.page));
    let script = player::bundle(page.catalog, "shell", &launch.files);
    let hash = Fingerprint::of(script.as_bytes()).short();
    let script_path = OutPath::fixed(&format!("assets/shell-{}-{hash}.js", edition.lang));

    let mut view = shell(&page, Some(course), &edition.title.value);
    view.scripts = vec![page.address_of_file(&script_path)];
    view.unzip = parts::unzip(site);
    let address = |lesson: &Lesson| page.address_of(Place::Lesson(&course.id, &edition.lang, &lesson.id));
    let outline = view::outline(site.library, course, edition, &address);
    let shell_words: BTreeMap<&str, &str> = page.catalog.section("shell").collect();

    let mut context = tera::Context::new();
    context.insert("shell", &shell_words);
    context.insert("first", &page.address_of(place));
    insert_markup(&mut context, "outline", &view::json(&outline));
    let mut rendered = fill(&page, &view, "launch.html", context)?;
    rendered.push((script_path, Body::Bytes(script.into_bytes())));
    Ok(rendered)
}
