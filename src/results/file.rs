//! A result file, read by its schema (docs/result.schema.json) and with its checksum counted again.
//!
//! What the schema does not know is passed over; it is part of the checksum all the same.

use crate::fingerprint::Fingerprint;
use crate::results::canonical::{canonical_without, whole_numbers};
use crate::results::doubt::Unreadable;
use crate::results::made::{
    CourseNamed, Days, Form, Learner, LearnerResult, Lessons, Made, QuestionResult, QuizResult, Standing, SurveyResult,
    Written, day_of,
};
use crate::world::Day;
use serde_json::{Map, Value};

const FORMAT: &str = "alforja-result";
const VERSION: u64 = 1;

/// The most lessons, quizzes, questions or surveys that a course is believed to have.
const MOST_ITEMS: usize = 10_000;
/// The most learner fields.
const MOST_FIELDS: usize = 100;
/// The most pieces of a learner's own words.
const MOST_WORDS: usize = 4_000;
/// The longest name or id, in UTF-8 bytes.
const LONGEST_NAME: usize = 1_000;
/// The longest answer or text, in UTF-8 bytes.
const LONGEST_TEXT: usize = 40_000;

/// Tells whether this is a result file, of whatever version.
pub(super) fn is_result(object: &Map<String, Value>) -> bool {
    object.get("format").and_then(Value::as_str) == Some(FORMAT)
}

/// Returns the checksum of a result file, whether or not one stands in it.
///
/// Invariant: numbers other than whole ones have no checksum that all readers agree about.
pub fn checksum(object: &Map<String, Value>) -> String {
    written(content(object))
}

/// Returns what a result says, whatever its checksum says.
fn content(object: &Map<String, Value>) -> Fingerprint {
    Fingerprint::of(canonical_without(object, "checksum").as_bytes())
}

fn written(fingerprint: Fingerprint) -> String {
    format!("sha256:{}", fingerprint.hex())
}

/// Reads a result file, which is written in `text`.
///
/// # Errors
/// When it is of another version, or not as the schema has it.
pub(super) fn read_file(object: &Map<String, Value>, text: &str) -> Result<LearnerResult, Unreadable> {
    if object.get("version").and_then(Value::as_u64) != Some(VERSION) {
        let version = object.get("version").map_or_else(String::new, Value::to_string);
        return Err(Unreadable::Newer { version: version.chars().take(20).collect() });
    }
    let bad = |at: &str| Unreadable::Shape { at: at.to_owned() };
    if let Some((key, _)) = object.iter().find(|(_, value)| !whole_numbers(value)) {
        return Err(bad(key));
    }
    let whole = At::new(object);
    let course = whole.object("course")?;
    let learner = whole.object("learner")?;
    let lessons = whole.object("lessons")?;
    let made = whole.object("made")?;
    let done = lessons.list("done", MOST_ITEMS, |item, at| text_of(item, LONGEST_NAME, at))?;
    let fingerprint = content(object);
    Ok(LearnerResult {
        form: Form::File,
        course: CourseNamed {
            id: course.name("id")?,
            version: Some(course.text("version", LONGEST_NAME)?),
            language: Some(course.name("language")?),
            title: Some(course.text("title", LONGEST_NAME)?),
        },
        learner: Learner { id: learner.text("id", 160)?, fields: fields(&learner)? },
        role: whole.optional("role", |at| whole.text(at, 400))?,
        standing: Standing {
            completed: whole.truth("completed")?,
            passed: whole.truth("passed")?,
            score: whole.optional("score", |at| whole.percent(at))?,
        },
        passing_unsaid: false,
        lessons: Lessons {
            total: Some(lessons.number("total", MOST_ITEMS as u64)?),
            done: u32::try_from(done.len()).map_err(|_| bad("lessons/done"))?,
            ids: Some(done),
        },
        quizzes: whole.list("quizzes", MOST_ITEMS, |item, at| quiz(&At::of(item, at)?))?,
        left_off: 0,
        questions: whole.list("questions", MOST_ITEMS, |item, at| question(&At::of(item, at)?))?,
        surveys: whole.list("surveys", MOST_ITEMS, |item, at| survey(&At::of(item, at)?))?,
        words: whole.optional("words", |at| whole.list(at, MOST_WORDS, |item, at| own_words(&At::of(item, at)?)))?,
        days: days(&whole.object("days")?)?,
        made: Some(Made { day: made.day("day")?, minute: Some(minute(&made)?) }),
        code: Some(whole.text("code", 40)?),
        whole: whole.text("checksum", 80)? == written(fingerprint),
        fingerprint,
        text: text.into(),
    })
}

fn fields(learner: &At<'_>) -> Result<Vec<(String, String)>, Unreadable> {
    let fields = learner.object("fields")?;
    if fields.object.len() > MOST_FIELDS {
        return Err(fields.bad(""));
    }
    let good = |id: &str| {
        id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte))
            && !id.is_empty()
            && id.len() < LONGEST_NAME
    };
    let pair = |(id, _): (&String, &Value)| match good(id) {
        true => Ok((id.clone(), fields.text(id, 800)?)),
        false => Err(fields.bad("")),
    };
    fields.object.iter().map(pair).collect()
}

fn quiz(at: &At<'_>) -> Result<QuizResult, Unreadable> {
    Ok(QuizResult {
        id: Some(at.name("id")?),
        best: at.optional("best", |key| at.percent(key))?,
        passed: at.truth("passed")?,
        pass: at.optional("pass", |key| at.percent(key))?,
        attempts: Some(at.number("attempts", 9_999)?),
    })
}

fn question(at: &At<'_>) -> Result<QuestionResult, Unreadable> {
    let kind = at.text("kind", 20)?;
    if !["single", "multiple", "gaps", "order", "match"].contains(&kind.as_str()) {
        return Err(at.bad("kind"));
    }
    let answer = at.value("answer")?;
    let long = |value: &Value| value.as_str().is_some_and(|text| text.len() > LONGEST_TEXT);
    let many = answer.as_array().is_some_and(|items| items.len() > 200 || items.iter().any(long));
    if many || long(answer) || answer.is_object() || answer.is_boolean() {
        return Err(at.bad("answer"));
    }
    Ok(QuestionResult {
        id: at.name("id")?,
        quiz: at.name("quiz")?,
        kind,
        tries: at.number("tries", 9_999)?,
        percent: at.percent("percent")?,
        points: at.number("points", 1_000_000)?,
        finished: at.truth("finished")?,
        answer: answer.clone(),
    })
}

fn survey(at: &At<'_>) -> Result<SurveyResult, Unreadable> {
    let dimension = |item: &Value, place: String| {
        let at = At::of(item, place)?;
        Ok((at.text("name", LONGEST_NAME)?, at.optional("mean", |key| at.percent(key))?))
    };
    Ok(SurveyResult {
        id: at.name("id")?,
        mean: at.percent("mean")?,
        dimensions: at.list("dimensions", 1_000, dimension)?,
    })
}

fn own_words(at: &At<'_>) -> Result<Written, Unreadable> {
    let text = match at.value("text")? {
        Value::Bool(true) => None,
        _ => Some(at.text("text", LONGEST_TEXT)?),
    };
    Ok(Written { place: at.text("place", 1_200)?, text })
}

fn days(at: &At<'_>) -> Result<Days, Unreadable> {
    Ok(Days {
        first: at.optional("first", |key| at.day(key))?,
        last: at.optional("last", |key| at.day(key))?,
        completed: at.optional("completed", |key| at.day(key))?,
    })
}

/// Returns the minute of the day of `HH:MM`.
fn minute(at: &At<'_>) -> Result<u16, Unreadable> {
    let text = at.text("time", 5)?;
    let number =
        |part: &str| part.bytes().all(|digit| digit.is_ascii_digit()).then(|| part.parse::<u16>().ok()).flatten();
    let parts = text.split_once(':').filter(|(hour, minute)| hour.len() == 2 && minute.len() == 2);
    let parts = parts.and_then(|(hour, minute)| Some((number(hour)?, number(minute)?)));
    match parts {
        Some((hour, minute)) if hour < 24 && minute < 60 => Ok(hour * 60 + minute),
        _ => Err(at.bad("time")),
    }
}

fn text_of(value: &Value, longest: usize, at: String) -> Result<String, Unreadable> {
    match value.as_str() {
        Some(text) if text.len() <= longest => Ok(text.to_owned()),
        _ => Err(Unreadable::Shape { at }),
    }
}

/// An object of the file, and where it stands there.
struct At<'a> {
    object: &'a Map<String, Value>,
    place: String,
}

impl<'a> At<'a> {
    fn new(object: &'a Map<String, Value>) -> Self {
        Self { object, place: String::new() }
    }

    fn of(value: &'a Value, place: String) -> Result<Self, Unreadable> {
        match value.as_object() {
            Some(object) => Ok(Self { object, place }),
            None => Err(Unreadable::Shape { at: place }),
        }
    }

    fn path(&self, key: &str) -> String {
        if self.place.is_empty() || key.is_empty() {
            format!("{}{key}", self.place)
        } else {
            format!("{}/{key}", self.place)
        }
    }

    fn bad(&self, key: &str) -> Unreadable {
        Unreadable::Shape { at: self.path(key) }
    }

    fn value(&self, key: &str) -> Result<&'a Value, Unreadable> {
        self.object.get(key).ok_or_else(|| self.bad(key))
    }

    fn object(&self, key: &str) -> Result<Self, Unreadable> {
        Self::of(self.value(key)?, self.path(key))
    }

    fn text(&self, key: &str, longest: usize) -> Result<String, Unreadable> {
        text_of(self.value(key)?, longest, self.path(key))
    }

    /// Returns a text that is not empty.
    fn name(&self, key: &str) -> Result<String, Unreadable> {
        self.text(key, LONGEST_NAME).and_then(|text| if text.is_empty() { Err(self.bad(key)) } else { Ok(text) })
    }

    fn truth(&self, key: &str) -> Result<bool, Unreadable> {
        self.value(key)?.as_bool().ok_or_else(|| self.bad(key))
    }

    fn number(&self, key: &str, most: u64) -> Result<u32, Unreadable> {
        let number = self.value(key)?.as_u64().filter(|number| *number <= most);
        number.and_then(|number| u32::try_from(number).ok()).ok_or_else(|| self.bad(key))
    }

    fn percent(&self, key: &str) -> Result<u8, Unreadable> {
        u8::try_from(self.number(key, 100)?).map_err(|_| self.bad(key))
    }

    fn day(&self, key: &str) -> Result<Day, Unreadable> {
        day_of(&self.text(key, 10)?).ok_or_else(|| self.bad(key))
    }

    fn optional<T>(
        &self,
        key: &str,
        read: impl FnOnce(&str) -> Result<T, Unreadable>,
    ) -> Result<Option<T>, Unreadable> {
        if self.value(key)?.is_null() { Ok(None) } else { read(key).map(Some) }
    }

    fn list<T>(
        &self,
        key: &str,
        most: usize,
        read: impl Fn(&'a Value, String) -> Result<T, Unreadable>,
    ) -> Result<Vec<T>, Unreadable> {
        let items = self.value(key)?.as_array().filter(|items| items.len() <= most).ok_or_else(|| self.bad(key))?;
        items.iter().enumerate().map(|(place, item)| read(item, format!("{}/{place}", self.path(key)))).collect()
    }
}
