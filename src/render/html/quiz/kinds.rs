//! How each kind of question is answered.

use crate::model::{Block, Choice, ChoiceRule, Inline, Pair, Question, QuestionKind, plain_text};
use crate::render::html::inline;
use crate::render::html::quiz::scramble::scrambled;
use crate::render::html::scribe::Scribe;

/// Writes the form of the answer; `name` joins the radio buttons.
pub(crate) fn answers<'a>(scribe: &mut Scribe<'a>, question: &'a Question, name: &str) {
    match &question.kind {
        QuestionKind::Choice { rule, choices } => choice(scribe, *rule, choices, name),
        QuestionKind::Gaps(_) => {}
        QuestionKind::Order(items) => order(scribe, items),
        QuestionKind::Match { heads, pairs } => matching(scribe, heads, pairs),
        QuestionKind::Open { .. } => {
            let label = scribe.words().text("page.your-answer");
            scribe.html.markup("<textarea class=\"field\" data-open rows=\"4\"").attribute("aria-label", label);
            scribe.html.markup("></textarea>");
        }
        QuestionKind::Scale(labels) => scale(scribe, labels, name),
    }
}

/// Returns the message that says how a question is answered, where its form does not.
pub(crate) fn how(question: &Question) -> Option<&'static str> {
    match &question.kind {
        QuestionKind::Choice { rule: ChoiceRule::Multiple, .. } => Some("page.choose-several"),
        QuestionKind::Match { pairs, .. } => {
            let once = rights(pairs).into_iter().enumerate().all(|(index, right)| index == right);
            Some(if once { "page.fits-once" } else { "page.fits-often" })
        }
        _ => None,
    }
}

fn choice<'a>(scribe: &mut Scribe<'a>, rule: ChoiceRule, choices: &'a [Choice], name: &str) {
    let input = match rule {
        ChoiceRule::Single => "><input type=\"radio\"",
        ChoiceRule::Multiple => "><input type=\"checkbox\"",
    };
    for (index, choice) in (0_u64..).zip(choices) {
        scribe.html.markup("<label class=\"choice\"").attribute_number("data-choice", index).markup(input);
        scribe.html.attribute("name", name).attribute_number("value", index).markup("><span class=\"words\">");
        scribe.phrases(&choice.content);
        scribe.html.markup("</span></label>\n");
        if !choice.feedback.is_empty() {
            scribe.html.markup("<div class=\"said\"").attribute_number("data-feedback", index).markup(" hidden>");
            scribe.blocks(&choice.feedback);
            scribe.html.markup("</div>\n");
        }
    }
}

fn order<'a>(scribe: &mut Scribe<'a>, items: &'a [Vec<Block>]) {
    scribe.html.markup("<ol class=\"order\" data-order>\n");
    for place in scrambled(items.len(), &scribe.seed) {
        scribe.html.markup("<li").attribute_number("data-item", place as u64);
        scribe.html.markup("><span class=\"words\">");
        scribe.phrases(&items[place]);
        scribe.html.markup("</span></li>\n");
    }
    scribe.html.markup("</ol>\n");
}

fn matching<'a>(scribe: &mut Scribe<'a>, heads: &'a [Vec<Inline>; 2], pairs: &'a [Pair]) {
    if heads.iter().any(|head| !head.is_empty()) {
        scribe.html.markup("<div class=\"pair heads\"><span>");
        inline::inlines(scribe, &heads[0]);
        scribe.html.markup("</span><span>");
        inline::inlines(scribe, &heads[1]);
        scribe.html.markup("</span></div>\n");
    }
    let options = rights(pairs);
    let order: Vec<usize> =
        scrambled(pairs.len(), &scribe.seed).into_iter().filter(|index| options[*index] == *index).collect();
    for (index, pair) in (0_u64..).zip(pairs) {
        scribe.html.markup("<div class=\"pair\"").attribute_number("data-pair", index).markup("><span>");
        inline::inlines(scribe, &pair.left);
        scribe.html.markup("</span><select").attribute_number("data-match", index);
        scribe.html.attribute("aria-label", &plain_text(&pair.left)).markup("><option value=\"\">");
        scribe.say("page.choose-option");
        scribe.html.markup("</option>");
        for option in &order {
            scribe.html.markup("<option").attribute_number("value", *option as u64).markup(">");
            scribe.html.text(&plain_text(&pairs[*option].right)).markup("</option>");
        }
        scribe.html.markup("</select></div>\n");
    }
}

/// Returns for each pair the option that is right: the first one that says the same.
pub(crate) fn rights(pairs: &[Pair]) -> Vec<usize> {
    let words: Vec<String> = pairs.iter().map(|pair| plain_text(&pair.right)).collect();
    words.iter().map(|own| words.iter().position(|other| other == own).unwrap_or(0)).collect()
}

fn scale<'a>(scribe: &mut Scribe<'a>, labels: &'a [Vec<Inline>], name: &str) {
    scribe.html.markup("<div class=\"scale\">");
    for (index, label) in (0_u64..).zip(labels) {
        scribe.html.markup("<label class=\"choice\"").attribute_number("data-choice", index);
        scribe.html.markup("><input type=\"radio\"").attribute("name", name).attribute_number("value", index);
        scribe.html.markup("><span class=\"words\">");
        inline::inlines(scribe, label);
        scribe.html.markup("</span></label>\n");
    }
    scribe.html.markup("</div>\n");
}
