//! What every format is read into: a course without places, ready to be written in our Markdown.
//!
//! It says what was there, not how it is written: no text in it is Markdown or HTML.

use crate::import::Lost;
use crate::locale::Lang;
use crate::model::CalloutKind;

/// A file of somebody else's, read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Imported {
    /// What the course is called; without it the file's name says.
    pub title: Option<String>,
    /// The language that the file says it is in.
    pub lang: Option<Lang>,
    /// What is said of the course as a whole.
    pub introduction: Vec<Block>,
    /// Its modules; empty ones are not written.
    pub modules: Vec<Module>,
    /// Its pictures, films, sounds and downloads, in the order of [`MediaRef`].
    pub media: Vec<Media>,
    /// What could not be carried over.
    pub lost: Vec<Lost>,
    /// Under which licence it may be used, by its short name.
    pub licence: Option<String>,
    /// Who made it.
    pub authors: Vec<String>,
}

/// Lessons that belong together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Module {
    /// What it is called; without it as the course.
    pub title: Option<String>,
    /// What is said before its lessons.
    pub introduction: Vec<Block>,
    /// Its lessons.
    pub lessons: Vec<Lesson>,
}

/// A page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lesson {
    /// What it is called; without it as its module.
    pub title: Option<String>,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// Which of [`Imported::media`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MediaRef(pub usize);

/// A picture, film, sound or download.
#[derive(Debug, Clone, PartialEq)]
pub struct Media {
    /// Its name in the file that it comes from, with its ending; a safe one is made of it.
    pub name: String,
    /// What it holds.
    pub body: MediaBody,
}

/// What a picture, film, sound or download holds.
#[derive(Debug, Clone, PartialEq)]
pub enum MediaBody {
    /// These bytes.
    Bytes(Vec<u8>),
    /// An entry of the zip that is imported, copied when it is written: films never stand in memory.
    Entry {
        /// The entry's whole name.
        name: String,
        /// How long it may be, in bytes.
        most: u64,
    },
}

/// What stands on its own lines.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading below the page's title.
    Heading {
        /// 2 to 6; other numbers are moved there.
        level: u8,
        /// Its words.
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List {
        /// The first number of an ordered list.
        start: Option<u64>,
        /// Its items.
        items: Vec<Vec<Block>>,
    },
    /// A table. Cells of several lines hold [`Inline::Break`].
    Table {
        /// The head row; empty: a table without one.
        head: Vec<Vec<Inline>>,
        /// The rows below; shorter ones are filled up.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A picture, film, sound alone on its line, or a download.
    Media(Picture),
    /// A film on the web, by its address.
    WebFilm {
        /// The address.
        address: Address,
        /// Its title.
        title: String,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// A call-out.
    Callout(CalloutKind, Vec<Block>),
    /// Code.
    Code {
        /// The language, where it is known.
        language: Option<String>,
        /// The code.
        text: String,
    },
    /// A formula on its own lines, in TeX.
    Math(String),
    /// Folded text.
    Details {
        /// The line that is always seen.
        summary: Vec<Inline>,
        /// What is folded.
        content: Vec<Block>,
    },
    /// A thematic break.
    Rule,
    /// Links to this name lead to the page that it stands on.
    Place(String),
    /// Questions. Only directly in a lesson.
    Quiz(Box<Quiz>),
}

/// A mention of a picture, film, sound or download.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Which.
    pub media: MediaRef,
    /// What it shows; `-`: it is decoration. Empty: nobody said, and `check` will ask.
    pub alternative: String,
    /// What stands below it.
    pub caption: Option<String>,
}

/// What stands in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Words; line ends in them are spaces.
    Text(String),
    /// Code in a sentence.
    Code(String),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Struck out.
    Strikethrough(Vec<Inline>),
    /// Raised.
    Superscript(Vec<Inline>),
    /// Lowered.
    Subscript(Vec<Inline>),
    /// A formula in the sentence, in TeX.
    Math(String),
    /// A link.
    Link {
        /// Where it leads.
        target: Target,
        /// Its words.
        content: Vec<Inline>,
    },
    /// A picture in a sentence.
    Media(Picture),
    /// A footnote, mentioned here.
    Note(Vec<Block>),
    /// A gap to fill. Only in a question's prompt.
    Gap(Gap),
    /// A line break that the author wants.
    Break,
    /// Links to this name lead here.
    Anchor(String),
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The web or a person.
    Web(Address),
    /// A download.
    Media(MediaRef),
    /// A place in the same import, by the name of its [`Inline::Anchor`] or [`Block::Place`].
    Place(String),
}

/// An address that a link may have: `https:`, `http:`, `mailto:`, `tel:` or `sms:`, and no sign that Markdown reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// Returns the address, with the signs that an address cannot hold written as such; nothing where it leads elsewhere
    /// or runs something.
    pub fn new(address: &str) -> Option<Self> {
        let address = address.trim();
        let (scheme, rest) = address.split_once(':')?;
        let known = ["http", "https", "mailto", "tel", "sms"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
        if !known || rest.trim_matches('/').is_empty() {
            return None;
        }
        let mut safe = String::with_capacity(address.len());
        for letter in address.chars() {
            let plain = !letter.is_whitespace() && !letter.is_control();
            if plain && !"<>()[]{}\\\"`|$^".contains(letter) {
                safe.push(letter);
                continue;
            }
            let mut buffer = [0; 4];
            for byte in letter.encode_utf8(&mut buffer).bytes() {
                safe.push_str(&format!("%{byte:02X}"));
            }
        }
        Some(Self(safe))
    }

    /// Returns the address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Graded or ungraded questions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Quiz {
    /// Whether it is a survey: nothing is right or wrong.
    pub survey: bool,
    /// The pass mark, per cent.
    pub pass: Option<u8>,
    /// How often each question may be tried; 0: without limit.
    pub attempts: u32,
    /// Whether answers come in random order.
    pub shuffle_answers: bool,
    /// Whether questions come in random order.
    pub shuffle_questions: bool,
    /// How many questions are drawn.
    pub draw: Option<u32>,
    /// What stands before the first question.
    pub introduction: Vec<Block>,
    /// The questions.
    pub questions: Vec<Question>,
}

/// One question.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// What it is called where it comes from: reports name it so. It is not written.
    pub name: String,
    /// The line of the file that it begins in, where that is known.
    pub line: Option<usize>,
    /// What is asked. The gaps of [`QuestionKind::Gaps`] stand in it.
    pub prompt: Vec<Block>,
    /// How it is answered, and what is right.
    pub kind: QuestionKind,
    /// What it counts.
    pub points: u32,
    /// Whether typed answers must be exact.
    pub strict: bool,
    /// Whether its answers keep their order.
    pub fixed: bool,
    /// Said after the answer, whatever it was.
    pub explanation: Vec<Block>,
    /// Given one at a time.
    pub hints: Vec<Vec<Block>>,
    /// Said after a right answer.
    pub right: Vec<Block>,
    /// Said after a wrong one: only after a certain typed answer, or after any.
    pub wrong: Vec<(Option<String>, Vec<Block>)>,
}

impl Question {
    /// Returns a question of one point without anything around it.
    pub fn new(name: &str, prompt: Vec<Block>, kind: QuestionKind) -> Self {
        Self {
            name: name.to_owned(),
            line: None,
            prompt,
            kind,
            points: 1,
            strict: false,
            fixed: false,
            explanation: Vec::new(),
            hints: Vec::new(),
            right: Vec::new(),
            wrong: Vec::new(),
        }
    }
}

/// How a question is answered, and what is right.
#[derive(Debug, Clone, PartialEq)]
pub enum QuestionKind {
    /// True or false; the two words are those of the course's language.
    TrueFalse {
        /// Whether it is true.
        right: bool,
        /// Said when "true" was chosen, and when "false" was.
        feedback: [Vec<Block>; 2],
    },
    /// Choose one, or any number, among answers.
    Choice {
        /// Whether several may be chosen.
        multiple: bool,
        /// The answers.
        choices: Vec<Choice>,
    },
    /// Fill the gaps that stand in the prompt.
    Gaps,
    /// Put into order; the items stand in the right one.
    Order(Vec<Vec<Block>>),
    /// Match two columns.
    Match {
        /// The heads of the columns; both may be empty.
        heads: [Vec<Inline>; 2],
        /// What belongs together.
        pairs: Vec<[Vec<Inline>; 2]>,
    },
    /// Answer in one's own words.
    Open {
        /// A good answer, shown after one's own.
        model_answer: Vec<Block>,
    },
    /// Choose a step of a scale. Only in a survey.
    Scale(Vec<Vec<Inline>>),
}

/// One answer to choose.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// Whether it is right.
    pub right: bool,
    /// What it says.
    pub content: Vec<Block>,
    /// Said when it was chosen.
    pub feedback: Vec<Block>,
}

/// A gap in running text.
#[derive(Debug, Clone, PartialEq)]
pub enum Gap {
    /// A word or phrase: any of these spellings; the first is shown as the answer.
    Text(Vec<String>),
    /// A number, as [`crate::import::number`] writes it: digits with a point.
    Number {
        /// The smallest that is right.
        from: String,
        /// The greatest; the same as `from` where only one is right.
        to: String,
    },
    /// A number and how far from it an answer may be.
    Near {
        /// The number, digits with a point.
        value: String,
        /// How far, not negative.
        by: String,
    },
    /// One of these; at least one right and one wrong.
    Choice(Vec<(String, bool)>),
}

/// Returns a paragraph of plain words, or nothing where there are none.
pub fn words(text: &str) -> Vec<Block> {
    let text = text.trim();
    if text.is_empty() { Vec::new() } else { vec![Block::Paragraph(vec![Inline::Text(text.to_owned())])] }
}

/// Returns the words of some inlines without markup, gaps as `…`.
pub fn plain(content: &[Inline]) -> String {
    let mut text = String::new();
    push_plain(content, &mut text);
    text
}

fn push_plain(content: &[Inline], text: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(words) | Inline::Code(words) | Inline::Math(words) => text.push_str(words),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strikethrough(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner)
            | Inline::Link { content: inner, .. } => push_plain(inner, text),
            Inline::Media(picture) => text.push_str(picture.alternative.trim_matches('-')),
            Inline::Gap(_) => text.push('…'),
            Inline::Break => text.push(' '),
            Inline::Note(_) | Inline::Anchor(_) => {}
        }
    }
}

/// Returns the words of some blocks without markup, on one line.
pub fn plain_blocks(blocks: &[Block]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for inlines in flat(blocks) {
        parts.push(plain(&inlines));
    }
    let joined = parts.join(" ");
    joined.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns blocks as lines of a sentence: what can only stand in one line keeps its words and loses its form.
pub fn flat(blocks: &[Block]) -> Vec<Vec<Inline>> {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Heading { content, .. } | Block::Paragraph(content) => lines.push(content.clone()),
            Block::List { items, .. } => items.iter().for_each(|item| lines.extend(flat(item))),
            Block::Table { head, rows } => {
                for row in std::iter::once(head).chain(rows).filter(|row| !row.is_empty()) {
                    let mut line = Vec::new();
                    for cell in row.iter().filter(|cell| !cell.is_empty()) {
                        if !line.is_empty() {
                            line.push(Inline::Text(" – ".to_owned()));
                        }
                        line.extend(cell.iter().cloned());
                    }
                    lines.push(line);
                }
            }
            Block::Media(picture) => lines.push(vec![Inline::Media(picture.clone())]),
            Block::WebFilm { address, title } => {
                let content = vec![Inline::Text(title.clone())];
                lines.push(vec![Inline::Link { target: Target::Web(address.clone()), content }]);
            }
            Block::Quote(inner) | Block::Callout(_, inner) => lines.extend(flat(inner)),
            Block::Code { text, .. } => {
                lines.extend(text.lines().map(|line| vec![Inline::Code(line.to_owned())]));
            }
            Block::Math(tex) => lines.push(vec![Inline::Math(tex.clone())]),
            Block::Details { summary, content } => {
                lines.push(summary.clone());
                lines.extend(flat(content));
            }
            Block::Rule | Block::Place(_) | Block::Quiz(_) => {}
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// Returns blocks as one line, with [`Inline::Break`] between what stood on lines of its own.
pub fn one_line(blocks: &[Block]) -> Vec<Inline> {
    let mut line = Vec::new();
    for inlines in flat(blocks) {
        if !line.is_empty() {
            line.push(Inline::Break);
        }
        line.extend(inlines);
    }
    line
}
