//! Who completed what, as statements that an LRS takes (Experience API 1.0.3, part 2): one JSON object a line.
//!
//! A statement's id is made of what it says, so that an LRS takes the same only once. What only a platform says is not told to
//! an LRS again.

use crate::fingerprint::Fingerprint;
use crate::lrs::Outgoing;
use crate::report::summary::{State, Summary};
use crate::report::words::Reader;
use crate::results::{Form, day_text};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What the library and its courses are called in every LRS.
#[derive(Debug, Clone, Copy)]
pub struct ActivityNames<'a> {
    /// Where the learners' accounts are: the library's address.
    pub home: &'a str,
    /// The IRI of each course, by its id.
    pub courses: &'a BTreeMap<String, String>,
}

const VERBS: &str = "http://adlnet.gov/expapi/verbs/";
const COURSE: &str = "http://adlnet.gov/expapi/activities/course";

/// Returns a statement for every course that somebody completed. Learners are accounts of the library's address, by their
/// ids.
pub(super) fn statements(summary: &Summary, reader: Reader<'_>, names: ActivityNames<'_>) -> Vec<Outgoing> {
    let mut all = Vec::new();
    for (person, courses) in summary.people.iter().zip(&summary.held) {
        for (course, held) in courses.iter().filter(|(_, held)| held.state == State::Completed) {
            let entry = &summary.entries[held.entry];
            if entry.form == Form::Platform {
                continue;
            }
            let (Some(day), Some(activity)) = (entry.day(), names.courses.get(course)) else { continue };
            let mut result = json!({"completion": true, "success": entry.standing.passed});
            if let Some(score) = entry.standing.score {
                let scaled = f64::from(score) / 100.0;
                result["score"] = json!({"scaled": scaled, "raw": score, "min": 0, "max": 100});
            }
            let definition = json!({"type": COURSE, "name": {reader.catalog.lang().as_str(): reader.course(course)}});
            let mut statement = json!({
                "actor": {"objectType": "Agent", "account": {"homePage": names.home, "name": person.reference()}},
                "verb": {"id": format!("{VERBS}completed"), "display": {"en": "completed"}},
                "object": {"objectType": "Activity", "id": activity, "definition": definition},
                "result": result,
                "timestamp": format!("{}T00:00:00Z", day_text(day)),
            });
            if !person.name.is_empty() {
                statement["actor"]["name"] = json!(person.name);
            }
            let id = id(&statement);
            statement["id"] = json!(id);
            all.push(Outgoing { id, json: statement.to_string() });
        }
    }
    all
}

/// Returns a UUID of version 8 made of what is said (RFC 9562, section 5.8).
fn id(statement: &Value) -> String {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&Fingerprint::of(statement.to_string().as_bytes()).bytes()[..16]);
    bytes[6] = 0x80 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
