//! Typed words out of their bits, each put where it was typed (`player/pack/words.js`).

use crate::package::packed::KeptState;
use crate::package::packed::answers::{Answer, GapAnswer};
use crate::package::packed::bits::{Bits, Torn};
use crate::render::{OutlineLesson, OutlineQuestion};
use serde_json::Value;

const IN_GAP: u32 = 0;
const OPEN: u32 = 1;
const NOTE: u32 = 2;
const OF_COURSE: u32 = 3;

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
    bits.flag()?;
    let words = bits.words()?;
    match (how, number) {
        (OF_COURSE, 0) => state.role = Some(words),
        (OF_COURSE, 1) => state.done = Some(words),
        _ => {
            if let Some(question) = lesson.and_then(|lesson| question_of(lesson, number)) {
                put(state, question, how, part, words);
            }
        }
    }
    Ok(())
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
