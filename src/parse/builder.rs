//! Turns the Markdown parser's events into the document, with a stack of what is open.
//!
//! 1. A start pushes a [`Frame`], an end pops it and hands what it became to the frame below.
//! 2. Fenced blocks and some HTML elements are frames too; where the Markdown element around them ends, they end.
//! 3. What is nested deeper than [`DEEPEST`] is not nested: its words go to what is open.

use crate::diagnostic::{Diagnostic, Message};
use crate::model::{Block, Inline, LinkSource, MediaSource, TaskMark};
use crate::parse::elements::kind_of;
use crate::parse::fences::FenceLine;
use crate::parse::frame::{Frame, Kind};
use crate::parse::headings::Anchors;
use crate::parse::html_buffer::HtmlBuffer;
use crate::parse::{FrontMatter, ParseInput, words};
use crate::span::{Span, Spanned};
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use std::collections::BTreeMap;
use std::ops::Range;

/// How many things may be open within each other.
const DEEPEST: usize = 60;

/// How many things a list or a table opens before there can be words in it.
pub(super) const STRUCTURE: usize = 5;

/// A document in the making.
pub(super) struct Builder<'a> {
    pub(super) input: &'a ParseInput<'a>,
    pub(super) front: &'a FrontMatter,
    pub(super) source: &'a str,
    pub(super) masked: &'a str,
    pub(super) fences: &'a [FenceLine],
    pub(super) frames: Vec<Frame>,
    pub(super) said: Vec<Diagnostic>,
    pub(super) title: Option<Spanned<String>>,
    pub(super) title_seen: bool,
    pub(super) lower_headings: bool,
    pub(super) links: Vec<LinkSource>,
    pub(super) media: Vec<MediaSource>,
    pub(super) anchors: Anchors,
    pub(super) mentions: BTreeMap<String, u32>,
    pub(super) definitions: BTreeMap<String, (Box<str>, Vec<Block>, Span)>,
    pub(super) words: u32,
    pub(super) fields: u32,
    pub(super) containers: u32,
    pub(super) quizzes: u32,
    pub(super) questions: u32,
    pub(super) banks: u32,
    /// Closing lines that are to be expected without their block, because it had to be closed before.
    pub(super) orphaned_closings: u32,
    pub(super) html: Option<HtmlBuffer>,
    /// Inside an inline HTML element whose content is not kept: its name and how many frames were open.
    pub(super) dropping: Option<(String, usize)>,
    /// The end of the last inline, for the braces at the end of a heading.
    pub(super) last_inline: usize,
    pending: String,
    pending_start: usize,
    /// How many elements are open that are too deep to be kept.
    ignored: u32,
    too_deep_said: bool,
    /// How many elements are open inside a `[[…]]`.
    skipped: u32,
}

impl<'a> Builder<'a> {
    /// Returns a builder with an empty document.
    pub(super) fn new(
        input: &'a ParseInput<'a>,
        front: &'a FrontMatter,
        masked: &'a str,
        fences: &'a [FenceLine],
    ) -> Self {
        Self {
            input,
            front,
            source: input.text,
            masked,
            fences,
            frames: vec![Frame::new(Kind::Root, 0)],
            said: Vec::new(),
            title: None,
            title_seen: false,
            lower_headings: false,
            links: Vec::new(),
            media: Vec::new(),
            anchors: Anchors::of(input.text),
            mentions: BTreeMap::new(),
            definitions: BTreeMap::new(),
            words: 0,
            fields: 0,
            containers: 0,
            quizzes: 0,
            questions: 0,
            banks: 0,
            orphaned_closings: 0,
            html: None,
            dropping: None,
            last_inline: 0,
            pending: String::new(),
            pending_start: 0,
            ignored: 0,
            too_deep_said: false,
            skipped: 0,
        }
    }

    /// Takes one event of the Markdown parser.
    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.skipped > 0 {
            match event {
                Event::Start(_) => self.skipped += 1,
                Event::End(_) => self.skipped -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Html(_) => self.html_lines(range),
            Event::Rule => self.rule(range),
            Event::TaskListMarker(ticked) => self.task_mark(ticked, range),
            _ if self.dropping.is_some() && !matches!(event, Event::InlineHtml(_)) => {}
            Event::Text(text) => self.text(&text, range),
            Event::Code(code) => {
                self.count_words(&code);
                self.inline(Inline::Code((&*code).into()), range.end);
            }
            Event::InlineMath(tex) | Event::DisplayMath(tex) => self.math(&tex, range),
            Event::InlineHtml(_) => self.inline_html(range),
            Event::FootnoteReference(label) => self.footnote_mention(&label, range),
            Event::SoftBreak => self.inline(Inline::SoftBreak, range.end),
            Event::HardBreak => self.inline(Inline::HardBreak, range.end),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if matches!(tag, Tag::HtmlBlock | Tag::MetadataBlock(_)) {
            self.html = Some(HtmlBuffer::default());
            return;
        }
        self.flush_text();
        if let Tag::Link { link_type: LinkType::WikiLink { .. }, .. }
        | Tag::Image { link_type: LinkType::WikiLink { .. }, .. } = tag
        {
            self.skipped = 1;
            self.gap(range);
            return;
        }
        let needed = match tag {
            Tag::List(_) | Tag::Table(_) | Tag::DefinitionList => STRUCTURE,
            _ => 1,
        };
        if self.ignored > 0 || !self.has_room(needed, &range) {
            self.ignored += 1;
            return;
        }
        if let Tag::Heading { .. } = tag {
            self.open_question();
        }
        self.last_inline = range.start;
        self.frames.push(Frame::new(kind_of(tag), range.start));
    }

    /// Tells whether `needed` more things may be open; says so where they may not.
    pub(super) fn has_room(&mut self, needed: usize, range: &Range<usize>) -> bool {
        let room = self.frames.len() + needed <= DEEPEST;
        if !room && !self.too_deep_said {
            self.too_deep_said = true;
            self.said.push(Diagnostic::error("text/too-deep", self.span(range.start..range.start)));
        }
        room
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        if matches!(tag, TagEnd::HtmlBlock | TagEnd::MetadataBlock(_)) {
            self.html_block();
            return;
        }
        if self.ignored > 0 {
            self.flush_text();
            self.ignored -= 1;
            return;
        }
        self.flush_text();
        self.close_inner(range.end);
        if self.frames.len() > 1
            && let Some(frame) = self.frames.pop()
        {
            if self.dropping.as_ref().is_some_and(|(_, depth)| *depth > self.frames.len()) {
                self.dropping = None;
            }
            let end = range.end;
            self.finish(frame, range);
            self.close_early(end);
        }
    }

    /// Closes what was opened by a fence or a tag inside an element that ends at `end`.
    fn close_inner(&mut self, end: usize) {
        loop {
            match self.frames.last().map(|frame| &frame.kind) {
                Some(Kind::HtmlWrap(wrap, span)) => {
                    let unclosed = Diagnostic::warning("html/unclosed", *span).with("name", wrap.name());
                    self.said.push(unclosed);
                    self.close_html_wrap(end);
                }
                Some(Kind::Container(_) | Kind::Quiz(_) | Kind::Part(..) | Kind::Unknown(_)) => {
                    self.orphaned_closings += 1;
                    self.unclosed_fence();
                    self.close_fence(end);
                }
                _ => return,
            }
        }
    }

    /// Adds an inline that ends at `end`.
    pub(super) fn inline(&mut self, inline: Inline, end: usize) {
        self.flush_text();
        self.last_inline = end;
        self.top().inlines.push(inline);
    }

    /// Adds a block to the innermost open thing.
    pub(super) fn block(&mut self, block: Block) {
        self.flush_inlines();
        self.push_block(block);
    }

    /// Returns the innermost open thing.
    pub(super) fn top(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the text itself is always open")
    }

    /// Returns the span of `range`, moved to the borders of characters.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let mut start = range.start.min(self.source.len());
        let mut end = range.end.clamp(start, self.source.len());
        while !self.source.is_char_boundary(start) {
            start -= 1;
        }
        while !self.source.is_char_boundary(end) {
            end += 1;
        }
        Span::new(self.input.file, start..end)
    }

    /// Returns the span of `range` without the space at its end.
    pub(super) fn trimmed_span(&self, range: Range<usize>) -> Span {
        let span = self.span(range);
        let text = &self.source[span.range()];
        self.span(span.range().start..span.range().start + text.trim_end().len())
    }

    /// Adds words of the text.
    pub(super) fn text(&mut self, text: &str, range: Range<usize>) {
        if let Kind::Code(_, code) = &mut self.top().kind {
            let mut code = std::mem::take(code);
            let as_masked = self.masked.get(range.clone()) == Some(text);
            code.push_str(if as_masked { self.source.get(range).unwrap_or(text) } else { text });
            if let Kind::Code(_, place) = &mut self.top().kind {
                *place = code;
            }
            return;
        }
        self.count_words(text);
        if self.pending.is_empty() {
            self.pending_start = range.start;
        }
        self.pending.push_str(text);
        self.last_inline = range.end;
        self.empty_gap(range.end);
    }

    /// Takes the `[[]]` that ends at `end`, which the Markdown parser leaves as words.
    fn empty_gap(&mut self, end: usize) {
        const EMPTY: &str = "[[]]";
        let range = end.saturating_sub(EMPTY.len())..end;
        if self.pending.ends_with(EMPTY) && self.source.get(range.clone()) == Some(EMPTY) && self.gaps_here() {
            self.pending.truncate(self.pending.len() - EMPTY.len());
            self.flush_text();
            self.gap(range);
        }
    }

    /// Counts the words of `text`.
    pub(super) fn count_words(&mut self, text: &str) {
        let words = u32::try_from(words::count(text)).unwrap_or(u32::MAX);
        self.words = self.words.saturating_add(words);
    }

    /// Turns the words gathered so far into an inline.
    pub(super) fn flush_text(&mut self) {
        if !self.pending.is_empty() {
            if self.pending.contains("[[") {
                self.unclosed_gap(self.pending_start..self.last_inline);
            }
            let text = self.pending.as_str().into();
            self.pending.clear();
            self.top().inlines.push(Inline::Text(text));
        }
    }

    fn math(&mut self, tex: &str, range: Range<usize>) {
        let digit_after = self.source.as_bytes().get(range.end).is_some_and(u8::is_ascii_digit);
        if digit_after {
            let text = self.source.get(range.clone()).unwrap_or(tex).to_owned();
            self.text(&text, range);
            return;
        }
        let span = self.span(range.clone());
        self.inline(Inline::Math(tex.into(), span), range.end);
    }

    fn footnote_mention(&mut self, label: &str, range: Range<usize>) {
        let next = u32::try_from(self.mentions.len()).unwrap_or(u32::MAX);
        let number = *self.mentions.entry(label.to_lowercase()).or_insert(next);
        self.inline(Inline::FootnoteMention(number), range.end);
    }

    fn task_mark(&mut self, ticked: bool, range: Range<usize>) {
        let in_plan = self.in_plan();
        let field = in_plan.then(|| self.next_field());
        if let Some(mark) = self.unmarked_item() {
            *mark = Some(TaskMark { ticked, field });
        } else {
            let text = if ticked { "[x] " } else { "[ ] " };
            self.text(text, range);
        }
    }

    /// Returns the place for the box of the list item that begins here: in a loose list its paragraph has begun.
    fn unmarked_item(&mut self) -> Option<&mut Option<TaskMark>> {
        let begun = matches!(self.top().kind, Kind::Paragraph) && self.top().inlines.is_empty();
        let item = self.frames.len().checked_sub(if begun { 2 } else { 1 })?;
        match &mut self.frames.get_mut(item)?.kind {
            Kind::Item(mark) => Some(mark),
            _ => None,
        }
    }

    /// Returns the number of the next field that the learner fills in.
    pub(super) fn next_field(&mut self) -> u32 {
        self.fields += 1;
        self.fields
    }

    /// Closes all that is still open at the end of the text.
    pub(super) fn close_all(&mut self) {
        self.flush_text();
        let end = self.source.len();
        self.close_inner_at_end(end);
        self.flush_inlines();
        self.close_block_tags();
    }

    fn close_inner_at_end(&mut self, end: usize) {
        while self.frames.len() > 1 {
            let before = self.frames.len();
            self.close_inner(end);
            if self.frames.len() == before
                && let Some(frame) = self.frames.pop()
            {
                self.finish(frame, end..end);
            }
        }
    }

    /// Says that a link or picture in `message` may not lead there.
    pub(super) fn refuse_address(&mut self, address: &str, scheme: &str, range: Range<usize>) {
        let refused =
            Diagnostic::error("link/scheme", self.span(range)).with("scheme", scheme).with("address", address);
        self.said.push(refused.hint(Message::new("hint/schemes")));
    }

    /// Closes the HTML element on top, which ends at `end`.
    pub(super) fn close_html_wrap(&mut self, end: usize) {
        self.flush_text();
        if matches!(self.top().kind, Kind::HtmlWrap(..))
            && let Some(frame) = self.frames.pop()
        {
            self.finish(frame, end..end);
        }
    }
}
