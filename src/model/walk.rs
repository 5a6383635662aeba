//! Iteration over what stands inside of what.

use crate::model::{
    Block, Container, ContainerKind, Document, Inline, MediaIndex, Question, QuestionKind, Quiz, plain_text,
};

impl Document {
    /// Shows every block to `visit`, those inside others too, in the order of the text; footnotes come last.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Block)) {
        walk(&self.blocks, visit);
        for (_, blocks) in &self.footnotes {
            walk(blocks, visit);
        }
    }

    /// Returns every container, quiz and survey, those inside others too, in the order of the text; footnotes come last.
    pub fn fenced(&self) -> Vec<&Block> {
        // A dozen parts of the program ask this of each text of a library: most of them need not look at its words.
        self.all(self.fences, is_fenced)
    }

    /// Returns every heading, those inside other blocks too, in the order of the text; footnotes come last.
    pub fn headings(&self) -> Vec<&Block> {
        self.all(self.headings, is_heading)
    }

    /// Returns every block that `is_one` of at most `most`.
    fn all(&self, most: u32, is_one: fn(&Block) -> bool) -> Vec<&Block> {
        let outermost: Vec<&Block> = self.blocks.iter().filter(|block| is_one(block)).collect();
        if outermost.len() == most as usize {
            return outermost;
        }
        let mut all = Vec::new();
        self.walk(&mut |block| all.extend(is_one(block).then_some(block)));
        all
    }

    /// Counts what [`Document::fenced`] and [`Document::headings`] find.
    pub(crate) fn count(&mut self) {
        let (mut fences, mut headings) = (0, 0);
        self.walk(&mut |block| {
            fences += u32::from(is_fenced(block));
            headings += u32::from(is_heading(block));
        });
        (self.fences, self.headings) = (fences, headings);
    }

    /// Returns every container, in the order of the text.
    pub fn containers(&self) -> impl Iterator<Item = &Container> {
        self.fenced().into_iter().filter_map(|block| match block {
            Block::Container(container) => Some(container.as_ref()),
            _ => None,
        })
    }

    /// Returns every quiz and survey, in the order of the text.
    pub fn quizzes(&self) -> Vec<&Quiz> {
        let quizzes = self.fenced().into_iter().filter_map(|block| match block {
            Block::Quiz(quiz) => Some(quiz.as_ref()),
            _ => None,
        });
        quizzes.collect()
    }

    /// Returns the words of some of its blocks in one line; a picture has its alternative text.
    pub fn plain(&self, blocks: &[Block]) -> String {
        let alternative = |media: MediaIndex| self.media.get(media.0 as usize).map(|source| &*source.alternative);
        let mut lines: Vec<String> = Vec::new();
        walk(blocks, &mut |block| match block {
            Block::Heading { content, .. } | Block::Paragraph(content) | Block::Plain(content) => {
                lines.push(plain_text(content));
                lines.extend(content.iter().filter_map(|inline| match inline {
                    Inline::Media { media, .. } => alternative(*media).map(str::to_owned),
                    _ => None,
                }));
            }
            Block::Code(code) => lines.push(code.text.to_string()),
            Block::Math(tex, _) => lines.push(tex.to_string()),
            Block::HtmlText(words) => lines.push(words.to_string()),
            Block::Media { media, .. } => lines.extend(alternative(*media).map(str::to_owned)),
            _ => {}
        });
        let whole = lines.join(" ");
        whole.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Returns the words of a question: its heading, else what stands below it.
    pub fn prompt(&self, question: &Question) -> String {
        let heading = plain_text(&question.prompt);
        if heading.trim().is_empty() { self.plain(&question.body) } else { heading }
    }

    /// Tells whether there is nothing to read, answer or look at.
    pub fn is_empty(&self) -> bool {
        let nothing = |block: &Block| match block {
            Block::Heading { .. } | Block::Rule => true,
            Block::Container(container) => {
                container.content.is_empty() && !matches!(container.kind, ContainerKind::Event(_))
            }
            _ => false,
        };
        self.blocks.iter().all(nothing)
    }
}

/// Tells whether a block is a container, a quiz or a survey.
fn is_fenced(block: &Block) -> bool {
    matches!(block, Block::Container(_) | Block::Quiz(_))
}

fn is_heading(block: &Block) -> bool {
    matches!(block, Block::Heading { .. })
}

/// Shows every block of `blocks` to `visit`, and those inside them, in the order of the text.
pub fn walk<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Block)) {
    for block in blocks {
        visit(block);
        match block {
            Block::List { items, .. } => items.iter().for_each(|item| walk(&item.content, visit)),
            Block::Quote(inner) | Block::Callout(_, inner) => walk(inner, visit),
            Block::Definitions(definitions) => {
                definitions.iter().flat_map(|definition| &definition.meanings).for_each(|inner| walk(inner, visit));
            }
            Block::Container(container) => walk(&container.content, visit),
            Block::Quiz(quiz) => {
                walk(&quiz.introduction, visit);
                quiz.questions.iter().for_each(|question| walk_question(question, visit));
                quiz.advice.iter().for_each(|advice| walk(&advice.content, visit));
            }
            Block::Heading { .. }
            | Block::Paragraph(_)
            | Block::Plain(_)
            | Block::Code(_)
            | Block::Table(_)
            | Block::Math(..)
            | Block::Rule
            | Block::Media { .. }
            | Block::Html(_)
            | Block::HtmlText(_) => {}
        }
    }
}

/// Shows every block of a question to `visit`.
fn walk_question<'a>(question: &'a Question, visit: &mut dyn FnMut(&'a Block)) {
    walk(&question.body, visit);
    match &question.kind {
        QuestionKind::Choice { choices, .. } => {
            for choice in choices {
                walk(&choice.content, visit);
                walk(&choice.feedback, visit);
            }
        }
        QuestionKind::Order(items) => items.iter().for_each(|item| walk(item, visit)),
        QuestionKind::Open { model_answer } => walk(model_answer, visit),
        QuestionKind::Gaps(_) | QuestionKind::Match { .. } | QuestionKind::Scale(_) => {}
    }
    walk(&question.explanation, visit);
    question.hints.iter().for_each(|hint| walk(hint, visit));
    walk(&question.right, visit);
    question.wrong.iter().for_each(|wrong| walk(&wrong.content, visit));
}
