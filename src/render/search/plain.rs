//! A text as plain words to be searched: what its page shows before anything is answered, a line for each block.
//!
//! Left out is what would tell too early (feedback, explanations, hints, solutions, model answers, advice), the
//! right order of what is to be sorted or matched, formulas, and what the edition's readers do not get.

use crate::model::{
    Block, Cell, Container, ContainerKind, Course, Edition, Event, FilmId, Inline, MediaIndex, MediaTarget, Question,
    QuestionKind, Quiz, Table, Text,
};
use crate::render::Audience;
use crate::render::html::asked;
use crate::render::site::Site;

/// What can be read on a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Plain {
    /// The words, block by block, with a line break between them.
    pub(crate) text: String,
    /// The words of its headings, which `text` holds too.
    pub(crate) headings: String,
}

impl Plain {
    /// Adds a line.
    pub(crate) fn line(&mut self, words: &str) {
        if is_squeezed(words) {
            if !self.text.is_empty() {
                self.text.push('\n');
            }
            self.text.push_str(words);
            return;
        }
        let mut words = words.split_whitespace().peekable();
        if words.peek().is_some() && !self.text.is_empty() {
            self.text.push('\n');
        }
        let mut first = true;
        for word in words {
            if !first {
                self.text.push(' ');
            }
            first = false;
            self.text.push_str(word);
        }
    }

    fn heading(&mut self, words: &str) {
        self.line(words);
        self.headings.push_str(words);
        self.headings.push('\n');
    }
}

/// Tells whether words are certain to have one space between them, and none around them: most are written so.
fn is_squeezed(words: &str) -> bool {
    let bytes = words.as_bytes();
    // In UTF-8 every space beyond ASCII begins with one of the bytes that are left out (C2, E1 to E3).
    let is_plain = bytes.iter().all(|byte| matches!(byte, b' '..=b'~' | 0x80..=0xC1 | 0xC3..=0xE0 | 0xE4..));
    let is_around = |byte: Option<&u8>| byte.is_none_or(|byte| *byte == b' ');
    is_plain && !is_around(bytes.first()) && !is_around(bytes.last()) && !words.contains("  ")
}

/// One text on its way to plain words.
struct Reader<'a> {
    site: &'a Site<'a>,
    course: &'a Course,
    edition: &'a Edition,
    text: &'a Text,
    key: &'a str,
    plain: &'a mut Plain,
}

/// Adds a whole text; `key` is what its quizzes are known by.
pub(crate) fn read(site: &Site<'_>, course: &Course, edition: &Edition, text: &Text, key: &str, plain: &mut Plain) {
    let mut reader = Reader { site, course, edition, text, key, plain };
    reader.blocks(&text.document.blocks);
    for (_, blocks) in &text.document.footnotes {
        reader.blocks(blocks);
    }
}

/// Adds some blocks of a text.
pub(crate) fn read_blocks(
    site: &Site<'_>,
    course: &Course,
    edition: &Edition,
    text: &Text,
    blocks: &[Block],
    plain: &mut Plain,
) {
    Reader { site, course, edition, text, key: "", plain }.blocks(blocks);
}

impl Reader<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { content, .. } => {
                let words = self.inlines(content);
                self.plain.heading(&words);
            }
            Block::Paragraph(content) | Block::Plain(content) => self.sentence(content),
            Block::List { items, .. } => items.iter().for_each(|item| self.blocks(&item.content)),
            Block::Quote(content) | Block::Callout(_, content) => self.blocks(content),
            Block::Code(code) => self.plain.line(&code.text),
            Block::Table(table) => self.table(table),
            Block::Definitions(definitions) => {
                for definition in definitions {
                    definition.terms.iter().for_each(|term| self.sentence(term));
                    definition.meanings.iter().for_each(|meaning| self.blocks(meaning));
                }
            }
            Block::Media { media, caption, .. } => self.media(*media, caption.as_deref()),
            Block::HtmlText(words) => self.plain.line(words),
            Block::Quiz(quiz) => self.quiz(quiz),
            Block::Container(container) => self.container(container),
            Block::Math(..) | Block::Rule | Block::Html(_) => {}
        }
    }

    fn sentence(&mut self, content: &[Inline]) {
        let words = self.inlines(content);
        self.plain.line(&words);
    }

    fn inlines(&self, content: &[Inline]) -> String {
        let mut words = String::new();
        self.push(content, &mut words);
        words
    }

    fn push(&self, content: &[Inline], words: &mut String) {
        for inline in content {
            if let Some(inner) = inline.inner() {
                self.push(inner, words);
                continue;
            }
            match inline {
                Inline::Text(text) | Inline::Code(text) => words.push_str(text),
                Inline::Gap(_) => words.push('…'),
                Inline::Media { media, .. } => words.push_str(self.alternative(*media)),
                Inline::Html(tag) if tag.name == "br" => words.push(' '),
                Inline::SoftBreak | Inline::HardBreak | Inline::Field(_) => words.push(' '),
                _ => {}
            }
        }
    }

    fn table(&mut self, table: &Table) {
        for row in std::iter::once(&table.head).chain(&table.rows) {
            let cells: Vec<String> = row.iter().map(|cell: &Cell| self.inlines(cell)).collect();
            let full: Vec<&str> = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
            self.plain.line(&full.join(" | "));
        }
    }

    fn alternative(&self, index: MediaIndex) -> &str {
        self.text.document.media.get(index.0 as usize).map_or("", |source| source.alternative.trim_matches('-'))
    }

    fn media(&mut self, index: MediaIndex, caption: Option<&str>) {
        let alternative = self.alternative(index).to_owned();
        self.plain.line(&alternative);
        self.plain.line(caption.filter(|caption| *caption != alternative).unwrap_or(""));
        if let Some(MediaTarget::Film(id) | MediaTarget::Sound(id)) = self.text.media.get(index.0 as usize) {
            self.film(*id, &alternative);
        }
    }

    fn film(&mut self, id: FilmId, alternative: &str) {
        let film = self.course.film(id);
        let title = film.title.get(&self.edition.lang, &[]).filter(|_| alternative.is_empty());
        self.plain.line(title.unwrap_or(""));
        let own = film.transcripts.iter().filter(|transcript| transcript.lang == self.edition.lang);
        for transcript in own {
            let (site, course, edition) = (self.site, self.course, self.edition);
            read_blocks(site, course, edition, &transcript.text, &transcript.text.document.blocks, self.plain);
        }
    }

    fn container(&mut self, container: &Container) {
        match &container.kind {
            ContainerKind::Facilitator { .. } if self.site.profile.audience == Audience::Learner => return,
            ContainerKind::Solution => return,
            ContainerKind::Details { summary } => self.sentence(summary),
            ContainerKind::Event(event) => self.event(event),
            _ => {}
        }
        self.blocks(&container.content);
    }

    fn event(&mut self, event: &Event) {
        for words in [&event.title, &event.place].into_iter().flatten() {
            self.plain.line(words);
        }
    }

    fn quiz(&mut self, quiz: &Quiz) {
        self.blocks(&quiz.introduction);
        let questions = asked(self.site.library, self.course, self.edition, self.text, self.key, quiz);
        for one in questions {
            match one.text {
                Some(text) => {
                    let (site, course, edition) = (self.site, self.course, self.edition);
                    Reader { site, course, edition, text, key: self.key, plain: self.plain }.question(one.question);
                }
                None => self.question(one.question),
            }
        }
    }

    fn question(&mut self, question: &Question) {
        self.sentence(&question.prompt);
        self.blocks(&question.body);
        match &question.kind {
            QuestionKind::Choice { choices, .. } => {
                choices.iter().for_each(|choice| self.blocks(&choice.content));
            }
            QuestionKind::Order(items) => {
                let items: Vec<String> = items.iter().map(|item| self.apart(item)).collect();
                self.mixed(items);
            }
            QuestionKind::Match { pairs, .. } => {
                let sides = pairs.iter().flat_map(|pair| [&pair.left, &pair.right]);
                let sides: Vec<String> = sides.map(|side| self.inlines(side)).collect();
                self.mixed(sides);
            }
            QuestionKind::Gaps(_) | QuestionKind::Open { .. } | QuestionKind::Scale(_) => {}
        }
    }

    fn apart(&self, blocks: &[Block]) -> String {
        let mut plain = Plain::default();
        read_blocks(self.site, self.course, self.edition, self.text, blocks, &mut plain);
        plain.text
    }

    /// Adds lines by their letters: an order that tells nothing.
    fn mixed(&mut self, mut lines: Vec<String>) {
        lines.sort();
        lines.iter().for_each(|line| self.plain.line(line));
    }
}

#[cfg(test)]
mod tests {
    use super::{Plain, is_squeezed};

    #[test]
    fn words_stand_one_space_apart() {
        let mut plain = Plain::default();
        for words in ["", "  ", "a b", " a", "a  b ", "Өрх\u{a0}бүр", "x\ty", "\u{3000}z", "é – è"] {
            plain.line(words);
        }
        assert_eq!(plain.text, "a b\na\na b\nӨрх бүр\nx y\nz\né – è");
    }

    #[test]
    fn every_space_is_seen() {
        for space in (0..=0x1_0000).filter_map(char::from_u32).filter(|letter| letter.is_whitespace() && *letter != ' ')
        {
            assert!(!is_squeezed(&format!("a{space}b")), "{space:?}");
        }
        assert!(is_squeezed("Өрх бүр хуримтлал é"));
    }
}
