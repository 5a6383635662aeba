//! A preview that goes on from the last one is the same as one that begins anew, whatever was edited in between.

use alforja::cache::Store;
use alforja::pipeline::{Job, Memos, Outcome, PreviewSite, Previewed, preview};
use alforja::tree::{Body, OutPath};
use alforja::world::{DiskWorld, World};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const FILES: &[(&str, &str)] = &[
    ("alforja.yaml", "title: {en: Small courses, da: Små kurser}\nlanguages: [en, da]\n"),
    ("saving/course.yaml", "version: 1.0.0\n"),
    (
        "saving/media/box.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"/></svg>",
    ),
    ("saving/en/index.md", "---\ntitle: Saving\nsummary: Together\n---\n"),
    ("saving/en/glossary.md", "# Glossary\n\nbox\n: Where the money is.\n"),
    ("saving/en/01-start/index.md", "---\ntitle: Start\n---\n"),
    ("saving/en/01-start/01-one.md", "# One\n\nThe box. See [two](02-two.md).\n"),
    ("saving/en/01-start/02-two.md", "# Two\n\n![A box](media/box.svg)\n\n```rust\nfn main() {}\n```\n"),
    ("saving/da/index.md", "---\ntitle: Opsparing\nsummary: Sammen\n---\n"),
    ("saving/da/01-start/index.md", "---\ntitle: Start\n---\n"),
    ("saving/da/01-start/01-one.md", "# En\n\nKassen.\n"),
];

/// What lessons may hold; some of it is as long as other, some is wrong, some leads to what another edit removes.
const TEXTS: &[&str] = &[
    "# One\n\nThe box is red.\n",
    "# One\n\nThe box is wet.\n",
    "# Another title\n\nThe box. [Two](02-two.md#more)\n\n## More\n",
    "---\ndraft: true\n---\n# One\n\nNot yet.\n",
    "# Quiz\n\n::: quiz {#q}\n### How many?\n- [ ] One\n- [x] Three\n:::\n",
    "# Wrong\n\n::: quis\n",
    "# Wrong\n\n[nowhere](nowhere.md) ![](media/none.jpg)\n",
    "# Picture\n\n![A box](media/box.svg)\n\n```python\nprint(1)\n```\n",
    "",
];

/// Files that are written over, with what they may hold.
const OTHERS: &[(&str, &[&str])] = &[
    (
        "alforja.yaml",
        &[
            "title: {en: Other}\nlanguages: [en, da]\n",
            "languages: [da, en]\n",
            "title: [\n",
            "languages: [en]\nfallback: [en]\n",
        ],
    ),
    ("saving/course.yaml", &["version: 1.0.1\n", "version: 2.0.0\nlicence: CC-BY-4.0\n", "versoin: 1\n"]),
    ("saving/en/glossary.md", &["# Glossary\n\nred\n: A colour.\n", "# Glossary\n"]),
    ("saving/en/01-start/index.md", &["---\ntitle: Begin\n---\n", "---\ntitle: Start\n---\n\nWords.\n"]),
    (
        "saving/media/box.svg",
        &["<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><path d=\"M0 0h8v8z\"/></svg>", "no picture"],
    ),
    ("locales/own.yaml", &["language: en\nname: English\npage:\n  courses: All courses\n", "language: ["]),
    ("themes/own/theme.yaml", &["colours: {accent: \"#0a5854\"}\n"]),
];

const LESSONS: &[&str] = &[
    "saving/en/01-start/01-one.md",
    "saving/en/01-start/02-two.md",
    "saving/en/01-start/03-three.md",
    "saving/en/02-more/01-four.md",
    "saving/da/01-start/01-one.md",
    "saving/da/01-start/02-two.md",
];

#[derive(Debug, Clone)]
enum Edit {
    Write(usize, usize),
    Remove(usize),
    Rename(usize, usize),
    Other(usize, usize),
    RemoveOther(usize),
    /// Another author's whole library, as git brings it.
    Begin,
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        5 => (0..LESSONS.len(), 0..TEXTS.len()).prop_map(|(lesson, text)| Edit::Write(lesson, text)),
        1 => (0..LESSONS.len()).prop_map(Edit::Remove),
        1 => (0..LESSONS.len(), 0..LESSONS.len()).prop_map(|(from, to)| Edit::Rename(from, to)),
        3 => (0..OTHERS.len(), 0..4_usize).prop_map(|(file, text)| Edit::Other(file, text)),
        1 => (2..OTHERS.len()).prop_map(Edit::RemoveOther),
        1 => Just(Edit::Begin),
    ]
}

fn write(root: &Path, path: &str, text: &str) {
    let place = root.join(path);
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(place, text).unwrap();
}

impl Edit {
    fn make(&self, root: &Path) {
        match self {
            Self::Write(lesson, text) => write(root, LESSONS[*lesson], TEXTS[*text]),
            // What is not there stays so.
            Self::Remove(lesson) => drop(fs::remove_file(root.join(LESSONS[*lesson]))),
            Self::Rename(from, to) => {
                if root.join(LESSONS[*to]).parent().is_some_and(Path::is_dir) {
                    drop(fs::rename(root.join(LESSONS[*from]), root.join(LESSONS[*to])));
                }
            }
            Self::Other(file, text) => {
                let (path, texts) = OTHERS[*file];
                write(root, path, texts[text % texts.len()]);
            }
            Self::RemoveOther(file) => drop(fs::remove_file(root.join(OTHERS[*file].0))),
            Self::Begin => FILES.iter().for_each(|(path, text)| write(root, path, text)),
        }
    }
}

fn outcome(root: &Path, memos: &mut Memos) -> Result<Outcome<Previewed>, String> {
    let world = DiskWorld::new(root, None).unwrap();
    let store = &Store::in_memory();
    let job = Job::quiet(&world, root, store);
    preview(job, &world.list().unwrap(), memos).map_err(|error| error.to_string())
}

/// Returns every file of a site that links lead to, by its path.
fn files(site: &PreviewSite) -> BTreeMap<OutPath, Body> {
    let mut found = BTreeMap::new();
    let mut next = BTreeSet::from([OutPath::fixed("index.html")]);
    while let Some(path) = next.pop_first() {
        let Some(body) = site.file(&path).unwrap() else { continue };
        if let Body::Bytes(bytes) = &body {
            let text = String::from_utf8_lossy(bytes).into_owned();
            let links = text.split("href=\"").skip(1).chain(text.split("src=\"").skip(1));
            next.extend(
                links
                    .filter_map(|rest| target(&path, rest.split('"').next()?))
                    .filter(|path| !found.contains_key(path)),
            );
        }
        found.insert(path, body);
    }
    found
}

fn target(from: &OutPath, link: &str) -> Option<OutPath> {
    let link = link.split(['#', '?']).next().filter(|link| !link.is_empty())?;
    let mut parts: Vec<&str> = from.as_str().split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    OutPath::new(&parts.join("/"))
}

/// Makes the edits one by one, and compares after each.
fn check(edits: &[Edit]) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    Edit::Begin.make(root);
    let mut memos = Memos::default();
    let first = outcome(root, &mut memos).unwrap().made.expect("the library holds no mistake").site;
    assert!(files(&first).len() > 15, "the site was not walked");
    for (number, edit) in edits.iter().enumerate() {
        edit.make(root);
        let after = format!("after {:?}", &edits[..=number]);
        match (outcome(root, &mut memos), outcome(root, &mut Memos::default())) {
            (Ok(kept), Ok(fresh)) => {
                assert_eq!(kept.diagnostics, fresh.diagnostics, "{after}");
                let texts = |outcome: &Outcome<Previewed>| -> Vec<(String, String)> {
                    outcome.sources.iter().map(|(_, file)| (file.path.to_string(), file.text.to_string())).collect()
                };
                assert_eq!(texts(&kept), texts(&fresh), "{after}");
                let (kept, fresh) = (kept.made.map(|made| files(&made.site)), fresh.made.map(|made| files(&made.site)));
                assert_eq!(kept.is_some(), fresh.is_some(), "{after}");
                for (path, body) in fresh.iter().flatten() {
                    assert!(kept.as_ref().and_then(|kept| kept.get(path)) == Some(body), "{path} {after}");
                }
                assert_eq!(kept.map_or(0, |files| files.len()), fresh.map_or(0, |files| files.len()), "{after}");
            }
            (kept, fresh) => assert_eq!(kept.err(), fresh.err(), "{after}"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, failure_persistence: None, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn what_goes_on_is_what_begins_anew(edits in prop::collection::vec(edit(), 1..5)) {
        check(&edits);
    }
}

/// What is likeliest to be wrong: the same length at once, a mistake and back, a title that others show, a theme's words.
#[test]
fn what_others_show_of_a_page_follows_it() {
    check(&[
        Edit::Write(0, 0),
        Edit::Write(0, 1),
        Edit::Write(0, 5),
        Edit::Write(0, 2),
        Edit::Other(2, 0),
        Edit::Begin,
    ]);
}

#[test]
fn files_that_move_take_nothing_along() {
    check(&[
        Edit::Rename(0, 2),
        Edit::Rename(1, 0),
        Edit::Remove(2),
        Edit::Other(4, 0),
        Edit::Other(0, 1),
        Edit::Other(5, 0),
    ]);
}
