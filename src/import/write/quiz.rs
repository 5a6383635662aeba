//! Questions → Markdown.

use crate::import::imported::{Block, Choice, Inline, Question, QuestionKind, Quiz};
use crate::import::write::blocks::{Inside, blocks, item, marked, quoted, table};
use crate::import::write::escape::{Place, spaced};
use crate::import::write::inline::{Page, inlines};

/// How many letters a heading may have; a longer prompt stands below an empty one.
const LONGEST_HEADING: usize = 300;

/// Returns a quiz or survey as Markdown.
pub(super) fn quiz(quiz: &Quiz, page: &mut Page<'_>) -> String {
    let mut told = vec![opening(quiz)];
    push(&mut told, blocks(&quiz.introduction, Inside::Quiz, page));
    for question in &quiz.questions {
        push(&mut told, self::question(question, page));
    }
    told.push(":::".to_owned());
    told.join("\n\n")
}

fn push(told: &mut Vec<String>, text: String) {
    if !text.is_empty() {
        told.push(text);
    }
}

fn opening(quiz: &Quiz) -> String {
    let mut attributes = Vec::new();
    if !quiz.survey {
        attributes.extend(quiz.pass.map(|pass| format!("pass={}", pass.min(100))));
        attributes.extend((quiz.attempts > 0).then(|| format!("attempts={}", quiz.attempts)));
    }
    match (quiz.shuffle_questions, quiz.shuffle_answers) {
        (true, true) => attributes.push("shuffle".to_owned()),
        (true, false) => attributes.push("shuffle=questions".to_owned()),
        (false, true) => attributes.push("shuffle=answers".to_owned()),
        (false, false) => {}
    }
    let count = u32::try_from(quiz.questions.len()).unwrap_or(u32::MAX);
    attributes.extend(quiz.draw.filter(|draw| (1..count).contains(draw)).map(|draw| format!("draw={draw}")));
    let name = if quiz.survey { "survey" } else { "quiz" };
    if attributes.is_empty() { format!("::: {name}") } else { format!("::: {name} {{{}}}", attributes.join(" ")) }
}

fn question(question: &Question, page: &mut Page<'_>) -> String {
    let inside = match question.kind {
        QuestionKind::Choice { .. } | QuestionKind::TrueFalse { .. } => Inside::Quiz,
        _ => Inside::Prompt,
    };
    let (heading, body) = parted(&question.prompt);
    let heading = inlines(heading, Place::Heading, page);
    let mut told = vec![headed(&heading, &attributes(question))];
    push(&mut told, blocks(body, inside, page));
    push(&mut told, answers(&question.kind, page));
    push(&mut told, after(question, page));
    for hint in &question.hints {
        push(&mut told, part("hint", &blocks(hint, Inside::Quiz, page)));
    }
    push(&mut told, part("right", &blocks(&question.right, Inside::Quiz, page)));
    for (answer, content) in &question.wrong {
        let named = answer.as_deref().map_or_else(String::new, |answer| format!(" {{answer={}}}", value(answer)));
        push(&mut told, part(&format!("wrong{named}"), &blocks(content, Inside::Quiz, page)));
    }
    told.join("\n\n")
}

/// Parts the prompt from what stands below it: the first paragraph is the heading where it fits into a line.
fn parted(prompt: &[Block]) -> (&[Inline], &[Block]) {
    match prompt.split_first() {
        Some((Block::Paragraph(content) | Block::Heading { content, .. }, rest)) if fits(content) => (content, rest),
        _ => (&[], prompt),
    }
}

fn fits(content: &[Inline]) -> bool {
    let plain = |inline: &Inline| !matches!(inline, Inline::Break | Inline::Media(_) | Inline::Note(_));
    let length = crate::import::imported::plain(content).chars().count();
    content.iter().all(plain) && length > 0 && length <= LONGEST_HEADING
}

fn headed(heading: &str, attributes: &str) -> String {
    match (heading.is_empty(), attributes.is_empty()) {
        (true, true) => "###".to_owned(),
        (true, false) => format!("### {{{attributes}}}"),
        (false, true) => format!("### {heading}"),
        (false, false) => format!("### {heading} {{{attributes}}}"),
    }
}

fn attributes(question: &Question) -> String {
    let mut attributes = Vec::new();
    match &question.kind {
        QuestionKind::Order(_) => attributes.push(".order".to_owned()),
        QuestionKind::Match { .. } => attributes.push(".match".to_owned()),
        QuestionKind::Open { .. } => attributes.push(".open".to_owned()),
        QuestionKind::Scale(_) => attributes.push(".scale".to_owned()),
        QuestionKind::Choice { multiple, choices } => {
            let right = choices.iter().filter(|choice| choice.right).count();
            attributes.extend((*multiple && right < 2).then(|| ".multiple".to_owned()));
        }
        QuestionKind::Gaps | QuestionKind::TrueFalse { .. } => {}
    }
    attributes.extend((question.points != 1).then(|| format!("points={}", question.points)));
    attributes.extend((question.strict && question.kind == QuestionKind::Gaps).then(|| ".strict".to_owned()));
    attributes.extend(question.fixed.then(|| ".fixed".to_owned()));
    attributes.join(" ")
}

fn answers(kind: &QuestionKind, page: &mut Page<'_>) -> String {
    match kind {
        QuestionKind::TrueFalse { right, feedback } => {
            let choices = page.truth.iter().zip([*right, !*right]).zip(feedback).map(|((words, right), feedback)| {
                Choice { right, content: crate::import::imported::words(words), feedback: feedback.clone() }
            });
            let choices: Vec<Choice> = choices.collect();
            choices.iter().map(|choice| self::choice(choice, page)).collect::<Vec<_>>().join("\n")
        }
        QuestionKind::Choice { choices, .. } => {
            let choices: Vec<String> = choices.iter().map(|choice| self::choice(choice, page)).collect();
            choices.join("\n")
        }
        QuestionKind::Order(items) => {
            let items = items.iter().zip(1..).map(|(content, number)| {
                marked(&format!("{number}."), &nonempty(item(content, Inside::Answer, page, 1)))
            });
            items.collect::<Vec<_>>().join("\n")
        }
        QuestionKind::Match { heads, pairs } => {
            let rows: Vec<Vec<Vec<Inline>>> = pairs.iter().map(|pair| pair.to_vec()).collect();
            table(heads, &rows, page)
        }
        QuestionKind::Scale(labels) => {
            let labels = labels.iter().map(|label| marked("-", &nonempty(inlines(label, Place::Heading, page))));
            labels.collect::<Vec<_>>().join("\n")
        }
        QuestionKind::Gaps | QuestionKind::Open { .. } => String::new(),
    }
}

fn nonempty(text: String) -> String {
    if text.is_empty() { "…".to_owned() } else { text }
}

fn choice(choice: &Choice, page: &mut Page<'_>) -> String {
    let mark = if choice.right { "[x]" } else { "[ ]" };
    let content = nonempty(item(&choice.content, Inside::Answer, page, 1));
    let feedback = quoted(&blocks(&choice.feedback, Inside::Quiz, page));
    let text = if feedback.is_empty() { content } else { format!("{content}\n\n{feedback}") };
    marked("-", &format!("{mark} {text}"))
}

/// Returns the quotation after the answers: the explanation, or the model answer of an open question, with which the
/// explanation stands together.
fn after(question: &Question, page: &mut Page<'_>) -> String {
    let mut all = Vec::new();
    if let QuestionKind::Open { model_answer } = &question.kind {
        all.extend(model_answer.iter().cloned());
    }
    all.extend(question.explanation.iter().cloned());
    quoted(&blocks(&all, Inside::Quiz, page))
}

fn part(opening: &str, content: &str) -> String {
    if content.is_empty() { String::new() } else { format!("::: {opening}\n{content}\n:::") }
}

/// Tells whether a typed answer can be named between braces.
pub(crate) fn can_be_named(answer: &str) -> bool {
    let answer = spaced(answer);
    let quotes = ['"', '\''].into_iter().filter(|quote| answer.contains(*quote)).count();
    !answer.trim().is_empty() && !answer.contains(['{', '}']) && quotes < 2
}

fn value(answer: &str) -> String {
    let answer = spaced(answer);
    let quote = if answer.contains('"') { '\'' } else { '"' };
    format!("{quote}{}{quote}", answer.trim())
}
