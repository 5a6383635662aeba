//! What stands on its own lines.

use crate::import::{Element, Node as Part};
use crate::paper::node::{Item, Line, Marker, Node, Nodes, Term};
use crate::paper::read::{Reader, inline, table, trimmed};

/// The classes of paragraphs that are set in another way.
const PARAGRAPHS: &[&str] = &[
    "lead",
    "where",
    "label",
    "number",
    "prompt",
    "prompt sentence",
    "how",
    "dimension",
    "to-answer",
    "watch",
    "address",
    "title",
    "materials",
    "right",
    "online",
];

/// The classes of what stands out of the text.
const BOXES: &[&str] = &[
    "note",
    "tip",
    "important",
    "warning",
    "caution",
    "activity",
    "reflection",
    "takehome",
    "exercise",
    "plan",
    "event",
    "facilitator",
    "aims",
    "about",
    "said",
    "fold",
];

/// Reads an element that stands on its own lines, or whatever stands in one that is not known.
pub(crate) fn block(reader: &mut Reader<'_>, element: &Element, out: &mut Nodes) {
    let class = element.attribute("class").unwrap_or_default();
    match element.name.as_str() {
        "p" | "address" | "figcaption" | "caption" => paragraph(reader, element, class, out),
        "h2" | "h3" | "h4" | "h5" | "h6" => {
            let level = element.name[1..].parse().unwrap_or(2);
            reader.in_heading = true;
            let body = reader.inlines(element);
            reader.in_heading = false;
            out.push(Node::Heading { level, body });
        }
        "ul" | "ol" => list(reader, element, class, out),
        "dl" => {
            let items = terms(reader, element);
            let known = ["facts", "advice", "glossary"];
            out.push(Node::Terms { style: known.into_iter().find(|known| *known == class), items });
        }
        "blockquote" => {
            let body = reader.blocks(element);
            out.push(Node::Quote { body });
        }
        "pre" => out.push(Node::Code { lines: code(element) }),
        "table" => out.extend(table::table(reader, element).map(Node::Table)),
        "figure" => figure(reader, element, class, out),
        "svg" if class == "qr" => {
            let src = reader.pictures.drawing(element);
            out.push(Node::Code2d { src });
        }
        "hr" => out.push(Node::Rule),
        "nav" | "script" | "style" | "svg" => {}
        "section" if class == "footnotes" => {}
        "section" if class.starts_with("quiz") => {
            let body = reader.blocks(element);
            out.push(Node::Quiz { survey: class.contains("survey"), body });
        }
        "aside" if element.attribute("role") == Some("doc-footnote") => {}
        _ => division(reader, element, class, out),
    }
}

fn paragraph(reader: &mut Reader<'_>, element: &Element, class: &str, out: &mut Nodes) {
    let style = PARAGRAPHS.iter().find(|known| **known == class).copied();
    let style = if style == Some("prompt sentence") { Some("sentence") } else { style };
    let before = std::mem::replace(&mut reader.tells_page, style == Some("to-answer"));
    let body = reader.inlines(element);
    reader.tells_page = before;
    match body.as_slice() {
        [] => {}
        // Lines to write on are no paragraph.
        [only] if only.is_block() => out.extend(body),
        _ => out.push(Node::Par { style, body }),
    }
}

fn division(reader: &mut Reader<'_>, element: &Element, class: &str, out: &mut Nodes) {
    let first = class.split(' ').find_map(|one| BOXES.iter().rev().find(|known| **known == one).copied());
    // `note tip` is a tip.
    let style =
        if class.starts_with("note ") { BOXES.iter().find(|one| class.ends_with(**one)).copied() } else { first };
    if let Some(style) = style {
        let body = reader.blocks(element);
        out.push(Node::Boxed { style, body });
        return;
    }
    match class {
        "question" => question(reader, element, out),
        "answer" => {
            reader.in_answer = true;
            let body = reader.blocks(element);
            reader.in_answer = false;
            out.push(Node::Answer { body });
        }
        _ => {
            let (lang, dir) = (inline::language(element), inline::direction(element));
            let body = reader.blocks(element);
            match (&lang, &dir) {
                (None, None) if element.name == "summary" => {
                    out.push(Node::Par { style: Some("label"), body });
                }
                (None, None) => {
                    out.extend(body);
                    // What follows begins on its own line.
                    if out.last().is_some_and(|last| !last.is_block()) {
                        out.push(Node::Par { style: None, body: Vec::new() });
                    }
                }
                _ => out.push(Node::Division { lang, dir, body }),
            }
        }
    }
}

fn list(reader: &mut Reader<'_>, element: &Element, class: &str, out: &mut Nodes) {
    if class == "scale" {
        let mut item = |item: &Element| {
            let words = item.children.iter().filter(|part| !is_box(part));
            trimmed(reader.run(words))
        };
        let items = element.all("li").map(&mut item).collect();
        out.push(Node::Scale { items });
        return;
    }
    let ordered = element.name == "ol";
    let marker = match class {
        "tasks" => Marker::None,
        "choices" if reader.in_answer => Marker::Letter,
        "choices" => Marker::Box,
        _ if element.attribute("type") == Some("A") => Marker::Letter,
        _ if ordered => Marker::Number,
        _ => Marker::Bullet,
    };
    let start = element.attribute("start").and_then(number).unwrap_or(1);
    let mut items = Vec::new();
    for item in element.all("li") {
        let value = item.attribute("value").and_then(number);
        let right = item.attribute("class") == Some("right");
        let body = reader.blocks(item);
        items.push(Item { value, right, body });
    }
    out.push(Node::List { marker, start, items });
}

/// Returns a number that an item of a list may have.
fn number(written: &str) -> Option<u64> {
    written.parse().ok().filter(|number| *number < 1_000_000)
}

fn is_box(part: &Part) -> bool {
    matches!(part, Part::Element(element) if element.attribute("class") == Some("box"))
}

/// A question of order has lines for numbers; the halves of one to match stand side by side.
fn question(reader: &mut Reader<'_>, element: &Element, out: &mut Nodes) {
    let of = element.attribute("data-kind").unwrap_or_default().to_owned();
    let mut body = if of == "match" {
        let is_half = |part: &Part| matches!(part, Part::Element(one) if one.attribute("class") == Some("halves"));
        let first = element.children.iter().position(is_half);
        let last = element.children.iter().rposition(is_half);
        match first.zip(last) {
            Some((first, last)) => matched(reader, element, first, last),
            None => reader.blocks(element),
        }
    } else {
        reader.blocks(element)
    };
    if of == "order" {
        for node in &mut body {
            if let Node::List { marker: marker @ Marker::Box, .. } = node {
                *marker = Marker::Place;
            }
        }
    }
    out.push(Node::Question { of, body });
}

fn matched(reader: &mut Reader<'_>, element: &Element, first: usize, last: usize) -> Nodes {
    let label = |part: &Part| matches!(part, Part::Element(one) if one.attribute("class") == Some("label"));
    // The head of the first column stands before it.
    let blank = |part: &Part| matches!(part, Part::Text(words) if words.trim().is_empty());
    let before =
        element.children[..first].iter().rposition(|part| !blank(part)).filter(|at| label(&element.children[*at]));
    let begin = before.unwrap_or(first);
    let mut body = reader.run(element.children[..begin].iter());
    let (mut heads, mut columns, mut head) = (Vec::new(), Vec::new(), Vec::new());
    for part in &element.children[begin..=last] {
        let Part::Element(one) = part else { continue };
        match one.attribute("class") {
            Some("label") => head = reader.inlines(one),
            Some("halves") => {
                heads.push(std::mem::take(&mut head));
                columns.push(one.all("li").map(|item| reader.blocks(item)).collect::<Vec<_>>());
            }
            _ => {}
        }
    }
    let mut columns = columns.into_iter();
    let (left, right) = (columns.next().unwrap_or_default(), columns.next().unwrap_or_default());
    let mut heads = heads.into_iter();
    let heads = [heads.next().unwrap_or_default(), heads.next().unwrap_or_default()];
    body.push(Node::Halves { heads, left, right });
    body.extend(reader.run(element.children[last + 1..].iter()));
    trimmed(body)
}

fn terms(reader: &mut Reader<'_>, list: &Element) -> Vec<Term> {
    let mut items: Vec<Term> = Vec::new();
    let parts = list.elements().flat_map(|part| match part.name.as_str() {
        "div" => part.elements().collect(),
        _ => vec![part],
    });
    for part in parts.collect::<Vec<_>>() {
        let id = part.attribute("id").filter(|id| reader.wanted.contains(*id)).map(ToOwned::to_owned);
        let mut words = reader.blocks(part);
        if let Some(id) = id {
            words.insert(0, Node::Anchor { id });
        }
        let done = items.last().is_none_or(|last| !last.meanings.is_empty());
        match part.name.as_str() {
            "dt" if done => items.push(Term { terms: vec![words], meanings: Vec::new() }),
            "dt" => items.last_mut().expect("one is begun").terms.push(words),
            _ => match items.last_mut() {
                Some(last) => last.meanings.push(words),
                None => items.push(Term { terms: Vec::new(), meanings: vec![words] }),
            },
        }
    }
    items
}

fn code(element: &Element) -> Vec<Line> {
    let mut lines = vec![Line { text: String::new(), marked: false }];
    letters(element, false, &mut lines);
    while lines.last().is_some_and(|line| line.text.is_empty()) {
        lines.pop();
    }
    lines
}

fn letters(element: &Element, marked: bool, lines: &mut Vec<Line>) {
    for part in &element.children {
        match part {
            Part::Element(inner) => letters(inner, marked || inner.name == "mark", lines),
            Part::Text(words) => {
                for (number, piece) in words.split('\n').enumerate() {
                    if number > 0 {
                        lines.push(Line { text: String::new(), marked: false });
                    }
                    if let Some(line) = lines.last_mut().filter(|_| !piece.is_empty()) {
                        line.text.push_str(piece);
                        line.marked |= marked;
                    }
                }
            }
        }
    }
}

fn figure(reader: &mut Reader<'_>, element: &Element, class: &str, out: &mut Nodes) {
    let caption = element.child("figcaption").map(|caption| reader.inlines(caption)).unwrap_or_default();
    let is_caption = |part: &Part| matches!(part, Part::Element(one) if one.name == "figcaption");
    let parts = element.children.iter().filter(|part| !is_caption(part));
    let mut body = trimmed(reader.run(parts));
    if class.starts_with("film") {
        let code = body.iter().position(|node| matches!(node, Node::Code2d { .. }));
        let code = code.and_then(|at| match body.remove(at) {
            Node::Code2d { src } => Some(src),
            _ => None,
        });
        // The film's words are set below it, as wide as the text.
        let more = body.iter().position(|node| matches!(node, Node::Boxed { .. })).unwrap_or(body.len());
        let more = body.split_off(more);
        if !caption.is_empty() {
            body.push(Node::Par { style: Some("where"), body: caption });
        }
        out.push(Node::Film { body, code, more });
        return;
    }
    let has = |name: &str| class.split(' ').any(|one| one == name);
    let width = if has("half") {
        50
    } else if has("third") {
        33
    } else {
        100
    };
    out.push(Node::Figure { width, body, caption });
}
