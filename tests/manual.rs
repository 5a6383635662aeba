//! What shells and `man` are given of the program.

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn alforja(arguments: &[&str]) -> Output {
    let done = Command::new(env!("CARGO_BIN_EXE_alforja")).args(arguments).output().unwrap();
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    done
}

#[test]
fn bash_understands_its_completions_and_proposes_what_can_follow() {
    let mut script = alforja(&["completions", "bash"]).stdout;
    script.extend(b"\nCOMP_WORDS=(alforja new l); COMP_CWORD=2; _alforja alforja l new; echo \"${COMPREPLY[@]}\"\n");
    let mut bash = Command::new("bash").args(["--norc"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    bash.stdin.take().unwrap().write_all(&script).unwrap();
    let said = bash.wait_with_output().unwrap();
    assert!(said.status.success());
    assert_eq!(String::from_utf8_lossy(&said.stdout).trim(), "library lesson");
}

/// Returns what bash proposes after these words.
fn proposed(words: &[&str]) -> String {
    let mut script = alforja(&["completions", "bash"]).stdout;
    let (last, before) = (words[words.len() - 1], words[words.len() - 2]);
    let line = format!(
        "\nCOMP_WORDS=({}); COMP_CWORD={}; _alforja alforja '{last}' {before}; echo \"${{COMPREPLY[@]}}\"\n",
        words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" "),
        words.len() - 1
    );
    script.extend(line.as_bytes());
    let mut bash = Command::new("bash").args(["--norc"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    bash.stdin.take().unwrap().write_all(&script).unwrap();
    String::from_utf8_lossy(&bash.wait_with_output().unwrap().stdout).trim().to_owned()
}

#[test]
fn values_are_proposed_where_they_are_known() {
    assert_eq!(proposed(&["alforja", "package", "--target", "sc"]), "scorm12 scorm2004");
    assert_eq!(proposed(&["alforja", "check", "--lang", ""]), "da en mn pt sq");
    assert_eq!(proposed(&["alforja", "check", "--for", "moo"]), "moodle moodle-app");
    assert_eq!(proposed(&["alforja", "schema", "c"]), "course");
}

#[test]
fn every_shell_has_completions() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = String::from_utf8(alforja(&["--lang", "mn", "completions", shell]).stdout).unwrap();
        assert!(script.contains("package") && script.contains("library"), "{shell}");
    }
}

#[test]
fn every_command_has_a_page_in_the_reader_s_language() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("man");
    alforja(&["--lang", "da", "man", "--out", out.to_str().unwrap()]);
    let names: Vec<String> =
        std::fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    for name in ["alforja.1", "alforja-build.1", "alforja-new-library.1", "alforja-package-explain.1"] {
        assert!(names.iter().any(|known| known == name), "{name} in {names:?}");
    }
    let page = std::fs::read_to_string(out.join("alforja-build.1")).unwrap();
    let headings: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix(".SH ")).collect();
    assert_eq!(headings, ["\"NAVN\"", "\"OVERSIGT\"", "\"BESKRIVELSE\"", "\"VALG\"", "\"FÆLLES VALG\""]);
}
