//! What a learner's stored state says, in the course's own words.
//!
//! 1. The state is unpacked for the edition that it was packed for, or else for the one that was asked for.
//! 2. Each lesson with something kept is told with its quizzes, answers and notes.

use crate::model::{Course, Document, Edition, Gap, Lesson, Library, Question, QuestionKind, plain_text};
use crate::package::packed::{
    Answer, Attempt, End, GapAnswer, KeptState, Level, MadeFor, Reached, StoredState, Tried, Unpacked, Unreadable,
};
use crate::render::{self, Outline, OutlineLesson, OutlineQuiz, RenderProfile};
use serde::Serialize;
use serde_json::Value;

/// What is known of a learner in a course.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The course.
    pub course: String,
    /// Its version here.
    pub version: String,
    /// The language that it is told in.
    pub lang: String,
    /// The course's title.
    pub title: String,
    /// Whether the state was kept for the course as it is here.
    pub made_for_this_version: bool,
    /// How many lessons with something kept are not in this course, or have changed.
    pub dropped_lessons: usize,
    /// How the text ends: `whole`, `torn` or `more`.
    pub end: &'static str,
    /// What was left out so that the rest has room: `nothing`, `answers`, or `all-but-lessons`.
    pub left_out: &'static str,
    /// The learning path that was chosen.
    pub role: Option<String>,
    /// The day when the course was first seen completed.
    pub done: Option<String>,
    /// Its lessons, in order.
    pub lessons: Vec<LessonState>,
    /// Where the learner stopped in films.
    pub films: Vec<FilmState>,
}

/// Where a learner stopped in a film or sound.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FilmState {
    /// Its title, or else its name.
    pub title: String,
    /// After how many seconds.
    pub seconds: u64,
}

/// What is known of a lesson.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LessonState {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// `unopened`, `begun` or `done`.
    pub reached: &'static str,
    /// Its quizzes and surveys with something kept.
    pub quizzes: Vec<QuizState>,
    /// What was written into its fields.
    pub notes: Vec<NoteState>,
}

/// What is known of a quiz or survey.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuizState {
    /// Its id.
    pub id: String,
    /// Whether it is graded.
    pub graded: bool,
    /// Which attempt it is, from 1.
    pub attempt: Option<usize>,
    /// The best per cent of the finished attempts.
    pub best: Option<u32>,
    /// The pass mark, per cent.
    pub pass: Option<u8>,
    /// Of a survey, the day of the last answer.
    pub day: Option<String>,
    /// Of a survey, its former results, as the page keeps them.
    pub former: Vec<Value>,
    /// How many questions it asks.
    pub asked: usize,
    /// The questions with something kept, in order.
    pub questions: Vec<QuestionState>,
}

/// What is known of a question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuestionState {
    /// Its id.
    pub id: String,
    /// Its number in the quiz, from 1.
    pub number: usize,
    /// Its words.
    pub prompt: String,
    /// How often it was answered.
    pub tries: usize,
    /// Whether no further try is open.
    pub finished: bool,
    /// The best part of its points in per cent, where it is graded.
    pub percent: Option<u32>,
    /// The last answer in the question's words, one a choice, item, pair or gap; nothing where none was kept.
    pub answer: Option<Vec<String>>,
}

/// What was written into a field.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NoteState {
    /// The field's name in its lesson.
    pub field: String,
    /// What was written, ticked or chosen.
    pub value: Value,
}

/// Returns what `stored` says of a learner in `course`, told from the first of `editions` that it was packed for, or
/// else from the first of them; nothing where there is none.
///
/// # Errors
/// When it is no state of this course.
pub fn explain(
    library: &Library,
    course: &Course,
    editions: &[&Edition],
    stored: &StoredState,
) -> Result<Option<Explanation>, Unreadable> {
    let mut first = None;
    // An outline's checks are the same wherever the pages stand.
    let profile = RenderProfile::of_course();
    for edition in editions {
        let outline = render::outline(library, course, edition, &profile);
        let unpacked = stored.unpack(&outline)?;
        let explanation = || told(library, course, edition, &outline, &unpacked);
        if unpacked.made_for == MadeFor::ThisVersion {
            return Ok(Some(explanation()));
        }
        first = first.or_else(|| Some(explanation()));
    }
    Ok(first)
}

fn told(library: &Library, course: &Course, edition: &Edition, outline: &Outline, unpacked: &Unpacked) -> Explanation {
    let state = &unpacked.state;
    let lessons = edition.lessons().zip(&outline.lessons);
    Explanation {
        course: outline.course.clone(),
        version: outline.version.clone(),
        lang: outline.lang.clone(),
        title: outline.title.clone(),
        made_for_this_version: unpacked.made_for == MadeFor::ThisVersion,
        dropped_lessons: unpacked.dropped,
        end: match unpacked.end {
            End::Whole => "whole",
            End::Torn => "torn",
            End::More => "more",
        },
        left_out: match unpacked.level {
            Level::Everything => "nothing",
            Level::NoAnswers => "answers",
            Level::LessonsOnly => "all-but-lessons",
        },
        role: state.role.as_ref().map(|role| course.settings.role_title(role, &edition.lang).to_owned()),
        done: state.done.clone(),
        lessons: lessons.map(|(lesson, shape)| lesson_state(library, course, edition, lesson, shape, state)).collect(),
        films: state.films.iter().filter_map(|(name, place)| film_state(course, edition, name, place)).collect(),
    }
}

/// Returns where a film stopped; how films are shown (`/speed`) is no film.
fn film_state(course: &Course, edition: &Edition, name: &str, place: &Value) -> Option<FilmState> {
    let film = course.films.iter().find(|film| film.name == name);
    let title = film.and_then(|film| film.title.get(&edition.lang, &[])).unwrap_or(name);
    let seconds = place.as_f64().filter(|_| !name.starts_with('/'))?.max(0.0) as u64;
    Some(FilmState { title: title.to_owned(), seconds })
}

fn lesson_state(
    library: &Library,
    course: &Course,
    edition: &Edition,
    lesson: &Lesson,
    shape: &OutlineLesson,
    state: &KeptState,
) -> LessonState {
    let quizzes = render::quizzes(library, course, edition, lesson);
    let quizzes = quizzes.iter().zip(&shape.quizzes).filter_map(|((_, asked), shape)| {
        let words = |number: usize| {
            let asked = &asked[number];
            (asked.question, asked.text.map_or(&*lesson.text.document, |text| &*text.document))
        };
        quiz_state(shape, &words, state)
    });
    let of_lesson = |((id, field), value): (&(String, String), &Value)| {
        (*id == shape.id).then(|| NoteState { field: field.clone(), value: value.clone() })
    };
    LessonState {
        id: shape.id.clone(),
        title: shape.title.clone(),
        reached: match state.lessons.get(&shape.id) {
            None => "unopened",
            Some(Reached::Begun) => "begun",
            Some(Reached::Done) => "done",
        },
        quizzes: quizzes.collect(),
        notes: state.notes.iter().filter_map(of_lesson).collect(),
    }
}

fn quiz_state<'a>(
    shape: &OutlineQuiz,
    words: &dyn Fn(usize) -> (&'a Question, &'a Document),
    state: &KeptState,
) -> Option<QuizState> {
    let attempt: Option<&Attempt> = state.quizzes.get(&shape.id);
    let kept = shape.questions.iter().enumerate().filter_map(|(index, question)| {
        let tried = state.questions.get(&question.id)?;
        let (words, document) = words(index);
        Some(question_state(&question.id, index + 1, words, document, tried))
    });
    let questions: Vec<QuestionState> = kept.collect();
    if attempt.is_none() && questions.is_empty() {
        return None;
    }
    let asked = shape.draw.map_or(shape.questions.len(), |draw| shape.questions.len().min(draw as usize));
    Some(QuizState {
        id: shape.id.clone(),
        graded: shape.graded,
        attempt: attempt.map(|attempt| attempt.number.max(1)),
        best: attempt.and_then(|attempt| attempt.best),
        pass: shape.pass,
        day: attempt.and_then(|attempt| attempt.day.clone()),
        former: attempt.map(|attempt| attempt.former.clone()).unwrap_or_default(),
        asked,
        questions,
    })
}

fn question_state(id: &str, number: usize, question: &Question, document: &Document, tried: &Tried) -> QuestionState {
    let prompt = document.prompt(question);
    let graded = !matches!(question.kind, QuestionKind::Open { .. } | QuestionKind::Scale(_));
    QuestionState {
        id: id.to_owned(),
        number,
        prompt,
        tries: tried.tries,
        finished: tried.finished,
        percent: tried.points.filter(|_| graded).map(|points| (points * 100.0 + 1e-9) as u32),
        answer: tried.answer.as_ref().map(|answer| in_words(&question.kind, answer, document)),
    }
}

/// Returns an answer in the words of its question; a place that the question has not is left out.
fn in_words(kind: &QuestionKind, answer: &Answer, document: &Document) -> Vec<String> {
    match (kind, answer) {
        (QuestionKind::Choice { choices, .. }, Answer::Choices(chosen)) => {
            chosen.iter().filter_map(|at| Some(document.plain(&choices.get(*at)?.content))).collect()
        }
        (QuestionKind::Order(items), Answer::Order(order)) => {
            order.iter().filter_map(|at| Some(document.plain(items.get(*at)?))).collect()
        }
        (QuestionKind::Match { pairs, .. }, Answer::Pairs(chosen)) => {
            let right = |at: &Option<usize>| at.and_then(|at| pairs.get(at)).map(|pair| plain_text(&pair.right));
            let pair = |(pair, at): (&crate::model::Pair, &Option<usize>)| {
                format!("{} → {}", plain_text(&pair.left), right(at).unwrap_or_else(|| "–".to_owned()))
            };
            pairs.iter().zip(chosen).map(pair).collect()
        }
        (QuestionKind::Gaps(gaps), Answer::Gaps(filled)) => gaps.iter().zip(filled).map(gap_in_words).collect(),
        (QuestionKind::Scale(labels), Answer::Step(step)) => {
            labels.get(*step).map(|label| plain_text(label)).into_iter().collect()
        }
        (_, Answer::Words(words)) if !words.is_empty() => vec![words.clone()],
        _ => Vec::new(),
    }
}

fn gap_in_words((gap, filled): (&Gap, &GapAnswer)) -> String {
    match (gap, filled) {
        (Gap::Choice(options), GapAnswer::Option(at)) => options.get(*at).map(|option| option.text.clone()),
        (_, GapAnswer::Words(words)) if !words.is_empty() => Some(words.clone()),
        _ => None,
    }
    .unwrap_or_else(|| "–".to_owned())
}
