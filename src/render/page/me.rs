//! What the learner's own page is told of the courses, and the outlines that codes are read with.

use crate::fingerprint::Fingerprint;
use crate::model::{Course, Edition};
use crate::render::Layout;
use crate::render::address::{Place, Tool};
use crate::render::page::Rendered;
use crate::render::site::PageContext;
use crate::render::view::{self, DoneView, MeView};
use crate::tree::{Body, OutPath};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

/// Returns what the page is told: each course in the page's language, or in the first that it has; and the outlines in the
/// page's language, each as a script of its own: a learner's code counts by places.
pub(crate) fn me_view(page: &PageContext<'_>) -> (MeView, Rendered) {
    let editions = editions(page);
    let scripts: Vec<(OutPath, Body)> = match page.site.profile.layout {
        Layout::Library => editions.par_iter().map(|(course, edition)| outline(page, course, edition)).collect(),
        _ => Vec::new(),
    };
    let names = scripts.iter().map(|(path, _)| path.as_str().rsplit('/').next()).chain(std::iter::repeat(None));
    let courses = editions.iter().zip(names).map(|((course, edition), name)| done_view(page, course, edition, name));
    let told = MeView { months: page.catalog.day_patterns(), courses: courses.collect() };
    let own = editions.iter().zip(scripts).filter(|((_, edition), _)| edition.lang == *page.lang());
    (told, own.map(|(_, script)| script).collect())
}

fn editions<'a>(page: &PageContext<'a>) -> Vec<(&'a Course, &'a Edition)> {
    if page.site.profile.layout.is_of_course() {
        return page.site.editions();
    }
    let courses = page.site.library.courses.iter();
    courses.filter_map(|course| Some((course, course.edition(page.lang()).or(course.editions.first())?))).collect()
}

/// Returns how a course is listed whose outline stands in the file `script`, where it has one of its own.
fn done_view(page: &PageContext<'_>, course: &Course, edition: &Edition, script: Option<&str>) -> DoneView {
    let tool = |tool| page.address_of(Place::Tool(tool, Some(&course.id), &edition.lang));
    DoneView {
        id: course.id.to_string(),
        lang: edition.lang.to_string(),
        version: course.settings.version.clone(),
        title: edition.title.value.clone(),
        href: page.address_of(Place::Course(&course.id, &edition.lang)),
        lessons: edition.lessons().count(),
        outline: script.map(ToOwned::to_owned),
        notes: tool(Tool::Notes),
        results: tool(Tool::Results),
    }
}

/// Returns the script of one outline. It names no address, so that every page reads the same one.
fn outline(page: &PageContext<'_>, course: &Course, edition: &Edition) -> (OutPath, Body) {
    let outline = view::outline(page.site.library, course, edition, &|_| String::new());
    let text = format!(
        "(alforja.outlines=alforja.outlines||{{}})[{}]={};\n",
        view::json(&course.id.as_str()).0,
        view::json(&outline).0
    );
    let hash = Fingerprint::of(text.as_bytes()).short();
    let path = OutPath::fixed(&format!("assets/outline-{}-{}-{hash}.js", course.id, edition.lang));
    (path, Body::Bytes(text.into_bytes()))
}
