//! Quizzes within one language.

use crate::check::Report;
use crate::diagnostic::Message;
use crate::model::{Edition, Library, Question, Quiz, Text};
use crate::span::Span;
use std::collections::BTreeMap;

/// Two questions of one course with the same `#id`: their results could not be told apart.
pub(super) fn same_id(library: &Library, report: &mut Report<'_>) {
    for edition in library.courses.iter().flat_map(|course| &course.editions) {
        let mut first: BTreeMap<&str, Span> = BTreeMap::new();
        for question in questions(edition) {
            let Some(id) = &question.id else { continue };
            let span = *first.entry(id).or_insert(question.span);
            // A bank that two quizzes draw from has each question only once.
            if span != question.span {
                let diagnostic = report.at(question.span).with("id", id);
                let diagnostic = diagnostic.label(span, Message::new("label/first"));
                report.tell(diagnostic.hint(Message::new("hint/other-id")));
            }
        }
    }
}

fn questions(edition: &Edition) -> impl Iterator<Item = &Question> {
    edition.texts().flat_map(|text| {
        let banks = text.banks.iter().flatten();
        std::iter::once(text).chain(banks).flat_map(|text| text.document.quizzes()).flat_map(|quiz| &quiz.questions)
    })
}

/// A quiz that draws more questions than it and its bank have. Without a bank, parsing has told so.
pub(super) fn draws_too_many(library: &Library, report: &mut Report<'_>) {
    for text in library.texts() {
        for quiz in text.document.quizzes() {
            let (Some(draw), Some(count)) = (quiz.settings.draw, count_with_bank(quiz, text)) else { continue };
            if draw as usize > count {
                let hint = Message::new("hint/write").with("example", format!("draw={count}"));
                report.tell(report.at(quiz.head).with("draw", draw).with("count", count).hint(hint));
            }
        }
    }
}

/// Returns how many questions a quiz and its bank have, where there is one.
fn count_with_bank(quiz: &Quiz, text: &Text) -> Option<usize> {
    let bank = text.banks.get(quiz.bank.as_ref()?.index as usize)?.as_ref()?;
    let in_bank: usize = bank.document.quizzes().iter().map(|quiz| quiz.questions.len()).sum();
    Some(quiz.questions.len() + in_bank)
}
