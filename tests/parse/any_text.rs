//! Whatever the text: no panic, spans inside it, tags balanced, in bounded time.

use crate::parse_in;
use alforja::model::{Block, HtmlTag, Inline, TagPart};
use alforja::parse::TextKind;
use alforja::span::Span;
use proptest::prelude::*;

/// Pieces of texts that meet badly.
const FRAGMENTS: &[&str] = &[
    "::: quiz\n",
    "::: quiz {#a pass=7\n",
    "::: survey {#a}\n",
    ":::\n",
    "  :::\n",
    "> :::\n",
    "> ::: hint\n",
    "::: hint\n",
    "::: wrong {answer=\"ж\"}\n",
    "::: details *a* <b> [[x]] $x$\n",
    "::: figure {width=half}\n",
    "::: plan {repeat}\n",
    "::: passage {lang=ar}\n",
    "::: ж\n",
    "- ",
    "- [ ] ",
    "- [x] a\n",
    "1. a\n",
    "> ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "# ",
    "### Жа {#q .order points=2}\n",
    "### A {.match}\n",
    "## B {.scale}\n",
    "{",
    "}",
    "{#a}\n",
    "[[",
    "]]",
    "[[a|b]]",
    "[[(a)|b]]",
    "[[12 ± 0,5]]",
    "[[]]",
    "![[x]]",
    "| a | [[b\\|c]] |\n",
    "|---|---|\n",
    "a\n: b\n",
    "[^a]",
    "[^a]: b\n",
    "[a]: b\n",
    "[a](b.md)",
    "![a](b.jpg)",
    "[![a](b.jpg)](https://youtu.be/x)",
    "*",
    "**",
    "`",
    "```\n",
    "$",
    "$$",
    "<b>",
    "</b>",
    "<div>\n",
    "</div>\n",
    "<a href=\"x\">",
    "</a>",
    "<span lang=ar>",
    "</span>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<p",
    " class='ж",
    "<pre>\n",
    "<sup>",
    "---\n",
    "___\n",
    "===\n",
    "\\",
    "&amp;",
    "\0",
    "é",
    "e\u{301}",
    "💧",
    "\u{feff}",
    "\u{a0}",
    "word ",
];

fn checked(text: &str, kind: TextKind) {
    let parsed = parse_in(text, "da", kind);
    let sound = |span: Span| {
        let range = span.range();
        assert!(text.get(range.clone()).is_some(), "{range:?} is no part of {text:?}");
    };
    for diagnostic in &parsed.diagnostics {
        sound(diagnostic.span);
        diagnostic.labels.iter().for_each(|(span, _)| sound(*span));
    }
    let document = &parsed.value.document;
    document.links.iter().for_each(|link| sound(link.span));
    document.media.iter().for_each(|media| sound(media.span));
    document.anchors.iter().for_each(|anchor| sound(anchor.span));
    let whole = Span::new(document.file, 0..text.len());
    blocks(&document.blocks, whole, text);
    document.footnotes.iter().for_each(|(_, inner)| blocks(inner, whole, text));
}

fn inside(span: Span, outer: Span, text: &str) {
    assert!(text.get(span.range()).is_some(), "{span:?} is no part of {text:?}");
    assert!(outer.start <= span.start && span.end <= outer.end, "{span:?} is not in {outer:?} of {text:?}");
}

fn blocks(all: &[Block], outer: Span, text: &str) {
    balanced(
        all.iter().filter_map(|block| match block {
            Block::Html(tag) => Some(tag),
            _ => None,
        }),
        text,
    );
    for block in all {
        match block {
            Block::Heading { content, span, .. } => {
                inside(*span, outer, text);
                inlines(content, text);
            }
            Block::Paragraph(content) | Block::Plain(content) => inlines(content, text),
            Block::List { items, .. } => {
                for item in items {
                    inside(item.span, outer, text);
                    blocks(&item.content, outer, text);
                }
            }
            Block::Quote(inner) | Block::Callout(_, inner) => blocks(inner, outer, text),
            Block::Code(code) => inside(code.span, outer, text),
            Block::Table(table) => {
                inside(table.span, outer, text);
                table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| inlines(cell, text));
            }
            Block::Quiz(quiz) => {
                inside(quiz.span, outer, text);
                inside(quiz.head, quiz.span, text);
                blocks(&quiz.introduction, quiz.span, text);
                for question in &quiz.questions {
                    inside(question.span, quiz.span, text);
                    inlines(&question.prompt, text);
                    blocks(&question.body, quiz.span, text);
                    blocks(&question.explanation, quiz.span, text);
                }
            }
            Block::Container(container) => {
                inside(container.span, outer, text);
                inside(container.head, container.span, text);
                blocks(&container.content, container.span, text);
            }
            _ => {}
        }
    }
}

fn inlines(all: &[Inline], text: &str) {
    balanced(
        all.iter().filter_map(|inline| match inline {
            Inline::Html(tag) => Some(&**tag),
            _ => None,
        }),
        text,
    );
    for inline in all {
        match inline {
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strikethrough(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner) => inlines(inner, text),
            Inline::Passage(passage) => inlines(&passage.content, text),
            Inline::Link(link) => inlines(&link.content, text),
            _ => {}
        }
    }
}

fn balanced<'a>(tags: impl Iterator<Item = &'a HtmlTag>, text: &str) {
    let mut open = Vec::new();
    for tag in tags {
        match tag.part {
            TagPart::Open => open.push(tag.name),
            TagPart::Close => assert_eq!(open.pop(), Some(tag.name), "{text:?}"),
            TagPart::Void => {}
        }
    }
    assert!(open.is_empty(), "{open:?} stay open in {text:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string_is_parsed(text in any::<String>()) {
        checked(&text, TextKind::Page);
    }

    #[test]
    fn any_mix_of_fragments_is_parsed(
        parts in prop::collection::vec(prop::sample::select(FRAGMENTS), 0..60),
        bank in any::<bool>(),
    ) {
        checked(&parts.concat(), if bank { TextKind::Bank } else { TextKind::Page });
    }
}

#[test]
fn hostile_nesting_neither_overflows_nor_takes_long() {
    let many = 20_000;
    for piece in [
        "> ",
        "- ",
        "*a ",
        "**",
        "[",
        "![",
        "[[",
        "]]",
        "<b>",
        "<div>\n",
        "</div>\n",
        "<span lang=ar>",
        "::: details\n",
        ":::\n",
        "{#",
        "::: quiz\n### A\n",
        "[^a]",
        "`",
        "$",
        "<a href=x>",
        "\\..",
        "{",
        "|",
        "a\n: b\n",
    ] {
        checked(&piece.repeat(many), TextKind::Page);
    }
    checked(&format!("::: quiz\n### {}", "[[a|".repeat(many)), TextKind::Page);
    checked(&format!("::: quiz\n### [[{}]]", "\\..".repeat(many)), TextKind::Page);
}
