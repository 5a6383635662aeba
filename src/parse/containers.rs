//! Where fenced blocks begin.

use crate::diagnostic::{Diagnostic, Message, nearest_words};
use crate::locale::Named;
use crate::model::{Bank, Block, ContainerKind, QuizKind};
use crate::parse::attributes::Attributes;
use crate::parse::builder::{Builder, STRUCTURE};
use crate::parse::fences::{FenceLine, fence_at};
use crate::parse::frame::{Frame, Kind, OpenContainer, OpenFence, OpenQuiz, PartKind, is_fence};
use crate::parse::kinds::{container_kind, quiz_settings};
use crate::span::{Span, Spanned};
use std::ops::Range;

/// How many fenced blocks may be open within each other.
const DEEPEST_FENCES: usize = 16;

impl Builder<'_> {
    /// Takes a thematic break, which may be a fence line.
    pub(super) fn rule(&mut self, range: Range<usize>) {
        self.flush_text();
        let fences = self.fences;
        let Some(fence) = fence_at(fences, range.start) else {
            self.block(Block::Rule);
            return;
        };
        if fence.rest.is_empty() {
            self.closing_line(fence);
        } else {
            self.opening_line(fence);
        }
    }

    fn opening_line(&mut self, fence: &FenceLine) {
        if !self.has_room(STRUCTURE, &fence.fence) {
            self.orphaned_closings += 1;
            return;
        }
        self.flush_inlines();
        let open = OpenFence { head: fence.fence.clone(), closed: false };
        let rest = &self.source[fence.rest.clone()];
        let length = rest.find(|letter: char| letter.is_whitespace() || letter == '{').unwrap_or(rest.len());
        let name = fence.rest.start..fence.rest.start + length;
        let tail = name.end..fence.rest.end;
        let kind = if self.open_fences() >= DEEPEST_FENCES {
            let deep = Diagnostic::error("fence/too-deep", self.span(fence.fence.clone()));
            self.said.push(deep.with("most", DEEPEST_FENCES));
            Kind::Unknown(open)
        } else {
            self.fence_kind(name, tail, open)
        };
        self.frames.push(Frame::new(kind, fence.fence.start));
    }

    fn fence_kind(&mut self, name: Range<usize>, tail: Range<usize>, fence: OpenFence) -> Kind {
        let word = &self.source[name.clone()];
        let (before, attributes) = self.fence_attributes(tail);
        let name_span = self.span(if name.is_empty() { fence.head.clone() } else { name });
        let Some(known) = self.input.words().canonical(Named::Block, word) else {
            self.unknown_block(word, name_span);
            return Kind::Unknown(fence);
        };
        if known != "details" && !before.is_empty() {
            let extra = Diagnostic::error("fence/extra-text", self.span(before.clone())).with("block", word);
            self.said.push(extra.hint(Message::new("hint/text-below")));
        }
        let part = match known {
            "quiz" => return self.open_quiz(QuizKind::Quiz, attributes, fence, name_span),
            "survey" => return self.open_quiz(QuizKind::Survey, attributes, fence, name_span),
            "hint" => PartKind::Hint,
            "right" => PartKind::Right,
            "wrong" => PartKind::Wrong,
            "advice" => PartKind::Advice,
            _ => return self.open_container(known, before, attributes, fence, name_span),
        };
        let innermost = self.frames.iter().rev().find(|frame| is_fence(&frame.kind));
        if innermost.is_some_and(|frame| matches!(frame.kind, Kind::Quiz(_))) {
            return Kind::Part(part, attributes, fence);
        }
        let misplaced = Diagnostic::error("fence/outside-quiz", name_span).with("block", word);
        self.said.push(misplaced.hint(Message::new("hint/inside-quiz")));
        Kind::Unknown(fence)
    }

    /// Returns where the text before the braces stands, and what is in them.
    fn fence_attributes(&mut self, tail: Range<usize>) -> (Range<usize>, Attributes) {
        let text = &self.source[tail.clone()];
        let (before, inside) = match (text.rfind('{'), text.ends_with('}')) {
            (Some(open), true) => (&text[..open], Some(tail.start + open + 1..tail.end - 1)),
            (Some(open), false) if text[..open].trim().is_empty() => {
                let unclosed = Diagnostic::error("attribute/unclosed", self.span(tail.start + open..tail.end));
                self.said.push(unclosed.hint(Message::new("hint/close-braces")));
                (&text[..open], Some(tail.start + open + 1..tail.end))
            }
            _ => (text, None),
        };
        let start = tail.start + before.len() - before.trim_start().len();
        let before = start..start + before.trim().len();
        let attributes = inside
            .map(|inside| Attributes::parse(self.input.file, self.source, inside, self.input.words(), &mut self.said));
        (before, attributes.unwrap_or_default())
    }

    fn unknown_block(&mut self, word: &str, span: Span) {
        let catalogs = self.input.catalogs;
        if word.is_empty() {
            self.said.push(Diagnostic::error("fence/no-name", span).hint(Message::new("hint/fence-name")));
            return;
        }
        let all =
            catalogs.iter().flat_map(|catalog| catalog.names(Named::Block).values().flatten().map(String::as_str));
        let all: Vec<&str> = all.collect();
        let here = catalogs.get(self.input.lang).names(Named::Block);
        let here: Vec<&str> = here.iter().map(|(name, words)| words.first().unwrap_or(name).as_str()).collect();
        let unknown = Diagnostic::error("fence/unknown", span).with("block", word);
        let meaning = |word: &str| self.input.words().canonical(Named::Block, word).unwrap_or(word).to_owned();
        let near = nearest_words(word, &all, meaning);
        self.said.push(match near {
            Some(near) => unknown.hint(Message::new("hint/did-you-mean").with("word", near)),
            None => unknown.hint(Message::new("hint/known-are").with("words", here.join("`, `"))),
        });
    }

    fn open_container(
        &mut self,
        known: &str,
        before: Range<usize>,
        attributes: Attributes,
        fence: OpenFence,
        name: Span,
    ) -> Kind {
        let kind = if known == "details" {
            attributes.reader(self.input.words(), &mut self.said).finish();
            Some(ContainerKind::Details { summary: self.summary(before) })
        } else {
            container_kind(known, &mut attributes.reader(self.input.words(), &mut self.said), name)
        };
        let Some(kind) = kind else { return Kind::Unknown(fence) };
        if kind == ContainerKind::Solution && !self.in_exercise() {
            let alone = Diagnostic::error("fence/outside-exercise", name);
            self.said.push(alone.hint(Message::new("hint/inside-exercise")));
        }
        self.containers += 1;
        let id = self.block_id(attributes.id);
        Kind::Container(Box::new(OpenContainer { kind, id, number: self.containers, fence }))
    }

    /// Claims the id of a fenced block as a place that links lead to.
    fn block_id(&mut self, id: Option<Spanned<Box<str>>>) -> Option<Box<str>> {
        let id = id.filter(|id| self.claim(id))?;
        self.anchors.add_explicit(&id.value, id.span);
        Some(id.value)
    }

    fn open_quiz(&mut self, kind: QuizKind, attributes: Attributes, fence: OpenFence, name: Span) -> Kind {
        if self.frames.iter().any(|frame| matches!(frame.kind, Kind::Quiz(_) | Kind::Part(..))) {
            self.said.push(Diagnostic::error("fence/quiz-inside-quiz", name));
            return Kind::Unknown(fence);
        }
        let mut reader = attributes.reader(self.input.words(), &mut self.said);
        let settings = quiz_settings(kind, &mut reader);
        let bank = reader.text("from").map(|from| (from.value.as_str().into(), from.span));
        reader.finish();
        let bank = bank.map(|(address, span)| {
            self.banks += 1;
            Bank { address, index: self.banks - 1, span }
        });
        self.quizzes += 1;
        let id = self.block_id(attributes.id);
        Kind::Quiz(Box::new(OpenQuiz {
            kind,
            id,
            number: self.quizzes,
            settings,
            bank,
            pieces: Vec::new(),
            gaps: Vec::new(),
            gaps_counted: 0,
            fence: Some(fence),
        }))
    }

    /// Opens the quiz that a bank without fences is.
    pub(super) fn open_bank(&mut self) {
        let start = OpenFence { head: 0..0, closed: false };
        let kind = self.open_quiz(QuizKind::Quiz, Attributes::default(), start, Span::start_of(self.input.file));
        let kind = match kind {
            Kind::Quiz(mut quiz) => {
                quiz.fence = None;
                Kind::Quiz(quiz)
            }
            kind => kind,
        };
        self.frames.push(Frame::new(kind, 0));
    }

    /// Tells whether the second open thing is the quiz that a bank without fences is.
    pub(super) fn is_bank_frame(&self) -> bool {
        self.frames.get(1).is_some_and(|frame| matches!(&frame.kind, Kind::Quiz(quiz) if quiz.fence.is_none()))
    }

    fn open_fences(&self) -> usize {
        self.frames.iter().filter(|frame| is_fence(&frame.kind)).count()
    }

    fn in_exercise(&self) -> bool {
        let mut open = self.frames.iter().filter_map(|frame| match &frame.kind {
            Kind::Container(container) => Some(&container.kind),
            _ => None,
        });
        open.any(|kind| *kind == ContainerKind::Exercise)
    }

    /// Tells whether what comes stands in a plan.
    pub(super) fn in_plan(&self) -> bool {
        self.frames.iter().any(|frame| match &frame.kind {
            Kind::Container(container) => matches!(container.kind, ContainerKind::Plan { .. }),
            _ => false,
        })
    }
}
