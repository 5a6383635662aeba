//! Forums and meetings: when and where, and a calendar file to keep.

use crate::model::{Container, Event};
use crate::render::Medium;
use crate::render::html::container;
use crate::render::html::scribe::{Copy, Scribe};
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
    }
    scribe.html.markup("</section>\n");
}

fn facts(scribe: &mut Scribe<'_>, event: &Event) {
    let words = scribe.words();
    let date = event.date.as_deref().map(|date| words.date(date));
    let hours = match (&event.start, &event.end) {
        (Some(start), Some(end)) => Some(format!("{start}–{end}")),
        (Some(time), None) | (None, Some(time)) => Some(time.clone()),
        (None, None) => None,
    };
    let rows = [("page.date", date), ("page.time", hours), ("page.place", event.place.clone())];
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

fn calendar_link(scribe: &mut Scribe<'_>, block: &Container, event: &Event) {
    let Some(calendar) = calendar(scribe, block, event) else { return };
    let name = format!(
        "assets/{}/event-{}-{}-{}.ics",
        scribe.course.id,
        scribe.page.lang(),
        scribe.key.replace('/', "-"),
        block.number
    );
    let path = OutPath::fixed(&name);
    let address = path.relative_from(&scribe.page.path);
    scribe.html.markup("<p><a class=\"button second\" download").attribute("href", &address).markup(">");
    scribe.say("page.add-to-calendar");
    scribe.html.markup("</a></p>\n");
    if scribe.copy == Copy::First {
        scribe.files.push((path, Body::Bytes(calendar.into_bytes())));
    }
}

/// Returns the event as iCalendar (RFC 5545), where its day is set. The stamp is the event's own day, because
/// outputs carry no clock; times are local, because a meeting is where its people are.
fn calendar(scribe: &Scribe<'_>, block: &Container, event: &Event) -> Option<String> {
    let day: String = event.date.as_ref()?.chars().filter(char::is_ascii_digit).collect();
    if day.len() != 8 {
        return None;
    }
    let title = event.title.as_deref().unwrap_or(&scribe.edition.title.value);
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//alforja//EN".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}-{}-{}@alforja", scribe.course.id, scribe.key.replace('/', "-"), block.number),
        format!("DTSTAMP:{day}T000000Z"),
    ];
    let moment = |time: &str| {
        let digits: String = time.chars().filter(char::is_ascii_digit).collect();
        (digits.len() == 4).then(|| format!("{day}T{digits}00"))
    };
    match event.start.as_deref().and_then(moment) {
        Some(start) => {
            lines.push(format!("DTSTART:{start}"));
            lines.extend(event.end.as_deref().and_then(moment).map(|end| format!("DTEND:{end}")));
        }
        None => lines.push(format!("DTSTART;VALUE=DATE:{day}")),
    }
    lines.push(format!("SUMMARY:{}", calendar_text(title)));
    lines.extend(event.place.as_deref().map(|place| format!("LOCATION:{}", calendar_text(place))));
    lines.extend(["END:VEVENT".to_owned(), "END:VCALENDAR".to_owned()]);
    Some(lines.iter().map(|line| folded(line) + "\r\n").collect())
}

/// RFC 5545 section 3.3.11: what must be escaped in a text.
fn calendar_text(words: &str) -> String {
    words.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace(['\r', '\n'], " ")
}

/// RFC 5545 section 3.1: no line is longer than 75 bytes; a line goes on after a space.
fn folded(line: &str) -> String {
    let mut folded = String::new();
    let mut width = 0;
    for letter in line.chars() {
        if width + letter.len_utf8() > 74 {
            folded.push_str("\r\n ");
            width = 1;
        }
        folded.push(letter);
        width += letter.len_utf8();
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::{calendar_text, folded};

    #[test]
    fn calendar_lines_are_short_and_escaped() {
        assert_eq!(calendar_text("Tea, bread; talk\\"), "Tea\\, bread\\; talk\\\\");
        let long = folded(&"ө".repeat(60));
        assert!(long.split("\r\n").all(|line| line.len() <= 75), "{long}");
        assert_eq!(long.replace("\r\n ", ""), "ө".repeat(60));
    }
}
