//! What the program says, as transcripts in `tests/cli/*.md`.
//!
//! Each transcript runs in a folder of its own that holds a copy of `tests/cli/library`. A fence ` ```file PATH `
//! writes a file there (an empty one removes it); a fence ` ```console ` holds commands after `$` and what they say:
//! the standard output, then the standard error, then `[exit N]` unless N is 0. Besides `alforja` there is
//! `list DIR`, which names every file below. Numbers that depend on the machine or the theme stand as `N`.
//! `UPDATE=1` rewrites the transcripts; read the difference.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What numbers are about that are not compared.
const COUNTED: &[&str] = &["bytes", "kB", "MB", "s", "pages", "page", "files", "file", "packages,"];

#[test]
fn the_program_says_what_the_transcripts_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    let mut transcripts: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    transcripts.sort();
    assert!(transcripts.len() >= 5, "the transcripts were not found");
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    // Each plays in a folder of its own, so they can play side by side.
    let played: Vec<(PathBuf, String, String)> = std::thread::scope(|scope| {
        let play_one = |path: PathBuf| {
            let library = folder.join("library");
            scope.spawn(move || {
                let expected = fs::read_to_string(&path).unwrap();
                let actual = play(&expected, &library);
                (path, expected, actual)
            })
        };
        let playing: Vec<_> = transcripts.into_iter().map(play_one).collect();
        playing.into_iter().map(|one| one.join().unwrap()).collect()
    });
    for (path, expected, actual) in played {
        let alike = of_any_build(&actual) == of_any_build(&expected);
        if !alike && update {
            fs::write(&path, actual).unwrap();
        } else if !alike {
            wrong.push(format!("{} says now:\n{actual}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a program without PDFs says where it prints.
const WITHOUT_PDF: &str = "This program makes the book in HTML only";

/// Returns a transcript without what differs between a program that sets PDFs and one that does not: that it says so, and
/// how large a folder with them is, in which unit and at the end of which column.
fn of_any_build(transcript: &str) -> String {
    let plain = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().map(|word| if word == "MB" { "kB" } else { word }).collect();
        let counted = words.iter().any(|word| word.trim_start_matches('(') == "N");
        if counted { words.join(" ").replace(" MB)", " kB)").replace(" MB.", " kB.") } else { line.to_owned() }
    };
    transcript.lines().filter(|line| !line.starts_with(WITHOUT_PDF)).map(|line| plain(line) + "\n").collect()
}

/// Returns the transcript with what the commands say now.
fn play(transcript: &str, library: &Path) -> String {
    let place = tempfile::tempdir().unwrap();
    copy(library, place.path());
    let mut played = String::new();
    let mut lines = transcript.lines().peekable();
    while let Some(line) = lines.next() {
        played.push_str(&format!("{line}\n"));
        if let Some(path) = line.strip_prefix("```file ") {
            let content: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            put(&place.path().join(path), &content);
            content.iter().for_each(|line| played.push_str(&format!("{line}\n")));
            played.push_str("```\n");
        } else if line == "```console" {
            for command in lines.by_ref().take_while(|line| *line != "```").filter_map(|line| line.strip_prefix("$ ")) {
                played.push_str(&format!("$ {command}\n{}", run(command, place.path())));
            }
            played.push_str("```\n");
        }
    }
    played
}

fn put(path: &Path, content: &[&str]) {
    if content.is_empty() {
        fs::remove_file(path).unwrap();
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content.join("\n") + "\n").unwrap();
}

/// Returns the words of a command; what stands in double quotes is one.
fn words(command: &str) -> Vec<&str> {
    let quoted = |(place, part)| if place % 2 == 1 { vec![part] } else { str::split_whitespace(part).collect() };
    command.split('"').enumerate().flat_map(quoted).collect()
}

/// Returns what a command says.
fn run(command: &str, place: &Path) -> String {
    let mut words = words(command);
    let variables: Vec<(&str, &str)> = words.iter().map_while(|word| word.split_once('=')).collect();
    words.drain(..variables.len());
    if words[0] == "list" {
        return list(&place.join(words[1]));
    }
    assert_eq!(words[0], "alforja", "{command}");
    let mut process = Command::new(env!("CARGO_BIN_EXE_alforja"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "SOURCE_DATE_EPOCH", "COLUMNS"] {
        process.env_remove(name);
    }
    let output = process.args(&words[1..]).envs(variables).current_dir(place).output().unwrap();
    let mut said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    if !said.is_empty() && !said.ends_with('\n') {
        said.push('\n');
    }
    match output.status.code() {
        Some(0) => {}
        code => said.push_str(&format!("[exit {}]\n", code.unwrap())),
    }
    said.lines().map(|line| without_counts(line).trim_end().to_owned() + "\n").collect()
}

/// Returns a line with `N` for every number that stands before one of [`COUNTED`].
fn without_counts(line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let is_number = |word: &str| word.trim_start_matches('(').starts_with(|digit: char| digit.is_ascii_digit());
    let counted = |word: &str| COUNTED.contains(&word.trim_end_matches([',', '.', ';', ':', ')']));
    let told: Vec<&str> = words
        .iter()
        .enumerate()
        .map(|(at, word)| {
            let told = is_number(word) && words.get(at + 1).is_some_and(|next| counted(next));
            if told { if word.starts_with('(') { "(N" } else { "N" } } else { word }
        })
        .collect();
    told.join(" ")
}

fn list(folder: &Path) -> String {
    let mut files = Vec::new();
    collect(folder, folder, &mut files);
    files.sort();
    files.iter().map(|file| format!("{file}\n")).collect()
}

fn collect(folder: &Path, root: &Path, files: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, root, files);
        } else {
            files.push(path.strip_prefix(root).unwrap().display().to_string());
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
