//! The plain text of text2qti, written for Canvas (<https://github.com/gpoore/text2qti>): numbered questions in Markdown
//! with `a)` or `*a)`, `[ ]` or `[*]`, `=`, `*`, `____` below them.

use crate::diagnostic::Message;
use crate::import::bank::{Bank, between, gap_below, near, number};
use crate::import::imported::{Block, Choice, Gap, Imported, Question, QuestionKind, plain_blocks};
use crate::import::{Fit, Format, Input, Refusal};
use crate::parse::markdown_to_html;

/// The row of the table.
pub(super) const FORMAT: Format = Format { name: "text2qti", endings: &["txt"], fits, read };

fn fits(input: &Input) -> Fit {
    let Some(text) = input.text() else { return Fit::No };
    let lines = || text.lines();
    let marks =
        lines().filter(|line| matches!(mark(line), Some((Mark::Choice(_) | Mark::Box(_) | Mark::Essay, _)))).count();
    let marks = marks + lines().filter(|line| matches!(mark(line), Some((Mark::Number | Mark::Short, _)))).count();
    let questions = lines().filter(|line| matches!(mark(line), Some((Mark::Question, _)))).count();
    let titled = lines().any(|line| matches!(mark(line), Some((Mark::QuizTitle, _))));
    let keyed = lines().any(|line| matches!(mark(line), Some((Mark::Choice(true) | Mark::Box(true) | Mark::Essay, _))));
    match questions > 0 && marks > 0 && (titled || keyed) {
        true => Fit::Surely,
        false => Fit::No,
    }
}

/// What a line begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    QuizTitle,
    QuizSaid,
    Title,
    Points,
    Option,
    Question,
    Choice(bool),
    Box(bool),
    Number,
    Short,
    Essay,
    Upload,
    General,
    Right,
    Wrong,
    Group,
    Text,
}

/// Returns what a line begins with, and the rest of it.
fn mark(line: &str) -> Option<(Mark, &str)> {
    if line.starts_with([' ', '\t']) {
        return None;
    }
    let words = [
        ("Quiz title:", Mark::QuizTitle),
        ("Quiz description:", Mark::QuizSaid),
        ("Title:", Mark::Title),
        ("Points:", Mark::Points),
        ("Text title:", Mark::Text),
        ("Text:", Mark::Text),
        ("shuffle answers:", Mark::Option),
        ("show correct answers:", Mark::Option),
        ("one question at a time:", Mark::Option),
        ("can't go back:", Mark::Option),
        ("feedback is solution:", Mark::Option),
        ("solutions sample groups:", Mark::Option),
        ("solutions randomize groups:", Mark::Option),
        ("GROUP", Mark::Group),
        ("END_GROUP", Mark::Group),
        ("pick:", Mark::Group),
        ("points per question:", Mark::Group),
        ("[ ]", Mark::Box(false)),
        ("[*]", Mark::Box(true)),
        ("...", Mark::General),
        ("^^^^", Mark::Upload),
        ("+ ", Mark::Right),
        ("- ", Mark::Wrong),
        ("= ", Mark::Number),
        ("* ", Mark::Short),
    ];
    let starts =
        |word: &&(&str, Mark)| line.get(..word.0.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.0));
    if let Some((word, mark)) = words.iter().find(starts) {
        return Some((*mark, line[word.len()..].trim()));
    }
    if line.len() >= 3 && line.trim_end().bytes().all(|byte| byte == b'_') {
        return Some((Mark::Essay, ""));
    }
    let (right, bare) = line.strip_prefix('*').map_or((false, line), |rest| (true, rest));
    let mut letters = bare.chars();
    if let (Some(letter), Some(rest)) = (letters.next(), letters.as_str().strip_prefix(')'))
        && letter.is_ascii_alphabetic()
    {
        return Some((Mark::Choice(right), rest.trim()));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line[digits..].strip_prefix('.').filter(|rest| digits > 0 && rest.starts_with([' ', '\t']))?;
    Some((Mark::Question, rest.trim()))
}

/// What stands behind a mark, with the lines that go on below it.
struct Part {
    mark: Mark,
    text: String,
    line: usize,
}

fn parts(text: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut comment = false;
    for (line, number) in text.lines().zip(1..) {
        if line.trim_end() == "COMMENT" || line.trim_end() == "END_COMMENT" {
            comment = line.starts_with("COMMENT");
            continue;
        }
        if comment || line.starts_with('%') {
            continue;
        }
        match (mark(line), parts.last_mut()) {
            (Some((mark, rest)), _) => parts.push(Part { mark, text: rest.to_owned(), line: number }),
            (None, Some(last)) => last.text.push_str(&format!("\n{}", line.strip_prefix("    ").unwrap_or(line))),
            (None, None) => {}
        }
    }
    parts
}

fn read(input: &mut Input) -> Result<Imported, Refusal> {
    let text = input.text().ok_or(Refusal::new("import.unknown"))?;
    let mut reading = Reading { bank: Bank::default(), open: None, title: None, points: None };
    for part in parts(&text) {
        reading.part(&part)?;
    }
    reading.finish()?;
    Ok(reading.bank.into_imported())
}

struct Reading {
    bank: Bank,
    open: Option<(Question, Vec<Answer>)>,
    title: Option<String>,
    points: Option<u32>,
}

/// An answer, as it is written.
struct Answer {
    mark: Mark,
    text: String,
    feedback: String,
}

impl Reading {
    fn blocks(&mut self, text: &str, line: usize) -> Vec<Block> {
        let name = self.open.as_ref().map_or_else(String::new, |(question, _)| question.name.clone());
        let html = markdown_to_html(text.trim());
        self.bank.html(&html, &name, Some(line), &mut |_, _| None)
    }

    fn part(&mut self, part: &Part) -> Result<(), Refusal> {
        let text = part.text.trim();
        match part.mark {
            Mark::QuizTitle => self.bank.title = Some(text.to_owned()),
            Mark::QuizSaid => {
                let blocks = self.blocks(text, part.line);
                self.bank.words(blocks, "", Some(part.line));
            }
            Mark::Option => {
                if text.eq_ignore_ascii_case("true") && self.open.is_none() {
                    self.bank.quiz().shuffle_answers = true;
                }
            }
            Mark::Text => {
                self.finish()?;
                let blocks = self.blocks(text, part.line);
                self.bank.words(blocks, text, Some(part.line));
            }
            Mark::Group => {
                self.finish()?;
                self.bank.lose(Message::new("import.lost-group"), "", Some(part.line));
            }
            Mark::Title => {
                self.finish()?;
                self.title = Some(text.to_owned());
            }
            Mark::Points => {
                self.finish()?;
                self.points = text.parse::<f64>().ok().map(crate::import::bank::points);
            }
            Mark::Question => {
                self.finish()?;
                let prompt = self.blocks(text, part.line);
                let name = self.title.take().unwrap_or_else(|| plain_blocks(&prompt).chars().take(60).collect());
                let mut question = Question::new(&name, prompt, QuestionKind::Open { model_answer: Vec::new() });
                question.line = Some(part.line);
                question.points = self.points.take().unwrap_or(1);
                self.open = Some((question, Vec::new()));
            }
            Mark::General | Mark::Right | Mark::Wrong => {
                let said = self.blocks(text, part.line);
                if let Some((question, answers)) = &mut self.open {
                    match (part.mark, answers.last_mut()) {
                        (Mark::General, Some(answer)) => answer.feedback = text.to_owned(),
                        (Mark::General, None) => question.explanation.extend(said),
                        (Mark::Right, _) => question.right.extend(said),
                        _ => question.wrong.push((None, said)),
                    }
                }
            }
            mark => {
                if let Some((_, answers)) = &mut self.open {
                    answers.push(Answer { mark, text: text.to_owned(), feedback: String::new() });
                }
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Refusal> {
        let Some((mut question, answers)) = self.open.take() else { return Ok(()) };
        let line = question.line.unwrap_or(1);
        let choices = |wanted: fn(Mark) -> Option<bool>| {
            answers.iter().filter_map(move |answer| Some((answer, wanted(answer.mark)?)))
        };
        let single: Vec<(&Answer, bool)> =
            choices(|mark| if let Mark::Choice(right) = mark { Some(right) } else { None }).collect();
        let boxes: Vec<(&Answer, bool)> =
            choices(|mark| if let Mark::Box(right) = mark { Some(right) } else { None }).collect();
        let typed: Vec<&Answer> = answers.iter().filter(|answer| answer.mark == Mark::Short).collect();
        let numbers: Vec<&Answer> = answers.iter().filter(|answer| answer.mark == Mark::Number).collect();
        if !single.is_empty() || !boxes.is_empty() {
            let multiple = single.is_empty();
            let list = if multiple { boxes } else { single };
            let mut made = Vec::new();
            for (answer, right) in list {
                let content = self.blocks(&answer.text, line);
                let feedback = self.blocks(&answer.feedback, line);
                made.push(Choice { right, content, feedback });
            }
            question.kind = QuestionKind::Choice { multiple, choices: made };
        } else if !numbers.is_empty() {
            let gaps: Vec<Gap> = numbers.iter().filter_map(|answer| number_gap(&answer.text)).collect();
            if gaps.len() < numbers.len() {
                self.bank.lose(Message::new("import.lost-number"), &question.name, Some(line));
            }
            let gap = gaps.into_iter().next().unwrap_or(Gap::Text(Vec::new()));
            gap_below(&mut question.prompt, gap);
            question.kind = QuestionKind::Gaps;
        } else if !typed.is_empty() {
            let texts = typed.iter().map(|answer| answer.text.clone()).collect();
            gap_below(&mut question.prompt, Gap::Text(texts));
            question.kind = QuestionKind::Gaps;
        } else if answers.iter().any(|answer| answer.mark == Mark::Upload) {
            self.bank.lose(Message::new("import.lost-upload"), &question.name, Some(line));
        }
        self.bank.add(question)
    }
}

/// Returns the gap of `1.4142 +- 0.0001`, `[1.2598, 1.2600]`, `5 +- 1%` or `3`.
fn number_gap(text: &str) -> Option<Gap> {
    let text = text.trim();
    if let Some(range) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        let (from, to) = range.split_once(',')?;
        return between(from, to);
    }
    match text.split_once("+-") {
        Some((value, by)) => match by.trim().strip_suffix('%') {
            Some(share) => {
                let (middle, share): (f64, f64) = (value.trim().parse().ok()?, share.trim().parse().ok()?);
                near(value, &format!("{:.6}", middle.abs() * share / 100.0))
            }
            None => near(value, by),
        },
        None => number(text).map(|value| Gap::Number { from: value.clone(), to: value }),
    }
}
