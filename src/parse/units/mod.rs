//! A text as the list of what a translator translates, and a text with other words in the same places.
//!
//! 1. `walk`: the Markdown parser's events → *units* in order, each with the bytes that it covers: a paragraph, a heading,
//!    a list item, an answer, a table cell, the title in the head of the file … Nothing else of the text is ever touched.
//! 2. A unit's words are one line of Markdown, whatever its lines were: a line break that the author wants is `\` and a new
//!    line. So a paragraph that was only wrapped anew says what it said.
//! 3. `codes`: what in a unit is markup and must come through a translation.
//! 4. `write`: words → the bytes that stand for them at a unit's place. A unit whose words stay keeps its very bytes.

mod codes;
mod walk;
mod write;

pub use codes::{Code, CodeKind, Marks, Piece, code_differences, pieces};
pub use walk::{UnitInput, units};
pub use write::{Place, record_of, replaced, with_record, written};

use std::ops::Range;

/// Something to translate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// What it is.
    pub kind: UnitKind,
    /// The bytes that it covers.
    pub range: Range<usize>,
    /// Its words: one line of Markdown, in which `\` and a new line are a wanted line break. Code and HTML keep their lines.
    pub text: String,
    /// What `[[…]]` means in it.
    pub marks: Marks,
    /// What stands before each further line of it.
    prefix: String,
}

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitKind {
    /// `title` in the head.
    Title,
    /// `summary` in the head.
    Summary,
    /// One of `objectives` in the head.
    Objective,
    /// A heading.
    Heading,
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    Item,
    /// A cell of a table.
    Cell,
    /// A term of a definition list.
    Term,
    /// What a term means.
    Meaning,
    /// A footnote.
    Footnote,
    /// A picture, film or sound alone in its paragraph: its description and its caption.
    Picture,
    /// The heading of a question.
    Question,
    /// An answer to choose, to order or to match.
    Answer,
    /// What is said of an answer, or after a question.
    Feedback,
    /// What stands in a hint, or is said to a result.
    Hint,
    /// The line of a `details` block that is always seen.
    SummaryLine,
    /// A word in the braces of a block: the materials of an activity, the place of an event.
    Attribute,
    /// A block of text that is shown as it is typed.
    Code,
    /// The author's own HTML.
    Html,
}

/// Every kind with its letter in fingerprints and its name in message keys.
const KINDS: &[(UnitKind, char, &str)] = &[
    (UnitKind::Title, 't', "title"),
    (UnitKind::Summary, 's', "summary"),
    (UnitKind::Objective, 'o', "objective"),
    (UnitKind::Heading, 'h', "heading"),
    (UnitKind::Paragraph, 'p', "paragraph"),
    (UnitKind::Item, 'i', "item"),
    (UnitKind::Cell, 'c', "cell"),
    (UnitKind::Term, 'd', "term"),
    (UnitKind::Meaning, 'm', "meaning"),
    (UnitKind::Footnote, 'f', "footnote"),
    (UnitKind::Picture, 'g', "picture"),
    (UnitKind::Question, 'q', "question"),
    (UnitKind::Answer, 'a', "answer"),
    (UnitKind::Feedback, 'k', "feedback"),
    (UnitKind::Hint, 'n', "hint"),
    (UnitKind::SummaryLine, 'l', "summary-line"),
    (UnitKind::Attribute, 'v', "attribute"),
    (UnitKind::Code, 'x', "code"),
    (UnitKind::Html, 'w', "html"),
];

impl UnitKind {
    /// Returns its letter in fingerprints.
    pub fn letter(self) -> char {
        self.row().1
    }

    /// Returns the kind with this letter.
    pub fn of_letter(letter: char) -> Option<Self> {
        KINDS.iter().find(|(_, own, _)| *own == letter).map(|(kind, _, _)| *kind)
    }

    /// Returns its name in message keys.
    pub fn name(self) -> &'static str {
        self.row().2
    }

    fn row(self) -> &'static (Self, char, &'static str) {
        KINDS.iter().find(|(kind, _, _)| *kind == self).expect("the table has every kind")
    }

    /// Tells whether its bytes follow the rules of YAML or of a block's braces.
    pub fn is_quoted(self) -> bool {
        matches!(self, Self::Title | Self::Summary | Self::Objective | Self::Attribute)
    }

    /// Tells whether the unit's lines are its own.
    pub fn keeps_lines(self) -> bool {
        matches!(self, Self::Code | Self::Html)
    }
}

impl Unit {
    /// Returns what stands before each further line of it: the marks of quotations, and spaces.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Returns how many words a translator has before them.
    pub fn words(&self) -> usize {
        let pieces = pieces(&self.text, self.marks, self.kind);
        let texts = pieces.iter().filter(|piece| piece.code.is_none()).map(|piece| &self.text[piece.range.clone()]);
        texts.flat_map(str::split_whitespace).filter(|word| word.chars().any(char::is_alphanumeric)).count()
    }
}

/// Returns `text` with single spaces, as fingerprints see it.
pub fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
