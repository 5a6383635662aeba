//! One question: the form of its answer says its kind.
//!
//! 1. The attributes of the heading may name the kind (`.order .match .open .scale`).
//! 2. Without one, a task list makes it a choice and `[[…]]` makes it gaps to fill.
//! 3. What stands before the answers is its body; quotations after them are the explanation.

use crate::diagnostic::{Diagnostic, Message};
use crate::locale::{Named as NamedWord, Vocabulary};
use crate::model::{
    Block, Choice, ChoiceRule, Gap, Inline, ListItem, Pair, Question, QuestionKind, QuizKind, Table, plain_text, walk,
};
use crate::parse::attributes::Attributes;
use crate::parse::blocks::is_blank;
use crate::parse::builder::Builder;
use crate::parse::frame::{Gapped, Piece};
use crate::span::Span;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashSet};

/// A question as it was gathered.
pub(super) struct RawQuestion {
    /// Its number in the file.
    pub(super) number: u32,
    /// Whether it is graded.
    pub(super) quiz: QuizKind,
    /// The heading's words.
    pub(super) prompt: Vec<Inline>,
    /// What stands in the heading's braces.
    pub(super) attributes: Attributes,
    /// The heading.
    pub(super) span: Span,
    /// Its gaps.
    pub(super) gaps: Vec<Gap>,
    /// Its dimension.
    pub(super) dimension: Option<u32>,
    /// What stands below the heading.
    pub(super) pieces: Vec<Piece>,
}

/// The kind that a heading names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    Nothing,
    Order,
    Match,
    Open,
    Scale,
}

/// What the heading's braces say.
struct Settings {
    named: Named,
    multiple: Option<ChoiceRule>,
    strict: bool,
    fixed: bool,
    points: u32,
}

/// What was found below the heading, sorted.
#[derive(Default)]
struct Sorted {
    body: Vec<Block>,
    items: Vec<ListItem>,
    lists: u32,
    table: Option<Table>,
    after: Vec<Block>,
    answered: bool,
}

/// Returns the question that `raw` is.
pub(super) fn question(builder: &mut Builder<'_>, raw: RawQuestion) -> Question {
    let settings = settings(&raw.attributes, builder.input.words(), &mut builder.said);
    let id = raw.attributes.id.clone().filter(|id| builder.claim(id)).map(|id| id.value);
    let mut question = Question {
        id,
        number: raw.number,
        prompt: raw.prompt,
        body: Vec::new(),
        kind: QuestionKind::Open { model_answer: Vec::new() },
        points: settings.points,
        strict: settings.strict,
        fixed: settings.fixed,
        explanation: Vec::new(),
        hints: Vec::new(),
        right: Vec::new(),
        wrong: Vec::new(),
        dimension: raw.dimension,
        span: raw.span,
    };
    let in_prompt =
        !raw.gaps.is_empty() && !raw.pieces.iter().any(|piece| matches!(piece, Piece::Block(_, Gapped::Yes)));
    let mut sorted = Sorted { answered: in_prompt || settings.named == Named::Open, ..Sorted::default() };
    let mut typed: Vec<Span> = Vec::new();
    for piece in raw.pieces {
        match piece {
            Piece::Block(block, gapped) => sorted.add(block, gapped, settings.named),
            Piece::Hint(blocks, _) => question.hints.push(blocks),
            Piece::Right(blocks, _) => question.right.extend(blocks),
            Piece::Wrong(wrong, span) => {
                typed.extend(wrong.answer.is_some().then_some(span));
                question.wrong.push(wrong);
            }
            Piece::Heading { .. } | Piece::Advice(..) => {}
        }
    }
    let mut judge = Judge { said: &mut builder.said, span: raw.span, quiz: raw.quiz };
    question.kind = judge.kind(&settings, &mut sorted, raw.gaps);
    question.body = sorted.body;
    question.explanation = sorted.after;
    if !matches!(question.kind, QuestionKind::Gaps(_)) {
        for span in typed {
            let untyped = Diagnostic::warning("question/answer-not-typed", span);
            judge.said.push(untyped.hint(Message::new("hint/words-below-answer")));
        }
    }
    judge.without_effect(&question, raw.attributes.has("points"), builder.input.words());
    if is_blank(&question.prompt) && question.body.is_empty() {
        judge.error("question/no-prompt", "hint/prompt");
    }
    question
}

fn settings(attributes: &Attributes, words: Vocabulary<'_>, said: &mut Vec<Diagnostic>) -> Settings {
    let mut reader = attributes.reader(words, said);
    let named = [(".order", Named::Order), (".match", Named::Match), (".open", Named::Open), (".scale", Named::Scale)];
    let mut found = Named::Nothing;
    for (name, kind) in named {
        if reader.flag(name) {
            found = kind;
        }
    }
    let settings = Settings {
        named: found,
        multiple: reader.flag(".multiple").then_some(ChoiceRule::Multiple),
        strict: reader.flag(".strict"),
        fixed: reader.flag(".fixed"),
        points: reader.number("points", 0..=u32::MAX).unwrap_or(1),
    };
    reader.finish();
    settings
}

impl Sorted {
    fn add(&mut self, block: Block, gapped: Gapped, named: Named) {
        match block {
            Block::List { start, items } if is_answer(&items, start, named) => {
                self.items.extend(items);
                self.lists += 1;
                self.answered = true;
            }
            Block::Table(table) if named == Named::Match && self.table.is_none() => {
                self.table = Some(*table);
                self.answered = true;
            }
            block @ (Block::Quote(_) | Block::Callout(..)) if self.answered && gapped == Gapped::No => match block {
                Block::Quote(blocks) => self.after.extend(blocks),
                callout => self.after.push(callout),
            },
            block => {
                self.answered |= gapped == Gapped::Yes;
                self.body.push(block);
            }
        }
    }
}

fn is_answer(items: &[ListItem], start: Option<u64>, named: Named) -> bool {
    match named {
        Named::Order => start.is_some(),
        Named::Scale => true,
        _ => items.iter().any(|item| item.task.is_some()),
    }
}

/// Says what is wrong with a question.
struct Judge<'a> {
    said: &'a mut Vec<Diagnostic>,
    span: Span,
    quiz: QuizKind,
}

impl Judge<'_> {
    fn error(&mut self, code: &'static str, hint: &'static str) {
        self.said.push(Diagnostic::error(code, self.span).hint(Message::new(hint)));
    }

    /// Tells of settings that change nothing.
    fn without_effect(&mut self, question: &Question, has_points: bool, words: Vocabulary<'_>) {
        let is_gaps = matches!(question.kind, QuestionKind::Gaps(_));
        let is_open = matches!(question.kind, QuestionKind::Open { .. });
        let names = [
            (".strict", question.strict && !is_gaps),
            (".fixed", question.fixed && (is_gaps || is_open)),
            ("points", has_points && self.quiz == QuizKind::Survey),
        ];
        for (name, _) in names.into_iter().filter(|(_, without)| *without) {
            let told = Diagnostic::warning("question/no-effect", self.span);
            let told = told.with("name", words.here(NamedWord::Attribute, name));
            self.said.push(told.hint(Message::new("hint/take-away")));
        }
    }

    fn kind(&mut self, settings: &Settings, sorted: &mut Sorted, gaps: Vec<Gap>) -> QuestionKind {
        let items = std::mem::take(&mut sorted.items);
        let boxes = items.iter().any(|item| item.task.is_some());
        if !gaps.is_empty() && (boxes || settings.named != Named::Nothing) {
            self.error("question/two-forms", "hint/one-form");
        }
        if settings.multiple.is_some() && !boxes {
            self.error("question/multiple-without-boxes", "hint/task-list");
        }
        match settings.named {
            Named::Order => self.order(items),
            Named::Match => self.pairs(sorted.table.take()),
            Named::Open => QuestionKind::Open { model_answer: std::mem::take(&mut sorted.after) },
            Named::Scale => self.scale(items),
            Named::Nothing if boxes => self.choice(items, settings.multiple),
            Named::Nothing if !gaps.is_empty() => QuestionKind::Gaps(gaps),
            Named::Nothing => self.formless(sorted),
        }
    }

    fn formless(&mut self, sorted: &Sorted) -> QuestionKind {
        let hint = sorted.body.iter().find_map(|block| match block {
            Block::List { start: Some(_), .. } => Some("hint/order"),
            Block::List { .. } => Some("hint/task-list"),
            Block::Table(_) => Some("hint/match"),
            _ => None,
        });
        self.error("question/no-answer-form", hint.unwrap_or("hint/answer-forms"));
        QuestionKind::Open { model_answer: Vec::new() }
    }

    fn choice(&mut self, items: Vec<ListItem>, multiple: Option<ChoiceRule>) -> QuestionKind {
        let mut choices = Vec::with_capacity(items.len());
        for item in items {
            if item.task.is_none() {
                let without = Diagnostic::error("question/answer-without-box", item.span);
                self.said.push(without.hint(Message::new("hint/task-list")));
            }
            let right = item.task.is_some_and(|task| task.ticked);
            let (content, feedback) = split_feedback(item.content);
            if content.is_empty() {
                let empty = Diagnostic::error("question/empty-answer", item.span);
                self.said.push(empty.hint(Message::new("hint/task-list")));
            }
            choices.push(Choice { right, content, feedback, span: item.span });
        }
        self.same_answers(&choices);
        let ticked = choices.iter().filter(|choice| choice.right).count();
        if choices.len() < 2 {
            self.error("question/one-answer", "hint/task-list");
        } else if ticked == 0 && self.quiz == QuizKind::Quiz {
            self.error("question/no-right-answer", "hint/tick");
        }
        let rule = multiple.unwrap_or(if ticked > 1 { ChoiceRule::Multiple } else { ChoiceRule::Single });
        QuestionKind::Choice { rule, choices }
    }

    /// Tells of an answer that says what another one has said.
    fn same_answers(&mut self, choices: &[Choice]) {
        // Most answers differ in their words already: the others alone are spelled out.
        let words: Vec<String> = choices.iter().map(|choice| words_of(&choice.content)).collect();
        let mut seen: HashSet<&str> = HashSet::new();
        let again: HashSet<&str> = words.iter().map(String::as_str).filter(|words| !seen.insert(words)).collect();
        let mut first: BTreeMap<String, Span> = BTreeMap::new();
        for (choice, words) in choices.iter().zip(&words) {
            if choice.content.is_empty() || !again.contains(words.as_str()) {
                continue;
            }
            // Pictures have their number in it: two of them are never the same.
            match first.entry(format!("{:?}", choice.content)) {
                Entry::Occupied(first) => {
                    let same = Diagnostic::warning("question/same-answer", choice.span);
                    let same = same.label(*first.get(), Message::new("label/first"));
                    self.said.push(same.hint(Message::new("hint/other-answer")));
                }
                Entry::Vacant(place) => {
                    place.insert(choice.span);
                }
            }
        }
    }

    fn order(&mut self, items: Vec<ListItem>) -> QuestionKind {
        if items.len() < 2 {
            self.error("question/few-items", "hint/order-list");
        }
        QuestionKind::Order(items.into_iter().map(|item| item.content).collect())
    }

    fn scale(&mut self, items: Vec<ListItem>) -> QuestionKind {
        if self.quiz == QuizKind::Quiz {
            self.error("question/scale-in-quiz", "hint/survey");
        }
        if items.len() < 2 {
            self.error("question/few-labels", "hint/scale-list");
        }
        let mut labels = Vec::with_capacity(items.len());
        for item in items {
            let mut blocks = item.content.into_iter();
            match (blocks.next(), blocks.next()) {
                (Some(Block::Plain(label) | Block::Paragraph(label)), None) if item.task.is_none() => {
                    labels.push(label);
                }
                (first, _) => {
                    let bad = Diagnostic::error("question/bad-label", item.span);
                    self.said.push(bad.hint(Message::new("hint/scale-list")));
                    labels.push(match first {
                        Some(Block::Plain(label) | Block::Paragraph(label)) => label,
                        _ => Vec::new(),
                    });
                }
            }
        }
        QuestionKind::Scale(labels)
    }

    fn pairs(&mut self, table: Option<Table>) -> QuestionKind {
        let Some(table) = table else {
            self.error("question/no-table", "hint/match-table");
            return QuestionKind::Match { heads: [Vec::new(), Vec::new()], pairs: Vec::new() };
        };
        if table.alignments.len() != 2 {
            let columns = Diagnostic::error("question/match-columns", table.span);
            self.said.push(columns.with("count", table.alignments.len()).hint(Message::new("hint/match-table")));
        }
        if table.rows.len() < 2 {
            let few = Diagnostic::error("question/few-pairs", table.span);
            self.said.push(few.hint(Message::new("hint/match-table")));
        }
        let heads = two(table.head);
        let pairs: Vec<Pair> = table.rows.into_iter().map(two).map(|[left, right]| Pair { left, right }).collect();
        if pairs.iter().any(|pair| is_blank(&pair.left) || is_blank(&pair.right)) {
            let empty = Diagnostic::error("question/empty-pair", table.span);
            self.said.push(empty.hint(Message::new("hint/match-table")));
        }
        QuestionKind::Match { heads, pairs }
    }
}

fn two(cells: Vec<Vec<Inline>>) -> [Vec<Inline>; 2] {
    let mut cells = cells.into_iter();
    [cells.next().unwrap_or_default(), cells.next().unwrap_or_default()]
}

/// Returns the words of an answer.
fn words_of(content: &[Block]) -> String {
    let mut words = String::new();
    walk(content, &mut |block| {
        if let Block::Heading { content, .. } | Block::Paragraph(content) | Block::Plain(content) = block {
            words.push_str(&plain_text(content));
        }
    });
    words
}

/// Parts an answer from the quotations in it, which are the feedback.
fn split_feedback(content: Vec<Block>) -> (Vec<Block>, Vec<Block>) {
    let mut answer = Vec::with_capacity(1);
    let mut feedback = Vec::new();
    for block in content {
        match block {
            Block::Quote(blocks) => feedback.extend(blocks),
            block @ Block::Callout(..) => feedback.push(block),
            block => answer.push(block),
        }
    }
    (answer, feedback)
}
