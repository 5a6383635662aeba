//! Runs the Markdown parser over a text.

use crate::diagnostic::{Diagnosed, Diagnostic, Message};
use crate::locale::{Catalogs, Lang, Named, Vocabulary};
use crate::model::{Block, Document, Inline};
use crate::parse::attributes::Attributes;
use crate::parse::builder::Builder;
use crate::parse::fences::{FenceLine, front_matter_range, mask};
use crate::parse::frame::{Frame, Kind};
use crate::parse::{FrontMatter, front_matter};
use crate::span::{FileId, Span, Spanned};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;
use std::sync::Arc;

/// A text to parse.
#[derive(Debug, Clone, Copy)]
pub struct ParseInput<'a> {
    /// The file it stands in.
    pub file: FileId,
    /// The text, without a byte order mark.
    pub text: &'a str,
    /// The language it is written in: numbers and hints follow it.
    pub lang: &'a Lang,
    /// The words of all languages, in which blocks may be named.
    pub catalogs: &'a Catalogs,
    /// What the text is.
    pub kind: TextKind,
}

impl<'a> ParseInput<'a> {
    /// Returns the words in which blocks, keys and attributes may be named.
    pub(super) fn words(&self) -> Vocabulary<'a> {
        Vocabulary { catalogs: self.catalogs, lang: self.lang }
    }
}

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKind {
    /// A lesson, an index, a glossary, a transcript.
    Page,
    /// A bank of questions: without a fenced quiz, its headings are questions.
    Bank,
}

/// A text that was parsed.
#[derive(Debug, Clone)]
pub struct ParsedText {
    /// Its head.
    pub front: FrontMatter,
    /// Its first heading of level 1 as plain text, where the head gives no other title.
    pub title: Option<Spanned<String>>,
    /// All else.
    pub document: Arc<Document>,
}

/// Parses a lesson, an index, a glossary, a transcript or a bank.
///
/// Never fails: whatever the text, there is a document, and a diagnostic for all that is wrong.
pub fn parse_text(input: ParseInput<'_>) -> Diagnosed<ParsedText> {
    let mut said = Vec::new();
    let (front, body) = head(&input, &mut said);
    let (masked, fences) = mask(input.text, body);
    let mut builder = Builder::new(&input, &front, &masked, &fences);
    let bare_bank = input.kind == TextKind::Bank && !has_quiz_fence(input.text, input.words(), &fences);
    if bare_bank {
        builder.open_bank();
    }
    let mut options = options();
    let gaps = (bare_bank || !fences.is_empty()) && input.text.contains("[[");
    options.set(Options::ENABLE_WIKILINKS, gaps);
    for (event, range) in Parser::new_ext(&masked, options).into_offset_iter() {
        builder.event(event, range);
    }
    builder.close_all();
    said.append(&mut builder.said);
    let title = builder.title.take();
    let document = document(builder, &mut said);
    said.sort_by_key(|diagnostic| diagnostic.span.start);
    Diagnosed::new(ParsedText { front, title, document: Arc::new(document) }, said)
}

/// Returns the addresses of the definitions of links (`[label]: address`) in a text, each with the place of its whole
/// definition: links by a label name no address themselves.
pub fn link_definitions(file: FileId, text: &str) -> Vec<Spanned<String>> {
    let body = front_matter_range(text).ok().flatten().map_or(0, |(_, body)| body);
    let (masked, _) = mask(text, body);
    let parser = Parser::new_ext(&masked, options());
    let mut found: Vec<Spanned<String>> = parser
        .reference_definitions()
        .iter()
        .map(|(_, link)| Spanned::new(link.dest.to_string(), Span::new(file, link.span.clone())))
        .collect();
    found.sort_by_key(|definition| definition.span);
    found
}

fn head(input: &ParseInput<'_>, said: &mut Vec<Diagnostic>) -> (FrontMatter, usize) {
    match front_matter_range(input.text) {
        Ok(Some((yaml, body))) => (front_matter(input.file, input.text, yaml, input.words()).into_value(said), body),
        Ok(None) => (FrontMatter::default(), 0),
        Err(()) => {
            let unclosed = Diagnostic::error("front-matter/unclosed", Span::new(input.file, 0..3));
            said.push(unclosed.hint(Message::new("hint/close-front-matter")));
            (FrontMatter::default(), 0)
        }
    }
}

/// Tells whether one of the fences of `text` opens a quiz or a survey.
pub(super) fn has_quiz_fence(text: &str, words: Vocabulary<'_>, fences: &[FenceLine]) -> bool {
    fences.iter().any(|fence| {
        let rest = &text[fence.rest.clone()];
        let name = rest.split(|letter: char| letter.is_whitespace() || letter == '{').next().unwrap_or("");
        matches!(words.canonical(Named::Block, name), Some("quiz" | "survey"))
    })
}

/// Returns the extensions of Markdown that are read everywhere. `[[…]]` is read only where there can be gaps:
/// elsewhere `[[1]](#note)` is a link.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

impl Builder<'_> {
    /// Returns the inlines of the Markdown at `range`, a part of one line.
    pub(super) fn summary(&mut self, range: Range<usize>) -> Vec<Inline> {
        const HEADING: &str = "# ";
        let line = format!("{HEADING}{}", &self.source[range.clone()]);
        self.frames.push(Frame::new(Kind::Summary, range.start));
        let options = options() - Options::ENABLE_HEADING_ATTRIBUTES;
        for (event, at) in Parser::new_ext(&line, options).into_offset_iter() {
            if matches!(event, Event::Start(Tag::Heading { .. }) | Event::End(TagEnd::Heading(_))) {
                continue;
            }
            let place = |offset: usize| (range.start + offset.saturating_sub(HEADING.len())).min(range.end);
            self.event(event, place(at.start)..place(at.end));
        }
        self.close_wraps_at(range.end);
        self.flush_text();
        let frame = self.frames.pop().expect("the summary was opened above");
        self.balanced(frame)
    }

    /// Returns the attributes at the end of the heading at `span`, if the Markdown parser took them off too.
    pub(super) fn heading_attributes(&mut self, span: Span) -> Attributes {
        let text = &self.source[span.range()];
        let text = match text.rfind('\n') {
            Some(underline) if !text.ends_with('}') => text[..underline].trim_end(),
            _ => text,
        };
        let Some(inside) = text.strip_suffix('}') else { return Attributes::default() };
        let Some(open) = inside.rfind(['{', '}', '<', '>', '\\', '\n', '\r']) else { return Attributes::default() };
        let start = span.range().start;
        if inside.as_bytes()[open] != b'{' || self.last_inline > start + open {
            return Attributes::default();
        }
        let range = start + open + 1..start + inside.len();
        Attributes::parse(self.input.file, self.source, range, self.input.words(), &mut self.said)
    }
}

fn document(mut builder: Builder<'_>, said: &mut Vec<Diagnostic>) -> Document {
    let mut blocks = builder.frames.pop().map(|root| root.blocks).unwrap_or_default();
    let mut footnotes = footnotes(&mut builder, said);
    if builder.lower_headings {
        lower(&mut blocks);
        footnotes.iter_mut().for_each(|(_, blocks)| lower(blocks));
    }
    blocks.shrink_to_fit();
    let mut document = Document {
        blocks,
        links: builder.links,
        media: builder.media,
        anchors: builder.anchors.into_list(),
        footnotes,
        words: builder.words,
        ..Document::empty(builder.input.file)
    };
    document.count();
    document
}

fn footnotes(builder: &mut Builder<'_>, said: &mut Vec<Diagnostic>) -> Vec<(Box<str>, Vec<Block>)> {
    let mut footnotes = vec![(Box::default(), Vec::new()); builder.mentions.len()];
    for (key, (label, blocks, span)) in std::mem::take(&mut builder.definitions) {
        match builder.mentions.get(&key).and_then(|number| footnotes.get_mut(*number as usize)) {
            Some(place) => *place = (label, blocks),
            None => {
                let unused = Diagnostic::warning("footnote/unused", span).with("label", &label);
                said.push(unused.hint(Message::new("hint/write").with("example", format!("[^{label}]"))));
            }
        }
    }
    footnotes
}

/// Sets all headings one level lower, because level 1 is the page's own.
fn lower(blocks: &mut [Block]) {
    for block in blocks {
        match block {
            Block::Heading { level, .. } => *level = (*level + 1).min(6),
            Block::Quote(inner) | Block::Callout(_, inner) => lower(inner),
            Block::List { items, .. } => items.iter_mut().for_each(|item| lower(&mut item.content)),
            Block::Definitions(list) => {
                list.iter_mut().flat_map(|entry| &mut entry.meanings).for_each(|inner| lower(inner))
            }
            Block::Container(container) => lower(&mut container.content),
            Block::Quiz(quiz) => lower(&mut quiz.introduction),
            _ => {}
        }
    }
}

/// Returns somebody else's Markdown as HTML, with the extensions that code hosts read. It is not made safe.
pub fn markdown_to_html(text: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, Parser::new_ext(text, options));
    html
}
