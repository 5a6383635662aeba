//! A locale file as it is written, in YAML, and as the program carries it: `build.rs` reads it with these types, too,
//! and writes it as JSON, which is read in a fraction of the time.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A message: a text, or plural forms by their CLDR names, each of which may still be empty.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum WrittenText {
    /// A text.
    Plain(String),
    /// Its plural forms.
    Plural(BTreeMap<String, Option<String>>),
}

/// Words for names that authors type.
pub(crate) type WrittenNames = Option<BTreeMap<String, Option<Vec<String>>>>;

/// A locale file; what is not translated yet may be left empty.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct LocaleFile {
    /// The language's tag.
    pub(crate) language: String,
    /// What it calls itself.
    #[serde(default)]
    pub(crate) name: Option<String>,
    /// The decimal sign.
    #[serde(default)]
    pub(crate) decimal: Option<String>,
    /// The sign between groups of three digits.
    #[serde(default)]
    pub(crate) group: Option<String>,
    /// Names of blocks.
    #[serde(default)]
    pub(crate) blocks: WrittenNames,
    /// Names of keys in the head of a text.
    #[serde(default)]
    pub(crate) keys: WrittenNames,
    /// Names of attributes.
    #[serde(default)]
    pub(crate) attributes: WrittenNames,
    /// Names of values.
    #[serde(default)]
    pub(crate) values: WrittenNames,
    /// Every section of messages.
    #[serde(flatten)]
    pub(crate) sections: BTreeMap<String, Option<BTreeMap<String, Option<WrittenText>>>>,
}
