//! What authors are told: each case is the smallest library that shows one problem.
//!
//! [`GOOD`] is a course without a fault. A case replaces or adds files; what it must be told is one line a
//! diagnostic: `path:line:column severity code`.

use alforja::check::{CHECKS, check};
use alforja::diagnostic::{Diagnostic, Severity};
use alforja::load::{LoadError, load};
use alforja::locale::Catalogs;
use alforja::model::Library;
use alforja::world::MemoryWorld;
use std::collections::{BTreeMap, BTreeSet};

const GOOD: &[(&str, &str)] = &[
    ("course.yaml", "version: 1.0.0\nsource_language: en\nroles: [member]\n"),
    ("en/index.md", "# A course\n\nWords.\n"),
    ("en/01-m/index.md", "# A module\n\nWords.\n"),
    ("en/01-m/01-l.md", "# A lesson\n\n## Part\n\nWords.\n"),
];

fn world(files: &[(&str, &[u8])], base: &[(&str, &str)]) -> MemoryWorld {
    let mut all: BTreeMap<&str, &[u8]> = base.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    all.extend(files.iter().copied());
    MemoryWorld::new(all)
}

fn told(world: &MemoryWorld) -> (Library, Vec<Diagnostic>) {
    let catalogs = Catalogs::embedded(&[]).unwrap();
    let loaded = load(world, &catalogs).expect("there is a library");
    let mut diagnostics = loaded.diagnostics;
    diagnostics.extend(check(&loaded.value));
    (loaded.value, diagnostics)
}

fn short(library: &Library, diagnostic: &Diagnostic) -> String {
    let file = library.sources.file(diagnostic.span.file);
    let place = library.sources.place(diagnostic.span);
    let severity = if diagnostic.severity == Severity::Error { "error" } else { "warning" };
    format!("{}:{}:{} {severity} {}", file.path, place.line, place.column, diagnostic.code)
}

fn find_bytes(files: &[(&str, &[u8])], base: &[(&str, &str)], expected: &[&str]) {
    let (library, diagnostics) = told(&world(files, base));
    let mut found: Vec<String> = diagnostics.iter().map(|diagnostic| short(&library, diagnostic)).collect();
    let mut expected = expected.to_vec();
    found.sort();
    expected.sort_unstable();
    assert_eq!(found, expected, "{files:?}");
}

/// The course [`GOOD`] with `files` is told `expected`.
fn find(files: &[(&str, &str)], expected: &[&str]) {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    find_bytes(&files, GOOD, expected);
}

/// The library of `files` alone is told `expected`.
fn find_alone(files: &[(&str, &str)], expected: &[&str]) {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    find_bytes(&files, &[], expected);
}

/// The lesson of the course [`GOOD`] with the words `text` is told `expected`.
fn lesson(text: &str, expected: &[&str]) {
    let text = format!("# A lesson\n\n## Part\n\n{text}\n");
    let expected: Vec<String> = expected.iter().map(|line| format!("en/01-m/01-l.md:{line}")).collect();
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    find(&[("en/01-m/01-l.md", &text)], &expected);
}

#[test]
fn meetings_have_a_day_and_forms_a_field() {
    lesson("::: event {title=\"Forum\"}\nTalk.\n:::", &["5:1 warning event/no-date"]);
    lesson("::: event {date=2027-04-30}\nTalk.\n:::", &[]);
    lesson("::: plan\nThink of your group.\n:::", &["5:1 warning plan/no-field"]);
    for field in [
        "Who? [[text]]",
        "- [ ] Ready",
        "| a | b |\n|---|---|\n| c | *[[number]]* |",
        "> [[date]]",
        "::: details\n[[text]]\n:::",
    ] {
        lesson(&format!(":::: plan\n{field}\n::::"), &[]);
    }
}

#[test]
fn lessons_and_modules_have_a_title() {
    find(&[("en/01-m/01-l.md", "Words.\n")], &["en/01-m/01-l.md:1:1 warning lesson/no-title"]);
    find(&[("en/01-m/01-l.md", "---\nminutes: 5\n---\nWords.\n")], &["en/01-m/01-l.md:1:1 warning lesson/no-title"]);
    find(&[("en/01-m/01-l.md", "---\ntitle: L\n---\nWords.\n")], &[]);
    find(&[("en/01-m/index.md", "Words.\n")], &["en/01-m/index.md:1:1 warning module/no-title"]);
    let bare = [
        ("course.yaml", "version: 1.0.0\n"),
        ("en/index.md", "# A course\n\nWords.\n"),
        ("en/01-m/01-l.md", "# A lesson\n\nWords.\n"),
    ];
    find_alone(&bare, &["en/01-m/01-l.md:1:1 warning module/no-title"]);
}

#[test]
fn a_good_course_is_told_nothing() {
    find(&[], &[]);
}

#[test]
fn links_are_looked_up() {
    let good = "[a](#part) [b](#top) [c](index.md) [d](../index.md) [e](01-l.md#part) [f](01-l.md#top) \
        [g](https://example.org) [h](mailto:a@example.org) [i](./) [j](../) [k](../../)";
    lesson(good, &[]);
    lesson("[a](#prat)", &["5:1 error link/missing-anchor"]);
    lesson("[a](02-l.md)", &["5:1 error link/missing"]);
    lesson("[a](01-l.md#nowhere)", &["5:1 error link/missing-anchor"]);
    lesson("[a](../../../../x.md)", &["5:1 error link/outside"]);
    lesson("[a](/x.md)", &["5:1 error link/absolute"]);
    lesson("[a]()", &["5:1 error link/empty"]);
    lesson("Өрх [a](x.md)", &["5:5 error link/missing"]);
}

#[test]
fn a_link_to_what_is_not_there_in_this_language_leads_to_another() {
    let danish: &[(&str, &str)] = &[
        ("da/index.md", "# Et kursus\n\nOrd.\n"),
        ("da/01-m/index.md", "# Et modul\n\nOrd.\n"),
        ("da/01-m/01-l.md", "# En lektion\n\n[a](02-b.md)\n"),
        ("en/01-m/02-b.md", "# Another\n\nWords.\n"),
    ];
    find(danish, &["da/01-m/01-l.md:3:1 warning link/untranslated", "en/01-m/02-b.md:1:1 warning lesson/untranslated"]);
}

#[test]
fn drafts_are_left_out() {
    find(
        &[("en/01-m/02-d.md", "---\ndraft: true\n---\n[a](x.md)\n"), ("en/01-m/01-l.md", "# L\n\n[a](02-d.md)\n")],
        &["en/01-m/01-l.md:3:1 warning link/draft"],
    );
}

#[test]
fn pictures_are_looked_up() {
    let picture: (&str, &str) = ("media/a b.jpg", "x");
    find(&[picture, ("en/01-m/01-l.md", "# L\n\n![A](<media/a b.jpg>) ![A](media/a%20b.jpg)\n")], &[]);
    find(&[picture, ("en/01-m/01-l.md", "# L\n\n![A](<../../media/a b.jpg>)\n")], &[]);
    find(&[picture, ("en/01-m/01-l.md", "# L\n\n![-](<media/a b.jpg>)\n")], &[]);
    find(
        &[picture, ("en/01-m/01-l.md", "# L\n\n![](<media/a b.jpg>)\n")],
        &["en/01-m/01-l.md:3:1 warning picture/no-alternative"],
    );
    find(
        &[picture, ("en/01-m/01-l.md", "# L\n\n![A](<media/A B.jpg>)\n")],
        &["en/01-m/01-l.md:3:1 error media/missing", "media/a b.jpg:1:1 warning file/unused"],
    );
    lesson("![A](media/a.jpg)", &["5:1 error media/missing"]);
    lesson("![A](https://example.org/a.jpg)", &["5:1 warning media/web-picture"]);
    lesson("![A](C:\\a.jpg)", &["5:1 error link/scheme"]);
    lesson("![A](/a.jpg)", &["5:1 error media/absolute"]);
    lesson("![A](../../../a.jpg)", &["5:1 error media/outside"]);
    find(
        &[("media/a.pdf", "x"), ("en/01-m/01-l.md", "# L\n\n![A](media/a.pdf)\n\n[A](media/a.pdf)\n")],
        &["en/01-m/01-l.md:3:1 error media/not-shown"],
    );
    find(&[("media/a.pdf", "x")], &["media/a.pdf:1:1 warning file/unused"]);
    find(
        &[("en/01-m/photo.jpg", "x"), ("en/01-m/01-l.md", "# L\n\n![A](photo.jpg)\n")],
        &["en/01-m/01-l.md:3:1 error media/missing", "en/01-m/photo.jpg:1:1 warning file/unused"],
    );
}

#[test]
fn a_download_that_runs_scripts_is_refused() {
    let lesson = ("en/01-m/01-l.md", "# L\n\n[A game](media/game.HTML) and [a form](media/form.csv)\n");
    find(
        &[("media/game.HTML", "x"), ("media/form.csv", "x"), lesson],
        &["media/game.HTML:1:1 error file/runs-scripts"],
    );
}

#[test]
fn a_languages_own_picture_stands_in() {
    find(&[("media/a.svg", "x"), ("media/en/a.svg", "x"), ("en/01-m/01-l.md", "# L\n\n![A](media/a.svg)\n")], &[]);
    find(
        &[("media/a.svg", "x"), ("media/da/a.svg", "x"), ("en/01-m/01-l.md", "# L\n\n![A](media/a.svg)\n")],
        &["media/da/a.svg:1:1 warning file/unused"],
    );
}

const CUES: &str = "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n";

#[test]
fn broken_captions_are_told_where_they_are_broken() {
    let shown = ("en/01-m/01-l.md", "# L\n\n![F](media/f.mp4)\n");
    let captions = |text, expected: &[&str]| find(&[("media/f.mp4", "x"), shown, ("media/f.en.vtt", text)], expected);
    captions(
        "WEBVTT\n\n00:01.000 --> 00:02:5:0\nOne\n\n00:03.000 --> 00:02.000\nTwo\n\n00:04.000 --> 00:05.000\nThree\n\nFour\n",
        &[
            "media/f.en.vtt:3:1 warning captions/time",
            "media/f.en.vtt:6:1 warning captions/backwards",
            "media/f.en.vtt:12:1 warning captions/no-time",
        ],
    );
    captions("WEBVTT\n", &["media/f.en.vtt:1:1 error media/unreadable-captions"]);
    captions("", &["media/f.en.vtt:1:1 error media/unreadable-captions"]);
    captions("Only words.\n", &["media/f.en.vtt:1:1 error media/unreadable-captions"]);
    find(
        &[("media/f.mp4", "x"), shown, ("media/f.en.vtt", CUES), ("media/f.en.chapters.vtt", "nothing")],
        &["media/f.en.chapters.vtt:1:1 error media/unreadable-captions"],
    );
    find(
        &[("en/01-m/01-l.md", "# L\n\nWords.\n"), ("media/f.en.vtt", "nothing")],
        &["media/f.en.vtt:1:1 warning file/unused"],
    );
}

#[test]
fn films_find_what_belongs_to_them() {
    find(
        &[
            ("media/f.mp4", "x"),
            ("media/f.jpg", "x"),
            ("media/f.en.vtt", CUES),
            ("media/f.en.md", "Words.\n"),
            ("en/01-m/01-l.md", "# L\n\n![F](media/f.mp4)\n"),
        ],
        &[],
    );
    find(
        &[("media/f.mp4", "x"), ("media/f.da.vtt", CUES), ("en/01-m/01-l.md", "# L\n\n![F](media/f.mp4)\n")],
        &["en/01-m/01-l.md:3:1 warning film/no-captions"],
    );
    find(
        &[("media/f.mp3", "x"), ("en/01-m/01-l.md", "# L\n\n![F](media/f.mp3)\n")],
        &["en/01-m/01-l.md:3:1 warning sound/no-transcript"],
    );
    find(&[("media/f.mp3", "x"), ("media/f.en.srt", CUES), ("en/01-m/01-l.md", "# L\n\n![F](media/f.mp3)\n")], &[]);
    find(
        &[("media/f.mp4", "x"), ("media/f.en.vtt", CUES), ("en/01-m/01-l.md", "# L\n\n![](media/f.mp4)\n")],
        &["en/01-m/01-l.md:3:1 warning film/no-title"],
    );
    lesson("![F](https://youtu.be/abc)", &[]);
    lesson("![F](video:interveiw)", &["5:1 error media/unknown-film"]);
}

#[test]
fn listed_films_are_looked_up() {
    let shown = ("en/01-m/01-l.md", "# L\n\n![F](video:f)\n");
    find(&[shown, ("media/videos.yaml", "f: {url: https://youtu.be/abc}\n")], &[]);
    let films = "f: {url: https://youtu.be/abc}\ng: {url: https://youtu.be/def}\n";
    find(&[shown, ("media/videos.yaml", films)], &["media/videos.yaml:2:1 warning video/unused"]);
    find(&[shown, ("media/videos.yaml", "f: {file: f.mp4}\n")], &["media/videos.yaml:1:11 warning video/file-missing"]);
    find(
        &[shown, ("media/f.mp4", "xy"), ("media/videos.yaml", "f: {file: f.mp4, size: 3, captions: {en: f.vtt}}\n")],
        &[
            "en/01-m/01-l.md:3:1 warning film/no-captions",
            "media/videos.yaml:1:24 warning video/other-size",
            "media/videos.yaml:1:42 error media/missing",
        ],
    );
    find(&[shown, ("media/videos.yaml", "f: {url: youtu}\n")], &["media/videos.yaml:1:10 error video/url"]);
    find(
        &[shown, ("media/a.txt", "x"), ("media/videos.yaml", "f: {file: a.txt, captions: {en: a.txt}}\n")],
        &[
            "media/a.txt:1:1 warning file/unused",
            "media/videos.yaml:1:11 error video/no-film",
            "media/videos.yaml:1:33 error video/no-captions",
        ],
    );
}

#[test]
fn covers_are_pictures() {
    find(&[("course.yaml", "cover: media/a.svg\n"), ("media/a.svg", "x")], &[]);
    find(&[("course.yaml", "cover: a.svg\n")], &["course.yaml:1:8 error media/missing"]);
    find(
        &[("course.yaml", "cover: media/a.mp4\n"), ("media/a.mp4", "x")],
        &["course.yaml:1:8 error media/no-picture", "media/a.mp4:1:1 warning file/unused"],
    );
}

#[test]
fn bytes_that_are_no_utf_8_are_told() {
    let case = |bytes: &[u8], expected: &[&str]| find_bytes(&[("en/01-m/01-l.md", bytes)], GOOD, expected);
    case("\u{FEFF}# L\r\n\r\nWords.\r\n".as_bytes(), &[]);
    case(b"# L\xE5n\n\nWords.\n", &["en/01-m/01-l.md:1:1 error text/encoding"]);
    case(b"\xFF\xFE#\0 \0L\0\n\0\n\0W\0", &["en/01-m/01-l.md:1:1 error text/encoding"]);
    case("# Lån\n\næ\n".as_bytes(), &[]);
    case(b"# L\xC3\xA5n\n\n\xFF\n", &["en/01-m/01-l.md:3:1 error text/broken"]);
    case(
        &vec![b'a'; 9 * 1024 * 1024],
        &["en/01-m/01-l.md:1:1 error text/too-long", "en/01-m/01-l.md:1:1 warning lesson/empty"],
    );
}

#[test]
fn the_shape_of_a_course_is_looked_at() {
    find(&[("en/01-m/02-l.md", "# Other\n\nWords.\n")], &["en/01-m/02-l.md:1:1 error course/same-id"]);
    find(&[("en/02-m/index.md", "# Other\n\nWords.\n")], &["en/02-m/index.md:1:1 error course/same-id"]);
    find(&[("en/02-n/index.md", "# Other\n\nWords.\n")], &["en/02-n/index.md:1:1 warning module/empty"]);
    find(&[("en/01-m/01-l.md", "# L\n")], &["en/01-m/01-l.md:1:1 warning lesson/empty"]);
    find(&[("en/notes.md", "x")], &["en/notes.md:1:1 warning file/unused"]);
    find(&[("EN/index.md", "# A\n\nWords.\n")], &["course.yaml:1:1 error course/same-language"]);
    find_alone(&[("course.yaml", "")], &["course.yaml:1:1 error course/no-language"]);
    find_alone(
        &[("alforja.yaml", "languages: [en]"), ("a/course.yaml", ""), ("a/en/m/l.md", "# L\n\nWords.\n")],
        &["a/en/m/l.md:1:1 error course/no-index", "a/en/m/l.md:1:1 warning module/no-title"],
    );
    find_alone(
        &[("alforja.yaml", "title: A"), ("A B/en/index.md", "# L\n\nWords.\n")],
        &["A B/en/index.md:1:1 warning course/folder-name"],
    );
    find_alone(&[("alforja.yaml", "title: A")], &["alforja.yaml:1:1 warning library/no-courses"]);
    find_alone(
        &[("alforja.yaml", "languages: [da]"), ("a/en/index.md", "# A\n\nWords.\n")],
        &["a/en/index.md:1:1 warning library/language-not-listed", "alforja.yaml:1:1 warning library/language-absent"],
    );
    find_alone(
        &[("alforja.yaml", ""), ("a/en/index.md", "# A\n\nWords.\n"), ("courses/a/en/index.md", "# A\n\nWords.\n")],
        &["courses/a/en/index.md:1:1 error course/same-id"],
    );
}

#[test]
fn requirements_are_looked_up() {
    let course = |yaml: &'static str| [("course.yaml", yaml)];
    find(&course("requires: [other]\n"), &["course.yaml:1:12 warning course/unknown-requirement"]);
    find_alone(
        &[
            ("alforja.yaml", ""),
            ("a/course.yaml", "requires: [b]\n"),
            ("b/course.yaml", "requires: [a]\n"),
            ("a/en/index.md", "# A\n\nWords.\n"),
            ("b/en/index.md", "# B\n\nWords.\n"),
        ],
        &["a/course.yaml:1:12 error course/requires-itself", "b/course.yaml:1:12 error course/requires-itself"],
    );
}

#[test]
fn translations_are_compared() {
    find(
        &[
            ("da/index.md", "# Et kursus\n\nOrd.\n"),
            ("da/01-m/index.md", "# Et modul\n\nOrd.\n"),
            ("da/01-m/09-x.md", "# En lektion\n\nOrd.\n"),
        ],
        &["da/01-m/09-x.md:1:1 warning lesson/not-in-source", "en/01-m/01-l.md:1:1 warning lesson/untranslated"],
    );
}

fn translated(source: &str, translation: &str, expected: &[&str]) {
    let source = format!("# L\n\n::: quiz\n\n{source}\n\n:::\n");
    let translation = format!("# L\n\n::: quiz\n\n{translation}\n\n:::\n");
    find(
        &[
            ("da/index.md", "# Et kursus\n\nOrd.\n"),
            ("da/01-m/index.md", "# Et modul\n\nOrd.\n"),
            ("en/01-m/01-l.md", &source),
            ("da/01-m/01-l.md", &translation),
        ],
        expected,
    );
}

#[test]
fn translated_questions_are_compared() {
    let source = "### Q\n- [x] a\n- [ ] b\n";
    translated(source, "### S\n- [x] a\n- [ ] b\n", &[]);
    translated(source, "### S\n- [ ] a\n- [x] b\n", &["da/01-m/01-l.md:5:1 error translation/right-answer-differs"]);
    let gaps = "### Q\nThe [[(chair)|guest]] opens, the [[clerk]] writes.\n";
    translated(gaps, "### S\n[[skriver]] skriver, [[(leder)|gæst]] åbner.\n", &[]);
    translated(
        gaps,
        "### S\n[[leder|(gæst)]] åbner, [[skriver]] skriver.\n",
        &["da/01-m/01-l.md:5:1 error translation/right-answer-differs"],
    );
    translated(source, "### S\n- [x] a\n- [ ] b\n- [ ] c\n", &["da/01-m/01-l.md:5:1 error translation/answers-differ"]);
    translated(source, "### S {.open}\n", &["da/01-m/01-l.md:5:1 error translation/kind-differs"]);
    translated(source, "### S {#s}\n- [x] a\n- [ ] b\n", &["da/01-m/01-l.md:5:1 error translation/id-differs"]);
    translated(
        source,
        "### S {points=2}\n- [x] a\n- [ ] b\n",
        &["da/01-m/01-l.md:5:1 error translation/points-differ"],
    );
    translated(
        source,
        "### S\n- [x] a\n- [ ] b\n\n### T\n- [x] a\n- [ ] b\n",
        &["da/01-m/01-l.md:3:1 error translation/questions-differ"],
    );
    translated("### Q\n[[12.5]]\n", "### S\n[[12,5]]\n", &[]);
}

#[test]
fn quizzes_are_looked_at() {
    let question = "### Q {#q}\n- [x] a\n- [ ] b\n";
    let quiz = format!("# L\n\n::: quiz\n\n{question}\n:::\n");
    find(&[("en/01-m/01-l.md", &quiz), ("en/01-m/02-k.md", &quiz)], &["en/01-m/02-k.md:5:1 error question/same-id"]);
    lesson("::: quiz {from=bank.md}\n:::", &["5:16 error quiz/missing-bank"]);
    let drawing = "# L\n\n::: quiz {from=../bank.md draw=1}\n:::\n\n::: quiz {from=../bank.md draw=1}\n:::\n";
    find(&[("en/bank.md", question), ("en/01-m/01-l.md", drawing)], &[]);
    find(
        &[("en/bank.md", question), ("en/01-m/01-l.md", "# L\n\n::: quiz {from=../bank.md draw=2}\n:::\n")],
        &["en/01-m/01-l.md:3:1 error quiz/draws-too-many"],
    );
    find(&[("en/01-m/bank.md", question), ("en/01-m/01-l.md", &drawing.replace("../", ""))], &[]);
}

#[test]
fn headings_and_anchors_are_looked_at() {
    lesson("#### Deep\n\nWords.", &["5:1 warning heading/skipped-level"]);
    lesson("## A {#a}\n\n## B {#a}\n\nWords.", &["7:7 error id/duplicate"]);
    lesson("## A\n\n## A\n\nWords.", &[]);
}

#[test]
fn roles_are_listed() {
    let roles = "---\ntitle: L\nroles: [member, meber]\n---\nWords.\n";
    find(&[("en/01-m/01-l.md", roles)], &["en/01-m/01-l.md:3:17 warning lesson/unknown-role"]);
}

#[test]
fn names_can_be_held_by_every_computer() {
    find(&[("en/01-m/02-why?.md", "# L\n\nWords.\n")], &["en/01-m/02-why?.md:1:1 error name/forbidden"]);
    find(
        &[("en/con/index.md", "# M\n\nWords.\n"), ("en/con/01-l.md", "# L\n\nWords.\n")],
        &["en/con/01-l.md:1:1 error name/forbidden"],
    );
    find(
        &[
            ("media/A.svg", "x"),
            ("media/a.svg", "x"),
            ("en/01-m/01-l.md", "# L\n\n![A](media/a.svg) ![A](media/A.svg)\n"),
        ],
        &["media/a.svg:1:1 error name/only-case-differs"],
    );
    let long = format!("en/{}/{}.md", "m".repeat(80), "l".repeat(80));
    let module = format!("en/{}/index.md", "m".repeat(80));
    let files = [(module.as_str(), "# M\n\nWords.\n"), (long.as_str(), "# L\n\nWords.\n")];
    find(&files, &[&format!("{long}:1:1 warning name/long-path")]);
}

#[test]
fn a_broken_head_is_told_and_the_rest_is_read() {
    find(
        &[("en/01-m/01-l.md", "---\ntytle: L\nminutes: many\n---\n[a](x.md)\n"), ("course.yaml", "pass: a: b\n")],
        &[
            "course.yaml:1:8 error yaml/second-colon",
            "en/01-m/01-l.md:2:1 error yaml/unknown-key",
            "en/01-m/01-l.md:3:10 error yaml/not-number",
            "en/01-m/01-l.md:5:1 error link/missing",
        ],
    );
}

#[test]
fn without_a_library_nothing_is_loaded() {
    let catalogs = Catalogs::embedded(&[]).unwrap();
    let loaded = load(&MemoryWorld::new([("readme.txt", b"x".as_slice())]), &catalogs);
    assert!(matches!(loaded, Err(LoadError::NoLibrary)));
}

#[test]
fn every_message_is_there_in_english() {
    let catalogs = Catalogs::embedded(&[]).unwrap();
    let known: BTreeSet<&str> = catalogs.get(&alforja::locale::Lang::english()).keys().collect();
    let lacking: Vec<&str> = CHECKS.iter().map(|check| check.code).filter(|code| !known.contains(code)).collect();
    assert!(lacking.is_empty(), "{lacking:?}");
    let mut lacking = BTreeSet::new();
    for text in sources(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))) {
        for start in
            ["Diagnostic::error(\"", "Diagnostic::warning(\"", "Message::new(\"", "\"hint/", "\"label/", "=> \"yaml/"]
        {
            for (place, _) in text.match_indices(start) {
                let rest = &text[place + start.find('"').unwrap_or(0) + 1..];
                let key = rest.split('"').next().unwrap_or("");
                if !known.contains(key) && key.contains('/') {
                    lacking.insert(key.to_owned());
                }
            }
        }
    }
    assert!(lacking.is_empty(), "{lacking:?}");
}

fn sources(folder: &std::path::Path) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            texts.push(std::fs::read_to_string(path).unwrap());
        }
    }
    texts
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_told_of_not_stumbled_over(
        head: Vec<u8>,
        yaml in "[a-c:{}\\[\\] \\n\\t-]{0,40}",
        text in "(\\PC|\\n|::: quiz|\\[\\[|!\\[a\\]\\(|media/|\\.\\./){0,40}",
    ) {
        let files: &[(&str, &[u8])] = &[
            ("en/01-m/01-l.md", text.as_bytes()),
            ("en/01-m/02-k.md", &head),
            ("course.yaml", yaml.as_bytes()),
            ("media/videos.yaml", yaml.as_bytes()),
            ("alforja.yaml", &head),
        ];
        let (library, diagnostics) = told(&world(files, GOOD));
        for diagnostic in &diagnostics {
            proptest::prop_assert!(!short(&library, diagnostic).is_empty());
        }
    }
}

#[test]
fn names_that_are_passed_over_are_told_with_the_right_one() {
    find(
        &[("en/01-m/Index.md", "# L\n\nWords.\n"), ("en/01-m/index.md", "# M\n\nWords.\n")],
        &["en/01-m/index.md:1:1 error name/only-case-differs"],
    );
    find(&[("en/01-m/02-b.markdown", "# B\n")], &["en/01-m/02-b.markdown:1:1 warning file/other-name"]);
    find(&[("en/GLOSSARY.md", "# G\n")], &["en/GLOSSARY.md:1:1 warning file/other-name"]);
    find(&[("en/notes.txt", "x")], &["en/notes.txt:1:1 warning file/unused"]);
    find(
        &[("portugues/index.md", "# C\n"), ("portugues/01-m/index.md", "# M\n")],
        &["portugues/01-m/index.md:1:1 warning file/other-name"],
    );
    find_alone(
        &[("alforja.yml", "theme: x"), ("courses/a/course.yml", "x"), ("courses/a/en/index.md", "# A\n\nWords.\n")],
        &["alforja.yml:1:1 warning file/other-name", "courses/a/course.yml:1:1 warning file/other-name"],
    );
    find_alone(
        &[("alforja.yaml", "title: {en: A}\n"), ("courses/a/en/Index.MD", "# A\n\nWords.\n")],
        &["alforja.yaml:1:1 warning library/no-courses", "courses/a/en/Index.MD:1:1 warning file/other-name"],
    );
}

#[test]
fn a_theme_must_be_there() {
    let library = |theme: &str, expected: &[&str]| {
        let settings = format!("title: {{en: A}}\nlanguages: [en]\ntheme: {theme}\n");
        let course = ("a/en/index.md", "# A\n\nWords.\n");
        find_alone(&[("alforja.yaml", &settings), course, ("themes/ours/theme.yaml", "")], expected);
    };
    library("ours", &[]);
    library("default", &[]);
    library("our", &["alforja.yaml:3:8 error library/no-theme"]);
}

#[test]
fn an_answer_stands_once() {
    let quiz = |answers: &str, expected: &[&str]| lesson(&format!("::: quiz\n### Q\n\n{answers}:::"), expected);
    quiz("- [x] *One*\n- [ ] One\n- [ ] one\n", &[]);
    quiz("- [x] One\n- [ ] Two\n- [ ] One\n", &["10:1 warning question/same-answer"]);
}

#[test]
fn what_has_no_effect_is_told() {
    lesson(
        "> [!NOTTE]\n> Words.\n\n> [!WARNING]\n> Words.\n\n> [!x](a) words",
        &["5:5 warning fence/unknown-callout", "11:3 error link/missing"],
    );
    lesson("> > [!Nota]\n> > Words.", &["5:7 warning fence/unknown-callout"]);
    lesson(
        "::: plan\n[[number]] [[sum]]\n\n| A |\n|---|\n| [[number]] |\n| [[sum]] |\n:::",
        &["6:12 warning field/sum-outside-table"],
    );
    let quiz = |question: &str, expected: &[&str]| lesson(&format!("::: quiz\n### {question}\n:::"), expected);
    quiz("Q {.open .strict .fixed}", &["6:1 warning question/no-effect", "6:1 warning question/no-effect"]);
    quiz("Q [[a]] {.strict points=2}", &[]);
    quiz("Q {.fixed points=2}\n- [x] a\n- [ ] b\n", &[]);
    quiz("Q\n- [x] a\n- [ ] b\n\n:::: wrong {answer=\"b\"}\nNo.\n::::\n", &["10:1 warning question/answer-not-typed"]);
    quiz("Q [[a]]\n\n:::: wrong {answer=\"b\"}\nNo.\n::::\n", &[]);
    lesson("::: survey\n### Q {points=2}\n- [ ] a\n- [ ] b\n:::", &["6:1 warning question/no-effect"]);
}

#[test]
fn advice_does_not_overlap() {
    let advice = |ranges: &[(u8, u8)], expected: &[&str]| {
        let blocks: Vec<String> =
            ranges.iter().map(|(from, to)| format!(":::: advice {{from={from} to={to}}}\nDo.\n::::\n")).collect();
        lesson(&format!("::: quiz\n### Q [[a]]\n\n{}:::", blocks.concat()), expected);
    };
    advice(&[(70, 100), (0, 69)], &[]);
    advice(&[(0, 70), (70, 100)], &["11:1 warning quiz/advice-overlaps"]);
    advice(
        &[(0, 100), (10, 20), (30, 40)],
        &["11:1 warning quiz/advice-overlaps", "14:1 warning quiz/advice-overlaps"],
    );
}
