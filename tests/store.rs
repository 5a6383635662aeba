//! Results that are kept: whatever happens to the folder, no result is wrong, and no build fails for it.

use alforja::cache::{Freed, Key, Seen, Store, open};
use alforja::fingerprint::Fingerprint;
use alforja::kept::{Kept, Place};
use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, UNIX_EPOCH};

fn store(folder: &Path) -> Store {
    Store::new(vec![folder.to_owned()])
}

fn key(recipe: &str) -> Key {
    Key::new("picture", 1, recipe, &Fingerprint::of(b"source"))
}

fn read(kept: &Kept) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(kept)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn path(kept: &Kept) -> PathBuf {
    let Place::File(path) = kept.place() else { panic!("it is on the disk") };
    path.clone()
}

fn files(folder: &Path) -> Vec<String> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_type().is_file());
    files.map(|file| file.path().strip_prefix(folder).unwrap().display().to_string()).collect()
}

#[test]
fn a_result_is_there_for_the_next_run_and_for_no_other_recipe() {
    let folder = tempfile::tempdir().unwrap();
    let first = store(folder.path()).put(&key("640"), b"small".to_vec());
    let next = store(folder.path());
    let kept = next.get(&key("640")).unwrap();
    assert_eq!(kept, first);
    assert_eq!((read(&kept).unwrap(), kept.size()), (b"small".to_vec(), 5));
    assert_eq!(kept.fingerprint(), Fingerprint::of(b"small"));
    assert_eq!(next.get(&key("641")), None);
    let others = [
        Key::new("film", 1, "640", &Fingerprint::of(b"source")),
        Key::new("picture", 2, "640", &Fingerprint::of(b"source")),
        Key::new("picture", 1, "640", &Fingerprint::of(b"other")),
    ];
    assert!(others.iter().all(|other| next.get(other).is_none()));
    assert!(files(folder.path()).contains(&".gitignore".to_owned()));
}

#[test]
fn a_result_that_was_cut_short_is_as_good_as_absent_and_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let place = path(&store(folder.path()).put(&key("a"), b"a whole result".to_vec()));
    let whole = fs::read(&place).unwrap();
    for cut in 0..whole.len() {
        fs::write(&place, &whole[..cut]).unwrap();
        let next = store(folder.path());
        assert_eq!(next.get(&key("a")), None, "cut at {cut}");
    }
    // A disk that lost its last blocks shows zeros.
    let mut zeros = whole.clone();
    zeros[20..].fill(0);
    fs::write(&place, &zeros).unwrap();
    let next = store(folder.path());
    assert_eq!(next.get(&key("a")), None);
    next.put(&key("a"), b"a whole result".to_vec());
    assert_eq!(fs::read(&place).unwrap(), whole);
}

#[test]
fn a_result_that_was_damaged_is_noticed_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let place = path(&store(folder.path()).put(&key("a"), b"a whole result".to_vec()));
    let mut damaged = fs::read(&place).unwrap();
    damaged[3] ^= 1;
    fs::write(&place, damaged).unwrap();
    let next = store(folder.path());
    let error = read(&next.get(&key("a")).unwrap()).unwrap_err();
    assert!(error.to_string().contains("damaged"), "{error}");
    assert_eq!(next.get(&key("a")), None);
}

#[test]
fn where_nothing_can_be_written_results_are_kept_until_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "no folder can stand below a file").unwrap();
    let refused = Store::new(vec![file.join("store")]);
    let kept = refused.put(&key("a"), b"result".to_vec());
    assert_eq!(read(&kept).unwrap(), b"result");
    assert_eq!(refused.get(&key("a")), Some(kept));
    assert!(refused.begin(&key("b"), "mp4").is_err());
    assert_eq!(refused.prune(&BTreeSet::new()).unwrap(), Freed::default());
    refused.save();

    let beside = folder.path().join("beside");
    let next = Store::new(vec![file.join("store"), beside.clone()]);
    next.put(&key("a"), b"result".to_vec());
    assert!(path(&next.get(&key("a")).unwrap()).starts_with(&beside));
}

#[test]
fn whoever_only_looks_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let looking = store(&folder.path().join("new")).to_look();
    looking.put(&key("a"), b"result".to_vec());
    assert_eq!(looking.moment(), None);
    looking.save();
    assert_eq!(files(folder.path()), [""; 0]);
}

#[test]
fn what_is_not_finished_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let own = store(folder.path());
    let unfinished = own.begin(&key("a"), "mp4").unwrap();
    assert_eq!(unfinished.path().extension().unwrap(), "mp4");
    fs::write(unfinished.path(), "half").unwrap();
    assert_eq!(own.get(&key("a")), None);
    drop(unfinished);
    assert!(own.begin(&key("a"), "mp4").unwrap().finish().is_err(), "nothing was written");
    let unfinished = own.begin(&key("a"), "mp4").unwrap();
    fs::write(unfinished.path(), "whole").unwrap();
    assert_eq!(read(&unfinished.finish().unwrap()).unwrap(), b"whole");
    drop(own);
    assert_eq!(files(folder.path()).len(), 2, "{:?}", files(folder.path()));
}

#[test]
fn what_a_killed_process_left_is_swept_and_what_a_living_one_makes_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let living = store(folder.path());
    let unfinished = living.begin(&key("a"), "").unwrap();
    fs::write(unfinished.path(), "half").unwrap();
    let dead = folder.path().join("work/1-0");
    fs::create_dir_all(&dead).unwrap();
    fs::write(dead.join("lock"), "").unwrap();
    fs::write(dead.join("0"), "half").unwrap();
    let next = store(folder.path());
    next.put(&key("b"), b"b".to_vec());
    assert!(!dead.exists());
    assert!(unfinished.path().exists());
    assert_eq!(unfinished.finish().unwrap().size(), 4);
}

#[test]
fn many_stores_at_once_keep_the_same_results() {
    let folder = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let own = store(folder.path());
                for number in 0..50 {
                    let bytes = format!("result {number}").into_bytes();
                    let kept = own.get(&key(&number.to_string()));
                    let kept = kept.unwrap_or_else(|| own.put(&key(&number.to_string()), bytes.clone()));
                    assert_eq!(read(&kept).unwrap(), bytes);
                }
                own.save();
            });
        }
    });
    assert_eq!(files(folder.path()).len(), 51);
}

#[test]
fn what_is_not_used_is_pruned() {
    let folder = tempfile::tempdir().unwrap();
    let own = store(folder.path());
    own.put(&key("used"), b"used".to_vec());
    own.put(&key("old"), b"old result".to_vec());
    let next = store(folder.path());
    assert!(next.get(&key("used")).is_some());
    assert_eq!(next.prune(&next.asked()).unwrap(), Freed { results: 1, bytes: 10 + 48 });
    assert!(next.get(&key("used")).is_some());
    assert_eq!(next.get(&key("old")), None);
}

#[test]
fn a_source_is_known_to_the_next_run_until_it_changes() {
    let folder = tempfile::tempdir().unwrap();
    let own = store(folder.path());
    let seen = Seen { path: "c/media/film.mp4", size: 4, modified: Some(1_000_000_000_000_000_001) };
    let moment = own.moment();
    assert!(moment.is_some());
    own.remember(seen, Fingerprint::of(b"film"), moment);
    assert_eq!(own.seen(seen), Some(Fingerprint::of(b"film")));
    own.save();
    let next = store(folder.path());
    assert_eq!(next.seen(seen), Some(Fingerprint::of(b"film")));
    assert_eq!(next.seen(Seen { modified: Some(1_000_000_000_000_000_002), ..seen }), None);
}

/// A library with a picture and a film to download, written a day ago.
fn library(folder: &Path) {
    let write = |path: &str, bytes: &[u8]| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        let file = fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(UNIX_EPOCH + Duration::from_secs(1_700_000_000)).unwrap();
    };
    write("alforja.yaml", b"title: Test\n");
    write("courses/a/course.yaml", b"version: 1.0.0\n");
    write("courses/a/en/index.md", b"# A\n\n[Film](media/leaflet.pdf)\n");
    write("courses/a/en/01-m/index.md", b"# M\n");
    write("courses/a/en/01-m/01-l.md", b"# L\n\nText.\n");
    write("courses/a/media/leaflet.pdf", &vec![b'a'; 200_000]);
}

fn build(library: &Path, out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alforja"));
    command.args(["build", "--quiet", "--library"]).arg(library).arg("--out").arg(out);
    command.env("HOME", library.parent().unwrap()).env_remove("XDG_CACHE_HOME").stdout(Stdio::null());
    command
}

#[test]
fn two_processes_may_build_one_library_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let (own, outs) = (folder.path().join("library"), ["one", "two", "three"].map(|name| folder.path().join(name)));
    library(&own);
    let running: Vec<_> = outs.iter().map(|out| build(&own, out).spawn().unwrap()).collect();
    for mut process in running {
        assert!(process.wait().unwrap().success());
    }
    assert_eq!(files(&outs[0]), files(&outs[1]));
    assert_eq!(files(&outs[0]), files(&outs[2]));
    let left = files(&own.join(".alforja"));
    assert!(left.iter().all(|file| !file.starts_with("work")), "{left:?}");
}

#[test]
fn a_library_that_cannot_be_written_to_is_built_and_checking_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("library");
    library(&own);
    let mut check = Command::new(env!("CARGO_BIN_EXE_alforja"));
    assert!(check.args(["check", "--quiet", "--library"]).arg(&own).status().unwrap().success());
    assert!(!own.join(".alforja").exists());
    // Root may write anywhere, but not below a file.
    fs::write(own.join(".alforja"), "in the way").unwrap();
    assert!(build(&own, &folder.path().join("out")).status().unwrap().success());
    assert!(folder.path().join(".cache/alforja").is_dir());
    let asked = folder.path().join("asked");
    assert!(build(&own, &folder.path().join("out")).arg("--store").arg(&asked).status().unwrap().success());
    assert!(files(&asked).contains(&"sources".to_owned()));
}
