//! A glossary's terms in a text: each is a link to what it means, at the end of the same page.
//!
//! Without any script a tap shows the meaning at the foot of the window (`:target` in the theme), and the way back leads
//! to where the reader was. In a book the link leads to the glossary's chapter.

use crate::model::{Inline, Text};
use crate::render::Medium;
use crate::render::address::Place;
use crate::render::html::inline;
use crate::render::html::scribe::{Copy, Scribe};
use crate::render::terms::Terms;

/// Where terms are marked, and which were.
#[derive(Debug, Default)]
pub(crate) struct Marks<'a> {
    /// The terms; none where nothing is to be marked.
    terms: Option<&'a Terms>,
    /// In how many things the writing stands in which nothing is marked.
    off: u32,
    /// The entries that are marked in this section.
    section: Vec<usize>,
    /// The entries that are marked anywhere in the text, in order.
    marked: Vec<usize>,
}

impl<'a> Marks<'a> {
    /// Returns marks for these terms.
    pub(crate) fn of(terms: Option<&'a Terms>) -> Self {
        Self { terms, ..Self::default() }
    }
}

/// Writes what `write` writes without marking anything.
pub(crate) fn unmarked<'a>(scribe: &mut Scribe<'a>, write: impl FnOnce(&mut Scribe<'a>)) {
    scribe.marks.off += 1;
    write(scribe);
    scribe.marks.off -= 1;
}

/// A new section begins: each term may be marked again.
pub(crate) fn begin_section(scribe: &mut Scribe<'_>) {
    scribe.marks.section.clear();
}

/// Returns how many of `content` are running text, written with its terms marked; none where nothing is to be marked.
pub(crate) fn run<'a>(scribe: &mut Scribe<'a>, content: &'a [Inline]) -> usize {
    let Some(terms) = scribe.marks.terms.filter(|_| scribe.marks.off == 0 && scribe.copy == Copy::First) else {
        return 0;
    };
    let is_text = |inline: &&Inline| matches!(inline, Inline::Text(_) | Inline::SoftBreak);
    let length = content.iter().take_while(is_text).count();
    let mut text = String::new();
    for one in &content[..length] {
        match one {
            Inline::Text(words) => text.push_str(words),
            _ => text.push('\n'),
        }
    }
    let mut done = 0;
    for (range, entry) in terms.find(&text) {
        if scribe.marks.section.contains(&entry) {
            continue;
        }
        scribe.marks.section.push(entry);
        scribe.html.text(&text[done..range.start]);
        mark(scribe, entry, &text[range.clone()]);
        done = range.end;
    }
    scribe.html.text(&text[done..]);
    length
}

fn mark(scribe: &mut Scribe<'_>, entry: usize, words: &str) {
    let known = &scribe.edition.glossary_entries[entry];
    let book = scribe.medium() == Medium::Book;
    let address = if book {
        scribe.page.address_at(Place::Glossary(&scribe.course.id, &scribe.edition.lang), &known.id)
    } else {
        scribe.page.address_here(&format!("_word-{entry}"))
    };
    scribe.html.markup("<a class=\"term\"").markup(if book { " role=\"doc-glossref\"" } else { "" });
    scribe.html.attribute("href", &address);
    if !scribe.marks.marked.contains(&entry) {
        scribe.marks.marked.push(entry);
        if !book {
            scribe.html.attribute("id", &scribe.page.id(&format!("_in-{entry}")));
        }
    }
    scribe.html.markup(">").text(words).markup("</a>");
}

/// Writes what the marked terms mean, where any is.
pub(crate) fn list(scribe: &mut Scribe<'_>) {
    let marked = std::mem::take(&mut scribe.marks.marked);
    let (edition, words) = (scribe.edition, scribe.words());
    let Some(text) = edition.glossary.as_ref().filter(|_| !marked.is_empty() && scribe.medium() != Medium::Book) else {
        return;
    };
    scribe
        .html
        .markup("<section class=\"terms\"")
        .attribute("aria-label", words.text("page.glossary"))
        .markup("><dl>\n");
    for entry in marked {
        let known = &edition.glossary_entries[entry];
        scribe.html.markup("<div").attribute("id", &scribe.page.id(&format!("_word-{entry}"))).markup("><dt>");
        within(scribe, text, |scribe| {
            inline::inlines(scribe, &known.term);
            scribe.html.markup("</dt><dd>");
            scribe.phrases(&known.meaning);
        });
        let back = scribe.page.address_here(&format!("_in-{entry}"));
        scribe.html.markup(" <a").attribute("href", &back);
        scribe.html.attribute("aria-label", words.text("page.back-to-text")).markup(">↩</a></dd></div>\n");
    }
    scribe.html.markup("</dl></section>\n");
}

/// Writes with the links of the glossary, of which nothing is marked or written with ids a second time.
fn within<'a>(scribe: &mut Scribe<'a>, text: &'a Text, write: impl FnOnce(&mut Scribe<'a>)) {
    unmarked(scribe, |scribe| scribe.with_text(text, |scribe| scribe.again(write)));
}
