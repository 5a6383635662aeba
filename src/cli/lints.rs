//! `alforja check --explain`: what codes mean, in the reader's words.

use crate::cli::Exit;
use crate::cli::diagnostics::severity_name;
use crate::cli::failure::Failure;
use crate::cli::terminal::{Colours, Format, Terminal};
use crate::diagnostic::{Freedom, LINTS, Lint, Severity, codes_like, lint};
use crate::locale::{Catalog, Catalogs, Explanation, Explanations, Vocabulary};
use serde::Serialize;

/// Lines of explanations are broken at this column, in characters.
const WIDTH: usize = 88;

/// One code for programs.
#[derive(Serialize)]
struct JsonLint<'a> {
    code: &'a str,
    severity: &'a str,
    changeable: bool,
    message: String,
    why: &'a str,
    mend: &'a str,
    wrong: &'a [String],
    right: &'a [String],
}

/// Explains `code`, or lists all where it is empty.
///
/// # Errors
/// When there is no such code.
pub(crate) fn run(code: &str, terminal: Terminal<'_>, catalogs: &Catalogs) -> Result<Exit, Failure> {
    let catalog = terminal.catalog;
    let explanations = Explanations::embedded(catalog.lang());
    let words = Vocabulary { catalogs, lang: catalog.lang() };
    let code = code.trim().trim_matches(['[', ']', '`']);
    let asked: Vec<&Lint> = if code.is_empty() { LINTS.iter().collect() } else { lint(code).into_iter().collect() };
    if asked.is_empty() {
        return Err(Failure::NoCode(code.to_owned()));
    }
    let told = asked.iter().filter_map(|lint| Some((*lint, explanations.of(lint.code, words)?)));
    match terminal.format {
        Format::Json | Format::Sarif => {
            let lines: Vec<String> = told.map(|(lint, told)| json(lint, &told, catalog)).collect();
            terminal.put(&format!("[\n{}\n]\n", lines.join(",\n")));
        }
        Format::Human if !code.is_empty() => {
            told.for_each(|(lint, told)| terminal.put(&in_words(lint, &told, terminal)));
        }
        Format::Human | Format::Short => terminal.put(&list(&asked, terminal)),
    }
    Ok(Exit::Fine)
}

/// Returns that there is no such code, and which one was most likely meant.
pub(crate) fn unknown(code: &str, catalog: &Catalog) -> String {
    let problem = catalog.fill("lints.unknown", &[("code", code)]);
    let near = codes_like(code).join("`, `");
    let meant =
        if near.is_empty() { String::new() } else { catalog.fill("hint/did-you-mean", &[("word", &near)]) + " " };
    format!("{problem}; {meant}{}", catalog.text("lints.all"))
}

/// Returns all codes below the names of their areas, a line each.
fn list(lints: &[&Lint], terminal: Terminal<'_>) -> String {
    let catalog = terminal.catalog;
    let width = lints.iter().map(|lint| lint.code.len()).max().unwrap_or(0);
    let kinds = [Severity::Error, Severity::Warning].map(|severity| in_reader_s_words(severity, catalog));
    let kind_width = kinds.iter().map(|kind| kind.chars().count()).max().unwrap_or(0);
    let mut lines = String::new();
    let mut area = "";
    for lint in lints {
        if terminal.format == Format::Human && lint.area() != area {
            let gap = if area.is_empty() { "" } else { "\n" };
            area = lint.area();
            lines.push_str(&format!("{gap}{}\n", catalog.text(&format!("areas.{area}"))));
        }
        let kind = in_reader_s_words(lint.severity, catalog);
        let message = without_names(catalog.text(lint.code));
        match terminal.format {
            Format::Human => lines.push_str(&format!("  {:width$}  {kind:kind_width$}  {message}\n", lint.code)),
            _ => lines.push_str(&format!("{}[{}]: {message}\n", severity_name(lint.severity), lint.code)),
        }
    }
    if terminal.format == Format::Human {
        lines.push_str(&format!("\n{}\n", catalog.text("lints.more")));
    }
    lines
}

fn in_words(lint: &Lint, told: &Explanation, terminal: Terminal<'_>) -> String {
    let catalog = terminal.catalog;
    let (bold, plain) = if terminal.colours == Colours::On { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    let kind = in_reader_s_words(lint.severity, catalog);
    let mut lines = format!("{bold}{kind}[{}]{plain}: {}\n\n", lint.code, without_names(catalog.text(lint.code)));
    lines.push_str(&wrapped(&told.why));
    for (key, example) in [("lints.wrong", &told.wrong), ("lints.right", &told.right)] {
        if !example.is_empty() {
            lines.push_str(&format!("\n{bold}{}{plain}\n", catalog.text(key)));
            example.iter().for_each(|line| lines.push_str(&format!("{}\n", format!("    {line}").trim_end())));
        }
    }
    lines.push_str(&format!("\n{bold}{}{plain}\n{}\n", catalog.text("lints.mend"), wrapped(&told.mend)));
    match lint.freedom {
        Freedom::Held => lines.push_str(&wrapped(catalog.text("lints.held"))),
        Freedom::Free => {
            let example = format!("    checks: {{{}: off}}\n", lint.code);
            lines.push_str(&(wrapped(catalog.text("lints.change")) + &example));
        }
    }
    lines
}

fn json(lint: &Lint, told: &Explanation, catalog: &Catalog) -> String {
    let json = JsonLint {
        code: lint.code,
        severity: severity_name(lint.severity),
        changeable: lint.freedom == Freedom::Free,
        message: without_names(catalog.text(lint.code)),
        why: &told.why,
        mend: &told.mend,
        wrong: &told.wrong,
        right: &told.right,
    };
    serde_json::to_string(&json).expect("texts are always JSON")
}

fn in_reader_s_words(severity: Severity, catalog: &Catalog) -> &str {
    catalog.text(match severity {
        Severity::Error => "cli.error",
        Severity::Warning => "cli.warning",
    })
}

/// Returns a message with `…` for the names that a case puts in.
pub(crate) fn without_names(message: &str) -> String {
    let mut told = String::new();
    let mut rest = message;
    while let Some(open) = rest.find('{') {
        let name = rest[open + 1..].split('}').next().unwrap_or("");
        let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        told.push_str(&rest[..open]);
        if is_name && rest[open + 1 + name.len()..].starts_with('}') {
            told.push('…');
            rest = &rest[open + name.len() + 2..];
        } else {
            told.push('{');
            rest = &rest[open + 1..];
        }
    }
    told + rest
}

/// Returns a text in lines that fit a terminal, each ended.
fn wrapped(text: &str) -> String {
    let mut lines = String::new();
    let mut column = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > WIDTH {
            lines.push('\n');
            column = 0;
        } else if column > 0 {
            lines.push(' ');
            column += 1;
        }
        lines.push_str(word);
        column += length;
    }
    lines + "\n"
}

#[cfg(test)]
mod tests {
    use super::{without_names, wrapped};

    #[test]
    fn what_a_case_puts_in_is_left_open() {
        assert_eq!(without_names("`{path}` has {bytes-most}; {.order} and {"), "`…` has …; {.order} and {");
    }

    #[test]
    fn lines_are_broken_between_words() {
        let text = "өрх ".repeat(40);
        let lines = wrapped(text.trim());
        assert!(lines.lines().all(|line| line.chars().count() <= 88 && !line.ends_with(' ')));
        assert_eq!(lines.split_whitespace().count(), 40);
    }
}
