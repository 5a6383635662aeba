//! The forums and meetings of a course: each with its agenda, a guide for the talk and a record of what was decided.
//!
//! 1. All texts are walked; meetings stand in the order of their days, those without one come last.
//! 2. What the author wrote of a meeting is shown again; forms in it have their place in the lesson alone.
//! 3. Each point of the agenda becomes a place to write in the guide. Guide and record are forms as plans are: what is
//!    written is kept under the meeting's own number in its lesson.

use crate::locale::Catalog;
use crate::model::{Block, Container, ContainerKind, Course, Edition, Event, Text};
use crate::render::ThemeError;
use crate::render::address::Place;
use crate::render::html::event::{calendar_path, entry, hours, name};
use crate::render::html::{Scribe, calendar, lines, row_line};
use crate::render::page::shell::{Sheet, add_script, add_scripts, shell};
use crate::render::page::{Rendered, parts};
use crate::render::site::{PageContext, Site};
use crate::render::view::{AgendaView, CellPart, LinkView, MeetingView, NoteField, NotePlace, NotesPage, PlanItem};
use crate::render::{Layout, html::Markup};
use crate::tree::{Body, OutPath};

/// The fields of every guide and record, by their numbers. What learners wrote is kept under these: they never change.
mod field {
    /// Who led the meeting.
    pub(super) const LED: u32 = 1;
    /// Who wrote the record.
    pub(super) const WROTE: u32 = 2;
    /// Who was there.
    pub(super) const THERE: u32 = 3;
    /// What was decided, who does it, by when: the columns of a table.
    pub(super) const DECIDED: [u32; 3] = [4, 5, 6];
    /// What stayed open.
    pub(super) const OPEN: u32 = 7;
    /// The day of the next meeting.
    pub(super) const NEXT: u32 = 8;
    /// The first point of the guide; the others follow.
    pub(super) const POINTS: u32 = 11;
}

/// A forum or meeting where it stands.
struct Meeting<'a> {
    place: Place<'a>,
    /// The title of the page that it stands on.
    page_title: &'a str,
    /// What is written on that page is kept under this.
    key: &'a str,
    text: &'a Text,
    block: &'a Container,
    event: &'a Event,
}

/// Tells whether a course has forums or meetings.
pub(crate) fn has_meetings(edition: &Edition) -> bool {
    let is_meeting = |container: &Container| matches!(container.kind, ContainerKind::Event(_));
    edition.texts().any(|text| text.document.containers().any(is_meeting))
}

/// Returns the forums and meetings of a course by their days.
fn meetings<'a>(course: &'a Course, edition: &'a Edition) -> Vec<Meeting<'a>> {
    let (id, lang) = (&course.id, &edition.lang);
    let mut texts = vec![(Place::Course(id, lang), edition.title.value.as_str(), "course", &edition.introduction)];
    for module in &edition.modules {
        let place = Place::Module(id, lang, &module.id);
        texts.push((place, &module.title.value, module.id.as_str(), &module.introduction));
        texts.extend(module.lessons.iter().map(|lesson| {
            let place = Place::Lesson(id, lang, &lesson.id);
            (place, lesson.title.value.as_str(), lesson.id.as_str(), &lesson.text)
        }));
    }
    let mut found = Vec::new();
    for (place, page_title, key, text) in texts {
        for block in text.document.containers() {
            if let ContainerKind::Event(event) = &block.kind {
                found.push(Meeting { place, page_title, key, text, block, event });
            }
        }
    }
    let day =
        |meeting: &Meeting<'_>| (meeting.event.date.is_none(), meeting.event.date.clone(), meeting.event.start.clone());
    found.sort_by_key(day);
    found
}

/// Returns the page of a course's forums and meetings.
pub(crate) fn page(site: &Site<'_>, course: &Course, edition: &Edition) -> Result<Rendered, ThemeError> {
    let page = PageContext::new(site, Place::Agenda(&course.id, &edition.lang));
    match sheet(&page, course, edition) {
        Some(sheet) => sheet.fill(&page, "agenda.html"),
        None => Ok(Vec::new()),
    }
}

/// Returns that page before it is filled into a template, where there are any meetings.
pub(crate) fn sheet(page: &PageContext<'_>, course: &Course, edition: &Edition) -> Option<Sheet> {
    let meetings = meetings(course, edition);
    if meetings.is_empty() {
        return None;
    }
    let mut files = Rendered::new();
    let views: Vec<MeetingView> = meetings
        .iter()
        .map(|meeting| {
            let (about, own) = about(page, course, edition, meeting);
            files.extend(own);
            view(page, course, edition, meeting, about)
        })
        .collect();
    let all = calendar_of_all(page, course, edition, &meetings);
    let title = page.catalog.text("page.agenda");
    let mut view = shell(page, Some(course), &format!("{title} – {}", edition.title.value));
    view.trail = parts::trail(page, course, edition);
    let words: String = views.iter().map(|view| view.about.as_str()).collect();
    add_script(page, &mut view, "fields");
    add_scripts(page, &mut view, &Markup(words));
    add_script(page, &mut view, "agenda");
    let agenda = AgendaView {
        course: LinkView {
            href: page.address_of(Place::Course(&course.id, &edition.lang)),
            title: edition.title.value.clone(),
        },
        calendar: all.as_ref().map(|(path, _)| page.address_of_file(path)),
        meetings: views,
        rows: 5,
    };
    files.extend(all);
    let mut context = tera::Context::new();
    context.insert("agenda", &agenda);
    Some(Sheet { view, context, files })
}

fn view(
    page: &PageContext<'_>,
    course: &Course,
    edition: &Edition,
    meeting: &Meeting<'_>,
    about: String,
) -> MeetingView {
    let Meeting { event, block, .. } = meeting;
    MeetingView {
        id: page.id(&name(meeting.key, block)),
        key: format!("{}/{}", meeting.key, block.number),
        title: event.title.clone().unwrap_or_else(|| edition.title.value.clone()),
        day: event.date.clone(),
        date: event.date.as_deref().map(|date| page.catalog.date(date)),
        time: hours(event),
        place: event.place.clone(),
        lesson: LinkView {
            href: block
                .id
                .as_deref()
                .map_or_else(|| page.address_of(meeting.place), |id| page.address_at(meeting.place, id)),
            title: meeting.page_title.to_owned(),
        },
        calendar: calendar_path(page, course, meeting.key, block).map(|path| page.address_of_file(&path)),
        about,
        points: (field::POINTS..).zip(points(page.catalog, block)).collect(),
    }
}

/// Returns what the author wrote of a meeting, and the files that belong to it.
fn about(page: &PageContext<'_>, course: &Course, edition: &Edition, meeting: &Meeting<'_>) -> (String, Rendered) {
    // Links within the text lead to where it stands.
    let in_document = page.site.profile.layout == Layout::Document;
    let there = PageContext::in_document(page.site, meeting.place, None);
    let seen_from = if in_document { &there } else { page };
    let mut scribe = Scribe::new(seen_from, course, edition, meeting.text, meeting.key);
    if !in_document {
        scribe.own = page.address_of(meeting.place);
    }
    let shown = meeting.block.content.iter().filter(|block| !is_form(block));
    scribe.again(|scribe| {
        for block in shown {
            scribe.blocks(std::slice::from_ref(block));
        }
    });
    let (Markup(about), files) = scribe.finish();
    (about, files)
}

/// Tells whether a learner writes or answers in a block: that is done where it stands.
fn is_form(block: &Block) -> bool {
    let mut found = false;
    crate::model::walk(std::slice::from_ref(block), &mut |block| {
        found |= match block {
            Block::Quiz(_) => true,
            Block::Container(one) => {
                matches!(one.kind, ContainerKind::Plan { .. } | ContainerKind::Reflection | ContainerKind::Event(_))
            }
            _ => false,
        };
    });
    found
}

/// Returns the points of an agenda: the rows of its tables, else the items of its lists, else what is asked anywhere.
fn points(words: &Catalog, block: &Container) -> Vec<String> {
    let rows = block.content.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table.rows.iter().map(|row| row_line(row))),
        _ => None,
    });
    let items = block.content.iter().filter_map(|block| match block {
        Block::List { items, .. } => Some(items.iter().map(|item| lines(&item.content).join(" "))),
        _ => None,
    });
    let mut points: Vec<String> = rows.flatten().collect();
    if points.is_empty() {
        points = items.flatten().collect();
    }
    points.retain(|point| !point.is_empty());
    points.truncate(60);
    if points.is_empty() {
        points =
            ["page.guide-ask-1", "page.guide-ask-2", "page.guide-ask-3"].map(|key| words.text(key).to_owned()).into();
    }
    points
}

/// Returns the calendar of all meetings and where it stands; nothing where fewer than two have a day.
fn calendar_of_all(
    page: &PageContext<'_>,
    course: &Course,
    edition: &Edition,
    meetings: &[Meeting<'_>],
) -> Option<(OutPath, Body)> {
    let entry = |meeting: &Meeting<'_>| {
        let there = PageContext::new(page.site, meeting.place);
        entry(&there, course, &edition.title.value, meeting.key, meeting.block, meeting.event)
    };
    let entries: Vec<_> = meetings.iter().filter_map(entry).collect();
    let path = OutPath::fixed(&format!("assets/{}/events-{}.ics", course.id, edition.lang));
    let written = calendar(&course.settings.version, &entries);
    (entries.len() > 1).then(|| (path, Body::Bytes(written.into_bytes())))
}

/// Returns what can be written at the meetings of a course, for the page of notes; addresses are seen from `page`.
pub(crate) fn notes(page: &PageContext<'_>, course: &Course, edition: &Edition) -> Option<NotesPage> {
    let place = Place::Agenda(&course.id, &edition.lang);
    if !page.holds(place) {
        return None;
    }
    let places: Vec<NotePlace> = meetings(course, edition).iter().map(|one| note_place(page, edition, one)).collect();
    let title = page.catalog.text("page.agenda").to_owned();
    Some(NotesPage { id: "agenda".to_owned(), title, href: page.address_of(place), places })
}

fn note_place(page: &PageContext<'_>, edition: &Edition, meeting: &Meeting<'_>) -> NotePlace {
    let words = page.catalog;
    let one = |number, takes, key| PlanItem::Field {
        field: NoteField { field: number, takes },
        label: words.text(key).to_owned(),
        after: String::new(),
    };
    let heading = |key| PlanItem::Heading { heading: words.text(key).to_owned() };
    let mut items = vec![heading("page.guide")];
    items.extend((field::POINTS..).zip(points(words, meeting.block)).map(|(number, label)| PlanItem::Field {
        field: NoteField { field: number, takes: "text" },
        label,
        after: String::new(),
    }));
    items.extend([
        heading("page.record"),
        one(field::LED, "text", "page.record-led"),
        one(field::WROTE, "text", "page.record-wrote"),
        one(field::THERE, "text", "page.record-there"),
        decisions(words),
        one(field::OPEN, "text", "page.record-open"),
        one(field::NEXT, "date", "page.record-next"),
    ]);
    let title = meeting.event.title.clone().unwrap_or_else(|| edition.title.value.clone());
    let day = meeting.event.date.as_deref().map(|date| words.date(date));
    NotePlace {
        kind: "plan",
        id: format!("{}/{}", meeting.key, meeting.block.number),
        anchor: Some(page.suffix(&name(meeting.key, meeting.block))),
        prompt: std::iter::once(title).chain(day).collect(),
        repeat: true,
        meetings: false,
        items,
    }
}

fn decisions(words: &Catalog) -> PlanItem {
    let head = ["page.record-what", "page.record-who", "page.record-when"].map(|key| words.text(key).to_owned());
    let takes = ["text", "text", "date"];
    let cell = |(field, takes)| vec![CellPart::Field(NoteField { field, takes })];
    PlanItem::Table { head: head.into(), rows: vec![field::DECIDED.into_iter().zip(takes).map(cell).collect()] }
}
