//! What stands in a sentence.

use crate::locale::Lang;
use crate::span::Span;

/// Which of its document's links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LinkIndex(pub u32);

/// Which of its document's pictures, films and sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MediaIndex(pub u32);

/// A piece of a sentence. A library of thousands of lessons has millions of them in memory: what is rare and large is
/// boxed.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Words.
    Text(Box<str>),
    /// Code in a sentence.
    Code(Box<str>),
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
    Math(Box<str>, Span),
    /// A link around some words.
    Link(Box<Link>),
    /// A picture, film or sound.
    Media {
        /// Which one.
        media: MediaIndex,
        /// Its caption.
        title: Option<Box<str>>,
    },
    /// Words in another language, by `<span lang>`.
    Passage(Box<Passage>),
    /// The mention of a footnote: its place among the document's footnotes, from 0.
    FootnoteMention(u32),
    /// A gap to fill: its place among the question's gaps, from 0.
    Gap(u32),
    /// A field of a plan.
    Field(Box<Field>),
    /// A tag of the author's own HTML that was found harmless; such tags are balanced within their block.
    Html(Box<HtmlTag>),
    /// The end of a source line.
    SoftBreak,
    /// A line break that the author wants.
    HardBreak,
}

/// A link around some words.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Which one.
    pub index: LinkIndex,
    /// Its tooltip.
    pub title: Option<Box<str>>,
    /// Its words.
    pub content: Vec<Inline>,
}

/// Words in another language.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// The language.
    pub lang: Lang,
    /// The words.
    pub content: Vec<Inline>,
}

/// A field that the learner fills in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its number in the lesson, from 1: what was filled in is kept under it.
    pub number: u32,
    /// What it takes.
    pub kind: FieldKind,
    /// Where it stands.
    pub span: Span,
}

/// What a field of a plan takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// Several lines of text.
    Lines(u8),
    /// A date.
    Date,
    /// A number.
    Number,
    /// One of these.
    Choice(Vec<String>),
    /// The sum of the number fields above it in its table column; not filled in but computed.
    Sum,
    /// A check box (a task list item in a plan).
    Check,
}

/// A tag of the author's own HTML. By construction it holds allowed names and attributes only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HtmlTag {
    /// The element, from the allow-list of `parse`.
    pub name: &'static str,
    /// Opening, closing or both.
    pub part: TagPart,
    /// Attributes from the allow-list of `parse`, values unescaped.
    pub attributes: Vec<(&'static str, Box<str>)>,
}

/// Which end of an element a tag is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagPart {
    /// `<b>`.
    Open,
    /// `</b>`.
    Close,
    /// `<br>`: an element without content.
    Void,
}

impl Inline {
    /// Returns what stands inside it, where it is markup around other inlines.
    pub(crate) fn inner(&self) -> Option<&[Self]> {
        match self {
            Self::Emphasis(inner)
            | Self::Strong(inner)
            | Self::Strikethrough(inner)
            | Self::Superscript(inner)
            | Self::Subscript(inner) => Some(inner),
            Self::Passage(passage) => Some(&passage.content),
            Self::Link(link) => Some(&link.content),
            _ => None,
        }
    }
}

/// Returns the words of some inlines as plain text: no markup, gaps as `…`.
pub(crate) fn plain_text(content: &[Inline]) -> String {
    let mut text = String::new();
    push_plain(content, &mut text);
    text
}

fn push_plain(content: &[Inline], text: &mut String) {
    for inline in content {
        if let Some(inner) = inline.inner() {
            push_plain(inner, text);
            continue;
        }
        match inline {
            Inline::Text(words) | Inline::Code(words) | Inline::Math(words, _) => text.push_str(words),
            Inline::Gap(_) | Inline::Field(_) => text.push('…'),
            Inline::SoftBreak | Inline::HardBreak => text.push(' '),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Inline;

    #[test]
    fn a_piece_of_a_sentence_is_small() {
        assert!(size_of::<Inline>() <= 32, "{} bytes", size_of::<Inline>());
    }
}
