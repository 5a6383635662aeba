//! What courses ask, as far as results are held against it. Made of a library by `report::keys`.

use crate::model::{CompletionRule, LearnerField};
use std::collections::BTreeMap;

/// What all courses of a library ask.
#[derive(Debug, Clone, Default)]
pub struct Keys {
    /// The courses, by id.
    pub courses: BTreeMap<String, CourseKey>,
    /// What a learner is asked before results are kept.
    pub fields: Vec<LearnerField>,
}

/// What a course asks.
#[derive(Debug, Clone, PartialEq)]
pub struct CourseKey {
    /// Its version.
    pub version: String,
    /// The courses that are to be completed first.
    pub requires: Vec<String>,
    /// Which lessons must be read.
    pub lessons: CompletionRule,
    /// Which quizzes must be passed.
    pub quizzes: CompletionRule,
    /// The roles that learning paths are made for.
    pub roles: Vec<String>,
    /// One a language, in the order of the library's languages; never empty.
    pub editions: Vec<EditionKey>,
}

impl CourseKey {
    /// Returns the edition in a language, else the first; and whether it is in that language.
    pub fn edition(&self, language: Option<&str>) -> (&EditionKey, bool) {
        let own = self.editions.iter().find(|edition| Some(edition.language.as_str()) == language);
        (own.unwrap_or(&self.editions[0]), own.is_some())
    }
}

/// What a course asks in one language.
#[derive(Debug, Clone, PartialEq)]
pub struct EditionKey {
    /// The language tag.
    pub language: String,
    /// The course's title.
    pub title: String,
    /// The decimal sign of typed numbers.
    pub decimal: String,
    /// Its lessons, in order.
    pub lessons: Vec<LessonKey>,
    /// Where each question stands in them, by its id.
    pub places: BTreeMap<String, QuestionPlace>,
}

/// Where a question stands in an edition: places from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuestionPlace {
    /// Of its lesson among the lessons.
    pub lesson: usize,
    /// Of its quiz in the lesson.
    pub quiz: usize,
    /// Of the question in the quiz.
    pub question: usize,
    /// Of its id among all ids, sorted.
    pub number: usize,
}

impl EditionKey {
    /// Returns what `lessons` ask, with the places of all questions.
    pub fn new(language: String, title: String, decimal: String, lessons: Vec<LessonKey>) -> Self {
        let mut places = BTreeMap::new();
        for (lesson, of_lesson) in lessons.iter().enumerate() {
            for (quiz, of_quiz) in of_lesson.quizzes.iter().enumerate() {
                for (question, asked) in of_quiz.questions.iter().enumerate() {
                    let place = QuestionPlace { lesson, quiz, question, number: 0 };
                    places.entry(asked.id.clone()).or_insert(place);
                }
            }
        }
        places.values_mut().enumerate().for_each(|(number, place)| place.number = number);
        Self { language, title, decimal, lessons, places }
    }

    /// Returns a question with its quiz.
    pub fn question(&self, id: &str) -> Option<(&QuizKey, &QuestionKey)> {
        let place = self.places.get(id)?;
        let quiz = &self.lessons[place.lesson].quizzes[place.quiz];
        Some((quiz, &quiz.questions[place.question]))
    }

    /// Returns a question of a quiz, with that quiz: several quizzes may take one question from a bank.
    pub fn question_in(&self, quiz: &str, id: &str) -> Option<(&QuizKey, &QuestionKey)> {
        let (known, question) = self.question(id)?;
        if known.id == quiz {
            return Some((known, question));
        }
        let quiz = self.lessons.iter().flat_map(|lesson| &lesson.quizzes).find(|one| one.id == quiz)?;
        Some((quiz, quiz.questions.iter().find(|question| question.id == id)?))
    }

    /// Returns the lessons on the path of a role; all of them without one.
    pub fn path<'a>(&'a self, role: Option<&'a str>) -> impl Iterator<Item = &'a LessonKey> {
        self.lessons.iter().filter(move |lesson| {
            role.is_none_or(|role| lesson.roles.is_empty() || lesson.roles.iter().any(|own| own == role))
        })
    }
}

/// What a lesson asks.
#[derive(Debug, Clone, PartialEq)]
pub struct LessonKey {
    /// `module/lesson`.
    pub id: String,
    /// Whom it is for; empty: everyone.
    pub roles: Vec<String>,
    /// Its quizzes and surveys, in order.
    pub quizzes: Vec<QuizKey>,
}

impl LessonKey {
    /// Returns its graded quizzes.
    pub fn graded(&self) -> impl Iterator<Item = &QuizKey> {
        self.quizzes.iter().filter(|quiz| quiz.graded)
    }
}

/// What a quiz or survey asks.
#[derive(Debug, Clone, PartialEq)]
pub struct QuizKey {
    /// `module/lesson#quiz`.
    pub id: String,
    /// Whether its answers are graded.
    pub graded: bool,
    /// Its pass mark, per cent.
    pub pass: Option<u8>,
    /// Whether the course is completed only with it.
    pub required: bool,
    /// How many of the questions are drawn; without it all.
    pub draw: Option<u32>,
    /// Its questions, in order.
    pub questions: Vec<QuestionKey>,
}

impl QuizKey {
    /// Tells whether all its questions are asked.
    pub fn asks_all(&self) -> bool {
        self.draw.is_none_or(|draw| draw == 0 || draw as usize >= self.questions.len())
    }

    /// Returns how many points there are; nothing where that depends on what is drawn.
    pub fn total(&self) -> Option<u64> {
        let mut points = self.questions.iter().map(QuestionKey::worth);
        if self.asks_all() {
            return Some(points.sum());
        }
        let first = points.next()?;
        points.all(|worth| worth == first).then(|| first * u64::from(self.draw.unwrap_or(0)))
    }
}

/// A question, and what is right.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionKey {
    /// Its id.
    pub id: String,
    /// `single`, `multiple`, `gaps`, `order`, `match`, `open` or `scale`.
    pub kind: &'static str,
    /// What it counts.
    pub points: u32,
    /// Whether typed answers must be exact.
    pub strict: bool,
    /// How many choices, gaps, items or pairs it has.
    pub count: usize,
    /// Of a choice the right places, of a match the right place for each left one.
    pub right: Vec<usize>,
    /// What is right in each gap.
    pub gaps: Vec<GapKey>,
    /// Its words.
    pub prompt: String,
    /// The words of its choices; empty for other kinds.
    pub choices: Vec<String>,
}

impl QuestionKey {
    /// Returns its points; none where nobody grades it.
    pub fn worth(&self) -> u64 {
        if matches!(self.kind, "open" | "scale") { 0 } else { u64::from(self.points) }
    }
}

/// What is right in a gap.
#[derive(Debug, Clone, PartialEq)]
pub enum GapKey {
    /// Any of these spellings.
    Text(Vec<String>),
    /// A number in this range, both ends included.
    Number(f64, f64),
    /// One of so many options; which are right.
    Choice(usize, Vec<usize>),
}
