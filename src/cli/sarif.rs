//! Diagnostics in the Static Analysis Results Interchange Format, as editors and servers that build take it
//! (OASIS SARIF 2.1.0).
//!
//! One run; a rule for each code that is told, with its explanation in the reader's language; a result for each
//! diagnostic, with what would mend it where that is certain. Columns are counted in UTF-16 code units from 1 (section 3.14.27), paths are relative to `SRCROOT`: where
//! the program was started, or the library's folder where that stands elsewhere.

use crate::cli::diagnostics::{Telling, severity_name};
use crate::cli::lints::without_names;
use crate::diagnostic::{Diagnostic, lint};
use crate::locale::Explanations;
use crate::mend::{self, Edit};
use crate::span::{FileId, Place, Span};
use serde_json::{Value, json};

/// Returns the log of `diagnostics`, which are sorted, as one text that ends in a line break.
pub(crate) fn log(diagnostics: &[&Diagnostic], telling: &Telling<'_>) -> String {
    let mut codes: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let explanations = Explanations::embedded(telling.catalog.lang());
    let rules: Vec<Value> = codes.iter().map(|code| rule(code, &explanations, telling)).collect();
    let results: Vec<Value> = diagnostics.iter().map(|diagnostic| result(diagnostic, &codes, telling)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "alforja",
                "version": env!("CARGO_PKG_VERSION"),
                "language": telling.catalog.lang().base(),
                "rules": rules,
            }},
            "language": telling.catalog.lang().base(),
            "columnKind": "utf16CodeUnits",
            "originalUriBaseIds": {"SRCROOT": {"description": {"text": "."}}},
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).expect("texts and numbers are always JSON") + "\n"
}

/// Returns a `reportingDescriptor` (section 3.49).
fn rule(code: &str, explanations: &Explanations, telling: &Telling<'_>) -> Value {
    let short = without_names(telling.catalog.text(code));
    let mut rule = json!({"id": code, "shortDescription": {"text": short}});
    if let Some(lint) = lint(code) {
        rule["defaultConfiguration"] = json!({"level": severity_name(lint.severity)});
    }
    if let Some((why, mend)) = explanations.texts(code) {
        rule["fullDescription"] = json!({"text": why});
        let title = telling.catalog.text("lints.mend");
        rule["help"] =
            json!({"text": format!("{why}\n{title}: {mend}"), "markdown": format!("{why}\n\n**{title}** {mend}")});
    }
    rule
}

/// Returns a `result` (section 3.27): what is wrong and what to write instead are one message.
fn result(diagnostic: &Diagnostic, codes: &[&str], telling: &Telling<'_>) -> Value {
    let hints = diagnostic.hints.iter().map(|hint| telling.words(hint));
    let sentences: Vec<String> = std::iter::once(telling.words(&diagnostic.message)).chain(hints).collect();
    let related: Vec<Value> = diagnostic
        .labels
        .iter()
        .map(|(span, message)| {
            let mut location = location(*span, telling);
            location["message"] = json!({"text": telling.words(message)});
            location
        })
        .collect();
    let mut result = json!({
        "ruleId": diagnostic.code,
        "ruleIndex": codes.binary_search(&diagnostic.code).unwrap_or(0),
        "level": severity_name(diagnostic.severity),
        "message": {"text": sentences.join("\n")},
        "locations": [location(diagnostic.span, telling)],
    });
    if !related.is_empty() {
        result["relatedLocations"] = Value::Array(related);
    }
    let fixes = fixes(diagnostic, telling);
    if !fixes.is_empty() {
        result["fixes"] = Value::Array(fixes);
    }
    result
}

/// Returns the `fix` objects (section 3.55) of what `alforja check --fix` would write in the text: one at most. Files
/// that get another name are none: the format can only replace what stands in a file.
fn fixes(diagnostic: &Diagnostic, telling: &Telling<'_>) -> Vec<Value> {
    let edits = mend::spelling(std::slice::from_ref(diagnostic), telling.sources);
    let fix = |edit: &Edit| {
        let replacement = json!({
            "deletedRegion": region(Span::new(edit.file, edit.range.clone()), telling),
            "insertedContent": {"text": edit.text},
        });
        let mut fix = json!({"artifactChanges": [{
            "artifactLocation": artifact(edit.file, telling),
            "replacements": [replacement],
        }]});
        if let Some(hint) = diagnostic.hints.first() {
            fix["description"] = json!({"text": telling.words(hint)});
        }
        fix
    };
    edits.iter().map(fix).collect()
}

/// Returns a `location` (section 3.28); a file that holds no text has no region.
fn location(span: Span, telling: &Telling<'_>) -> Value {
    let mut physical = json!({"artifactLocation": artifact(span.file, telling)});
    if !telling.sources.file(span.file).text.is_empty() {
        physical["region"] = region(span, telling);
    }
    json!({"physicalLocation": physical})
}

/// Returns an `artifactLocation` (section 3.4).
fn artifact(file: FileId, telling: &Telling<'_>) -> Value {
    json!({"uri": uri(file, telling), "uriBaseId": "SRCROOT"})
}

/// Returns a `region` (section 3.30); its end is the place after the last character.
fn region(span: Span, telling: &Telling<'_>) -> Value {
    let text = &telling.sources.file(span.file).text;
    let (start, end) = (place(text, span.start), place(text, span.end.max(span.start)));
    json!({"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column})
}

/// Returns the place of a byte, its column in UTF-16 code units.
fn place(text: &str, offset: u32) -> Place {
    let mut offset = (offset as usize).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let line_start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[..offset].bytes().filter(|byte| *byte == b'\n').count() + 1;
    Place { line, column: text[line_start..offset].encode_utf16().count() + 1 }
}

/// Returns the path as a relative URI (RFC 3986).
fn uri(file: FileId, telling: &Telling<'_>) -> String {
    let prefix = if telling.prefix.starts_with('/') || telling.prefix.contains(':') { "" } else { telling.prefix };
    let path = format!("{prefix}{}", telling.sources.file(file).path);
    let kept = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte);
    path.bytes().map(|byte| if kept(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::log;
    use crate::cli::diagnostics::Telling;
    use crate::cli::terminal::Colours;
    use crate::diagnostic::{Diagnostic, Message};
    use crate::locale::{Catalogs, Lang};
    use crate::span::{SourcePath, Sources, Span};

    #[test]
    fn places_are_counted_in_utf_16_and_paths_are_addresses() {
        let text = "a\n𝄞 Өрх «x»\n";
        let mut sources = Sources::default();
        let file = sources.add(SourcePath::new("mn/01 өрх.md"), text.into());
        let (start, end) = (text.find('«').unwrap(), text.find('»').unwrap());
        let told = Diagnostic::error("link/missing", Span::new(file, start..end))
            .with("path", "x")
            .label(Span::start_of(file), Message::new("label/first"));
        let catalogs = Catalogs::embedded(&[]).unwrap();
        let catalog = catalogs.get(&Lang::english());
        let telling = Telling { catalog, sources: &sources, prefix: "courses/", colours: Colours::Off };
        let log: serde_json::Value = serde_json::from_str(&log(&[&told], &telling)).unwrap();
        let result = &log["runs"][0]["results"][0];
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "courses/mn/01%20%D3%A9%D1%80%D1%85.md");
        // The clef is two code units: 𝄞 (2), a space, Өрх (3), a space, then column 8.
        assert_eq!(place["region"]["startLine"], 2);
        assert_eq!(place["region"]["startColumn"], 8);
        assert_eq!(place["region"]["endColumn"], 10);
        assert_eq!(result["relatedLocations"][0]["message"]["text"], "it stood here first");
        let rule = &log["runs"][0]["tool"]["driver"]["rules"][0];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(rule["help"]["text"].as_str().unwrap().contains("capital and small letters"));
    }
}
