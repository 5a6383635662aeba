//! What stands in the braces of a question.

use crate::import::bank::{between, near, number};
use crate::import::gift::text::restored;
use crate::import::imported::Gap;

/// The answers of a question.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answers {
    /// How it is answered.
    pub(super) form: Form,
    /// Each answer.
    pub(super) list: Vec<Answer>,
    /// What is said after every answer.
    pub(super) general: Option<String>,
}

/// How a question is answered.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Form {
    /// In one's own words.
    Essay,
    /// True or false.
    TrueFalse {
        /// Whether "true" is right.
        right: bool,
        /// What is said to the wrong answer.
        wrong_said: String,
        /// What is said to the right one.
        right_said: String,
    },
    /// By matching.
    Match,
    /// With a number.
    Numeric,
    /// With a word.
    Short,
    /// By choosing.
    Choice {
        /// Whether several may be chosen.
        multiple: bool,
    },
}

/// One answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answer {
    /// What part of the points it gets, per cent.
    pub(super) weight: f64,
    /// What it says.
    pub(super) text: String,
    /// What is said to it.
    pub(super) feedback: String,
}

/// Returns what the braces hold.
pub(super) fn answers(inside: &str) -> Answers {
    let (inside, general) = match inside.split_once("####") {
        Some((inside, general)) => (inside.trim(), Some(general.trim().to_owned()).filter(|text| !text.is_empty())),
        None => (inside.trim(), None),
    };
    let made = |form: Form, list: Vec<Answer>| Answers { form, list, general: general.clone() };
    if inside.is_empty() {
        return made(Form::Essay, Vec::new());
    }
    if let Some(numbers) = inside.strip_prefix('#') {
        let mut list = split(numbers.trim(), &['=', '~']);
        if list.is_empty() {
            list.push(answer('=', numbers.trim()));
        }
        return made(Form::Numeric, list);
    }
    let mut parts = inside.splitn(3, '#');
    let first = parts.next().unwrap_or("").trim().to_uppercase();
    if let Some(right) = truth(&first) {
        let (wrong_said, right_said) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        let form = Form::TrueFalse { right, wrong_said: wrong_said.to_owned(), right_said: right_said.to_owned() };
        return made(form, Vec::new());
    }
    let mut list = split(inside, &['=', '~']);
    if list.is_empty() {
        list.push(answer('=', inside));
    }
    let chosen = inside.contains('~');
    let matched = !chosen && list.iter().all(|answer| answer.text.contains("->"));
    let multiple = !list.iter().any(|answer| answer.weight >= 100.0) && list.iter().any(|answer| answer.weight > 0.0);
    let form = match (chosen, matched) {
        (false, true) => Form::Match,
        (false, false) => Form::Short,
        (true, _) => Form::Choice { multiple },
    };
    made(form, list)
}

fn truth(word: &str) -> Option<bool> {
    match word {
        "T" | "TRUE" => Some(true),
        "F" | "FALSE" => Some(false),
        _ => None,
    }
}

/// Returns the answers that begin with one of `marks`.
fn split(text: &str, marks: &[char]) -> Vec<Answer> {
    let mut starts: Vec<usize> = text.match_indices(marks).map(|(at, _)| at).collect();
    // What stands before the first mark is an answer that somebody forgot to mark.
    let forgotten = starts.first().map(|first| text[..*first].trim()).filter(|words| !words.is_empty());
    let mut list: Vec<Answer> = forgotten.map(|words| answer('=', words)).into_iter().collect();
    starts.push(text.len());
    for pair in starts.windows(2) {
        let mark = text[pair[0]..].chars().next().unwrap_or('=');
        list.push(answer(mark, &text[pair[0] + mark.len_utf8()..pair[1]]));
    }
    list
}

fn answer(mark: char, text: &str) -> Answer {
    let text = text.trim();
    let weighted = text.strip_prefix('%').and_then(|rest| rest.split_once('%'));
    let weighted =
        weighted.and_then(|(weight, rest)| Some((weight.trim().replace(',', ".").parse::<f64>().ok()?, rest)));
    let (weight, text) = match (weighted, mark) {
        (Some((weight, rest)), _) => (weight, rest),
        (None, '=') => (100.0, text),
        (None, _) => (0.0, text),
    };
    let (text, feedback) = text.split_once('#').unwrap_or((text, ""));
    Answer { weight, text: text.trim().to_owned(), feedback: feedback.trim().to_owned() }
}

impl Answers {
    /// Returns what is lost of the weights of a choice.
    pub(super) fn uneven(&self, multiple: bool) -> Vec<&'static str> {
        let right: Vec<f64> = self.list.iter().map(|answer| answer.weight).filter(|weight| *weight > 0.0).collect();
        let even = right.iter().all(|weight| (weight - right[0]).abs() < 0.5);
        let partial = !multiple && right.iter().any(|weight| *weight < 100.0);
        let lowered = !multiple && self.list.iter().any(|answer| answer.weight < 0.0);
        if (multiple && !even) || partial || lowered { vec!["import.lost-weights"] } else { Vec::new() }
    }
}

/// Returns the gap for a word, and what is lost of the answers.
pub(super) fn text_gap(answers: &Answers) -> (Option<Gap>, Vec<&'static str>) {
    let mut lost = Vec::new();
    let mut texts = Vec::new();
    for answer in &answers.list {
        let text = restored(&answer.text);
        if answer.weight >= 100.0 {
            if text.contains('*') {
                lost.push("import.lost-wildcard");
            }
            texts.push(text.replace('*', " "));
        } else if answer.weight > 0.0 {
            lost.push("import.lost-weights");
        }
    }
    let gap = texts.iter().any(|text| !text.trim().is_empty()).then_some(Gap::Text(texts));
    lost.dedup();
    (gap, lost)
}

/// Returns the gap for a number, and what is lost of the answers.
pub(super) fn number_gap(answers: &Answers) -> (Option<Gap>, Vec<&'static str>) {
    let mut lost = Vec::new();
    let right: Vec<&Answer> = answers.list.iter().filter(|answer| answer.weight >= 100.0).collect();
    if answers.list.iter().any(|answer| answer.weight > 0.0 && answer.weight < 100.0) {
        lost.push("import.lost-weights");
    }
    let gaps: Vec<Option<Gap>> = right.iter().map(|answer| one_number(&restored(&answer.text))).collect();
    if gaps.iter().any(Option::is_none) {
        lost.push("import.lost-number");
    }
    let gaps: Vec<Gap> = gaps.into_iter().flatten().collect();
    let (gap, more) = of_several(gaps);
    lost.extend(more);
    (gap, lost)
}

/// Returns one gap for numbers each of which is right.
pub(in crate::import) fn of_several(gaps: Vec<Gap>) -> (Option<Gap>, Option<&'static str>) {
    let exact = |gap: &Gap| match gap {
        Gap::Number { from, to } if from == to => Some(from.clone()),
        _ => None,
    };
    match gaps.as_slice() {
        [] => (None, None),
        [one] => (Some(one.clone()), None),
        several => match several.iter().map(exact).collect::<Option<Vec<String>>>() {
            Some(numbers) => (Some(Gap::Text(numbers)), None),
            None => (several.first().cloned(), Some("import.lost-numbers")),
        },
    }
}

fn one_number(text: &str) -> Option<Gap> {
    if let Some((from, to)) = text.split_once("..") {
        return between(from, to);
    }
    match text.split_once(':') {
        Some((value, by)) => near(value, by),
        None => number(text).map(|value| Gap::Number { from: value.clone(), to: value }),
    }
}
