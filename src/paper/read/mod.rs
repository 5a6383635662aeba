//! A book in one document, as the renderer writes it, to data.
//!
//! 1. The sections of the book are found, and every place that a link leads to.
//! 2. Each element becomes what it is: by its name, and by the class that our renderer gives it.
//! 3. A footnote goes to its first mention, a space that says nothing goes away.
//!
//! What is not known is read as what stands in it: nothing that an author wrote is lost.

mod block;
mod formula;
mod inline;
mod pictures;
mod table;

pub(crate) use inline::base_language;
pub(crate) use pictures::Pictures;

use crate::import::{Element, Node as Part, html};
use crate::paper::node::{Node, Nodes, Section};
use std::collections::{BTreeMap, BTreeSet};

/// A book as data.
pub(crate) struct Volume<'a> {
    pub(crate) sections: Vec<Section>,
    /// The picture of the title page.
    pub(crate) cover: Option<String>,
    /// Where to find help.
    pub(crate) help: String,
    pub(crate) pictures: Pictures<'a>,
}

/// Reads a book in one document.
pub(crate) fn volume<'a>(document: &str, mut pictures: Pictures<'a>) -> Volume<'a> {
    let root = Element { children: html(document), ..Element::default() };
    let head = root.deep("header").into_iter().find(|head| head.attribute("class") == Some("title-page"));
    let cover = head.and_then(|head| head.deep("img").into_iter().next()).and_then(|img| img.attribute("src"));
    let cover = cover.and_then(|src| pictures.file(src));
    let help = head.and_then(|head| head.all("p").find(|line| line.attribute("class") == Some("help")));
    let help = help.map(|line| line.text().trim().to_owned()).unwrap_or_default();
    let mut reader = Reader {
        pictures,
        ids: BTreeSet::new(),
        wanted: BTreeSet::new(),
        notes: BTreeMap::new(),
        told: BTreeSet::new(),
        in_cell: false,
        in_heading: false,
        tells_page: false,
        in_answer: false,
    };
    let mut sections = Vec::new();
    if let Some(leaves) = leaves(&root) {
        reader.look_around(leaves);
        sections.extend(leaves.all("section").map(|section| reader.section(section)));
    }
    sections.iter_mut().for_each(|section| shallow(&mut section.body, 0));
    Volume { sections, cover, help, pictures: reader.pictures }
}

/// Returns the element that holds the sections.
fn leaves(root: &Element) -> Option<&Element> {
    root.deep("main").into_iter().find(|main| main.attribute("class") == Some("leaves"))
}

/// What is known while a document is read.
pub(crate) struct Reader<'a> {
    pub(crate) pictures: Pictures<'a>,
    /// Every id of the document.
    ids: BTreeSet<String>,
    /// Those that a link leads to.
    wanted: BTreeSet<String>,
    /// Footnotes by id.
    notes: BTreeMap<String, Element>,
    /// The footnotes that stand already.
    told: BTreeSet<String>,
    /// Whether a cell is read: what is written in is as wide as it.
    pub(crate) in_cell: bool,
    /// Whether a heading is read: it stands in the contents too.
    pub(crate) in_heading: bool,
    /// Whether a link says the page that it leads to.
    pub(crate) tells_page: bool,
    /// Whether an answer is read: there is nothing to tick any more.
    pub(crate) in_answer: bool,
}

impl Reader<'_> {
    /// Finds the places, the links and the footnotes.
    fn look_around(&mut self, element: &Element) {
        for inner in element.elements() {
            if let Some(id) = inner.attribute("id") {
                self.ids.insert(id.to_owned());
                if inner.attribute("role") == Some("doc-footnote") {
                    self.notes.insert(id.to_owned(), inner.clone());
                }
            }
            if let Some(id) = inner.attribute("href").and_then(|href| href.strip_prefix('#')) {
                self.wanted.insert(id.to_owned());
            }
            self.look_around(inner);
        }
    }

    /// Tells whether a link may lead to `id`.
    pub(crate) fn leads(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    fn section(&mut self, element: &Element) -> Section {
        let id = element.attribute("id").unwrap_or_default().to_owned();
        let kind = element.attribute("class").unwrap_or_default().to_owned();
        let mut title = Vec::new();
        let mut rest = Element::default();
        for part in &element.children {
            match part {
                Part::Element(one) if one.name == "h1" => {
                    self.in_heading = true;
                    title = self.inlines(one);
                    self.in_heading = false;
                }
                // The running head says it.
                Part::Element(one) if one.attribute("class") == Some("over") => {}
                other => rest.children.push(other.clone()),
            }
        }
        let body = self.blocks(&rest);
        Section { kind, id, title, body }
    }

    /// Returns what stands in an element, as blocks: words between them without the spaces around.
    pub(crate) fn blocks(&mut self, element: &Element) -> Nodes {
        let mut all = Vec::new();
        self.append(element, &mut all);
        trimmed(all)
    }

    /// Returns what stands in an element, as words.
    pub(crate) fn inlines(&mut self, element: &Element) -> Nodes {
        trimmed(self.inside(element))
    }

    /// Returns what stands in an element, with the spaces around it.
    pub(crate) fn inside(&mut self, element: &Element) -> Nodes {
        self.run(element.children.iter())
    }

    /// Returns some parts of an element.
    pub(crate) fn run<'e>(&mut self, parts: impl Iterator<Item = &'e Part>) -> Nodes {
        let mut out = Vec::new();
        for part in parts {
            self.part(part, &mut out);
        }
        out
    }

    /// Adds what stands in an element.
    pub(crate) fn append(&mut self, element: &Element, out: &mut Nodes) {
        for part in &element.children {
            self.part(part, out);
        }
    }

    fn part(&mut self, part: &Part, out: &mut Nodes) {
        match part {
            Part::Text(words) => push_words(words, out),
            Part::Element(element) => {
                if let Some(id) = element.attribute("id").filter(|id| self.wanted.contains(*id)) {
                    let is_note = self.notes.contains_key(id);
                    // A mention is found by its note.
                    if !is_note && element.attribute("class") != Some("mention") {
                        out.push(Node::Anchor { id: id.to_owned() });
                    }
                }
                if !inline::inline(self, element, out) {
                    block::block(self, element, out);
                }
            }
        }
    }

    /// Returns a cell's content.
    pub(crate) fn cell(&mut self, cell: &Element) -> Nodes {
        let before = std::mem::replace(&mut self.in_cell, true);
        let body = self.blocks(cell);
        self.in_cell = before;
        body
    }

    /// Adds the mention of a footnote: the note itself where it is the first.
    pub(crate) fn mention(&mut self, id: &str, out: &mut Nodes) {
        if self.told.contains(id) {
            out.push(Node::NoteAgain { id: id.to_owned() });
            return;
        }
        let Some(note) = self.notes.get(id).cloned() else { return };
        self.told.insert(id.to_owned());
        let is_number = |part: &Part| matches!(part, Part::Element(one) if one.attribute("class") == Some("number"));
        let body = self.run(note.children.iter().filter(|part| !is_number(part)));
        out.push(Node::Note { id: id.to_owned(), body: trimmed(body) });
    }
}

/// So deep things may stand in one another: what is deeper the typesetter would refuse, with all that is around it.
const DEEPEST: usize = 12;

/// Makes words of what stands too deep.
fn shallow(nodes: &mut Nodes, depth: usize) {
    if depth == DEEPEST {
        let mut words = String::new();
        nodes.iter_mut().for_each(|node| push_all_words(node, &mut words));
        *nodes = vec![Node::Text(words.trim().to_owned())];
    }
    nodes.iter_mut().for_each(|node| node.each_inside(&mut |inside| shallow(inside, depth + 1)));
}

/// Returns all words of a book.
pub(crate) fn words(sections: &mut [Section]) -> String {
    let mut words = String::new();
    for section in sections {
        section.title.iter_mut().chain(&mut section.body).for_each(|node| push_all_words(node, &mut words));
    }
    words
}

fn push_all_words(node: &mut Node, words: &mut String) {
    match node {
        Node::Text(text) => words.push_str(text),
        Node::Code { lines } => {
            lines.iter().for_each(|line| words.extend([line.text.as_str(), " "]));
        }
        other => {
            let is_block = other.is_block();
            other.each_inside(&mut |inside| inside.iter_mut().for_each(|node| push_all_words(node, words)));
            if is_block && !words.ends_with(' ') {
                words.push(' ');
            }
        }
    }
}

/// Adds words, every run of spaces as one; a space at either end stands alone.
fn push_words(words: &str, out: &mut Nodes) {
    let mut text = String::new();
    for letter in words.chars() {
        let space = matches!(letter, ' ' | '\n' | '\t' | '\r');
        match (space, text.ends_with(' ')) {
            (true, true) => {}
            (true, false) => text.push(' '),
            (false, _) => text.push(letter),
        }
    }
    let core = text.trim_matches(' ');
    if text.starts_with(' ') {
        push_space(out);
    }
    if core.is_empty() {
        return;
    }
    out.push(Node::Text(core.to_owned()));
    if text.ends_with(' ') {
        push_space(out);
    }
}

fn push_space(out: &mut Nodes) {
    if out.last().is_none_or(|last| !is_space(last)) {
        out.push(Node::Text(" ".to_owned()));
    }
}

fn is_space(node: &Node) -> bool {
    matches!(node, Node::Text(words) if words == " ")
}

/// Returns pieces without the spaces at both ends and around what stands on its own lines.
pub(crate) fn trimmed(all: Nodes) -> Nodes {
    let mut out: Nodes = Vec::with_capacity(all.len());
    for node in all {
        if is_space(&node) && out.last().is_none_or(Node::is_block) {
            continue;
        }
        if node.is_block() && out.last().is_some_and(is_space) {
            out.pop();
        }
        out.push(node);
    }
    if out.last().is_some_and(is_space) {
        out.pop();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Pictures, volume};
    use crate::paper::node::{Marker, Node, Nodes};
    use crate::tree::FileTree;

    fn read(body: &str) -> Nodes {
        let tree = FileTree::default();
        let document =
            format!("<main class=\"leaves\"><section class=\"chapter\" id=\"c\"><h1>T</h1>{body}</section></main>");
        let mut sections = volume(&document, Pictures::new(&tree)).sections;
        assert_eq!((sections.len(), sections[0].kind.as_str(), sections[0].id.as_str()), (1, "chapter", "c"));
        assert_eq!(sections[0].title, [text("T")]);
        sections.remove(0).body
    }

    fn text(words: &str) -> Node {
        Node::Text(words.into())
    }

    fn plain(body: Nodes) -> Node {
        Node::Par { style: None, body }
    }

    #[test]
    fn spaces_that_say_nothing_go_away() {
        let body = vec![text("a"), text(" "), Node::Styled { style: "strong", body: vec![text("b")] }, text("c")];
        assert_eq!(read("\n<p> a\n <strong>b</strong>c </p>\n\n"), [plain(body)]);
    }

    #[test]
    fn a_footnote_goes_to_its_first_mention() {
        let mention = |id: &str| format!("<sup><a class=\"mention\" href=\"#{id}\">1</a></sup>");
        let note = "<section class=\"footnotes\"><aside role=\"doc-footnote\" id=\"n\"><p class=\"number\">1</p><p>Said.</p></aside></section>";
        let first = Node::Note { id: "n".into(), body: vec![plain(vec![text("Said.")])] };
        let read = read(&format!("<p>a{}</p><p>b{}</p>{note}", mention("n"), mention("n")));
        assert_eq!(read, [plain(vec![text("a"), first]), plain(vec![text("b"), Node::NoteAgain { id: "n".into() }]),]);
    }

    #[test]
    fn what_is_to_be_answered_has_room() {
        let order =
            "<div class=\"question\" data-kind=\"order\"><ol class=\"choices\" type=\"A\"><li>x</li></ol></div>";
        match read(order).as_slice() {
            [Node::Question { of, body }] => {
                assert_eq!(of, "order");
                assert!(matches!(&body[..], [Node::List { marker: Marker::Place, .. }]), "{body:?}");
            }
            other => panic!("{other:?}"),
        }
        let halves = "<div class=\"question\" data-kind=\"match\"><p class=\"prompt\">Which?</p><p class=\"label\">A</p>\n\
            <ol class=\"halves\"><li>1</li><li>2</li></ol>\n<p class=\"label\">B</p><ol class=\"halves\" type=\"A\"><li>3</li></ol></div>";
        match read(halves).as_slice() {
            [Node::Question { body, .. }] => match body.as_slice() {
                [Node::Par { style: Some("prompt"), .. }, Node::Halves { heads, left, right }] => {
                    assert_eq!((heads, left.len(), right.len()), (&[vec![text("A")], vec![text("B")]], 2, 1));
                }
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_table_knows_where_each_cell_stands() {
        let read = read(
            "<table><thead><tr><th>a</th><th colspan=\"2\">b</th></tr></thead><tbody><tr><td rowspan=\"9\">c</td><td>d</td>\
            <td><span class=\"blank\">…</span></td></tr><tr><td>e</td><td></td></tr></tbody></table>",
        );
        let [Node::Table(table)] = read.as_slice() else { panic!("{read:?}") };
        let places: Vec<_> = table.cells.iter().map(|cell| (cell.x, cell.y, cell.colspan, cell.rowspan)).collect();
        assert_eq!(
            places,
            [(0, 0, 1, 1), (1, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (2, 1, 1, 1), (1, 2, 1, 1), (2, 2, 1, 1)]
        );
        assert_eq!((table.head, table.columns.as_slice()), (1, &[false, false, true][..]));
    }

    #[test]
    fn what_stands_too_deep_is_words() {
        let deep = format!("{}<p>at the <em>bottom</em></p>{}", "<blockquote>".repeat(60), "</blockquote>".repeat(60));
        let mut at = &read(&deep);
        let mut depth = 0;
        while let [Node::Quote { body }] = at.as_slice() {
            depth += 1;
            at = body;
        }
        assert_eq!((depth, at), (super::DEEPEST, &vec![text("at the bottom")]));
    }

    #[test]
    fn a_language_that_is_none_is_not_said() {
        let passage = |lang: &str| read(&format!("<p><span lang=\"{lang}\">x</span></p>"));
        assert_eq!(passage("not a language"), [plain(vec![text("x")])]);
        assert_eq!(
            passage("ar-EG"),
            [plain(vec![Node::Passage { lang: Some("ar".into()), dir: None, body: vec![text("x")] }])]
        );
    }
}
