//! Every snippet, with what it proposes left as it is, is sound in its place and in each language.

use alforja::check::check;
use alforja::editor::{Place, SNIPPETS, snippets, written};
use alforja::load::load;
use alforja::locale::{Catalogs, Lang, Named, Vocabulary};
use alforja::starter::{NewLibrary, library};
use alforja::world::MemoryWorld;
use std::collections::BTreeSet;

const LANGUAGES: &[&str] = &["pt", "da", "sq", "mn", "en"];

/// Returns a body as it stands when nobody changes what is proposed: `${1:words}` is `words`, `${1|a,b|}` is `a`.
fn filled(body: &str) -> String {
    let mut text = String::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once('$') {
        text.push_str(before);
        rest = match after.strip_prefix('{') {
            None => after.trim_start_matches(|letter: char| letter.is_ascii_digit()),
            Some(place) => {
                let place = place.trim_start_matches(|letter: char| letter.is_ascii_digit());
                let (proposed, end) = match place.strip_prefix('|') {
                    Some(choice) => {
                        let (choice, after) = choice.split_once("|}").expect("a choice ends");
                        (choice.split(',').next().unwrap(), after)
                    }
                    None => place.strip_prefix(':').expect("a place proposes words").split_once('}').expect("it ends"),
                };
                assert!(!proposed.is_empty() && !proposed.contains(['$', '\\', '{']), "{body}");
                text.push_str(proposed);
                end
            }
        };
    }
    text + rest
}

/// Returns a lesson around a snippet.
fn page(place: Place, text: &str, words: Vocabulary<'_>) -> String {
    let block = |name: &str, inside: &str| format!("::: {}\n{inside}:::\n", words.here(Named::Block, name));
    let question = "### A?\n- [x] B\n- [ ] C\n\n";
    match place {
        Place::Head => text.to_owned(),
        Place::Page => format!("# Title\n\n{text}"),
        Place::Quiz => format!("# Title\n\n{}", block("quiz", text)),
        Place::Survey => format!("# Title\n\n{}", block("survey", text)),
        Place::Question => format!("# Title\n\n{}", block("quiz", &format!("{question}{text}"))),
        Place::Exercise => format!("# Title\n\n{}", block("exercise", &format!("Text\n\n{text}"))),
    }
}

#[test]
fn every_snippet_builds_without_a_warning() {
    let catalogs = Catalogs::embedded(&[]).unwrap();
    for tag in LANGUAGES {
        let lang = Lang::parse(tag).unwrap();
        let words = Vocabulary { catalogs: &catalogs, lang: &lang };
        let mut files = library(&NewLibrary { languages: vec![lang.clone()], ..NewLibrary::default() }, &catalogs);
        let lesson = files.iter().find(|file| file.path.name().starts_with("01-")).unwrap().clone();
        for (number, snippet) in SNIPPETS.iter().enumerate() {
            let mut file = lesson.clone();
            file.path = file.path.parent().join(&format!("{}-{}.md", number + 10, snippet.name));
            let body = written(snippet, words);
            assert!(!body.contains('<') && !body.contains("snippets."), "{tag}: {body}");
            file.text = page(snippet.place, &filled(&body), words);
            files.push(file);
        }
        let world = MemoryWorld::new(files.iter().map(|file| (file.path.as_str(), file.text.as_bytes())));
        let loaded = load(&world, &catalogs).unwrap();
        let lessons = loaded.value.courses[0].editions[0].lessons().count();
        assert_eq!(lessons, SNIPPETS.len() + 2, "{tag}");
        let told: Vec<_> = loaded.diagnostics.iter().cloned().chain(check(&loaded.value)).collect();
        let name = |file| loaded.value.sources.file(file).path.to_string();
        let told: Vec<String> =
            told.iter().map(|told| format!("{} {} {:?}", name(told.span.file), told.code, told.message)).collect();
        assert!(told.is_empty(), "{tag}:\n{}", told.join("\n"));
    }
}

#[test]
fn every_block_and_every_question_has_a_snippet() {
    let catalogs = Catalogs::embedded(&[]).unwrap();
    let named: BTreeSet<&str> = SNIPPETS.iter().map(|snippet| snippet.name).collect();
    assert_eq!(named.len(), SNIPPETS.len(), "no name comes twice");
    for block in catalogs.get(&Lang::english()).names(Named::Block).keys() {
        assert!(named.contains(block.as_str()), "{block}");
    }
}

#[test]
fn what_brings_a_snippet_brings_one_only() {
    let catalogs = Catalogs::embedded(&[]).unwrap();
    for tag in LANGUAGES {
        let all = snippets(&catalogs, &[Lang::parse(tag).unwrap()]);
        assert_eq!(all.len(), SNIPPETS.len());
        let mut seen = BTreeSet::new();
        for (name, snippet) in &all {
            let prefix = &snippet["prefix"];
            let word = prefix.as_str().or_else(|| prefix[0].as_str()).unwrap();
            assert!(!word.contains(' ') && !word.contains("snippets."), "{name}: {word}");
            assert!(seen.insert(word.to_owned()), "{tag}: `{word}` brings two");
            assert!(!snippet["description"].as_str().unwrap().contains("snippets."), "{name}");
        }
    }
    let several = snippets(&catalogs, &["pt", "mn", "ar"].map(|tag| Lang::parse(tag).unwrap()));
    assert_eq!(several.len(), 2 * SNIPPETS.len(), "a language without words brings none");
    let strange = snippets(&catalogs, &[Lang::parse("ar").unwrap()]);
    assert_eq!(strange["quiz (en)"]["prefix"][0], "quiz");
}
