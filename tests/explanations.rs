//! Every code that any room can tell has its row, its message and its explanation in all five languages.

use alforja::diagnostic::{LINTS, Severity, lint};
use alforja::locale::{Catalog, Catalogs, Explanations, Lang, Vocabulary};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const LANGUAGES: &[&str] = &["da", "en", "mn", "pt", "sq"];

/// Keys of `diagnostics` that are no codes.
const PARTS: &[&str] = &["hint/", "label/"];

/// Codes of which nothing is typed that could be shown wrong and right: what is in a picture, film, package or file
/// of a translation.
const NOTHING_TYPED: &[&str] = &[
    "budget/",
    "film/",
    "media/",
    "package/",
    "platform/",
    "rung/",
    "sound/",
    "text/",
    "transcode/",
    "translate/",
    "translation/outdated",
    "yaml/too-much",
];

/// Rooms tell these as errors in one case and as warnings in another.
const EITHER: &[&str] = &["film/cut-short", "film/no-film", "film/unreadable"];

/// Words that stand in Latin letters in Mongolian too.
const NAMES: &[&str] = &[
    "AVIF", "DOCTYPE", "GIF", "HTML", "Id", "JPEG", "MP", "PDF", "PNG", "PO", "Poedit", "SVG", "SubRip", "USB", "UTF",
    "WebM", "WebP", "WebVTT", "WhatsApp", "Windows", "XLIFF", "XML", "YAML", "Zip", "a", "f", "id", "macOS", "z",
    "zip",
];

fn catalogs() -> Catalogs {
    Catalogs::embedded(&[]).unwrap()
}

fn of_language<'a>(catalogs: &'a Catalogs, tag: &str) -> (Lang, &'a Catalog, Explanations) {
    let lang = Lang::parse(tag).unwrap();
    (lang.clone(), catalogs.get(&lang), Explanations::embedded(&lang))
}

/// Returns the texts of all sources up to their tests.
fn sources() -> Vec<(String, String)> {
    fn collect(folder: &Path, found: &mut Vec<(String, String)>) {
        let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]").next().unwrap_or("").to_owned();
                found.push((path.display().to_string(), code));
            }
        }
    }
    let mut found = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

/// Returns every text in quotation marks that has the form of a code, with what stands before it.
fn quoted(code: &str) -> impl Iterator<Item = (&str, &str)> {
    code.match_indices('"').filter_map(|(at, _)| {
        let word = code[at + 1..].split('"').next()?;
        let (area, problem) = word.split_once('/')?;
        let good = |part: &str| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || b"-0123456789".contains(&byte))
        };
        (good(area) && good(problem)).then_some((&code[..at], word))
    })
}

#[test]
fn every_code_of_the_source_has_its_row_and_every_row_is_told() {
    let catalogs = catalogs();
    let (_, english, _) = of_language(&catalogs, "en");
    let messages: BTreeSet<&str> = english.keys().filter(|key| key.contains('/')).collect();
    let mut said = BTreeSet::new();
    let mut wrong = Vec::new();
    let sources = sources();
    for (path, code) in sources.iter().filter(|(path, _)| !path.ends_with("lints.rs")) {
        for (before, word) in quoted(code).filter(|(_, word)| !PARTS.iter().any(|part| word.starts_with(part))) {
            let told = before.ends_with("Diagnostic::error(") || before.ends_with("Diagnostic::warning(");
            if (told || messages.contains(word)) && lint(word).is_none() {
                wrong.push(format!("{path}: `{word}` has no row in `LINTS` of src/diagnostic/lints.rs"));
            }
            said.insert(word);
        }
    }
    wrong.extend(
        LINTS.iter().filter(|lint| !said.contains(lint.code)).map(|lint| format!("no room tells `{}`", lint.code)),
    );
    wrong.extend(
        LINTS.iter().filter(|lint| !messages.contains(lint.code)).map(|lint| format!("`{}` has no message", lint.code)),
    );
    let parts = |key: &&&str| PARTS.iter().any(|part| key.starts_with(part));
    wrong.extend(
        messages.iter().filter(|key| !parts(key) && lint(key).is_none()).map(|key| format!("`{key}` has no row")),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rooms_tell_codes_as_severe_as_the_table_says() {
    let mut wrong = Vec::new();
    for (path, code) in sources() {
        for (before, word) in quoted(&code).filter(|(_, word)| !EITHER.contains(word)) {
            let severity = match before {
                before if before.ends_with("Diagnostic::error(") => Severity::Error,
                before if before.ends_with("Diagnostic::warning(") => Severity::Warning,
                _ => continue,
            };
            if lint(word).is_some_and(|lint| lint.severity != severity) {
                wrong.push(format!("{path}: `{word}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_is_explained_in_every_language() {
    let catalogs = catalogs();
    let all: BTreeSet<&str> = LINTS.iter().map(|lint| lint.code).collect();
    let mut wrong = Vec::new();
    for tag in LANGUAGES {
        let (lang, catalog, explanations) = of_language(&catalogs, tag);
        let words = Vocabulary { catalogs: &catalogs, lang: &lang };
        let explained: BTreeSet<&str> = explanations.codes().collect();
        wrong.extend(all.symmetric_difference(&explained).map(|code| format!("{tag}: `{code}`")));
        for code in all.intersection(&explained) {
            match explanations.of(code, words) {
                None => wrong.push(format!("{tag}: `{code}` lacks a line")),
                Some(told) => {
                    let ended = |text: &str| text.ends_with(['.', '»']) && text.chars().count() < 330;
                    if !ended(&told.why) || !ended(&told.mend) {
                        wrong.push(format!("{tag}: `{code}` is no short text of whole sentences"));
                    }
                }
            }
        }
        let areas: BTreeSet<String> = LINTS.iter().map(|lint| format!("areas.{}", lint.area())).collect();
        wrong.extend(areas.iter().filter(|key| catalog.text(key) == **key).map(|key| format!("{tag}: `{key}`")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_typed_is_shown_wrong_and_right() {
    let catalogs = catalogs();
    let (lang, _, explanations) = of_language(&catalogs, "mn");
    let words = Vocabulary { catalogs: &catalogs, lang: &lang };
    let shown: BTreeSet<&str> = explanations.with_example().collect();
    let mut wrong: Vec<String> =
        shown.iter().filter(|code| lint(code).is_none()).map(|code| format!("there is no code `{code}`")).collect();
    for lint in LINTS {
        let told = explanations.of(lint.code, words).unwrap();
        let is_typed = !NOTHING_TYPED.iter().any(|area| lint.code.starts_with(area));
        if is_typed && !shown.contains(lint.code) {
            wrong.push(format!("`{}` has no example", lint.code));
        }
        if shown.contains(lint.code) && (told.wrong.is_empty() || told.right.is_empty() || told.wrong == told.right) {
            wrong.push(format!("the example of `{}` has no two sides", lint.code));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_explanation_is_left_in_english() {
    let catalogs = catalogs();
    let (english, _, original) = of_language(&catalogs, "en");
    let mut wrong = Vec::new();
    for tag in LANGUAGES.iter().filter(|tag| **tag != "en") {
        let (lang, _, explanations) = of_language(&catalogs, tag);
        for lint in LINTS {
            let told = explanations.of(lint.code, Vocabulary { catalogs: &catalogs, lang: &lang }).unwrap();
            let of_english = original.of(lint.code, Vocabulary { catalogs: &catalogs, lang: &english }).unwrap();
            for (ours, theirs) in [(&told.why, &of_english.why), (&told.mend, &of_english.mend)] {
                if ours == theirs {
                    wrong.push(format!("{tag}: `{}`: {ours}", lint.code));
                }
                let plain: String = ours.split('`').step_by(2).collect::<Vec<_>>().join(" ");
                let mut words = plain.split(|letter: char| !letter.is_alphabetic());
                if *tag == "mn"
                    && let Some(latin) =
                        words.find(|word| word.bytes().any(|byte| byte.is_ascii_alphabetic()) && !NAMES.contains(word))
                {
                    wrong.push(format!("{tag}: `{}`: {latin}", lint.code));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What an explanation says to type is the same in every language: options, file names, signs.
#[test]
fn commands_are_the_same_in_every_language() {
    let catalogs = catalogs();
    let mut wrong = Vec::new();
    let mut commands: BTreeMap<&str, BTreeMap<&str, BTreeSet<String>>> = BTreeMap::new();
    for tag in LANGUAGES {
        let (lang, _, explanations) = of_language(&catalogs, tag);
        for lint in LINTS {
            let told = explanations.of(lint.code, Vocabulary { catalogs: &catalogs, lang: &lang }).unwrap();
            let typed = format!("{} {}", told.why, told.mend);
            let typed = typed
                .split('`')
                .skip(1)
                .step_by(2)
                .filter(|part| part.starts_with("alforja ") || part.starts_with("--"));
            commands.entry(lint.code).or_default().insert(tag, typed.map(str::to_owned).collect());
        }
    }
    for (code, languages) in commands {
        let english = &languages["en"];
        wrong.extend(
            languages
                .iter()
                .filter(|(_, typed)| *typed != english)
                .map(|(tag, typed)| format!("{tag}: `{code}`: {typed:?}")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
