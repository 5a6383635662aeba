//! How long it takes to lay a library of films, beside copying the same files, waiting for the disk, and reading them back.
//!
//! `cargo bench --bench stick -- 1000 /media/stick` (how many megabytes of films, and where; 1,000 in a temporary folder
//! without them). `usb` is everything from the sources to the proved copy; `again` is the same once more, when nothing
//! changed; `update` makes what leads from that copy to one with a film cut short, and `apply` applies it.

#![expect(clippy::print_stdout, reason = "a benchmark says what it measured")]

use alforja::cache::Store;
use alforja::fingerprint::Fingerprint;
use alforja::output::{Carrier, Disk};
use alforja::pipeline::{self, Job, Phone, Slot, StickRequest, Trainer};
use alforja::progress::Silent;
use alforja::stick::delta::{Delta, OldCopy, make};
use alforja::stick::verify;
use alforja::world::DiskWorld;
use std::fs::{self, File};
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many films there are.
const FILMS: usize = 8;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let megabytes: usize = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(1_000);
    let temporary = tempfile::tempdir().expect("a temporary folder can be made");
    let place = arguments.iter().find(|argument| argument.parse::<usize>().is_err());
    let place = place.map_or_else(|| temporary.path().to_owned(), |place| Path::new(place).join("alforja-bench"));
    let (library, stick, other) = (temporary.path().join("library"), place.join("stick"), place.join("other"));
    for folder in [&library, &stick, &other] {
        fs::create_dir_all(folder).expect("the disk takes it");
    }
    write_library(&library, megabytes * 1_000_000 / FILMS);
    let lay = |stick: &Path| lay(&library, &temporary.path().join("store"), stick);
    // Films are measured once a library; whoever lays a stick has built it before.
    lay(&other);
    fs::remove_dir_all(&other).expect("it is there");
    fs::create_dir_all(&other).expect("the disk takes it");
    println!("{megabytes} MB in {FILMS} films");
    told("usb", || lay(&stick));
    told("again", || lay(&stick));
    told("verify", || assert!(verify(&disk(&stick), None, &Silent).expect("it can be read").is_whole()));
    told("copy, sync, read back", || copied(&stick, &other));
    fs::remove_dir_all(&other).expect("it is there");
    fs::create_dir_all(&other).expect("the disk takes it");
    let film = library.join("courses/films/media/film-3.zip");
    File::options().write(true).open(&film).and_then(|film| film.set_len(70_000)).expect("the disk takes it");
    lay(&other);
    let update = place.join("update.zip");
    let old = OldCopy::open(&stick).expect("it is a copy");
    told("update", || drop(make(&old, &disk(&other), &update, &Silent).expect("both are copies")));
    println!("{:22} {:8.2} MB", "", fs::metadata(&update).map_or(0, |update| update.len()) as f64 / 1e6);
    let delta = Delta::open(&update, None).expect("it was just made");
    told("apply", || drop(delta.apply(&disk(&stick), &Silent).expect("the copy is whole")));
    println!("peak {:.0} MB", peak().unwrap_or(0) as f64 / 1024.0);
    if place != temporary.path() {
        fs::remove_dir_all(&place).expect("it is ours");
    }
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn told(name: &str, work: impl FnOnce()) {
    let started = Instant::now();
    work();
    println!("{name:22} {:8.2} s", started.elapsed().as_secs_f64());
}

fn disk(folder: &Path) -> Disk {
    Disk::open(folder, None).expect("it is there")
}

fn write_library(library: &Path, size: usize) {
    let page = |number: usize| format!("# Film {number}\n\n[The film](media/film-{number}.zip)\n");
    let mut files: Vec<(String, String)> = [
        ("alforja.yaml", "title: {en: Films}\nlanguages: [en]\nchecks:\n  file/too-large: off\n"),
        ("courses/films/course.yaml", "source_language: en\nlicence: CC0-1.0\n"),
        ("courses/films/en/index.md", "# Films\n"),
        ("courses/films/en/01-first/index.md", "# First\n"),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .into();
    files.extend(
        (0..FILMS).map(|number| (format!("courses/films/en/01-first/1{number}-film-{number}.md"), page(number))),
    );
    for (path, text) in files {
        let path = library.join(path);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("the disk takes it");
        fs::write(path, text).expect("the disk takes it");
    }
    let media = library.join("courses/films/media");
    fs::create_dir_all(&media).expect("the disk takes it");
    let mut state = 1_u64;
    for number in 0..FILMS {
        let mut bytes = b"PK\x05\x06".to_vec();
        while bytes.len() < size {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            bytes.extend_from_slice(&state.to_le_bytes());
        }
        let mut film = File::create(media.join(format!("film-{number}.zip"))).expect("the disk takes it");
        film.write_all(&bytes[..size]).and_then(|()| film.sync_all()).expect("the disk takes it");
    }
}

fn lay(library: &Path, store: &Path, stick: &Path) {
    let world = DiskWorld::new(library, None).expect("the library is there");
    let store = Store::new(vec![store.to_owned()]);
    let job = Job::quiet(&world, library, &store);
    let request = StickRequest {
        courses: Vec::new(),
        langs: Vec::new(),
        targets: Vec::new(),
        phone: Phone::Without,
        trainer: Trainer::Without,
        key: None,
    };
    let disk = disk(stick);
    let outcome = pipeline::stick(job, &request, &[Slot { medium: &disk, progress: &Silent }]).expect("it is laid");
    for laid in outcome.made.expect("the library is sound").laid {
        laid.expect("the disk takes it");
    }
}

/// Copies files as a file manager does, waits until the disk has them, and reads them back from there as `sha256sum` does.
fn copied(from: &Path, to: &Path) {
    let files: Vec<PathBuf> =
        disk(from).list().expect("it can be read").into_iter().map(|found| found.path.into()).collect();
    for path in &files {
        let place = to.join(path);
        fs::create_dir_all(place.parent().expect("it is in a folder")).expect("the disk takes it");
        fs::copy(from.join(path), &place).expect("the disk takes it");
    }
    for path in &files {
        File::open(to.join(path)).and_then(|file| file.sync_all()).expect("the disk takes it");
    }
    let back = disk(to);
    for path in &files {
        let mut fingerprint = None;
        let read = back.read(&path.to_string_lossy(), &mut |reader| {
            fingerprint = Some(Fingerprint::of_reader(&mut BufReader::new(reader))?);
            io::Result::Ok(())
        });
        read.expect("it was just written");
        assert!(fingerprint.is_some());
    }
}

fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}
