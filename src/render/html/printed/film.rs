//! Films and sounds in a book: a sound that travels can be played; a film is its picture, its title, its address, a
//! code for the camera of another phone, and its words.

use crate::model::Film;
use crate::render::html::scribe::{Copy, Scribe};
use crate::render::html::{film as played, film_words, media, picture};
use crate::render::{Layout, qr};

/// Writes a film or sound as a figure.
pub(crate) fn film<'a>(scribe: &mut Scribe<'a>, film: &'a Film, alternative: &str, caption: Option<&str>) {
    let title = played::title(scribe, film, alternative);
    let is_sound = played::is_sound(scribe, film);
    let sound = film.file.filter(|_| is_sound).and_then(|asset| Some(picture::address(scribe, asset)?.0));
    scribe.html.markup("<figure class=\"film\">");
    match &sound {
        Some(address) => {
            scribe.html.markup("<audio controls preload=\"none\"").attribute("src", address);
            scribe.html.attribute("aria-label", &title).markup("><p>").text(&title).markup("</p></audio>");
        }
        None => elsewhere(scribe, film, &title, is_sound),
    }
    let caption = caption.filter(|caption| !caption.is_empty());
    let caption = caption.or(Some(title.as_str()).filter(|_| sound.is_some()));
    played::close(scribe, film, caption, sound.is_some());
    if scribe.copy == Copy::First {
        film_words::transcripts(scribe, film, if is_sound { "page.transcript-of-sound" } else { "page.transcript" });
    }
}

fn elsewhere(scribe: &mut Scribe<'_>, film: &Film, title: &str, is_sound: bool) {
    played::poster(scribe, film);
    scribe.html.markup("<p class=\"watch\"><strong>").text(title).markup("</strong>");
    if let Some(length) = film.duration {
        scribe.html.markup(" <small>(").text(&film_words::clock(length)).markup(")</small>");
    }
    scribe.html.markup("<br>");
    // On paper the way to a film without an address is the page that it is on.
    let on_paper = scribe.site().profile.layout == Layout::Volume;
    let page = scribe.page.published().filter(|_| on_paper && film.file.is_some());
    let address = film.url.as_deref().filter(|address| media::is_web(address)).or(page.as_deref());
    scribe.say(match (address, is_sound) {
        (Some(_), _) => "book.film-address",
        (None, true) => "book.sound-not-here",
        (None, false) => "page.film-not-here",
    });
    scribe.html.markup("</p>\n");
    let Some(address) = address else { return };
    scribe.html.markup("<p class=\"address\">");
    media::web_link(scribe, address, address);
    scribe.html.markup("</p>\n");
    if let Some(code) = qr::svg(address) {
        scribe.html.markup("<div class=\"code\">").sound(&code).markup("</div>\n");
    }
}
