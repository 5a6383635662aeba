//! Every text of the courses that ship with the program is parsed without an error.

use alforja::diagnostic::Severity;
use alforja::locale::{Catalogs, Lang};
use alforja::model::Block;
use alforja::parse::{ParseInput, TextKind, parse_text};
use alforja::span::{FileId, Place};
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn the_shipped_courses_parse() {
    let catalogs = Catalogs::embedded(&[]).unwrap();
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("courses"), &mut files);
    files.sort();
    assert!(!files.is_empty(), "there are no courses");
    let wrong: Vec<String> = files.iter().flat_map(|file| errors(file, &catalogs)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A text that holds some of each within others, and each text of the courses.
#[test]
fn every_fenced_block_and_heading_is_found_wherever_it_stands() {
    const NESTED: &str = "- a point\n\n  ::: details\n  ::: reflection\n  Why?\n  :::\n  :::\n\n::: activity\n> ::: quiz\n> ### One?\n> - [x] yes\n> - [ ] no\n> :::\n:::\n\nA note.[^1]\n\n[^1]: Under it\n\n    ::: facilitator\n    Say it.\n    :::\n";
    let catalogs = Catalogs::embedded(&[]).unwrap();
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("courses"), &mut files);
    let texts = files.iter().map(|file| fs::read_to_string(file).unwrap()).chain([NESTED.to_owned()]);
    let mut most = 0;
    for text in texts {
        let lang = &Lang::english();
        let input = ParseInput { file: FileId(0), text: &text, lang, catalogs: &catalogs, kind: TextKind::Page };
        let document = parse_text(input).value.document;
        let is_fenced = |block: &&Block| matches!(block, Block::Container(_) | Block::Quiz(_));
        let mut all = Vec::new();
        document.walk(&mut |block| all.extend(Some(block).filter(is_fenced)));
        assert_eq!(document.fenced(), all, "{text}");
        let mut headings = Vec::new();
        document.walk(&mut |block| headings.extend(Some(block).filter(|block| matches!(block, Block::Heading { .. }))));
        assert_eq!(document.headings(), headings, "{text}");
        let inner = all.len() - document.blocks.iter().filter(is_fenced).count();
        most = most.max(inner);
    }
    assert!(most >= 4, "none of the texts has fenced blocks within others: {most}");
}

fn errors(file: &Path, catalogs: &Catalogs) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap();
    let course = file.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("courses")).unwrap();
    let lang = course.iter().nth(1).and_then(|folder| Lang::parse(&folder.to_string_lossy()));
    let lang = lang.unwrap_or_else(Lang::english);
    let bank = file.file_stem().is_some_and(|name| name == "bank");
    let kind = if bank { TextKind::Bank } else { TextKind::Page };
    let parsed = parse_text(ParseInput { file: FileId(0), text: &text, lang: &lang, catalogs, kind });
    let errors = parsed.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    errors
        .map(|diagnostic| {
            let place = Place::of(&text, diagnostic.span.start as usize);
            let line = text.lines().nth(place.line - 1).unwrap_or("");
            format!("{}:{}:{} {} | {line}", file.display(), place.line, place.column, diagnostic.code)
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            files.push(path);
        }
    }
}
