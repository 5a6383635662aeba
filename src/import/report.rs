//! What could not be carried over, in the author's words.

use crate::import::Lost;
use crate::locale::Catalog;
use std::collections::BTreeMap;

/// What was lost in the same way, and each place where it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostWords {
    /// What was lost.
    pub what: String,
    /// Where, in the order of the file; empty: in the file as a whole.
    pub places: Vec<String>,
}

/// Returns what was lost, each thing once, in the order in which it was met.
pub fn lost_words(lost: &[Lost], catalog: &Catalog) -> Vec<LostWords> {
    let mut told: Vec<LostWords> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for one in lost {
        let arguments: Vec<(&str, &str)> =
            one.what.arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let what = catalog.fill(one.what.key, &arguments);
        let at = *known.entry(what.clone()).or_insert_with(|| {
            told.push(LostWords { what, places: Vec::new() });
            told.len() - 1
        });
        if let Some(place) = place(one, catalog)
            && told[at].places.last() != Some(&place)
        {
            told[at].places.push(place);
        }
    }
    told
}

/// The longest name of a question that is told, in letters.
const LONGEST_NAME: usize = 60;

fn place(lost: &Lost, catalog: &Catalog) -> Option<String> {
    let name = lost.name.as_deref().map(short);
    match (name, lost.line) {
        (Some(name), Some(line)) => {
            Some(catalog.fill("import.place-line", &[("name", &name), ("line", &line.to_string())]))
        }
        (Some(name), None) => Some(catalog.fill("import.place", &[("name", &name)])),
        (None, Some(line)) => Some(catalog.fill("import.line", &[("line", &line.to_string())])),
        (None, None) => None,
    }
}

fn short(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name: String = name.chars().filter(|letter| !letter.is_control()).collect();
    match name.chars().count() > LONGEST_NAME {
        true => format!("{}…", name.chars().take(LONGEST_NAME).collect::<String>().trim_end()),
        false => name,
    }
}

/// Returns the list that is kept beside the course, as Markdown; empty where nothing was lost.
pub fn report(files: &[(String, &[Lost])], catalog: &Catalog) -> String {
    let mut told = String::new();
    for (file, lost) in files.iter().filter(|(_, lost)| !lost.is_empty()) {
        told.push_str(&format!("\n## {}\n\n", short(file)));
        for words in lost_words(lost, catalog) {
            told.push_str(&format!("- {}\n", words.what));
            words.places.iter().for_each(|place| told.push_str(&format!("  - {place}\n")));
        }
    }
    if told.is_empty() { told } else { format!("# {}\n{told}", catalog.text("import.report-title")) }
}
