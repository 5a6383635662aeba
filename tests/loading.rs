//! What a library's files become: ids, titles, order, and where links and films lead.

use alforja::load::load;
use alforja::locale::{Catalogs, Lang};
use alforja::model::{Course, Edition, Library, LinkTarget, MediaTarget};
use alforja::world::MemoryWorld;

fn library(files: &[(&str, &str)]) -> Library {
    let catalogs = Catalogs::embedded(&[]).unwrap();
    let world = MemoryWorld::new(files.iter().map(|(path, text)| (*path, text.as_bytes())));
    load(&world, &catalogs).unwrap().value
}

/// Returns `lang title: module(lesson=title …) …` of each edition.
fn outline(course: &Course) -> Vec<String> {
    let edition = |edition: &Edition| {
        let module = |module: &alforja::model::Module| {
            let lessons = module.lessons.iter().map(|lesson| format!("{}={}", lesson.id.slug(), lesson.title.value));
            format!("{}={}({})", module.id, module.title.value, lessons.collect::<Vec<_>>().join(", "))
        };
        let modules: Vec<String> = edition.modules.iter().map(module).collect();
        format!("{} {}: {}", edition.lang, edition.title.value, modules.join(" "))
    };
    course.editions.iter().map(edition).collect()
}

#[test]
fn titles_come_from_the_head_the_heading_or_the_name() {
    let library = library(&[
        ("alforja.yaml", "languages: [mn, da]\n"),
        ("savings/course.yaml", "source_language: da\n"),
        ("savings/da/index.md", "---\ntitle: Sparing\n---\n# Andet\n"),
        ("savings/da/02-later/10-b.md", "Ord.\n"),
        ("savings/da/02-later/9-a.md", "# A\n"),
        ("savings/da/01-first_steps/å.md", "Ord.\n"),
        ("savings/mn/index.md", "# Хадгаламж\n"),
    ]);
    assert_eq!(
        outline(&library.courses[0]),
        ["mn Хадгаламж: ", "da Sparing: first-steps=First steps(aa=Å) later=Later(a=A, b=B)"]
    );
}

#[test]
fn a_single_course_stands_at_the_root() {
    let library = library(&[("course.yaml", "id: savings\n"), ("en/index.md", "# A\n"), ("en/m/l.md", "# L\n")]);
    assert_eq!(library.courses[0].id.as_str(), "savings");
    assert_eq!(outline(&library.courses[0]), ["en A: m=M(l=L)"]);
    assert_eq!(library.settings.languages, [Lang::english()]);
}

#[test]
fn drafts_are_not_there() {
    let library = library(&[
        ("course.yaml", ""),
        ("en/index.md", "# A\n"),
        ("en/m/a.md", "# L\n"),
        ("en/m/b.md", "---\ndraft: true\n---\n# L\n"),
        ("en/n/index.md", "---\ndraft: true\n---\n# N\n"),
        ("en/n/a.md", "# L\n"),
        ("en/o/a.md", "---\ndraft: true\n---\n# L\n"),
        ("da/index.md", "---\ndraft: true\n---\n# A\n"),
    ]);
    assert_eq!(outline(&library.courses[0]), ["en A: m=M(a=L)"]);
}

fn links(library: &Library, lang: &str) -> Vec<String> {
    let edition = library.courses[0].edition(&Lang::parse(lang).unwrap()).unwrap();
    let lesson = edition.lessons().next().unwrap();
    let written = |target: &LinkTarget| match target {
        LinkTarget::Here(anchor) => format!("here#{anchor}"),
        LinkTarget::Catalogue => "catalogue".to_owned(),
        LinkTarget::Course { course, lang, .. } => format!("{course} {lang}"),
        LinkTarget::Glossary { lang, anchor, .. } => format!("glossary {lang} {anchor:?}"),
        LinkTarget::Module { lang, module, .. } => format!("module {lang} {module}"),
        LinkTarget::Lesson { lang, lesson, anchor, .. } => format!("lesson {lang} {lesson} {anchor:?}"),
        LinkTarget::Asset(asset) => library.courses[0].asset(*asset).path.to_string(),
        LinkTarget::Address(address) => address.to_string(),
        LinkTarget::Nowhere => "nowhere".to_owned(),
    };
    lesson.text.links.iter().map(written).collect()
}

#[test]
fn links_lead_to_pages_of_all_kinds() {
    let text = "[a](#x) [b](../index.md) [c](../) [d](index.md) [e](.) [f](../glossary.md#cash-box) [g](../../../b/da/index.md)\n\
        [h](../../../b/) [i](../../..) [j](../../da/m/l.md) [k](../n/only-en.md) [l](media/f.csv) [m](tel:+976) [n](no.md)\n\n\
        ## X {#x}\n";
    let library = library(&[
        ("alforja.yaml", "languages: [da, en]\n"),
        ("a/da/index.md", "# A\n"),
        ("a/da/m/l.md", text),
        ("a/da/glossary.md", "# G\n\nCash box\n: A box.\n"),
        ("a/en/index.md", "# A\n"),
        ("a/en/n/only-en.md", "# N\n"),
        ("a/media/f.csv", "x"),
        ("a/media/da/f.csv", "x"),
        ("b/da/index.md", "# B\n"),
        ("b/en/index.md", "# B\n"),
    ]);
    assert_eq!(
        links(&library, "da"),
        [
            "here#x",
            "a da",
            "a da",
            "module da m",
            "module da m",
            "glossary da Some(\"cash-box\")",
            "b da",
            "b da",
            "catalogue",
            "lesson da m/l None",
            "lesson en n/only-en None",
            "a/media/da/f.csv",
            "tel:+976",
            "nowhere",
        ]
    );
}

#[test]
fn one_film_is_one_however_it_is_named() {
    let text = "![F](video:talk)\n\n![F](media/talk.mp4)\n\n![F](https://youtu.be/AbC)\n\n![F](https://www.youtube.com/watch?v=AbC)\n\n\
        [![F](media/still.jpg)](https://vimeo.com/123456)\n\n![F](https://example.org/other.mp4)\n";
    let library = library(&[
        ("course.yaml", "source_language: en\n"),
        ("en/index.md", "# A\n"),
        ("en/m/l.md", text),
        ("media/talk.mp4", "x"),
        ("media/talk.en.srt", "1\n"),
        ("media/talk.en.vtt", "WEBVTT\n"),
        ("media/talk.en.chapters.vtt", "WEBVTT\n"),
        ("media/talk.da.md", "Ord.\n"),
        ("media/still.jpg", "x"),
        ("media/videos.yaml", "talk: {title: Talk, file: talk.mp4, url: https://youtu.be/AbC}\n"),
    ]);
    let course = &library.courses[0];
    let lesson = course.editions[0].lessons().next().unwrap();
    let films: Vec<&str> = lesson
        .text
        .media
        .iter()
        .map(|target| match target {
            MediaTarget::Film(film) => course.film(*film).name.as_str(),
            _ => "-",
        })
        .collect();
    assert_eq!(films, ["talk", "talk", "talk", "talk", "vimeo-123456", "example-org-other-mp4"]);
    let talk = &course.films[0];
    assert_eq!((talk.captions.len(), talk.chapters.len(), talk.transcripts.len()), (1, 1, 1));
    assert!(course.films[1].poster.is_some());
    assert!(course.asset(talk.file.unwrap()).used);
}

#[test]
fn glossaries_follow_the_alphabet_of_their_language() {
    let library = library(&[
        ("course.yaml", ""),
        ("da/index.md", "# A\n"),
        ("da/glossary.md", "# O\n\nÅr\n: x\n\nØl\n: x\n\nÆble\n: x\n\nZebra\n: x\n"),
    ]);
    let terms: Vec<&str> =
        library.courses[0].editions[0].glossary_entries.iter().map(|entry| entry.plain.as_str()).collect();
    assert_eq!(terms, ["Zebra", "Æble", "Øl", "År"]);
}

#[test]
fn loading_twice_gives_the_same() {
    let files = [
        ("course.yaml", "pass: many\n"),
        ("en/index.md", "# A\n"),
        ("en/m/l.md", "![a](x.jpg) [b](y.md)\n"),
        ("media/a.jpg", "x"),
    ];
    let catalogs = Catalogs::embedded(&[]).unwrap();
    let world = MemoryWorld::new(files.iter().map(|(path, text)| (*path, text.as_bytes())));
    let once = load(&world, &catalogs).unwrap();
    let again = load(&world, &catalogs).unwrap();
    assert_eq!(once.diagnostics, again.diagnostics);
    assert_eq!(format!("{:?}", once.value), format!("{:?}", again.value));
}
