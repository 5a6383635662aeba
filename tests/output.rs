//! What lands on the disk: whole or not at all, ours and nobody else's, the same bytes each time.

use alforja::output::{OutputError, Written, folder, refuse_sources, zip};
use alforja::progress::Silent;
use alforja::span::SourcePath;
use alforja::tree::{Body, FileTree, OutPath};
use alforja::world::{MemoryWorld, OUTPUT_MARK};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

const FILM: &[u8] = &[7; 700_000];

fn world() -> MemoryWorld {
    MemoryWorld::new([("c/media/film.mp4", FILM)])
}

fn tree(files: &[(&str, &str)]) -> FileTree {
    let mut tree = FileTree::default();
    for (path, text) in files {
        let body = match *text {
            "FILM" => Body::File { source: SourcePath::new("c/media/film.mp4"), size: FILM.len() as u64 },
            "LIE" => Body::File { source: SourcePath::new("c/media/film.mp4"), size: 3 },
            "ABSENT" => Body::File { source: SourcePath::new("c/media/none.mp4"), size: 3 },
            text => Body::Bytes(text.as_bytes().to_vec()),
        };
        tree.add(OutPath::fixed(path), body);
    }
    tree
}

fn write(directory: &Path, files: &[(&str, &str)]) -> Result<Written, OutputError> {
    folder(&world(), &tree(files), directory, &Silent)
}

/// Every file below `directory`, hidden ones too, with its bytes.
fn found(directory: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(folder: &Path, root: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, files);
            } else {
                files.insert(path.strip_prefix(root).unwrap().display().to_string(), fs::read(&path).unwrap());
            }
        }
    }
    let mut files = BTreeMap::new();
    walk(directory, directory, &mut files);
    files
}

fn names(directory: &Path) -> Vec<String> {
    found(directory).into_keys().filter(|name| name != OUTPUT_MARK).collect()
}

fn times(directory: &Path) -> Vec<(PathBuf, SystemTime)> {
    let mut times: Vec<_> = found(directory)
        .into_keys()
        .map(|name| directory.join(name))
        .map(|path| (path.clone(), fs::metadata(&path).unwrap().modified().unwrap()))
        .collect();
    times.sort();
    times
}

const OLD: &[(&str, &str)] =
    &[("assets/a.css", "old"), ("assets/film.mp4", "FILM"), ("en/gone.html", "gone"), ("index.html", "old door")];
const NEW: &[(&str, &str)] =
    &[("assets/a.css", "new"), ("assets/film.mp4", "FILM"), ("en/x/new.html", "new"), ("index.html", "new door")];

#[test]
fn what_differs_is_written_and_what_is_gone_is_removed() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("dist");
    let first = write(&out, OLD).unwrap();
    assert_eq!((first.files, first.changed, first.removed), (4, 4, 0));
    assert_eq!(first.size, "oldgoneold door".len() as u64 + FILM.len() as u64);

    fs::write(out.join("notes.txt"), "theirs").unwrap();
    fs::create_dir(out.join("empty")).unwrap();
    let second = write(&out, NEW).unwrap();
    assert_eq!((second.files, second.changed, second.removed), (4, 3, 1));
    assert_eq!(names(&out), ["assets/a.css", "assets/film.mp4", "en/x/new.html", "index.html", "notes.txt"]);
    assert!(out.join("empty").is_dir());
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1, "nothing is left beside the output");

    let mark = fs::read_to_string(out.join(OUTPUT_MARK)).unwrap();
    insta::assert_snapshot!(mark, @r#"
    {
      "alforja": 1,
      "files": [
        "assets/a.css",
        "assets/film.mp4",
        "en/x/new.html",
        "index.html"
      ]
    }
    "#);
}

#[test]
fn a_build_without_change_writes_nothing() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("dist");
    write(&out, OLD).unwrap();
    let before = times(&out);
    let again = write(&out, OLD).unwrap();
    assert_eq!((again.changed, again.removed), (0, 0));
    assert_eq!(times(&out), before);
}

#[test]
fn a_file_that_somebody_changed_or_cut_short_is_mended() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("dist");
    write(&out, OLD).unwrap();
    let whole = found(&out);
    fs::write(out.join("assets/a.css"), "OLD").unwrap();
    fs::write(out.join("assets/film.mp4"), "cut").unwrap();
    fs::remove_file(out.join("index.html")).unwrap();
    assert_eq!(write(&out, OLD).unwrap().changed, 3);
    assert_eq!(found(&out), whole);
}

#[test]
fn other_peoples_folders_are_refused() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("thesis.doc"), "years of work").unwrap();
    let error = write(place.path(), NEW).unwrap_err();
    assert!(matches!(&error, OutputError::NotOurs { folder } if folder == place.path()), "{error}");
    assert_eq!(names(place.path()), ["thesis.doc"]);

    let empty = tempfile::tempdir().unwrap();
    assert_eq!(write(empty.path(), NEW).unwrap().changed, 4);
}

#[test]
fn other_peoples_files_in_our_folder_are_not_written_over() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("dist");
    write(&out, OLD).unwrap();
    fs::create_dir_all(out.join("en/x")).unwrap();
    fs::write(out.join("en/x/new.html"), "theirs").unwrap();
    let before = found(&out);
    let error = write(&out, NEW).unwrap_err();
    assert!(matches!(&error, OutputError::InTheWay { path } if path.ends_with("en/x/new.html")), "{error}");
    assert_eq!(found(&out), before);
}

#[cfg(unix)]
#[test]
fn links_lead_nobody_out_of_the_folder() {
    let place = tempfile::tempdir().unwrap();
    let (out, elsewhere) = (place.path().join("dist"), place.path().join("elsewhere"));
    write(&out, OLD).unwrap();
    fs::create_dir(&elsewhere).unwrap();
    fs::write(elsewhere.join("gone.html"), "theirs").unwrap();
    fs::remove_dir_all(out.join("en")).unwrap();
    std::os::unix::fs::symlink(&elsewhere, out.join("en")).unwrap();
    let error = write(&out, NEW).unwrap_err();
    assert!(matches!(&error, OutputError::InTheWay { path } if path.ends_with("en")), "{error}");
    write(&out, &[("index.html", "x")]).unwrap();
    assert_eq!(names(&elsewhere), ["gone.html"]);
}

#[test]
fn a_hostile_mark_removes_nothing_outside() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("dist");
    write(&out, OLD).unwrap();
    fs::write(place.path().join("secret"), "x").unwrap();
    fs::write(out.join(OUTPUT_MARK), r#"{"alforja":1,"files":["../secret","/etc/x","a/../../secret","index.html"]}"#)
        .unwrap();
    let error = write(&out, NEW).unwrap_err();
    assert!(matches!(error, OutputError::InTheWay { .. }), "{error}");
    assert!(place.path().join("secret").exists());
}

#[test]
fn a_file_may_become_a_folder_and_back() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("dist");
    write(&out, &[("a", "file"), ("b/c", "in a folder")]).unwrap();
    write(&out, &[("a/d", "in a folder"), ("b", "file")]).unwrap();
    assert_eq!(names(&out), ["a/d", "b"]);
}

#[test]
fn a_source_that_fails_leaves_the_last_output() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("dist");
    for broken in ["LIE", "ABSENT"] {
        assert!(write(&out, &[("a.css", "x"), ("film.mp4", broken)]).is_err());
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0, "a failed first build leaves nothing");
    }
    write(&out, OLD).unwrap();
    let before = found(&out);
    for broken in ["LIE", "ABSENT"] {
        assert!(write(&out, &[("assets/a.css", "new"), ("film.mp4", broken)]).is_err());
        assert_eq!(found(&out), before);
    }
    let error = write(&out, &[("film.mp4", "LIE")]).unwrap_err();
    assert_eq!(error.to_string(), "c/media/film.mp4: changed while it was read");
}

/// After each step of an update the power may fail; whatever stands there then, the next run makes it whole.
#[test]
fn an_interrupted_update_is_mended_by_the_next() {
    let place = tempfile::tempdir().unwrap();
    let clean = place.path().join("clean");
    write(&clean, NEW).unwrap();
    let all: Vec<&str> = OLD.iter().chain(NEW).map(|(path, _)| *path).collect();
    let both = format!(r#"{{"alforja":1,"files":{all:?}}}"#);
    let steps = ["assets/a.css", "en/x/new.html", "index.html"];
    for (mark, placed) in [(None, 0), (Some(""), 0), (Some(&*both), 0), (Some(&*both), 1), (Some(&*both), 2)] {
        let out = tempfile::tempdir_in(place.path()).unwrap();
        write(out.path(), OLD).unwrap();
        fs::create_dir(out.path().join(".alforja-staging")).unwrap();
        fs::write(out.path().join(".alforja-staging/0"), "half").unwrap();
        if let Some(mark) = mark {
            fs::write(out.path().join(OUTPUT_MARK), mark).unwrap();
        }
        fs::create_dir_all(out.path().join("en/x")).unwrap();
        for step in &steps[..placed] {
            fs::copy(clean.join(step), out.path().join(step)).unwrap();
        }
        write(out.path(), NEW).unwrap();
        let mut expected = found(&clean);
        if mark == Some("") {
            // Nobody knows any more that this one was ours.
            expected.insert("en/gone.html".to_owned(), b"gone".to_vec());
        }
        assert_eq!(found(out.path()), expected, "{mark:?} {placed}");
    }
}

#[test]
fn an_interrupted_first_build_is_mended_by_the_next() {
    let place = tempfile::tempdir().unwrap();
    fs::create_dir(place.path().join(".dist.alforja-staging")).unwrap();
    fs::write(place.path().join(".dist.alforja-staging/half.html"), "half").unwrap();
    write(&place.path().join("dist"), NEW).unwrap();
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
    assert_eq!(names(&place.path().join("dist")).len(), 4);
}

#[test]
fn sources_are_no_place_for_outputs() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path().join("library");
    let course = root.join("courses/savings");
    fs::create_dir_all(&course).unwrap();
    let check = |out: &str| refuse_sources(&place.path().join(out), &root, std::slice::from_ref(&course)).is_ok();
    for bad in ["library", ".", "library/courses/..", "library/courses/savings", "library/courses/savings/en/dist"] {
        assert!(!check(bad), "{bad}");
    }
    for good in ["dist", "library/dist", "library/courses/dist", "library/new/../dist"] {
        assert!(check(good), "{good}");
    }
    let alone = refuse_sources(&course.join("dist"), &course, std::slice::from_ref(&course));
    assert!(alone.is_ok(), "a library that is a single course holds its own output");
}

/// What the local headers and the central directory of a zip say (APPNOTE.TXT 4.3.7, 4.3.12).
#[derive(Debug, PartialEq, Eq)]
struct Header {
    name: String,
    flags: u16,
    method: u16,
    time: u32,
    crc: u32,
    packed: u32,
    size: u32,
    extra: u16,
    mode: u32,
    made_by: u16,
}

fn number(bytes: &[u8], at: usize, width: usize) -> u32 {
    bytes[at..at + width].iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn short(bytes: &[u8], at: usize) -> u16 {
    u16::try_from(number(bytes, at, 2)).unwrap()
}

fn headers(bytes: &[u8]) -> Vec<Header> {
    let end = bytes.len() - 22;
    assert_eq!(number(bytes, end, 4), 0x0605_4b50, "the end record stands at the very end, without zip64");
    let mut at = number(bytes, end + 16, 4) as usize;
    let mut headers = Vec::new();
    let mut expected_offset = 0;
    for _ in 0..short(bytes, end + 10) {
        assert_eq!(number(bytes, at, 4), 0x0201_4b50);
        let local = number(bytes, at + 42, 4) as usize;
        assert_eq!(local, expected_offset, "entries follow each other without a gap, hence without a descriptor");
        assert_eq!(number(bytes, local, 4), 0x0403_4b50);
        let name_length = short(bytes, local + 26);
        let name_at = local + 30;
        let header = Header {
            name: String::from_utf8(bytes[name_at..name_at + usize::from(name_length)].to_vec()).unwrap(),
            flags: short(bytes, local + 6),
            method: short(bytes, local + 8),
            time: number(bytes, local + 10, 4),
            crc: number(bytes, local + 14, 4),
            packed: number(bytes, local + 18, 4),
            size: number(bytes, local + 22, 4),
            extra: short(bytes, local + 28),
            mode: number(bytes, at + 38, 4) >> 16,
            made_by: short(bytes, at + 4) >> 8,
        };
        assert_eq!(header.crc, number(bytes, at + 16, 4));
        assert_eq!(header.packed, number(bytes, at + 20, 4));
        expected_offset = name_at + usize::from(name_length) + usize::from(header.extra) + header.packed as usize;
        at += 46 + usize::from(name_length) + usize::from(short(bytes, at + 30)) + usize::from(short(bytes, at + 32));
        headers.push(header);
    }
    headers
}

#[test]
fn a_zip_is_what_strict_readers_take() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("packages/course.zip");
    let long = "saving ".repeat(5000);
    let files = [("a/film.mp4", "FILM"), ("a/photo.jpg", "not really"), ("index.html", &*long), ("z.css", "")];
    let written = zip(&world(), &tree(&files), &file, &Silent).unwrap();
    let bytes = fs::read(&file).unwrap();
    assert_eq!((written.files, written.changed, written.size), (4, 1, bytes.len() as u64));
    let headers = headers(&bytes);
    let told: Vec<_> = headers.iter().map(|header| (&*header.name, header.method, header.size)).collect();
    assert_eq!(told, [("a/film.mp4", 0, 700_000), ("a/photo.jpg", 0, 10), ("index.html", 8, 35_000), ("z.css", 8, 0)]);
    for header in &headers {
        assert_eq!(header.flags, 0, "no descriptor, no UTF-8 flag: {header:?}");
        assert_eq!((header.time, header.extra, header.mode, header.made_by), (0x0021_0000, 0, 0o100_644, 3));
    }
    assert_eq!(headers[0].packed, 700_000);
    assert!(headers[2].packed < 500);

    let mut archive = ::zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut film = Vec::new();
    std::io::copy(&mut archive.by_name("a/film.mp4").unwrap(), &mut film).unwrap();
    assert!(film == FILM);
}

#[test]
fn the_file_that_a_format_is_known_by_stands_first_as_it_is() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("book.epub");
    let mut tree = tree(&[("a.css", "a{}"), ("z.css", "z{}")]);
    tree.add_first(OutPath::fixed("mimetype"), Body::Bytes(b"application/epub+zip".to_vec()));
    zip(&world(), &tree, &file, &Silent).unwrap();
    let bytes = fs::read(&file).unwrap();
    assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip", "at the place where a program looks for it");
    let told: Vec<_> = headers(&bytes).into_iter().map(|header| (header.name, header.method)).collect();
    assert_eq!(told, [("mimetype".to_owned(), 0), ("a.css".to_owned(), 8), ("z.css".to_owned(), 8)]);
}

#[test]
fn a_zip_has_the_same_bytes_each_time_and_is_left_alone_then() {
    let place = tempfile::tempdir().unwrap();
    let many: Vec<(String, String)> =
        (0..300).map(|n| (format!("p/{n:03}.html"), format!("page {n} ").repeat(n))).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(path, text)| (&**path, &**text)).collect();
    let (one, two) = (place.path().join("one.zip"), place.path().join("two.zip"));
    zip(&world(), &tree(&many), &one, &Silent).unwrap();
    zip(&world(), &tree(&many), &two, &Silent).unwrap();
    assert!(fs::read(&one).unwrap() == fs::read(&two).unwrap());
    let order: Vec<String> = headers(&fs::read(&one).unwrap()).into_iter().map(|header| header.name).collect();
    assert!(order.is_sorted());

    let before = times(place.path());
    assert_eq!(zip(&world(), &tree(&many), &one, &Silent).unwrap().changed, 0);
    assert_eq!(times(place.path()), before);
}

#[test]
fn a_zip_that_fails_leaves_the_last_one_and_no_litter() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("course.zip");
    zip(&world(), &tree(&[("index.html", "good")]), &file, &Silent).unwrap();
    let before = found(place.path());
    assert!(zip(&world(), &tree(&[("film.mp4", "LIE")]), &file, &Silent).is_err());
    assert!(zip(&world(), &tree(&[("film.mp4", "ABSENT")]), &file, &Silent).is_err());
    assert_eq!(found(place.path()), before);
}
