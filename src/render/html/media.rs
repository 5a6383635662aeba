//! Pictures, films, sounds and files to download, by what they turned out to be.

use crate::model::{Asset, AssetId, AssetKind, Figure, Inline, LinkIndex, MediaIndex, MediaTarget};
use crate::render::html::scribe::Scribe;
use crate::render::html::{film, inline, picture};
use crate::render::{Layout, Medium};

/// Writes a picture, film or sound that stands alone in its paragraph.
pub(crate) fn block(
    scribe: &mut Scribe<'_>,
    index: MediaIndex,
    caption: Option<&str>,
    figure: Figure,
    link: Option<LinkIndex>,
) {
    let text = scribe.text;
    let alternative = alternative(scribe, index);
    match target(scribe, index) {
        MediaTarget::Picture(asset) => {
            picture::open_figure(scribe, figure);
            match link {
                Some(link) => {
                    inline::linked(scribe, link, |scribe| picture::sized(scribe, *asset, alternative, figure.width));
                }
                None => picture::sized(scribe, *asset, alternative, figure.width),
            }
            picture::close_figure(scribe, caption);
        }
        MediaTarget::Film(id) | MediaTarget::Sound(id) => {
            film::film(scribe, &scribe.course.films[id.0 as usize], alternative, caption);
        }
        MediaTarget::WebPicture(address) => {
            scribe.html.markup("<p>");
            web_picture(scribe, address, alternative);
            scribe.html.markup("</p>\n");
        }
        MediaTarget::Nowhere => {
            let words = caption.filter(|_| alternative.is_empty()).unwrap_or(alternative);
            scribe.html.markup("<p>").text(words).markup("</p>\n");
        }
    }
    debug_assert!((index.0 as usize) < text.document.media.len(), "media are numbered by their document");
}

/// Writes a picture in a sentence; a film there is a link to it.
pub(crate) fn inline(scribe: &mut Scribe<'_>, index: MediaIndex) {
    let alternative = alternative(scribe, index);
    match target(scribe, index) {
        MediaTarget::Picture(asset) => picture::image(scribe, *asset, alternative),
        MediaTarget::Film(id) | MediaTarget::Sound(id) => {
            film::inline(scribe, &scribe.course.films[id.0 as usize], alternative);
        }
        MediaTarget::WebPicture(address) => web_picture(scribe, address, alternative),
        MediaTarget::Nowhere => {
            scribe.html.text(alternative);
        }
    }
}

fn target<'a>(scribe: &Scribe<'a>, index: MediaIndex) -> &'a MediaTarget {
    scribe.text.media.get(index.0 as usize).unwrap_or(&MediaTarget::Nowhere)
}

fn alternative<'a>(scribe: &Scribe<'a>, index: MediaIndex) -> &'a str {
    scribe.text.document.media.get(index.0 as usize).map_or("", |source| &source.alternative)
}

/// A picture on the web is a link: nothing is loaded from another host before the learner asks for it.
fn web_picture(scribe: &mut Scribe<'_>, address: &str, alternative: &str) {
    let words = if alternative.is_empty() { address } else { alternative };
    web_link(scribe, address, words);
    scribe.html.markup(" <small>(");
    scribe.say("page.needs-connection");
    scribe.html.markup(")</small>");
}

/// Writes a link to the web, or plain words where the address is none of the web's.
pub(crate) fn web_link(scribe: &mut Scribe<'_>, address: &str, words: &str) {
    if !is_web(address) {
        scribe.html.text(words);
        return;
    }
    let window = match scribe.medium() {
        Medium::Player => " target=\"_blank\" rel=\"noopener noreferrer\"",
        Medium::Book => "",
    };
    scribe.html.markup("<a class=\"out\"").markup(window).attribute("href", address);
    scribe.html.markup(">").text(words).markup("</a>");
}

/// Tells whether an address is one of the web's, and no script's.
pub(crate) fn is_web(address: &str) -> bool {
    let start = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    start.starts_with("https://") || start.starts_with("http://")
}

/// Writes a link to a file of `media/`, with its kind and size.
pub(crate) fn download<'a>(scribe: &mut Scribe<'a>, asset: AssetId, title: Option<&str>, content: &'a [Inline]) {
    let Some(address) = linked_file(scribe, asset) else { return left_behind(scribe, asset, content) };
    let file = scribe.course.asset(asset);
    scribe.html.markup("<a").attribute("href", &address).attribute_if("title", title);
    if file.kind != AssetKind::Picture {
        scribe.html.attribute("download", file.path.name());
    }
    scribe.html.markup(">");
    inline::inlines(scribe, content);
    scribe.html.markup("</a>");
    if file.kind != AssetKind::Picture {
        let facts = facts(scribe, file);
        scribe.html.markup(" <small>(").text(&facts).markup(")</small>");
    }
}

/// Returns the kind and the size of a file.
fn facts(scribe: &Scribe<'_>, file: &Asset) -> String {
    let kind = file.path.name().rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_uppercase());
    format!("{kind}, {}", scribe.words().size(file.size))
}

/// Returns the address by which a file is opened. In a document of many pages a picture cannot be left for: it has no
/// page of its own.
pub(crate) fn linked_file(scribe: &Scribe<'_>, asset: AssetId) -> Option<String> {
    let document = scribe.site().profile.layout == Layout::Document;
    let opens =
        scribe.medium() == Medium::Player && !(document && scribe.course.asset(asset).kind == AssetKind::Picture);
    picture::widest(scribe, asset).filter(|_| opens)
}

/// Names a file that does not travel with the pages, and leads to where it is on the web.
fn left_behind<'a>(scribe: &mut Scribe<'a>, asset: AssetId, content: &'a [Inline]) {
    let file = scribe.course.asset(asset);
    if file.kind == AssetKind::Picture {
        return inline::inlines(scribe, content);
    }
    let address = scribe.page.published().filter(|_| scribe.medium() == Medium::Player);
    if let Some(address) = &address {
        scribe.html.markup("<a class=\"out\" target=\"_blank\" rel=\"noopener noreferrer\"");
        scribe.html.attribute("href", address).markup(">");
    }
    inline::inlines(scribe, content);
    if address.is_some() {
        scribe.html.markup("</a>");
    }
    let why = if address.is_some() { "page.needs-connection" } else { "page.not-in-package" };
    let facts = format!("{}, {}", facts(scribe, file), scribe.words().text(why));
    scribe.html.markup(" <small>(").text(&facts).markup(")</small>");
}
