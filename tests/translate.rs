//! Courses out to translators and back, in every form, with everything that can go wrong on the way.

use alforja::diagnostic::Severity;
use alforja::load::load;
use alforja::locale::{Catalogs, Lang};
use alforja::model::Library;
use alforja::parse::{TextKind, Unit, UnitInput, folded, pieces, units};
use alforja::span::FileId;
use alforja::translate::{
    EntryState, Export, ExportRequest, Force, Form, Memory, Merged, Scope, export, marked, merge, read, write,
};
use alforja::world::{DiskWorld, MemoryWorld};
use proptest::prelude::{ProptestConfig, any, proptest};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

static CATALOGS: LazyLock<Catalogs> = LazyLock::new(|| Catalogs::embedded(&[]).unwrap());
static SHIPPED: LazyLock<Library> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("courses");
    load(&DiskWorld::new(&root, None).unwrap(), &CATALOGS).unwrap().value
});

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

fn library(files: &[(&str, &str)]) -> Library {
    let all: BTreeMap<&str, &[u8]> = files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    load(&MemoryWorld::new(all), &CATALOGS).unwrap().value
}

fn exported(library: &Library, course: &str, to: &str, scope: Scope) -> Export {
    let course = library.courses.iter().find(|own| own.id.as_str() == course).unwrap();
    let to = lang(to);
    let source = course.settings.source_language.clone().unwrap();
    let memory = Memory::of(library, &CATALOGS, &source, &to);
    export(library, &CATALOGS, ExportRequest { course, to: &to, scope, memory: &memory }).unwrap()
}

/// Writes an export in a form, lets `edit` have its bytes, and takes all of it back.
fn returned(library: &Library, export: &Export, form: Form, force: Force) -> Merged {
    let mut all = Merged::default();
    for (_, bytes) in write(export, form, CATALOGS.get(&export.to)) {
        let merged = merge(library, &CATALOGS, &read(form, &bytes), FileId(0), force);
        all.changes.extend(merged.changes);
        all.waiting.extend(merged.waiting);
        all.diagnostics.extend(merged.diagnostics);
        all.blocks += merged.blocks;
    }
    all
}

fn codes(merged: &Merged) -> Vec<&'static str> {
    merged.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

fn forms() -> impl Iterator<Item = Form> {
    Form::ALL.iter().map(|(form, _, _)| *form)
}

/// Says something else with the same markup.
fn changed(unit: &Unit) -> String {
    let pieces = pieces(&unit.text, unit.marks, unit.kind);
    let told = pieces.iter().map(|piece| {
        let words = &unit.text[piece.range.clone()];
        match piece.code {
            Some(_) => words.to_owned(),
            None => words.chars().map(|letter| if letter == 'a' || letter == 'e' { 'ө' } else { letter }).collect(),
        }
    });
    told.collect()
}

#[test]
fn what_comes_back_unchanged_changes_nothing() {
    for (course, to) in
        [("savings-groups", "mn"), ("savings-groups", "en"), ("learning-together", "en"), ("running-a-project", "en")]
    {
        let export = exported(&SHIPPED, course, to, Scope::All);
        assert!(export.pages.len() > 10);
        for form in forms() {
            let merged = returned(&SHIPPED, &export, form, Force::default());
            assert_eq!(codes(&merged), Vec::<&str>::new(), "{course} {form:?}");
            assert!(merged.changes.is_empty() && merged.waiting.is_empty(), "{course} {form:?}");
        }
    }
}

#[test]
fn a_course_goes_into_a_new_language_in_every_form() {
    // Languages that write numbers as the source does.
    for (course, to) in [("savings-groups", "pt"), ("learning-together", "da"), ("running-a-project", "da")] {
        let mut export = exported(&SHIPPED, course, to, Scope::All);
        let mut wanted = 0;
        for page in &mut export.pages {
            for entry in &mut page.entries {
                let kind = entry.kind;
                let text = unit_of(&entry.source, kind, entry.marks);
                entry.translation = Some(changed(&text));
                entry.state = EntryState::Done;
                wanted += 1;
            }
        }
        let mut first: Option<Vec<(String, String)>> = None;
        for form in forms() {
            let merged = returned(&SHIPPED, &export, form, Force::default());
            assert_eq!(merged.diagnostics, Vec::new(), "{course} {form:?}");
            assert_eq!(merged.waiting, Vec::new());
            assert_eq!(merged.changes.len(), export.pages.len());
            let pages: Vec<(String, String)> =
                merged.changes.iter().map(|change| (change.path.to_string(), change.text.clone())).collect();
            let mut count = 0;
            for ((path, text), page) in pages.iter().zip(&export.pages) {
                assert!(path.ends_with(&format!("/{to}/{}", page.path)), "{path}");
                let kind = if path.ends_with("bank.md") { TextKind::Bank } else { TextKind::Page };
                let found = units(UnitInput { text, catalogs: &CATALOGS, kind });
                let told: Vec<String> = found.iter().map(|unit| folded(&unit.text)).collect();
                let meant: Vec<String> =
                    page.entries.iter().map(|entry| folded(entry.translation.as_ref().unwrap())).collect();
                assert_eq!(told, meant, "{path} {form:?}");
                count += found.len();
            }
            assert_eq!(count, wanted);
            let first = first.get_or_insert_with(|| pages.clone());
            assert_eq!(&pages, first, "{form:?}: every form gives the same pages");
        }
    }
}

fn unit_of(text: &str, kind: alforja::parse::UnitKind, marks: alforja::parse::Marks) -> Unit {
    let mut unit = units(UnitInput { text: "x", catalogs: &CATALOGS, kind: TextKind::Page }).remove(0);
    (unit.text, unit.kind, unit.marks) = (text.to_owned(), kind, marks);
    unit
}

const COURSE: &[(&str, &str)] = &[
    ("alforja.yaml", "title: T\nlanguages: [da, mn]\n"),
    ("c/course.yaml", "version: 1.0.0\nsource_language: da\n"),
    ("c/da/index.md", "# Kursus\n"),
    ("c/da/01-m/index.md", "# Modul\n"),
    ("c/da/01-m/01-l.md", "# Lektion\n\nSe [reglen](../index.md) og **husk** den.\n\n- et\n- to\n"),
    ("c/mn/index.md", "# Сургалт\n"),
    ("c/mn/01-m/index.md", "# Бүлэг\n"),
    ("c/mn/01-m/01-l.md", "# Хичээл\n\n[Дүрмийг](../index.md) үзээд\n**санаарай**.\n\n* нэг\n* хоёр\n"),
];

fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut files: BTreeMap<&str, &str> = COURSE.iter().copied().collect();
    files.extend(changes.iter().copied());
    files.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

/// Returns the translated lesson, which says what it was made from.
fn marked_page() -> String {
    let text = |path: &str| COURSE.iter().find(|(own, _)| *own == path).unwrap().1;
    let source = units(UnitInput { text: text("c/da/01-m/01-l.md"), catalogs: &CATALOGS, kind: TextKind::Page });
    marked(text("c/mn/01-m/01-l.md"), &lang("da"), &source)
}

/// Returns a PO file of the lesson with these pairs.
fn po(pairs: &[(&str, &str)], basis: &str) -> Vec<u8> {
    let mut po = format!(
        "msgid \"\"\nmsgstr \"\"\n\"Language: mn\\n\"\n\"X-Alforja-Course: c\\n\"\n\"X-Alforja-Basis: 01-m/01-l.md {basis}\\n\"\n"
    );
    for (source, translation) in pairs {
        po.push_str(&format!("\nmsgctxt \"01-m/01-l.md\"\nmsgid \"{source}\"\nmsgstr \"{translation}\"\n"));
    }
    po.into_bytes()
}

fn basis(library: &Library) -> String {
    let export = exported(library, "c", "mn", Scope::All);
    export.pages.iter().find(|page| page.path == "01-m/01-l.md").unwrap().basis.clone()
}

fn took(files: &[(&str, &str)], pairs: &[(&str, &str)], force: Force) -> Merged {
    let library = library(files);
    let read = read(Form::Po, &po(pairs, &basis(&library)));
    merge(&library, &CATALOGS, &read, FileId(0), force)
}

#[test]
fn only_the_bytes_of_what_was_changed_are_changed() {
    let merged = took(COURSE, &[("to", "хоёрдугаарт")], Force::default());
    assert_eq!(codes(&merged), Vec::<&str>::new());
    let text = &merged.changes[0].text;
    let body = text.split_once("---\n# ").unwrap().1;
    assert_eq!(body, "Хичээл\n\n[Дүрмийг](../index.md) үзээд\n**санаарай**.\n\n* нэг\n* хоёрдугаарт\n");
    assert!(!merged.changes[0].keeps_old);
}

#[test]
fn a_page_whose_source_has_other_blocks_is_built_anew_and_keeps_its_lines() {
    let source = "# Lektion\n\nNyt.\n\nSe [reglen](../index.md) og **husk** den.\n\n- et\n- to\n";
    let page = marked_page();
    let files = with(&[("c/da/01-m/01-l.md", source), ("c/mn/01-m/01-l.md", &page)]);
    let merged = took(&files, &[("Nyt.", "Шинэ.")], Force::default());
    assert_eq!(codes(&merged), Vec::<&str>::new());
    let body = merged.changes[0].text.split_once("---\n# ").unwrap().1;
    assert_eq!(body, "Хичээл\n\nШинэ.\n\n[Дүрмийг](../index.md) үзээд\n**санаарай**.\n\n- нэг\n- хоёр\n");
}

#[test]
fn a_page_that_lacks_a_translation_waits() {
    let source = "# Lektion\n\nNyt.\n\nMere.\n\nSe [reglen](../index.md) og **husk** den.\n\n- et\n- to\n";
    let page = marked_page();
    let files = with(&[("c/da/01-m/01-l.md", source), ("c/mn/01-m/01-l.md", &page)]);
    let merged = took(&files, &[("Nyt.", "Шинэ.")], Force::default());
    assert_eq!(codes(&merged), Vec::<&str>::new());
    assert_eq!(merged.waiting, [("c/mn/01-m/01-l.md".to_owned(), 1)]);
    assert!(merged.changes.is_empty());
}

#[test]
fn what_would_do_harm_is_refused() {
    let sentence = "Se [reglen](../index.md) og **husk** den.";
    let check = |translation: &str, expected: &[&str]| {
        assert_eq!(codes(&took(COURSE, &[(sentence, translation)], Force::default())), expected, "{translation}");
    };
    check("[Дүрэм](../index.md) санаарай.", &[]);
    check("Дүрэм **санаарай**.", &["translate/markup-lost"]);
    check("[a](../index.md) [b](../index.md)", &["translate/markup-added"]);
    check("[a](other.md)", &["translate/markup-added", "translate/markup-lost"]);
    check("# [a](../index.md)", &["translate/breaks-page"]);
    check("- [a](../index.md)", &["translate/breaks-page"]);
    check("::: [a](../index.md)", &["translate/breaks-page"]);
    check("[a](../index.md) `", &[]);
    let quiz = "# Lektion\n\n::: quiz\n### Hvor [[mange|flere]]?\n\n### Og [[12,5]]? {#b}\n:::\n";
    let page = "# Х\n\n::: quiz\n### Хэдэн [[олон]]?\n\n### [[12,5]]? {#b}\n:::\n";
    let files = with(&[("c/da/01-m/01-l.md", quiz), ("c/mn/01-m/01-l.md", page)]);
    let check = |pair: (&str, &str), expected: &[&str]| {
        assert_eq!(codes(&took(&files, &[pair], Force::default())), expected, "{pair:?}");
    };
    check(("Hvor [[mange|flere]]?", "Хэд вэ [[хэд]]?"), &[]);
    check(("Hvor [[mange|flere]]?", "Хэд вэ?"), &["translate/markup-lost"]);
    check(("Hvor [[mange|flere]]?", "Хэд [[а]] [[б]]?"), &["translate/markup-added"]);
    check(("Og [[12,5]]?", "Энэ [[12.5]]?"), &[]);
    check(("Og [[12,5]]?", "Энэ [[13]]?"), &["translate/markup-added", "translate/markup-lost"]);
}

#[test]
fn changes_since_the_export_are_never_written_over() {
    let library = library(COURSE);
    let pairs = [("to", "хоёрдугаарт")];
    let of =
        |basis: &str, force: Force| merge(&library, &CATALOGS, &read(Form::Po, &po(&pairs, basis)), FileId(0), force);
    assert_eq!(codes(&of("000000000000", Force::default())), ["translate/changed-since"]);
    assert_eq!(codes(&of("-", Force::default())), ["translate/changed-since"]);
    let forced = of("000000000000", Force { changed: true, partial: false });
    assert_eq!(codes(&forced), Vec::<&str>::new());
    assert!(forced.changes[0].keeps_old);
}

#[test]
fn blocks_of_the_translators_own_are_not_lost_silently() {
    let page = "# Хичээл\n\n[Дүрмийг](../index.md) үзээд.\n\n* нэг\n* хоёр\n\nМиний нэмсэн.\n";
    let files = with(&[("c/mn/01-m/01-l.md", page)]);
    let pairs = [("to", "хоёрдугаарт")];
    assert_eq!(codes(&took(&files, &pairs, Force::default())), ["translate/own-blocks"]);
    let forced = took(&files, &pairs, Force { changed: true, partial: false });
    assert!(forced.changes[0].keeps_old, "{forced:?}");
}

#[test]
fn a_file_of_another_version_of_the_course_is_told_block_by_block() {
    let pairs = [("to", "хоёр!"), ("tre", "гурав"), ("fire", "")];
    let merged = took(COURSE, &pairs, Force::default());
    assert_eq!(codes(&merged), ["translate/no-longer-there"]);
    let partial = took(COURSE, &pairs, Force { changed: false, partial: true });
    assert_eq!((codes(&partial), partial.changes.len()), (Vec::new(), 1));
}

#[test]
fn the_same_words_twice_keep_their_places() {
    let files = with(&[
        ("c/da/01-m/01-l.md", "# Lektion\n\n- en\n- en\n"),
        ("c/mn/01-m/01-l.md", "# Хичээл\n\n- нэг\n- нэг\n"),
    ]);
    let library = library(&files);
    for form in forms() {
        let mut export = exported(&library, "c", "mn", Scope::All);
        let page = export.pages.iter_mut().find(|page| page.path == "01-m/01-l.md").unwrap();
        page.entries[1].translation = Some("А".to_owned());
        page.entries[2].translation = Some("Б".to_owned());
        let merged = returned(&library, &export, form, Force::default());
        assert_eq!(merged.changes.len(), 1, "what came back as it went keeps its bytes");
        assert!(merged.changes[0].text.ends_with("- А\n- Б\n"), "{form:?} {merged:?}");
    }
}

#[test]
fn bad_files_are_told_and_give_nothing() {
    let library = library(COURSE);
    let check = |form: Form, bytes: &[u8], expected: &[&str]| {
        let merged = merge(&library, &CATALOGS, &read(form, bytes), FileId(0), Force::default());
        assert_eq!(codes(&merged), expected, "{}", String::from_utf8_lossy(bytes));
        assert!(merged.diagnostics.iter().all(|diagnostic| diagnostic.severity == Severity::Error));
    };
    let head = "msgid \"\"\nmsgstr \"\"\n\"Language: mn\\n\"\n\"X-Alforja-Course: c\\n\"\n";
    let po = |rest: &str| format!("{head}{rest}").into_bytes();
    check(Form::Po, b"", &["translate/no-head"]);
    check(Form::Po, b"\xff\xfe", &["translate/not-utf8"]);
    check(Form::Po, &po("\"Content-Type: text/plain; charset=windows-1251\\n\"\n"), &["translate/not-utf8"]);
    check(Form::Po, &po("\nmsgid \"a\"\nmsgstr \"b\"\n"), &["translate/no-context"]);
    check(Form::Po, &po("\nmsgctxt \"x.md\"\nmsgid \"a\"\nmsgstr \"b\"\n"), &["translate/no-page"]);
    check(
        Form::Po,
        &po("\nmsgctxt \"index.md\"\nmsgid \"a\nmsgstr \"b\"\nnonsense\n"),
        &["translate/po-line", "translate/po-line", "translate/po-line"],
    );
    let twice = "\nmsgctxt \"index.md\"\nmsgid \"Kursus\"\nmsgstr \"b\"\n".repeat(2);
    check(
        Form::Po,
        &po(&format!(
            "\"X-Alforja-Basis: index.md {}\\n\"\n{twice}",
            exported(&library, "c", "mn", Scope::All).pages[0].basis
        )),
        &["translate/twice"],
    );
    check(
        Form::Po,
        &String::from_utf8(po("")).unwrap().replace("Course: c", "Course: d").into_bytes(),
        &["translate/no-course"],
    );
    check(Form::Po, &String::from_utf8(po("")).unwrap().replace("mn", "da").into_bytes(), &["translate/own-language"]);
    check(Form::Po, &po("\"X-Source-Language: sq\\n\"\n"), &["translate/other-source"]);
    check(Form::Xliff, b"<a/>", &["translate/not-xliff"]);
    check(Form::Xliff, b"<xliff version=\"1.2\"/>", &["translate/not-xliff"]);
    check(Form::Xliff, b"<xliff version=\"2.1\"><file>", &["translate/xml"]);
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><xliff version=\"2.1\">&b;</xliff>";
    check(Form::Xliff, bomb.as_bytes(), &["translate/xml-doctype"]);
    check(Form::Xliff, b"<xliff version=\"2.1\">&b;</xliff>", &["translate/xml-entity"]);
    check(Form::Xlsx, b"", &["translate/not-spreadsheet"]);
    check(Form::Xlsx, b"PK\x03\x04", &["translate/not-spreadsheet"]);
    check(Form::Md, b"# Words", &["translate/no-head"]);
    check(Form::Md, b"\xc3\x28", &["translate/not-utf8"]);
}

#[test]
fn a_spreadsheet_that_would_become_too_much_is_refused() {
    // 100 MB of spaces in a few kilobytes.
    let parts = [("xl/workbook.xml", b"<workbook/>".to_vec()), ("xl/_rels/workbook.xml.rels", vec![b' '; 100_000_000])];
    let mut tree = alforja::tree::FileTree::default();
    for (path, bytes) in parts {
        tree.add(alforja::tree::OutPath::new(path).unwrap(), alforja::tree::Body::Bytes(bytes));
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.xlsx");
    let world = MemoryWorld::new(BTreeMap::<&str, &[u8]>::new());
    alforja::output::zip(&world, &tree, &file, &alforja::progress::Silent).unwrap();
    let bytes = std::fs::read(&file).unwrap();
    assert!(bytes.len() < 500_000);
    let merged = merge(&library(COURSE), &CATALOGS, &read(Form::Xlsx, &bytes), FileId(0), Force::default());
    assert_eq!(codes(&merged), ["translate/not-spreadsheet"]);
}

#[test]
fn a_translation_memory_spans_the_library() {
    // Nothing of this course is in Mongolian; what the other course says in English and Mongolian helps.
    let files = with(&[
        ("c/en/index.md", "# Course\n"),
        ("c/en/01-m/index.md", "# Module\n"),
        ("c/en/01-m/01-l.md", "# Lesson\n\nSee [the rule](../index.md) and **remember** it.\n\n- one\n- two\n"),
        ("d/course.yaml", "version: 1.0.0\nsource_language: en\n"),
        ("d/en/index.md", "# Lesson\n\nLook at [the rule](../index.md) and **remember** it.\n"),
    ]);
    let library = library(&files);
    let export = exported(&library, "d", "mn", Scope::Todo);
    let entries = &export.pages[0].entries;
    assert_eq!(entries[0].suggestions[0].text, "Хичээл");
    assert_eq!(entries[0].suggestions[0].percent, 100);
    assert!(entries[1].suggestions[0].text.starts_with("[Дүрмийг](../index.md)"), "{:?}", entries[1]);
    assert!((70..100).contains(&entries[1].suggestions[0].percent));
}

/// Changes bytes of a file as chance will have it.
fn damaged(bytes: &[u8], changes: &[(usize, u8, u8)]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (at, what, byte) in changes {
        if bytes.is_empty() {
            break;
        }
        let at = at % bytes.len();
        match what % 4 {
            0 => bytes[at] = *byte,
            1 => drop(bytes.remove(at)),
            2 => bytes.insert(at, *byte),
            _ => bytes.truncate(at.max(bytes.len() / 2)),
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_file_makes_the_program_fall(changes in proptest::collection::vec((any::<usize>(), any::<u8>(), any::<u8>()), 1..6)) {
        type Files = Vec<(Form, Vec<u8>)>;
        static FILES: LazyLock<(Library, Files)> = LazyLock::new(|| {
            let library = library(COURSE);
            let export = exported(&library, "c", "mn", Scope::All);
            let files = forms().flat_map(|form| write(&export, form, CATALOGS.get(&export.to)).into_iter().map(move |(_, bytes)| (form, bytes)));
            let files = files.collect();
            (library, files)
        });
        for (form, bytes) in &FILES.1 {
            let read = read(*form, &damaged(bytes, &changes));
            let merged = merge(&FILES.0, &CATALOGS, &read, FileId(0), Force { changed: true, partial: true });
            for diagnostic in &merged.diagnostics {
                assert!(diagnostic.span.range().end <= read.text.len() || read.text.is_empty(), "{diagnostic:?}");
            }
            for change in &merged.changes {
                // Damage may make another language of the file's; its pages are that one's then, and in the course still.
                let folder = change.path.as_str().strip_prefix("c/").and_then(|rest| rest.split_once('/'));
                assert!(folder.is_some_and(|(lang, _)| Lang::parse(lang).is_some()), "{}", change.path);
            }
        }
    }
}
