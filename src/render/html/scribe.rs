//! One text on its way to HTML.

use crate::locale::{Catalog, Lang};
use crate::model::{Block, Course, Edition, Gap, Question, Text};
use crate::render::html::terms::{self, Marks};
use crate::render::html::writer::{Html, Markup};
use crate::render::html::{block, footnotes, inline, media};
use crate::render::site::{PageContext, Site};
use crate::render::{Audience, Medium};
use crate::tree::{Body, OutPath};

/// One text on its way to HTML: what it is made of, and what has been counted on its page.
pub(crate) struct Scribe<'a> {
    /// The page it stands on.
    pub(crate) page: &'a PageContext<'a>,
    /// The course it belongs to.
    pub(crate) course: &'a Course,
    /// The edition it belongs to.
    pub(crate) edition: &'a Edition,
    /// The text whose links and media are numbered.
    pub(crate) text: &'a Text,
    /// What has been written.
    pub(crate) html: Html,
    /// What the learner's answers and notes are kept under: `module/lesson`, or the page's own name.
    pub(crate) key: &'a str,
    /// The gaps of the question that is being written.
    pub(crate) gaps: &'a [Gap],
    /// The question that is being written: seeds what is scrambled.
    pub(crate) seed: String,
    /// The head of the table column that is being written: names the fields in it.
    pub(crate) column: Option<String>,
    /// Files that belong to the page.
    pub(crate) files: Vec<(OutPath, Body)>,
    /// How many pictures stand above.
    pub(crate) pictures: u32,
    /// How many questions stand above.
    pub(crate) questions: u32,
    /// How often each footnote was mentioned.
    pub(crate) mentions: Vec<u32>,
    /// Whether what is written stands on the page a second time, so that it must bear no ids.
    pub(crate) copy: Copy,
    /// The address of the page that the text stands on, seen from here; empty: it is this page.
    pub(crate) own: String,
    /// Where the glossary's terms are marked.
    pub(crate) marks: Marks<'a>,
}

/// Whether a piece stands on its page for the first time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Copy {
    /// For the first time.
    First,
    /// Once more, in a folded answer.
    Second,
}

impl<'a> Scribe<'a> {
    /// Returns a scribe for `text` on `page`.
    pub(crate) fn new(
        page: &'a PageContext<'a>,
        course: &'a Course,
        edition: &'a Edition,
        text: &'a Text,
        key: &'a str,
    ) -> Self {
        Self {
            page,
            course,
            edition,
            text,
            html: Html::default(),
            key,
            gaps: &[],
            seed: String::new(),
            column: None,
            files: Vec::new(),
            pictures: 0,
            questions: 0,
            mentions: vec![0; text.document.footnotes.len()],
            copy: Copy::First,
            own: String::new(),
            marks: Marks::default(),
        }
    }

    /// Returns what every page is made of.
    pub(crate) fn site(&self) -> &'a Site<'a> {
        self.page.site
    }

    /// Returns the words of the page's language.
    pub(crate) fn words(&self) -> &'a Catalog {
        self.page.catalog
    }

    /// Writes the message `key` of the interface.
    pub(crate) fn say(&mut self, key: &'static str) {
        self.html.text(self.page.catalog.text(key));
    }

    /// Writes the id of what stands here for the first time.
    pub(crate) fn id(&mut self, id: &str) {
        if self.copy == Copy::First && !id.is_empty() {
            self.html.attribute("id", &self.page.id(id));
        }
    }

    /// Returns the address of a place in the text; without an id that of its beginning.
    pub(crate) fn address_here(&self, id: &str) -> String {
        match (self.own.as_str(), id) {
            ("", _) => self.page.address_here(id),
            (own, "") => own.to_owned(),
            (own, _) => own.to_owned() + &self.page.suffix(id),
        }
    }

    /// Returns what the page is read on.
    pub(crate) fn medium(&self) -> Medium {
        self.page.site.profile.medium
    }

    /// Tells whether the page is a trainer's: nothing on it is answered or filled in, and nothing is kept.
    pub(crate) fn is_for_trainer(&self) -> bool {
        let profile = self.page.site.profile;
        profile.medium == Medium::Player && profile.audience == Audience::Trainer
    }

    /// Writes one of the theme's pictures. A book has none: without our styles they would fill its page.
    pub(crate) fn icon(&mut self, name: &str) {
        if self.medium() == Medium::Book {
            return;
        }
        self.html.sound(self.page.site.theme.icon(name));
    }

    /// Writes the whole text with its footnotes, the glossary's terms marked where it is in the edition's language.
    pub(crate) fn whole(&mut self, own: Option<&Lang>) {
        let document = &self.text.document;
        // Most pages take so many bytes for a word, with what is said around it.
        self.html.reserve(document.words as usize * 12);
        let terms = self.site().terms.get(&(&self.course.id, &self.edition.lang));
        self.marks = Marks::of(terms.filter(|_| own.is_none_or(|own| *own == self.edition.lang)));
        self.blocks(&document.blocks);
        terms::unmarked(self, footnotes::list);
        terms::list(self);
    }

    /// Writes some blocks.
    pub(crate) fn blocks(&mut self, blocks: &'a [Block]) {
        for one in blocks {
            block::block(self, one);
        }
    }

    /// Writes some blocks where only words may stand: in a label, in a row of an answer.
    pub(crate) fn phrases(&mut self, blocks: &'a [Block]) {
        for (index, one) in blocks.iter().enumerate() {
            match one {
                Block::Paragraph(content) | Block::Plain(content) => {
                    if index > 0 {
                        self.html.markup("<br>");
                    }
                    inline::inlines(self, content);
                }
                Block::Media { media: index, .. } => media::inline(self, *index),
                other => block::block(self, other),
            }
        }
    }

    /// Writes with the gaps of `question` at hand.
    pub(crate) fn within(&mut self, question: &'a Question, id: &str, write: impl FnOnce(&mut Self)) {
        if let crate::model::QuestionKind::Gaps(gaps) = &question.kind {
            self.gaps = gaps;
        }
        self.seed = id.to_owned();
        write(self);
        self.gaps = &[];
    }

    /// Writes with the links and media of another text: a bank of questions.
    pub(crate) fn with_text(&mut self, text: &'a Text, write: impl FnOnce(&mut Self)) {
        let own = std::mem::replace(&mut self.text, text);
        let mentions = std::mem::replace(&mut self.mentions, vec![0; text.document.footnotes.len()]);
        write(self);
        self.text = own;
        self.mentions = mentions;
    }

    /// Writes what stands on the page already: without ids.
    pub(crate) fn again(&mut self, write: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.copy, Copy::Second);
        write(self);
        self.copy = before;
    }

    /// Returns what has been written.
    pub(crate) fn finish(mut self) -> (Markup, Vec<(OutPath, Body)>) {
        (self.html.take(), self.files)
    }
}
