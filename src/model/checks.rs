//! How much what an author is told matters in a library or course.

use std::collections::BTreeMap;

/// How much one code matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// It stops a build.
    Error,
    /// It is told.
    Warning,
    /// It is not told.
    Off,
}

impl Weight {
    /// Every weight.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Off];

    /// Returns the word that authors write.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Off => "off",
        }
    }
}

/// The codes that matter otherwise than usual, by their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checks(pub BTreeMap<&'static str, Weight>);
