//! A disk that refuses: the author is told, no half package is left, and the last good one is untouched.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Packs the small course into `out` by every target, on a disk where no file may grow beyond so many blocks.
fn pack(out: &Path, blocks: &str) -> Output {
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/scorm");
    // The shell ignores the signal, and so does the program: writing then fails, as on a full disk.
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let program = env!("CARGO_BIN_EXE_alforja");
    let arguments = [script.as_str(), program, "--lang", "en", "--library"];
    let mut command = Command::new("bash");
    command.arg("-c").args(arguments).arg(library).args(["package", "--all", "--out"]).arg(out);
    command.output().expect("bash can be started")
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|file| file.file_type().is_file());
    files.map(|file| (file.path().display().to_string(), fs::read(file.path()).unwrap())).collect()
}

#[test]
fn a_full_disk_leaves_no_half_package() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("packages");
    let told = pack(&out, "8");
    assert_eq!(told.status.code(), Some(2));
    let words = String::from_utf8(told.stderr).unwrap();
    assert!(words.starts_with("error: `") && words.contains("cannot be written"), "{words}");
    assert_eq!(files(&out).keys().collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn a_full_disk_leaves_the_last_packages() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("packages");
    assert!(pack(&out, "unlimited").status.success());
    let mut last = files(&out);
    // What is there is not what would be written, so that all is written anew.
    for (path, bytes) in &mut last {
        if !path.contains(".alforja") {
            bytes.push(b' ');
            fs::write(path, &*bytes).unwrap();
        }
    }
    assert_eq!(pack(&out, "8").status.code(), Some(2));
    assert!(files(&out) == last, "the last packages have changed");
}

#[test]
fn a_folder_that_cannot_be_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a-file");
    fs::write(&file, "not a folder").unwrap();
    let told = pack(&file.join("packages"), "unlimited");
    assert_eq!(told.status.code(), Some(2));
    let words = String::from_utf8(told.stderr).unwrap();
    assert!(words.contains("a-file/packages") && words.contains("cannot be written"), "{words}");
    assert!(!words.contains("staging"), "{words}");
    assert_eq!(fs::read(&file).unwrap(), b"not a folder");
}
