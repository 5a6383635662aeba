//! What stands on its own lines.

use crate::locale::Lang;
use crate::model::{HtmlTag, Inline, LinkIndex, MediaIndex, Quiz};
use crate::span::Span;

/// A block of a text.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading. Level 1 is the page's own title; a text's headings begin at 2.
    Heading {
        /// 2 to 6, as it is to be shown.
        level: u8,
        /// Its anchor.
        id: Box<str>,
        /// Its words.
        content: Vec<Inline>,
        /// Where it stands.
        span: Span,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// The words of a tight list item: a paragraph without space around it.
    Plain(Vec<Inline>),
    /// A list.
    List {
        /// The first number of an ordered list.
        start: Option<u64>,
        /// Its items.
        items: Vec<ListItem>,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// `> [!NOTE]` and its like.
    Callout(CalloutKind, Vec<Block>),
    /// Code.
    Code(Box<CodeBlock>),
    /// A table.
    Table(Box<Table>),
    /// A definition list.
    Definitions(Vec<Definition>),
    /// A formula on its own lines, in TeX.
    Math(Box<str>, Span),
    /// A thematic break.
    Rule,
    /// A picture, film or sound alone in its paragraph.
    Media {
        /// Which one.
        media: MediaIndex,
        /// Its caption.
        caption: Option<Box<str>>,
        /// How it is set.
        figure: Figure,
        /// For a still that links somewhere: the link. A still whose address is certainly a film has none.
        link: Option<LinkIndex>,
    },
    /// A tag of the author's own HTML that was found harmless; such tags are balanced among their siblings.
    Html(HtmlTag),
    /// Words between such tags.
    HtmlText(Box<str>),
    /// A quiz or a survey.
    Quiz(Box<Quiz>),
    /// Any other fenced block.
    Container(Box<Container>),
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListItem {
    /// The box before it, where it has one.
    pub task: Option<TaskMark>,
    /// What it says.
    pub content: Vec<Block>,
    /// Where it stands.
    pub span: Span,
}

/// The box before a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskMark {
    /// Whether the author ticked it.
    pub ticked: bool,
    /// In a plan: the number of the field that it is, from 1 in the lesson.
    pub field: Option<u32>,
}

/// The five call-outs of the code hosts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalloutKind {
    /// Worth knowing.
    Note,
    /// Makes it easier.
    Tip,
    /// Must be known.
    Important,
    /// May go wrong.
    Warning,
    /// Will do harm.
    Caution,
}

impl CalloutKind {
    /// Returns its name in message keys and style classes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Warning => "warning",
            Self::Caution => "caution",
        }
    }
}

/// A block of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeBlock {
    /// The language, where one is named.
    pub language: Option<Box<str>>,
    /// The lines to mark, from 1.
    pub marked: Vec<u32>,
    /// The code.
    pub text: Box<str>,
    /// The whole block.
    pub span: Span,
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// One a column.
    pub alignments: Vec<ColumnAlignment>,
    /// The head row; all cells empty: a table without one.
    pub head: Vec<Cell>,
    /// The rows below.
    pub rows: Vec<Vec<Cell>>,
    /// The whole table.
    pub span: Span,
}

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnAlignment {
    /// As the script runs.
    None,
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
}

/// A cell of a table.
pub type Cell = Vec<Inline>;

/// A term and what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// The terms.
    pub terms: Vec<Vec<Inline>>,
    /// The meanings.
    pub meanings: Vec<Vec<Block>>,
}

/// How a picture is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figure {
    /// How wide.
    pub width: FigureWidth,
    /// At which side.
    pub side: FigureSide,
}

/// How wide a picture is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FigureWidth {
    /// The text's own width, never wider than the picture.
    #[default]
    Full,
    /// Half of it.
    Half,
    /// A third of it.
    Third,
}

/// At which side of the text a picture stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FigureSide {
    /// On its own lines.
    #[default]
    None,
    /// Where lines begin.
    Start,
    /// Where lines end.
    End,
}

/// A fenced block that is no quiz.
#[derive(Debug, Clone, PartialEq)]
pub struct Container {
    /// What it is.
    pub kind: ContainerKind,
    /// Its `#id`.
    pub id: Option<Box<str>>,
    /// Its number among the containers of its lesson, from 1: what the learner writes is kept under it.
    pub number: u32,
    /// What stands in it.
    pub content: Vec<Block>,
    /// From the opening line to the closing one.
    pub span: Span,
    /// The opening line.
    pub head: Span,
}

/// What a fenced block is.
#[derive(Debug, Clone, PartialEq)]
pub enum ContainerKind {
    /// An open question to oneself.
    Reflection,
    /// Group work or homework.
    Activity {
        /// How long it takes.
        minutes: Option<u32>,
        /// How many work together.
        group: Option<u32>,
        /// What is needed.
        materials: Vec<String>,
    },
    /// Only in the trainer's edition.
    Facilitator {
        /// How long it takes.
        minutes: Option<u32>,
    },
    /// What to take home.
    TakeHome,
    /// A task for one learner.
    Exercise,
    /// The solution of the exercise around it.
    Solution,
    /// A form that the learner fills in.
    Plan {
        /// Whether the learner may add rows to its tables.
        repeat: bool,
        /// Whether it is filled in at several meetings, of which the earlier ones are kept.
        meetings: bool,
    },
    /// A forum or meeting.
    Event(Event),
    /// Folded text.
    Details {
        /// The line that is always seen.
        summary: Vec<Inline>,
    },
    /// Pictures set in another way; the pictures inside carry their [`Figure`].
    Figure(Figure),
    /// Text in another language.
    Passage(Lang),
}

/// A forum or meeting. What is said about it stands in the container.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Event {
    /// Its title (`title`).
    pub title: Option<String>,
    /// The day as `YYYY-MM-DD`, where it is set.
    pub date: Option<String>,
    /// When it begins, `HH:MM`.
    pub start: Option<String>,
    /// When it ends, `HH:MM`.
    pub end: Option<String>,
    /// Where.
    pub place: Option<String>,
}

/// What is said to a result.
#[derive(Debug, Clone, PartialEq)]
pub struct Advice {
    /// From this per cent.
    pub from: u8,
    /// To this per cent, itself included.
    pub to: u8,
    /// In a survey: only for this dimension, an index into [`Quiz::dimensions`].
    pub dimension: Option<u32>,
    /// What is said.
    pub content: Vec<Block>,
    /// Where it stands.
    pub span: Span,
}
