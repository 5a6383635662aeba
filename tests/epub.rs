//! The library that holds every block, as a book: what is in it, how it reads, and that all of it is XML.
//! `INSTA_UPDATE=always` writes the snapshots anew; the difference is read.

use alforja::cache::Store;
use alforja::load::load;
use alforja::locale::{Catalogs, Lang};
use alforja::media::{Workshop, plan, prepare};
use alforja::model::Pictures;
use alforja::package::{PackInput, target};
use alforja::progress::Silent;
use alforja::render::{Scope, Theme, render};
use alforja::tree::{Artifact, Body, FileTree, InMemory, OutPath};
use alforja::world::{DiskWorld, MemoryWorld, World};
use proptest::prelude::{ProptestConfig, Strategy, prop};
use proptest::test_runner::TestRunner;
use quick_xml::XmlVersion;
use quick_xml::events::Event;
use std::collections::BTreeSet;
use std::path::Path;

/// Returns the file's name and the entries of the book of a fixture.
fn book(name: &str, lang: &str) -> (String, FileTree) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    book_of(&DiskWorld::new(&folder, None).unwrap(), lang, (&Theme::embedded(), &Catalogs::embedded(&[]).unwrap()))
}

fn book_of(world: &dyn World, lang: &str, (theme, catalogs): (&Theme, &Catalogs)) -> (String, FileTree) {
    let library = load(world, catalogs).unwrap_or_else(|_| panic!("a library")).value;
    let target = target("epub").expect("there is such a target");
    let profile = target.profile();
    let course = &library.courses[0];
    let edition = course.edition(&Lang::parse(lang).unwrap()).expect("the fixture has this language");
    let store = Store::in_memory();
    let widths = &theme.pictures().widths;
    let workshop = Workshop { world, store: &store, progress: &Silent, widths, pictures: Pictures::Fitted };
    let media = prepare([(course, edition)], plan(&library, world, &store).unwrap().value, workshop).unwrap().value;
    let media = media.only(|planned| profile.media.takes(planned));
    let scope = Scope::Edition { course, edition };
    let pages = render(&library, scope, &media, theme, catalogs, &profile, &InMemory).unwrap();
    let input = PackInput { library: &library, course, edition, catalogs };
    let mut made = target.pack(input, pages).unwrap();
    match made.pop() {
        Some(Artifact::Zip { name, tree }) if made.is_empty() => (name, tree),
        other => panic!("a book is one zip, not {other:?}"),
    }
}

fn text(tree: &FileTree, path: &str) -> String {
    match tree.get(&OutPath::fixed(path)) {
        Some(Body::Bytes(bytes)) => String::from_utf8(bytes.clone()).unwrap(),
        other => panic!("`{path}` is a text, not {other:?}"),
    }
}

/// The name of the style sheet changes with every touch of it, and with it the moment that comes from the content.
fn steady(text: &str) -> String {
    let mut out = String::new();
    for (at, part) in text.split("book-").enumerate() {
        let rest = part.get(8..).filter(|rest| at > 0 && rest.starts_with(".css"));
        out.push_str(&rest.map_or_else(
            || if at > 0 { format!("book-{part}") } else { part.into() },
            |rest| format!("book-HASH{rest}"),
        ));
    }
    match out.split_once("1980-01-01T") {
        Some((before, after)) => format!("{before}1980-01-01TMOMENT{}", &after[9..]),
        None => out,
    }
}

#[test]
fn a_course_becomes_a_book() {
    let (name, tree) = book("every-block", "en");
    assert_eq!(name, "small-en-2.1.0.epub");
    let list: String = tree.iter().map(|(path, _)| steady(&format!("{path}\n"))).collect();
    insta::assert_snapshot!("book-files", list);
    for page in [
        "package.opf",
        "nav.xhtml",
        "toc.ncx",
        "index.xhtml",
        "first/blocks.xhtml",
        "first/questions.xhtml",
        "answers.xhtml",
        "glossary.xhtml",
    ] {
        let name = format!("book-{}", page.replace(['/', '.'], "-"));
        insta::assert_snapshot!(name, steady(&text(&tree, &format!("EPUB/{page}"))));
    }
}

#[test]
fn every_text_of_a_book_is_xml_and_every_link_finds_its_place() {
    for (name, lang) in [("every-block", "en"), ("every-block", "ar"), ("questions", "en"), ("questions", "pt")] {
        assert!(check(&book(name, lang).1) > 10, "the links of `{name}` were found");
    }
}

/// Holds a book to be XML whose links find their places; returns how many links there are.
fn check(tree: &FileTree) -> usize {
    let mut places = BTreeSet::new();
    let mut links = Vec::new();
    for (path, body) in tree.iter() {
        let Body::Bytes(bytes) = body else { continue };
        if ["xhtml", "opf", "ncx", "xml", "svg"].iter().any(|ending| path.as_str().ends_with(&format!(".{ending}"))) {
            read(path, std::str::from_utf8(bytes).unwrap(), &mut places, &mut links);
        }
    }
    for (from, link) in &links {
        assert!(places.contains(link), "`{from}` leads to `{link}`, which is not there");
    }
    links.len()
}

/// What an author may write: markup that is none, places twice and places lost, signs of XML, blocks in blocks.
fn any_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<b title=\"'><svg onload=x>\">",
        "<li>",
        "<td>x</td>",
        "<ul>a<p>",
        "<table>a<tr>",
        "<dl><dd>",
        "<details><summary>",
        "<p id=\"x\">",
        "</p></div>",
        "<br>",
        "`<b>`",
        "```html {1}\n<i>\n```\n",
        "$a < b \\& c$",
        "[x](#lost)",
        "[x](https://a b/|)",
        "[^1]",
        "\n\n[^1]: note\n\n",
        "\n\n::: quiz\n### <u>q</u> [[gap]] [^1]\n\n::: hint\n[x](#x)\n:::\n:::\n\n",
        "\n\n::: quiz\n### q\n- [x] a\n  > b\n- [ ] c\n:::\n\n",
        "\n\n::: exercise\n::: solution\n## Same\n:::\n:::\n\n",
        "\n\n::: facilitator\n## Same\n::: quiz\n### q\n- [x] a\n- [ ] c\n:::\n:::\n\n",
        "\n\n::: plan {repeat}\n| [[text]] |\n|--|\n| [[sum]] |\n:::\n\n",
        "\n\n## Same\n",
        "\n- ",
        "\n> ",
        "]]>",
        "\"&#x1;&amp;\u{fffe}\u{0}",
        " words ",
    ]);
    prop::collection::vec(pieces, 0..14).prop_map(|pieces| pieces.concat())
}

#[test]
fn any_text_becomes_a_sound_book() {
    let (theme, catalogs) = (Theme::embedded(), Catalogs::embedded(&[]).unwrap());
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) };
    let made = TestRunner::new(config).run(&any_text(), |text| {
        let text = format!("# A\n\n{text}");
        let files: [(&str, &[u8]); 3] = [
            ("course.yaml", b"version: 1.0.0\n"),
            ("en/index.md", b"# Course\n"),
            ("en/01-a/01-b.md", text.as_bytes()),
        ];
        check(&book_of(&MemoryWorld::new(files), "en", (&theme, &catalogs)).1);
        Ok(())
    });
    made.unwrap_or_else(|error| panic!("{error}"));
}

/// Reads a file as XML: the places in it, and the links from it to pages of the book (media are not made here).
fn read(path: &OutPath, text: &str, places: &mut BTreeSet<String>, links: &mut Vec<(String, String)>) {
    let mut reader = quick_xml::Reader::from_str(text);
    places.insert(path.to_string());
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{path}: {error}")) {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    let attribute = attribute.unwrap_or_else(|error| panic!("{path}: {error}"));
                    let value = attribute.normalized_value(XmlVersion::Explicit1_0).unwrap();
                    match attribute.key.0 {
                        "id" => {
                            assert!(places.insert(format!("{path}#{value}")), "{path}: the id `{value}` is there twice")
                        }
                        "href" | "src" if !value.contains(':') && !value.contains("assets/") => {
                            links.push((path.to_string(), target_of(path, &value)))
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}

fn target_of(from: &OutPath, address: &str) -> String {
    if address.starts_with('#') {
        return format!("{from}{address}");
    }
    let mut parts: Vec<&str> = from.as_str().split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn the_same_course_gives_the_same_book() {
    assert_eq!(book("every-block", "en"), book("every-block", "en"));
    let moment = |lang| {
        let document = text(&book("every-block", lang).1, "EPUB/package.opf");
        document.split("dcterms:modified\">").nth(1).unwrap()[..20].to_owned()
    };
    assert_ne!(moment("en"), moment("ar"), "another content has another moment");
}

#[test]
fn code_runs_from_left_to_right_among_all_scripts() {
    let files: [(&str, &[u8]); 3] = [
        ("course.yaml", b"version: 1.0.0\n"),
        ("ar/index.md", b"# A\n"),
        ("ar/01-a/01-b.md", b"# B\n\n```\nx = 1\n```\n"),
    ];
    let look = (&Theme::embedded(), &Catalogs::embedded(&[]).unwrap());
    let page = text(&book_of(&MemoryWorld::new(files), "ar", look).1, "EPUB/a/b.xhtml");
    assert!(page.contains("dir=\"rtl\"") && page.contains("<pre class=\"code\" dir=\"ltr\">"), "{page}");
}

#[test]
fn a_book_asks_for_nothing_that_runs_and_tells_nothing_to_trainers_alone() {
    let (_, tree) = book("every-block", "en");
    for (path, body) in tree.iter().filter(|(path, _)| path.as_str().ends_with(".xhtml")) {
        let Body::Bytes(bytes) = body else { continue };
        let page = String::from_utf8_lossy(bytes);
        for never in [
            "<script",
            "<input",
            "<textarea",
            "<select",
            "<form",
            "<button",
            "<details",
            " onclick=",
            " data-",
            "Only for the trainer",
        ] {
            assert!(!page.contains(never), "{path}: {never}");
        }
    }
    let document = text(&tree, "EPUB/package.opf");
    assert!(!document.contains("scripted") && !document.contains("remote-resources"));
}
