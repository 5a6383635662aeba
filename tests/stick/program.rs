//! The program itself, on real disks: FAT images, full and read-only ones, and a program that is killed.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn library() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/scorm")
}

pub(crate) fn alforja(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alforja"));
    command.args(["--lang", "en"]).args(arguments).env_remove("ALFORJA_PASSWORD").output().unwrap()
}

/// Lays the small library's one language onto `stick`.
pub(crate) fn lay(library: &Path, stick: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alforja"));
    let store = stick.with_file_name("store");
    command.args(["--lang", "en", "--library"]).arg(library).arg("--store").arg(store).args(["usb"]).arg(stick);
    command.args(more).output().unwrap()
}

pub(crate) fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[track_caller]
pub(crate) fn fine(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", words(output));
    words(output)
}

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let walk = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = walk.filter(|entry| entry.file_type().is_file());
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    files.map(|entry| (name(entry.path()), fs::read(entry.path()).unwrap())).collect()
}

/// A library of one course with a film of so many bytes, most of which are nowhere on this disk.
pub(crate) fn with_film(place: &Path, size: u64) -> PathBuf {
    let library = place.join("library");
    for (name, text) in [
        ("alforja.yaml", "title: {en: Films}\nlanguages: [en]\n"),
        ("courses/films/course.yaml", "source_language: en\nlicence: CC0-1.0\n"),
        ("courses/films/en/index.md", "# Films\n"),
        ("courses/films/en/01-first/index.md", "# First\n"),
        ("courses/films/en/01-first/01-watch.md", "# Watch\n\n[The whole day](media/day.zip)\n"),
    ] {
        fs::create_dir_all(library.join(name).parent().unwrap()).unwrap();
        fs::write(library.join(name), text).unwrap();
    }
    let media = library.join("courses/films/media");
    fs::create_dir_all(&media).unwrap();
    let mut film = fs::File::create(media.join("day.zip")).unwrap();
    film.write_all(b"PK\x05\x06").unwrap();
    film.set_len(size).unwrap();
    library
}

#[test]
fn a_copy_goes_through_a_real_fat_image_and_is_whole() {
    let place = tempfile::tempdir().unwrap();
    let stick = place.path().join("stick");
    fs::create_dir(&stick).unwrap();
    let said = fine(&lay(&library(), &stick, &["--target", "scorm12", "--file-system", "fat32"]));
    assert!(said.contains("the copy is whole") && said.contains("file system: fat32"), "{said}");
    let image = place.path().join("stick.img");
    fs::File::create(&image).unwrap().set_len(64_000_000).unwrap();
    let run = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).env("MTOOLS_SKIP_CHECK", "1").output();
        let output = output.unwrap_or_else(|why| panic!("{program}: {why}"));
        assert!(output.status.success(), "{program}: {}", words(&output));
    };
    run("mkfs.vfat", &["-F", "32", text(&image)]);
    let all: Vec<String> =
        fs::read_dir(&stick).unwrap().map(|entry| entry.unwrap().path().to_str().unwrap().to_owned()).collect();
    let mut arguments = vec!["-s", "-i", text(&image)];
    arguments.extend(all.iter().map(String::as_str));
    arguments.push("::/");
    run("mcopy", &arguments);
    let back = place.path().join("back");
    fs::create_dir(&back).unwrap();
    run("mcopy", &["-s", "-n", "-i", text(&image), "::/", text(&back)]);
    assert!(files(&back) == files(&stick));
    let said = fine(&alforja(&["verify", text(&back)]));
    assert!(said.contains("whole: "), "{said}");
}

#[test]
fn a_film_of_five_gigabytes_is_refused_for_fat_in_no_time() {
    let place = tempfile::tempdir().unwrap();
    let library = with_film(place.path(), 5_000_000_000);
    // Whoever has exFAT sticks lets such films be; this one is FAT32.
    let settings = "title: {en: Films}\nlanguages: [en]\nchecks:\n  file/too-large: off\n";
    fs::write(library.join("alforja.yaml"), settings).unwrap();
    let stick = place.path().join("stick");
    fs::create_dir(&stick).unwrap();
    fs::write(stick.join("mine.txt"), "mine").unwrap();
    let told = lay(&library, &stick, &["--file-system", "fat32", "--no-phone"]);
    assert_eq!(told.status.code(), Some(1), "{}", words(&told));
    let said = words(&told);
    assert!(said.contains("5.0 GB") && said.contains("on FAT32 a file has less than 4.3 GB"), "{said}");
    assert_eq!(files(&stick).keys().collect::<Vec<_>>(), ["mine.txt"]);
}

/// Mounts a small disk, where that is allowed: as root, and elsewhere in a name space of its own.
fn on_a_disk(options: &str, script: &str, library: &Path, store: &Path) -> Output {
    let mount = format!(
        "set -e; place=$(mktemp -d); trap 'umount \"$place\" 2>/dev/null; rmdir \"$place\"' EXIT; \
         mount -t tmpfs -o {options} alforja \"$place\"; {script}"
    );
    let root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
    let mut command = if root { Command::new("bash") } else { Command::new("unshare") };
    if !root {
        command.args(["-rm", "bash"]);
    }
    command.arg("-c").arg(mount);
    command.env("ALFORJA", env!("CARGO_BIN_EXE_alforja")).env("LIBRARY", library).env("STORE", store);
    command.output().unwrap()
}

const LAY: &str = "\"$ALFORJA\" --lang en --library \"$LIBRARY\" --store \"$STORE\" usb \"$place\" --no-phone";

#[test]
fn a_full_stick_and_one_that_can_only_be_read_are_told_and_left_alone() {
    let place = tempfile::tempdir().unwrap();
    let library = with_film(place.path(), 3_000_000);
    let store = place.path().join("store");
    let look = "ls -A \"$place\" >&2; exit $code";
    let told = on_a_disk("size=2m", &format!("code=0; {LAY} || code=$?; {look}"), &library, &store);
    let said = words(&told);
    assert!(said.contains("must be free"), "{said}");
    assert_eq!(told.status.code(), Some(1), "{said}");
    assert!(!said.contains("alforja-manifest"), "{said}");
    let script = format!("mount -o remount,ro \"$place\"; code=0; {LAY} || code=$?; {look}");
    let told = on_a_disk("size=20m", &script, &library, &store);
    let said = words(&told);
    assert!(said.contains("it can only be read"), "{said}");
    assert_eq!(told.status.code(), Some(1), "{said}");
}

/// Ends the program in the middle of its work by force, again and again.
#[test]
fn a_program_that_is_killed_goes_on() {
    let place = tempfile::tempdir().unwrap();
    let library = with_film(place.path(), 3_000_000);
    let stick = place.path().join("stick");
    fs::create_dir(&stick).unwrap();
    fs::write(stick.join("mine.txt"), "mine").unwrap();
    fine(&lay(&library, &stick, &["--no-phone"]));
    let old = fs::read(stick.join("alforja-manifest.json")).unwrap();
    let page = library.join("courses/films/en/01-first/01-watch.md");
    fs::write(&page, "# Watch\n\nAnew.\n\n[The whole day](media/day.zip)\n").unwrap();
    // A film of other bytes, long enough to be met in the middle.
    let film = library.join("courses/films/media/day.zip");
    let mut longer = fs::OpenOptions::new().write(true).open(&film).unwrap();
    longer.set_len(120_000_000).unwrap();
    longer.seek(SeekFrom::Start(50_000_000)).unwrap();
    longer.write_all(b"something").unwrap();
    let mut killed = 0;
    for _ in 0..3 {
        let mut command = Command::new(env!("CARGO_BIN_EXE_alforja"));
        command.arg("--library").arg(&library).arg("--store").arg(place.path().join("store")).arg("usb").arg(&stick);
        let mut running = command.arg("--no-phone").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // Until the film is on its way.
        let waiting = stick.join(".alforja-stick");
        while running.try_wait().unwrap().is_none() {
            let size = |entry: fs::DirEntry| entry.metadata().map_or(0, |metadata| metadata.len());
            let begun = fs::read_dir(&waiting).is_ok_and(|all| all.flatten().map(size).max() > Some(10_000_000));
            if begun {
                running.kill().unwrap();
                killed += 1;
                break;
            }
            std::thread::yield_now();
        }
        running.wait().unwrap();
        if killed > 0 && waiting.exists() {
            assert_eq!(fs::read(stick.join("alforja-manifest.json")).unwrap(), old);
            let told = alforja(&["verify", text(&stick)]);
            assert_eq!(told.status.code(), Some(1));
            assert!(words(&told).contains("broken off"), "{}", words(&told));
        }
    }
    assert!(killed > 0, "it was never met in the middle");
    let said = fine(&lay(&library, &stick, &["--no-phone"]));
    assert!(said.contains("went on from there"), "{said}");
    fine(&alforja(&["verify", "--strict", text(&stick)]));
    assert_eq!(fs::read(stick.join("mine.txt")).unwrap(), b"mine");
    assert!(!stick.join(".alforja-stick").exists());
}

#[test]
fn two_sticks_are_laid_at_once_and_one_that_refuses_does_not_stop_the_other() {
    let place = tempfile::tempdir().unwrap();
    let [first, second] = ["first", "second"].map(|name| place.path().join(name));
    [&first, &second].into_iter().for_each(|stick| fs::create_dir(stick).unwrap());
    fs::write(second.join("courses"), "a file of somebody else's").unwrap();
    let told = lay(&library(), &first, &[text(&second)]);
    assert_eq!(told.status.code(), Some(1), "{}", words(&told));
    let said = words(&told);
    assert!(said.contains("first: the copy is whole"), "{said}");
    assert!(
        said.contains("second: nothing was written") && said.contains("`courses` is not of an earlier copy"),
        "{said}"
    );
    fine(&alforja(&["verify", text(&first)]));
    assert_eq!(files(&second).len(), 1);
    let told = lay(&library(), &first, &[text(&first.join("courses"))]);
    assert_eq!(told.status.code(), Some(2));
    assert!(words(&told).contains("are one place"), "{}", words(&told));
    let told = lay(&library(), &place.path().join("nowhere"), &[]);
    assert_eq!(told.status.code(), Some(2));
    assert!(words(&told).contains("is the stick in"), "{}", words(&told));
}

#[test]
fn the_trainers_edition_lies_on_a_stick_only_where_it_is_asked_for() {
    let place = tempfile::tempdir().unwrap();
    let stick = place.path().join("stick");
    fs::create_dir(&stick).unwrap();
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/trainer");
    let told = |path: &str| fs::read_to_string(stick.join(path)).unwrap();
    fine(&lay(&library, &stick, &["--lang-of-course", "en", "--trainer", "--no-phone"]));
    let lesson = |folder: &str| told(&format!("{folder}/en/savings/start/why.html"));
    assert!(lesson("trainer").contains("SECRET-") && !lesson("courses").contains("SECRET-"));
    assert!(stick.join("trainer/en/savings/session.html").exists());
    assert!(told("START-HERE.html").contains("href=\"trainer/index.html\""));
    fine(&alforja(&["verify", text(&stick)]));
    // The next time it is a stick for learners: nothing of it stays.
    fine(&lay(&library, &stick, &["--lang-of-course", "en", "--no-phone"]));
    assert!(!stick.join("trainer").exists() && !told("START-HERE.html").contains("trainer/index.html"));
}

#[test]
fn chosen_courses_and_languages_are_all_that_lies_there() {
    let place = tempfile::tempdir().unwrap();
    let stick = place.path().join("stick");
    fs::create_dir(&stick).unwrap();
    fine(&lay(&library(), &stick, &["--lang-of-course", "en"]));
    let all = files(&stick);
    assert!(all.contains_key("START-HERE.html") && all.contains_key("CHECK-THIS-COPY.html"));
    assert!(all.contains_key("courses/en/index.html"));
    let other = |path: &&String| path.starts_with("courses/da/") || path.starts_with("courses/mn/");
    assert_eq!(all.keys().filter(other).count(), 0);
    assert!(all.keys().any(|path| path.starts_with("phone/") && path.ends_with("-single.html")));
    let start = String::from_utf8_lossy(&all["START-HERE.html"]);
    // In every language, whatever languages the courses are in.
    for lang in ["pt", "da", "sq", "mn", "en"] {
        assert!(start.contains(&format!("<section id=\"{lang}\"")), "{lang}");
    }
    let told = lay(&library(), &stick, &["--course", "nothing"]);
    assert!(words(&told).contains("there is no course `nothing`"), "{}", words(&told));
    // What is left out later goes, and what was put there since stays.
    fs::write(stick.join("courses/en/mine.txt"), "mine").unwrap();
    let said = fine(&lay(&library(), &stick, &["--lang-of-course", "en", "--no-phone"]));
    assert!(said.contains("removed"), "{said}");
    assert!(!stick.join("phone").exists());
    assert!(stick.join("courses/en/mine.txt").exists());
}

#[test]
fn a_signed_copy_is_proved_by_its_key_and_as_a_zip() {
    let place = tempfile::tempdir().unwrap();
    let key = place.path().join("publisher");
    fine(&alforja(&["key", "--no-password", text(&key)]));
    let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(key.with_extension("key")).unwrap().permissions());
    assert_eq!(mode & 0o077, 0, "nobody else reads a secret key");
    assert_eq!(alforja(&["key", "--no-password", text(&key)]).status.code(), Some(2), "a key is never written over");
    let stick = place.path().join("stick");
    fs::create_dir(&stick).unwrap();
    let (secret, public) = (key.with_extension("key"), key.with_extension("pub"));
    fine(&lay(&library(), &stick, &["--no-phone", "--key", text(&secret)]));
    let signature = fs::read(stick.join("alforja-manifest.json.minisig")).unwrap();
    fine(&lay(&library(), &stick, &["--no-phone", "--key", text(&secret)]));
    assert_eq!(fs::read(stick.join("alforja-manifest.json.minisig")).unwrap(), signature, "it holds already");
    let said = fine(&alforja(&["verify", "--public-key", text(&public), text(&stick)]));
    assert!(said.contains("signed with this key"), "{said}");
    let told = alforja(&["verify", "--public-key", text(&secret), text(&stick)]);
    assert!(words(&told).contains("show the secret one to nobody"), "{}", words(&told));
    // A zip of the folder, as file managers make them.
    let zip = place.path().join("copy.zip");
    let mut writer = zip::ZipWriter::new(fs::File::create(&zip).unwrap());
    for (path, bytes) in files(&stick) {
        writer.start_file(format!("stick/{path}"), zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    writer.finish().unwrap();
    fine(&alforja(&["verify", "--public-key", text(&public), text(&zip)]));
    // One byte of it, anywhere in a file, is found.
    let mut bytes = Vec::new();
    fs::File::open(&zip).unwrap().read_to_end(&mut bytes).unwrap();
    bytes[2_000] ^= 1;
    fs::write(&zip, bytes).unwrap();
    assert_eq!(alforja(&["verify", text(&zip)]).status.code(), Some(1));
    let told = alforja(&["verify", text(&public)]);
    assert_eq!(told.status.code(), Some(2), "{}", words(&told));
}

#[test]
fn an_update_is_carried_from_one_stick_to_another() {
    let place = tempfile::tempdir().unwrap();
    let library = with_film(place.path(), 1_000_000);
    let [old, new] = ["old", "new"].map(|name| place.path().join(name));
    [&old, &new].into_iter().for_each(|stick| fs::create_dir(stick).unwrap());
    fine(&lay(&library, &old, &["--no-phone"]));
    let page = library.join("courses/films/en/01-first/01-watch.md");
    fs::write(&page, "# Watch\n\nAnew.\n\n[The whole day](media/day.zip)\n").unwrap();
    fine(&lay(&library, &new, &["--no-phone"]));
    let zip = place.path().join("update.zip");
    let manifest = old.join("alforja-manifest.json");
    let said = fine(&alforja(&["update", "make", text(&manifest), text(&new), "--out", text(&zip)]));
    assert!(said.contains("travel"), "{said}");
    assert!(fs::metadata(&zip).unwrap().len() < 200_000, "the film stays at home");
    let said = fine(&alforja(&["update", "apply", text(&zip), text(&old)]));
    assert!(said.contains("the copy is whole"), "{said}");
    assert!(files(&old) == files(&new));
    let told = alforja(&["update", "apply", text(&page), text(&old)]);
    assert!(words(&told).contains("is no update"), "{}", words(&told));
}
