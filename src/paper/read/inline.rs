//! What stands in a sentence.

use crate::import::{Element, Node as Part};
use crate::paper::node::{Node, Nodes};
use crate::paper::read::{Reader, formula};

/// The longest address that is printed or led to, in bytes.
const LONGEST_ADDRESS: usize = 2_000;

/// Reads an element that stands in a sentence; tells whether it is one.
pub(crate) fn inline(reader: &mut Reader<'_>, element: &Element, out: &mut Nodes) -> bool {
    let style = match element.name.as_str() {
        "em" | "i" | "cite" | "var" => "emph",
        "strong" | "b" => "strong",
        "del" | "s" => "strike",
        "ins" | "u" => "underline",
        "sup" => "super",
        "sub" => "sub",
        "small" => "small",
        "mark" => "mark",
        "code" | "kbd" | "samp" => "code",
        "dfn" => "term",
        "a" => return link(reader, element, out),
        "br" => {
            out.push(Node::Break);
            return true;
        }
        "img" => {
            image(reader, element, out);
            return true;
        }
        "math" => {
            math(element, out);
            return true;
        }
        "span" | "abbr" | "bdi" | "bdo" | "time" | "label" | "rb" | "ruby" => return span(reader, element, out),
        "q" => {
            out.push(Node::Text("“".into()));
            reader.append(element, out);
            out.push(Node::Text("”".into()));
            return true;
        }
        "rt" => {
            out.push(Node::Text(" (".into()));
            reader.append(element, out);
            out.push(Node::Text(")".into()));
            return true;
        }
        "rp" | "wbr" => return true,
        _ => return false,
    };
    // Where a mention is raised already, the footnote raises itself.
    if style == "super" && element.child("a").and_then(|link| link.attribute("class")) == Some("mention") {
        reader.append(element, out);
        return true;
    }
    let body = reader.inside(element);
    out.push(Node::Styled { style, body });
    true
}

fn span(reader: &mut Reader<'_>, element: &Element, out: &mut Nodes) -> bool {
    match element.attribute("class").unwrap_or_default() {
        "blank" => out.push(Node::Blank { wide: reader.in_cell }),
        "lines" => {
            let count = element.all("span").count().clamp(1, 40);
            out.push(Node::Lines { count: u8::try_from(count).unwrap_or(40) });
        }
        "box" => out.push(Node::Tick { done: element.text().contains('☑') }),
        "option" => {
            let words = element.children.iter().filter(|part| !is_box(part));
            let body = reader.run(words);
            out.push(Node::Choice { body });
        }
        "fact" => {
            out.push(Node::Text(" · ".into()));
            reader.append(element, out);
        }
        "mark" => out.push(Node::Text("✓".into())),
        _ => {
            let (lang, dir) = (language(element), direction(element));
            if lang.is_none() && dir.is_none() {
                reader.append(element, out);
            } else {
                let body = reader.inside(element);
                out.push(Node::Passage { lang, dir, body });
            }
        }
    }
    true
}

/// Returns the language of an element's words, as the typesetter takes it.
pub(crate) fn language(element: &Element) -> Option<String> {
    element.attribute("lang").and_then(base_language)
}

/// Returns the first part of a language tag, where it is a code of two or three letters (ISO 639).
pub(crate) fn base_language(tag: &str) -> Option<String> {
    let base = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let is_code = (2..=3).contains(&base.len()) && base.bytes().all(|byte| byte.is_ascii_lowercase());
    is_code.then_some(base)
}

/// Returns the direction of an element's words.
pub(crate) fn direction(element: &Element) -> Option<String> {
    element.attribute("dir").filter(|dir| matches!(*dir, "ltr" | "rtl")).map(ToOwned::to_owned)
}

fn is_box(part: &Part) -> bool {
    matches!(part, Part::Element(element) if element.attribute("class") == Some("box"))
}

fn link(reader: &mut Reader<'_>, element: &Element, out: &mut Nodes) -> bool {
    let class = element.attribute("class").unwrap_or_default();
    let role = element.attribute("role").unwrap_or_default();
    let href = element.attribute("href").unwrap_or_default();
    if class == "mention" {
        reader.mention(href.trim_start_matches('#'), out);
        return true;
    }
    let body = reader.inside(element);
    if let Some(id) = href.strip_prefix('#') {
        if reader.leads(id) {
            // A term is found by its letters; where it says so itself, a page would be told twice.
            out.push(Node::To { id: id.to_owned(), page: reader.tells_page || role == "doc-backlink", body });
        } else {
            out.extend(body);
        }
        return true;
    }
    let web = href.starts_with("https://") || href.starts_with("http://");
    // A number that is dialled is read already.
    let web = web && !href.starts_with("https://wa.me/");
    let shown = web && element.text().trim() != href && !reader.in_heading;
    match href {
        "" => out.extend(body),
        long if long.len() > LONGEST_ADDRESS => out.extend(body),
        _ => out.push(Node::Out { href: href.to_owned(), shown, body }),
    }
    true
}

pub(crate) fn image(reader: &mut Reader<'_>, element: &Element, out: &mut Nodes) {
    let alt = element.attribute("alt").unwrap_or_default().to_owned();
    let size = |name: &str| element.attribute(name).and_then(|value| value.parse().ok()).unwrap_or(0);
    match element.attribute("src").and_then(|src| reader.pictures.file(src)) {
        Some(src) => out.push(Node::Image { src, width: size("width"), height: size("height"), alt }),
        None => out.push(Node::Text(alt)),
    }
}

fn math(element: &Element, out: &mut Nodes) {
    let display = element.attribute("display") == Some("block");
    match formula::source(element) {
        Some(tex) => out.push(Node::Styled { style: "code", body: vec![Node::Text(tex)] }),
        None => out.push(Node::Math { display, body: formula::formula(element) }),
    }
}
