//! What is set: a text as data, without any markup. Templates see these and nothing else.

use serde::Serialize;

/// Some pieces in order.
pub(crate) type Nodes = Vec<Node>;

/// A piece of a text: something on its own lines, or something in a sentence.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "k", rename_all = "kebab-case")]
pub(crate) enum Node {
    /// A heading inside a chapter, 2 to 6.
    Heading { level: u8, body: Nodes },
    /// A paragraph; `style` says what stands out of the running text.
    Par { style: Option<&'static str>, body: Nodes },
    /// A list.
    List { marker: Marker, start: u64, items: Vec<Item> },
    /// Terms and what they mean.
    Terms { style: Option<&'static str>, items: Vec<Term> },
    /// A quotation.
    Quote { body: Nodes },
    /// What stands out of the text: a call-out, an activity, a fold; `style` says which.
    Boxed { style: &'static str, body: Nodes },
    /// Lines of code; those that the author marked.
    Code { lines: Vec<Line> },
    /// A table.
    Table(Table),
    /// A picture with its caption; `width` in per cent of the text's.
    Figure { width: u8, body: Nodes, caption: Nodes },
    /// A film or sound: what is told of it, the code of its address, its words.
    Film { body: Nodes, code: Option<String>, more: Nodes },
    /// A QR code beside its words.
    Code2d { src: String },
    /// A picture; width and height in pixels of the screen, 0 where they are not known.
    Image { src: String, width: u32, height: u32, alt: String },
    /// A quiz or survey.
    Quiz { survey: bool, body: Nodes },
    /// A question of a kind of `kind_of`.
    Question { of: String, body: Nodes },
    /// The two columns that are to be matched.
    Halves { heads: [Nodes; 2], left: Vec<Nodes>, right: Vec<Nodes> },
    /// The steps of a scale.
    Scale { items: Vec<Nodes> },
    /// An answer at the back.
    Answer { body: Nodes },
    /// Lines to write on.
    Lines { count: u8 },
    /// A line across.
    Rule,
    /// Blocks in a language of their own.
    Division { lang: Option<String>, dir: Option<String>, body: Nodes },
    /// A formula.
    Math { display: bool, body: Vec<Formula> },
    /// A place that links lead to.
    Anchor { id: String },
    /// Words set in another way.
    Styled { style: &'static str, body: Nodes },
    /// Words in a language of their own.
    Passage { lang: Option<String>, dir: Option<String>, body: Nodes },
    /// A link to a place of the book, whose page is told where `page` says so.
    To { id: String, page: bool, body: Nodes },
    /// A link to another place; `shown` where the address is to be read.
    Out { href: String, shown: bool, body: Nodes },
    /// A footnote.
    Note { id: String, body: Nodes },
    /// The mention of a footnote that stands already.
    NoteAgain { id: String },
    /// Room for a word; in a cell as wide as the cell.
    Blank { wide: bool },
    /// A box to tick.
    Tick { done: bool },
    /// A choice in a sentence: a box and its words.
    Choice { body: Nodes },
    /// The end of a line.
    Break,
    /// Words; one space alone is a space that vanishes where lines begin and end.
    #[serde(untagged)]
    Text(String),
}

/// What stands before the items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Marker {
    /// A dot.
    Bullet,
    /// A number.
    Number,
    /// A capital letter.
    Letter,
    /// A box to tick and a capital letter.
    Box,
    /// A line for a number and a capital letter.
    Place,
    /// Nothing: the item begins with its own box.
    None,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Item {
    /// Its number, where it is not the next one.
    pub(crate) value: Option<u64>,
    /// Whether it is the right answer.
    pub(crate) right: bool,
    pub(crate) body: Nodes,
}

/// Terms with what they mean.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(crate) struct Term {
    pub(crate) terms: Vec<Nodes>,
    pub(crate) meanings: Vec<Nodes>,
}

/// A line of code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) marked: bool,
}

/// A table; every cell says where it stands, so that none can stand in the place of another.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(crate) struct Table {
    /// For each column, whether it is as wide as there is room, because it is written in.
    pub(crate) columns: Vec<bool>,
    /// How many of the first rows are its head.
    pub(crate) head: u32,
    /// Whether it has so many columns that its letters are small.
    pub(crate) small: bool,
    pub(crate) caption: Nodes,
    pub(crate) cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Cell {
    pub(crate) x: u32,
    pub(crate) y: u32,
    pub(crate) colspan: u32,
    pub(crate) rowspan: u32,
    pub(crate) align: Option<&'static str>,
    pub(crate) head: bool,
    pub(crate) body: Nodes,
}

/// A piece of a formula.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "m", rename_all = "lowercase")]
pub(crate) enum Formula {
    /// A letter, number or sign; `upright` where letters are not slanted.
    Sign { text: String, upright: bool },
    /// Words.
    Words { text: String },
    /// Room of so many hundredths of an em.
    Space { width: i32 },
    /// Pieces in a row.
    Row { body: Vec<Formula> },
    /// A fraction.
    Frac { over: Vec<Formula>, under: Vec<Formula> },
    /// A root; without an index a square root.
    Root { index: Option<Vec<Formula>>, body: Vec<Formula> },
    /// What stands above and below, at the side or as limits.
    Attach { base: Vec<Formula>, top: Option<Vec<Formula>>, bottom: Option<Vec<Formula>>, limits: bool },
    /// Rows of cells.
    Grid { rows: Vec<Vec<Vec<Formula>>> },
}

/// A part or chapter of a book.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Section {
    /// What it is: `course`, `part`, `chapter`, `glossary`, `answers`.
    pub(crate) kind: String,
    /// The place that links lead to.
    pub(crate) id: String,
    pub(crate) title: Nodes,
    pub(crate) body: Nodes,
}

impl Node {
    /// Tells whether it stands on its own lines.
    pub(crate) fn is_block(&self) -> bool {
        !matches!(
            self,
            Self::Text(_)
                | Self::Styled { .. }
                | Self::Passage { .. }
                | Self::To { .. }
                | Self::Out { .. }
                | Self::Note { .. }
                | Self::NoteAgain { .. }
                | Self::Blank { .. }
                | Self::Tick { .. }
                | Self::Choice { .. }
                | Self::Break
                | Self::Anchor { .. }
                | Self::Image { .. }
                | Self::Math { display: false, .. }
        )
    }

    /// Shows every list of pieces that stands in it.
    pub(crate) fn each_inside(&mut self, visit: &mut dyn FnMut(&mut Nodes)) {
        match self {
            Self::Heading { body, .. }
            | Self::Par { body, .. }
            | Self::Quote { body }
            | Self::Boxed { body, .. }
            | Self::Quiz { body, .. }
            | Self::Question { body, .. }
            | Self::Answer { body }
            | Self::Division { body, .. }
            | Self::Styled { body, .. }
            | Self::Passage { body, .. }
            | Self::To { body, .. }
            | Self::Out { body, .. }
            | Self::Note { body, .. }
            | Self::Choice { body } => visit(body),
            Self::Figure { body, caption: more, .. } | Self::Film { body, more, .. } => {
                visit(body);
                visit(more);
            }
            Self::List { items, .. } => items.iter_mut().for_each(|item| visit(&mut item.body)),
            Self::Terms { items, .. } => {
                let lists = items.iter_mut().flat_map(|term| term.terms.iter_mut().chain(&mut term.meanings));
                lists.for_each(visit);
            }
            Self::Table(table) => {
                visit(&mut table.caption);
                table.cells.iter_mut().for_each(|cell| visit(&mut cell.body));
            }
            Self::Halves { heads, left, right } => heads.iter_mut().chain(left).chain(right).for_each(visit),
            Self::Scale { items } => items.iter_mut().for_each(visit),
            Self::Code { .. }
            | Self::Code2d { .. }
            | Self::Image { .. }
            | Self::Lines { .. }
            | Self::Rule
            | Self::Math { .. }
            | Self::Anchor { .. }
            | Self::NoteAgain { .. }
            | Self::Blank { .. }
            | Self::Tick { .. }
            | Self::Break
            | Self::Text(_) => {}
        }
    }
}

/// Shows every piece to `visit`, those inside others after them; what `visit` makes of it stands in its place.
pub(crate) fn rewrite(nodes: &mut Nodes, visit: &mut dyn FnMut(Node) -> Nodes) {
    let before = std::mem::take(nodes);
    for node in before {
        let mut made = visit(node);
        made.iter_mut().for_each(|one| one.each_inside(&mut |inside| rewrite(inside, visit)));
        nodes.append(&mut made);
    }
}
