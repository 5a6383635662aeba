//! Quizzes, surveys and their questions.

use crate::model::{Advice, Block, Inline, QuestionId};
use crate::span::Span;

/// A quiz or a survey.
#[derive(Debug, Clone, PartialEq)]
pub struct Quiz {
    /// Its `#id`.
    pub id: Option<Box<str>>,
    /// Its number among the quizzes and surveys of its lesson, from 1.
    pub number: u32,
    /// Graded or not.
    pub kind: QuizKind,
    /// How it is run.
    pub settings: QuizSettings,
    /// What stands before the first question.
    pub introduction: Vec<Block>,
    /// The names of a survey's dimensions.
    pub dimensions: Vec<Vec<Inline>>,
    /// The questions, in the order of the text; without those of a bank.
    pub questions: Vec<Question>,
    /// The bank that it draws from.
    pub bank: Option<Bank>,
    /// What is said to results.
    pub advice: Vec<Advice>,
    /// From the opening line to the closing one.
    pub span: Span,
    /// The opening line.
    pub head: Span,
}

/// Whether answers are graded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuizKind {
    /// Graded.
    Quiz,
    /// Not graded; with dimensions a self-assessment.
    Survey,
}

/// The file that questions are taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bank {
    /// What `from=` says.
    pub address: Box<str>,
    /// Its place in [`crate::model::Text::banks`].
    pub index: u32,
    /// Where it is named.
    pub span: Span,
}

/// How a quiz is run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuizSettings {
    /// The pass mark, per cent; without it the course's.
    pub pass: Option<u8>,
    /// How often each question may be tried; 0: without limit.
    pub attempts: u32,
    /// Whether questions come in random order.
    pub shuffle_questions: bool,
    /// Whether answers come in random order.
    pub shuffle_answers: bool,
    /// How many questions are drawn; without it all.
    pub draw: Option<u32>,
    /// When right answers are shown.
    pub show: AnswerShow,
    /// Whether the course is completed only with it.
    pub required: bool,
}

/// When right answers are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerShow {
    /// After each question.
    Each,
    /// After the last one.
    End,
    /// Never.
    Never,
}

/// One question.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Its `#id`, where the author gave one.
    pub id: Option<Box<str>>,
    /// Its number among all questions of its file, from 1.
    pub number: u32,
    /// The heading; empty: the body is the prompt.
    pub prompt: Vec<Inline>,
    /// What stands between the heading and the answers.
    pub body: Vec<Block>,
    /// How it is answered, and what is right.
    pub kind: QuestionKind,
    /// What it counts.
    pub points: u32,
    /// Whether typed answers must be exact.
    pub strict: bool,
    /// Whether its answers keep their order.
    pub fixed: bool,
    /// Said after the answer, whatever it was.
    pub explanation: Vec<Block>,
    /// Given one at a time.
    pub hints: Vec<Vec<Block>>,
    /// Said after a right answer.
    pub right: Vec<Block>,
    /// Said after a wrong one.
    pub wrong: Vec<WrongAnswer>,
    /// In a survey: its dimension, an index into [`Quiz::dimensions`].
    pub dimension: Option<u32>,
    /// The heading.
    pub span: Span,
}

impl Question {
    /// Returns its id: its own, or its place in the file `place` (`module/lesson`, or a bank's slug).
    pub fn id_in(&self, place: &str) -> QuestionId {
        match &self.id {
            Some(id) => QuestionId::new(id),
            None => QuestionId::new(&format!("{place}.{}", self.number)),
        }
    }
}

/// What is said after a wrong answer.
#[derive(Debug, Clone, PartialEq)]
pub struct WrongAnswer {
    /// Only after this typed answer.
    pub answer: Option<Box<str>>,
    /// What is said.
    pub content: Vec<Block>,
}

/// How a question is answered, and what is right.
#[derive(Debug, Clone, PartialEq)]
pub enum QuestionKind {
    /// Choose among answers.
    Choice {
        /// How many may be chosen.
        rule: ChoiceRule,
        /// The answers, in the order of the text.
        choices: Vec<Choice>,
    },
    /// Fill the gaps in the prompt or the body.
    Gaps(Vec<Gap>),
    /// Put into order; the items stand in the right one.
    Order(Vec<Vec<Block>>),
    /// Match the two columns.
    Match {
        /// The heads of the two columns; both may be empty.
        heads: [Vec<Inline>; 2],
        /// What belongs together.
        pairs: Vec<Pair>,
    },
    /// Answer in one's own words.
    Open {
        /// A good answer, shown after one's own.
        model_answer: Vec<Block>,
    },
    /// Choose a step of a scale; the first label is 0 per cent, the last 100.
    Scale(Vec<Vec<Inline>>),
}

/// How many choices may be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChoiceRule {
    /// One.
    Single,
    /// Any number.
    Multiple,
}

/// One answer to choose.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// Whether it is ticked.
    pub right: bool,
    /// What it says.
    pub content: Vec<Block>,
    /// Said when it was chosen.
    pub feedback: Vec<Block>,
    /// Where it stands.
    pub span: Span,
}

/// A gap in running text.
#[derive(Debug, Clone, PartialEq)]
pub enum Gap {
    /// A word or phrase: any of these spellings; the first is shown as the answer.
    Text(Vec<String>),
    /// A number.
    Number(NumberRange),
    /// One of these.
    Choice(Vec<GapOption>),
}

/// The numbers that are right.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberRange {
    /// The smallest.
    pub from: Number,
    /// The greatest.
    pub to: Number,
    /// The one to show as the answer, as the author wrote it: `12.5`, or `10–20` for a range.
    pub shown: String,
}

/// An exact decimal number: `digits × 10^-scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// The digits, with the sign.
    pub digits: i64,
    /// How many of them stand after the decimal sign.
    pub scale: u8,
}

impl Number {
    /// Returns the nearest binary number, as a browser computes with it.
    pub fn as_f64(self) -> f64 {
        format!("{}e-{}", self.digits, self.scale).parse().expect("digits and a small exponent are a number")
    }
}

/// One of the words to choose in a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapOption {
    /// The words.
    pub text: String,
    /// Whether they are right.
    pub right: bool,
}

/// What belongs together.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The left column.
    pub left: Vec<Inline>,
    /// The right column.
    pub right: Vec<Inline>,
}
