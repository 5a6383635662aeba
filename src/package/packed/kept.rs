//! What a platform keeps of a learner in a course, and how much of it could be read.

use crate::package::packed::Answer;
use serde_json::Value;
use std::collections::BTreeMap;

/// What is kept of a learner in a course.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KeptState {
    /// How far each lesson is, by its id.
    pub lessons: BTreeMap<String, Reached>,
    /// How each quiz stands, by its id.
    pub quizzes: BTreeMap<String, Attempt>,
    /// How each question stands, by its id.
    pub questions: BTreeMap<String, Tried>,
    /// What was written into fields, by the lesson's id and the field's name.
    pub notes: BTreeMap<(String, String), Value>,
    /// Where the learner stopped in films, in seconds, by the film; and how films are shown.
    pub films: BTreeMap<String, Value>,
    /// The learning path that was chosen.
    pub role: Option<String>,
    /// The day when the course was first seen completed, `YYYY-MM-DD`.
    pub done: Option<String>,
}

/// How far a lesson is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// It was opened.
    Begun,
    /// It was read to its end.
    Done,
}

/// How a quiz stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Attempt {
    /// What the draw and the order were made of.
    pub seed: u32,
    /// Which attempt it is, from 1.
    pub number: usize,
    /// The best per cent of the finished attempts.
    pub best: Option<u32>,
    /// Of a survey, the day of the last answer, `YYYY-MM-DD`.
    pub day: Option<String>,
    /// Of a survey, its former results, as the page keeps them.
    pub former: Vec<Value>,
}

/// How a question stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Tried {
    /// How often it was answered.
    pub tries: usize,
    /// Whether no further try is open.
    pub finished: bool,
    /// The best part of its points, 0 to 1.
    pub points: Option<f64>,
    /// The last answer.
    pub answer: Option<Answer>,
}

/// What a text says.
#[derive(Debug, Clone, PartialEq)]
pub struct Unpacked {
    /// What is kept.
    pub state: KeptState,
    /// Whether it was packed for just this outline.
    pub made_for: MadeFor,
    /// How much was left out, so that the rest has room.
    pub level: Level,
    /// How many lessons with something kept are not in this outline, or have changed.
    pub dropped: usize,
    /// How the text ends.
    pub end: End,
}

/// Which course a text was packed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MadeFor {
    /// This one, as it is.
    ThisVersion,
    /// Another version of it, or another course.
    Another,
}

/// How much of a state was packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// All that has room.
    Everything,
    /// Answers and typed words were left out.
    NoAnswers,
    /// Nothing but how far each lesson is.
    LessonsOnly,
}

/// How a text ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Where it says.
    Whole,
    /// Too soon, or in what nobody packs: what stood there is lost.
    Torn,
    /// After its end more follows.
    More,
}

/// Why a text says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// It is empty: nothing was kept yet.
    Empty,
    /// It is too short, or holds signs that are never packed.
    NotPacked,
    /// It says nothing of this course.
    OtherCourse,
    /// It is packed in a form that this program does not know.
    OtherForm(u32),
}
