//! What several kinds of pages say of a course: how long it takes, its picture, the way to it, its modules.

use crate::locale::{Catalog, Lang};
use crate::model::{Course, Edition, Module, Origin};
use crate::render::Layout;
use crate::render::address::{Guide, Place};
use crate::render::page::paths::{for_roles, role_ids};
use crate::render::site::{PageContext, Site};
use crate::render::view::{Cover, ForeignView, LessonLink, LinkView, ModuleView, OriginView, Passage};
use crate::span::FileId;

/// Returns how long a course takes and how many lessons it has, in words.
pub(crate) fn facts(page: &PageContext<'_>, course: &Course, edition: &Edition) -> Vec<String> {
    let words = page.catalog;
    let lessons = edition.lessons().count() as u64;
    let mut facts: Vec<String> = minutes(course, edition).map(|minutes| duration(words, minutes)).into_iter().collect();
    facts.push(words.count("page.lessons", lessons, &[]));
    facts
}

/// Returns how long a course takes, where it or its lessons say so; for a part of a course its lessons alone do.
pub fn minutes(course: &Course, edition: &Edition) -> Option<u32> {
    let sum: u32 = edition.lessons().filter_map(|lesson| lesson.minutes).sum();
    let whole = course.edition(&edition.lang).is_none_or(|known| known.modules.len() == edition.modules.len());
    course.settings.minutes.filter(|_| whole).or((sum > 0).then_some(sum))
}

/// Returns a time in words: minutes, or hours and minutes.
pub(crate) fn duration(words: &Catalog, minutes: u32) -> String {
    let hours = || words.count("page.hours", (minutes / 60).into(), &[]);
    let rest = || words.count("page.minutes", (minutes % 60).into(), &[]);
    match (minutes / 60, minutes % 60) {
        (0, _) => rest(),
        (_, 0) => hours(),
        _ => format!("{} {}", hours(), rest()),
    }
}

/// Returns the way down to a page of the course: the catalogue, the course.
pub(crate) fn trail(page: &PageContext<'_>, course: &Course, edition: &Edition) -> Vec<LinkView> {
    let mut trail = Vec::new();
    if page.site.profile.layout == Layout::Library {
        trail.push(LinkView {
            href: page.address_of(Place::Catalogue(&edition.lang)),
            title: page.catalog.text("page.courses").to_owned(),
        });
    }
    trail.push(LinkView {
        href: page.address_of(Place::Course(&course.id, &edition.lang)),
        title: edition.title.value.clone(),
    });
    trail
}

/// Returns the course's picture, where it has one.
pub(crate) fn cover(page: &PageContext<'_>, course: &Course) -> Option<Cover> {
    let planned = page.site.media.get(&course.id, course.settings.cover?)?;
    let path = crate::render::media_path(page.site.profile, &course.id, &planned.path);
    Some(Cover {
        src: page.address_of_file(&path),
        width: planned.dimensions.map(|(width, _)| width),
        height: planned.dimensions.map(|(_, height)| height),
    })
}

/// Returns the courses that this one was adapted from.
pub(crate) fn origins(course: &Course) -> Vec<OriginView> {
    let origin = |origin: &Origin| OriginView {
        title: origin.title.clone(),
        url: origin.url.clone(),
        licence: origin.licence.clone(),
    };
    course.settings.based_on.iter().map(origin).collect()
}

/// Returns a module with its lessons, its addresses seen from `page`.
pub(crate) fn module_view(
    page: &PageContext<'_>,
    course: &Course,
    edition: &Edition,
    number: usize,
    module: &Module,
) -> ModuleView {
    ModuleView {
        lessons: lesson_links(page, course, edition, module),
        ..closed_view(page, course, edition, number, module)
    }
}

fn lesson_links(page: &PageContext<'_>, course: &Course, edition: &Edition, module: &Module) -> Vec<LessonLink> {
    let words = page.catalog;
    let lessons = module.lessons.iter().map(|lesson| LessonLink {
        id: lesson.id.to_string(),
        href: page.address_of(Place::Lesson(&course.id, &edition.lang, &lesson.id)),
        title: lesson.title.value.clone(),
        minutes: lesson.minutes.map(|minutes| duration(words, minutes)),
        roles: role_ids(lesson),
        for_roles: for_roles(words, course, edition, lesson),
        lang: lesson.lang.as_ref().map(Lang::to_string),
    });
    lessons.collect()
}

/// Returns a module without its lessons.
pub(crate) fn closed_view(
    page: &PageContext<'_>,
    course: &Course,
    edition: &Edition,
    number: usize,
    module: &Module,
) -> ModuleView {
    let words = page.catalog;
    ModuleView {
        number,
        href: page.address_of(Place::Module(&course.id, &edition.lang, &module.id)),
        title: module.title.value.clone(),
        summary: module.summary.clone(),
        minutes: module.minutes().map(|minutes| duration(words, minutes)),
        open: true,
        start: None,
        session: session(page, course, module),
        lessons: Vec::new(),
        foreign: module.lang.as_ref().map(|lang| foreign(page.site, words, lang)),
        outdated: outdated(page.site, words, module.introduction.document.file),
    }
}

/// Returns where a trainer finds when the lessons of a module are held.
fn session(page: &PageContext<'_>, course: &Course, module: &Module) -> Option<String> {
    let place = Place::Guide(Guide::Session, &course.id, page.lang());
    let there = page.holds(place) && !module.lessons.is_empty();
    there.then(|| page.address_at(place, &format!("part-{}", module.id)))
}

/// Returns what a reader is told of a text in `lang` that stands in for a translation.
pub(crate) fn foreign<'a>(site: &Site<'a>, words: &Catalog, lang: &'a Lang) -> ForeignView {
    ForeignView {
        lang: lang.to_string(),
        dir: lang.direction().html(),
        vertical: lang.is_vertical(),
        note: words.fill("page.untranslated", &[("language", site.language_name(lang))]),
    }
}

/// Returns what a reader is told of a translated page whose source has changed since.
pub(crate) fn outdated(site: &Site<'_>, words: &Catalog, file: FileId) -> Option<String> {
    site.library.outdated.contains(&file).then(|| words.text("page.outdated").to_owned())
}

/// What is read when the page was opened inside a zip, where it finds no style sheet: unpack first.
pub(crate) fn unzip(site: &Site<'_>) -> Vec<Passage> {
    let passage = |lang: &&Lang| Passage {
        lang: lang.to_string(),
        dir: lang.direction().html(),
        words: site.catalogs.get(lang).text("page.unzip-first").to_owned(),
    };
    site.languages().iter().map(passage).collect()
}
