//! A course's questions → formats that other programs read.
//!
//! 1. [`Set`]: the questions of a course in one language, with the lesson that each stands in and the text around it.
//! 2. `html`: what is asked and said becomes plain HTML, pictures beside it.
//! 3. One file a format writes them; what it cannot hold is told with the question's place ([`Lost`]).

mod gift;
mod html;
mod moodle;
mod qti;

use crate::diagnostic::Message;
use crate::import::Lost;
use crate::model::{Asset, AssetId, Course, Edition, Gap, LessonId, NumberRange, Question, QuizKind, Text, plain_text};
use crate::tree::{Artifact, Body};
use std::collections::BTreeMap;

/// A format that questions are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Moodle's plain text.
    Gift,
    /// QTI 2.1, items with a manifest in a zip.
    Qti,
    /// Moodle's XML, pictures inside.
    MoodleXml,
}

/// A question with what is around it.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The question.
    pub question: &'a Question,
    /// The text that it stands in: where its links and pictures lead.
    pub text: &'a Text,
    /// The title of the lesson.
    pub lesson: &'a str,
    /// Its number in the set, from 1.
    pub number: usize,
    /// Whether answers come in random order.
    pub shuffled: bool,
}

/// The questions of a course in one language.
#[derive(Debug, Clone)]
pub struct Set<'a> {
    /// The course.
    pub course: &'a Course,
    /// Its edition.
    pub edition: &'a Edition,
    /// The questions, in the order of the course.
    pub questions: Vec<Asked<'a>>,
}

/// What a set was written as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The file.
    pub artifact: Artifact,
    /// How many questions stand in it.
    pub questions: usize,
    /// What could not be carried over.
    pub lost: Vec<Lost>,
}

/// Returns the questions of a course in one language, of all lessons or of those that `wanted` takes; those of surveys
/// are left out, because nothing in them is right or wrong.
pub fn set<'a>(course: &'a Course, edition: &'a Edition, wanted: &dyn Fn(&LessonId) -> bool) -> Set<'a> {
    let mut set = Set { course, edition, questions: Vec::new() };
    for lesson in edition.lessons().filter(|lesson| wanted(&lesson.id)) {
        for quiz in lesson.text.document.quizzes().into_iter().filter(|quiz| quiz.kind == QuizKind::Quiz) {
            let shuffled = quiz.settings.shuffle_answers;
            set.add(&quiz.questions, &lesson.text, &lesson.title.value, shuffled);
            let bank = quiz.bank.as_ref().and_then(|bank| lesson.text.banks.get(bank.index as usize)?.as_ref());
            for inner in
                bank.into_iter().flat_map(|bank| bank.document.quizzes().into_iter().map(move |quiz| (bank, quiz)))
            {
                set.add(&inner.1.questions, inner.0, &lesson.title.value, shuffled);
            }
        }
    }
    set
}

impl<'a> Set<'a> {
    fn add(&mut self, questions: &'a [Question], text: &'a Text, lesson: &'a str, shuffled: bool) {
        for question in questions {
            // A bank that several quizzes draw from is written once.
            if !self.questions.iter().any(|known| std::ptr::eq(known.question, question)) {
                let number = self.questions.len() + 1;
                self.questions.push(Asked { question, text, lesson, number, shuffled: shuffled && !question.fixed });
            }
        }
    }
}

/// Writes a set; `read` returns the bytes of a picture of the course, nothing where it cannot be read.
pub fn export(set: &Set<'_>, form: Form, read: &dyn Fn(&Asset) -> Option<Vec<u8>>) -> Exported {
    let mut told = Told::default();
    let stem = format!("{}-{}", set.course.id, set.edition.lang).to_lowercase();
    let (artifact, questions) = match form {
        Form::Gift => {
            let (text, count) = gift::write(set, &mut told);
            (Artifact::File { name: format!("{stem}.gift"), body: Body::Bytes(text.into_bytes()) }, count)
        }
        Form::MoodleXml => {
            let (text, count) = moodle::write(set, read, &mut told);
            (Artifact::File { name: format!("{stem}-moodle.xml"), body: Body::Bytes(text.into_bytes()) }, count)
        }
        Form::Qti => {
            let (tree, count) = qti::write(set, &mut told);
            (Artifact::Zip { name: format!("{stem}-qti.zip"), tree }, count)
        }
    };
    Exported { artifact, questions, lost: told.lost }
}

/// What is told while a set is written.
#[derive(Debug, Default)]
struct Told {
    lost: Vec<Lost>,
}

impl Told {
    fn lose(&mut self, key: &'static str, asked: &Asked<'_>) {
        self.lose_message(Message::new(key), asked);
    }

    fn lose_message(&mut self, what: Message, asked: &Asked<'_>) {
        let one = Lost::in_named(what, &name(asked));
        if !self.lost.contains(&one) {
            self.lost.push(one);
        }
    }
}

/// Returns what a question is called in other programs: its first words.
fn name(asked: &Asked<'_>) -> String {
    let mut words = plain_text(&asked.question.prompt);
    if words.trim().is_empty() {
        words = format!("{} {}", asked.lesson, asked.number);
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words,
    }
}

/// Returns the number that is right and how far an answer may be from it, in digits.
fn middle(range: &NumberRange) -> (String, String) {
    let (from, to) = (range.from.as_f64(), range.to.as_f64());
    (digits((from + to) / 2.0), digits((to - from) / 2.0))
}

/// Returns a number in digits with a point, without signs that only say how exact it is.
fn digits(value: f64) -> String {
    let written = format!("{value:.9}");
    let written = written.trim_end_matches('0').trim_end_matches('.');
    if written == "-0" { "0".to_owned() } else { written.to_owned() }
}

/// Returns the gaps of a question.
fn gaps(question: &Question) -> &[Gap] {
    match &question.kind {
        crate::model::QuestionKind::Gaps(gaps) => gaps,
        _ => &[],
    }
}

/// The pictures and other files that a set shows, by their name in it.
type Shown = BTreeMap<String, AssetId>;

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn numbers_are_digits() {
        assert_eq!(digits(300_000.0), "300000");
        assert_eq!(digits(0.1 + 0.2), "0.3");
        assert_eq!(digits(-0.0), "0");
    }
}
