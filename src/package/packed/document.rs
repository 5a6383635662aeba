//! A state that is kept as it is, in JSON: the flat map of `player/state.js`, as an LRS, a progress file
//! (`docs/progress-file.md`) or a browser's own storage keeps it.
//!
//! Whatever is of another kind than it should be is left out, as the page leaves it out.

use crate::package::packed::{Answer, Attempt, End, GapAnswer, KeptState, Level, MadeFor, Reached, Tried, Unpacked};
use crate::render::{GapShape, Outline, OutlineQuestion};
use serde_json::{Map, Value};

/// Returns what the flat map says of the course of `outline`.
pub(crate) fn read(outline: &Outline, map: &Map<String, Value>) -> Unpacked {
    let mut state = KeptState::default();
    for lesson in &outline.lessons {
        let reached = match map.get(&format!("l:{}", lesson.id)).and_then(Value::as_u64) {
            Some(1) => Some(Reached::Begun),
            Some(2) => Some(Reached::Done),
            _ => None,
        };
        state.lessons.extend(reached.map(|reached| (lesson.id.clone(), reached)));
        for quiz in &lesson.quizzes {
            let attempt = map.get(&format!("z:{}", quiz.id)).and_then(Value::as_object).map(attempt);
            state.quizzes.extend(attempt.map(|attempt| (quiz.id.clone(), attempt)));
            for question in &quiz.questions {
                let kept = map.get(&format!("q:{}", question.id)).and_then(Value::as_object);
                state.questions.extend(kept.map(|kept| (question.id.clone(), tried(question, kept))));
            }
        }
        let place = format!("f:{}/", lesson.id);
        let notes = map.iter().filter_map(|(key, value)| Some((key.strip_prefix(&place)?, value)));
        state.notes.extend(
            notes
                .filter(|(_, value)| !value.is_null())
                .map(|(name, value)| ((lesson.id.clone(), name.to_owned()), value.clone())),
        );
    }
    let films = map.iter().filter_map(|(key, value)| Some((key.strip_prefix("m:")?, value)));
    let films = films.filter(|(_, value)| value.is_number() || value.is_string());
    state.films.extend(films.map(|(film, value)| (film.to_owned(), value.clone())));
    state.role = words(map, "role");
    state.done = words(map, "done");
    let is_known = |id: &str| outline.lessons.iter().any(|lesson| lesson.id == id);
    let dropped = map.keys().filter_map(|key| key.strip_prefix("l:")).filter(|id| !is_known(id)).count();
    let same_version = words(map, "v").is_none_or(|version| version == outline.version);
    let made_for = if same_version && dropped == 0 { MadeFor::ThisVersion } else { MadeFor::Another };
    Unpacked { state, made_for, level: Level::Everything, dropped, end: End::Whole }
}

fn words(map: &Map<String, Value>, key: &str) -> Option<String> {
    map.get(key)?.as_str().filter(|words| !words.is_empty()).map(ToOwned::to_owned)
}

fn number(map: &Map<String, Value>, key: &str) -> Option<usize> {
    map.get(key)?.as_u64().and_then(|value| usize::try_from(value).ok())
}

fn attempt(kept: &Map<String, Value>) -> Attempt {
    let small = |key: &str| number(kept, key).and_then(|value| u32::try_from(value).ok());
    Attempt {
        seed: small("s").unwrap_or_default(),
        number: number(kept, "n").unwrap_or_default(),
        best: small("b").map(|best| best.min(100)),
        day: words(kept, "t"),
        former: kept.get("h").and_then(Value::as_array).cloned().unwrap_or_default(),
    }
}

fn tried(question: &OutlineQuestion, kept: &Map<String, Value>) -> Tried {
    Tried {
        tries: number(kept, "n").unwrap_or_default(),
        finished: kept.get("d").is_some_and(|done| *done == 1 || *done == true),
        points: kept.get("p").and_then(Value::as_f64).map(|points| points.clamp(0.0, 1.0)),
        answer: kept.get("a").and_then(|answer| self::answer(question, answer)),
    }
}

fn answer(question: &OutlineQuestion, answer: &Value) -> Option<Answer> {
    let list = || answer.as_array().map(Vec::as_slice);
    Some(match question.kind {
        "single" | "multiple" => Answer::Choices(list()?.iter().filter_map(index).collect()),
        "order" => Answer::Order(list()?.iter().filter_map(index).collect()),
        "match" => Answer::Pairs(list()?.iter().map(index).collect()),
        "scale" => Answer::Step(index(answer)?),
        "gaps" => {
            let filled = list()?;
            let gap = |(at, shape): (usize, &GapShape)| gap(shape, filled.get(at).unwrap_or(&Value::Null));
            Answer::Gaps(question.gaps.iter().enumerate().map(gap).collect())
        }
        _ => Answer::Words(answer.as_str()?.to_owned()),
    })
}

fn gap(shape: &GapShape, filled: &Value) -> GapAnswer {
    match (shape, index(filled)) {
        (GapShape::Choice(_), Some(option)) => GapAnswer::Option(option),
        (GapShape::Choice(_), None) => GapAnswer::Words(String::new()),
        (GapShape::Text | GapShape::Number, _) => GapAnswer::Words(filled.as_str().unwrap_or_default().to_owned()),
    }
}

/// Returns an index, also as the digits of a form's value.
fn index(value: &Value) -> Option<usize> {
    match value {
        Value::String(digits) => digits.parse().ok(),
        other => other.as_u64().and_then(|index| usize::try_from(index).ok()),
    }
}
