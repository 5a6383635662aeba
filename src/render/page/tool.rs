//! The pages of the tools: a frame that the part of the tool's name fills when the page wakes (`player.wakes`).

use crate::locale::Lang;
use crate::model::{Course, Edition, Lesson};
use crate::render::ThemeError;
use crate::render::address::{Place, Tool};
use crate::render::page::shell::{add_script, fill, insert_markup, shell};
use crate::render::page::{Rendered, me, notes, parts, record};
use crate::render::site::{PageContext, Site};
use crate::render::view::{self, LinkView, SearchedCourse, ToolView};

/// Returns the page of a tool; one of a course carries the course's outline.
pub(crate) fn page(
    site: &Site<'_>,
    tool: Tool,
    of: Option<(&Course, &Edition)>,
    lang: &Lang,
) -> Result<Rendered, ThemeError> {
    let page = PageContext::new(site, Place::Tool(tool, of.map(|(course, _)| &course.id), lang));
    let title = page.catalog.text(message(tool)).to_owned();
    let whose = of.map_or_else(|| site.title(lang), |(_, edition)| edition.title.value.clone());
    let mut view = shell(&page, of.map(|(course, _)| course), &format!("{title} – {whose}"));
    add_script(&page, &mut view, tool.name());
    let mut context = tera::Context::new();
    let mut link = None;
    if let Some((course, edition)) = of {
        view.trail = parts::trail(&page, course, edition);
        let address = |lesson: &Lesson| page.address_of(Place::Lesson(&course.id, lang, &lesson.id));
        insert_markup(&mut context, "outline", &view::json(&view::outline(site.library, course, edition, &address)));
        if tool == Tool::Notes {
            insert_markup(&mut context, "places", &view::json(&notes::notes_view(&page, course, edition)));
        }
        let href = page.address_of(Place::Course(&course.id, lang));
        if matches!(tool, Tool::Results | Tool::Certificate) {
            insert_markup(&mut context, "record", &view::json(&record::record_view(&page, course, edition)));
        }
        link = Some(LinkView { href, title: edition.title.value.clone() });
    }
    if tool == Tool::Search {
        insert_markup(&mut context, "courses", &view::json(&searched(&page)));
    }
    context.insert("tool", &ToolView { name: tool.name(), title, course: link });
    if tool == Tool::Me {
        insert_markup(&mut context, "courses", &view::json(&me::me_view(&page)));
    }
    let mut files = fill(&page, &view, &format!("{}.html", tool.name()), context)?;
    if tool == Tool::Me {
        files.extend(me::outlines(&page));
    }
    Ok(files)
}

/// Returns the courses that a page of the search looks through.
fn searched(page: &PageContext<'_>) -> Vec<SearchedCourse> {
    let site = page.site;
    let here = site.editions().into_iter().filter(|(_, edition)| edition.lang == *page.lang());
    here.filter_map(|(course, edition)| {
        let index = site.indices.of(&course.id, &edition.lang)?;
        let home = page.address_of(Place::Course(&course.id, &edition.lang));
        Some(SearchedCourse {
            id: course.id.to_string(),
            title: edition.title.value.clone(),
            base: home.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/")),
            index: index.as_str().rsplit('/').next().unwrap_or_default().to_owned(),
        })
    })
    .collect()
}

/// Returns the message that is a tool's title.
pub(crate) fn message(tool: Tool) -> &'static str {
    match tool {
        Tool::Search => "page.search",
        Tool::Me => "page.me",
        Tool::Notes => "page.notes",
        Tool::Results => "page.results",
        Tool::Certificate => "page.certificate",
    }
}
