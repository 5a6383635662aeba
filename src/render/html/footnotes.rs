//! Footnotes: mentioned in the text, told at its end.

use crate::model::{Block, Text};
use crate::render::Medium;
use crate::render::html::scribe::{Copy, Scribe};

/// Writes the mention of footnote `index`, counted from 0.
pub(crate) fn mention(scribe: &mut Scribe<'_>, index: u32) {
    let number = index + 1;
    let label = scribe.words().fill("page.footnote", &[("number", &number.to_string())]);
    let address = scribe.address_here(&format!("_note-{number}"));
    let role = if scribe.medium() == Medium::Book { " role=\"doc-noteref\"" } else { "" };
    scribe.html.markup("<sup><a class=\"mention\"").markup(role).attribute("href", &address);
    scribe.html.attribute("aria-label", &label);
    if let Some(count) = scribe.mentions.get_mut(index as usize)
        && scribe.copy == Copy::First
    {
        *count += 1;
        if *count == 1 {
            scribe.html.attribute("id", &scribe.page.id(&format!("_mention-{number}")));
        }
    }
    scribe.html.markup(">").number(number).markup("</a></sup>");
}

/// Writes the footnotes of the text, where there are any.
pub(crate) fn list(scribe: &mut Scribe<'_>) {
    let text = scribe.text;
    if text.document.footnotes.iter().all(|(_, content)| content.is_empty()) {
        return;
    }
    let words = scribe.words();
    if scribe.medium() == Medium::Book {
        return asides(scribe);
    }
    scribe.html.markup("<section class=\"footnotes\"").attribute("aria-label", words.text("page.footnotes"));
    scribe.html.markup("><ol>\n");
    let mut shown = 0;
    for (number, content) in told(text) {
        shown += 1;
        scribe.html.markup("<li").attribute("id", &scribe.page.id(&format!("_note-{number}")));
        if number != shown {
            scribe.html.attribute_number("value", number);
            shown = number;
        }
        scribe.html.markup(">");
        scribe.blocks(content);
        let mention = scribe.page.address_here(&format!("_mention-{number}"));
        scribe.html.markup("<a").attribute("href", &mention);
        scribe.html.attribute("aria-label", words.text("page.back-to-text")).markup(">↩</a></li>\n");
    }
    scribe.html.markup("</ol></section>\n");
}

/// Returns the footnotes that say something, with their numbers; one that only the facilitator reads was emptied.
fn told(text: &Text) -> impl Iterator<Item = (u32, &Vec<Block>)> {
    let numbered = (1_u32..).zip(&text.document.footnotes);
    numbered.map(|(number, (_, content))| (number, content)).filter(|(_, content)| !content.is_empty())
}

/// In a book each note is an aside, which a reading app shows beside its mention.
fn asides(scribe: &mut Scribe<'_>) {
    let (text, words) = (scribe.text, scribe.words());
    scribe
        .html
        .markup("<section class=\"footnotes\"")
        .attribute("aria-label", words.text("page.footnotes"))
        .markup(">\n");
    for (number, content) in told(text) {
        scribe.html.markup("<aside role=\"doc-footnote\"").attribute("id", &scribe.page.id(&format!("_note-{number}")));
        scribe.html.markup("><p class=\"number\">").number(number).markup(" <a role=\"doc-backlink\"");
        scribe.html.attribute("href", &scribe.page.address_here(&format!("_mention-{number}")));
        scribe.html.attribute("aria-label", words.text("page.back-to-text")).markup(">↩</a></p>\n");
        scribe.blocks(content);
        scribe.html.markup("</aside>\n");
    }
    scribe.html.markup("</section>\n");
}
