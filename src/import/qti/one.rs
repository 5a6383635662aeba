//! Items of QTI 1.2 (ASI information model, `item`), as LMSs write them, Canvas among them.

use crate::diagnostic::Message;
use crate::import::bank::{Bank, between, gap_below, near, number, points};
use crate::import::imported::{Block, Choice, Gap, Inline, Question, QuestionKind, one_line, plain_blocks};
use crate::import::mend::each_sentence;
use crate::import::qti::package::Package;
use crate::import::xml::Element;
use crate::import::{Refusal, html_words};
use std::collections::BTreeMap;

/// Reads all items of a file.
pub(super) fn read(root: &Element, bank: &mut Bank, package: &mut Package<'_>, path: &str) -> Result<(), Refusal> {
    let groups: Vec<&Element> =
        root.elements().filter(|part| matches!(part.name.as_str(), "assessment" | "objectbank")).collect();
    for group in groups.iter().copied().chain(groups.is_empty().then_some(root)) {
        let title = group.attribute("title").map(str::trim).filter(|title| !title.is_empty());
        match title {
            Some(title) => {
                bank.title = bank.title.take().or_else(|| (groups.len() == 1).then(|| title.to_owned()));
                bank.category(title);
            }
            None if !groups.is_empty() => bank.category(""),
            None => {}
        }
        for item in group.deep("item") {
            Reading { bank, package, item, path, name: item.attribute("title").unwrap_or("").trim().to_owned() }
                .question()?;
        }
    }
    Ok(())
}

struct Reading<'a, 'b> {
    bank: &'a mut Bank,
    package: &'a mut Package<'b>,
    item: &'a Element,
    path: &'a str,
    name: String,
}

/// What the conditions of an item say.
#[derive(Default)]
struct Conditions {
    /// For each response the values that get points.
    right: BTreeMap<String, Vec<String>>,
    /// For each response its bounds.
    from: BTreeMap<String, String>,
    to: BTreeMap<String, String>,
    /// For each value the feedback that it gets alone.
    to_value: Vec<(String, String)>,
    /// The feedback of what is right, of what is wrong, and of everything.
    to_right: Vec<String>,
    to_wrong: Vec<String>,
    to_all: Vec<String>,
}

impl Reading<'_, '_> {
    fn lose(&mut self, what: Message) {
        self.bank.lose(what, &self.name, Some(self.item.line));
    }

    fn meta(&self, name: &str) -> Option<String> {
        let fields = self.item.deep("qtimetadatafield");
        let field = fields
            .into_iter()
            .find(|field| field.child("fieldlabel").is_some_and(|label| label.text().trim() == name))?;
        Some(field.child("fieldentry")?.text().trim().to_owned())
    }

    fn html(&mut self, text: &str) -> Vec<Block> {
        let (name, line, path) = (self.name.clone(), Some(self.item.line), self.path);
        let package = &mut *self.package;
        self.bank.html(text, &name, line, &mut |shelf, address| package.media(path, address, shelf))
    }

    /// Returns the materials directly in `element` or in flows of it, not those of responses.
    fn materials(&mut self, element: &Element) -> Vec<Block> {
        let mut blocks = Vec::new();
        for part in element.elements() {
            match part.name.as_str() {
                "material" | "material_ref" | "flow" | "flow_mat" | "p" => blocks.extend(self.materials(part)),
                "mattext" | "matemtext" => {
                    let text = part.text();
                    let is_html = part.attribute("texttype").is_none_or(|kind| kind.contains("html"));
                    let text = if is_html { text } else { text.replace('&', "&amp;").replace('<', "&lt;") };
                    blocks.extend(self.html(&text));
                }
                "matimage" | "mataudio" | "matvideo" => {
                    let tag = if part.name == "matimage" { "img" } else { "video" };
                    let address = part.attribute("uri").unwrap_or("").replace('"', "%22");
                    let label = part.attribute("label").unwrap_or("").replace('"', "&quot;");
                    blocks.extend(self.html(&format!("<{tag} src=\"{address}\" alt=\"{label}\"></{tag}>")));
                }
                _ => {}
            }
        }
        blocks
    }

    fn question(mut self) -> Result<(), Refusal> {
        let Some(presentation) = self.item.child("presentation") else { return Ok(()) };
        let prompt = self.materials(presentation);
        if self.name.is_empty() {
            self.name = plain_blocks(&prompt).chars().take(60).collect();
        }
        let kind = self.meta("question_type").unwrap_or_default();
        if kind == "text_only_question" {
            let (name, line) = (self.name.clone(), Some(self.item.line));
            self.bank.words(prompt, &name, line);
            return Ok(());
        }
        let conditions = conditions(self.item);
        let open = QuestionKind::Open { model_answer: Vec::new() };
        let mut question = Question::new(&self.name, prompt, open);
        question.line = Some(self.item.line);
        question.points = self.meta("points_possible").and_then(|value| value.parse().ok()).map_or(1, points);
        let responses: Vec<&Element> = ["response_lid", "response_str", "response_num", "response_grp", "response_xy"]
            .iter()
            .flat_map(|name| presentation.deep(name))
            .collect();
        self.answered(&kind, &responses, &conditions, &mut question);
        self.feedback(&conditions, &mut question);
        self.bank.add(question)
    }

    fn answered(&mut self, kind: &str, responses: &[&Element], conditions: &Conditions, question: &mut Question) {
        match responses {
            [] => self.lose(Message::new("import.lost-type").with("name", if kind.is_empty() { "?" } else { kind })),
            [only] if only.name == "response_lid" && only.attribute("rcardinality") == Some("Ordered") => {
                let labels = self.labels(only);
                let right = values(conditions, only);
                let item = |id: &String| labels.iter().find(|(known, _)| known == id).map(|(_, words)| words.clone());
                question.kind = QuestionKind::Order(right.iter().filter_map(item).collect());
            }
            [only] if only.name == "response_lid" => self.choice(kind, only, conditions, question),
            [first, ..] if first.name == "response_lid" => self.several(kind, responses, conditions, question),
            [only] if matches!(only.name.as_str(), "response_str" | "response_num") => {
                self.typed(only, conditions, question)
            }
            [first, ..] if matches!(first.name.as_str(), "response_str" | "response_num") => {
                for response in responses {
                    self.typed(response, conditions, question);
                }
            }
            [other, ..] => self.lose(Message::new("import.lost-type").with("name", &other.name)),
        }
    }

    fn labels(&mut self, response: &Element) -> Vec<(String, Vec<Block>)> {
        let labels = response.deep("response_label");
        labels.iter().map(|label| (label.attribute("ident").unwrap_or("").to_owned(), self.materials(label))).collect()
    }

    fn choice(&mut self, kind: &str, response: &Element, conditions: &Conditions, question: &mut Question) {
        let right = values(conditions, response);
        let multiple = response.attribute("rcardinality") == Some("Multiple");
        let mut choices = Vec::new();
        for (id, content) in self.labels(response) {
            let feedback = self.said_to(&id, conditions);
            choices.push(Choice { right: right.contains(&id), content, feedback });
        }
        question.fixed = kind == "true_false_question";
        question.kind = QuestionKind::Choice { multiple, choices };
    }

    /// Several responses: the rows of a match, or gaps in the text that stand as `[name]`.
    fn several(&mut self, kind: &str, responses: &[&Element], conditions: &Conditions, question: &mut Question) {
        if kind == "matching_question" {
            let mut pairs = Vec::new();
            for response in responses {
                let left = one_line(&self.materials(response));
                let right = values(conditions, response);
                let labels = self.labels(response);
                let words = labels.into_iter().find(|(id, _)| right.contains(id)).map(|(_, words)| one_line(&words));
                pairs.push([left, words.unwrap_or_default()]);
            }
            question.kind = QuestionKind::Match { heads: [Vec::new(), Vec::new()], pairs };
            return;
        }
        let mut gaps: Vec<(String, Gap)> = Vec::new();
        for response in responses {
            let named = plain_blocks(&self.materials(response));
            let right = values(conditions, response);
            let labels: Vec<(String, String)> =
                self.labels(response).into_iter().map(|(id, words)| (id, plain_blocks(&words))).collect();
            let gap = if kind == "fill_in_multiple_blanks_question" {
                Gap::Text(labels.into_iter().filter(|(id, _)| right.contains(id)).map(|(_, words)| words).collect())
            } else {
                Gap::Choice(labels.into_iter().map(|(id, words)| (words, right.contains(&id))).collect())
            };
            gaps.push((named, gap));
        }
        each_sentence(&mut question.prompt, &mut |sentence| fill_named(sentence, &mut gaps));
        for (named, gap) in gaps {
            question.prompt.push(Block::Paragraph(vec![Inline::Text(format!("{named} ")), Inline::Gap(gap)]));
        }
        question.kind = QuestionKind::Gaps;
    }

    fn typed(&mut self, response: &Element, conditions: &Conditions, question: &mut Question) {
        let id = response.attribute("ident").unwrap_or("");
        let texts = values(conditions, response);
        let (from, to) = (conditions.from.get(id), conditions.to.get(id));
        let gap = match (from.zip(to), texts.first()) {
            (Some((from, to)), Some(middle)) => around(middle, from, to).or_else(|| between(from, to)),
            (Some((from, to)), None) => between(from, to),
            (None, Some(_)) => Some(Gap::Text(texts.iter().map(|text| html_words(text)).collect())),
            (None, None) => None,
        };
        if let Some(gap) = gap {
            gap_below(&mut question.prompt, gap);
            question.kind = QuestionKind::Gaps;
        }
    }

    /// Returns what the item says under these names of feedback.
    fn said(&mut self, names: &[String]) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        for name in names {
            let found = self.item.all("itemfeedback").find(|said| said.attribute("ident") == Some(name));
            if let Some(found) = found {
                let said: Vec<Block> = self.materials(found);
                let hints = found.deep("hintmaterial").into_iter().chain(found.deep("solutionmaterial"));
                let more: Vec<Block> = hints.flat_map(|part| self.materials(part)).collect();
                blocks.extend(said);
                blocks.extend(more);
            }
        }
        blocks
    }

    fn said_to(&mut self, value: &str, conditions: &Conditions) -> Vec<Block> {
        let names: Vec<String> =
            conditions.to_value.iter().filter(|(known, _)| known == value).map(|(_, name)| name.clone()).collect();
        self.said(&names)
    }

    fn feedback(&mut self, conditions: &Conditions, question: &mut Question) {
        question.explanation = self.said(&conditions.to_all);
        question.right = self.said(&conditions.to_right);
        let wrong = self.said(&conditions.to_wrong);
        if !wrong.is_empty() {
            question.wrong.push((None, wrong));
        }
        if question.kind == QuestionKind::Gaps {
            for (value, name) in &conditions.to_value {
                let said = self.said(std::slice::from_ref(name));
                if !said.is_empty() && !conditions.right.values().any(|right| right.contains(value)) {
                    question.wrong.push((Some(value.clone()), said));
                }
            }
        }
    }
}

/// Returns a gap for a number whose bounds lie as far below as above it.
fn around(middle: &str, from: &str, to: &str) -> Option<Gap> {
    let parsed = |text: &str| text.trim().parse::<f64>().ok();
    let (value, from, to) = (parsed(middle)?, parsed(from)?, parsed(to)?);
    let by = (to - from) / 2.0;
    let even = ((value - from) - by).abs() < by.abs() * 1e-6 + 1e-12;
    if even && by >= 0.0 { near(middle, &number(&format!("{by:.9}"))?) } else { None }
}

fn values(conditions: &Conditions, response: &Element) -> Vec<String> {
    response.attribute("ident").and_then(|id| conditions.right.get(id)).cloned().unwrap_or_default()
}

fn conditions(item: &Element) -> Conditions {
    let mut found = Conditions::default();
    for condition in item.deep("respcondition") {
        let scored =
            condition.all("setvar").any(|set| set.text().trim().parse::<f64>().is_ok_and(|points| points > 0.0));
        let title = condition.attribute("title").unwrap_or("").to_lowercase();
        let scored = scored || (condition.child("setvar").is_none() && title == "correct");
        let Some(vars) = condition.child("conditionvar") else { continue };
        let mut equal = Vec::new();
        gather(vars, &mut |name, id, value| match name {
            "varequal" | "varsubset" => equal.push((id.to_owned(), value.to_owned())),
            "vargte" | "vargt" if scored => drop(found.from.insert(id.to_owned(), value.to_owned())),
            "varlte" | "varlt" if scored => drop(found.to.insert(id.to_owned(), value.to_owned())),
            _ => {}
        });
        let names = condition.all("displayfeedback").filter_map(|said| said.attribute("linkrefid"));
        for name in names.map(str::to_owned) {
            let lower = name.to_lowercase();
            let has_other = vars.child("other").is_some();
            if scored {
                found.to_right.push(name);
            } else if let ([(_, value)], false) = (equal.as_slice(), has_other) {
                found.to_value.push((value.clone(), name));
            } else if lower.contains("incorrect") || lower.contains("wrong") || vars.child("not").is_some() {
                found.to_wrong.push(name);
            } else if lower.contains("correct") {
                found.to_right.push(name);
            } else {
                found.to_all.push(name);
            }
        }
        if scored {
            for (id, value) in equal {
                let right = found.right.entry(id).or_default();
                if !right.contains(&value) {
                    right.push(value);
                }
            }
        }
    }
    found
}

/// Hands over every comparison that is not under a `not`.
fn gather(vars: &Element, each: &mut dyn FnMut(&str, &str, &str)) {
    for part in vars.elements() {
        match part.name.as_str() {
            "and" | "or" => gather(part, each),
            "not" => {}
            name => each(name, part.attribute("respident").unwrap_or(""), part.text().trim()),
        }
    }
}

/// Puts the gaps in the places of `[name]`, each once.
fn fill_named(sentence: &mut Vec<Inline>, gaps: &mut Vec<(String, Gap)>) {
    let mut made = Vec::with_capacity(sentence.len());
    for mut inline in std::mem::take(sentence) {
        match &mut inline {
            Inline::Text(text) => {
                let mut rest = text.as_str();
                while let Some((at, length, number)) = next_named(rest, gaps) {
                    made.push(Inline::Text(rest[..at].to_owned()));
                    made.push(Inline::Gap(gaps.remove(number).1));
                    rest = &rest[at + length..];
                }
                made.push(Inline::Text(rest.to_owned()));
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) => {
                fill_named(inner, gaps);
                made.push(inline);
            }
            _ => made.push(inline),
        }
    }
    made.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
    *sentence = made;
}

/// Returns where the next `[name]` stands, how long it is, and which gap it is.
fn next_named(text: &str, gaps: &[(String, Gap)]) -> Option<(usize, usize, usize)> {
    let place = |(number, (name, _)): (usize, &(String, Gap))| {
        let mark = format!("[{name}]");
        text.find(&mark).filter(|_| !name.is_empty()).map(|at| (at, mark.len(), number))
    };
    gaps.iter().enumerate().filter_map(place).min()
}
