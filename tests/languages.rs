//! Courses in several languages, as learners meet them: what stands in for a translation that there is not.

use alforja::cache::Store;
use alforja::load::{fill_in, load};
use alforja::locale::{Catalogs, Lang};
use alforja::media::plan;
use alforja::package::{PackInput, target};
use alforja::render::{Scope, Theme, render};
use alforja::tree::{Artifact, Body};
use alforja::world::MemoryWorld;

const LIBRARY: &[(&str, &str)] = &[
    ("alforja.yaml", "title: T\nlanguages: [en, da, ar]\nfallback: [en]\n"),
    ("courses/c/en/index.md", "# The course\n"),
    ("courses/c/en/01-a/index.md", "# Begin\n"),
    (
        "courses/c/en/01-a/01-x.md",
        "# The box\n\nThree locks. On to [the rules](02-y.md).\n\n::: quiz\n### Which?\n- [x] One\n- [ ] Two\n:::\n",
    ),
    ("courses/c/en/01-a/02-y.md", "# The rules\n\nEnglish words.\n"),
    ("courses/c/en/02-b/index.md", "# Later\n\nOnly in English.\n"),
    ("courses/c/en/02-b/01-z.md", "# The end\n\nWords.\n"),
    ("courses/c/da/index.md", "# Kurset\n"),
    ("courses/c/da/01-a/index.md", "# Begyndelsen\n"),
    ("courses/c/da/01-a/02-y.md", "# Reglerne\n\nTilbage til [kassen](01-x.md).\n"),
    ("courses/c/ar/index.md", "# الدورة\n"),
    ("courses/c/ar/01-a/01-x.md", "# الصندوق\n\nثلاثة أقفال.\n"),
];

/// Returns the texts of what a target makes of the course in `lang`, by name.
fn made(files: &[(&str, &str)], name: &str, lang: &str) -> Vec<(String, String)> {
    let world = MemoryWorld::new(files.iter().map(|(path, text)| (*path, text.as_bytes())));
    let (theme, catalogs) = (Theme::embedded(), Catalogs::embedded(&[]).unwrap());
    let mut library = load(&world, &catalogs).unwrap_or_else(|_| panic!("a library")).value;
    fill_in(&mut library);
    let target = target(name).expect("there is such a target");
    let profile = target.profile();
    let media = plan(&library, &world, &Store::in_memory()).unwrap().value;
    let course = &library.courses[0];
    let edition = course.edition(&Lang::parse(lang).unwrap()).expect("the course has this language");
    let scope = Scope::Edition { course, edition };
    let pages = render(&library, scope, &media, &theme, &catalogs, &profile, &alforja::tree::InMemory).unwrap();
    let input = PackInput { library: &library, course, edition, catalogs: &catalogs };
    let mut texts = Vec::new();
    for artifact in target.pack(input, pages).unwrap() {
        match artifact {
            Artifact::Zip { tree, .. } | Artifact::Folder(tree) => {
                texts.extend(tree.iter().filter_map(|(path, body)| Some((path.to_string(), text(body)?))));
            }
            Artifact::File { name, body } => texts.extend(text(&body).map(|text| (name, text))),
        }
    }
    texts
}

fn text(body: &Body) -> Option<String> {
    match body {
        Body::Bytes(bytes) => String::from_utf8(bytes.clone()).ok(),
        _ => None,
    }
}

fn one<'a>(made: &'a [(String, String)], name: &str) -> &'a str {
    let found = made.iter().find(|(path, _)| path.contains(name));
    let names: Vec<&String> = made.iter().map(|(path, _)| path).collect();
    &found.unwrap_or_else(|| panic!("no `{name}` in {names:?}")).1
}

#[test]
fn what_is_not_translated_is_shown_in_another_language_and_says_so() {
    let made = made(LIBRARY, "site", "da");
    let page = one(&made, "a/x.html");
    assert!(page.contains("<html lang=\"da\" dir=\"ltr\""), "{page}");
    assert!(page.contains("<h1 lang=\"en\" dir=\"ltr\">The box</h1>"), "{page}");
    assert!(page.contains("Denne del er ikke oversat endnu. Den står her på: English"), "{page}");
    assert!(page.contains("<div lang=\"en\" dir=\"ltr\">\n<p>Three locks."), "{page}");
    assert!(page.contains("<a href=\"y.html\">the rules</a>"), "its links stay in the reader's language: {page}");
    let own = one(&made, "a/y.html");
    assert!(own.contains("<a href=\"x.html\">kassen</a>") && !own.contains("<h1 lang"), "{own}");
    assert!(own.contains("<span lang=\"en\">The box</span>"), "the way back has its language: {own}");
    let course = one(&made, "da/c/index.html");
    assert!(course.contains("<a href=\"a/x.html\" lang=\"en\" data-lesson-link=\"a/x\">"), "{course}");
    assert!(course.contains("<h3><a href=\"b/index.html\" lang=\"en\">2. Later</a>"), "{course}");
}

#[test]
fn right_to_left_pages_show_it_left_to_right() {
    let made = made(LIBRARY, "site", "ar");
    let page = one(&made, "a/y.html");
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\"") && page.contains("<div lang=\"en\" dir=\"ltr\">"), "{page}");
}

/// Progress and results of all languages add up: the same lessons and questions, under the same ids, in the same order.
#[test]
fn ids_are_the_same_in_every_language() {
    let ids = |lang: &str| {
        let made = made(LIBRARY, "single", lang);
        let page = one(&made, "single.html").to_owned();
        let mut ids = Vec::new();
        for mark in ["data-of-lesson=\"", "data-question=\"", "data-quiz=\""] {
            ids.extend(page.split(mark).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned));
        }
        ids
    };
    let english = ids("en");
    assert!(english.len() >= 5, "{english:?}");
    assert_eq!(ids("da"), english);
}

#[test]
fn books_and_manifests_hold_it_too() {
    let book = made(LIBRARY, "epub", "da");
    let chapter = book.iter().find(|(_, text)| text.contains("Three locks.")).expect("the chapter is there");
    assert!(chapter.1.contains("xml:lang=\"en\"") && chapter.1.contains("ikke oversat endnu"), "{}", chapter.1);
    assert!(one(&made(LIBRARY, "scorm12", "da"), "imsmanifest.xml").contains("a/x.html"));
}

#[test]
fn without_the_setting_it_is_left_out() {
    let mut files = LIBRARY.to_vec();
    files[0].1 = "title: T\nlanguages: [en, da, ar]\n";
    let made = made(&files, "site", "da");
    assert!(!made.iter().any(|(path, _)| path.contains("a/x.html")));
    assert!(!one(&made, "da/c/index.html").contains("The box"));
}
