//! A result that came in: whether it is one, and whose.

use serde_json::Value;

/// What a class needs to know of a result.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Received {
    pub(crate) course: String,
    pub(crate) lang: String,
    pub(crate) learner: String,
    pub(crate) completed: bool,
    pub(crate) passed: bool,
    pub(crate) score: Option<u8>,
    /// What tells it from others.
    pub(crate) checksum: String,
}

/// Reads a result file; nothing where it is none.
pub(crate) fn read(bytes: &[u8]) -> Option<Received> {
    let file: Value = serde_json::from_slice(bytes).ok()?;
    let text = |pointer: &str| file.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    let is_ours = text("/format")? == "alforja-result" && file.get("version")? == 1;
    let score = match file.get("score")? {
        Value::Null => None,
        score => Some(u8::try_from(score.as_u64()?).ok().filter(|score| *score <= 100)?),
    };
    is_ours.then_some(Received {
        course: text("/course/id")?,
        lang: text("/course/language")?,
        learner: text("/learner/id")?,
        completed: file.get("completed")?.as_bool()?,
        passed: file.get("passed")?.as_bool()?,
        score,
        checksum: text("/checksum")?,
    })
}
