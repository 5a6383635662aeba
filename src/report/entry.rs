//! One thing that was handed over, as short as twenty thousand of them must be.

use crate::fingerprint::Fingerprint;
use crate::results::{
    Days, Doubt, Form, Keys, Learner, LearnerResult, Made, QuestionKey, QuestionResult, Standing, Weight, day_of,
};
use crate::world::Day;
use serde_json::Value;

/// A result, held against its course.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Where it came from.
    pub source: String,
    /// What it is.
    pub fingerprint: Fingerprint,
    /// The way that it took.
    pub form: Form,
    /// The course's id; empty where a code belongs to none.
    pub course: String,
    /// The course's version.
    pub version: Option<String>,
    /// The language that it was read in.
    pub language: Option<String>,
    /// Who it is.
    pub learner: Learner,
    /// The learning path.
    pub role: Option<String>,
    /// How the course stands.
    pub standing: Standing,
    /// Whether nothing says if its quizzes are passed.
    pub passing_unsaid: bool,
    /// How many lessons are done.
    pub done: u32,
    /// Of how many.
    pub lessons: Option<u32>,
    /// The questions that were tried, and are asked in the course as it is here.
    pub answers: Box<[Answered]>,
    /// When the learner worked.
    pub days: Days,
    /// When it was made, by the clock of the device.
    pub made: Option<Made>,
    /// The day when it came, where somebody wrote it down.
    pub received: Option<Day>,
    /// What does not fit together.
    pub doubts: Vec<Doubt>,
}

/// How one question was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered {
    /// Its place among the course's questions, in the order of the first language.
    pub question: u32,
    /// How often.
    pub tries: u16,
    /// The best part of its points, per cent.
    pub percent: u8,
    /// The choices of the last answer, a bit each; none for other kinds.
    pub chosen: u64,
}

impl Entry {
    /// Returns what is kept of a result, with what does not fit together.
    pub fn new(result: LearnerResult, source: &str, received: &str, doubts: Vec<Doubt>, keys: &Keys) -> Self {
        let course = keys.courses.get(&result.course.id);
        let answers = result.questions.iter().filter_map(|given| {
            let first = course?.editions.first()?;
            let (_, asked) = first.question(&given.id)?;
            let number = first.places.get(&given.id)?.number;
            answered(u32::try_from(number).ok()?, given, asked)
        });
        Self {
            answers: answers.collect(),
            source: source.to_owned(),
            fingerprint: result.fingerprint,
            form: result.form,
            course: result.course.id,
            version: result.course.version,
            language: result.course.language,
            learner: result.learner,
            role: result.role,
            standing: result.standing,
            passing_unsaid: result.passing_unsaid,
            done: result.lessons.done,
            lessons: result.lessons.total,
            days: result.days,
            made: result.made,
            received: received.get(..10).and_then(day_of),
            doubts,
        }
    }

    /// Tells whether it counts: nothing in it cannot be.
    pub fn counts(&self) -> bool {
        self.doubts.iter().all(|doubt| doubt.weight() == Weight::Note)
    }

    /// Returns the day that it belongs to: when the course was completed, else when it was made, else when it came.
    pub fn day(&self) -> Option<Day> {
        self.days.completed.or(self.made.map(|made| made.day)).or(self.received)
    }
}

fn answered(question: u32, given: &QuestionResult, asked: &QuestionKey) -> Option<Answered> {
    if given.tries == 0 || given.kind != asked.kind {
        return None;
    }
    let bit = |place: &Value| place.as_u64().filter(|place| *place < 64).map_or(0, |place| 1 << place);
    let chosen = match given.kind.as_str() {
        "single" | "multiple" => given.answer.as_array().into_iter().flatten().fold(0, |all, place| all | bit(place)),
        _ => 0,
    };
    let tries = u16::try_from(given.tries).unwrap_or(u16::MAX);
    Some(Answered { question, tries, percent: given.percent, chosen })
}
