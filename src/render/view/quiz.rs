//! What the player reads of quizzes and films.

use serde::Serialize;

/// What the player needs to run and grade a quiz.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct QuizKey {
    pub(crate) id: String,
    pub(crate) graded: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) pass: Option<u8>,
    pub(crate) attempts: u32,
    pub(crate) shuffle_questions: bool,
    pub(crate) shuffle_answers: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) draw: Option<u32>,
    pub(crate) show: &'static str,
    pub(crate) required: bool,
    pub(crate) decimal: String,
    pub(crate) group: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) dimensions: Vec<String>,
    pub(crate) questions: Vec<QuestionKey>,
}

/// What the player needs to grade a question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct QuestionKey {
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    pub(crate) points: u32,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) fixed: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) strict: bool,
    pub(crate) count: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) right: Vec<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) dimension: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) gaps: Vec<GapKey>,
}

/// What the player needs to grade a gap.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum GapKey {
    /// Any of these spellings.
    Text { answers: Vec<String> },
    /// A number in this range.
    Number { from: f64, to: f64, shown: String },
    /// One of these options.
    Choice { right: Vec<usize>, count: usize },
}
