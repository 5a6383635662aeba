//! GNU gettext's PO (manual, section "The Format of PO Files"), which Poedit, Weblate and OmegaT read.
//!
//! `msgctxt` is the page, with `#2` where the same words stand in it before. What waits for a second look is `fuzzy`; the
//! words that a proposal was made for stand before it as the previous `msgid`.

use crate::diagnostic::Diagnostic;
use crate::locale::{Catalog, Lang};
use crate::span::{FileId, Span};
use crate::translate::form::{Certainty, ReadEntry, ReadFile};
use crate::translate::{Entry, EntryState, Export};
use std::collections::BTreeMap;
use std::ops::Range;

/// Returns an export as one PO file.
pub(super) fn write(export: &Export, catalog: &Catalog) -> String {
    let basis: Vec<String> = export.pages.iter().map(|page| format!("{} {}", page.path, page.basis)).collect();
    let mut po = String::from("msgid \"\"\nmsgstr \"\"\n");
    for (name, value) in [
        ("Project-Id-Version", format!("{} {}", export.course, export.version)),
        ("Report-Msgid-Bugs-To", String::new()),
        ("POT-Creation-Date", "2000-01-01 00:00+0000".to_owned()),
        ("PO-Revision-Date", "2000-01-01 00:00+0000".to_owned()),
        ("Last-Translator", String::new()),
        ("Language-Team", String::new()),
        ("Language", export.to.to_string().replace('-', "_")),
        ("MIME-Version", "1.0".to_owned()),
        ("Content-Type", "text/plain; charset=UTF-8".to_owned()),
        ("Content-Transfer-Encoding", "8bit".to_owned()),
        ("X-Source-Language", export.from.to_string()),
        ("X-Alforja-Course", export.course.clone()),
        ("X-Alforja-Basis", basis.join("; ")),
    ] {
        po.push_str(&format!("\"{}: {}\\n\"\n", name, escaped(&value)));
    }
    for page in &export.pages {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for entry in &page.entries {
            let count = seen.entry(entry.source.as_str()).or_default();
            *count += 1;
            let place = occurrence_of(&entry.id).max(*count);
            *count = place;
            let context = if place == 1 { page.path.clone() } else { format!("{}#{place}", page.path) };
            po.push('\n');
            push_entry(&mut po, entry, &context, &page.source_path, catalog);
        }
    }
    po
}

/// Returns the number at the end of an entry's name.
fn occurrence_of(id: &str) -> usize {
    id.split_once('.').and_then(|(_, number)| number.parse().ok()).unwrap_or(1)
}

fn push_entry(po: &mut String, entry: &Entry, context: &str, path: &str, catalog: &Catalog) {
    let kind = format!("translate.kind-{}", entry.kind.name());
    po.push_str(&format!("#. {}\n", catalog.text(&kind)));
    for suggestion in &entry.suggestions {
        let percent = suggestion.percent.to_string();
        let told = catalog.fill("translate.suggestion", &[("percent", &percent), ("text", &suggestion.text)]);
        po.push_str(&format!("#. {}\n", told.replace(['\n', '\r'], " ")));
    }
    po.push_str(&format!("#: {}:{}\n", path.replace(' ', "%20"), entry.line));
    let proposal = entry.proposal();
    let fuzzy = entry.state != EntryState::Done && proposal.is_some();
    if fuzzy {
        po.push_str("#, fuzzy\n");
    }
    if let Some(suggestion) = entry.suggestions.first().filter(|_| fuzzy && entry.state == EntryState::New) {
        push_string(po, "#| msgid", &suggestion.source);
    }
    push_string(po, "msgctxt", context);
    push_string(po, "msgid", &entry.source);
    push_string(po, "msgstr", entry.done().or(proposal).unwrap_or(""));
}

fn push_string(po: &mut String, keyword: &str, text: &str) {
    let mark = if keyword.starts_with("#|") { "#| " } else { "" };
    if !text.contains('\n') {
        po.push_str(&format!("{keyword} \"{}\"\n", escaped(text)));
        return;
    }
    po.push_str(&format!("{keyword} \"\"\n"));
    for line in text.split_inclusive('\n') {
        po.push_str(&format!("{mark}\"{}\"\n", escaped(line)));
    }
}

fn escaped(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '"' => told.extend(['\\', letter]),
            '\n' => told.push_str("\\n"),
            '\t' => told.push_str("\\t"),
            '\r' => {}
            letter if letter.is_control() => {}
            letter => told.push(letter),
        }
    }
    told
}

/// What of a message was read so far.
#[derive(Debug, Default)]
struct Message {
    fuzzy: bool,
    context: Option<String>,
    id: Option<String>,
    text: Option<String>,
    range: Range<usize>,
    start: usize,
}

/// Which string further lines belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Nothing,
    Context,
    Id,
    Text,
}

/// Reads a PO file.
pub(super) fn read(text: &str) -> ReadFile {
    let mut file = ReadFile::default();
    let mut message = Message::default();
    let mut part = Part::Nothing;
    let mut seen: BTreeMap<(String, String), Range<usize>> = BTreeMap::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let range = offset..offset + line.trim_end().len();
        offset += line.len();
        let line = line.trim();
        let keyword = ["msgctxt", "msgid", "msgstr"]
            .into_iter()
            .find(|word| line.strip_prefix(word).is_some_and(|rest| rest.trim_start().starts_with('"')));
        let begins = matches!(keyword, Some("msgctxt")) || keyword == Some("msgid") && part != Part::Context;
        if (begins || line.starts_with('#')) && message.text.is_some() {
            finish(&mut file, std::mem::take(&mut message), &mut seen);
            part = Part::Nothing;
        }
        if let Some(flags) = line.strip_prefix("#,") {
            message.fuzzy |= flags.split(',').any(|flag| flag.trim() == "fuzzy");
            continue;
        }
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (now, quoted) = match keyword {
            Some("msgctxt") => (Part::Context, &line["msgctxt".len()..]),
            Some("msgid") => (Part::Id, &line["msgid".len()..]),
            Some(_) => (Part::Text, &line["msgstr".len()..]),
            None if line.starts_with('"') => (part, line),
            None => (Part::Nothing, ""),
        };
        let (Some(words), true) = (unquoted(quoted.trim()), now != Part::Nothing) else {
            file.wrong("translate/po-line", range);
            continue;
        };
        let place = match now {
            Part::Context => &mut message.context,
            Part::Id => &mut message.id,
            Part::Text | Part::Nothing => &mut message.text,
        };
        if keyword.is_some() && place.is_some() {
            file.wrong("translate/po-line", range);
            continue;
        }
        if now == Part::Id && keyword.is_some() {
            message.start = range.start;
        }
        place.get_or_insert_default().push_str(&words);
        if now == Part::Text {
            message.range = if keyword.is_some() { range } else { message.range.start..range.end };
        }
        part = now;
    }
    if message.text.is_some() {
        finish(&mut file, message, &mut seen);
    } else if message.id.is_some() {
        file.wrong("translate/po-line", message.start..text.len());
    }
    file
}

fn unquoted(text: &str) -> Option<String> {
    let inside = text.strip_prefix('"')?.strip_suffix('"')?;
    let mut words = String::with_capacity(inside.len());
    let mut letters = inside.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => return None,
            '\\' => match letters.next()? {
                'n' => words.push('\n'),
                't' => words.push('\t'),
                'r' => {}
                other => words.push(other),
            },
            letter => words.push(letter),
        }
    }
    Some(words)
}

fn finish(file: &mut ReadFile, message: Message, seen: &mut BTreeMap<(String, String), Range<usize>>) {
    let (Some(id), Some(text)) = (message.id, message.text) else {
        file.wrong("translate/po-line", message.range);
        return;
    };
    let Some(context) = message.context else {
        if id.is_empty() {
            head(file, &text, message.range);
        } else {
            file.wrong("translate/no-context", message.range);
        }
        return;
    };
    let key = (context.clone(), id.clone());
    if let Some(first) = seen.insert(key, message.range.clone()) {
        let twice = Diagnostic::error("translate/twice", Span::new(FileId(0), message.range));
        let label = crate::diagnostic::Message::new("label/first");
        file.diagnostics.push(twice.label(Span::new(FileId(0), first), label));
        return;
    }
    let numbered = context.rsplit_once('#').and_then(|(path, number)| Some((path, number.parse().ok()?)));
    let (path, occurrence) = numbered.unwrap_or((context.as_str(), 1));
    let certainty = if message.fuzzy { Certainty::Unsure } else { Certainty::Sure };
    let (translation, range) = (text, message.range);
    file.page(path).entries.push(ReadEntry { id: None, occurrence, source: id, translation, certainty, range });
}

fn head(file: &mut ReadFile, text: &str, range: Range<usize>) {
    for line in text.lines() {
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        match name.trim().to_lowercase().as_str() {
            "language" => file.to = Lang::parse(value),
            "x-source-language" => file.from = Lang::parse(value),
            "x-alforja-course" => file.course = Some(value.to_owned()),
            "x-alforja-basis" => {
                for (path, basis) in value.split(';').filter_map(|pair| pair.trim().rsplit_once(' ')) {
                    file.page(path).basis = Some(basis.to_owned());
                }
            }
            "content-type" => {
                let charset = value.to_lowercase().split_once("charset=").map(|(_, name)| name.trim().to_owned());
                if charset.is_some_and(|name| name != "utf-8" && name != "utf8" && name != "charset") {
                    file.wrong("translate/not-utf8", range.clone());
                }
            }
            _ => {}
        }
    }
}
