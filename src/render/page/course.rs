//! A course's page: what one learns, how long it takes, its parts, and where to begin.

use crate::model::{Course, Edition, Lesson, MediaTarget, Module};
use crate::render::address::Place;
use crate::render::html::Scribe;
use crate::render::page::shell::{fill, insert_markup, notes_script, shell};
use crate::render::page::{Rendered, module};
use crate::render::site::{PageContext, Site};
use crate::render::view::{self, CourseView, Cover, LessonLink, LinkView, ModuleView, OriginView};
use crate::render::{Layout, ThemeError, weave};
use crate::span::Spanned;

/// Returns a course's page.
pub(crate) fn page(site: &Site<'_>, course: &Course, edition: &Edition) -> Result<Rendered, ThemeError> {
    let page = PageContext::new(site, Place::Course(&course.id, &edition.lang));
    let mut scribe = Scribe::new(&page, course, edition, &edition.introduction, "course");
    scribe.whole();
    let (content, files) = scribe.finish();

    let mut view = shell(&page, Some(course), &edition.title.value);
    view.notes = notes_script(&page, &content);
    if site.profile.layout == Layout::Library {
        view.trail = module::trail(&page, course, edition);
        view.trail.pop();
    } else {
        view.unzip = super::catalogue::unzip(site);
    }
    view.description = edition.summary.clone();

    let address = |lesson: &Lesson| page.address_of(Place::Lesson(&course.id, &edition.lang, &lesson.id));
    let outline = view::outline(site.library, course, edition, &address);
    let mut context = tera::Context::new();
    context.insert("course", &course_view(&page, course, edition));
    insert_markup(&mut context, "content", &content);
    insert_markup(&mut context, "outline", &view::json(&outline));
    let mut rendered = fill(&page, &view, "course.html", context)?;
    rendered.extend(files);
    Ok(rendered)
}

fn course_view(page: &PageContext<'_>, course: &Course, edition: &Edition) -> CourseView {
    let first = edition.lessons().next();
    CourseView {
        id: course.id.to_string(),
        title: edition.title.value.clone(),
        summary: edition.summary.clone(),
        facts: facts(page, course, edition),
        objectives: edition.objectives.clone(),
        requires: requires(page, course),
        modules: (1..)
            .zip(&edition.modules)
            .map(|(number, module)| module_view(page, course, edition, number, module))
            .collect(),
        start: first.map(|lesson| page.address_of(Place::Lesson(&course.id, &edition.lang, &lesson.id))),
        glossary: edition.glossary.as_ref().map(|_| page.address_of(Place::Glossary(&course.id, &edition.lang))),
        authors: (!course.settings.authors.is_empty()).then(|| course.settings.authors.join(", ")),
        origins: course
            .settings
            .based_on
            .iter()
            .map(|origin| OriginView {
                title: origin.title.clone(),
                url: origin.url.clone(),
                licence: origin.licence.clone(),
            })
            .collect(),
        cover: cover(page, course).filter(|_| !shows_cover(course, edition)),
        weave: weave::style(&course.id),
    }
}

/// Returns how long a course takes and how many lessons it has, in words.
pub(crate) fn facts(page: &PageContext<'_>, course: &Course, edition: &Edition) -> Vec<String> {
    let words = page.catalog;
    let sum: u32 = edition.lessons().filter_map(|lesson| lesson.minutes).sum();
    let minutes = course.settings.minutes.or((sum > 0).then_some(sum));
    let lessons = edition.lessons().count() as u64;
    let mut facts: Vec<String> = minutes.map(|minutes| duration(page, minutes)).into_iter().collect();
    facts.push(words.count("page.lessons", lessons, &[]));
    facts
}

/// Returns a time in words: minutes, or hours and minutes.
fn duration(page: &PageContext<'_>, minutes: u32) -> String {
    let words = page.catalog;
    let hours = words.count("page.hours", (minutes / 60).into(), &[]);
    let rest = words.count("page.minutes", (minutes % 60).into(), &[]);
    match (minutes / 60, minutes % 60) {
        (0, _) => rest,
        (_, 0) => hours,
        _ => format!("{hours} {rest}"),
    }
}

fn requires(page: &PageContext<'_>, course: &Course) -> Vec<LinkView> {
    let library = page.site.library;
    let required = course.settings.requires.iter().filter_map(|id| library.course(&id.value));
    required
        .filter_map(|course| {
            let edition = course.edition(page.lang()).or_else(|| course.editions.first())?;
            let place = page.nearest_language(Place::Course(&course.id, page.lang()));
            Some(LinkView {
                href: place.map_or(String::new(), |place| page.address_of(place)),
                title: edition.title.value.clone(),
            })
        })
        .collect()
}

/// Tells whether the introduction shows the course's picture itself.
fn shows_cover(course: &Course, edition: &Edition) -> bool {
    let cover = course.settings.cover.map(MediaTarget::Picture);
    cover.is_some_and(|cover| edition.introduction.media.contains(&cover))
}

/// Returns the course's picture, where it has one.
pub(crate) fn cover(page: &PageContext<'_>, course: &Course) -> Option<Cover> {
    let planned = page.site.media.get(&course.id, course.settings.cover?)?;
    let path = crate::render::media_path(page.site.profile, &course.id, planned);
    Some(Cover {
        src: page.address_of_file(&path),
        width: planned.dimensions.map(|(width, _)| width),
        height: planned.dimensions.map(|(_, height)| height),
    })
}

/// Returns what learners read for the roles that a lesson is for.
pub(crate) fn role_titles(course: &Course, edition: &Edition, lesson: &Lesson) -> Vec<String> {
    let title = |role: &Spanned<String>| course.settings.role_title(&role.value, &edition.lang).to_owned();
    lesson.roles.iter().map(title).collect()
}

/// Returns a module with its lessons, its addresses seen from `page`.
pub(crate) fn module_view(
    page: &PageContext<'_>,
    course: &Course,
    edition: &Edition,
    number: usize,
    module: &Module,
) -> ModuleView {
    let words = page.catalog;
    let lessons = module.lessons.iter().map(|lesson| LessonLink {
        id: lesson.id.to_string(),
        href: page.address_of(Place::Lesson(&course.id, &edition.lang, &lesson.id)),
        title: lesson.title.value.clone(),
        minutes: lesson.minutes.map(|minutes| words.count("page.minutes", minutes.into(), &[])),
        roles: role_titles(course, edition, lesson),
    });
    ModuleView {
        number,
        href: page.address_of(Place::Module(&course.id, &edition.lang, &module.id)),
        title: module.title.value.clone(),
        summary: module.summary.clone(),
        minutes: module.minutes().map(|minutes| words.count("page.minutes", minutes.into(), &[])),
        open: true,
        lessons: lessons.collect(),
    }
}
