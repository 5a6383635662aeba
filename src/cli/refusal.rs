//! Why a word on the command line cannot be taken.

use std::fmt;

/// Why a word on the command line cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It is no language tag.
    NoLanguage,
    /// It is none of these.
    Unknown(Vec<&'static str>),
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoLanguage => formatter.write_str("no language tag"),
            Self::Unknown(known) => write!(formatter, "known are: {}", known.join(", ")),
        }
    }
}

impl std::error::Error for Refusal {}
