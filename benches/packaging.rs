//! How long a course with long films takes to pack, against a copy of the same bytes, and how much memory it needs.
//!
//! `cargo bench --bench packaging -- 2048` (how many megabytes of film; 2,048 without it). The disk is met twice: each
//! side ends when its bytes are on it. Peak memory is the process's own, which holds nothing else (Linux only).

#![expect(clippy::print_stdout, reason = "a benchmark says what it measured")]

#[path = "../tests/fixtures/film.rs"]
mod film;
mod lessons;

use alforja::cache::Store;
use alforja::package;
use alforja::paper::PaperSize;
use alforja::pipeline::{self, Job, PackageRequest, WithSource};
use alforja::world::DiskWorld;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const MEGABYTE: usize = 1 << 20;
const TARGETS: [&str; 2] = ["scorm12", "site"];

fn main() {
    let megabytes = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(2_048);
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let library = folder.path().join("library");
    lessons::write_library(&library, 20);
    let film = write_film(&library, megabytes);
    let copied = timed(|| copy(&film, &folder.path().join("copy")));
    println!("{megabytes} MB of film in a course of 20 lessons");
    println!("copy    {:8.2} s   {:6.0} MB/s", copied.as_secs_f64(), megabytes as f64 / copied.as_secs_f64());
    for name in TARGETS {
        let packed = timed(|| pack(&library, name, &folder.path().join(name)));
        let (seconds, times) = (packed.as_secs_f64(), packed.as_secs_f64() / copied.as_secs_f64());
        println!("{name:7} {seconds:8.2} s   {:6.0} MB/s   {times:.2} x the copy", megabytes as f64 / seconds);
    }
    match peak() {
        Some(kilobytes) => println!("peak    {:8.1} MB", kilobytes as f64 / 1024.0),
        None => println!("peak memory is told on Linux only"),
    }
}

/// Puts a film of so many megabytes, no two of them alike, into the first course, and shows it in its first lesson.
fn write_film(library: &Path, megabytes: usize) -> std::path::PathBuf {
    let lesson = lessons::files(library).min().expect("there are lessons");
    let media = lesson.ancestors().nth(3).expect("a lesson stands in a module of a language of a course").join("media");
    fs::create_dir_all(&media).expect("the disk takes it");
    let place = media.join("meeting.mp4");
    let mut file = File::create(&place).expect("the disk takes it");
    let (kind, size) = (film::kind(), megabytes * MEGABYTE);
    let mut piece = vec![0_u8; MEGABYTE];
    file.write_all(&kind).expect("the disk takes it");
    let length = u32::try_from(size + 8).expect("the film has less than 4 GB");
    file.write_all(&[&length.to_be_bytes()[..], b"mdat"].concat()).expect("the disk takes it");
    for number in 0..megabytes {
        piece[MEGABYTE / 2..MEGABYTE / 2 + 8].copy_from_slice(&(number as u64).to_le_bytes());
        file.write_all(&piece).expect("the disk takes it");
    }
    // As telephones write it: it has to come to the front.
    file.write_all(&film::index(kind.len() + 8, size)).expect("the disk takes it");
    file.sync_all().expect("the disk takes it");
    let mut text = fs::read_to_string(&lesson).expect("the lesson was just written");
    text.push_str("\n\n![The meeting](media/meeting.mp4)\n");
    fs::write(&lesson, text).expect("the disk takes it");
    place
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn timed(work: impl FnOnce()) -> Duration {
    let began = Instant::now();
    work();
    began.elapsed()
}

fn copy(from: &Path, to: &Path) {
    let mut from = File::open(from).expect("the film was just written");
    let mut to = File::create(to).expect("the disk takes it");
    io::copy(&mut from, &mut to).expect("the disk takes it");
    to.sync_all().expect("the disk takes it");
}

fn pack(library: &Path, name: &str, out: &Path) {
    let world = DiskWorld::new(library, None).expect("the library was just written");
    let store = Store::in_memory();
    let job = Job::quiet(&world, library, &store);
    let targets = vec![package::target(name).expect("there is such a target")];
    let outcome = pipeline::package(
        job,
        &PackageRequest { targets, course: None, lang: None, paper: PaperSize::A4, with_source: WithSource::No, out },
    );
    let outcome = outcome.expect("the library can be packed");
    assert!(outcome.made.is_some(), "the library has errors: {:?}", outcome.diagnostics);
}

/// Returns the most memory that the process has had, in kilobytes.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}
