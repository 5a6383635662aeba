//! Quizzes, surveys and exercises in their chapter.

use crate::model::{AnswerShow, Container, Question, QuestionKind, Quiz, QuizKind};
use crate::render::address::Place;
use crate::render::html::inline;
use crate::render::html::printed::survey::{self, Scale};
use crate::render::html::printed::{kinds, names};
use crate::render::html::quiz::{Asked, asked, has_gaps, how, is_graded, kind_of};
use crate::render::html::scribe::Scribe;

/// Writes a quiz or survey.
pub(crate) fn quiz<'a>(scribe: &mut Scribe<'a>, quiz: &'a Quiz) {
    let asked = asked(scribe.site().library, scribe.course, scribe.edition, scribe.text, scribe.key, quiz);
    let graded = quiz.kind == QuizKind::Quiz;
    scribe.html.markup(if graded { "<section class=\"quiz\"" } else { "<section class=\"quiz survey\"" });
    scribe.id(quiz.id.as_deref().unwrap_or(&names::quiz(scribe.key, quiz)));
    scribe.html.markup("><p class=\"label\">");
    scribe.say(if graded { "page.quiz" } else { "page.survey" });
    scribe.html.markup("</p>\n");
    scribe.blocks(&quiz.introduction);
    let run = Run { quiz, count: asked.len(), scale: survey::scale(quiz, &asked) };
    let mut dimension = None;
    for (index, one) in asked.iter().enumerate() {
        if one.question.dimension != dimension {
            dimension = one.question.dimension;
            dimension_head(scribe, quiz, dimension);
        }
        match one.text {
            Some(text) => scribe.with_text(text, |scribe| question(scribe, &run, one, index)),
            None => question(scribe, &run, one, index),
        }
    }
    if !quiz.advice.is_empty() {
        if run.scale == Scale::Counted {
            scribe.html.markup("<p class=\"how\">");
            scribe.say("book.count-up");
            scribe.html.markup("</p>\n");
        }
        to_the_back(scribe, &names::advice(scribe.key, quiz), scribe.words().text("book.advice"));
    }
    scribe.html.markup("</section>\n");
}

/// Writes the name of a dimension above its questions.
pub(crate) fn dimension_head<'a>(scribe: &mut Scribe<'a>, quiz: &'a Quiz, dimension: Option<u32>) {
    if let Some(name) = dimension.and_then(|index| quiz.dimensions.get(index as usize)) {
        scribe.html.markup("<p class=\"dimension\">");
        inline::inlines(scribe, name);
        scribe.html.markup("</p>\n");
    }
}

/// What the questions of a quiz share.
struct Run<'a> {
    quiz: &'a Quiz,
    count: usize,
    scale: Scale,
}

fn question<'a>(scribe: &mut Scribe<'a>, run: &Run<'a>, asked: &Asked<'a>, index: usize) {
    let (quiz, question) = (run.quiz, asked.question);
    scribe.html.markup("<div class=\"question\"").attribute("data-kind", kind_of(question));
    scribe.id(&names::question(scribe.key, quiz, index));
    let title = title(scribe, index, run.count);
    scribe.html.markup("><p class=\"number\">").text(&title);
    if quiz.kind == QuizKind::Quiz && question.points != 1 && is_graded(question) {
        let points = scribe.words().count("page.points", u64::from(question.points), &[]);
        scribe.html.markup(" · ").text(&points);
    }
    scribe.html.markup("</p>\n");
    scribe.within(question, asked.id.as_str(), |scribe| {
        prompt(scribe, question);
        if let Some(how) = how(question) {
            scribe.html.markup("<p class=\"how\">");
            scribe.say(how);
            scribe.html.markup("</p>\n");
        }
        kinds::answers(scribe, question, run.scale);
    });
    if has_answer(quiz, question) {
        let words = scribe.words().fill("book.see-answer", &[("number", &(index + 1).to_string())]);
        to_the_back(scribe, &names::answer(scribe.key, quiz, index), &words);
    }
    scribe.html.markup("</div>\n");
}

/// Returns what a question is called, in its chapter and at the back.
pub(crate) fn title(scribe: &Scribe<'_>, index: usize, count: usize) -> String {
    let (number, count) = ((index + 1).to_string(), count.to_string());
    scribe.words().fill("page.question-number", &[("number", &number), ("count", &count)])
}

/// Writes what is asked.
pub(crate) fn prompt<'a>(scribe: &mut Scribe<'a>, question: &'a Question) {
    if !question.prompt.is_empty() {
        let open = if has_gaps(&question.prompt) { "<p class=\"prompt sentence\">" } else { "<p class=\"prompt\">" };
        scribe.html.markup(open);
        inline::inlines(scribe, &question.prompt);
        scribe.html.markup("</p>\n");
    }
    scribe.blocks(&question.body);
}

/// Tells whether anything is said at the back about a question.
pub(crate) fn has_answer(quiz: &Quiz, question: &Question) -> bool {
    let answered = match &question.kind {
        QuestionKind::Choice { choices, .. } => {
            choices.iter().any(|choice| (choice.right && quiz.kind == QuizKind::Quiz) || !choice.feedback.is_empty())
        }
        QuestionKind::Open { model_answer } => !model_answer.is_empty(),
        QuestionKind::Scale(_) => false,
        QuestionKind::Gaps(_) | QuestionKind::Order(_) | QuestionKind::Match { .. } => true,
    };
    let said = [&question.explanation, &question.right].into_iter().any(|blocks| !blocks.is_empty());
    let more = said || !question.hints.is_empty() || !question.wrong.is_empty();
    quiz.settings.show != AnswerShow::Never && (answered || more)
}

/// Writes the link to a solution in the place where a page would fold it.
pub(crate) fn solution(scribe: &mut Scribe<'_>, block: &Container) {
    scribe.html.markup("<div");
    scribe.id(&names::exercise(scribe.key, block));
    scribe.html.markup(">");
    to_the_back(scribe, &names::solution(scribe.key, block), scribe.words().text("book.see-solution"));
    scribe.html.markup("</div>\n");
}

fn to_the_back(scribe: &mut Scribe<'_>, place: &str, words: &str) {
    let answers = Place::Answers(&scribe.course.id, &scribe.edition.lang);
    let address = scribe.page.address_at(answers, place);
    scribe.html.markup("<p class=\"to-answer\"><a").attribute("href", &address).markup(">");
    scribe.html.text(words).markup("</a></p>\n");
}
