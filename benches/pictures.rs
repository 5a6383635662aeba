//! How long a photograph takes to be made ready for pages, and how much memory that needs.
//!
//! `cargo bench --bench pictures -- 20` (how many photographs of 12 megapixels; 20 without it). Each becomes the files
//! that a page asks for: WebP in three widths and one JPEG. A second run finds them in the store. With `--keep DIR` the
//! photographs stay there, to be given to other programs. Peak memory is the process's own (Linux only).

#![expect(clippy::print_stdout, reason = "a benchmark says what it measured")]

use alforja::cache::Store;
use alforja::load::load;
use alforja::locale::Catalogs;
use alforja::media::{Workshop, plan, prepare};
use alforja::model::{Pictures, Rung};
use alforja::progress::Silent;
use alforja::world::DiskWorld;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::{FilterType, resize};
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const WIDTHS: &[u32] = &[480, 800, 1280];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let count = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(20);
    let keep = arguments.iter().position(|argument| argument == "--keep").and_then(|at| arguments.get(at + 1));
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let library = keep.map_or_else(|| folder.path().join("library"), PathBuf::from);
    write_library(&library, count);
    let before = peak();
    let (first, files) = timed(|| made(&library, &folder.path().join("store")));
    let (again, _) = timed(|| made(&library, &folder.path().join("store")));
    let each = |duration: Duration| duration.as_secs_f64() * 1_000.0 / count as f64;
    println!("{files} photographs of 12 megapixels on {} threads", rayon::current_num_threads());
    println!("first run   {:8.1} ms a photograph", each(first));
    println!("second run  {:8.1} ms in all", again.as_secs_f64() * 1_000.0);
    match peak().zip(before) {
        Some((peak, before)) => {
            println!("peak memory {:8.1} MB ({:.1} before)", peak as f64 / 1024.0, before as f64 / 1024.0)
        }
        None => println!("peak memory is told on Linux only"),
    }
}

/// Makes the pictures of the library ready; returns how many there are.
fn made(library: &Path, store: &Path) -> usize {
    let world = DiskWorld::new(library, None).expect("the library was just written");
    let store = Store::new(vec![store.to_owned()]);
    let loaded = load(&world, &Catalogs::embedded(&[]).expect("they are sound")).expect("it can be read").value;
    let planned = plan(&loaded, &world, &store).expect("it can be read").value.in_rung(Rung::Full);
    let editions = loaded.courses.iter().flat_map(|course| course.editions.iter().map(move |one| (course, one)));
    let workshop =
        Workshop { world: &world, store: &store, progress: &Silent, widths: WIDTHS, pictures: Pictures::default() };
    let done = prepare(editions, planned, workshop).expect("they can be read");
    assert!(done.diagnostics.is_empty(), "{:?}", done.diagnostics);
    store.save();
    loaded.courses.iter().map(|course| course.assets.len()).sum()
}

/// Writes a course that shows `count` photographs: the one of the tests, made large, each a little other.
fn write_library(library: &Path, count: usize) {
    let put = |path: &str, text: &str| {
        let path = library.join(path);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    };
    put("alforja.yaml", "title: {en: Photographs}\nlanguages: [en]\n");
    put("photos/course.yaml", "version: 1.0.0\nlicence: CC0-1.0\n");
    put("photos/en/index.md", "# Photographs\n");
    let shown: Vec<String> = (0..count).map(|number| format!("![Starfish](media/{number:03}.jpg)\n")).collect();
    put("photos/en/01-all/01-all.md", &format!("# All\n\n{}", shown.join("\n")));
    fs::create_dir_all(library.join("photos/media")).expect("the folder can be made");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/photos/gps-starfish.jpg");
    let small = image::open(sample).expect("it is a photograph").to_rgb8();
    let mut large = resize(&small, 4_000, 3_000, FilterType::CatmullRom);
    for number in 0..count {
        // Grain, as a camera's sensor gives it.
        let mut seed = 0x9E37_79B9_u32.wrapping_mul(number as u32 + 1);
        for value in large.iter_mut() {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            *value = value.saturating_add((seed >> 29) as u8).saturating_sub(3);
        }
        let place = library.join(format!("photos/media/{number:03}.jpg"));
        let file = BufWriter::new(File::create(place).expect("the disk takes it"));
        JpegEncoder::new_with_quality(file, 90).encode_image(&large).expect("the disk takes it");
    }
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let began = Instant::now();
    let done = work();
    (began.elapsed(), done)
}

/// Returns the most memory that the process had at once, in kilobytes (proc(5), `VmHWM`).
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.trim().parse().ok())
}
