//! A result that came in: whether it is one, and whose.

use crate::results::{self, Form, LearnerResult};
use serde_json::{Map, Value};

/// Reads a result file as a phone sends it: the whole message is one, its form is right, and its checksum. Nothing where
/// it is none.
pub(crate) fn read(bytes: &[u8]) -> Option<LearnerResult> {
    // Not a file with words around it, as a chat has them.
    serde_json::from_slice::<Map<String, Value>>(bytes).ok()?;
    results::read(bytes).ok().filter(|result| result.form == Form::File && result.whole)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn only_a_whole_result_is_one() {
        let cases: serde_json::Value = serde_json::from_str(include_str!("../../tests/fixtures/results.json")).unwrap();
        let file = cases["results"][0]["file"].to_string();
        assert_eq!(read(file.as_bytes()).unwrap().learner.id, "K3F9Q2MZ");
        for bad in [
            file.replace("\"score\":76", "\"score\":96"),
            file.replace("\"version\":1", "\"version\":2"),
            format!("Here it is: {file}"),
            format!("[{file}]"),
            cases["lines"][0]["text"].to_string(),
            file[..file.len() - 9].to_owned(),
        ] {
            assert_eq!(read(bad.as_bytes()), None, "{bad:.90}");
        }
    }
}
