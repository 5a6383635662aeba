//! What of a text is translated: on the shipped courses and on generated texts.

use alforja::locale::{Catalogs, Lang};
use alforja::parse::{Place, TextKind, Unit, UnitInput, code_differences, folded, pieces, replaced, units, written};
use proptest::prelude::{ProptestConfig, Strategy, prop_oneof, proptest};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

fn read(text: &str, kind: TextKind) -> Vec<Unit> {
    static CATALOGS: LazyLock<Catalogs> = LazyLock::new(|| Catalogs::embedded(&[]).unwrap());
    units(UnitInput { text, catalogs: &CATALOGS, kind })
}

/// Every unit's words stand where it says, and writing them anew changes nothing but how lines are wrapped.
fn holds(text: &str, kind: TextKind) {
    let found = read(text, kind);
    let mut done = 0;
    for unit in &found {
        assert!(done <= unit.range.start && unit.range.start < unit.range.end, "{unit:?} in {text:?}");
        done = unit.range.end;
        let pieces = pieces(&unit.text, unit.marks, unit.kind);
        let joined: String = pieces.iter().map(|piece| &unit.text[piece.range.clone()]).collect();
        assert_eq!(joined, unit.text, "{text:?}");
    }
    let same: Vec<_> = found.iter().map(|unit| (unit.range.clone(), text[unit.range.clone()].to_owned())).collect();
    assert_eq!(replaced(text, &same), text);
}

/// Writing every unit's words anew gives the same units.
fn writes_what_it_reads(text: &str, kind: TextKind) {
    let found = read(text, kind);
    let anew: Vec<_> =
        found.iter().map(|unit| (unit.range.clone(), written(Place { text, unit }, &unit.text))).collect();
    let again = read(&replaced(text, &anew), kind);
    let told =
        |units: &[Unit]| units.iter().map(|unit| format!("{:?} {}", unit.kind, folded(&unit.text))).collect::<Vec<_>>();
    assert_eq!(told(&again), told(&found), "{text}");
}

fn lessons(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            lessons(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            files.push(path);
        }
    }
    files.sort();
}

#[test]
fn the_shipped_courses_are_read_and_written() {
    let mut files = Vec::new();
    lessons(&Path::new(env!("CARGO_MANIFEST_DIR")).join("courses"), &mut files);
    assert!(files.len() > 100);
    let mut count = 0;
    for file in &files {
        let text = fs::read_to_string(file).unwrap();
        let kind = if file.ends_with("bank.md") { TextKind::Bank } else { TextKind::Page };
        holds(&text, kind);
        writes_what_it_reads(&text, kind);
        count += read(&text, kind).len();
        // As old Windows editors write it.
        let text = text.replace('\n', "\r\n");
        holds(&text, kind);
        writes_what_it_reads(&text, kind);
    }
    assert!(count > 3000, "{count}");
}

#[test]
fn a_translation_of_the_shipped_courses_has_the_units_of_its_source() {
    let catalogs = Catalogs::embedded(&[]).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("courses");
    let mut wrong = Vec::new();
    for (course, from, to) in [
        ("savings-groups", "da", "mn"),
        ("savings-groups", "da", "en"),
        ("learning-together", "sq", "en"),
        ("running-a-project", "pt", "en"),
    ] {
        let mut files = Vec::new();
        lessons(&root.join(course).join(from), &mut files);
        for file in files {
            let rest = file.strip_prefix(root.join(course).join(from)).unwrap();
            let kind = if rest.ends_with("bank.md") { TextKind::Bank } else { TextKind::Page };
            let source = read(&fs::read_to_string(&file).unwrap(), kind);
            let translation = read(&fs::read_to_string(root.join(course).join(to).join(rest)).unwrap(), kind);
            let kinds = |units: &[Unit]| units.iter().map(|unit| unit.kind).collect::<Vec<_>>();
            if kinds(&source) != kinds(&translation) {
                wrong.push(format!("{course} {to} {}: other units", rest.display()));
                let (a, b) = (kinds(&source), kinds(&translation));
                let at = (0..a.len().max(b.len())).find(|at| a.get(*at) != b.get(*at)).unwrap();
                wrong.push(format!("   {:?}\n   {:?}", source.get(at), translation.get(at)));
                continue;
            }
            let (from, to) = (Lang::parse(from).unwrap(), Lang::parse(to).unwrap());
            for (one, other) in source.iter().zip(&translation) {
                let (lost, more) = code_differences(
                    (&one.text, catalogs.get(&from)),
                    (&other.text, catalogs.get(&to)),
                    one.marks,
                    one.kind,
                );
                if !lost.is_empty() || !more.is_empty() {
                    wrong.push(format!(
                        "{course} {to} {}: {lost:?} {more:?}\n   {}\n   {}",
                        rest.display(),
                        one.text,
                        other.text
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_kind_of_unit_is_found_with_its_bytes() {
    let told = |text: &str| -> Vec<String> {
        holds(text, TextKind::Page);
        writes_what_it_reads(text, TextKind::Page);
        read(text, TextKind::Page).iter().map(|unit| format!("{} {}", unit.kind.name(), unit.text)).collect()
    };
    assert_eq!(
        told("---\ntitle: \"A: b\"\nobjectives: [one, two]\nsummary: >-\n  some\n  words\n---\ntext"),
        ["title A: b", "objective one", "objective two", "summary some words", "paragraph text"]
    );
    assert_eq!(told("---\nsummary: |\n  some: \"words\"\n  more\n---\n"), ["summary some: \"words\" more"]);
    assert_eq!(told("# Head {#id .order}\n\nSet\ntext\n===\n"), ["heading Head", "heading Set text"]);
    assert_eq!(told("> one\n> two\n>\n> - [x] task\n>   more"), ["paragraph one two", "item task more"]);
    assert_eq!(told("a  \nb\\\nc"), ["paragraph a\\\nb\\\nc"]);
    assert_eq!(told("\\*a\\* b"), ["paragraph \\*a\\* b"]);
    assert_eq!(told("| a | b\\|c |\n|---|---|\n| — | 12 |"), ["cell a", "cell b\\|c", "cell 12"]);
    assert_eq!(
        told("Term\n: meaning\n\nText[^1]\n\n[^1]: note"),
        ["term Term", "meaning meaning", "paragraph Text[^1]", "footnote note"]
    );
    assert_eq!(
        told("![what](a.jpg \"cap\")\n\nsee ![what](a.jpg)"),
        ["picture ![what](a.jpg \"cap\")", "paragraph see ![what](a.jpg)"]
    );
    assert_eq!(told("```\nDear *all*\n  we\n```\n\n```rust\nfn a() {}\n```"), ["code Dear *all*\n  we"]);
    assert_eq!(told("<div>\n<p>Words</p>\n</div>"), ["html <div>\n<p>Words</p>\n</div>"]);
    assert_eq!(told("::: details Click me\nx\n:::"), ["summary-line Click me", "paragraph x"]);
    assert_eq!(
        told("::: activity {minutes=3 materials=\"pens, paper\"}\nx\n:::"),
        ["attribute pens, paper", "paragraph x"]
    );
    assert_eq!(told("::: aktivitet {minutter=3 materialer=papir}\nx\n:::"), ["attribute papir", "paragraph x"]);
    assert_eq!(
        told("::: quiz\n### Q [[a|b]] {#q}\n- [x] yes\n  > why\n- [ ] no\n\n> all\n\n::: hint\nthink\n:::\n:::"),
        ["question Q [[a|b]]", "answer yes", "feedback why", "answer no", "feedback all", "hint think"]
    );
    assert_eq!(
        told("::: plan\nName: [[text]]\n\n[[text]]\n\n[[choice: a|b]]\n:::"),
        ["paragraph Name: [[text]]", "paragraph [[choice: a|b]]"]
    );
}

#[test]
fn markup_is_told_from_words() {
    let told = |text: &str| -> Vec<String> {
        let unit = &read(text, TextKind::Page)[0];
        let pieces = pieces(&unit.text, unit.marks, unit.kind);
        pieces
            .iter()
            .map(|piece| {
                let words = &unit.text[piece.range.clone()];
                match &piece.code {
                    Some(code) => format!("{:?} {words}", code.kind),
                    None => words.to_owned(),
                }
            })
            .collect()
    };
    assert_eq!(
        told("a **b [c](d.md)** `e`"),
        ["a ", "Open **", "b ", "Open [", "c", "Close ](d.md)", "Close **", " ", "Alone `e`"]
    );
    assert_eq!(told("![a](b.jpg \"c\")"), ["Open ![", "a", "Alone ](b.jpg \"", "c", "Close \")"]);
    assert_eq!(told("a<br>b \\\nc"), ["a", "Alone <br>", "b ", "Alone \\\n", "c"]);
    assert_eq!(told("see <https://a.b> [^1]\n\n[^1]: x"), ["see ", "Alone <https://a.b>", " ", "Alone [^1]"]);
    assert_eq!(told("[*a*][x]\n\n[x]: y.md"), ["Open [", "Open *", "a", "Close *", "Close ][x]"]);
    assert_eq!(told("::: quiz\n### a [[b|c]] d\n:::"), ["a ", "Open [[", "b", "Alone |", "c", "Close ]]", " d"]);
    assert_eq!(
        told("::: plan\na [[date]] [[choice: b|c]]\n:::"),
        ["a ", "Alone [[date]]", " ", "Open [[choice: ", "b", "Alone |", "c", "Close ]]"]
    );
}

fn texts() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "[a-zæө *_`\\[\\](){}#>|:!.\"'&<\\\\-]{0,24}",
        "(> ?){0,2}(- |1\\. |- \\[x\\] |# |### |: |\\| ){0,2}[a-zө ]{0,12}(\\[\\[a\\|b\\]\\]|\\[a\\]\\(b\\)|\\*c\\*|  |\\\\)?",
        "::: (quiz|hint|plan|details a b|activity \\{materials=\"a, b\"\\}|x)?",
        "(---|```|~~~|:::|===|<div>|</div>|\\| a \\| b \\||\\|---\\|---\\||\\[\\^1\\]: a|\\[x\\]: y|title: a b|)",
    ];
    proptest::collection::vec(line, 0..24).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_units_and_keeps_its_bytes(text in texts()) {
        holds(&text, TextKind::Page);
        holds(&text, TextKind::Bank);
        holds(&format!("---\n{text}"), TextKind::Page);
    }
}
