//! The map of the house, held by a test: which room stands on which floor, who may import whom, and which
//! room owns which dependency. Reads the sources as text; needs nothing but std.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Every room and its floor. A room imports only from floors below its own.
const FLOORS: &[(&str, u8)] = &[
    ("fingerprint", 0),
    ("span", 1),
    ("locale", 1),
    ("kept", 1),
    ("progress", 1),
    ("sign", 1),
    ("model", 2),
    ("diagnostic", 2),
    ("world", 2),
    ("tree", 2),
    ("ffmpeg", 2),
    ("lrs", 2),
    ("cache", 2),
    ("parse", 3),
    ("check", 3),
    ("media", 3),
    ("output", 3),
    ("starter", 3),
    ("results", 3),
    ("session", 3),
    ("load", 4),
    ("editor", 4),
    ("render", 4),
    ("translate", 4),
    ("mend", 4),
    ("import", 4),
    ("record", 4),
    ("platform", 4),
    ("stick", 4),
    ("certify", 5),
    ("package", 5),
    ("paper", 5),
    ("export", 5),
    ("host", 5),
    ("report", 5),
    ("pipeline", 6),
    ("serve", 7),
    ("class", 7),
    ("cli", 8),
    ("main", 9),
];

/// Which files alone may name a crate.
const OWNERS: &[(&str, &[&str])] = &[
    ("pulldown_cmark", &["parse/"]),
    ("serde_yaml", &["parse/yaml", "locale/catalog.rs", "render/theme.rs"]),
    ("tera", &["render/"]),
    ("syntect", &["render/highlight.rs"]),
    ("mimalloc", &["main.rs"]),
    ("clap", &["cli/", "main.rs"]),
    ("clap_complete", &["cli/completions.rs"]),
    ("clap_mangen", &["cli/manual.rs"]),
    ("sys_locale", &["cli/language.rs"]),
    ("annotate_snippets", &["cli/"]),
    ("indicatif", &["cli/"]),
    ("zip", &["output/"]),
    ("base64", &["certify/", "package/single/", "import/shelf.rs", "sign/"]),
    ("image", &["media/"]),
    ("fast_image_resize", &["media/picture/shrink.rs"]),
    ("jpeg_encoder", &["media/picture/encode.rs"]),
    ("webp", &["media/"]),
    ("icu_", &["locale/"]),
    ("axum", &["host/", "serve/", "class/"]),
    ("tokio", &["host/", "serve/", "class/"]),
    ("futures_util", &["host/", "serve/"]),
    ("notify", &["serve/watch.rs"]),
    ("if_addrs", &["host/reach.rs"]),
    ("open", &["cli/browser.rs"]),
    ("getrandom", &["class/secret.rs"]),
    ("rust_xlsxwriter", &["translate/form/sheet.rs", "report/"]),
    ("rusqlite", &["record/"]),
    ("csv", &["report/", "platform/"]),
    ("ureq", &["lrs/"]),
    ("rustls", &["lrs/"]),
    ("minisign", &["sign/"]),
    ("ed25519_compact", &["sign/"]),
    ("rpassword", &["cli/key.rs", "cli/sending.rs"]),
    ("sysinfo", &["output/disk.rs"]),
    ("rustix", &["output/disk.rs"]),
    ("typst", &["paper/typeset/"]),
    ("typst_", &["paper/typeset/"]),
];

/// Words that only some rooms may say: only `world` reads, only `output` writes, only `cli` prints.
const DOORS: &[(&str, &[&str])] = &[
    ("process::{", &["ffmpeg/"]),
    ("process::Command", &["ffmpeg/"]),
    ("std::fs", &["world.rs", "world/", "output/", "cache/", "cli/"]),
    ("File::open", &["world.rs", "output/", "cache/"]),
    ("File::create", &["output/", "cache/"]),
    ("Connection::open", &["record/"]),
    ("println!", &["cli/"]),
    ("eprintln!", &["cli/"]),
    ("std::env::", &["cli/", "main.rs"]),
    ("HashMap", &["parse/", "load/", "check/", "render/search/index.rs"]),
    ("SystemTime", &["cli/", "world.rs"]),
    (" static mut ", &[]),
    ("thread_local!", &[]),
    ("OnceLock", &[]),
    ("LazyLock", &[]),
    ("unsafe ", &[]),
];

#[test]
fn every_room_imports_only_from_floors_below() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let room = room_of(&path);
        if room == "lib" {
            continue;
        }
        let Some(floor) = floor_of(&room) else {
            wrong.push(format!("{path}: the room `{room}` stands on no floor"));
            continue;
        };
        for imported in imports(&text) {
            if imported == room {
                continue;
            }
            match floor_of(&imported) {
                Some(below) if below < floor => {}
                Some(_) => wrong.push(format!("{path}: `{room}` (floor {floor}) imports `{imported}`")),
                None => wrong.push(format!("{path}: imports `{imported}`, which stands on no floor")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_on_the_map_is_built() {
    let built: BTreeSet<String> = sources().iter().map(|(path, _)| room_of(path)).collect();
    let missing: Vec<&str> = FLOORS.iter().map(|(room, _)| *room).filter(|room| !built.contains(*room)).collect();
    assert!(missing.is_empty(), "on the map but not in src: {missing:?}");
}

#[test]
fn every_dependency_has_one_owner() {
    check_words(OWNERS, |line, name| {
        let pattern = format!("{name}{}", if name.ends_with('_') { "" } else { "::" });
        line.match_indices(&pattern).any(|(at, _)| {
            !line[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == ':')
        })
    });
}

#[test]
fn only_the_doors_touch_the_outside() {
    check_words(DOORS, |line, word| line.contains(word));
}

#[test]
fn no_globs_and_no_super() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        for (number, line) in code_lines(&text) {
            let import = line.trim_start().starts_with("use ") || line.trim_start().starts_with("pub use ");
            if import && (line.contains("::*") || line.contains("super::")) {
                wrong.push(format!("{path}:{number}: {}", line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_target_is_known_only_to_its_own_file() {
    for name in ["scorm", "cmi5", "kolibri", "epub"] {
        let strangers: Vec<String> = sources()
            .into_iter()
            .filter(|(path, _)| !path.starts_with("package/") && !path.starts_with("cli/"))
            .flat_map(|(path, text)| {
                let found: Vec<String> = code_lines(&text)
                    .filter(|(_, line)| line.to_lowercase().contains(name))
                    .map(|(number, line)| format!("{path}:{number}: {}", line.trim()))
                    .collect();
                found
            })
            .collect();
        assert!(strangers.is_empty(), "`{name}` is named outside `package`:\n{}", strangers.join("\n"));
    }
}

fn check_words(table: &[(&str, &[&str])], says: impl Fn(&str, &str) -> bool) {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        for (number, line) in code_lines(&text) {
            for (word, owners) in table {
                if says(line, word) && !owners.iter().any(|owner| path.starts_with(owner)) {
                    wrong.push(format!("{path}:{number}: `{word}` belongs to {owners:?}: {}", line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Returns the lines of code that ship: no comments, nothing from `#[cfg(test)]` on.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .take_while(|line| line.trim() != "#[cfg(test)]")
        .enumerate()
        .map(|(index, line)| (index + 1, line.split("//").next().unwrap_or("")))
}

fn imports(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (_, line) in code_lines(text) {
        for pattern in ["crate::", "alforja::"] {
            for (at, _) in line.match_indices(pattern) {
                let rest = &line[at + pattern.len()..];
                let word = |text: &str| -> String {
                    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
                };
                match rest.strip_prefix('{') {
                    Some(group) => found.extend(group.split(',').map(|part| word(part.trim()))),
                    None => {
                        found.insert(word(rest));
                    }
                }
            }
        }
    }
    found.remove("");
    found
}

fn floor_of(room: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == room).map(|(_, floor)| *floor)
}

fn room_of(path: &str) -> String {
    path.split(['/', '.']).next().unwrap_or("").to_owned()
}

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    assert!(files.len() > 10, "the sources were not found");
    files
        .into_iter()
        .map(|file| {
            let name = file.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
            (name, fs::read_to_string(&file).unwrap())
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}
