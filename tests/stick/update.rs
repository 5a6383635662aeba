//! What changed, carried from one copy to the next.

use crate::files::{Files, THEIRS, check_whole, versions};
use crate::memory::MemoryStick;
use alforja::output::{Disk, FileSystem};
use alforja::progress::Silent;
use alforja::sign::{SecretKey, new_key};
use alforja::stick::delta::{Delta, DeltaError, OldCopy, make};
use alforja::stick::{Copy, LayError, MANIFEST, Signed, VerifyingError, lay, verify};
use alforja::tree::OutPath;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What is at hand of an old copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AtHand {
    All,
    Manifest,
}

/// Returns a delta from `old` to `new`, in a folder that lives as long as it is held.
pub(crate) fn delta(old: &Files, new: &Files, key: Option<&SecretKey>) -> (TempDir, PathBuf) {
    delta_of(old, AtHand::All, new, key)
}

pub(crate) fn delta_of(old: &Files, at_hand: AtHand, new: &Files, key: Option<&SecretKey>) -> (TempDir, PathBuf) {
    let place = tempfile::tempdir().unwrap();
    let folder = |name: &str| {
        fs::create_dir(place.path().join(name)).unwrap();
        Disk::open(&place.path().join(name), None).unwrap()
    };
    let (before, after) = (folder("old"), folder("new"));
    old.lay(&before).unwrap();
    let signed = key.map_or(Signed::Not, Signed::With);
    lay(&after, Copy { manifest: &new.manifest(), signed }, new, &Silent).unwrap();
    let zip = place.path().join("update.zip");
    let old = match at_hand {
        AtHand::All => place.path().join("old"),
        AtHand::Manifest => place.path().join("old").join(MANIFEST),
    };
    let made = make(&OldCopy::open(&old).unwrap(), &after, &zip, &Silent).unwrap();
    assert_eq!((made.written.size, made.whole), (fs::metadata(&zip).unwrap().len(), new.manifest().size()));
    (place, zip)
}

pub(crate) fn stick_of(files: &Files) -> MemoryStick {
    let stick = MemoryStick::of(FileSystem::Fat);
    THEIRS.iter().for_each(|(path, text)| stick.put(path, text.as_bytes()));
    files.lay(&stick).unwrap();
    stick
}

pub(crate) fn open(zip: &Path) -> Delta {
    Delta::open(zip, None).unwrap()
}

#[test]
fn a_copy_is_brought_up_to_date_and_goes_on_where_it_was_pulled_out() {
    let (old, mut new) = versions();
    // A file that has another name now does not travel.
    let film = "a film ".repeat(20_000);
    let mut old = old;
    old.0.insert(OutPath::fixed("courses/assets/film-1.mp4"), film.clone().into_bytes());
    new.0.insert(OutPath::fixed("courses/assets/film-2.mp4"), film.into_bytes());
    let (_place, zip) = delta(&old, &new, None);
    assert!(fs::metadata(&zip).unwrap().len() < 120_000);
    let first = stick_of(&old);
    let whole = first.copied();
    open(&zip).apply(&whole, &Silent).unwrap();
    let moments = whole.steps() - first.steps();
    check_whole(&whole, &new);
    let again = open(&zip).apply(&whole, &Silent).unwrap();
    assert_eq!((again.written, again.removed), (0, 0));
    for steps in (0..moments).filter(|step| step % 97 == 0 || *step < 6 || step + 12 > moments) {
        let stick = first.copied();
        stick.pull_out_after(steps);
        assert!(open(&zip).apply(&stick, &Silent).is_err(), "after {steps} steps");
        stick.put_in_again();
        open(&zip).apply(&stick, &Silent).unwrap();
        check_whole(&stick, &new);
    }
}

#[test]
fn another_copy_is_left_alone() {
    let (old, new) = versions();
    let (_place, zip) = delta(&old, &new, None);
    let third = Files::of([("START-HERE.html", "third")]);
    let stick = stick_of(&third);
    let before = stick.all();
    let told = open(&zip).apply(&stick, &Silent);
    let Err(DeltaError::OtherCopy { id, from, to }) = told else { panic!("{told:?}") };
    assert_eq!((id, from, to), (third.manifest().id(), old.manifest().id(), new.manifest().id()));
    assert!(stick.all() == before);
    let empty = MemoryStick::of(FileSystem::Fat);
    let told = open(&zip).apply(&empty, &Silent);
    assert!(matches!(told, Err(DeltaError::Verifying(VerifyingError::NoManifest))), "{told:?}");
}

/// What the update does not bring must be right: it is found before anything is written.
#[test]
fn a_damaged_copy_is_told_and_left_alone() {
    let (old, new) = versions();
    let (_place, zip) = delta(&old, &new, None);
    let stick = stick_of(&old);
    let same = old.0.iter().find(|(path, bytes)| new.0.get(*path) == Some(bytes)).unwrap().0;
    stick.put(same.as_str(), b"damaged");
    let before = stick.all();
    let told = open(&zip).apply(&stick, &Silent);
    let Err(DeltaError::Lay(LayError::Damaged(files))) = told else { panic!("{told:?}") };
    assert_eq!(files, [same.to_string()]);
    assert!(stick.all() == before);
}

#[test]
fn an_update_is_taken_from_its_publisher_alone() {
    let key = || SecretKey::read(&new_key(None).unwrap().secret, None).unwrap();
    let (ours, other) = (key(), key());
    let (old, new) = versions();
    let (_place, zip) = delta(&old, &new, Some(&ours));
    assert!(matches!(Delta::open(&zip, Some(&other.public())), Err(DeltaError::NotSigned(Some(_)))));
    let stick = stick_of(&old);
    Delta::open(&zip, Some(&ours.public())).unwrap().apply(&stick, &Silent).unwrap();
    assert!(verify(&stick, Some(&ours.public()), &Silent).unwrap().is_whole());
    assert!(!verify(&stick, Some(&other.public()), &Silent).unwrap().is_whole());
    let (_place, zip) = delta(&old, &new, None);
    assert!(matches!(Delta::open(&zip, Some(&ours.public())), Err(DeltaError::NotSigned(None))));
}

/// Returns the zip with another manifest, or other files.
pub(crate) fn forged(zip: &Path, change: impl Fn(&str, Vec<u8>) -> Vec<(String, Vec<u8>)>) -> (TempDir, PathBuf) {
    use std::io::{Read, Write};
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("forged.zip");
    let mut archive = zip::ZipArchive::new(fs::File::open(zip).unwrap()).unwrap();
    let mut writer = zip::ZipWriter::new(fs::File::create(&out).unwrap());
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = std::str::from_utf8(entry.name_raw()).unwrap().to_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        for (name, bytes) in change(&name, bytes) {
            writer.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(&bytes).unwrap();
        }
    }
    writer.finish().unwrap();
    (place, out)
}

#[test]
fn a_forged_update_writes_nothing() {
    let (old, new) = versions();
    let (place, zip) = delta(&old, &new, None);
    let stick = stick_of(&old);
    let before = stick.all();
    // A manifest that leads out of the copy is another one than the update says it leads to.
    let (_kept, out) = forged(&zip, |name, bytes| match name {
        MANIFEST => {
            let text = String::from_utf8(bytes).unwrap().replacen("courses/a/b.html", "../../evil.html", 1);
            vec![(name.to_owned(), text.into_bytes())]
        }
        _ => vec![(name.to_owned(), bytes)],
    });
    assert!(matches!(Delta::open(&out, None), Err(DeltaError::NoDelta)));
    // And where it says so of that one, it is refused for its names.
    let (_kept, out) = forged(&zip, |name, bytes| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let evil = |text: &str| text.replacen("courses/a/b.html", "../../evil.html", 1);
        match name {
            MANIFEST => vec![(name.to_owned(), evil(&text).into_bytes())],
            "alforja-delta.json" => {
                let id = alforja::fingerprint::Fingerprint::of(evil(&manifest_text(&new)).as_bytes()).hex();
                vec![(name.to_owned(), text.replace(&new.manifest().id().hex(), &id).into_bytes())]
            }
            _ => vec![(name.to_owned(), bytes)],
        }
    });
    let told = Delta::open(&out, None).err().unwrap();
    assert!(matches!(told, DeltaError::Verifying(VerifyingError::Manifest(_))), "{told:?}");
    // Other bytes than the manifest says, and a file that inflates to far more.
    for bytes in [b"evil".to_vec(), vec![0; 30_000_000]] {
        let (_kept, out) = forged(&zip, |name, real| match name {
            "files/START-HERE.html" => vec![(name.to_owned(), bytes.clone())],
            _ => vec![(name.to_owned(), real)],
        });
        let told = open(&out).apply(&stick, &Silent);
        assert!(matches!(&told, Err(DeltaError::Broken(path)) if path == "START-HERE.html"), "{told:?}");
        let theirs: Vec<_> = before.iter().filter(|(path, _)| THEIRS.iter().any(|(known, _)| known == path)).collect();
        assert!(theirs.iter().all(|(path, bytes)| stick.get(path).as_ref() == Some(bytes)));
        assert!(stick.all().values().all(|bytes| bytes.len() < 100_000), "nobody fills a stick");
        open(&zip).apply(&stick.copied(), &Silent).unwrap();
    }
    // A zip that is cut short, or none at all.
    let half = place.path().join("half.zip");
    let bytes = fs::read(&zip).unwrap();
    for end in [0, 10, bytes.len() / 2, bytes.len() - 1] {
        fs::write(&half, &bytes[..end]).unwrap();
        assert!(matches!(Delta::open(&half, None), Err(DeltaError::NoDelta)), "{end}");
    }
}

fn manifest_text(files: &Files) -> String {
    String::from_utf8(files.manifest().bytes()).unwrap()
}

#[test]
fn an_update_needs_two_whole_copies() {
    let (old, new) = versions();
    let place = tempfile::tempdir().unwrap();
    let disk = Disk::open(place.path(), None).unwrap();
    new.lay(&disk).unwrap();
    let zip = place.path().join("update.zip");
    let list = |files: &Files| OldCopy { manifest: files.manifest().bytes(), files: None };
    let same = make(&list(&new), &disk, &zip, &Silent);
    assert!(matches!(same, Err(DeltaError::Same)), "{same:?}");
    fs::write(place.path().join("START-HERE.html"), "another door").unwrap();
    let broken = make(&list(&old), &disk, &zip, &Silent);
    assert!(matches!(broken, Err(DeltaError::NotWhole)), "{broken:?}");
    assert!(!zip.exists());
}
