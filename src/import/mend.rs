//! What our questions cannot hold becomes what they can, and is told.
//!
//! Every format hands over what it found; what would be an error in a lesson of ours is settled here, in one place: a
//! question without a right answer, a gap without a word, an order of one.

use crate::diagnostic::Message;
use crate::import::imported::{Block, Choice, Gap, Imported, Inline, Lesson, Question, QuestionKind, Quiz, words};
use crate::import::imported::{plain, plain_blocks};
use crate::import::lost::Lost;
use crate::import::write::can_be_named;

/// How many questions stand on one page; more are parted into several lessons.
const MOST_ON_A_PAGE: usize = 200;

/// Makes of everything in `imported` what a lesson can hold.
pub fn mend(imported: &mut Imported) {
    let mut lost = std::mem::take(&mut imported.lost);
    for module in &mut imported.modules {
        for lesson in &mut module.lessons {
            let blocks = std::mem::take(&mut lesson.blocks);
            lesson.blocks = blocks.into_iter().flat_map(|block| mended(block, &mut lost)).collect();
        }
        let lessons = std::mem::take(&mut module.lessons);
        module.lessons = lessons.into_iter().flat_map(parted).collect();
    }
    imported.lost = lost;
}

/// Parts a lesson that is nothing but one long quiz.
fn parted(lesson: Lesson) -> Vec<Lesson> {
    let [Block::Quiz(quiz)] = lesson.blocks.as_slice() else { return vec![lesson] };
    if quiz.questions.len() <= MOST_ON_A_PAGE || quiz.draw.is_some() {
        return vec![lesson];
    }
    let part = |(at, questions): (usize, &[Question])| {
        let title = lesson.title.as_ref().map(|title| format!("{title} ({})", at + 1));
        let introduction = if at == 0 { quiz.introduction.clone() } else { Vec::new() };
        let quiz = Quiz { introduction, questions: questions.to_vec(), ..(**quiz).clone() };
        Lesson { title, blocks: vec![Block::Quiz(Box::new(quiz))] }
    };
    quiz.questions.chunks(MOST_ON_A_PAGE).enumerate().map(part).collect()
}

fn mended(block: Block, lost: &mut Vec<Lost>) -> Vec<Block> {
    let Block::Quiz(mut quiz) = block else { return vec![block] };
    for question in &mut quiz.questions {
        Mending { lost, name: question.name.clone(), line: question.line }.question(question, quiz.survey);
    }
    if quiz.questions.is_empty() { quiz.introduction } else { vec![Block::Quiz(quiz)] }
}

struct Mending<'a> {
    lost: &'a mut Vec<Lost>,
    name: String,
    line: Option<usize>,
}

impl Mending<'_> {
    fn lose(&mut self, key: &'static str) {
        self.lost.push(Lost::in_named(Message::new(key), &self.name).at_line(self.line));
    }

    fn question(&mut self, question: &mut Question, survey: bool) {
        match &mut question.kind {
            QuestionKind::Choice { multiple, choices } => {
                let before = choices.len();
                choices.retain(|choice| !is_blank(&choice.content));
                if choices.len() < before {
                    self.lose("import.lost-empty-answer");
                }
                let right = choices.iter().filter(|choice| choice.right).count();
                if choices.len() < 2 || (right == 0 && !survey) {
                    self.lose(if choices.len() < 2 { "import.lost-one-answer" } else { "import.lost-no-right" });
                    let choices = std::mem::take(choices);
                    open_of_choices(question, choices);
                } else if right > 1 && !*multiple {
                    self.lose("import.lost-several-right");
                    *multiple = true;
                }
            }
            QuestionKind::Order(items) => {
                items.retain(|item| !is_blank(item));
                if items.len() < 2 {
                    self.lose("import.lost-few-items");
                    let model_answer = items.iter().flatten().cloned().collect();
                    question.kind = QuestionKind::Open { model_answer };
                }
            }
            QuestionKind::Match { pairs, .. } => {
                let before = pairs.len();
                pairs.retain(|pair| pair.iter().all(|side| !is_blank_line(side)));
                if pairs.len() < before {
                    self.lose("import.lost-half-pair");
                }
                if pairs.len() < 2 {
                    self.lose("import.lost-few-items");
                    let line = |[left, right]: &[Vec<Inline>; 2]| {
                        let mut line = left.clone();
                        line.push(Inline::Text(" – ".to_owned()));
                        line.extend(right.iter().cloned());
                        Block::Paragraph(line)
                    };
                    question.kind = QuestionKind::Open { model_answer: pairs.iter().map(line).collect() };
                }
            }
            QuestionKind::Scale(labels) => {
                labels.retain(|label| !is_blank_line(label));
                if labels.len() < 2 || !survey {
                    self.lose("import.lost-few-items");
                    question.kind = QuestionKind::Open { model_answer: Vec::new() };
                }
            }
            QuestionKind::Gaps | QuestionKind::Open { .. } | QuestionKind::TrueFalse { .. } => {}
        }
        self.gaps(question);
        if is_blank(&question.prompt) {
            let name = if question.name.trim().is_empty() { "…" } else { &question.name };
            question.prompt = words(name);
        }
        self.wrong(question);
    }

    /// Leaves gaps only where they are filled, and only such as can be.
    fn gaps(&mut self, question: &mut Question) {
        let filled = question.kind == QuestionKind::Gaps;
        let (mut kept, mut emptied) = (0, false);
        each_sentence(&mut question.prompt, &mut |sentence| {
            settle_gaps(sentence, filled, false, &mut kept, &mut emptied);
        });
        if emptied {
            self.lose("import.lost-empty-gap");
        }
        if filled && kept == 0 {
            if !emptied {
                self.lose("import.lost-empty-gap");
            }
            question.kind = QuestionKind::Open { model_answer: Vec::new() };
        }
    }

    /// Leaves what is said to a typed answer only where the answer can be named.
    fn wrong(&mut self, question: &mut Question) {
        let typed = question.kind == QuestionKind::Gaps;
        let before = question.wrong.len();
        question.wrong.retain(|(answer, content)| {
            !is_blank(content) && answer.as_deref().is_none_or(|answer| typed && can_be_named(answer))
        });
        if question.wrong.len() < before {
            self.lose("import.lost-feedback");
        }
    }
}

/// Makes an open question of a choice: the answers stand in the prompt, and those that are right are the model answer.
fn open_of_choices(question: &mut Question, choices: Vec<Choice>) {
    let model_answer = choices.iter().filter(|choice| choice.right).flat_map(|choice| choice.content.clone()).collect();
    if choices.len() > 1 {
        let items = choices.into_iter().map(|choice| choice.content).collect();
        question.prompt.push(Block::List { start: None, items });
    }
    question.kind = QuestionKind::Open { model_answer };
}

fn settle_gaps(content: &mut Vec<Inline>, filled: bool, in_link: bool, kept: &mut usize, emptied: &mut bool) {
    let mut settled = Vec::with_capacity(content.len());
    for mut inline in std::mem::take(content) {
        match &mut inline {
            Inline::Gap(gap) => match sound(gap).filter(|_| filled && !in_link) {
                Some(gap) => {
                    *kept += 1;
                    settled.push(Inline::Gap(gap));
                }
                None => {
                    *emptied = true;
                    settled.push(Inline::Text("…".to_owned()));
                }
            },
            Inline::Link { content: inner, .. } if has_gap(inner) => {
                let mut inner = std::mem::take(inner);
                settle_gaps(&mut inner, filled, in_link, kept, emptied);
                settled.extend(inner);
            }
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strikethrough(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner)
            | Inline::Link { content: inner, .. } => {
                settle_gaps(inner, filled, in_link, kept, emptied);
                settled.push(inline);
            }
            Inline::Note(_) if filled => settled.push(inline),
            _ => settled.push(inline),
        }
    }
    *content = settled;
}

fn has_gap(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Gap(_) => true,
        Inline::Emphasis(inner)
        | Inline::Strong(inner)
        | Inline::Strikethrough(inner)
        | Inline::Superscript(inner)
        | Inline::Subscript(inner)
        | Inline::Link { content: inner, .. } => has_gap(inner),
        _ => false,
    })
}

/// Returns the gap as it can be filled; nothing where there is no answer to it.
fn sound(gap: &Gap) -> Option<Gap> {
    let texts = |all: &mut dyn Iterator<Item = &String>| {
        let mut kept: Vec<String> = Vec::new();
        for text in all.map(|text| text.trim()).filter(|text| !text.is_empty()) {
            if !kept.iter().any(|known| known == text) {
                kept.push(text.to_owned());
            }
        }
        (!kept.is_empty()).then_some(Gap::Text(kept))
    };
    match gap {
        Gap::Text(all) => texts(&mut all.iter()),
        Gap::Choice(options) => {
            let mut kept: Vec<(String, bool)> = Vec::new();
            for (text, right) in options.iter().filter(|(text, _)| !text.trim().is_empty()) {
                if !kept.iter().any(|(known, _)| known == text) {
                    kept.push((text.clone(), *right));
                }
            }
            let right = kept.iter().filter(|(_, right)| *right).count();
            match right {
                0 => None,
                right if right == kept.len() => texts(&mut kept.iter().map(|(text, _)| text)),
                _ => Some(Gap::Choice(kept)),
            }
        }
        number => Some(number.clone()),
    }
}

/// Hands every sentence among `blocks` to `change`.
pub(crate) fn each_sentence(blocks: &mut [Block], change: &mut dyn FnMut(&mut Vec<Inline>)) {
    for block in blocks {
        match block {
            Block::Heading { content, .. } | Block::Paragraph(content) => change(content),
            Block::List { items, .. } => items.iter_mut().for_each(|item| each_sentence(item, change)),
            Block::Table { head, rows } => {
                head.iter_mut().for_each(&mut *change);
                rows.iter_mut().flatten().for_each(&mut *change);
            }
            Block::Quote(inner) | Block::Callout(_, inner) => each_sentence(inner, change),
            Block::Details { summary, content } => {
                change(summary);
                each_sentence(content, change);
            }
            Block::Media(_)
            | Block::WebFilm { .. }
            | Block::Code { .. }
            | Block::Math(_)
            | Block::Rule
            | Block::Place(_)
            | Block::Quiz(_) => {}
        }
    }
}

fn is_blank(blocks: &[Block]) -> bool {
    let solid = |block: &Block| matches!(block, Block::Media(_) | Block::WebFilm { .. });
    plain_blocks(blocks).trim().is_empty() && !blocks.iter().any(|block| solid(block) || has_picture(block))
}

fn has_picture(block: &Block) -> bool {
    match block {
        Block::Paragraph(content) | Block::Heading { content, .. } => !is_blank_line(content),
        Block::List { items, .. } => items.iter().flatten().any(has_picture),
        Block::Quote(inner) | Block::Callout(_, inner) => inner.iter().any(has_picture),
        Block::Media(_) => true,
        _ => false,
    }
}

fn is_blank_line(content: &[Inline]) -> bool {
    plain(content).trim().is_empty() && !content.iter().any(|inline| matches!(inline, Inline::Media(_)))
}
