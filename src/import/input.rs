//! A file of somebody else's, and why it may be refused.

use crate::diagnostic::Message;
use crate::locale::Lang;
use crate::output::Archive;
use crate::parse::decode;

/// The longest text that is read, in bytes.
pub const LONGEST_TEXT: u64 = 64_000_000;

/// A file that is to be read.
#[derive(Debug)]
pub struct Input {
    /// Its own name, with its ending.
    pub name: String,
    /// The language that the course will be in: how numbers are written in it.
    pub lang: Lang,
    /// What it holds.
    pub body: Body,
}

/// What a file holds.
#[derive(Debug)]
pub enum Body {
    /// These bytes, at most [`LONGEST_TEXT`] of them.
    Bytes(Vec<u8>),
    /// A zip; what is read out of it is bounded by whoever asks.
    Zip(Archive),
}

/// Why a file is not imported: a message under `import` in the locale files, its key from `import.` on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(pub Message);

impl Refusal {
    /// Returns the refusal `key` without arguments.
    pub fn new(key: &'static str) -> Self {
        Self(Message::new(key))
    }
}

impl Input {
    /// Returns the ending of its name in lower case, without the point; empty where it has none.
    pub fn ending(&self) -> String {
        self.name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_lowercase())
    }

    /// Returns its name without the ending.
    pub fn stem(&self) -> &str {
        self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| stem)
    }

    /// Returns its bytes as text, whatever they are written in; nothing for a zip.
    pub fn text(&self) -> Option<String> {
        match &self.body {
            Body::Bytes(bytes) => Some(decode(bytes).0.to_string()),
            Body::Zip(_) => None,
        }
    }

    /// Tells whether it is a zip with an entry of this name.
    pub fn has_entry(&self, wanted: &str) -> bool {
        self.has_entry_like(|name| name == wanted)
    }

    /// Tells whether it is a zip with an entry whose name is as asked.
    pub fn has_entry_like(&self, wanted: impl Fn(&str) -> bool) -> bool {
        match &self.body {
            Body::Bytes(_) => false,
            Body::Zip(archive) => archive.names().any(wanted),
        }
    }
}

/// Tells whether a file is a zip, by its first bytes (APPNOTE 6.3.10, sections 4.3.7 and 4.3.16).
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}
