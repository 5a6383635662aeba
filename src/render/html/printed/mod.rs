//! What the learner answers, writes or plays elsewhere, as a book has it: printed, with the answers at the back.
//!
//! 1. In its chapter a question shows what is to be thought about, and a link to its answer.
//! 2. [`at_the_back`] writes the answers and solutions of a text, each with a link back.
//!
//! Both find each other by names that are made of the text's key and of numbers, never of what was written before.

mod answers;
mod blank;
mod film;
mod kinds;
mod names;
mod quiz;
mod survey;

pub(crate) use answers::{at_the_back, labelled, right_answer, said};
pub(crate) use blank::{field, gap, ruled, task_box};
pub(crate) use film::film;
pub(crate) use kinds::answers as possible_answers;
pub(crate) use quiz::{dimension_head, prompt, quiz, solution, title};
pub(crate) use survey::{Scale, advice, scale};
