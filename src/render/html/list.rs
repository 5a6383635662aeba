//! Lists, task lists and definition lists.

use crate::model::{Definition, ListItem, TaskMark};
use crate::render::Medium;
use crate::render::html::scribe::Scribe;
use crate::render::html::{inline, printed, terms};

/// Writes a list.
pub(crate) fn list<'a>(scribe: &mut Scribe<'a>, start: Option<u64>, items: &'a [ListItem]) {
    let tasks = items.iter().any(|item| item.task.is_some());
    match start {
        Some(1) => scribe.html.markup("<ol"),
        Some(start) => scribe.html.markup("<ol").attribute_number("start", start),
        None => scribe.html.markup("<ul"),
    };
    scribe.html.markup(if tasks { " class=\"tasks\">\n" } else { ">\n" });
    for item in items {
        scribe.html.markup("<li>");
        match &item.task {
            Some(mark) => terms::unmarked(scribe, |scribe| task(scribe, item, mark)),
            None => scribe.blocks(&item.content),
        }
        scribe.html.markup("</li>\n");
    }
    scribe.html.markup(if start.is_some() { "</ol>\n" } else { "</ul>\n" });
}

fn task<'a>(scribe: &mut Scribe<'a>, item: &'a ListItem, mark: &TaskMark) {
    if scribe.medium() == Medium::Book || (scribe.is_for_trainer() && mark.field.is_some()) {
        printed::task_box(scribe, mark.ticked);
        return scribe.blocks(&item.content);
    }
    match mark.field {
        Some(number) => {
            scribe.html.markup("<label class=\"task\"><input type=\"checkbox\"").attribute_number("data-field", number);
            scribe.html.markup(if mark.ticked { " checked><span>" } else { "><span>" });
        }
        None => {
            scribe.html.markup(if mark.ticked {
                "<div class=\"task\"><span class=\"box ticked\" role=\"img\""
            } else {
                "<div class=\"task\"><span class=\"box\" role=\"img\""
            });
            let key = if mark.ticked { "page.done" } else { "page.not-done" };
            scribe.html.attribute("aria-label", scribe.page.catalog.text(key)).markup("></span><div>");
        }
    }
    scribe.blocks(&item.content);
    scribe.html.markup(if mark.field.is_some() { "</span></label>" } else { "</div></div>" });
}

/// Writes a definition list.
pub(crate) fn definitions<'a>(scribe: &mut Scribe<'a>, definitions: &'a [Definition]) {
    scribe.html.markup("<dl>\n");
    for definition in definitions {
        for term in &definition.terms {
            scribe.html.markup("<dt>");
            terms::unmarked(scribe, |scribe| inline::inlines(scribe, term));
            scribe.html.markup("</dt>\n");
        }
        for meaning in &definition.meanings {
            scribe.html.markup("<dd>");
            scribe.blocks(meaning);
            scribe.html.markup("</dd>\n");
        }
    }
    scribe.html.markup("</dl>\n");
}
