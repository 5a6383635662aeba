//! The browser's runtime: plain scripts, joined in order behind the words of one language.

use crate::locale::Catalog;
use crate::render::shrink::shrink;
use serde::Serialize;
use serde_json::{Map, Value};

macro_rules! script {
    ($($path:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!("../../player/", $path)))),+]
    };
}

/// The player's files, in the order they are joined: name and text.
pub const PLAYER_FILES: &[(&str, &str)] = script![
    "words.js",
    "typed.js",
    "grade.js",
    "draw.js",
    "state.js",
    "page.js",
    "store.js",
    "save.js",
    "progress.js",
    "contents.js",
    "choice.js",
    "gaps.js",
    "order.js",
    "open.js",
    "card.js",
    "quiz.js",
    "survey.js",
    "start.js",
];

/// What keeps notes and brings films to life, for the pages that hold any; in a script of its own.
const NOTES_FILES: &[(&str, &str)] = script!["notes.js", "film.js"];

/// The page that keeps the learner's state on `file:` addresses.
pub const HUB: &str = include_str!("../../player/hub.html");

#[derive(Serialize)]
struct Start<'a> {
    words: Map<String, Value>,
    forms: &'a [&'static str],
    table: &'a str,
    decimal: &'a str,
    group: &'a str,
}

/// Returns one classic script: the words of `section`, then `files`.
///
/// `words` holds texts and plural forms; `forms` names the plural forms that the language has, and
/// `table` says for each count from 0 to 199 which of them it takes (a count from 200 on takes that of
/// `100 + count % 100`).
pub fn bundle(catalog: &Catalog, section: &str, files: &[(&str, &str)]) -> String {
    let mut words = Map::new();
    for (name, _) in catalog.section(section) {
        let key = format!("{section}.{name}");
        let value = match catalog.forms(&key) {
            Some(forms) => forms.iter().map(|(form, text)| (form.clone(), Value::from(text.as_str()))).collect(),
            None => Value::from(catalog.text(&key)),
        };
        words.insert(name.to_owned(), value);
    }
    let mut forms: Vec<&'static str> = Vec::new();
    let mut table = String::new();
    for count in 0..200 {
        let form = catalog.plural_category(count);
        let index = forms.iter().position(|known| *known == form).unwrap_or_else(|| {
            forms.push(form);
            forms.len() - 1
        });
        table.push(char::from_digit(index as u32, 10).unwrap_or('0'));
    }
    let start = Start { words, forms: &forms, table: &table, decimal: catalog.decimal(), group: catalog.group() };
    format!("window.alforja={};\n{}", crate::render::view::json(&start).0, joined(files))
}

/// Returns the script that keeps notes and films; it has no words of its own.
pub(crate) fn notes() -> String {
    joined(NOTES_FILES)
}

fn joined(files: &[(&str, &str)]) -> String {
    files.iter().map(|(_, text)| shrink(text)).collect()
}

#[cfg(test)]
mod tests {
    use super::{PLAYER_FILES, bundle};
    use crate::locale::{Catalogs, Lang};

    #[test]
    fn a_bundle_begins_with_its_words() {
        let catalogs = Catalogs::embedded(&[]).unwrap();
        let script = bundle(catalogs.get(&Lang::parse("pt").unwrap()), "player", PLAYER_FILES);
        let first = script.lines().next().unwrap();
        let start: serde_json::Value =
            serde_json::from_str(first.strip_prefix("window.alforja=").unwrap().trim_end_matches(';')).unwrap();
        assert_eq!(start["decimal"], ",");
        assert_eq!(start["forms"], serde_json::json!(["one", "other"]));
        assert_eq!(start["table"].as_str().unwrap().len(), 200);
        assert!(start["table"].as_str().unwrap().starts_with("0011"), "Portuguese counts 0 as one");
        assert!(start["words"]["check"].is_string());
        assert!(!script.contains("/*"));
    }
}
