//! What leaves the house of an author's pictures, films and captions.

#[path = "fixtures/film.rs"]
mod small_film;

use alforja::cache::Store;
use alforja::locale::{Catalogs, Lang};
use alforja::media::{MediaPlan, PictureForm, Workshop, plan, prepare, produce};
use alforja::model::{
    Asset, AssetId, AssetKind, Budget, Checks, Completion, CompletionRule, Course, CourseId, CourseSettings, Document,
    Edition, Film, FilmId, Library, LibrarySettings, LinkSource, LinkTarget, Localised, MediaSource, MediaTarget,
    PackageSettings, Pictures, Rung, SessionSettings, Support, Text, Track,
};
use alforja::progress::Silent;
use alforja::span::{SourcePath, Sources, Span, Spanned};
use alforja::tree::Body;
use alforja::world::{MemoryWorld, World};
use image::metadata::Orientation;
use image::{ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, ImageReader};
use std::io::Cursor;
use std::sync::Arc;

/// Returns a library of one course that shows or links each file of `media/`, in order.
fn library(files: &[(&str, &[u8])]) -> (Library, MemoryWorld) {
    let mut sources = Sources::default();
    let page = sources.add(SourcePath::new("course/en/index.md"), "line\n".repeat(files.len()).into());
    let span = |line: usize| Span::new(page, line * 5..line * 5 + 4);
    let mut course = course(span(0));
    let mut document = Document::empty(page);
    let (mut links, mut media) = (Vec::new(), Vec::new());
    for (number, (name, bytes)) in files.iter().enumerate() {
        let id = AssetId(u32::try_from(number).unwrap());
        let path = SourcePath::new(&format!("course/media/{name}"));
        let kind = AssetKind::of(name);
        course.assets.push(Asset { path, kind, size: bytes.len() as u64, lang: None, used: true });
        let source =
            MediaSource { address: "x".into(), alternative: "x".into(), film_address: None, span: span(number) };
        match kind {
            AssetKind::Picture => {
                media.push(MediaTarget::Picture(id));
                document.media.push(source);
            }
            AssetKind::Captions => {
                course.films[0].captions.push(Track { lang: Lang::english(), asset: id, cues: vec![] });
            }
            AssetKind::Film | AssetKind::Sound => {
                course.films.push(film(id, span(number)));
                media.push(MediaTarget::Film(FilmId(u32::try_from(course.films.len() - 1).unwrap())));
                document.media.push(source);
            }
            AssetKind::Download => {
                links.push(LinkTarget::Asset(id));
                document.links.push(LinkSource { address: "x".into(), span: span(number) });
            }
        }
    }
    let introduction = Text { document: Arc::new(document), links, media, banks: vec![] };
    course.editions.push(Edition {
        lang: Lang::english(),
        title: Spanned::new("Course".into(), span(0)),
        summary: None,
        objectives: vec![],
        introduction,
        glossary: None,
        glossary_entries: vec![],
        modules: vec![],
    });
    let settings = LibrarySettings {
        title: Localised::default(),
        organisation: None,
        languages: vec![Lang::english()],
        theme: Spanned::new("default".into(), span(0)),
        url: None,
        support: Support::default(),
        learner_fields: vec![],
        fallback: Vec::new(),
        outdated_note: true,
        package: PackageSettings::default(),
        session: SessionSettings::default(),
        media: Rung::default(),
        pictures: Pictures::default(),
        budget: Budget::default(),
        checks: Checks::default(),
        span: span(0),
    };
    let paths: Vec<String> = files.iter().map(|(name, _)| format!("course/media/{name}")).collect();
    let world = MemoryWorld::new(paths.iter().map(String::as_str).zip(files.iter().map(|(_, bytes)| *bytes)));
    (Library { settings, courses: vec![course], sources, outdated: std::collections::BTreeSet::new() }, world)
}

fn course(span: Span) -> Course {
    let settings = CourseSettings {
        version: "1.0.0".into(),
        source_language: Lang::parse("da"),
        licence: None,
        authors: vec![],
        minutes: None,
        requires: vec![],
        pass: None,
        completion: Completion { lessons: CompletionRule::All, quizzes: CompletionRule::All },
        roles: vec![],
        based_on: vec![],
        cover: None,
        fallback: None,
        outdated_note: None,
        package: PackageSettings::default(),
        session: SessionSettings::default(),
        checks: Checks::default(),
        span,
    };
    let folder = SourcePath::new("course");
    Course { id: CourseId::new("course"), folder, settings, editions: vec![], assets: vec![], films: vec![] }
}

fn film(file: AssetId, span: Span) -> Film {
    Film {
        name: "film".into(),
        title: Localised::default(),
        file: Some(file),
        url: None,
        poster: None,
        duration: None,
        size: None,
        listed: alforja::model::Listed::default(),
        captions: vec![],
        chapters: vec![],
        transcripts: vec![],
        span,
    }
}

fn originals<'a>(world: &'a dyn World, store: &'a Store) -> Workshop<'a> {
    Workshop { world, store, progress: &Silent, widths: &[480, 800, 1280], pictures: Pictures::Originals }
}

/// Plans and produces `files`, pictures as they came; returns the plan, each body with its name, and what is told.
fn run(files: &[(&str, &[u8])]) -> (MediaPlan, Vec<(String, Body)>, Vec<String>) {
    let (library, world) = library(files);
    let mut planned = plan(&library, &world, &Store::in_memory()).unwrap();
    let course = &library.courses[0];
    let ready =
        prepare([(course, &course.editions[0])], planned.value, originals(&world, &Store::in_memory())).unwrap();
    planned.value = ready.value;
    planned.diagnostics.extend(ready.diagnostics);
    let bodies = produce(course, &course.editions, &planned.value, PictureForm::Inside, &world).unwrap();
    let bodies = bodies.into_iter().map(|(name, body)| (name.to_owned(), body)).collect();
    let catalogs = Catalogs::embedded(&[]).unwrap();
    let english = catalogs.get(&Lang::english());
    let told = planned.diagnostics.iter().map(|diagnostic| {
        let arguments: Vec<_> =
            diagnostic.message.arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let place = library.sources.place(diagnostic.span);
        format!("{}: {}: {}", place.line, diagnostic.code, english.fill(diagnostic.message.key, &arguments))
    });
    let told = told.collect();
    (planned.value, bodies, told)
}

fn photograph(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let pixels: Vec<u8> = (0..width * height * 3).map(|byte| u8::try_from(byte * 7 % 251).unwrap()).collect();
    let mut bytes = Vec::new();
    let (writer, colour) = (&mut bytes, ExtendedColorType::Rgb8);
    match format {
        ImageFormat::Jpeg => image::codecs::jpeg::JpegEncoder::new(writer).write_image(&pixels, width, height, colour),
        ImageFormat::Png => image::codecs::png::PngEncoder::new(writer).write_image(&pixels, width, height, colour),
        _ => image::codecs::webp::WebPEncoder::new_lossless(writer).write_image(&pixels, width, height, colour),
    }
    .unwrap();
    bytes
}

/// Returns a JPEG with Exif: this orientation, and words that must not leave.
fn taken_by_phone(orientation: u8) -> Vec<u8> {
    let bytes = photograph(ImageFormat::Jpeg, 40, 20);
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"GPS 47.9184 N 106.9177 E");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&bytes[..2], &[0xff, 0xe1], &length, &exif, &bytes[2..], b"trailing GPS"].concat()
}

#[test]
fn photographs_leave_without_their_place_and_keep_their_side_up() {
    for orientation in 1..=8 {
        let (_, bodies, told) = run(&[("Гэр зураг.JPG", &taken_by_phone(orientation))]);
        assert_eq!(told, [""; 0]);
        let (name, Body::Bytes(bytes)) = &bodies[0] else { panic!("pictures are cleaned in memory") };
        assert!(name.starts_with("ger-zurag-") && name.ends_with(".jpg"), "{name}");
        assert!(!bytes.windows(3).any(|window| window == b"GPS"));
        let mut decoder = ImageReader::with_format(Cursor::new(bytes), ImageFormat::Jpeg).into_decoder().unwrap();
        assert_eq!(decoder.orientation().unwrap(), Orientation::from_exif(orientation).unwrap());
        let mut pixels = vec![0; usize::try_from(decoder.total_bytes()).unwrap()];
        decoder.read_image(&mut pixels).unwrap();
    }
}

#[test]
fn dimensions_are_those_that_a_reader_sees() {
    let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 150"/>"#;
    let files: [(&str, &[u8]); 6] = [
        ("flat.jpg", &taken_by_phone(3)),
        ("turned.jpg", &taken_by_phone(6)),
        ("a.png", &photograph(ImageFormat::Png, 7, 5)),
        ("a.webp", &photograph(ImageFormat::WebP, 9, 4)),
        ("a.gif", b"GIF89a\x05\0\x03\0\0\0\0,\0\0\0\0\x05\0\x03\0\0\x02\x04\x84\x8f\xa9\x05\0;"),
        ("a.svg", svg),
    ];
    let (plan, _, told) = run(&files);
    assert_eq!(told, [""; 0]);
    let id = CourseId::new("course");
    let seen: Vec<_> = (0..6).map(|number| plan.get(&id, AssetId(number)).unwrap().dimensions.unwrap()).collect();
    assert_eq!(seen, [(40, 20), (20, 40), (7, 5), (9, 4), (5, 3), (300, 150)]);
}

#[test]
fn bad_files_are_named_and_the_others_are_still_done() {
    let png = photograph(ImageFormat::Png, 7, 5);
    let mut bomb = png.clone();
    bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    bomb[29..33].copy_from_slice(&[0x0f, 0xb0, 0xe2, 0x15]);
    let jpeg = taken_by_phone(1);
    let files: [(&str, &[u8]); 9] = [
        ("empty.jpg", b""),
        ("page.jpg", b"<!doctype html><p>Not found"),
        ("cut.jpg", &jpeg[..jpeg.len() - 300]),
        ("begun.png", &png[..12]),
        ("bomb.png", &bomb),
        ("lie.jpg", &png),
        ("script.svg", b"<html/>"),
        ("photo.avif", b"\0\0\0\x1cftypavif\0\0\0\0 Exif"),
        ("good.png", &png),
    ];
    let (_, bodies, told) = run(&files);
    insta::assert_snapshot!(told.join("\n"), @r"
    1: media/empty-file: `course/media/empty.jpg` is empty
    2: media/not-a-picture: `course/media/page.jpg` is no picture that a browser can show
    3: media/cut-short: the picture `course/media/cut.jpg` is cut short
    4: media/unreadable-picture: the picture `course/media/begun.png` cannot be read
    5: media/too-many-pixels: the picture `course/media/bomb.png` has 3600 megapixels; one of its kind may have 140
    6: media/wrong-ending: `course/media/lie.jpg` is a picture of the kind `png`, not what its ending says
    7: media/unreadable-picture: the picture `course/media/script.svg` cannot be read
    8: media/new-kind: many phones cannot show `course/media/photo.avif`: AVIF is too new for them
    8: media/metadata-kept: `course/media/photo.avif` may tell where and by whom it was taken
    ");
    let names: Vec<&str> = bodies.iter().map(|(name, _)| name.split('-').next().unwrap()).collect();
    assert_eq!(names, ["good", "lie", "photo"]);
    let lie = &bodies[1].0;
    assert!(lie.ends_with(".png"), "the ending says what it is: {lie}");
}

#[test]
fn films_are_copied_small_files_are_read_and_captions_stay_in_the_pages() {
    let film = small_film::film(&[7; 100_000]);
    let files: [(&str, &[u8]); 4] = [
        ("Film 1.MP4", &film),
        ("film.en.srt", b"1\n00:00:01,500 --> 00:00:04,000\nHello\n"),
        ("Form til mødet.docx", b"words"),
        ("LICENCE", b"words"),
    ];
    let (_, bodies, told) = run(&files);
    assert_eq!(told, [""; 0]);
    let copied: Vec<_> = bodies
        .iter()
        .map(|(name, body)| match body {
            Body::File { source, size } => (name.as_str(), source.name().to_owned(), *size),
            Body::Bytes(bytes) => (name.as_str(), String::from_utf8(bytes.clone()).unwrap(), body.size()),
            Body::Kept(_) => panic!("`{name}` is no result"),
            Body::Pieces { source, .. } => (name.as_str(), source.name().to_owned(), body.size()),
        })
        .collect();
    let expected = [
        ("film-1-c8f5b5b0.mp4", "Film 1.MP4".to_owned(), film.len() as u64),
        ("form-til-moedet-dba36bff.docx", "words".to_owned(), 5),
        ("licence-dba36bff", "words".to_owned(), 5),
    ];
    assert_eq!(copied, expected);
}

#[test]
fn one_content_under_two_names_of_the_same_slug_is_one_file() {
    let (plan, bodies, told) = run(&[("form.pdf", b"words"), ("Form.pdf", b"words"), ("form!.pdf", b"others")]);
    assert_eq!(told, [""; 0]);
    assert_eq!(bodies.len(), 2);
    let id = CourseId::new("course");
    assert_eq!(plan.get(&id, AssetId(0)), plan.get(&id, AssetId(1)));
}

#[test]
fn a_picture_that_changes_between_plan_and_production_is_named() {
    let (library, _) = library(&[("a.png", &photograph(ImageFormat::Png, 7, 5))]);
    let (_, before) = self::library(&[("a.png", &photograph(ImageFormat::Png, 7, 5))]);
    let after = MemoryWorld::new([("course/media/a.png", &b"half"[..])]);
    assert!(before.read(&SourcePath::new("course/media/a.png")).is_ok());
    let plan = plan(&library, &before, &Store::in_memory()).unwrap().value;
    let course = &library.courses[0];
    let store = Store::in_memory();
    let ready = prepare([(course, &course.editions[0])], plan, originals(&after, &store)).unwrap();
    assert_eq!(ready.value.get(&course.id, AssetId(0)), None);
    let told: Vec<&str> = ready.diagnostics.iter().map(|told| told.code).collect();
    assert_eq!(told, ["media/not-a-picture"]);
}
