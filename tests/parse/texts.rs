//! Plain texts: titles, headings, links, pictures, lists, code.

use crate::{both, parse, parse_in, problems, shape};
use alforja::model::Gap;
use alforja::parse::{TextKind, bank_questions, glossary_entries};

#[test]
fn headings_have_ids_and_stand_below_the_title() {
    shape("## A b\n\n### Ж {#z}", "h2#a-b(A b) h3#z(Ж)");
    shape("# Title\n\n## A\n\n## A", "h2#a(A) h2#a-1(A)");
    shape("---\ntitle: T\n---\n# One\n\n## Two", "h2#one(One) h3#two(Two)");
    shape("---\ntitle: T\n---\n# T\n\n## Two", "h2#two(Two)");
    shape("## A {#a}\n\n## A", "h2#a(A) h2#a-1(A)");
    shape("## The path\n\n::: details x {#the-path}\n:::", "h2#the-path-1(The path) details<x>#the-path()");
    shape("## Setext *b*\n\nTwo {#two}\n---", "h2#setext-b(Setext em(b)) h2#two(Two)");
    problems("## A {#a}\n\n## B {#a}", &["3:7 id/duplicate"]);
    problems("## A {.nav}", &["1:7 attribute/unknown"]);
    problems("## A {#a b=\"c d\"}", &["1:10 attribute/unknown"]);
}

#[test]
fn the_title_is_the_first_heading_of_level_one() {
    let title = |text: &str| parse(text).value.title.map(|title| title.value);
    assert_eq!(title("# A *b*\n\nx").as_deref(), Some("A b"));
    assert_eq!(title("x\n\n# A").as_deref(), Some("A"));
    assert_eq!(title("## A"), None);
    assert_eq!(title("---\ntitle: T\n---\n# A"), None);
    problems("---\ntitle: T\n\n# A", &["1:1 front-matter/unclosed"]);
}

#[test]
fn blocks_of_markdown_are_kept() {
    shape("a\nb  \nc", "p(a~b/c)");
    shape("- a\n- b\n  1. c", "ul((a); (b) ol((c)))");
    shape("- a\n\n- b", "ul(p(a); p(b))");
    shape("- [ ] a\n- [x] b", "ul([](a); [x](b))");
    shape("> a\n\n> [!TIP]\n> b", "quote(p(a)) tip(p(b))");
    shape("| a | b |\n|---|---|\n| c \\| d | `e` |", "table(a|b/c | d|`e`)");
    shape("Term\n: meaning\n: other", "dl(Term=(meaning)+(other))");
    shape("***", "rule");
    shape("~~a~~ **b** `c` $d$ \\*", "p(del(a) strong(b) `c` math(d) *)");
    shape("$$\na\n$$", "math(\na\n)");
    shape("It costs $5 or $6/US$7 a day", "p(It costs $5 or $6/US$7 a day)");
    shape("a\r\n\r\nb\r\n", "p(a) p(b)");
}

#[test]
fn code_keeps_its_text() {
    shape("```js {4,5}\na\n```", "code:js[4, 5](\"a\\n\")");
    shape("```js{1-3}\n::: quiz жж\n```", "code:js[1, 2, 3](\"::: quiz жж\\n\")");
    shape("    ::: a\n    b", "code:[](\"::: a\\nb\")");
    shape("> ```\n> :::\n> ```", "quote(code:[](\":::\\n\"))");
    both("```mermaid\na\n```", &["1:1 code/mermaid"], "code:mermaid[](\"a\\n\")");
    problems("```js {a}\n```", &["1:1 code/bad-lines"]);
}

#[test]
fn links_and_pictures_are_numbered() {
    shape("[a](b.md) and <x@y.org> and [c]\n\n[c]: d.md#e", "p(a0(a) and a1(x@y.org) and a2(c))");
    shape("![a](b.jpg \"c\")", "media0(c)");
    shape("see ![a](b.jpg)", "p(see img0)");
    shape("[![a](b.jpg)](https://youtu.be/x)", "media0()");
    shape("[![a](b.jpg)](c.md)", "media0( link0)");
    shape(
        "::: figure {width=half side=end}\n![a](b.jpg)\n:::",
        "figure(figure { width: half, side: end })(media0( Half End))",
    );
    shape(
        "- a\n  ::: figure {width=third}\n  ![a](b.jpg)\n  :::",
        "ul((a) figure(figure { width: third, side: none })(media0( Third None)))",
    );
    let document = parse("[![A *b*](b.jpg)](video:x) <x@y.org>").value.document;
    assert_eq!(document.links.iter().map(|link| &*link.address).collect::<Vec<_>>(), ["video:x", "mailto:x@y.org"]);
    let document = parse("[![A *b*](b.jpg)](video:x)").value.document;
    assert_eq!((document.links.len(), document.media[0].film_address.as_deref()), (0, Some("video:x")));
    assert_eq!(&*document.media[0].alternative, "A b");
}

#[test]
fn addresses_that_run_something_are_refused() {
    both("[a](javascript:x)", &["1:1 link/scheme"], "p(a)");
    both("x ![a](data:image/png;base64,x)", &["1:3 link/scheme"], "p(x a)");
    both("<a href=\"JAVA\tSCRIPT:x\">b</a>", &["1:1 link/scheme"], "p(b)");
    both("x <img src=\"javascript:x\">", &["1:3 link/scheme"], "p(x)");
    both("[a][b]\n\n[b]: vbscript:x", &["1:1 link/scheme"], "p(a)");
}

#[test]
fn footnotes_stand_in_the_order_of_their_mention() {
    let text = "a[^b] c[^A]\n\n[^a]: one\n[^b]: two";
    let document = parse(text).value.document;
    let labels: Vec<&str> = document.footnotes.iter().map(|(label, _)| &**label).collect();
    assert_eq!(labels, ["b", "a"]);
    shape(text, "p(afn0 cfn1)");
    problems("a\n\n[^a]: one", &["3:1 footnote/unused"]);
}

#[test]
fn a_glossary_is_its_definitions() {
    let document = parse("# Glossary\n\nCar park\n: A *sheet*.\n\nCar park\n: Again.\n\nҮг\n: Word.").value.document;
    let entries = glossary_entries(&document);
    let ids: Vec<(&str, &str)> = entries.iter().map(|entry| (&*entry.id, entry.plain.as_str())).collect();
    assert_eq!(ids, [("car-park", "Car park"), ("car-park-1", "Car park"), ("үг", "Үг")]);
}

#[test]
fn a_bank_is_its_headings_or_its_quizzes() {
    let numbers = |text: &str| {
        let parsed = parse_in(text, "da", TextKind::Bank);
        assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
        bank_questions(&parsed.value.document).iter().map(|question| question.number).collect::<Vec<_>>()
    };
    assert_eq!(numbers("# Bank\n\n## A\n- [x] a\n- [ ] b\n\n## B [[12,5]]"), [1, 2]);
    assert_eq!(numbers("# Bank\n\n## A\n\n::: quiz\n### B [[a]]\n:::"), [1]);
    let parsed = parse_in("## B [[12,5]]", "da", TextKind::Bank);
    match &bank_questions(&parsed.value.document)[0].kind {
        alforja::model::QuestionKind::Gaps(gaps) => assert!(matches!(&gaps[0], Gap::Number(_))),
        kind => panic!("{kind:?}"),
    }
}

#[test]
fn words_are_counted() {
    assert_eq!(parse("# Title\n\nOne two – three, `four`.").value.document.words, 5);
}
