//! A stick that is full, read-only, broken, or pulled out at any moment: nothing is half, nothing of anybody else's is
//! touched, and the next run goes on.

use crate::files::{Files, THEIRS, check_whole, versions};
use crate::memory::MemoryStick;
use alforja::output::{FileSystem, OutputError};
use alforja::progress::Silent;
use alforja::stick::{Copy, LayError, MANIFEST, Signed, Trouble, foresee, lay, verify};
use alforja::tree::OutPath;
use std::io::Write;

#[test]
fn it_is_pulled_out_at_any_moment_and_goes_on() {
    let (old, new) = versions();
    let first = MemoryStick::of(FileSystem::Fat);
    THEIRS.iter().for_each(|(path, text)| first.put(path, text.as_bytes()));
    old.lay(&first).unwrap();
    check_whole(&first, &old);
    let whole = first.copied();
    new.lay(&whole).unwrap();
    let all = whole.written() - first.written();
    let moments = whole.steps() - first.steps();
    check_whole(&whole, &new);

    let mut continued = 0;
    // Each moment near the beginning and the end, and some of those between.
    for steps in (0..moments).filter(|step| step % 43 == 0 || *step < 12 || step + 30 > moments) {
        let stick = first.copied();
        stick.pull_out_after(steps);
        let laid = new.lay(&stick);
        stick.put_in_again();
        for (path, bytes) in stick.all() {
            let Some(place) = OutPath::new(&path).filter(|_| !path.starts_with(".alforja")) else { continue };
            let known = [&old, &new].iter().any(|files| files.0.get(&place) == Some(&bytes));
            let theirs = THEIRS.contains(&(path.as_str(), std::str::from_utf8(&bytes).unwrap_or_default()));
            assert!(known || theirs || path == MANIFEST, "after {steps} steps `{path}` is half");
        }
        let verdict = verify(&stick, None, &Silent).unwrap();
        assert!([old.manifest(), new.manifest()].contains(&verdict.manifest));
        assert!(laid.is_err(), "after {steps} steps");
        let before = stick.written();
        let again = new.lay(&stick).unwrap();
        continued += usize::from(again.continued);
        assert!(stick.written() - before <= all + 40_000, "after {steps} steps too much was written again");
        check_whole(&stick, &new);
    }
    assert!(moments > 900 && continued > 20, "{moments} {continued}");
}

#[test]
fn what_is_right_is_not_written_again() {
    let (old, new) = versions();
    let stick = MemoryStick::of(FileSystem::Fat);
    old.lay(&stick).unwrap();
    let written = stick.written();
    let laid = old.lay(&stick).unwrap();
    assert_eq!((laid.written, laid.removed, stick.written()), (0, 0, written), "nothing at all is written");
    // One file was damaged since.
    let path = OutPath::fixed("courses/en/a/7.html");
    stick.put(path.as_str(), &vec![b'x'; old.0[&path].len()]);
    assert_eq!(old.lay(&stick).unwrap().written, 1);
    let laid = new.lay(&stick).unwrap();
    let same = new.0.iter().filter(|(path, bytes)| old.0.get(path) == Some(bytes)).count();
    assert_eq!(laid.written, new.0.len() - same);
}

#[test]
fn a_stick_that_gives_back_other_bytes_is_told() {
    let (old, new) = versions();
    let stick = MemoryStick::of(FileSystem::Fat);
    old.lay(&stick).unwrap();
    stick.lie_from(stick.written() + 12_000);
    assert!(matches!(new.lay(&stick), Err(LayError::Unproven { .. })));
    for (path, bytes) in stick.all().into_iter().filter(|(path, _)| !path.starts_with(".alforja")) {
        let files = [&old, &new];
        let place = OutPath::new(&path).unwrap();
        assert!(path == MANIFEST || files.iter().any(|files| files.0.get(&place) == Some(&bytes)), "{path}");
    }
    assert!(!verify(&stick, None, &Silent).unwrap().is_whole());
}

fn troubles(files: &Files, stick: &MemoryStick) -> Vec<Trouble> {
    let before = stick.all();
    let Err(LayError::Troubles(troubles)) = files.lay(stick) else { panic!("it was laid") };
    assert!(stick.all() == before, "something was written");
    troubles
}

#[test]
fn what_it_cannot_hold_is_told_before_anything_is_written() {
    let files = Files::of([("courses/a.html", "a"), ("courses/A.html", "b"), ("courses/con/c.html", "c")]);
    let mut stick = MemoryStick::of(FileSystem::Fat);
    stick.put("COURSES", b"mine");
    stick.facts.is_read_only = true;
    stick.facts.free = Some(10_000);
    let expected = [
        Trouble::ReadOnly,
        Trouble::Case { first: "courses/A.html".to_owned(), second: "courses/a.html".to_owned() },
        Trouble::Name { path: "courses/con/c.html".to_owned() },
        Trouble::InTheWay { path: "COURSES".to_owned() },
        Trouble::Space { need: 3 * 32_768, free: 9_996 },
    ];
    assert_eq!(troubles(&files, &stick), expected);
}

/// A film of 5 GB is known to be too large before a byte of it is read.
#[test]
fn a_film_that_fat_cannot_hold_is_foreseen() {
    let stick = MemoryStick::of(FileSystem::Fat);
    let film = OutPath::fixed("courses/assets/film.mp4");
    let expected = Trouble::TooLarge { path: film.to_string(), size: 5_000_000_000 };
    assert_eq!(foresee(&stick, &[(&film, 5_000_000_000)]).unwrap(), [expected]);
    assert_eq!(foresee(&MemoryStick::of(FileSystem::ExFat), &[(&film, 5_000_000_000)]).unwrap(), []);
}

#[test]
fn a_stick_that_is_full_after_all_keeps_its_last_copy() {
    let (old, new) = versions();
    let mut stick = MemoryStick::of(FileSystem::Other);
    old.lay(&stick).unwrap();
    let taken: u64 = stick.all().values().map(|bytes| bytes.len() as u64).sum();
    // The system says nothing of how much is free.
    let manifest = stick.get(MANIFEST).unwrap();
    stick.facts.free = Some(taken + 30_000);
    let stick = Untold(stick);
    let told = lay(&stick, Copy { manifest: &new.manifest(), signed: Signed::Not }, &new, &Silent);
    let Err(LayError::Output(OutputError::Disk { source, .. })) = told else { panic!("{told:?}") };
    assert_eq!(source.kind(), std::io::ErrorKind::StorageFull);
    assert_eq!(stick.0.get(MANIFEST).unwrap(), manifest);
}

/// A stick of which nobody knows how much is free.
struct Untold(MemoryStick);

impl alforja::output::Carrier for Untold {
    fn place(&self) -> &std::path::Path {
        self.0.place()
    }
    fn list(&self) -> std::io::Result<Vec<alforja::output::Found>> {
        self.0.list()
    }
    fn read(
        &self,
        path: &str,
        take: &mut dyn FnMut(&mut dyn std::io::Read) -> std::io::Result<()>,
    ) -> std::io::Result<()> {
        self.0.read(path, take)
    }
}

impl alforja::output::Medium for Untold {
    fn facts(&self) -> alforja::output::Facts {
        alforja::output::Facts { free: None, ..self.0.facts() }
    }
    fn open(&self, path: &str) -> std::io::Result<Box<dyn alforja::world::Seekable + '_>> {
        self.0.open(path)
    }
    fn make_folder(&self, path: &str) -> std::io::Result<()> {
        self.0.make_folder(path)
    }
    fn write(&self, path: &str, fill: &mut dyn FnMut(&mut dyn Write) -> std::io::Result<()>) -> std::io::Result<()> {
        self.0.write(path, fill)
    }
    fn settle(&self, paths: &[String]) -> std::io::Result<()> {
        self.0.settle(paths)
    }
    fn settle_all(&self) -> std::io::Result<()> {
        self.0.settle_all()
    }
    fn rename(&self, from: &str, to: &str) -> std::io::Result<()> {
        self.0.rename(from, to)
    }
    fn remove(&self, path: &str) -> std::io::Result<()> {
        self.0.remove(path)
    }
    fn remove_folder(&self, path: &str) {
        self.0.remove_folder(path);
    }
}

#[test]
fn what_stands_there_by_chance_becomes_ours_only_if_it_is_right() {
    let files = Files::of([("START-HERE.html", "door"), ("courses/a.html", "a")]);
    let stick = MemoryStick::of(FileSystem::Fat);
    stick.put("courses/a.html", b"a");
    assert_eq!(files.lay(&stick).unwrap().written, 1);
    let stick = MemoryStick::of(FileSystem::Fat);
    stick.put("courses/a.html", b"b");
    assert_eq!(troubles(&files, &stick), [Trouble::InTheWay { path: "courses/a.html".to_owned() }]);
    // A stick whose manifest was lost to a bad block is mended, and nothing of it is removed.
    stick.put(MANIFEST, b"{\"alforja-man");
    stick.put("courses/old.html", b"old");
    assert_eq!(files.lay(&stick).unwrap().written, 2);
    assert_eq!(stick.get("courses/old.html").unwrap(), b"old");
}

#[test]
fn a_name_that_changes_its_case_survives() {
    let stick = MemoryStick::of(FileSystem::Fat);
    Files::of([("courses/Film.mp4", "film")]).lay(&stick).unwrap();
    let new = Files::of([("courses/film.mp4", "film")]);
    new.lay(&stick).unwrap();
    assert_eq!(stick.get("courses/film.mp4").as_deref(), Some(b"film".as_slice()));
    assert_eq!(stick.get("courses/Film.mp4"), None);
}
