//! What the Markdown parser's elements are called here.

use crate::model::{CalloutKind, ColumnAlignment, Inline, Passage};
use crate::parse::frame::{HtmlWrap, Kind, Wrap};
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, LinkType, Tag};

/// Returns what the Markdown parser's `tag` opens.
pub(super) fn kind_of(tag: Tag<'_>) -> Kind {
    match tag {
        Tag::Paragraph | Tag::HtmlBlock | Tag::MetadataBlock(_) => Kind::Paragraph,
        Tag::Heading { level, .. } => Kind::Heading(level as u8),
        Tag::BlockQuote(kind) => Kind::Quote(kind.map(|kind| match kind {
            BlockQuoteKind::Note => CalloutKind::Note,
            BlockQuoteKind::Tip => CalloutKind::Tip,
            BlockQuoteKind::Important => CalloutKind::Important,
            BlockQuoteKind::Warning => CalloutKind::Warning,
            BlockQuoteKind::Caution => CalloutKind::Caution,
        })),
        Tag::CodeBlock(CodeBlockKind::Indented) => Kind::Code(None, String::new()),
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Kind::Code(Some(info.to_string()), String::new()),
        Tag::List(start) => Kind::List(start, Vec::new()),
        Tag::Item => Kind::Item(None),
        Tag::FootnoteDefinition(label) => Kind::Footnote(label.to_string()),
        Tag::DefinitionList => Kind::Definitions(Vec::new()),
        Tag::DefinitionListTitle => Kind::Term,
        Tag::DefinitionListDefinition => Kind::Meaning,
        Tag::Table(alignments) => Kind::Table(alignments.into_iter().map(alignment).collect(), Vec::new()),
        Tag::TableHead | Tag::TableRow => Kind::Row(Vec::new()),
        Tag::TableCell => Kind::Cell,
        Tag::Emphasis => Kind::Wrap(Wrap::Emphasis),
        Tag::Strong => Kind::Wrap(Wrap::Strong),
        Tag::Strikethrough => Kind::Wrap(Wrap::Strikethrough),
        Tag::Superscript => Kind::Wrap(Wrap::Superscript),
        Tag::Subscript => Kind::Wrap(Wrap::Subscript),
        Tag::Link { link_type, dest_url, title, .. } => {
            let mail = if link_type == LinkType::Email { "mailto:" } else { "" };
            Kind::Link { address: format!("{mail}{dest_url}"), title: title.to_string() }
        }
        Tag::Image { dest_url, title, .. } => Kind::Image { address: dest_url.to_string(), title: title.to_string() },
    }
}

fn alignment(alignment: Alignment) -> ColumnAlignment {
    match alignment {
        Alignment::None => ColumnAlignment::None,
        Alignment::Left => ColumnAlignment::Left,
        Alignment::Center => ColumnAlignment::Center,
        Alignment::Right => ColumnAlignment::Right,
    }
}

/// Returns the inline that `wrap` makes of `inner`.
pub(super) fn wrapped(wrap: Wrap, inner: Vec<Inline>) -> Inline {
    match wrap {
        Wrap::Emphasis => Inline::Emphasis(inner),
        Wrap::Strong => Inline::Strong(inner),
        Wrap::Strikethrough => Inline::Strikethrough(inner),
        Wrap::Superscript => Inline::Superscript(inner),
        Wrap::Subscript => Inline::Subscript(inner),
    }
}

/// Returns the inline that an HTML element makes of `inner`, but for links.
pub(super) fn html_wrapped(wrap: HtmlWrap, inner: Vec<Inline>) -> Inline {
    match wrap {
        HtmlWrap::Passage(lang) => Inline::Passage(Box::new(Passage { lang, content: inner })),
        HtmlWrap::Subscript => Inline::Subscript(inner),
        HtmlWrap::Superscript | HtmlWrap::Link(..) => Inline::Superscript(inner),
    }
}
