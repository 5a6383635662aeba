//! Answers as platforms keep them, back into the form that our pages keep: the counterpart of `player/shell/interactions.js`
//! and `responses.js`.
//!
//! SCORM 2004 and xAPI write `[,]` between parts and `[.]` within a pair; SCORM 1.2 writes a comma and a point, and `; `
//! between the parts of a text.

use crate::results::{QuestionKey, QuestionResult, QuizKey, grade};
use serde_json::{Value, json};

/// What stands for each choice.
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz0123456789";

/// An answer that was told of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told<'a> {
    /// What was answered; empty where nothing was said.
    pub(super) response: &'a str,
    /// Whether it was right.
    pub(super) right: Option<bool>,
    /// How often the question had been answered by then.
    pub(super) tries: Option<u32>,
}

/// Returns how a question stands by all that was told of it, the latest last. Where nobody says how often it was answered,
/// each telling is one try: our pages tell of a question when it is finished.
pub(super) fn question(quiz: &QuizKey, asked: &QuestionKey, told: &[Told<'_>]) -> QuestionResult {
    let percent = |told: &Told<'_>| {
        if told.right == Some(true) {
            return 100;
        }
        let graded = grade(asked, &answer(asked, told.response), ".").filter(|_| !told.response.is_empty());
        let graded = graded.map_or(0, |part| (part * 100.0 + 1e-9) as u8);
        // What was said to be wrong is not right, whatever it looks like here.
        if told.right == Some(false) { graded.min(99) } else { graded }
    };
    let tries = told.iter().filter_map(|one| one.tries).max().unwrap_or(0);
    QuestionResult {
        id: asked.id.clone(),
        quiz: quiz.id.clone(),
        kind: asked.kind.to_owned(),
        tries: tries.max(u32::try_from(told.len()).unwrap_or(u32::MAX)),
        percent: told.iter().map(percent).max().unwrap_or(0),
        points: asked.points,
        finished: true,
        answer: told.last().map_or(Value::Null, |last| answer(asked, last.response)),
    }
}

/// Returns an answer in the form that our pages keep; what cannot be understood has no places.
pub(super) fn answer(asked: &QuestionKey, response: &str) -> Value {
    let response = response.trim();
    let parts = |between: &str| -> Vec<String> {
        let both = if response.contains("[,]") { "[,]" } else { between };
        response.split(both).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
    };
    match asked.kind {
        "single" | "multiple" | "order" => parts(",").iter().filter_map(|part| place(part)).map(Value::from).collect(),
        "match" => {
            let mut right = vec![json!(-1); asked.count];
            for pair in parts(",") {
                let ends = pair.split_once("[.]").or_else(|| pair.split_once('.'));
                let ends = ends.and_then(|(left, other)| Some((place(left)?, place(other)?)));
                if let Some((left, other)) = ends.filter(|(left, _)| *left < right.len()) {
                    right[left] = json!(other);
                }
            }
            Value::Array(right)
        }
        "gaps" => {
            let parts = parts("; ");
            let gap = |(part, gap): (&String, &crate::results::GapKey)| match (gap, place(part)) {
                (crate::results::GapKey::Choice(..), Some(option)) => json!(option),
                _ => json!(without_language(part)),
            };
            parts.iter().zip(&asked.gaps).map(gap).collect()
        }
        _ => json!(without_language(response)),
    }
}

fn place(letter: &str) -> Option<usize> {
    let mut letters = letter.trim().chars();
    let only = letters.next().filter(|_| letters.next().is_none())?;
    LETTERS.chars().position(|known| known == only.to_ascii_lowercase())
}

/// Returns words without the language that stands before them.
fn without_language(words: &str) -> &str {
    words.strip_prefix("{lang=").and_then(|rest| rest.split_once('}')).map_or(words, |(_, words)| words)
}

#[cfg(test)]
mod tests {
    use super::{Told, answer, question};
    use crate::results::{GapKey, QuestionKey, QuizKey};
    use serde_json::{Value, json};

    fn asked(kind: &'static str) -> QuestionKey {
        QuestionKey {
            id: "m/one.1".to_owned(),
            kind,
            points: 2,
            strict: false,
            count: 3,
            right: if kind == "match" { vec![0, 1, 2] } else { vec![0, 2] },
            gaps: vec![GapKey::Number(12.0, 13.0), GapKey::Choice(2, vec![1]), GapKey::Text(vec!["box".to_owned()])],
            prompt: String::new(),
            choices: Vec::new(),
        }
    }

    #[test]
    fn answers_are_read_in_the_words_of_every_platform() {
        let check = |kind: &'static str, response: &str, expected: Value| {
            assert_eq!(answer(&asked(kind), response), expected, "{response}");
        };
        check("multiple", "a[,]c", json!([0, 2]));
        check("multiple", "a,c", json!([0, 2]));
        check("single", "c", json!([2]));
        check("single", "", json!([]));
        check("order", "b[,]a[,]c", json!([1, 0, 2]));
        check("match", "a[.]b[,]c[.]c", json!([1, -1, 2]));
        check("match", "a.a,b.b,z.a", json!([0, 1, -1]));
        check("gaps", "12.5[,]b[,]{lang=mn}хайрцаг", json!(["12.5", 1, "хайрцаг"]));
        check("gaps", "12.5; b; box", json!(["12.5", 1, "box"]));
        check("open", "{lang=da}Fordi", json!("Fordi"));
    }

    #[test]
    fn a_question_stands_by_all_that_was_told_of_it() {
        let asked = asked("multiple");
        let quiz = QuizKey {
            id: "m/one#q".to_owned(),
            graded: true,
            pass: None,
            required: true,
            draw: None,
            questions: vec![asked.clone()],
        };
        let told = |response, right, tries| Told { response, right, tries };
        let check = |all: &[Told<'_>], tries: u32, percent: u8| {
            let stands = question(&quiz, &asked, all);
            assert_eq!((stands.tries, stands.percent, stands.points), (tries, percent, 2));
        };
        check(&[told("a", Some(false), None), told("a[,]c", Some(true), None)], 2, 100);
        check(&[told("a[,]c", Some(true), Some(3))], 3, 100);
        check(&[told("a", Some(false), None)], 1, 50);
        check(&[told("a[,]c", Some(false), None)], 1, 99);
        check(&[told("", Some(false), None)], 1, 0);
        check(&[told("a,c", None, None)], 1, 100);
    }
}
