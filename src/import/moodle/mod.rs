//! Moodle XML (<https://docs.moodle.org/en/Moodle_XML_format>): categories, questions of most types, pictures in them.
//!
//! 1. A question's own words are read here: name, text, feedbacks, hints, points, files.
//! 2. What its type says of the answers stands in `kinds`; questions with several parts in one text in `cloze`.

mod cloze;
mod kinds;

use crate::diagnostic::Message;
use crate::import::bank::{Bank, points};
use crate::import::imported::{Block, Imported, Question, QuestionKind, plain_blocks};
use crate::import::moodle::kinds::kind;
use crate::import::xml::{Element, xml};
use crate::import::{Fit, Format, Input, Refusal};
use crate::parse::markdown_to_html;

/// The row of the table.
pub(super) const FORMAT: Format = Format { name: "Moodle XML", endings: &["xml"], fits, read };

fn fits(input: &Input) -> Fit {
    let Some(text) = input.text() else { return Fit::No };
    if text.trim_start().starts_with('<') && text.contains("<quiz") && text.contains("<question") {
        Fit::Surely
    } else {
        Fit::No
    }
}

fn read(input: &mut Input) -> Result<Imported, Refusal> {
    let text = input.text().ok_or(Refusal::new("import.unknown"))?;
    let root = xml(text.trim_start_matches('\u{feff}'))?;
    let mut bank = Bank::default();
    for element in root.all("question") {
        match element.attribute("type") {
            Some("category") => {
                let name = element.child("category").map(words_of).unwrap_or_default();
                bank.category(name.trim());
            }
            _ => Reading::new(&mut bank, element).question()?,
        }
    }
    Ok(bank.into_imported())
}

/// Returns the words of `<x><text>…</text></x>`.
fn words_of(element: &Element) -> String {
    element.child("text").unwrap_or(element).text()
}

/// One question that is read.
struct Reading<'a> {
    bank: &'a mut Bank,
    element: &'a Element,
    name: String,
}

impl<'a> Reading<'a> {
    fn new(bank: &'a mut Bank, element: &'a Element) -> Self {
        let name = element.child("name").map(words_of).unwrap_or_default();
        Self { bank, element, name: name.trim().to_owned() }
    }

    fn lose(&mut self, key: &'static str) {
        self.lose_message(Message::new(key));
    }

    fn lose_message(&mut self, what: Message) {
        self.bank.lose(what, &self.name, Some(self.element.line));
    }

    /// Returns what a child of the question says, as blocks.
    fn child(&mut self, name: &str) -> Vec<Block> {
        self.element.child(name).map_or_else(Vec::new, |element| self.blocks(element))
    }

    /// Returns a text with its format and its files as blocks.
    fn blocks(&mut self, element: &Element) -> Vec<Block> {
        let text = words_of(element);
        self.blocks_of(element, &text)
    }

    /// Returns `text`, which is that of `element` or made of it, as blocks.
    fn blocks_of(&mut self, element: &Element, text: &str) -> Vec<Block> {
        if text.trim().is_empty() {
            return Vec::new();
        }
        let html = match element.attribute("format").unwrap_or("html") {
            "plain_text" => escaped(text),
            "markdown" => markdown_to_html(text),
            _ => text.to_owned(),
        };
        let files: Vec<&Element> = element
            .all("file")
            .chain(self.element.child("questiontext").into_iter().flat_map(|own| own.all("file")))
            .collect();
        let (name, line) = (self.name.clone(), Some(self.element.line));
        self.bank.html(&html, &name, line, &mut |shelf, address| {
            let wanted = address.strip_prefix("@@PLUGINFILE@@/")?;
            let wanted = decoded(wanted.split('?').next().unwrap_or(wanted));
            let file = files.iter().find(|file| {
                let path = file.attribute("path").unwrap_or("/").trim_matches('/');
                let name = file.attribute("name").unwrap_or("");
                let whole = if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") };
                whole == wanted || (name == wanted && path.is_empty())
            })?;
            let text = file.text();
            // The same name in another question may be another picture.
            let key = format!("{}:{}", crate::fingerprint::Fingerprint::of(text.as_bytes()).short(), wanted);
            shelf.add_base64(&key, file.attribute("name").unwrap_or(""), &text)
        })
    }

    fn question(mut self) -> Result<(), Refusal> {
        let named = self.element.attribute("type").unwrap_or("").to_owned();
        let prompt = self.child("questiontext");
        if self.name.is_empty() {
            self.name = plain_blocks(&prompt).chars().take(60).collect();
        }
        if named == "description" {
            let (name, line) = (self.name.clone(), Some(self.element.line));
            self.bank.words(prompt, &name, line);
            return Ok(());
        }
        let open = QuestionKind::Open { model_answer: Vec::new() };
        let mut question = Question::new(&self.name, prompt, open);
        question.line = Some(self.element.line);
        question.points = self.number("defaultgrade").map_or(1, points);
        question.explanation = self.child("generalfeedback");
        question.right = self.child("correctfeedback");
        let wrong = self.child("incorrectfeedback");
        if !wrong.is_empty() {
            question.wrong.push((None, wrong));
        }
        let partly = self.child("partiallycorrectfeedback");
        if plain_blocks(&partly).trim().len() > 1 && !is_usual(&plain_blocks(&partly)) {
            self.lose("import.lost-partly");
        }
        for hint in self.element.all("hint") {
            let hint = self.blocks(hint);
            if !hint.is_empty() {
                question.hints.push(hint);
            }
        }
        if self.element.child("shuffleanswers").is_some_and(|value| matches!(value.text().trim(), "0" | "false")) {
            question.fixed = matches!(named.as_str(), "multichoice");
        }
        kind(&mut self, &named, &mut question);
        self.bank.add(question)
    }

    fn number(&self, name: &str) -> Option<f64> {
        self.element.child(name)?.text().trim().parse().ok()
    }

    /// Tells whether a setting is on.
    fn is_on(&self, name: &str) -> bool {
        self.element.child(name).is_some_and(|value| matches!(value.text().trim(), "1" | "true"))
    }
}

/// Tells whether words are those that Moodle itself puts there, in English: nobody misses them.
fn is_usual(words: &str) -> bool {
    matches!(words.trim(), "Your answer is partially correct." | "Partially correct!")
}

/// Returns plain words as HTML, a paragraph a block of lines.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace("\r\n", "\n");
    format!("<p>{}</p>", text.trim().replace("\n\n", "</p><p>").replace('\n', "<br>"))
}

/// Returns an address with its `%20` and the like as letters.
pub(super) fn decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hexadecimal = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        match hexadecimal.filter(|_| *first == b'%').and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
