//! What could not be carried over, and where it stood.

use crate::diagnostic::Message;

/// Something that could not be carried over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// What: a message under `import` in the locale files, its key from `import.lost-…` on.
    pub what: Message,
    /// The name of the question, page or slide that it belonged to.
    pub name: Option<String>,
    /// The line of the file, from 1, where that is known.
    pub line: Option<usize>,
}

impl Lost {
    /// Returns a loss of the file as a whole.
    pub fn new(what: Message) -> Self {
        Self { what, name: None, line: None }
    }

    /// Returns a loss in something of this name.
    pub fn in_named(what: Message, name: &str) -> Self {
        let name = name.trim();
        Self { what, name: (!name.is_empty()).then(|| name.to_owned()), line: None }
    }

    /// Adds the line, from 1.
    #[must_use]
    pub fn at_line(mut self, line: Option<usize>) -> Self {
        self.line = line;
        self
    }
}
