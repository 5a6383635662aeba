//! Figures, films, sounds and frames.

use crate::diagnostic::Message;
use crate::import::gathered::{MediaKind, shortened};
use crate::import::html::blocks::{Flow, html_blocks};
use crate::import::html::films::film_in_frame;
use crate::import::html::sentences::collapsed;
use crate::import::imported::{Block, Inline, Picture, one_line, plain};
use crate::import::xml::{Element, Node};

impl Flow<'_> {
    /// Reads a figure: its caption belongs to its last picture.
    pub(super) fn figure(&mut self, element: &Element) {
        let is_caption = |node: &&Node| matches!(node, Node::Element(own) if own.name == "figcaption");
        let rest = Element {
            children: element.children.iter().filter(|node| !is_caption(node)).cloned().collect(),
            ..Element::default()
        };
        let mut content = html_blocks(&rest, self.around);
        let captions = element.matching(&|own| own.name == "figcaption");
        let words: Vec<Inline> =
            captions.iter().flat_map(|caption| one_line(&html_blocks(caption, self.around))).collect();
        let told = collapsed(&plain(&words));
        let told = told.trim();
        match content.last_mut() {
            Some(Block::Media(picture)) if !told.is_empty() => picture.caption = Some(told.to_owned()),
            _ if !told.is_empty() => content.push(Block::Paragraph(vec![Inline::Emphasis(words)])),
            _ => {}
        }
        self.blocks.extend(content);
    }

    /// Reads a film or sound: the first of its sources that is there.
    pub(super) fn media(&mut self, element: &Element) {
        let own = element.attribute("src").map(str::to_owned);
        let sources = element.matching(&|inner| inner.name == "source" || inner.name == "a");
        let others = sources.iter().filter_map(|source| source.attribute("src").or_else(|| source.attribute("href")));
        let addresses: Vec<String> = own.into_iter().chain(others.map(str::to_owned)).collect();
        let title = element.attribute("title").or_else(|| element.attribute("aria-label")).map(collapsed);
        for address in &addresses {
            if let Some((media, MediaKind::Film | MediaKind::Sound)) = self.around.media(address) {
                let alternative = title.unwrap_or_default().trim().to_owned();
                self.blocks.push(Block::Media(Picture { media, alternative, caption: None }));
                if element.find("track").is_some() {
                    self.around.lose(Message::new("import.lost-captions"));
                }
                return;
            }
            if let Some(address) = film_in_frame(address) {
                let title = title.clone().unwrap_or_default();
                self.blocks.push(Block::WebFilm { address, title });
                return;
            }
        }
        let name = addresses.first().map_or("", String::as_str);
        self.around.lose(Message::new("import.lost-missing").with("name", shortened(name)));
    }

    /// Reads a frame: a film in it is one, anything else is lost but for a link to it.
    pub(super) fn frame(&mut self, element: &Element) {
        let address = element.attribute("src").or_else(|| element.attribute("data-src")).unwrap_or("").trim();
        let title = element.attribute("title").map(collapsed).unwrap_or_default().trim().to_owned();
        if let Some(address) = film_in_frame(address) {
            self.blocks.push(Block::WebFilm { address, title });
            return;
        }
        self.around.lose(Message::new("import.lost-frame").with("address", shortened(address)));
        if let Some(target) = self.around.link(address) {
            let words = if title.is_empty() { address.to_owned() } else { title };
            let content = vec![Inline::Text(words)];
            self.blocks.push(Block::Paragraph(vec![Inline::Link { target, content }]));
        }
    }
}
