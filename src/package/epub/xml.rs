//! What the XML files of a book are written with.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;

/// An XML file that grows in memory.
pub(crate) type Xml = Writer<Vec<u8>>;

/// Returns an XML file that `write` fills.
pub(crate) fn document(write: impl FnOnce(&mut Xml) -> io::Result<()>) -> Vec<u8> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
    let written =
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None))).and_then(|()| write(&mut xml));
    written.expect("writing to memory does not fail");
    let mut text = xml.into_inner();
    text.push(b'\n');
    text
}

/// Writes an element that holds words alone.
pub(crate) fn leaf(xml: &mut Xml, name: &str, attributes: &[(&str, &str)], words: &str) -> io::Result<()> {
    let words: String = words.chars().filter(|letter| is_allowed(*letter)).collect();
    let element = xml.create_element(name).with_attributes(attributes.iter().copied());
    element.write_text_content(BytesText::new(&words))?;
    Ok(())
}

/// Writes an element around what `content` writes.
pub(crate) fn group(
    xml: &mut Xml,
    name: &str,
    attributes: &[(&str, &str)],
    content: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    xml.create_element(name).with_attributes(attributes.iter().copied()).write_inner_content(content)?;
    Ok(())
}

/// Writes an element without content.
pub(crate) fn empty(xml: &mut Xml, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    xml.create_element(name).with_attributes(attributes.iter().copied()).write_empty()?;
    Ok(())
}

/// Tells whether XML can hold a letter (XML 1.0, section 2.2).
pub(crate) fn is_allowed(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}
