//! The locale file of a language that nobody has translated to yet.
//!
//! Every message stands there without words, the English ones beside it as a comment; what is left without words
//! is taken from English. Signs of numbers and names of plural forms come from CLDR.

use crate::locale::catalog::{Text, category_name};
use crate::locale::{Catalog, Lang, Named};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_plurals::PluralRules;
use std::fmt::Write;

impl Catalog {
    /// Returns a locale file for `lang` in which these words stand beside the empty ones.
    pub fn blank(&self, lang: &Lang) -> String {
        let (decimal, group) = signs(lang);
        let mut file = String::new();
        for line in HEAD {
            file.push_str(line);
            file.push('\n');
        }
        let _ = write!(file, "language: {lang}\nname: {lang}\ndecimal: \"{decimal}\"\ngroup: \"{group}\"\n");
        for named in Named::ALL {
            let _ = writeln!(file, "\n{}:", named.section());
            for (name, words) in self.names(named) {
                let _ = writeln!(file, "  {name}:  # [{}]", words.join(", "));
            }
        }
        let forms = forms(lang);
        let mut sections: Vec<(&str, Vec<(&str, &Text)>)> = Vec::new();
        for (key, text) in self.messages() {
            let (section, name) = section_of(key);
            match sections.iter_mut().find(|(known, _)| *known == section) {
                Some((_, messages)) => messages.push((name, text)),
                None => sections.push((section, vec![(name, text)])),
            }
        }
        for (section, messages) in sections {
            let _ = writeln!(file, "\n{section}:");
            messages.into_iter().for_each(|(name, text)| message(&mut file, name, text, &forms));
        }
        file
    }
}

/// What a translator must know, in the language that all of them have before them.
const HEAD: &[&str] = &[
    "# Write the words of your language after each colon; above it stand the English ones.",
    "# What you leave empty is shown in English, so the file can be used before it is complete.",
    "# `name` is what your language calls itself. Words in braces, as {count}, stay as they are.",
    "# Quotation marks around a text are needed where it holds a colon or begins with a sign.",
    "# `blocks`, `keys`, `attributes`, `values`: what authors may write after `:::`, in the head of a lesson and in braces,",
    "# as [one, or several], each one word in small letters.",
];

/// Returns the section of a message and its name there.
fn section_of(key: &str) -> (&str, &str) {
    match key.split_once('.') {
        Some((section, name)) if !section.contains('/') => (section, name),
        _ => ("diagnostics", key),
    }
}

fn message(file: &mut String, name: &str, text: &Text, forms: &[&str]) {
    let mut comment = |words: &str| {
        for line in words.lines() {
            let _ = writeln!(file, "  # {line}");
        }
    };
    match text {
        Text::Plain(words) => {
            comment(words);
            let _ = writeln!(file, "  {name}:");
        }
        Text::Plural(all) => {
            all.iter().for_each(|(form, words)| comment(&format!("{form}: {words}")));
            let _ = writeln!(file, "  {name}:");
            forms.iter().for_each(|form| file.push_str(&format!("    {form}:\n")));
        }
    }
}

/// Returns the plural forms of `lang`, `other` last (CLDR `plurals.xml`).
fn forms(lang: &Lang) -> Vec<&'static str> {
    let locale: Option<icu_locale::Locale> = lang.as_str().parse().ok();
    let rules = locale.and_then(|locale| PluralRules::try_new_cardinal(locale.into()).ok());
    rules.map_or(vec!["other"], |rules| rules.categories().map(category_name).collect())
}

/// Returns the decimal sign and the sign between groups of digits (CLDR `numbers/symbols`).
fn signs(lang: &Lang) -> (char, char) {
    let formatted = || {
        let locale: icu_locale::Locale = lang.as_str().parse().ok()?;
        let formatter =
            DecimalFormatter::try_new(locale.into(), icu_decimal::options::DecimalFormatterOptions::default());
        Some(formatter.ok()?.format(&"1234567.5".parse::<Decimal>().ok()?).to_string())
    };
    let written = formatted().unwrap_or_default();
    let mut signs = written.chars().filter(|sign| !sign.is_numeric());
    let group = signs.next().unwrap_or(',');
    (signs.next_back().unwrap_or('.'), group)
}

#[cfg(test)]
mod tests {
    use crate::locale::{Catalog, Catalogs, Lang};

    #[test]
    fn a_blank_file_can_be_used_at_once_and_word_by_word() {
        let english = Catalogs::embedded(&[]).unwrap();
        for (tag, signs) in [("mk", ",."), ("ar-EG", "٫٬"), ("mn-Mong", ".,"), ("xx", ".,")] {
            let lang = Lang::parse(tag).unwrap();
            let blank = english.get(&Lang::english()).blank(&lang);
            let read = Catalog::read(&blank).unwrap();
            assert_eq!(read.keys().count(), 0, "{tag}");
            assert_eq!(format!("{}{}", read.decimal(), read.group()), signs, "{tag}");
            let (before, page) = blank.split_once("\npage:\n").expect("pages have words");
            let page = format!("\n{page}").replacen("\n  next:\n", "\n  next: Next indeed\n", 1);
            let begun = format!("{before}\npage:{page}");
            let catalogs = Catalogs::embedded(&[begun]).unwrap();
            let words = catalogs.get(&lang);
            assert_eq!(words.text("page.next"), "Next indeed");
            assert_eq!(words.text("page.previous"), "Previous");
            assert_eq!(words.count("page.lessons", 2, &[]), "2 lessons");
        }
    }

    #[test]
    fn plural_forms_are_those_of_the_language() {
        let english = Catalogs::embedded(&[]).unwrap();
        let blank = english.get(&Lang::english()).blank(&Lang::parse("ar").unwrap());
        assert!(blank.contains("  # other: {count} lessons\n  lessons:\n    zero:\n    one:\n    two:\n    few:\n    many:\n    other:\n"), "{blank}");
        assert!(blank.contains("\n  # this is no mail address\n  library/email:\n"), "{blank}");
    }
}
