//! Quizzes and surveys: the frame, the questions, the advice, and the key that the player grades by.

mod answer;
mod gaps;
mod key;
mod kinds;
mod questions;
mod scramble;

use crate::model::{Advice, AnswerShow, Question, Quiz, QuizKind};
use crate::render::html::inline;
use crate::render::html::scribe::Scribe;
use crate::render::view;

pub(crate) use gaps::{gap, has_gaps};
pub(crate) use key::{is_graded, kind_of, pass_of, question_key, quiz_key};
pub(crate) use kinds::{how, rights};
pub(crate) use questions::{Asked, asked, quiz_id};
pub(crate) use scramble::scrambled;

/// Writes a quiz or survey.
pub(crate) fn quiz<'a>(scribe: &mut Scribe<'a>, quiz: &'a Quiz) {
    let asked = asked(scribe.site().library, scribe.course, scribe.edition, scribe.text, scribe.key, quiz);
    let graded = quiz.kind == QuizKind::Quiz;
    scribe.html.markup(if graded { "<section class=\"quiz\"" } else { "<section class=\"quiz survey\"" });
    scribe.id(quiz.id.as_deref().unwrap_or_default());
    scribe.html.attribute("data-quiz", &quiz_id(scribe.key, quiz));
    scribe.html.attribute("data-graded", if graded { "true" } else { "false" });
    scribe.html.attribute("aria-label", scribe.words().text(if graded { "page.quiz" } else { "page.survey" }));
    scribe.html.markup(">\n");
    if !quiz.introduction.is_empty() {
        scribe.html.markup("<div class=\"introduction\">");
        scribe.blocks(&quiz.introduction);
        scribe.html.markup("</div>\n");
    }
    if graded {
        rules(scribe, quiz, asked.len());
    }
    let mut dimension = None;
    for (number, one) in (1_u32..).zip(&asked) {
        if one.question.dimension != dimension {
            dimension = one.question.dimension;
            dimension_head(scribe, quiz, dimension);
        }
        match one.text {
            Some(text) => scribe.with_text(text, |scribe| question(scribe, quiz, one, number, asked.len())),
            None => question(scribe, quiz, one, number, asked.len()),
        }
    }
    for one in &quiz.advice {
        advice(scribe, one);
    }
    let key = quiz_key(scribe, quiz, &asked);
    scribe.html.markup("<script type=\"application/json\" data-key>").sound(&view::json(&key));
    scribe.html.markup("</script></section>\n");
}

/// How the quiz is run, where that is not what everyone expects.
pub(crate) fn rules(scribe: &mut Scribe<'_>, quiz: &Quiz, count: usize) {
    let words = scribe.words();
    let settings = &quiz.settings;
    let drawn = settings
        .draw
        .filter(|drawn| (*drawn as usize) < count)
        .map(|drawn| words.fill("page.drawn", &[("count", &drawn.to_string()), ("all", &count.to_string())]));
    let attempts = (settings.attempts > 0).then(|| words.count("page.attempts", u64::from(settings.attempts), &[]));
    let shown = match settings.show {
        AnswerShow::Each => None,
        AnswerShow::End => Some(words.text("page.show-end").to_owned()),
        AnswerShow::Never => Some(words.text("page.show-never").to_owned()),
    };
    let rules: Vec<String> = [drawn, attempts, shown].into_iter().flatten().collect();
    if !rules.is_empty() {
        scribe.html.markup("<p class=\"rules\">").text(&rules.join(" ")).markup("</p>\n");
    }
}

fn dimension_head<'a>(scribe: &mut Scribe<'a>, quiz: &'a Quiz, dimension: Option<u32>) {
    if let Some(name) = dimension.and_then(|index| quiz.dimensions.get(index as usize)) {
        scribe.html.markup("<h3 class=\"dimension\">");
        inline::inlines(scribe, name);
        scribe.html.markup("</h3>\n");
    }
}

fn question<'a>(scribe: &mut Scribe<'a>, quiz: &'a Quiz, asked: &Asked<'a>, number: u32, count: usize) {
    let id = asked.id.as_str().to_owned();
    let question = asked.question;
    scribe.questions += 1;
    let name = scribe.page.id(&format!("q-{}", scribe.questions));
    scribe.html.markup("<form class=\"question\" novalidate");
    scribe.html.attribute("id", &name).attribute("data-question", &id);
    scribe.html.attribute("data-kind", kind_of(question)).markup(">");
    let count = count.to_string();
    let title = scribe.words().fill("page.question-number", &[("number", &number.to_string()), ("count", &count)]);
    scribe.html.markup("<p class=\"number\"><span data-number>").text(&title).markup("</span>");
    if quiz.kind == QuizKind::Quiz && question.points != 1 && is_graded(question) {
        let points = scribe.words().count("page.points", u64::from(question.points), &[]);
        scribe.html.markup(" · ").text(&points);
    }
    scribe.html.markup("</p><fieldset");
    let how = how(question);
    let how_id = format!("{name}-how");
    scribe.html.attribute_if("aria-describedby", how.map(|_| &*how_id)).markup(">");
    scribe.within(question, &id, |scribe| {
        prompt(scribe, question, &title);
        if let Some(how) = how {
            scribe.html.markup("<p class=\"how\"").attribute("id", &how_id).markup(">");
            scribe.say(how);
            scribe.html.markup("</p>\n");
        }
        kinds::answers(scribe, question, &name);
        scribe.html.markup("</fieldset>\n");
        said(scribe, question);
        answer::folded_hints(scribe, question);
        if quiz.settings.show != AnswerShow::Never {
            answer::folded(scribe, question);
        }
    });
    scribe.html.markup("</form>\n");
}

/// The prompt names the answers; where it holds gaps, or there is none, the question's number names them.
fn prompt<'a>(scribe: &mut Scribe<'a>, question: &'a Question, title: &str) {
    let has_gaps = has_gaps(&question.prompt);
    if question.prompt.is_empty() || has_gaps {
        scribe.html.markup("<legend class=\"visually-hidden\">").text(title).markup("</legend>\n");
        if has_gaps {
            scribe.html.markup("<div class=\"prompt\">");
            inline::inlines(scribe, &question.prompt);
            scribe.html.markup("</div>\n");
        }
    } else {
        scribe.html.markup("<legend>");
        inline::inlines(scribe, &question.prompt);
        scribe.html.markup("</legend>\n");
    }
    if !question.body.is_empty() {
        scribe.html.markup("<div class=\"body\">");
        scribe.blocks(&question.body);
        scribe.html.markup("</div>\n");
    }
}

/// What the player says when its time has come.
fn said<'a>(scribe: &mut Scribe<'a>, question: &'a Question) {
    for hint in &question.hints {
        scribe.html.markup("<div class=\"hint\" data-hint hidden>");
        scribe.blocks(hint);
        scribe.html.markup("</div>\n");
    }
    if !question.right.is_empty() {
        scribe.html.markup("<div class=\"said\" data-right hidden>");
        scribe.blocks(&question.right);
        scribe.html.markup("</div>\n");
    }
    for wrong in &question.wrong {
        scribe.html.markup("<div class=\"said\" data-wrong").attribute_if("data-answer", wrong.answer.as_deref());
        scribe.html.markup(" hidden>");
        scribe.blocks(&wrong.content);
        scribe.html.markup("</div>\n");
    }
    if !question.explanation.is_empty() {
        scribe.html.markup("<div class=\"said\" data-explanation hidden>");
        scribe.blocks(&question.explanation);
        scribe.html.markup("</div>\n");
    }
    if let crate::model::QuestionKind::Open { model_answer } = &question.kind
        && !model_answer.is_empty()
    {
        scribe.html.markup("<div class=\"said\" data-model-answer hidden>");
        scribe.blocks(model_answer);
        scribe.html.markup("</div>\n");
    }
}

fn advice<'a>(scribe: &mut Scribe<'a>, advice: &'a Advice) {
    scribe.html.markup("<div class=\"advice\" data-advice").attribute_number("data-from", advice.from);
    scribe.html.attribute_number("data-to", advice.to);
    if let Some(dimension) = advice.dimension {
        scribe.html.attribute_number("data-dimension", dimension);
    }
    scribe.html.markup(" hidden>");
    scribe.blocks(&advice.content);
    scribe.html.markup("</div>\n");
}
