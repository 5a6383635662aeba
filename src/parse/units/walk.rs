//! The Markdown parser's events → units.

use crate::locale::{Catalogs, Lang, Named, Vocabulary};
use crate::parse::TextKind;
use crate::parse::attributes::Attributes;
use crate::parse::fences::{FenceLine, fence_at, front_matter_range, mask};
use crate::parse::front_matter;
use crate::parse::markdown::{has_quiz_fence, options};
use crate::parse::units::codes::has_words;
use crate::parse::units::{Marks, Unit, UnitKind};
use crate::span::{FileId, Spanned};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// A text whose units are asked for.
#[derive(Debug, Clone, Copy)]
pub struct UnitInput<'a> {
    /// The text, without a byte order mark.
    pub text: &'a str,
    /// The words of all languages, in which blocks may be named.
    pub catalogs: &'a Catalogs,
    /// What the text is.
    pub kind: TextKind,
}

/// The blocks whose braces hold words, and the names of those.
const WORDS_IN_BRACES: &[(&str, &[&str])] =
    &[("activity", &["materials"]), ("event", &["title", "place"]), ("advice", &["dimension"]), ("wrong", &["answer"])];

/// Returns everything in a text that is to be translated, in order.
pub fn units(input: UnitInput<'_>) -> Vec<Unit> {
    let (head, body) = match front_matter_range(input.text) {
        Ok(Some((yaml, body))) => (Some(yaml), body),
        Ok(None) | Err(()) => (None, 0),
    };
    let (masked, fences) = mask(input.text, body);
    let lang = Lang::english();
    let words = Vocabulary { catalogs: input.catalogs, lang: &lang };
    let bare_bank = input.kind == TextKind::Bank && !has_quiz_fence(input.text, words, &fences);
    let mut walk =
        Walk { words, input, fences: &fences, open: Vec::new(), run: None, lone: Lone::Nothing, units: Vec::new() };
    if let Some(yaml) = head {
        walk.head(yaml);
    }
    if bare_bank {
        walk.open.push(Open::Quiz);
    }
    let mut options = options();
    let gaps = (bare_bank || !fences.is_empty()) && input.text.contains("[[");
    options.set(Options::ENABLE_WIKILINKS, gaps);
    for (event, range) in Parser::new_ext(&masked, options).into_offset_iter() {
        walk.event(event, range);
    }
    walk.flush();
    walk.units
}

/// What is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Quote,
    Heading,
    Item,
    Cell,
    Term,
    Meaning,
    Footnote,
    /// A block of code whose words are translated, or one whose words are not.
    Code(bool),
    Html,
    Quiz,
    Part,
    Plan,
    /// A fenced block in which `[[…]]` means nothing.
    Silent,
    /// A fenced block in which `[[…]]` means what it means around it.
    Clear,
    Other,
}

impl Open {
    fn is_fence(self) -> bool {
        matches!(self, Self::Quiz | Self::Part | Self::Plan | Self::Silent | Self::Clear)
    }
}

/// Whether a run of inlines is one picture and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lone {
    Nothing,
    /// Inside this many elements of one picture.
    Inside(u32),
    Picture,
    Words,
}

struct Walk<'a> {
    words: Vocabulary<'a>,
    input: UnitInput<'a>,
    fences: &'a [FenceLine],
    open: Vec<Open>,
    run: Option<Range<usize>>,
    lone: Lone,
    units: Vec<Unit>,
}

impl Walk<'_> {
    fn head(&mut self, yaml: Range<usize>) {
        let front = front_matter(FileId(0), self.input.text, yaml, self.words).value;
        let mut found: Vec<(UnitKind, Spanned<String>)> = Vec::new();
        found.extend(front.title.map(|title| (UnitKind::Title, title)));
        found.extend(front.summary.map(|summary| (UnitKind::Summary, summary)));
        found.extend(front.objectives.into_iter().map(|objective| (UnitKind::Objective, objective)));
        found.retain(|(_, text)| has_words(&text.value));
        found.sort_by_key(|(_, text)| text.span.start);
        for (kind, Spanned { value, span }) in found {
            let text = value.split_whitespace().collect::<Vec<_>>().join(" ");
            self.units.push(Unit { kind, range: span.range(), text, marks: Marks::None, prefix: String::new() });
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Rule => {
                self.flush();
                let fences = self.fences;
                if let Some(fence) = fence_at(fences, range.start) {
                    self.fence(fence);
                }
            }
            Event::TaskListMarker(_) => {}
            Event::SoftBreak | Event::HardBreak => self.extend(range),
            Event::Text(words) if self.lone == Lone::Nothing && words.trim().is_empty() => self.extend(range),
            _ => {
                if !matches!(self.lone, Lone::Inside(_)) {
                    self.lone = Lone::Words;
                }
                self.extend(range);
            }
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        if is_inline(tag) {
            self.lone = match (self.lone, tag) {
                (Lone::Inside(depth), _) => Lone::Inside(depth + 1),
                (Lone::Nothing, Tag::Image { .. }) => Lone::Inside(1),
                // A still that leads to a film.
                (Lone::Nothing, Tag::Link { .. }) if self.input.text[range.clone()].starts_with("[![") => {
                    Lone::Inside(1)
                }
                _ => Lone::Words,
            };
            self.extend(range);
            return;
        }
        self.flush();
        self.open.push(match tag {
            Tag::BlockQuote(_) => Open::Quote,
            Tag::Heading { .. } => Open::Heading,
            Tag::Item => Open::Item,
            Tag::TableCell => Open::Cell,
            Tag::DefinitionListTitle => Open::Term,
            Tag::DefinitionListDefinition => Open::Meaning,
            Tag::FootnoteDefinition(_) => Open::Footnote,
            Tag::CodeBlock(kind) => Open::Code(is_prose(kind)),
            Tag::HtmlBlock => Open::Html,
            _ => Open::Other,
        });
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        if is_inline_end(tag) {
            self.lone = match self.lone {
                Lone::Inside(1) => Lone::Picture,
                Lone::Inside(depth) => Lone::Inside(depth - 1),
                other => other,
            };
            self.extend(range);
            return;
        }
        self.flush();
        // A fenced block that was opened inside an element ends with it.
        while self.open.pop().is_some_and(Open::is_fence) {}
    }

    /// Takes bytes to the run of inlines.
    fn extend(&mut self, range: Range<usize>) {
        match &mut self.run {
            Some(run) => run.end = run.end.max(range.end),
            None => {
                let bytes = self.input.text.as_bytes();
                let escaped = range.start > 0 && bytes[range.start - 1] == b'\\';
                let start =
                    range.start - usize::from(escaped && bytes.get(range.start).is_some_and(u8::is_ascii_punctuation));
                self.run = Some(start..range.end);
            }
        }
    }

    /// Makes the run of inlines a unit.
    fn flush(&mut self) {
        let lone = std::mem::replace(&mut self.lone, Lone::Nothing);
        let Some(run) = self.run.take() else { return };
        let source = self.input.text;
        let Some(raw) = source.get(run.clone()) else { return };
        let start = run.start + raw.len() - raw.trim_start().len();
        let range = start..start + raw.trim().len();
        let (kind, marks) = (self.kind(lone), self.marks());
        let text = match self.open.last() {
            Some(Open::Code(false)) => return,
            Some(Open::Code(true) | Open::Html) => lines_kept(&source[range.clone()], source, start),
            _ => joined(&source[range.clone()], self.quotes()),
        };
        if has_unit_words(&text, marks, kind) {
            let prefix = prefix(source, &range);
            self.units.push(Unit { kind, range, text, marks, prefix });
        }
    }

    fn kind(&self, lone: Lone) -> UnitKind {
        let fence = self.open.iter().rposition(|open| open.is_fence() && *open != Open::Clear);
        let inside = &self.open[fence.map_or(0, |at| at + 1)..];
        let in_quiz = fence.is_some_and(|at| self.open[at] == Open::Quiz);
        match self.open.iter().rev().find(|open| !matches!(open, Open::Other | Open::Clear)) {
            Some(Open::Code(_)) => UnitKind::Code,
            Some(Open::Html) => UnitKind::Html,
            _ if lone == Lone::Picture => UnitKind::Picture,
            _ if fence.is_some_and(|at| self.open[at] == Open::Part) => UnitKind::Hint,
            Some(Open::Heading) if in_quiz => UnitKind::Question,
            Some(Open::Heading) => UnitKind::Heading,
            _ if in_quiz && inside.contains(&Open::Quote) => UnitKind::Feedback,
            Some(Open::Item | Open::Cell) if in_quiz => UnitKind::Answer,
            Some(Open::Item) => UnitKind::Item,
            Some(Open::Cell) => UnitKind::Cell,
            Some(Open::Term) => UnitKind::Term,
            Some(Open::Meaning) => UnitKind::Meaning,
            Some(Open::Footnote) => UnitKind::Footnote,
            _ => UnitKind::Paragraph,
        }
    }

    fn marks(&self) -> Marks {
        match self.open.iter().rev().find(|open| open.is_fence() && **open != Open::Clear) {
            Some(Open::Quiz) => Marks::Gaps,
            Some(Open::Plan) => Marks::Fields,
            _ => Marks::None,
        }
    }

    fn quotes(&self) -> usize {
        self.open.iter().filter(|open| **open == Open::Quote).count()
    }

    fn fence(&mut self, fence: &FenceLine) {
        if fence.rest.is_empty() {
            if let Some(at) = self.open.iter().rposition(|open| open.is_fence()) {
                self.open.remove(at);
            }
            return;
        }
        let source = self.input.text;
        let rest = &source[fence.rest.clone()];
        let length = rest.find(|letter: char| letter.is_whitespace() || letter == '{').unwrap_or(rest.len());
        let known = self.words.canonical(Named::Block, &rest[..length]).unwrap_or("");
        self.open.push(match known {
            "quiz" | "survey" => Open::Quiz,
            "hint" | "right" | "wrong" | "advice" => Open::Part,
            "plan" => Open::Plan,
            "details" | "figure" | "passage" => Open::Clear,
            _ => Open::Silent,
        });
        let tail = fence.rest.start + length..fence.rest.end;
        if known == "details" {
            self.summary_line(tail);
        } else if let Some((_, names)) = WORDS_IN_BRACES.iter().find(|(block, _)| *block == known) {
            self.braces(tail, names);
        }
    }

    fn summary_line(&mut self, tail: Range<usize>) {
        let text = &self.input.text[tail.clone()];
        let end = if text.ends_with('}') { text.rfind('{').unwrap_or(text.len()) } else { text.len() };
        let before = &text[..end];
        let start = tail.start + before.len() - before.trim_start().len();
        let range = start..start + before.trim().len();
        let text = before.trim().to_owned();
        if has_words(&text) {
            let (kind, prefix) = (UnitKind::SummaryLine, String::new());
            self.units.push(Unit { kind, range, text, marks: Marks::None, prefix });
        }
    }

    fn braces(&mut self, tail: Range<usize>, names: &[&str]) {
        let text = &self.input.text[tail.clone()];
        let Some(open) = text.find('{') else { return };
        let end = tail.end - usize::from(text.ends_with('}'));
        let attributes =
            Attributes::parse(FileId(0), self.input.text, tail.start + open + 1..end, self.words, &mut Vec::new());
        for (_, value) in attributes.values().filter(|(name, value)| names.contains(name) && has_words(value.value)) {
            let range = value.span.range();
            let text = value.value.split_whitespace().collect::<Vec<_>>().join(" ");
            let (kind, prefix) = (UnitKind::Attribute, String::new());
            self.units.push(Unit { kind, range, text, marks: Marks::None, prefix });
        }
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    is_inline_end(tag.to_end())
}

fn is_inline_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

/// Tells whether a block of code is words for people: a letter, a form. What names a language is for machines.
fn is_prose(kind: &CodeBlockKind<'_>) -> bool {
    match kind {
        CodeBlockKind::Indented => true,
        CodeBlockKind::Fenced(info) => {
            let language = info.split([' ', '{', ',']).next().unwrap_or("");
            matches!(language, "" | "text" | "txt" | "csv")
        }
    }
}

fn has_unit_words(text: &str, marks: Marks, kind: UnitKind) -> bool {
    let pieces = crate::parse::units::pieces(text, marks, kind);
    pieces.iter().any(|piece| piece.code.is_none() && has_words(&text[piece.range.clone()]))
}

/// Returns lines as one, without what stands before them in `quotes` quotations; a wanted line break stays.
fn joined(raw: &str, quotes: usize) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut lines = raw.split('\n').peekable();
    let mut first = true;
    while let Some(line) = lines.next() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let mut inside = line;
        if !first {
            inside = line.trim_start();
            for _ in 0..quotes {
                inside = inside.strip_prefix('>').map_or(inside, str::trim_start);
            }
        }
        first = false;
        if lines.peek().is_none() {
            text.push_str(inside);
            break;
        }
        let trimmed = inside.trim_end();
        let backslashes = trimmed.len() - trimmed.trim_end_matches('\\').len();
        if inside.ends_with("  ") {
            text.push_str(trimmed);
            text.push_str("\\\n");
        } else if backslashes % 2 == 1 && trimmed.len() == inside.len() {
            text.push_str(trimmed);
            text.push('\n');
        } else {
            text.push_str(trimmed);
            text.push(' ');
        }
    }
    text
}

/// Returns lines without what stands before each: as much as stands before the first one.
fn lines_kept(raw: &str, source: &str, start: usize) -> String {
    let line_start = source[..start].rfind('\n').map_or(0, |at| at + 1);
    let indent = source[line_start..start].chars().count();
    let mut lines = raw.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    let mut text = lines.next().unwrap_or("").to_owned();
    for line in lines {
        text.push('\n');
        let bare = line.char_indices().take(indent).take_while(|(_, letter)| matches!(letter, ' ' | '\t' | '>'));
        let cut = bare.last().map_or(0, |(at, letter)| at + letter.len_utf8());
        text.push_str(&line[cut..]);
    }
    text
}

/// Returns what must stand before a further line of what stands at `range`: the marks of quotations, and spaces.
fn prefix(source: &str, range: &Range<usize>) -> String {
    let line_start = source[..range.start].rfind('\n').map_or(0, |at| at + 1);
    source[line_start..range.start]
        .chars()
        .map(|letter| if matches!(letter, '>' | '\t') { letter } else { ' ' })
        .collect()
}
