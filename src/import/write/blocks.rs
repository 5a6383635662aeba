//! Blocks → Markdown.

use crate::import::imported::{Block, Inline, flat, one_line};
use crate::import::write::escape::{self, Place};
use crate::import::write::inline::{Page, inlines, picture, web_film};
use crate::import::write::quiz::quiz;

/// How deep lists and quotations may be nested; what is deeper keeps its words.
const DEEPEST: usize = 8;

/// What blocks stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    /// A lesson, where everything can stand.
    Lesson,
    /// A quiz, where a heading would begin a question.
    Quiz,
    /// The prompt of a question whose answers are an ordered list, a table or one's own words: there such lists,
    /// tables and quotations would be taken for answers.
    Prompt,
    /// An answer, where a quotation would be its feedback.
    Answer,
}

/// Returns blocks as Markdown, without a line end at its end.
pub(super) fn blocks(all: &[Block], inside: Inside, page: &mut Page<'_>) -> String {
    at_depth(all, inside, page, 0)
}

fn at_depth(all: &[Block], inside: Inside, page: &mut Page<'_>, depth: usize) -> String {
    let mut told: Vec<String> = Vec::new();
    // Lists that touch would be one list: every other one has another mark.
    let mut last_list: Option<bool> = None;
    for block in all {
        let list = matches!(block, Block::List { .. });
        let other = last_list == Some(false);
        let text = one(block, inside, other, page, depth);
        if text.trim().is_empty() {
            continue;
        }
        last_list = list.then_some(other);
        told.push(text);
    }
    told.join("\n\n")
}

fn one(block: &Block, inside: Inside, other: bool, page: &mut Page<'_>, depth: usize) -> String {
    match block {
        Block::Heading { level, content } if inside == Inside::Lesson && depth == 0 => {
            let words = inlines(content, Place::Heading, page);
            let place = content.iter().find_map(|inline| match inline {
                Inline::Anchor(name) => page.places.id(name),
                _ => None,
            });
            let id = place.map_or_else(String::new, |id| format!(" {{#{id}}}"));
            let marks = "#".repeat(usize::from((*level).clamp(2, 6)));
            if words.is_empty() { words } else { format!("{marks} {words}{id}") }
        }
        Block::Heading { content, .. } => {
            let strong = [Inline::Strong(content.clone())];
            inlines(&strong, Place::Paragraph, page)
        }
        Block::Paragraph(content) => inlines(content, Place::Paragraph, page),
        Block::List { start, items } if depth < DEEPEST => {
            let start = if inside == Inside::Prompt { None } else { *start };
            list(start, items, inside, other, page, depth)
        }
        Block::Quote(inner) if depth < DEEPEST && !matches!(inside, Inside::Answer | Inside::Prompt) => {
            quoted(&at_depth(inner, inside, page, depth + 1))
        }
        Block::Callout(kind, inner) if depth == 0 && !matches!(inside, Inside::Answer | Inside::Prompt) => {
            let words = at_depth(inner, inside, page, 1);
            if words.is_empty() { words } else { quoted(&format!("[!{}]\n{words}", kind.name().to_uppercase())) }
        }
        Block::Quote(inner) | Block::Callout(_, inner) if depth < DEEPEST => at_depth(inner, inside, page, depth + 1),
        Block::Table { head, rows } if inside != Inside::Prompt && depth < DEEPEST => table(head, rows, page),
        Block::Media(shown) => picture(shown, Place::Paragraph, page),
        Block::WebFilm { address, title } => web_film(address, title),
        Block::Code { language, text } => code(language.as_deref(), text),
        Block::Math(tex) => math(tex),
        Block::Details { summary, content } if depth == 0 && inside == Inside::Lesson => {
            let summary = inlines(summary, Place::Summary, page);
            let words = at_depth(content, Inside::Answer, page, 1);
            let summary = if summary.trim().is_empty() { "…" } else { summary.trim() };
            format!("::: details {summary}\n{words}\n:::")
        }
        Block::Rule => "***".to_owned(),
        Block::Place(_) => String::new(),
        Block::Quiz(questions) if inside == Inside::Lesson && depth == 0 => quiz(questions, page),
        block => {
            let lines = flat(std::slice::from_ref(block));
            let lines: Vec<String> = lines.iter().map(|line| inlines(line, Place::Paragraph, page)).collect();
            lines.join("\n\n")
        }
    }
}

fn list(
    start: Option<u64>,
    items: &[Vec<Block>],
    inside: Inside,
    other: bool,
    page: &mut Page<'_>,
    depth: usize,
) -> String {
    let mut told = Vec::new();
    let first = start.unwrap_or(1).min(999_999);
    let items: Vec<String> = items.iter().map(|content| item(content, inside, page, depth + 1)).collect();
    let loose = items.iter().any(|item| item.contains("\n\n"));
    for (item, number) in items.iter().filter(|item| !item.is_empty()).zip(first..) {
        // `-` and `1.` belong to the answers of questions.
        let mark = match (start, other) {
            (None, false) => "*".to_owned(),
            (None, true) => "+".to_owned(),
            (Some(_), false) => format!("{number})"),
            (Some(_), true) => format!("{number}."),
        };
        told.push(marked(&mark, item));
    }
    told.join(if loose { "\n\n" } else { "\n" })
}

/// Returns what stands behind the mark of a list: its first block is words, because nothing else may stand there.
pub(super) fn item(content: &[Block], inside: Inside, page: &mut Page<'_>, depth: usize) -> String {
    match content {
        [Block::Paragraph(_) | Block::Heading { .. }, ..] | [] => at_depth(content, inside, page, depth),
        [Block::Media(_) | Block::WebFilm { .. }, ..] => at_depth(content, inside, page, depth),
        [first, rest @ ..] => {
            let words = inlines(&one_line(std::slice::from_ref(first)), Place::Paragraph, page);
            let rest = at_depth(rest, inside, page, depth);
            match (words.is_empty(), rest.is_empty()) {
                (_, true) => words,
                (true, _) => item(&content[1..], inside, page, depth),
                _ => format!("{words}\n\n{rest}"),
            }
        }
    }
}

/// Returns an item of a list with its further lines below its first word.
pub(super) fn marked(mark: &str, text: &str) -> String {
    let indent = " ".repeat(mark.chars().count() + 1);
    let mut told = format!("{mark} ");
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            told.push('\n');
            if !line.is_empty() {
                told.push_str(&indent);
            }
        }
        told.push_str(line);
    }
    told
}

/// Returns text as a quotation.
pub(super) fn quoted(text: &str) -> String {
    let line = |line: &str| if line.is_empty() { ">".to_owned() } else { format!("> {line}") };
    if text.is_empty() { String::new() } else { text.split('\n').map(line).collect::<Vec<_>>().join("\n") }
}

/// Returns a table; a row is as long as the longest.
pub(super) fn table(head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>], page: &mut Page<'_>) -> String {
    let width = rows.iter().map(Vec::len).chain([head.len()]).max().unwrap_or(0);
    if width == 0 {
        return String::new();
    }
    let mut told = vec![row(head, width, page), format!("|{}", "---|".repeat(width))];
    told.extend(rows.iter().map(|cells| row(cells, width, page)));
    told.join("\n")
}

fn row(cells: &[Vec<Inline>], width: usize, page: &mut Page<'_>) -> String {
    let mut told = "|".to_owned();
    for at in 0..width {
        let cell = cells.get(at).map_or_else(String::new, |cell| inlines(cell, Place::Cell, page));
        told.push_str(&if cell.is_empty() { " |".to_owned() } else { format!(" {cell} |") });
    }
    told
}

fn code(language: Option<&str>, text: &str) -> String {
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    let language = language.unwrap_or("");
    let named = language.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-#_.".contains(letter));
    let named = named && !language.eq_ignore_ascii_case("mermaid");
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect();
    format!("{fence}{}\n{}\n{fence}", if named { language } else { "" }, text.trim_end_matches('\n'))
}

fn math(tex: &str) -> String {
    let tex = escape::spaced(tex);
    let tex = tex.trim();
    match tex.is_empty() || tex.contains(['$', '`', '<']) || tex.ends_with('\\') {
        true => escape::code(tex, Place::Paragraph),
        false => format!("$${tex}$$"),
    }
}
