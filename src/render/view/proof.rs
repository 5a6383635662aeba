//! What the page that checks certificates sees.

use serde::Serialize;
use std::collections::BTreeMap;

/// All that it says in one language.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ProofPart {
    pub(crate) lang: String,
    pub(crate) dir: &'static str,
    /// The language's own name.
    pub(crate) name: String,
    pub(crate) title: String,
    /// How a day is written in each month, as JSON.
    pub(crate) months: String,
    pub(crate) words: BTreeMap<String, String>,
}

/// A key that is trusted.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TrustedKey {
    pub(crate) id: String,
    /// Its bytes.
    pub(crate) key: Vec<u8>,
    pub(crate) owner: Option<String>,
}
