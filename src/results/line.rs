//! A result as one line of text, found in whatever was pasted (docs/result-file.md, "The line of text").

use crate::fingerprint::Fingerprint;
use crate::results::made::{
    CourseNamed, Days, Form, Learner, LearnerResult, Lessons, Made, QuizResult, Standing, day_of,
};
use crate::results::text::{first_bits, one_line, signs, typed_signs};
use crate::world::Day;

/// The parts of a line, the mark at its start and the check at its end included.
const PARTS: usize = 13;

/// How a line begins, in capitals.
const MARK: &str = "ALF1";

/// The most fields, and the most quizzes, that are read of a line.
const MOST: usize = 10_000;

/// Returns every line in a text, each as far as it goes: nothing stands for a line that is cut off or no line at all.
pub(super) fn lines(text: &str) -> Vec<Option<LearnerResult>> {
    let text = one_line(text);
    let starts = starts(&text);
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(start, end)| read_line(&text[*start..end])).collect()
}

/// Returns where lines begin: `ALF1;`, or `ALF1 ;` as messages break it.
fn starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let is_start = |at: &usize| {
        let rest = &bytes[*at..];
        let mark = rest.len() > MARK.len() && rest[..MARK.len()].eq_ignore_ascii_case(MARK.as_bytes());
        mark && (rest[MARK.len()] == b';' || rest[MARK.len()..].starts_with(b" ;"))
    };
    (0..bytes.len()).filter(is_start).collect()
}

/// Reads a line that begins at the start of a text; what follows it does not matter.
fn read_line(text: &str) -> Option<LearnerResult> {
    let tight = tight(text);
    let mut parts: Vec<&str> = tight.splitn(PARTS + 1, ';').collect();
    parts.truncate(PARTS);
    if parts.len() < PARTS {
        return None;
    }
    parts[0] = MARK;
    let body = parts[..PARTS - 1].join(";");
    let [_, course, version, language, marks, score, lessons, made, completed, learner, fields, quizzes, check] =
        <[&str; PARTS]>::try_from(parts).ok()?;
    let (done, total) = lessons.split_once('/')?;
    let (quizzes, left_off) = quizzes_of(quizzes)?;
    let check: String = check.chars().take(6).collect();
    Some(LearnerResult {
        form: Form::Line,
        course: CourseNamed {
            id: named(course)?,
            version: Some(named(version)?),
            language: Some(named(language)?),
            title: None,
        },
        learner: Learner { id: learner.to_owned(), fields: fields_of(fields) },
        role: None,
        standing: Standing {
            completed: mark(marks, 0)?,
            passed: mark(marks, 1)?,
            score: if score == "x" { None } else { Some(percent(score)?) },
        },
        passing_unsaid: false,
        lessons: Lessons { total: Some(number(total)?), done: number(done)?, ids: None },
        quizzes,
        left_off,
        questions: Vec::new(),
        surveys: Vec::new(),
        words: None,
        days: Days { completed: day(completed)?, ..Days::default() },
        made: day(made)?.map(|day| Made { day, minute: None }),
        code: None,
        whole: typed_signs(&check) == signs(u64::from(first_bits(&body, 30)), 6),
        fingerprint: Fingerprint::of(body.as_bytes()),
        text: format!("{body};{check}").into(),
    })
}

/// Takes out the spaces beside `;`, `,` and `=`.
fn tight(text: &str) -> String {
    let mut tight = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, ';' | ',' | '=') && tight.ends_with(' ') {
            tight.pop();
        }
        if letter != ' ' || !tight.ends_with([';', ',', '=']) {
            tight.push(letter);
        }
    }
    tight
}

/// Returns a part that is not empty, as it was before it was written.
fn named(part: &str) -> Option<String> {
    (!part.is_empty()).then(|| unescape(part))
}

fn unescape(part: &str) -> String {
    let mut plain = String::with_capacity(part.len());
    let mut rest = part;
    while let Some(at) = rest.find('%') {
        plain.push_str(&rest[..at]);
        let sign = match rest.get(at + 1..at + 3).map(str::to_ascii_uppercase).as_deref() {
            Some("25") => Some('%'),
            Some("3B") => Some(';'),
            Some("2C") => Some(','),
            Some("3D") => Some('='),
            _ => None,
        };
        plain.push(sign.unwrap_or('%'));
        rest = &rest[at + if sign.is_some() { 3 } else { 1 }..];
    }
    plain + rest
}

fn mark(marks: &str, place: usize) -> Option<bool> {
    match (marks.len(), marks.as_bytes().get(place)?) {
        (2, b'0') => Some(false),
        (2, b'1') => Some(true),
        _ => None,
    }
}

fn number(digits: &str) -> Option<u32> {
    digits.bytes().all(|digit| digit.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

fn percent(digits: &str) -> Option<u8> {
    number(digits).and_then(|number| u8::try_from(number).ok()).filter(|number| *number <= 100)
}

/// Returns the day of `YYYYMMDD`, nothing for `x`, and no line at all for anything else.
fn day(part: &str) -> Option<Option<Day>> {
    if part == "x" {
        return Some(None);
    }
    let (year, month, day) = (part.get(..4)?, part.get(4..6)?, part.get(6..)?);
    day_of(&format!("{year}-{month}-{day}")).map(Some)
}

fn fields_of(part: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for pair in part.split(',').filter(|pair| !pair.is_empty()).take(MOST) {
        let (id, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = value.split('=').next().unwrap_or("");
        let (id, value) = (unescape(id), unescape(value));
        match fields.iter_mut().find(|(known, _)| *known == id) {
            Some(known) => known.1 = value,
            None => fields.push((id, value)),
        }
    }
    fields
}

/// Returns the quizzes and how many were left off.
fn quizzes_of(part: &str) -> Option<(Vec<QuizResult>, usize)> {
    let (mut quizzes, mut left_off) = (Vec::new(), 0);
    for one in part.split('.').filter(|one| !one.is_empty()).take(MOST) {
        if let Some(count) = one.strip_prefix('~') {
            left_off = number(count)? as usize;
            continue;
        }
        let (best, passed) = match one.strip_suffix('+') {
            Some(best) => (best, true),
            None => (one, false),
        };
        let best = if one == "x" { None } else { Some(percent(best)?) };
        quizzes.push(QuizResult { id: None, best, passed, pass: None, attempts: None });
    }
    Some((quizzes, left_off))
}

#[cfg(test)]
mod tests {
    use super::lines;
    use crate::results::made::{LearnerResult, day_text};
    use proptest::prelude::{any, proptest};
    use serde_json::{Value, json};

    fn known() -> Value {
        serde_json::from_str(include_str!("../../tests/fixtures/results.json")).unwrap()
    }

    /// A line as the page reads it.
    fn plain(result: &LearnerResult) -> Value {
        let fields: serde_json::Map<String, Value> =
            result.learner.fields.iter().map(|(id, value)| (id.clone(), json!(value))).collect();
        let quizzes: Vec<Value> =
            result.quizzes.iter().map(|quiz| json!({"best": quiz.best, "passed": quiz.passed})).collect();
        json!({"sound": result.whole, "course": result.course.id, "version": result.course.version,
            "language": result.course.language, "completed": result.standing.completed,
            "passed": result.standing.passed, "score": result.standing.score, "done": result.lessons.done,
            "total": result.lessons.total, "made": result.made.map(|made| day_text(made.day)),
            "completedOn": result.days.completed.map(day_text), "learner": result.learner.id, "fields": fields,
            "quizzes": quizzes, "left": result.left_off})
    }

    fn first(text: &str) -> Option<LearnerResult> {
        lines(text).into_iter().next().flatten()
    }

    #[test]
    fn what_was_pasted_is_read_as_the_page_reads_it() {
        let known = known();
        let cases = known["pasted"].as_array().unwrap();
        assert!(cases.len() >= 8);
        for case in cases {
            let read = first(case["pasted"].as_str().unwrap());
            assert_eq!(read.as_ref().map_or(Value::Null, plain), case["read"], "{}", case["pasted"]);
        }
    }

    #[test]
    fn short_lines_say_what_was_left_off() {
        for case in known()["lines"].as_array().unwrap() {
            for form in ["short", "none"] {
                let Some(text) = case[form]["text"].as_str() else { continue };
                let read = first(text).unwrap();
                assert!(read.whole);
                assert_eq!(Some(read.left_off as u64), case[form]["left"].as_u64());
            }
        }
    }

    #[test]
    fn several_lines_are_found_in_one_text() {
        let known = known();
        let line = |at: usize| known["lines"][at]["text"].as_str().unwrap();
        let text = format!("Ana: {}\nBo: {} ok?\nALF1; torn", line(0), line(3));
        let found = lines(&text);
        let whole: Vec<Option<bool>> = found.iter().map(|one| one.as_ref().map(|one| one.whole)).collect();
        assert_eq!(whole, [Some(true), Some(true), None]);
    }

    #[test]
    fn any_text_is_read_without_a_panic() {
        let line = known()["lines"][0]["text"].as_str().unwrap().to_owned();
        proptest!(|(noise in any::<String>(), cut in 0_usize..140, rest in "[0-9;,=x%~+./ é\n]{0,60}")| {
            drop(lines(&noise));
            let start: String = line.chars().take(cut).collect();
            drop(lines(&format!("{start}{rest}")));
            drop(lines(&format!("ALF1;{noise};1;en;11;5;1/1;x;x;;;{rest}")));
        });
    }
}
