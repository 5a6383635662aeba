//! Whole libraries of `tests/fixtures` as pages: what there is, and how it reads. `INSTA_UPDATE=always`
//! writes the snapshots anew; the difference is read.

use alforja::cache::Store;
use alforja::diagnostic::has_errors;
use alforja::load::load;
use alforja::locale::{Catalogs, Lang};
use alforja::media::plan;
use alforja::model::Library;
use alforja::render::{Audience, Indexing, Layout, RenderProfile, Scope, Theme, render};
use alforja::tree::{Body, FileTree, InMemory, OutPath};
use alforja::world::{DiskWorld, MemoryWorld};
use proptest::prelude::{ProptestConfig, Strategy, prop, proptest};
use std::path::Path;

fn rendered(name: &str, profile: &RenderProfile, scope: fn(&Library) -> Scope<'_>) -> FileTree {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    let world = DiskWorld::new(&folder, None).unwrap();
    let catalogs = Catalogs::embedded(&[]).unwrap();
    let loaded = load(&world, &catalogs).unwrap_or_else(|_| panic!("`{name}` is a library"));
    assert!(!has_errors(&loaded.diagnostics), "{:#?}", loaded.diagnostics);
    let media = plan(&loaded.value, &world, &Store::in_memory()).unwrap().value;
    let theme = Theme::embedded();
    render(&loaded.value, scope(&loaded.value), &media, &theme, &catalogs, profile, &InMemory).unwrap()
}

fn site(name: &str) -> FileTree {
    rendered(name, &profile(Layout::Library, Audience::Learner), |_| Scope::Library)
}

fn profile(layout: Layout, audience: Audience) -> RenderProfile {
    RenderProfile { layout, audience, indexing: Indexing::Public, ..RenderProfile::of_course() }
}

fn page(tree: &FileTree, path: &str) -> String {
    match tree.get(&OutPath::fixed(path)) {
        Some(Body::Bytes(bytes)) => without_hashes(&String::from_utf8(bytes.clone()).unwrap()),
        other => panic!("`{path}` is a page, not {other:?}"),
    }
}

/// The first rules, and the names of styles and scripts, change with every touch of theirs; a page's snapshot should not.
fn without_hashes(text: &str) -> String {
    let (before, rules) = text.split_once("<style>").unwrap_or((text, ""));
    let (rules, after) = rules.split_once("</style>").unwrap_or(("", rules));
    let look = if rules.is_empty() { "" } else { "<style>FIRST</style>" };
    let text = &format!("{before}{look}{after}");
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find("assets/") {
        let end = rest[at..].find(['"', '\n']).map_or(rest.len(), |end| at + end);
        out.push_str(&rest[..at]);
        out.push_str(&blind(&rest[at..end]));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

fn blind(path: &str) -> String {
    let Some((before, ending)) = path.rsplit_once('.') else { return path.to_owned() };
    match before.rsplit_once('-') {
        Some((stem, hash)) if hash.len() == 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            format!("{stem}-HASH.{ending}")
        }
        _ => path.to_owned(),
    }
}

#[test]
fn a_library_becomes_these_files() {
    let tree = site("every-block");
    let list: String = tree.iter().map(|(path, _)| without_hashes(&format!("{path}\n"))).collect();
    insta::assert_snapshot!("every-block-files", list);
    insta::assert_snapshot!("every-block-sitemap", page(&tree, "sitemap.xml"));
}

#[test]
fn a_trainer_has_a_plan_a_list_and_the_answers() {
    let profile = RenderProfile { indexing: Indexing::Private, ..profile(Layout::Library, Audience::Trainer) };
    let tree = rendered("trainer", &profile, |_| Scope::Library);
    for (name, path) in [
        ("session", "en/savings/session.html"),
        ("materials", "en/savings/materials.html"),
        ("answers", "en/savings/money/check.html"),
        ("notes", "en/savings/start/why.html"),
    ] {
        let page = page(&tree, path);
        let main = page.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
        insta::assert_snapshot!(format!("trainer-{name}"), main);
    }
}

/// Returns the one script whose name begins so.
fn script(tree: &FileTree, start: &str) -> String {
    let mut named = tree.iter().map(|(path, _)| path.as_str()).filter(|path| path.starts_with(start));
    let path = named.next().unwrap_or_else(|| panic!("`{start}` is there"));
    assert_eq!(named.next(), None, "one script begins so");
    page(tree, path)
}

#[test]
fn the_search_finds_what_is_read_and_tells_no_answers() {
    let tree = site("every-block");
    let texts = script(&tree, "assets/text-small-en-1-");
    insta::assert_snapshot!("every-block-texts", texts.replace("\\n", "\n"));
    for secret in
        ["Only for the trainer", "Like this", "Because", "Think", "Well done", "Not so", "A good answer", "chairperson"]
    {
        assert!(!texts.contains(secret), "{secret}");
    }
    let index = script(&tree, "assets/index-small-en-");
    assert!(index.contains("\"first/blocks.html\"") && index.contains("glossary.html#group"), "{index}");
    let trainer = rendered("every-block", &profile(Layout::Library, Audience::Trainer), |_| Scope::Library);
    assert!(script(&trainer, "assets/text-small-en-1-").contains("Only for the trainer"));
}

#[test]
fn a_package_of_one_course_has_its_own_search() {
    let tree = rendered("every-block", &profile(Layout::Course, Audience::Learner), |library| edition(library, "ar"));
    let search = page(&tree, "search.html");
    assert!(search.contains(r#""base":"","index":"index-small-ar-"#), "{search}");
    assert!(page(&tree, "first/questions.html").contains("href=\"../search.html\""));
    assert!(script(&tree, "assets/index-small-ar-").contains("\"first/questions.html\""));
}

#[test]
fn every_block_is_a_page() {
    let tree = site("every-block");
    insta::assert_snapshot!("every-block-lesson", page(&tree, "en/small/first/blocks.html"));
    insta::assert_snapshot!("every-block-questions", page(&tree, "en/small/first/questions.html"));
    insta::assert_snapshot!("every-block-course", page(&tree, "en/small/index.html"));
    insta::assert_snapshot!("every-block-catalogue", page(&tree, "index.html"));
}

#[test]
fn another_script_runs_the_other_way_and_links_find_the_nearest_page() {
    let tree = site("every-block");
    let lesson = page(&tree, "ar/small/first/questions.html");
    assert!(lesson.starts_with("<!doctype html>\n<html lang=\"ar\" dir=\"rtl\""), "{lesson}");
    assert!(lesson.contains("<a href=\"../../../en/small/first/blocks.html\" hreflang=\"en\">"), "{lesson}");
    let blocks = page(&tree, "en/small/first/blocks.html");
    assert!(blocks.contains("<a href=\"../../../ar/small/first/index.html\" lang=\"ar\""), "{blocks}");
}

fn edition<'a>(library: &'a Library, lang: &str) -> Scope<'a> {
    let lang = Lang::parse(lang).unwrap();
    let found = library.courses.iter().find_map(|course| Some((course, course.edition(&lang)?)));
    let (course, edition) = found.expect("the fixture has this edition");
    Scope::Edition { course, edition }
}

#[test]
fn one_edition_stands_alone() {
    let mut profile = profile(Layout::Course, Audience::Trainer);
    profile.indexing = Indexing::Private;
    let tree = rendered("every-block", &profile, |library| edition(library, "en"));
    let index = page(&tree, "index.html");
    assert!(index.contains("class=\"unzip\" lang=\"en\""), "{index}");
    assert!(index.contains("href=\"first/blocks.html\""), "{index}");
    let blocks = page(&tree, "first/blocks.html");
    assert!(blocks.contains("Only for the trainer."), "{blocks}");
    assert!(blocks.contains("<a href=\"questions.html\">the lesson in Arabic</a>"), "{blocks}");
    assert!(!blocks.contains("canonical") && !blocks.contains("hreflang"), "{blocks}");

    let tree = rendered("every-block", &profile, |library| edition(library, "ar"));
    let lesson = page(&tree, "first/questions.html");
    assert!(lesson.contains("<span class=\"absent\">كل شيء <small>(not in this copy)</small></span>"), "{lesson}");
}

#[test]
fn the_same_library_gives_the_same_bytes() {
    assert_eq!(site("every-block"), site("every-block"));
}

#[test]
fn a_path_leads_past_the_lessons_of_others() {
    let files: [(&str, &[u8]); 6] = [
        ("course.yaml", b"version: 1.0.0\nroles: [member, {id: board, title: {en: The board}}]\ncompletion: {lessons: all, quizzes: none}\n"),
        ("en/index.md", b"# Course\n"),
        ("en/01-a/01-one.md", b"# One\n"),
        ("en/01-a/02-two.md", b"---\nroles: [board]\n---\n# Two\n::: plan\nName: [[text]]\n\n| Cost |\n|---|\n| [[number]] |\n| [[sum]] |\n:::\n"),
        ("en/01-a/03-three.md", b"---\nroles: [member, board]\n---\n# Three\n::: reflection\nWhy?\n:::\n"),
        ("en/01-a/04-four.md", b"---\nroles: [board]\n---\n# Four\n::: quiz\n### And you? {.open}\n:::\n"),
    ];
    let world = MemoryWorld::new(files);
    let catalogs = Catalogs::embedded(&[]).unwrap();
    let library = load(&world, &catalogs).unwrap_or_else(|_| panic!("a course")).value;
    let media = plan(&library, &world, &Store::in_memory()).unwrap().value;
    let profile = profile(Layout::Library, Audience::Learner);
    let tree = render(&library, Scope::Library, &media, &Theme::embedded(), &catalogs, &profile, &InMemory).unwrap();
    let found = tree.iter().map(|(path, _)| path.as_str().to_owned()).find(|path| path.ends_with("/a/one.html"));
    let folder = found.expect("the lesson is a page").replace("/a/one.html", "");
    let part = |name: &str, from: &str, to: &str| {
        let html = page(&tree, &format!("{folder}/{name}"));
        let rest = &html[html.find(from).unwrap_or_else(|| panic!("`{from}` in {html}"))..];
        rest[..rest.find(to).unwrap()].to_owned()
    };
    let pieces = [
        part("index.html", "<form class=\"paths\"", "</form>"),
        part("index.html", "<h2>The parts", "</details>"),
        part("a/one.html", "<nav class=\"turn\"", "</nav>"),
        part("a/two.html", "<p class=\"off-path\"", "</p>"),
        part("a/three.html", "<nav class=\"turn\"", "</nav>"),
        part("notes.html", "{\"pages\"", ",\"months\""),
    ];
    insta::assert_snapshot!("paths", pieces.join("\n\n"));
}

#[test]
fn a_long_course_says_that_the_bar_counts_one_part() {
    for (lessons, label) in [(24, "Your progress in the course"), (25, "Your progress in this part")] {
        let names: Vec<String> = (1..=lessons).map(|number| format!("en/01-a/{number:02}-l{number}.md")).collect();
        let mut files: Vec<(&str, &[u8])> = vec![("course.yaml", b"version: 1.0.0\n"), ("en/index.md", b"# Course\n")];
        files.extend(names.iter().map(|name| (name.as_str(), b"# Lesson\n".as_slice())));
        let world = MemoryWorld::new(files);
        let catalogs = Catalogs::embedded(&[]).unwrap();
        let library = load(&world, &catalogs).unwrap_or_else(|_| panic!("a course")).value;
        let media = plan(&library, &world, &Store::in_memory()).unwrap().value;
        let profile = profile(Layout::Library, Audience::Learner);
        let tree =
            render(&library, Scope::Library, &media, &Theme::embedded(), &catalogs, &profile, &InMemory).unwrap();
        let path = tree.iter().map(|(path, _)| path.as_str()).find(|path| path.ends_with("/a/l1.html"));
        let html = page(&tree, path.expect("the lesson is a page"));
        assert!(
            html.contains(&format!(
                "data-progress aria-valuenow=\"0\" aria-valuemin=\"0\" aria-valuemax=\"100\" aria-label=\"{label}\""
            )),
            "{html}"
        );
    }
}

/// Any words an author may write: markup, entities, fences, quotes.
fn hostile_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "[x](javascript:alert(1))",
        "![x](data:text/html,<b>)",
        "<b title=\"'><svg onload=x>\">",
        "</p></div></main>",
        "<style>*{}</style>",
        "`<b>`",
        "```html\n<i>\n```\n",
        "$<x>$",
        "[[<b>|\"]]",
        "\n\n::: quiz\n### <u>q</u>\n- [x] <b>a\n- [ ] b\n:::\n\n",
        "\n\n| <b> | c |\n|--|--|\n| \"&lt; | d |\n\n",
        "\n\n# ",
        "\n> ",
        "\n- ",
        "*",
        "&amp;&#x3c;",
        "\"",
        "'",
        "\u{0}",
        " words ",
    ]);
    prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]
    #[test]
    fn no_text_of_an_author_becomes_a_script(text in hostile_text()) {
        let files: [(&str, &[u8]); 3] = [
            ("course.yaml", b"version: 1.0.0\n"),
            ("en/index.md", b"# Course\n"),
            ("en/01-a/01-b.md", text.as_bytes()),
        ];
        let world = MemoryWorld::new(files);
        let catalogs = Catalogs::embedded(&[]).unwrap();
        let library = load(&world, &catalogs).unwrap_or_else(|_| panic!("a course")).value;
        let media = plan(&library, &world, &Store::in_memory()).unwrap().value;
        let profile = profile(Layout::Library, Audience::Learner);
        let tree = render(&library, Scope::Library, &media, &Theme::embedded(), &catalogs, &profile, &InMemory).unwrap();
        for (path, body) in tree.iter().filter(|(path, _)| path.as_str().ends_with("/b.html")) {
            let Body::Bytes(bytes) = body else { panic!("`{path}` is a page") };
            let html = String::from_utf8(bytes.clone()).unwrap();
            let start = html.find("<h1>").unwrap();
            let content = &html[start..html.rfind("<nav class=\"turn\"").unwrap()];
            assert_eq!(elements(content, "script"), content.matches("<script type=\"application/json\"").count());
            for forbidden in ["style", "iframe", "object", "embed", "base", "meta", "link"] {
                assert_eq!(elements(content, forbidden), 0, "{forbidden} in {content}");
            }
            // A sanitiser that would let handlers through finds none to let through.
            let with_handlers = ammonia::Builder::default().generic_attribute_prefixes(["on"].into()).clean(content);
            assert_eq!(with_handlers.to_string(), ammonia::clean(content));
            assert!(!content.contains("href=\"javascript:") && !content.contains("src=\"data:"), "{content}");
        }
    }
}

/// Counts the elements of a name that a browser would find.
fn elements(html: &str, name: &str) -> usize {
    html.match_indices(&format!("<{name}"))
        .filter(|(at, found)| html[at + found.len()..].starts_with([' ', '>', '/', '\n']))
        .count()
}
