//! The trainer's edition, and that nothing of it is in the learners'.

use alforja::cache::Store;
use alforja::package::{TARGETS, Target};
use alforja::paper::PaperSize;
use alforja::pipeline::{Job, Outcome, PackageRequest, Packages, PipelineError, WithSource, build, package};
use alforja::render::Audience;
use alforja::world::DiskWorld;
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

fn library() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/trainer")
}

fn with_job<T>(audience: Audience, work: impl FnOnce(Job<'_>) -> T) -> T {
    let root = library();
    let world = DiskWorld::new(&root, None).unwrap();
    let store = Store::in_memory();
    work(Job { audience, ..Job::quiet(&world, &root, &store) })
}

fn pack(audience: Audience, targets: &[&'static dyn Target], out: &Path) -> Result<Outcome<Packages>, PipelineError> {
    let targets = targets.to_vec();
    let request =
        PackageRequest { targets, course: None, lang: None, with_source: WithSource::No, paper: PaperSize::A4, out };
    with_job(audience, |job| package(job, &request))
}

/// Returns every file below a folder by its path, those inside zips too.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
            let bytes = fs::read(&path).unwrap();
            if let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes.clone())) {
                for index in 0..archive.len() {
                    let mut entry = archive.by_index(index).unwrap();
                    let mut inside = Vec::new();
                    entry.read_to_end(&mut inside).unwrap();
                    all.insert(format!("{name}!{index}"), inside);
                }
            }
            all.insert(name, bytes);
        }
    }
    all
}

fn told(files: &BTreeMap<String, Vec<u8>>, words: &str) -> Vec<String> {
    let words = words.to_lowercase().into_bytes();
    let holds = |bytes: &[u8]| bytes.windows(words.len()).any(|part| part.eq_ignore_ascii_case(&words));
    files.iter().filter(|(name, bytes)| holds(bytes) || holds(name.as_bytes())).map(|(name, _)| name.clone()).collect()
}

#[test]
fn no_file_for_learners_holds_a_word_for_the_facilitator() {
    let place = tempfile::tempdir().unwrap();
    with_job(Audience::Learner, |job| build(job, &place.path().join("dist"))).unwrap().made.expect("a site");
    pack(Audience::Learner, TARGETS, &place.path().join("packages")).unwrap().made.expect("packages");
    let files = files(place.path());
    assert!(files.len() > 100 && files.keys().any(|name| name.contains('!')), "{}", files.len());
    for words in ["secret", "facilitator\"", "data-audience"] {
        assert_eq!(told(&files, words), [""; 0], "{words}");
    }
    assert!(!told(&files, "nobody forgets").is_empty(), "the learners' own footnote stays");
}

#[test]
fn a_trainers_site_says_so_on_every_page_and_holds_everything() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("dist");
    with_job(Audience::Trainer, |job| build(job, &out)).unwrap().made.expect("a site");
    let files = files(&out);
    for number in 1..=11 {
        assert!(!told(&files, &format!("SECRET-{number}")).is_empty(), "SECRET-{number}");
    }
    let pages: Vec<(&String, String)> = files
        .iter()
        .filter(|(name, _)| name.ends_with(".html") && *name != "hub.html")
        .map(|(name, bytes)| (name, String::from_utf8(bytes.clone()).unwrap()))
        .collect();
    assert!(pages.len() > 15);
    for (name, page) in &pages {
        let edition = if name.starts_with("mn/") {
            "Сургагч багшийн хувилбар"
        } else {
            "Trainer’s edition"
        };
        assert!(page.contains(&format!("– {edition}</title>")) && page.contains("class=\"for-trainer\""), "{name}");
        assert!(page.contains("noindex"), "{name}");
        for learners in
            ["data-course=", "data-lesson=", "data-quiz=", "data-note=", "data-plan=", "<textarea", "certificate"]
        {
            assert!(!page.contains(learners), "{name}: {learners}");
        }
    }
    for learners in ["me.html", "results.html", "manifest.webmanifest", "sw.js", "sitemap.xml"] {
        assert_eq!(files.keys().filter(|name| name.ends_with(learners)).count(), 0, "{learners}");
    }
    assert!(files.contains_key("trainers-only.txt"));
}

#[test]
fn the_two_editions_are_never_mixed() {
    let place = tempfile::tempdir().unwrap();
    let made = |audience, folder: &str| with_job(audience, |job| build(job, &place.path().join(folder)));
    made(Audience::Learner, "learners").unwrap();
    made(Audience::Trainer, "trainers").unwrap();
    for (audience, folder) in [(Audience::Trainer, "learners"), (Audience::Learner, "trainers")] {
        assert!(matches!(made(audience, folder), Err(PipelineError::OtherEdition { .. })), "{folder}");
    }
    assert!(made(Audience::Trainer, "trainers").is_ok());
    assert!(told(&files(&place.path().join("learners")), "secret").is_empty());
}

#[test]
fn a_trainers_packages_say_so_in_their_names() {
    let place = tempfile::tempdir().unwrap();
    let can: Vec<_> = TARGETS.iter().copied().filter(|one| one.profile().can_be_for(Audience::Trainer)).collect();
    let packages = pack(Audience::Trainer, &can, place.path()).unwrap().made.expect("packages").all;
    let names: Vec<String> =
        packages.iter().map(|one| one.written.path.file_name().unwrap().to_string_lossy().into_owned()).collect();
    assert!(names.len() >= 8 && names.iter().all(|name| name.contains("-trainer")), "{names:?}");
    let files = files(place.path());
    for target in ["site", "single", "epub", "print"] {
        let has = |words: &str| told(&files, words).iter().any(|name| name.contains(target));
        assert!(has("SECRET-1") && has("SECRET-9"), "{target}");
    }
    let other = TARGETS.iter().copied().find(|one| !one.profile().can_be_for(Audience::Trainer)).unwrap();
    assert!(matches!(
        pack(Audience::Trainer, &[other], place.path()),
        Err(PipelineError::NoTrainerEdition { known, .. }) if known == ["site", "single", "epub", "print"]
    ));
}
