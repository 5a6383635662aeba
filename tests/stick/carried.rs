//! The program itself, with updates that carry only what is new, and packages that are signed.

use crate::program::{alforja, files, fine, lay, text, with_film, words};
use std::fs;
use std::path::Path;
use std::process::Command;

/// A lesson changes in a course with a film, which lies in two packages too.
#[test]
fn an_update_made_of_two_folders_carries_only_what_is_new() {
    let place = tempfile::tempdir().unwrap();
    let library = with_film(place.path(), 10);
    let mut state = 1_u32;
    let mut film = b"PK\x05\x06".to_vec();
    film.resize_with(2_000_000, || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    });
    fs::write(library.join("courses/films/media/day.zip"), film).unwrap();
    let [old, new] = ["old", "new"].map(|name| place.path().join(name));
    [&old, &new].into_iter().for_each(|stick| fs::create_dir(stick).unwrap());
    let what = ["--target", "scorm12,cmi5"];
    fine(&lay(&library, &old, &what));
    let page = library.join("courses/films/en/01-first/01-watch.md");
    fs::write(&page, "# Watch\n\nAnew.\n\n[The whole day](media/day.zip)\n").unwrap();
    fine(&lay(&library, &new, &what));
    let [small, large] = ["small.zip", "large.zip"].map(|name| place.path().join(name));
    let said = fine(&alforja(&["update", "make", text(&old), text(&new), "--out", text(&small)]));
    assert!(said.contains("% of the whole copy (") && said.contains("only what is new in"), "{said}");
    let manifest = old.join("alforja-manifest.json");
    let said = fine(&alforja(&["update", "make", text(&manifest), text(&new), "--out", text(&large)]));
    assert!(said.contains("becomes smaller with the folder of the old copy"), "{said}");
    let size = |path: &Path| fs::metadata(path).unwrap().len();
    assert!(size(&large) > 4_000_000 && size(&small) < 60_000, "{} {}", size(&large), size(&small));
    // It is killed in the middle, and goes on.
    let applied = |mut command: Command| command.args(["update", "apply", text(&small), text(&old)]).output().unwrap();
    let limited = "ulimit -f 100; trap '' XFSZ; exec \"$@\"";
    let mut command = Command::new("bash");
    command.args(["-c", limited, "alforja", env!("CARGO_BIN_EXE_alforja"), "--lang", "en"]);
    let told = applied(command);
    assert_eq!(told.status.code(), Some(1), "{}", words(&told));
    assert!(old.join(".alforja-stick/journal.json").exists(), "{}", words(&told));
    let mut command = Command::new(env!("CARGO_BIN_EXE_alforja"));
    command.args(["--lang", "en"]);
    let said = fine(&applied(command));
    assert!(said.contains("the copy is whole") && said.contains("went on from there"), "{said}");
    assert!(files(&old) == files(&new));
    // One that was damaged on its way is told with the file that it is about, and the copy is as good as before.
    let told = alforja(&["update", "apply", text(&page), text(&old)]);
    assert!(words(&told).contains("is no update"), "{}", words(&told));
}

#[test]
fn a_signed_package_is_proved_by_its_key() {
    let place = tempfile::tempdir().unwrap();
    let library = with_film(place.path(), 1_000);
    let [ours, others] = ["ours", "others"].map(|name| place.path().join(name));
    [&ours, &others].into_iter().for_each(|key| drop(fine(&alforja(&["key", "--no-password", text(key)]))));
    let out = place.path().join("packages");
    let package = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_alforja"));
        command.args(["--lang", "en", "--library"]).arg(&library).arg("--store").arg(place.path().join("store"));
        command
            .args(["package", "--target", "scorm12,epub,single,print", "--out"])
            .arg(&out)
            .args(more)
            .output()
            .unwrap()
    };
    let verified = |file: &Path, more: &[&str]| {
        let told = alforja(&[&["verify", text(file)], more].concat());
        (told.status.code(), words(&told))
    };
    let (secret, public) = (ours.with_extension("key"), ours.with_extension("pub"));
    let said = fine(&package(&["--key", text(&secret)]));
    assert!(said.contains("Signed 4 files with the key"), "{said}");
    assert!(said.contains("print is a folder and is not signed"), "{said}");
    let [zip, book, page] =
        ["films-en-1.0.0-scorm12.zip", "films-en-1.0.0.epub", "films-en-1.0.0-single.html"].map(|name| out.join(name));
    for file in [&zip, &book, &page] {
        let (code, said) = verified(file, &["--public-key", text(&public)]);
        assert_eq!(code, Some(0), "{said}");
        let name = file.file_name().unwrap().to_str().unwrap();
        assert!(said.contains(&format!("signed with this key as `{name}`")), "{said}");
        let (code, said) = verified(file, &[]);
        assert!(code == Some(1) && said.contains("proves nothing without the publisher's public key"), "{said}");
        let (code, said) = verified(file, &["--public-key", text(&others.with_extension("pub"))]);
        assert!(code == Some(1) && said.contains("signed it, not"), "{said}");
    }
    // A signature that holds stays, and one of another key does not.
    let signature = zip.with_extension("zip.minisig");
    let before = fs::read(&signature).unwrap();
    fine(&package(&["--key", text(&secret)]));
    assert_eq!(fs::read(&signature).unwrap(), before);
    fine(&package(&["--key", text(&others.with_extension("key"))]));
    let (code, said) = verified(&zip, &["--public-key", text(&others.with_extension("pub"))]);
    assert_eq!(code, Some(0), "{said}");
    // One byte of the file is another.
    let whole = fs::read(&book).unwrap();
    let mut bytes = whole.clone();
    bytes[200] ^= 1;
    fs::write(&book, bytes).unwrap();
    let (code, said) = verified(&book, &["--public-key", text(&others.with_extension("pub"))]);
    assert!(code == Some(1) && said.contains("is not what was signed"), "{said}");
    fs::write(&book, whole).unwrap();
    // The signature is gone, or no signature.
    fs::write(&signature, "untrusted comment: nothing\n").unwrap();
    let (code, said) = verified(&zip, &["--public-key", text(&public)]);
    assert!(code == Some(1) && said.contains("is no signature that alforja and minisign know"), "{said}");
    fs::remove_file(&signature).unwrap();
    for file in [&zip, &library.join("alforja.yaml")] {
        let (code, said) = verified(file, &["--public-key", text(&public)]);
        assert!(code == Some(1) && said.contains("is not signed: there is no `"), "{said}");
    }
    // What is made anew without a key has no signature of what stood there before.
    fs::write(library.join("courses/films/en/01-first/01-watch.md"), "# Watch\n\nAnew.\n").unwrap();
    fine(&package(&[]));
    assert!(!page.with_extension("html.minisig").exists());
}
