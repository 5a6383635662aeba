//! Elements that stand on their own lines.

use crate::import::html::Surroundings;
use crate::import::html::sentences::{holds_blocks, inline, is_hidden, sentence};
use crate::import::html::tables::table;
use crate::import::imported::{Block, Inline, plain};
use crate::import::xml::{Element, Node};

/// Returns what stands in an element as blocks.
pub(in crate::import) fn html_blocks(element: &Element, around: &mut dyn Surroundings) -> Vec<Block> {
    let mut flow = Flow { blocks: Vec::new(), line: Vec::new(), around };
    flow.nodes(&element.children);
    flow.end_line();
    flow.blocks
}

/// Blocks that are being read.
pub(super) struct Flow<'a> {
    /// The blocks so far.
    pub(super) blocks: Vec<Block>,
    /// The words since the last block.
    line: Vec<Inline>,
    /// What the HTML refers to.
    pub(super) around: &'a mut dyn Surroundings,
}

impl Flow<'_> {
    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Element(element) if is_hidden(element) => {}
                Node::Element(element) if holds_blocks(element) => self.block(element),
                Node::Element(element) => inline(element, &mut self.line, self.around),
                Node::Text(_) => sentence(std::slice::from_ref(node), &mut self.line, self.around),
            }
        }
    }

    fn block(&mut self, element: &Element) {
        self.end_line();
        // The place of a heading is in its own line; of anything else in the next.
        if let Some(name) = element.attribute("id").and_then(|id| self.around.anchor(id)) {
            self.line.push(Inline::Anchor(name));
        }
        match element.name.as_str() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(element),
            "ul" | "ol" | "menu" => self.list(element),
            "dl" => self.definitions(element),
            "table" => {
                let blocks = table(element, self.around);
                self.blocks.extend(blocks);
            }
            "blockquote" => {
                let content = html_blocks(element, self.around);
                self.add_inner(Block::Quote, content);
            }
            "pre" => self.code(element),
            "hr" => self.blocks.push(Block::Rule),
            "details" => self.details(element),
            "figure" => self.figure(element),
            "video" | "audio" => self.media(element),
            "iframe" => self.frame(element),
            "head" | "script" | "noscript" => {}
            _ => self.nodes(&element.children),
        }
        self.end_line();
    }

    /// Makes a block of the words since the last one.
    fn end_line(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        let is_space = |inline: &Inline| match inline {
            Inline::Break => true,
            Inline::Text(words) => words.trim().is_empty(),
            _ => false,
        };
        while line.last().is_some_and(is_space) {
            line.pop();
        }
        let first = line.iter().position(|inline| !is_space(inline)).unwrap_or(line.len());
        line.drain(..first);
        if line.is_empty() {
            return;
        }
        // Places wait for the words that they stand before.
        if line.iter().all(|inline| matches!(inline, Inline::Anchor(_)) || is_space(inline)) {
            self.line = line;
            self.line.retain(|inline| matches!(inline, Inline::Anchor(_)));
            return;
        }
        let is_picture = |inline: &Inline| matches!(inline, Inline::Media(_));
        let only_pictures =
            line.iter().all(|inline| is_picture(inline) || is_space(inline) || matches!(inline, Inline::Anchor(_)));
        if only_pictures && line.iter().any(is_picture) {
            for inline in line {
                match inline {
                    Inline::Media(picture) => self.blocks.push(Block::Media(picture)),
                    Inline::Anchor(name) => self.blocks.push(Block::Paragraph(vec![Inline::Anchor(name)])),
                    _ => {}
                }
            }
            return;
        }
        // Two line breaks are what older editors end a paragraph with.
        let mut paragraph: Vec<Inline> = Vec::new();
        let mut breaks = 0;
        for inline in line {
            match inline {
                Inline::Break => breaks += 1,
                Inline::Text(words) if breaks > 0 && words.trim().is_empty() => {}
                inline => {
                    if breaks > 1 && !paragraph.is_empty() {
                        self.blocks.push(Block::Paragraph(std::mem::take(&mut paragraph)));
                    } else if breaks == 1 {
                        paragraph.push(Inline::Break);
                    }
                    breaks = 0;
                    paragraph.push(inline);
                }
            }
        }
        self.blocks.push(Block::Paragraph(paragraph));
    }

    fn add_inner(&mut self, wrap: fn(Vec<Block>) -> Block, content: Vec<Block>) {
        if !content.is_empty() {
            self.blocks.push(wrap(content));
        }
    }

    fn heading(&mut self, element: &Element) {
        let mut content = std::mem::take(&mut self.line);
        let mut pictures = Vec::new();
        for line in crate::import::imported::flat(&html_blocks(element, self.around)) {
            for inline in line {
                match inline {
                    Inline::Media(picture) => pictures.push(Block::Media(picture)),
                    Inline::Break => content.push(Inline::Text(" ".to_owned())),
                    Inline::Strong(inner) => content.extend(inner),
                    inline => content.push(inline),
                }
            }
        }
        if !plain(&content).trim().is_empty() {
            let level = element.name.as_bytes().get(1).map_or(2, |digit| digit - b'0');
            self.blocks.push(Block::Heading { level, content });
        }
        self.blocks.extend(pictures);
    }

    fn list(&mut self, element: &Element) {
        let start = element.attribute("start").and_then(|start| start.trim().parse().ok());
        let start = (element.name == "ol").then_some(start.unwrap_or(1));
        let mut items: Vec<Vec<Block>> = Vec::new();
        for child in element.elements().filter(|child| !is_hidden(child)) {
            let is_item = child.name == "li";
            let mut content = if is_item {
                html_blocks(child, self.around)
            } else {
                let own = Element { children: vec![Node::Element(child.clone())], ..Element::default() };
                html_blocks(&own, self.around)
            };
            if content.is_empty() {
                continue;
            }
            // A list right inside a list belongs to the item above.
            match items.last_mut() {
                Some(above) if !is_item => above.append(&mut content),
                _ => items.push(content),
            }
        }
        if !items.is_empty() {
            self.blocks.push(Block::List { start, items });
        }
    }

    fn definitions(&mut self, element: &Element) {
        let mut items: Vec<Vec<Block>> = Vec::new();
        for child in element.matching(&|child| matches!(child.name.as_str(), "dt" | "dd")) {
            let content = html_blocks(child, self.around);
            if child.name == "dt" {
                let term = crate::import::imported::one_line(&content);
                items.push(vec![Block::Paragraph(vec![Inline::Strong(term)])]);
            } else {
                match items.last_mut() {
                    Some(item) => item.extend(content),
                    None => items.push(content),
                }
            }
        }
        items.retain(|item| !item.is_empty());
        if !items.is_empty() {
            self.blocks.push(Block::List { start: None, items });
        }
    }

    fn code(&mut self, element: &Element) {
        let of = element.child("code").unwrap_or(element);
        let classes = of.attribute("class").or_else(|| element.attribute("class")).unwrap_or("");
        let language = classes.split_whitespace().find_map(|class| class.strip_prefix("language-")).map(str::to_owned);
        let mut text = String::new();
        push_code(element, &mut text);
        let text = text.trim_matches('\n');
        if !text.trim().is_empty() {
            self.blocks.push(Block::Code { language, text: text.to_owned() });
        }
    }

    fn details(&mut self, element: &Element) {
        let summary = element
            .child("summary")
            .map_or_else(Vec::new, |own| crate::import::imported::one_line(&html_blocks(own, self.around)));
        let is_summary = |node: &&Node| matches!(node, Node::Element(own) if own.name == "summary");
        let rest = Element {
            children: element.children.iter().filter(|node| !is_summary(node)).cloned().collect(),
            ..Element::default()
        };
        let content = html_blocks(&rest, self.around);
        if !content.is_empty() {
            self.blocks.push(Block::Details { summary, content });
        }
    }
}

/// Adds the words of code; a line break in it is one.
fn push_code(element: &Element, text: &mut String) {
    for node in &element.children {
        match node {
            Node::Text(words) => text.push_str(words),
            Node::Element(inner) if inner.name == "br" => text.push('\n'),
            Node::Element(inner) => push_code(inner, text),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::import::gathered::MediaKind;
    use crate::import::html::{Surroundings, blocks_of};
    use crate::import::imported::{Block, Inline, MediaRef, Target};

    fn words(content: &[Inline]) -> String {
        let told = content.iter().map(|inline| match inline {
            Inline::Text(words) => words.clone(),
            Inline::Strong(inner) => format!("*{}*", words(inner)),
            Inline::Emphasis(inner) => format!("/{}/", words(inner)),
            Inline::Link { content, .. } => format!("[{}]", words(content)),
            Inline::Media(picture) => format!("!{}", picture.alternative),
            Inline::Math(tex) => format!("${tex}$"),
            Inline::Code(code) => format!("`{code}`"),
            Inline::Anchor(name) => format!("#{name}"),
            Inline::Break => "/".to_owned(),
            _ => "?".to_owned(),
        });
        told.collect()
    }

    fn told(blocks: &[Block]) -> String {
        let parts = blocks.iter().map(|block| match block {
            Block::Paragraph(content) => format!("p({})", words(content)),
            Block::Heading { level, content } => format!("h{level}({})", words(content)),
            Block::List { start, items } => {
                let items: Vec<String> = items.iter().map(|item| told(item)).collect();
                format!("{}({})", if start.is_some() { "ol" } else { "ul" }, items.join(","))
            }
            Block::Table { head, rows } => {
                let row = |row: &Vec<Vec<Inline>>| row.iter().map(|cell| words(cell)).collect::<Vec<_>>().join("|");
                format!("table({};{})", row(head), rows.iter().map(row).collect::<Vec<_>>().join(";"))
            }
            Block::Media(picture) => {
                format!("media({}{})", picture.alternative, picture.caption.as_deref().unwrap_or(""))
            }
            Block::WebFilm { address, .. } => format!("film({})", address.as_str()),
            Block::Quote(inner) => format!("quote({})", told(inner)),
            Block::Code { text, .. } => format!("code({text})"),
            Block::Details { summary, content } => format!("details({}:{})", words(summary), told(content)),
            Block::Rule => "hr".to_owned(),
            _ => "?".to_owned(),
        });
        parts.collect()
    }

    /// Everything is there.
    struct Everything;

    impl Surroundings for Everything {
        fn media(&mut self, address: &str) -> Option<(MediaRef, MediaKind)> {
            crate::import::gathered::kind_of(address).map(|kind| (MediaRef(0), kind))
        }
        fn link(&mut self, address: &str) -> Option<Target> {
            Some(Target::Place(address.to_owned()))
        }
        fn anchor(&mut self, id: &str) -> Option<String> {
            Some(id.to_owned())
        }
        fn lose(&mut self, _what: crate::diagnostic::Message) {}
    }

    /// Nothing is there but the web.
    #[derive(Default)]
    struct Alone {
        lost: Vec<crate::diagnostic::Message>,
    }

    impl Surroundings for Alone {
        fn media(&mut self, _address: &str) -> Option<(MediaRef, MediaKind)> {
            None
        }
        fn link(&mut self, _address: &str) -> Option<Target> {
            None
        }
        fn anchor(&mut self, _id: &str) -> Option<String> {
            None
        }
        fn lose(&mut self, what: crate::diagnostic::Message) {
            self.lost.push(what);
        }
    }

    fn check(html: &str, expected: &str) {
        assert_eq!(told(&blocks_of(html, &mut Everything)), expected, "{html}");
    }

    #[test]
    fn paragraphs_and_marks() {
        check("<p>a <b>b</b>  <i>c</i>\n d</p>e", "p(a *b* /c/ d)p(e)");
        check("<div>a<div>b</div>c</div>", "p(a)p(b)p(c)");
        check("<b><p>a</p></b>", "p(a)");
        check("a<br>b<br><br>c", "p(a/b)p(c)");
        check("<p>&nbsp;</p><p> </p><span style='font-weight:700'>x</span>", "p(*x*)");
        check("<p>\\(a^2\\) is <code>x</code></p>", "p($a^2$ is `x`)");
        check("<h3 id=x>a <b>b</b></h3>", "h3(#xa b)");
        check("<p hidden>a</p><p style='display: none'>b</p><script>c</script><style>d</style>e", "p(e)");
    }

    #[test]
    fn lists_tables_and_quotations() {
        check("<ul><li>a<ul><li>b</ul><li><p>c</p></ul>", "ul(p(a)ul(p(b)),p(c))");
        check("<ol start=3><li>a</ol><hr>", "ol(p(a))hr");
        check("<dl><dt>a<dd>b<dt>c<dd>d</dl>", "ul(p(*a*)p(b),p(*c*)p(d))");
        check("<table><tr><th>a<th>b<tr><td rowspan=2>c<td>d<tr><td>e</table>", "table(a|b;c|d;c|e)");
        check("<table><tr><td colspan=2>a<tr><td>b<td>c</table>", "table(;a|;b|c)");
        check("<table><tr><td><h2>a</h2>b<td>c</table>", "h2(a)p(b)p(c)");
        check("<blockquote>a</blockquote><pre>b\n c</pre>", "quote(p(a))code(b\n c)");
        check("<details><summary>a</summary>b</details>", "details(a:p(b))");
    }

    #[test]
    fn pictures_films_and_frames() {
        check("<p><img src=a.png alt=x></p>", "media(x)");
        check("<p>a <img src=a.png alt=''></p>", "p(a !-)");
        check("<figure><img src=a.png alt=x><figcaption>y</figcaption></figure>", "media(xy)");
        check("<video controls><source src=a.mp4></video>", "media()");
        check("<iframe src='https://www.youtube.com/embed/abc'></iframe>", "film(https://www.youtube.com/watch?v=abc)");
        check("<p>a<iframe src='b.html' title=c></iframe></p>", "p(a)p([c])");
    }

    #[test]
    fn what_is_lost_is_told() {
        let mut alone = Alone::default();
        let html = "<p><img src=a.png alt=x><a href='file:///c'>y</a><input><math><mi>z</mi></math></p><iframe src=d></iframe>";
        assert_eq!(told(&blocks_of(html, &mut alone)), "p(/x/yz)");
        let keys: Vec<&str> = alone.lost.iter().map(|lost| lost.key).collect();
        assert_eq!(
            keys,
            ["import.lost-missing", "import.lost-link", "import.lost-form", "import.lost-formula", "import.lost-frame"]
        );
    }
}
