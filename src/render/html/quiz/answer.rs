//! Hints and the right answer, folded, for readers without the player; the player takes these folds away.

use crate::model::{Gap, Question, QuestionKind};
use crate::render::html::inline;
use crate::render::html::scribe::Scribe;

/// Writes each hint of a question in a fold of its own.
pub(crate) fn folded_hints<'a>(scribe: &mut Scribe<'a>, question: &'a Question) {
    for hint in &question.hints {
        scribe.html.markup("<details class=\"answer\" data-answer><summary>");
        scribe.say("player.hint");
        scribe.html.markup("</summary>");
        scribe.again(|scribe| scribe.blocks(hint));
        scribe.html.markup("</details>\n");
    }
}

/// Writes the folded answer of a question that has one.
pub(crate) fn folded<'a>(scribe: &mut Scribe<'a>, question: &'a Question) {
    if !has_answer(question) {
        return;
    }
    scribe.html.markup("<details class=\"answer\" data-answer><summary>");
    scribe.say("page.answer");
    scribe.html.markup("</summary>");
    scribe.again(|scribe| {
        right_answer(scribe, question);
        scribe.blocks(&question.explanation);
    });
    scribe.html.markup("</details>\n");
}

fn has_answer(question: &Question) -> bool {
    let answered = match &question.kind {
        QuestionKind::Choice { choices, .. } => choices.iter().any(|choice| choice.right),
        QuestionKind::Open { model_answer } => !model_answer.is_empty(),
        QuestionKind::Scale(_) => false,
        QuestionKind::Gaps(_) | QuestionKind::Order(_) | QuestionKind::Match { .. } => true,
    };
    answered || !question.explanation.is_empty()
}

fn right_answer<'a>(scribe: &mut Scribe<'a>, question: &'a Question) {
    match &question.kind {
        QuestionKind::Choice { choices, .. } => {
            for choice in choices.iter().filter(|choice| choice.right) {
                scribe.html.markup("<p>");
                scribe.phrases(&choice.content);
                scribe.html.markup("</p>");
            }
        }
        QuestionKind::Gaps(gaps) => {
            let shown: Vec<String> = gaps.iter().map(|gap| gap_answer(scribe, gap)).collect();
            scribe.html.markup("<p>").text(&shown.join(" · ")).markup("</p>");
        }
        QuestionKind::Order(items) => {
            scribe.html.markup("<ol>");
            for item in items {
                scribe.html.markup("<li>");
                scribe.phrases(item);
                scribe.html.markup("</li>");
            }
            scribe.html.markup("</ol>");
        }
        QuestionKind::Match { pairs, .. } => {
            scribe.html.markup("<ul>");
            for pair in pairs {
                scribe.html.markup("<li>");
                inline::inlines(scribe, &pair.left);
                scribe.html.markup(" – ");
                inline::inlines(scribe, &pair.right);
                scribe.html.markup("</li>");
            }
            scribe.html.markup("</ul>");
        }
        QuestionKind::Open { model_answer } => scribe.blocks(model_answer),
        QuestionKind::Scale(_) => {}
    }
}

fn gap_answer(scribe: &Scribe<'_>, gap: &Gap) -> String {
    match gap {
        Gap::Text(answers) => answers.first().cloned().unwrap_or_default(),
        Gap::Number(range) => range.shown.replace('.', scribe.words().decimal()),
        Gap::Choice(options) => {
            let right: Vec<&str> = options.iter().filter(|option| option.right).map(|option| &*option.text).collect();
            right.join(" / ")
        }
    }
}
