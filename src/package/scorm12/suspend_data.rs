//! How much of the 4,096 characters that SCORM 1.2 gives a course needs (Run-Time Environment, `cmi.suspend_data`).
//!
//! The packing itself is done in the learner's browser (`player/shell/pack.js`). Here its worst case is computed:
//! every lesson read, every question answered in the longest way. Typed words are not counted: they take what room
//! is left. `tests/fixtures/packing.json` holds what both sides must agree about.

use crate::model::{Block, Edition, Gap, Question, QuestionKind, Quiz, Text};

/// How many characters there are.
pub(crate) const ROOM: usize = 4096;

/// The tries of a question that are counted.
const MOST_TRIES: u32 = 255;

/// What must be known of a question to say how many bits it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum QuestionShape {
    /// One of so many.
    One(usize),
    /// Any of so many.
    Several(usize),
    /// So many in order.
    Order(usize),
    /// So many pairs.
    Match(usize),
    /// Gaps; each with its options, or none where words are typed.
    Gaps(Vec<usize>),
    /// Words.
    Open,
}

/// A quiz: how often each question may be tried (0: without limit), and its questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct QuizShape {
    /// How often.
    pub(crate) attempts: u32,
    /// The questions, those of its bank among them.
    pub(crate) questions: Vec<QuestionShape>,
}

/// Returns the quizzes of each lesson.
pub(crate) fn shape(edition: &Edition) -> Vec<Vec<QuizShape>> {
    edition.lessons().map(|lesson| quizzes_of(&lesson.text)).collect()
}

/// Returns how many characters the packed state of a course takes at most, without typed words.
pub(crate) fn worst_case(lessons: &[Vec<QuizShape>]) -> usize {
    let head = 8 + 24 + 2 + varint_width(lessons.len(), 4);
    let bits = head + lessons.iter().map(|quizzes| lesson_size(quizzes)).sum::<usize>() + 1;
    bits.div_ceil(6)
}

fn lesson_size(quizzes: &[QuizShape]) -> usize {
    let inner: usize = quizzes.iter().map(quiz_size).sum();
    2 + 16 + varint_width(inner, 4) + inner
}

fn quiz_size(quiz: &QuizShape) -> usize {
    let tries = if quiz.attempts == 0 { MOST_TRIES } else { quiz.attempts.min(MOST_TRIES) };
    let attempt = 1 + 16 + varint_width(MOST_TRIES as usize, 3) + 1 + 7;
    let fixed = 1 + varint_width(tries as usize, 3) + 1 + 12 + 1;
    attempt + quiz.questions.iter().map(|question| fixed + answer_size(question)).sum::<usize>()
}

fn answer_size(question: &QuestionShape) -> usize {
    match question {
        QuestionShape::One(count) => width(count + 1),
        QuestionShape::Several(count) => *count,
        QuestionShape::Order(count) => (2..=*count).map(width).sum(),
        QuestionShape::Match(count) => count * width(count + 1),
        QuestionShape::Gaps(gaps) => gaps.iter().filter(|count| **count > 0).map(|count| width(count + 1)).sum(),
        QuestionShape::Open => 0,
    }
}

/// Returns how many bits tell `count` things apart.
fn width(count: usize) -> usize {
    count.next_power_of_two().trailing_zeros() as usize
}

/// Returns how many bits a number takes in groups of `group`, each with one bit that says whether more follow.
fn varint_width(value: usize, group: usize) -> usize {
    let bits = (usize::BITS - value.leading_zeros()) as usize;
    bits.div_ceil(group).max(1) * (group + 1)
}

fn quizzes_of(text: &Text) -> Vec<QuizShape> {
    let mut found = Vec::new();
    collect(&text.document.blocks, text, &mut found);
    found
}

fn collect(blocks: &[Block], text: &Text, found: &mut Vec<QuizShape>) {
    for block in blocks {
        match block {
            Block::Quiz(quiz) => found.push(quiz_shape(quiz, text)),
            Block::Container(container) => collect(&container.content, text, found),
            Block::Quote(inner) | Block::Callout(_, inner) => collect(inner, text, found),
            Block::List { items, .. } => items.iter().for_each(|item| collect(&item.content, text, found)),
            Block::Definitions(definitions) => {
                definitions.iter().flat_map(|one| &one.meanings).for_each(|inner| collect(inner, text, found));
            }
            _ => {}
        }
    }
}

fn quiz_shape(quiz: &Quiz, text: &Text) -> QuizShape {
    let bank = quiz.bank.as_ref().and_then(|bank| text.banks.get(bank.index as usize)).and_then(Option::as_ref);
    let mut questions: Vec<QuestionShape> = quiz.questions.iter().map(question_shape).collect();
    if let Some(bank) = bank {
        bank.document.blocks.iter().for_each(|block| {
            if let Block::Quiz(inner) = block {
                questions.extend(inner.questions.iter().map(question_shape));
            }
        });
    }
    QuizShape { attempts: quiz.settings.attempts, questions }
}

fn question_shape(question: &Question) -> QuestionShape {
    match &question.kind {
        QuestionKind::Choice { rule: crate::model::ChoiceRule::Single, choices } => QuestionShape::One(choices.len()),
        QuestionKind::Choice { rule: crate::model::ChoiceRule::Multiple, choices } => {
            QuestionShape::Several(choices.len())
        }
        QuestionKind::Gaps(gaps) => QuestionShape::Gaps(gaps.iter().map(option_count).collect()),
        QuestionKind::Order(items) => QuestionShape::Order(items.len()),
        QuestionKind::Match { pairs, .. } => QuestionShape::Match(pairs.len()),
        QuestionKind::Open { .. } => QuestionShape::Open,
        QuestionKind::Scale(labels) => QuestionShape::One(labels.len()),
    }
}

fn option_count(gap: &Gap) -> usize {
    match gap {
        Gap::Choice(options) => options.len(),
        Gap::Text(_) | Gap::Number(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{QuestionShape, QuizShape, varint_width, width, worst_case};
    use serde_json::Value;

    fn question(value: &Value) -> QuestionShape {
        let count = value["count"].as_u64().unwrap_or(0) as usize;
        let options = |gap: &Value| gap.as_str().unwrap().strip_prefix("choice:").map_or(0, |n| n.parse().unwrap());
        match value["kind"].as_str().unwrap() {
            "single" | "scale" => QuestionShape::One(count),
            "multiple" => QuestionShape::Several(count),
            "order" => QuestionShape::Order(count),
            "match" => QuestionShape::Match(count),
            "gaps" => QuestionShape::Gaps(value["gaps"].as_array().unwrap().iter().map(options).collect()),
            _ => QuestionShape::Open,
        }
    }

    fn quiz(value: &Value) -> QuizShape {
        let attempts = value["attempts"].as_u64().unwrap() as u32;
        QuizShape { attempts, questions: value["questions"].as_array().unwrap().iter().map(question).collect() }
    }

    #[test]
    fn the_page_and_the_program_agree_about_the_worst_case() {
        let text = include_str!("../../../tests/fixtures/packing.json");
        let vectors: Vec<Value> = serde_json::from_str(text).unwrap();
        assert!(vectors.len() >= 4);
        for vector in &vectors {
            let lessons: Vec<Vec<QuizShape>> = vector["outline"]["lessons"]
                .as_array()
                .unwrap()
                .iter()
                .map(|lesson| lesson["quizzes"].as_array().unwrap().iter().map(quiz).collect())
                .collect();
            assert_eq!(worst_case(&lessons) as u64, vector["worst"].as_u64().unwrap(), "{}", vector["name"]);
        }
    }

    #[test]
    fn widths_are_those_of_the_page() {
        assert_eq!([1, 2, 3, 4, 5, 8, 9].map(width), [0, 1, 2, 2, 3, 3, 4]);
        assert_eq!([0, 7, 8, 63, 64].map(|value| varint_width(value, 3)), [4, 4, 8, 8, 12]);
    }
}
