//! A language, by its tag.

use std::fmt;
use std::sync::Arc;

/// Which way a script runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    LeftToRight,
    /// Right to left.
    RightToLeft,
}

impl Direction {
    /// Returns the value of HTML's `dir` attribute.
    pub fn html(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

/// A language tag in its canonical spelling: `mn`, `pt-MZ`, `mn-Mong` (BCP 47, RFC 5646 section 2.1).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(Arc<str>);

impl Lang {
    /// Returns the language that `tag` names, or nothing where it is no well-formed tag.
    pub fn parse(tag: &str) -> Option<Self> {
        let tag = tag.replace('_', "-");
        let locale: icu_locale::Locale = tag.parse().ok()?;
        let id = locale.id.to_string();
        (id != "und" && locale.id.language.as_str().len() <= 3).then(|| Self(id.into()))
    }

    /// Returns English, in which every message exists.
    pub fn english() -> Self {
        Self("en".into())
    }

    /// Returns the tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the language alone: `pt` of `pt-MZ`.
    pub fn base(&self) -> &str {
        self.0.split('-').next().unwrap_or("en")
    }

    /// Tells whether its script runs from top to bottom, the lines from left to right: Mongolian script (ISO 15924
    /// `Mong`).
    pub fn is_vertical(&self) -> bool {
        self.0.split('-').any(|part| part == "Mong")
    }

    /// Returns the direction in which its script runs (CLDR `characterOrder`).
    pub fn direction(&self) -> Direction {
        let id: Option<icu_locale::LanguageIdentifier> = self.0.parse().ok();
        let right_to_left = id.is_some_and(|id| icu_locale::LocaleDirectionality::new_common().is_right_to_left(&id));
        if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Direction, Lang};

    #[test]
    fn tags_are_canonical() {
        assert_eq!(Lang::parse("PT_mz").unwrap().as_str(), "pt-MZ");
        assert_eq!(Lang::parse("mn-mong").unwrap().as_str(), "mn-Mong");
        assert_eq!(Lang::parse("media"), None);
        assert_eq!(Lang::parse("01-saving"), None);
        assert_eq!(Lang::parse(""), None);
    }

    #[test]
    fn mongolian_script_runs_down() {
        assert!(Lang::parse("mn-Mong-CN").unwrap().is_vertical());
        assert!(!Lang::parse("mn").unwrap().is_vertical());
    }

    #[test]
    fn arabic_runs_to_the_left() {
        assert_eq!(Lang::parse("ar").unwrap().direction(), Direction::RightToLeft);
        assert_eq!(Lang::parse("sq").unwrap().direction(), Direction::LeftToRight);
    }
}
