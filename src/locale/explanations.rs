//! What each code that an author is told means, why it matters, how to mend it, and an example.
//!
//! 1. `locales/explanations/<lang>.md`: below `# words` the words that examples are made of (`meeting: The first
//!    meeting`); below each `## code` one line that says what it means and why it matters, and one how to mend it.
//! 2. `locales/explanations/examples.md`: below each `## code` the wrong lines after `-`, the right ones after `+`.
//!    `{name}` is one of those words, or the word of the reader's language for a block, an attribute, a value or a key.
//! 3. A language that the program does not bring with it has the English explanations.
//!
//! They are read only when somebody asks: a build needs none of them.

use crate::locale::{Lang, Named, Vocabulary};
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;

const FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/locales/explanations");

/// What one code means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What it means, and why it matters.
    pub why: String,
    /// How to mend it.
    pub mend: String,
    /// Lines that are wrong; none where nothing is typed.
    pub wrong: Vec<String>,
    /// The same lines, mended.
    pub right: Vec<String>,
}

/// The explanations of one language.
#[derive(Debug, Clone)]
pub struct Explanations {
    words: BTreeMap<&'static str, &'static str>,
    texts: BTreeMap<&'static str, Vec<&'static str>>,
    examples: BTreeMap<&'static str, Vec<&'static str>>,
}

impl Explanations {
    /// Returns the explanations in `lang`, or in English.
    pub fn embedded(lang: &Lang) -> Self {
        let file = |name: &str| FILES.get_file(format!("{name}.md")).and_then(|file| file.contents_utf8());
        let own = file(lang.base()).or_else(|| file("en")).unwrap_or("");
        let (words, texts) = own.split_once("\n\n").unwrap_or(("", own));
        Self {
            words: words.lines().filter_map(|line| line.split_once(": ")).collect(),
            texts: sections(texts),
            examples: sections(file("examples").unwrap_or("")),
        }
    }

    /// Returns every code that is explained, in order.
    pub fn codes(&self) -> impl Iterator<Item = &'static str> {
        self.texts.keys().copied()
    }

    /// Returns every code that has an example, in order.
    pub fn with_example(&self) -> impl Iterator<Item = &'static str> {
        self.examples.keys().copied()
    }

    /// Returns what `code` means and how to mend it, a text each.
    pub fn texts(&self, code: &str) -> Option<(&'static str, &'static str)> {
        let mut lines = self.texts.get(code)?.iter().filter(|line| !line.is_empty());
        Some((lines.next()?, lines.next()?))
    }

    /// Returns what `code` means, with an example in the words of `vocabulary`.
    pub fn of(&self, code: &str, vocabulary: Vocabulary<'_>) -> Option<Explanation> {
        let (why, mend) = self.texts(code)?;
        let example = self.examples.get(code).map_or(&[] as &[&str], Vec::as_slice);
        let after = |sign: char| {
            let lines = example.iter().filter_map(|line| line.strip_prefix(sign));
            lines.map(|line| self.fill(line.strip_prefix(' ').unwrap_or(line), vocabulary)).collect()
        };
        Some(Explanation { why: why.to_owned(), mend: mend.to_owned(), wrong: after('-'), right: after('+') })
    }

    /// Returns a line of an example in the reader's words; a brace around anything else stays.
    fn fill(&self, line: &str, vocabulary: Vocabulary<'_>) -> String {
        let mut filled = String::new();
        let mut rest = line;
        while let Some(open) = rest.find('{') {
            let (before, from) = rest.split_at(open);
            filled.push_str(before);
            let word = from.find('}').and_then(|close| Some((close, self.word(&from[1..close], vocabulary)?)));
            match word {
                Some((close, word)) => {
                    filled.push_str(&word);
                    rest = &from[close + 1..];
                }
                None => {
                    filled.push('{');
                    rest = &from[1..];
                }
            }
        }
        filled + rest
    }

    fn word(&self, name: &str, vocabulary: Vocabulary<'_>) -> Option<String> {
        if let Some(word) = self.words.get(name) {
            return Some((*word).to_owned());
        }
        if let Some((of, value)) = name.split_once('.') {
            return Some(vocabulary.value_here(of, value));
        }
        let named = [Named::Block, Named::Key, Named::Attribute];
        let own = |named: &Named| vocabulary.canonical(*named, name) == Some(name);
        named.into_iter().find(own).map(|named| vocabulary.here(named, name))
    }
}

/// Returns the lines below each `## code`, without the empty ones at their end.
fn sections(text: &'static str) -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut sections: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut code = "";
    for line in text.lines() {
        match line.strip_prefix("## ") {
            Some(next) if next.contains('/') => code = next,
            _ => sections.entry(code).or_default().push(line),
        }
    }
    sections.remove("");
    sections
}

#[cfg(test)]
mod tests {
    use super::Explanations;
    use crate::locale::{Catalogs, Lang, Vocabulary};

    #[test]
    fn examples_speak_the_reader_s_language() {
        let catalogs = Catalogs::embedded(&[]).unwrap();
        let lang = Lang::parse("pt-BR").unwrap();
        let told = Explanations::embedded(&lang)
            .of("attribute/twice", Vocabulary { catalogs: &catalogs, lang: &lang })
            .unwrap();
        assert_eq!(told.wrong, ["::: questionário {aprovação=70 aprovação=80}"]);
        assert_eq!(told.right, ["::: questionário {aprovação=80}"]);
        assert!(told.why.starts_with("A mesma definição") && told.mend.starts_with("Apague"));
    }

    #[test]
    fn an_unknown_language_is_explained_in_english() {
        let french = Explanations::embedded(&Lang::parse("fr").unwrap());
        assert!(french.codes().eq(Explanations::embedded(&Lang::english()).codes()));
        assert!(french.codes().count() > 200);
    }
}
