//! What a course was made of travels in its package and builds to the same bytes again; and what a stranger's zip
//! says is never believed.

#[path = "fixtures/film.rs"]
mod small_film;

use alforja::cache::Store;
use alforja::locale::Lang;
use alforja::media::film;
use alforja::model::CourseId;
use alforja::output::{ArchiveError, UnpackError};
use alforja::package::source::{FOLDERS, ListError, PackageKind};
use alforja::package::{TARGETS, Target, target};
use alforja::paper::PaperSize;
use alforja::pipeline::{self, Job, PackageRequest, Packaged, PipelineError, UnpackingError, WithSource};
use alforja::progress::Silent;
use alforja::span::SourcePath;
use alforja::tree::PiecesReader;
use alforja::world::DiskWorld;
use proptest::prelude::{ProptestConfig, any, prop, proptest};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The targets that can carry a source.
fn carrying() -> Vec<&'static dyn Target> {
    TARGETS.iter().copied().filter(|target| target.source_folder().is_some()).collect()
}

/// Makes packages of a library with their source; of `only` these, a course and a language.
fn package(library: &Path, only: Option<(&str, &str)>, targets: Vec<&'static dyn Target>, out: &Path) -> Vec<Packaged> {
    let world = DiskWorld::new(library, None).unwrap();
    let store = Store::in_memory();
    let job = Job::quiet(&world, library, &store);
    let request = PackageRequest {
        targets,
        course: only.map(|(course, _)| CourseId::new(course)),
        lang: only.and_then(|(_, lang)| Lang::parse(lang)),
        paper: PaperSize::A4,
        with_source: WithSource::Yes,
        out,
    };
    pipeline::package(job, &request).unwrap().made.expect("a library without errors").all
}

fn build(library: &Path, out: &Path) -> BTreeMap<String, Vec<u8>> {
    let world = DiskWorld::new(library, None).unwrap();
    let store = Store::in_memory();
    let job = Job::quiet(&world, library, &store);
    pipeline::build(job, out).unwrap().made.expect("a library without errors");
    files(out)
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(folder: &Path, root: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, found);
            } else {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, folder, &mut found);
    found
}

fn copy(from: &Path, to: &Path) {
    for (name, bytes) in files(from) {
        put(to, &name, &bytes);
    }
}

/// Returns what of a film or sound leaves the house.
fn without_notes(library: &Path, name: &str) -> Vec<u8> {
    let world = DiskWorld::new(library, None).unwrap();
    let Ok(Ok(found)) = film::inspect(&world, &SourcePath::new(name)) else { return Vec::new() };
    let mut bytes = Vec::new();
    if let Some(pieces) = found.pieces {
        let file = fs::File::open(library.join(name)).unwrap();
        PiecesReader::new(file, &pieces).read_to_end(&mut bytes).unwrap();
    }
    bytes
}

fn put(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Packages, unpacks and packages again; returns the last library that was unpacked.
fn round_trip(library: &Path, only: Option<(&str, &str)>, place: &Path) -> PathBuf {
    let mut last = PathBuf::new();
    for (number, packaged) in package(library, only, carrying(), &place.join("first")).iter().enumerate() {
        let path = &packaged.written.path;
        assert_eq!(packaged.with_source, WithSource::Yes, "{}", path.display());
        if path.is_dir() {
            continue;
        }
        last = place.join(format!("library-{number}"));
        pipeline::unpack(path, Some(&last), &Silent).unwrap();
        let same = (packaged.course.as_str(), packaged.lang.as_str());
        let targets = target(packaged.target).into_iter().collect();
        let again = package(&last, Some(same), targets, &place.join(format!("again-{number}")));
        let same = fs::read(path).unwrap() == fs::read(&again[0].written.path).unwrap();
        assert!(same, "{} differs", path.display());
        for (name, bytes) in files(&last) {
            let own = fs::read(library.join(&name)).unwrap();
            assert!(own == bytes || without_notes(library, &name) == bytes, "`{name}` differs");
        }
    }
    last
}

#[test]
fn a_course_that_was_unpacked_builds_to_the_same_bytes() {
    let place = tempfile::tempdir().unwrap();
    let library = place.path().join("library");
    copy(&Path::new(ROOT).join("tests/cli/library"), &library);
    // Names that no package may have, a theme, words of the library's own, a film, a text that nobody reads.
    let saving = |name: &str| format!("courses/saving/{name}");
    let picture = fs::read(Path::new(ROOT).join("docs/phone.png")).unwrap();
    put(&library, &saving("media/Өрх гэр (1).PNG"), &picture);
    put(&library, &saving("media/named-1.mp4"), &small_film::film(&[9; 3000]));
    put(&library, &saving("media/Кино.mp4"), &small_film::film(&[7; 300_000]));
    let lesson =
        "# More\n\n![A home](<media/Өрх гэр (1).PNG>)\n\n![A film](media/Кино.mp4)\n\n![Another](media/named-1.mp4)\n";
    put(&library, &saving("en/01-start/03-Өөр.md"), lesson.as_bytes());
    put(&library, &saving("LICENCE"), b"for all");
    put(&library, "themes/ours/theme.yaml", b"extends: base\nlogo: logo.svg\n");
    put(&library, "themes/base/theme.yaml", b"colours: {accent: '#5b2a86'}\n");
    put(&library, "themes/base/logo.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>");
    put(&library, "themes/theirs/theme.yaml", b"colours: {accent: '#00aa00'}\n");
    put(&library, "locales/en.yaml", b"language: en\nname: English\ndecimal: '.'\ngroup: ','\npage: {answer: Reply}\n");
    let settings = fs::read_to_string(library.join("alforja.yaml")).unwrap() + "theme: ours\n";
    put(&library, "alforja.yaml", settings.as_bytes());
    let before = build(&library, &place.path().join("site-before"));
    let unpacked = round_trip(&library, None, place.path());
    assert!(before == build(&unpacked, &place.path().join("site-after")), "the site differs");
    let names: Vec<String> = files(&unpacked).into_keys().collect();
    assert!(names.contains(&saving("LICENCE")) && names.contains(&saving("media/Кино.mp4")));
    assert!(!names.iter().any(|name| name.contains("theirs")), "{names:?}");
}

#[test]
fn a_shipped_course_travels_with_the_course_that_it_links_to() {
    let place = tempfile::tempdir().unwrap();
    let only = Some(("learning-together", "sq"));
    let unpacked = round_trip(&Path::new(ROOT).join("courses"), only, place.path());
    let folders: Vec<String> = fs::read_dir(&unpacked)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert!(folders.contains(&"running-a-project".to_owned()), "{folders:?}");
    assert!(!folders.contains(&"savings-groups".to_owned()), "{folders:?}");
}

#[test]
fn a_film_is_not_put_in_twice() {
    let place = tempfile::tempdir().unwrap();
    let library = place.path().join("library");
    copy(&Path::new(ROOT).join("tests/cli/library"), &library);
    let film: Vec<u8> = (0..3_000_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let film = small_film::film(&film);
    put(&library, "courses/saving/media/film.mp4", &film);
    put(&library, "courses/saving/en/01-start/03-film.md", b"# A film\n\n![A film](media/film.mp4)\n");
    for packaged in package(&library, None, carrying(), &place.path().join("out")) {
        let most = film.len() as u64 * if packaged.lang.as_str() == "en" { 2 } else { 1 } + 1_500_000;
        assert!(packaged.written.size < most, "{:?}", packaged.written);
    }
}

#[test]
fn a_library_that_is_one_course_takes_nothing_else_along() {
    let place = tempfile::tempdir().unwrap();
    let library = place.path().join("library");
    copy(&Path::new(ROOT).join("tests/cli/library/courses/saving"), &library);
    put(&library, "letters/secret.txt", b"secret");
    put(&library, "packages/old.zip", b"old");
    let unpacked = round_trip(&library, None, place.path());
    let names: Vec<String> = files(&unpacked).into_keys().collect();
    assert!(names.contains(&"course.yaml".to_owned()) && names.contains(&"media/box.svg".to_owned()), "{names:?}");
    assert!(!names.iter().any(|name| name.contains("secret") || name.contains("old")), "{names:?}");
}

#[test]
fn a_name_that_some_computers_cannot_hold_does_not_travel() {
    let place = tempfile::tempdir().unwrap();
    let library = place.path().join("library");
    copy(&Path::new(ROOT).join("tests/cli/library"), &library);
    put(&library, "courses/saving/why?.txt", b"a question");
    let world = DiskWorld::new(&library, None).unwrap();
    let store = Store::in_memory();
    let job = Job::quiet(&world, &library, &store);
    let out = place.path().join("out");
    let request = PackageRequest {
        targets: TARGETS.to_vec(),
        course: None,
        lang: None,
        paper: PaperSize::A4,
        with_source: WithSource::Yes,
        out: &out,
    };
    let refused = pipeline::package(job, &request).unwrap_err();
    assert!(matches!(refused, PipelineError::Pack(_)), "{refused}");
}

/// A zip with a list of these files, each `path`, `entry` and said size, and these entries.
fn stranger(place: &Path, listed: &[(&str, &str, u64)], entries: &[(&str, &[u8])]) -> PathBuf {
    let files: Vec<serde_json::Value> = listed
        .iter()
        .map(|(path, entry, size)| serde_json::json!({"path": path, "entry": entry, "size": size}))
        .collect();
    let list = serde_json::json!({
        "alforja-source": 1, "course": "saving", "lang": "mn", "version": "1.0.0", "files": files
    });
    let mut all: Vec<(String, Vec<u8>)> =
        vec![(format!("{}/alforja-source.json", FOLDERS[0]), list.to_string().into())];
    all.extend(entries.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())));
    zip_of(place, &all)
}

fn zip_of(place: &Path, entries: &[(String, Vec<u8>)]) -> PathBuf {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(name.as_str(), options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    let path = place.join("stranger.zip");
    fs::write(&path, writer.finish().unwrap().into_inner()).unwrap();
    path
}

/// Unpacks a stranger's zip, which must fail and leave nothing behind.
fn refused(place: &Path, zip: &Path) -> UnpackingError {
    let before = files(place);
    let error = pipeline::unpack(zip, Some(&place.join("out")), &Silent).unwrap_err();
    assert_eq!(files(place), before, "{error}");
    assert!(!place.join("out").exists());
    assert_eq!(fs::read_dir(place).unwrap().count(), 1, "{error}: something was left behind");
    error
}

#[test]
fn no_path_leads_out_of_the_new_folder() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    for path in ["../evil.md", "/etc/evil.md", "a/../../evil.md", "C:\\evil.md", "a\\..\\..\\evil.md", ".bashrc", "aux"]
    {
        let zip = stranger(place, &[("a.md", "a", 1), (path, "a", 1)], &[("a", b"x")]);
        assert!(matches!(refused(place, &zip), UnpackingError::List { error: ListError::Path(_), .. }), "{path}");
    }
    let zip = stranger(place, &[("A.md", "a", 1), ("a.md", "a", 1)], &[("a", b"x")]);
    assert!(matches!(refused(place, &zip), UnpackingError::List { error: ListError::Collision(..), .. }));
}

#[test]
fn the_course_s_own_name_leads_nowhere_else() {
    let place = tempfile::tempdir().unwrap();
    for name in ["../evil", "/evil", "a/b", "", "con", "."] {
        let list = serde_json::json!({"alforja-source": 1, "course": name, "lang": "", "version": "", "files": []});
        let zip = zip_of(place.path(), &[(format!("{}/alforja-source.json", FOLDERS[0]), list.to_string().into())]);
        let error = pipeline::unpack(&zip, None, &Silent).unwrap_err();
        assert!(matches!(error, UnpackingError::List { error: ListError::Path(_), .. }), "{name}");
    }
}

#[test]
fn a_bomb_is_told_before_it_bursts() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    let zeros = vec![0; 20_000_000];
    let archive = |error| match error {
        UnpackingError::Unpack(UnpackError::Archive(error)) => error,
        error => panic!("{error}"),
    };
    // It says how large it is.
    let zip = stranger(place, &[("a.md", "a", 20_000_000)], &[("a", &zeros)]);
    assert!(matches!(archive(refused(place, &zip)), ArchiveError::Bomb { size: 20_000_000, .. }));
    // It lies.
    let zip = stranger(place, &[("a.md", "a", 10)], &[("a", &zeros)]);
    assert!(matches!(archive(refused(place, &zip)), ArchiveError::Entry { .. }));
    // One entry many times over.
    let names: Vec<String> = (0..3000).map(|number| format!("{number}.md")).collect();
    let listed: Vec<(&str, &str, u64)> = names.iter().map(|name| (name.as_str(), "a", 10_000)).collect();
    let zip = stranger(place, &listed, &[("a", &zeros[..10_000])]);
    assert!(matches!(archive(refused(place, &zip)), ArchiveError::Bomb { .. }));
    // Sizes whose sum is no number.
    let zip = stranger(place, &[("a", "a", u64::MAX), ("b", "a", u64::MAX)], &[("a", b"x")]);
    assert!(matches!(archive(refused(place, &zip)), ArchiveError::Bomb { .. }));
}

#[test]
fn what_is_no_plain_file_is_not_unpacked() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    let list = serde_json::json!({
        "alforja-source": 1, "course": "saving", "lang": "mn", "version": "1",
        "files": [{"path": "a.md", "entry": "link", "size": 11}]
    });
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("source/alforja-source.json", SimpleFileOptions::default()).unwrap();
    writer.write_all(list.to_string().as_bytes()).unwrap();
    writer.add_symlink("link", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    let zip = place.join("stranger.zip");
    fs::write(&zip, writer.finish().unwrap().into_inner()).unwrap();
    let error = refused(place, &zip);
    assert!(matches!(error, UnpackingError::Unpack(UnpackError::Archive(ArchiveError::Entry { .. }))), "{error}");
    let zip = stranger(place, &[("a.md", "folder/", 0), ("b.md", "nothing", 0)], &[("folder/x", b"x")]);
    refused(place, &zip);
}

#[test]
fn a_folder_that_is_there_is_never_touched() {
    let place = tempfile::tempdir().unwrap();
    let zip = stranger(place.path(), &[("a.md", "a", 1)], &[("a", b"x")]);
    let out = place.path().join("out");
    for full in [false, true] {
        fs::create_dir_all(&out).unwrap();
        if full {
            put(&out, "a.md", b"mine");
        }
        let error = pipeline::unpack(&zip, Some(&out), &Silent).unwrap_err();
        assert!(matches!(error, UnpackingError::Unpack(UnpackError::Occupied { .. })), "{error}");
    }
    assert_eq!(fs::read(out.join("a.md")).unwrap(), b"mine");
    let free = place.path().join("new/folder");
    pipeline::unpack(&zip, Some(&free), &Silent).unwrap();
    assert_eq!(files(&free).into_keys().collect::<Vec<_>>(), ["a.md"]);
}

#[test]
fn a_package_without_its_source_is_named() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    for (mark, expected) in [
        ("imsmanifest.xml", PackageKind::Scorm),
        ("cmi5.xml", PackageKind::Cmi5),
        ("META-INF/container.xml", PackageKind::Epub),
        ("index.html", PackageKind::Pages),
        ("photo.jpg", PackageKind::Other),
    ] {
        let zip = zip_of(place, &[(mark.to_owned(), b"x".to_vec())]);
        assert!(matches!(refused(place, &zip), UnpackingError::NoSource { kind, .. } if kind == expected), "{mark}");
    }
    fs::write(place.join("stranger.zip"), b"no zip at all").unwrap();
    let error = refused(place, &place.join("stranger.zip"));
    assert!(matches!(error, UnpackingError::Unpack(UnpackError::Archive(ArchiveError::NoZip { .. }))), "{error}");
}

#[test]
fn a_damaged_package_leaves_nothing_behind() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    let text: Vec<u8> = (0..4000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 11) as u8).collect();
    let zip = stranger(place, &[("a.md", "a", 4000)], &[("a", &text)]);
    let whole = fs::read(&zip).unwrap();
    proptest!(ProptestConfig::with_cases(150), |(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4), cut in 0_usize..40)| {
        let mut bytes = whole.clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(whole.len() - if cut > 20 { 0 } else { cut });
        fs::write(&zip, &bytes).unwrap();
        let out = place.join("out");
        match pipeline::unpack(&zip, Some(&out), &Silent) {
            Ok(_) => {
                let found = files(&out);
                assert!(found.len() == 1 && found.values().all(|bytes| *bytes == text), "other bytes than were packed");
                fs::remove_dir_all(&out).unwrap();
            }
            Err(_) => assert_eq!(fs::read_dir(place).unwrap().count(), 1),
        }
    });
}
