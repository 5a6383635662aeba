//! What is asked and said → HTML that every program reads: words, lists, tables, pictures.

use crate::diagnostic::Message;
use crate::export::{Asked, Shown, Told};
use crate::model::{AssetId, Block, Course, HtmlTag, Inline, LinkTarget, MediaTarget, Table, TagPart, plain_text};

/// What stands in the place of a gap.
pub(super) type GapText<'a> = &'a dyn Fn(u32) -> String;

/// Where pictures are, seen from the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pictures {
    /// Nowhere: the format has no place for them.
    None,
    /// Behind these words.
    At(&'static str),
}

/// Writes HTML.
pub(super) struct Html<'a, 'b> {
    pub(super) course: &'a Course,
    pub(super) asked: &'a Asked<'a>,
    pub(super) pictures: Pictures,
    /// What was shown so far.
    pub(super) shown: &'b mut Shown,
    pub(super) told: &'b mut Told,
    pub(super) gap: GapText<'b>,
}

impl Html<'_, '_> {
    /// Returns the whole prompt: the heading, and what stands below it.
    pub(super) fn prompt(&mut self) -> String {
        let question = self.asked.question;
        let heading = self.inlines(&question.prompt);
        let body = self.blocks(&question.body);
        match (heading.is_empty(), body.is_empty()) {
            (false, true) => format!("<p>{heading}</p>"),
            (false, false) => format!("<p>{heading}</p>{body}"),
            (true, _) => body,
        }
    }

    /// Returns blocks; a single paragraph stands without its tag.
    pub(super) fn answer(&mut self, blocks: &[Block]) -> String {
        match blocks {
            [Block::Paragraph(content) | Block::Plain(content)] => self.inlines(content),
            blocks => self.blocks(blocks),
        }
    }

    /// Returns blocks.
    pub(super) fn blocks(&mut self, blocks: &[Block]) -> String {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &Block) -> String {
        let wrapped = |tag: &str, inner: String| format!("<{tag}>{inner}</{tag}>");
        match block {
            Block::Heading { content, .. } => wrapped("h4", self.inlines(content)),
            Block::Paragraph(content) => wrapped("p", self.inlines(content)),
            Block::Plain(content) => self.inlines(content),
            Block::List { start, items } => {
                let items: String = items.iter().map(|item| wrapped("li", self.blocks(&item.content))).collect();
                match start {
                    Some(1) => wrapped("ol", items),
                    Some(start) => format!("<ol start=\"{start}\">{items}</ol>"),
                    None => wrapped("ul", items),
                }
            }
            Block::Quote(inner) | Block::Callout(_, inner) => wrapped("blockquote", self.blocks(inner)),
            Block::Code(code) => format!("<pre><code>{}</code></pre>", escaped(&code.text)),
            Block::Table(table) => self.table(table),
            Block::Definitions(list) => {
                let one = |html: &mut Self, definition: &crate::model::Definition| {
                    let terms: String = definition.terms.iter().map(|term| wrapped("dt", html.inlines(term))).collect();
                    let meanings: String =
                        definition.meanings.iter().map(|meaning| wrapped("dd", html.blocks(meaning))).collect();
                    terms + &meanings
                };
                let list: String = list.iter().map(|definition| one(self, definition)).collect();
                wrapped("dl", list)
            }
            Block::Math(tex, _) => format!("<p>\\[{}\\]</p>", escaped(tex)),
            Block::Rule => "<hr/>".to_owned(),
            Block::Media { media, caption, .. } => {
                let caption =
                    caption.as_deref().map_or_else(String::new, |caption| format!("<br/>{}", escaped(caption)));
                let shown = self.media(media.0);
                if shown.is_empty() { shown } else { wrapped("p", shown + &caption) }
            }
            Block::Html(tag) => tag_text(tag),
            Block::HtmlText(words) => escaped(words),
            Block::Quiz(_) => String::new(),
            Block::Container(container) => self.blocks(&container.content),
        }
    }

    fn table(&mut self, table: &Table) -> String {
        let row = |html: &mut Self, cells: &[Vec<Inline>], tag: &str| {
            let cells: String = cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", html.inlines(cell))).collect();
            format!("<tr>{cells}</tr>")
        };
        let has_head = table.head.iter().any(|cell| !plain_text(cell).trim().is_empty());
        let head = if has_head { format!("<thead>{}</thead>", row(self, &table.head, "th")) } else { String::new() };
        let rows: String = table.rows.iter().map(|cells| row(self, cells, "td")).collect();
        format!("<table>{head}<tbody>{rows}</tbody></table>")
    }

    /// Returns a sentence.
    pub(super) fn inlines(&mut self, content: &[Inline]) -> String {
        content.iter().map(|inline| self.inline(inline)).collect()
    }

    fn inline(&mut self, inline: &Inline) -> String {
        let wrapped = |tag: &str, inner: String| format!("<{tag}>{inner}</{tag}>");
        match inline {
            Inline::Text(words) => escaped(words),
            Inline::Code(code) => wrapped("code", escaped(code)),
            Inline::Emphasis(inner) => wrapped("em", self.inlines(inner)),
            Inline::Strong(inner) => wrapped("strong", self.inlines(inner)),
            Inline::Strikethrough(inner) => wrapped("del", self.inlines(inner)),
            Inline::Superscript(inner) => wrapped("sup", self.inlines(inner)),
            Inline::Subscript(inner) => wrapped("sub", self.inlines(inner)),
            Inline::Math(tex, _) => format!("\\({}\\)", escaped(tex)),
            Inline::Link(link) => {
                let words = self.inlines(&link.content);
                match self.asked.text.links.get(link.index.0 as usize) {
                    Some(LinkTarget::Address(address)) => format!("<a href=\"{}\">{words}</a>", escaped(address)),
                    Some(LinkTarget::Asset(asset)) => match self.place(*asset) {
                        Some(place) => format!("<a href=\"{place}\">{words}</a>"),
                        None => words,
                    },
                    Some(LinkTarget::Nowhere) | None => words,
                    Some(_) => {
                        self.told.lose("export.lost-link", self.asked);
                        words
                    }
                }
            }
            Inline::Media { media, .. } => self.media(media.0),
            Inline::Passage(passage) => {
                format!("<span lang=\"{}\">{}</span>", passage.lang, self.inlines(&passage.content))
            }
            Inline::FootnoteMention(_) => {
                self.told.lose("export.lost-note", self.asked);
                String::new()
            }
            Inline::Gap(number) => (self.gap)(*number),
            Inline::Field(_) => String::new(),
            Inline::Html(tag) => tag_text(tag),
            Inline::SoftBreak => " ".to_owned(),
            Inline::HardBreak => "<br/>".to_owned(),
        }
    }

    fn media(&mut self, index: u32) -> String {
        let source = self.asked.text.document.media.get(index as usize);
        let alternative = source.map_or("", |source| source.alternative.as_ref());
        match self.asked.text.media.get(index as usize) {
            Some(MediaTarget::Picture(asset)) => match self.place(*asset) {
                Some(place) => format!("<img src=\"{place}\" alt=\"{}\"/>", escaped(alternative.trim_matches('-'))),
                None => escaped(alternative.trim_matches('-')),
            },
            Some(MediaTarget::WebPicture(address)) => {
                format!("<a href=\"{}\">{}</a>", escaped(address), escaped(alternative))
            }
            Some(MediaTarget::Film(_) | MediaTarget::Sound(_)) => {
                let what = Message::new("export.lost-film").with("name", alternative);
                self.told.lose_message(what, self.asked);
                escaped(alternative)
            }
            Some(MediaTarget::Nowhere) | None => escaped(alternative),
        }
    }

    /// Returns where a picture or download will be, and remembers that it is shown.
    fn place(&mut self, asset: AssetId) -> Option<String> {
        let known = self.course.asset(asset);
        let Pictures::At(before) = self.pictures else {
            let what = Message::new("export.lost-picture").with("name", known.path.name());
            self.told.lose_message(what, self.asked);
            return None;
        };
        let name = safe_name(known.path.name(), self.shown, asset);
        self.shown.insert(name.clone(), asset);
        Some(format!("{before}{name}"))
    }
}

/// Returns a name that stands in addresses as it is, and for no other file.
fn safe_name(name: &str, shown: &Shown, asset: AssetId) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
    let slug = crate::tree::slug(stem, "en");
    let slug = if slug.is_empty() { "file".to_owned() } else { slug };
    let ending: String = ending.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let mut free = format!("{slug}.{ending}");
    let mut next = 2;
    while shown.get(&free).is_some_and(|other| *other != asset) {
        free = format!("{slug}-{next}.{ending}");
        next += 1;
    }
    free
}

fn tag_text(tag: &HtmlTag) -> String {
    let attributes: String =
        tag.attributes.iter().map(|(name, value)| format!(" {name}=\"{}\"", escaped(value))).collect();
    match tag.part {
        TagPart::Open => format!("<{}{attributes}>", tag.name),
        TagPart::Close => format!("</{}>", tag.name),
        TagPart::Void => format!("<{}{attributes}/>", tag.name),
    }
}

/// Returns words as they stand in HTML and XML; what no XML can hold is left out (XML 1.0, section 2.2).
pub(super) fn escaped(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => told.push_str("&amp;"),
            '<' => told.push_str("&lt;"),
            '>' => told.push_str("&gt;"),
            '"' => told.push_str("&quot;"),
            letter if letter.is_control() && !matches!(letter, '\n' | '\t') => {}
            '\u{fffe}' | '\u{ffff}' => {}
            letter => told.push(letter),
        }
    }
    told
}
