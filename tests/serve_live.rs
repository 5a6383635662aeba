//! `alforja serve` while courses are written: whatever happens to the files, it goes on, says what is wrong, and
//! recovers by itself.

#[path = "fixtures/served.rs"]
mod served;

use served::{FILES, LESSON, PAGE, Served, error, is_new, write};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

fn library() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), FILES);
    folder
}

fn page(served: &Served) -> String {
    served.get(&format!("/{PAGE}")).text()
}

#[test]
fn a_saved_lesson_is_shown_however_it_is_saved() {
    let library = library();
    let lesson = library.path().join(LESSON);
    let mut served = Served::start(library.path(), &[]);
    let check = |text: &str, save: &dyn Fn(&[u8])| {
        let mut page_listens = served.listen(PAGE);
        save(format!("# The box\n\n{text}\n").as_bytes());
        page_listens.until(is_new);
        assert!(page(&served).contains(text), "{text}");
    };
    check("written over", &|bytes| fs::write(&lesson, bytes).unwrap());
    check("written beside and moved", &|bytes| {
        fs::write(lesson.with_extension("md.tmp"), bytes).unwrap();
        fs::rename(lesson.with_extension("md.tmp"), &lesson).unwrap();
    });
    check("moved away and written anew", &|bytes| {
        fs::rename(&lesson, lesson.with_extension("md.bak")).unwrap();
        fs::write(&lesson, bytes).unwrap();
    });
    check("written in two halves", &|bytes| {
        let mut file = fs::File::create(&lesson).unwrap();
        file.write_all(b"# The box\n\n::: quiz\n").unwrap();
        file.sync_all().unwrap();
        drop(file);
        fs::write(&lesson, bytes).unwrap();
    });
    // In a pipe nothing is said of what went well.
    fs::write(&lesson, "# The box\n\n[nowhere](nowhere.md)\n").unwrap();
    let mut line = served.line();
    // On a slow disk the half was seen that is no text yet.
    while !line.starts_with("error[link/missing]") {
        line = served.line();
    }
    assert_eq!(line, "error[link/missing]: there is no `saving/en/01-start/nowhere.md`\n");
}

#[test]
fn a_page_that_did_not_change_is_left_alone() {
    let library = library();
    let served = Served::start(library.path(), &[]);
    let mut other = served.listen("en/saving/start/keys.html");
    assert!(!is_new(&other.next()));
    let mut own = served.listen(PAGE);
    write(library.path(), &[(LESSON, "# The box\n\nIt has four locks.\n")]);
    own.until(is_new);
    write(library.path(), &[("saving/en/01-start/02-keys.md", "# The keys\n\nFour people have one each.\n")]);
    other.until(is_new);
    assert_eq!(other.heard, 2, "it hears what is there when it opens, and then only of itself");
}

#[test]
fn mistakes_are_told_over_the_last_good_page_until_they_are_mended() {
    let library = library();
    let served = Served::start(library.path(), &[]);
    let mut listening = served.listen(PAGE);
    write(library.path(), &[(LESSON, "# The box\n\nSee [нэг](nowhere.md) now.\n")]);
    let told = listening.until(|event| error(event).is_some());
    assert!(!is_new(&told));
    let first = &told["told"]["errors"]["first"][0];
    assert_eq!(first["place"]["name"], format!("{LESSON}:3:5"));
    assert_eq!(first["place"]["line"], serde_json::json!(["See ", "[нэг](nowhere.md)", " now."]));
    assert_eq!(told["told"]["errors"]["heading"], "1 error");
    assert!(page(&served).contains("It has three locks."), "the last good page stands");
    write(library.path(), &[(LESSON, "# The box\n\nIt has three locks.\n")]);
    let mended = listening.until(|event| error(event).is_none());
    assert!(!is_new(&mended), "it is what it was");
}

#[test]
fn what_goes_is_gone_and_what_comes_is_there() {
    let library = library();
    let module = library.path().join("saving/en/01-start");
    let served = Served::start(library.path(), &[]);
    let status = |path: &str| served.get(&format!("/{path}")).status();
    let mut listening = served.listen(PAGE);
    fs::rename(module.join("01-box.md"), module.join("01-chest.md")).unwrap();
    listening.until(is_new);
    assert_eq!((status(PAGE), status("en/saving/start/chest.html")), (404, 200));
    // The page that says so waits for it.
    let mut waiting = served.listen(PAGE);
    fs::rename(module.join("01-chest.md"), module.join("01-box.md")).unwrap();
    waiting.until(is_new);
    assert_eq!(status(PAGE), 200);
    // A whole folder.
    let mut listening = served.listen(PAGE);
    fs::rename(&module, library.path().join("saving/en/01-begin")).unwrap();
    listening.until(is_new);
    assert_eq!((status(PAGE), status("en/saving/begin/box.html")), (404, 200));
    // A folder that comes full, and one that is filled after it came.
    let mut waiting = served.listen("en/saving/more/late.html");
    fs::create_dir(library.path().join("saving/en/02-more")).unwrap();
    write(library.path(), &[("saving/en/02-more/01-late.md", "# Late\n\nHere.\n")]);
    waiting.until(is_new);
    let mut listening = served.listen("en/saving/more/late.html");
    fs::remove_dir_all(library.path().join("saving/en/02-more")).unwrap();
    listening.until(is_new);
    assert_eq!(status("en/saving/more/late.html"), 404);
}

#[test]
fn the_whole_library_may_go_and_come_back() {
    let outer = tempfile::tempdir().unwrap();
    let (here, away) = (outer.path().join("library"), outer.path().join("away"));
    write(&here, FILES);
    let served = Served::start(&here, &[]);
    let mut listening = served.listen(PAGE);
    fs::rename(&here, &away).unwrap();
    let told = listening.until(|event| error(event).is_some());
    assert!(error(&told).unwrap().contains("it is not there"), "{told}");
    assert!(page(&served).contains("It has three locks."), "the last good page stands");
    fs::rename(&away, &here).unwrap();
    listening.until(|event| error(event).is_none());
    write(&here, &[(LESSON, "# The box\n\nBack again.\n")]);
    listening.until(is_new);
    // Another folder of that name is another library.
    let mut listening = served.listen(PAGE);
    fs::remove_dir_all(&here).unwrap();
    write(&here, FILES);
    listening.until(|event| is_new(event) && error(event).is_none());
    let mut listening = served.listen(PAGE);
    write(&here, &[(LESSON, "# The box\n\nAnew.\n")]);
    listening.until(is_new);
    assert!(page(&served).contains("Anew."));
}

#[test]
fn it_begins_with_whatever_is_there() {
    let library = library();
    let served_with = |yaml: &str| {
        write(library.path(), &[("alforja.yaml", yaml)]);
        let served = Served::start(library.path(), &[]);
        assert_eq!(served.get("/").status(), 503);
        let mut listening = served.listen("index.html");
        assert!(error(&listening.next()).is_some(), "{yaml}");
        write(library.path(), &[FILES[0]]);
        listening.until(is_new);
        assert_eq!(served.get("/").status(), 200);
    };
    served_with("title: [\n");
    served_with("titel: Small courses\n");
    // No course yet, nor anything else.
    let empty = tempfile::tempdir().unwrap();
    let served = Served::start(empty.path(), &[]);
    let mut listening = served.listen("index.html");
    assert!(error(&listening.next()).unwrap().contains("is no library"));
    write(empty.path(), FILES);
    listening.until(is_new);
    assert_eq!(served.get(&format!("/{PAGE}")).status(), 200);
}

#[test]
fn a_broken_theme_or_locale_is_told_and_mended() {
    let library = library();
    let served = Served::start(library.path(), &[]);
    let mut listening = served.listen(PAGE);
    for (broken, whole) in [
        (("themes/default/templates/lesson-text.html", "{% if %}"), None),
        (("themes/default/theme.yaml", "colours: ["), None),
        (("locales/own.yaml", "language: ["), Some("language: en\nname: English\n")),
    ] {
        write(library.path(), &[broken]);
        let told = listening.until(|event| error(event).is_some());
        let name = broken.0.rsplit('/').next().unwrap();
        assert!(error(&told).unwrap().contains(name), "{told}");
        assert!(page(&served).contains("It has three locks."), "the last good page stands");
        match whole {
            Some(whole) => write(library.path(), &[(broken.0, whole)]),
            None => fs::remove_file(library.path().join(broken.0)).unwrap(),
        }
        listening.until(|event| error(event).is_none());
    }
}

/// As on a share of the network, or where too much is watched already.
#[test]
fn changes_are_found_where_nobody_tells_of_them() {
    let library = library();
    let served = Served::start(library.path(), &["--poll"]);
    let mut listening = served.listen(PAGE);
    write(library.path(), &[(LESSON, "# The box\n\nFound.\n")]);
    listening.until(is_new);
    let mut listening = served.listen(PAGE);
    fs::remove_file(library.path().join(LESSON)).unwrap();
    listening.until(is_new);
    assert_eq!(served.get(&format!("/{PAGE}")).status(), 404);
}

#[test]
fn a_storm_of_changes_is_few_builds() {
    let library = library();
    let served = Served::start(library.path(), &[]);
    for round in 0..100 {
        for file in 0..99 {
            let path = library.path().join(format!("saving/en/01-start/{}-lesson-{file}.md", file + 100));
            fs::write(path, format!("# Lesson {file}\n\nRound {round}.\n")).unwrap();
        }
        write(library.path(), &[(LESSON, &format!("# The box\n\nRound {round}.\n"))]);
    }
    let mut seen = 0;
    loop {
        let mut listening = served.listen(PAGE);
        if listening.page.contains("Round 99.") {
            break;
        }
        listening.until(is_new);
        seen += 1;
    }
    assert!(seen < 10, "{seen} builds were seen after the storm");
}

/// A disk that is full, or may not be written to, keeps nothing; the preview does without.
#[cfg(unix)]
#[test]
fn it_needs_no_disk_to_write_to() {
    let library = library();
    let photo = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/photos");
    let photo = fs::read_dir(photo).unwrap().map(|entry| entry.unwrap().path());
    let photo = photo.filter(|path| path.extension().is_some_and(|ending| ending == "jpg")).min().unwrap();
    let media = library.path().join("saving/media");
    fs::create_dir_all(&media).unwrap();
    fs::copy(&photo, media.join("photo.jpg")).unwrap();
    write(library.path(), &[(LESSON, "# The box\n\n![A photograph](media/photo.jpg)\n")]);
    let full = "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\"";
    let run = |script: &str, store: &Path| {
        let mut command = Command::new("bash");
        command.args(["-c", script, env!("CARGO_BIN_EXE_alforja"), "--lang", "en", "--library"]);
        command.arg(library.path()).arg("--store").arg(store).args(["serve", "--port", "0"]);
        Served::run(command)
    };
    // Nothing can be made below a file.
    let file = library.path().join(LESSON);
    for (script, store) in [(full, library.path().join(".full")), ("exec \"$0\" \"$@\"", file)] {
        let served = run(script, &store);
        let text = page(&served);
        let picture = text.split(&['"', ' ']).find(|part| part.ends_with(".jpg")).unwrap_or_else(|| panic!("{text}"));
        let name = picture.trim_start_matches("../").to_owned();
        let found = ["", "en/", "en/saving/"]
            .into_iter()
            .find(|folder| served.get(&format!("/{folder}{name}")).status() == 200);
        assert!(found.is_some(), "{name}");
        let mut listening = served.listen(PAGE);
        write(library.path(), &[(LESSON, "# The box\n\n![A photograph](media/photo.jpg)\n\nMore.\n")]);
        listening.until(is_new);
        write(library.path(), &[(LESSON, "# The box\n\n![A photograph](media/photo.jpg)\n")]);
    }
}
