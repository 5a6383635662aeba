//! Forums and meetings: when and where, a calendar file to keep, and the way to the sheet of the meeting.

use crate::model::{Container, Course, Event};
use crate::render::Medium;
use crate::render::address::Place;
use crate::render::html::calendar::{Entry, calendar};
use crate::render::html::container;
use crate::render::html::lines::lines;
use crate::render::html::scribe::{Copy, Scribe};
use crate::render::site::PageContext;
use crate::tree::{Body, OutPath};

/// Writes a forum or meeting.
pub(crate) fn event<'a>(scribe: &mut Scribe<'a>, block: &'a Container, event: &Event) {
    scribe.html.markup("<section class=\"panel event\"");
    container::id(scribe, block);
    scribe.html.markup(">");
    container::label(scribe, "event", "page.event", &[]);
    if let Some(title) = &event.title {
        scribe.html.markup("<p class=\"title\">").text(title).markup("</p>\n");
    }
    facts(scribe, event);
    scribe.blocks(&block.content);
    if scribe.medium() == Medium::Player {
        calendar_link(scribe, block, event);
        sheet_link(scribe, block);
    }
    scribe.html.markup("</section>\n");
}

fn facts(scribe: &mut Scribe<'_>, event: &Event) {
    let words = scribe.words();
    let date = event.date.as_deref().map(|date| words.date(date));
    let rows = [("page.date", date), ("page.time", hours(event)), ("page.place", event.place.clone())];
    if rows.iter().all(|(_, value)| value.is_none()) {
        return;
    }
    scribe.html.markup("<dl class=\"facts\">");
    for (key, value) in rows {
        let Some(value) = value else { continue };
        scribe.html.markup("<div><dt>").text(words.text(key)).markup("</dt><dd>").text(&value).markup("</dd></div>");
    }
    scribe.html.markup("</dl>\n");
}

/// Returns from when to when a meeting lasts, as it is read.
pub(crate) fn hours(event: &Event) -> Option<String> {
    match (&event.start, &event.end) {
        (Some(start), Some(end)) => Some(format!("{start}–{end}")),
        (Some(time), None) | (None, Some(time)) => Some(time.clone()),
        (None, None) => None,
    }
}

/// Returns the name of a meeting in addresses: it is made of ids and holds wherever the meeting is shown.
pub(crate) fn name(key: &str, block: &Container) -> String {
    format!("{}-{}", key.replace('/', "-"), block.number)
}

/// Returns where the calendar file of a meeting stands; nothing where its day is not set.
pub(crate) fn calendar_path(page: &PageContext<'_>, course: &Course, key: &str, block: &Container) -> Option<OutPath> {
    let crate::model::ContainerKind::Event(event) = &block.kind else { return None };
    event.date.as_ref()?;
    Some(OutPath::fixed(&format!("assets/{}/event-{}-{}.ics", course.id, page.lang(), name(key, block))))
}

fn calendar_link(scribe: &mut Scribe<'_>, block: &Container, event: &Event) {
    let page = scribe.page;
    let Some(path) = calendar_path(page, scribe.course, scribe.key, block) else { return };
    let address = page.address_of_file(&path);
    scribe.html.markup("<p><a class=\"button second\" download").attribute("href", &address).markup(">");
    scribe.say("page.add-to-calendar");
    scribe.html.markup("</a></p>\n");
    if scribe.copy == Copy::First {
        let title = &scribe.edition.title.value;
        let entry = entry(page, scribe.course, title, scribe.key, block, event);
        let written = calendar(&scribe.course.settings.version, entry.as_slice());
        scribe.files.push((path, Body::Bytes(written.into_bytes())));
    }
}

/// Where a meeting has its sheet: the page of the course's meetings.
fn sheet_link(scribe: &mut Scribe<'_>, block: &Container) {
    let place = Place::Agenda(&scribe.course.id, &scribe.edition.lang);
    if scribe.copy == Copy::Second || !scribe.page.holds(place) {
        return;
    }
    let address = scribe.page.address_at(place, &name(scribe.key, block));
    scribe.html.markup("<p><a").attribute("href", &address).markup(">");
    scribe.say("page.to-sheet");
    scribe.html.markup("</a></p>\n");
}

/// Returns a meeting for a calendar, where its day is set; `title` is its title where it has none of its own, and
/// `page` the one that tells of it.
pub(crate) fn entry(
    page: &PageContext<'_>,
    course: &Course,
    title: &str,
    key: &str,
    block: &Container,
    event: &Event,
) -> Option<Entry> {
    let own = block.id.as_deref().map_or_else(|| block.number.to_string(), ToOwned::to_owned);
    let url = page.published();
    let address = page.site.library.settings.url.as_deref().and_then(|url| url.split_once("://"));
    let host = address.and_then(|(_, rest)| rest.split('/').next()).unwrap_or("alforja");
    Some(Entry {
        uid: format!("{}-{}-{own}@{host}", course.id, key.replace('/', "-")),
        title: event.title.clone().unwrap_or_else(|| title.to_owned()),
        day: event.date.clone()?,
        start: event.start.clone(),
        end: event.end.clone(),
        place: event.place.clone(),
        about: lines(&block.content),
        url: url.map(|url| block.id.as_deref().map_or_else(|| url.clone(), |id| format!("{url}#{id}"))),
    })
}
