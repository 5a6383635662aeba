//! The pages of the tools: a frame that the part of the tool's name fills when the page wakes (`player.wakes`).

use crate::locale::Lang;
use crate::model::{Course, Edition};
use crate::render::ThemeError;
use crate::render::address::{Place, Tool};
use crate::render::page::outlines::outline;
use crate::render::page::shell::{Sheet, add_script, insert_markup, shell};
use crate::render::page::{Rendered, me, notes, parts, record, support};
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
    let mut sheet = sheet(&page, tool, of);
    if let Some((course, edition)) = of {
        insert_markup(&mut sheet.context, "outline", &outline(&page, course, edition));
        match tool {
            Tool::Notes => {
                let places = notes::notes_view(&page, course, edition);
                insert_markup(&mut sheet.context, "places", &view::json(&places));
            }
            Tool::Results | Tool::Certificate => {
                let record = record::record_view(&page, course, edition);
                insert_markup(&mut sheet.context, "record", &view::json(&record));
            }
            Tool::Support => {
                insert_markup(&mut sheet.context, "asked", &view::json(&support::asked(&page, course, edition)))
            }
            Tool::Search | Tool::Me => {}
        }
    }
    match tool {
        Tool::Search => insert_markup(&mut sheet.context, "courses", &view::json(&searched(&page))),
        Tool::Me => {
            let (told, outlines) = me::me_view(&page);
            insert_markup(&mut sheet.context, "courses", &view::json(&told));
            sheet.files = outlines;
        }
        Tool::Notes | Tool::Results | Tool::Certificate | Tool::Support => {}
    }
    sheet.fill(&page, &format!("{}.html", tool.name()))
}

/// Returns the page of a tool before it is filled into a template, without what the tool is told.
pub(crate) fn sheet(page: &PageContext<'_>, tool: Tool, of: Option<(&Course, &Edition)>) -> Sheet {
    let title = page.catalog.text(message(tool)).to_owned();
    let whose = of.map_or_else(|| page.site.title(page.lang()), |(_, edition)| edition.title.value.clone());
    let mut view = shell(page, of.map(|(course, _)| course), &format!("{title} – {whose}"));
    add_script(page, &mut view, tool.name());
    let link = of.map(|(course, edition)| {
        view.trail = parts::trail(page, course, edition);
        LinkView { href: page.address_of(Place::Course(&course.id, page.lang())), title: edition.title.value.clone() }
    });
    let mut context = tera::Context::new();
    context.insert("tool", &ToolView { name: tool.name(), title, course: link });
    if let (Tool::Support, Some((course, edition))) = (tool, of) {
        context.insert("ways", &support::ways(page, course, edition));
    }
    Sheet { view, context, files: Vec::new() }
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
        Tool::Support => "page.support",
    }
}
