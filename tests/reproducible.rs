//! The same course gives the same bytes: from any folder, with any number of threads, for every target.

use alforja::cache::Store;
use alforja::locale::Lang;
use alforja::model::CourseId;
use alforja::package::TARGETS;
use alforja::paper::PaperSize;
use alforja::pipeline::{Job, PackageRequest, WithSource, package};
use alforja::world::DiskWorld;
use rayon::ThreadPoolBuilder;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What is packed twice: a library, a course of it or all of them, a language, and for which targets.
struct Packed {
    library: &'static str,
    course: Option<&'static str>,
    lang: &'static str,
    targets: fn(&str) -> bool,
}

/// The small course for platforms goes everywhere. Whole courses go everywhere too; on paper, which is set slowly in a
/// program for tests, one of them.
const PACKED: [Packed; 3] = [
    Packed { library: "tests/fixtures/scorm", course: None, lang: "en", targets: |_| true },
    Packed { library: "courses", course: None, lang: "mn", targets: |name| name != "print" },
    Packed { library: "courses", course: Some("savings-groups"), lang: "mn", targets: |name| name == "print" },
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let place = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(place).unwrap();
        } else {
            fs::copy(entry.path(), place).unwrap();
        }
    }
}

/// Packs from a folder called `name`, with so many threads; returns all files.
fn packed(what: &Packed, name: &str, threads: usize) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join(name);
    copy(&root().join(what.library), &library);
    let out = folder.path().join("out");
    let world = DiskWorld::new(&library, None).unwrap();
    let store = Store::in_memory();
    let job = Job::quiet(&world, &library, &store);
    let request = PackageRequest {
        targets: TARGETS.iter().copied().filter(|target| (what.targets)(target.name())).collect(),
        course: what.course.map(CourseId::new),
        lang: Lang::parse(what.lang),
        paper: PaperSize::A4,
        with_source: WithSource::No,
        out: &out,
    };
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let outcome = pool.install(|| package(job, &request)).unwrap();
    assert!(outcome.made.is_some(), "{:?}", outcome.diagnostics);
    let files = walkdir::WalkDir::new(&out).into_iter().map(Result::unwrap).filter(|file| file.file_type().is_file());
    let name = |path: &Path| path.strip_prefix(&out).unwrap().display().to_string();
    files.map(|file| (name(file.path()), fs::read(file.path()).unwrap())).collect()
}

#[test]
fn every_package_has_the_same_bytes_from_any_folder_and_with_any_number_of_threads() {
    for what in &PACKED {
        // Side by side: one of them has but one thread.
        let (one, other) = std::thread::scope(|scope| {
            let one = scope.spawn(|| packed(what, "here", 1));
            let other = packed(what, "somewhere else, ө", 8);
            (one.join().unwrap(), other)
        });
        assert!(one.keys().eq(other.keys()));
        let targets = TARGETS.iter().filter(|target| (what.targets)(target.name())).count();
        assert!(one.len() > targets && targets > 0);
        for (name, bytes) in &one {
            assert!(other[name] == *bytes, "{}: {name} differs", what.library);
        }
    }
}
