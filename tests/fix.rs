//! `check --fix`: what it writes has no error that was not there before, and there is nothing left to do after it.

use alforja::cache::Store;
use alforja::diagnostic::{Diagnostic, Severity};
use alforja::pipeline::{ChangeKind, Job, Mended, Mending, Outcome, check, fix};
use alforja::world::DiskWorld;
use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"/></svg>";

const GOOD: &[(&str, &str)] = &[
    ("course.yaml", "version: 1.0.0\nsource_language: en\n"),
    ("en/index.md", "# A course\n\nWords.\n"),
    ("en/01-m/index.md", "# A module\n\nWords.\n"),
    ("en/01-m/01-l.md", "# A lesson\n\n## Part\n\nWords.\n"),
];

/// Returns a library on the disk.
fn library(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    let good = GOOD.iter().map(|(path, text)| (*path, text.as_bytes()));
    for (path, bytes) in good.chain(files.iter().copied()) {
        let path = place.path().join("library").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    place
}

fn with_job<T>(root: &Path, work: impl FnOnce(Job<'_>) -> T) -> T {
    let world = DiskWorld::new(root, None).unwrap();
    let store = Store::in_memory();
    work(Job::quiet(&world, root, &store))
}

fn fixed(root: &Path, mending: Mending) -> Outcome<Mended> {
    with_job(root, |job| fix(job, mending).unwrap())
}

fn errors(root: &Path) -> usize {
    let is_error = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Error;
    with_job(root, |job| check(job, &[]).unwrap().diagnostics.iter().filter(is_error).count())
}

/// Returns every file below `root` with its bytes.
fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    fn collect(folder: &Path, root: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, root, found);
            } else {
                found.insert(path.strip_prefix(root).unwrap().display().to_string(), fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    collect(root, root, &mut found);
    found
}

/// A library with `bad` files becomes one with `good` ones; the second time there is nothing to do.
fn mends(bad: &[(&str, &[u8])], good: &[(&str, &[u8])]) {
    let place = library(bad);
    let root = place.path().join("library");
    let before = files(&root);
    let shown = fixed(&root, Mending::Shown).made.unwrap().changes;
    assert_eq!(files(&root), before, "what is only shown writes nothing");
    let written = fixed(&root, Mending::Written);
    assert_eq!(written.made.unwrap().changes, shown);
    let after = files(&root);
    for (path, bytes) in good {
        let found = after.get(*path).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        assert_eq!(found.as_deref(), Some(&*String::from_utf8_lossy(bytes)), "{path} of {:?}", after.keys());
    }
    for path in bad.iter().map(|(path, _)| *path).filter(|path| good.iter().all(|(good, _)| good != path)) {
        assert!(!after.contains_key(path), "{path} is still there");
    }
    assert!(fixed(&root, Mending::Written).made.unwrap().changes.is_empty(), "a second time changes something");
    assert_eq!(files(&root), after);
}

#[test]
fn slips_of_the_pen_and_open_ends_are_mended() {
    mends(
        &[("en/01-m/01-l.md", b"---\nminuts: 3\n---\n# L\n\n## Part\n\n[x](#prat)\n\n::: quiz {pas=70 show=nver\n### Q {.ordr}\n1. a\n2. b\n")],
        &[("en/01-m/01-l.md", b"---\nminutes: 3\n---\n# L\n\n## Part\n\n[x](#part)\n\n::: quiz {pass=70 show=never}\n### Q {.order}\n1. a\n2. b\n:::\n")],
    );
}

#[test]
fn encodings_and_tabs_are_mended_and_line_ends_stay() {
    mends(
        &[
            ("en/01-m/01-l.md", b"# L\xE5n\r\n\r\n\xF8l og \x93mad\x94\r\n"),
            ("course.yaml", b"\xEF\xBB\xBFversion: 1.0.0\nsource_language: en\nauthors:\n\t- A\n"),
        ],
        &[
            ("en/01-m/01-l.md", "# Lån\r\n\r\nøl og “mad”\r\n".as_bytes()),
            ("course.yaml", b"version: 1.0.0\nsource_language: en\nauthors:\n  - A\n"),
        ],
    );
}

#[cfg(unix)]
#[test]
fn names_that_no_stick_can_hold_go_with_all_that_names_them() {
    let picture = PICTURE.as_bytes();
    mends(
        &[
            ("en/02-n?/index.md", b"# N\n\n[l](../01-m/01-l.md)\n"),
            ("en/02-n?/01-x*.md", b"# X\n\n[l](../01-m/01-l.md) ![P](../../media/a:b.svg) [m](index.md)\n"),
            (
                "en/01-m/01-l.md",
                b"# L\n\n[x](../02-n%3F/01-x*.md) ![P](media/a:b.svg)\n\n::: quiz {from=\"bank*.md\"}\n:::\n",
            ),
            ("en/01-m/bank*.md", b"::: quiz\n### Q\n- [x] a\n- [ ] b\n:::\n"),
            ("media/a:b.svg", picture),
        ],
        &[
            ("en/02-n-/index.md", b"# N\n\n[l](../01-m/01-l.md)\n"),
            ("en/02-n-/01-x-.md", b"# X\n\n[l](../01-m/01-l.md) ![P](../../media/a-b.svg) [m](index.md)\n"),
            (
                "en/01-m/01-l.md",
                b"# L\n\n[x](../02-n-/01-x-.md) ![P](media/a-b.svg)\n\n::: quiz {from=\"bank-.md\"}\n:::\n",
            ),
            ("en/01-m/bank-.md", b"::: quiz\n### Q\n- [x] a\n- [ ] b\n:::\n"),
            ("media/a-b.svg", picture),
        ],
    );
}

#[cfg(unix)]
#[test]
fn a_name_in_the_definition_of_a_link_and_in_another_normal_form_is_written_anew() {
    let picture = PICTURE.as_bytes();
    // "é" is written as "e" and a mark in the text, as macOS writes names.
    mends(
        &[
            (
                "en/01-m/01-l.md",
                b"# L\n\n![a:b.svg][a:b.svg] [one][M]\n\n[a:b.svg]: media/a:b.svg 'T'\n[m]: <02-m*.md#x>\n".as_slice(),
            ),
            ("en/01-m/02-m*.md", "# M\n\n## X\n\n![P](media/cafe\u{301}:1.svg)\n".as_bytes()),
            ("media/a:b.svg", picture),
            ("media/caf\u{e9}:1.svg", picture),
        ],
        &[
            (
                "en/01-m/01-l.md",
                b"# L\n\n![a:b.svg][a:b.svg] [one][M]\n\n[a:b.svg]: media/a-b.svg 'T'\n[m]: <02-m-.md#x>\n".as_slice(),
            ),
            ("en/01-m/02-m-.md", "# M\n\n## X\n\n![P](media/caf\u{e9}-1.svg)\n".as_bytes()),
            ("media/a-b.svg", picture),
            ("media/caf\u{e9}-1.svg", picture),
        ],
    );
}

#[cfg(target_os = "linux")]
#[test]
fn of_names_that_differ_only_in_case_one_gets_a_number() {
    let picture = PICTURE.as_bytes();
    mends(
        &[
            ("media/Box.svg", picture),
            ("media/box.svg", picture),
            ("en/01-m/01-l.md", b"# L\n\n![P](media/Box.svg) ![P](media/box.svg)\n"),
        ],
        &[
            ("media/Box.svg", picture),
            ("media/box-2.svg", picture),
            ("en/01-m/01-l.md", b"# L\n\n![P](media/Box.svg) ![P](media/box-2.svg)\n"),
        ],
    );
}

#[cfg(unix)]
#[test]
fn nothing_outside_the_library_is_touched() {
    let place = library(&[]);
    let (root, outside) = (place.path().join("library"), place.path().join("outside.md"));
    fs::write(&outside, "---\nminuts: 3\n---\n# X\n").unwrap();
    std::os::unix::fs::symlink(&outside, root.join("en/01-m/02-why?.md")).unwrap();
    fixed(&root, Mending::Written);
    assert_eq!(fs::read_to_string(&outside).unwrap(), "---\nminuts: 3\n---\n# X\n");
}

/// Pieces of a lesson, most of them wrong.
const PIECES: &[&str] = &[
    "Words.",
    "[a](#prat)",
    "## Part {#part}",
    "## Part {#part",
    "::: actvity",
    ":::",
    "::: quiz {pas=70}\n### Q {.ordr}\n1. a\n2. b",
    "::: quiz {show=nver\n### Q\n- [x] a\n- [ ] b\n:::",
    "- ::: details\n  text",
    "> ::: details\n> text",
    "![P](media/PICTURE.svg)",
    "![P](media/picture.svg)",
    "[x](<02 why?.md>)",
    "[x][ref]\n\n[ref]: 02-why?.md",
    "[[txet]]",
    "::: plan\n[[txet]]\n:::",
    "```\n::: quiz {pas=70}\n```",
    "Өрх `::: quiz {pas=70}` [[a",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]
    #[test]
    fn mending_never_adds_an_error(pieces in proptest::collection::vec(0..PIECES.len(), 1..9), newline in proptest::bool::ANY) {
        let lesson = format!("# L\n\n{}{}", pieces.iter().map(|piece| PIECES[*piece]).collect::<Vec<_>>().join("\n\n"), if newline { "\n" } else { "" });
        let place = library(&[("en/01-m/03-x.md", lesson.as_bytes()), ("en/01-m/02-why.md", b"# W\n\nWords.\n"), ("media/picture.svg", PICTURE.as_bytes())]);
        let root = place.path().join("library");
        let before = errors(&root);
        let first = fixed(&root, Mending::Written).made.unwrap().changes;
        prop_assert!(first.iter().all(|change| !matches!(change.kind, ChangeKind::Recoded)));
        let after = errors(&root);
        prop_assert!(after <= before, "{before} errors became {after}: {lesson:?} {first:?}");
        let second = fixed(&root, Mending::Written).made.unwrap().changes;
        prop_assert_eq!(second, Vec::new(), "{:?}", lesson);
    }
}

#[test]
fn of_two_words_that_are_as_near_none_is_taken() {
    let text = b"# L\n\n## Park\n\n## Part\n\n[x](#parm)\n";
    mends(&[("en/01-m/01-l.md", text)], &[("en/01-m/01-l.md", text)]);
}
