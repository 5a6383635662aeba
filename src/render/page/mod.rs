//! The pages: which there are, and for each its view and its content.

mod agenda;
mod catalogue;
mod contents;
mod course;
mod document;
mod glossary;
mod guide;
mod launch;
mod lesson;
mod me;
mod module;
mod notes;
mod outlines;
mod parts;
mod paths;
mod record;
mod shell;
mod support;
mod tool;

pub(crate) use agenda::has_meetings;
pub(crate) use outlines::Outlines;
pub use parts::minutes;
pub(crate) use parts::{duration, facts, foreign, origins, outdated};
pub(crate) use paths::{for_roles, requires};
pub use record::field_word;
pub(crate) use support::{Message, support};

use crate::locale::Lang;
use crate::model::{Course, Edition, Lesson, Module};
use crate::render::address::{self, Guide, Place, Tool};
use crate::render::html::Markup;
use crate::render::site::Site;
use crate::render::{Layout, ThemeError};
use crate::tree::{Body, OutPath};
use std::sync::{Arc, Mutex, PoisonError};

/// What a job makes: its page, and the files that belong to it.
pub(crate) type Rendered = Vec<(OutPath, Body)>;

/// One page to be made.
pub(crate) enum Job<'a> {
    /// The catalogue in a language; the first one also at the root.
    Catalogue(&'a Lang, CatalogueSpot),
    /// A course.
    Course(&'a Course, &'a Edition),
    /// A glossary.
    Glossary(&'a Course, &'a Edition),
    /// The forums and meetings of a course.
    Agenda(&'a Course, &'a Edition),
    /// A module, with the contents that its pages share.
    Module(&'a Course, &'a Edition, &'a Module, Arc<Contents>),
    /// A lesson, by its number in the edition, with the contents that its module's pages share.
    Lesson(&'a Course, &'a Edition, &'a Module, &'a Lesson, Arc<Contents>),
    /// A document that holds the pages of a course, or those of one module of it.
    Document(&'a Course, &'a Edition, Option<&'a Module>),
    /// The page that a platform opens.
    Launch(&'a Course, &'a Edition),
    /// A trainer's page of a course.
    Guide(Guide, &'a Course, &'a Edition),
    /// A tool, of a course or of the library.
    Tool(Tool, Option<(&'a Course, &'a Edition)>, &'a Lang),
}

/// Which of the two places of a catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CatalogueSpot {
    /// `<lang>/index.html`.
    Language,
    /// `index.html`.
    Root,
}

/// The contents of a course as the pages of one module show them, made for the first of them.
#[derive(Default)]
pub(crate) struct Contents(Mutex<Option<Arc<Markup>>>);

impl Contents {
    /// Returns them.
    pub(crate) fn of(
        &self,
        site: &Site<'_>,
        course: &Course,
        edition: &Edition,
        module: &Module,
    ) -> Result<Arc<Markup>, ThemeError> {
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = made.as_ref() {
            return Ok(Arc::clone(made));
        }
        let contents = Arc::new(contents::contents(site, course, edition, module)?);
        Ok(Arc::clone(made.insert(contents)))
    }
}

/// Returns every page of a rendering, in order.
pub(crate) fn jobs<'a>(site: &Site<'a>) -> Vec<Job<'a>> {
    let mut jobs = library_jobs(site);
    jobs.extend(site.editions().into_iter().flat_map(|(course, edition)| edition_jobs(site, course, edition)));
    jobs.extend(launch_jobs(site));
    jobs
}

/// Returns the pages of no single course.
pub(crate) fn library_jobs<'a>(site: &Site<'a>) -> Vec<Job<'a>> {
    let mut jobs = Vec::new();
    if site.profile.layout == Layout::Library {
        let languages = site.languages();
        jobs.extend(languages.first().map(|lang| Job::Catalogue(lang, CatalogueSpot::Root)));
        for lang in languages {
            jobs.push(Job::Catalogue(lang, CatalogueSpot::Language));
            let there = Tool::OF_LIBRARY.into_iter().filter(|tool| site.is_there(Place::Tool(*tool, None, lang)));
            jobs.extend(there.map(|tool| Job::Tool(tool, None, lang)));
        }
    }
    jobs
}

/// Returns the template that a job fills, without its ending.
pub(crate) fn template(job: &Job<'_>) -> &'static str {
    match job {
        Job::Catalogue(..) => "catalogue",
        Job::Course(..) => "course",
        Job::Glossary(..) => "glossary",
        Job::Agenda(..) => "agenda",
        Job::Module(..) => "module",
        Job::Lesson(..) => "lesson",
        Job::Document(..) => "document",
        Job::Launch(..) => "launch",
        Job::Guide(guide, ..) => guide.name(),
        Job::Tool(tool, ..) => tool.name(),
    }
}

/// Returns where the page of a job stands; that of a page that a platform opens is its profile's affair.
pub(crate) fn path(site: &Site<'_>, job: &Job<'_>) -> Option<OutPath> {
    let place = match job {
        Job::Catalogue(_, CatalogueSpot::Root) => return Some(catalogue::root()),
        Job::Catalogue(lang, CatalogueSpot::Language) => Place::Catalogue(lang),
        Job::Course(course, edition) => Place::Course(&course.id, &edition.lang),
        Job::Glossary(course, edition) => Place::Glossary(&course.id, &edition.lang),
        Job::Agenda(course, edition) => Place::Agenda(&course.id, &edition.lang),
        Job::Module(course, edition, module, _) => Place::Module(&course.id, &edition.lang, &module.id),
        Job::Lesson(course, edition, _, lesson, _) => Place::Lesson(&course.id, &edition.lang, &lesson.id),
        Job::Guide(guide, course, edition) => Place::Guide(*guide, &course.id, &edition.lang),
        Job::Tool(tool, of, lang) => Place::Tool(*tool, of.map(|(course, _)| &course.id), lang),
        Job::Document(..) | Job::Launch(..) => return None,
    };
    Some(address::path(site.profile, place))
}

/// Returns the pages that a platform opens.
pub(crate) fn launch_jobs<'a>(site: &Site<'a>) -> Vec<Job<'a>> {
    let launched = site.profile.launch.iter().flat_map(|_| site.editions());
    launched.map(|(course, edition)| Job::Launch(course, edition)).collect()
}

/// Returns the pages of an edition.
pub(crate) fn edition_jobs<'a>(site: &Site<'a>, course: &'a Course, edition: &'a Edition) -> Vec<Job<'a>> {
    if site.profile.layout == Layout::Document {
        let modules = edition.modules.iter().map(Some);
        return std::iter::once(None).chain(modules).map(|only| Job::Document(course, edition, only)).collect();
    }
    let mut jobs = vec![Job::Course(course, edition)];
    let (id, lang) = (&course.id, &edition.lang);
    let of_library = site.profile.layout.is_of_course().then_some(Tool::OF_LIBRARY).into_iter().flatten();
    let tools = Tool::OF_COURSE.into_iter().chain(of_library);
    let there = tools.filter(|tool| site.is_there(Place::Tool(*tool, Some(id), lang)));
    jobs.extend(there.map(|tool| Job::Tool(tool, Some((course, edition)), lang)));
    let guides = Guide::ALL.into_iter().filter(|guide| site.is_there(Place::Guide(*guide, id, lang)));
    jobs.extend(guides.map(|guide| Job::Guide(guide, course, edition)));
    if edition.glossary.is_some() {
        jobs.push(Job::Glossary(course, edition));
    }
    // Whether there are any is only known once it is asked for: a course is looked through for that.
    jobs.push(Job::Agenda(course, edition));
    for module in &edition.modules {
        let contents = Arc::new(Contents::default());
        jobs.push(Job::Module(course, edition, module, Arc::clone(&contents)));
        jobs.extend(
            module.lessons.iter().map(|lesson| Job::Lesson(course, edition, module, lesson, Arc::clone(&contents))),
        );
    }
    jobs
}

/// Makes one page.
pub(crate) fn run(site: &Site<'_>, job: Job<'_>) -> Result<Rendered, ThemeError> {
    match job {
        Job::Catalogue(lang, spot) => catalogue::page(site, lang, spot),
        Job::Course(course, edition) => course::page(site, course, edition),
        Job::Glossary(course, edition) => glossary::page(site, course, edition),
        Job::Agenda(course, edition) => agenda::page(site, course, edition),
        Job::Module(course, edition, module, contents) => module::page(site, course, edition, module, &contents),
        Job::Lesson(course, edition, module, lesson, contents) => {
            lesson::page(site, course, edition, module, lesson, &contents)
        }
        Job::Document(course, edition, only) => document::page(site, course, edition, only),
        Job::Launch(course, edition) => launch::page(site, course, edition),
        Job::Guide(guide, course, edition) => guide::page(site, guide, course, edition),
        Job::Tool(tool, edition, lang) => tool::page(site, tool, edition, lang),
    }
}
