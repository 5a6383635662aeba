//! A quiz or survey as its trainer has it: what is asked, as a room is asked it, with the answers open in place.
//!
//! What is said only to whoever holds the session is marked `data-notes`, what is not shown to a room at first
//! `data-reveal`; the presenter view (`player/trainer/present.js`) goes by both.

use crate::model::{Choice, Question, QuestionKind, Quiz, QuizKind};
use crate::render::html::printed::{self, Scale};
use crate::render::html::quiz::{self, Asked, asked, how, is_graded, kind_of};
use crate::render::html::scribe::Scribe;

/// Writes a quiz or survey.
pub(crate) fn quiz<'a>(scribe: &mut Scribe<'a>, block: &'a Quiz) {
    let asked = asked(scribe.site().library, scribe.course, scribe.edition, scribe.text, scribe.key, block);
    let graded = block.kind == QuizKind::Quiz;
    let title = scribe.words().text(if graded { "page.quiz" } else { "page.survey" });
    scribe.html.markup(if graded { "<section class=\"quiz shown\"" } else { "<section class=\"quiz survey shown\"" });
    scribe.id(block.id.as_deref().unwrap_or_default());
    scribe.html.attribute("aria-label", title).markup("><div data-screen><p class=\"label\">").text(title);
    scribe.html.markup("</p>\n");
    scribe.blocks(&block.introduction);
    if graded {
        quiz::rules(scribe, block, asked.len());
    }
    scribe.html.markup("</div>\n");
    let scale = printed::scale(block, &asked);
    let mut dimension = None;
    for (index, one) in asked.iter().enumerate() {
        if one.question.dimension != dimension {
            dimension = one.question.dimension;
            printed::dimension_head(scribe, block, dimension);
        }
        let place = Place { quiz: block, index, count: asked.len(), scale };
        match one.text {
            Some(text) => scribe.with_text(text, |scribe| question(scribe, &place, one)),
            None => question(scribe, &place, one),
        }
    }
    if !block.advice.is_empty() {
        scribe.html.markup("<div class=\"key\" data-screen><p class=\"label\">");
        scribe.say("book.advice");
        scribe.html.markup("</p>\n");
        printed::advice(scribe, block, &asked);
        scribe.html.markup("</div>\n");
    }
    scribe.html.markup("</section>\n");
}

/// Where a question stands.
struct Place<'a> {
    quiz: &'a Quiz,
    index: usize,
    count: usize,
    scale: Scale,
}

fn question<'a>(scribe: &mut Scribe<'a>, place: &Place<'a>, asked: &Asked<'a>) {
    let question = asked.question;
    let title = printed::title(scribe, place.index, place.count);
    scribe.html.markup("<div class=\"question\" data-screen").attribute("data-kind", kind_of(question));
    scribe.html.markup("><p class=\"number\">").text(&title);
    if place.quiz.kind == QuizKind::Quiz && question.points != 1 && is_graded(question) {
        let points = scribe.words().count("page.points", u64::from(question.points), &[]);
        scribe.html.markup(" · ").text(&points);
    }
    scribe.html.markup("</p>\n");
    scribe.within(question, asked.id.as_str(), |scribe| {
        printed::prompt(scribe, question);
        if let Some(how) = how(question) {
            scribe.html.markup("<p class=\"how\">");
            scribe.say(how);
            scribe.html.markup("</p>\n");
        }
        match &question.kind {
            QuestionKind::Choice { choices, .. } => choice(scribe, place.quiz, choices),
            QuestionKind::Open { .. } => {}
            _ => printed::possible_answers(scribe, question, place.scale),
        }
        answer(scribe, place.quiz, question);
        notes(scribe, question);
    });
    scribe.html.markup("</div>\n");
}

/// The answers stand in place: what is right is marked, what is said to each stands below it.
fn choice<'a>(scribe: &mut Scribe<'a>, quiz: &'a Quiz, choices: &'a [Choice]) {
    let is_right = |choice: &Choice| choice.right && quiz.kind == QuizKind::Quiz;
    scribe.html.markup("<ol class=\"choices\" type=\"A\">\n");
    for choice in choices {
        scribe.html.markup(if is_right(choice) { "<li data-right>" } else { "<li>" });
        scribe.phrases(&choice.content);
        if is_right(choice) {
            scribe.html.markup(" <span class=\"is-right\" data-reveal>✓ ");
            scribe.say("book.right");
            scribe.html.markup("</span>");
        }
        if !choice.feedback.is_empty() {
            scribe.html.markup("<div class=\"said\" data-reveal>");
            scribe.blocks(&choice.feedback);
            scribe.html.markup("</div>\n");
        }
        scribe.html.markup("</li>\n");
    }
    scribe.html.markup("</ol>\n");
}

fn answer<'a>(scribe: &mut Scribe<'a>, quiz: &'a Quiz, question: &'a Question) {
    let stands_apart = match &question.kind {
        QuestionKind::Choice { .. } | QuestionKind::Scale(_) => false,
        QuestionKind::Open { model_answer } => !model_answer.is_empty(),
        QuestionKind::Gaps(_) | QuestionKind::Order(_) | QuestionKind::Match { .. } => true,
    };
    if !stands_apart && question.explanation.is_empty() {
        return;
    }
    scribe.html.markup("<div class=\"key\" data-reveal><p class=\"label\">");
    scribe.say("page.answer");
    scribe.html.markup("</p>\n");
    if stands_apart {
        printed::right_answer(scribe, quiz, question);
    }
    scribe.blocks(&question.explanation);
    scribe.html.markup("</div>\n");
}

/// Hints, and what the player says to single answers.
fn notes<'a>(scribe: &mut Scribe<'a>, question: &'a Question) {
    if question.hints.is_empty() && question.right.is_empty() && question.wrong.is_empty() {
        return;
    }
    scribe.html.markup("<div class=\"more\" data-notes>\n");
    for hint in &question.hints {
        printed::labelled(scribe, "player.hint", hint);
    }
    printed::said(scribe, question);
    scribe.html.markup("</div>\n");
}
