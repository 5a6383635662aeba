//! What stands in `[[…]]`: a gap of a question, or a field of a plan.

use crate::diagnostic::{Diagnostic, Message};
use crate::model::{ContainerKind, Field, FieldKind, Gap, GapOption, Inline, NumberRange};
use crate::parse::builder::Builder;
use crate::parse::frame::Kind;
use crate::parse::numbers::{NumberSigns, add, compare, number};
use crate::span::Span;
use std::cmp::Ordering;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// How many lines a field may have.
const MOST_LINES: u8 = 40;

/// The fields that a plan knows.
const FIELDS: &[&str] = &["text", "lines=4", "date", "number", "choice: a|b", "sum"];

/// Where a `[[…]]` stands.
enum GapPlace {
    Question,
    Plan,
    Nowhere,
}

impl Builder<'_> {
    /// Takes the `[[…]]` at `range`.
    pub(super) fn gap(&mut self, range: Range<usize>) {
        let source = self.source;
        let written = source.get(range.clone()).unwrap_or("");
        let picture = written.starts_with('!');
        let inside = written.trim_start_matches('!').strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
        let place = self.gap_place();
        let span = self.span(range.clone());
        let Some(inside) = inside.filter(|_| !matches!(place, GapPlace::Nowhere)) else {
            self.outside_gap(written, span, range);
            return;
        };
        if picture {
            self.text("!", range.start..range.start + 1);
        }
        let in_cell = self.frames.iter().any(|frame| matches!(frame.kind, Kind::Cell));
        let inside = if in_cell { inside.replace("\\|", "|") } else { inside.to_owned() };
        match place {
            GapPlace::Plan => self.field(&inside, span, range.end),
            _ => self.question_gap(&inside, span, range.end),
        }
    }

    fn outside_gap(&mut self, written: &str, span: Span, range: Range<usize>) {
        self.said.push(Diagnostic::warning("gap/outside", span).hint(Message::new("hint/gap-outside")));
        self.text(written, range);
    }

    /// Tells whether a `[[…]]` here is a gap or a field.
    pub(super) fn gaps_here(&self) -> bool {
        !matches!(self.gap_place(), GapPlace::Nowhere)
    }

    /// Says that `[[` in the words at `range` has no `]]`, where gaps can stand.
    pub(super) fn unclosed_gap(&mut self, range: Range<usize>) {
        let at = self.source.get(range.clone()).and_then(|words| words.find("[["));
        if let Some(at) = at.filter(|_| self.gaps_here()) {
            let start = range.start + at;
            let unclosed = Diagnostic::error("gap/unclosed", self.span(start..start + 2));
            self.said.push(unclosed.hint(Message::new("hint/write").with("example", "[[answer]]")));
        }
    }

    fn gap_place(&self) -> GapPlace {
        for frame in self.frames.iter().rev() {
            match &frame.kind {
                Kind::Quiz(quiz) if quiz.gaps.is_empty() => return GapPlace::Nowhere,
                Kind::Quiz(_) => return GapPlace::Question,
                Kind::Part(..) | Kind::Link { .. } | Kind::Image { .. } => return GapPlace::Nowhere,
                Kind::Container(open) => match open.kind {
                    ContainerKind::Plan { .. } => return GapPlace::Plan,
                    ContainerKind::Details { .. } | ContainerKind::Figure(_) | ContainerKind::Passage(_) => {}
                    _ => return GapPlace::Nowhere,
                },
                _ => {}
            }
        }
        GapPlace::Nowhere
    }

    fn question_gap(&mut self, inside: &str, span: Span, end: usize) {
        let catalog = self.input.catalogs.get(self.input.lang);
        let signs = NumberSigns { decimal: catalog.decimal(), group: catalog.group() };
        let gap = gap(inside, signs).unwrap_or_else(|problem| {
            self.said.push(problem.at(span, inside));
            Gap::Text(vec![unescaped(inside)])
        });
        let quiz = self.frames.iter_mut().rev().find_map(|frame| match &mut frame.kind {
            Kind::Quiz(quiz) => quiz.gaps.last_mut(),
            _ => None,
        });
        if let Some(gaps) = quiz {
            let index = u32::try_from(gaps.len()).unwrap_or(u32::MAX);
            gaps.push(gap);
            self.inline(Inline::Gap(index), end);
        }
    }

    fn field(&mut self, inside: &str, span: Span, end: usize) {
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
        let number = self.next_field();
        self.inline(Inline::Field(Field { number, kind, span }), end);
    }

    /// Opens the list of gaps of the question whose heading begins.
    pub(super) fn open_question(&mut self) {
        self.end_of_question();
        if let Kind::Quiz(quiz) = &mut self.top().kind {
            quiz.gaps.push(Vec::new());
            quiz.gaps_counted = 0;
        }
    }

    fn end_of_question(&mut self) {
        if matches!(self.top().kind, Kind::Quiz(_)) {
            self.flush_inlines();
            self.close_block_tags();
        }
    }

    /// Takes back the list of gaps of a heading that is no question.
    pub(super) fn drop_question(&mut self) {
        if let Kind::Quiz(quiz) = &mut self.top().kind {
            quiz.gaps.pop();
        }
    }
}

/// What is wrong with a gap.
#[derive(Debug, PartialEq, Eq)]
enum GapProblem {
    Empty,
    EmptyAlternative,
    BadNumber,
    TurnedRange,
    AllRight,
}

impl GapProblem {
    fn at(self, span: Span, inside: &str) -> Diagnostic {
        let write = |text: &str| Message::new("hint/write").with("example", text);
        match self {
            Self::Empty => Diagnostic::error("gap/empty", span).hint(write("[[answer]]")),
            Self::EmptyAlternative => {
                Diagnostic::error("gap/empty-alternative", span).hint(write("[[answer|another spelling]]"))
            }
            Self::BadNumber => Diagnostic::error("gap/bad-number", span)
                .with("text", inside.trim())
                .hint(Message::new("hint/number-gap")),
            Self::TurnedRange => {
                Diagnostic::error("gap/turned-range", span).with("text", inside.trim()).hint(write("[[10..20]]"))
            }
            Self::AllRight => Diagnostic::error("gap/all-right", span).hint(write("[[(right)|wrong|wrong]]")),
        }
    }
}

/// Returns the gap that stands between `[[` and `]]`.
fn gap(inside: &str, signs: NumberSigns<'_>) -> Result<Gap, GapProblem> {
    if inside.trim().is_empty() {
        return Err(GapProblem::Empty);
    }
    let alternatives = split_unescaped(inside, '|');
    if alternatives.iter().any(|alternative| alternative.trim().is_empty()) {
        return Err(GapProblem::EmptyAlternative);
    }
    if let [single] = alternatives.as_slice() {
        return match number_range(single, signs)? {
            Some(range) => Ok(Gap::Number(range)),
            None => Ok(Gap::Text(vec![unescaped(single)])),
        };
    }
    let options: Vec<GapOption> = alternatives.iter().map(|text| gap_option(text)).collect();
    if !options.iter().any(|option| option.right) {
        return Ok(Gap::Text(alternatives.iter().map(|text| unescaped(text)).collect()));
    }
    if options.iter().all(|option| option.right) { Err(GapProblem::AllRight) } else { Ok(Gap::Choice(options)) }
}

fn gap_option(text: &str) -> GapOption {
    let text = text.trim();
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).filter(|inner| !inner.ends_with('\\'));
    match inner {
        Some(inner) if !inner.trim().is_empty() => GapOption { text: unescaped(inner), right: true },
        _ => GapOption { text: unescaped(text), right: false },
    }
}

/// Returns the numbers that `text` stands for: `12`, `12 ± 0.5` or `10..20`; nothing where it is no number.
fn number_range(text: &str, signs: NumberSigns<'_>) -> Result<Option<NumberRange>, GapProblem> {
    if let Some((middle, tolerance)) = split_once_unescaped(text, "±") {
        let (Some(value), Some(by)) = (number(middle, signs), number(tolerance, signs)) else {
            return Err(GapProblem::BadNumber);
        };
        let (Some(from), Some(to)) = (add(value, by, -1), add(value, by, 1)) else {
            return Err(GapProblem::BadNumber);
        };
        let shown = middle.trim().to_owned();
        return if by.digits < 0 { Err(GapProblem::BadNumber) } else { Ok(Some(NumberRange { from, to, shown })) };
    }
    if let Some((first, last)) = split_once_unescaped(text, "..") {
        return match (number(first, signs), number(last, signs)) {
            (Some(from), Some(to)) if compare(from, to) == Ordering::Greater => Err(GapProblem::TurnedRange),
            (Some(from), Some(to)) => {
                Ok(Some(NumberRange { from, to, shown: format!("{}–{}", first.trim(), last.trim()) }))
            }
            (Some(_), None) | (None, Some(_)) if !last.trim().is_empty() && !first.trim().is_empty() => {
                Err(GapProblem::BadNumber)
            }
            _ => Ok(None),
        };
    }
    let plain = text.trim();
    let code = plain.len() > 1 && plain.starts_with('0') && plain.as_bytes()[1].is_ascii_digit();
    let value = if code { None } else { number(plain, signs) };
    Ok(value.map(|value| NumberRange { from: value, to: value, shown: plain.to_owned() }))
}

fn split_unescaped(text: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (at, letter) in text.char_indices() {
        if letter == separator && !escaped {
            parts.push(&text[start..at]);
            start = at + letter.len_utf8();
        }
        escaped = letter == '\\' && !escaped;
    }
    parts.push(&text[start..]);
    parts
}

fn split_once_unescaped<'a>(text: &'a str, separator: &str) -> Option<(&'a str, &'a str)> {
    let (mut escaped, mut skip_to) = (false, 0);
    for (at, letter) in text.char_indices() {
        if at < skip_to {
            continue;
        }
        if text[at..].starts_with(separator) {
            if !escaped {
                return Some((&text[..at], &text[at + separator.len()..]));
            }
            skip_to = at + separator.len();
        }
        escaped = letter == '\\' && !escaped;
    }
    None
}

/// Returns `text` trimmed, in NFC, with single spaces, and with its escaped signs standing for themselves.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.trim().chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if letters.peek().is_some_and(|next| next.is_ascii_punctuation() || *next == '±') => {
                plain.extend(letters.next());
            }
            letter if letter.is_whitespace() && letter != '\u{a0}' => {
                if !plain.ends_with(' ') {
                    plain.push(' ');
                }
            }
            letter => plain.push(letter),
        }
    }
    plain.nfc().collect()
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

#[cfg(test)]
mod tests {
    use super::{GapProblem, gap};
    use crate::model::Gap;
    use crate::parse::numbers::NumberSigns;

    fn read(inside: &str) -> Result<String, GapProblem> {
        let gap = gap(inside, NumberSigns { decimal: ",", group: "." })?;
        Ok(match gap {
            Gap::Text(texts) => format!("text {}", texts.join("/")),
            Gap::Number(range) => {
                let (from, to) = (range.from, range.to);
                format!("number {}e-{}..{}e-{} {}", from.digits, from.scale, to.digits, to.scale, range.shown)
            }
            Gap::Choice(options) => {
                let words = options
                    .iter()
                    .map(|option| if option.right { format!("({})", option.text) } else { option.text.clone() });
                format!("choice {}", words.collect::<Vec<_>>().join("/"))
            }
        })
    }

    #[test]
    fn a_gap_is_what_its_form_says() {
        let check = |inside: &str, expected: &str| assert_eq!(read(inside).as_deref(), Ok(expected), "{inside}");
        check("chair", "text chair");
        check(" chair | chairperson ", "text chair/chairperson");
        check("a  \n b", "text a b");
        check("300000", "number 300000e-0..300000e-0 300000");
        check("300000 ± 0", "number 300000e-0..300000e-0 300000");
        check("12,5 ± 0.25", "number 1225e-2..1275e-2 12,5");
        check("10..20", "number 10e-0..20e-0 10–20");
        check("(right)|wrong|wrong", "choice (right)/wrong/wrong");
        check("(only)", "text (only)");
        check("\\(a\\)|b", "text (a)/b");
        check("a\\|b|c", "text a|b/c");
        check("a\\]b", "text a]b");
        check("5 \\± 1", "text 5 ± 1");
        check("1\\..2", "text 1..2");
        check("0412", "text 0412");
        check("and so on...", "text and so on...");
        check("Цэцэг", "text Цэцэг");
    }

    #[test]
    fn a_gap_that_cannot_be_is_said() {
        let check = |inside: &str, expected: GapProblem| assert_eq!(read(inside), Err(expected), "{inside}");
        check(" ", GapProblem::Empty);
        check("a||b", GapProblem::EmptyAlternative);
        check("12 ± x", GapProblem::BadNumber);
        check("12 ± -1", GapProblem::BadNumber);
        check("20..10", GapProblem::TurnedRange);
        check("10..x", GapProblem::BadNumber);
        check("(a)|(b)", GapProblem::AllRight);
    }
}
