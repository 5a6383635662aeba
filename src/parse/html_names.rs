//! Which elements and attributes of an author's own HTML are kept.

use crate::model::{HtmlTag, TagPart};

/// How an element is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    /// It stands in a sentence.
    Words(&'static str),
    /// It stands on its own lines.
    Block(&'static str),
    /// It is removed, what stands in it is kept.
    Removed,
    /// It is removed with all that stands in it.
    Dropped,
}

/// The elements that stand in a sentence.
const WORDS: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "q",
    "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

/// The elements that stand on their own lines.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "col",
    "colgroup",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// The elements that vanish with their content.
const DROPPED: &[&str] = &[
    "applet",
    "audio",
    "canvas",
    "embed",
    "frameset",
    "head",
    "iframe",
    "math",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "plaintext",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "video",
    "xmp",
];

/// The elements without content.
const VOID: &[&str] = &["br", "col", "hr", "img", "wbr"];

/// Other elements without content, which are removed but never opened.
const REMOVED_VOID: &[&str] = &["area", "base", "embed", "frame", "input", "link", "meta", "param", "source", "track"];

/// The attributes that every element may have.
const GLOBAL: &[&str] = &["dir", "id", "lang", "title"];

/// The attributes that some elements may have.
const OF_ELEMENT: &[(&str, &[&str])] = &[
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("details", &["open"]),
    ("li", &["value"]),
    ("ol", &["reversed", "start"]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan", "scope"]),
    ("time", &["datetime"]),
];

/// Returns how the element `name` (in lower case) is treated.
pub(super) fn element(name: &str) -> Element {
    if name == "h1" {
        return Element::Block("h2");
    }
    let known = |list: &[&'static str]| list.iter().find(|known| **known == name).copied();
    if let Some(name) = known(WORDS) {
        Element::Words(name)
    } else if let Some(name) = known(BLOCKS) {
        Element::Block(name)
    } else if known(DROPPED).is_some() {
        Element::Dropped
    } else {
        Element::Removed
    }
}

/// Tells whether an element has no content.
pub(super) fn is_void(name: &str) -> bool {
    VOID.contains(&name) || REMOVED_VOID.contains(&name)
}

/// Returns the attribute `name` of `element`, if its value is one that may stand there.
pub(super) fn attribute(element: &str, name: &str, value: &str) -> Option<&'static str> {
    let global = GLOBAL.iter().find(|known| **known == name);
    let own = || {
        let (_, names) = OF_ELEMENT.iter().find(|(known, _)| *known == element)?;
        names.iter().find(|known| **known == name)
    };
    let name = global.or_else(own).copied()?;
    let sound = match name {
        "dir" => matches!(value, "ltr" | "rtl" | "auto"),
        "lang" => crate::locale::Lang::parse(value).is_some(),
        "id" => crate::parse::attributes::is_id(value),
        "colspan" | "rowspan" | "span" | "start" | "value" => value.parse::<i32>().is_ok(),
        "scope" => matches!(value, "row" | "col" | "rowgroup" | "colgroup"),
        "open" | "reversed" => true,
        _ => !value.is_empty(),
    };
    sound.then_some(name)
}

/// Tells whether an open element `open` ends by itself where `next` begins, as HTML has it.
pub(super) fn ends_before(open: &str, next: &str) -> bool {
    match open {
        "li" => next == "li",
        "dt" | "dd" => matches!(next, "dt" | "dd"),
        "td" | "th" => matches!(next, "td" | "th" | "tr" | "tbody" | "tfoot"),
        "tr" => matches!(next, "tr" | "tbody" | "tfoot"),
        "thead" | "tbody" => matches!(next, "tbody" | "tfoot"),
        "p" => matches!(element(next), Element::Block(_)),
        _ => false,
    }
}

/// Tells whether an open element ends by itself where the one around it ends, as HTML has it.
pub(super) fn ends_with_parent(open: &str) -> bool {
    matches!(open, "li" | "dt" | "dd" | "td" | "th" | "tr" | "thead" | "tbody" | "tfoot" | "p" | "colgroup")
}

/// Returns the closing tag of an element.
pub(super) fn closing(name: &'static str) -> HtmlTag {
    HtmlTag { name, part: TagPart::Close, attributes: Vec::new() }
}
