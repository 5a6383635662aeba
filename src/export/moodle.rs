//! Moodle XML (<https://docs.moodle.org/en/Moodle_XML_format>), pictures in base64 beside the texts that show them.

use crate::diagnostic::Message;
use crate::export::html::{Html, Pictures, escaped};
use crate::export::{Asked, Set, Shown, Told, digits, gaps, middle, name};
use crate::import::Shelf;
use crate::model::{Asset, Block, ChoiceRule, Gap, QuestionKind};
use std::fmt::Write;

/// Returns the file of a set, and how many questions stand in it.
pub(super) fn write(set: &Set<'_>, read: &dyn Fn(&Asset) -> Option<Vec<u8>>, told: &mut Told) -> (String, usize) {
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n".to_owned();
    let mut lesson = "";
    let mut count = 0;
    for asked in &set.questions {
        let mut writing = Writing { set, asked, read, told, text: String::new() };
        if writing.question().is_none() {
            told.lose("export.lost-question", asked);
            continue;
        }
        let question = writing.text;
        if asked.lesson != lesson {
            lesson = asked.lesson;
            let path = format!("$course$/top/{}", lesson.replace('/', "//"));
            push(
                &mut text,
                format_args!(
                    "<question type=\"category\"><category><text>{}</text></category></question>\n",
                    escaped(&path)
                ),
            );
        }
        text.push_str(&question);
        count += 1;
    }
    text.push_str("</quiz>\n");
    (text, count)
}

fn push(text: &mut String, what: std::fmt::Arguments<'_>) {
    text.write_fmt(what).expect("writing to memory does not fail");
}

struct Writing<'a, 'b> {
    set: &'a Set<'a>,
    asked: &'a Asked<'a>,
    read: &'a dyn Fn(&Asset) -> Option<Vec<u8>>,
    told: &'b mut Told,
    text: String,
}

impl Writing<'_, '_> {
    /// Returns `<text>` with HTML, and the files that it shows.
    fn html(
        &mut self,
        make: &mut dyn FnMut(&mut Html<'_, '_>) -> String,
        gap: &dyn Fn(u32) -> String,
    ) -> (String, String) {
        let mut shown = Shown::new();
        let pictures = Pictures::At("@@PLUGINFILE@@/");
        let mut html =
            Html { course: self.set.course, asked: self.asked, pictures, shown: &mut shown, told: self.told, gap };
        let made = make(&mut html);
        let mut files = String::new();
        for (name, asset) in shown {
            let asset = self.set.course.asset(asset);
            match (self.read)(asset) {
                Some(bytes) => {
                    let content = Shelf::base64(&bytes);
                    push(
                        &mut files,
                        format_args!("<file name=\"{name}\" path=\"/\" encoding=\"base64\">{content}</file>"),
                    );
                }
                None => {
                    let what = Message::new("export.lost-picture").with("name", asset.path.name());
                    self.told.lose_message(what, self.asked);
                }
            }
        }
        (made, files)
    }

    fn said(&mut self, tag: &str, blocks: &[Block]) {
        let (html, files) = self.html(&mut |html| html.answer(blocks), &|_| "…".to_owned());
        push(&mut self.text, format_args!("  <{tag} format=\"html\"><text>{}</text>{files}</{tag}>\n", escaped(&html)));
    }

    fn answer(&mut self, fraction: &str, blocks: &[Block], feedback: &[Block]) {
        let (html, files) = self.html(&mut |html| html.answer(blocks), &|_| "…".to_owned());
        push(
            &mut self.text,
            format_args!("  <answer fraction=\"{fraction}\" format=\"html\"><text>{}</text>{files}\n", escaped(&html)),
        );
        self.said("feedback", feedback);
        self.text.push_str("  </answer>\n");
    }

    fn typed(&mut self, fraction: &str, text: &str, more: &str, feedback: &[Block]) {
        push(
            &mut self.text,
            format_args!(
                "  <answer fraction=\"{fraction}\" format=\"moodle_auto_format\"><text>{}</text>{more}\n",
                escaped(text)
            ),
        );
        self.said("feedback", feedback);
        self.text.push_str("  </answer>\n");
    }

    /// Writes the question; nothing where the format has no place for it.
    fn question(&mut self) -> Option<()> {
        let question = self.asked.question;
        let all = gaps(question);
        // One gap at the end of the text is a question of its own kind; others are parts of a text.
        let single = match all {
            [gap @ (Gap::Text(_) | Gap::Number(_))] => Some(gap),
            _ => None,
        };
        let kind = match &question.kind {
            QuestionKind::Choice { .. } => "multichoice",
            QuestionKind::Gaps(_) => match single {
                Some(Gap::Text(_)) => "shortanswer",
                Some(_) => "numerical",
                None => "cloze",
            },
            QuestionKind::Order(_) => "ordering",
            QuestionKind::Match { .. } => "matching",
            QuestionKind::Open { .. } => "essay",
            QuestionKind::Scale(_) => return None,
        };
        push(
            &mut self.text,
            format_args!("<question type=\"{kind}\">\n  <name><text>{}</text></name>\n", escaped(&name(self.asked))),
        );
        let gap = |number: u32| match single {
            Some(_) => "_____".to_owned(),
            None => all.get(number as usize).map_or_else(String::new, |gap| escaped(&part(gap))),
        };
        let (html, files) = self.html(&mut |html| html.prompt(), &gap);
        // A gap alone in its paragraph is asked for below the text anyway.
        let html = if single.is_some() { html.replace("<p>_____</p>", "") } else { html };
        push(
            &mut self.text,
            format_args!("  <questiontext format=\"html\"><text>{}</text>{files}</questiontext>\n", escaped(&html)),
        );
        let model_answer: &[Block] = match &question.kind {
            QuestionKind::Open { model_answer } => model_answer,
            _ => &question.explanation,
        };
        self.said("generalfeedback", model_answer);
        push(
            &mut self.text,
            format_args!(
                "  <defaultgrade>{}</defaultgrade>\n  <penalty>0</penalty>\n  <hidden>0</hidden>\n",
                question.points
            ),
        );
        self.answers(single);
        for hint in &question.hints {
            self.said("hint", hint);
        }
        self.text.push_str("</question>\n");
        Some(())
    }

    fn around(&mut self) {
        let question = self.asked.question;
        self.said("correctfeedback", &question.right);
        let wrong: Vec<Block> =
            question.wrong.iter().filter(|one| one.answer.is_none()).flat_map(|one| one.content.clone()).collect();
        self.said("incorrectfeedback", &wrong);
        push(&mut self.text, format_args!("  <shuffleanswers>{}</shuffleanswers>\n", u8::from(self.asked.shuffled)));
    }

    fn answers(&mut self, single: Option<&Gap>) {
        let question = self.asked.question;
        match &question.kind {
            QuestionKind::Choice { rule, choices } => {
                push(&mut self.text, format_args!("  <single>{}</single>\n", *rule == ChoiceRule::Single));
                self.around();
                let right = choices.iter().filter(|choice| choice.right).count().max(1) as f64;
                let wrong = choices.iter().filter(|choice| !choice.right).count().max(1) as f64;
                for choice in choices {
                    let fraction = match (rule, choice.right) {
                        (ChoiceRule::Single, true) => "100".to_owned(),
                        (ChoiceRule::Single, false) => "0".to_owned(),
                        (ChoiceRule::Multiple, true) => digits((100.0 / right * 1e5).round() / 1e5),
                        (ChoiceRule::Multiple, false) => format!("-{}", digits((100.0 / wrong * 1e5).round() / 1e5)),
                    };
                    self.answer(&fraction, &choice.content, &choice.feedback);
                }
            }
            QuestionKind::Gaps(_) => match single {
                Some(Gap::Text(texts)) => {
                    push(&mut self.text, format_args!("  <usecase>{}</usecase>\n", u8::from(question.strict)));
                    for text in texts {
                        self.typed("100", &text.replace('*', "\\*"), "", &question.right);
                    }
                    for wrong in &question.wrong {
                        let typed =
                            wrong.answer.as_deref().map_or_else(|| "*".to_owned(), |answer| answer.replace('*', "\\*"));
                        self.typed("0", &typed, "", &wrong.content);
                    }
                }
                Some(Gap::Number(range)) => {
                    let (value, by) = middle(range);
                    self.typed("100", &value, &format!("<tolerance>{by}</tolerance>"), &question.right);
                    for wrong in &question.wrong {
                        let typed = wrong.answer.as_deref().unwrap_or("*").to_owned();
                        self.typed("0", &typed, "<tolerance>0</tolerance>", &wrong.content);
                    }
                }
                _ => {
                    if !question.right.is_empty() || !question.wrong.is_empty() {
                        self.told.lose("export.lost-feedback", self.asked);
                    }
                }
            },
            QuestionKind::Order(items) => {
                self.around();
                self.text.push_str("  <layouttype>VERTICAL</layouttype>\n  <selecttype>ALL</selecttype>\n  <gradingtype>ALL_OR_NOTHING</gradingtype>\n");
                for (item, number) in items.iter().zip(1_usize..) {
                    self.answer(&number.to_string(), item, &[]);
                }
            }
            QuestionKind::Match { pairs, .. } => {
                self.around();
                for pair in pairs {
                    let left = [Block::Plain(pair.left.clone())];
                    let (html, files) = self.html(&mut |html| html.answer(&left), &|_| "…".to_owned());
                    push(
                        &mut self.text,
                        format_args!(
                            "  <subquestion format=\"html\"><text>{}</text>{files}<answer><text>{}</text></answer></subquestion>\n",
                            escaped(&html),
                            escaped(&crate::model::plain_text(&pair.right))
                        ),
                    );
                }
            }
            QuestionKind::Open { .. } => {
                self.text.push_str("  <responseformat>editor</responseformat>\n  <responserequired>1</responserequired>\n  <responsefieldlines>10</responsefieldlines>\n  <attachments>0</attachments>\n");
            }
            QuestionKind::Scale(_) => {}
        }
    }
}

/// Returns a gap as a part of a text (`{1:SHORTANSWER:=a~=b}`).
fn part(gap: &Gap) -> String {
    let safe = |text: &str| {
        let mut told = String::new();
        for letter in text.chars() {
            if "~=#{}\\".contains(letter) {
                told.push('\\');
            }
            told.push(letter);
        }
        told
    };
    match gap {
        Gap::Text(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| format!("={}", safe(text))).collect();
            format!("{{1:SHORTANSWER:{}}}", texts.join("~"))
        }
        Gap::Number(range) => {
            let (value, by) = middle(range);
            format!("{{1:NUMERICAL:={value}:{by}}}")
        }
        Gap::Choice(options) => {
            let options = options.iter().map(|option| {
                let text = safe(&option.text);
                if option.right { format!("={text}") } else { text }
            });
            format!("{{1:MULTICHOICE:{}}}", options.collect::<Vec<_>>().join("~"))
        }
    }
}
