//! What each format becomes: `tests/import/NAME` is read, and what it becomes stands in `tests/import/NAME.expected`.
//! A folder is put into a zip first. `UPDATE=1` rewrites what is expected; read the difference.

use alforja::import::{self, Body, Imported, Input, Layout, Refusal};
use alforja::locale::{Catalogs, Lang};
use alforja::output::Archive;
use alforja::parse::{ParseInput, TextKind, parse_text};
use alforja::span::FileId;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

fn read(name: &str, bytes: Vec<u8>) -> Result<(&'static str, Imported), Refusal> {
    let body = match import::is_zip(&bytes) {
        true => Body::Zip(Archive::of_bytes(bytes).map_err(|_| Refusal::new("import.bad-zip"))?),
        false => Body::Bytes(bytes),
    };
    let mut input = Input { name: name.to_owned(), lang: Lang::english(), body };
    import::read(&mut input).map(|(format, imported)| (format.name, imported))
}

fn catalogs() -> &'static Catalogs {
    static CATALOGS: OnceLock<Catalogs> = OnceLock::new();
    CATALOGS.get_or_init(|| Catalogs::embedded(&[]).unwrap())
}

/// Returns everything that a file becomes, and checks that none of it is an error.
fn told(name: &str, bytes: Vec<u8>) -> String {
    let (format, imported) = match read(name, bytes) {
        Ok(read) => read,
        Err(refusal) => return format!("refused: {}\n", refusal.0.key),
    };
    let lang = Lang::english();
    let layout = Layout {
        lang: &lang,
        title: name.split('.').next().unwrap(),
        truth: ["True", "False"],
        first_module: 1,
        modules: BTreeSet::new(),
        media: BTreeSet::new(),
    };
    let pages = import::pages(&imported, &layout);
    let mut told =
        format!("{format}: {} lessons, {} questions, media {:?}\n", pages.lessons, pages.questions, pages.media);
    for (path, text) in pages.texts.iter().filter(|(path, _)| !path.ends_with("/index.md")) {
        let input = ParseInput { file: FileId(0), text, lang: &lang, catalogs: catalogs(), kind: TextKind::Page };
        let parsed = parse_text(input);
        // What the file of another program says twice stands there twice: whoever wrote it is told.
        let wrong = parsed.diagnostics.iter().find(|told| told.code != "question/same-answer");
        assert!(wrong.is_none(), "{name}: {wrong:?}\n{text}");
        told.push_str(&format!("\n=== {path}\n{text}"));
    }
    for words in import::lost_words(&imported.lost, catalogs().get(&lang)) {
        told.push_str(&format!("\nlost: {}\n", words.what));
        words.places.iter().for_each(|place| told.push_str(&format!("  {place}\n")));
    }
    told
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import")
}

fn bytes_of(path: &Path) -> Vec<u8> {
    if path.is_file() {
        return fs::read(path).unwrap();
    }
    let mut files = Vec::new();
    gather(path, path, &mut files);
    files.sort();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    zipped(&files)
}

fn gather(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => gather(root, &path, files),
            false => {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                files.push((name, fs::read(&path).unwrap()));
            }
        }
    }
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn files_become_what_is_expected() {
    let mut wrong = Vec::new();
    let mut count = 0;
    let mut paths: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_none_or(|ending| ending != "expected" && ending != "md"))
    {
        count += 1;
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let actual = told(&name, bytes_of(path));
        let place = folder().join(format!("{name}.expected"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&place, &actual).unwrap();
        } else if fs::read_to_string(&place).unwrap_or_default() != actual {
            wrong.push(format!("{name} becomes now:\n{actual}"));
        }
    }
    assert!(count >= 4 && wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn old_encodings_are_read() {
    let gift = "Hvad er en låneforening? {=en gruppe ~en bank}";
    let (windows, _): (Vec<u8>, ()) = (gift.chars().map(|letter| letter as u32 as u8).collect(), ());
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(gift.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in [gift.as_bytes().to_vec(), windows, utf16] {
        assert!(told("a.gift", bytes).contains("### Hvad er en låneforening?"));
    }
}

#[test]
fn hostile_files_are_refused() {
    let check = |name: &str, bytes: Vec<u8>, key: &str| assert_eq!(read(name, bytes).unwrap_err().0.key, key, "{name}");
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE quiz [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><quiz><question type=\"essay\"><name><text>&b;</text></name></question></quiz>";
    check("bomb.xml", bomb.into(), "import.entities");
    let outside = "<!DOCTYPE quiz [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><quiz><question>&a;</question></quiz>";
    check("outside.xml", outside.into(), "import.entities");
    check("many.gift", "Who? {=a ~b}\n\n".repeat(20_001).into(), "import.too-many");
    check("nothing.txt", "Just some words.\n".into(), "import.unknown");
    check("broken.xml", "<quiz><question type=\"essay\">".into(), "import.broken-xml");
    check("deep.xml", format!("<quiz><question>{}", "<a>".repeat(50_000)).into(), "import.broken-xml");
    let zip = zipped(&[("imsmanifest.xml", b"<manifest"), ("qti.xml", b"<a/>")]);
    check("half.zip", zip, "import.broken-xml");
    // A file of items far longer than any, out of a small zip.
    let long = vec![b' '; 33_000_000];
    let manifest =
        b"<manifest><resources><resource type='imsqti_item_xmlv2p1' href='item.xml'/></resources></manifest>";
    check("long.zip", zipped(&[("imsmanifest.xml", manifest), ("item.xml", &long)]), "import.damaged");
}

/// No name in a zip leads anywhere: what is written has names of our own.
#[test]
fn names_in_a_zip_lead_nowhere() {
    let manifest =
        b"<manifest><resources><resource type='imsqti_item_xmlv2p1' href='../../qti.xml'/></resources></manifest>";
    let picture = fs::read(folder().join("items.zip/items/img/sign.png")).unwrap();
    let item = "<assessmentItem title='x'><responseDeclaration identifier='R' cardinality='single'><correctResponse><value>a</value></correctResponse></responseDeclaration><itemBody><p>Look <img src='../../../etc/sign.png' alt='y'/> here</p><choiceInteraction responseIdentifier='R' maxChoices='1'><simpleChoice identifier='a'>A</simpleChoice><simpleChoice identifier='b'>B</simpleChoice></choiceInteraction></itemBody></assessmentItem>";
    let zip = zipped(&[("imsmanifest.xml", manifest), ("qti.xml", item.as_bytes()), ("etc/sign.png", &picture)]);
    let told = told("slip.zip", zip);
    assert!(told.contains("media [\"sign.png\"]") && told.contains("(media/sign.png)"), "{told}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(150) })]

    /// Files that were damaged on their way are read or refused; what is read is never an error in a lesson.
    #[test]
    fn damaged_files_do_no_harm(which in 0..3_usize, cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..12_usize, 0..8_usize), 1..6)) {
        const PIECES: &[&str] = &["", "{", "}", "~", "=", "#", "\n\n", "<p>", "</text>", "%", "->", "::", "]]>", "&#0;", "\u{f1000}", "[[1]]"];
        let name = ["documented.gift", "questions.xml", "letters.txt"][which];
        let mut text = fs::read_to_string(folder().join(name)).unwrap();
        for (at, length, piece) in cuts {
            let letters: Vec<char> = text.chars().collect();
            let start = at.index(letters.len());
            let end = (start + length).min(letters.len());
            text = letters[..start].iter().collect::<String>() + PIECES[(piece * 2) % PIECES.len()] + &letters[end..].iter().collect::<String>();
        }
        told(name, text.into_bytes());
    }
}
