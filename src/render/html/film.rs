//! Films and sounds: played from the package; on the web only when the learner asks.

use crate::model::{AssetKind, Film, Transcript};
use crate::render::html::scribe::{Copy, Scribe};
use crate::render::html::{media, picture};
use crate::render::{qr, view};

/// Writes a film or sound as a figure.
pub(crate) fn film<'a>(scribe: &mut Scribe<'a>, film: &'a Film, alternative: &str, caption: Option<&str>) {
    let title = title(scribe, film, alternative);
    let is_sound = film.file.is_some_and(|asset| scribe.course.asset(asset).kind == AssetKind::Sound);
    let file = film.file.and_then(|asset| Some((asset, picture::address(scribe, asset)?.0)));
    let played_here = file.is_some();
    match file {
        Some((_, address)) => played(scribe, film, &address, is_sound, &title),
        None => on_the_web(scribe, film, &title),
    }
    if let Some(address) = &film.url {
        code(scribe, address);
    }
    if scribe.copy == Copy::First {
        transcripts(scribe, film, if is_sound { "page.transcript-of-sound" } else { "page.transcript" });
    }
    // The link to a film on the web says its title already.
    let own_title = played_here.then_some(title.as_str());
    let caption = caption.filter(|caption| !caption.is_empty()).or(own_title);
    picture::close_figure(scribe, caption);
}

/// Writes a film in a sentence: a link to it.
pub(crate) fn inline(scribe: &mut Scribe<'_>, film: &Film, alternative: &str) {
    let title = title(scribe, film, alternative);
    match (film.file.and_then(|asset| picture::address(scribe, asset)), &film.url) {
        (Some((address, _)), _) => {
            scribe.html.markup("<a").attribute("href", &address).markup(">").text(&title).markup("</a>");
        }
        (None, Some(address)) => media::web_link(scribe, address, &title),
        (None, None) => {
            scribe.html.text(&title);
        }
    }
}

fn title(scribe: &Scribe<'_>, film: &Film, alternative: &str) -> String {
    let order = &scribe.site().library.settings.languages;
    let listed = film.title.get(&scribe.edition.lang, order);
    match (alternative, listed) {
        ("" | "-", Some(title)) => title.to_owned(),
        ("" | "-", None) => film.name.clone(),
        (words, _) => words.to_owned(),
    }
}

fn played(scribe: &mut Scribe<'_>, film: &Film, address: &str, is_sound: bool, title: &str) {
    let (open, close) =
        if is_sound { ("<figure class=\"film sound\"", "></audio>") } else { ("<figure class=\"film\"", "></video>") };
    scribe.html.markup(open).attribute("data-film", &film.name);
    let tag =
        if is_sound { "><audio controls preload=\"none\"" } else { "><video controls preload=\"none\" playsinline" };
    scribe.html.markup(tag).attribute("src", address).attribute("aria-label", title);
    if let Some((poster, dimensions)) =
        film.poster.filter(|_| !is_sound).and_then(|poster| picture::address(scribe, poster))
    {
        scribe.html.attribute("poster", &poster);
        if let Some((width, height)) = dimensions {
            scribe.html.attribute_number("width", width).attribute_number("height", height);
        }
    }
    scribe.html.markup(close);
    captions_of(scribe, film);
}

/// Captions stand in the page: from a `file:` address no browser reads a track of its own.
fn captions_of(scribe: &mut Scribe<'_>, film: &Film) {
    let site = scribe.site();
    let tracks: Vec<view::Captions> = film
        .captions
        .iter()
        .filter_map(|track| {
            let text = site.media.captions(&scribe.course.id, track.asset)?;
            Some(view::Captions {
                lang: track.lang.to_string(),
                label: site.language_name(&track.lang).to_owned(),
                vtt: text.to_owned(),
            })
        })
        .collect();
    if !tracks.is_empty() {
        scribe.html.markup("<script type=\"application/json\" data-captions>");
        scribe.html.sound(&view::json(&tracks));
        scribe.html.markup("</script>");
    }
}

fn on_the_web(scribe: &mut Scribe<'_>, film: &Film, title: &str) {
    scribe.html.markup("<figure class=\"film web\"").attribute("data-film", &film.name).markup(">");
    if let Some(poster) = film.poster {
        picture::image(scribe, poster, "");
    }
    scribe.html.markup("<p class=\"watch\">");
    scribe.icon("play");
    match &film.url {
        Some(address) => {
            media::web_link(scribe, address, title);
            scribe.html.markup("<br><small>");
            scribe.say("page.film-needs-connection");
        }
        None => {
            scribe.html.text(title).markup("<br><small>");
            scribe.say("page.film-not-here");
        }
    }
    scribe.html.markup("</small></p>");
}

fn code(scribe: &mut Scribe<'_>, address: &str) {
    if let Some(code) = qr::svg(address) {
        scribe.html.markup("<div class=\"on-paper\">").sound(&code).markup("<p>").text(address).markup("</p></div>");
    }
}

fn transcripts<'a>(scribe: &mut Scribe<'a>, film: &'a Film, heading: &'static str) {
    let own = film.transcripts.iter().filter(|transcript| transcript.lang == scribe.edition.lang);
    let own: Vec<&'a Transcript> = own.collect();
    let shown = if own.is_empty() { film.transcripts.iter().take(1).collect() } else { own };
    for transcript in shown {
        scribe.html.markup("<details class=\"fold\"");
        if transcript.lang != *scribe.page.lang() {
            scribe.html.attribute("lang", transcript.lang.as_str());
        }
        scribe.html.markup("><summary>");
        scribe.say(heading);
        scribe.html.markup("</summary>");
        scribe.with_text(&transcript.text, |scribe| scribe.blocks(&transcript.text.document.blocks));
        scribe.html.markup("</details>");
    }
}
