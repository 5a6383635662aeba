//! Diagnostics as people, editors and programs read them.
//!
//! 1. Sorted by path and place, each said once.
//! 2. `human`: the source line with a mark below it, drawn by annotate-snippets, which counts columns in
//!    characters and measures them as the terminal shows them.
//! 3. `short`: `path:line:column: severity[code]: message`, as editors and `grep` take it.
//! 4. `json`: one array, an object a line; stable, see [`JsonDiagnostic`].
//! 5. `sarif`: see [`sarif`].

use crate::cli::terminal::{Colours, Format};
use crate::cli::{sarif, words};
use crate::diagnostic::{Diagnostic, Message, Severity};
use crate::locale::Catalog;
use crate::span::{FileId, Sources, Span};
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;
use std::cmp::Reverse;
use std::ops::Range;

/// What is needed to tell a diagnostic.
pub(crate) struct Telling<'a> {
    /// The reader's words.
    pub(crate) catalog: &'a Catalog,
    /// The files that diagnostics stand in.
    pub(crate) sources: &'a Sources,
    /// What leads from where the reader is to the library: empty, or a path that ends in `/`.
    pub(crate) prefix: &'a str,
    /// Whether colours are used.
    pub(crate) colours: Colours,
}

/// Returns all diagnostics as one text, which ends in a line break unless it is empty.
pub(crate) fn tell(diagnostics: &[Diagnostic], format: Format, telling: &Telling<'_>) -> String {
    let sorted = sorted(diagnostics, telling.sources);
    match format {
        Format::Human => sorted.iter().map(|diagnostic| telling.human(diagnostic) + "\n\n").collect(),
        Format::Short => sorted.iter().map(|diagnostic| telling.short(diagnostic) + "\n").collect(),
        Format::Json if sorted.is_empty() => "[]\n".to_owned(),
        Format::Json => {
            let lines: Vec<String> = sorted.iter().map(|diagnostic| telling.json(diagnostic)).collect();
            format!("[\n{}\n]\n", lines.join(",\n"))
        }
        Format::Sarif => sarif::log(&sorted, telling),
    }
}

/// Returns the diagnostics by path, place, severity (errors first) and code, each once.
pub(crate) fn sorted<'a>(diagnostics: &'a [Diagnostic], sources: &Sources) -> Vec<&'a Diagnostic> {
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by_cached_key(|diagnostic| {
        let place = (diagnostic.span.start, diagnostic.span.end);
        let path = sources.file(diagnostic.span.file).path.clone();
        (path, place, Reverse(diagnostic.severity), diagnostic.code)
    });
    sorted.dedup();
    sorted
}

/// One diagnostic for programs. Lines and columns are counted from 1, columns in characters; the end is the
/// place after the last character.
#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    code: &'a str,
    severity: &'a str,
    #[serde(flatten)]
    place: JsonPlace,
    message: String,
    labels: Vec<JsonLabel>,
    hints: Vec<String>,
}

#[derive(Serialize)]
struct JsonPlace {
    path: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct JsonLabel {
    #[serde(flatten)]
    place: JsonPlace,
    message: String,
}

impl Telling<'_> {
    /// Returns a message in the reader's words.
    pub(crate) fn words(&self, message: &Message) -> String {
        let told: Vec<(&str, String)> =
            message.arguments.iter().map(|(name, value)| (*name, self.value(name, value))).collect();
        let arguments: Vec<(&str, &str)> = told.iter().map(|(name, value)| (*name, value.as_str())).collect();
        harmless(&self.catalog.fill(message.key, &arguments))
    }

    /// Returns the value of an argument; what `bytes…` is called is a size, told as the reader's language tells sizes.
    fn value(&self, name: &str, value: &str) -> String {
        match value.parse() {
            Ok(bytes) if name.starts_with("bytes") => words::size(self.catalog, bytes),
            _ => value.to_owned(),
        }
    }

    fn path(&self, file: FileId) -> String {
        harmless(&format!("{}{}", self.prefix, self.sources.file(file).path))
    }

    fn short(&self, diagnostic: &Diagnostic) -> String {
        let place = self.sources.place(diagnostic.span);
        let path = self.path(diagnostic.span.file);
        let severity = severity_name(diagnostic.severity);
        let words = self.words(&diagnostic.message);
        format!("{path}:{}:{}: {severity}[{}]: {words}", place.line, place.column, diagnostic.code)
    }

    fn json(&self, diagnostic: &Diagnostic) -> String {
        let labels = diagnostic.labels.iter();
        let labels = labels.map(|(span, message)| JsonLabel { place: self.place(*span), message: self.words(message) });
        let json = JsonDiagnostic {
            code: diagnostic.code,
            severity: severity_name(diagnostic.severity),
            place: self.place(diagnostic.span),
            message: self.words(&diagnostic.message),
            labels: labels.collect(),
            hints: diagnostic.hints.iter().map(|hint| self.words(hint)).collect(),
        };
        serde_json::to_string(&json).expect("texts and numbers are always JSON")
    }

    fn place(&self, span: Span) -> JsonPlace {
        let start = self.sources.place(span);
        let end = self.sources.place(Span { start: span.end, ..span });
        JsonPlace {
            path: self.path(span.file),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }

    fn human(&self, diagnostic: &Diagnostic) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR.with_name(self.catalog.text("cli.error")),
            Severity::Warning => Level::WARNING.with_name(self.catalog.text("cli.warning")),
        };
        let title = level.primary_title(self.words(&diagnostic.message)).id(diagnostic.code);
        let hints = diagnostic.hints.iter().map(|hint| {
            let level = Level::HELP.with_name(self.catalog.text("cli.hint"));
            Element::from(level.message(self.words(hint)))
        });
        let drawings = self.files_of(diagnostic).into_iter().map(|file| self.draw(diagnostic, file));
        let group = Group::with_title(title).elements(drawings).elements(hints);
        let renderer = if self.colours == Colours::On { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&[group])
    }

    /// Returns the files that a diagnostic speaks of, its own first.
    fn files_of(&self, diagnostic: &Diagnostic) -> Vec<FileId> {
        let mut files = vec![diagnostic.span.file];
        for (span, _) in &diagnostic.labels {
            if !files.contains(&span.file) {
                files.push(span.file);
            }
        }
        files
    }

    /// Returns the lines of a file that a diagnostic speaks of, with its marks; only the path where it speaks of the
    /// file as a whole.
    fn draw(&self, diagnostic: &Diagnostic, file: FileId) -> Element<'static> {
        let text = &self.sources.file(file).text;
        let mut marks: Vec<(AnnotationKind, Range<usize>, Option<String>)> = Vec::new();
        if diagnostic.span.file == file {
            marks.push((AnnotationKind::Primary, first_line(text, diagnostic.span), None));
        }
        for (span, message) in diagnostic.labels.iter().filter(|(span, _)| span.file == file) {
            marks.push((AnnotationKind::Context, first_line(text, *span), Some(self.words(message))));
        }
        let path = self.path(file);
        if text.is_empty() || marks.iter().all(|(_, range, label)| *range == (0..0) && label.is_none()) {
            return Origin::path(path).into();
        }
        // Only the lines in question: a long text is not searched again for each of its mistakes.
        let start = marks.iter().map(|(_, range, _)| line_start(text, range.start)).min().unwrap_or(0);
        let end = marks.iter().map(|(_, range, _)| line_end(text, range.end)).max().unwrap_or(text.len());
        let line = text[..start].bytes().filter(|byte| *byte == b'\n').count() + 1;
        let marks = marks
            .into_iter()
            .map(|(kind, range, label)| kind.span(range.start - start..range.end - start).label(label));
        Snippet::source(text[start..end].to_owned()).path(path).line_start(line).annotations(marks).into()
    }
}

/// Returns a text in one line that no terminal takes for a command, whatever the names of an author's things hold.
pub(crate) fn harmless(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect()
}

/// Returns the word for programs.
pub(crate) fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

pub(crate) fn line_start(text: &str, offset: usize) -> usize {
    text[..offset].rfind('\n').map_or(0, |newline| newline + 1)
}

pub(crate) fn line_end(text: &str, offset: usize) -> usize {
    let end = text[offset..].find('\n').map_or(text.len(), |newline| offset + newline);
    if end > offset && text[..end].ends_with('\r') { end - 1 } else { end }
}

/// Returns what of a span stands on its first line, on whole characters: a block of fifty lines is marked where it
/// opens.
pub(crate) fn first_line(text: &str, span: Span) -> Range<usize> {
    let whole = |offset: u32| {
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let start = whole(span.start);
    start..whole(span.end).min(line_end(text, start)).max(start)
}

#[cfg(test)]
mod tests {
    use super::{Telling, tell};
    use crate::cli::terminal::{Colours, Format};
    use crate::diagnostic::{Diagnostic, Message};
    use crate::locale::{Catalogs, Lang};
    use crate::span::{SourcePath, Sources, Span};

    /// Tells twice of the place of `«…»` in `text`.
    fn told(text: &str, format: Format) -> String {
        let (start, end) = (text.find('«').unwrap(), text.find('»').unwrap() - '«'.len_utf8());
        let mut sources = Sources::default();
        let file = sources.add(SourcePath::new("mn/a.md"), text.replace(['«', '»'], "").into());
        let diagnostic = Diagnostic::error("media/empty-file", Span::new(file, start..end))
            .with("path", "x.jpg")
            .hint(Message::new("hint/copy-file-again"));
        let catalogs = Catalogs::embedded(&[]).unwrap();
        let catalog = catalogs.get(&Lang::english());
        let telling = Telling { catalog, sources: &sources, prefix: "courses/", colours: Colours::Off };
        tell(&[diagnostic.clone(), diagnostic], format, &telling)
    }

    #[test]
    fn places_are_counted_in_letters_and_drawn_as_they_are_shown() {
        insta::assert_snapshot!(told("# Нэг\r\n\r\nХоёр «гурав» дөрөв\r\nтав\r\n", Format::Human), @r"
        error[media/empty-file]: `x.jpg` is empty
         --> courses/mn/a.md:3:6
          |
        3 | Хоёр гурав дөрөв
          |      ^^^^^
          |
          = hint: copy the file again from where you have it
        ");
        insta::assert_snapshot!(told("a\n\t宽 字\t«x»\n", Format::Human), @r"
        error[media/empty-file]: `x.jpg` is empty
         --> courses/mn/a.md:2:6
          |
        2 |     宽 字    x
          |              ^
          |
          = hint: copy the file again from where you have it
        ");
    }

    #[test]
    fn a_block_is_marked_where_it_opens_and_a_file_by_its_path() {
        insta::assert_snapshot!(told("one\n«::: quiz {#a}\ntwo\n:::»\n", Format::Human), @r"
        error[media/empty-file]: `x.jpg` is empty
         --> courses/mn/a.md:2:1
          |
        2 | ::: quiz {#a}
          | ^^^^^^^^^^^^^
          |
          = hint: copy the file again from where you have it
        ");
        insta::assert_snapshot!(told("«»one\n", Format::Human), @r"
        error[media/empty-file]: `x.jpg` is empty
        --> courses/mn/a.md
         = hint: copy the file again from where you have it
        ");
        insta::assert_snapshot!(told("one«»", Format::Human), @r"
        error[media/empty-file]: `x.jpg` is empty
         --> courses/mn/a.md:1:4
          |
        1 | one
          |    ^
          |
          = hint: copy the file again from where you have it
        ");
    }

    #[test]
    fn editors_and_programs_get_a_line_each() {
        let text = "# Нэг\r\nХоёр «гурав\r\nдөр»өв\r\n";
        let short = "courses/mn/a.md:2:6: error[media/empty-file]: `x.jpg` is empty\n";
        assert_eq!(told(text, Format::Short), short);
        let json = r#"{"code":"media/empty-file","severity":"error","path":"courses/mn/a.md","line":2,"column":6,"end_line":3,"end_column":4,"message":"`x.jpg` is empty","labels":[],"hints":["copy the file again from where you have it"]}"#;
        assert_eq!(told(text, Format::Json), format!("[\n{json}\n]\n"));
    }

    #[test]
    fn nothing_is_told_of_nothing() {
        let catalogs = Catalogs::embedded(&[]).unwrap();
        let sources = Sources::default();
        let catalog = catalogs.get(&Lang::english());
        let telling = Telling { catalog, sources: &sources, prefix: "", colours: Colours::Off };
        assert_eq!(tell(&[], Format::Human, &telling) + &tell(&[], Format::Short, &telling), "");
        assert_eq!(tell(&[], Format::Json, &telling), "[]\n");
    }
}
