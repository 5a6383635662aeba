//! Real photographs through every target: upright, small, and nothing in them but pixels; damage is told, never fatal.

use alforja::cache::Store;
use alforja::package::TARGETS;
use alforja::paper::PaperSize;
use alforja::pipeline::{Job, PackageRequest, WithSource, build, package};
use alforja::world::DiskWorld;
use image::{DynamicImage, GenericImageView, Rgb, RgbImage};
use proptest::prelude::{ProptestConfig, any, prop, prop_assert, proptest};
use std::fs;
use std::path::{Path, PathBuf};

fn starfish() -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/photos/gps-starfish.jpg")).unwrap()
}

/// A library of one lesson that shows each of these files.
fn library(folder: &Path, files: &[(&str, Vec<u8>)]) {
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    let shown: String = files.iter().map(|(name, _)| format!("![Shown](media/{name})\n\n")).collect();
    put("alforja.yaml", b"title: {en: Pictures}\nlanguages: [en]\n");
    put("courses/a/course.yaml", b"version: 1.0.0\nlicence: CC0-1.0\n");
    put("courses/a/en/index.md", b"# A\n\nWords.\n");
    put("courses/a/en/01-m/index.md", b"# M\n");
    put("courses/a/en/01-m/01-l.md", format!("# L\n\n{shown}").as_bytes());
    files.iter().for_each(|(name, bytes)| put(&format!("courses/a/media/{name}"), bytes));
}

/// Builds the site; returns whether it was made, and the codes of what is told.
fn built(library: &Path, out: &Path, store: &Store) -> (bool, Vec<&'static str>) {
    let world = DiskWorld::new(library, None).unwrap();
    let job = Job::quiet(&world, library, store);
    let outcome = build(job, out).unwrap();
    (outcome.made.is_some(), outcome.diagnostics.iter().map(|one| one.code).collect())
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    files.filter(|file| file.file_type().is_file()).map(|file| file.into_path()).collect()
}

fn media(out: &Path, ending: &str) -> Vec<PathBuf> {
    let all = files(&out.join("assets/a"));
    all.into_iter().filter(|path| path.extension().is_some_and(|found| found == ending)).collect()
}

/// A JPEG whose upper left quarter is red, the upper right green, the rest blue; stored as `orientation` says.
fn quarters(orientation: u8) -> Vec<u8> {
    let upright = RgbImage::from_fn(1600, 1200, |x, y| {
        // No photograph is flat.
        let grain = u8::try_from((x * 7 + y * 13 + x * y / 50) % 40).unwrap();
        match (x < 800, y < 600) {
            (true, true) => Rgb([200 + grain, grain, grain]),
            (false, true) => Rgb([grain, 180 + grain, grain]),
            _ => Rgb([grain, grain, 200 + grain]),
        }
    });
    let upright = DynamicImage::ImageRgb8(upright);
    // What a viewer must undo (Exif 2.32, 4.6.4: tag 0x0112).
    let stored = match orientation {
        2 => upright.fliph(),
        3 => upright.rotate180(),
        4 => upright.flipv(),
        5 => upright.rotate90().fliph(),
        6 => upright.rotate270(),
        7 => upright.rotate90().flipv(),
        8 => upright.rotate90(),
        _ => upright,
    };
    let mut bytes = Vec::new();
    stored.write_with_encoder(image::codecs::jpeg::JpegEncoder::new(&mut bytes)).unwrap();
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&bytes[..2], &[0xff, 0xe1], &length, &exif, &bytes[2..]].concat()
}

#[test]
fn every_orientation_is_upright_in_every_width() {
    let names: Vec<String> = (1..=8).map(|orientation| format!("side{orientation}.jpg")).collect();
    let all: Vec<(&str, Vec<u8>)> = names.iter().map(String::as_str).zip((1..=8).map(quarters)).collect();
    let folder = tempfile::tempdir().unwrap();
    let (own, out) = (folder.path().join("library"), folder.path().join("out"));
    library(&own, &all);
    assert_eq!(built(&own, &out, &Store::in_memory()), (true, vec![]));
    let made: Vec<PathBuf> = ["jpg", "webp"].iter().flat_map(|ending| media(&out, ending)).collect();
    assert_eq!(made.len(), 8 * 4, "{made:?}");
    for path in made {
        let picture = image::open(&path).unwrap();
        let (width, height) = picture.dimensions();
        assert_eq!(u64::from(width) * 3, u64::from(height) * 4, "{}: {width} x {height}", path.display());
        assert!(width <= 1280);
        let colour = |x: u32, y: u32| picture.get_pixel(width * x / 4, height * y / 4).0;
        let (red, green, blue) = (colour(1, 1), colour(3, 1), colour(1, 3));
        let strongest = |pixel: [u8; 4]| (0..3).max_by_key(|part| pixel[*part]);
        assert_eq!(
            [red, green, blue].map(strongest),
            [Some(0), Some(1), Some(2)],
            "{} {red:?} {green:?} {blue:?}",
            path.display()
        );
    }
}

#[test]
fn no_output_of_any_target_tells_where_a_photograph_was_taken() {
    let folder = tempfile::tempdir().unwrap();
    let (own, out) = (folder.path().join("library"), folder.path().join("out"));
    library(&own, &[("starfish.jpg", starfish())]);
    let world = DiskWorld::new(&own, None).unwrap();
    let store = Store::new(vec![folder.path().join("store")]);
    let job = Job::quiet(&world, &own, &store);
    let request = PackageRequest {
        targets: TARGETS.to_vec(),
        course: None,
        lang: None,
        paper: PaperSize::A4,
        with_source: WithSource::No,
        out: &out.join("packages"),
    };
    assert!(package(job, &request).unwrap().made.is_some());
    assert!(build(job, &out.join("site")).unwrap().made.is_some());
    assert!(starfish().windows(4).any(|window| window == b"Exif"), "the photograph itself tells");
    let all = files(&out);
    assert!(all.len() > TARGETS.len());
    // Pictures are stored in packages as they are, so that a search of bytes finds what is in them.
    for path in all {
        let bytes = fs::read(&path).unwrap();
        for told in [&b"Exif\0\0"[..], b"GPSLatitude", b"<x:xmpmeta", b"Photoshop 3.0"] {
            let found = bytes.windows(told.len()).filter(|window| *window == told).count();
            // A PDF says in XMP what it is itself: its title and language, once (ISO 32000-1, section 14.3.2).
            let own = usize::from(told == b"<x:xmpmeta" && path.extension().is_some_and(|ending| ending == "pdf"));
            assert_eq!(found, own, "{}: {}", path.display(), String::from_utf8_lossy(told));
        }
    }
    // An independent reader finds pixels and nothing of whoever took them.
    let said = std::process::Command::new("exiftool")
        .args(["-r", "-G1", "-a", "-s", "-ext", "jpg", "-ext", "webp"])
        .args(["-x", "File:All", "-x", "System:All", "-x", "ExifTool:All", "-x", "Composite:All"])
        .arg(out.join("site"))
        .output()
        .expect("exiftool is there");
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let tells = |line: &&str| {
        line.starts_with('[') && !["[File]", "[RIFF]", "[JFIF]"].iter().any(|group| line.starts_with(group))
    };
    assert_eq!(said.lines().filter(tells).collect::<Vec<_>>(), Vec::<&str>::new(), "{said}");
    assert!(said.lines().filter(|line| line.starts_with("========")).count() >= 4, "{said}");
    let pages = fs::read_to_string(out.join("site/en/a/m/l.html")).unwrap();
    assert!(pages.contains("<picture><source type=\"image/webp\" srcset=") && pages.contains(" 480w, "), "{pages}");
}

#[test]
fn a_second_build_makes_nothing_again_and_gives_the_same_files() {
    let folder = tempfile::tempdir().unwrap();
    let (own, store) = (folder.path().join("library"), vec![folder.path().join("store")]);
    library(&own, &[("starfish.jpg", starfish())]);
    let outs = ["one", "two"].map(|name| folder.path().join(name));
    built(&own, &outs[0], &Store::new(store.clone()));
    let made = files(&store[0].join("store"));
    let times = |paths: &[PathBuf]| -> Vec<_> {
        paths.iter().map(|path| fs::metadata(path).unwrap().modified().unwrap()).collect()
    };
    let before = times(&made);
    built(&own, &outs[1], &Store::new(store.clone()));
    assert_eq!(files(&store[0].join("store")), made);
    assert_eq!(times(&made), before);
    let names = |out: &Path| media(out, "webp").iter().map(|path| path.file_name().unwrap().to_owned()).collect();
    let [one, two]: [Vec<_>; 2] = [names(&outs[0]), names(&outs[1])];
    assert_eq!(one, two);
    assert_eq!(one.len(), 3);
}

#[test]
fn a_drawing_stays_sharp_and_a_small_file_stays_itself() {
    let drawing =
        RgbImage::from_fn(900, 500, |x, y| Rgb(if x / 40 % 2 == y / 40 % 2 { [10, 92, 88] } else { [255; 3] }));
    let mut png = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut png);
    DynamicImage::ImageRgb8(drawing.clone()).write_with_encoder(encoder).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (own, out) = (folder.path().join("library"), folder.path().join("out"));
    library(&own, &[("chart.png", png.clone())]);
    assert_eq!(built(&own, &out, &Store::in_memory()), (true, vec![]));
    let made = media(&out, "png");
    assert_eq!(made.len(), 1);
    assert_eq!(image::open(&made[0]).unwrap().into_rgb8(), drawing);
    assert!(fs::metadata(&made[0]).unwrap().len() <= png.len() as u64);
}

#[test]
fn unusual_kinds_of_picture_are_shown_as_they_are_meant() {
    let photograph = DynamicImage::ImageRgb8(RgbImage::from_fn(1000, 700, |x, y| {
        let grain = u8::try_from((x * 7 + y * 13 + x * y / 50) % 40).unwrap();
        Rgb([200 + grain, 30 + grain, grain])
    }));
    let inks: Vec<u8> =
        photograph.to_rgb8().pixels().flat_map(|pixel| [!pixel.0[0], !pixel.0[1], !pixel.0[2], 0]).collect();
    let mut printed = Vec::new();
    jpeg_encoder::Encoder::new(&mut printed, 90).encode(&inks, 1000, 700, jpeg_encoder::ColorType::Cmyk).unwrap();
    let written = |picture: &DynamicImage, format: image::ImageFormat| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    };
    let deep = written(&DynamicImage::ImageRgb16(photograph.to_rgb16()), image::ImageFormat::Png);
    let grey = written(&DynamicImage::ImageLuma8(photograph.to_luma8()), image::ImageFormat::Jpeg);
    let mut moving = Vec::new();
    {
        let mut encoder = image::codecs::gif::GifEncoder::new(&mut moving);
        let frames = [[255, 0, 0, 255], [0, 0, 255, 255]]
            .map(|colour| image::Frame::new(image::RgbaImage::from_pixel(60, 40, image::Rgba(colour))));
        encoder.encode_frames(frames).unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let (own, out) = (folder.path().join("library"), folder.path().join("out"));
    library(&own, &[("printed.jpg", printed), ("deep.png", deep), ("grey.jpg", grey), ("moving.gif", moving)]);
    assert_eq!(built(&own, &out, &Store::in_memory()), (true, vec![]));
    let all = files(&out.join("assets/a"));
    let named = |start: &str| {
        all.iter().filter(|path| path.file_name().unwrap().to_string_lossy().starts_with(start)).collect::<Vec<_>>()
    };
    for name in ["printed", "deep"] {
        assert!(named(name).len() >= 2, "{name}: {all:?}");
        for path in named(name) {
            let [red, green, blue, _] = image::open(path).unwrap().get_pixel(50, 50).0;
            assert!(red > 170 && green < 110 && blue < 90, "{}: {red} {green} {blue}", path.display());
        }
    }
    for path in named("grey") {
        let [red, green, blue, _] = image::open(path).unwrap().get_pixel(50, 50).0;
        assert!(red.abs_diff(green) < 6 && green.abs_diff(blue) < 6, "{}", path.display());
    }
    let [moving] = named("moving")[..] else { panic!("{all:?}") };
    let decoder =
        image::codecs::gif::GifDecoder::new(std::io::BufReader::new(fs::File::open(moving).unwrap())).unwrap();
    assert_eq!(image::AnimationDecoder::into_frames(decoder).count(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Whatever happens to a photograph on its way, it is shown or told, and the others are still done.
    #[test]
    fn damage_is_told_and_never_fatal(
        spots in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        keep in any::<prop::sample::Index>(),
        cut in any::<bool>(),
    ) {
        let mut bytes = starfish();
        for (spot, byte) in spots {
            // Most of what can go wrong is in the head.
            let at = spot.index(bytes.len().min(30_000));
            bytes[at] = byte;
        }
        if cut {
            bytes.truncate(keep.index(bytes.len()));
        }
        let folder = tempfile::tempdir().unwrap();
        let (own, out) = (folder.path().join("library"), folder.path().join("out"));
        library(&own, &[("damaged.jpg", bytes)]);
        let (made, told) = built(&own, &out, &Store::in_memory());
        prop_assert!(made || told.iter().any(|code| code.starts_with("media/")), "{:?}", told);
    }
}
