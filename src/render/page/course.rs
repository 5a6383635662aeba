//! A course's page: what one learns, how long it takes, its parts, and where to begin.

use crate::model::{Course, Edition, MediaTarget};
use crate::render::address::{Place, Tool};
use crate::render::html::Scribe;
use crate::render::page::notes::has_places;
use crate::render::page::outlines::outline;
use crate::render::page::parts::{cover, facts, module_view, origins, outdated, trail, unzip};
use crate::render::page::paths::{completion, paths, requires};
use crate::render::page::shell::{Sheet, add_script, add_scripts, insert_markup, shell};
use crate::render::page::tool::message;
use crate::render::page::{Rendered, guide};
use crate::render::site::{PageContext, Site};
use crate::render::view::{self, CourseView, LinkView};
use crate::render::{Layout, ThemeError, weave};

/// Returns a course's page.
pub(crate) fn page(site: &Site<'_>, course: &Course, edition: &Edition) -> Result<Rendered, ThemeError> {
    let page = PageContext::new(site, Place::Course(&course.id, &edition.lang));
    let mut sheet = sheet(&page, course, edition);
    insert_markup(&mut sheet.context, "outline", &outline(&page, course, edition));
    sheet.fill(&page, "course.html")
}

/// Returns a course's page before it is filled into a template.
pub(crate) fn sheet(page: &PageContext<'_>, course: &Course, edition: &Edition) -> Sheet {
    let site = page.site;
    let mut scribe = Scribe::new(page, course, edition, &edition.introduction, "course");
    scribe.whole(None);
    let (content, files) = scribe.finish();

    let mut view = shell(page, Some(course), &edition.title.value);
    add_scripts(page, &mut view, &content);
    if !site.is_for_trainer() {
        add_script(page, &mut view, "course");
    }
    match site.profile.layout {
        Layout::Library => {
            view.trail = trail(page, course, edition);
            view.trail.pop();
        }
        Layout::Course => view.unzip = unzip(site),
        Layout::Behind | Layout::Document | Layout::Book | Layout::Volume => {}
    }
    view.description = edition.summary.clone();

    let mut context = tera::Context::new();
    context.insert("course", &course_view(page, course, edition));
    context.insert("progress", page.catalog.text("page.progress"));
    insert_markup(&mut context, "months", &view::json(&page.catalog.day_patterns()));
    insert_markup(&mut context, "content", &content);
    Sheet { view, context, files }
}

fn course_view(page: &PageContext<'_>, course: &Course, edition: &Edition) -> CourseView {
    let first = edition.lessons().next().filter(|_| !page.site.is_for_trainer());
    let tool = |tool| page.address_of(Place::Tool(tool, Some(&course.id), &edition.lang));
    CourseView {
        id: course.id.to_string(),
        title: edition.title.value.clone(),
        outdated: outdated(page.site, page.catalog, edition.introduction.document.file),
        summary: edition.summary.clone(),
        facts: facts(page, course, edition),
        objectives: edition.objectives.clone(),
        requires: requires(page, course),
        paths: if page.site.is_for_trainer() { Vec::new() } else { paths(page, course, edition) },
        completion: completion(page, course, edition),
        certificate: tool(Tool::Certificate),
        results: tool(Tool::Results),
        modules: (1..)
            .zip(&edition.modules)
            .map(|(number, module)| module_view(page, course, edition, number, module))
            .collect(),
        start: first.map(|lesson| page.address_of(Place::Lesson(&course.id, &edition.lang, &lesson.id))),
        tools: tools(page, course, edition),
        agenda: page
            .holds(Place::Agenda(&course.id, &edition.lang))
            .then(|| page.address_of(Place::Agenda(&course.id, &edition.lang))),
        glossary: edition.glossary.as_ref().map(|_| page.address_of(Place::Glossary(&course.id, &edition.lang))),
        authors: (!course.settings.authors.is_empty()).then(|| course.settings.authors.join(", ")),
        origins: origins(course),
        cover: cover(page, course).filter(|_| !shows_cover(course, edition)),
        guides: guide::guides(page, course, edition),
        weave: course.settings.cover.is_none().then(|| weave::style(&course.id)),
    }
}

/// Links to the learner's own pages of the course.
fn tools(page: &PageContext<'_>, course: &Course, edition: &Edition) -> Vec<LinkView> {
    let writes = |tool| tool != Tool::Support && (tool != Tool::Notes || has_places(edition));
    let is_there = |tool: &Tool| page.holds(Place::Tool(*tool, Some(&course.id), page.lang()));
    let there = Tool::OF_COURSE.into_iter().filter(|tool| writes(*tool) && is_there(tool));
    let link = |tool| LinkView {
        href: page.address_of(Place::Tool(tool, Some(&course.id), page.lang())),
        title: page.catalog.text(message(tool)).to_owned(),
    };
    there.map(link).collect()
}

/// Tells whether the introduction shows the course's picture itself.
fn shows_cover(course: &Course, edition: &Edition) -> bool {
    let cover = course.settings.cover.map(MediaTarget::Picture);
    cover.is_some_and(|cover| edition.introduction.media.contains(&cover))
}
