//! The texts of the examples, and the places in them that the author's words fill.

use crate::locale::Lang;
use include_dir::{Dir, include_dir};

const STARTERS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/starters");

/// A page that an author begins with an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// A lesson.
    Lesson,
    /// A lesson that is a quiz.
    Quiz,
}

impl Page {
    /// Returns the name of its example, and of its title in the section `starter` of the catalogs.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Lesson => "lesson",
            Self::Quiz => "quiz",
        }
    }
}

/// Tells whether there is an example in a language.
pub fn has_example(lang: &Lang) -> bool {
    STARTERS.get_dir(lang.base()).is_some()
}

/// Returns the example `name` in `lang`, or else in English, with each `{{key}}` filled.
///
/// # Panics
/// When there is no example of this name: that is our own bug, and a test begins everything in every language.
pub(crate) fn filled(name: &str, lang: &Lang, values: &[(&str, &str)]) -> String {
    let base = if has_example(lang) { lang.base() } else { "en" };
    let mut text = embedded(&format!("{base}/{name}")).to_owned();
    for (key, value) in values {
        text = text.replace(&format!("{{{{{key}}}}}"), value);
    }
    text
}

/// Returns the drawing that the example shows.
pub(crate) fn drawing() -> &'static str {
    embedded("meeting.svg")
}

fn embedded(path: &str) -> &'static str {
    let text = STARTERS.get_file(path).and_then(|file| file.contents_utf8());
    text.unwrap_or_else(|| panic!("`starters/{path}` is part of the program"))
}

/// Returns a lesson's text without the pictures that stand alone in a line: where the course has not got them.
pub(crate) fn without_pictures(text: &str) -> String {
    let mut kept = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line.starts_with("![") {
            lines.next_if(|after| after.is_empty());
        } else {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// Returns a text of the author's as a YAML value: plain where that says the same (YAML 1.2.2, section 7.3.3), else in
/// double quotes, in which JSON's way to write it is YAML's too.
pub(crate) fn value(text: &str) -> String {
    let plain = text.chars().all(|letter| letter.is_alphanumeric() || " -'’.!()/".contains(letter));
    let begins = text.chars().next().is_some_and(char::is_alphabetic) && !text.ends_with(' ');
    let is_word = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(&text.to_lowercase().as_str());
    match plain && begins && !is_word {
        true => text.to_owned(),
        false => serde_json::Value::from(text).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{value, without_pictures};

    #[test]
    fn a_title_stays_what_it_is() {
        assert_eq!(value("Сайн хурал"), "Сайн хурал");
        assert_eq!(value("Money: who keeps it?"), "\"Money: who keeps it?\"");
        assert_eq!(value("2026"), "\"2026\"");
        assert_eq!(value("No"), "\"No\"");
        assert_eq!(value("say \"yes\" \\ #1"), r##""say \"yes\" \\ #1""##);
        assert_eq!(value(""), "\"\"");
    }

    #[test]
    fn a_picture_goes_with_the_line_after_it() {
        assert_eq!(without_pictures("a\n\n![x](y \"z\")\n\nb\n"), "a\n\nb\n");
    }
}
