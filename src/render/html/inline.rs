//! What stands in a sentence.

use crate::locale::Lang;
use crate::model::{Field, HtmlTag, Inline, LinkIndex, LinkTarget, TagPart, plain_text};
use crate::render::Medium;
use crate::render::address::Place;
use crate::render::html::scribe::Scribe;
use crate::render::html::{footnotes, math, media, plan, quiz, terms};

/// Writes some inlines.
pub(crate) fn inlines<'a>(scribe: &mut Scribe<'a>, content: &'a [Inline]) {
    let mut index = 0;
    while index < content.len() {
        let run = terms::run(scribe, &content[index..]);
        if run > 0 {
            index += run;
            continue;
        }
        match &content[index] {
            Inline::Field(field) => labelled_field(scribe, field, &content[..index]),
            other => inline(scribe, other),
        }
        index += 1;
    }
}

fn inline<'a>(scribe: &mut Scribe<'a>, inline: &'a Inline) {
    match inline {
        Inline::Text(words) => {
            scribe.html.text(words);
        }
        Inline::Code(code) => {
            scribe.html.markup("<code>").text(code).markup("</code>");
        }
        Inline::Emphasis(content) => wrapped(scribe, "<em>", content, "</em>"),
        Inline::Strong(content) => wrapped(scribe, "<strong>", content, "</strong>"),
        Inline::Strikethrough(content) => wrapped(scribe, "<del>", content, "</del>"),
        Inline::Superscript(content) => wrapped(scribe, "<sup>", content, "</sup>"),
        Inline::Subscript(content) => wrapped(scribe, "<sub>", content, "</sub>"),
        Inline::Math(tex, _) => math::math(scribe, tex, math::Setting::Inline),
        Inline::Link(link) => self::link(scribe, link.index, link.title.as_deref(), &link.content),
        Inline::Media { media: index, .. } => media::inline(scribe, *index),
        Inline::Passage(passage) => self::passage(scribe, &passage.lang, &passage.content),
        Inline::FootnoteMention(index) => footnotes::mention(scribe, *index),
        Inline::Gap(index) => quiz::gap(scribe, *index),
        Inline::Field(field) => labelled_field(scribe, field, &[]),
        Inline::Html(html) => tag(scribe, html),
        Inline::SoftBreak => {
            scribe.html.markup("\n");
        }
        Inline::HardBreak => {
            scribe.html.markup("<br>\n");
        }
    }
}

fn wrapped<'a>(scribe: &mut Scribe<'a>, open: &'static str, content: &'a [Inline], close: &'static str) {
    scribe.html.markup(open);
    inlines(scribe, content);
    scribe.html.markup(close);
}

fn passage<'a>(scribe: &mut Scribe<'a>, lang: &Lang, content: &'a [Inline]) {
    scribe.html.markup("<span").attribute("lang", lang.as_str()).attribute("dir", lang.direction().html()).markup(">");
    terms::unmarked(scribe, |scribe| inlines(scribe, content));
    scribe.html.markup("</span>");
}

/// A field is named by the words before it in its sentence, or else by its table's head.
fn labelled_field(scribe: &mut Scribe<'_>, field: &Field, before: &[Inline]) {
    let words = plain_text(before);
    let words = words.rsplit(['…', '.', ';']).next().unwrap_or("").trim().trim_end_matches([':', ' ']);
    let label = match (&scribe.column, words) {
        (Some(column), "") => column.clone(),
        (None, "") => scribe.words().fill("page.field", &[("number", &field.number.to_string())]),
        (_, words) => words.to_owned(),
    };
    plan::field(scribe, field, &label);
}

/// Writes a tag of the author's own that `parse` found harmless.
pub(crate) fn tag(scribe: &mut Scribe<'_>, tag: &HtmlTag) {
    let element = match (scribe.medium(), tag.name) {
        // Nothing is folded in a book, and rows stand in the order of the text.
        (Medium::Book, "details" | "summary") => "div",
        (Medium::Book, "tfoot") => "tbody",
        (_, name) => name,
    };
    match tag.part {
        TagPart::Close => {
            scribe.html.markup("</").markup(element).markup(">");
        }
        TagPart::Open | TagPart::Void => {
            scribe.html.markup("<").markup(element);
            for (name, value) in &tag.attributes {
                match *name {
                    "id" => scribe.id(value),
                    "open" if element != tag.name => {}
                    name => {
                        scribe.html.attribute(name, value);
                    }
                }
            }
            scribe.html.markup(">");
        }
    }
}

fn link<'a>(scribe: &mut Scribe<'a>, index: LinkIndex, title: Option<&str>, content: &'a [Inline]) {
    terms::unmarked(scribe, |scribe| match scribe.text.links.get(index.0 as usize) {
        Some(LinkTarget::Asset(asset)) => media::download(scribe, *asset, title, content),
        _ => open_link(scribe, index, title, |scribe| inlines(scribe, content)),
    });
}

/// Writes a link around what `write` writes.
pub(crate) fn linked<'a>(scribe: &mut Scribe<'a>, index: LinkIndex, write: impl FnOnce(&mut Scribe<'a>)) {
    open_link(scribe, index, None, write);
}

fn open_link<'a>(scribe: &mut Scribe<'a>, index: LinkIndex, title: Option<&str>, write: impl FnOnce(&mut Scribe<'a>)) {
    let text = scribe.text;
    let target = text.links.get(index.0 as usize).unwrap_or(&LinkTarget::Nowhere);
    let (place, anchor) = match target {
        LinkTarget::Nowhere => return write(scribe),
        LinkTarget::Here(anchor) => return anchored(scribe, &scribe.address_here(anchor), title, write),
        LinkTarget::Address(address) => return out(scribe, address, title, write),
        // The pages of a book lead to pages alone.
        LinkTarget::Asset(_) if scribe.medium() == Medium::Book => return write(scribe),
        LinkTarget::Asset(asset) => {
            return match media::linked_file(scribe, *asset) {
                Some(address) => anchored(scribe, &address, title, write),
                None => write(scribe),
            };
        }
        LinkTarget::Catalogue => (Place::Catalogue(scribe.page.lang()), &None),
        LinkTarget::Course { course, lang, anchor } => (Place::Course(course, lang), anchor),
        LinkTarget::Glossary { course, lang, anchor } => (Place::Glossary(course, lang), anchor),
        LinkTarget::Module { course, lang, module, anchor } => (Place::Module(course, lang, module), anchor),
        LinkTarget::Lesson { course, lang, lesson, anchor } => (Place::Lesson(course, lang, lesson), anchor),
    };
    inside(scribe, place, anchor.as_deref(), title, write);
}

fn anchored<'a>(scribe: &mut Scribe<'a>, address: &str, title: Option<&str>, write: impl FnOnce(&mut Scribe<'a>)) {
    scribe.html.markup("<a").attribute("href", address).attribute_if("title", title).markup(">");
    write(scribe);
    scribe.html.markup("</a>");
}

/// A link to a page of ours: to the one meant, to the same page in another language, or, where the package
/// holds neither, plain words that say so.
fn inside<'a>(
    scribe: &mut Scribe<'a>,
    wanted: Place<'a>,
    anchor: Option<&str>,
    title: Option<&str>,
    write: impl FnOnce(&mut Scribe<'a>),
) {
    let Some(place) = scribe.page.nearest_language(wanted) else {
        scribe.html.markup("<span class=\"absent\">");
        write(scribe);
        scribe.html.markup(" <small>(");
        scribe.say("page.not-in-package");
        scribe.html.markup(")</small></span>");
        return;
    };
    let address = match anchor.filter(|_| place == wanted) {
        Some(anchor) => scribe.page.address_at(place, anchor),
        None => scribe.page.address_of(place),
    };
    scribe.html.markup("<a").attribute("href", &address).attribute_if("title", title);
    if place.lang() != scribe.page.lang() {
        scribe.html.attribute("hreflang", place.lang().as_str());
    }
    scribe.html.markup(">");
    write(scribe);
    scribe.html.markup("</a>");
}

/// A link to another place opens in a window of its own: a course in a platform's frame must not be left. A book's
/// reading app opens it as it likes.
fn out<'a>(scribe: &mut Scribe<'a>, address: &str, title: Option<&str>, write: impl FnOnce(&mut Scribe<'a>)) {
    let scheme = address.split(':').next().unwrap_or("").to_ascii_lowercase();
    match scheme.as_str() {
        "http" | "https" => {
            scribe.html.markup("<a class=\"out\"").attribute("href", address).attribute_if("title", title);
            if scribe.medium() == Medium::Player {
                scribe.html.markup(" target=\"_blank\" rel=\"noopener noreferrer\"");
            }
            scribe.html.markup(">");
            write(scribe);
            scribe.html.markup("</a>");
        }
        "mailto" | "tel" | "sms" => anchored(scribe, address, title, write),
        _ => write(scribe),
    }
}
