//! Where every page stands.

use crate::locale::Lang;
use crate::model::{CourseId, LessonId, ModuleId};
use crate::render::{Layout, RenderProfile};
use crate::tree::OutPath;

/// A page that is made by what the learner did: it shows nothing of the course's own text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tool {
    /// Finding words, in a course or in all of them.
    Search,
    /// Who learns here, how they like to read, what they have done.
    Me,
    /// What the learner wrote in a course.
    Notes,
    /// How the learner stands in a course, to be handed over.
    Results,
    /// The certificate of a course.
    Certificate,
    /// How help is asked for, with the course and the page named.
    Support,
}

impl Tool {
    /// The tools of the whole library.
    pub(crate) const OF_LIBRARY: [Self; 2] = [Self::Search, Self::Me];
    /// The tools of one course.
    pub(crate) const OF_COURSE: [Self; 4] = [Self::Notes, Self::Results, Self::Certificate, Self::Support];

    /// Returns the name of its page, its template, its script and its title's message.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Me => "me",
            Self::Notes => "notes",
            Self::Results => "results",
            Self::Certificate => "certificate",
            Self::Support => "support",
        }
    }
}

/// A page of a course that only its trainer has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Guide {
    /// When what is done.
    Session,
    /// What must be brought.
    Materials,
}

impl Guide {
    /// All of them, in order.
    pub(crate) const ALL: [Self; 2] = [Self::Session, Self::Materials];

    /// Returns the name of its page, its template and its script.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Materials => "materials",
        }
    }
}

/// A page of a course or of the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place<'a> {
    /// The catalogue in a language.
    Catalogue(&'a Lang),
    /// A course's own page.
    Course(&'a CourseId, &'a Lang),
    /// A course's glossary.
    Glossary(&'a CourseId, &'a Lang),
    /// A course's forums and meetings.
    Agenda(&'a CourseId, &'a Lang),
    /// A module's own page.
    Module(&'a CourseId, &'a Lang, &'a ModuleId),
    /// A lesson.
    Lesson(&'a CourseId, &'a Lang, &'a LessonId),
    /// The answers at the back of a book.
    Answers(&'a CourseId, &'a Lang),
    /// A trainer's page of a course.
    Guide(Guide, &'a CourseId, &'a Lang),
    /// A tool, of a course or of the library; where the package is one course, all are of that course.
    Tool(Tool, Option<&'a CourseId>, &'a Lang),
}

impl<'a> Place<'a> {
    /// Returns the same page in another language.
    pub(crate) fn in_language(self, lang: &'a Lang) -> Self {
        match self {
            Self::Catalogue(_) => Self::Catalogue(lang),
            Self::Course(course, _) => Self::Course(course, lang),
            Self::Glossary(course, _) => Self::Glossary(course, lang),
            Self::Agenda(course, _) => Self::Agenda(course, lang),
            Self::Module(course, _, module) => Self::Module(course, lang, module),
            Self::Lesson(course, _, lesson) => Self::Lesson(course, lang, lesson),
            Self::Answers(course, _) => Self::Answers(course, lang),
            Self::Guide(guide, course, _) => Self::Guide(guide, course, lang),
            Self::Tool(tool, course, _) => Self::Tool(tool, course, lang),
        }
    }

    /// Returns the language it is in.
    pub(crate) fn lang(self) -> &'a Lang {
        match self {
            Self::Catalogue(lang)
            | Self::Course(_, lang)
            | Self::Glossary(_, lang)
            | Self::Agenda(_, lang)
            | Self::Module(_, lang, _)
            | Self::Lesson(_, lang, _)
            | Self::Answers(_, lang)
            | Self::Guide(_, _, lang)
            | Self::Tool(_, _, lang) => lang,
        }
    }

    /// Returns the course it belongs to.
    pub(crate) fn course(self) -> Option<&'a CourseId> {
        match self {
            Self::Catalogue(_) => None,
            Self::Tool(_, course, _) => course,
            Self::Course(course, _)
            | Self::Glossary(course, _)
            | Self::Agenda(course, _)
            | Self::Answers(course, _)
            | Self::Guide(_, course, _)
            | Self::Module(course, ..)
            | Self::Lesson(course, ..) => Some(course),
        }
    }
}

/// Returns where a page stands.
pub(crate) fn path(profile: &RenderProfile, place: Place<'_>) -> OutPath {
    let below = match place {
        Place::Course(..) if profile.layout == Layout::Behind => "course.html".to_owned(),
        Place::Catalogue(_) | Place::Course(..) => "index.html".to_owned(),
        Place::Glossary(..) => "glossary.html".to_owned(),
        Place::Agenda(..) => "agenda.html".to_owned(),
        Place::Module(_, _, module) => format!("{module}/index.html"),
        Place::Lesson(_, _, lesson) => lesson_file(lesson),
        Place::Answers(..) => "answers.html".to_owned(),
        Place::Guide(guide, ..) => format!("{}.html", guide.name()),
        Place::Tool(tool, ..) => format!("{}.html", tool.name()),
    };
    let path = match (profile.layout, place.course()) {
        (Layout::Library, Some(course)) => format!("{}/{course}/{below}", place.lang()),
        (Layout::Library, None) => format!("{}/{below}", place.lang()),
        (Layout::Document, _) => document(place),
        (Layout::Course | Layout::Behind, _) => return in_folder(profile, &OutPath::fixed(&below)),
        (Layout::Book, _) => format!("{}.xhtml", below.trim_end_matches(".html")),
        (Layout::Volume, _) => profile.volume().to_owned(),
    };
    OutPath::fixed(&path)
}

/// Returns where the page of a course's results stands.
pub fn results_path(profile: &RenderProfile, course: &CourseId, lang: &Lang) -> OutPath {
    path(profile, Place::Tool(Tool::Results, Some(course), lang))
}

/// Returns the document that a page opens: that of its module for a module's own page, else that of the course.
fn document(place: Place<'_>) -> String {
    match place {
        Place::Module(_, _, module) => format!("module-{module}.html"),
        _ => "course.html".to_owned(),
    }
}

/// Returns the id of a page in a document of many. No id of the pages themselves is like it: those have a point.
pub(crate) fn fragment(place: Place<'_>) -> String {
    match place {
        Place::Catalogue(_) | Place::Course(..) => "_cover".to_owned(),
        Place::Glossary(..) => "_glossary".to_owned(),
        Place::Agenda(..) => "_agenda".to_owned(),
        Place::Module(_, _, module) => format!("part-{module}"),
        Place::Lesson(_, _, lesson) => lesson.to_string(),
        Place::Answers(..) => "_answers".to_owned(),
        Place::Guide(guide, ..) => format!("_{}", guide.name()),
        Place::Tool(tool, ..) => format!("_{}", tool.name()),
    }
}

/// Returns the address of a page of the site that is published at `url`; a folder's own page is called by the folder.
pub(crate) fn published(url: &str, profile: &RenderProfile, place: Place<'_>) -> String {
    let path = path(profile, place);
    let path = path.as_str();
    let path = match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    };
    format!("{}/{path}", url.trim_end_matches('/'))
}

/// Returns where a page of one edition stands that is called `page`.
pub(crate) fn in_folder(profile: &RenderProfile, page: &OutPath) -> OutPath {
    match &profile.folder {
        Some(folder) => OutPath::fixed(&format!("{folder}/{page}")),
        None => page.clone(),
    }
}

/// Returns a lesson's file; the name of the module's own page is kept free.
fn lesson_file(lesson: &LessonId) -> String {
    match lesson.as_str().strip_suffix("/index") {
        Some(module) => format!("{module}/index_.html"),
        None => format!("{lesson}.html"),
    }
}

/// Returns where a file of a course's media stands, by its name in the plan.
pub fn media_path(_profile: &RenderProfile, course: &CourseId, name: &str) -> OutPath {
    OutPath::fixed(&format!("assets/{course}/{name}"))
}
