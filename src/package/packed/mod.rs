//! What a platform keeps of a learner, read again: the suspend data that `player/pack/` packs, unpacked.
//!
//! 1. Head: version (8 bits), check of the outline (24), level (2), number of lessons (varint).
//! 2. For each lesson its mark (2 bits); where there is one, its own check (16), the length of what follows, then
//!    its quizzes and questions by their places.
//! 3. What has no fixed size, each with its place: typed words, former results of surveys, places in films.
//!
//! Both sides read the same: `tests/fixtures/packing.json` holds what they must agree about. What was read before a
//! text is torn is kept, as the page keeps it.

mod answers;
mod bits;
mod document;
mod form;
mod kept;
mod words;

pub use answers::{Answer, GapAnswer};
pub use form::StoredState;
pub use kept::{Attempt, End, KeptState, Level, MadeFor, Reached, Tried, Unpacked, Unreadable};

use crate::package::packed::bits::{Bits, Torn, hash};
use crate::render::{GapShape, Outline, OutlineLesson, OutlineQuestion, OutlineQuiz};

/// The form that this program packs.
const FORM: u32 = 1;

/// Points are counted in parts of this.
const PARTS: u32 = 840;

/// Reads `text` for the course of `outline`.
///
/// # Errors
/// When not even its head can be read.
pub(crate) fn unpack(outline: &Outline, text: &str) -> Result<Unpacked, Unreadable> {
    if text.is_empty() {
        return Err(Unreadable::Empty);
    }
    let mut bits = Bits::new(text).filter(|bits| bits.left() >= 36).ok_or(Unreadable::NotPacked)?;
    let form = bits.take(8).map_err(|Torn| Unreadable::NotPacked)?;
    if form != FORM {
        return Err(Unreadable::OtherForm(form));
    }
    let mut unpacked = Unpacked {
        state: KeptState::default(),
        made_for: MadeFor::Another,
        level: Level::Everything,
        dropped: 0,
        end: End::Torn,
    };
    if take_all(&mut bits, outline, &mut unpacked).is_ok() {
        unpacked.end = if bits.left() < 6 { End::Whole } else { End::More };
    }
    Ok(unpacked)
}

fn take_all(bits: &mut Bits, outline: &Outline, unpacked: &mut Unpacked) -> Result<(), Torn> {
    let checks: Vec<u32> = outline.lessons.iter().map(|lesson| lesson_check(&outline.course, lesson)).collect();
    let same = bits.take(24)? == outline_check(&checks);
    unpacked.level = match bits.take(2)? {
        0 => Level::Everything,
        1 => Level::NoAnswers,
        _ => Level::LessonsOnly,
    };
    let count = bits.varint(4)?;
    let same = same && count == outline.lessons.len();
    unpacked.made_for = if same { MadeFor::ThisVersion } else { MadeFor::Another };
    let mut found = Vec::new();
    for place in 0..count {
        let here = |check: Option<u32>| {
            if same { outline.lessons.get(place) } else { unique(outline, &checks, check?) }
        };
        found.push(take_lesson(bits, unpacked, &here)?);
    }
    while unpacked.level == Level::Everything && bits.flag()? {
        words::take(bits, &found, &mut unpacked.state)?;
    }
    Ok(())
}

/// Returns the lesson with this check, where there is only one.
fn unique<'a>(outline: &'a Outline, checks: &[u32], check: u32) -> Option<&'a OutlineLesson> {
    let mut lessons = outline.lessons.iter().zip(checks).filter(|(_, own)| **own == check);
    let (lesson, _) = lessons.next()?;
    lessons.next().is_none().then_some(lesson)
}

fn take_lesson<'a>(
    bits: &mut Bits,
    unpacked: &mut Unpacked,
    here: &dyn Fn(Option<u32>) -> Option<&'a OutlineLesson>,
) -> Result<Option<&'a OutlineLesson>, Torn> {
    let reached = match bits.take(2)? {
        0 => return Ok(None),
        1 => Some(Reached::Begun),
        2 => Some(Reached::Done),
        _ => None,
    };
    let mut found = KeptState::default();
    let lesson = if unpacked.level == Level::LessonsOnly {
        here(None)
    } else {
        let lesson = here(Some(bits.take(16)?));
        let length = bits.varint(4)?;
        let end = bits.place().saturating_add(length);
        for quiz in lesson.iter().flat_map(|lesson| &lesson.quizzes) {
            take_quiz(bits, quiz, &mut found)?;
        }
        let sound = bits.place() == end;
        bits.go_to(end)?;
        lesson.filter(|_| sound)
    };
    let Some(lesson) = lesson else {
        unpacked.dropped += 1;
        return Ok(None);
    };
    unpacked.state.lessons.extend(reached.map(|reached| (lesson.id.clone(), reached)));
    unpacked.state.quizzes.append(&mut found.quizzes);
    unpacked.state.questions.append(&mut found.questions);
    Ok(Some(lesson))
}

fn take_quiz(bits: &mut Bits, quiz: &OutlineQuiz, found: &mut KeptState) -> Result<(), Torn> {
    if bits.flag()? {
        let (seed, number) = (bits.take(16)?, bits.varint(3)?);
        let best = if bits.flag()? { Some(bits.take(7)?.min(100)) } else { None };
        found.quizzes.insert(quiz.id.clone(), Attempt { seed, number, best, day: None, former: Vec::new() });
    }
    for question in &quiz.questions {
        if bits.flag()? {
            let tried = take_question(bits, question)?;
            found.questions.insert(question.id.clone(), tried);
        }
    }
    Ok(())
}

fn take_question(bits: &mut Bits, question: &OutlineQuestion) -> Result<Tried, Torn> {
    let tries = bits.varint(3)?;
    let finished = bits.flag()?;
    let points = match bits.take(2)? {
        0 => Some(0.0),
        1 => Some(1.0),
        2 => Some(f64::from(bits.take(10)?.min(PARTS)) / f64::from(PARTS)),
        _ => None,
    };
    let answer = if bits.flag()? { answers::take(bits, question)? } else { None };
    Ok(Tried { tries, finished, points, answer })
}

fn lesson_check(course: &str, lesson: &OutlineLesson) -> u32 {
    let mut lines = vec![course.to_owned(), lesson.id.clone()];
    lines.extend(lesson.quizzes.iter().map(|quiz| {
        let shapes: Vec<String> = quiz.questions.iter().map(question_shape).collect();
        format!("{}({})", quiz.id, shapes.join(";"))
    }));
    hash(&lines.join("\n")) % 0x1_0000
}

fn question_shape(question: &OutlineQuestion) -> String {
    let gaps: Vec<String> = question.gaps.iter().map(GapShape::to_string).collect();
    format!("{}~{}~{}~{}", question.id, question.kind, question.count, gaps.join("|"))
}

fn outline_check(checks: &[u32]) -> u32 {
    let checks: Vec<String> = checks.iter().map(u32::to_string).collect();
    hash(&checks.join(",")) % 0x100_0000
}

#[cfg(test)]
mod tests {
    use super::{Answer, End, KeptState, Level, MadeFor, Reached, Unreadable, unpack};
    use crate::package::fixture::packing_vectors;
    use proptest::prelude::{any, proptest};
    use serde_json::{Map, Value, json};

    /// Returns a state as the page keeps it: one flat map.
    fn flat(state: &KeptState) -> Value {
        let mut map = Map::new();
        for (id, reached) in &state.lessons {
            map.insert(format!("l:{id}"), json!(if *reached == Reached::Done { 2 } else { 1 }));
        }
        for (id, attempt) in &state.quizzes {
            let mut kept = json!({"s": attempt.seed, "n": attempt.number});
            put(&mut kept, "b", attempt.best.map(Value::from));
            put(&mut kept, "t", attempt.day.clone().map(Value::from));
            put(&mut kept, "h", (!attempt.former.is_empty()).then(|| json!(attempt.former)));
            map.insert(format!("z:{id}"), kept);
        }
        for (id, tried) in &state.questions {
            let mut kept = json!({"n": tried.tries});
            put(&mut kept, "d", tried.finished.then(|| json!(1)));
            put(&mut kept, "p", tried.points.map(number));
            put(&mut kept, "a", tried.answer.as_ref().map(Answer::in_json));
            map.insert(format!("q:{id}"), kept);
        }
        for ((lesson, name), note) in &state.notes {
            map.insert(format!("f:{lesson}/{name}"), note.clone());
        }
        for (film, place) in &state.films {
            map.insert(format!("m:{film}"), place.clone());
        }
        let mut map = Value::Object(map);
        put(&mut map, "role", state.role.clone().map(Value::from));
        put(&mut map, "done", state.done.clone().map(Value::from));
        map
    }

    fn put(map: &mut Value, key: &str, value: Option<Value>) {
        if let Some(value) = value {
            map[key] = value;
        }
    }

    /// JSON of a browser writes no `1.0`.
    fn number(value: f64) -> Value {
        if value.fract() == 0.0 { json!(value as u64) } else { json!(value) }
    }

    #[test]
    fn what_the_page_packs_is_read_again() {
        let mut states = 0;
        for (outline, vector) in packing_vectors() {
            for state in vector["states"].as_array().unwrap() {
                let unpacked = unpack(&outline, state["packed"].as_str().unwrap()).unwrap();
                let back = state.get("back").unwrap_or(&state["state"]);
                assert_eq!(flat(&unpacked.state), *back, "{}", vector["name"]);
                let whole = (MadeFor::ThisVersion, 0, End::Whole);
                assert_eq!((unpacked.made_for, unpacked.dropped, unpacked.end), whole, "{}", vector["name"]);
                states += 1;
            }
        }
        assert!(states >= 10);
    }

    #[test]
    fn a_torn_text_says_what_stood_before() {
        for (outline, vector) in packing_vectors() {
            for state in vector["states"].as_array().unwrap() {
                let packed = state["packed"].as_str().unwrap();
                for length in 6..packed.len() {
                    let unpacked = unpack(&outline, &packed[..length]).unwrap();
                    // The last sextet may hold nothing but the end.
                    assert!(unpacked.end == End::Torn || length + 1 == packed.len(), "{} {length}", vector["name"]);
                    for (lesson, reached) in &unpacked.state.lessons {
                        let kept = state["state"][format!("l:{lesson}")].as_u64();
                        assert_eq!(kept, Some(if *reached == Reached::Done { 2 } else { 1 }));
                    }
                }
            }
        }
    }

    #[test]
    fn a_changed_course_keeps_what_is_unchanged() {
        let (mut outline, vector) = packing_vectors().swap_remove(1);
        outline.lessons.remove(1);
        let unpacked = unpack(&outline, vector["states"][0]["packed"].as_str().unwrap()).unwrap();
        assert_eq!((unpacked.made_for, unpacked.dropped), (MadeFor::Another, 1));
        assert_eq!(flat(&unpacked.state), json!({"l:m/one": 2}));
    }

    #[test]
    fn what_is_not_ours_is_told_apart() {
        let (outline, _) = packing_vectors().swap_remove(1);
        let why = |text: &str| unpack(&outline, text).err();
        assert_eq!(why(""), Some(Unreadable::Empty));
        for text in ["x", "ARydx", "{\"a\":1}", "%%%%%%%%", "ааааааааа"] {
            assert_eq!(why(text), Some(Unreadable::NotPacked), "{text}");
        }
        assert_eq!(why("zzzzzzzzzz"), Some(Unreadable::OtherForm(0xcf)));
        let more = unpack(&outline, "AayZ0Acj5wGy1AAAAAA").unwrap();
        assert_eq!((more.end, more.level), (End::More, Level::Everything));
    }

    #[test]
    fn any_text_is_read_without_a_panic() {
        let vectors = packing_vectors();
        proptest!(|(text in any::<String>())| {
            for (outline, _) in &vectors {
                drop(unpack(outline, &text));
            }
        });
    }

    #[test]
    fn any_bits_are_read_without_a_panic() {
        let vectors = packing_vectors();
        proptest!(|(start in 0_usize..40, rest in "[A-Za-z0-9_-]{0,120}")| {
            for (outline, vector) in &vectors {
                for state in vector["states"].as_array().unwrap() {
                    let packed = state["packed"].as_str().unwrap();
                    drop(unpack(outline, &format!("{}{rest}", &packed[..packed.len().min(start)])));
                }
            }
        });
    }
}
