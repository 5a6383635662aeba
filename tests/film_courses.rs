//! Films and sounds on their way through a course: what authors are told, what leaves, what pages say of them.

use alforja::cache::Store;
use alforja::diagnostic::{Diagnostic, Severity};
use alforja::media::film::{self, Use, advice};
use alforja::model::{Asset, AssetKind};
use alforja::package::{TARGETS, Target};
use alforja::paper::PaperSize;
use alforja::pipeline::{self, Job, PackageRequest, WithSource};
use alforja::span::{FileId, SourcePath, Span};
use alforja::world::{DiskWorld, World};
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

fn run(program: &str, arguments: &[&str], folder: &Path) {
    let made = Command::new(program).args(arguments).current_dir(folder).output();
    let made = made.unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(made.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&made.stderr));
}

/// Makes a film or sound in `folder`.
fn make(folder: &Path, name: &str, options: &str) {
    fs::create_dir_all(folder).unwrap();
    let picture =
        "-v error -y -f lavfi -i testsrc=size=192x144:rate=25:duration=2 -f lavfi -i sine=duration=2:sample_rate=44100";
    let personal = "-metadata location=+55.6761+012.5683/ -metadata com.apple.quicktime.make=Telephone \
        -metadata artist=Firstname -metadata title=Privatetitle -metadata comment=Privatecomment \
        -metadata creation_time=2021-03-04T05:06:07Z";
    let all = format!("{picture} {options} {personal}");
    let arguments: Vec<&str> = all.split_whitespace().chain([name]).collect();
    run("ffmpeg", &arguments, folder);
}

const PERSONAL: &[&str] = &["55.676", "Telephone", "Firstname", "Privatetitle", "Privatecomment"];

/// A library with one course whose lesson is `lesson`.
fn library(folder: &Path, lesson: &str) -> PathBuf {
    let course = folder.join("courses/saving");
    fs::create_dir_all(course.join("en/01-start")).unwrap();
    fs::create_dir_all(course.join("media")).unwrap();
    fs::write(folder.join("alforja.yaml"), "title: Films\nlanguages: [en]\n").unwrap();
    fs::write(course.join("en/index.md"), "# Saving\n").unwrap();
    fs::write(course.join("en/01-start/index.md"), "# Start\n").unwrap();
    fs::write(course.join("en/01-start/01-films.md"), format!("# Films\n\n{lesson}\n")).unwrap();
    course.join("media")
}

fn job<'a>(world: &'a dyn World, root: &'a Path, store: &'a Store) -> Job<'a> {
    Job::quiet(world, root, store)
}

/// Returns what is told of a library: of each the code, where it stands, and the command that mends it.
fn told(root: &Path) -> Vec<(String, Diagnostic)> {
    let world = DiskWorld::new(root, None).unwrap();
    let outcome = pipeline::check(job(&world, root, &Store::in_memory()), &[]).unwrap();
    let place = |one: &Diagnostic| {
        let source = outcome.sources.file(one.span.file);
        let line = source.text[..one.span.start as usize].matches('\n').count() + 1;
        format!("{}:{line} {}", source.path.name(), one.code)
    };
    outcome.diagnostics.iter().map(|one| (place(one), one.clone())).collect()
}

fn command(told: &Diagnostic) -> Option<&str> {
    let hint = told.hints.iter().find(|hint| hint.key == "hint/run-ffmpeg")?;
    hint.arguments.iter().find(|argument| argument.0 == "command").map(|argument| argument.1.as_str())
}

#[test]
fn what_phones_cannot_play_is_told_with_a_command_that_mends_it() {
    let h264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac";
    let films: &[(&str, String, &str)] = &[
        ("Ярилцлага 1.avi", "-c:v mpeg4 -c:a libmp3lame".into(), "film/not-for-browsers"),
        ("it's 100% $HOME.mov", "-c:v prores_ks -c:a pcm_s16le".into(), "film/codec"),
        ("old telephone.mp4", "-c:v mpeg4 -c:a aac".into(), "film/codec"),
        ("-new.mp4", "-c:v libx265 -x265-params log-level=error -pix_fmt yuv420p -c:a aac".into(), "film/codec"),
        ("ten.mp4", "-c:v libx264 -pix_fmt yuv420p10le -c:a aac".into(), "film/fine-colours"),
        ("level.mp4", format!("{h264} -level 5.1"), "film/level"),
        ("box.mkv", h264.into(), "film/container"),
        ("sent.mp4", format!("{h264} -movflags frag_keyframe+empty_moov"), "film/fragments"),
        ("large.mp4", format!("-vf scale=1440:1080,noise=alls=80:allf=t {h264} -qp 1 -t 0.3"), "film/large-picture"),
        ("upright.mp4", format!("-vf scale=810:1080,noise=alls=80:allf=t {h264} -qp 1 -t 0.3"), "film/large-picture"),
        ("fast.mp4", format!("-vf scale=640:480,noise=alls=80:allf=t {h264} -qp 1 -t 0.5"), "film/bitrate"),
        ("voice.mp4", "-vn -c:a aac".into(), "film/no-pictures"),
    ];
    let folder = tempfile::tempdir().unwrap();
    let shown: Vec<String> = films.iter().map(|(name, _, _)| format!("![A film](<media/{name}>)\n")).collect();
    let media = library(folder.path(), &shown.join("\n"));
    for (name, options, _) in films {
        make(&media, &format!("./{name}"), options);
    }
    let told = told(folder.path());
    for (line, (name, _, code)) in (3..).step_by(2).zip(films) {
        let place = format!("01-films.md:{line} {code}");
        let one = told.iter().find(|one| one.0 == place);
        let one = &one
            .unwrap_or_else(|| panic!("{name}: no {place} in {:?}", told.iter().map(|one| &one.0).collect::<Vec<_>>()))
            .1;
        let severity = if *code == "film/not-for-browsers" { Severity::Error } else { Severity::Warning };
        assert_eq!(one.severity, severity, "{name}");
        let line = command(one).unwrap_or_else(|| panic!("{name}: no command"));
        let before: Vec<PathBuf> = fs::read_dir(&media).unwrap().map(|entry| entry.unwrap().path()).collect();
        run(
            "sh",
            &["-c", &format!("{} -v error -nostdin -y", line.replace("-preset slow", "-preset ultrafast"))],
            folder.path(),
        );
        let made = fs::read_dir(&media).unwrap().map(|entry| entry.unwrap().path()).find(|path| !before.contains(path));
        mended(folder.path(), &made.unwrap_or_else(|| panic!("{name}: {line} made nothing")));
    }
}

/// Asserts that nothing is left to be told of a file.
fn mended(root: &Path, file: &Path) {
    let world = DiskWorld::new(root, None).unwrap();
    let path = SourcePath::new(file.strip_prefix(root).unwrap().to_str().unwrap());
    let asset = Asset {
        kind: AssetKind::of(path.name()),
        path,
        size: fs::metadata(file).unwrap().len(),
        lang: None,
        used: true,
    };
    let found = film::inspect(&world, &asset.path).unwrap();
    let told = advice(&asset, &found, Use::Played, Span::start_of(FileId(0)));
    let codes: Vec<&str> = told.iter().map(|one| one.code).collect();
    // What was made of noise stays large, however it is encoded.
    assert!(codes.iter().all(|code| *code == "film/bitrate"), "{}: {codes:?}", file.display());
}

#[test]
fn what_lies_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let names = ["page.mp4", "empty.mp4", "half.mp4", "end.mp4", "web.mp4", "long.wav"];
    let shown: Vec<String> = names.iter().map(|name| format!("![A film](media/{name})\n")).collect();
    let lesson = format!("{}\n[To keep](media/kept.avi) and [another](media/page2.mp4)\n", shown.join("\n"));
    let media = library(folder.path(), &lesson);
    make(&media, "whole.mp4", "-c:v libx264 -pix_fmt yuv420p -c:a aac");
    make(&media, "fast.mp4", "-c:v libx264 -pix_fmt yuv420p -c:a aac -movflags +faststart");
    make(&media, "web.webm", "-c:v libvpx -pix_fmt yuv420p -deadline realtime -c:a libvorbis");
    make(&media, "kept.avi", "-c:v mpeg4 -c:a libmp3lame");
    run(
        "ffmpeg",
        &["-v", "error", "-f", "lavfi", "-i", "sine=duration=12:sample_rate=48000", "-c:a", "pcm_s16le", "long.wav"],
        &media,
    );
    for page in ["page.mp4", "page2.mp4"] {
        fs::write(media.join(page), "<!DOCTYPE html><title>Sign in</title>").unwrap();
    }
    fs::write(media.join("empty.mp4"), "").unwrap();
    let cut = |from: &str, to: &str| {
        let bytes = fs::read(media.join(from)).unwrap();
        fs::write(media.join(to), &bytes[..bytes.len() * 2 / 3]).unwrap();
    };
    cut("whole.mp4", "half.mp4");
    cut("fast.mp4", "end.mp4");
    fs::rename(media.join("web.webm"), media.join("web.mp4")).unwrap();
    let told = told(folder.path());
    let codes: Vec<String> = told
        .iter()
        .filter(|one| {
            one.0.starts_with("01-films.md") && !one.0.ends_with("-captions") && !one.0.ends_with("-transcript")
        })
        .map(|one| format!("{} {:?}", one.0, one.1.severity))
        .collect();
    let mut codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    codes.sort_unstable();
    assert_eq!(
        codes,
        [
            "01-films.md:11 film/wrong-ending Warning",
            "01-films.md:13 sound/not-compressed Warning",
            "01-films.md:15 film/no-film Warning",
            "01-films.md:3 film/no-film Error",
            "01-films.md:5 media/empty-file Error",
            "01-films.md:7 film/cut-short Error",
            "01-films.md:9 film/end-missing Warning",
        ]
    );
}

#[test]
fn a_film_is_held_against_what_is_written_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let media = library(folder.path(), "![A](video:right)\n\n![B](video:wrong)\n\n![C](video:away)\n");
    make(&media, "right.mp4", "-c:v libx264 -pix_fmt yuv420p -c:a aac");
    make(&media, "wrong.mp4", "-c:v libx264 -pix_fmt yuv420p -c:a aac -t 1.5");
    let world = DiskWorld::new(folder.path(), None).unwrap();
    let right = world.fingerprint(&SourcePath::new("courses/saving/media/right.mp4")).unwrap().hex();
    let wrong = world.fingerprint(&SourcePath::new("courses/saving/media/wrong.mp4")).unwrap().hex();
    let listed = format!(
        "right:\n  file: right.mp4\n  duration: \"0:02\"\n  sha256: {}\n\
        wrong:\n  file: wrong.mp4\n  duration: \"0:20\"\n  sha256: {right}\n\
        away:\n  file: away.mp4\n  size: 48000000\n",
        right.to_uppercase()
    );
    fs::write(media.join("videos.yaml"), listed).unwrap();
    let words =
        "WEBVTT\n\n00:00.500 --> 00:01.000\nHere\n\n00:04.000 --> 00:05.000\nLate\n\n00:06.000 --> 00:07.000\nLater\n";
    fs::write(media.join("wrong.en.vtt"), words).unwrap();
    fs::write(media.join("right.en.vtt"), &words[..40]).unwrap();
    let told = told(folder.path());
    let mut codes: Vec<&str> =
        told.iter().map(|one| one.0.as_str()).filter(|one| !one.ends_with("no-captions")).collect();
    codes.sort_unstable();
    assert_eq!(
        codes,
        [
            "videos.yaml:10 video/file-missing",
            "videos.yaml:7 video/other-duration",
            "videos.yaml:8 video/other-content",
            "wrong.en.vtt:6 captions/after-end",
        ]
    );
    let other = told.iter().find(|one| one.1.code == "video/other-content").unwrap();
    let argument = |name: &str| other.1.message.arguments.iter().find(|one| one.0 == name).map(|one| one.1.clone());
    assert_eq!((argument("found"), argument("listed")), (Some(wrong), Some(right)));
}

#[test]
fn what_films_tell_of_people_leaves_by_no_door() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("library");
    let films = ["telephone.mov", "web.webm", "voice.mp3", "voice.m4a", "voice.ogg", "voice.wav"];
    let shown: Vec<String> = films.iter().map(|name| format!("![A film](media/{name})\n")).collect();
    let media = library(&root, &shown.join("\n"));
    make(&media, "telephone.mov", "-c:v libx264 -b:v 800k -pix_fmt yuv420p -c:a aac");
    make(&media, "web.webm", "-c:v libvpx -b:v 800k -pix_fmt yuv420p -deadline realtime -c:a libvorbis");
    make(&media, "voice.mp3", "-vn -c:a libmp3lame -write_id3v1 1");
    make(&media, "voice.m4a", "-vn -c:a aac");
    make(&media, "voice.ogg", "-vn -c:a libvorbis");
    make(&media, "voice.wav", "-vn -c:a pcm_s16le -write_bext 1");
    let tells = |bytes: &[u8]| {
        let says = |word: &&&str| bytes.windows(word.len()).any(|window| window == word.as_bytes());
        PERSONAL.iter().find(says).map(|word| (*word).to_owned())
    };
    for name in films {
        assert!(tells(&fs::read(media.join(name)).unwrap()).is_some(), "{name} tells something first");
    }
    let world = DiskWorld::new(&root, None).unwrap();
    let store = Store::in_memory();
    let site = folder.path().join("site");
    let built = pipeline::build(job(&world, &root, &store), &site).unwrap();
    assert!(built.made.is_some(), "{:?}", built.diagnostics);
    let again = pipeline::build(job(&world, &root, &store), &site).unwrap().made.unwrap();
    assert_eq!((again.written.changed, again.written.removed), (0, 0), "an unchanged build writes nothing");
    let targets: Vec<&'static dyn Target> = TARGETS.to_vec();
    let out = folder.path().join("packages");
    let request = PackageRequest {
        targets,
        course: None,
        lang: None,
        paper: PaperSize::A4,
        with_source: WithSource::Yes,
        out: &out,
    };
    assert!(pipeline::package(job(&world, &root, &store), &request).unwrap().made.is_some());
    let mut seen = 0;
    for outer in [&site, &out] {
        for (name, bytes) in every_file(outer) {
            seen += usize::from(films.iter().any(|film| name.ends_with(film.rsplit_once('.').unwrap().1)));
            assert_eq!(tells(&bytes), None, "{name}");
        }
    }
    assert!(seen > 20, "films were looked at: {seen}");
    let page = fs::read_to_string(site.join("en/saving/start/films/index.html")).or_else(|_| {
        fs::read_to_string(every_page(&site).into_iter().find(|page| page.to_string_lossy().contains("films")).unwrap())
    });
    let page = page.unwrap();
    assert!(
        page.contains("width=\"192\" height=\"144\"") && page.contains("(0:02, "),
        "the page keeps its room: {page}"
    );
}

fn every_page(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { every_page(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|ending| ending == "html"))
        .collect()
}

/// Returns every file below a folder, and within every zip there.
fn every_file(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(every_file(&path));
            continue;
        }
        let name = path.display().to_string();
        let bytes = fs::read(&path).unwrap();
        if let Ok(mut zip) = zip::ZipArchive::new(Cursor::new(bytes.clone())) {
            for index in 0..zip.len() {
                let mut entry = zip.by_index(index).unwrap();
                let mut bytes = Vec::new();
                entry.read_to_end(&mut bytes).unwrap();
                found.push((format!("{name}/{}", entry.name().unwrap()), bytes));
            }
        }
        found.push((name, bytes));
    }
    found
}
