//! Aiken: a question, its answers behind letters, and which of them is right (<https://docs.moodle.org/en/Aiken_format>).

use crate::diagnostic::Message;
use crate::import::bank::Bank;
use crate::import::imported::{Block, Choice, Imported, Inline, Question, QuestionKind, words};
use crate::import::{Fit, Format, Input, Refusal};

/// The row of the table.
pub(super) const FORMAT: Format = Format { name: "Aiken", endings: &["txt", "aiken"], fits, read };

fn fits(input: &Input) -> Fit {
    let Some(text) = input.text() else { return Fit::No };
    let lines = || text.lines().map(str::trim);
    let answers = lines().filter(|line| right(line).is_some()).count();
    let choices = lines().filter(|line| choice(line).is_some()).count();
    if answers > 0 && choices >= answers * 2 { Fit::Surely } else { Fit::No }
}

/// A question in the making.
#[derive(Default)]
struct Open {
    line: usize,
    prompt: Vec<String>,
    choices: Vec<(char, String)>,
}

fn read(input: &mut Input) -> Result<Imported, Refusal> {
    let text = input.text().ok_or(Refusal::new("import.unknown"))?;
    let mut bank = Bank::default();
    let mut open = Open::default();
    for (line, number) in text.lines().map(str::trim).zip(1..) {
        if let Some(right) = right(line) {
            let right: Vec<char> = right.to_uppercase().chars().filter(|letter| letter.is_alphabetic()).collect();
            finish(&mut bank, std::mem::take(&mut open), &right)?;
        } else if let Some((letter, text)) = choice(line).filter(|_| !open.prompt.is_empty()) {
            open.choices.push((letter, text.to_owned()));
        } else if line.is_empty() {
            if !open.choices.is_empty() {
                finish(&mut bank, std::mem::take(&mut open), &[])?;
            }
        } else {
            match open.choices.last_mut() {
                // An answer that goes on in the next line.
                Some((_, text)) => *text = format!("{text} {line}"),
                None => {
                    if open.prompt.is_empty() {
                        open.line = number;
                    }
                    open.prompt.push(line.to_owned());
                }
            }
        }
    }
    finish(&mut bank, open, &[])?;
    Ok(bank.into_imported())
}

fn finish(bank: &mut Bank, open: Open, right: &[char]) -> Result<(), Refusal> {
    if open.prompt.is_empty() {
        return Ok(());
    }
    let name: String = open.prompt.join(" ").chars().take(60).collect();
    let mut sentence = Vec::new();
    for line in open.prompt {
        if !sentence.is_empty() {
            sentence.push(Inline::Break);
        }
        sentence.push(Inline::Text(line));
    }
    let prompt = vec![Block::Paragraph(sentence)];
    if open.choices.is_empty() {
        bank.words(prompt, &name, Some(open.line));
        return Ok(());
    }
    if right.iter().any(|letter| !open.choices.iter().any(|(known, _)| known == letter)) {
        bank.lose(Message::new("import.lost-letter"), &name, Some(open.line));
    }
    let choices = open.choices.into_iter().map(|(letter, text)| Choice {
        right: right.contains(&letter),
        content: words(&text),
        feedback: Vec::new(),
    });
    let kind = QuestionKind::Choice { multiple: right.len() > 1, choices: choices.collect() };
    let mut question = Question::new(&name, prompt, kind);
    question.line = Some(open.line);
    bank.add(question)
}

fn right(line: &str) -> Option<&str> {
    let (word, letters) = line.split_once(':')?;
    let letters = letters.trim();
    let listed = letters.chars().all(|letter| letter.is_alphabetic() || " ,;".contains(letter));
    (word.trim().eq_ignore_ascii_case("answer") && listed && (1..12).contains(&letters.len())).then_some(letters)
}

fn choice(line: &str) -> Option<(char, &str)> {
    let mut letters = line.chars();
    let letter = letters.next().filter(char::is_ascii_alphabetic)?;
    let rest = letters.as_str().strip_prefix(['.', ')'])?;
    rest.starts_with(char::is_whitespace).then(|| (letter.to_ascii_uppercase(), rest.trim()))
}
