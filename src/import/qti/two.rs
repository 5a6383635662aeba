//! Items of QTI 2.0 to 2.2, and of 3.0 (Assessment, Section and Item information model, `assessmentItem`).
//!
//! 1. What is right of each response is gathered from its declaration and, where that says nothing, from the processing.
//! 2. Interactions that stand in a sentence become gaps in it; others are answered below the text.
//! 3. What is said to answers is sorted by what it is called.

use crate::diagnostic::Message;
use crate::import::bank::{Bank, between, near};
use crate::import::imported::{Block, Choice, Gap, Question, QuestionKind, one_line, plain_blocks};
use crate::import::marks::{fill_marks, gap_mark};
use crate::import::qti::package::Package;
use crate::import::xml::{Element, Node};
use crate::import::{Fragment, Refusal};

/// Returns a 3.0 item with the names of 2.x: `qti-choice-interaction max-choices` is `choiceInteraction maxChoices`.
pub(super) fn as_two(element: &Element) -> Element {
    let own = element.name.strip_prefix("qti-");
    let name = own.map_or_else(|| element.name.clone(), camel);
    let attribute = |(key, value): &(String, String)| {
        let kept = own.is_none() || key.starts_with("data-") || key.contains(':');
        (if kept { key.clone() } else { camel(key) }, value.clone())
    };
    let child = |node: &Node| match node {
        Node::Element(inner) => Node::Element(as_two(inner)),
        text => text.clone(),
    };
    Element {
        name,
        attributes: element.attributes.iter().map(attribute).collect(),
        children: element.children.iter().map(child).collect(),
        line: element.line,
    }
}

fn camel(name: &str) -> String {
    let mut told = String::new();
    for (at, part) in name.split('-').enumerate() {
        let mut letters = part.chars();
        match letters.next().filter(|_| at > 0) {
            Some(first) => told.extend(first.to_uppercase().chain(letters)),
            None => told.push_str(part),
        }
    }
    told
}

/// The interactions that stand in a sentence.
const IN_SENTENCES: &[&str] = &["textEntryInteraction", "inlineChoiceInteraction", "gap"];

/// Reads an item.
pub(super) fn read(root: &Element, bank: &mut Bank, package: &mut Package<'_>, path: &str) -> Result<(), Refusal> {
    let title = root.attribute("title").unwrap_or("").trim().to_owned();
    Reading { bank, package, item: root, path, name: title, gaps: Vec::new(), strict: false }.question()
}

struct Reading<'a, 'b> {
    bank: &'a mut Bank,
    package: &'a mut Package<'b>,
    item: &'a Element,
    path: &'a str,
    name: String,
    /// The gaps of the text so far.
    gaps: Vec<Gap>,
    strict: bool,
}

/// What is right of a response.
#[derive(Debug, Default)]
struct Right {
    values: Vec<String>,
    is_number: bool,
    is_strict: bool,
    /// Whether some of the values get less than others.
    is_uneven: bool,
}

impl Reading<'_, '_> {
    fn lose(&mut self, what: Message) {
        self.bank.lose(what, &self.name, Some(self.item.line));
    }

    /// Returns what stands in `nodes` as blocks; interactions in sentences become gaps, others are left out.
    fn blocks(&mut self, nodes: &[Node]) -> Vec<Block> {
        let nodes: Vec<Node> = nodes.iter().filter_map(|node| self.without_interactions(node)).collect();
        let (path, line) = (self.path, self.item.line);
        let package = &mut *self.package;
        let shelf = &mut self.bank.shelf;
        let mut find = |address: &str| match address.starts_with("data:") {
            true => shelf.add_data(address),
            false => package.media(path, address, shelf),
        };
        let mut fragment = Fragment { media: &mut find, lost: Vec::new() };
        let mut blocks = fragment.blocks(&nodes);
        for what in fragment.lost {
            self.bank.lose(what, &self.name, Some(line));
        }
        fill_marks(&mut blocks, &self.gaps);
        blocks
    }

    fn without_interactions(&mut self, node: &Node) -> Option<Node> {
        let Node::Element(element) = node else { return Some(node.clone()) };
        let name = element.name.as_str();
        if IN_SENTENCES.contains(&name) {
            let gap = self.gap(element);
            let mark = gap_mark(self.gaps.len())?;
            self.gaps.push(gap);
            return Some(Node::Text(mark.to_string()));
        }
        let own = [
            "prompt",
            "rubricBlock",
            "feedbackBlock",
            "feedbackInline",
            "modalFeedback",
            "gapText",
            "gapImg",
            "templateBlock",
        ];
        if (name.ends_with("Interaction") && !matches!(name, "gapMatchInteraction" | "hottextInteraction"))
            || own.contains(&name)
        {
            return None;
        }
        let children = element.children.iter().filter_map(|child| self.without_interactions(child)).collect();
        let name = match name {
            // An object is a picture where its kind says so.
            "object" if element.attribute("type").is_some_and(|kind| kind.starts_with("image/")) => "img",
            "printedVariable" => "",
            name => name,
        };
        let mut attributes = element.attributes.clone();
        if let Some((_, data)) = attributes.iter().find(|(key, _)| key == "data").filter(|_| name == "img").cloned() {
            attributes.push(("src".to_owned(), data));
            attributes.push(("alt".to_owned(), element.text().trim().to_owned()));
        }
        Some(Node::Element(Element { name: name.to_owned(), attributes, children, line: element.line }))
    }

    fn question(mut self) -> Result<(), Refusal> {
        let Some(body) = self.item.child("itemBody") else { return Ok(()) };
        let prompt = self.blocks(&body.children);
        if self.name.is_empty() {
            self.name = plain_blocks(&prompt).chars().take(60).collect();
        }
        let interactions: Vec<Element> = interactions(body).into_iter().cloned().collect();
        if interactions.is_empty() && self.gaps.is_empty() {
            let (name, line) = (self.name.clone(), Some(self.item.line));
            self.bank.words(prompt, &name, line);
            return Ok(());
        }
        let mut prompt = Some(prompt);
        if !self.gaps.is_empty() {
            let mut question = Question::new(&self.name.clone(), prompt.take().unwrap_or_default(), QuestionKind::Gaps);
            question.strict = self.strict;
            self.finish(question, interactions.is_empty())?;
        }
        let count = interactions.len();
        for (interaction, number) in interactions.iter().zip(1..) {
            let mut own = prompt.take().unwrap_or_default();
            if let Some(asked) = interaction.child("prompt") {
                own.extend(self.blocks(&asked.children));
            }
            let kind = self.kind(interaction, &mut own);
            let mut question = Question::new(&self.name.clone(), own, kind);
            question.strict = self.strict;
            self.finish(question, number == count)?;
        }
        Ok(())
    }

    /// Adds a question; the last of its item takes along what is said to it.
    fn finish(&mut self, mut question: Question, is_last: bool) -> Result<(), Refusal> {
        question.line = Some(self.item.line);
        if is_last {
            self.feedback(&mut question);
        }
        self.bank.add(question)
    }

    /// Returns the points that the item can get, where it says so as whole ones.
    fn feedback(&mut self, question: &mut Question) {
        let most =
            self.item.all("outcomeDeclaration").find(|declared| declared.attribute("identifier") == Some("MAXSCORE"));
        let most = most.and_then(|declared| declared.deep("value").first().map(|value| value.text()));
        if let Some(most) = most.and_then(|most| most.trim().parse().ok()) {
            question.points = crate::import::bank::points(most);
        }
        let said: Vec<Element> = self.item.all("modalFeedback").cloned().collect();
        for one in said {
            let name = one.attribute("identifier").unwrap_or("").to_lowercase();
            let content = one.child("contentBody").unwrap_or(&one).children.clone();
            let blocks = self.blocks(&content);
            if blocks.is_empty() {
                continue;
            }
            let typed = self.said_to_choice(one.attribute("identifier").unwrap_or(""), &blocks, question);
            if typed {
                continue;
            }
            if ["incorrect", "wrong", "fail", "false"].iter().any(|word| name.contains(word)) {
                question.wrong.push((None, blocks));
            } else if ["correct", "right", "pass", "true"].iter().any(|word| name.contains(word)) {
                question.right.extend(blocks);
            } else if name.contains("hint") {
                question.hints.push(blocks);
            } else {
                question.explanation.extend(blocks);
            }
        }
        if !self.item.deep("rubricBlock").is_empty() {
            self.lose(Message::new("import.lost-grader"));
        }
    }

    /// Gives feedback that is called as a choice to that choice.
    fn said_to_choice(&mut self, identifier: &str, blocks: &[Block], question: &mut Question) -> bool {
        let QuestionKind::Choice { choices, .. } = &mut question.kind else { return false };
        let ids: Vec<String> = self
            .item
            .deep("simpleChoice")
            .iter()
            .map(|choice| choice.attribute("identifier").unwrap_or("").to_owned())
            .collect();
        let at = ids.iter().position(|id| !id.is_empty() && id == identifier);
        match at.and_then(|at| choices.get_mut(at)).filter(|_| ids.len() >= 2) {
            Some(choice) => {
                choice.feedback.extend(blocks.iter().cloned());
                true
            }
            None => false,
        }
    }

    fn right(&self, response: &str) -> Right {
        let declared = self.item.all("responseDeclaration").find(|one| one.attribute("identifier") == Some(response));
        let mut right = Right::default();
        if let Some(declared) = declared {
            right.is_number = matches!(declared.attribute("baseType"), Some("float" | "integer"));
            let values = declared.child("correctResponse").map(|correct| correct.deep("value")).unwrap_or_default();
            right.values = values.iter().map(|value| value.text().trim().to_owned()).collect();
            let entries = declared.child("mapping").map(|mapping| mapping.deep("mapEntry")).unwrap_or_default();
            let points = |entry: &&&Element| -> f64 {
                entry.attribute("mappedValue").and_then(|value| value.trim().parse().ok()).unwrap_or(0.0)
            };
            let paid: Vec<&&Element> = entries.iter().filter(|entry| points(entry) > 0.0).collect();
            let best = paid.iter().map(points).fold(0.0, f64::max);
            let ordinary = declared.attribute("baseType") == Some("string")
                && declared.attribute("cardinality") != Some("multiple");
            right.is_strict = ordinary && paid.iter().any(|entry| entry.attribute("caseSensitive") == Some("true"));
            right.is_uneven = paid.iter().any(|entry| points(entry) < best);
            // Another spelling counts as right where it gets all the points.
            if right.values.is_empty() || ordinary {
                for entry in paid.iter().filter(|entry| !ordinary || points(entry) >= best) {
                    let key = entry.attribute("mapKey").unwrap_or("").trim().to_owned();
                    if !right.values.contains(&key) {
                        right.values.push(key);
                    }
                }
            }
        }
        if right.values.is_empty() {
            right.values = self.processed(response);
        }
        right
    }

    /// Returns the values that the processing compares a response with.
    fn processed(&self, response: &str) -> Vec<String> {
        let Some(processing) = self.item.child("responseProcessing") else { return Vec::new() };
        let mut found = Vec::new();
        for name in ["match", "equal", "stringMatch", "equalRounded"] {
            for test in processing.deep(name) {
                let own =
                    test.deep("variable").iter().any(|variable| variable.attribute("identifier") == Some(response));
                let values = test.deep("baseValue");
                found.extend(values.iter().filter(|_| own).map(|value| value.text().trim().to_owned()));
            }
        }
        found
    }

    /// Returns the bounds or the tolerance that the processing allows a number.
    fn number(&self, response: &str, values: &[String]) -> Option<Gap> {
        let processing = self.item.child("responseProcessing");
        let own = |test: &Element| {
            test.deep("variable").iter().any(|variable| variable.attribute("identifier") == Some(response))
        };
        let bound = |names: [&str; 2]| {
            let tests = names.iter().flat_map(|name| processing.map(|all| all.deep(name)).unwrap_or_default());
            let mut tests = tests.filter(|test| own(test));
            tests.find_map(|test| Some(test.deep("baseValue").first()?.text().trim().to_owned()))
        };
        if let (Some(from), Some(to)) = (bound(["gte", "gt"]), bound(["lte", "lt"])) {
            return between(&from, &to);
        }
        let value = values.first()?;
        let equal = processing.map(|all| all.deep("equal")).unwrap_or_default().into_iter().find(|test| own(test));
        let tolerance = equal.and_then(|test| {
            let by = test.attribute("tolerance")?.split_whitespace().next()?.to_owned();
            match test.attribute("toleranceMode") {
                Some("absolute") => Some(by),
                Some("relative") => {
                    let (value, share): (f64, f64) = (value.parse().ok()?, by.parse().ok()?);
                    Some(format!("{:.9}", value.abs() * share / 100.0))
                }
                _ => None,
            }
        });
        near(value, tolerance.as_deref().unwrap_or("0"))
    }

    fn gap(&mut self, element: &Element) -> Gap {
        let response = element.attribute("responseIdentifier").unwrap_or("RESPONSE").to_owned();
        match element.name.as_str() {
            "textEntryInteraction" => {
                let right = self.right(&response);
                self.strict |= right.is_strict;
                if right.is_uneven {
                    self.lose(Message::new("import.lost-weights"));
                }
                let number = if right.is_number { self.number(&response, &right.values) } else { None };
                number.unwrap_or(Gap::Text(right.values))
            }
            "inlineChoiceInteraction" => {
                let right = self.right(&response);
                let options = element.all("inlineChoice").map(|choice| {
                    let words = choice.text().split_whitespace().collect::<Vec<_>>().join(" ");
                    (words, right.values.iter().any(|id| Some(id.as_str()) == choice.attribute("identifier")))
                });
                Gap::Choice(options.collect())
            }
            _ => self.dragged(element.attribute("identifier").unwrap_or("")),
        }
    }

    /// A gap that words are dragged to: one of the words of its interaction.
    fn dragged(&mut self, identifier: &str) -> Gap {
        let all = self.item.deep("gapMatchInteraction");
        let own = |interaction: &&&Element| {
            interaction.deep("gap").iter().any(|gap| gap.attribute("identifier") == Some(identifier))
        };
        let Some(interaction) = all.iter().find(own) else { return Gap::Text(Vec::new()) };
        let right = self.right(interaction.attribute("responseIdentifier").unwrap_or("RESPONSE"));
        let wanted: Vec<&str> = right
            .values
            .iter()
            .filter_map(|pair| pair.split_once(char::is_whitespace))
            .filter(|(_, gap)| gap.trim() == identifier)
            .map(|(word, _)| word)
            .collect();
        let words = interaction.all("gapText").map(|word| {
            let id = word.attribute("identifier").unwrap_or("");
            (word.text().split_whitespace().collect::<Vec<_>>().join(" "), wanted.contains(&id))
        });
        Gap::Choice(words.collect())
    }

    fn kind(&mut self, interaction: &Element, prompt: &mut Vec<Block>) -> QuestionKind {
        let right = self.right(interaction.attribute("responseIdentifier").unwrap_or("RESPONSE"));
        match interaction.name.as_str() {
            "choiceInteraction" => {
                if right.is_uneven {
                    self.lose(Message::new("import.lost-weights"));
                }
                let declared = self.item.all("responseDeclaration").any(|one| {
                    one.attribute("identifier") == interaction.attribute("responseIdentifier")
                        && one.attribute("cardinality") == Some("multiple")
                });
                let multiple = declared && interaction.attribute("maxChoices") != Some("1");
                let choices = interaction.all("simpleChoice").cloned().collect::<Vec<_>>();
                let choices = choices.iter().map(|choice| self.simple_choice(choice, &right)).collect();
                QuestionKind::Choice { multiple, choices }
            }
            "hottextInteraction" => {
                let words = interaction.deep("hottext");
                let choices: Vec<Choice> = words.iter().map(|choice| self.simple_choice(choice, &right)).collect();
                QuestionKind::Choice { multiple: interaction.attribute("maxChoices") != Some("1"), choices }
            }
            "orderInteraction" => {
                let choices: Vec<Element> = interaction.all("simpleChoice").cloned().collect();
                let item = |id: &String| choices.iter().find(|choice| choice.attribute("identifier") == Some(id));
                let ordered: Vec<Element> = right.values.iter().filter_map(item).cloned().collect();
                QuestionKind::Order(ordered.iter().map(|choice| self.blocks(&choice.children)).collect())
            }
            "matchInteraction" | "associateInteraction" => {
                let choices: Vec<Element> = interaction.deep("simpleAssociableChoice").into_iter().cloned().collect();
                let words = |reading: &mut Self, id: &str| {
                    let found = choices.iter().find(|choice| choice.attribute("identifier") == Some(id)).cloned();
                    found.map_or_else(Vec::new, |choice| one_line(&reading.blocks(&choice.children)))
                };
                let mut pairs = Vec::new();
                for pair in &right.values {
                    if let Some((left, to)) = pair.split_once(char::is_whitespace) {
                        pairs.push([words(self, left.trim()), words(self, to.trim())]);
                    }
                }
                if pairs.len() < choices.len().div_ceil(2) && interaction.name == "associateInteraction" {
                    self.lose(Message::new("import.lost-half-pair"));
                }
                QuestionKind::Match { heads: [Vec::new(), Vec::new()], pairs }
            }
            "sliderInteraction" => {
                let gap = self.number(interaction.attribute("responseIdentifier").unwrap_or(""), &right.values);
                crate::import::bank::gap_below(prompt, gap.unwrap_or(Gap::Text(Vec::new())));
                QuestionKind::Gaps
            }
            "extendedTextInteraction" => {
                let answer = right.values.iter().flat_map(|value| crate::import::words(value)).collect();
                QuestionKind::Open { model_answer: answer }
            }
            "uploadInteraction" => {
                self.lose(Message::new("import.lost-upload"));
                QuestionKind::Open { model_answer: Vec::new() }
            }
            other => {
                // Hotspots, drawings, positions: nothing that words could ask for.
                self.lose(Message::new("import.lost-type").with("name", other));
                let pictures = interaction.deep("object").into_iter().chain(interaction.deep("img"));
                let pictures: Vec<Node> = pictures.map(|picture| Node::Element(picture.clone())).collect();
                prompt.extend(self.blocks(&pictures));
                QuestionKind::Open { model_answer: Vec::new() }
            }
        }
    }

    fn simple_choice(&mut self, choice: &Element, right: &Right) -> Choice {
        let id = choice.attribute("identifier").unwrap_or("");
        let said: Vec<Node> = ["feedbackInline", "feedbackBlock"]
            .iter()
            .flat_map(|name| choice.all(name).flat_map(|said| said.children.clone()).collect::<Vec<_>>())
            .collect();
        let (content, feedback) = (self.blocks(&choice.children), self.blocks(&said));
        Choice { right: right.values.iter().any(|value| value == id), content, feedback }
    }
}

/// Returns the interactions that are answered below the text, in order.
fn interactions(element: &Element) -> Vec<&Element> {
    let mut found = Vec::new();
    for inner in element.elements() {
        let name = inner.name.as_str();
        match name.ends_with("Interaction") {
            true if IN_SENTENCES.contains(&name)
                || name == "gapMatchInteraction"
                || name == "endAttemptInteraction" => {}
            true => found.push(inner),
            false => found.extend(interactions(inner)),
        }
    }
    found
}
