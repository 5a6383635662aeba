//! How much of an answer is right: the twin of `player/grade.js` (docs/grading.md).

use crate::results::key::{GapKey, QuestionKey};
use crate::results::typed;
use serde_json::Value;

/// The most choices or items that an answer is read with.
const MOST: usize = 1_000;

/// Returns how much of an answer is right, as a part of 1; nothing where the answer does not belong to the question,
/// or nobody grades it. `decimal` is the decimal sign of the language that it was given in.
pub fn grade(question: &QuestionKey, answer: &Value, decimal: &str) -> Option<f64> {
    let given = answer.as_array()?;
    if given.len() > MOST {
        return None;
    }
    match question.kind {
        "single" | "multiple" => choices(question, &places(given, question.count)?),
        "gaps" => {
            let fits = given.len() == question.gaps.len() && given.iter().all(|one| one.is_string() || one.is_number());
            let right = question.gaps.iter().zip(given).map(|(gap, given)| gap_is_right(gap, given, question, decimal));
            fits.then(|| share(right))
        }
        "order" => {
            let given = places(given, question.count).filter(|given| given.len() == question.count)?;
            distinct(&given).then(|| share(given.iter().enumerate().map(|(place, item)| place == *item)))
        }
        "match" => {
            let given = places(given, question.count).filter(|given| given.len() == question.count)?;
            let right = |(place, item): (usize, &usize)| *item == question.right.get(place).copied().unwrap_or(place);
            Some(share(given.iter().enumerate().map(right)))
        }
        _ => None,
    }
}

/// Tells whether an answer has the form of its question.
pub fn may_be(question: &QuestionKey, answer: &Value) -> bool {
    grade(question, answer, ".").is_some()
}

fn choices(question: &QuestionKey, given: &[usize]) -> Option<f64> {
    if !distinct(given) || (question.kind == "single" && given.len() > 1) {
        return None;
    }
    let hits = given.iter().filter(|place| question.right.contains(place)).count();
    let misses = given.len() - hits;
    let right = misses == 0 && hits == question.right.len();
    if question.kind == "single" || question.right.is_empty() {
        return Some(if right { 1.0 } else { 0.0 });
    }
    Some(hits.saturating_sub(misses) as f64 / question.right.len() as f64)
}

fn gap_is_right(gap: &GapKey, given: &Value, question: &QuestionKey, decimal: &str) -> bool {
    let words = match given {
        Value::String(words) => words.clone(),
        given => given.to_string(),
    };
    match gap {
        GapKey::Choice(_, right) => words.trim().parse().is_ok_and(|place: usize| right.contains(&place)),
        GapKey::Text(answers) => answers.iter().any(|answer| typed::same(answer, &words, question.strict)),
        GapKey::Number(from, to) => {
            let decimal = decimal.chars().next().unwrap_or('.');
            typed::number(&words, decimal).is_some_and(|value| value >= *from && value <= *to)
        }
    }
}

/// Returns places below `count`; nothing where there is anything else.
fn places(given: &[Value], count: usize) -> Option<Vec<usize>> {
    let place = |one: &Value| one.as_u64().and_then(|place| usize::try_from(place).ok()).filter(|place| *place < count);
    given.iter().map(place).collect()
}

fn distinct(given: &[usize]) -> bool {
    given.iter().enumerate().all(|(at, place)| !given[..at].contains(place))
}

fn share(parts: impl Iterator<Item = bool>) -> f64 {
    let (mut right, mut all) = (0_u32, 0_u32);
    for part in parts {
        all += 1;
        right += u32::from(part);
    }
    if all == 0 { 1.0 } else { f64::from(right) / f64::from(all) }
}

#[cfg(test)]
mod tests {
    use super::{GapKey, grade};
    use crate::results::key::QuestionKey;
    use serde_json::{Value, json};

    fn question(shape: &Value) -> QuestionKey {
        let kinds = ["single", "multiple", "gaps", "order", "match", "open"];
        let places = |value: &Value| -> Vec<usize> {
            value.as_array().into_iter().flatten().map(|place| place.as_u64().unwrap() as usize).collect()
        };
        let gap = |gap: &Value| match gap["kind"].as_str().unwrap() {
            "text" => {
                let answers = gap["answers"].as_array().unwrap().iter();
                GapKey::Text(answers.map(|answer| answer.as_str().unwrap().to_owned()).collect())
            }
            "number" => GapKey::Number(gap["from"].as_f64().unwrap(), gap["to"].as_f64().unwrap()),
            _ => GapKey::Choice(gap["count"].as_u64().unwrap() as usize, places(&gap["right"])),
        };
        QuestionKey {
            id: "m/l.1".to_owned(),
            kind: kinds.into_iter().find(|kind| *kind == shape["kind"]).unwrap(),
            points: 1,
            strict: shape["strict"].as_bool().unwrap_or(false),
            count: shape["count"].as_u64().unwrap_or(0) as usize,
            right: places(&shape["right"]),
            gaps: shape["gaps"].as_array().into_iter().flatten().map(gap).collect(),
            prompt: String::new(),
            choices: Vec::new(),
        }
    }

    #[test]
    fn answers_are_graded_as_the_page_grades_them() {
        let known: Value = serde_json::from_str(include_str!("../../tests/fixtures/grading.json")).unwrap();
        let mut graded = 0;
        for case in known["questions"].as_array().unwrap() {
            let decimal = case["decimal"].as_str().unwrap_or(".");
            if let Some(points) = grade(&question(&case["question"]), &case["answer"], decimal) {
                assert_eq!(points, case["points"].as_f64().unwrap(), "{case}");
                graded += 1;
            }
        }
        assert!(graded >= 19);
    }

    #[test]
    fn an_answer_of_another_question_has_no_grade() {
        let single = question(&json!({"kind": "single", "count": 3, "right": [1]}));
        let order = question(&json!({"kind": "order", "count": 3}));
        for odd in [json!([0, 1]), json!([3]), json!([-1]), json!("x"), json!(null), json!([1.5]), json!({})] {
            assert_eq!(grade(&single, &odd, "."), None, "{odd}");
        }
        for odd in [json!([0, 1]), json!([0, 0, 1]), json!([0, 1, 2, 3])] {
            assert_eq!(grade(&order, &odd, "."), None, "{odd}");
        }
    }
}
