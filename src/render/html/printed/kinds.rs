//! What is to be answered, by the kind of the question.

use crate::model::{Block, Choice, Inline, Pair, Question, QuestionKind, plain_text};
use crate::render::html::inline;
use crate::render::html::printed::blank::ruled;
use crate::render::html::printed::survey::Scale;
use crate::render::html::quiz::{rights, scrambled};
use crate::render::html::scribe::Scribe;

/// Writes what there is to choose from, to sort or to match, or room for one's own words.
pub(crate) fn answers<'a>(scribe: &mut Scribe<'a>, question: &'a Question, counting: Scale) {
    match &question.kind {
        QuestionKind::Choice { choices, .. } => choice(scribe, choices),
        QuestionKind::Gaps(_) => {}
        QuestionKind::Order(items) => order(scribe, items),
        QuestionKind::Match { heads, pairs } => matching(scribe, heads, pairs),
        QuestionKind::Open { .. } => ruled(scribe, "page.your-answer"),
        QuestionKind::Scale(labels) => scale(scribe, labels, counting),
    }
}

/// Returns the letter that stands before a choice, counted from 0: as `<ol type="A">` counts.
pub(crate) fn letter(index: usize) -> String {
    let last = char::from(b'A' + u8::try_from(index % 26).expect("26 letters fit a byte"));
    if index < 26 { last.to_string() } else { letter(index / 26 - 1) + &last.to_string() }
}

/// Returns in which order the items of a question stand in its chapter.
pub(crate) fn shown_order(question_id: &str, count: usize) -> Vec<usize> {
    scrambled(count, question_id)
}

/// Returns the right halves of the pairs as they stand in the chapter: each that says something of its own.
pub(crate) fn shown_halves(question_id: &str, pairs: &[Pair]) -> Vec<usize> {
    let options = rights(pairs);
    scrambled(pairs.len(), question_id).into_iter().filter(|index| options[*index] == *index).collect()
}

fn choice<'a>(scribe: &mut Scribe<'a>, choices: &'a [Choice]) {
    scribe.html.markup("<ol class=\"choices\" type=\"A\">\n");
    for choice in choices {
        scribe.html.markup("<li>");
        scribe.blocks(&choice.content);
        scribe.html.markup("</li>\n");
    }
    scribe.html.markup("</ol>\n");
}

fn order<'a>(scribe: &mut Scribe<'a>, items: &'a [Vec<Block>]) {
    scribe.html.markup("<ol class=\"choices\" type=\"A\">\n");
    for place in shown_order(&scribe.seed, items.len()) {
        scribe.html.markup("<li>");
        scribe.blocks(&items[place]);
        scribe.html.markup("</li>\n");
    }
    scribe.html.markup("</ol>\n");
}

fn matching<'a>(scribe: &mut Scribe<'a>, heads: &'a [Vec<Inline>; 2], pairs: &'a [Pair]) {
    head(scribe, &heads[0]);
    scribe.html.markup("<ol class=\"halves\">\n");
    for pair in pairs {
        item(scribe, &pair.left);
    }
    scribe.html.markup("</ol>\n");
    head(scribe, &heads[1]);
    scribe.html.markup("<ol class=\"halves\" type=\"A\">\n");
    for index in shown_halves(&scribe.seed, pairs) {
        item(scribe, &pairs[index].right);
    }
    scribe.html.markup("</ol>\n");
}

fn head<'a>(scribe: &mut Scribe<'a>, words: &'a [Inline]) {
    if !plain_text(words).trim().is_empty() {
        scribe.html.markup("<p class=\"label\">");
        inline::inlines(scribe, words);
        scribe.html.markup("</p>\n");
    }
}

fn item<'a>(scribe: &mut Scribe<'a>, words: &'a [Inline]) {
    scribe.html.markup("<li>");
    inline::inlines(scribe, words);
    scribe.html.markup("</li>\n");
}

/// The number beside a label is what it counts.
fn scale<'a>(scribe: &mut Scribe<'a>, labels: &'a [Vec<Inline>], counting: Scale) {
    scribe.html.markup("<ul class=\"scale\">\n");
    for (points, label) in (0_u64..).zip(labels) {
        scribe.html.markup("<li><span class=\"box\" aria-hidden=\"true\">☐</span> ");
        inline::inlines(scribe, label);
        if counting == Scale::Counted {
            scribe.html.markup(" <small>(").number(points).markup(")</small>");
        }
        scribe.html.markup("</li>\n");
    }
    scribe.html.markup("</ul>\n");
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn letters_go_on_after_z() {
        let all: Vec<String> = [0, 1, 25, 26, 27, 51, 52, 701, 702].into_iter().map(letter).collect();
        assert_eq!(all, ["A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]);
    }
}
