//! Words → the bytes that stand for them at a unit's place.

use crate::parse::fences::front_matter_range;
use crate::parse::units::{Unit, UnitKind};
use crate::parse::yaml::{self, Value};
use crate::span::{FileId, Spanned};
use std::ops::Range;

/// The text in which a unit stands, for what it is written like.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The text.
    pub text: &'a str,
    /// The unit.
    pub unit: &'a Unit,
}

/// Returns `text` with other bytes at some ranges, which are in order and apart.
pub fn replaced(text: &str, changes: &[(Range<usize>, String)]) -> String {
    let mut whole = String::with_capacity(text.len() + 64);
    let mut done = 0;
    for (range, bytes) in changes {
        if range.start < done {
            continue;
        }
        whole.push_str(&text[done..range.start]);
        whole.push_str(bytes);
        done = range.end;
    }
    whole.push_str(&text[done..]);
    whole
}

/// Returns the bytes that say `words` at `place`.
pub fn written(place: Place<'_>, words: &str) -> String {
    let words = words.trim();
    let line_end = if place.text.contains("\r\n") { "\r\n" } else { "\n" };
    match place.unit.kind {
        UnitKind::Title | UnitKind::Summary | UnitKind::Objective if place.is_in_block_scalar() => one_line(words),
        UnitKind::Title | UnitKind::Summary | UnitKind::Objective => yaml_scalar(&one_line(words)),
        UnitKind::Attribute => format!("\"{}\"", one_line(words).replace('"', "”").replace(['{', '}'], "")),
        UnitKind::Cell | UnitKind::Answer if place.is_in_row() => bars_escaped(&one_line(words)),
        _ => {
            let lines: Vec<&str> = words.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect();
            lines.join(&format!("{line_end}{}", place.unit.prefix))
        }
    }
}

impl Place<'_> {
    /// Tells whether the unit's lines stand below `>` or `|` (YAML 1.2.2, section 8.1): there nothing is quoted.
    fn is_in_block_scalar(&self) -> bool {
        let before = &self.text[..self.unit.range.start];
        let head = before.trim_end();
        let line = head.rsplit('\n').next().unwrap_or("");
        let mark = line.trim_end_matches(|letter: char| matches!(letter, '-' | '+') || letter.is_ascii_digit());
        before[head.len()..].contains('\n') && mark.ends_with(['>', '|'])
    }

    /// Tells whether the unit stands in a row of a table.
    fn is_in_row(&self) -> bool {
        let (before, after) = (&self.text[..self.unit.range.start], &self.text[self.unit.range.end..]);
        let before = before.rsplit('\n').next().unwrap_or("").trim_end();
        let after = after.split('\n').next().unwrap_or("").trim();
        before.ends_with('|') || after.starts_with('|')
    }
}

fn one_line(words: &str) -> String {
    words.replace("\\\n", " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the words of a cell: a bar in them would end it.
fn bars_escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    let mut escaped = false;
    for letter in words.chars() {
        if letter == '|' && !escaped {
            text.push('\\');
        }
        escaped = letter == '\\' && !escaped;
        text.push(letter);
    }
    text
}

/// Returns a text as YAML reads it back, in quotation marks where it needs them (YAML 1.2.2, sections 7.3.1 and 7.3.3).
fn yaml_scalar(text: &str) -> String {
    const SIGNS: &[char] =
        &[':', '#', ',', '[', ']', '{', '}', '"', '\'', '\\', '`', '|', '>', '&', '*', '!', '%', '@', '\t'];
    let plain = text.chars().next().is_some_and(char::is_alphabetic)
        && !text.contains(SIGNS)
        && !text.chars().any(char::is_control)
        && !matches!(text.to_lowercase().as_str(), "null" | "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n");
    if plain {
        return text.to_owned();
    }
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => quoted.push(' '),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// The key in the head of a text that says which source it was translated from.
const RECORD_KEY: &str = "translated-from";

/// Returns `text` with `record` as what it was translated from. All else keeps its bytes.
pub fn with_record(text: &str, record: &str) -> String {
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let Ok(Some((yaml, _))) = front_matter_range(text) else {
        return format!("---{line_end}{RECORD_KEY}: {record}{line_end}---{line_end}{text}");
    };
    match recorded(text, yaml.clone()) {
        Some(old) => replaced(text, &[(old.span.range(), record.to_owned())]),
        None => {
            let broken = !yaml.is_empty() && !text[..yaml.end].ends_with('\n');
            let before = if broken { line_end } else { "" };
            replaced(text, &[(yaml.end..yaml.end, format!("{before}{RECORD_KEY}: {record}{line_end}"))])
        }
    }
}

/// Returns what a text says that it was translated from (`translated-from` in its head).
pub fn record_of(text: &str) -> Option<String> {
    let (yaml, body) = front_matter_range(text).ok()??;
    if !text[..body].contains(RECORD_KEY) {
        return None;
    }
    recorded(text, yaml).map(|record| record.value)
}

fn recorded(text: &str, yaml: Range<usize>) -> Option<Spanned<String>> {
    let node = yaml::read(FileId(0), text, yaml).ok()?;
    let Value::Mapping(entries) = node.value else { return None };
    let entry = entries.into_iter().find(|entry| entry.key.value == RECORD_KEY)?;
    match entry.value.value {
        Value::Scalar(record) => Some(Spanned::new(record, entry.value.span)),
        _ => None,
    }
}
