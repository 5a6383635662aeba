//! How long a cold build takes, against its floor, measured in the same run on the same files.
//!
//! The floor is what no generator can avoid: each lesson is read, rendered with pulldown-cmark into one Tera
//! page, and written; no navigation, no links, no highlighting. Run it with
//! `cargo bench --bench cold_build -- 1000` (the number of lessons; 1,000 without it).

#![expect(clippy::print_stdout, reason = "a benchmark says what it measured")]

mod lessons;

use alforja::cache::Store;
use alforja::pipeline::{Job, build, check};
use alforja::world::DiskWorld;
use rayon::prelude::*;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const RUNS: usize = 5;

fn main() {
    let count = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(1_000);
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let library = folder.path().join("library");
    lessons::write_library(&library, count);

    let floor = median(|run| floor(&library, &folder.path().join(format!("floor-{run}"))));
    let cold = median(|run| site(&library, &folder.path().join(format!("site-{run}"))));
    let again = folder.path().join("site-0");
    let unchanged = median(|_| site(&library, &again));
    let checked = median(|_| checked(&library));
    println!("{count} lessons, median of {RUNS} runs on {} threads", rayon::current_num_threads());
    println!("floor            {:8.1} ms", millis(floor));
    println!("cold build       {:8.1} ms   {:.2} x the floor", millis(cold), millis(cold) / millis(floor));
    println!("without a change {:8.1} ms", millis(unchanged));
    println!("check            {:8.1} ms", millis(checked));
}

fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

fn median(mut run: impl FnMut(usize) -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS).map(&mut run).collect();
    times.sort();
    times[RUNS / 2]
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn timed(work: impl FnOnce()) -> Duration {
    let began = Instant::now();
    work();
    began.elapsed()
}

fn site(library: &Path, out: &Path) -> Duration {
    timed(|| {
        let world = DiskWorld::new(library, None).expect("the library was just written");
        let store = Store::in_memory();
        let job = Job::quiet(&world, library, &store);
        let outcome = build(job, out).expect("the library can be built");
        assert!(outcome.made.is_some(), "the library has errors: {:?}", outcome.diagnostics);
    })
}

/// `alforja check`: everything is read and looked at, nothing is written.
fn checked(library: &Path) -> Duration {
    timed(|| {
        let world = DiskWorld::new(library, None).expect("the library was just written");
        let store = Store::in_memory();
        let job = Job::quiet(&world, library, &store);
        let outcome = check(job, &[]).expect("the library can be checked");
        assert!(outcome.made.is_some(), "the library has errors: {:?}", outcome.diagnostics);
    })
}

fn floor(library: &Path, out: &Path) -> Duration {
    const PAGE: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{{ title }}</title>\
        <main><h1>{{ title }}</h1>{{ content | safe }}</main></html>";
    timed(|| {
        let mut tera = tera::Tera::default();
        tera.add_raw_template("page.html", PAGE).expect("the template is sound");
        let files: Vec<_> = lessons::files(library).collect();
        files.par_iter().for_each(|file| {
            let text = fs::read_to_string(file).expect("the lesson was just written");
            let mut html = String::with_capacity(text.len() * 2);
            let events = pulldown_cmark::Parser::new_ext(&text, pulldown_cmark::Options::all());
            pulldown_cmark::html::push_html(&mut html, events);
            let mut context = tera::Context::new();
            context.insert("title", "A lesson");
            context.insert("content", &html);
            let page = tera.render("page.html", &context).expect("the page can be rendered");
            let name = file.strip_prefix(library).expect("it stands in the library").with_extension("html");
            let path = out.join(name);
            fs::create_dir_all(path.parent().expect("it has a folder")).expect("the folder can be made");
            fs::write(path, page).expect("the page can be written");
        });
    })
}
