//! What learners are given of a library: everything but what is for the facilitator.
//!
//! It is taken out of the texts before anything is made of them, so that no list, search, outline or picture tells of it.
//! Numbers of blocks, questions and footnotes stay: what learners have answered is kept under them.

use crate::model::{
    Block, Container, ContainerKind, Document, Inline, Library, LinkIndex, LinkTarget, MediaIndex, MediaTarget,
    Question, QuestionKind, Quiz, Text, walk,
};
use rayon::iter::{IntoParallelRefMutIterator, ParallelIterator};
use std::collections::BTreeSet;
use std::sync::Arc;

impl Library {
    /// Takes out what is for the facilitator: the blocks, the pictures, films, links and footnotes that only they name.
    pub fn keep_for_learners(&mut self) {
        self.courses.par_iter_mut().for_each(|course| {
            for edition in &mut course.editions {
                edition.introduction.keep_for_learners();
                edition.glossary.iter_mut().for_each(Text::keep_for_learners);
                for module in &mut edition.modules {
                    module.introduction.keep_for_learners();
                    module.lessons.iter_mut().for_each(|lesson| lesson.text.keep_for_learners());
                }
                edition.glossary_entries.iter_mut().for_each(|entry| take_out(&mut entry.meaning));
            }
            for film in &mut course.films {
                film.transcripts.iter_mut().for_each(|transcript| transcript.text.keep_for_learners());
            }
        });
    }
}

impl Text {
    fn keep_for_learners(&mut self) {
        self.banks.iter_mut().flatten().for_each(Self::keep_for_learners);
        let hidden = hidden(&self.document);
        if hidden.is_empty() {
            return;
        }
        let mut document = Document::clone(&self.document);
        take_out(&mut document.blocks);
        document.footnotes.iter_mut().for_each(|(_, blocks)| take_out(blocks));
        let mut named = Named::default();
        named.blocks(&document.blocks);
        // A footnote may be mentioned in another one.
        let mut read = BTreeSet::new();
        while let Some(next) = named.footnotes.difference(&read).next().copied() {
            read.insert(next);
            if let Some((_, blocks)) = document.footnotes.get(next as usize) {
                named.blocks(blocks);
            }
        }
        for (number, (_, blocks)) in (0..).zip(&mut document.footnotes) {
            if !read.contains(&number) {
                blocks.clear();
            }
        }
        let gone: BTreeSet<Box<str>> = document
            .anchors
            .iter()
            .filter(|anchor| hidden.iter().any(|span| span.range().contains(&anchor.span.range().start)))
            .map(|anchor| anchor.id.clone())
            .collect();
        document.anchors.retain(|anchor| !gone.contains(&anchor.id));
        for (index, target) in (0..).zip(&mut self.media) {
            if !named.media.contains(&MediaIndex(index)) {
                *target = MediaTarget::Nowhere;
            }
        }
        for (index, target) in (0..).zip(&mut self.links) {
            match target {
                LinkTarget::Here(anchor) if gone.contains(anchor) => *target = LinkTarget::Here("".into()),
                _ if !named.links.contains(&LinkIndex(index)) => *target = LinkTarget::Nowhere,
                _ => {}
            }
        }
        self.document = Arc::new(document);
    }
}

fn is_for_facilitator(block: &Block) -> bool {
    matches!(block, Block::Container(container) if is_note(container))
}

fn is_note(container: &Container) -> bool {
    matches!(container.kind, ContainerKind::Facilitator { .. })
}

/// Returns where the blocks for the facilitator stand.
fn hidden(document: &Document) -> Vec<crate::span::Span> {
    document.containers().filter(|container| is_note(container)).map(|container| container.span).collect()
}

fn take_out(blocks: &mut Vec<Block>) {
    blocks.retain(|block| !is_for_facilitator(block));
    for block in blocks {
        match block {
            Block::List { items, .. } => items.iter_mut().for_each(|item| take_out(&mut item.content)),
            Block::Quote(inner) | Block::Callout(_, inner) => take_out(inner),
            Block::Definitions(definitions) => {
                definitions.iter_mut().flat_map(|one| &mut one.meanings).for_each(take_out);
            }
            Block::Container(container) => take_out(&mut container.content),
            Block::Quiz(quiz) => take_out_of_quiz(quiz),
            _ => {}
        }
    }
}

fn take_out_of_quiz(quiz: &mut Quiz) {
    take_out(&mut quiz.introduction);
    quiz.advice.iter_mut().for_each(|advice| take_out(&mut advice.content));
    for question in &mut quiz.questions {
        take_out(&mut question.body);
        match &mut question.kind {
            QuestionKind::Choice { choices, .. } => choices.iter_mut().for_each(|choice| {
                take_out(&mut choice.content);
                take_out(&mut choice.feedback);
            }),
            QuestionKind::Order(items) => items.iter_mut().for_each(take_out),
            QuestionKind::Open { model_answer } => take_out(model_answer),
            QuestionKind::Gaps(_) | QuestionKind::Match { .. } | QuestionKind::Scale(_) => {}
        }
        take_out(&mut question.explanation);
        question.hints.iter_mut().for_each(take_out);
        take_out(&mut question.right);
        question.wrong.iter_mut().for_each(|wrong| take_out(&mut wrong.content));
    }
}

/// What blocks name by number.
#[derive(Default)]
struct Named {
    links: BTreeSet<LinkIndex>,
    media: BTreeSet<MediaIndex>,
    footnotes: BTreeSet<u32>,
}

impl Named {
    fn blocks(&mut self, blocks: &[Block]) {
        walk(blocks, &mut |block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { content, .. } | Block::Paragraph(content) | Block::Plain(content) => self.inlines(content),
            Block::Table(table) => {
                std::iter::once(&table.head).chain(&table.rows).flatten().for_each(|cell| self.inlines(cell));
            }
            Block::Definitions(definitions) => {
                definitions.iter().flat_map(|one| &one.terms).for_each(|term| self.inlines(term));
            }
            Block::Media { media, link, .. } => {
                self.media.insert(*media);
                self.links.extend(*link);
            }
            Block::Container(container) => self.container(container),
            Block::Quiz(quiz) => {
                quiz.dimensions.iter().for_each(|name| self.inlines(name));
                quiz.questions.iter().for_each(|question| self.question(question));
            }
            Block::List { .. }
            | Block::Quote(_)
            | Block::Callout(..)
            | Block::Code(_)
            | Block::Math(..)
            | Block::Rule
            | Block::Html(_)
            | Block::HtmlText(_) => {}
        }
    }

    fn container(&mut self, container: &Container) {
        if let ContainerKind::Details { summary } = &container.kind {
            self.inlines(summary);
        }
    }

    fn question(&mut self, question: &Question) {
        self.inlines(&question.prompt);
        match &question.kind {
            QuestionKind::Match { heads, pairs } => {
                heads.iter().for_each(|head| self.inlines(head));
                for pair in pairs {
                    self.inlines(&pair.left);
                    self.inlines(&pair.right);
                }
            }
            QuestionKind::Scale(labels) => labels.iter().for_each(|label| self.inlines(label)),
            _ => {}
        }
    }

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Link(link) => drop(self.links.insert(link.index)),
                Inline::Media { media, .. } => drop(self.media.insert(*media)),
                Inline::FootnoteMention(number) => drop(self.footnotes.insert(*number)),
                _ => {}
            }
            if let Some(inner) = inline.inner() {
                self.inlines(inner);
            }
        }
    }
}
