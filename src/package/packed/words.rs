//! What has no fixed size out of its bits, each put where it belongs (`player/pack/words.js`).

use crate::package::packed::KeptState;
use crate::package::packed::answers::{Answer, GapAnswer};
use crate::package::packed::bits::{Bits, Torn};
use crate::render::{OutlineLesson, OutlineQuestion};
use serde_json::Value;

const IN_GAP: u32 = 0;
const OPEN: u32 = 1;
const NOTE: u32 = 2;
const OF_COURSE: u32 = 3;

/// The numbers of what is of the course.
const ROLE: usize = 0;
const DONE: usize = 1;
const SURVEY: usize = 2;
const FILM: usize = 3;

/// Takes one entry, and puts it into `state` where its place is still there; `found` are the packed lessons.
///
/// # Errors
/// When it is cut or is none.
pub(crate) fn take(bits: &mut Bits, found: &[Option<&OutlineLesson>], state: &mut KeptState) -> Result<(), Torn> {
    let how = bits.take(2)?;
    let lesson = found.get(bits.varint(4)?).copied().flatten();
    if how == NOTE {
        let name = bits.words()?;
        let note = take_note(bits)?;
        if let Some(lesson) = lesson {
            state.notes.insert((lesson.id.clone(), name), note);
        }
        return Ok(());
    }
    let number = bits.varint(3)?;
    let part = bits.varint(2)?;
    let is_json = bits.flag()?;
    let words = bits.words()?;
    match (how, number) {
        (OF_COURSE, ROLE) => state.role = Some(words),
        (OF_COURSE, DONE) => state.done = Some(words),
        (OF_COURSE, SURVEY | FILM) if is_json => {
            let value = serde_json::from_str(&words).map_err(|_| Torn)?;
            take_of_course(number, lesson, value, state);
        }
        // Numbers of later versions say nothing to this one.
        (OF_COURSE, _) => {}
        _ => {
            if let Some(question) = lesson.and_then(|lesson| question_of(lesson, number)) {
                put(state, question, how, part, words);
            }
        }
    }
    Ok(())
}

/// Puts `[survey in its lesson, day, former results]` and `[film, place]`; what is of another form is passed over.
fn take_of_course(number: usize, lesson: Option<&OutlineLesson>, value: Value, state: &mut KeptState) {
    let Value::Array(parts) = value else { return };
    match (number, parts.as_slice()) {
        (FILM, [Value::String(film), place @ (Value::Number(_) | Value::String(_))]) => {
            state.films.insert(film.clone(), place.clone());
        }
        (SURVEY, [place, day, former, ..]) => {
            let quiz = place.as_u64().and_then(|place| lesson?.quizzes.get(usize::try_from(place).ok()?));
            let Some(attempt) = quiz.and_then(|quiz| state.quizzes.get_mut(&quiz.id)) else { return };
            attempt.day = day.as_str().filter(|day| !day.is_empty()).map(str::to_owned);
            attempt.former = former.as_array().cloned().unwrap_or_default();
        }
        _ => {}
    }
}

fn take_note(bits: &mut Bits) -> Result<Value, Torn> {
    let is_json = bits.flag()?;
    let words = bits.words()?;
    if is_json { serde_json::from_str(&words).map_err(|_| Torn) } else { Ok(Value::String(words)) }
}

fn question_of(lesson: &OutlineLesson, number: usize) -> Option<&OutlineQuestion> {
    lesson.quizzes.iter().flat_map(|quiz| &quiz.questions).nth(number)
}

fn put(state: &mut KeptState, question: &OutlineQuestion, how: u32, part: usize, words: String) {
    let answer = state.questions.get_mut(&question.id).and_then(|kept| kept.answer.as_mut());
    match answer {
        Some(Answer::Words(answer)) if how == OPEN => *answer = words,
        Some(Answer::Gaps(gaps)) if how == IN_GAP => {
            if let Some(gap) = gaps.get_mut(part) {
                *gap = GapAnswer::Words(words);
            }
        }
        _ => {}
    }
}
