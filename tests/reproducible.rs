//! The same course gives the same bytes: from any folder, with any number of threads, for every target.

use alforja::cache::Store;
use alforja::locale::Lang;
use alforja::package::TARGETS;
use alforja::paper::PaperSize;
use alforja::pipeline::{Job, PackageRequest, Strictness, WithSource, package};
use alforja::progress::Silent;
use alforja::world::DiskWorld;
use rayon::ThreadPoolBuilder;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The small course for platforms, and a whole one: library and language.
const EDITIONS: [(&str, &str); 2] = [("tests/fixtures/scorm", "en"), ("courses", "mn")];

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

/// Packs what the library `from` has in `lang`, from a folder called `name`, into every target; returns all files.
fn packed(from: &Path, lang: &str, name: &str, threads: usize) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join(name);
    copy(from, &library);
    let out = folder.path().join("out");
    let world = DiskWorld::new(&library, None).unwrap();
    let job = Job {
        world: &world,
        root: &library,
        store: &Store::in_memory(),
        strictness: Strictness::Lenient,
        media: None,
        audience: alforja::render::Audience::Learner,
        progress: &Silent,
    };
    let request = PackageRequest {
        targets: TARGETS.to_vec(),
        course: None,
        lang: Lang::parse(lang),
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
    for (library, lang) in EDITIONS {
        let one = packed(&root().join(library), lang, "here", 1);
        let other = packed(&root().join(library), lang, "somewhere else, ө", 8);
        assert!(one.keys().eq(other.keys()));
        assert!(one.len() > TARGETS.len());
        for (name, bytes) in &one {
            assert!(other[name] == *bytes, "{library}: {name} differs");
        }
    }
}
