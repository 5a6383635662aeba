//! What the page of notes is told: every place of a course where the learner writes, with what is asked there.

use serde::Serialize;

/// All places of a course, by page, in the course's order.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct NotesView {
    pub(crate) pages: Vec<NotesPage>,
    /// A day in words for each month, with `{day}` and `{year}`.
    pub(crate) months: Vec<String>,
}

/// A page with something to write on it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct NotesPage {
    /// What its notes are kept under.
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) href: String,
    pub(crate) places: Vec<NotePlace>,
}

/// A place where the learner writes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct NotePlace {
    /// `note`, `plan` or `open`.
    pub(crate) kind: &'static str,
    /// What is written there is kept under `f:ID`, `f:ID/FIELD` or `q:ID`.
    pub(crate) id: String,
    /// What is added to the page's address for the place, where it has a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) anchor: Option<String>,
    /// What is asked, line by line.
    pub(crate) prompt: Vec<String>,
    /// Whether rows may be added to its tables.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) repeat: bool,
    /// Whether it is filled in at several meetings.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) meetings: bool,
    /// What a plan is made of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) items: Vec<PlanItem>,
}

/// A piece of a plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(crate) enum PlanItem {
    /// A heading.
    Heading {
        /// Its words.
        heading: String,
    },
    /// A field on its own, with the words around it.
    Field {
        #[serde(flatten)]
        field: NoteField,
        label: String,
        #[serde(skip_serializing_if = "String::is_empty")]
        after: String,
    },
    /// A table.
    Table { head: Vec<String>, rows: Vec<Vec<Vec<CellPart>>> },
}

/// A piece of a table's cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(crate) enum CellPart {
    /// The author's words.
    Words(String),
    /// A field.
    Field(NoteField),
}

/// A field of a plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct NoteField {
    /// Its number.
    pub(crate) field: u32,
    /// `text`, `date`, `number`, `sum` or `check`.
    pub(crate) takes: &'static str,
}
