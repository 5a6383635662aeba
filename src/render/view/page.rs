//! What the templates are given. Every address is relative to the page; every text is plain, so that the
//! template escapes it; what is HTML already is inserted beside the view (`content`, `contents`).

use crate::render::view::{GuidesView, TrainerView};
use serde::Serialize;

/// What every page shows around its own content.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PageView {
    pub(crate) lang: String,
    pub(crate) dir: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) title: String,
    pub(crate) description: Option<String>,
    pub(crate) style: String,
    /// The second style sheet, on all pages but lessons in which nothing runs from right to left.
    pub(crate) second_style: Option<String>,
    /// The scripts of the page: the core, then the parts that its content needs.
    pub(crate) scripts: Vec<String>,
    pub(crate) icon: String,
    /// Where the hub stands, where local files have one.
    pub(crate) hub: Option<String>,
    pub(crate) course: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) lesson: Option<String>,
    pub(crate) canonical: Option<String>,
    pub(crate) alternates: Vec<Alternate>,
    pub(crate) home: LinkView,
    pub(crate) logo: Option<String>,
    pub(crate) trail: Vec<LinkView>,
    /// The course's title, on the cover of a document that holds a part of it.
    pub(crate) part_of: Option<String>,
    pub(crate) languages: Vec<LanguageChoice>,
    /// The addresses of the search and of the learner's own page, where they are there.
    pub(crate) search: Option<String>,
    pub(crate) me: Option<String>,
    pub(crate) support: Vec<SupportLink>,
    /// The course's page of help, where this page is named.
    pub(crate) ask: Option<String>,
    pub(crate) organisation: Option<String>,
    pub(crate) licence: Option<String>,
    pub(crate) unzip: Vec<Passage>,
    pub(crate) has_contents: bool,
    /// Whether texts on the page run from top to bottom.
    pub(crate) vertical: bool,
    /// What only a trainer's pages have.
    pub(crate) trainer: Option<TrainerView>,
    /// How the course can be kept, on the pages that offer it.
    pub(crate) offline: Option<OfflineView>,
}

/// Where the files stand by which an online copy is kept on a device.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct OfflineView {
    pub(crate) worker: String,
    pub(crate) manifest: String,
}

/// A link with its words.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct LinkView {
    pub(crate) href: String,
    pub(crate) title: String,
}

/// The same page in another language, for search engines.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Alternate {
    pub(crate) lang: String,
    pub(crate) href: String,
}

/// A language of the language menu.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct LanguageChoice {
    pub(crate) lang: String,
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) current: bool,
    /// The words that offer it, in that language; on the library's first page alone.
    pub(crate) propose: Option<String>,
}

/// A way to find help.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SupportLink {
    pub(crate) icon: String,
    pub(crate) label: String,
    pub(crate) href: String,
    pub(crate) words: String,
}

/// A way to find help on the page of help.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct WayView {
    /// `phone`, `sms`, `whatsapp` or `mail`.
    pub(crate) name: &'static str,
    /// Its address without a message.
    pub(crate) address: String,
    pub(crate) link: SupportLink,
    /// What it does, as a button says it.
    pub(crate) does: String,
}

/// What the page of help is told.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct AskedView {
    /// The titles of the pages that are no lessons, by what they are called behind its `#`.
    pub(crate) pages: std::collections::BTreeMap<String, String>,
}

/// Words in a language of their own.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Passage {
    pub(crate) lang: String,
    pub(crate) dir: &'static str,
    pub(crate) words: String,
}

/// A link to a lesson, with what is kept of it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct LessonLink {
    pub(crate) id: String,
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) minutes: Option<String>,
    /// The roles that it is for, by their ids with a space between; empty: everyone.
    pub(crate) roles: String,
    /// "for: Board", where it is not for every role.
    pub(crate) for_roles: Option<String>,
    /// The language of its title, where that is not the page's.
    pub(crate) lang: Option<String>,
}

/// What stands in for a translation that there is not.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ForeignView {
    pub(crate) lang: String,
    pub(crate) dir: &'static str,
    /// Whether it runs from top to bottom.
    pub(crate) vertical: bool,
    /// What a reader is told of it.
    pub(crate) note: String,
}

/// A module with its lessons.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ModuleView {
    pub(crate) number: usize,
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) summary: Option<String>,
    pub(crate) minutes: Option<String>,
    pub(crate) open: bool,
    /// Where to begin, where the module's page is the cover of a document.
    pub(crate) start: Option<String>,
    /// Where the plan of the part stands, for a trainer.
    pub(crate) session: Option<String>,
    pub(crate) lessons: Vec<LessonLink>,
    pub(crate) foreign: Option<ForeignView>,
    /// What a reader is told where the source has changed since.
    pub(crate) outdated: Option<String>,
}

/// A page in a document of many.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct LeafView {
    pub(crate) id: String,
    /// `course`, `module`, `lesson`, `glossary` or `tool`.
    pub(crate) kind: &'static str,
    /// The name of its tool.
    pub(crate) tool: Option<&'static str>,
    pub(crate) lesson: Option<String>,
    /// What is said above a tool that counts more than this document holds.
    pub(crate) limits: Option<String>,
}

/// A lesson's page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct LessonView {
    pub(crate) title: String,
    pub(crate) facts: Vec<String>,
    pub(crate) objectives: Vec<String>,
    pub(crate) roles: Vec<String>,
    pub(crate) foreign: Option<ForeignView>,
    /// What a reader is told where the source has changed since.
    pub(crate) outdated: Option<String>,
    pub(crate) previous: Option<LinkView>,
    pub(crate) next: Option<LinkView>,
    /// The languages of the titles of both, where they are not the page's.
    pub(crate) previous_lang: Option<String>,
    pub(crate) next_lang: Option<String>,
    pub(crate) next_is_course: bool,
    /// Where the way on is another one for some role: by role its address, its title and the words above it, as JSON.
    pub(crate) ways: Option<String>,
    pub(crate) off_path: Option<OffPath>,
}

/// What is said where a lesson is not on the learner's path.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct OffPath {
    /// The ids of the roles that it is for.
    pub(crate) roles: String,
    pub(crate) words: String,
    pub(crate) course: String,
}

/// A learning path.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PathView {
    /// The id of its role; empty: all lessons.
    pub(crate) role: String,
    pub(crate) title: String,
    pub(crate) lessons: String,
}

/// A course to be completed first.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RequireView {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) href: String,
    pub(crate) lessons: usize,
}

/// A course that this one was adapted from.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct OriginView {
    pub(crate) title: String,
    pub(crate) url: Option<String>,
    pub(crate) licence: Option<String>,
}

/// A course's page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CourseView {
    pub(crate) id: String,
    pub(crate) title: String,
    /// What a reader is told where the source has changed since.
    pub(crate) outdated: Option<String>,
    pub(crate) summary: Option<String>,
    pub(crate) facts: Vec<String>,
    pub(crate) objectives: Vec<String>,
    pub(crate) requires: Vec<RequireView>,
    pub(crate) modules: Vec<ModuleView>,
    pub(crate) start: Option<String>,
    /// The learning paths to choose from; empty: one for all.
    pub(crate) paths: Vec<PathView>,
    /// What "completed" means in this course.
    pub(crate) completion: Vec<String>,
    pub(crate) certificate: String,
    pub(crate) results: String,
    /// The learner's own pages of the course; shown once there is something to show.
    pub(crate) tools: Vec<LinkView>,
    pub(crate) agenda: Option<String>,
    pub(crate) glossary: Option<String>,
    pub(crate) authors: Option<String>,
    pub(crate) origins: Vec<OriginView>,
    pub(crate) cover: Option<Cover>,
    pub(crate) weave: Option<String>,
    /// Where a trainer begins.
    pub(crate) guides: Option<GuidesView>,
}

/// A course's picture.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Cover {
    pub(crate) src: String,
    pub(crate) width: Option<u32>,
    pub(crate) height: Option<u32>,
}

/// A course in the catalogue.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CardView {
    pub(crate) id: String,
    pub(crate) version: String,
    pub(crate) lang: String,
    pub(crate) dir: &'static str,
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) summary: Option<String>,
    pub(crate) lessons: usize,
    /// The lessons that are not for every role, each with its roles, as JSON.
    pub(crate) paths: Option<String>,
    pub(crate) requires: Vec<RequireView>,
    pub(crate) facts: Vec<String>,
    pub(crate) languages: Vec<LanguageChoice>,
    pub(crate) cover: Option<Cover>,
    pub(crate) weave: String,
}

/// The catalogue.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CatalogueView {
    pub(crate) title: String,
    pub(crate) lead: String,
    pub(crate) cards: Vec<CardView>,
    pub(crate) others: Vec<CardView>,
}

/// A term of the glossary; its words are HTML already.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct EntryView {
    pub(crate) id: String,
    /// The letter that begins with it, in a long glossary.
    pub(crate) letter: Option<String>,
    pub(crate) term: String,
    pub(crate) meaning: String,
}

/// The page of a tool.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ToolView {
    pub(crate) name: &'static str,
    pub(crate) title: String,
    /// The course's page, for a tool of a course.
    pub(crate) course: Option<LinkView>,
}

/// A course that the search looks through.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SearchedCourse {
    pub(crate) id: String,
    pub(crate) title: String,
    /// Its folder, seen from the page; empty where it is the page's own.
    pub(crate) base: String,
    /// The file of its index, beside the player's.
    pub(crate) index: String,
}

/// The glossary.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct GlossaryView {
    pub(crate) course: LinkView,
    pub(crate) entries: Vec<EntryView>,
}

/// The forums and meetings of a course.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct AgendaView {
    pub(crate) course: LinkView,
    /// The calendar of all of them, where there are several.
    pub(crate) calendar: Option<String>,
    pub(crate) meetings: Vec<MeetingView>,
    /// How many empty rows a record has on paper.
    pub(crate) rows: u32,
}

/// A forum or meeting with its guide and its record.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MeetingView {
    pub(crate) id: String,
    /// What is written at it is kept under this.
    pub(crate) key: String,
    pub(crate) title: String,
    /// Its day as `YYYY-MM-DD`, and in words.
    pub(crate) day: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) time: Option<String>,
    pub(crate) place: Option<String>,
    /// Where in the course it stands.
    pub(crate) lesson: LinkView,
    /// Its calendar file.
    pub(crate) calendar: Option<String>,
    /// What the author wrote of it: sound HTML.
    pub(crate) about: String,
    /// The points of its agenda, each with the number of its field.
    pub(crate) points: Vec<(u32, String)>,
}

/// What the learner's own page is told.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MeView {
    /// How a day is written in each month.
    pub(crate) months: Vec<String>,
    pub(crate) courses: Vec<DoneView>,
}

/// A course as the learner's own page lists it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct DoneView {
    pub(crate) id: String,
    pub(crate) lang: String,
    pub(crate) version: String,
    pub(crate) title: String,
    pub(crate) href: String,
    pub(crate) lessons: usize,
    /// The script of its outline, where that does not stand on the page.
    pub(crate) outline: Option<String>,
    /// The addresses of its notes and of its results.
    pub(crate) notes: String,
    pub(crate) results: String,
}
