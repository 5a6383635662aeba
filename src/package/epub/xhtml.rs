//! A page as XML (HTML Standard, section 14).
//!
//! 1. Elements without content are closed, every attribute has a value, entities are letters.
//! 2. Drawings and formulas say their namespace, languages are said in XML's way too.
//! 3. What a role says of a place, `epub:type` says for reading apps (EPUB Structural Semantics 1.1); the data of the
//!    player is left out.
//! 4. An id stands on a page once: what has it a second time loses it. What was left open is closed, and parts of lists
//!    and tables stand where they may ([`crate::package::epub::nesting`]).

use crate::package::epub::nesting::{has_meaning, is_at_home, missing_between};
use crate::package::epub::xml::is_allowed;
use quick_xml::Reader;
use quick_xml::escape::{escape, partial_escape, unescape};
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;

/// The elements without content (HTML Standard, section 13.1.2).
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// What the values of these attributes mean to a reading app.
const TYPES: &[(&str, &[(&str, &str)])] = &[
    (
        "role",
        &[
            ("doc-backlink", "backlink"),
            ("doc-chapter", "chapter"),
            ("doc-cover", "cover"),
            ("doc-footnote", "footnote"),
            ("doc-glossary", "glossary"),
            ("doc-noteref", "noteref"),
            ("doc-part", "part"),
        ],
    ),
    (
        "data-kind",
        &[
            ("gaps", "fill-in-the-blank-problem"),
            ("match", "match-problem"),
            ("multiple", "multiple-choice-problem"),
            ("open", "general-problem"),
            ("order", "general-problem"),
            ("scale", "general-problem"),
            ("single", "multiple-choice-problem"),
        ],
    ),
];

/// Returns a page as XML.
///
/// # Errors
/// When it is no markup at all, with what is wrong and where.
pub(crate) fn xhtml(html: &str) -> Result<String, String> {
    let mut reader = Reader::from_str(html);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut page = Page::default();
    page.out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n");
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(Event::Start(tag) | Event::Empty(tag)) if !is_name(tag.name().0) => {
                return Err(format!("`<{}` is no element", tag.name().0));
            }
            Ok(event) => page.event(event),
            Err(error) => return Err(format!("{error} at byte {}", reader.error_position())),
        }
    }
    while page.close_last() {}
    page.out.push('\n');
    Ok(page.out)
}

/// A page on its way to XML.
#[derive(Default)]
struct Page {
    out: String,
    /// The elements that are open.
    open: Vec<Open>,
    ids: BTreeSet<String>,
}

/// An element that is open.
struct Open {
    name: String,
    kind: Kind,
    /// Its last child.
    last: Option<String>,
}

/// Where an open element came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The page has it.
    Own,
    /// It was missing.
    Added,
    /// The page has it where it may not stand: it is not written.
    LeftOut,
}

impl Page {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::Empty(tag) => {
                if self.make_room(Some(tag.name().0)) {
                    self.tag(&tag);
                    self.out.push_str("/>");
                }
            }
            Event::End(tag) => {
                let name = tag.name().0;
                if self.open.iter().any(|open| open.kind != Kind::Added && open.name == name) {
                    while self.open.last().is_some_and(|open| open.kind == Kind::Added || open.name != name)
                        && self.close_last()
                    {}
                    self.close_last();
                }
            }
            Event::Text(words) => self.words(&words.into_inner()),
            Event::CData(words) => self.words(&words.into_inner()),
            Event::GeneralRef(reference) => {
                let name = format!("&{};", &*reference);
                let words = match &*name {
                    "&nbsp;" => "\u{a0}".to_owned(),
                    _ => unescape(&name).map_or_else(|_| name.clone(), |words| words.into_owned()),
                };
                self.words(&words);
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Eof => {}
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.name().0;
        let is_written = self.make_room(Some(name)) && !is_idle(tag);
        if is_written {
            self.tag(tag);
        }
        if VOID.contains(&name) {
            self.out.push_str(if is_written { "/>" } else { "" });
            return;
        }
        self.out.push_str(if is_written { ">" } else { "" });
        self.push(name, if is_written { Kind::Own } else { Kind::LeftOut });
    }

    fn push(&mut self, name: &str, kind: Kind) {
        if kind != Kind::LeftOut
            && let Some(parent) = self.open.iter_mut().rfind(|open| open.kind != Kind::LeftOut)
        {
            parent.last = Some(name.to_owned());
        }
        self.open.push(Open { name: name.to_owned(), kind, last: None });
    }

    /// Returns the element that is written now.
    fn parent(&self) -> Option<&str> {
        self.open.iter().rfind(|open| open.kind != Kind::LeftOut).map(|open| &*open.name)
    }

    /// Closes what was added and is not needed any more, adds what is missing around `child` (nothing: words), and
    /// tells whether it may stand here.
    fn make_room(&mut self, child: Option<&str>) -> bool {
        while self.open.last().is_some_and(|open| open.kind == Kind::Added)
            && child.is_some_and(|child| !is_at_home(child, self.parent()) || child == self.parent().unwrap_or(""))
            && self.close_last()
        {}
        if !child.is_none_or(|child| is_at_home(child, self.parent())) {
            return false;
        }
        while let Some(missing) = self.parent().and_then(|parent| missing_between(parent, child)) {
            if missing == "col" {
                return false;
            }
            self.term(missing);
            self.out.push('<');
            self.out.push_str(missing);
            self.out.push('>');
            self.push(missing, Kind::Added);
        }
        self.term(child.unwrap_or(""));
        true
    }

    /// What is said in a list of terms is said of some term.
    fn term(&mut self, child: &str) {
        let parent = self.open.iter_mut().rfind(|open| open.kind != Kind::LeftOut);
        if let Some(parent) = parent.filter(|parent| child == "dd" && parent.name == "dl" && parent.last.is_none()) {
            parent.last = Some("dt".to_owned());
            self.out.push_str("<dt></dt>");
        }
    }

    fn words(&mut self, words: &str) {
        if !words.trim().is_empty() && !self.make_room(None) {
            return;
        }
        // Between the head and the body there is nothing but line ends.
        if !self.open.is_empty() {
            self.out.push_str(&partial_escape(allowed(words)).replace('"', "&quot;"));
        }
    }

    fn close_last(&mut self) -> bool {
        let Some(open) = self.open.pop() else { return false };
        if open.kind != Kind::LeftOut {
            if open.name == "dl" && open.last.as_deref() == Some("dt") {
                self.out.push_str("<dd></dd>");
            }
            self.out.push_str("</");
            self.out.push_str(&open.name);
            self.out.push('>');
        }
        true
    }

    /// Writes a tag up to its end.
    fn tag(&mut self, tag: &BytesStart<'_>) {
        let element = tag.name().0;
        self.out.push('<');
        self.out.push_str(element);
        match element {
            "html" => {
                self.attribute("xmlns", "http://www.w3.org/1999/xhtml");
                self.attribute("xmlns:epub", "http://www.idpf.org/2007/ops");
            }
            "svg" => self.attribute("xmlns", "http://www.w3.org/2000/svg"),
            "math" => self.attribute("xmlns", "http://www.w3.org/1998/Math/MathML"),
            _ => {}
        }
        let mut seen: BTreeSet<String> = ["xmlns".to_owned(), "xmlns:epub".to_owned()].into();
        let mut meaning = Vec::new();
        for attribute in tag.html_attributes().with_checks(false).flatten() {
            let name = attribute.key.0;
            let value =
                unescape(&attribute.value).map_or_else(|_| attribute.value.to_string(), |value| value.into_owned());
            if !is_name(name) || !has_meaning(element, name, &value) || !seen.insert(name.to_owned()) {
                continue;
            }
            meaning.extend(means(name, &value));
            if name == "id" && !self.ids.insert(value.clone()) || name.starts_with("data-") {
                continue;
            }
            self.attribute(name, &value);
            if name == "lang" && seen.insert("xml:lang".to_owned()) {
                self.attribute("xml:lang", &value);
            }
        }
        if !meaning.is_empty() && seen.insert("epub:type".to_owned()) {
            self.attribute("epub:type", &meaning.join(" "));
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        self.out.push_str(&escape(allowed(value)));
        self.out.push('"');
    }
}

/// Tells whether an element says nothing without the attribute that it lacks.
fn is_idle(tag: &BytesStart<'_>) -> bool {
    let has_direction = || tag.html_attributes().with_checks(false).flatten().any(|one| one.key.0 == "dir");
    tag.name().0 == "bdo" && !has_direction()
}

fn means(name: &str, value: &str) -> Option<&'static str> {
    let (_, values) = TYPES.iter().find(|(known, _)| *known == name)?;
    values.iter().find(|(known, _)| *known == value).map(|(_, meaning)| *meaning)
}

fn is_name(name: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-_:.".contains(&byte);
    name.bytes().all(letter) && name.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic())
}

fn allowed(words: &str) -> String {
    words.chars().filter(|letter| is_allowed(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::xhtml;
    use proptest::prelude::{ProptestConfig, proptest};
    use quick_xml::Reader;
    use quick_xml::events::Event;

    fn check(html: &str, expected: &str) {
        let page = xhtml(html).unwrap();
        let body = page.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n").unwrap();
        assert_eq!(body.trim_end(), expected);
    }

    #[test]
    fn html_becomes_xml() {
        check("<p>a<br>b<hr></p>", "<p>a<br/>b<hr/></p>");
        check(
            "<p>a &amp; b &#39;c&#39; &nbsp;&quot; & d &odd;</p>",
            "<p>a &amp; b 'c' \u{a0}&quot; &amp; d &amp;odd;</p>",
        );
        check("<audio controls src=\"a.mp3\"></audio>", "<audio controls=\"\" src=\"a.mp3\"></audio>");
        check("<p lang=\"mn\" title='a \"b\"'>x</p>", "<p lang=\"mn\" xml:lang=\"mn\" title=\"a &quot;b&quot;\">x</p>");
        check("<svg viewBox=\"0 0 1 1\"/>", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>");
        check("<b id=\"x\">1</b><b id=\"x\">2</b>", "<b id=\"x\">1</b><b>2</b>");
        check("<p><b>open</p></i>", "<p><b>open</b></p>");
        check("<ul>a <b>b</b><li>c</li></ul>", "<ul><li>a <b>b</b></li><li>c</li></ul>");
        check("<li>a</li><td>b</td>", "ab");
        check(
            "<table>a<tr>b<td>c</td></tr></table>",
            "<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>",
        );
        check("<dl><dd>a</dd><dt>b</dt></dl>", "<dl><dt></dt><dd>a</dd><dt>b</dt><dd></dd></dl>");
        check("<p><bdo>a</bdo></p>", "<p>a</p>");
        check("<p>\u{1}\u{fffe}x</p>", "<p>x</p>");
        check(
            "<div data-kind=\"match\"><a role=\"doc-backlink\" href=\"#a\">b</a></div>",
            "<div epub:type=\"match-problem\"><a role=\"doc-backlink\" href=\"#a\" epub:type=\"backlink\">b</a></div>",
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn any_text_becomes_sound_xml_or_an_error(text in "(<[/a-c]?(br|p|b|svg|a)( id=\"?[ab]\"?| x| lang='\\PC')?[>/ ]|&(amp|#60|#x0|lt);?|[<&\"\\PC]){0,30}") {
            let Ok(page) = xhtml(&format!("<div>{text}</div>")) else { return Ok(()) };
            let mut reader = Reader::from_str(&page);
            loop {
                match reader.read_event().unwrap_or_else(|error| panic!("{error}: {page}")) {
                    Event::Eof => break,
                    Event::Start(tag) | Event::Empty(tag) => assert!(tag.attributes().all(|attribute| attribute.is_ok()), "{page}"),
                    _ => {}
                }
            }
        }
    }
}
