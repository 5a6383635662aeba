//! Code with its parts marked, kept by (language, code): an eleven-line block costs as much as a page.
//!
//! Few classes and no nesting, so that a page stays small: `c` comment, `s` string, `n` number or constant,
//! `k` keyword, `f` name of a function or tag, `t` type.

use crate::render::html::{Markup, escape};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

/// A language and a text in it.
type Code = (Box<str>, Box<str>);

/// The lines of a text, marked.
type Lines = Arc<Vec<Markup>>;

/// Marks the parts of code and remembers what it has marked.
#[derive(Default)]
pub(crate) struct Highlighter {
    syntaxes: Mutex<Option<Arc<SyntaxSet>>>,
    known: Mutex<BTreeMap<Code, Lines>>,
}

impl Highlighter {
    /// Returns the lines of `code`, marked where `language` is known.
    pub(crate) fn lines(&self, language: Option<&str>, code: &str) -> Lines {
        let Some(language) = language else { return Arc::new(plain(code)) };
        let key = (Box::from(language), Box::from(code));
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        known.unwrap_or_else(|| {
            let syntaxes = self.syntaxes();
            let lines = match syntaxes.find_syntax_by_token(language) {
                Some(syntax) => marked(&syntaxes, syntax, code),
                None => plain(code),
            };
            let lines = Arc::new(lines);
            self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&lines));
            lines
        })
    }

    fn syntaxes(&self) -> Arc<SyntaxSet> {
        let mut syntaxes = self.syntaxes.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(syntaxes.get_or_insert_with(|| Arc::new(SyntaxSet::load_defaults_newlines())))
    }
}

fn plain(code: &str) -> Vec<Markup> {
    code.lines()
        .map(|line| {
            let mut markup = String::new();
            escape(line, &mut markup);
            Markup(markup)
        })
        .collect()
}

fn marked(syntaxes: &SyntaxSet, syntax: &SyntaxReference, code: &str) -> Vec<Markup> {
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let classes = classes();
    let mut lines = Vec::new();
    for line in code.split_inclusive('\n') {
        let Ok(changes) = state.parse_line(line, syntaxes) else { return plain(code) };
        let mut runs: Vec<(Option<&'static str>, &str)> = Vec::new();
        let mut start = 0;
        for (at, change) in &changes {
            push_run(&mut runs, class_of(&stack, &classes), &line[start..*at]);
            start = *at;
            if stack.apply(change).is_err() {
                return plain(code);
            }
        }
        push_run(&mut runs, class_of(&stack, &classes), &line[start..]);
        lines.push(line_of(&runs));
    }
    lines
}

fn push_run<'a>(runs: &mut Vec<(Option<&'static str>, &'a str)>, class: Option<&'static str>, words: &'a str) {
    let words = words.trim_end_matches(['\n', '\r']);
    if !words.is_empty() {
        runs.push((class, words));
    }
}

fn line_of(runs: &[(Option<&'static str>, &str)]) -> Markup {
    let mut markup = String::new();
    let mut open = None;
    for (class, words) in runs {
        // Spaces take the class of what stands before them: fewer elements.
        let class = if words.trim().is_empty() { open } else { *class };
        if class != open {
            if open.is_some() {
                markup.push_str("</span>");
            }
            if let Some(class) = class {
                markup.push_str("<span class=\"");
                markup.push_str(class);
                markup.push_str("\">");
            }
            open = class;
        }
        escape(words, &mut markup);
    }
    if open.is_some() {
        markup.push_str("</span>");
    }
    Markup(markup)
}

fn classes() -> Vec<(Scope, &'static str)> {
    const TABLE: &[(&str, &str)] = &[
        ("comment", "c"),
        ("string", "s"),
        ("constant", "n"),
        ("keyword.operator", ""),
        ("keyword", "k"),
        ("storage", "k"),
        ("entity.name", "f"),
        ("support.function", "f"),
        ("entity.other.attribute-name", "t"),
        ("support.type", "t"),
    ];
    TABLE.iter().filter_map(|(name, class)| Some((Scope::new(name).ok()?, *class))).collect()
}

fn class_of(stack: &ScopeStack, classes: &[(Scope, &'static str)]) -> Option<&'static str> {
    let found = stack
        .as_slice()
        .iter()
        .rev()
        .find_map(|scope| classes.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class));
    found.filter(|class| !class.is_empty())
}

#[cfg(test)]
mod tests {
    use super::Highlighter;

    fn check(language: Option<&str>, code: &str, expected: &[&str]) {
        let lines = Highlighter::default().lines(language, code);
        let lines: Vec<&str> = lines.iter().map(|line| line.0.as_str()).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn parts_of_code_are_marked_line_by_line() {
        check(
            Some("python"),
            "# sum\nx = 1 < 2\n",
            &["<span class=\"c\"># sum</span>", "x = <span class=\"n\">1 </span>&lt; <span class=\"n\">2</span>"],
        );
        check(Some("no-such"), "a < b", &["a &lt; b"]);
        check(None, "", &[]);
    }
}
