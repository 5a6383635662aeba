//! What learning platforms keep, in a report: exports as an LRS, Moodle and others give them out.

#[path = "fixtures/desk.rs"]
mod desk;
#[path = "fixtures/learners.rs"]
mod learners;

use alforja::load::load;
use alforja::locale::Catalogs;
use alforja::report::{Names, Question, State};
use alforja::world::DiskWorld;
use desk::{Asked, Desk, rows};
use serde_json::{Value, json};
use std::fs;

const VERBS: &str = "http://adlnet.gov/expapi/verbs/";

fn actor(name: &str) -> Value {
    json!({"objectType": "Agent", "name": name, "account": {"homePage": "http://lms.example", "name": format!("u-{name}")}})
}

/// What the launch page of our package says: the activity is the platform's, the unit stands beside it.
fn said(id: u32, name: &str, verb: &str, unit: &str, result: Value) -> Value {
    json!({
        "id": format!("00000000-0000-4000-8000-{id:012}"), "actor": actor(name),
        "verb": {"id": format!("{VERBS}{verb}"), "display": {"en": verb}},
        "object": {"objectType": "Activity", "id": "http://lms.example/unit/7"}, "result": result,
        "context": {"registration": "5f2c", "contextActivities": {"grouping": [{"id": unit}]}},
        "timestamp": format!("2026-11-{:02}T08:00:{:02}.000Z", 20 + id / 60, id % 60), "stored": "2026-11-28T00:00:00Z"
    })
}

fn answered(
    id: u32,
    name: &str,
    unit: &str,
    (question, response): (&str, &str),
    (success, tries): (bool, u32),
) -> Value {
    let mut said = said(
        id,
        name,
        "answered",
        unit,
        json!({"response": response, "success": success, "extensions": {format!("{unit}#tries"): tries}}),
    );
    said["object"]["id"] = json!(format!("{unit}#question/{question}"));
    said
}

fn person<'a>(data: &'a Value, name: &str, course: &str) -> &'a Value {
    let found = rows(data, "people").iter().find(|row| row["name"] == name && row["course"] == course);
    found.unwrap_or_else(|| panic!("{name} in {course}: {:#?}", rows(data, "people")))
}

#[test]
fn statements_of_an_lrs_say_who_completed_what_and_how_questions_were_answered() {
    let desk = Desk::new();
    let unit = unit_iri(&desk, "basics");
    let page = json!({"more": "", "statements": [
        said(9, "Бат", "completed", &unit, json!({"completion": true, "duration": "PT9M"})),
        said(10, "Бат", "passed", &unit, json!({"success": true, "score": {"scaled": 0.86, "raw": 86, "min": 0, "max": 100}})),
        said(1, "Бат", "initialized", &unit, Value::Null),
        answered(3, "Бат", &unit, ("start_check.1", "b"), (true, 1)),
        answered(4, "Бат", &unit, ("start_check.2", "a"), (false, 2)),
        answered(5, "Бат", &unit, ("start_check.3", "301"), (true, 3)),
        answered(6, "Бат", &unit, ("start_check.4", "a[,]c[,]b"), (false, 1)),
        said(2, "Ana", "initialized", &unit, Value::Null),
        said(7, "Ana", "failed", &unit, json!({"success": false, "score": {"scaled": 0.4}})),
        said(8, "Ana", "completed", "http://else.example/course", json!({"completion": true})),
    ]});
    desk.put("lrs.json", page.to_string());
    let reported = desk.report(&Asked::default());
    let data = desk.data();
    let bat = person(&data, "Бат", "basics");
    assert_eq!(
        (
            bat["state"].as_str(),
            bat["score"].as_u64(),
            bat["passed"].as_str(),
            bat["came"].as_str(),
            bat["day"].as_str()
        ),
        (Some("completed"), Some(86), Some("yes"), Some("platform"), Some("2026-11-20"))
    );
    assert_eq!(bat["learner"], json!("u-Бат @ lms.example"));
    let ana = person(&data, "Ana", "basics");
    assert_eq!(
        (ana["state"].as_str(), ana["score"].as_u64(), ana["passed"].as_str()),
        (Some("begun"), Some(40), Some("no"))
    );
    let question = |id: &str| {
        rows(&data, "questions").iter().find(|row| row["question"] == format!("start/check.{id}").as_str()).unwrap()
    };
    let figures = |id: &str| ["tried", "difficulty", "right", "mean"].map(|key| question(id)[key].as_u64().unwrap());
    assert_eq!(
        [figures("1"), figures("2"), figures("3"), figures("4")],
        [[1, 0, 100, 100], [1, 100, 0, 50], [1, 100, 100, 100], [1, 100, 0, 33]]
    );
    let courses = rows(&data, "courses")[0].as_object().unwrap();
    assert_eq!((courses["completed"].as_u64(), courses["platform"].as_u64()), (Some(1), Some(1)));
    assert!(desk.read("report.html").contains("What a platform says carries no check"));
    // What is about something else is named, and what only a platform says is told to no LRS.
    assert_eq!(rows(&data, "unreadable").len(), 1);
    assert!(rows(&data, "unreadable")[0]["why"].as_str().unwrap().contains("other things than the courses here: 1"));
    assert!(reported.statements.is_empty() && !desk.out().join("statements.jsonl").exists());
}

/// Returns the IRIs of a course and its units, as the packages have them.
fn units(desk: &Desk, course: &str) -> Vec<(String, Option<String>)> {
    let world = DiskWorld::new(&desk.folder.path().join("library"), None).unwrap();
    let library = load(&world, &Catalogs::embedded(&[]).unwrap()).unwrap().value;
    let course = library.courses.iter().find(|own| own.id.as_str() == course).unwrap();
    alforja::package::activities(&library, course)
}

/// Returns the IRI of the unit that is a whole course.
fn unit_iri(desk: &Desk, course: &str) -> String {
    units(desk, course)[1].0.clone()
}

#[test]
fn a_course_of_several_units_is_completed_with_all_of_them() {
    let desk = Desk::new();
    fs::create_dir_all(desk.folder.path().join("library/courses/basics/en/02-more")).unwrap();
    fs::write(desk.folder.path().join("library/courses/basics/en/02-more/01-end.md"), "# End\n\nThe end.\n").unwrap();
    let modules: Vec<String> =
        units(&desk, "basics").into_iter().filter(|(_, module)| module.is_some()).map(|(iri, _)| iri).collect();
    assert_eq!(modules.len(), 2);
    let first = said(1, "Ana", "completed", &modules[0], json!({"completion": true}));
    let both = [first.clone(), said(70, "Ana", "completed", &modules[1], json!({"completion": true}))];
    let other = said(2, "Bo", "completed", &modules[0], json!({"completion": true}));
    desk.put("lrs.jsonl", format!("{}\n{}\n{}\n", both[1], other, both[0]));
    desk.report(&Asked::default());
    let data = desk.data();
    let ana = person(&data, "Ana", "basics");
    assert_eq!((ana["state"].as_str(), ana["day"].as_str()), (Some("completed"), Some("2026-11-21")));
    assert_eq!(person(&data, "Bo", "basics")["state"], json!("begun"));
}

#[test]
fn what_our_own_report_tells_an_lrs_is_read_again_as_the_same_people() {
    let desk = Desk::new();
    (0..6).for_each(|learner| desk.learner(learner, "basics"));
    let first = desk.report(&Asked::default());
    let statements = desk.read("statements.jsonl");
    let completed = statements.lines().count();
    assert!(completed >= 3 && first.statements.len() == completed);
    desk.put("from-the-lrs.jsonl", &statements);
    let again = desk.report(&Asked::default());
    assert_eq!(again.collected.summary.people.len(), first.collected.summary.people.len());
    assert!(again.collected.summary.alike.is_empty());
    // The result files count: they say more.
    assert_eq!(desk.read("statements.jsonl"), statements);
    for file in fs::read_dir(desk.results()).unwrap().map(|entry| entry.unwrap().path()) {
        if file.extension().is_some_and(|ending| ending == "json") {
            fs::remove_file(file).unwrap();
        }
    }
    let alone = desk.report(&Asked::default());
    let summary = &alone.collected.summary;
    assert_eq!(summary.people.len(), completed);
    assert!(summary.held.iter().all(|held| held["basics"].state == State::Completed));
    assert!(summary.people.iter().all(|person| person.ids.len() == 1 && !person.name.is_empty()));
}

#[test]
fn a_record_joins_exports_and_forgets_what_was_taken_back() {
    let desk = Desk::new();
    let unit = unit_iri(&desk, "basics");
    let record = desk.folder.path().join("record.sqlite");
    let asked = || Asked { record: Some(&record), ..Asked::default() };
    let completed = said(9, "Ana", "completed", &unit, json!({"completion": true}));
    desk.put("monday.json", json!([said(1, "Ana", "initialized", &unit, Value::Null), completed]).to_string());
    assert_eq!(desk.report(&asked()).collected.recorded, Some((1, 0)));
    assert_eq!(desk.report(&asked()).collected.recorded, Some((0, 1)));
    let passed = said(70, "Ana", "passed", &unit, json!({"success": true, "score": {"scaled": 0.9}}));
    desk.put("monday.json", json!([completed, passed]).to_string());
    let reported = desk.report(&asked());
    let summary = &reported.collected.summary;
    assert_eq!((reported.collected.recorded, summary.people.len(), summary.entries.len()), (Some((1, 0)), 1, 1));
    let data = desk.data();
    let ana = person(&data, "Ana", "basics");
    assert_eq!(
        (ana["state"].as_str(), ana["score"].as_u64(), ana["day"].as_str()),
        (Some("completed"), Some(90), Some("2026-11-20"))
    );
    let void = json!({"id": "00000000-0000-4000-8000-000000000999", "actor": actor("admin"), "verb": {"id": format!("{VERBS}voided")},
        "object": {"objectType": "StatementRef", "id": completed["id"]}});
    desk.put("monday.json", json!([void]).to_string());
    let reported = desk.report(&asked());
    assert_eq!(reported.collected.summary.held[0]["basics"].state, State::Begun);
    fs::remove_file(desk.results().join("monday.json")).unwrap();
    assert_eq!(desk.report(&asked()).collected.summary.held[0]["basics"].state, State::Begun);
}

/// Moodle's report of one SCORM package, downloaded as text: with tabs, under the name of its course and the activity.
#[test]
fn a_report_of_a_package_is_read_with_its_questions() {
    let desk = Desk::new();
    desk.put(
        "C7 The basics of a group.txt",
        "Name\tEmail address\tAttempt\tStarted on\tLast accessed on\tScore\tThe basics of a group\tQuestion 0\tResponse 0\tRight answer 0\tResult 0\n\
         Ana Dorj\tana@example.org\t1\tWednesday, 25 November 2026, 10:05 AM\tThursday, 26 November 2026, 9:00 AM\t86\t86/100\tstart_check.1\tc\tb\twrong\n\
         Бат Эрдэнэ\tbat@example.org\t2\tWednesday, 25 November 2026, 10:05 AM\tWednesday, 25 November 2026, 11:00 AM\t0\tpassed\tstart_check.1\tb\tb\tcorrect\n\
         Bo Nobody\tbo@example.org\t-\t-\t-\t-\tNot attempted\t\t\t\t\n",
    );
    desk.report(&Asked::default());
    let data = desk.data();
    let ana = person(&data, "Ana Dorj", "basics");
    assert_eq!(
        (ana["state"].as_str(), ana["score"].as_u64(), ana["learner"].as_str()),
        (Some("begun"), Some(86), Some("ana@example.org"))
    );
    assert!(ana["doubts"].as_str().unwrap().contains("does not say whether"), "{ana}");
    let bat = person(&data, "Бат Эрдэнэ", "basics");
    assert_eq!(
        (bat["state"].as_str(), bat["passed"].as_str(), bat["day"].as_str()),
        (Some("completed"), Some("yes"), Some("2026-11-25"))
    );
    assert_eq!(rows(&data, "people").len(), 2);
    let question = &rows(&data, "questions")[0];
    assert_eq!(
        (question["question"].as_str(), question["tried"].as_u64(), question["difficulty"].as_u64()),
        (Some("start/check.1"), Some(2), Some(50))
    );
    assert!(rows(&data, "unreadable").is_empty());
}

/// Moodle's report of activities: nothing stands above the names, and each activity has a column of days after it.
#[test]
fn a_report_of_activities_is_read_in_the_languages_of_its_readers() {
    let desk = Desk::new();
    let head = "\"Email address\",\"The basics of a group\",\"\",\"Forum\",\"\",\"Saving together\",\"\"";
    let english = format!(
        "{head}\n\"Ana Dorj\",\"ana@example.org\",\"Completed (achieved pass grade)\",\"2026-11-25 10:00:00\",\"Completed\",\"2026-11-01 08:00:00\",\"Not completed\",\"\"\n"
    );
    // Its first head is empty.
    desk.put("progress.c7.csv", format!(",{}", english));
    let wide: Vec<u8> = "\t\"The basics of a group\"\t\"\"\r\n\"Бо\"\t\"Дуусаагүй\"\t\"\"\r\n\"Graça\"\t\"Concluída (não atingiu a nota de aprovação)\"\t\"2026-11-24 10:00:00\"\r\n\"Åse\"\t\"Sikkert\"\t\"\"\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    desk.put("progress.wide.csv", [&[0xff, 0xfe][..], &wide].concat());
    desk.report(&Asked::default());
    let data = desk.data();
    let ana = person(&data, "Ana Dorj", "basics");
    assert_eq!(
        (ana["state"].as_str(), ana["passed"].as_str(), ana["day"].as_str()),
        (Some("completed"), Some("yes"), Some("2026-11-25"))
    );
    assert_eq!(person(&data, "Ana Dorj", "saving")["state"], json!("begun"));
    assert_eq!(person(&data, "Бо", "basics")["state"], json!("begun"));
    // Whether that is passed, nothing says.
    assert_eq!(person(&data, "Бо", "basics")["passed"], json!(null));
    let graca = person(&data, "Graça", "basics");
    assert_eq!((graca["state"].as_str(), graca["passed"].as_str()), (Some("completed"), Some("no")));
    let unreadable = rows(&data, "unreadable");
    assert_eq!(unreadable.len(), 1);
    assert!(
        unreadable[0]["why"].as_str().unwrap().starts_with("`Sikkert` below `The basics of a group`"),
        "{unreadable:?}"
    );
}

#[test]
fn grades_and_lists_of_other_platforms_are_read() {
    let desk = Desk::new();
    desk.put(
        "grades.csv",
        "\u{feff}First name;Last name;ID number;SCORM package: The basics of a group (Real);Course total (Real);Last downloaded from this course\n\
         Ana;Dorj;17;86,50;43,2;1795600800\nBo;Lund;18;-;-;1795600800\n",
    );
    desk.put(
        "list.csv",
        "User,Course,Status,Score,Completed on\nÅse Nielsen,saving,Bestået,100 %,25.11.2026\nÅse Nielsen,Knitting,Bestået,100 %,25.11.2026\n",
    );
    desk.report(&Asked::default());
    let data = desk.data();
    let ana = person(&data, "Ana Dorj", "basics");
    assert_eq!(
        (ana["score"].as_u64(), ana["learner"].as_str(), ana["came"].as_str()),
        (Some(86), Some("17"), Some("platform"))
    );
    let aase = person(&data, "Åse Nielsen", "saving");
    assert_eq!(
        (aase["state"].as_str(), aase["score"].as_u64(), aase["day"].as_str()),
        (Some("completed"), Some(100), Some("2026-11-25"))
    );
    assert_eq!(rows(&data, "people").len(), 2);
}

#[test]
fn what_does_not_say_its_course_is_named_with_what_to_do() {
    let desk = Desk::new();
    let table = "Name,Attempt,Score\nAna Dorj,1,86\n";
    desk.put("export.csv", table);
    desk.put("strange.csv", "Colour,Size\nred,7\n");
    desk.report(&Asked::default());
    let why = |data: &Value, name: &str| {
        let row = rows(data, "unreadable").iter().find(|row| row["source"].as_str().unwrap().ends_with(name));
        row.map(|row| row["why"].as_str().unwrap().to_owned())
    };
    let data = desk.data();
    assert!(
        why(&data, "export.csv").unwrap().contains("(Name, Attempt, Score)")
            && why(&data, "export.csv").unwrap().contains("--course ID")
    );
    assert!(why(&data, "strange.csv").unwrap().contains("(Colour, Size)"));
    desk.report(&Asked { course: Some("loans"), ..Asked::default() });
    let data = desk.data();
    assert_eq!(person(&data, "Ana Dorj", "loans")["score"], json!(86));
    assert_eq!(why(&data, "export.csv"), None);
}

#[test]
fn somebody_on_a_platform_and_in_a_result_file_is_asked_about_never_guessed() {
    let desk = Desk::new();
    desk.learner(1, "basics");
    let name = learners::name(1);
    desk.put("list.csv", format!("Name,Email,Course,Status\n{name},b@example.org,saving,completed\n"));
    let reported = desk.report(&Asked::default());
    let summary = &reported.collected.summary;
    assert_eq!((summary.people.len(), summary.alike.len()), (2, 1));
    let same = vec![(learners::id(1), "b@example.org".to_owned())];
    let reported = desk.report(&Asked { question: Question { same, ..Question::default() }, ..Asked::default() });
    let summary = &reported.collected.summary;
    assert_eq!((summary.people.len(), summary.held[0].len()), (1, 2));
}

#[test]
fn a_donor_is_told_of_platforms_without_names_and_small_numbers() {
    let desk = Desk::new();
    let rows_of = |count: usize, course: &str| -> String {
        (0..count).map(|at| format!("Person {course} {at},p{at}@example.org,{course},completed\n")).collect()
    };
    desk.put("list.csv", format!("Name,Email,Course,Status\n{}{}", rows_of(12, "basics"), rows_of(3, "saving")));
    desk.report(&Asked { names: Names::LeftOut, ..Asked::default() });
    let data = desk.data();
    let told: Vec<&Value> = rows(&data, "courses").iter().map(|row| &row["platform"]).collect();
    assert_eq!(told, [&json!("*"), &json!("*")]);
    for entry in fs::read_dir(desk.out()).unwrap().map(|entry| entry.unwrap().path()) {
        let bytes = fs::read(&entry).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("Person basics"), "{entry:?}");
    }
    assert!(!desk.out().join("statements.jsonl").exists());
}

/// What a page of the course `basics` packs (`player/pack/pack.js`): all is read; the second question was half right at the
/// second try, the third right at the third, the seventh wrong.
const WHOLE: &str = "AT8S0AUmXoKnFsHgAOKN0s0mTuNiN0bsZjY4BAoyMDI2LTExLTIwgSAMzMDGBYAjMwA";

/// Only the first lesson is begun.
const BEGUN: &str = "AT8S0ASmXoA";

#[test]
fn tracks_with_the_state_of_our_pages_say_all_that_a_result_file_says() {
    let desk = Desk::new();
    let track = |user: &str, element: &str, value: &str| format!("{user},9,1,{element},\"{value}\",1795600800\n");
    let rows_of = [
        track("17", "cmi.core.lesson_status", "passed"),
        track("17", "cmi.core.score.raw", "81"),
        track("17", "cmi.suspend_data", WHOLE),
        track("17", "cmi.interactions_0.id", "start_check.1"),
        track("18", "cmi.suspend_data", BEGUN),
        track("19", "cmi.core.lesson_status", "incomplete"),
        track("19", "cmi.suspend_data", &format!("{}xx", &WHOLE[..20])),
        track("20", "cmi.core.lesson_status", "completed"),
    ];
    // Nothing names the course: the state does.
    desk.put("tracks.csv", format!("userid,scoid,attempt,element,value,timemodified\n{}", rows_of.concat()));
    desk.report(&Asked::default());
    let data = desk.data();
    let first = person(&data, "17", "basics");
    assert_eq!(
        ["state", "passed", "day", "lessons", "came"].map(|key| first[key].as_str().unwrap()),
        ["completed", "yes", "2026-11-20", "2/2", "platform"]
    );
    assert_eq!((first["score"].as_u64(), first["doubts"].as_str()), (Some(81), None));
    let questions: Vec<(u64, u64)> = (1..=8)
        .map(|number| {
            let id = format!("start/check.{number}");
            let row = rows(&data, "questions").iter().find(|row| row["question"] == id.as_str()).unwrap();
            (row["difficulty"].as_u64().unwrap(), row["mean"].as_u64().unwrap())
        })
        .collect();
    assert_eq!(questions, [(0, 100), (100, 50), (100, 100), (0, 100), (0, 100), (0, 100), (100, 0), (0, 100)]);
    let second = person(&data, "18", "basics");
    assert_eq!((second["state"].as_str(), second["lessons"].as_str()), (Some("begun"), Some("0/2")));
    // A torn state is told; without any state and name nobody knows the course of the last one.
    assert!(person(&data, "19", "basics")["doubts"].as_str().unwrap().contains("torn"));
    let unreadable = rows(&data, "unreadable");
    assert_eq!(unreadable.len(), 1);
    assert!(unreadable[0]["why"].as_str().unwrap().contains("--course ID"));
}

#[test]
fn elements_in_columns_and_several_units_are_read_too() {
    let desk = Desk::new();
    desk.put(
        "wide.csv",
        "username;course;cmi.completion_status;cmi.success_status;cmi.score.scaled;cmi.interactions.0.id;cmi.interactions.0.learner_response;cmi.interactions.0.result\n\
         ana;saving;completed;passed;0.86;start_check.1;c;incorrect\n",
    );
    desk.put(
        "units.csv",
        "username\tcourse\tscoid\telement\tvalue\n\
         bo\tloans\t1\tcmi.core.lesson_status\tcompleted\nbo\tloans\t2\tcmi.core.lesson_status\tcompleted\n\
         besa\tloans\t1\tcmi.core.lesson_status\tcompleted\n",
    );
    desk.report(&Asked::default());
    let data = desk.data();
    let ana = person(&data, "ana", "saving");
    assert_eq!(
        (ana["state"].as_str(), ana["passed"].as_str(), ana["score"].as_u64()),
        (Some("completed"), Some("yes"), Some(86))
    );
    assert_eq!(rows(&data, "questions")[0]["difficulty"], json!(100));
    assert_eq!(person(&data, "bo", "loans")["state"], json!("completed"));
    assert_eq!(person(&data, "besa", "loans")["state"], json!("begun"));
}
