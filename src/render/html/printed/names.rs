//! The places that chapters and answers lead to. An author's own ids hold no dot, so these are never the same.

use crate::model::{Container, Quiz};

/// Returns the place of a question in its chapter; `index` counts the questions of the quiz from 0.
pub(crate) fn question(key: &str, quiz: &Quiz, index: usize) -> String {
    place("q", key, &format!("{}.{}", quiz.number, index + 1))
}

/// Returns the place of its answer at the back.
pub(crate) fn answer(key: &str, quiz: &Quiz, index: usize) -> String {
    place("a", key, &format!("{}.{}", quiz.number, index + 1))
}

/// Returns the place of a quiz in its chapter.
pub(crate) fn quiz(key: &str, quiz: &Quiz) -> String {
    place("quiz", key, &quiz.number.to_string())
}

/// Returns the place at the back of what is said to results.
pub(crate) fn advice(key: &str, quiz: &Quiz) -> String {
    place("advice", key, &quiz.number.to_string())
}

/// Returns the place in the chapter where a solution is left out.
pub(crate) fn exercise(key: &str, block: &Container) -> String {
    place("e", key, &block.number.to_string())
}

/// Returns the place of the solution at the back.
pub(crate) fn solution(key: &str, block: &Container) -> String {
    place("s", key, &block.number.to_string())
}

fn place(kind: &str, key: &str, number: &str) -> String {
    format!("{kind}.{}.{number}", key.replace('/', "."))
}
