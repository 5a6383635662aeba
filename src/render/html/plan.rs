//! Forms that the learner fills in, keeps and prints.

use crate::model::{Container, Field, FieldKind};
use crate::render::Medium;
use crate::render::html::container;
use crate::render::html::printed;
use crate::render::html::scribe::Scribe;
use crate::render::view::json;

/// Writes a plan.
pub(crate) fn plan<'a>(scribe: &mut Scribe<'a>, block: &'a Container, repeat: bool, meetings: bool) {
    scribe.html.markup("<section class=\"panel plan\"");
    if scribe.medium() == Medium::Player && !scribe.is_for_trainer() {
        let key = format!("{}/{}", scribe.key, block.number);
        scribe.html.attribute("data-plan", &key).markup(if repeat { " data-repeat" } else { "" });
        if meetings {
            // Days are said in words there, and no list of months comes with a lesson.
            let months = json(&scribe.words().day_patterns());
            scribe.html.attribute("data-meetings", &months.0);
        }
    }
    container::id(scribe, block);
    scribe.html.markup(">");
    container::label(scribe, "plan", "page.plan", &[]);
    scribe.blocks(&block.content);
    scribe.html.markup("</section>\n");
}

/// Writes a field; `label` is what a screen reader calls it.
pub(crate) fn field(scribe: &mut Scribe<'_>, field: &Field, label: &str) {
    if scribe.medium() == Medium::Book || scribe.is_for_trainer() {
        return printed::field(scribe, field, label);
    }
    let open = match &field.kind {
        FieldKind::Text => "<input type=\"text\" class=\"field\" autocomplete=\"off\"",
        FieldKind::Lines(_) => "<textarea class=\"field\"",
        FieldKind::Date => "<input type=\"date\" class=\"field date\"",
        FieldKind::Number => "<input type=\"text\" inputmode=\"decimal\" class=\"field digits\" autocomplete=\"off\"",
        FieldKind::Choice(_) => "<select class=\"field\"",
        FieldKind::Check => "<input type=\"checkbox\" class=\"field\"",
        FieldKind::Sum => {
            scribe.html.markup("<output class=\"sum\" data-sum").attribute("aria-label", label).markup("></output>");
            return;
        }
    };
    scribe.html.markup(open).attribute_number("data-field", field.number).attribute("aria-label", label);
    match &field.kind {
        FieldKind::Lines(rows) => {
            scribe.html.attribute_number("rows", *rows).markup("></textarea>");
        }
        FieldKind::Choice(options) => {
            scribe.html.markup("><option value=\"\"></option>");
            for option in options {
                scribe.html.markup("<option>").text(option).markup("</option>");
            }
            scribe.html.markup("</select>");
        }
        _ => {
            scribe.html.markup(">");
        }
    }
}
