//! Our questions, written for other programs and imported again, ask and accept the same.

use alforja::export::{Form, export, set};
use alforja::import::{self, Body, Input, Layout};
use alforja::load;
use alforja::locale::{Catalogs, Lang};
use alforja::model::{self, Block, Gap, Inline, Question, QuestionKind, plain_text};
use alforja::output::Archive;
use alforja::parse::{ParseInput, TextKind, parse_text};
use alforja::progress::Silent;
use alforja::span::FileId;
use alforja::tree::{self, Artifact};
use alforja::world::{MemoryWorld, World};
use std::collections::BTreeSet;

const LESSON: &str = r#"---
title: The cash box
---
::: quiz {shuffle=answers}
### Which is *right* & < good? {points=2}
![A box](media/box.png)

- [ ] All: of = it {x}
  > No: ~never~.
- [x] One **third**
- [ ] Nothing

> Saving first.

::: hint
Think.
:::
::: right
Well done.
:::
::: wrong
Look again.
:::

### Which keep it safe?
- [x] Three locks
- [ ] One keeper
- [x] Counting aloud

### How much?
[[300000 ± 500]] ₮

### Who opens the meeting? {.strict}
[[chair|chairperson #1]]

::: wrong {answer="boss"}
A chair is no boss.
:::

### The [[chair]] opens, the [[(treasurer)|guest \| friend|neighbour]] counts [[10..20]] coins.

### The [[(first)|second]] is right.

### Put in order {.order}
1. Welcome
2. Rules
3. Choose

### Match {.match}
| role | task |
|---|---|
| Chair | leads |
| Treasurer | keeps money: all |

### What will you do? {.open}
> One step.
:::
"#;

fn catalogs() -> Catalogs {
    Catalogs::embedded(&[]).unwrap()
}

fn told(blocks: &[Block]) -> String {
    let one = |block: &Block| match block {
        Block::Paragraph(content) | Block::Plain(content) => with_gaps(content),
        Block::List { items, .. } => items.iter().map(|item| told(&item.content)).collect::<Vec<_>>().join(" "),
        Block::Media { .. } => "[picture]".to_owned(),
        _ => String::new(),
    };
    blocks.iter().map(one).filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
}

fn with_gaps(content: &[Inline]) -> String {
    plain_text(content)
}

fn gap(gap: &Gap) -> String {
    match gap {
        Gap::Text(texts) => texts.join("|"),
        Gap::Number(range) => format!("{}..{}", range.from.as_f64(), range.to.as_f64()),
        Gap::Choice(options) => options
            .iter()
            .map(|one| format!("{}{}", if one.right { "!" } else { "" }, one.text))
            .collect::<Vec<_>>()
            .join("|"),
    }
}

/// Returns what a question asks and accepts, in a form that does not depend on how it is set.
fn summary(question: &Question) -> String {
    let asked = format!("{} {}", plain_text(&question.prompt), told(&question.body));
    let asked = asked.replace('…', " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let kind = match &question.kind {
        QuestionKind::Choice { rule, choices } => format!(
            "{rule:?} {}",
            choices
                .iter()
                .map(|one| format!(
                    "{}{}<{}>",
                    if one.right { "!" } else { "" },
                    told(&one.content),
                    told(&one.feedback)
                ))
                .collect::<Vec<_>>()
                .join("; ")
        ),
        QuestionKind::Gaps(gaps) => format!("gaps {}", gaps.iter().map(gap).collect::<Vec<_>>().join("; ")),
        QuestionKind::Order(items) => {
            format!("order {}", items.iter().map(|item| told(item)).collect::<Vec<_>>().join("; "))
        }
        QuestionKind::Match { pairs, .. } => format!(
            "match {}",
            pairs
                .iter()
                .map(|pair| format!("{}={}", plain_text(&pair.left), plain_text(&pair.right)))
                .collect::<Vec<_>>()
                .join("; ")
        ),
        QuestionKind::Open { model_answer } => format!("open {}", told(model_answer)),
        QuestionKind::Scale(_) => "scale".to_owned(),
    };
    format!("{asked} -> {kind}")
}

/// Returns the summaries of our questions, and of those that come back.
fn round(form: Form) -> (Vec<String>, Vec<String>, Vec<&'static str>) {
    let picture =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/import/items.zip/items/img/sign.png")).unwrap();
    let world = MemoryWorld::new([
        ("course.yaml", b"version: 1.0.0\nsource_language: en\n".as_slice()),
        ("media/box.png", picture.as_slice()),
        ("en/index.md", b"# Saving\n".as_slice()),
        ("en/01-a/index.md", b"# Start\n".as_slice()),
        ("en/01-a/01-box.md", LESSON.as_bytes()),
    ]);
    let catalogs = catalogs();
    let library = load::load(&world, &catalogs).unwrap().value;
    let course = &library.courses[0];
    let asked = set(course, &course.editions[0], &|_| true);
    let ours = asked.questions.iter().map(|one| summary(one.question)).collect();
    let read = |asset: &model::Asset| world.read(&asset.path).ok();
    let exported = export(&asked, form, &read);
    let (name, body) = match exported.artifact {
        Artifact::File { name, body: tree::Body::Bytes(bytes) } => (name, Body::Bytes(bytes)),
        Artifact::Zip { name, tree } => {
            let place = tempfile::tempdir().unwrap();
            let file = place.path().join(&name);
            alforja::output::zip(&world, &tree, &file, &Silent).unwrap();
            (name, Body::Zip(Archive::of_bytes(std::fs::read(&file).unwrap()).unwrap()))
        }
        other => panic!("{other:?}"),
    };
    let lang = Lang::english();
    let mut input = Input { name, lang: lang.clone(), body };
    let (_, imported) = import::read(&mut input).unwrap();
    let layout = Layout {
        lang: &lang,
        title: "x",
        truth: ["True", "False"],
        first_module: 1,
        modules: BTreeSet::new(),
        media: BTreeSet::new(),
    };
    let pages = import::pages(&imported, &layout);
    let mut back = Vec::new();
    for (_, text) in &pages.texts {
        let input = ParseInput { file: FileId(0), text, lang: &lang, catalogs: &catalogs, kind: TextKind::Page };
        let parsed = parse_text(input);
        assert!(parsed.diagnostics.is_empty(), "{:?}\n{text}", parsed.diagnostics);
        for quiz in parsed.value.document.quizzes() {
            back.extend(quiz.questions.iter().map(summary));
        }
    }
    (ours, back, exported.lost.iter().map(|one| one.what.key).collect())
}

#[test]
fn moodle_xml_holds_everything() {
    let (ours, back, lost) = round(Form::MoodleXml);
    assert_eq!(back.len(), ours.len());
    for (back, ours) in back.iter().zip(&ours) {
        // A model answer is what Moodle says after an essay: it comes back as such.
        assert_eq!(back.replace("_____", "").split_whitespace().collect::<Vec<_>>().join(" "), *ours);
    }
    assert_eq!(lost, Vec::<&str>::new());
}

#[test]
fn qti_holds_everything_but_what_is_said_to_one_answer() {
    let (ours, back, lost) = round(Form::Qti);
    assert_eq!(back, ours);
    assert_eq!(lost, ["export.lost-feedback"]);
}

#[test]
fn gift_tells_what_it_cannot_hold() {
    let (ours, back, lost) = round(Form::Gift);
    let mut expected = ours.clone();
    // Several gaps have no form, an order becomes numbers to match, and pictures have no place.
    expected.remove(4);
    expected[0] = expected[0].replace("[picture]", "A box");
    expected[5] = "Put in order -> match 1=Welcome; 2=Rules; 3=Choose".to_owned();
    assert_eq!(back, expected);
    assert_eq!(
        lost,
        [
            "export.lost-picture",
            "export.lost-feedback",
            "export.lost-points",
            "export.lost-hints",
            "export.lost-strict",
            "export.lost-question",
            "export.lost-order",
        ]
    );
}
