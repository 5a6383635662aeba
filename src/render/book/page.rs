//! One page of a book: its view, its content, the template `book.html`.

use crate::locale::{Catalog, Lang};
use crate::model::{Course, Edition, Lesson, LessonId, Module, ModuleId, Text};
use crate::render::ThemeError;
use crate::render::address::Place;
use crate::render::book::chapters::{Chapter, ChapterKind};
use crate::render::book::has_picture;
use crate::render::html::{Markup, Scribe, at_the_back, inlines};
use crate::render::page::Message;
use crate::render::page::{duration, facts, for_roles, foreign, origins, outdated, requires, support};
use crate::render::site::{PageContext, Site};
use crate::render::view::{AboutView, BookView, OnlineView, PictureView};
use crate::render::{Layout, qr};
use crate::tree::{Body, OutPath};
use std::collections::BTreeMap;

/// What all pages of a book share.
pub(crate) struct Frame<'a> {
    pub(crate) site: &'a Site<'a>,
    pub(crate) course: &'a Course,
    pub(crate) edition: &'a Edition,
    pub(crate) style: &'a OutPath,
}

/// Returns a page; none for answers where there are none.
///
/// # Errors
/// When the template fails, with its name and line.
pub(crate) fn page(frame: &Frame<'_>, chapter: &Chapter) -> Result<Option<(OutPath, Body)>, ThemeError> {
    let Some(html) = filled(frame, chapter, "book.html")? else { return Ok(None) };
    Ok(Some((chapter.path.clone(), Body::Bytes(html.into_bytes()))))
}

/// Returns the template `name` filled with the view of a chapter; none for answers where there are none.
///
/// # Errors
/// When the template fails, with its name and line.
pub(crate) fn filled(frame: &Frame<'_>, chapter: &Chapter, name: &str) -> Result<Option<String>, ThemeError> {
    let place = place(frame, &chapter.kind);
    let page = match frame.site.profile.layout {
        Layout::Volume => PageContext::new(frame.site, place),
        _ => PageContext::at(frame.site, place, chapter.path.clone()),
    };
    let view = match &chapter.kind {
        ChapterKind::Cover => Some(cover(frame, &page)),
        ChapterKind::Course => Some(course(frame, &page)),
        ChapterKind::Module(id) => module(frame, &page, id),
        ChapterKind::Lesson(id) => lesson(frame, &page, id),
        ChapterKind::Glossary => frame.edition.glossary.as_ref().map(|text| glossary(frame, &page, text)),
        ChapterKind::Answers => answers(frame, &page),
    };
    let Some(view) = view else { return Ok(None) };
    let view = BookView {
        lang: frame.edition.lang.to_string(),
        dir: frame.edition.lang.direction().html(),
        title: view.heading.clone().unwrap_or_else(|| chapter.title.clone()),
        style: page.address_of_file(frame.style),
        id: (frame.site.profile.layout == Layout::Volume).then(|| page.fragment(page.place)),
        title_id: page.id("_title"),
        ..view
    };
    let mut context = tera::Context::new();
    context.insert("page", &view);
    insert_words(&mut context, page.catalog);
    Ok(Some(frame.site.theme.fill(name, &context)?))
}

/// Gives a template the words that a book says.
pub(crate) fn insert_words(context: &mut tera::Context, catalog: &Catalog) {
    for (name, section) in [("words", "page"), ("book", "book")] {
        let words: BTreeMap<&str, &str> = catalog.section(section).collect();
        context.insert(name, &words);
    }
}

/// Returns which page of the course a chapter is; the cover is the course's own.
pub(crate) fn place<'a>(frame: &Frame<'a>, kind: &'a ChapterKind) -> Place<'a> {
    let (course, lang) = (&frame.course.id, &frame.edition.lang);
    match kind {
        ChapterKind::Cover | ChapterKind::Course => Place::Course(course, lang),
        ChapterKind::Module(module) => Place::Module(course, lang, module),
        ChapterKind::Lesson(lesson) => Place::Lesson(course, lang, lesson),
        ChapterKind::Glossary => Place::Glossary(course, lang),
        ChapterKind::Answers => Place::Answers(course, lang),
    }
}

/// Returns a whole text as HTML; what is kept under `key` has its answer at the back under the same name.
fn whole(frame: &Frame<'_>, page: &PageContext<'_>, text: &Text, key: &str, lang: Option<&Lang>) -> String {
    let mut scribe = Scribe::new(page, frame.course, frame.edition, text, key);
    scribe.whole(lang);
    let (Markup(content), _) = scribe.finish();
    content
}

fn cover(frame: &Frame<'_>, page: &PageContext<'_>) -> BookView {
    let title = frame.edition.title.value.clone();
    let own = frame.course.settings.cover.filter(|_| has_picture(frame.site, frame.course));
    let planned = own.and_then(|own| frame.site.media.get(&frame.course.id, own));
    let path = match planned {
        Some(planned) => crate::render::media_path(frame.site.profile, &frame.course.id, &planned.path),
        None => drawing_path(),
    };
    let beside = |words: Option<String>| words.filter(|_| planned.is_some());
    let picture = PictureView {
        src: page.address_of_file(&path),
        alt: page.catalog.fill("book.cover-of", &[("title", &title)]),
        publisher: beside(frame.site.library.settings.organisation.clone()),
        title: beside(Some(title)),
    };
    BookView { kind: "cover", picture: Some(picture), ..BookView::default() }
}

fn course(frame: &Frame<'_>, page: &PageContext<'_>) -> BookView {
    let settings = &frame.course.settings;
    let about = AboutView {
        authors: (!settings.authors.is_empty()).then(|| settings.authors.join(", ")),
        publisher: frame.site.library.settings.organisation.clone(),
        licence: settings.licence.clone(),
        version: settings.version.clone(),
        origins: origins(frame.course),
        support: support(page, Some(&Message::about(page, &frame.edition.title.value, None))),
        online: online(page),
    };
    BookView {
        kind: "course",
        heading: Some(frame.edition.title.value.clone()),
        facts: facts(page, frame.course, frame.edition),
        lead: frame.edition.summary.clone(),
        objectives: frame.edition.objectives.clone(),
        requires: requires(page, frame.course),
        content: whole(frame, page, &frame.edition.introduction, COURSE, None),
        about: Some(about),
        outdated: outdated(frame.site, page.catalog, frame.edition.introduction.document.file),
        ..BookView::default()
    }
}

/// Returns where the course is on the web, with a code for a phone's camera; only paper has it.
fn online(page: &PageContext<'_>) -> Option<OnlineView> {
    let address = page.published().filter(|_| page.site.profile.layout == Layout::Volume)?;
    let Markup(code) = qr::svg(&address)?;
    Some(OnlineView { address, code })
}

/// What the answers of the course's own page are kept under.
const COURSE: &str = "course";

fn module(frame: &Frame<'_>, page: &PageContext<'_>, id: &ModuleId) -> Option<BookView> {
    let (number, module) = (1..).zip(&frame.edition.modules).find(|(_, module)| module.id == *id)?;
    Some(BookView {
        kind: "part",
        role: Some("doc-part"),
        heading: Some(part_title(number, module)),
        facts: module.minutes().map(|minutes| duration(page.catalog, minutes)).into_iter().collect(),
        lead: module.summary.clone(),
        content: whole(frame, page, &module.introduction, id.as_str(), module.lang.as_ref()),
        foreign: module.lang.as_ref().map(|lang| foreign(frame.site, page.catalog, lang)),
        outdated: outdated(frame.site, page.catalog, module.introduction.document.file),
        ..BookView::default()
    })
}

fn part_title(number: u32, module: &Module) -> String {
    format!("{number}. {}", module.title.value)
}

fn lesson(frame: &Frame<'_>, page: &PageContext<'_>, id: &LessonId) -> Option<BookView> {
    let all = (1..).zip(&frame.edition.modules);
    let mut all = all.flat_map(|(number, module)| module.lessons.iter().map(move |lesson| (number, module, lesson)));
    let (number, module, lesson): (u32, &Module, &Lesson) = all.find(|(_, _, lesson)| lesson.id == *id)?;
    let minutes = lesson.minutes.map(|minutes| duration(page.catalog, minutes));
    let roles = for_roles(page.catalog, frame.course, frame.edition, lesson);
    Some(BookView {
        kind: "chapter",
        role: Some("doc-chapter"),
        over: Some(part_title(number, module)),
        heading: Some(lesson.title.value.clone()),
        facts: minutes.into_iter().chain(roles).collect(),
        objectives: lesson.objectives.clone(),
        content: whole(frame, page, &lesson.text, id.as_str(), lesson.lang.as_ref()),
        foreign: lesson.lang.as_ref().map(|lang| foreign(frame.site, page.catalog, lang)),
        outdated: outdated(frame.site, page.catalog, lesson.file),
        ..BookView::default()
    })
}

fn glossary(frame: &Frame<'_>, page: &PageContext<'_>, text: &Text) -> BookView {
    let mut scribe = Scribe::new(page, frame.course, frame.edition, text, "glossary");
    scribe.html.markup("<dl class=\"glossary\">\n");
    for entry in &frame.edition.glossary_entries {
        scribe.html.markup("<dt").attribute("id", &page.id(&entry.id)).markup("><dfn>");
        inlines(&mut scribe, &entry.term);
        scribe.html.markup("</dfn></dt>\n<dd>");
        scribe.blocks(&entry.meaning);
        scribe.html.markup("</dd>\n");
    }
    scribe.html.markup("</dl>\n");
    let (Markup(content), _) = scribe.finish();
    BookView {
        kind: "glossary",
        role: Some("doc-glossary"),
        heading: Some(page.catalog.text("page.glossary").to_owned()),
        content,
        ..BookView::default()
    }
}

/// Returns the answers of every text, each below the title of its own page.
fn answers(frame: &Frame<'_>, page: &PageContext<'_>) -> Option<BookView> {
    let (course, edition) = (frame.course, frame.edition);
    let mut content = answers_of(
        frame,
        page,
        &edition.introduction,
        COURSE,
        &edition.title.value,
        Place::Course(&course.id, &edition.lang),
    );
    for module in &edition.modules {
        let place = Place::Module(&course.id, &edition.lang, &module.id);
        content += &answers_of(frame, page, &module.introduction, module.id.as_str(), &module.title.value, place);
        for lesson in &module.lessons {
            let place = Place::Lesson(&course.id, &edition.lang, &lesson.id);
            content += &answers_of(frame, page, &lesson.text, lesson.id.as_str(), &lesson.title.value, place);
        }
    }
    (!content.is_empty()).then(|| BookView {
        kind: "answers",
        heading: Some(page.catalog.text("book.answers").to_owned()),
        content,
        ..BookView::default()
    })
}

fn answers_of(
    frame: &Frame<'_>,
    page: &PageContext<'_>,
    text: &Text,
    key: &str,
    title: &str,
    place: Place<'_>,
) -> String {
    let mut scribe = Scribe::new(page, frame.course, frame.edition, text, key);
    scribe.own = page.address_of(place);
    at_the_back(&mut scribe);
    let answers = scribe.html.take();
    if answers.0.is_empty() {
        return String::new();
    }
    scribe.html.markup("<section><h2>").text(title).markup("</h2>\n").sound(&answers).markup("</section>\n");
    scribe.html.take().0
}

/// Returns where the drawing stands that a course without a picture has for a cover.
pub(crate) fn drawing_path() -> OutPath {
    OutPath::fixed("assets/cover.svg")
}
