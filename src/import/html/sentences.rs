//! Elements that stand in a sentence.

use crate::diagnostic::Message;
use crate::import::gathered::{MediaKind, shortened};
use crate::import::html::Surroundings;
use crate::import::html::films::film_in_frame;
use crate::import::imported::{Address, Inline, Picture, Target};
use crate::import::xml::is_block;
use crate::import::xml::{Element, Node};

/// Tells whether an element, or something in it, stands on its own lines.
pub(super) fn holds_blocks(element: &Element) -> bool {
    is_block(&element.name)
        || matches!(element.name.as_str(), "iframe" | "video" | "audio")
        || element.elements().any(holds_blocks)
}

/// Adds nodes of a sentence to `line`.
pub(super) fn sentence(nodes: &[Node], line: &mut Vec<Inline>, around: &mut dyn Surroundings) {
    for node in nodes {
        match node {
            Node::Text(words) => text(words, line),
            Node::Element(element) => inline(element, line, around),
        }
    }
}

fn inner(element: &Element, around: &mut dyn Surroundings) -> Vec<Inline> {
    let mut line = Vec::new();
    sentence(&element.children, &mut line, around);
    line
}

/// Adds one element of a sentence.
pub(super) fn inline(element: &Element, line: &mut Vec<Inline>, around: &mut dyn Surroundings) {
    if is_hidden(element) {
        return;
    }
    if let Some(name) = element.attribute("id").and_then(|id| around.anchor(id)) {
        line.push(Inline::Anchor(name));
    }
    match element.name.as_str() {
        "b" | "strong" => wrapped(Inline::Strong, element, line, around),
        "i" | "em" | "cite" | "dfn" | "var" => wrapped(Inline::Emphasis, element, line, around),
        "s" | "strike" | "del" => wrapped(Inline::Strikethrough, element, line, around),
        "sup" => wrapped(Inline::Superscript, element, line, around),
        "sub" => wrapped(Inline::Subscript, element, line, around),
        "code" | "kbd" | "samp" | "tt" => {
            let words = collapsed(&element.text());
            if !words.trim().is_empty() {
                line.push(Inline::Code(words.trim().to_owned()));
            }
        }
        "q" => {
            line.push(Inline::Text("“".to_owned()));
            line.extend(inner(element, around));
            line.push(Inline::Text("”".to_owned()));
        }
        "br" => line.push(Inline::Break),
        "a" => link(element, line, around),
        "img" => picture(element, line, around),
        "math" => formula(element, line, around),
        "svg" | "canvas" | "object" | "embed" | "applet" => lost(element, line, around),
        "input" | "select" | "textarea" | "button" | "datalist" | "output" | "progress" | "meter" => {
            around.lose(Message::new("import.lost-form"));
        }
        "script" | "noscript" | "head" | "title" | "meta" | "link" => {}
        "span" | "font" if says(element, "font-weight", &["bold", "600", "700", "800", "900"]) => {
            wrapped(Inline::Strong, element, line, around);
        }
        "span" | "font" if says(element, "font-style", &["italic", "oblique"]) => {
            wrapped(Inline::Emphasis, element, line, around);
        }
        "span" | "font" if says(element, "text-decoration", &["line-through"]) => {
            wrapped(Inline::Strikethrough, element, line, around);
        }
        "span" | "font" if says(element, "vertical-align", &["super"]) => {
            wrapped(Inline::Superscript, element, line, around);
        }
        "span" | "font" if says(element, "vertical-align", &["sub"]) => {
            wrapped(Inline::Subscript, element, line, around);
        }
        _ => sentence(&element.children, line, around),
    }
}

fn wrapped(wrap: fn(Vec<Inline>) -> Inline, element: &Element, line: &mut Vec<Inline>, around: &mut dyn Surroundings) {
    let content = inner(element, around);
    if !content.is_empty() {
        line.push(wrap(content));
    }
}

fn link(element: &Element, line: &mut Vec<Inline>, around: &mut dyn Surroundings) {
    if let Some(name) = element.attribute("name").and_then(|name| around.anchor(name)) {
        line.push(Inline::Anchor(name));
    }
    let content = inner(element, around);
    let Some(address) = element.attribute("href").map(str::trim).filter(|address| !address.is_empty()) else {
        line.extend(content);
        return;
    };
    match around.link(address) {
        Some(target) if !content.is_empty() => line.push(Inline::Link { target, content }),
        Some(_) => {}
        None => {
            if address != "#" && !address.to_lowercase().starts_with("javascript:") {
                around.lose(Message::new("import.lost-link").with("address", shortened(address)));
            }
            line.extend(content);
        }
    }
}

fn picture(element: &Element, line: &mut Vec<Inline>, around: &mut dyn Surroundings) {
    let address = element.attribute("src").unwrap_or("").trim();
    // An empty description says: decoration (HTML Standard, section 4.8.4.4.5); none at all says nothing.
    let alternative = match element.attribute("alt").map(collapsed) {
        Some(told) if told.trim().is_empty() => "-".to_owned(),
        Some(told) => told.trim().to_owned(),
        None if element.attribute("role").is_some_and(|role| role == "presentation") => "-".to_owned(),
        None => String::new(),
    };
    if let Some((media, MediaKind::Picture)) = around.media(address) {
        let caption = element.attribute("title").map(collapsed).filter(|title| !title.trim().is_empty());
        line.push(Inline::Media(Picture { media, alternative, caption }));
        return;
    }
    if !address.is_empty() {
        let key = match Address::new(address).is_some() {
            true => "import.lost-picture-outside",
            false => "import.lost-missing",
        };
        around.lose(Message::new(key).with("name", shortened(address)));
    }
    if !matches!(alternative.as_str(), "" | "-") {
        line.push(Inline::Emphasis(vec![Inline::Text(alternative)]));
    }
}

/// Takes the TeX that many editors keep beside their MathML; without it the signs are there and their order is lost.
fn formula(element: &Element, line: &mut Vec<Inline>, around: &mut dyn Surroundings) {
    let tex = element.matching(&|inner| inner.name == "annotation");
    let tex = tex.iter().find(|inner| inner.attribute("encoding").is_some_and(|own| own.contains("tex")));
    match tex.map(|tex| tex.text()).filter(|tex| !tex.trim().is_empty()) {
        Some(tex) => line.push(Inline::Math(tex.trim().to_owned())),
        None => {
            let words = shortened(&element.text());
            around.lose(Message::new("import.lost-formula").with("words", &words));
            line.push(Inline::Text(words));
        }
    }
}

fn lost(element: &Element, line: &mut Vec<Inline>, around: &mut dyn Surroundings) {
    let address = element.attribute("data").or_else(|| element.attribute("src")).unwrap_or("");
    if let Some(film) = film_in_frame(address) {
        let content = vec![Inline::Text(film.as_str().to_owned())];
        line.push(Inline::Link { target: Target::Web(film), content });
        return;
    }
    around.lose(Message::new("import.lost-element").with("name", &element.name));
    // What stands in it is for those who cannot see it.
    if matches!(element.name.as_str(), "object" | "applet") {
        sentence(&element.children, line, around);
    }
}

/// Adds words; TeX between `\(` and `\)` is a formula, as MathJax has it.
fn text(words: &str, line: &mut Vec<Inline>) {
    let mut rest = words;
    while let Some((before, formula, after)) = tex_in(rest) {
        push_text(before, line);
        line.push(Inline::Math(formula.trim().to_owned()));
        rest = after;
    }
    push_text(rest, line);
}

fn tex_in(words: &str) -> Option<(&str, &str, &str)> {
    let begin = words.find("\\(").map(|at| (at, "\\)")).or_else(|| words.find("\\[").map(|at| (at, "\\]")))?;
    let (at, end) = begin;
    let (formula, after) = words[at + 2..].split_once(end)?;
    (!formula.trim().is_empty()).then_some((&words[..at], formula, after))
}

fn push_text(words: &str, line: &mut Vec<Inline>) {
    let words = collapsed(words);
    if words.is_empty() || (words == " " && matches!(line.last(), None | Some(Inline::Break))) {
        return;
    }
    match line.last_mut() {
        Some(Inline::Text(before)) if before.ends_with(' ') => before.push_str(words.trim_start_matches(' ')),
        Some(Inline::Text(before)) => before.push_str(&words),
        _ => line.push(Inline::Text(words)),
    }
}

/// Returns words with each run of white space as one space, as HTML shows them.
pub(super) fn collapsed(words: &str) -> String {
    let mut told = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            ' ' | '\n' | '\r' | '\t' | '\u{c}' => {
                if !told.ends_with(' ') {
                    told.push(' ');
                }
            }
            '\u{feff}' | '\u{200b}' => {}
            letter => told.push(letter),
        }
    }
    told
}

/// Tells whether an element is never shown.
pub(super) fn is_hidden(element: &Element) -> bool {
    element.attribute("hidden").is_some() || says(element, "display", &["none"])
}

/// Tells whether an element's own style gives a property one of these values.
fn says(element: &Element, property: &str, values: &[&str]) -> bool {
    let Some(style) = element.attribute("style") else { return false };
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(name, value)| {
        let value = value.trim().to_ascii_lowercase();
        name.trim().eq_ignore_ascii_case(property) && value.split_whitespace().any(|word| values.contains(&word))
    })
}
