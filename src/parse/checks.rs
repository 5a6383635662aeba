//! `checks:` of `alforja.yaml` and `course.yaml`: how much what is told matters here.

use crate::diagnostic::{Diagnostic, Freedom, Message, Severity, codes_like, lint};
use crate::model::{Checks, Weight};
use crate::parse::fields::{Fields, write};
use crate::parse::keys::{Key, Kind, key};
use crate::parse::yaml::{Entry, Value};
use crate::span::Spanned;

/// The key `checks`.
pub(crate) const KEY: Key = key("checks", EXAMPLE, Kind::ByCode(WEIGHTS));

const WEIGHTS: &[&str] = &[Weight::ALL[0].name(), Weight::ALL[1].name(), Weight::ALL[2].name()];

const EXAMPLE: &str = "checks: {film/no-captions: error, file/unused: off}";

/// Returns what the key `checks` of these fields says.
pub(crate) fn checks(fields: &Fields<'_>, all: &mut Vec<Diagnostic>) -> Checks {
    let mut checks = Checks::default();
    let Some(node) = fields.node("checks") else { return checks };
    let Value::Mapping(entries) = &node.value else {
        all.push(Diagnostic::error("yaml/not-mapping", node.span).hint(write(EXAMPLE)));
        return checks;
    };
    for Entry { key, value } in entries {
        let Some(lint) = lint(key.value.trim()) else {
            all.push(unknown(key));
            continue;
        };
        let written = match &value.value {
            Value::Scalar(text) => text.trim(),
            _ => "",
        };
        let Some(weight) = Weight::ALL.into_iter().find(|weight| weight.name() == written) else {
            let wrong = Diagnostic::error("yaml/not-a-choice", value.span).with("key", &key.value);
            all.push(wrong.hint_nearest(written, Weight::ALL.map(Weight::name)));
            continue;
        };
        if lint.freedom == Freedom::Held && lint.severity == Severity::Error && weight != Weight::Error {
            all.push(Diagnostic::warning("checks/held", key.span).with("code", lint.code));
            continue;
        }
        if checks.0.insert(lint.code, weight).is_some() {
            all.push(Diagnostic::error("yaml/duplicate-key", key.span).with("key", &key.value));
        }
    }
    checks
}

/// Tells of a code that there is not, with those that were most likely meant.
fn unknown(key: &Spanned<String>) -> Diagnostic {
    let told = Diagnostic::error("checks/unknown-code", key.span).with("code", &key.value);
    match codes_like(&key.value).join("`, `") {
        near if near.is_empty() => told.hint(Message::new("hint/all-codes")),
        near => told.hint(Message::new("hint/did-you-mean").with("word", near)),
    }
}
