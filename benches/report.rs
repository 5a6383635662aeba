//! How long a report of many result files takes, and how much memory.
//!
//! `cargo bench --bench report -- 20000` (how many files; 20,000 without it). Each is of a course of forty questions. The
//! first run reads files, the second brings them into a new record, the third brings the same again. Peak memory is the
//! process's own (Linux only).

#![expect(clippy::print_stdout, reason = "a benchmark says what it measured")]

#[path = "../tests/fixtures/learners.rs"]
mod learners;

use alforja::cache::Store;
use alforja::locale::{Catalogs, Lang};
use alforja::pipeline::{self, Job, ReportOutput, ReportRequest};
use alforja::report::{Names, Question};
use alforja::world::DiskWorld;
use std::fs;
use std::path::Path;
use std::time::Instant;

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const QUESTIONS: usize = 40;

fn main() {
    let files: usize = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(20_000);
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let (library, results) = (folder.path().join("library"), folder.path().join("results"));
    learners::write_library(&library, QUESTIONS);
    fs::create_dir_all(&results).expect("the disk takes it");
    let mut bytes = 0;
    for at in 0..files {
        let course = learners::COURSES[at % 3];
        let text = learners::text(&learners::result(at / 3, course, QUESTIONS));
        bytes += text.len();
        fs::write(results.join(format!("{course}-en-{at}.alforja.json")), text).expect("the disk takes it");
    }
    println!("{files} result files, {} MB", bytes / 1_000_000);
    let record = folder.path().join("record.sqlite");
    for (name, record) in [("files", None), ("record", Some(&record)), ("again", Some(&record))] {
        let seconds = report(&library, &results, record.map(|path| path.as_path()), &folder.path().join(name));
        println!("{name:7} {seconds:6.2} s   peak {:5.0} MB", peak().unwrap_or(0) as f64 / 1024.0);
    }
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn report(library: &Path, results: &Path, record: Option<&Path>, out: &Path) -> f64 {
    let world = DiskWorld::new(library, None).expect("the library is there");
    let store = Store::new(vec![out.join("store")]);
    let job = Job::quiet(&world, library, &store);
    let catalogs = Catalogs::embedded(&[]).expect("the embedded locale files are sound");
    let words = catalogs.get(&Lang::parse("en").expect("a language"));
    let places = [results.to_owned()];
    let request = ReportRequest {
        places: &places,
        came: &[],
        input: None,
        course: None,
        record,
        question: Question::default(),
        today: None,
    };
    let began = Instant::now();
    let output = ReportOutput { out: &out.join("report"), words, names: Names::Told };
    let reported = pipeline::report(job, &request, output).expect("a report is made");
    let seconds = began.elapsed().as_secs_f64();
    assert!(!reported.collected.summary.entries.is_empty());
    assert!(reported.collected.summary.unreadable.is_empty());
    seconds
}

/// Returns the most memory that this process has had, in kilobytes (proc(5), `VmHWM`).
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
