//! What the reader of texts makes of a text, in many small cases.

mod any_text;
mod fences;
mod html;
mod outline;
mod questions;
mod texts;

use alforja::diagnostic::Diagnosed;
use alforja::locale::{Catalogs, Lang};
use alforja::parse::{ParseInput, ParsedText, TextKind, parse_text};
use alforja::span::{FileId, Place};
use std::sync::LazyLock;

fn parse_in(text: &str, lang: &str, kind: TextKind) -> Diagnosed<ParsedText> {
    static CATALOGS: LazyLock<Catalogs> = LazyLock::new(|| Catalogs::embedded(&[]).unwrap());
    let lang = Lang::parse(lang).unwrap();
    parse_text(ParseInput { file: FileId(0), text, lang: &lang, catalogs: &CATALOGS, kind })
}

fn parse(text: &str) -> Diagnosed<ParsedText> {
    parse_in(text, "en", TextKind::Page)
}

/// Checks the outline of a text that has no problems.
fn shape(text: &str, expected: &str) {
    let parsed = parse(text);
    assert_eq!(problems_of(text, &parsed), Vec::<String>::new(), "{text}");
    assert_eq!(outline::of(&parsed.value.document.blocks), expected, "{text}");
}

/// Checks the problems of a text, each as `line:column code`.
fn problems(text: &str, expected: &[&str]) {
    assert_eq!(problems_of(text, &parse(text)), expected, "{text}");
}

/// Checks problems and outline of a text.
fn both(text: &str, codes: &[&str], expected: &str) {
    problems(text, codes);
    assert_eq!(outline::of(&parse(text).value.document.blocks), expected, "{text}");
}

fn problems_of(text: &str, parsed: &Diagnosed<ParsedText>) -> Vec<String> {
    let place = |diagnostic: &alforja::diagnostic::Diagnostic| {
        let place = Place::of(text, diagnostic.span.start as usize);
        format!("{}:{} {}", place.line, place.column, diagnostic.code)
    };
    parsed.diagnostics.iter().map(place).collect()
}
