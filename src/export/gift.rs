//! GIFT (<https://docs.moodle.org/en/GIFT_format>).

use crate::export::html::{Html, Pictures};
use crate::export::{Asked, Set, Shown, Told, gaps, middle, name};
use crate::model::{Block, ChoiceRule, Gap, QuestionKind};

/// Returns the text of a set, and how many questions stand in it.
pub(super) fn write(set: &Set<'_>, told: &mut Told) -> (String, usize) {
    let mut text = String::new();
    let mut lesson = "";
    let mut count = 0;
    for asked in &set.questions {
        let Some(question) = question(set, asked, told) else {
            told.lose("export.lost-question", asked);
            continue;
        };
        if asked.lesson != lesson {
            lesson = asked.lesson;
            text.push_str(&format!("$CATEGORY: {}\n\n", line(&lesson.replace('/', "//"))));
        }
        text.push_str(&question);
        count += 1;
    }
    (text, count)
}

/// Returns a question; nothing where the format has no place for it.
fn question(set: &Set<'_>, asked: &Asked<'_>, told: &mut Told) -> Option<String> {
    let question = asked.question;
    // A sign that no text has stands where the gap is, so that the text can be parted there.
    const GAP: &str = "\u{f2000}";
    let mut shown = Shown::new();
    let gap = |_: u32| GAP.to_owned();
    let mut html = Html { course: set.course, asked, pictures: Pictures::None, shown: &mut shown, told, gap: &gap };
    let prompt = html.prompt();
    let mut said = |blocks: &[Block]| html.answer(blocks);
    let feedback = |said: String| if said.is_empty() { said } else { format!("#{}", line(&said)) };
    let right_said = said(&question.right);
    let any_wrong: Vec<&crate::model::WrongAnswer> = question.wrong.iter().filter(|one| one.answer.is_none()).collect();
    let (mut before, mut after) = (line(&prompt), String::new());
    let mut inside = String::new();
    let mut lost = Vec::new();
    let general = said(&question.explanation);
    let mut general = general;
    match &question.kind {
        QuestionKind::Choice { rule, choices } => {
            let right = choices.iter().filter(|choice| choice.right).count().max(1) as f64;
            let wrong = choices.iter().filter(|choice| !choice.right).count().max(1) as f64;
            for choice in choices {
                let mark = match (rule, choice.right) {
                    (ChoiceRule::Single, true) => "=".to_owned(),
                    (ChoiceRule::Single, false) => "~".to_owned(),
                    (ChoiceRule::Multiple, true) => format!("~%{}%", share(100.0 / right)),
                    (ChoiceRule::Multiple, false) => format!("~%-{}%", share(100.0 / wrong)),
                };
                inside.push_str(&format!(
                    "\n\t{mark}{}{}",
                    line(&said(&choice.content)),
                    feedback(said(&choice.feedback))
                ));
            }
            if !right_said.is_empty() || !any_wrong.is_empty() {
                lost.push("export.lost-feedback");
            }
        }
        QuestionKind::Gaps(_) => {
            let [gap] = gaps(question) else { return None };
            let (start, end) = prompt.split_once(GAP)?;
            (before, after) = parted(start, end);
            let said_right = feedback(right_said);
            match gap {
                Gap::Text(texts) => {
                    texts.iter().for_each(|text| inside.push_str(&format!("\n\t={}{said_right}", line(text))));
                    for wrong in &question.wrong {
                        let typed = wrong.answer.as_deref().unwrap_or("*");
                        let text = feedback(said(&wrong.content));
                        inside.push_str(&format!("\n\t=%0%{}{text}", line(typed)));
                    }
                    if question.strict {
                        lost.push("export.lost-strict");
                    }
                }
                Gap::Number(range) => {
                    let (value, by) = middle(range);
                    inside.push_str(&format!("#\n\t={value}:{by}{said_right}"));
                    for wrong in question.wrong.iter().filter(|wrong| wrong.answer.is_some()) {
                        let typed = wrong.answer.as_deref().unwrap_or("");
                        inside.push_str(&format!("\n\t=%0%{}:0{}", line(typed), feedback(said(&wrong.content))));
                    }
                    if !any_wrong.is_empty() {
                        lost.push("export.lost-feedback");
                    }
                }
                Gap::Choice(options) => {
                    for option in options {
                        let mark = if option.right { '=' } else { '~' };
                        inside.push_str(&format!("\n\t{mark}{}", line(&option.text)));
                    }
                    if !said_right.is_empty() || !question.wrong.is_empty() {
                        lost.push("export.lost-feedback");
                    }
                }
            }
        }
        QuestionKind::Order(items) => {
            lost.push("export.lost-order");
            for (item, number) in items.iter().zip(1..) {
                inside.push_str(&format!("\n\t={number} -> {}", line(&said(item))));
            }
        }
        QuestionKind::Match { pairs, .. } => {
            for pair in pairs {
                let sides = [&pair.left, &pair.right].map(|side| line(&said(&[Block::Plain(side.clone())])));
                inside.push_str(&format!("\n\t={} -> {}", sides[0].replace("->", "→"), sides[1]));
            }
        }
        QuestionKind::Open { model_answer } => general = said(model_answer),
        QuestionKind::Scale(_) => return None,
    }
    if question.points != 1 {
        lost.push("export.lost-points");
    }
    if !question.hints.is_empty() {
        lost.push("export.lost-hints");
    }
    lost.into_iter().for_each(|key| told.lose(key, asked));
    if !general.is_empty() {
        inside.push_str(&format!("\n\t####{}", line(&general)));
    }
    let end = if inside.is_empty() { "" } else { "\n" };
    Some(format!("::{}::[html]{before}{{{inside}{end}}}{after}\n\n", line(&name(asked))))
}

/// Returns the text around a gap, each part with whole tags: the paragraph that the gap stands in ends before it and
/// begins again behind it, where anything follows.
fn parted(start: &str, end: &str) -> (String, String) {
    let open = start.rfind("<p>").is_some_and(|open| start.rfind("</p>").is_none_or(|close| close < open));
    let end = if open { end.strip_suffix("</p>").unwrap_or(end) } else { end };
    let start = if open { start.replacen("<p>", "", start.matches("<p>").count()) } else { start.to_owned() };
    let start = if open { start.replace("</p>", "<br/>") } else { start };
    let end = if end.replace("<p>", "").replace("</p>", "").trim().is_empty() { "" } else { end };
    (line(start.trim_end_matches("<br/>")), line(end))
}

fn share(part: f64) -> String {
    let written = format!("{part:.5}");
    written.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Returns a text on one line, with a `\` before every sign that the format reads.
fn line(text: &str) -> String {
    let mut told = String::with_capacity(text.len() + 8);
    for letter in text.trim().chars() {
        match letter {
            '~' | '=' | '#' | '{' | '}' | ':' => {
                told.push('\\');
                told.push(letter);
            }
            '\\' => told.push_str("\\\\"),
            '\n' => told.push_str("\\n"),
            '\r' => {}
            letter => told.push(letter),
        }
    }
    told
}
