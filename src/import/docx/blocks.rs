//! The paragraphs of a text (ECMA-376 part 1, section 17.3.1) as blocks: headings, lists, quotations, code.

use crate::diagnostic::Message;
use crate::import::docx::drawing::chosen;
use crate::import::docx::line::{Line, Piece, What};
use crate::import::docx::lists::{Item, Lists};
use crate::import::docx::reader::Reader;
use crate::import::docx::styles::{Marks, Role, indent, value};
use crate::import::imported::{Block, Inline};
use crate::import::xml::Element;

/// The longest bold line that is taken for a heading where a document has no headings, in letters.
const LONGEST_GUESS: usize = 90;

/// Blocks that are being read.
#[derive(Debug, Default)]
pub(super) struct Text {
    blocks: Vec<Block>,
    lists: Lists,
    /// A paragraph whose end was taken out: the next goes on in it.
    open: Option<Line>,
    /// What the last paragraph was.
    last: Option<Role>,
}

impl Reader<'_> {
    /// Returns the blocks that stand in a body, a cell, a note or a text box.
    pub(super) fn blocks(&mut self, container: &Element) -> Vec<Block> {
        let mut text = Text::default();
        self.gather(container, &mut text);
        if let Some(line) = text.open.take() {
            let content = self.content(&line);
            text.add(content);
        }
        text.end_lists();
        text.blocks
    }

    fn gather(&mut self, container: &Element, text: &mut Text) {
        for child in container.elements() {
            match child.name.as_str() {
                "p" => self.paragraph(child, text),
                "tbl" => {
                    text.end_lists();
                    let table = self.table(child);
                    text.add(table);
                    text.last = None;
                }
                "sdt" if is_contents(child) => {}
                "sdt" => child.child("sdtContent").into_iter().for_each(|content| self.gather(content, text)),
                "customXml" | "ins" | "moveTo" | "smartTag" => self.gather(child, text),
                "AlternateContent" => chosen(child).into_iter().for_each(|chosen| self.gather(chosen, text)),
                "altChunk" => self.lose(Message::new("import.lost-chunk")),
                "oMathPara" | "oMath" => {
                    let mut line = Line::default();
                    let own = Element {
                        children: vec![crate::import::xml::Node::Element(child.clone())],
                        ..Element::default()
                    };
                    self.words(&own, None, &mut line);
                    let content = self.content(&line);
                    text.add(content);
                }
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Element, text: &mut Text) {
        let properties = paragraph.child("pPr");
        let mut line = text.open.take().unwrap_or_default();
        self.words(paragraph, None, &mut line);
        self.fields.clear();
        if properties.and_then(|own| own.at(&["rPr", "del"])).is_some() {
            text.open = Some(line);
            return;
        }
        let role = self.styles.role(properties);
        if role == Role::Contents {
            return;
        }
        let has_words =
            line.pieces.iter().any(|piece| !matches!(&piece.what, What::Words(words) if words.trim().is_empty()));
        if has_words {
            for name in std::mem::take(&mut self.anchors) {
                let what = What::Whole(Inline::Anchor(name));
                line.pieces.insert(0, Piece { what, marks: Marks::default(), link: None });
            }
        } else if line.beside.is_empty() {
            return;
        }
        let role = if self.is_guessed_heading(role, properties, &line) { Role::Heading(1) } else { role };
        match role {
            Role::Title | Role::Heading(_) if self.depth > 0 => {
                line.plain_heading();
                text.end_lists();
                let strong = vec![Inline::Strong(line.inlines())];
                text.add(vec![Block::Paragraph(strong)]);
                text.add(std::mem::take(&mut line.beside));
            }
            Role::Title if self.title.is_none() => {
                line.plain_heading();
                self.title = Some(line.text().split_whitespace().collect::<Vec<_>>().join(" "));
                text.add(std::mem::take(&mut line.beside));
            }
            Role::Heading(level) => self.heading(level, line, text),
            Role::Title | Role::Body => self.body(properties, line, text),
            Role::Subtitle => {
                line.plain_heading();
                text.end_lists();
                text.add(vec![Block::Paragraph(vec![Inline::Emphasis(line.inlines())])]);
            }
            Role::Caption => {
                text.end_lists();
                self.caption(&line, text);
            }
            Role::Quote => {
                text.end_lists();
                let content = self.content(&line);
                match text.blocks.last_mut() {
                    Some(Block::Quote(inner)) if text.last == Some(Role::Quote) => inner.extend(content),
                    _ => text.add(vec![Block::Quote(content)]),
                }
            }
            Role::Code => {
                text.end_lists();
                let words = code_words(&line);
                match text.blocks.last_mut() {
                    Some(Block::Code { text: above, .. }) if text.last == Some(Role::Code) => {
                        above.push('\n');
                        above.push_str(&words);
                    }
                    _ => text.add(vec![Block::Code { language: None, text: words }]),
                }
            }
            Role::Contents => {}
        }
        text.last = Some(role);
    }

    fn heading(&mut self, level: u8, mut line: Line, text: &mut Text) {
        text.end_lists();
        line.plain_heading();
        let (pictures, content): (Vec<Inline>, Vec<Inline>) =
            line.inlines().into_iter().partition(|inline| matches!(inline, Inline::Media(_)));
        let words = line.text().split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            self.gathered.place = words;
            text.add(vec![Block::Heading { level, content: without_breaks(content) }]);
        }
        let pictures = pictures.into_iter().filter_map(|inline| match inline {
            Inline::Media(picture) => Some(Block::Media(picture)),
            _ => None,
        });
        text.add(pictures.collect());
        text.add(line.beside);
    }

    fn body(&mut self, properties: Option<&Element>, mut line: Line, text: &mut Text) {
        let own = properties.and_then(|own| own.child("numPr"));
        let level = own.and_then(|own| value(own, "ilvl")).and_then(|level| level.parse().ok());
        let numbered = match own.and_then(|own| value(own, "numId")) {
            Some("0") => None,
            Some(list) => Some((list.to_owned(), level.unwrap_or(0))),
            None => self.styles.numbering(properties).map(|(list, usual)| (list.to_owned(), level.unwrap_or(usual))),
        };
        let found = numbered.and_then(|(list, level)| {
            let (counter, own) = self.numbering.level(&list, level.min(8))?;
            Some((counter, level.min(8), own))
        });
        let moved = properties.and_then(indent).or_else(|| self.styles.indent(properties)).unwrap_or(0);
        if let Some((counter, level, own)) = found {
            let content = self.content(&line);
            let number = own.is_ordered.then(|| self.count(&counter, level, own.start));
            let indent = properties.and_then(indent).unwrap_or(own.indent);
            text.lists.item(Item { counter, level, number, indent }, content, &mut text.blocks);
        } else if typed_bullet(&mut line) {
            let content = self.content(&line);
            let item = Item { counter: "typed".to_owned(), level: 0, number: None, indent: moved };
            text.lists.item(item, content, &mut text.blocks);
        } else {
            let content = self.content(&line);
            if !text.lists.goes_on(moved, &content) {
                text.end_lists();
                text.add(content);
            }
        }
    }

    /// Returns the next number of a list; what is below it begins anew.
    fn count(&mut self, counter: &str, level: u8, start: u64) -> u64 {
        self.counters.retain(|(own, deep), _| own != counter || *deep <= level);
        let count = self.counters.entry((counter.to_owned(), level)).or_insert(start.saturating_sub(1));
        *count = count.saturating_add(1);
        *count
    }

    /// Returns a paragraph as blocks: its words, or its pictures where it has no words, and what floats beside it.
    fn content(&mut self, line: &Line) -> Vec<Block> {
        let inlines = line.inlines();
        let mut blocks = Vec::new();
        let is_picture = |inline: &Inline| matches!(inline, Inline::Media(_));
        let is_nothing = |inline: &Inline| match inline {
            Inline::Break | Inline::Anchor(_) => true,
            Inline::Text(words) => words.trim().is_empty(),
            _ => false,
        };
        if inlines.iter().any(is_picture) && inlines.iter().all(|inline| is_picture(inline) || is_nothing(inline)) {
            blocks.extend(inlines.into_iter().filter_map(|inline| match inline {
                Inline::Media(picture) => Some(Block::Media(picture)),
                Inline::Anchor(name) => Some(Block::Paragraph(vec![Inline::Anchor(name)])),
                _ => None,
            }));
        } else if !inlines.iter().all(is_nothing) {
            blocks.push(Block::Paragraph(inlines));
        }
        blocks.extend(line.beside.iter().cloned());
        blocks
    }

    fn caption(&mut self, line: &Line, text: &mut Text) {
        let words = line.text().split_whitespace().collect::<Vec<_>>().join(" ");
        let pictures = line.pieces.iter().filter_map(|piece| match &piece.what {
            What::Whole(Inline::Media(picture)) => Some(Block::Media(picture.clone())),
            _ => None,
        });
        text.add(pictures.collect());
        match text.blocks.last_mut() {
            Some(Block::Media(picture)) if picture.caption.is_none() && !words.is_empty() => {
                picture.caption = Some(words)
            }
            _ => {
                let content = line.inlines();
                if !content.is_empty() {
                    text.add(vec![Block::Paragraph(vec![Inline::Emphasis(content)])]);
                }
            }
        }
        text.add(line.beside.clone());
    }

    fn is_guessed_heading(&self, role: Role, properties: Option<&Element>, line: &Line) -> bool {
        self.guesses_headings
            && self.depth == 0
            && role == Role::Body
            && properties.is_none_or(|own| own.child("numPr").is_none())
            && line.is_strong()
            && {
                let words = line.text();
                let words = words.trim();
                words.chars().count() <= LONGEST_GUESS && !words.ends_with(['.', ';', ',', ':', '!'])
            }
    }
}

impl Text {
    fn add(&mut self, blocks: Vec<Block>) {
        self.blocks.extend(blocks);
    }

    fn end_lists(&mut self) {
        self.lists.end(&mut self.blocks);
    }
}

/// Tells whether a content control holds a table of contents (ECMA-376 part 1, section 17.5.2.12).
fn is_contents(control: &Element) -> bool {
    let gallery = control.at(&["sdtPr", "docPartObj", "docPartGallery"]).and_then(|own| own.attribute("val"));
    gallery == Some("Table of Contents")
}

fn without_breaks(content: Vec<Inline>) -> Vec<Inline> {
    content
        .into_iter()
        .map(|inline| if inline == Inline::Break { Inline::Text(" ".to_owned()) } else { inline })
        .collect()
}

fn code_words(line: &Line) -> String {
    let words = line.pieces.iter().map(|piece| match &piece.what {
        What::Words(words) => words.as_str(),
        What::Whole(Inline::Break) => "\n",
        What::Whole(_) => "",
    });
    words.collect()
}

/// Takes away a bullet that was typed rather than set, and tells whether there was one.
fn typed_bullet(line: &mut Line) -> bool {
    let Some(Piece { what: What::Words(words), .. }) = line.pieces.first_mut() else { return false };
    let trimmed = words.trim_start();
    let Some(rest) = trimmed.strip_prefix(['•', '▪', '◦', '‣', '●', '○', '·', '\u{f0b7}', '\u{f0a7}'])
    else {
        return false;
    };
    if !rest.starts_with(char::is_whitespace) {
        return false;
    }
    *words = rest.trim_start().to_owned();
    true
}
