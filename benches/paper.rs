//! How long it takes to print a course of 60 lessons: its book in HTML and all its PDFs, which hold 6.4 KB a lesson, its
//! tables, code and questions.
//!
//! `cargo bench --features pdf --bench paper -- 60` (how many lessons; 60 without it). What is claimed is less than three
//! seconds for the handbook on two cores; what is measured here holds the handbook and more.

#![expect(clippy::print_stdout, reason = "a benchmark says what it measured")]

mod lessons;

use alforja::cache::Store;
use alforja::package;
use alforja::paper::PaperSize;
use alforja::pipeline::{self, Job, PackageRequest, WithSource};
use alforja::world::DiskWorld;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const RUNS: usize = 3;

fn main() {
    let count = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(60);
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let library = folder.path().join("library");
    lessons::write_library(&library, count);
    for (name, size) in [("A4", PaperSize::A4), ("booklet", PaperSize::Booklet)] {
        let mut all: Vec<Duration> =
            (0..RUNS).map(|run| print(&library, size, &folder.path().join(format!("{name}-{run}")))).collect();
        all.sort_unstable();
        println!("{count} lessons, {name:8} {:6.2} s", all[RUNS / 2].as_secs_f64());
    }
    for file in walkdir::WalkDir::new(folder.path().join("A4-0")).into_iter().filter_map(Result::ok) {
        let name = file.file_name().to_string_lossy().into_owned();
        if name.ends_with(".pdf") || name.ends_with(".html") {
            let size = fs::metadata(file.path()).map_or(0, |told| told.len());
            println!("  {name:14} {:8.1} kB", size as f64 / 1000.0);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn print(library: &Path, paper: PaperSize, out: &Path) -> Duration {
    let world = DiskWorld::new(library, None).expect("the library was just written");
    let store = Store::in_memory();
    let job = Job::quiet(&world, library, &store);
    let targets = vec![package::target("print").expect("there is such a target")];
    let request = PackageRequest { targets, course: None, lang: None, paper, with_source: WithSource::No, out };
    let began = Instant::now();
    let outcome = pipeline::package(job, &request).expect("the library can be printed");
    let elapsed = began.elapsed();
    assert!(outcome.made.is_some(), "the library has errors: {:?}", outcome.diagnostics);
    elapsed
}
