//! In which form a state is kept, told by its text.

use crate::package::packed::{Unpacked, Unreadable, document, unpack};
use crate::render::Outline;
use serde_json::{Map, Value};

/// What a line of progress begins with (`docs/progress-file.md`).
const LINE: &str = "ALP1/";

/// A state in one of the forms that it is kept in.
#[derive(Debug, Clone, PartialEq)]
pub enum StoredState {
    /// Packed into bits: the suspend data of SCORM.
    Packed(String),
    /// Packed, in a line that a learner takes to another device: with its course.
    Line {
        /// The course.
        course: String,
        /// The packed state.
        packed: String,
    },
    /// The flat map of a course, as an LRS keeps it.
    Document(Map<String, Value>),
    /// A file with the flat maps of several courses, by their ids.
    File(Map<String, Value>),
}

impl StoredState {
    /// Reads the text of a state.
    ///
    /// # Errors
    /// When it is in no form that a state is kept in.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let quotes = |letter: char| letter.is_whitespace() || matches!(letter, '"' | '\'' | '\u{feff}');
        let text = text.trim_matches(quotes);
        if text.starts_with('{') {
            return document(text).ok_or(Unreadable::NotPacked);
        }
        let Some(line) = text.strip_prefix(LINE) else { return Ok(Self::Packed(text.to_owned())) };
        let line: String = line.split_whitespace().collect();
        match line.split('/').collect::<Vec<_>>().as_slice() {
            [course, _lang, _version, packed, _check] => {
                Ok(Self::Line { course: (*course).to_owned(), packed: (*packed).to_owned() })
            }
            _ => Err(Unreadable::NotPacked),
        }
    }

    /// Returns the course that the state itself names.
    pub fn course(&self) -> Option<&str> {
        match self {
            Self::Line { course, .. } => Some(course),
            Self::File(courses) if courses.len() == 1 => courses.keys().next().map(String::as_str),
            Self::Packed(_) | Self::Document(_) | Self::File(_) => None,
        }
    }

    /// Returns what it says of the course of `outline`.
    ///
    /// # Errors
    /// When it says nothing of it.
    pub fn unpack(&self, outline: &Outline) -> Result<Unpacked, Unreadable> {
        match self {
            Self::Packed(packed) => unpack(outline, packed),
            Self::Line { course, packed } if *course == outline.course => unpack(outline, packed),
            Self::Document(map) => Ok(document::read(outline, map)),
            Self::File(courses) => match courses.get(&outline.course) {
                Some(Value::Object(map)) => Ok(document::read(outline, map)),
                _ => Err(Unreadable::OtherCourse),
            },
            Self::Line { .. } => Err(Unreadable::OtherCourse),
        }
    }
}

fn document(text: &str) -> Option<StoredState> {
    let Ok(Value::Object(mut found)) = serde_json::from_str(text) else { return None };
    let mut inner = |key: &str| match found.remove(key) {
        Some(Value::Object(inner)) => Some(inner),
        _ => None,
    };
    if let Some(courses) = inner("courses") {
        return Some(StoredState::File(courses));
    }
    if let Some(state) = inner("state") {
        return Some(StoredState::Document(state));
    }
    found.keys().any(|key| key.contains(':')).then_some(StoredState::Document(found))
}

#[cfg(test)]
mod tests {
    use super::StoredState;
    use crate::package::fixture::packing_vectors;
    use crate::package::packed::Unreadable;
    use proptest::prelude::{any, proptest};

    #[test]
    fn every_form_says_the_same() {
        for (outline, vector) in packing_vectors() {
            for kept in vector["states"].as_array().unwrap().iter().filter(|kept| kept.get("back").is_none()) {
                let (packed, state) = (kept["packed"].as_str().unwrap(), &kept["state"]);
                let wanted = StoredState::read(packed).unwrap().unpack(&outline).unwrap().state;
                let line = format!("ALP1/{}/mn/1.0.0/{packed}/1i2betd", outline.course);
                let document = format!("{{\"alforja\": 1, \"state\": {state}}}");
                let file = format!("{{\"courses\": {{\"{}\": {state}, \"other\": {{}}}}}}", outline.course);
                for form in [format!(" \"{packed}\"\n"), line, document, file] {
                    let said = StoredState::read(&form).unwrap().unpack(&outline).unwrap();
                    assert_eq!(said.state, wanted, "{form}");
                }
            }
        }
    }

    #[test]
    fn a_state_of_another_course_is_told() {
        let (outline, _) = packing_vectors().swap_remove(1);
        let why = |text: &str| StoredState::read(text).and_then(|state| state.unpack(&outline)).err();
        assert_eq!(why("ALP1/other/mn/1.0.0/ARydxQA/1i2betd"), Some(Unreadable::OtherCourse));
        assert_eq!(why("{\"courses\": {\"other\": {}}}"), Some(Unreadable::OtherCourse));
        assert_eq!(why("ALP1/half"), Some(Unreadable::NotPacked));
        assert_eq!(why("{\"a\": 1}"), Some(Unreadable::NotPacked));
        assert_eq!(why("{\"state\": 1"), Some(Unreadable::NotPacked));
    }

    #[test]
    fn any_text_is_read_without_a_panic() {
        let vectors = packing_vectors();
        proptest!(|(text in any::<String>(), key in "[lqzf]:[a-z/]{0,9}", value in "[0-9{}\\[\\]\",:a-z]{0,30}")| {
            for text in [text, format!("ALP1/{key}/{value}"), format!("{{\"{key}\": {value}}}")] {
                let Ok(state) = StoredState::read(&text) else { continue };
                for (outline, _) in &vectors {
                    drop(state.unpack(outline));
                }
            }
        });
    }
}
