//! The whole way of results into a report: many learners, good and bad input, every form of output.

#[path = "fixtures/desk.rs"]
mod desk;
#[path = "fixtures/learners.rs"]
mod learners;

use alforja::locale::Catalogs;
use alforja::report::{Names, Question, State};
use alforja::results::{day_of, found};
use alforja::world::DiskWorld;
use desk::{Asked, Desk, QUESTIONS, rows};
use proptest::prelude::{ProptestConfig, proptest};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;

/// Results of forty learners, and everything that goes wrong with results.
fn with_bad_input() -> Desk {
    let desk = Desk::new();
    for learner in 0..40 {
        desk.learner(learner, "basics");
        if learner % 2 == 0 {
            desk.learner(learner, "saving");
        }
    }
    let result = |learner: usize| learners::result(learner, "loans", QUESTIONS);
    let mut forged = result(0);
    forged["score"] = json!(100);
    desk.put("forged-badly.json", learners::text(&forged));
    desk.put("forged-well.json", learners::text(&learners::sealed(forged)));
    let whole = learners::text(&result(1));
    desk.put("truncated.alforja.json", &whole[..whole.len() / 2]);
    let mut foreign = result(2);
    foreign["course"]["id"] = json!("knitting");
    desk.put("foreign.json", learners::text(&learners::sealed(foreign)));
    let mut older = result(4);
    older["course"]["version"] = json!("1.1.0");
    older["quizzes"] = json!([]);
    desk.put("older.json", learners::text(&learners::sealed(older)));
    for copy in 0..10 {
        desk.put(&format!("copies/copy-{copy}.json"), learners::text(&result(5)));
    }
    let mut spelled = result(7);
    spelled["learner"] =
        json!({"id": "OTHERPHN", "fields": {"name": "Ilir Krasniqy 1", "district": "Nalaikh", "gender": "woman"}});
    desk.put("spelled.json", learners::text(&learners::sealed(spelled)));
    let mut formula = result(8);
    formula["learner"] = json!({"id": "FORMULA1", "fields": {"name": "=HYPERLINK(\"http://x\")", "district": "</script><b>", "gender": "woman"}});
    desk.put("formula.json", learners::text(&learners::sealed(formula)));
    let mut newer = result(9);
    newer["version"] = json!(2);
    desk.put("newer.json", learners::text(&newer));
    desk.put("empty.txt", "");
    desk.put("photo.jpg", [0xff, 0xd8, 0xff]);
    desk.put("bytes.txt", [0xff, 0x00, 0xd8]);
    desk.put("other.json", "{\"name\": \"package\"}");
    desk.put("chat.txt", format!("Ana 3DXD9-21WTG\nBesa: {}", code(10, "loans")));
    desk
}

/// Returns a learner's code and name, as they are told over the telephone.
fn code(learner: usize, course: &str) -> String {
    let file = learners::result(learner, course, QUESTIONS);
    format!("{} {}", file["code"].as_str().unwrap(), learners::name(learner))
}

#[test]
fn the_report_of_good_and_bad_results_is_the_known_one() {
    let desk = with_bad_input();
    desk.report(&Asked::default());
    insta::assert_snapshot!("report-json", desk.read("report.json"));
    insta::assert_snapshot!("report-html", desk.read("report.html"));
    insta::assert_snapshot!("report-people-csv", desk.read("people.csv"));
    insta::assert_snapshot!("report-doubts-csv", desk.read("doubts.csv"));
}

#[test]
fn everything_doubtful_is_named_and_does_not_count() {
    let desk = with_bad_input();
    let reported = desk.report(&Asked::default());
    let data = desk.data();
    let doubts: BTreeMap<&str, &str> = rows(&data, "doubts")
        .iter()
        .map(|row| (row["source"].as_str().unwrap().rsplit('/').next().unwrap(), row["weight"].as_str().unwrap()))
        .collect();
    for (file, counts) in
        [("forged-badly.json", "no"), ("forged-well.json", "no"), ("foreign.json", "no"), ("older.json", "yes")]
    {
        assert_eq!(doubts.get(file), Some(&counts), "{file}");
    }
    let unreadable: Vec<&str> = rows(&data, "unreadable").iter().map(|row| row["source"].as_str().unwrap()).collect();
    for file in ["truncated.alforja.json", "newer.json", "empty.txt", "bytes.txt", "other.json", "chat.txt"] {
        assert!(unreadable.iter().any(|source| source.ends_with(file)), "{file} in {unreadable:?}");
    }
    assert_eq!(rows(&data, "copies")[0]["copies"], json!(10));
    assert_eq!(reported.collected.summary.passed_over, 1);
    let alike: Vec<&str> = rows(&data, "alike").iter().map(|row| row["why"].as_str().unwrap()).collect();
    assert!(alike.contains(&"spelling"), "{alike:?}");
    // Learner 0 forged the course of loans and nothing else.
    let summary = &reported.collected.summary;
    let forger = summary.people.iter().position(|person| person.ids.contains(&learners::id(0))).unwrap();
    assert_eq!(summary.held[forger]["loans"].state, State::Doubtful);
    assert_ne!(summary.held[forger]["basics"].state, State::Doubtful);
}

#[test]
fn who_has_completed_what_is_required_is_told() {
    let desk = Desk::new();
    for (learner, courses) in [(1, &["basics", "saving"][..]), (2, &["basics"]), (4, &["saving"])] {
        courses.iter().for_each(|course| desk.learner(learner, course));
    }
    desk.report(&Asked::default());
    let data = desk.data();
    let met: Vec<(&str, u64)> = rows(&data, "required")
        .iter()
        .map(|row| (row["course"].as_str().unwrap(), row["met"].as_u64().unwrap()))
        .collect();
    assert_eq!(met, [("loans", 1), ("saving", 2)]);
    let missing = rows(&data, "required-people")
        .iter()
        .find(|row| row["name"] == learners::name(2).as_str() && row["course"] == "loans");
    assert_eq!(missing.unwrap()["missing"], json!("Saving together"));
}

#[test]
fn hard_questions_come_first_with_the_wrong_choice() {
    let desk = Desk::new();
    (0..12).map(|at| at * 3).for_each(|learner| desk.learner(learner, "basics"));
    desk.report(&Asked::default());
    let data = desk.data();
    let first = &rows(&data, "questions")[0];
    assert_eq!((first["tried"].as_u64(), first["difficulty"].as_u64()), (Some(12), Some(50)));
    let single = rows(&data, "questions").iter().find(|row| row["question"] == "start/check.1").unwrap();
    assert_eq!(single["wrong"], json!("None: we trust & hope (6)"));
    assert!(desk.read("questions.csv").contains("How many locks has the box?"));
}

#[test]
fn a_donor_is_told_no_name_and_no_small_number() {
    let desk = with_bad_input();
    desk.report(&Asked { names: Names::LeftOut, ..Asked::default() });
    let mut files: Vec<String> =
        fs::read_dir(desk.out()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    files.retain(|name| !name.starts_with('.'));
    files.sort();
    for name in &files {
        let bytes = fs::read(desk.out().join(name)).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for secret in
            ["Krasniqi", "Бат-Эрдэнэ", "Nielsen", &learners::id(3), "alforja.json", "HYPERLINK", "<b>", "knitting"]
        {
            assert!(!text.contains(secret), "{secret} in {name}");
        }
    }
    assert!(!files.contains(&"people.csv".to_owned()) && !files.contains(&"doubts.csv".to_owned()), "{files:?}");
    let data = desk.data();
    for (name, table) in data["tables"].as_object().unwrap() {
        for row in table.as_array().unwrap() {
            let few = |value: &Value| value.as_u64().is_some_and(|count| (1..5).contains(&count));
            let counts =
                row.as_object().unwrap().iter().filter(|(key, _)| *key == "people" || key.starts_with("completed"));
            for (key, value) in counts {
                assert!(!few(value), "{name} {key} {row}");
            }
        }
    }
    // A report with names leaves none of its files behind.
    desk.report(&Asked::default());
    assert!(desk.out().join("people.csv").exists());
    desk.report(&Asked { names: Names::LeftOut, ..Asked::default() });
    assert!(!desk.out().join("people.csv").exists());
}

#[test]
fn a_trainers_answers_are_taken_and_remembered() {
    let desk = Desk::new();
    desk.learner(1, "basics");
    let mut other = learners::result(1, "saving", QUESTIONS);
    other["learner"] =
        json!({"id": "OTHERPHN", "fields": {"name": "Bat-Erdene Krasniqi 1", "district": "Orkhon", "gender": "woman"}});
    desk.put("other.json", learners::text(&learners::sealed(other)));
    let mut forged = learners::result(2, "basics", QUESTIONS);
    forged["score"] = json!(99);
    desk.put("forged.json", learners::text(&learners::sealed(forged)));
    let record = desk.folder.path().join("record.sqlite");
    let asked = |question: Question| Asked { question, record: Some(&record), ..Asked::default() };
    let reported = desk.report(&asked(Question::default()));
    let summary = &reported.collected.summary;
    assert_eq!((summary.people.len(), summary.alike.len()), (3, 1));
    assert_eq!(reported.collected.recorded, Some((3, 0)));
    let signs = rows(&desk.data(), "doubts")[0]["result"].as_str().unwrap().to_owned();
    let same = vec![(learners::id(1), "OTHERPHN".to_owned())];
    let reported = desk.report(&asked(Question { same, accepted: vec![signs], ..Question::default() }));
    let summary = &reported.collected.summary;
    assert_eq!((summary.people.len(), summary.alike.len()), (2, 0));
    assert!(rows(&desk.data(), "doubts").is_empty());
    assert_eq!(reported.collected.recorded, Some((0, 3)));
    let apart = vec![("bat-erdene krasniqi 1".to_owned(), learners::name(1))];
    let reported = desk.report(&asked(Question { apart, ..Question::default() }));
    assert_eq!((reported.collected.summary.people.len(), reported.collected.summary.alike.len()), (3, 0));
}

#[test]
fn codes_that_were_said_are_given_to_whom_they_belong() {
    let desk = Desk::new();
    desk.learner(1, "basics");
    let file = learners::result(1, "saving", QUESTIONS);
    let nameless = file["code"].as_str().unwrap();
    let other = code(2, "basics");
    let wrong = format!("{} Somebody Else", learners::result(4, "basics", QUESTIONS)["code"].as_str().unwrap());
    let reported = desk.report(&Asked { codes: &[nameless, &other, &wrong, "3DXD9-21WTG"], ..Asked::default() });
    let summary = &reported.collected.summary;
    assert_eq!((summary.people.len(), summary.unreadable.len()), (3, 1));
    let first = &summary.held[0];
    assert_eq!(first["basics"].state, State::Completed);
    assert_eq!(first["saving"].state, State::Completed, "a code without a name is that of the only name that it fits");
    assert_eq!(summary.held[2]["basics"].state, State::Doubtful);
}

#[test]
fn only_what_lies_in_the_period_is_counted() {
    let desk = Desk::new();
    (0..12).for_each(|learner| desk.learner(learner, "basics"));
    let question = Question { since: day_of("2026-07-01"), until: day_of("2026-08-31"), ..Question::default() };
    let reported = desk.report(&Asked { question, codes: &[&code(2, "saving")], ..Asked::default() });
    let summary = &reported.collected.summary;
    assert!(summary.entries.iter().all(|entry| entry.day().is_some_and(|day| (7..=8).contains(&day.month))));
    assert_eq!((summary.entries.len(), summary.outside), (4, 9));
}

#[test]
fn an_empty_report_says_what_to_do() {
    let desk = Desk::new();
    for lang in ["en", "pt", "da", "sq", "mn"] {
        desk.report(&Asked { lang, ..Asked::default() });
        let page = desk.read("report.html");
        assert!(page.contains("alforja report") && !page.contains("<table"), "{lang}");
        assert_eq!(desk.data()["numbers"]["results"], json!(0));
    }
}

#[test]
fn the_page_loads_nothing_and_runs_nothing_of_what_was_handed_over() {
    let desk = with_bad_input();
    desk.report(&Asked { lang: "mn", ..Asked::default() });
    let page = desk.read("report.html");
    assert_eq!(page.matches("<script>").count(), 1);
    assert!(page.contains("&lt;/script&gt;&lt;b&gt;") && !page.contains("</script><b>"));
    assert!(page.contains("default-src 'none'"));
    assert!(!page.contains("report."), "a key without words");
    for address in ["src=", "href=\"http", "url("] {
        assert!(!page.contains(address), "{address}");
    }
}

#[test]
fn the_same_results_make_the_same_bytes_from_files_and_from_a_record() {
    let desk = with_bad_input();
    let all = |desk: &Desk| -> BTreeMap<String, Vec<u8>> {
        let entries = fs::read_dir(desk.out()).unwrap().map(|entry| entry.unwrap().path());
        entries.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap())).collect()
    };
    desk.report(&Asked::default());
    let first = all(&desk);
    desk.report(&Asked::default());
    assert!(first == all(&desk), "a second report of the same results differs");
    let record = desk.folder.path().join("record.sqlite");
    desk.report(&Asked { record: Some(&record), ..Asked::default() });
    let recorded = all(&desk);
    desk.report(&Asked { record: Some(&record), ..Asked::default() });
    assert!(recorded == all(&desk), "bringing the same again changes the report");
    let data: Value = serde_json::from_slice(&first["report.json"]).unwrap();
    assert_eq!(desk.data()["tables"]["courses"], data["tables"]["courses"]);
    // A record knows the day on which a code came.
    let with_day = |data: &Value| -> Vec<Value> {
        rows(data, "people").iter().filter(|row| !row["lessons"].is_null()).cloned().collect()
    };
    assert!(with_day(&desk.data()) == with_day(&data));
}

#[test]
fn no_pile_of_results_makes_it_panic_and_the_order_of_copies_does_not_matter() {
    let desk = Desk::new();
    let pieces: Vec<String> = (0..6)
        .flat_map(|learner| {
            let file = learners::result(learner, "basics", QUESTIONS);
            let mut changed = file.clone();
            changed["learner"]["id"] = json!("");
            changed["learner"]["fields"] = json!({});
            changed["quizzes"] = json!([]);
            [file.to_string(), learners::sealed(changed).to_string(), code(learner, "saving")]
        })
        .collect();
    let keys = {
        let root = desk.folder.path().join("library");
        let world = DiskWorld::new(&root, None).unwrap();
        let catalogs = Catalogs::embedded(&[]).unwrap();
        alforja::report::keys(&alforja::load::load(&world, &catalogs).unwrap().value, &catalogs)
    };
    let summary = |picked: &[usize]| {
        let mut gathered = alforja::report::Gathered::default();
        let mut codes = Vec::new();
        for at in picked {
            for result in found(pieces[*at % pieces.len()].as_bytes()).into_iter().flatten() {
                let came = alforja::report::Came {
                    result,
                    source: at.to_string(),
                    received: String::new(),
                    doubts: Vec::new(),
                };
                match came.result.form {
                    alforja::results::Form::Code => codes.push(came),
                    _ => gathered.entries.push(alforja::report::entry(came, &keys, None)),
                }
            }
        }
        let codes = alforja::report::code_entries(codes, &gathered.entries, &keys, None);
        gathered.entries.extend(codes);
        alforja::report::summarise(gathered, &keys, &Question::default())
    };
    proptest!(ProptestConfig::with_cases(64), |(picked in proptest::collection::vec(0_usize..18, 0..40))| {
        let once = summary(&picked);
        let twice: Vec<usize> = picked.iter().chain(&picked).copied().collect();
        let again = summary(&twice);
        assert_eq!(once.courses, again.courses);
        assert_eq!(once.people, again.people);
        let mut turned = picked.clone();
        turned.reverse();
        assert_eq!(once.courses, summary(&turned).courses);
    });
}

#[test]
fn the_workbook_has_a_sheet_a_table_and_no_formula() {
    let desk = with_bad_input();
    desk.report(&Asked::default());
    let bytes = fs::read(desk.out().join("report.xlsx")).unwrap();
    let mut book = alforja::output::Archive::of_bytes(bytes).unwrap();
    let names: Vec<String> = book.names().map(str::to_owned).collect();
    let mut read = |name: &str| String::from_utf8(book.read(name, 10_000_000).unwrap()).unwrap();
    let sheets: Vec<&String> = names.iter().filter(|name| name.starts_with("xl/worksheets/sheet")).collect();
    assert_eq!(sheets.len(), desk.data()["tables"].as_object().unwrap().len());
    for sheet in sheets {
        assert!(!read(sheet).contains("<f>"), "a formula in {sheet}");
    }
    let words = read("xl/sharedStrings.xml");
    assert!(words.contains("'=HYPERLINK(\"http://x\")") && words.contains("Бат-Эрдэнэ Dorj 1"), "{words}");
    assert!(read("xl/workbook.xml").contains("Which questions are hard"));
}

#[test]
fn an_lrs_is_handed_what_was_completed_and_nothing_doubtful() {
    let desk = with_bad_input();
    let reported = desk.report(&Asked::default());
    let read = |desk: &Desk| -> Vec<Value> {
        desk.read("statements.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let statements = read(&desk);
    let known = |course: &&alforja::report::CourseSum| learners::COURSES.contains(&course.id.as_str());
    let completed: u32 = reported.collected.summary.courses.iter().filter(known).map(|course| course.completed).sum();
    // A code that was said knows no day.
    assert_eq!(statements.len() as u32, completed - 1);
    let first = statements.iter().find(|one| one["actor"]["account"]["name"] == learners::id(1).as_str()).unwrap();
    assert_eq!(first["verb"]["id"], json!("http://adlnet.gov/expapi/verbs/completed"));
    assert_eq!(first["actor"]["name"], json!(learners::name(1)));
    assert_eq!(first["result"]["score"]["scaled"], json!(0.93));
    assert!(first["object"]["id"].as_str().unwrap().starts_with("urn:uuid:"));
    let ids: std::collections::BTreeSet<&str> = statements.iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), statements.len());
    desk.report(&Asked::default());
    assert_eq!(read(&desk), statements);
    desk.report(&Asked { names: Names::LeftOut, ..Asked::default() });
    assert!(!desk.out().join("statements.jsonl").exists());
}

/// Returns a zip with these files.
fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn results_are_read_out_of_the_zip_that_a_class_gives_out() {
    let text = |learner| learners::text(&learners::result(learner, "basics", QUESTIONS)).into_bytes();
    let desk = Desk::new();
    let class =
        zipped(&[("a.alforja.json", &text(0)), ("day-2/b.alforja.json", &text(1)), ("torn.json", &text(2)[..300])]);
    desk.put("class.zip", &class);
    let package = zipped(&[("index.html", b"<p>".as_slice()), ("c.alforja.json", &text(3))]);
    desk.put("course-scorm12.ZIP", &package);
    desk.put("broken.zip", &class[..100]);
    desk.put("nested/inner.zip", zipped(&[("class.zip", &class)]));
    let reported = desk.report(&Asked::default());
    // A package, what is no zip, and a zip in a zip are other files.
    assert_eq!(reported.collected.summary.passed_over, 3);
    let data = desk.data();
    assert_eq!(rows(&data, "people").len(), 2);
    let unreadable = rows(&data, "unreadable");
    assert_eq!(unreadable.len(), 1);
    assert_eq!(unreadable[0]["source"], json!("results/class.zip/torn.json"));

    let reported = desk.report(&Asked { named: Some("course-scorm12.ZIP"), ..Asked::default() });
    assert_eq!((rows(&desk.data(), "people").len(), reported.collected.summary.passed_over), (1, 1));
    desk.report(&Asked { named: Some("broken.zip"), ..Asked::default() });
    assert_eq!(rows(&desk.data(), "unreadable").len(), 1);
}
