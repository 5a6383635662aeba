//! What phones send: bounded, and read strictly.

use crate::results::one_line;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// So many bytes a message takes at most that says who joins.
pub(crate) const MOST_OF_JOIN: usize = 16 * 1024;
/// So many bytes one takes that says what a learner did.
pub(crate) const MOST_OF_STATE: usize = 128 * 1024;
/// So many bytes one takes that asks how it stands.
pub(crate) const MOST_OF_QUESTION: usize = 64;
/// So many bytes a result takes.
pub(crate) const MOST_OF_RESULT: usize = 2 * 1024 * 1024;
/// So many keys a learner's state has in a course.
pub(crate) const MOST_KEYS: usize = 4_000;
/// So many UTF-16 units a line has that a learner types.
const MOST_OF_LINE: usize = 200;
/// So many learner fields there are.
const MOST_FIELDS: usize = 40;

/// Somebody joins, or goes on with another phone.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Join {
    pub(crate) pin: String,
    /// The token that the phone made for itself.
    pub(crate) phone: String,
    /// The learner's code, where they go on.
    #[serde(default)]
    pub(crate) code: Option<String>,
    #[serde(default)]
    name: String,
    #[serde(default)]
    fields: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) words: bool,
    /// The id that results from this phone had before.
    #[serde(default)]
    pub(crate) learner: Option<String>,
}

/// A learner did something.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct State {
    pub(crate) number: u64,
    pub(crate) course: String,
    pub(crate) lang: String,
    pub(crate) patch: Map<String, Value>,
}

impl Join {
    /// Reads a message; nothing where it is none.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let join: Self = serde_json::from_slice(bytes).ok()?;
        let is_token =
            (22..=64).contains(&join.phone.len()) && join.phone.bytes().all(|byte| byte.is_ascii_alphanumeric());
        is_token.then_some(join)
    }

    /// Returns the learner's name: what they typed, else what the library calls their name, else the first answer.
    pub(crate) fn name(&self) -> Option<String> {
        let fields = self.fields();
        let named = [Some(line(&self.name)), fields.get("name").cloned(), fields.values().next().cloned()];
        named.into_iter().flatten().find(|name| !name.is_empty())
    }

    /// Returns the answers to what the library asks, without those that are empty.
    pub(crate) fn fields(&self) -> BTreeMap<String, String> {
        let is_id = |id: &str| {
            (1..=60).contains(&id.len())
                && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte))
        };
        let fields = self.fields.iter().filter(|(id, _)| is_id(id)).map(|(id, answer)| (id.clone(), line(answer)));
        fields.filter(|(_, answer)| !answer.is_empty()).take(MOST_FIELDS).collect()
    }
}

impl State {
    /// Reads a message; nothing where it is none, or holds what no page writes.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let state: Self = serde_json::from_slice(bytes).ok()?;
        let is_sound = state.number > 0 && state.patch.iter().all(|(key, value)| is_key(key) && is_value(value));
        (is_sound && !state.patch.is_empty()).then_some(state)
    }
}

/// Tells whether the player keeps something under a key (`player/state.js`).
fn is_key(key: &str) -> bool {
    let names = ["last", "lang", "v", "day", "done", "first", "role"];
    let kinds = ["l:", "q:", "z:", "f:", "m:"];
    key.len() <= 400 && (names.contains(&key) || kinds.iter().any(|kind| key.starts_with(kind)))
}

/// Tells whether a value is one that the player keeps: words, numbers, and short lists of them.
fn is_value(value: &Value) -> bool {
    fn is_shallow(value: &Value, deep: usize) -> bool {
        match value {
            Value::Null | Value::Bool(_) | Value::Number(_) => true,
            Value::String(text) => text.len() <= 40_000,
            Value::Array(items) => {
                deep > 0 && items.len() <= 400 && items.iter().all(|item| is_shallow(item, deep - 1))
            }
            Value::Object(items) => {
                deep > 0 && items.len() <= 40 && items.values().all(|item| is_shallow(item, deep - 1))
            }
        }
    }
    is_shallow(value, 5)
}

/// Returns one line of text of what was typed (docs/result-file.md), at most 200 UTF-16 units.
pub(crate) fn line(typed: &str) -> String {
    let mut units = 0;
    let within = |sign: &char| {
        units += sign.len_utf16();
        units <= MOST_OF_LINE
    };
    one_line(typed).chars().take_while(within).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Join, State, line};

    #[test]
    fn what_is_typed_becomes_one_line() {
        assert_eq!(line("  Бат\u{0}\n\tЭрдэнэ\u{a0} "), "Бат Эрдэнэ");
        assert_eq!(line(&"я".repeat(300)).chars().count(), 200);
        assert_eq!(line("e\u{301}"), "é");
    }

    #[test]
    fn only_what_a_page_sends_is_read() {
        let token = "A".repeat(26);
        let join = |rest: &str| Join::read(format!("{{\"pin\":\"1\",\"phone\":\"{token}\"{rest}}}").as_bytes());
        let named = join(",\"fields\":{\"group\":\" 3 \",\"name\":\"Ана\",\"Bad id\":\"x\"}").unwrap();
        assert_eq!(named.name().as_deref(), Some("Ана"));
        assert_eq!(named.fields().len(), 2);
        assert_eq!(join("").unwrap().name(), None);
        assert!(join(",\"more\":1").is_none());
        assert!(Join::read(b"{\"pin\":\"1\",\"phone\":\"short\"}").is_none());
        let state = |patch: &str| {
            State::read(format!("{{\"number\":1,\"course\":\"c\",\"lang\":\"mn\",\"patch\":{patch}}}").as_bytes())
        };
        assert!(state("{\"q:a\":{\"a\":[1,2],\"n\":1,\"p\":0.5,\"d\":1},\"l:x\":2,\"last\":\"x\"}").is_some());
        for bad in ["{}", "[]", "{\"x\":1}", "{\"q:a\":[[[[[[1]]]]]]}", "{\"q:a\":1", "null"] {
            assert!(state(bad).is_none(), "{bad}");
        }
        let long = format!("{{\"f:a\":\"{}\"}}", "x".repeat(50_000));
        assert!(state(&long).is_none());
    }
}
