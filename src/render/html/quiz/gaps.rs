//! Gaps in running text.

use crate::model::{Gap, Inline};
use crate::render::Medium;
use crate::render::html::printed;
use crate::render::html::quiz::scramble::scrambled;
use crate::render::html::scribe::Scribe;

/// Writes gap `index` of the question at hand.
pub(crate) fn gap(scribe: &mut Scribe<'_>, index: u32) {
    if scribe.medium() == Medium::Book || scribe.is_for_trainer() {
        return printed::gap(scribe, index);
    }
    let Some(gap) = scribe.gaps.get(index as usize) else {
        scribe.html.markup("…");
        return;
    };
    let label = scribe.words().fill("page.gap", &[("number", &(index + 1).to_string())]);
    match gap {
        Gap::Text(answers) => {
            let longest = answers.iter().map(|answer| answer.chars().count()).max().unwrap_or(0);
            input(
                scribe,
                "<input type=\"text\" class=\"gap\" autocomplete=\"off\" autocapitalize=\"off\"",
                index,
                &label,
            );
            scribe.html.attribute_number("size", (longest.clamp(6, 28) + 2) as u64).markup(">");
        }
        Gap::Number(_) => {
            input(
                scribe,
                "<input type=\"text\" class=\"gap\" inputmode=\"decimal\" autocomplete=\"off\"",
                index,
                &label,
            );
            scribe.html.markup(" size=\"10\">");
        }
        Gap::Choice(options) => {
            input(scribe, "<select class=\"gap\"", index, &label);
            scribe.html.markup("><option value=\"\">");
            scribe.say("page.choose-option");
            scribe.html.markup("</option>");
            let seed = format!("{}:{index}", scribe.seed);
            for option in scrambled(options.len(), &seed) {
                scribe.html.markup("<option").attribute_number("value", option as u64).markup(">");
                scribe.html.text(&options[option].text).markup("</option>");
            }
            scribe.html.markup("</select>");
        }
    }
}

fn input(scribe: &mut Scribe<'_>, open: &'static str, index: u32, label: &str) {
    scribe.html.markup(open).attribute_number("data-gap", index).attribute("aria-label", label);
}

/// Tells whether there is a gap among `content`.
pub(crate) fn has_gaps(content: &[Inline]) -> bool {
    content.iter().any(|inline| matches!(inline, Inline::Gap(_)) || inline.inner().is_some_and(has_gaps))
}
