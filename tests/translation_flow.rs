//! The whole way of an improvement: a Danish lesson gets better, its Mongolian translator hears of it, and a reader is told
//! as long as the page is older than its source.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &to.join(entry.file_name())),
            false => drop(fs::copy(entry.path(), to.join(entry.file_name())).unwrap()),
        }
    }
}

/// Runs the program; returns whether it ended well, and what it said.
fn run(place: &Path, arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alforja"));
    let output = command.args(arguments).args(["--lang", "en"]).current_dir(place).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.success(), said)
}

fn fine(place: &Path, arguments: &[&str]) -> String {
    let (is_fine, said) = run(place, arguments);
    assert!(is_fine, "{arguments:?}\n{said}");
    said
}

const LESSON: &str = "lib/savings-groups/da/01-saving-together/01-why-we-save.md";
const PAGE: &str = "lib/savings-groups/mn/01-saving-together/01-why-we-save.md";

fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let courses = Path::new(env!("CARGO_MANIFEST_DIR")).join("courses");
    copy(&courses.join("savings-groups"), &folder.path().join("lib/savings-groups"));
    fs::copy(courses.join("alforja.yaml"), folder.path().join("lib/alforja.yaml")).unwrap();
    let path = folder.path().to_owned();
    (folder, path)
}

/// Returns whether the Mongolian page of the lesson tells its reader, as a page and in a single file.
fn is_told(place: &Path) -> bool {
    fine(place, &["build", "--library", "lib", "--out", "site"]);
    let page = place.join("site/mn/savings-groups/saving-together/why-we-save.html");
    let page = fs::read_to_string(&page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
    page.contains("Эх бичвэр нь түүнээс хойш өөрчлөгдсөн")
}

fn improve(place: &Path) -> String {
    let lesson = place.join(LESSON);
    let text = fs::read_to_string(&lesson).unwrap();
    let better = text.replacen("*Tuya er et eksempel", "*Tuya er altid et eksempel", 1);
    assert_ne!(better, text);
    let better = better.trim_end().to_owned() + "\n\nEn helt ny sætning.\n";
    fs::write(&lesson, &better).unwrap();
    text
}

#[test]
fn an_improvement_reaches_its_translator_and_its_reader() {
    let (_folder, place) = place();
    assert!(!is_told(&place));
    assert!(!fine(&place, &["translate", "status", "--library", "lib"]).contains("outdated"));

    improve(&place);
    let status = fine(&place, &["translate", "status", "--library", "lib", "--to", "mn"]);
    assert!(status.contains("01-why-we-save.md   outdated (2)") || status.contains("outdated (2)"), "{status}");
    assert!(fine(&place, &["translate", "status", "why-we-save", "--library", "lib"]).contains("En helt ny sætning."));
    let json = fine(&place, &["translate", "status", "--library", "lib", "--format", "json", "--verbose"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let page =
        json[0]["pages"].as_array().unwrap().iter().find(|page| page["path"] == "01-saving-together/01-why-we-save.md");
    let mongolian = &page.unwrap()["languages"]["mn"];
    assert_eq!((mongolian["state"].as_str(), mongolian["blocks"].as_u64()), (Some("outdated"), Some(2)));
    assert!(mongolian["todo"][0]["translation"].as_str().is_some());
    fine(&place, &["translate", "status", "--library", "lib", "--format", "html", "--out", "status.html"]);
    assert!(fs::read_to_string(place.join("status.html")).unwrap().contains("<td class=\"outdated\">"));
    assert!(fine(&place, &["check", "--library", "lib"]).contains("translation/outdated"));
    assert!(is_told(&place));

    fine(&place, &["translate", "export", "--library", "lib", "--to", "mn", "--only", "todo", "--out", "out"]);
    let file = place.join("out/savings-groups.mn.po");
    let po = fs::read_to_string(&file).unwrap();
    assert_eq!(po.matches("\nmsgctxt").count(), 2, "{po}");
    assert_eq!(po.matches("#, fuzzy").count(), 1, "{po}");
    let answered = po.replace("#, fuzzy\n", "").replace("msgstr \"\"\n\n", "msgstr \"x\"\n\n");
    let answered = answered.trim_end().strip_suffix("msgstr \"\"").unwrap().to_owned() + "msgstr \"Шинэ өгүүлбэр.\"\n";
    fs::write(&file, answered).unwrap();
    let said = fine(&place, &["translate", "import", "--library", "lib", "out/savings-groups.mn.po"]);
    assert!(said.contains("1 page written"), "{said}");
    let text = fs::read_to_string(place.join(PAGE)).unwrap();
    assert!(text.ends_with("\n\nШинэ өгүүлбэр.\n"), "{text}");
    assert!(!fine(&place, &["translate", "status", "--library", "lib", "--to", "mn"]).contains("outdated"));
    assert!(!is_told(&place));
}

#[test]
fn who_translates_by_hand_says_so() {
    let (_folder, place) = place();
    improve(&place);
    assert!(is_told(&place));
    // The translator writes the new sentence into the page.
    let text = fs::read_to_string(place.join(PAGE)).unwrap();
    fs::write(place.join(PAGE), text.trim_end().to_owned() + "\n\nШинэ өгүүлбэр.\n").unwrap();
    let said = fine(&place, &["translate", "mark", PAGE, "--library", "lib"]);
    assert!(said.contains("1 page marked"), "{said}");
    assert!(!is_told(&place));
    let (is_fine, said) = run(&place, &["translate", "mark", LESSON, "--library", "lib"]);
    assert!(!is_fine && said.contains("no translated page"), "{said}");
}

#[test]
fn a_library_may_keep_it_to_itself() {
    let (_folder, place) = place();
    improve(&place);
    let settings = place.join("lib/savings-groups/course.yaml");
    let text = fs::read_to_string(&settings).unwrap() + "outdated_note: false\n";
    fs::write(&settings, text).unwrap();
    assert!(!is_told(&place));
}

#[test]
fn what_was_changed_meanwhile_is_kept() {
    let (_folder, place) = place();
    fine(&place, &["translate", "export", "--library", "lib", "--to", "mn", "--out", "out"]);
    let page = place.join(PAGE);
    let changed = fs::read_to_string(&page).unwrap() + "\n";
    fs::write(&page, &changed).unwrap();
    let file = place.join("out/savings-groups.mn.po");
    let po = fs::read_to_string(&file)
        .unwrap()
        .replace("msgstr \"Бид яагаад мөнгө хуримтлуулдаг вэ\"", "msgstr \"Шинэ гарчиг\"");
    fs::write(&file, po).unwrap();
    let (is_fine, said) = run(&place, &["translate", "import", "--library", "lib", "out"]);
    assert!(!is_fine && said.contains("translate/changed-since"), "{said}");
    assert_eq!(fs::read_to_string(&page).unwrap(), changed);
    fine(&place, &["translate", "import", "--library", "lib", "out", "--force"]);
    assert!(fs::read_to_string(&page).unwrap().contains("title: Шинэ гарчиг"));
    assert_eq!(fs::read_to_string(place.join(format!("{PAGE}.bak"))).unwrap(), changed);
    // What was kept is no source.
    assert!(!fine(&place, &["check", "--library", "lib"]).contains(".bak"));
}
