//! Updates that carry only what is new in a file.

use crate::files::{Files, THEIRS, check_whole};
use crate::memory::MemoryStick;
use crate::update::{AtHand, delta, delta_of, forged, open, stick_of};
use alforja::output::Disk;
use alforja::progress::Silent;
use alforja::stick::delta::{Delta, DeltaError, OldCopy, make};
use alforja::stick::{LayError, MANIFEST};
use alforja::tree::OutPath;
use proptest::prelude::{Strategy, any, prop_oneof, proptest};
use std::fs;
use std::path::Path;

/// Bytes without a pattern, the same each time: a film.
fn film(seed: u32, size: usize) -> Vec<u8> {
    let mut state = seed;
    let next = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..size).map(next).collect()
}

/// A page of a course, with a list of lessons that all pages have.
fn page(number: usize, lessons: &[&str], text: &str) -> Vec<u8> {
    let list: String =
        lessons.iter().map(|lesson| format!("<li><a href=\"{lesson}.html\">{lesson}</a></li>\n")).collect();
    let body: String = (0..30).map(|line| format!("<p>{text}, page {number}, line {line}</p>\n")).collect();
    format!("<!doctype html>\n<ul>{list}</ul>\n{body}").into_bytes()
}

/// A package: a head that tells of the version, files one after the other, and where each of them begins.
fn package(version: &str, files: &[&[u8]]) -> Vec<u8> {
    let mut bytes = format!("package {version}\n").into_bytes();
    let mut offsets = Vec::new();
    for file in files {
        offsets.push(bytes.len());
        bytes.extend_from_slice(file);
    }
    bytes.extend(offsets.iter().flat_map(|offset| format!("a file begins at {offset:>9}\n").into_bytes()));
    bytes
}

/// Two versions of a copy with a film: a lesson changed, and with it all that holds it.
fn versions() -> (Files, Files) {
    let film = film(1, 400_000);
    let others = [film_of(2), film_of(3), film_of(4)];
    let copy = |lessons: &[&str], text: &str, version: &str| {
        let mut files = Files::of([("START-HERE.html", "a door"), ("courses/a.css", "a style")]);
        let mut add = |path: &str, bytes: Vec<u8>| drop(files.0.insert(OutPath::fixed(path), bytes));
        let pages: Vec<Vec<u8>> =
            (0..20).map(|number| page(number, lessons, if number == 7 { text } else { "the same" })).collect();
        for (number, page) in pages.iter().enumerate() {
            add(&format!("courses/en/a/{number}.html"), page.clone());
        }
        add("courses/assets/film.mp4", film.clone());
        let inside: Vec<&[u8]> = pages[..8].iter().chain(&others).chain(&pages[8..]).map(Vec::as_slice).collect();
        // One keeps its name, the other has the version in it.
        add("packages/savings.zip", package(version, &[&[film.as_slice()], inside.as_slice()].concat()));
        add(&format!("packages/savings-{version}.zip"), package(version, &inside));
        files
    };
    (copy(&["first", "second"], "an old text", "1.0"), copy(&["first", "second", "third"], "a new text, longer", "1.1"))
}

fn film_of(seed: u32) -> Vec<u8> {
    film(seed, 60_000)
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).unwrap().len()
}

#[test]
fn only_what_is_new_in_a_file_travels() {
    let (old, new) = versions();
    let (_place, zip) = delta(&old, &new, None);
    let (_other_place, list_alone) = delta_of(&old, AtHand::Manifest, &new, None);
    assert!(size(&list_alone) > 700_000, "{}", size(&list_alone));
    assert!(size(&zip) < 12_000, "{}", size(&zip));
    for zip in [&zip, &list_alone] {
        let stick = stick_of(&old);
        open(zip).apply(&stick, &Silent).unwrap();
        check_whole(&stick, &new);
        let again = open(zip).apply(&stick, &Silent).unwrap();
        assert_eq!((again.written, again.removed), (0, 0));
    }
    // The same copies make the same update, to the byte.
    let (_another_place, again) = delta(&old, &new, None);
    assert!(fs::read(&zip).unwrap() == fs::read(again).unwrap());
}

#[test]
fn a_file_in_pieces_goes_on_wherever_it_was_pulled_out() {
    let (old, new) = versions();
    let (_place, zip) = delta(&old, &new, None);
    let first = stick_of(&old);
    let whole = first.copied();
    open(&zip).apply(&whole, &Silent).unwrap();
    let moments = whole.steps() - first.steps();
    let (mut continued, mut tried) = (0, 0);
    for steps in (0..moments).filter(|step| step % 5 == 0 || *step < 20 || step + 60 > moments) {
        let stick = first.copied();
        stick.pull_out_after(steps);
        assert!(open(&zip).apply(&stick, &Silent).is_err(), "after {steps} steps");
        stick.put_in_again();
        for (path, bytes) in stick.all() {
            let Some(place) = OutPath::new(&path).filter(|_| !path.starts_with(".alforja")) else { continue };
            let known = [&old, &new].iter().any(|files| files.0.get(&place) == Some(&bytes));
            let theirs = THEIRS.contains(&(path.as_str(), std::str::from_utf8(&bytes).unwrap_or_default()));
            assert!(known || theirs || path == MANIFEST, "after {steps} steps `{path}` is half");
        }
        // And pulled out once more, while it goes on.
        stick.pull_out_after(steps / 2);
        drop(open(&zip).apply(&stick, &Silent));
        stick.put_in_again();
        let laid = open(&zip).apply(&stick, &Silent).unwrap_or_else(|error| panic!("after {steps} steps: {error:?}"));
        continued += usize::from(laid.continued);
        tried += 1;
        check_whole(&stick, &new);
    }
    assert!(tried > 90 && continued > 60, "{tried} {continued}");
}

/// A file that others are made of is read before anything is written.
#[test]
fn a_damaged_source_is_told_and_left_alone() {
    let (old, new) = versions();
    let (_place, zip) = delta(&old, &new, None);
    for path in ["packages/savings.zip", "packages/savings-1.0.zip"] {
        let stick = stick_of(&old);
        let mut bytes = stick.get(path).unwrap();
        bytes[200_000] ^= 1;
        stick.put(path, &bytes);
        let before = stick.all();
        let told = open(&zip).apply(&stick, &Silent);
        assert!(matches!(&told, Err(DeltaError::Lay(LayError::Damaged(files))) if files == &[path]), "{told:?}");
        assert!(stick.all() == before);
    }
}

/// What is not as the old copy's manifest says is no source: on no other copy would there be its like.
#[test]
fn an_old_copy_that_is_damaged_still_makes_a_good_update() {
    let (old, new) = versions();
    let place = tempfile::tempdir().unwrap();
    let [before, after] = ["old", "new"].map(|name| place.path().join(name));
    for (folder, files) in [(&before, &old), (&after, &new)] {
        fs::create_dir(folder).unwrap();
        files.lay(&Disk::open(folder, None).unwrap()).unwrap();
    }
    let damaged = before.join("packages/savings.zip");
    let mut bytes = fs::read(&damaged).unwrap();
    bytes[4] ^= 1;
    fs::write(&damaged, bytes).unwrap();
    fs::remove_file(before.join("courses/en/a/7.html")).unwrap();
    let zip = place.path().join("update.zip");
    make(&OldCopy::open(&before).unwrap(), &Disk::open(&after, None).unwrap(), &zip, &Silent).unwrap();
    // The film is still found, in its own file.
    assert!(size(&zip) < 500_000, "{}", size(&zip));
    let stick = stick_of(&old);
    open(&zip).apply(&stick, &Silent).unwrap();
    check_whole(&stick, &new);
}

/// Applies an update whose recipe of the package is this one.
fn applied(zip: &Path, recipe: &[u8], stick: &MemoryStick) -> Result<(), DeltaError> {
    let (_kept, out) = forged(zip, |name, bytes| match name {
        "pieces/packages/savings.zip.pieces" => vec![(name.to_owned(), recipe.to_vec())],
        _ => vec![(name.to_owned(), bytes)],
    });
    Delta::open(&out, None)?.apply(stick, &Silent).map(drop)
}

#[test]
fn a_forged_recipe_is_refused() {
    let (old, new) = versions();
    let (_place, zip) = delta(&old, &new, None);
    let broken = |recipe: &[u8], changes: bool| {
        let stick = stick_of(&old);
        let before = stick.all();
        let told = applied(&zip, recipe, &stick);
        assert!(matches!(&told, Err(DeltaError::Broken(path)) if path == "packages/savings.zip"), "{told:?}");
        assert!(changes || stick.all() == before, "something was written");
        for (path, bytes) in stick.all() {
            assert!(bytes.len() < 2_000_000, "`{path}` fills the stick");
            let Some(place) = OutPath::new(&path).filter(|_| !path.starts_with(".alforja")) else { continue };
            let known = [&old, &new].iter().any(|files| files.0.get(&place) == Some(&bytes));
            assert!(known || path == MANIFEST || THEIRS.iter().any(|(theirs, _)| *theirs == path), "{path}");
        }
        // The update as it was made still goes on from there.
        open(&zip).apply(&stick, &Silent).unwrap();
        check_whole(&stick, &new);
    };
    let head = |path: &str| [&[1, path.len() as u8], path.as_bytes()].concat();
    let own = head("packages/savings.zip");
    // Files that are nowhere, out of the copy, somebody else's, or replaced by others before.
    for path in ["../../etc/passwd", "/etc/passwd", "holiday.jpg", "nothing.html", "courses/en/a/7.html"] {
        broken(&head(path), false);
    }
    broken(b"", false);
    broken(&[0xFF; 40], false);
    broken(&[&[200, 1], &own[1..]].concat(), false);
    // Bytes that the old file does not have.
    broken(&[&own[..], &[1, 0xFF, 0xFF, 0xFF, 0x7F, 1]].concat(), true);
    broken(&[&own[..], &[1], &[0xFF; 9], &[1], &[0xFF; 9], &[1]].concat(), true);
    broken(&[&own[..], &[2, 0, 1]].concat(), true);
    // Bytes that do not follow, and far more than the file has.
    broken(&[&own[..], &[0, 100, b'x']].concat(), true);
    broken(&[&own[..], &[1, 0, 100].repeat(500_000)].concat(), true);
    broken(&[&own[..], &[0, 0x80, 0x80, 0x80, 0x20], &vec![0; 30_000_000]].concat(), true);
    // Too little, and other bytes of the right number.
    broken(&own, true);
}

/// Form 1, as it was made before there were pieces.
#[test]
fn an_update_of_the_first_form_is_applied_and_a_later_one_is_told() {
    let (old, new) = versions();
    let (_place, zip) = delta_of(&old, AtHand::Manifest, &new, None);
    let form = |zip: &Path| {
        let mut archive = zip::ZipArchive::new(fs::File::open(zip).unwrap()).unwrap();
        std::io::read_to_string(archive.by_name("alforja-delta.json").unwrap()).unwrap()
    };
    assert!(form(&zip).contains("\"alforja-delta\": 1"), "{}", form(&zip));
    let stick = stick_of(&old);
    open(&zip).apply(&stick, &Silent).unwrap();
    check_whole(&stick, &new);
    let (_other_place, zip) = delta(&old, &new, None);
    assert!(form(&zip).contains("\"alforja-delta\": 2"), "{}", form(&zip));
    let (_kept, later) = forged(&zip, |name, bytes| {
        let text = String::from_utf8_lossy(&bytes).replace("\"alforja-delta\": 2", "\"alforja-delta\": 3");
        vec![(name.to_owned(), if name == "alforja-delta.json" { text.into_bytes() } else { bytes })]
    });
    assert!(matches!(Delta::open(&later, None), Err(DeltaError::OtherForm(3))));
}

proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(24))]

    /// Whatever changed in a file, and wherever its parts were before, it comes out as it is.
    #[test]
    fn any_change_arrives(
        parts in proptest::collection::vec(prop_oneof![
            (0..300_000_usize, 0..90_000_usize).prop_map(|(from, size)| film(1, 400_000)[from..from + size].to_vec()),
            proptest::collection::vec(any::<u8>(), 0..300),
            (0..50_000_usize).prop_map(|size| vec![0; size]),
        ], 0..8),
    ) {
        let file = OutPath::fixed("courses/film.mp4");
        let mut old = Files::of([("START-HERE.html", "a door"), ("gone.bin", "gone")]);
        old.0.insert(file.clone(), film(1, 400_000));
        old.0.insert(OutPath::fixed("gone.mp4"), film(2, 100_000));
        let mut new = Files::of([("START-HERE.html", "another door")]);
        new.0.insert(file, parts.concat());
        new.0.insert(OutPath::fixed("moved.mp4"), [film(2, 100_000), parts.concat()].concat());
        let (_place, zip) = delta(&old, &new, None);
        let stick = stick_of(&old);
        open(&zip).apply(&stick, &Silent).unwrap();
        check_whole(&stick, &new);
    }
}
