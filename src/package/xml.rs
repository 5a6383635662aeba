//! How a manifest is written: elements, and texts that every reader takes.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;

/// A manifest on its way.
pub(crate) type Xml = Writer<Vec<u8>>;

/// Returns the text of a document, whose root `content` writes.
pub(crate) fn document(content: impl FnOnce(&mut Xml) -> io::Result<()>) -> Vec<u8> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))
        .and_then(|()| content(&mut xml))
        .expect("writing to memory does not fail");
    let mut text = xml.into_inner();
    text.push(b'\n');
    text
}

/// Writes an element that holds others.
pub(crate) fn group(xml: &mut Xml, name: &str, content: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<()> {
    xml.create_element(name).write_inner_content(content)?;
    Ok(())
}

/// Writes an element that holds a text.
pub(crate) fn leaf(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(text))?;
    Ok(())
}

/// Returns at most `most` characters of what XML can hold (XML 1.0, section 2.2), cut with an ellipsis.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    let allowed = |letter: &char| !letter.is_control() && !matches!(letter, '\u{FFFE}' | '\u{FFFF}');
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter(allowed).collect();
    if text.chars().count() <= most {
        return text;
    }
    let cut: String = text.chars().take(most - 1).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn long_texts_are_cut_between_characters() {
        let cut = shortened(&"өө ".repeat(600), 1000);
        assert!(cut.chars().count() <= 1000 && cut.ends_with('…'));
        assert_eq!(shortened("a\u{0}b\n c", 10), "ab c");
    }
}
