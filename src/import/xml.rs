//! XML and HTML → a tree, read without trust.
//!
//! Nothing is looked up anywhere: no entity is ever declared or fetched, so that none can grow. How deep elements are
//! nested and how many there are is bounded. HTML is read as leniently as browsers read it: what is not closed ends with
//! what is around it.

use crate::diagnostic::Message;
use crate::import::Refusal;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// How deep elements may be nested; what is deeper in HTML keeps its words.
const DEEPEST: usize = 200;

/// How many elements and pieces of text a file may have.
const MOST_NODES: usize = 3_000_000;

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Words.
    Text(String),
}

/// An element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name without a prefix; of HTML in lower case.
    pub name: String,
    /// Its attributes, with their whole names; of HTML in lower case.
    pub attributes: Vec<(String, String)>,
    /// What stands in it.
    pub children: Vec<Node>,
    /// The line that it begins in, from 1; of HTML 0.
    pub line: usize,
}

impl Element {
    /// Returns the first element of this name in it.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// Returns every element in it, in order.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Returns every element of this name directly in it.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.elements().filter(move |element| element.name == name)
    }

    /// Returns every element of this name in it, however deep, outer ones first.
    pub fn deep(&self, name: &str) -> Vec<&Self> {
        let mut found = Vec::new();
        self.gather(name, &mut found);
        found
    }

    fn gather<'a>(&'a self, name: &str, found: &mut Vec<&'a Self>) {
        for element in self.elements() {
            if element.name == name {
                found.push(element);
            }
            element.gather(name, found);
        }
    }

    /// Returns the value of an attribute, with or without a prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let bare = |known: &str| known.rsplit(':').next().unwrap_or(known) == name;
        let exact = self.attributes.iter().find(|(known, _)| known == name);
        exact.or_else(|| self.attributes.iter().find(|(known, _)| bare(known))).map(|(_, value)| value.as_str())
    }

    /// Returns all words in it, as they stand.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.push_text(&mut text);
        text
    }

    fn push_text(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(words) => text.push_str(words),
                Node::Element(element) => element.push_text(text),
            }
        }
    }
}

/// Returns the root element of an XML file.
///
/// # Errors
/// When it is no XML, is nested too deep, has too many elements, or declares entities.
pub fn xml(text: &str) -> Result<Element, Refusal> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element> = vec![Element::default()];
    let (mut line, mut counted_to, mut nodes) = (1, 0, 0_usize);
    loop {
        let position = offset(reader.buffer_position()).min(text.len());
        if let Some(passed) = text.as_bytes().get(counted_to..position) {
            line += passed.iter().filter(|byte| **byte == b'\n').count();
            counted_to = position;
        }
        let broken = |line: usize| Refusal(Message::new("import.broken-xml").with("line", line));
        let event = reader.read_event().map_err(|_| broken(line))?;
        nodes += 1;
        if nodes > MOST_NODES {
            return Err(Refusal::new("import.too-long"));
        }
        match event {
            Event::Start(tag) => {
                if open.len() > DEEPEST {
                    return Err(broken(line));
                }
                open.push(opened(&tag, line).ok_or_else(|| broken(line))?);
            }
            Event::Empty(tag) => add(&mut open, Node::Element(opened(&tag, line).ok_or_else(|| broken(line))?)),
            Event::End(_) => close(&mut open),
            Event::Text(words) => add_text(&mut open, &words.into_inner().replace("\r\n", "\n")),
            Event::CData(words) => add_text(&mut open, &words.into_inner()),
            Event::GeneralRef(name) => match reference(&name) {
                Some(letters) => add_text(&mut open, &letters),
                None => add_text(&mut open, &format!("&{};", &*name)),
            },
            // What a document type declares is neither believed nor looked up; entities of its own are refused.
            Event::DocType(declared) if declared.contains('[') => return Err(Refusal::new("import.entities")),
            Event::DocType(_) | Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
            Event::Eof if open.len() > 1 => return Err(broken(line)),
            Event::Eof => break,
        }
    }
    let document = open.pop().unwrap_or_default();
    let root = document.children.into_iter().find_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    });
    root.ok_or_else(|| Refusal(Message::new("import.broken-xml").with("line", 1)))
}

fn offset(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

fn opened(tag: &BytesStart<'_>, line: usize) -> Option<Element> {
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.ok()?;
        let value = match attribute.normalized_value(XmlVersion::Implicit1_0) {
            Ok(value) => value.into_owned(),
            // An entity that nobody declared stands as it is written.
            Err(_) => String::from(&*attribute.value),
        };
        attributes.push((attribute.key.0.to_owned(), value));
    }
    Some(Element { name: tag.local_name().as_ref().to_owned(), attributes, children: Vec::new(), line })
}

/// Returns what a reference such as `&amp;` or `&nbsp;` stands for (XML 1.0, section 4.6; HTML, section 13.5).
fn reference(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|letter| *letter != '\0').map(String::from);
    }
    if name.len() > 40 || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    match html(&format!("&{name};")).as_slice() {
        [Node::Text(letters)] if name == "amp" || !letters.starts_with('&') => Some(letters.clone()),
        _ => None,
    }
}

fn add(open: &mut [Element], node: Node) {
    if let Some(top) = open.last_mut() {
        top.children.push(node);
    }
}

fn add_text(open: &mut [Element], words: &str) {
    let Some(top) = open.last_mut() else { return };
    match top.children.last_mut() {
        Some(Node::Text(before)) => before.push_str(words),
        _ if words.is_empty() => {}
        _ => top.children.push(Node::Text(words.to_owned())),
    }
}

fn close(open: &mut Vec<Element>) {
    if open.len() > 1
        && let Some(done) = open.pop()
    {
        add(open, Node::Element(done));
    }
}

/// Returns what stands in a piece or page of HTML. Never fails: any text is HTML. Scripts and styles are left out.
pub fn html(text: &str) -> Vec<Node> {
    let mut open: Vec<Element> = vec![Element::default()];
    let mut emitter = html5gum::DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut nodes = 0_usize;
    // The name of an element whose content is nobody's words.
    let mut skipping: Option<String> = None;
    for token in html5gum::Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        nodes += 1;
        if nodes > MOST_NODES {
            break;
        }
        match token {
            html5gum::Token::StartTag(_) | html5gum::Token::String(_) if skipping.is_some() => {}
            html5gum::Token::StartTag(tag) => {
                let name = word(&tag.name);
                if matches!(name.as_str(), "script" | "style" | "template" | "noscript") {
                    skipping = (!tag.self_closing).then_some(name);
                    continue;
                }
                let attributes = tag.attributes.iter().map(|(key, value)| (word(key), word(value))).collect();
                let element = Element { name, attributes, children: Vec::new(), line: 0 };
                start(&mut open, element, tag.self_closing);
            }
            html5gum::Token::EndTag(tag) => {
                let name = word(&tag.name);
                match &skipping {
                    Some(skipped) if *skipped == name => skipping = None,
                    Some(_) => {}
                    None => end(&mut open, &name),
                }
            }
            html5gum::Token::String(words) => add_text(&mut open, &word(&words)),
            _ => {}
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    open.pop().map(|document| document.children).unwrap_or_default()
}

fn word(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn start(open: &mut Vec<Element>, element: Element, closed: bool) {
    while open.len() > 1 && open.last().is_some_and(|top| ends_before(&top.name, &element.name)) {
        close(open);
    }
    let void = matches!(
        element.name.as_str(),
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    );
    // Of what would be too deep only the words are kept.
    if void || (closed && element.name.contains(':')) {
        add(open, Node::Element(element));
    } else if open.len() <= DEEPEST {
        open.push(element);
    }
}

fn end(open: &mut Vec<Element>, name: &str) {
    let found = open.iter().rposition(|element| element.name == name).filter(|at| *at > 0);
    let Some(at) = found else {
        // A paragraph that nobody opened ends one.
        return;
    };
    // The end of a word's markup does not end the block around it.
    let through = open[at + 1..].iter().any(|element| is_block(&element.name));
    if through && !is_block(name) {
        return;
    }
    while open.len() > at {
        close(open);
    }
}

fn ends_before(open: &str, next: &str) -> bool {
    match open {
        "p" => is_block(next),
        "li" => next == "li",
        "dt" | "dd" => matches!(next, "dt" | "dd"),
        "td" | "th" => matches!(next, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot"),
        "tr" => matches!(next, "tr" | "tbody" | "thead" | "tfoot"),
        "thead" | "tbody" | "tfoot" => matches!(next, "tbody" | "thead" | "tfoot"),
        "option" => matches!(next, "option" | "optgroup"),
        _ => false,
    }
}

/// Tells whether an element stands on its own lines.
pub fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "details"
            | "dd"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "html"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "video"
            | "audio"
            | "iframe"
    )
}

#[cfg(test)]
mod tests {
    use super::{Element, Node, html, xml};

    #[test]
    fn xml_becomes_a_tree() {
        let root = xml("<?xml version=\"1.0\"?>\n<!DOCTYPE a SYSTEM \"a.dtd\">\n<a:b c=\"1\" d:e=\"&lt;\"><f>x &amp; y&nbsp;<![CDATA[<z>]]></f>\n<f/></a:b>").unwrap();
        assert_eq!((root.name.as_str(), root.line), ("b", 3));
        assert_eq!((root.attribute("c"), root.attribute("e"), root.attribute("x")), (Some("1"), Some("<"), None));
        assert_eq!(root.child("f").unwrap().text(), "x & y\u{a0}<z>");
        assert_eq!(root.all("f").map(|element| element.line).collect::<Vec<_>>(), [3, 4]);
    }

    #[test]
    fn what_could_grow_is_refused() {
        let check =
            |text: &str, key: &str| assert_eq!(xml(text).unwrap_err().0.key, key, "{}", &text[..text.len().min(80)]);
        check("<!DOCTYPE a [<!ENTITY b \"cc\"><!ENTITY d \"&b;&b;\">]><a>&d;</a>", "import.entities");
        check("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>", "import.entities");
        check("<a><b></a>", "import.broken-xml");
        check("<a>", "import.broken-xml");
        check("", "import.broken-xml");
        check(&"<a>".repeat(100_000), "import.broken-xml");
        assert_eq!(xml("<a>&unknown;</a>").unwrap().text(), "&unknown;");
    }

    fn told(nodes: &[Node]) -> String {
        let one = |node: &Node| match node {
            Node::Text(words) => words.clone(),
            Node::Element(Element { name, children, .. }) => format!("{name}({})", told(children)),
        };
        nodes.iter().map(one).collect()
    }

    #[test]
    fn html_is_read_leniently() {
        let check = |text: &str, expected: &str| assert_eq!(told(&html(text)), expected, "{text}");
        check("<p>a<p>b <b>c</p>d", "p(a)p(b b(c))d");
        check("<ul><li>a<li>b</ul>c", "ul(li(a)li(b))c");
        check("<table><tr><td>a<td>b<tr><td>c</table>", "table(tr(td(a)td(b))tr(td(c)))");
        check("a &lt; b<br>c<script>alert('<p>')</script>d<style>p{}</style>", "a < bbr()cd");
        check("<b>a<p>b</b>c</p>", "b(ap(bc))");
        check("</p></b>a<!-- x -->b", "ab");
    }

    #[test]
    fn deep_html_keeps_its_words() {
        let text = format!("{}x", "<div>".repeat(100_000));
        assert!(told(&html(&text)).contains('x'));
    }
}
