//! The author's own HTML, tag by tag, through an allow-list.
//!
//! 1. A block of HTML is gathered line by line, with the place of each line, and split into tokens.
//! 2. Words and elements of a sentence become inlines, elements with lines of their own become blocks.
//! 3. Links, pictures, `<span lang>`, `<sub>` and `<sup>` become what Markdown would have made of them.
//! 4. Tags are balanced among their siblings; what is not allowed is removed, and said.

use crate::diagnostic::{Diagnostic, Message};
use crate::locale::Lang;
use crate::model::{Block, HtmlTag, Inline, TagPart};
use crate::parse::builder::Builder;
use crate::parse::frame::{Frame, HtmlWrap, Kind, OpenTag};
use crate::parse::html_buffer::HtmlBuffer;
use crate::parse::html_names::{Element, attribute, closing, element, ends_before, ends_with_parent, is_void};
use crate::span::{Span, Spanned};
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use std::ops::Range;

/// Where HTML stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    Sentence,
    Lines,
}

impl Builder<'_> {
    /// Takes a line of a block of HTML.
    pub(super) fn html_lines(&mut self, range: Range<usize>) {
        let line = self.source.get(range.clone()).unwrap_or("");
        let buffer = self.html.get_or_insert_default();
        buffer.pieces.push((buffer.text.len(), range.start));
        buffer.text.push_str(line);
    }

    /// Takes the end of a block of HTML.
    pub(super) fn html_block(&mut self) {
        let Some(buffer) = self.html.take() else { return };
        self.fences_in_html(&buffer);
        self.flush_inlines();
        let depth = self.frames.len();
        self.tokens(&buffer, Where::Lines);
        let end = buffer.source_offset(buffer.text.len());
        while self.frames.len() > depth {
            self.unclosed_wrap(end);
        }
        self.dropping = None;
        self.flush_plain();
    }

    /// Takes one tag or comment in a sentence.
    pub(super) fn inline_html(&mut self, range: Range<usize>) {
        self.flush_text();
        let text = self.source.get(range.clone()).unwrap_or("").to_owned();
        let buffer = HtmlBuffer { text, pieces: vec![(0, range.start)] };
        self.tokens(&buffer, Where::Sentence);
        self.last_inline = range.end;
    }

    fn fences_in_html(&mut self, buffer: &HtmlBuffer) {
        if !buffer.text.contains(":::") || buffer.text.trim_start().starts_with("<!--") {
            return;
        }
        for (_, source) in &buffer.pieces {
            if let Some(fence) = crate::parse::fences::fence_at(self.fences, *source) {
                let inside = Diagnostic::error("fence/inside-html", self.span(fence.fence.clone()));
                self.said.push(inside.hint(Message::new("hint/empty-line")));
            }
        }
    }

    fn tokens(&mut self, buffer: &HtmlBuffer, place: Where) {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(place == Where::Lines);
        for token in Tokenizer::new_with_emitter(buffer.text.as_str(), emitter) {
            let Ok(token) = token;
            let range = |span: html5gum::Span<usize>| {
                buffer.source_offset(span.start)..buffer.source_offset(span.end.max(span.start))
            };
            match token {
                Token::StartTag(tag) => {
                    let range = range(tag.span);
                    self.start_tag(&tag, range, place);
                }
                Token::EndTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name).into_owned();
                    self.end_tag(&name, range(tag.span), place);
                }
                Token::String(text) if self.dropping.is_none() => {
                    let words = String::from_utf8_lossy(&text.value).into_owned();
                    self.html_words(&words, range(text.span));
                }
                _ => {}
            }
        }
    }

    fn html_words(&mut self, words: &str, range: Range<usize>) {
        let in_pre = self.frames.iter().any(|frame| frame.block_tags.iter().any(|tag| tag.name == "pre"));
        if in_pre || !words.trim().is_empty() || !self.top().inlines.is_empty() {
            self.text(words, range);
        }
    }

    fn start_tag(&mut self, tag: &StartTag<usize>, range: Range<usize>, place: Where) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if self.dropping.is_some() {
            return;
        }
        let span = self.span(range.clone());
        match element(&name) {
            Element::Words(name) => self.words_tag(name, tag, range),
            Element::Block(name) if place == Where::Lines => self.block_tag(name, tag, range),
            Element::Block(name) => {
                let inside = Diagnostic::warning("html/block-in-sentence", span).with("name", name);
                self.said.push(inside.hint(Message::new("hint/own-line")));
            }
            Element::Removed => self.removed(&name, span),
            Element::Dropped => {
                self.removed(&name, span);
                if !is_void(&name) && !tag.self_closing {
                    self.dropping = Some((name, self.frames.len()));
                }
            }
        }
    }

    fn removed(&mut self, name: &str, span: Span) {
        let removed = Diagnostic::warning("html/removed", span).with("name", name);
        self.said.push(match name {
            "video" | "audio" => removed.hint(Message::new("hint/film")),
            "input" | "select" | "textarea" | "form" => removed.hint(Message::new("hint/form")),
            _ => removed,
        });
    }

    fn words_tag(&mut self, name: &'static str, tag: &StartTag<usize>, range: Range<usize>) {
        self.flush_text();
        let value = |wanted: &str| value_of(tag, wanted);
        let wrap = match name {
            "img" => {
                let (address, alternative) = (value("src").unwrap_or_default(), value("alt").unwrap_or_default());
                self.said_attributes(name, tag, &["src", "alt", "title"], &range);
                self.picture(address.trim(), &value("title").unwrap_or_default(), alternative.trim(), &range);
                return;
            }
            "a" => value("href")
                .map(|address| HtmlWrap::Link(address.trim().to_owned(), value("title").unwrap_or_default())),
            "span" => value("lang").and_then(|lang| Lang::parse(&lang)).map(HtmlWrap::Passage),
            "sub" => Some(HtmlWrap::Subscript),
            "sup" => Some(HtmlWrap::Superscript),
            _ => None,
        };
        match wrap {
            Some(wrap) if self.has_room(1, &range) => {
                self.said_attributes(name, tag, &["href", "title", "lang", "target", "rel"], &range);
                let span = self.span(range.clone());
                self.frames.push(Frame::new(Kind::HtmlWrap(wrap, span), range.start));
            }
            _ => self.plain_tag(name, tag, range),
        }
    }

    /// Adds a tag that stays a tag, among inlines.
    fn plain_tag(&mut self, name: &'static str, tag: &StartTag<usize>, range: Range<usize>) {
        let attributes = self.attributes(name, tag, &range);
        let span = self.span(range.clone());
        if name == "a" && attributes.is_empty() {
            return;
        }
        let part = if is_void(name) { TagPart::Void } else { TagPart::Open };
        if part == TagPart::Open {
            if !self.has_room(self.top_tags(), &range) {
                return;
            }
            self.top().inline_tags.push(OpenTag { name, span });
        }
        self.inline(Inline::Html(Box::new(HtmlTag { name, part, attributes })), range.end);
    }

    /// Returns how many more would be open with one more HTML element here.
    fn top_tags(&self) -> usize {
        self.frames.last().map_or(0, |frame| frame.inline_tags.len() + frame.block_tags.len()) + 1
    }

    fn block_tag(&mut self, name: &'static str, tag: &StartTag<usize>, range: Range<usize>) {
        self.close_wraps(range.start);
        self.flush_plain();
        while self.top().block_tags.last().is_some_and(|open| ends_before(open.name, name)) {
            if let Some(open) = self.top().block_tags.pop() {
                self.push_block(Block::Html(closing(open.name)));
            }
        }
        let attributes = self.attributes(name, tag, &range);
        let part = if is_void(name) { TagPart::Void } else { TagPart::Open };
        if part == TagPart::Open {
            if !self.has_room(self.top_tags(), &range) {
                return;
            }
            let span = self.span(range);
            self.top().block_tags.push(OpenTag { name, span });
        }
        self.push_block(Block::Html(HtmlTag { name, part, attributes }));
    }

    /// Closes the elements of a sentence before an element that has lines of its own.
    fn close_wraps(&mut self, end: usize) {
        while matches!(self.top().kind, Kind::HtmlWrap(..)) {
            self.unclosed_wrap(end);
        }
    }

    fn unclosed_wrap(&mut self, end: usize) {
        if let Kind::HtmlWrap(wrap, span) = &self.top().kind {
            let unclosed = Diagnostic::warning("html/unclosed", *span).with("name", wrap.name());
            self.said.push(unclosed);
        }
        self.close_html_wrap(end);
    }

    fn end_tag(&mut self, name: &str, range: Range<usize>, place: Where) {
        if let Some((dropped, _)) = &self.dropping {
            if dropped == name {
                self.dropping = None;
            }
            return;
        }
        let known = match element(name) {
            Element::Words(known) => known,
            Element::Block(known) if place == Where::Lines => known,
            _ => return,
        };
        if is_void(known) {
            return;
        }
        self.flush_text();
        let closed = match element(name) {
            Element::Words(_) => self.close_words_tag(known, &range),
            _ => self.close_block_tag(known, &range),
        };
        if !closed {
            let span = self.span(range);
            self.said.push(Diagnostic::warning("html/unopened", span).with("name", known));
        }
    }

    fn close_words_tag(&mut self, name: &'static str, range: &Range<usize>) -> bool {
        let frame = self.top();
        if let Some(depth) = frame.inline_tags.iter().rposition(|tag| tag.name == name) {
            while self.top().inline_tags.len() > depth {
                let Some(open) = self.top().inline_tags.pop() else { break };
                if open.name != name {
                    self.said.push(Diagnostic::warning("html/unclosed", open.span).with("name", open.name));
                }
                self.inline(Inline::Html(Box::new(closing(open.name))), range.end);
            }
            return true;
        }
        let is_wrap = matches!(&frame.kind, Kind::HtmlWrap(wrap, _) if wrap.name() == name);
        if is_wrap {
            self.close_html_wrap(range.end);
            self.last_inline = range.end;
        }
        is_wrap || name == "a"
    }

    fn close_block_tag(&mut self, name: &'static str, range: &Range<usize>) -> bool {
        self.close_wraps(range.start);
        self.flush_plain();
        let Some(depth) = self.top().block_tags.iter().rposition(|tag| tag.name == name) else { return false };
        while self.top().block_tags.len() > depth {
            let Some(open) = self.top().block_tags.pop() else { break };
            if open.name != name && !ends_with_parent(open.name) {
                self.said.push(Diagnostic::warning("html/unclosed", open.span).with("name", open.name));
            }
            self.push_block(Block::Html(closing(open.name)));
        }
        true
    }

    /// Returns the allowed attributes of a tag; says which others there were.
    fn attributes(
        &mut self,
        name: &'static str,
        tag: &StartTag<usize>,
        range: &Range<usize>,
    ) -> Vec<(&'static str, Box<str>)> {
        let mut kept = Vec::new();
        for (written, value) in &tag.attributes {
            let written = String::from_utf8_lossy(written).into_owned();
            let value = String::from_utf8_lossy(&value.value).into_owned();
            match attribute(name, &written, value.trim()) {
                Some("id") => {
                    let id = Spanned::new(value.trim().into(), self.span(range.clone()));
                    if self.claim(&id) {
                        self.anchors.add_explicit(&id.value, id.span);
                        kept.push(("id", id.value));
                    }
                }
                Some(attribute) => kept.push((attribute, value.trim().into())),
                None => self.removed_attribute(name, &written, range),
            }
        }
        kept
    }

    /// Says which attributes of a tag are lost, but for those that were `used`.
    fn said_attributes(&mut self, name: &str, tag: &StartTag<usize>, used: &[&str], range: &Range<usize>) {
        for written in tag.attributes.keys() {
            let written = String::from_utf8_lossy(written).into_owned();
            if !used.contains(&written.as_str()) {
                self.removed_attribute(name, &written, range);
            }
        }
    }

    fn removed_attribute(&mut self, name: &str, attribute: &str, range: &Range<usize>) {
        let removed = Diagnostic::warning("html/attribute-removed", self.span(range.clone()));
        self.said.push(removed.with("attribute", attribute).with("name", name));
    }
}

fn value_of(tag: &StartTag<usize>, name: &str) -> Option<String> {
    tag.attributes
        .iter()
        .find(|(written, _)| written.as_slice() == name.as_bytes())
        .map(|(_, value)| String::from_utf8_lossy(&value.value).into_owned())
}
