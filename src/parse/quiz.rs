//! Puts the pieces of a quiz or survey together.
//!
//! 1. What stands before the first heading is the introduction.
//! 2. In a survey a heading with nothing below it but deeper headings names a dimension.
//! 3. Every other heading starts a question, which takes all pieces up to the next heading.
//! 4. Advice is gathered from anywhere.

use crate::diagnostic::{Diagnostic, Message};
use crate::model::{Advice, Block, Inline, Question, Quiz, QuizKind, plain_text};
use crate::parse::attributes::Attributes;
use crate::parse::builder::Builder;
use crate::parse::frame::{OpenQuiz, Piece};
use crate::parse::question::{RawQuestion, question};
use crate::span::{Span, Spanned};
use unicode_normalization::UnicodeNormalization;

/// What is known of the quiz before its questions are read.
#[derive(Default)]
struct Parts {
    introduction: Vec<Block>,
    dimensions: Vec<(Vec<Inline>, Option<Box<str>>)>,
    questions: Vec<Question>,
    advice: Vec<(Advice, Option<Spanned<String>>)>,
}

/// Returns the quiz that stands at `span`.
pub(super) fn quiz(builder: &mut Builder<'_>, mut open: OpenQuiz, span: Span) -> Quiz {
    let head = open.fence.as_ref().map_or(Span { end: span.start, ..span }, |fence| builder.span(fence.head.clone()));
    let parts = gather(builder, &mut open);
    let advice = advice(builder, parts.advice, &parts.dimensions);
    let count = parts.questions.len();
    if count == 0 && open.bank.is_none() {
        let empty = Diagnostic::error("quiz/no-questions", head);
        builder.said.push(empty.hint(Message::new("hint/first-question")));
    }
    if let Some(draw) = open.settings.draw
        && open.bank.is_none()
        && count > 0
        && draw as usize > count
    {
        let many = Diagnostic::error("quiz/draws-too-many", head).with("draw", draw).with("count", count);
        builder.said.push(many.hint(Message::new("hint/write").with("example", format!("draw={count}"))));
    }
    Quiz {
        id: open.id,
        number: open.number,
        kind: open.kind,
        settings: open.settings,
        introduction: parts.introduction,
        dimensions: parts.dimensions.into_iter().map(|(name, _)| name).collect(),
        questions: parts.questions,
        bank: open.bank,
        advice,
        span,
        head,
    }
}

fn gather(builder: &mut Builder<'_>, open: &mut OpenQuiz) -> Parts {
    let mut parts = Parts::default();
    let is_dimension = dimension_headings(open);
    let mut headings = 0;
    let mut dimension = None;
    let mut waiting: Vec<Piece> = Vec::new();
    let mut raw: Option<RawQuestion> = None;
    for piece in std::mem::take(&mut open.pieces) {
        match piece {
            Piece::Heading { content, attributes, span, gaps, .. } => {
                if let Some(done) = raw.take() {
                    parts.questions.push(question(builder, done));
                }
                headings += 1;
                if is_dimension[headings - 1] {
                    dimension = Some(u32::try_from(parts.dimensions.len()).unwrap_or(u32::MAX));
                    let id = dimension_id(builder, attributes);
                    parts.dimensions.push((content, id));
                    continue;
                }
                builder.questions += 1;
                raw = Some(RawQuestion {
                    number: builder.questions,
                    quiz: open.kind,
                    prompt: content,
                    attributes,
                    span,
                    gaps: open.gaps.get_mut(gaps).map(std::mem::take).unwrap_or_default(),
                    dimension,
                    pieces: std::mem::take(&mut waiting),
                });
            }
            Piece::Advice(advice, named) => parts.advice.push((advice, named)),
            piece => match (&mut raw, piece) {
                (Some(raw), piece) => raw.pieces.push(piece),
                (None, piece) if headings > 0 => waiting.push(piece),
                (None, Piece::Block(block, _)) => parts.introduction.push(block),
                (None, Piece::Hint(blocks, span) | Piece::Right(blocks, span)) => {
                    before_questions(builder, span);
                    parts.introduction.extend(blocks);
                }
                (None, Piece::Wrong(wrong, span)) => {
                    before_questions(builder, span);
                    parts.introduction.extend(wrong.content);
                }
                (None, Piece::Heading { .. } | Piece::Advice(..)) => {}
            },
        }
    }
    if let Some(done) = raw {
        parts.questions.push(question(builder, done));
    }
    parts
}

fn before_questions(builder: &mut Builder<'_>, span: Span) {
    let early = Diagnostic::error("quiz/before-questions", span);
    builder.said.push(early.hint(Message::new("hint/below-question")));
}

/// Tells of each heading whether it names a dimension: in a survey, when the next heading is deeper and
/// nothing that could be an answer stands between them.
fn dimension_headings(open: &OpenQuiz) -> Vec<bool> {
    let mut found: Vec<bool> = Vec::new();
    let mut last_level = None;
    let mut answered = false;
    for piece in &open.pieces {
        match piece {
            Piece::Heading { level, attributes, gaps, .. } => {
                if let (Some(last), Some(name)) = (last_level, found.last_mut()) {
                    *name = open.kind == QuizKind::Survey && *level > last && !answered;
                }
                found.push(false);
                last_level = Some(*level);
                let kinds = [".scale", ".open", ".order", ".match", ".multiple"];
                answered = kinds.iter().any(|kind| attributes.has(kind))
                    || open.gaps.get(*gaps).is_some_and(|gaps| !gaps.is_empty());
            }
            Piece::Block(Block::List { items, .. }, _) => answered |= items.iter().any(|item| item.task.is_some()),
            _ => {}
        }
    }
    found
}

fn dimension_id(builder: &mut Builder<'_>, attributes: Attributes) -> Option<Box<str>> {
    attributes.reader(builder.input.words(), &mut builder.said).finish();
    attributes.id.filter(|id| builder.claim(id)).map(|id| id.value)
}

fn advice(
    builder: &mut Builder<'_>,
    advice: Vec<(Advice, Option<Spanned<String>>)>,
    dimensions: &[(Vec<Inline>, Option<Box<str>>)],
) -> Vec<Advice> {
    let names: Vec<String> = dimensions.iter().map(|(name, _)| normal(&plain_text(name))).collect();
    let mut found = Vec::with_capacity(advice.len());
    for (mut advice, named) in advice {
        if let Some(named) = named {
            let wanted = normal(&named.value);
            let by_name = names.iter().position(|name| *name == wanted);
            let by_id = || dimensions.iter().position(|(_, id)| id.as_deref() == Some(named.value.as_str()));
            match by_name.or_else(by_id) {
                Some(index) => advice.dimension = u32::try_from(index).ok(),
                None => {
                    let plain: Vec<String> = dimensions.iter().map(|(name, _)| plain_text(name)).collect();
                    let unknown = Diagnostic::error("quiz/unknown-dimension", named.span).with("name", &named.value);
                    builder.said.push(unknown.hint_nearest(&named.value, plain.iter().map(String::as_str)));
                }
            }
        }
        found.push(advice);
    }
    overlaps(builder, &found);
    found
}

/// Tells of advice that begins before the last one for the same dimension has ended.
fn overlaps(builder: &mut Builder<'_>, advice: &[Advice]) {
    let mut ordered: Vec<&Advice> = advice.iter().filter(|advice| advice.from <= advice.to).collect();
    ordered.sort_by_key(|advice| (advice.dimension, advice.from, advice.to));
    let mut widest: Option<&Advice> = None;
    for next in ordered {
        let last = widest.filter(|last| last.dimension == next.dimension);
        if let Some(last) = last.filter(|last| next.from <= last.to) {
            let both = Diagnostic::warning("quiz/advice-overlaps", next.span).with("from", next.from);
            let both = both.with("to", next.to.min(last.to)).label(last.span, Message::new("label/first"));
            let apart = Message::new("hint/advice-end").with("from", next.from).with("to", next.from.saturating_sub(1));
            builder.said.push(if next.from > last.from { both.hint(apart) } else { both });
        }
        widest = Some(last.filter(|last| last.to > next.to).unwrap_or(next));
    }
}

/// Returns `text` for comparing: lower case, NFC, single spaces.
fn normal(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase().nfc().collect()
}
