//! One statement of an LRS (Experience API 1.0.3, part 2, section 2).

use crate::platform::names::CourseNames;
use crate::platform::people::{Who, of_actor};
use crate::platform::said::{Statement, Verb};
use crate::results::day_of;
use serde_json::Value;

/// The longest answer that is kept, in letters.
const LONGEST: usize = 10_000;

/// The most tries that are believed.
const MOST_TRIES: u64 = 9_999;

/// What our pages call the number of tries of an answered question, below the unit's own IRI.
const TRIES: &str = "#tries";

/// What a statement turned out to be.
pub(super) enum Found {
    /// Something about a course here.
    Ours {
        /// The course.
        course: String,
        /// Who did it.
        who: Who,
        /// What was done.
        statement: Statement,
    },
    /// That another statement is taken back, by its id.
    Voids(String),
    /// Something about anything else.
    Others,
    /// No statement at all.
    None,
}

/// Reads a statement.
///
/// # Errors
/// When it is about a course here, but something in it is not sound: where, by its keys.
pub(super) fn read(value: &Value, names: &CourseNames) -> Result<Found, &'static str> {
    let is_statement = ["actor", "verb", "object"].iter().all(|key| value.get(key).is_some());
    if !is_statement {
        return Ok(Found::None);
    }
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let (verb, object) = (text(&value["verb"], "id"), text(&value["object"], "id"));
    let verb_name = verb.rsplit('/').next().unwrap_or_default();
    if verb_name == "voided" {
        return Ok(if object.is_empty() { Found::Others } else { Found::Voids(object.to_lowercase()) });
    }
    let Some((course, module)) = about(&object, &value["context"], names) else { return Ok(Found::Others) };
    let who = of_actor(&value["actor"], &names.home).ok_or("actor")?;
    if verb.is_empty() {
        return Err("verb/id");
    }
    let result = &value["result"];
    let question = object.split_once("#question/").map(|(_, question)| question.to_owned());
    let verb = match (verb_name, &question) {
        ("answered", Some(_)) => Verb::Answered,
        // What stands about a question is not about the course.
        (_, Some(_)) => Verb::Other,
        ("completed", None) => Verb::Completed,
        ("passed" | "mastered", None) => Verb::Passed,
        ("failed", None) => Verb::Failed,
        ("scored", None) => Verb::Scored,
        ("satisfied", None) => Verb::Satisfied,
        _ => Verb::Other,
    };
    let at = [text(value, "timestamp"), text(value, "stored")];
    let at = at.into_iter().find(|at| at.get(..10).and_then(day_of).is_some()).unwrap_or_default();
    let truth = |key: &str| result.get(key).and_then(Value::as_bool);
    let statement = Statement {
        at: at.chars().take(40).collect(),
        id: text(value, "id").to_lowercase(),
        verb,
        module,
        question,
        completion: truth("completion"),
        success: truth("success"),
        score: score(&result["score"]),
        response: result.get("response").and_then(Value::as_str).map(|said| said.chars().take(LONGEST).collect()),
        tries: tries(&result["extensions"]),
    };
    Ok(Found::Ours { course, who, statement })
}

/// Returns the course and module that a statement is about: by its own activity, or by those that an LMS groups it with, which
/// is how cmi5 names a unit by the id that its publisher gave it (Quartz, section 9.6.2.3).
fn about(object: &str, context: &Value, names: &CourseNames) -> Option<(String, Option<String>)> {
    let base = object.split_once("#question/").map_or(object, |(base, _)| base);
    let activities = &context["contextActivities"];
    let grouped = ["grouping", "parent"].into_iter().flat_map(|kind| match &activities[kind] {
        Value::Array(all) => all.iter().collect(),
        one @ Value::Object(_) => vec![one],
        _ => Vec::new(),
    });
    let ids = std::iter::once(base).chain(grouped.filter_map(|activity| activity.get("id")?.as_str()));
    let found: Vec<(&str, Option<&str>)> = ids.filter_map(|id| names.activity(id)).collect();
    let (course, module) = found.iter().find(|(_, module)| module.is_some()).or(found.first())?;
    Some(((*course).to_owned(), module.map(str::to_owned)))
}

/// Returns a score in whole per cents, rounded down.
fn score(score: &Value) -> Option<u8> {
    let number = |key: &str| score.get(key).and_then(Value::as_f64).filter(|number| number.is_finite());
    let part = match (number("scaled"), number("raw"), number("min").unwrap_or(0.0), number("max")) {
        (Some(scaled), ..) => scaled,
        (None, Some(raw), min, Some(max)) if max > min => (raw - min) / (max - min),
        (None, Some(raw), _, None) if (0.0..=100.0).contains(&raw) => raw / 100.0,
        _ => return None,
    };
    Some((part.clamp(0.0, 1.0) * 100.0 + 1e-9) as u8)
}

fn tries(extensions: &Value) -> Option<u32> {
    let (_, tries) = extensions.as_object()?.iter().find(|(key, _)| key.ends_with(TRIES))?;
    tries.as_u64().map(|tries| tries.min(MOST_TRIES)).and_then(|tries| u32::try_from(tries).ok())
}

#[cfg(test)]
mod tests {
    use super::score;
    use serde_json::json;

    #[test]
    fn a_score_is_per_cent_whatever_form_it_has() {
        let check = |given: serde_json::Value, percent: Option<u8>| assert_eq!(score(&given), percent, "{given}");
        check(json!({"scaled": 0.29, "raw": 7}), Some(29));
        check(json!({"scaled": -0.5}), Some(0));
        check(json!({"raw": 7, "min": 5, "max": 9}), Some(50));
        check(json!({"raw": 86.9}), Some(86));
        check(json!({"raw": 250}), None);
        check(json!({"raw": 7, "min": 5, "max": 5}), None);
        check(json!("86"), None);
    }
}
