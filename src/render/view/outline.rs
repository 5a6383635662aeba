//! A course as the player and a platform's launch page see it: what there is to read and to answer, in an
//! order that never changes within a version.

use crate::model::{
    Block, CompletionRule, Course, Edition, Gap, Lesson, Library, QuestionKind, Quiz, QuizKind, plain_text,
};
use crate::render::html::{Asked, asked, kind_of, pass_of, quiz_id};
use serde::{Serialize, Serializer};
use std::fmt;

/// A course in one language, without its texts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outline {
    /// The course's id.
    pub course: String,
    /// Its version.
    pub version: String,
    /// The language.
    pub lang: String,
    /// Its title.
    pub title: String,
    /// What "completed" means.
    pub completion: Completion,
    /// The course's pass mark, per cent.
    pub pass: Option<u8>,
    /// The roles that learning paths are made for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// Its lessons, in order.
    pub lessons: Vec<OutlineLesson>,
}

/// What "completed" means: `all`, `required` or `none`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Completion {
    /// Which lessons must be read.
    pub lessons: &'static str,
    /// Which quizzes must be passed.
    pub quizzes: &'static str,
}

/// A lesson of an outline.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutlineLesson {
    /// `module/lesson`.
    pub id: String,
    /// Its address, seen from the page that the outline stands on.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Whom it is for; empty: everyone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// Its quizzes and surveys, in order.
    pub quizzes: Vec<OutlineQuiz>,
}

/// A quiz of an outline.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutlineQuiz {
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
    /// How often each question may be tried; 0: without limit.
    pub attempts: u32,
    /// The names of a survey's dimensions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dimensions: Vec<String>,
    /// Its questions, in order.
    pub questions: Vec<OutlineQuestion>,
}

/// A question of an outline.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutlineQuestion {
    /// The id that results are kept under.
    pub id: String,
    /// Its kind, as in the page.
    pub kind: &'static str,
    /// How many answers, gaps, items, pairs or labels it has.
    pub count: usize,
    /// The shape of each gap.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<GapShape>,
    /// What it counts.
    pub points: u32,
    /// The place of its dimension, in a survey that has such.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dimension: Option<u32>,
}

/// The shape of a gap's answer: `text`, `number` or `choice:N`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GapShape {
    /// Typed words.
    Text,
    /// A typed number.
    Number,
    /// One of so many options.
    Choice(usize),
}

impl fmt::Display for GapShape {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => formatter.write_str("text"),
            Self::Number => formatter.write_str("number"),
            Self::Choice(count) => write!(formatter, "choice:{count}"),
        }
    }
}

impl Serialize for GapShape {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Returns the outline of an edition; `address` gives a lesson's address.
pub(crate) fn outline(
    library: &Library,
    course: &Course,
    edition: &Edition,
    address: &dyn Fn(&Lesson) -> String,
) -> Outline {
    Outline {
        course: course.id.to_string(),
        version: course.settings.version.clone(),
        lang: edition.lang.to_string(),
        title: edition.title.value.clone(),
        completion: Completion {
            lessons: rule(course.settings.completion.lessons),
            quizzes: rule(course.settings.completion.quizzes),
        },
        pass: course.settings.pass,
        roles: course.settings.roles.iter().map(|role| role.id.value.clone()).collect(),
        lessons: edition
            .lessons()
            .map(|lesson| outline_lesson(library, course, edition, lesson, address(lesson)))
            .collect(),
    }
}

fn rule(rule: CompletionRule) -> &'static str {
    match rule {
        CompletionRule::All => "all",
        CompletionRule::Required => "required",
        CompletionRule::None => "none",
    }
}

fn outline_lesson(
    library: &Library,
    course: &Course,
    edition: &Edition,
    lesson: &Lesson,
    href: String,
) -> OutlineLesson {
    let quizzes = quizzes(library, course, edition, lesson)
        .into_iter()
        .map(|(quiz, asked)| OutlineQuiz {
            id: quiz_id(lesson.id.as_str(), quiz),
            graded: quiz.kind == QuizKind::Quiz,
            pass: pass_of(course, quiz),
            required: quiz.settings.required,
            draw: quiz.settings.draw,
            attempts: quiz.settings.attempts,
            dimensions: quiz.dimensions.iter().map(|name| plain_text(name)).collect(),
            questions: asked
                .iter()
                .map(|asked| OutlineQuestion {
                    id: asked.id.to_string(),
                    kind: kind_of(asked.question),
                    count: count(&asked.question.kind),
                    gaps: gaps(&asked.question.kind),
                    points: asked.question.points,
                    dimension: asked.question.dimension,
                })
                .collect(),
        })
        .collect();
    OutlineLesson {
        id: lesson.id.to_string(),
        href,
        title: lesson.title.value.clone(),
        roles: lesson.roles.iter().map(|role| role.value.clone()).collect(),
        quizzes,
    }
}

/// Returns the quizzes and surveys of a lesson, each with its questions, as its outline has them.
pub(crate) fn quizzes<'a>(
    library: &'a Library,
    course: &'a Course,
    edition: &'a Edition,
    lesson: &'a Lesson,
) -> Vec<(&'a Quiz, Vec<Asked<'a>>)> {
    let mut found = Vec::new();
    collect(&lesson.text.document.blocks, &mut found);
    let with_questions =
        |quiz: &'a Quiz| (quiz, asked(library, course, edition, &lesson.text, lesson.id.as_str(), quiz));
    found.into_iter().map(with_questions).collect()
}

/// Finds every quiz, also in other blocks, in the order of the text.
fn collect<'a>(blocks: &'a [Block], found: &mut Vec<&'a Quiz>) {
    for block in blocks {
        match block {
            Block::Quiz(quiz) => found.push(quiz),
            Block::Container(container) => collect(&container.content, found),
            Block::Quote(content) | Block::Callout(_, content) => collect(content, found),
            Block::List { items, .. } => items.iter().for_each(|item| collect(&item.content, found)),
            Block::Definitions(definitions) => {
                definitions.iter().flat_map(|one| &one.meanings).for_each(|meaning| collect(meaning, found));
            }
            _ => {}
        }
    }
}

fn count(kind: &QuestionKind) -> usize {
    match kind {
        QuestionKind::Choice { choices, .. } => choices.len(),
        QuestionKind::Gaps(gaps) => gaps.len(),
        QuestionKind::Order(items) => items.len(),
        QuestionKind::Match { pairs, .. } => pairs.len(),
        QuestionKind::Open { .. } => 0,
        QuestionKind::Scale(labels) => labels.len(),
    }
}

fn gaps(kind: &QuestionKind) -> Vec<GapShape> {
    let QuestionKind::Gaps(gaps) = kind else { return Vec::new() };
    let shape = |gap: &Gap| match gap {
        Gap::Text(_) => GapShape::Text,
        Gap::Number(_) => GapShape::Number,
        Gap::Choice(options) => GapShape::Choice(options.len()),
    };
    gaps.iter().map(shape).collect()
}
