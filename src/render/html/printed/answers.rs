//! The answers of a text, as they stand at the back of a book.

use crate::model::{Block, Choice, Container, ContainerKind, Gap, Pair, Question, QuestionKind, Quiz, QuizKind};
use crate::render::Audience;
use crate::render::html::inline;
use crate::render::html::printed::kinds::{letter, shown_halves, shown_order};
use crate::render::html::printed::{names, quiz as chapter, survey};
use crate::render::html::quiz::{Asked, asked, rights};
use crate::render::html::scribe::Scribe;

/// What stands at the back.
enum Kept<'a> {
    Quiz(&'a Quiz),
    Solution(&'a Container),
}

/// Writes the answers and solutions of the text at hand; nothing where it has none.
pub(crate) fn at_the_back(scribe: &mut Scribe<'_>) {
    let mut kept = Vec::new();
    let text = scribe.text;
    collect(&text.document.blocks, scribe.site().profile.audience, &mut kept);
    scribe.again(|scribe| {
        for one in kept {
            match one {
                Kept::Quiz(quiz) => answers(scribe, quiz),
                Kept::Solution(block) => solution(scribe, block),
            }
        }
    });
}

/// Finds what stands at the back, in the order of the text; what its readers do not get has no answer either.
fn collect<'a>(blocks: &'a [Block], audience: Audience, kept: &mut Vec<Kept<'a>>) {
    for block in blocks {
        match block {
            Block::Quiz(quiz) => kept.push(Kept::Quiz(quiz)),
            Block::Container(container) => match container.kind {
                ContainerKind::Facilitator { .. } if audience == Audience::Learner => {}
                ContainerKind::Solution => kept.push(Kept::Solution(container)),
                _ => collect(&container.content, audience, kept),
            },
            Block::Quote(content) | Block::Callout(_, content) => collect(content, audience, kept),
            Block::List { items, .. } => items.iter().for_each(|item| collect(&item.content, audience, kept)),
            Block::Definitions(definitions) => {
                let meanings = definitions.iter().flat_map(|one| &one.meanings);
                meanings.for_each(|meaning| collect(meaning, audience, kept));
            }
            _ => {}
        }
    }
}

fn answers<'a>(scribe: &mut Scribe<'a>, quiz: &'a Quiz) {
    let asked = asked(scribe.site().library, scribe.course, scribe.edition, scribe.text, scribe.key, quiz);
    for (index, one) in asked.iter().enumerate().filter(|(_, one)| chapter::has_answer(quiz, one.question)) {
        match one.text {
            Some(text) => scribe.with_text(text, |scribe| answer(scribe, quiz, one, index, asked.len())),
            None => answer(scribe, quiz, one, index, asked.len()),
        }
    }
    if !quiz.advice.is_empty() {
        let back = quiz.id.as_deref().map_or_else(|| names::quiz(scribe.key, quiz), str::to_owned);
        let title = scribe.words().text("book.advice");
        open(scribe, &names::advice(scribe.key, quiz), &back, title);
        survey::advice(scribe, quiz, &asked);
        scribe.html.markup("</div>\n");
    }
}

fn solution<'a>(scribe: &mut Scribe<'a>, block: &'a Container) {
    let (place, back) = (names::solution(scribe.key, block), names::exercise(scribe.key, block));
    let title = scribe.words().text("page.solution");
    open(scribe, &place, &back, title);
    scribe.blocks(&block.content);
    scribe.html.markup("</div>\n");
}

fn answer<'a>(scribe: &mut Scribe<'a>, quiz: &'a Quiz, asked: &Asked<'a>, index: usize, count: usize) {
    let question = asked.question;
    let title = chapter::title(scribe, index, count);
    let back = names::question(scribe.key, quiz, index);
    open(scribe, &names::answer(scribe.key, quiz, index), &back, &title);
    scribe.within(question, asked.id.as_str(), |scribe| {
        chapter::prompt(scribe, question);
        for hint in &question.hints {
            labelled(scribe, "player.hint", hint);
        }
        right_answer(scribe, quiz, question);
        said(scribe, question);
        scribe.blocks(&question.explanation);
    });
    scribe.html.markup("</div>\n");
}

/// The title leads back to what it is the answer to.
fn open(scribe: &mut Scribe<'_>, place: &str, back: &str, title: &str) {
    let address = scribe.address_here(back);
    let place = scribe.page.id(place);
    scribe.html.markup("<div class=\"answer\"").attribute("id", &place).markup("><p class=\"number\"><a");
    scribe.html.attribute("href", &address).markup(" role=\"doc-backlink\">").text(title).markup("</a></p>\n");
}

/// Writes some blocks under a label.
pub(crate) fn labelled<'a>(scribe: &mut Scribe<'a>, key: &'static str, content: &'a [Block]) {
    scribe.html.markup("<div class=\"said\"><p class=\"label\">");
    scribe.say(key);
    scribe.html.markup("</p>\n");
    scribe.blocks(content);
    scribe.html.markup("</div>\n");
}

/// Writes what is right; letters are those before what is written by [`super::possible_answers`].
pub(crate) fn right_answer<'a>(scribe: &mut Scribe<'a>, quiz: &'a Quiz, question: &'a Question) {
    match &question.kind {
        QuestionKind::Choice { choices, .. } => choice(scribe, quiz, choices),
        QuestionKind::Gaps(gaps) => {
            let shown: Vec<String> = gaps.iter().map(|gap| gap_answer(scribe, gap)).collect();
            let shown: Vec<String> = match &*shown {
                [only] => vec![only.clone()],
                many => (1..).zip(many).map(|(number, answer)| format!("({number}) {answer}")).collect(),
            };
            scribe.html.markup("<p class=\"right\">");
            mark(scribe);
            scribe.html.text(&shown.join(" · ")).markup("</p>\n");
        }
        QuestionKind::Order(items) => order(scribe, items),
        QuestionKind::Match { pairs, .. } => matching(scribe, pairs),
        QuestionKind::Open { model_answer } => {
            if !model_answer.is_empty() {
                scribe.html.markup("<div class=\"right\">");
                scribe.blocks(model_answer);
                scribe.html.markup("</div>\n");
            }
        }
        QuestionKind::Scale(_) => {}
    }
}

/// Writes the sign of what is right.
fn mark(scribe: &mut Scribe<'_>) {
    let label = scribe.words().text("book.right");
    scribe.html.markup("<span class=\"mark\" role=\"img\"").attribute("aria-label", label).markup(">✓</span> ");
}

fn choice<'a>(scribe: &mut Scribe<'a>, quiz: &'a Quiz, choices: &'a [Choice]) {
    let is_right = |choice: &Choice| choice.right && quiz.kind == QuizKind::Quiz;
    let shown = (1_u64..).zip(choices).filter(|(_, choice)| is_right(choice) || !choice.feedback.is_empty());
    scribe.html.markup("<ol class=\"choices\" type=\"A\">\n");
    for (number, choice) in shown {
        scribe.html.markup("<li").attribute_number("value", number);
        scribe.html.markup(if is_right(choice) { " class=\"right\">" } else { ">" });
        if is_right(choice) {
            mark(scribe);
        }
        scribe.blocks(&choice.content);
        if !choice.feedback.is_empty() {
            scribe.html.markup("<div class=\"said\">");
            scribe.blocks(&choice.feedback);
            scribe.html.markup("</div>\n");
        }
        scribe.html.markup("</li>\n");
    }
    scribe.html.markup("</ol>\n");
}

fn order<'a>(scribe: &mut Scribe<'a>, items: &'a [Vec<Block>]) {
    let shown = shown_order(&scribe.seed, items.len());
    scribe.html.markup("<ol class=\"right\">\n");
    for (index, item) in items.iter().enumerate() {
        scribe.html.markup("<li>");
        if let Some(place) = shown.iter().position(|one| *one == index) {
            scribe.html.markup("<strong>").text(&letter(place)).markup(".</strong> ");
        }
        scribe.phrases(item);
        scribe.html.markup("</li>\n");
    }
    scribe.html.markup("</ol>\n");
}

fn matching<'a>(scribe: &mut Scribe<'a>, pairs: &'a [Pair]) {
    let (shown, rights) = (shown_halves(&scribe.seed, pairs), rights(pairs));
    scribe.html.markup("<ol class=\"right\">\n");
    for (pair, right) in pairs.iter().zip(rights) {
        scribe.html.markup("<li>");
        inline::inlines(scribe, &pair.left);
        scribe.html.markup(" – <strong>");
        if let Some(place) = shown.iter().position(|one| *one == right) {
            scribe.html.text(&letter(place)).markup(".");
        }
        scribe.html.markup("</strong> ");
        inline::inlines(scribe, &pair.right);
        scribe.html.markup("</li>\n");
    }
    scribe.html.markup("</ol>\n");
}

/// Returns every spelling that is right; a number as it is shown.
fn gap_answer(scribe: &Scribe<'_>, gap: &Gap) -> String {
    match gap {
        Gap::Text(answers) => answers.join(" / "),
        Gap::Number(range) => range.shown.replace('.', scribe.words().decimal()),
        Gap::Choice(options) => {
            let right: Vec<&str> = options.iter().filter(|option| option.right).map(|option| &*option.text).collect();
            right.join(" / ")
        }
    }
}

/// Writes what is said to right and wrong answers.
pub(crate) fn said<'a>(scribe: &mut Scribe<'a>, question: &'a Question) {
    if !question.right.is_empty() {
        labelled(scribe, "book.if-right", &question.right);
    }
    for wrong in &question.wrong {
        match &wrong.answer {
            Some(answer) => {
                let label = scribe.words().fill("book.if-answer", &[("answer", answer)]);
                scribe.html.markup("<div class=\"said\"><p class=\"label\">").text(&label).markup("</p>\n");
                scribe.blocks(&wrong.content);
                scribe.html.markup("</div>\n");
            }
            None => labelled(scribe, "book.if-wrong", &wrong.content),
        }
    }
}
