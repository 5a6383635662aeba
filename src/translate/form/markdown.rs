//! Markdown, one file a page, for whoever has nothing but a text editor: each block of the source stands as a quotation
//! below a comment that names it, and the translation is written below that.

use crate::locale::{Catalog, Lang};
use crate::translate::form::{Certainty, ReadEntry, ReadFile};
use crate::translate::{EntryState, Export};

const HEAD: &str = "<!-- alforja:";

/// Returns an export as Markdown files.
pub(super) fn write(export: &Export, catalog: &Catalog) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for page in &export.pages {
        let mut text =
            format!("{HEAD} {} {} {} {} {} -->\n\n", export.course, export.from, export.to, page.basis, page.path);
        text.push_str(&format!("<!-- {} -->\n", commented(catalog.text("translate.md-how"))));
        for entry in &page.entries {
            let kind = format!("translate.kind-{}", entry.kind.name());
            text.push_str(&format!("\n<!-- {} | {} -->\n", entry.id, commented(catalog.text(&kind))));
            entry.source.split('\n').for_each(|line| text.push_str(&format!("> {line}\n")));
            if entry.state == EntryState::Outdated
                && let Some(standing) = &entry.translation
            {
                text.push_str(&format!(
                    "<!-- {}: {} -->\n",
                    commented(catalog.text("translate.before")),
                    commented(standing)
                ));
            }
            for suggestion in &entry.suggestions {
                text.push_str(&format!("<!-- {} %: {} -->\n", suggestion.percent, commented(&suggestion.text)));
            }
            text.push_str(&format!("\n{}\n", entry.done().unwrap_or("")));
        }
        files.push((format!("{}.{}/{}", export.course, export.to, page.path), text.into_bytes()));
    }
    files
}

/// Returns words that end no comment.
fn commented(text: &str) -> String {
    text.replace('\n', " ").replace("--", "‐‐")
}

/// Reads a Markdown file that came back.
pub(super) fn read(text: &str) -> ReadFile {
    let mut file = ReadFile::default();
    let mut path = None;
    let mut open: Option<ReadEntry> = None;
    let mut seen = std::collections::BTreeSet::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        if let Some(head) = line.strip_prefix(HEAD) {
            let mut words = head.trim_end_matches("-->").trim().splitn(5, ' ');
            file.course = words.next().map(str::to_owned);
            file.from = words.next().and_then(Lang::parse);
            file.to = words.next().and_then(Lang::parse);
            let basis = words.next().map(str::to_owned);
            path = words.next().map(str::to_owned);
            if let Some(path) = &path {
                file.page(path).basis = basis;
            }
            continue;
        }
        if let Some(id) = line.strip_prefix("<!-- ").and_then(|rest| rest.split_once(" | ")).map(|(id, _)| id) {
            let named = id.split('.').next().and_then(crate::translate::Made::parse).is_some();
            if named {
                close(&mut file, path.as_deref(), open.take());
                if !seen.insert(id.to_owned()) {
                    file.wrong("translate/twice", start..start + line.len());
                    continue;
                }
                let (source, translation) = (String::new(), String::new());
                let (certainty, range) = (Certainty::Sure, start..start + line.len());
                open =
                    Some(ReadEntry { id: Some(id.to_owned()), occurrence: 1, source, translation, certainty, range });
                continue;
            }
        }
        let Some(entry) = &mut open else { continue };
        if entry.translation.is_empty() {
            let quoted = line.strip_prefix('>').map(|rest| rest.strip_prefix(' ').unwrap_or(rest));
            if let Some(quoted) = quoted {
                if !entry.source.is_empty() {
                    entry.source.push('\n');
                }
                entry.source.push_str(quoted);
                continue;
            }
            if line.trim().is_empty() || line.starts_with("<!--") && line.trim_end().ends_with("-->") {
                continue;
            }
            entry.range.start = start;
        } else {
            entry.translation.push('\n');
        }
        entry.translation.push_str(line);
        entry.range.end = start + line.len();
    }
    close(&mut file, path.as_deref(), open);
    if path.is_none() {
        file.wrong("translate/no-head", 0..0);
    }
    file
}

fn close(file: &mut ReadFile, path: Option<&str>, entry: Option<ReadEntry>) {
    if let (Some(path), Some(mut entry)) = (path, entry) {
        entry.translation.truncate(entry.translation.trim_end().len());
        file.page(path).entries.push(entry);
    }
}
