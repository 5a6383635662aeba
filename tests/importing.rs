//! What is written of an import is read back as the same text, whatever it says: no stranger's words become markup.

use alforja::import::{
    Block, Choice, Gap, Imported, Inline, Layout, Lesson, Module, Question, QuestionKind, Quiz, mend, pages,
};
use alforja::locale::{Catalogs, Lang};
use alforja::model::{self, QuestionKind as Kind, plain_text};
use alforja::parse::{ParseInput, ParsedText, TextKind, parse_text};
use alforja::span::FileId;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// Words, and everything that means something to Markdown, to our blocks, to YAML or to HTML.
const PIECES: &[&str] = &[
    "a",
    "word",
    "Өрх",
    "é",
    "1",
    "12",
    "0.5",
    " ",
    "  ",
    "\n",
    "\t",
    "\\",
    "`",
    "``",
    "```",
    "*",
    "**",
    "_",
    "__",
    "~",
    "~~",
    "[",
    "]",
    "[[",
    "]]",
    "(",
    ")",
    "{",
    "}",
    "{.order}",
    "{#id}",
    "<",
    ">",
    "<b>",
    "</b>",
    "<script>",
    "<!--",
    "-->",
    "&",
    "&amp;",
    "&#35;",
    ";",
    "#",
    "##",
    "# ",
    ":",
    ":::",
    "::: quiz",
    ":::\n",
    "::: wrong",
    "-",
    "- ",
    "---",
    "--- ",
    "===",
    "+",
    "+ ",
    "1. ",
    "2) ",
    ".",
    "..",
    "...",
    "|",
    "| a | b |",
    "|---|",
    "$",
    "$$",
    "!",
    "![",
    "\"",
    "'",
    "=",
    "±",
    "[ ] ",
    "[x] ",
    "[^1]",
    "[^1]: ",
    "^",
    "@",
    "%",
    "/",
    "http://a.b",
    "https://youtu.be/x",
    "\u{a0}",
    "\u{0}",
    "\u{7}",
    "\u{feff}",
    "\u{2028}",
    "title: x",
    "'''",
    "{{ a }}",
    "{% a %}",
    "media/a.png",
];

fn texts() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 1..9).prop_map(|pieces| pieces.concat())
}

/// Returns words as they are compared: single spaces, without signs that no text shows, in NFC.
fn normal(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let shown = |letter: char| letter == '\n' || letter == '\t' || !letter.is_control() && letter != '\u{feff}';
    let kept: String = text.chars().filter(|letter| shown(*letter)).collect();
    kept.replace(['\u{2028}', '\u{a0}'], " ").split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect()
}

fn words(text: &str) -> Vec<Block> {
    vec![Block::Paragraph(vec![Inline::Text(text.to_owned())])]
}

/// Returns the one lesson that these blocks become, and its text.
fn written(blocks: Vec<Block>) -> (ParsedText, String) {
    let lesson = Lesson { title: Some("Title".to_owned()), blocks };
    let mut imported =
        Imported { modules: vec![Module { lessons: vec![lesson], ..Module::default() }], ..Imported::default() };
    mend(&mut imported);
    let lang = Lang::english();
    let layout = Layout {
        lang: &lang,
        title: "x",
        truth: ["True", "False"],
        first_module: 1,
        modules: BTreeSet::new(),
        media: BTreeSet::new(),
    };
    let pages = pages(&imported, &layout);
    let text = pages.texts.last().expect("a lesson is written").1.clone();
    static CATALOGS: OnceLock<Catalogs> = OnceLock::new();
    let catalogs = CATALOGS.get_or_init(|| Catalogs::embedded(&[]).unwrap());
    let input = ParseInput { file: FileId(0), text: &text, lang: &lang, catalogs, kind: TextKind::Page };
    let parsed = parse_text(input);
    let told: Vec<_> = parsed.diagnostics.iter().map(|one| one.code).collect();
    assert!(told.is_empty(), "{told:?} in:\n{text}");
    (parsed.value, text)
}

fn told(blocks: &[model::Block]) -> String {
    let mut parts = Vec::new();
    for block in blocks {
        match block {
            model::Block::Heading { content, .. } | model::Block::Paragraph(content) | model::Block::Plain(content) => {
                parts.push(plain_text(content))
            }
            model::Block::List { items, .. } => parts.extend(items.iter().map(|item| told(&item.content))),
            model::Block::Quote(inner) => parts.push(told(inner)),
            model::Block::Code(code) => parts.push(code.text.to_string()),
            model::Block::Table(table) => {
                parts.extend(table.head.iter().chain(table.rows.iter().flatten()).map(|cell| plain_text(cell)));
            }
            model::Block::Container(container) => {
                if let model::ContainerKind::Details { summary } = &container.kind {
                    parts.push(plain_text(summary));
                }
                parts.push(told(&container.content));
            }
            other => parts.push(format!("<{other:?}>")),
        }
    }
    parts.join(" ")
}

fn check(blocks: Vec<Block>, expected: &[&str]) {
    let (parsed, text) = written(blocks);
    let expected = normal(&expected.join(" "));
    assert_eq!(normal(&told(&parsed.document.blocks)), expected, "in:\n{text}");
    assert!(parsed.document.links.is_empty() && parsed.document.media.is_empty(), "in:\n{text}");
}

fn text(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 300, ..ProptestConfig::with_cases(250) })]

    #[test]
    fn words_stay_words(a in texts(), b in texts()) {
        prop_assume!(!normal(&a).is_empty() && !normal(&b).is_empty());
        check([words(&a), words(&b)].concat(), &[&a, &b]);
        check(vec![Block::Heading { level: 2, content: text(&a) }, words(&b).remove(0)], &[&a, &b]);
        check(vec![Block::List { start: None, items: vec![words(&a), words(&b)] }], &[&a, &b]);
        check(vec![Block::List { start: Some(3), items: vec![words(&a), [words(&b), words(&a)].concat()] }], &[&a, &b, &a]);
        check(vec![Block::Quote([words(&a), words(&b)].concat())], &[&a, &b]);
        check(vec![Block::Table { head: vec![text(&a), text(&b)], rows: vec![vec![text(&b), text(&a)]] }], &[&a, &b, &b, &a]);
        check(vec![Block::Details { summary: text(&a), content: words(&b) }], &[&a, &b]);
    }

    #[test]
    fn marked_words_stay_words(a in texts(), b in texts(), c in texts()) {
        prop_assume!(!normal(&a).is_empty() && !normal(&b).is_empty() && !normal(&c).is_empty());
        // Words that touch: compared without any space.
        let sentence = vec![
            Inline::Text(a.clone()),
            Inline::Emphasis(text(&b)),
            Inline::Strong(vec![Inline::Text(c.clone()), Inline::Emphasis(text(&a))]),
            Inline::Superscript(text(&b)),
            Inline::Strikethrough(text(&a)),
            Inline::Break,
            Inline::Text(b.clone()),
        ];
        let together = [&a, &b, &c, &a, &b, &a, &b].map(|part| normal(part)).concat().replace(' ', "");
        for block in [
            Block::Paragraph(sentence.clone()),
            Block::Heading { level: 3, content: sentence.clone() },
            Block::Table { head: Vec::new(), rows: vec![vec![sentence.clone()]] },
        ] {
            let (parsed, source) = written(vec![block]);
            prop_assert_eq!(&normal(&told(&parsed.document.blocks)).replace(' ', ""), &together, "in:\n{}", source);
        }
    }

    #[test]
    fn questions_stay_what_they_ask(a in texts(), b in texts(), c in texts()) {
        prop_assume!([&a, &b, &c].iter().all(|part| !normal(part).is_empty()) && normal(&a) != normal(&b));
        let choice = |text: &str, right| Choice { right, content: words(text), feedback: words(&c) };
        let mut choices = Question::new("q", words(&c), QuestionKind::Choice {
            multiple: false,
            choices: vec![choice(&a, true), choice(&b, false)],
        });
        choices.explanation = words(&a);
        choices.hints = vec![words(&b)];
        choices.right = words(&c);
        choices.wrong = vec![(None, words(&a))];
        let mut gapped = text(&c);
        gapped.push(Inline::Gap(Gap::Text(vec![a.clone(), b.clone()])));
        gapped.push(Inline::Text(b.clone()));
        gapped.push(Inline::Gap(Gap::Choice(vec![(a.clone(), true), (b.clone(), false)])));
        let gaps = Question::new("g", vec![Block::Paragraph(gapped)], QuestionKind::Gaps);
        let pairs = vec![[text(&a), text(&b)], [text(&b), text(&c)]];
        let matched = Question::new("m", words(&a), QuestionKind::Match { heads: [text(&c), Vec::new()], pairs });
        let order = Question::new("o", words(&b), QuestionKind::Order(vec![words(&a), words(&c)]));
        let mut open = Question::new("e", [words(&a), words(&b)].concat(), QuestionKind::Open { model_answer: words(&c) });
        open.points = 3;
        let questions = vec![choices, gaps, matched, order, open];
        let (parsed, source) = written(vec![Block::Quiz(Box::new(Quiz { questions, ..Quiz::default() }))]);
        let [model::Block::Quiz(quiz)] = parsed.document.blocks.as_slice() else { panic!("no quiz in:\n{source}") };
        prop_assert_eq!(quiz.questions.len(), 5, "in:\n{}", source);
        let same = |blocks: &[model::Block], expected: &str| assert_eq!(normal(&told(blocks)), normal(expected), "in:\n{source}");
        let line = |inlines: &[model::Inline], expected: &str| assert_eq!(normal(&plain_text(inlines)), normal(expected), "in:\n{source}");
        let first = &quiz.questions[0];
        line(&first.prompt, &c);
        let Kind::Choice { choices, .. } = &first.kind else { panic!("{source}") };
        prop_assert_eq!(choices.iter().map(|choice| choice.right).collect::<Vec<_>>(), vec![true, false]);
        for (choice, expected) in choices.iter().zip([&a, &b]) {
            same(&choice.content, expected);
            same(&choice.feedback, &c);
        }
        same(&first.explanation, &a);
        same(&first.hints[0], &b);
        same(&first.right, &c);
        same(&first.wrong[0].content, &a);
        let Kind::Gaps(gaps) = &quiz.questions[1].kind else { panic!("{source}") };
        match &gaps[0] {
            model::Gap::Text(texts) => prop_assert_eq!(texts.iter().map(|text| normal(text)).collect::<Vec<_>>(), vec![normal(&a), normal(&b)], "in:\n{}", source),
            other => panic!("{other:?} in:\n{source}"),
        }
        match &gaps[1] {
            model::Gap::Choice(options) => {
                prop_assert_eq!(options.iter().map(|option| (normal(&option.text), option.right)).collect::<Vec<_>>(), vec![(normal(&a), true), (normal(&b), false)], "in:\n{}", source);
            }
            other => panic!("{other:?} in:\n{source}"),
        }
        let Kind::Match { heads, pairs } = &quiz.questions[2].kind else { panic!("{source}") };
        line(&heads[0], &c);
        line(&pairs[0].left, &a);
        line(&pairs[1].right, &c);
        let Kind::Order(items) = &quiz.questions[3].kind else { panic!("{source}") };
        same(&items[0], &a);
        same(&items[1], &c);
        let Kind::Open { model_answer } = &quiz.questions[4].kind else { panic!("{source}") };
        same(model_answer, &c);
        prop_assert_eq!(quiz.questions[4].points, 3);
    }
}
