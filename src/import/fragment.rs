//! HTML → blocks: what its words, lists, tables and pictures say, not how they look.

use crate::diagnostic::Message;
use crate::import::imported::{Address, Block, Inline, MediaRef, Picture, Target, one_line, plain};
use crate::import::tex::push_words;
use crate::import::xml::{Element, Node, html, is_block};

/// How deep elements may be nested; what is deeper keeps its words.
const DEEPEST: usize = 40;

/// What HTML leads to, and what of it was lost.
pub struct Fragment<'a> {
    /// Returns the file that an address leads to; nothing where it is not there.
    pub media: &'a mut dyn FnMut(&str) -> Option<MediaRef>,
    /// What could not be carried over.
    pub lost: Vec<Message>,
}

impl Fragment<'_> {
    /// Returns a piece of HTML as blocks.
    pub fn read(&mut self, text: &str) -> Vec<Block> {
        self.blocks(&html(text))
    }

    /// Returns what stands in a tree as blocks.
    pub fn blocks(&mut self, nodes: &[Node]) -> Vec<Block> {
        let mut gathering = Gathering { fragment: self, done: Vec::new(), sentence: Vec::new(), depth: 0 };
        gathering.all(nodes);
        gathering.flush();
        gathering.done
    }

    /// Returns what stands in a tree as one sentence.
    pub fn sentence(&mut self, nodes: &[Node]) -> Vec<Inline> {
        one_line(&self.blocks(nodes))
    }

    fn lose(&mut self, message: Message) {
        if !self.lost.contains(&message) {
            self.lost.push(message);
        }
    }
}

/// Returns the words of a piece of HTML without its markup, on one line.
pub fn html_words(text: &str) -> String {
    let mut fragment = Fragment { media: &mut |_| None, lost: Vec::new() };
    plain(&one_line(&fragment.read(text))).trim().to_owned()
}

struct Gathering<'a, 'b> {
    fragment: &'a mut Fragment<'b>,
    done: Vec<Block>,
    sentence: Vec<Inline>,
    depth: usize,
}

impl Gathering<'_, '_> {
    fn all(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Text(words) => push_words(words, &mut self.sentence),
                Node::Element(element) => self.element(element),
            }
        }
    }

    fn element(&mut self, element: &Element) {
        if self.depth > DEEPEST {
            push_words(&element.text(), &mut self.sentence);
            return;
        }
        self.depth += 1;
        if is_block(&element.name) {
            self.flush();
            self.block(element);
            self.flush();
        } else {
            self.inline(element);
        }
        self.depth -= 1;
    }

    fn inner(&mut self, nodes: &[Node]) -> Vec<Block> {
        let mut gathering =
            Gathering { fragment: self.fragment, done: Vec::new(), sentence: Vec::new(), depth: self.depth };
        gathering.all(nodes);
        gathering.flush();
        gathering.done
    }

    fn inner_sentence(&mut self, nodes: &[Node]) -> Vec<Inline> {
        one_line(&self.inner(nodes))
    }

    fn block(&mut self, element: &Element) {
        match element.name.as_str() {
            "ul" | "ol" => {
                let start = (element.name == "ol")
                    .then(|| element.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1));
                let mut items: Vec<Vec<Block>> = Vec::new();
                for node in &element.children {
                    match node {
                        Node::Element(inner) if inner.name == "li" => items.push(self.inner(&inner.children)),
                        // A list that stands beside the items belongs to the one before.
                        Node::Element(inner) => {
                            let blocks = self.inner(std::slice::from_ref(&Node::Element(inner.clone())));
                            match items.last_mut() {
                                Some(item) => item.extend(blocks),
                                None => items.push(blocks),
                            }
                        }
                        Node::Text(_) => {}
                    }
                }
                items.retain(|item| !item.is_empty());
                if !items.is_empty() {
                    self.done.push(Block::List { start, items });
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let content = self.inner_sentence(&element.children);
                let level = element.name.as_bytes()[1] - b'0';
                if !plain(&content).trim().is_empty() {
                    self.done.push(Block::Heading { level: level.max(2), content });
                }
            }
            "blockquote" => {
                let inner = self.inner(&element.children);
                if !inner.is_empty() {
                    self.done.push(Block::Quote(inner));
                }
            }
            "pre" => {
                let code = element.child("code").unwrap_or(element);
                let class = code.attribute("class").unwrap_or("");
                let language = class.split_whitespace().find_map(|class| class.strip_prefix("language-"));
                let text = with_breaks(element);
                if !text.trim().is_empty() {
                    self.done.push(Block::Code { language: language.map(str::to_owned), text });
                }
            }
            "hr" => self.done.push(Block::Rule),
            "table" => self.table(element),
            "details" => {
                let summary = element.child("summary").map(|summary| self.inner_sentence(&summary.children));
                let rest: Vec<Node> =
                    element.children.iter().filter(|node| !is_named(node, "summary")).cloned().collect();
                let content = self.inner(&rest);
                self.done.push(Block::Details { summary: summary.unwrap_or_default(), content });
            }
            "dl" => {
                for inner in element.elements() {
                    let content = self.inner(&inner.children);
                    match inner.name.as_str() {
                        "dt" => self.done.push(Block::Paragraph(vec![Inline::Strong(one_line(&content))])),
                        _ => self.done.extend(content),
                    }
                }
            }
            "figure" => self.figure(element),
            "video" | "audio" | "iframe" => self.player(element),
            _ => {
                let inner = self.inner(&element.children);
                self.done.extend(inner);
            }
        }
    }

    fn figure(&mut self, element: &Element) {
        let caption = element.child("figcaption").map(|caption| self.inner_sentence(&caption.children));
        let rest: Vec<Node> = element.children.iter().filter(|node| !is_named(node, "figcaption")).cloned().collect();
        let mut inner = self.inner(&rest);
        let caption = caption.filter(|caption| !plain(caption).trim().is_empty());
        match (inner.as_mut_slice(), caption) {
            ([Block::Media(picture)], Some(caption)) => picture.caption = Some(plain(&caption)),
            (_, Some(caption)) => inner.push(Block::Paragraph(caption)),
            _ => {}
        }
        self.done.extend(inner);
    }

    fn player(&mut self, element: &Element) {
        let own = element.attribute("src");
        let source = own.or_else(|| element.elements().find_map(|inner| inner.attribute("src"))).unwrap_or("");
        let title = element.attribute("title").unwrap_or("").trim();
        if let Some(media) = (self.fragment.media)(source) {
            let alternative = if title.is_empty() { name_of(source) } else { title.to_owned() };
            self.done.push(Block::Media(Picture { media, alternative, caption: None }));
            return;
        }
        match film(source) {
            Some(address) => {
                let title = if title.is_empty() { address.as_str().to_owned() } else { title.to_owned() };
                self.done.push(Block::WebFilm { address, title });
            }
            None => {
                let source = if source.is_empty() { element.name.as_str() } else { source };
                self.fragment.lose(Message::new("import.lost-player").with("address", short(source)));
            }
        }
    }

    fn table(&mut self, element: &Element) {
        let mut head: Vec<Vec<Inline>> = Vec::new();
        let mut rows: Vec<Vec<Vec<Inline>>> = Vec::new();
        if let Some(caption) = element.child("caption") {
            let caption = self.inner_sentence(&caption.children);
            if !plain(&caption).trim().is_empty() {
                self.done.push(Block::Paragraph(vec![Inline::Strong(caption)]));
            }
        }
        for row in own_rows(element) {
            let cells: Vec<&Element> =
                row.elements().filter(|cell| matches!(cell.name.as_str(), "td" | "th")).collect();
            let is_head = !cells.is_empty() && cells.iter().all(|cell| cell.name == "th");
            let mut line = Vec::new();
            for cell in &cells {
                line.push(self.inner_sentence(&cell.children));
                let span: usize = cell.attribute("colspan").and_then(|span| span.parse().ok()).unwrap_or(1);
                line.extend(std::iter::repeat_n(Vec::new(), span.clamp(1, 50) - 1));
                if span > 1 || cell.attribute("rowspan").is_some_and(|span| span != "1") {
                    self.fragment.lose(Message::new("import.lost-spans"));
                }
            }
            match is_head && head.is_empty() && rows.is_empty() {
                true => head = line,
                false => rows.push(line),
            }
        }
        rows.retain(|row| !row.is_empty());
        if rows.is_empty() && !head.is_empty() {
            rows.push(std::mem::take(&mut head));
        }
        if !rows.is_empty() {
            self.done.push(Block::Table { head, rows });
        }
    }

    fn inline(&mut self, element: &Element) {
        let wrap: fn(Vec<Inline>) -> Inline = match element.name.as_str() {
            "b" | "strong" => Inline::Strong,
            "i" | "em" | "cite" | "dfn" | "var" => Inline::Emphasis,
            "s" | "del" | "strike" => Inline::Strikethrough,
            "sup" => Inline::Superscript,
            "sub" => Inline::Subscript,
            "code" | "kbd" | "samp" | "tt" => {
                self.sentence.push(Inline::Code(element.text()));
                return;
            }
            "br" => {
                // Two of them are how some editors write paragraphs.
                match self.sentence.last() {
                    Some(Inline::Break) => self.flush(),
                    _ => self.sentence.push(Inline::Break),
                }
                return;
            }
            "img" => return self.picture(element),
            "a" => return self.link(element),
            "math" => return self.mathml(element),
            "q" => {
                push_words("“", &mut self.sentence);
                self.all(&element.children);
                push_words("”", &mut self.sentence);
                return;
            }
            "object" | "embed" | "svg" | "canvas" | "input" | "select" | "textarea" | "button" | "applet" => {
                self.fragment.lose(Message::new("import.lost-element").with("name", &element.name));
                if element.name == "object" {
                    self.all(&element.children);
                }
                return;
            }
            "title" | "head" | "link" | "meta" | "base" | "wbr" => return,
            "span" | "font" => match styled(element) {
                Some(wrap) => wrap,
                None => return self.all(&element.children),
            },
            _ => return self.all(&element.children),
        };
        if element.children.iter().any(|node| matches!(node, Node::Element(inner) if is_block(&inner.name))) {
            // Markup around whole blocks: the blocks matter more.
            return self.all(&element.children);
        }
        let outside = std::mem::take(&mut self.sentence);
        self.all(&element.children);
        let inner = std::mem::replace(&mut self.sentence, outside);
        if !inner.is_empty() {
            self.sentence.push(wrap(inner));
        }
    }

    fn picture(&mut self, element: &Element) {
        let source = element.attribute("src").unwrap_or("");
        let alternative = element.attribute("alt").map(str::trim);
        let decoration = element.attribute("role") == Some("presentation") && alternative == Some("");
        match (self.fragment.media)(source) {
            Some(media) => {
                let alternative = if decoration { "-" } else { alternative.unwrap_or("") };
                let picture = Picture { media, alternative: alternative.to_owned(), caption: None };
                self.sentence.push(Inline::Media(picture));
            }
            None => {
                self.fragment.lose(Message::new("import.lost-picture").with("address", short(source)));
                if let Some(words) = alternative.filter(|words| !words.is_empty()) {
                    push_words(words, &mut self.sentence);
                }
            }
        }
    }

    fn link(&mut self, element: &Element) {
        let outside = std::mem::take(&mut self.sentence);
        self.all(&element.children);
        let content = std::mem::replace(&mut self.sentence, outside);
        let Some(address) = element.attribute("href").filter(|address| !address.trim().is_empty()) else {
            self.sentence.extend(content);
            return;
        };
        let target = match Address::new(address) {
            Some(address) => Some(Target::Web(address)),
            None => (self.fragment.media)(address).map(Target::Media),
        };
        match target {
            Some(target) if !content.is_empty() => self.sentence.push(Inline::Link { target, content }),
            Some(_) => {}
            None => {
                if !address.starts_with('#') {
                    self.fragment.lose(Message::new("import.lost-link").with("address", short(address)));
                }
                self.sentence.extend(content);
            }
        }
    }

    /// A formula in MathML: its TeX, where it is told beside it (MathML 3, section 5.4).
    fn mathml(&mut self, element: &Element) {
        let tex = element.deep("annotation").into_iter().find(|annotation| {
            annotation.attribute("encoding").is_some_and(|encoding| encoding.to_lowercase().contains("tex"))
        });
        match tex {
            Some(tex) => self.sentence.push(Inline::Math(tex.text().trim().to_owned())),
            None => {
                self.fragment.lose(Message::new("import.lost-mathml"));
                push_words(&element.text(), &mut self.sentence);
            }
        }
    }

    /// Makes a paragraph of the words so far; a picture alone in it stands on its own.
    fn flush(&mut self) {
        let mut sentence = std::mem::take(&mut self.sentence);
        let blank = |inline: &Inline| match inline {
            Inline::Text(words) => words.trim().is_empty(),
            Inline::Break => true,
            _ => false,
        };
        while sentence.last().is_some_and(blank) {
            sentence.pop();
        }
        let start = sentence.iter().take_while(|inline| blank(inline)).count();
        sentence.drain(..start);
        if let Some(Inline::Text(words)) = sentence.first_mut() {
            *words = words.trim_start().to_owned();
        }
        if let Some(Inline::Text(words)) = sentence.last_mut() {
            *words = words.trim_end().to_owned();
        }
        match sentence.as_slice() {
            [] => {}
            [Inline::Media(picture)] => self.done.push(Block::Media(picture.clone())),
            _ if plain(&sentence).trim().is_empty() && !has_solid(&sentence) => {}
            _ => self.done.push(Block::Paragraph(sentence)),
        }
    }
}

fn has_solid(sentence: &[Inline]) -> bool {
    sentence.iter().any(|inline| match inline {
        Inline::Media(_) | Inline::Gap(_) | Inline::Note(_) => true,
        Inline::Link { content, .. } | Inline::Strong(content) | Inline::Emphasis(content) => has_solid(content),
        _ => false,
    })
}

fn is_named(node: &Node, name: &str) -> bool {
    matches!(node, Node::Element(element) if element.name == name)
}

/// Returns the rows of a table, not those of tables in it.
fn own_rows(table: &Element) -> Vec<&Element> {
    let mut rows = Vec::new();
    for part in table.elements() {
        match part.name.as_str() {
            "tr" => rows.push(part),
            "thead" | "tbody" | "tfoot" => rows.extend(part.all("tr")),
            _ => {}
        }
    }
    rows
}

fn with_breaks(element: &Element) -> String {
    let mut text = String::new();
    for node in &element.children {
        match node {
            Node::Text(words) => text.push_str(words),
            Node::Element(inner) if inner.name == "br" => text.push('\n'),
            Node::Element(inner) => text.push_str(&with_breaks(inner)),
        }
    }
    text
}

/// Returns what a style says that markup could have said.
fn styled(element: &Element) -> Option<fn(Vec<Inline>) -> Inline> {
    let style: String = element.attribute("style")?.chars().filter(|letter| !letter.is_whitespace()).collect();
    let says = |words: &[&str]| words.iter().any(|word| style.contains(word));
    if says(&["font-weight:bold", "font-weight:700", "font-weight:600", "font-weight:800", "font-weight:900"]) {
        Some(Inline::Strong)
    } else if says(&["font-style:italic"]) {
        Some(Inline::Emphasis)
    } else if says(&["text-decoration:line-through"]) {
        Some(Inline::Strikethrough)
    } else {
        None
    }
}

/// Returns the address of a film that is played from the web; players in pages become their films.
fn film(source: &str) -> Option<Address> {
    let source = if source.starts_with("//") { format!("https:{source}") } else { source.to_owned() };
    let bare = source.split(['?', '#']).next().unwrap_or("");
    let id = |mark: &str| bare.split_once(mark).map(|(_, id)| id.trim_matches('/')).filter(|id| !id.is_empty());
    if source.contains("youtube")
        && let Some(id) = id("/embed/")
    {
        return Address::new(&format!("https://www.youtube.com/watch?v={id}"));
    }
    if source.contains("player.vimeo.com")
        && let Some(id) = id("/video/")
    {
        return Address::new(&format!("https://vimeo.com/{id}"));
    }
    let hosts = ["youtube.com/", "youtu.be/", "vimeo.com/", "dailymotion.com/"];
    let is_film = crate::model::AssetKind::of(bare) == crate::model::AssetKind::Film;
    if hosts.iter().any(|host| source.contains(host)) || is_film { Address::new(&source) } else { None }
}

fn name_of(address: &str) -> String {
    let bare = address.split(['?', '#']).next().unwrap_or("");
    bare.rsplit('/').next().unwrap_or("").rsplit_once('.').map_or("", |(stem, _)| stem).to_owned()
}

fn short(address: &str) -> String {
    let address: String = address.chars().filter(|letter| !letter.is_control()).collect();
    match address.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &address[..end]),
        None => address,
    }
}
