//! Moodle's questions with several parts in one text: `{1:SHORTANSWER:=Paris}` (<https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type>).
//!
//! The text is HTML, and so are the parts in it: each is taken out, a mark stands in its place until the HTML is read, and
//! then the gap takes the mark's.

use crate::import::bank::near;
use crate::import::imported::{Gap, Question, QuestionKind};
use crate::import::marks::{fill_marks, gap_mark};
use crate::import::moodle::{Reading, words_of};

/// Gives `question` the gaps of its text.
pub(super) fn cloze(reading: &mut Reading<'_>, question: &mut Question) {
    let Some(element) = reading.element.child("questiontext") else { return };
    let text = words_of(element);
    let mut marked = String::with_capacity(text.len());
    let mut gaps = Vec::new();
    let mut rest = text.as_str();
    while let Some((before, part, after)) = next_part(rest) {
        marked.push_str(before);
        let (gap, lost) = gap(&part);
        lost.into_iter().for_each(|key| reading.lose(key));
        if let Some(mark) = gap_mark(gaps.len()) {
            marked.push(mark);
            gaps.push(gap);
        }
        rest = after;
    }
    marked.push_str(rest);
    question.prompt = reading.blocks_of(element, &marked);
    fill_marks(&mut question.prompt, &gaps);
    question.kind = QuestionKind::Gaps;
    let count = u32::try_from(gaps.len()).unwrap_or(1).max(1);
    question.points = question.points.max(count.min(1000));
}

/// A part: its kind, and its answers.
struct Part {
    kind: String,
    answers: String,
}

fn next_part(text: &str) -> Option<(&str, Part, &str)> {
    let mut from = 0;
    while let Some(at) = text[from..].find('{') {
        let start = from + at;
        let inside = &text[start + 1..];
        if let Some((part, length)) = part(inside) {
            return Some((&text[..start], part, &inside[length..]));
        }
        from = start + 1;
    }
    None
}

/// Reads `1:MULTICHOICE:…}`, and how long it is.
fn part(inside: &str) -> Option<(Part, usize)> {
    let (weight, rest) = inside.split_once(':')?;
    if !weight.trim().bytes().all(|byte| byte.is_ascii_digit()) || weight.len() > 6 {
        return None;
    }
    let (kind, answers) = rest.split_once(':')?;
    let kind = kind.trim().to_uppercase();
    if kind.is_empty() || kind.len() > 24 || !kind.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_') {
        return None;
    }
    let mut escaped = false;
    let end = answers.char_indices().find(|(_, letter)| {
        let found = *letter == '}' && !escaped;
        escaped = *letter == '\\' && !escaped;
        found
    })?;
    let length = weight.len() + 1 + (rest.len() - answers.len()) + end.0 + 1;
    Some((Part { kind, answers: answers[..end.0].to_owned() }, length))
}

fn gap(part: &Part) -> (Gap, Vec<&'static str>) {
    let mut lost = Vec::new();
    let answers: Vec<(f64, String)> = split(&part.answers)
        .into_iter()
        .filter(|answer| !answer.trim().is_empty())
        .map(|answer| one(&answer, &mut lost))
        .collect();
    let right = |weight: f64| weight > 99.0;
    if answers.iter().any(|(weight, _)| *weight > 0.0 && !right(*weight)) {
        lost.push("import.lost-weights");
    }
    let chosen = ["MULTICHOICE", "MC", "MULTIRESPONSE", "MR"].iter().any(|kind| part.kind.starts_with(kind));
    let gap = if chosen {
        let all = part.kind.starts_with("MULTIR") || part.kind.starts_with("MR");
        if all {
            lost.push("import.lost-multiresponse");
        }
        Gap::Choice(answers.into_iter().map(|(weight, text)| (text, right(weight))).collect())
    } else if part.kind.starts_with("NUM") || part.kind == "NM" {
        let numbers = answers.iter().filter(|(weight, _)| right(*weight)).filter_map(|(_, text)| {
            let (value, by) = text.split_once(':').unwrap_or((text, "0"));
            near(value, by)
        });
        let (gap, more) = crate::import::gift::of_several(numbers.collect());
        lost.extend(more);
        gap.unwrap_or(Gap::Text(Vec::new()))
    } else {
        let texts: Vec<String> =
            answers.into_iter().filter(|(weight, _)| right(*weight)).map(|(_, text)| text).collect();
        if texts.iter().any(|text| text.contains('*')) {
            lost.push("import.lost-wildcard");
        }
        Gap::Text(texts.iter().map(|text| text.replace('*', " ")).collect())
    };
    lost.dedup();
    (gap, lost)
}

/// Parts answers at every `~` that has no `\` before it.
fn split(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        let last = parts.last_mut().expect("there is always one");
        match letter {
            '\\' => {
                last.push('\\');
                last.extend(letters.next());
            }
            '~' => parts.push(String::new()),
            letter => last.push(letter),
        }
    }
    parts
}

/// Reads `=Paris#Yes`, `%50%Lyon#No` or `Rome`.
fn one(answer: &str, lost: &mut Vec<&'static str>) -> (f64, String) {
    let answer = answer.trim();
    let (weight, text) = match answer.strip_prefix('=') {
        Some(text) => (100.0, text),
        None => {
            let weighted = answer.strip_prefix('%').and_then(|rest| rest.split_once('%'));
            weighted.and_then(|(weight, text)| Some((weight.trim().parse().ok()?, text))).unwrap_or((0.0, answer))
        }
    };
    let (mut told, mut letters) = (String::new(), text.chars());
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => told.extend(letters.next()),
            '#' => {
                if !letters.as_str().trim().is_empty() {
                    lost.push("import.lost-feedback");
                }
                break;
            }
            letter => told.push(letter),
        }
    }
    (weight, crate::import::html_words(&told))
}
