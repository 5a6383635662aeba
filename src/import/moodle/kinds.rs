//! What the types of Moodle's questions say of their answers.

use crate::diagnostic::Message;
use crate::import::bank::{gap_below, near};
use crate::import::gift::of_several;
use crate::import::imported::{Block, Choice, Gap, Inline, Question, QuestionKind, one_line, plain_blocks};
use crate::import::mend::each_sentence;
use crate::import::moodle::cloze::cloze;
use crate::import::moodle::{Reading, words_of};
use crate::import::xml::Element;

/// Gives `question` the answers of its type.
pub(super) fn kind(reading: &mut Reading<'_>, named: &str, question: &mut Question) {
    match named {
        "multichoice" | "multichoiceset" | "oumultiresponse" => choice(reading, named, question),
        "truefalse" => truth(reading, question),
        "shortanswer" | "regexp" => short(reading, named, question),
        "numerical" => numerical(reading, question),
        "matching" | "ddmatch" => matching(reading, question),
        "essay" => essay(reading, question),
        "cloze" | "multianswer" => cloze(reading, question),
        "gapselect" | "ddwtos" => gaps(reading, question),
        "ordering" => ordering(reading, question),
        other => reading.lose_message(Message::new("import.lost-type").with("name", other)),
    }
}

/// An answer: what it says, what part of the points it gets, what is said to it.
struct Answer {
    text: Vec<Block>,
    words: String,
    fraction: f64,
    feedback: Vec<Block>,
}

fn answers(reading: &mut Reading<'_>) -> Vec<Answer> {
    let mut found = Vec::new();
    for element in reading.element.all("answer") {
        let fraction = element.attribute("fraction").and_then(|part| part.trim().parse().ok()).unwrap_or(0.0);
        let feedback = element.child("feedback").map_or_else(Vec::new, |said| reading.blocks(said));
        let text = reading.blocks(element);
        found.push(Answer { text, words: words_of(element).trim().to_owned(), fraction, feedback });
    }
    found
}

fn choice(reading: &mut Reading<'_>, named: &str, question: &mut Question) {
    let answers = answers(reading);
    let single = named == "multichoice" && reading.element.child("single").is_none_or(|_| reading.is_on("single"));
    let right: Vec<f64> = answers.iter().map(|answer| answer.fraction).filter(|part| *part > 0.0).collect();
    let even = right.iter().all(|part| (part - right[0]).abs() < 0.5);
    let whole = |part: f64| part > 99.0;
    let lowered = single && answers.iter().any(|answer| answer.fraction < 0.0);
    if (single && right.iter().any(|part| !whole(*part))) || (!single && !even) || lowered {
        reading.lose("import.lost-weights");
    }
    let choices = answers.into_iter().map(|answer| Choice {
        right: if single { whole(answer.fraction) } else { answer.fraction > 0.0 },
        content: answer.text,
        feedback: answer.feedback,
    });
    question.kind = QuestionKind::Choice { multiple: !single, choices: choices.collect() };
}

fn truth(reading: &mut Reading<'_>, question: &mut Question) {
    let mut right = true;
    let mut feedback = [Vec::new(), Vec::new()];
    for answer in answers(reading) {
        let is_true = answer.words.eq_ignore_ascii_case("true");
        if answer.fraction > 0.0 {
            right = is_true;
        }
        feedback[usize::from(!is_true)] = answer.feedback;
    }
    question.kind = QuestionKind::TrueFalse { right, feedback };
}

fn short(reading: &mut Reading<'_>, named: &str, question: &mut Question) {
    if named == "regexp" {
        reading.lose("import.lost-pattern");
    }
    question.strict = reading.is_on("usecase");
    let answers = answers(reading);
    let mut texts = Vec::new();
    for answer in &answers {
        // `\*` is a star, `*` any letters.
        let words = answer.words.replace("\\*", "\u{f0000}");
        if answer.fraction > 99.0 {
            if words.contains('*') {
                reading.lose("import.lost-wildcard");
            }
            texts.push(words.replace('*', " ").replace('\u{f0000}', "*"));
        } else if answer.fraction > 0.0 {
            reading.lose("import.lost-weights");
        }
    }
    gap_below(&mut question.prompt, Gap::Text(texts));
    question.kind = QuestionKind::Gaps;
    said(reading, question, answers);
}

fn numerical(reading: &mut Reading<'_>, question: &mut Question) {
    let tolerances: Vec<String> = reading
        .element
        .all("answer")
        .map(|answer| answer.child("tolerance").map_or_else(|| "0".to_owned(), |by| by.text().trim().to_owned()))
        .collect();
    let answers = answers(reading);
    let mut found = Vec::new();
    for (answer, by) in answers.iter().zip(&tolerances) {
        if answer.fraction > 99.0 {
            match near(&answer.words, by) {
                Some(gap) => found.push(gap),
                None => reading.lose("import.lost-number"),
            }
        } else if answer.fraction > 0.0 {
            reading.lose("import.lost-weights");
        }
    }
    let (gap, lost) = of_several(found);
    if let Some(key) = lost {
        reading.lose(key);
    }
    let units: Vec<String> = reading
        .element
        .child("units")
        .into_iter()
        .flat_map(|units| units.all("unit"))
        .filter_map(|unit| Some(unit.child("unit_name")?.text().trim().to_owned()))
        .filter(|unit| !unit.is_empty())
        .collect();
    if units.len() > 1 {
        reading.lose("import.lost-units");
    }
    let mut sentence = vec![Inline::Gap(gap.unwrap_or(Gap::Text(Vec::new())))];
    if let Some(unit) = units.first() {
        sentence.push(Inline::Text(format!(" {unit}")));
    }
    question.prompt.push(Block::Paragraph(sentence));
    question.kind = QuestionKind::Gaps;
    said(reading, question, answers);
}

/// Takes along what is said to single typed answers.
fn said(reading: &mut Reading<'_>, question: &mut Question, answers: Vec<Answer>) {
    for answer in answers.into_iter().filter(|answer| !plain_blocks(&answer.feedback).trim().is_empty()) {
        if answer.fraction > 99.0 {
            match question.right.is_empty() {
                true => question.right = answer.feedback,
                false if question.right != answer.feedback => reading.lose("import.lost-feedback"),
                false => {}
            }
        } else if answer.words == "*" {
            question.wrong.push((None, answer.feedback));
        } else {
            question.wrong.push((Some(answer.words), answer.feedback));
        }
    }
}

fn matching(reading: &mut Reading<'_>, question: &mut Question) {
    let mut pairs = Vec::new();
    for sub in reading.element.all("subquestion") {
        let left = one_line(&reading.blocks(sub));
        let right = sub.child("answer").map_or_else(Vec::new, |answer| reading.blocks(answer));
        pairs.push([left, one_line(&right)]);
    }
    question.kind = QuestionKind::Match { heads: [Vec::new(), Vec::new()], pairs };
}

fn essay(reading: &mut Reading<'_>, question: &mut Question) {
    let template = reading.child("responsetemplate");
    question.prompt.extend(template);
    let attachments = reading.number("attachments").is_some_and(|count| count != 0.0);
    if attachments {
        reading.lose("import.lost-upload");
    }
    if !reading.child("graderinfo").is_empty() {
        reading.lose("import.lost-grader");
    }
}

/// Words to choose in the text: `[[2]]` is the second of the options (`gapselect`, `ddwtos`).
fn gaps(reading: &mut Reading<'_>, question: &mut Question) {
    let options: Vec<(String, String)> = reading
        .element
        .elements()
        .filter(|element| matches!(element.name.as_str(), "selectoption" | "dragbox"))
        .map(|option| {
            let words = option.child("text").map_or_else(String::new, Element::text);
            let group = option.child("group").map_or_else(|| "1".to_owned(), Element::text);
            (crate::import::html_words(&words), group.trim().to_owned())
        })
        .collect();
    each_sentence(&mut question.prompt, &mut |sentence| fill(sentence, &options));
    question.kind = QuestionKind::Gaps;
}

fn fill(sentence: &mut Vec<Inline>, options: &[(String, String)]) {
    let mut made = Vec::with_capacity(sentence.len());
    for inline in std::mem::take(sentence) {
        match inline {
            Inline::Text(text) => {
                let mut rest = text.as_str();
                while let Some((before, number, after)) = next_mark(rest) {
                    made.push(Inline::Text(before.to_owned()));
                    let gap = number.checked_sub(1).and_then(|at| options.get(at)).map(|(right, group)| {
                        let words = options.iter().filter(|(_, other)| other == group);
                        let mut list: Vec<(String, bool)> = vec![(right.clone(), true)];
                        list.extend(words.filter(|(word, _)| word != right).map(|(word, _)| (word.clone(), false)));
                        // In the order of the file: the right one is not always the first.
                        list.sort_by_key(|(word, _)| options.iter().position(|(known, _)| known == word));
                        Gap::Choice(list)
                    });
                    made.push(Inline::Gap(gap.unwrap_or(Gap::Text(Vec::new()))));
                    rest = after;
                }
                made.push(Inline::Text(rest.to_owned()));
            }
            Inline::Strong(mut inner) => {
                fill(&mut inner, options);
                made.push(Inline::Strong(inner));
            }
            Inline::Emphasis(mut inner) => {
                fill(&mut inner, options);
                made.push(Inline::Emphasis(inner));
            }
            other => made.push(other),
        }
    }
    made.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
    *sentence = made;
}

fn next_mark(text: &str) -> Option<(&str, usize, &str)> {
    let mut from = 0;
    while let Some(at) = text[from..].find("[[") {
        let start = from + at;
        let inside = &text[start + 2..];
        if let Some(end) = inside.find("]]")
            && let Ok(number) = inside[..end].trim().parse()
        {
            return Some((&text[..start], number, &inside[end + 2..]));
        }
        from = start + 2;
    }
    None
}

fn ordering(reading: &mut Reading<'_>, question: &mut Question) {
    let answers = answers(reading);
    question.kind = QuestionKind::Order(answers.into_iter().map(|answer| answer.text).collect());
}
