//! Snippets: what each block, question and head looks like, to be filled in where the author is asked.
//!
//! A body is in the form of Visual Studio Code (`${1:words}`, `${1|a,b|}`, `$0`), with names and words of a language in
//! angle brackets: `<b:quiz>` a block, `<a:pass>` an attribute, `<k:title>` a key of a head, `<v:width.half>` a value,
//! `<w:question>` the message `snippets.say-question`.

use crate::locale::{Catalogs, Lang, Named, Vocabulary};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Where a snippet stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// At the beginning of a file.
    Head,
    /// Anywhere in a text.
    Page,
    /// Inside a quiz.
    Quiz,
    /// Inside a survey.
    Survey,
    /// Below the answers of a question.
    Question,
    /// Inside an exercise.
    Exercise,
}

/// A piece of text that is begun with a word.
#[derive(Debug, Clone, Copy)]
pub struct Snippet {
    /// Its name; of a block, that of the block. It is described by the message `snippets.is-NAME`.
    pub name: &'static str,
    /// Where it stands.
    pub place: Place,
    /// What is written.
    pub body: &'static str,
}

const fn snippet(name: &'static str, place: Place, body: &'static str) -> Snippet {
    Snippet { name, place, body }
}

/// Every snippet.
pub const SNIPPETS: &[Snippet] = &[
    snippet(
        "lesson",
        Place::Head,
        "---\n<k:title>: ${1:<w:title>}\n<k:minutes>: ${2:15}\n<k:objectives>:\n  - ${3:<w:objective>}\n---\n${4:<w:text>}\n$0",
    ),
    snippet(
        "module",
        Place::Head,
        "---\n<k:title>: ${1:<w:title>}\n<k:summary>: ${2:<w:about>}\n---\n${3:<w:text>}\n$0",
    ),
    snippet(
        "course",
        Place::Head,
        "---\n<k:title>: ${1:<w:title>}\n<k:summary>: ${2:<w:about>}\n---\n${3:<w:text>}\n$0",
    ),
    snippet("picture", Place::Page, "![${1:<w:picture>}](media/${2:meeting.svg} \"${3:<w:caption>}\")\n$0"),
    snippet("film", Place::Page, "![${1:<w:title>}](${2:https://www.youtube.com/watch?v=M7lc1UVf-VE})\n$0"),
    snippet("note", Place::Page, "> [!${1|TIP,NOTE,IMPORTANT,WARNING,CAUTION|}]\n> ${2:<w:text>}\n$0"),
    snippet(
        "quiz",
        Place::Page,
        "::: <b:quiz> {<a:pass>=${1:70}}\n### ${2:<w:question>}\n- [x] ${3:<w:right-answer>}\n- [ ] ${4:<w:wrong-answer>}\n\n> ${5:<w:why>}\n:::\n$0",
    ),
    snippet(
        "survey",
        Place::Page,
        "::: <b:survey>\n### ${1:<w:question>} {.<a:scale>}\n- ${2:<w:never>}\n- ${3:<w:sometimes>}\n- ${4:<w:always>}\n:::\n$0",
    ),
    snippet("reflection", Place::Page, "::: <b:reflection>\n${1:<w:think>}\n:::\n$0"),
    snippet(
        "activity",
        Place::Page,
        "::: <b:activity> {<a:minutes>=${1:20} <a:group>=${2:4} <a:materials>=\"${3:<w:materials>}\"}\n${4:<w:task>}\n:::\n$0",
    ),
    snippet("facilitator", Place::Page, "::: <b:facilitator> {<a:minutes>=${1:20}}\n${2:<w:guide>}\n:::\n$0"),
    snippet("takehome", Place::Page, "::: <b:takehome>\n- [ ] ${1:<w:home>}\n:::\n$0"),
    snippet(
        "exercise",
        Place::Page,
        "::: <b:exercise>\n${1:<w:task>}\n\n::: <b:solution>\n${2:<w:solution>}\n:::\n:::\n$0",
    ),
    snippet("solution", Place::Exercise, "::: <b:solution>\n${1:<w:solution>}\n:::\n$0"),
    snippet(
        "plan",
        Place::Page,
        "::: <b:plan>\n${1:<w:my-plan>}: [[lines=${2:3}]]\n\n${3:<w:by-when>}: [[date]]\n:::\n$0",
    ),
    snippet(
        "event",
        Place::Page,
        "::: <b:event> {<a:title>=\"${1:<w:meeting>}\" <a:date>=${2:2027-04-30} <a:start>=${3:14:00} <a:end>=${4:16:00} <a:place>=\"${5:<w:place>}\"}\n${6:<w:agenda>}\n:::\n$0",
    ),
    snippet("details", Place::Page, "::: <b:details> ${1:<w:folded>}\n${2:<w:text>}\n:::\n$0"),
    snippet(
        "figure",
        Place::Page,
        "::: <b:figure> {<a:width>=${1|<v:width.half>,<v:width.third>,<v:width.full>|} <a:side>=${2|<v:side.end>,<v:side.start>|}}\n![${3:<w:picture>}](media/${4:meeting.svg} \"${5:<w:caption>}\")\n:::\n$0",
    ),
    snippet("passage", Place::Page, "::: <b:passage> {<a:lang>=${1:en}}\n${2:Text}\n:::\n$0"),
    snippet(
        "choice",
        Place::Quiz,
        "### ${1:<w:question>}\n- [x] ${2:<w:right-answer>}\n  > ${3:<w:why>}\n- [ ] ${4:<w:wrong-answer>}\n$0",
    ),
    snippet(
        "multiple",
        Place::Quiz,
        "### ${1:<w:question>} {.<a:multiple>}\n- [x] ${2:<w:right-answer>}\n- [x] ${3:<w:right-too>}\n- [ ] ${4:<w:wrong-answer>}\n$0",
    ),
    snippet(
        "true-false",
        Place::Quiz,
        "### ${1:<w:statement>}\n- [x] ${2:<w:true>}\n- [ ] ${3:<w:false>}\n\n> ${4:<w:why>}\n$0",
    ),
    snippet("gap", Place::Quiz, "### ${1:<w:sentence>} [[${2:<w:word>}]]\n$0"),
    snippet("number", Place::Quiz, "### ${1:<w:question>}\n[[${2:10}]] ${3:<w:unit>}\n$0"),
    snippet("pick", Place::Quiz, "### ${1:<w:sentence>} [[(${2:<w:word>})|${3:<w:other-word>}]]\n$0"),
    snippet(
        "order",
        Place::Quiz,
        "### ${1:<w:question>} {.<a:order>}\n1. ${2:<w:first>}\n2. ${3:<w:second>}\n3. ${4:<w:third>}\n$0",
    ),
    snippet(
        "match",
        Place::Quiz,
        "### ${1:<w:question>} {.<a:match>}\n| ${2:<w:left>} | ${3:<w:right-side>} |\n|---|---|\n| ${4:<w:one>} | ${5:<w:belongs-one>} |\n| ${6:<w:two>} | ${7:<w:belongs-two>} |\n$0",
    ),
    snippet("open", Place::Quiz, "### ${1:<w:question>} {.<a:open>}\n\n> ${2:<w:model>}\n$0"),
    snippet(
        "scale",
        Place::Survey,
        "### ${1:<w:question>} {.<a:scale>}\n- ${2:<w:never>}\n- ${3:<w:sometimes>}\n- ${4:<w:always>}\n$0",
    ),
    snippet("hint", Place::Question, "::: <b:hint>\n${1:<w:hint>}\n:::\n$0"),
    snippet("right", Place::Question, "::: <b:right>\n${1:<w:well-done>}\n:::\n$0"),
    snippet("wrong", Place::Question, "::: <b:wrong>\n${1:<w:look-again>}\n:::\n$0"),
    snippet("advice", Place::Question, "::: <b:advice> {<a:from>=${1:0} <a:to>=${2:49}}\n${3:<w:advice>}\n:::\n$0"),
];

impl Snippet {
    /// Returns the word that brings it: of a block its name, else a message.
    fn word(&self, words: Vocabulary<'_>) -> String {
        if words.canonical(Named::Block, self.name) == Some(self.name) {
            return words.here(Named::Block, self.name);
        }
        words.catalogs.get(words.lang).text(&format!("snippets.name-{}", self.name)).to_owned()
    }
}

/// Returns a snippet's body in the words of a language.
///
/// # Panics
/// When a name in it has no end or no kind: that is our own bug, and a test writes all in all languages.
pub fn written(snippet: &Snippet, words: Vocabulary<'_>) -> String {
    let mut text = String::new();
    let mut rest = snippet.body;
    while let Some((before, after)) = rest.split_once('<') {
        let (name, after) = after.split_once('>').expect("a name ends with `>`");
        let (kind, name) = name.split_once(':').expect("a name has a kind");
        text.push_str(before);
        text.push_str(&match kind {
            "b" => words.here(Named::Block, name),
            "a" => words.here(Named::Attribute, name),
            "k" => words.here(Named::Key, name),
            "v" => {
                let (of, value) = name.split_once('.').expect("a value is one of something");
                words.value_here(of, value)
            }
            _ => words.catalogs.get(words.lang).text(&format!("snippets.say-{name}")).to_owned(),
        });
        rest = after;
    }
    text + rest
}

/// Returns the snippets of these languages in the form of Visual Studio Code (`*.code-snippets`). A language whose names
/// the program does not know is left out, unless there is no other: then they are in English.
pub fn snippets(catalogs: &Catalogs, languages: &[Lang]) -> Map<String, Value> {
    let known: Vec<&Lang> = languages.iter().map(|lang| catalogs.get(lang).lang()).collect();
    let mut seen = BTreeSet::new();
    let known: Vec<&Lang> = known
        .into_iter()
        .zip(languages)
        .filter(|(known, lang)| (known.base() == lang.base() || languages.len() == 1) && seen.insert(*known))
        .map(|(known, _)| known)
        .collect();
    let mut all = Map::new();
    for lang in &known {
        let words = Vocabulary { catalogs, lang };
        for snippet in SNIPPETS {
            let word = snippet.word(words);
            let body = written(snippet, words);
            let lines: Vec<&str> = body.split('\n').collect();
            let prefix = match body.starts_with(":::") {
                // Both who types the word and who types the block's first line is shown it.
                true => json!([word, format!("::: {word}")]),
                false => json!(word),
            };
            let mut said = catalogs.get(lang).text(&format!("snippets.is-{}", snippet.name)).to_owned();
            if known.len() > 1 {
                said = format!("{said} ({lang})");
            }
            let value = json!({ "scope": "markdown", "prefix": prefix, "description": said, "body": lines });
            all.insert(format!("{} ({lang})", snippet.name), value);
        }
    }
    all
}
