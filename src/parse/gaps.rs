//! What stands in `[[…]]`: a gap of a question, or a field of a plan.

use crate::diagnostic::{Diagnostic, Message};
use crate::model::{ContainerKind, Gap, Inline};
use crate::parse::builder::Builder;
use crate::parse::frame::Kind;
use crate::parse::gap_text::{gap, unescaped};
use crate::parse::numbers::NumberSigns;
use crate::span::Span;
use std::ops::Range;

/// Where a `[[…]]` stands.
enum GapPlace {
    Question,
    Plan,
    Nowhere,
}

impl Builder<'_> {
    /// Takes the `[[…]]` at `range`.
    pub(super) fn gap(&mut self, range: Range<usize>) {
        let source = self.source;
        let written = source.get(range.clone()).unwrap_or("");
        let picture = written.starts_with('!');
        let inside = written.trim_start_matches('!').strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
        let place = self.gap_place();
        let span = self.span(range.clone());
        let Some(inside) = inside.filter(|_| !matches!(place, GapPlace::Nowhere)) else {
            self.outside_gap(written, span, range);
            return;
        };
        if picture {
            self.text("!", range.start..range.start + 1);
        }
        let in_cell = self.frames.iter().any(|frame| matches!(frame.kind, Kind::Cell));
        let inside = if in_cell { inside.replace("\\|", "|") } else { inside.to_owned() };
        match place {
            GapPlace::Plan => self.field(&inside, span, range.end),
            _ => self.question_gap(&inside, span, range.end),
        }
    }

    fn outside_gap(&mut self, written: &str, span: Span, range: Range<usize>) {
        self.said.push(Diagnostic::warning("gap/outside", span).hint(Message::new("hint/gap-outside")));
        self.text(written, range);
    }

    /// Tells whether a `[[…]]` here is a gap or a field.
    pub(super) fn gaps_here(&self) -> bool {
        !matches!(self.gap_place(), GapPlace::Nowhere)
    }

    /// Says that `[[` in the words at `range` has no `]]`, where gaps can stand.
    pub(super) fn unclosed_gap(&mut self, range: Range<usize>) {
        let at = self.source.get(range.clone()).and_then(|words| words.find("[["));
        if let Some(at) = at.filter(|_| self.gaps_here()) {
            let start = range.start + at;
            let unclosed = Diagnostic::error("gap/unclosed", self.span(start..start + 2));
            self.said.push(unclosed.hint(Message::new("hint/write").with("example", "[[answer]]")));
        }
    }

    fn gap_place(&self) -> GapPlace {
        for frame in self.frames.iter().rev() {
            match &frame.kind {
                Kind::Quiz(quiz) if quiz.gaps.is_empty() => return GapPlace::Nowhere,
                Kind::Quiz(_) => return GapPlace::Question,
                Kind::Part(..) | Kind::Link { .. } | Kind::Image { .. } => return GapPlace::Nowhere,
                Kind::Container(open) => match open.kind {
                    ContainerKind::Plan { .. } => return GapPlace::Plan,
                    ContainerKind::Details { .. } | ContainerKind::Figure(_) | ContainerKind::Passage(_) => {}
                    _ => return GapPlace::Nowhere,
                },
                _ => {}
            }
        }
        GapPlace::Nowhere
    }

    fn question_gap(&mut self, inside: &str, span: Span, end: usize) {
        let catalog = self.input.catalogs.get(self.input.lang);
        let signs = NumberSigns { decimal: catalog.decimal(), group: catalog.group() };
        let gap = gap(inside, signs).unwrap_or_else(|problem| {
            self.said.push(problem.at(span, inside));
            Gap::Text(vec![unescaped(inside)])
        });
        let quiz = self.frames.iter_mut().rev().find_map(|frame| match &mut frame.kind {
            Kind::Quiz(quiz) => quiz.gaps.last_mut(),
            _ => None,
        });
        if let Some(gaps) = quiz {
            let index = u32::try_from(gaps.len()).unwrap_or(u32::MAX);
            gaps.push(gap);
            self.inline(Inline::Gap(index), end);
        }
    }

    /// Opens the list of gaps of the question whose heading begins.
    pub(super) fn open_question(&mut self) {
        self.end_of_question();
        if let Kind::Quiz(quiz) = &mut self.top().kind {
            quiz.gaps.push(Vec::new());
            quiz.gaps_counted = 0;
        }
    }

    fn end_of_question(&mut self) {
        if matches!(self.top().kind, Kind::Quiz(_)) {
            self.flush_inlines();
            self.close_block_tags();
        }
    }

    /// Takes back the list of gaps of a heading that is no question.
    pub(super) fn drop_question(&mut self) {
        if let Kind::Quiz(quiz) = &mut self.top().kind {
            quiz.gaps.pop();
        }
    }
}
