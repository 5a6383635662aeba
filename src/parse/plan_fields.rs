//! The fields of a plan.

use crate::diagnostic::{Diagnostic, Message};
use crate::model::{Field, FieldKind, Inline};
use crate::parse::builder::Builder;
use crate::parse::frame::Kind;
use crate::parse::gap_text::{split_unescaped, unescaped};
use crate::span::Span;

/// How many lines a field may have.
const MOST_LINES: u8 = 40;

/// The fields that a plan knows.
const FIELDS: &[&str] = &["text", "lines=4", "date", "number", "choice: a|b", "sum"];

impl Builder<'_> {
    /// Takes the field `[[inside]]` at `span`.
    pub(super) fn field(&mut self, inside: &str, span: Span, end: usize) {
        let kind = field_kind(inside).unwrap_or_else(|problem| {
            self.said.push(match problem {
                FieldProblem::Unknown => {
                    let word = inside.split(['=', ':']).next().unwrap_or("").trim();
                    Diagnostic::error("field/unknown", span)
                        .with("field", word)
                        .hint_nearest(word, FIELDS.iter().copied())
                }
                FieldProblem::Lines => Diagnostic::error("field/lines", span)
                    .with("most", MOST_LINES)
                    .hint(Message::new("hint/write").with("example", "[[lines=4]]")),
                FieldProblem::Choice => Diagnostic::error("field/choice", span)
                    .hint(Message::new("hint/write").with("example", "[[choice: yes|no]]")),
            });
            FieldKind::Text
        });
        let in_table = self.frames.iter().any(|frame| matches!(frame.kind, Kind::Cell));
        if matches!(kind, FieldKind::Sum) && !in_table {
            let outside = Diagnostic::warning("field/sum-outside-table", span);
            self.said.push(outside.hint(Message::new("hint/sum-in-table")));
        }
        let number = self.next_field();
        self.inline(Inline::Field(Box::new(Field { number, kind, span })), end);
    }
}

/// What is wrong with a field.
enum FieldProblem {
    Unknown,
    Lines,
    Choice,
}

fn field_kind(inside: &str) -> Result<FieldKind, FieldProblem> {
    let inside = inside.trim();
    match inside {
        "text" => return Ok(FieldKind::Text),
        "date" => return Ok(FieldKind::Date),
        "number" => return Ok(FieldKind::Number),
        "sum" => return Ok(FieldKind::Sum),
        _ => {}
    }
    if let Some(lines) = inside.strip_prefix("lines").and_then(|rest| rest.trim_start().strip_prefix('=')) {
        let lines = lines.trim().parse().ok().filter(|lines| (1..=MOST_LINES).contains(lines));
        return lines.map(FieldKind::Lines).ok_or(FieldProblem::Lines);
    }
    let Some(list) = inside.strip_prefix("choice").and_then(|rest| rest.trim_start().strip_prefix(':')) else {
        return Err(if inside == "choice" { FieldProblem::Choice } else { FieldProblem::Unknown });
    };
    let options: Vec<String> = split_unescaped(list, '|').into_iter().map(unescaped).collect();
    let sound = options.len() > 1 && options.iter().all(|option| !option.is_empty());
    if sound { Ok(FieldKind::Choice(options)) } else { Err(FieldProblem::Choice) }
}
