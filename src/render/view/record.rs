//! What the pages of results and certificates know beside the outline.

use serde::Serialize;

/// What the player is told for results and certificates.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RecordView {
    /// What the learner is asked.
    pub(crate) fields: Vec<FieldView>,
    pub(crate) organisation: Option<String>,
    /// How long the course takes, in words.
    pub(crate) duration: Option<String>,
    pub(crate) modules: Vec<PartView>,
    /// A day in words for each month, with `{day}` and `{year}`.
    pub(crate) months: Vec<String>,
}

/// One thing that a learner is asked.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FieldView {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) required: bool,
    /// What may be chosen; without it any text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) options: Option<Vec<OptionView>>,
}

/// One of the answers to choose from: as it is kept, and as it is read.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct OptionView {
    pub(crate) value: String,
    pub(crate) words: String,
}

/// A module.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PartView {
    pub(crate) id: String,
    pub(crate) title: String,
}
