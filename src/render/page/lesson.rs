//! A lesson's page.

use crate::locale::Direction;
use crate::model::{Course, Edition, Lesson, Module};
use crate::render::ThemeError;
use crate::render::address::Place;
use crate::render::html::Scribe;
use crate::render::page::contents::SHOWN_WHOLE;
use crate::render::page::parts::{duration, foreign, outdated};
use crate::render::page::paths::role_titles;
use crate::render::page::paths::{off_path, ways};
use crate::render::page::shell::{Sheet, add_script, add_scripts, insert_markup, shell};
use crate::render::page::{Contents, Rendered, contents, parts};
use crate::render::site::{PageContext, Site};
use crate::render::view::{LessonView, LinkView};

/// Returns a lesson's page and the files that belong to it.
pub(crate) fn page(
    site: &Site<'_>,
    course: &Course,
    edition: &Edition,
    module: &Module,
    lesson: &Lesson,
    contents: &Contents,
) -> Result<Rendered, ThemeError> {
    let page = PageContext::new(site, Place::Lesson(&course.id, &edition.lang, &lesson.id));
    let contents = contents::with_current(&*contents.of(site, course, edition, module)?, &lesson.id);
    let mut sheet = sheet(&page, course, edition, module, lesson);
    insert_markup(&mut sheet.context, "contents", &contents);
    sheet.fill(&page, "lesson.html")
}

/// Returns a lesson before it is filled into a template.
pub(crate) fn sheet(
    page: &PageContext<'_>,
    course: &Course,
    edition: &Edition,
    module: &Module,
    lesson: &Lesson,
) -> Sheet {
    let mut scribe = Scribe::new(page, course, edition, &lesson.text, lesson.id.as_str());
    scribe.whole(lesson.lang.as_ref());
    let (content, files) = scribe.finish();

    let mut view = shell(page, Some(course), &format!("{} – {}", lesson.title.value, edition.title.value));
    add_scripts(page, &mut view, &content);
    if runs_from_right(page, lesson) || content.0.contains("dir=\"rtl\"") {
        view.second_style = Some(page.address_of_file(&page.site.second_style));
    }
    view.trail = parts::trail(page, course, edition);
    // The cover of a module's document is the module's own page.
    if page.only.is_some() {
        view.trail.clear();
    }
    view.trail.push(LinkView {
        href: page.address_of(Place::Module(&course.id, &edition.lang, &module.id)),
        title: module.title.value.clone(),
    });
    if page.site.is_for_trainer() {
        add_script(page, &mut view, "present");
    }
    view.has_contents = true;
    view.vertical |= lesson.lang.as_ref().is_some_and(crate::locale::Lang::is_vertical);
    view.description = lesson.objectives.first().cloned();

    let mut context = tera::Context::new();
    context.insert("lesson", &lesson_view(page, course, edition, lesson));
    insert_markup(&mut context, "content", &content);
    let whole = edition.lessons().count() <= SHOWN_WHOLE;
    context.insert("progress", page.catalog.text(if whole { "page.progress" } else { "page.progress-part" }));
    Sheet { view, context, files }
}

/// Tells whether the page or its text runs from right to left.
fn runs_from_right(page: &PageContext<'_>, lesson: &Lesson) -> bool {
    let own = lesson.lang.as_ref().unwrap_or(page.lang());
    [page.lang(), own].iter().any(|lang| lang.direction() == Direction::RightToLeft)
}

fn lesson_view(page: &PageContext<'_>, course: &Course, edition: &Edition, lesson: &Lesson) -> LessonView {
    let link = |other: &Lesson| LinkView {
        href: page.address_of(Place::Lesson(&course.id, &edition.lang, &other.id)),
        title: other.title.value.clone(),
    };
    let (before, after) = page.site.presence.beside(&course.id, &edition.lang, &lesson.id);
    let holds = |other: &&&Lesson| page.holds(Place::Lesson(&course.id, &edition.lang, &other.id));
    let (previous, next) = (before.iter().rev().find(holds).copied(), after.iter().find(holds).copied());
    let next_lang = next.and_then(|next| next.lang.as_ref()).map(ToString::to_string);
    let next = next.map(link);
    let ways = ways(page, course, edition, lesson);
    let course_link = || LinkView {
        href: page.address_of(Place::Course(&course.id, &edition.lang)),
        title: edition.title.value.clone(),
    };
    LessonView {
        title: lesson.title.value.clone(),
        facts: lesson.minutes.map(|minutes| duration(page.catalog, minutes)).into_iter().collect(),
        objectives: lesson.objectives.clone(),
        roles: role_titles(course, edition, lesson),
        foreign: lesson.lang.as_ref().map(|lang| foreign(page.site, page.catalog, lang)),
        outdated: outdated(page.site, page.catalog, lesson.file),
        previous_lang: previous.and_then(|previous| previous.lang.as_ref()).map(ToString::to_string),
        next_lang,
        previous: previous.map(link),
        next_is_course: next.is_none(),
        next: Some(next.unwrap_or_else(course_link)),
        ways,
        off_path: off_path(page, course, edition, lesson).filter(|_| !page.site.is_for_trainer()),
    }
}
