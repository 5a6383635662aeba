//! What stands on its own lines, by kind.

use crate::model::{Block, CalloutKind, Inline};
use crate::render::Medium;
use crate::render::html::scribe::Scribe;
use crate::render::html::{code, container, inline, list, math, media, printed, quiz, shown, table, terms};

/// Writes one block.
pub(crate) fn block<'a>(scribe: &mut Scribe<'a>, block: &'a Block) {
    match block {
        Block::Heading { level, id, content, .. } => heading(scribe, *level, id, content),
        Block::Paragraph(content) => {
            scribe.html.markup("<p>");
            inline::inlines(scribe, content);
            scribe.html.markup("</p>\n");
        }
        Block::Plain(content) => inline::inlines(scribe, content),
        Block::List { start, items } => list::list(scribe, *start, items),
        Block::Quote(content) => {
            scribe.html.markup("<blockquote>");
            scribe.blocks(content);
            scribe.html.markup("</blockquote>\n");
        }
        Block::Callout(kind, content) => callout(scribe, *kind, content),
        Block::Code(block) => code::code(scribe, block),
        Block::Table(block) => table::table(scribe, block),
        Block::Definitions(definitions) => list::definitions(scribe, definitions),
        Block::Math(tex, _) => {
            let scrolls = scrolls(scribe.medium());
            scribe.html.markup("<div class=\"formula\"").markup(scrolls).markup(">");
            math::math(scribe, tex, math::Setting::Display);
            scribe.html.markup("</div>\n");
        }
        Block::Rule => {
            scribe.html.markup("<hr>\n");
        }
        Block::Media { media: index, caption, figure, link } => {
            terms::unmarked(scribe, |scribe| media::block(scribe, *index, caption.as_deref(), *figure, *link));
        }
        Block::Html(tag) => inline::tag(scribe, tag),
        Block::HtmlText(words) => {
            scribe.html.text(words);
        }
        Block::Quiz(block) => terms::unmarked(scribe, |scribe| match scribe.medium() {
            Medium::Player if scribe.is_for_trainer() => shown::quiz(scribe, block),
            Medium::Player => quiz::quiz(scribe, block),
            Medium::Book => printed::quiz(scribe, block),
        }),
        Block::Container(block) => container::container(scribe, block),
    }
}

/// Returns what lets the keyboard reach a part that scrolls by itself; in a book nothing does.
pub(crate) fn scrolls(medium: Medium) -> &'static str {
    match medium {
        Medium::Player => " tabindex=\"0\"",
        Medium::Book => "",
    }
}

fn heading<'a>(scribe: &mut Scribe<'a>, level: u8, id: &str, content: &'a [Inline]) {
    let (open, close) = match level {
        0..=2 => ("<h2", "</h2>\n"),
        3 => ("<h3", "</h3>\n"),
        4 => ("<h4", "</h4>\n"),
        5 => ("<h5", "</h5>\n"),
        _ => ("<h6", "</h6>\n"),
    };
    if level <= 2 {
        terms::begin_section(scribe);
    }
    scribe.html.markup(open);
    scribe.id(id);
    scribe.html.markup(">");
    terms::unmarked(scribe, |scribe| inline::inlines(scribe, content));
    scribe.html.markup(close);
}

fn callout<'a>(scribe: &mut Scribe<'a>, kind: CalloutKind, content: &'a [Block]) {
    let (open, key) = match kind {
        CalloutKind::Note => ("<div class=\"note\"><p class=\"label\">", "page.note"),
        CalloutKind::Tip => ("<div class=\"note tip\"><p class=\"label\">", "page.tip"),
        CalloutKind::Important => ("<div class=\"note important\"><p class=\"label\">", "page.important"),
        CalloutKind::Warning => ("<div class=\"note warning\"><p class=\"label\">", "page.warning"),
        CalloutKind::Caution => ("<div class=\"note caution\"><p class=\"label\">", "page.caution"),
    };
    scribe.html.markup(open);
    scribe.icon(kind.name());
    scribe.say(key);
    scribe.html.markup("</p>\n");
    scribe.blocks(content);
    scribe.html.markup("</div>\n");
}
