//! What is open while a text is read.

use crate::locale::Lang;
use crate::model::{
    Advice, Block, CalloutKind, ColumnAlignment, ContainerKind, Definition, Figure, Gap, Inline, ListItem, QuizKind,
    QuizSettings, TaskMark, WrongAnswer,
};
use crate::parse::attributes::Attributes;
use crate::span::{Span, Spanned};
use std::ops::Range;

/// Something that was opened and not yet closed, with what was found in it so far.
#[derive(Debug)]
pub(super) struct Frame {
    /// What it is.
    pub(super) kind: Kind,
    /// Where it begins.
    pub(super) start: usize,
    /// The blocks in it.
    pub(super) blocks: Vec<Block>,
    /// The inlines after the last block.
    pub(super) inlines: Vec<Inline>,
    /// The HTML elements that are open among its blocks.
    pub(super) block_tags: Vec<OpenTag>,
    /// The HTML elements that are open among its inlines.
    pub(super) inline_tags: Vec<OpenTag>,
}

impl Frame {
    /// Returns an empty frame.
    pub(super) fn new(kind: Kind, start: usize) -> Self {
        Self { kind, start, blocks: Vec::new(), inlines: Vec::new(), block_tags: Vec::new(), inline_tags: Vec::new() }
    }
}

/// An HTML element that was opened.
#[derive(Debug, Clone)]
pub(super) struct OpenTag {
    /// Its name.
    pub(super) name: &'static str,
    /// Its opening tag.
    pub(super) span: Span,
}

/// What is open.
#[derive(Debug)]
pub(super) enum Kind {
    /// The text itself.
    Root,
    /// A paragraph.
    Paragraph,
    /// A heading of the level that was written.
    Heading(u8),
    /// A quotation or a call-out.
    Quote(Option<CalloutKind>),
    /// A block of code: its info string and its text.
    Code(Option<String>, String),
    /// A list.
    List(Option<u64>, Vec<ListItem>),
    /// An item of a list.
    Item(Option<TaskMark>),
    /// A footnote.
    Footnote(String),
    /// A definition list.
    Definitions(Vec<Definition>),
    /// A term of it.
    Term,
    /// A meaning of it.
    Meaning,
    /// A table: its rows, the head first.
    Table(Vec<ColumnAlignment>, Vec<Vec<Vec<Inline>>>),
    /// A row of a table.
    Row(Vec<Vec<Inline>>),
    /// A cell of a table.
    Cell,
    /// An inline element around some words.
    Wrap(Wrap),
    /// A link.
    Link {
        /// Where it leads.
        address: String,
        /// Its tooltip.
        title: String,
    },
    /// A picture; its words are the alternative text.
    Image {
        /// Where it is.
        address: String,
        /// Its caption.
        title: String,
    },
    /// An element of the author's HTML that the model knows in another shape.
    HtmlWrap(HtmlWrap, Span),
    /// A fenced block.
    Container(Box<OpenContainer>),
    /// A quiz or survey.
    Quiz(Box<OpenQuiz>),
    /// A part of a question.
    Part(PartKind, Attributes, OpenFence),
    /// A fenced block that could not be understood: what stands in it belongs to what is around it.
    Unknown(OpenFence),
    /// The opening line of a `details` block.
    Summary,
}

/// An inline element around some words.
#[derive(Debug, Clone, Copy)]
pub(super) enum Wrap {
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Struck out.
    Strikethrough,
    /// Raised.
    Superscript,
    /// Lowered.
    Subscript,
}

/// An element of the author's HTML that the model knows in another shape.
#[derive(Debug)]
pub(super) enum HtmlWrap {
    /// `<a href>`: address and title.
    Link(String, String),
    /// `<span lang>`.
    Passage(Lang),
    /// `<sub>`.
    Subscript,
    /// `<sup>`.
    Superscript,
}

impl HtmlWrap {
    /// Returns the element's name.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Link(..) => "a",
            Self::Passage(_) => "span",
            Self::Subscript => "sub",
            Self::Superscript => "sup",
        }
    }
}

/// The opening line of a fenced block.
#[derive(Debug, Clone)]
pub(super) struct OpenFence {
    /// The line, from its colons on.
    pub(super) head: Range<usize>,
    /// Whether its closing line was met inside something that is still open.
    pub(super) closed: bool,
}

/// A fenced block that is no quiz.
#[derive(Debug)]
pub(super) struct OpenContainer {
    /// What it is.
    pub(super) kind: ContainerKind,
    /// Its `#id`.
    pub(super) id: Option<Box<str>>,
    /// Its number in the file.
    pub(super) number: u32,
    /// Its opening line.
    pub(super) fence: OpenFence,
}

impl OpenContainer {
    /// Returns how the pictures in it are set, where it says so.
    pub(super) fn figure(&self) -> Option<Figure> {
        match self.kind {
            ContainerKind::Figure(figure) => Some(figure),
            _ => None,
        }
    }
}

/// A quiz or survey.
#[derive(Debug)]
pub(super) struct OpenQuiz {
    /// Graded or not.
    pub(super) kind: QuizKind,
    /// Its `#id`.
    pub(super) id: Option<Box<str>>,
    /// Its number in the file.
    pub(super) number: u32,
    /// How it is run.
    pub(super) settings: QuizSettings,
    /// Where it takes questions from: the address.
    pub(super) bank: Option<crate::model::Bank>,
    /// What was found in it.
    pub(super) pieces: Vec<Piece>,
    /// The gaps of each heading's question, in the order of the headings.
    pub(super) gaps: Vec<Vec<Gap>>,
    /// How many gaps of the last question had been counted when the last piece was added.
    pub(super) gaps_counted: usize,
    /// Its opening line; a bank without fences has none.
    pub(super) fence: Option<OpenFence>,
}

/// What stands directly in a quiz.
#[derive(Debug)]
pub(super) enum Piece {
    /// A heading.
    Heading {
        /// Its level, as written.
        level: u8,
        /// Its words.
        content: Vec<Inline>,
        /// What stands in its braces.
        attributes: Attributes,
        /// Where it stands.
        span: Span,
        /// Which of [`OpenQuiz::gaps`] are its question's.
        gaps: usize,
    },
    /// A block, and whether there are gaps in it.
    Block(Block, Gapped),
    /// `::: hint`.
    Hint(Vec<Block>, Span),
    /// `::: right`.
    Right(Vec<Block>, Span),
    /// `::: wrong`.
    Wrong(WrongAnswer, Span),
    /// `::: advice`, with the dimension that it names.
    Advice(Advice, Option<Spanned<String>>),
}

/// Whether there are gaps in a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gapped {
    /// There are.
    Yes,
    /// There are none.
    No,
}

/// A part of a question that is fenced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartKind {
    /// Given one at a time.
    Hint,
    /// Said after a right answer.
    Right,
    /// Said after a wrong one.
    Wrong,
    /// Said to a result.
    Advice,
}

/// Tells whether a frame is a fenced block (or a bank as a whole).
pub(super) fn is_fence(kind: &Kind) -> bool {
    matches!(kind, Kind::Container(_) | Kind::Quiz(_) | Kind::Part(..) | Kind::Unknown(_))
}
