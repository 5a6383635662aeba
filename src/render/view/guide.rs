//! A trainer's pages: when what is done, and what must be brought.

use crate::render::view::LinkView;
use serde::Serialize;

/// What stands around a trainer's page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TrainerView {
    pub(crate) style: String,
}

/// Where a trainer begins, on a course's own page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct GuidesView {
    pub(crate) session: String,
    pub(crate) materials: String,
    /// The first lesson, to be presented.
    pub(crate) present: Option<String>,
}

/// The timetable of a course.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SessionView {
    pub(crate) title: String,
    pub(crate) days: Vec<SessionDay>,
    pub(crate) parts: Vec<SessionPart>,
    /// How long all parts take, in words.
    pub(crate) minutes: Option<String>,
    /// The lessons that do not say how long they take.
    pub(crate) unknown: Vec<LinkView>,
}

/// A day of it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SessionDay {
    pub(crate) title: String,
    pub(crate) rows: Vec<SessionRow>,
}

/// A row of a day.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct SessionRow {
    /// `part`, `lesson` or `break`.
    pub(crate) kind: &'static str,
    pub(crate) from: String,
    /// Empty where it takes no time.
    pub(crate) until: String,
    pub(crate) title: String,
    pub(crate) href: String,
    /// How long a lesson takes, in words.
    pub(crate) minutes: Option<String>,
    /// The lesson's number in the plan, on the row that it begins in.
    pub(crate) item: Option<usize>,
    pub(crate) further: bool,
    pub(crate) steps: Vec<SessionStep>,
}

/// An activity of a lesson, or a note for the facilitator.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SessionStep {
    pub(crate) title: String,
    pub(crate) facts: Vec<String>,
}

/// A part of the course.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SessionPart {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) href: String,
    pub(crate) minutes: Option<String>,
}

/// What the script of the timetable lays out anew.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SessionData {
    /// The minutes of each lesson, and the number of its part.
    pub(crate) items: Vec<(u32, usize)>,
    pub(crate) parts: Vec<String>,
    /// In minutes after midnight.
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// When each break is due, in minutes after midnight, how long it is, and what it is called.
    pub(crate) breaks: Vec<(u32, u32, String)>,
}

/// What must be brought.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MaterialsView {
    pub(crate) title: String,
    pub(crate) participants: u32,
    pub(crate) all: Vec<MaterialView>,
}

/// One thing that must be brought.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MaterialView {
    pub(crate) name: String,
    pub(crate) most: u32,
    pub(crate) uses: Vec<MaterialUse>,
}

/// Where it is needed.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MaterialUse {
    pub(crate) href: String,
    pub(crate) lesson: String,
    pub(crate) step: Option<String>,
    /// How many work together.
    pub(crate) group: Option<u32>,
    /// For how many groups of how many, in words.
    pub(crate) groups: String,
}
