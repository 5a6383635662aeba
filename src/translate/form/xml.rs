//! XML, for the forms that are made of it.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// Returns text as XML's character data (XML 1.0, section 2.4); letters that XML cannot hold (section 2.2) are left out.
pub(super) fn text(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => told.push_str("&amp;"),
            '<' => told.push_str("&lt;"),
            '>' => told.push_str("&gt;"),
            '"' => told.push_str("&quot;"),
            '\n' | '\t' => told.push(letter),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => {}
            letter => told.push(letter),
        }
    }
    told
}

/// Returns the letters that a reference such as `&amp;` or `&#x41;` stands for (XML 1.0, sections 4.1 and 4.6); nothing for
/// every other: no entity is ever declared.
pub(super) fn reference(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        name => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|letter| *letter != '\0')
        }
    }
}

/// How deep elements may be nested.
const DEEPEST: usize = 64;

/// A part of an XML file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// The byte after it.
    pub(super) end: usize,
    /// What it is.
    pub(super) what: What,
}

/// What a part of an XML file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// An element begins: its name without a prefix, and its attributes with their whole names.
    Open(String, Vec<(String, String)>),
    /// An element ends.
    Close(String),
    /// Words.
    Text(String),
}

/// Why an XML file cannot be read: the message's key, and the byte where it was noticed.
pub(super) type Broken = (&'static str, usize);

/// Returns the parts of an XML file. Nothing is looked up anywhere, and no entity is ever declared: a file with a document
/// type is refused.
pub(super) fn parts(xml: &str) -> Result<Vec<Part>, Broken> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    let mut depth = 0;
    loop {
        let event = reader.read_event().map_err(|_| ("translate/xml", offset(reader.error_position())))?;
        let end = offset(reader.buffer_position());
        let broken = || ("translate/xml", end);
        match event {
            Event::Start(tag) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(broken());
                }
                found.push(Part { end, what: opened(&tag).ok_or_else(broken)? });
            }
            Event::Empty(tag) => {
                let name = tag.local_name().as_ref().to_owned();
                found.push(Part { end, what: opened(&tag).ok_or_else(broken)? });
                found.push(Part { end, what: What::Close(name) });
            }
            Event::End(tag) => {
                depth -= 1;
                found.push(Part { end, what: What::Close(tag.local_name().as_ref().to_owned()) });
            }
            Event::Text(words) => found.push(Part { end, what: What::Text(words.into_inner().replace("\r\n", "\n")) }),
            Event::CData(words) => found.push(Part { end, what: What::Text(words.into_inner().into_owned()) }),
            Event::GeneralRef(name) => {
                let letter = reference(&name).ok_or(("translate/xml-entity", end))?;
                found.push(Part { end, what: What::Text(letter.to_string()) });
            }
            Event::DocType(_) => return Err(("translate/xml-doctype", end)),
            Event::Decl(declared) => {
                let encoding = declared.encoding().and_then(Result::ok).map(|name| name.to_lowercase());
                if encoding.is_some_and(|name| name != "utf-8" && name != "utf8" && name != "us-ascii") {
                    return Err(("translate/not-utf8", end));
                }
            }
            Event::Comment(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    if depth > 0 || found.is_empty() { Err(("translate/xml", xml.len())) } else { Ok(found) }
}

fn offset(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

fn opened(tag: &BytesStart<'_>) -> Option<What> {
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.ok()?;
        attributes
            .push((attribute.key.0.to_owned(), attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned()));
    }
    Some(What::Open(tag.local_name().as_ref().to_owned(), attributes))
}

/// Returns the value of an attribute.
pub(super) fn attribute<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::{parts, text};

    #[test]
    fn what_is_wrong_is_refused() {
        let check = |xml: &str, expected: &str| assert_eq!(parts(xml).unwrap_err().0, expected, "{xml}");
        check("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "translate/xml-doctype");
        check("<a>&b;</a>", "translate/xml-entity");
        check("<a><b></a>", "translate/xml");
        check("<a>", "translate/xml");
        check("", "translate/xml");
        check("<?xml version=\"1.0\" encoding=\"windows-1251\"?><a/>", "translate/not-utf8");
        check(&"<a>".repeat(100_000), "translate/xml");
    }

    #[test]
    fn text_is_what_it_was() {
        let words = "a<b> & \"c\" \u{1}д\n";
        let read = parts(&format!("<a>{}</a>", text(words))).unwrap();
        let told: String = read
            .iter()
            .map(|part| if let super::What::Text(words) = &part.what { words.as_str() } else { "" })
            .collect();
        assert_eq!(told, "a<b> & \"c\" д\n");
    }
}
