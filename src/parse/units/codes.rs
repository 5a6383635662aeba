//! What in a unit is markup.
//!
//! 1. A unit's words are read as one line of Markdown and cut into pieces: words, and codes that open, close or stand alone.
//! 2. Each code has a signature, what of it must be the same in a translation; what is a language's own has none.
//! 3. Two units with the same signatures lead to the same places and have the same answers.

use crate::locale::Catalog;
use crate::model::Gap;
use crate::parse::gap_text::{gap, split_unescaped};
use crate::parse::markdown::options;
use crate::parse::numbers::NumberSigns;
use crate::parse::units::UnitKind;
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag};
use std::ops::Range;

/// What `[[…]]` means in a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// Nothing.
    None,
    /// An answer of a question.
    Gaps,
    /// A field of a plan.
    Fields,
}

/// A part of a unit's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where in the words it stands.
    pub range: Range<usize>,
    /// What it is; nothing: words to be translated.
    pub code: Option<Code>,
}

/// A code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Whether it opens, closes or stands alone.
    pub kind: CodeKind,
    /// What must be the same in a translation; empty: nothing.
    pub signature: String,
}

/// Where a code stands to words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeKind {
    /// Before words that it is about.
    Open,
    /// After them.
    Close,
    /// By itself.
    Alone,
}

/// Tells whether a text has a letter or a digit.
pub(super) fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// A code on its way: what it covers, and where the words in it stand.
struct Element {
    range: Range<usize>,
    inside: Option<Range<usize>>,
    signature: String,
    /// Words in its closing part: a caption.
    caption: Option<Range<usize>>,
}

const HEADING: &str = "# ";

/// Returns the pieces of a unit's words, in order; together they cover all of it.
pub fn pieces(text: &str, marks: Marks, kind: UnitKind) -> Vec<Piece> {
    match kind {
        UnitKind::Code | UnitKind::Title | UnitKind::Summary | UnitKind::Objective | UnitKind::Attribute => {
            return vec![Piece { range: 0..text.len(), code: None }];
        }
        UnitKind::Html => return html_pieces(text),
        _ => {}
    }
    let mut elements = elements(text, marks);
    elements.extend(text.match_indices("\\\n").map(|(at, _)| alone(at..at + 2, String::new())));
    elements.extend(footnotes(text));
    elements.sort_by_key(|element| (element.range.start, usize::MAX - element.range.end));
    cut(text, elements)
}

fn alone(range: Range<usize>, signature: String) -> Element {
    Element { range, inside: None, signature, caption: None }
}

fn elements(text: &str, marks: Marks) -> Vec<Element> {
    // A wanted line break becomes a space of the same length that ends no word's emphasis: a heading has one line.
    let line = format!("{HEADING}{}", text.replace("\\\n", "\u{a0}").replace('\n', " "));
    let mut options = options() - Options::ENABLE_HEADING_ATTRIBUTES;
    options.set(Options::ENABLE_WIKILINKS, marks != Marks::None);
    // Where the text's `[words][name]` leads is said elsewhere in the file.
    let named = |link: BrokenLink<'_>| {
        let known = matches!(link.link_type, LinkType::ReferenceUnknown | LinkType::Reference);
        known.then(|| (CowStr::from(link.reference.to_string()), CowStr::from("")))
    };
    let at = |range: Range<usize>| {
        let shift = |offset: usize| offset.saturating_sub(HEADING.len()).min(text.len());
        shift(range.start)..shift(range.end)
    };
    let mut found = Vec::new();
    let mut open: Vec<(Element, bool)> = Vec::new();
    for (event, range) in Parser::new_with_broken_link_callback(&line, options, Some(named)).into_offset_iter() {
        let range = at(range);
        let silent = open.iter().any(|(_, silent)| *silent);
        match event {
            Event::Start(Tag::Heading { .. } | Tag::Paragraph) | Event::End(pulldown_cmark::TagEnd::Heading(_)) => {
                continue;
            }
            Event::Start(tag) => {
                cover(&mut open, text, &range);
                let (signature, quiet) = element_of(&tag, &text[range.clone()], marks);
                open.push((Element { range, inside: None, signature, caption: caption(&tag, text) }, quiet));
            }
            Event::End(_) => {
                let Some((mut element, quiet)) = open.pop() else { continue };
                let nested = open.iter().any(|(_, silent)| *silent);
                if quiet {
                    found.extend(mark(element.range, text, marks));
                } else if !nested {
                    let closing = element.inside.as_ref().map_or(element.range.start, |inside| inside.end);
                    element.caption = element.caption.and_then(|words| {
                        let title = &text[words];
                        let tail = &text[closing..element.range.end];
                        tail.rfind(title).map(|at| closing + at..closing + at + title.len())
                    });
                    found.push(element);
                }
            }
            Event::Code(code) if !silent => {
                cover(&mut open, text, &range);
                found.push(alone(range, format!("`{code}`")));
            }
            Event::InlineMath(_) | Event::DisplayMath(_) if !silent => {
                cover(&mut open, text, &range);
                found.push(alone(range, "$…$".to_owned()));
            }
            Event::InlineHtml(tag) if !silent => {
                cover(&mut open, text, &range);
                let name: String = tag.chars().take_while(|letter| !matches!(letter, ' ' | '>')).collect();
                found.push(alone(range, format!("{name}>")));
            }
            _ => cover(&mut open, text, &range),
        }
    }
    found
}

/// Says to the innermost open element that something of it stands at `range`.
fn cover(open: &mut [(Element, bool)], text: &str, range: &Range<usize>) {
    let Some((element, _)) = open.last_mut() else { return };
    let bytes = text.as_bytes();
    let escaped = range.start > element.range.start + 1 && bytes[range.start - 1] == b'\\';
    let start = range.start - usize::from(escaped && bytes.get(range.start).is_some_and(u8::is_ascii_punctuation));
    element.inside = Some(match element.inside.take() {
        Some(inside) => inside.start..inside.end.max(range.end),
        None => start..range.end,
    });
}

/// Returns the signature of an element, and whether it is a `[[…]]`.
fn element_of(tag: &Tag<'_>, raw: &str, marks: Marks) -> (String, bool) {
    match tag {
        Tag::Link { link_type: LinkType::WikiLink { .. }, .. }
        | Tag::Image { link_type: LinkType::WikiLink { .. }, .. } => (String::new(), marks != Marks::None),
        Tag::Link { dest_url, .. } if raw.starts_with('<') => (format!("<{dest_url}>"), false),
        Tag::Link { dest_url, .. } => (format!("[…]({})", address(dest_url)), false),
        Tag::Image { dest_url, .. } => (format!("![…]({})", address(dest_url)), false),
        _ => (String::new(), false),
    }
}

/// Returns what of an address is the same in every language: a path without the name of a place on the page. On the web
/// each language may have a page of its own.
fn address(address: &str) -> &str {
    if address.starts_with("http:") || address.starts_with("https:") {
        return "https:";
    }
    address.split('#').next().unwrap_or("")
}

/// Returns the words of a picture's caption or a link's tip; where they stand is found when it ends.
fn caption(tag: &Tag<'_>, text: &str) -> Option<Range<usize>> {
    let (Tag::Image { title, .. } | Tag::Link { title, .. }) = tag else { return None };
    if title.is_empty() {
        return None;
    }
    text.rfind(&**title).map(|at| at..at + title.len())
}

/// Returns the codes of the `[[…]]` at `range`.
fn mark(range: Range<usize>, text: &str, marks: Marks) -> Vec<Element> {
    let raw = &text[range.clone()];
    let Some(inside) = raw.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) else {
        return vec![alone(range, raw.to_owned())];
    };
    let in_cell = inside.contains("\\|");
    let separator = if in_cell { "\\|" } else { "|" };
    let (lead, kind) = match marks {
        Marks::Fields => match inside.split_once(':') {
            Some((_, options)) if inside.trim_start().starts_with("choice") => {
                let lead = inside.len() - options.len() + options.len() - options.trim_start().len();
                (lead, format!("[[choice: {}]]", options.matches(separator).count() + 1))
            }
            _ => return vec![alone(range, raw.to_owned())],
        },
        _ => (0, String::new()),
    };
    let start = range.start + 2;
    let signature = if marks == Marks::Gaps { "[[…]]".to_owned() } else { kind };
    let words = start + lead..range.end - 2;
    let mut found = vec![Element { range: range.clone(), inside: Some(words.clone()), signature, caption: None }];
    let options = &text[words.clone()];
    found.extend(
        options
            .match_indices(separator)
            .map(|(at, bar)| alone(words.start + at..words.start + at + bar.len(), String::new())),
    );
    found
}

/// Returns the mentions of footnotes, whose notes stand elsewhere in the file.
fn footnotes(text: &str) -> Vec<Element> {
    let mentions = text.match_indices("[^").filter_map(|(at, _)| {
        let end = at + text[at..].find(']')? + 1;
        let label = &text[at + 2..end - 1];
        let sound = !label.is_empty() && !label.contains(['[', ' ', '\n']);
        // Each language names its notes in its own words.
        sound.then(|| alone(at..end, "[^…]".to_owned()))
    });
    mentions.collect()
}

/// Cuts `text` where the codes of `elements` stand, which are sorted, the outer ones first.
fn cut(text: &str, elements: Vec<Element>) -> Vec<Piece> {
    let mut codes: Vec<(Range<usize>, Code)> = Vec::new();
    for element in elements {
        let Element { range, inside, signature, caption } = element;
        let mut add = |range: Range<usize>, kind, signature: &str| {
            if !range.is_empty() {
                codes.push((range, Code { kind, signature: signature.to_owned() }));
            }
        };
        match inside {
            Some(inside) if !signature.starts_with('<') && inside.start > range.start && inside.end < range.end => {
                add(range.start..inside.start, CodeKind::Open, &signature);
                match caption.filter(|words| words.start > inside.end && words.end < range.end) {
                    Some(words) => {
                        add(inside.end..words.start, CodeKind::Alone, "");
                        add(words.end..range.end, CodeKind::Close, "");
                    }
                    None => add(inside.end..range.end, CodeKind::Close, ""),
                }
            }
            _ => add(range, CodeKind::Alone, &signature),
        }
    }
    codes.sort_by_key(|(range, _)| range.start);
    let mut pieces = Vec::new();
    let mut done = 0;
    for (range, code) in codes {
        if range.start < done {
            continue;
        }
        if range.start > done {
            pieces.push(Piece { range: done..range.start, code: None });
        }
        done = range.end;
        pieces.push(Piece { range, code: Some(code) });
    }
    if done < text.len() || pieces.is_empty() {
        pieces.push(Piece { range: done..text.len(), code: None });
    }
    pieces
}

fn html_pieces(text: &str) -> Vec<Piece> {
    let tags = text.match_indices('<').filter_map(|(at, _)| {
        let end = if text[at..].starts_with("<!--") { text[at..].find("-->")? + 3 } else { text[at..].find('>')? + 1 };
        let name: String =
            text[at..at + end].chars().take_while(|letter| !letter.is_whitespace() && *letter != '>').collect();
        Some(alone(at..at + end, format!("{name}>")))
    });
    cut(text, tags.collect())
}

/// Returns the codes that a translation has lost, and those that it has beyond its source's.
///
/// `of` and `to` are the words of their languages: numbers are compared as each writes them.
pub fn code_differences(
    source: (&str, &Catalog),
    translation: (&str, &Catalog),
    marks: Marks,
    kind: UnitKind,
) -> (Vec<String>, Vec<String>) {
    let mut lost = signatures(source, marks, kind);
    let mut more = Vec::new();
    for signature in signatures(translation, marks, kind) {
        match lost.iter().position(|other| *other == signature) {
            Some(at) => drop(lost.remove(at)),
            None => more.push(signature),
        }
    }
    (lost, more)
}

fn signatures((text, catalog): (&str, &Catalog), marks: Marks, kind: UnitKind) -> Vec<String> {
    let signs = NumberSigns { decimal: catalog.decimal(), group: catalog.group() };
    let pieces = pieces(text, marks, kind);
    let codes = pieces.iter().enumerate().filter_map(|(at, piece)| Some((at, piece, piece.code.as_ref()?)));
    codes
        .filter(|(_, _, code)| !code.signature.is_empty())
        .map(|(at, piece, code)| {
            if code.signature != "[[…]]" {
                return code.signature.clone();
            }
            let end = pieces[at..]
                .iter()
                .position(|piece| piece.code.as_ref().is_some_and(|code| code.kind == CodeKind::Close));
            let end = end.map_or(piece.range.end, |end| pieces[at + end].range.start);
            let inside = text[piece.range.end..end].replace("\\|", "|");
            match gap(&inside, signs) {
                Ok(Gap::Number(range)) => format!("[[{}..{}]]", range.from.as_f64(), range.to.as_f64()),
                Ok(Gap::Choice(options)) => format!("[[({})]]", options.len()),
                Ok(Gap::Text(_)) => "[[…]]".to_owned(),
                Err(_) => format!("[[? {}]]", split_unescaped(&inside, '|').len()),
            }
        })
        .collect()
}
