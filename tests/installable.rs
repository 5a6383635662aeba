//! An online copy that can be kept on a device: what it is made of, and that only the site is one.

use alforja::cache::Store;
use alforja::load::load;
use alforja::locale::Catalogs;
use alforja::media::{plan, produce};
use alforja::package::{TARGETS, site};
use alforja::render::{Scope, Theme, lists, media_path, render};
use alforja::tree::{Body, FileTree, OutPath};
use alforja::world::DiskWorld;
use std::collections::BTreeMap;
use std::path::Path;

/// The site of the shipped courses, with the lists.
fn built() -> FileTree {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("courses");
    let world = DiskWorld::new(&folder, None).unwrap();
    let catalogs = Catalogs::embedded(&[]).unwrap();
    let library = load(&world, &catalogs).unwrap_or_else(|_| panic!("the courses are a library")).value;
    let media = plan(&library, &world, &Store::in_memory()).unwrap().value;
    let profile = site().profile();
    let mut tree =
        render(&library, Scope::Library, &media, &Theme::embedded(), &catalogs, &profile, &alforja::tree::InMemory)
            .unwrap();
    for course in &library.courses {
        for (name, body) in produce(course, &course.editions, &media, profile.pictures, &world).unwrap() {
            tree.add(media_path(&profile, &course.id, name), body);
        }
    }
    for (path, body) in lists(&library, Scope::Library, &media, &profile, &tree) {
        tree.add(path, body);
    }
    tree
}

fn json(tree: &FileTree, path: &str) -> serde_json::Value {
    match tree.get(&OutPath::fixed(path)) {
        Some(Body::Bytes(bytes)) => serde_json::from_slice(bytes).unwrap(),
        other => panic!("`{path}` is JSON, not {other:?}"),
    }
}

#[test]
fn a_list_names_what_its_edition_needs_and_nothing_else() {
    let tree = built();
    let list = json(&tree, "mn/savings-groups/files.json");
    let files: BTreeMap<&str, u64> = list["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| (file[0].as_str().unwrap(), file[1].as_u64().unwrap()))
        .collect();
    let pages = tree
        .iter()
        .filter(|(path, _)| path.as_str().starts_with("mn/savings-groups/") && path.as_str().ends_with(".html"));
    let mut count = 0;
    for (path, body) in pages {
        count += 1;
        assert_eq!(files.get(path.as_str()), Some(&body.size()), "{path}");
        let Body::Bytes(page) = body else { panic!("`{path}` is a page") };
        let page = String::from_utf8_lossy(page);
        for (at, _) in page.match_indices("assets/") {
            let end = page[at..].find(['"', ' ', ')', '&']).unwrap();
            let name = &page[at..at + end];
            assert!(files.contains_key(name) || tree.get(&OutPath::fixed(name)).is_none(), "{path} needs {name}");
        }
    }
    assert!(count > 15);
    for name in files.keys() {
        let strange = ["-da-", "-pt-", "da/", "pt/", "learning-together"].iter().any(|word| name.contains(word));
        assert!(!strange || name.ends_with(".vtt"), "{name}");
    }
    assert_eq!(list["size"].as_u64().unwrap(), files.values().sum::<u64>());
    let films: u64 = files.iter().filter(|(name, _)| name.ends_with(".mp4")).map(|(_, size)| size).sum();
    assert!(films > 0);
    assert_eq!(list["films"].as_u64().unwrap(), films);
    assert_eq!(built(), tree, "the same bytes each time");
}

#[test]
fn only_the_site_can_be_kept() {
    let tree = built();
    assert!(tree.get(&OutPath::fixed("sw.js")).is_some());
    let manifest = json(&tree, "da/manifest.webmanifest");
    assert_eq!((&manifest["lang"], &manifest["display"]), (&"da".into(), &"standalone".into()));
    for icon in manifest["icons"].as_array().unwrap() {
        let path = icon["src"].as_str().unwrap().strip_prefix("../").unwrap();
        assert!(tree.get(&OutPath::fixed(path)).is_some(), "{path}");
    }
    let kept: Vec<&str> = TARGETS
        .iter()
        .filter(|target| target.profile().offline == site().profile().offline)
        .map(|target| target.name())
        .collect();
    assert_eq!(kept, ["site"]);
}
