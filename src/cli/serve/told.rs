//! What the author's page says of a build, in words.

use crate::cli::diagnostics::{Telling, harmless, line_end, line_start, sorted};
use crate::cli::serve::editor::Editor;
use crate::diagnostic::{Diagnostic, Severity};
use crate::serve::{Problem, ProblemPlace, Problems, Told};
use crate::span::Span;
use std::path::Path;

/// So many problems of one kind are told with all that belongs to them.
const MOST: usize = 30;
/// So much of a line is shown before and after a place, and at it, in characters.
const AROUND: usize = 60;

/// Returns what is told of these diagnostics of the library in `root`.
pub(crate) fn told(diagnostics: &[Diagnostic], telling: &Telling<'_>, root: &Path, editor: Option<Editor>) -> Told {
    let sorted = sorted(diagnostics, telling.sources);
    let of = |severity: Severity, key: &str| {
        let all: Vec<&Diagnostic> =
            sorted.iter().copied().filter(|diagnostic| diagnostic.severity == severity).collect();
        let count = |key: &str, count: usize| match count {
            0 => String::new(),
            count => telling.catalog.count(key, count as u64, &[]),
        };
        Problems {
            heading: count(key, all.len()),
            more: count("serve.more", all.len().saturating_sub(MOST)),
            first: all.into_iter().take(MOST).map(|diagnostic| problem(diagnostic, telling, root, editor)).collect(),
        }
    };
    Told { errors: of(Severity::Error, "cli.errors"), warnings: of(Severity::Warning, "cli.warnings") }
}

fn problem(diagnostic: &Diagnostic, telling: &Telling<'_>, root: &Path, editor: Option<Editor>) -> Problem {
    let file = telling.sources.file(diagnostic.span.file);
    let place = telling.sources.place(diagnostic.span);
    let is_whole_file = diagnostic.span.range() == (0..0);
    let name = match is_whole_file {
        true => file.path.to_string(),
        false => format!("{}:{}:{}", file.path, place.line, place.column),
    };
    let editor = editor.map(|editor| editor.link(&root.join(file.path.as_str()), place));
    let line = (!is_whole_file).then(|| line(&file.text, diagnostic.span));
    Problem {
        message: telling.words(&diagnostic.message),
        place: Some(ProblemPlace { name: harmless(&name), line, editor }),
        hints: diagnostic.hints.iter().map(|hint| telling.words(hint)).collect(),
    }
}

/// Returns the line of a place: what stands before it, at it, and behind it, where that is long only what is next to it.
fn line(text: &str, span: Span) -> [String; 3] {
    let place = crate::cli::diagnostics::first_line(text, span);
    let (start, end) = (line_start(text, place.start), line_end(text, place.end));
    let before: Vec<char> = text[start..place.start].chars().collect();
    let left_out = before.len().saturating_sub(AROUND);
    let begin = if left_out > 0 { "…" } else { "" };
    let head = |text: &str, most: usize| {
        let head: String = text.chars().take(most).collect();
        if head.len() < text.len() { head + "…" } else { head }
    };
    [
        format!("{begin}{}", before[left_out..].iter().collect::<String>()),
        head(&text[place.clone()], AROUND * 2),
        head(&text[place.end..end.max(place.end)], AROUND),
    ]
}

#[cfg(test)]
mod tests {
    use super::line;
    use crate::span::{FileId, Span};

    fn check(text: &str, expected: [&str; 3]) {
        let (start, end) = (text.find('«').unwrap(), text.find('»').unwrap() - '«'.len_utf8());
        let span = Span::new(FileId(0), start..end);
        assert_eq!(line(&text.replace(['«', '»'], ""), span), expected);
    }

    #[test]
    fn a_line_is_shown_with_its_place() {
        check("нэг\r\nхоёр «гурав» дөрөв\r\nтав", ["хоёр ", "гурав", " дөрөв"]);
        check("«»", ["", "", ""]);
        check("one «two\nthree» four", ["one ", "two", ""]);
        check("one«»", ["one", "", ""]);
    }

    #[test]
    fn of_a_long_line_only_what_is_near_is_shown() {
        let long = "a".repeat(100);
        let short = "a".repeat(60);
        check(&format!("{long}«b»{long}"), [&format!("…{short}"), "b", &format!("{short}…")]);
    }
}
