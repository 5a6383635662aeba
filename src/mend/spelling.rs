//! Words that are spelled as nearly another one, blocks and braces that are not closed, tabs where YAML takes spaces.

use crate::diagnostic::Diagnostic;
use crate::mend::Edit;
use crate::span::Sources;
use std::ops::Range;

/// Codes that tell of one word, and the argument of their message that holds it.
const WORDS: &[(&str, &str)] = &[
    ("attribute/unknown", "name"),
    ("attribute/unknown-value", "value"),
    ("fence/unknown", "block"),
    ("fence/unknown-callout", "word"),
    ("field/unknown", "field"),
    ("library/no-theme", "name"),
    ("yaml/not-a-choice", ""),
    ("yaml/unknown-key", "key"),
    ("checks/unknown-code", "code"),
];

/// Returns the edits that mend what `diagnostics` tell and is certain.
pub fn spelling(diagnostics: &[Diagnostic], sources: &Sources) -> Vec<Edit> {
    diagnostics.iter().flat_map(|diagnostic| mend(diagnostic, sources)).collect()
}

fn mend(diagnostic: &Diagnostic, sources: &Sources) -> Vec<Edit> {
    let text = &sources.file(diagnostic.span.file).text;
    let edit =
        |range: Range<usize>, text: String| Edit { file: diagnostic.span.file, range, text, code: diagnostic.code };
    match diagnostic.code {
        "fence/unclosed" => {
            closed(text, diagnostic.span.range()).map(|(at, line)| edit(at..at, line)).into_iter().collect()
        }
        "attribute/unclosed" => {
            let end = line_end(text, diagnostic.span.start as usize);
            let written = text[..end].trim_end().len();
            vec![edit(written..written, "}".to_owned())]
        }
        "yaml/tab" => tabs(text, diagnostic.span.start as usize)
            .map(|range| {
                let spaces = "  ".repeat(range.len());
                edit(range, spaces)
            })
            .into_iter()
            .collect(),
        "link/missing-anchor" => {
            let argument = argument(diagnostic, "anchor");
            let nearest = nearest(diagnostic).zip(argument);
            nearest
                .and_then(|(near, written)| {
                    address(text, diagnostic.span.range(), &format!("#{written})"))
                        .map(|at| edit(at.start + 1..at.end - 1, near.to_owned()))
                })
                .into_iter()
                .collect()
        }
        "media/missing" => {
            let name = diagnostic.hints.iter().find(|hint| hint.key == "hint/other-case");
            let name = name.and_then(|hint| hint.arguments.iter().find(|(name, _)| *name == "name"));
            let written = argument(diagnostic, "path").and_then(|path| path.rsplit('/').next());
            let both = name.zip(written);
            both.and_then(|((_, name), written)| {
                Some(edit(address(text, diagnostic.span.range(), written)?, name.clone()))
            })
            .into_iter()
            .collect()
        }
        code => WORDS
            .iter()
            .find(|(known, _)| *known == code)
            .and_then(|(_, name)| word(diagnostic, text, name))
            .map(|(range, word)| edit(range, word))
            .into_iter()
            .collect(),
    }
}

fn argument<'a>(diagnostic: &'a Diagnostic, name: &str) -> Option<&'a str> {
    diagnostic.message.arguments.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
}

/// Returns the one word that was most likely meant; where two are as near (``a`, `b``), nobody can tell.
fn nearest(diagnostic: &Diagnostic) -> Option<&str> {
    let hint = diagnostic.hints.iter().find(|hint| hint.key == "hint/did-you-mean")?;
    let (_, word) = hint.arguments.iter().find(|(name, _)| *name == "word")?;
    (!word.contains('`')).then_some(word)
}

fn word(diagnostic: &Diagnostic, text: &str, name: &str) -> Option<(Range<usize>, String)> {
    let near = nearest(diagnostic)?;
    let place = text.get(diagnostic.span.range())?;
    let written = if name.is_empty() { place } else { argument(diagnostic, name)? };
    let simple = |word: &str| !word.is_empty() && !word.contains(['"', '\'', '\n']);
    if !simple(written) || place.matches(written).count() != 1 || (near.contains(' ') && !place.contains('"')) {
        return None;
    }
    let at = diagnostic.span.start as usize + place.find(written)?;
    Some((at..at + written.len(), near.to_owned()))
}

/// Returns where `words` stand in the place of a link, if only there: an address stands behind the words of its link.
fn address(text: &str, place: Range<usize>, words: &str) -> Option<Range<usize>> {
    let inside = text.get(place.clone())?;
    let from = inside.rfind("](")?;
    let at = from + inside[from..].find(words)?;
    (inside[from..].matches(words).count() == 1).then(|| place.start + at..place.start + at + words.len())
}

fn line_end(text: &str, from: usize) -> usize {
    let end = text[from..].find('\n').map_or(text.len(), |newline| from + newline);
    if text[..end].ends_with('\r') { end - 1 } else { end }
}

/// Returns the closing line at the end of the text for a block that begins at the margin, and where it goes.
fn closed(text: &str, head: Range<usize>) -> Option<(usize, String)> {
    let start = text[..head.start].rfind('\n').map_or(0, |newline| newline + 1);
    let line = &text[start..line_end(text, start)];
    let colons = line.bytes().take_while(|byte| *byte == b':').count();
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let before = if text.ends_with('\n') { "" } else { newline };
    (colons >= 3).then(|| (text.len(), format!("{before}{}{newline}", ":".repeat(colons))))
}

/// Returns the tabs before the first word of the line of `at`.
fn tabs(text: &str, at: usize) -> Option<Range<usize>> {
    let start = text[..at.min(text.len())].rfind('\n').map_or(0, |newline| newline + 1);
    let line = &text[start..];
    let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
    let first = line[..blank].find('\t')?;
    let count = line[first..blank].bytes().take_while(|byte| *byte == b'\t').count();
    Some(start + first..start + first + count)
}
