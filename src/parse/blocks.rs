//! What an element becomes when it ends.

use crate::diagnostic::{Diagnostic, Message};
use crate::model::{
    Block, Definition, Figure, Inline, Link, LinkIndex, LinkSource, ListItem, MediaIndex, MediaSource, Table,
    plain_text,
};
use crate::parse::addresses::{is_certainly_film, refused_scheme};
use crate::parse::builder::Builder;
use crate::parse::code::code_block;
use crate::parse::elements::{html_wrapped, wrapped};
use crate::parse::frame::{Frame, Gapped, HtmlWrap, Kind, OpenTag, Piece, is_fence};
use crate::parse::html_names::closing;
use crate::span::{Span, Spanned};
use std::ops::Range;

impl Builder<'_> {
    /// Hands over what `frame`, which ended at the end of `range`, has become.
    pub(super) fn finish(&mut self, mut frame: Frame, range: Range<usize>) {
        let range = frame.start..range.end.max(frame.start);
        self.close_tags(&mut frame.inline_tags, &mut frame.inlines);
        let mut inlines = std::mem::take(&mut frame.inlines);
        // A library of thousands of lessons stands in memory: most lists are of one thing, and a list grows by four.
        inlines.shrink_to_fit();
        match frame.kind {
            Kind::Paragraph => self.paragraph(inlines),
            Kind::Heading(level) => self.heading(level, inlines, &range),
            Kind::Term => self.term(inlines),
            Kind::Cell => match &mut self.top().kind {
                Kind::Row(cells) => cells.push(inlines),
                _ => self.top().inlines.extend(inlines),
            },
            Kind::Wrap(wrap) => self.inline(wrapped(wrap, inlines), range.end),
            Kind::Link { address, title } => self.link(&address, &title, inlines, &range),
            Kind::Image { address, title } => self.picture(&address, &title, plain_text(&inlines).trim(), &range),
            Kind::HtmlWrap(HtmlWrap::Link(address, title), _) => self.link(&address, &title, inlines, &range),
            Kind::HtmlWrap(wrap, _) => self.inline(html_wrapped(wrap, inlines), range.end),
            kind => {
                frame.kind = kind;
                if !is_blank(&inlines) {
                    frame.blocks.push(Block::Plain(inlines));
                }
                self.close_element_tags(&mut frame);
                self.finish_block(frame, range);
            }
        }
    }

    fn finish_block(&mut self, frame: Frame, range: Range<usize>) {
        let Frame { kind, mut blocks, .. } = frame;
        blocks.shrink_to_fit();
        match kind {
            Kind::Quote(None) => {
                self.unknown_callout(&range);
                self.block(Block::Quote(blocks));
            }
            Kind::Quote(Some(kind)) => self.block(Block::Callout(kind, blocks)),
            Kind::Code(info, text) => {
                let span = self.trimmed_span(range);
                let block = code_block(info.as_deref(), text, span, &mut self.said);
                self.block(block);
            }
            Kind::List(start, mut items) => {
                items.shrink_to_fit();
                self.block(Block::List { start, items });
            }
            Kind::Item(task) => {
                let item = ListItem { task, content: blocks, span: self.trimmed_span(range) };
                if let Kind::List(_, items) = &mut self.top().kind {
                    items.push(item);
                }
            }
            Kind::Footnote(label) => self.footnote(&label, blocks, range),
            Kind::Definitions(list) => self.block(Block::Definitions(list)),
            Kind::Meaning => {
                if let Kind::Definitions(list) = &mut self.top().kind
                    && let Some(definition) = list.last_mut()
                {
                    definition.meanings.push(blocks);
                }
            }
            Kind::Row(mut cells) => {
                cells.shrink_to_fit();
                if let Kind::Table(_, rows) = &mut self.top().kind {
                    rows.push(cells);
                }
            }
            Kind::Table(alignments, mut rows) => {
                let head = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
                let span = self.trimmed_span(range);
                rows.shrink_to_fit();
                self.block(Block::Table(Box::new(Table { alignments, head, rows, span })));
            }
            _ => blocks.into_iter().for_each(|block| self.block(block)),
        }
    }

    fn paragraph(&mut self, mut inlines: Vec<Inline>) {
        let mut solid = inlines.iter().filter(|inline| !is_blank(std::slice::from_ref(inline)));
        let (first, second) = (solid.next(), solid.next());
        let block = match (first, second) {
            (None, _) => return,
            (Some(Inline::Media { media, title }), None) => Some((*media, title.clone(), None)),
            (Some(Inline::Link(link)), None) => match link.content.as_slice() {
                [Inline::Media { media, title }] => Some((*media, title.clone(), Some(link.index))),
                _ => None,
            },
            (Some(Inline::Math(tex, span)), None) if self.source[span.range()].starts_with("$$") => {
                let math = Block::Math(tex.clone(), *span);
                return self.block(math);
            }
            _ => None,
        };
        match block {
            Some((media, caption, link)) => self.lone_media(media, caption, link),
            None => {
                trim(&mut inlines);
                self.block(Block::Paragraph(inlines));
            }
        }
    }

    fn lone_media(&mut self, media: MediaIndex, caption: Option<Box<str>>, link: Option<LinkIndex>) {
        let figure = self.figure();
        let mut link = link;
        if let Some(LinkIndex(index)) = link
            && let Some(source) = self.links.get(index as usize)
        {
            let address = source.address.clone();
            let last = index as usize + 1 == self.links.len();
            if is_certainly_film(&address) && last {
                self.links.pop();
                link = None;
            }
            if let Some(source) = self.media.get_mut(media.0 as usize) {
                source.film_address = Some(address);
            }
        }
        self.block(Block::Media { media, caption, figure, link });
    }

    fn figure(&self) -> Figure {
        let set = self.frames.iter().rev().find_map(|frame| match &frame.kind {
            Kind::Container(container) => container.figure(),
            _ => None,
        });
        set.unwrap_or_default()
    }

    fn link(&mut self, address: &str, title: &str, content: Vec<Inline>, range: &Range<usize>) {
        let inside = self
            .frames
            .iter()
            .any(|frame| matches!(frame.kind, Kind::Link { .. } | Kind::HtmlWrap(HtmlWrap::Link(..), _)));
        // A still that links to a film may say `video:NAME`; that link is taken away again if it stands alone.
        let to_film = matches!(content.as_slice(), [Inline::Media { .. }]) && address.starts_with("video:");
        let refused = if to_film { None } else { refused_scheme(address) };
        if let Some(scheme) = &refused {
            self.refuse_address(address, scheme, range.clone());
        }
        if inside || refused.is_some() {
            self.flush_text();
            self.last_inline = range.end;
            self.top().inlines.extend(content);
            return;
        }
        let index = LinkIndex(u32::try_from(self.links.len()).unwrap_or(u32::MAX));
        self.links.push(LinkSource { address: address.into(), span: self.span(range.clone()) });
        self.inline(Inline::Link(Box::new(Link { index, title: some_text(title), content })), range.end);
    }

    /// Adds the picture, film or sound at `range`.
    pub(super) fn picture(&mut self, address: &str, title: &str, alternative: &str, range: &Range<usize>) {
        if let Some(scheme) = refused_scheme(address).filter(|scheme| scheme != "video") {
            self.refuse_address(address, &scheme, range.clone());
            if !matches!(alternative, "" | "-") {
                self.inline(Inline::Text(alternative.into()), range.end);
            }
            return;
        }
        let media = MediaIndex(u32::try_from(self.media.len()).unwrap_or(u32::MAX));
        self.media.push(MediaSource {
            address: address.into(),
            alternative: alternative.into(),
            film_address: None,
            span: self.span(range.clone()),
        });
        self.inline(Inline::Media { media, title: some_text(title) }, range.end);
    }

    fn term(&mut self, inlines: Vec<Inline>) {
        if let Kind::Definitions(list) = &mut self.top().kind {
            match list.last_mut() {
                Some(definition) if definition.meanings.is_empty() => definition.terms.push(inlines),
                _ => list.push(Definition { terms: vec![inlines], meanings: Vec::new() }),
            }
        }
    }

    fn footnote(&mut self, label: &str, blocks: Vec<Block>, range: Range<usize>) {
        let span = self.trimmed_span(range);
        let key = label.to_lowercase();
        if let Some((_, _, first)) = self.definitions.get(&key) {
            let twice = Diagnostic::warning("footnote/twice", span).with("label", label);
            self.said.push(twice.label(*first, Message::new("label/first")));
        } else {
            self.definitions.insert(key, (label.into(), blocks, span));
        }
    }

    fn heading(&mut self, level: u8, mut content: Vec<Inline>, range: &Range<usize>) {
        let span = self.trimmed_span(range.clone());
        let attributes = self.heading_attributes(span);
        trim(&mut content);
        let outermost = self.frames.len() == 1 || (self.frames.len() == 2 && self.is_bank_frame());
        if level == 1 && !self.title_seen && outermost {
            self.title_seen = true;
            let plain = plain_text(&content);
            let given = self.front.title.as_ref().map(|title| title.value.trim());
            if !plain.trim().is_empty() && given.is_none_or(|title| title == plain.trim()) {
                self.anchors.reserve(&plain, span);
                self.title = Some(Spanned::new(plain.trim().to_owned(), span));
                self.drop_question();
                return;
            }
        }
        if let Kind::Quiz(quiz) = &mut self.top().kind {
            let gaps = quiz.gaps.len().saturating_sub(1);
            quiz.gaps_counted = quiz.gaps.last().map_or(0, Vec::len);
            quiz.pieces.push(Piece::Heading { level, content, attributes, span, gaps });
            return;
        }
        attributes.reader(self.input.words(), &mut self.said).finish();
        let id = self.heading_id(attributes.id, &content, span);
        self.lower_headings |= level == 1;
        self.block(Block::Heading { level, id, content, span });
    }

    fn heading_id(&mut self, id: Option<Spanned<Box<str>>>, content: &[Inline], span: Span) -> Box<str> {
        match id {
            Some(id) if self.claim(&id) => {
                self.anchors.add_explicit(&id.value, id.span);
                id.value
            }
            _ => self.anchors.add_heading(&plain_text(content), span),
        }
    }

    /// Claims an id for the whole file; says so where it is taken.
    pub(super) fn claim(&mut self, id: &Spanned<Box<str>>) -> bool {
        match self.anchors.claim(&id.value, id.span) {
            Ok(()) => true,
            Err(first) => {
                let twice = Diagnostic::error("id/duplicate", id.span).with("id", &id.value);
                self.said.push(twice.label(first, Message::new("label/first")).hint(Message::new("hint/other-id")));
                false
            }
        }
    }

    /// Adds a block, with nothing before it.
    pub(super) fn push_block(&mut self, block: Block) {
        let frame = self.top();
        if let Kind::Quiz(quiz) = &mut frame.kind {
            let gaps = quiz.gaps.last().map_or(0, Vec::len);
            let gapped = if gaps > quiz.gaps_counted { Gapped::Yes } else { Gapped::No };
            quiz.gaps_counted = gaps;
            quiz.pieces.push(Piece::Block(block, gapped));
        } else {
            frame.blocks.push(block);
        }
    }

    /// Makes a block of the inlines that stand directly in what is open: in a fenced block a paragraph.
    pub(super) fn flush_inlines(&mut self) {
        let inlines = self.loose_inlines();
        if is_fence(&self.top().kind) {
            self.paragraph(inlines);
        } else if !inlines.is_empty() {
            self.push_block(Block::Plain(inlines));
        }
    }

    /// Makes words without a paragraph of the inlines that stand directly in what is open.
    pub(super) fn flush_plain(&mut self) {
        let inlines = self.loose_inlines();
        if !inlines.is_empty() {
            self.push_block(Block::Plain(inlines));
        }
    }

    /// Takes the inlines that stand directly in what is open, with their HTML elements closed; blank ones vanish.
    fn loose_inlines(&mut self) -> Vec<Inline> {
        self.flush_text();
        let frame = self.top();
        let mut inlines = std::mem::take(&mut frame.inlines);
        let mut tags = std::mem::take(&mut frame.inline_tags);
        self.close_tags(&mut tags, &mut inlines);
        trim(&mut inlines);
        inlines
    }

    /// Closes the HTML elements of a sentence that ends at `end`.
    pub(super) fn close_wraps_at(&mut self, end: usize) {
        while matches!(self.top().kind, Kind::HtmlWrap(..)) {
            self.close_html_wrap(end);
        }
    }

    /// Returns the inlines of `frame` with all its HTML elements closed.
    pub(super) fn balanced(&mut self, mut frame: Frame) -> Vec<Inline> {
        let mut inlines = std::mem::take(&mut frame.inlines);
        self.close_tags(&mut frame.inline_tags, &mut inlines);
        inlines
    }

    /// Closes the inline HTML elements that their author left open.
    fn close_tags(&mut self, tags: &mut Vec<OpenTag>, inlines: &mut Vec<Inline>) {
        while let Some(tag) = tags.pop() {
            self.said.push(Diagnostic::warning("html/unclosed", tag.span).with("name", tag.name));
            inlines.push(Inline::Html(Box::new(closing(tag.name))));
        }
    }

    /// Closes the HTML elements among the blocks of the innermost open thing.
    pub(super) fn close_block_tags(&mut self) {
        while let Some(tag) = self.top().block_tags.pop() {
            self.said.push(Diagnostic::warning("html/unclosed", tag.span).with("name", tag.name));
            self.push_block(Block::Html(closing(tag.name)));
        }
    }

    fn close_element_tags(&mut self, frame: &mut Frame) {
        while let Some(tag) = frame.block_tags.pop() {
            self.said.push(Diagnostic::warning("html/unclosed", tag.span).with("name", tag.name));
            frame.blocks.push(Block::Html(closing(tag.name)));
        }
    }
}

/// Returns `text`, if there is any.
fn some_text(text: &str) -> Option<Box<str>> {
    (!text.trim().is_empty()).then(|| text.into())
}

/// Tells whether nothing can be seen of some inlines.
pub(super) fn is_blank(inlines: &[Inline]) -> bool {
    inlines.iter().all(|inline| match inline {
        Inline::Text(text) => text.trim().is_empty(),
        Inline::SoftBreak | Inline::HardBreak => true,
        _ => false,
    })
}

/// Takes away breaks and space at both ends.
fn trim(inlines: &mut Vec<Inline>) {
    while inlines.last().is_some_and(|last| is_blank(std::slice::from_ref(last))) {
        inlines.pop();
    }
    let blank = inlines.iter().take_while(|inline| is_blank(std::slice::from_ref(inline))).count();
    inlines.drain(..blank);
    if let Some(Inline::Text(text)) = inlines.last_mut()
        && text.ends_with(' ')
    {
        *text = text.trim_end().into();
    }
}
