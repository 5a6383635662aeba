//! One language's messages, read from its locale file.
//!
//! 1. A locale file is YAML: `language`, `name`, `decimal`, `group`, then sections of messages.
//! 2. A message is a text, or plural forms by their CLDR names (`one`, `few`, `other`, …).
//! 3. A key is `section.name`; the keys of `diagnostics` stand for themselves (`link/missing-lesson`).
//! 4. `{name}` in a message is replaced by the argument of that name; any other brace stays.
//! 5. A message that a language lacks, or that stands there without words, is taken from English.

use crate::locale::written::{LocaleFile, WrittenNames, WrittenText};
use crate::locale::{Lang, Named, Names};
use icu_plurals::{PluralCategory, PluralRules};
use std::collections::BTreeMap;

/// A text, or its plural forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Text {
    Plain(String),
    Plural(BTreeMap<String, String>),
}

/// Returns the message; nothing where it has no words yet, or lacks the form that all numbers can fall back to.
fn worded(written: WrittenText) -> Option<Text> {
    match written {
        WrittenText::Plain(text) => Some(Text::Plain(text)),
        WrittenText::Plural(forms) => {
            let forms: BTreeMap<String, String> =
                forms.into_iter().filter_map(|(name, text)| Some((name, text?))).collect();
            forms.contains_key("other").then_some(Text::Plural(forms))
        }
    }
}

/// Returns the names that have words.
fn known(names: WrittenNames) -> Names {
    names.into_iter().flatten().filter_map(|(name, words)| Some((name, words?))).collect()
}

/// Why a locale file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LocaleError {
    /// It is not a locale file; what cannot be read stands in this line, from 1.
    #[error("line {0}")]
    Unreadable(u64),
    /// It names no language.
    #[error("`{0}` is no language tag")]
    NoLanguage(String),
}

/// The words of one language.
#[derive(Debug, Clone)]
pub struct Catalog {
    lang: Lang,
    name: String,
    decimal: String,
    group: String,
    names: BTreeMap<Named, Names>,
    messages: BTreeMap<String, Text>,
    /// The plural forms of the numbers below [`SMALL`].
    small: Vec<&'static str>,
}

/// Numbers below this are written again and again: minutes, lessons, points.
const SMALL: u64 = 128;

impl Catalog {
    /// Reads a locale file.
    ///
    /// # Errors
    /// When the text is no locale file.
    pub fn read(text: &str) -> Result<Self, LocaleError> {
        let file: LocaleFile = serde_yaml::from_str(text)
            .map_err(|error| LocaleError::Unreadable(error.location().map_or(1, |place| place.line())))?;
        Self::of(file)
    }

    /// Returns the words of a locale file.
    ///
    /// # Errors
    /// When it names no language.
    pub(super) fn of(file: LocaleFile) -> Result<Self, LocaleError> {
        let lang = Lang::parse(&file.language).ok_or(LocaleError::NoLanguage(file.language))?;
        let mut messages = BTreeMap::new();
        for (section, texts) in file.sections {
            for (name, text) in texts.into_iter().flatten() {
                let key = if section == "diagnostics" { name } else { format!("{section}.{name}") };
                messages.extend(text.and_then(worded).map(|text| (key, text)));
            }
        }
        Ok(Self {
            name: file.name.unwrap_or_else(|| lang.to_string()),
            decimal: file.decimal.unwrap_or_else(|| ".".to_owned()),
            group: file.group.unwrap_or_else(|| "\u{a0}".to_owned()),
            names: [
                (Named::Block, known(file.blocks)),
                (Named::Key, known(file.keys)),
                (Named::Attribute, known(file.attributes)),
                (Named::Value, known(file.values)),
            ]
            .into(),
            messages,
            small: plural_categories(&lang, &(0..SMALL).collect::<Vec<_>>()),
            lang,
        })
    }

    /// Returns the language whose words these are.
    pub fn lang(&self) -> &Lang {
        &self.lang
    }

    /// Returns the language's own name for itself.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the decimal sign of written numbers.
    pub fn decimal(&self) -> &str {
        &self.decimal
    }

    /// Returns the sign between groups of three digits.
    pub fn group(&self) -> &str {
        &self.group
    }

    /// Returns this language's words for what authors type: canonical name, then the words, the proposed one first.
    pub fn names(&self, named: Named) -> &Names {
        &self.names[&named]
    }

    /// Returns every message, by key.
    pub(super) fn messages(&self) -> &BTreeMap<String, Text> {
        &self.messages
    }

    /// Returns every key that has a message, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.messages.keys().map(String::as_str)
    }

    /// Returns the messages of a section, in order: each name without the section's, and its text.
    pub fn section<'a>(&'a self, section: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.messages.keys().filter_map(move |key| {
            let name = key.strip_prefix(section)?.strip_prefix('.')?;
            Some((name, self.text(key)))
        })
    }

    /// Returns the plural forms of the message `key`, by their CLDR names, where it has such.
    pub fn forms(&self, key: &str) -> Option<&BTreeMap<String, String>> {
        match self.messages.get(key)? {
            Text::Plural(forms) => Some(forms),
            Text::Plain(_) => None,
        }
    }

    /// Returns the message `key`, or the key itself where no language has it.
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        match self.messages.get(key) {
            Some(Text::Plain(text)) => text,
            Some(Text::Plural(forms)) => forms.get("other").map_or(key, String::as_str),
            None => key,
        }
    }

    /// Returns the names of the plural forms that the message `key` has; none for a plain text.
    pub fn plural_forms(&self, key: &str) -> Vec<&str> {
        match self.messages.get(key) {
            Some(Text::Plural(forms)) => forms.keys().map(String::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// Returns the message `key` with its placeholders filled.
    pub fn fill(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        fill(self.text(key), arguments)
    }

    /// Returns the message `key` in the plural form for `count`; `{count}` is the number as this language writes it.
    pub fn count(&self, key: &str, count: u64, arguments: &[(&str, &str)]) -> String {
        let text = match self.messages.get(key) {
            Some(Text::Plural(forms)) => {
                forms.get(self.plural_category(count)).or_else(|| forms.get("other")).map_or(key, String::as_str)
            }
            _ => self.text(key),
        };
        let number = self.integer(count);
        let mut all = vec![("count", number.as_str())];
        all.extend_from_slice(arguments);
        fill(text, &all)
    }

    /// Returns the CLDR name of the cardinal plural form that `count` takes (CLDR `plurals.xml`).
    pub fn plural_category(&self, count: u64) -> &'static str {
        let known = usize::try_from(count).ok().and_then(|count| self.small.get(count).copied());
        known.unwrap_or_else(|| plural_categories(&self.lang, &[count])[0])
    }

    /// Returns a whole number with this language's signs.
    pub fn integer(&self, number: u64) -> String {
        let digits = number.to_string();
        if digits.len() < 5 {
            return digits;
        }
        let mut written = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                written.push_str(&self.group);
            }
            written.push(digit);
        }
        written
    }
}

/// Returns the CLDR names of the plural forms that `counts` take in `lang`.
fn plural_categories(lang: &Lang, counts: &[u64]) -> Vec<&'static str> {
    let locale = lang.as_str().parse().unwrap_or(icu_locale::locale!("en"));
    match PluralRules::try_new_cardinal(locale.into()) {
        Ok(rules) => counts.iter().map(|count| category_name(rules.category_for(*count))).collect(),
        Err(_) => vec!["other"; counts.len()],
    }
}

/// Returns the CLDR name of a plural form.
pub(super) fn category_name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

fn fill(text: &str, arguments: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (before, from) = rest.split_at(open);
        filled.push_str(before);
        let argument = from.find('}').and_then(|close| {
            let name = &from[1..close];
            arguments.iter().find(|(known, _)| *known == name).map(|(_, value)| (close, *value))
        });
        match argument {
            Some((close, value)) => {
                filled.push_str(value);
                rest = &from[close + 1..];
            }
            None => {
                filled.push('{');
                rest = &from[1..];
            }
        }
    }
    filled.push_str(rest);
    filled
}

/// The words of every language that the program and the library know.
#[derive(Debug, Clone)]
pub struct Catalogs {
    catalogs: BTreeMap<Lang, Catalog>,
}

impl Catalogs {
    /// Returns these catalogs. Of two of one language the later one wins, word by word; what a language lacks is taken
    /// from English.
    pub fn new(all: Vec<Catalog>) -> Self {
        let mut catalogs: BTreeMap<Lang, Catalog> = BTreeMap::new();
        for mut catalog in all {
            if let Some(earlier) = catalogs.remove(&catalog.lang) {
                catalog.messages = joined(earlier.messages, catalog.messages);
                for (named, names) in earlier.names {
                    let own = catalog.names.remove(&named).unwrap_or_default();
                    catalog.names.insert(named, joined(names, own));
                }
            }
            catalogs.insert(catalog.lang.clone(), catalog);
        }
        if let Some(english) = catalogs.get(&Lang::english()).cloned() {
            for catalog in catalogs.values_mut() {
                for (key, text) in &english.messages {
                    catalog.messages.entry(key.clone()).or_insert_with(|| text.clone());
                }
            }
        }
        Self { catalogs }
    }

    /// Returns the words of `lang`: of that very tag, of its base language, or English.
    ///
    /// # Panics
    /// When there is no English catalog; the binary carries it.
    pub fn get(&self, lang: &Lang) -> &Catalog {
        let of_base = || self.catalogs.get(&Lang::parse(lang.base())?);
        self.catalogs
            .get(lang)
            .or_else(of_base)
            .or_else(|| self.catalogs.get(&Lang::english()))
            .expect("the binary carries the English words")
    }

    /// Returns every catalog, by language tag.
    pub fn iter(&self) -> impl Iterator<Item = &Catalog> {
        self.catalogs.values()
    }
}

fn joined<T>(mut earlier: BTreeMap<String, T>, later: BTreeMap<String, T>) -> BTreeMap<String, T> {
    earlier.extend(later);
    earlier
}

#[cfg(test)]
mod tests {
    use super::{Catalog, Catalogs};

    const ENGLISH: &str = "language: en\nname: English\ndecimal: '.'\ngroup: ','\nblocks: {quiz: [quiz]}\n\
        page: {next: Next, lessons: {one: '{count} lesson', other: '{count} lessons'}}\n\
        diagnostics: {link/missing: 'no `{path}` {.order}'}\n";

    #[test]
    fn messages_are_found_filled_and_counted() {
        let catalog = Catalog::read(ENGLISH).unwrap();
        assert_eq!(catalog.text("page.next"), "Next");
        assert_eq!(catalog.count("page.lessons", 1, &[]), "1 lesson");
        assert_eq!(catalog.count("page.lessons", 12000, &[]), "12,000 lessons");
        assert_eq!([127, 128, u64::MAX].map(|count| catalog.plural_category(count)), ["other"; 3]);
        assert_eq!(catalog.fill("link/missing", &[("path", "a.md")]), "no `a.md` {.order}");
    }

    #[test]
    fn a_few_words_of_one_s_own_leave_the_others() {
        let own = "language: en\nname: English\ndecimal: '.'\ngroup: ','\npage: {next: Onward}\n";
        let catalogs = Catalogs::new(vec![Catalog::read(ENGLISH).unwrap(), Catalog::read(own).unwrap()]);
        let english = catalogs.get(&crate::locale::Lang::english());
        assert_eq!(english.text("page.next"), "Onward");
        assert_eq!(english.count("page.lessons", 1, &[]), "1 lesson");
    }

    #[test]
    fn a_missing_message_is_english() {
        let danish = "language: da\nname: Dansk\ndecimal: ','\ngroup: '.'\nblocks: {quiz: [test]}\npage: {}\n";
        let catalogs = Catalogs::new(vec![Catalog::read(ENGLISH).unwrap(), Catalog::read(danish).unwrap()]);
        let danish = catalogs.get(&crate::locale::Lang::parse("da-DK").unwrap());
        assert_eq!(danish.name(), "Dansk");
        assert_eq!(danish.text("page.next"), "Next");
    }
}
