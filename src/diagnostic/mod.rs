//! What an author is told.
//!
//! A diagnostic carries no sentence: it names a message of the locale files and its arguments, so that
//! every author can be told in their own language. `cli` turns it into text, the only place that does.

mod lints;

pub use lints::{Freedom, LINTS, Lint, codes_like, lint};

use crate::span::Span;
use std::collections::BTreeSet;

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The build goes on; under `--strict` it stops.
    Warning,
    /// The course cannot be built.
    Error,
}

/// A message of the locale files with what is to be put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The key under `diagnostics` in the locale files: `link/missing-lesson`, `hint/did-you-mean`.
    pub key: &'static str,
    /// Names and values of the placeholders.
    pub arguments: Vec<(&'static str, String)>,
}

impl Message {
    /// Returns the message `key` without arguments.
    pub fn new(key: &'static str) -> Self {
        Self { key, arguments: Vec::new() }
    }

    /// Adds the argument `name`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.arguments.push((name, value.to_string()));
        self
    }
}

/// One thing that is wrong or unwise in a library.
///
/// Invariant: `code` is also the key of its message; hints have keys of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable name, `area/problem`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where it is. A problem of a whole file stands at its start.
    pub span: Span,
    /// What is wrong.
    pub message: Message,
    /// Other places that explain it, each with a word.
    pub labels: Vec<(Span, Message)>,
    /// What to write instead.
    pub hints: Vec<Message>,
}

impl Diagnostic {
    /// Returns the error `code` at `span`.
    pub fn error(code: &'static str, span: Span) -> Self {
        Self::new(Severity::Error, code, span)
    }

    /// Returns the warning `code` at `span`.
    pub fn warning(code: &'static str, span: Span) -> Self {
        Self::new(Severity::Warning, code, span)
    }

    /// Returns what `lint` tells at `span`.
    pub fn of(lint: &Lint, span: Span) -> Self {
        Self::new(lint.severity, lint.code, span)
    }

    fn new(severity: Severity, code: &'static str, span: Span) -> Self {
        Self { code, severity, span, message: Message::new(code), labels: Vec::new(), hints: Vec::new() }
    }

    /// Adds an argument of the message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.message = self.message.with(name, value);
        self
    }

    /// Adds another place that explains the problem.
    #[must_use]
    pub fn label(mut self, span: Span, message: Message) -> Self {
        self.labels.push((span, message));
        self
    }

    /// Adds what to write instead.
    #[must_use]
    pub fn hint(mut self, message: Message) -> Self {
        self.hints.push(message);
        self
    }

    /// Adds "did you mean `nearest`?" where one of `known` is near to `word`, or several are as near; else "known
    /// are: …".
    #[must_use]
    pub fn hint_nearest<'a>(self, word: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        match nearest_words(word, &known, str::to_owned) {
            Some(nearest) => self.hint(Message::new("hint/did-you-mean").with("word", nearest)),
            None if known.is_empty() => self,
            None => self.hint(Message::new("hint/known-are").with("words", known.join("`, `"))),
        }
    }
}

/// A value, and what was found on the way to it.
#[derive(Debug, Clone)]
pub struct Diagnosed<T> {
    /// What was made; whole, as far as the input allowed.
    pub value: T,
    /// What is to be told.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Diagnosed<T> {
    /// Returns `value` with its diagnostics.
    pub fn new(value: T, diagnostics: Vec<Diagnostic>) -> Self {
        Self { value, diagnostics }
    }

    /// Moves the diagnostics to `all` and returns the value.
    pub fn into_value(self, all: &mut Vec<Diagnostic>) -> T {
        all.extend(self.diagnostics);
        self.value
    }
}

/// Tells whether there is an error among `diagnostics`.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Returns the one of `known` that `word` most likely meant: at most a third of its letters differ. Of several that are
/// as near it is the first.
pub fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    all_nearest(word, known).first().copied()
}

/// Returns what `word` most likely meant as the argument of `hint/did-you-mean`: one word, or "first`, `second" where
/// several are as near and do not have the same `meaning`.
pub fn nearest_words(word: &str, known: &[&str], meaning: impl Fn(&str) -> String) -> Option<String> {
    let mut meanings = BTreeSet::new();
    let mut near = all_nearest(word, known);
    near.retain(|word| meanings.insert(meaning(word)));
    (!near.is_empty()).then(|| near.join("`, `"))
}

fn all_nearest<'a>(word: &str, known: &[&'a str]) -> Vec<&'a str> {
    let word = word.to_lowercase();
    let allowed = (word.chars().count() / 3).max(1);
    let far = known.iter().map(|candidate| (edit_distance(&word, &candidate.to_lowercase()), *candidate));
    let near: Vec<(usize, &str)> = far.filter(|(distance, _)| *distance <= allowed).collect();
    let least = near.iter().map(|(distance, _)| *distance).min();
    near.into_iter().filter(|(distance, _)| Some(*distance) == least).map(|(_, candidate)| candidate).collect()
}

/// Returns how many letters must be put in, left out, changed or swapped with a neighbour
/// (optimal string alignment distance).
fn edit_distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    let mut previous_letter = None;
    for (row, letter) in left.chars().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in right.iter().enumerate() {
            let change = last[column] + usize::from(letter != *other);
            let mut best = change.min(last[column + 1] + 1).min(current[column] + 1);
            if column > 0 && previous_letter == Some(*other) && right[column - 1] == letter {
                best = best.min(before_last[column - 1] + 1);
            }
            current.push(best);
        }
        previous_letter = Some(letter);
        before_last = std::mem::replace(&mut last, current);
    }
    last[right.len()]
}

#[cfg(test)]
mod tests {
    use super::{nearest, nearest_words};

    #[test]
    fn the_nearest_word_is_found() {
        let known = ["title", "minutes", "objectives", "roles", "draft"];
        assert_eq!(nearest("minuts", &known), Some("minutes"));
        assert_eq!(nearest("tilte", &known), Some("title"));
        assert_eq!(nearest("author", &known), None);
        assert_eq!(nearest("", &known), None);
    }

    #[test]
    fn words_that_are_as_near_are_all_told_unless_they_mean_the_same() {
        let own = |word: &str| nearest_words(word, &["card", "cord", "corn"], str::to_owned);
        assert_eq!(own("cird").as_deref(), Some("card`, `cord"));
        assert_eq!(own("crad").as_deref(), Some("card"));
        assert_eq!(own("house"), None);
        assert_eq!(nearest_words("cird", &["card", "cord"], |_| "same".to_owned()).as_deref(), Some("card"));
    }
}
