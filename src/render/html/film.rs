//! Films and sounds: played from the package; on the web only when the learner asks.

use crate::model::{AssetKind, Film, Rung};
use crate::render::Medium;
use crate::render::html::scribe::{Copy, Scribe};
use crate::render::html::writer::Html;
use crate::render::html::{film_words, media, picture, printed};
use crate::render::qr;

/// Writes a film or sound as a figure.
pub(crate) fn film<'a>(scribe: &mut Scribe<'a>, film: &'a Film, alternative: &str, caption: Option<&str>) {
    if scribe.medium() == Medium::Book {
        return printed::film(scribe, film, alternative, caption);
    }
    let title = title(scribe, film, alternative);
    let is_sound = is_sound(scribe, film);
    let file = film.file.and_then(|asset| Some(picture::address(scribe, asset)?.0));
    let played_here = file.is_some();
    let less = less(scribe, film);
    let address = address(scribe, film, played_here && less.is_none());
    match file {
        Some(address) => played(scribe, film, &address, is_sound, &title),
        None => elsewhere(scribe, film, address.as_deref(), is_sound, &title),
    }
    if let Some(less) = less {
        smaller(scribe, less, address.as_deref());
    }
    if played_here {
        film_words::chapters(scribe, film, &title);
    }
    if let Some(address) = &address {
        code(scribe, address, Some(title.as_str()).filter(|_| !played_here));
    }
    if scribe.copy == Copy::First {
        film_words::transcripts(scribe, film, if is_sound { "page.transcript-of-sound" } else { "page.transcript" });
    }
    // The link to a film on the web says its title already.
    let own_title = played_here.then_some(title.as_str());
    let caption = caption.filter(|caption| !caption.is_empty()).or(own_title);
    close(scribe, film, caption, played_here);
}

/// Tells whether a film is only heard: it is a sound, or its sound is what travels of it.
pub(crate) fn is_sound(scribe: &Scribe<'_>, film: &Film) -> bool {
    let is_sound = |asset| match scribe.site().media.get(&scribe.course.id, asset) {
        Some(planned) => planned.kind == AssetKind::Sound,
        None => scribe.course.asset(asset).kind == AssetKind::Sound,
    };
    film.file.is_some_and(is_sound)
}

/// Returns what is to be said where less travels than the whole film.
fn less(scribe: &Scribe<'_>, film: &Film) -> Option<&'static str> {
    let asset = film.file?;
    let planned = scribe.site().media.get(&scribe.course.id, asset)?;
    let is_copy = scribe.site().media.rung() != Rung::Full && planned.kept.is_some();
    is_copy.then_some(match (scribe.course.asset(asset).kind, planned.kind) {
        (AssetKind::Film, AssetKind::Sound) => "page.only-sound",
        (AssetKind::Sound, _) => "page.smaller-sound",
        _ => "page.smaller-film",
    })
}

/// Says that less travels than the whole film, and where that is.
fn smaller(scribe: &mut Scribe<'_>, less: &'static str, address: Option<&str>) {
    scribe.html.markup("<p class=\"smaller\"><small>");
    scribe.say(less);
    if let Some(address) = address {
        scribe.html.markup(" ");
        let words = scribe.words().text("page.whole-is-here").to_owned();
        media::web_link(scribe, address, &words);
    }
    scribe.html.markup("</small></p>");
}

/// Writes the picture of a film: its author's, or one that was taken from it.
pub(crate) fn poster(scribe: &mut Scribe<'_>, film: &Film) {
    if let Some(poster) = film.poster {
        picture::image(scribe, poster, "");
    } else if let Some(address) = own_poster(scribe, film) {
        let (address, dimensions) = address;
        scribe.html.markup("<img").attribute("src", &address);
        if let Some((width, height)) = dimensions {
            scribe.html.attribute_number("width", width).attribute_number("height", height);
        }
        scribe.html.markup(" alt=\"\">");
    }
}

/// Returns where the picture stands that was taken from a film, and its size.
fn own_poster(scribe: &Scribe<'_>, film: &Film) -> Option<(String, Option<(u32, u32)>)> {
    let planned = scribe.site().media.poster(&scribe.course.id, film.file?)?;
    let path = crate::render::media_path(scribe.site().profile, &scribe.course.id, &planned.path);
    Some((path.relative_from(&scribe.page.path), planned.dimensions))
}

/// Closes the figure. How long a film is and how much is loaded for it stands there before it is played.
pub(crate) fn close(scribe: &mut Scribe<'_>, film: &Film, caption: Option<&str>, played_here: bool) {
    let Some(caption) = caption.filter(|_| played_here) else { return picture::close_figure(scribe, caption) };
    let length = film.duration.map(film_words::clock);
    let planned = film.file.and_then(|asset| scribe.site().media.get(&scribe.course.id, asset));
    let size = planned.map(|planned| planned.size).or(film.size).map(|size| scribe.words().size(size));
    let facts: Vec<String> = length.into_iter().chain(size).collect();
    scribe.html.markup("<figcaption>").text(caption);
    if !facts.is_empty() {
        scribe.html.markup(" <small>(").text(&facts.join(", ")).markup(")</small>");
    }
    scribe.html.markup("</figcaption></figure>\n");
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

/// Returns what a film is called.
pub(crate) fn title(scribe: &Scribe<'_>, film: &Film, alternative: &str) -> String {
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
    address_of(scribe, film);
    scribe.html.markup(">");
    if is_sound && film.file.is_some_and(|asset| scribe.course.asset(asset).kind == AssetKind::Film) {
        poster(scribe, film);
    }
    let tag =
        if is_sound { "<audio controls preload=\"none\"" } else { "<video controls preload=\"none\" playsinline" };
    scribe.html.markup(tag).attribute("src", address).attribute("aria-label", title);
    if !is_sound {
        let poster = film.poster.and_then(|poster| picture::address(scribe, poster));
        let poster = poster.or_else(|| own_poster(scribe, film));
        let (poster, dimensions) = poster.unwrap_or_else(|| (title_picture(title), None));
        let own = film.file.and_then(|file| picture::address(scribe, file)?.1);
        // Where the film's own size is not known, the picture's is: the page does not jump.
        let (width, height) = own.or(dimensions).unwrap_or((640, 360));
        scribe.html.attribute("poster", &poster).attribute_number("width", width).attribute_number("height", height);
    }
    scribe.html.markup(close);
    scribe.html.markup("<div class=\"film-tools\" data-film-tools></div>");
    // No browser writes captions over a sound: its words are a text below it.
    if !is_sound {
        film_words::captions(scribe, film);
    }
}

/// The address for the script, which says it where the film cannot be seen.
fn address_of(scribe: &mut Scribe<'_>, film: &Film) {
    if let Some(address) = film.url.as_deref().filter(|address| media::is_web(address)) {
        scribe.html.attribute("data-address", address);
    }
}

/// Returns where a film is on the web: its own address, or that of this page where the whole film does not travel with it.
fn address(scribe: &Scribe<'_>, film: &Film, whole_here: bool) -> Option<String> {
    let own = film.url.as_deref().map(ToOwned::to_owned);
    let site = scribe.site();
    // What is published is made as the library says, unless something else is asked for.
    let is_fuller = site.media.rung() == Rung::Full || site.library.settings.media < site.media.rung();
    own.or_else(|| scribe.page.published().filter(|_| film.file.is_some() && !whole_here && is_fuller))
}

/// Writes a film that is on the web, or not to be had from here at all.
fn elsewhere(scribe: &mut Scribe<'_>, film: &Film, address: Option<&str>, is_sound: bool, title: &str) {
    scribe.html.markup("<figure class=\"film web\"").attribute("data-film", &film.name);
    address_of(scribe, film);
    scribe.html.markup(">");
    poster(scribe, film);
    scribe.html.markup(if address.is_some() { "<p class=\"watch\">" } else { "<p class=\"watch nowhere\">" });
    scribe.icon("play");
    match address {
        Some(address) => media::web_link(scribe, address, title),
        None => {
            scribe.html.text(title);
        }
    }
    if let Some(length) = film.duration {
        scribe.html.markup(" <small>(").text(&film_words::clock(length)).markup(")</small>");
    }
    scribe.html.markup("<br><small>");
    scribe.say(match (address, film.file, is_sound) {
        (Some(_), _, true) => "page.sound-needs-connection",
        (Some(_), _, false) => "page.film-needs-connection",
        (None, Some(_), true) => "page.sound-left-out",
        (None, Some(_), false) => "page.film-left-out",
        (None, None, _) => "page.film-not-here",
    });
    scribe.html.markup("</small></p>");
}

/// The address as a code for another phone: on paper always, on the screen below a fold.
fn code(scribe: &mut Scribe<'_>, address: &str, title: Option<&str>) {
    let Some(code) = qr::svg(address) else { return };
    scribe.html.markup("<details class=\"fold show-code\" data-code><summary>");
    scribe.say("page.film-code");
    scribe.html.markup("</summary><p>");
    scribe.say("page.film-code-how");
    // The code stands behind the fold and not in it: there are browsers that print no closed fold.
    scribe.html.markup("</p></details><div class=\"on-paper\">").sound(&code).markup("<p>");
    if let Some(title) = title {
        scribe.html.markup("<strong>").text(title).markup("</strong><br>");
    }
    scribe.html.text(address).markup("</p></div>");
}

/// A film without a picture of its own is a quiet dark box that says its title.
fn title_picture(title: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in title.split_whitespace() {
        match lines.last_mut().filter(|line| line.chars().count() + word.chars().count() < 28) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines.truncate(4);
    let mut svg = Html::default();
    svg.markup(
        "<svg xmlns='http://www.w3.org/2000/svg' width='640' height='360'><path fill='#1d2226' d='M0 0h640v360H0z'/>",
    );
    svg.markup("<g fill='#f2f2f2' font-family='sans-serif' font-size='34' text-anchor='middle'>");
    for (line, at) in lines.iter().zip((100..).step_by(46)) {
        svg.markup("<text x='320'").attribute_number("y", at as u64).markup(">").text(line).markup("</text>");
    }
    let svg = svg.markup("</g></svg>").take().0;
    format!(
        "data:image/svg+xml;charset=utf-8,{}",
        svg.replace('%', "%25").replace('#', "%23").replace('<', "%3C").replace('>', "%3E")
    )
}
