//! Whoever writes the courses: told of each build, and the one who knows the words.

use crate::pipeline::{Outcome, PipelineError, Previewed};
use crate::progress::Progress;
use serde::Serialize;
use std::collections::BTreeMap;

/// Whoever writes the courses, as `serve` knows them.
pub trait Author: Send + Sync {
    /// Hears that a build begins because of changes to these sources, none at the beginning; returns who is told how
    /// far it is.
    fn begins(&self, changed: &[String]) -> Box<dyn Progress + '_>;

    /// Hears how it ended; returns what their page says of it.
    fn ends(&self, result: &Result<Outcome<Previewed>, PipelineError>) -> Told;

    /// Hears that it did not end, because of a bug of ours; returns what their page says of it.
    fn crashed(&self) -> Told;

    /// Hears that what is shown is what came of the last build.
    fn sees(&self);

    /// Returns the words that pages say of themselves.
    fn words(&self) -> Words;
}

/// What a page says beside its own text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    /// The language.
    pub lang: String,
    /// Its direction, as HTML spells it.
    pub dir: &'static str,
    /// The section `preview` of the locale files.
    pub texts: BTreeMap<String, String>,
}

impl Words {
    pub(crate) fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.texts.get(key).map_or(key, String::as_str)
    }
}

/// What the author's page says of the last build.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Told {
    /// What keeps the site from being made.
    pub errors: Problems,
    /// What is unwise.
    pub warnings: Problems,
}

/// Problems of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Problems {
    /// How many there are, in words; empty where there is none.
    pub heading: String,
    /// The first of them.
    pub first: Vec<Problem>,
    /// How many more there are, in words; empty where these are all.
    pub more: String,
}

/// One thing that is wrong or unwise.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What is wrong.
    pub message: String,
    /// Where it is; nothing where it is in no file.
    pub place: Option<ProblemPlace>,
    /// What to write instead.
    pub hints: Vec<String>,
}

/// Where a problem is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProblemPlace {
    /// File, line and column: `savings/en/01.md:3:7`; the file alone where it is about the whole.
    pub name: String,
    /// The line: what stands before the place, at it, and behind it; nothing where it is about the whole file.
    pub line: Option<[String; 3]>,
    /// What opens an editor there, where there is one that can be called.
    pub editor: Option<String>,
}
