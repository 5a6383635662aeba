//! The five interface languages are complete and alike: the same messages, the same placeholders, the plural
//! forms that each language needs, and names of blocks that mean one thing only.

use alforja::locale::{Catalog, Lang, Named};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const LANGUAGES: &[&str] = &["da", "en", "mn", "pt", "sq"];

#[test]
fn every_language_has_every_message() {
    let catalogs = catalogs();
    let english: BTreeSet<&str> = catalogs["en"].keys().collect();
    let mut wrong = Vec::new();
    for (language, catalog) in &catalogs {
        let keys: BTreeSet<&str> = catalog.keys().collect();
        wrong.extend(english.difference(&keys).map(|key| format!("{language}: `{key}` is missing")));
        wrong.extend(keys.difference(&english).map(|key| format!("{language}: `{key}` is in no other language")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_message_has_the_placeholders_of_the_english_one() {
    let catalogs = catalogs();
    let english = &catalogs["en"];
    let mut wrong = Vec::new();
    for (language, catalog) in &catalogs {
        for key in catalog.keys() {
            let (ours, theirs) = (placeholders(catalog.text(key)), placeholders(english.text(key)));
            if ours != theirs {
                wrong.push(format!("{language}: `{key}` has {ours:?}, in English {theirs:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn plural_messages_have_the_forms_of_their_language() {
    let catalogs = catalogs();
    let mut wrong = Vec::new();
    for (language, catalog) in &catalogs {
        let needed: BTreeSet<&str> = (0..=200).map(|count| catalog.plural_category(count)).collect();
        for key in catalog.keys().filter(|key| !catalogs["en"].plural_forms(key).is_empty()) {
            let forms: BTreeSet<&str> = catalog.plural_forms(key).into_iter().collect();
            if forms != needed {
                wrong.push(format!("{language}: `{key}` has the forms {forms:?}, {needed:?} are needed"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_message_is_left_in_english() {
    let catalogs = catalogs();
    let mut wrong = Vec::new();
    for (language, catalog) in catalogs.iter().filter(|(language, _)| **language != "en") {
        for key in catalog.keys() {
            let (text, english) = (catalog.text(key), catalogs["en"].text(key));
            // A long sentence is never the same in two languages; a short word may be.
            if text == english && english.split_whitespace().count() > 3 {
                wrong.push(format!("{language}: `{key}` is English: {text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A word means one thing in all languages; values only among those of one attribute.
#[test]
fn a_word_names_one_thing_only() {
    for named in Named::ALL {
        let mut meanings: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for catalog in catalogs().values() {
            for (name, words) in catalog.names(named) {
                assert!(!words.is_empty(), "{}: `{name}` has no word", catalog.name());
                let (of, bare) = name.rsplit_once('.').unwrap_or(("", name));
                for word in words.iter().map(String::as_str).chain([bare]) {
                    assert_eq!(*word, word.to_lowercase(), "names are lower case");
                    let letters = |letter: char| letter.is_alphanumeric() || letter == '-';
                    assert!(word.chars().all(letters), "`{word}`: a name is one word");
                    meanings.entry(format!("{of} {word}")).or_default().insert(name.clone());
                }
            }
        }
        let doubtful: Vec<_> = meanings.iter().filter(|(_, names)| names.len() > 1).collect();
        assert!(doubtful.is_empty(), "{doubtful:?}");
    }
}

#[test]
fn every_language_names_the_same_things() {
    let catalogs = catalogs();
    for (language, catalog) in &catalogs {
        for named in Named::ALL {
            let ours: Vec<&String> = catalog.names(named).keys().collect();
            let english: Vec<&String> = catalogs["en"].names(named).keys().collect();
            assert_eq!(ours, english, "{language}");
        }
    }
}

/// The names in the handbook are those that are read, in each language that it is in. `UPDATE=1` writes the tables anew.
#[test]
fn the_names_are_written_down() {
    let handbook = Path::new(env!("CARGO_MANIFEST_DIR")).join("courses/handbook");
    let pages = catalogs().into_keys().map(|lang| handbook.join(lang).join("09-look-up/05-names.md"));
    let pages: Vec<_> = pages.filter(|page| page.exists()).collect();
    assert!(!pages.is_empty(), "the lesson is there");
    for page in pages {
        let written = fs::read_to_string(&page).expect("the page can be read");
        let told = with_tables(&written);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&page, &told).expect("the page can be written");
        } else {
            assert!(told == written, "{} lists other names: UPDATE=1 cargo test --test locales", page.display());
        }
    }
}

/// Returns the page with our tables in the place of its own: the text around them is the author's.
fn with_tables(page: &str) -> String {
    let mut tables = tables().into_iter();
    let (mut told, mut in_table) = (String::new(), false);
    for line in page.lines() {
        let is_row = line.starts_with('|');
        if is_row && !in_table {
            told += &tables.next().expect("no more tables than we have");
        } else if !is_row {
            told += &format!("{line}\n");
        }
        in_table = is_row;
    }
    assert!(tables.next().is_none(), "the page has a place for each table");
    told
}

/// Returns the tables of blocks, of keys of a lesson's head, of attributes and of values.
fn tables() -> Vec<String> {
    let catalogs = catalogs();
    let table = |named: Named| {
        let mut told = "| English | português | dansk | shqip | монгол |\n|---|---|---|---|---|\n".to_owned();
        for name in catalogs["en"].names(named).keys() {
            let words = |language: &str| {
                let words = &catalogs[language].names(named)[name];
                words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
            };
            let columns = ["pt", "da", "sq", "mn"].map(words).join(" | ");
            told += &format!("| `{}` | {columns} |\n", name.replace('.', "="));
        }
        told.replace("| `flag=", "| `draft: ")
    };
    [Named::Block, Named::Key, Named::Attribute, Named::Value].into_iter().map(table).collect()
}

fn catalogs() -> BTreeMap<&'static str, Catalog> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    let read = |language: &&'static str| {
        let text = fs::read_to_string(folder.join(format!("{language}.yaml"))).expect("the locale file is there");
        let catalog = Catalog::read(&text).expect("the locale file is sound");
        assert_eq!(Some(catalog.lang()), Lang::parse(language).as_ref());
        (*language, catalog)
    };
    LANGUAGES.iter().map(read).collect()
}

/// Returns the names in braces of a message.
fn placeholders(text: &str) -> BTreeSet<&str> {
    let names = text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name);
    names
        .filter(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'))
        .collect()
}
