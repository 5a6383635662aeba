//! What a learner handed over, in one form, whatever way it took.

use crate::fingerprint::Fingerprint;
use crate::world::Day;
use serde_json::Value;

/// A learner's result in one course.
#[derive(Debug, Clone, PartialEq)]
pub struct LearnerResult {
    /// The way that it took.
    pub form: Form,
    /// The course.
    pub course: CourseNamed,
    /// Who it is.
    pub learner: Learner,
    /// The learning path that was chosen.
    pub role: Option<String>,
    /// How the course stands.
    pub standing: Standing,
    /// Whether nothing says if its quizzes are passed: some platforms tell only of completion.
    pub passing_unsaid: bool,
    /// The lessons of the path.
    pub lessons: Lessons,
    /// The graded quizzes of the path, in the course's order.
    pub quizzes: Vec<QuizResult>,
    /// How many quizzes were left off at the end, to make a line short.
    pub left_off: usize,
    /// The graded questions that were tried; a line has none.
    pub questions: Vec<QuestionResult>,
    /// The means of surveys; a line has none.
    pub surveys: Vec<SurveyResult>,
    /// The learner's own words, where they were handed over.
    pub words: Option<Vec<Written>>,
    /// When the learner worked.
    pub days: Days,
    /// When the result was made, by the clock of the device; a spoken code does not say.
    pub made: Option<Made>,
    /// The code to say, as it stands in a file.
    pub code: Option<String>,
    /// Whether the checksum fits: what was handed over came whole.
    pub whole: bool,
    /// What was handed over, however it was broken into lines: equal for copies of the same.
    pub fingerprint: Fingerprint,
    /// What was handed over, so that it can be read again: a file, a line, or a code with its name.
    pub text: Box<str>,
}

impl LearnerResult {
    /// Returns a result of which nothing is said but how it came and whose it is, a name in the field `name`.
    pub fn bare(form: Form, id: &str, name: &str, fingerprint: Fingerprint, text: &str) -> Self {
        let fields = if name.is_empty() { Vec::new() } else { vec![("name".to_owned(), name.to_owned())] };
        Self {
            form,
            course: CourseNamed { id: String::new(), version: None, language: None, title: None },
            learner: Learner { id: id.to_owned(), fields },
            role: None,
            standing: Standing { completed: false, passed: false, score: None },
            passing_unsaid: true,
            lessons: Lessons { total: None, done: 0, ids: None },
            quizzes: Vec::new(),
            left_off: 0,
            questions: Vec::new(),
            surveys: Vec::new(),
            words: None,
            days: Days::default(),
            made: None,
            code: None,
            whole: true,
            fingerprint,
            text: text.into(),
        }
    }
}

/// The way that a result took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// A result file.
    File,
    /// A line of text, also from a QR picture.
    Line,
    /// A code that was said or typed.
    Code,
    /// What a learning platform gave out; it carries no check of ours.
    Platform,
}

impl Form {
    /// Returns its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Line => "line",
            Self::Code => "code",
            Self::Platform => "platform",
        }
    }
}

/// The course that a result names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseNamed {
    /// Its id.
    pub id: String,
    /// Its version; a spoken code does not say.
    pub version: Option<String>,
    /// The language that it was read in; a spoken code does not say.
    pub language: Option<String>,
    /// Its title; only a file says.
    pub title: Option<String>,
}

/// Who handed a result over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learner {
    /// Made by chance on the learner's device, the same in all results of this learner; may be empty.
    pub id: String,
    /// What was answered to the learner fields, in their order.
    pub fields: Vec<(String, String)>,
}

impl Learner {
    /// Returns what was answered to a field.
    pub fn field(&self, id: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == id).map(|(_, value)| value.as_str())
    }

    /// Returns the learner's name: the field `name`, else the first that was answered, else nothing.
    pub fn name(&self) -> &str {
        name_of(&self.fields)
    }
}

/// Returns the name that a code to say is checked against: the field `name`, else the first that was answered.
pub fn name_of(fields: &[(String, String)]) -> &str {
    let named = fields.iter().find(|(id, _)| id == "name").or_else(|| fields.first());
    named.map_or("", |(_, value)| value.as_str())
}

/// How a course stands for a learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Whether it is completed.
    pub completed: bool,
    /// Whether all its quizzes are passed.
    pub passed: bool,
    /// Whole per cents; nothing where nothing is graded.
    pub score: Option<u8>,
}

/// The lessons of a learner's path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lessons {
    /// How many there are; a spoken code does not say.
    pub total: Option<u32>,
    /// How many are done.
    pub done: u32,
    /// Which; only a file says.
    pub ids: Option<Vec<String>>,
}

/// How a quiz stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuizResult {
    /// `module/lesson#quiz`; in a line it has only its place.
    pub id: Option<String>,
    /// The best per cent; nothing where it was never tried.
    pub best: Option<u8>,
    /// Whether it is passed.
    pub passed: bool,
    /// The pass mark, per cent, where a file says it.
    pub pass: Option<u8>,
    /// How often it was begun; a line does not say.
    pub attempts: Option<u32>,
}

/// How a question stands.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionResult {
    /// Its id.
    pub id: String,
    /// The id of its quiz.
    pub quiz: String,
    /// `single`, `multiple`, `gaps`, `order` or `match`.
    pub kind: String,
    /// How often it was answered; 0: there is a draft.
    pub tries: u32,
    /// The best part of its points, per cent.
    pub percent: u8,
    /// What it counts.
    pub points: u32,
    /// Whether no further try is open.
    pub finished: bool,
    /// The last answer, in the form that the page keeps.
    pub answer: Value,
}

/// The means of a survey, per cent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyResult {
    /// Its id.
    pub id: String,
    /// Of all its scales.
    pub mean: u8,
    /// Of each dimension, by its name.
    pub dimensions: Vec<(String, Option<u8>)>,
}

/// Something in the learner's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The question or field.
    pub place: String,
    /// The words; nothing for a tick.
    pub text: Option<String>,
}

/// When a learner worked, by the clock of the device.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub first: Option<Day>,
    /// The last day.
    pub last: Option<Day>,
    /// The day when the course was first seen completed.
    pub completed: Option<Day>,
}

/// When a result was made, by the clock of the device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Made {
    /// The day.
    pub day: Day,
    /// The minute of the day; a line does not say.
    pub minute: Option<u16>,
}

/// Returns the day that is written `YYYY-MM-DD`; nothing for what is no day of the Gregorian calendar.
pub fn day_of(text: &str) -> Option<Day> {
    let digits = |range: std::ops::Range<usize>| {
        let part = text.get(range).filter(|part| part.bytes().all(|digit| digit.is_ascii_digit()))?;
        part.parse::<u16>().ok()
    };
    if text.len() != 10 || text.as_bytes()[4] != b'-' || text.as_bytes()[7] != b'-' {
        return None;
    }
    let (year, month, day) = (digits(0..4)?, digits(5..7)?, digits(8..10)?);
    let (year, month, day) = (i32::from(year), u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let fits = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
    fits.then_some(Day { year, month, day })
}

/// Returns how many days a month of the Gregorian calendar has.
pub(super) fn days_in(year: i32, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Returns a day as `YYYY-MM-DD`.
pub fn day_text(day: Day) -> String {
    format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)
}

#[cfg(test)]
mod tests {
    use super::{day_of, day_text};

    #[test]
    fn days_are_those_of_the_calendar() {
        for day in ["2026-11-25", "2024-02-29", "0001-01-01"] {
            assert_eq!(day_of(day).map(day_text).as_deref(), Some(day));
        }
        for none in ["2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "20261125", "2026-11-2é", "+026-11-25", ""]
        {
            assert_eq!(day_of(none), None, "{none}");
        }
    }
}
