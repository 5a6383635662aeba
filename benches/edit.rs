//! How soon a page is there after its lesson was changed, as a preview does it: the library is listed, loaded, checked
//! and planned anew, whole, with the memos of the last time; the page is made when it is asked for.
//!
//! Run it with `cargo bench --bench edit -- 1000` (the number of lessons; 1,000 without it).

#![expect(clippy::print_stdout, reason = "a benchmark says what it measured")]

mod lessons;

use alforja::cache::Store;
use alforja::pipeline::{Job, Memos, preview};
use alforja::tree::{Body, OutPath};
use alforja::world::{DiskWorld, World};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const RUNS: usize = 9;

fn main() {
    let count = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(1_000);
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let library = folder.path().join("library");
    lessons::write_library(&library, count);
    let mut memos = Memos::default();
    let first = timed(|| drop(page(&library, &mut memos)));
    let lesson = library.join("courses/course-000/en/01-module-0/01-lesson-0.md");
    let text = fs::read_to_string(&lesson).expect("the lesson was just written");
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|run| {
            fs::write(&lesson, format!("{text}\nChanged for the time number {run}.\n")).expect("it can be written");
            timed(|| {
                let page = page(&library, &mut memos);
                assert!(page.contains(&format!("for the time number {run}.")), "the page is the old one");
            })
        })
        .collect();
    times.sort();
    println!("{count} lessons, median of {RUNS} changes on {} threads", rayon::current_num_threads());
    println!("first preview  {:8.1} ms", millis(first));
    println!("change -> page {:8.1} ms", millis(times[RUNS / 2]));
}

fn page(library: &Path, memos: &mut Memos) -> String {
    let world = DiskWorld::new(library, None).expect("the library was just written");
    let store = Store::in_memory();
    let job = Job::quiet(&world, library, &store);
    let entries = world.list().expect("the library can be listed");
    let outcome = preview(job, &entries, memos).expect("the library can be previewed");
    let site = outcome.made.expect("the library has no errors").site;
    match site.file(&OutPath::fixed("en/course-000/module-0/lesson-0.html")) {
        Ok(Some(Body::Bytes(bytes))) => String::from_utf8(bytes).expect("pages are UTF-8"),
        other => panic!("a page, not {other:?}"),
    }
}

fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn timed(work: impl FnOnce()) -> Duration {
    let began = Instant::now();
    work();
    began.elapsed()
}
