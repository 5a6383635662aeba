//! GIFT, Moodle's plain format of questions (<https://docs.moodle.org/en/GIFT_format>).
//!
//! 1. `text`: comments go, escaped signs are set aside, blank lines part the questions.
//! 2. `answers`: what stands in the braces says the kind of question.
//! 3. Texts become blocks by their format: HTML, Markdown, or plain words.

mod answers;
mod text;

pub(super) use answers::of_several;

use crate::diagnostic::Message;
use crate::import::bank::{Bank, gap_below};
use crate::import::gift::answers::{Answer, Answers, Form, answers};
use crate::import::gift::text::{Piece, pieces, restored, split_format};
use crate::import::imported::{Block, Choice, Gap, Imported, Inline, Question, QuestionKind, one_line, plain_blocks};
use crate::import::{Fit, Format, Input, Refusal};
use crate::parse::markdown_to_html;

/// The row of the table.
pub(super) const FORMAT: Format = Format { name: "GIFT", endings: &["gift", "txt"], fits, read };

fn fits(input: &Input) -> Fit {
    let Some(text) = input.text() else { return Fit::No };
    if text.trim_start().starts_with('<') {
        return Fit::No;
    }
    let own = input.ending() == "gift";
    let braces = pieces(&text).iter().filter(|piece| piece.inside.is_some()).count();
    match (own, braces) {
        (true, 0) => Fit::Perhaps,
        (true, _) => Fit::Surely,
        (false, 0) => Fit::No,
        (false, _) if input.ending() == "md" => Fit::No,
        (false, _) => Fit::Perhaps,
    }
}

fn read(input: &mut Input) -> Result<Imported, Refusal> {
    let text = input.text().ok_or(Refusal::new("import.unknown"))?;
    let mut bank = Bank::default();
    for piece in pieces(&text) {
        if let Some(category) = piece.category {
            bank.category(&category);
            continue;
        }
        Reading { bank: &mut bank, piece: &piece, name: String::new(), format: Markup::Moodle }.question()?;
    }
    Ok(bank.into_imported())
}

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Markup {
    /// Moodle's own: words, in which tags may stand.
    Moodle,
    Html,
    Markdown,
    Plain,
}

impl Markup {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "html" => Self::Html,
            "markdown" => Self::Markdown,
            "plain" => Self::Plain,
            "moodle" => Self::Moodle,
            _ => return None,
        })
    }
}

struct Reading<'a> {
    bank: &'a mut Bank,
    piece: &'a Piece,
    name: String,
    format: Markup,
}

impl Reading<'_> {
    fn lose(&mut self, what: Message) {
        self.bank.lose(what, &self.name, Some(self.piece.line));
    }

    /// Returns a text as blocks; without a format of its own it has that of the question.
    fn blocks(&mut self, text: &str) -> Vec<Block> {
        let (name, text) = split_format(text.trim());
        let format = name.and_then(Markup::of).unwrap_or(self.format);
        let text = restored(text);
        let text = text.trim();
        let html = match format {
            Markup::Plain => return lines(text),
            Markup::Moodle if !looks_like_html(text) => return lines(text),
            Markup::Moodle | Markup::Html => text.to_owned(),
            Markup::Markdown => markdown_to_html(text),
        };
        let (name, line) = (self.name.clone(), Some(self.piece.line));
        self.bank.html(&html, &name, line, &mut |_, _| None)
    }

    fn question(mut self) -> Result<(), Refusal> {
        let (name, rest) = split_format(self.piece.before.trim());
        self.format = name.and_then(Markup::of).unwrap_or(Markup::Moodle);
        let before = rest.trim().to_owned();
        let title = self.piece.title.as_deref().map(restored).unwrap_or_default();
        self.name = if title.trim().is_empty() { restored(&before).chars().take(60).collect() } else { title };
        let prompt = self.blocks(&before);
        if title_is_bare(&self.piece.title) && self.format == Markup::Html {
            self.name = plain_blocks(&prompt).chars().take(60).collect();
        }
        let Some(inside) = &self.piece.inside else {
            if !prompt.is_empty() {
                let (name, line) = (self.name.clone(), Some(self.piece.line));
                self.bank.words(prompt, &name, line);
            }
            return Ok(());
        };
        let answers = answers(inside);
        let mut question = self.of_form(prompt, &answers);
        question.line = Some(self.piece.line);
        if let Some(general) = &answers.general {
            question.explanation = self.blocks(general);
        }
        self.bank.add(question)
    }

    fn of_form(&mut self, prompt: Vec<Block>, answers: &Answers) -> Question {
        let after = self.blocks(&self.piece.after.clone());
        let name = self.name.clone();
        let asked = |prompt: Vec<Block>, kind: QuestionKind| Question::new(&name, prompt, kind);
        match &answers.form {
            Form::Essay => asked(joined(prompt, None, after), QuestionKind::Open { model_answer: Vec::new() }),
            Form::TrueFalse { right, wrong_said, right_said } => {
                let kind = QuestionKind::TrueFalse { right: *right, feedback: [Vec::new(), Vec::new()] };
                let mut question = asked(joined(prompt, None, after), kind);
                question.right = self.blocks(right_said);
                let wrong = self.blocks(wrong_said);
                question.wrong = if wrong.is_empty() { Vec::new() } else { vec![(None, wrong)] };
                question
            }
            Form::Match => {
                let pairs = answers.list.iter().map(|answer| {
                    let (left, right) = answer.text.split_once("->").unwrap_or((&answer.text, ""));
                    [one_line(&self.blocks(left)), one_line(&self.blocks(right))]
                });
                let kind = QuestionKind::Match { heads: [Vec::new(), Vec::new()], pairs: pairs.collect() };
                asked(joined(prompt, None, after), kind)
            }
            Form::Numeric => self.typed(prompt, after, answers, self::answers::number_gap(answers)),
            Form::Short => self.typed(prompt, after, answers, self::answers::text_gap(answers)),
            Form::Choice { multiple } => self.choice(prompt, after, answers, *multiple),
        }
    }

    /// A question whose answer is typed; what is said to single answers goes along.
    fn typed(
        &mut self,
        prompt: Vec<Block>,
        after: Vec<Block>,
        answers: &Answers,
        gap: (Option<Gap>, Vec<&'static str>),
    ) -> Question {
        for key in gap.1 {
            self.lose(Message::new(key));
        }
        let gap = gap.0.unwrap_or(Gap::Text(Vec::new()));
        let mut question = Question::new(&self.name.clone(), joined(prompt, Some(gap), after), QuestionKind::Gaps);
        let typed = |answer: &Answer| restored(answer.text.split(':').next().unwrap_or("").trim());
        let right: Vec<String> = answers.list.iter().filter(|answer| answer.weight >= 100.0).map(typed).collect();
        for answer in answers.list.iter().filter(|answer| !answer.feedback.trim().is_empty()) {
            let said = self.blocks(&answer.feedback);
            let typed = typed(answer);
            match answer.weight {
                weight if weight >= 100.0 && question.right.is_empty() => question.right = said,
                weight if weight >= 100.0 && question.right != said => self.lose(Message::new("import.lost-feedback")),
                weight if weight >= 100.0 => {}
                _ if right.contains(&typed) => self.lose(Message::new("import.lost-feedback")),
                _ if typed == "*" => question.wrong.push((None, said)),
                _ => question.wrong.push((Some(typed), said)),
            }
        }
        question
    }

    fn choice(&mut self, prompt: Vec<Block>, after: Vec<Block>, answers: &Answers, multiple: bool) -> Question {
        for key in answers.uneven(multiple) {
            self.lose(Message::new(key));
        }
        let right = |weight: f64| if multiple { weight > 0.0 } else { weight >= 100.0 };
        if !multiple && plain_blocks(&after).chars().any(char::is_alphanumeric) {
            let options: Vec<(String, bool)> = answers
                .list
                .iter()
                .map(|answer| (plain_blocks(&self.blocks(&answer.text)), right(answer.weight)))
                .collect();
            if answers.list.iter().any(|answer| !answer.feedback.trim().is_empty()) {
                self.lose(Message::new("import.lost-feedback"));
            }
            let prompt = joined(prompt, Some(Gap::Choice(options)), after);
            return Question::new(&self.name.clone(), prompt, QuestionKind::Gaps);
        }
        let choices = answers.list.iter().map(|answer| Choice {
            right: right(answer.weight),
            content: self.blocks(&answer.text),
            feedback: self.blocks(&answer.feedback),
        });
        let kind = QuestionKind::Choice { multiple, choices: choices.collect() };
        Question::new(&self.name.clone(), joined(prompt, None, after), kind)
    }
}

fn title_is_bare(title: &Option<String>) -> bool {
    title.as_deref().is_none_or(|title| title.trim().is_empty())
}

/// Puts what stands around the braces together: a gap goes where the braces were.
fn joined(mut prompt: Vec<Block>, gap: Option<Gap>, after: Vec<Block>) -> Vec<Block> {
    let mut after = after.into_iter();
    let first = after.next();
    match (gap, first) {
        (Some(gap), Some(Block::Paragraph(rest))) => {
            let mut sentence = vec![Inline::Gap(gap)];
            if begins_a_word(&rest) {
                sentence.push(Inline::Text(" ".to_owned()));
            }
            sentence.extend(rest);
            extend_last(&mut prompt, sentence);
        }
        (None, Some(Block::Paragraph(rest))) => {
            let mut sentence = Vec::new();
            if begins_a_word(&rest) {
                sentence.push(Inline::Text(" … ".to_owned()));
            }
            sentence.extend(rest);
            extend_last(&mut prompt, sentence);
        }
        (Some(gap), None) => gap_below(&mut prompt, gap),
        (gap, Some(block)) => {
            if let Some(gap) = gap {
                gap_below(&mut prompt, gap);
            }
            prompt.push(block);
        }
        (None, None) => {}
    }
    prompt.extend(after);
    prompt
}

fn begins_a_word(sentence: &[Inline]) -> bool {
    match sentence.first() {
        Some(Inline::Text(text)) => text.starts_with(char::is_alphanumeric),
        _ => true,
    }
}

fn extend_last(prompt: &mut Vec<Block>, sentence: Vec<Inline>) {
    match prompt.last_mut() {
        Some(Block::Paragraph(last)) => {
            last.push(Inline::Text(" ".to_owned()));
            last.extend(sentence);
        }
        _ => prompt.push(Block::Paragraph(sentence)),
    }
}

/// Returns words as a paragraph, with the breaks that `\n` asks for.
fn lines(text: &str) -> Vec<Block> {
    let mut sentence = Vec::new();
    for line in text.split(text::LINE).map(str::trim) {
        if !line.is_empty() {
            if !sentence.is_empty() {
                sentence.push(Inline::Break);
            }
            crate::import::tex::push_words(line, &mut sentence);
        }
    }
    if sentence.is_empty() { Vec::new() } else { vec![Block::Paragraph(sentence)] }
}

/// Tells whether words are meant as HTML: there is a tag or a reference in them.
pub(super) fn looks_like_html(text: &str) -> bool {
    let tag = text.match_indices('<').any(|(at, _)| {
        let rest = text[at + 1..].trim_start_matches('/');
        let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
        let known = [
            "p",
            "b",
            "i",
            "u",
            "br",
            "a",
            "em",
            "strong",
            "span",
            "div",
            "img",
            "ul",
            "ol",
            "li",
            "sub",
            "sup",
            "code",
            "pre",
            "table",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "font",
            "hr",
            "blockquote",
            "small",
        ];
        known.contains(&name.to_ascii_lowercase().as_str()) && rest.contains('>')
    });
    let reference = text.match_indices('&').any(|(at, _)| {
        let name: String =
            text[at + 1..].chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '#').collect();
        !name.is_empty() && text[at + 1 + name.len()..].starts_with(';')
    });
    tag || reference
}
