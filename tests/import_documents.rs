//! Documents, H5P and pages of other programs become courses: each sample of `tests/fixtures/documents` is imported by the
//! program itself, and all that it wrote and said is compared. Damaged and hostile files are refused in plain words.

use alforja::import::{Body, Imported, Input, Layout, Refusal, pages, read};
use alforja::locale::{Catalogs, Lang};
use alforja::output::Archive;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/documents")
}

/// Returns the files of a folder, by their paths below it.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                found.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn zipped<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Returns a sample: a file, or a folder that is the inside of a zip.
fn sample(name: &str) -> Vec<u8> {
    let path = fixtures().join(name);
    if path.is_file() {
        return fs::read(path).unwrap();
    }
    zipped(files(&path).iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())))
}

fn taken(name: &str, bytes: Vec<u8>) -> Result<Imported, Refusal> {
    let body = match alforja::import::is_zip(&bytes) {
        true => Body::Zip(Archive::of_bytes(bytes).map_err(|_| Refusal::new("import.bad-zip"))?),
        false => Body::Bytes(bytes),
    };
    let mut input = Input { name: name.to_owned(), lang: Lang::english(), body };
    let (_, imported) = read(&mut input)?;
    let lang = Lang::english();
    let layout = Layout {
        lang: &lang,
        title: "x",
        first_module: 1,
        modules: BTreeSet::new(),
        media: BTreeSet::new(),
        truth: ["True", "False"],
    };
    let written = pages(&imported, &layout);
    assert_eq!(written.media.len(), imported.media.len());
    Ok(imported)
}

/// Imports a sample by the program; returns what it said, and every text that it wrote.
fn told(name: &str) -> String {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join(name), sample(name)).unwrap();
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_alforja"))
            .args(arguments)
            .current_dir(place.path())
            .env("LC_ALL", "en")
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{name}: {said}");
        said
    };
    let mut told = run(&["import", name]);
    let (stem, _) = name.rsplit_once('.').unwrap();
    let course = place.path().join(stem);
    for (path, bytes) in files(&course) {
        told.push_str(&format!("\n=== {path}\n"));
        match path.ends_with(".md") || path.ends_with(".yaml") {
            true if path != "import-report.md" => told.push_str(&String::from_utf8(bytes).unwrap()),
            _ => told.push_str(&format!("{} bytes\n", bytes.len())),
        }
    }
    let checked = run(&["--library", stem, "check"]);
    // All but how long it took.
    let summary = checked.lines().find_map(|line| line.rsplit_once(", in ")).map_or(checked.as_str(), |(said, _)| said);
    told + "\n=== check\n" + summary + "\n"
}

#[test]
fn word_documents_become_courses() {
    for name in ["word.docx", "google.docx", "libreoffice.docx"] {
        insta::assert_snapshot!(name.replace('.', "-"), told(name));
    }
}

#[test]
fn h5p_packages_become_courses() {
    for name in ["questions.h5p", "book.h5p"] {
        insta::assert_snapshot!(name.replace('.', "-"), told(name));
    }
}

#[test]
fn pages_become_courses() {
    for name in ["package.zip", "site.zip", "project.elpx", "project.elp", "one.html"] {
        insta::assert_snapshot!(name.replace('.', "-"), told(name));
    }
}

const DOCUMENT: &str = "word/document.xml";

/// Returns a document whose body is `body`.
fn document(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let text = format!("<w:document><w:body>{body}</w:body></w:document>");
    let own = [("[Content_Types].xml", "<Types/>"), (DOCUMENT, text.as_str())];
    zipped(own.iter().chain(more).map(|(name, text)| (*name, text.as_bytes())))
}

fn refused(name: &str, bytes: Vec<u8>) -> &'static str {
    taken(name, bytes).map(|imported| format!("{imported:?}")).unwrap_err().0.key
}

#[test]
fn what_cannot_be_read_is_refused_with_what_to_do() {
    let compound = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old".to_vec();
    let mut protected = compound.clone();
    protected.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let zip = |names: &[&str]| zipped(names.iter().map(|name| (*name, b"<a/>".as_slice())));
    let check = |name: &str, bytes: Vec<u8>, key: &str| assert_eq!(refused(name, bytes), key, "{name}");
    check("a.doc", compound, "import.kind-doc");
    check("a.docx", protected, "import.kind-protected");
    check("a.pdf", b"%PDF-1.7".to_vec(), "import.kind-pdf");
    check("a.rtf", b"{\\rtf1".to_vec(), "import.kind-rtf");
    check("a.odt", zip(&["mimetype", "META-INF/manifest.xml", "content.xml"]), "import.kind-odt");
    check("a.pptx", zip(&["[Content_Types].xml", "ppt/presentation.xml"]), "import.kind-pptx");
    check("a.xlsx", zip(&["[Content_Types].xml", "xl/workbook.xml"]), "import.kind-xlsx");
    check("a.mbz", zip(&["moodle_backup.xml"]), "import.kind-mbz");
    check("a.epub", zip(&["mimetype", "META-INF/container.xml", "a.xhtml"]), "import.kind-book");
    check("a.docx", zip(&["[Content_Types].xml", "word/styles.xml"]), "import.docx-broken");
    check("a.docx", zip(&["[Content_Types].xml", DOCUMENT]), "import.docx-broken");
    check("a.h5p", zip(&["h5p.json", "content/content.json"]), "import.h5p-broken");
    check("a.zip", zip(&["index.html", "imsmanifest.xml"]), "import.no-text");
    check("a.html", b"<html><script>document.write('x')</script></html>".to_vec(), "import.no-text");
}

#[test]
fn hostile_documents_fill_nothing_and_reach_nothing() {
    let deep = format!("{}{}", "<w:tbl><w:tr><w:tc>".repeat(30_000), "</w:tc></w:tr></w:tbl>".repeat(30_000));
    assert_eq!(refused("deep.docx", document(&deep, &[])), "import.docx-broken");
    let bomb = "<!DOCTYPE w [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><w:document><w:body/></w:document>";
    let bytes = zipped([("[Content_Types].xml", b"<a/>".as_slice()), (DOCUMENT, bomb.as_bytes())]);
    assert_eq!(refused("bomb.docx", bytes), "import.entities");
    // A style that is based on itself, a note that mentions itself, a picture outside.
    let styles =
        "<w:styles><w:style w:styleId=\"a\"><w:name w:val=\"a\"/><w:basedOn w:val=\"a\"/></w:style></w:styles>";
    let notes = "<w:footnotes><w:footnote w:id=\"1\"><w:p><w:r><w:t>n</w:t><w:footnoteReference w:id=\"1\"/></w:r></w:p></w:footnote></w:footnotes>";
    let relations = "<Relationships><Relationship Id=\"s\" Type=\"x/styles\" Target=\"styles.xml\"/><Relationship Id=\"f\" Type=\"x/footnotes\" Target=\"footnotes.xml\"/>
        <Relationship Id=\"p\" Type=\"x/image\" Target=\"../../../etc/passwd.png\"/><Relationship Id=\"q\" Type=\"x/image\" Target=\"media/none.png\"/></Relationships>";
    let body = "<w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr><w:r><w:t>x</w:t><w:footnoteReference w:id=\"1\"/><w:drawing><a:blip r:embed=\"p\"/></w:drawing><w:drawing><a:blip r:embed=\"q\"/></w:drawing></w:r></w:p>";
    let more =
        [("word/_rels/document.xml.rels", relations), ("word/styles.xml", styles), ("word/footnotes.xml", notes)];
    let imported = taken("a.docx", document(body, &more)).unwrap();
    assert!(imported.media.is_empty(), "{:?}", imported.media);
    assert_eq!(imported.lost.iter().filter(|lost| lost.what.key == "import.lost-missing").count(), 2);
}

#[test]
fn hostile_pages_fill_nothing_and_reach_nothing() {
    let deep = format!("<html><body>{}x</body></html>", "<div><ul><li><table><tr><td>".repeat(20_000));
    assert!(taken("deep.html", deep.into_bytes()).is_ok());
    let page = "<html><body><h1>A</h1><p><img src=\"../../etc/passwd.png\"><img src=\"file:///etc/a.png\"><a href=\"javascript:alert(1)\">b</a>
        <a href=\"../../x.pdf\">c</a><script>alert(1)</script></p><p onclick=\"alert(1)\">d</p></body></html>";
    let imported =
        taken("a.zip", zipped([("a/index.html", page.as_bytes()), ("../../x.pdf", b"x".as_slice())])).unwrap();
    assert!(imported.media.is_empty(), "{:?}", imported.media);
    let table = format!(
        "<html><body><table><tr>{}</tr></table></body></html>",
        "<td rowspan=9999999 colspan=9999999>a".repeat(3_000)
    );
    assert!(taken("wide.html", table.into_bytes()).is_ok());
    let json = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let bytes = zipped([("h5p.json", b"{}".as_slice()), ("content/content.json", json.as_bytes())]);
    assert_eq!(refused("a.h5p", bytes), "import.h5p-broken");
}

/// Every message that the importers name is there, in every language; the languages are compared elsewhere.
#[test]
fn every_message_is_there() {
    let catalogs = Catalogs::embedded(&[]).unwrap();
    let english = catalogs.get(&Lang::english());
    let mut missing = BTreeSet::new();
    for (path, bytes) in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/import")) {
        let text = String::from_utf8(bytes).unwrap();
        for piece in text.split("\"import.").skip(1) {
            let key = format!("import.{}", piece.split('"').next().unwrap_or(""));
            if english.text(&key) == key {
                missing.insert(format!("{path}: {key}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// A change of a sample: which of its files, where, and what is done there.
fn changes() -> impl Strategy<Value = Vec<(u16, u16, u8, u8)>> {
    prop::collection::vec(any::<(u16, u16, u8, u8)>(), 1..5)
}

/// Cuts, doubles, or overwrites a piece of a file.
fn changed(bytes: &mut Vec<u8>, at: u16, what: u8, with: u8) {
    if bytes.is_empty() {
        return;
    }
    let begin = usize::from(at) * bytes.len() / 65_536;
    let end = (begin + usize::from(with) + 1).min(bytes.len());
    match what % 4 {
        0 => drop(bytes.drain(begin..end)),
        1 => {
            let piece = bytes[begin..end].to_vec();
            bytes.splice(begin..begin, piece);
        }
        2 => bytes[begin] = with,
        _ => bytes.truncate(begin),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_is_too_much(which in 0..9_usize, changes in changes()) {
        let names = ["word.docx", "google.docx", "libreoffice.docx", "questions.h5p", "book.h5p", "package.zip", "site.zip", "project.elpx", "project.elp"];
        let mut inside = files(&fixtures().join(names[which]));
        for (file, at, what, with) in changes {
            let index = usize::from(file) % inside.len();
            changed(&mut inside[index].1, at, what, with);
        }
        let bytes = zipped(inside.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
        // Read or refused, it comes to an end.
        let _outcome = taken(names[which], bytes);
    }

    #[test]
    fn any_page_is_read(text in "(<[/]?(p|b|a|ul|li|table|tr|td|h1|h3|div|img|pre|details|summary|dl|dt|dd|br|video|iframe)( (href|src|id|rowspan)=.?[a-z#.]{0,4})?>|[a-z ]{0,4}|&[a-z]{0,3};?){0,60}") {
        let _outcome = taken("a.html", format!("<html>{text}").into_bytes());
    }
}
