//! Where fenced blocks end, and what they become.

use crate::diagnostic::{Diagnostic, Message};
use crate::model::{Advice, Block, Container, WrongAnswer};
use crate::parse::attributes::Attributes;
use crate::parse::builder::Builder;
use crate::parse::fences::FenceLine;
use crate::parse::frame::{Frame, Kind, OpenFence, PartKind, Piece};
use crate::parse::quiz::quiz;
use crate::span::Span;

impl Builder<'_> {
    /// Takes a closing line.
    pub(super) fn closing_line(&mut self, line: &FenceLine) {
        let fenced = |frame: &Frame| fence_of(&frame.kind).is_some_and(|fence| !fence.closed);
        let depth = self.frames.iter().rposition(fenced);
        let span = self.span(line.fence.clone());
        match depth {
            Some(depth) if depth + 1 == self.frames.len() => self.close_fence(line.fence.end),
            Some(depth) => {
                let head = fence_of(&self.frames[depth].kind).map_or(0..0, |fence| fence.head.clone());
                let head = self.span(head);
                let crossing = Diagnostic::error("fence/crossing", span).label(head, Message::new("label/opened"));
                self.said.push(crossing.hint(Message::new("hint/same-indentation")));
                if let Some(fence) = fence_of_mut(&mut self.frames[depth].kind) {
                    fence.closed = true;
                }
            }
            None if self.orphaned_closings > 0 => self.orphaned_closings -= 1,
            None => self.said.push(Diagnostic::error("fence/stray", span).hint(Message::new("hint/stray-fence"))),
        }
    }

    /// Says that the fenced block on top has no closing line.
    pub(super) fn unclosed_fence(&mut self) {
        if let Some(fence) = fence_of(&self.top().kind).cloned().filter(|fence| !fence.closed) {
            let span = self.span(fence.head);
            self.said.push(Diagnostic::error("fence/unclosed", span).hint(Message::new("hint/close-fence")));
        }
    }

    /// Closes the fenced blocks on top whose closing line was met too early; the last of what they hold ends at `end`.
    pub(super) fn close_early(&mut self, end: usize) {
        while fence_of(&self.top().kind).is_some_and(|fence| fence.closed) {
            self.close_fence(end);
        }
    }

    /// Closes the fenced block on top; its closing line ends at `end`.
    pub(super) fn close_fence(&mut self, end: usize) {
        self.flush_inlines();
        self.close_block_tags();
        if self.frames.len() < 2 {
            return;
        }
        let Some(frame) = self.frames.pop() else { return };
        let span = self.span(frame.start..end);
        match frame.kind {
            Kind::Container(open) => {
                let head = self.span(open.fence.head.clone());
                let container =
                    Container { kind: open.kind, id: open.id, number: open.number, content: frame.blocks, span, head };
                self.block(Block::Container(Box::new(container)));
            }
            Kind::Quiz(open) => {
                let quiz = quiz(self, *open, span);
                self.block(Block::Quiz(Box::new(quiz)));
            }
            Kind::Part(kind, attributes, _) => self.part(kind, &attributes, frame.blocks, span),
            _ => frame.blocks.into_iter().for_each(|block| self.block(block)),
        }
    }

    fn part(&mut self, kind: PartKind, attributes: &Attributes, content: Vec<Block>, span: Span) {
        let mut reader = attributes.reader(self.input.words(), &mut self.said);
        let piece = match kind {
            PartKind::Hint => Piece::Hint(content, span),
            PartKind::Right => Piece::Right(content, span),
            PartKind::Wrong => {
                let answer = reader.text("answer").map(|answer| answer.value.trim().into());
                Piece::Wrong(WrongAnswer { answer, content }, span)
            }
            PartKind::Advice => {
                let (from, to) = (reader.percent("from"), reader.percent("to"));
                let dimension = reader.text("dimension").cloned();
                let (from, to) = (from.unwrap_or(0), to.unwrap_or(100));
                Piece::Advice(Advice { from, to, dimension: None, content, span }, dimension)
            }
        };
        reader.finish();
        if let Piece::Advice(advice, _) = &piece
            && advice.from > advice.to
        {
            let turned = Diagnostic::error("quiz/advice-range", span).with("from", advice.from).with("to", advice.to);
            let right = format!("{{from={} to={}}}", advice.to, advice.from);
            self.said.push(turned.hint(Message::new("hint/write").with("example", right)));
        }
        self.flush_inlines_to_quiz(piece);
    }

    fn flush_inlines_to_quiz(&mut self, piece: Piece) {
        if matches!(self.top().kind, Kind::Quiz(_)) {
            self.flush_inlines();
        }
        let quiz = self.frames.iter_mut().rev().find_map(|frame| match &mut frame.kind {
            Kind::Quiz(quiz) => Some(quiz),
            _ => None,
        });
        if let Some(quiz) = quiz {
            quiz.pieces.push(piece);
        }
    }
}

/// Returns the fence that opened a frame.
fn fence_of(kind: &Kind) -> Option<&OpenFence> {
    match kind {
        Kind::Container(open) => Some(&open.fence),
        Kind::Quiz(open) => open.fence.as_ref(),
        Kind::Part(_, _, fence) | Kind::Unknown(fence) => Some(fence),
        _ => None,
    }
}

fn fence_of_mut(kind: &mut Kind) -> Option<&mut OpenFence> {
    match kind {
        Kind::Container(open) => Some(&mut open.fence),
        Kind::Quiz(open) => open.fence.as_mut(),
        Kind::Part(_, _, fence) | Kind::Unknown(fence) => Some(fence),
        _ => None,
    }
}
