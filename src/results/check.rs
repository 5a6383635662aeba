//! A result held against the course that it names.
//!
//! 1. Did it come whole; is there such a course; is it of this version?
//! 2. In this very version every lesson, quiz and question must be one of the course, and every sum must come out.
//! 3. The code to say, the days and the learner's answers must fit the rest.

use crate::model::LearnerFieldKind;
use crate::results::doubt::Doubt;
use crate::results::grade::grade;
use crate::results::key::{CourseKey, EditionKey, Keys, LessonKey};
use crate::results::made::{Form, LearnerResult, days_in};
use crate::results::spoken::{Fits, Spoken, spoken};
use crate::results::sums;
use crate::results::version::{Age, age};
use crate::world::Day;

/// Returns what does not fit together in a result, in a fixed order. `today` is the day by a clock that is trusted:
/// without it no day lies in time to come.
///
/// A code to say names no course; it must have been given one before (its `course.id`).
pub fn check(result: &LearnerResult, keys: &Keys, today: Option<Day>) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    if !result.whole {
        doubts.push(Doubt::Checksum);
    }
    match keys.courses.get(&result.course.id) {
        None => doubts.push(Doubt::Foreign { course: named(result) }),
        Some(course) => of_course(result, course, &mut doubts),
    }
    code(result, &mut doubts);
    if !days_fit(result, today) {
        doubts.push(Doubt::Days);
    }
    for field in &keys.fields {
        if let (LearnerFieldKind::Choice(options), Some(value)) = (&field.kind, result.learner.field(&field.id.value))
            && !options.iter().any(|option| option == value)
        {
            doubts.push(Doubt::Field { field: field.id.value.clone(), value: value.to_owned() });
        }
    }
    doubts
}

fn named(result: &LearnerResult) -> String {
    match (&result.course.id, &result.code) {
        (id, Some(code)) if id.is_empty() => code.clone(),
        (id, _) => id.clone(),
    }
}

fn of_course(result: &LearnerResult, course: &CourseKey, doubts: &mut Vec<Doubt>) {
    let Some(version) = result.course.version.as_deref() else { return };
    let here = || course.version.clone();
    match age(version, &course.version) {
        Age::Same => {}
        Age::Older => return doubts.push(Doubt::OlderVersion { version: version.to_owned(), here: here() }),
        Age::Newer | Age::Other => {
            return doubts.push(Doubt::OtherVersion { version: version.to_owned(), here: here() });
        }
    }
    let (edition, in_language) = course.edition(result.course.language.as_deref());
    // Another language may have fewer lessons, where some are not translated: only what is here can be held against.
    if !in_language {
        return;
    }
    let Some(path) = path(result, course, edition) else {
        let what = edition.path(None).count().to_string();
        return doubts.push(Doubt::Lessons { what });
    };
    let before = doubts.len();
    parts(result, &path, doubts);
    if doubts.len() == before {
        questions(result, edition, doubts);
        sums::check(result, course, &path, doubts);
    }
}

/// Returns the lessons of the path that the result is about. A line does not say which path it is; it is one with as
/// many lessons and quizzes.
fn path<'a>(result: &LearnerResult, course: &'a CourseKey, edition: &'a EditionKey) -> Option<Vec<&'a LessonKey>> {
    if result.form == Form::File {
        let role = course.roles.iter().find(|own| Some(*own) == result.role.as_ref());
        return Some(edition.path(role.map(String::as_str)).collect());
    }
    let roles = std::iter::once(None).chain(course.roles.iter().map(|role| Some(role.as_str())));
    let quizzes = result.quizzes.len() + result.left_off;
    roles.map(|role| edition.path(role).collect::<Vec<_>>()).find(|path| {
        let graded: usize = path.iter().map(|lesson| lesson.graded().count()).sum();
        result.lessons.total == u32::try_from(path.len()).ok() && graded == quizzes
    })
}

/// Holds lessons and quizzes against those of the path.
fn parts(result: &LearnerResult, path: &[&LessonKey], doubts: &mut Vec<Doubt>) {
    let total = u32::try_from(path.len()).ok();
    let done = result.lessons.ids.as_deref().unwrap_or_default();
    let stranger = |id: &&String| !path.iter().any(|lesson| lesson.id == **id);
    let twice = done.iter().enumerate().find(|(at, id)| done[..*at].contains(id)).map(|(_, id)| id);
    if let Some(id) = done.iter().find(stranger).or(twice) {
        doubts.push(Doubt::Lessons { what: id.clone() });
    } else if result.lessons.total != total || Some(result.lessons.done) > total {
        doubts.push(Doubt::Lessons { what: path.len().to_string() });
    }
    let graded: Vec<&str> = path.iter().flat_map(|lesson| lesson.graded()).map(|quiz| quiz.id.as_str()).collect();
    if result.form == Form::File {
        let given: Vec<&str> = result.quizzes.iter().filter_map(|quiz| quiz.id.as_deref()).collect();
        if given != graded {
            let stranger = given.iter().find(|id| !graded.contains(id));
            let what = stranger.map_or_else(|| graded.len().to_string(), |id| (*id).to_owned());
            doubts.push(Doubt::Quizzes { what });
        }
    }
}

/// Holds every question against the course, and its points against its answer.
fn questions(result: &LearnerResult, edition: &EditionKey, doubts: &mut Vec<Doubt>) {
    for (at, given) in result.questions.iter().enumerate() {
        let twice = || result.questions[..at].iter().any(|other| other.id == given.id && other.quiz == given.quiz);
        let known = edition.question_in(&given.quiz, &given.id);
        let fits = known.is_some_and(|(_, asked)| asked.kind == given.kind && asked.points == given.points);
        let Some((quiz, asked)) = known.filter(|_| fits && !twice()) else {
            doubts.push(Doubt::Question { question: given.id.clone() });
            continue;
        };
        // A draft is not judged; what a best try earned stays when the question is opened again.
        if given.tries == 0 {
            continue;
        }
        let Some(earned) = grade(asked, &given.answer, &edition.decimal) else {
            doubts.push(Doubt::Question { question: given.id.clone() });
            continue;
        };
        let earned = (earned * 100.0 + 1e-9) as u8;
        let once = given.tries == 1
            && result.quizzes.iter().any(|one| one.id.as_deref() == Some(&quiz.id) && one.attempts == Some(1));
        if given.percent < earned || (once && given.percent != earned) {
            doubts.push(Doubt::Answer { question: given.id.clone() });
        }
    }
}

/// Holds the code to say against the standing and the name.
fn code(result: &LearnerResult, doubts: &mut Vec<Doubt>) {
    let Some(code) = &result.code else { return };
    let name = result.learner.name();
    if result.form == Form::File {
        if *code != spoken(&result.course.id, result.standing, name) {
            doubts.push(Doubt::Code);
        }
    } else if name.is_empty() {
        doubts.push(Doubt::Nameless);
    } else if Spoken::read(code).is_some_and(|code| code.fits(&result.course.id, name) == Fits::NotTheName) {
        doubts.push(Doubt::Name { name: name.to_owned() });
    }
}

fn days_fit(result: &LearnerResult, today: Option<Day>) -> bool {
    let days = result.days;
    let made = result.made.map(|made| made.day);
    let order = |earlier: Option<Day>, later: Option<Day>| match (earlier, later) {
        (Some(earlier), Some(later)) => earlier <= later,
        _ => true,
    };
    let last = made.max(days.last).max(days.completed);
    order(days.first, days.last)
        && order(days.first, days.completed)
        && order(days.last, made)
        && order(days.completed, made)
        // A device east of here may be a day ahead.
        && today.is_none_or(|today| last.is_none_or(|last| last <= following(today)))
}

/// Returns the next day.
fn following(day: Day) -> Day {
    let Day { year, month, day } = day;
    if day < days_in(year, month) {
        Day { year, month, day: day + 1 }
    } else if month < 12 {
        Day { year, month: month + 1, day: 1 }
    } else {
        Day { year: year + 1, month: 1, day: 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::model::{CompletionRule, LearnerField, LearnerFieldKind, Localised};
    use crate::results::doubt::{Doubt, Weight};
    use crate::results::key::{CourseKey, EditionKey, GapKey, Keys, LessonKey, QuestionKey, QuizKey};
    use crate::results::made::{LearnerResult, Standing, day_of};
    use crate::results::spoken::spoken;
    use crate::results::{checksum, read, typed};
    use crate::span::{FileId, Span, Spanned};
    use serde_json::{Value, json};

    fn question(number: usize, kind: &'static str, points: u32) -> QuestionKey {
        QuestionKey {
            id: format!("m/one.{number}"),
            kind,
            points,
            strict: false,
            count: 3,
            right: if kind == "single" { vec![1] } else { Vec::new() },
            gaps: if kind == "gaps" { vec![GapKey::Number(12.0, 13.0)] } else { Vec::new() },
            prompt: String::new(),
            choices: Vec::new(),
        }
    }

    /// One course: a lesson with a quiz of three questions, and a lesson for the board.
    fn keys() -> Keys {
        let questions = vec![question(1, "single", 1), question(2, "gaps", 2), question(3, "order", 1)];
        let quiz =
            QuizKey { id: "m/one#q".to_owned(), graded: true, pass: Some(70), required: true, draw: None, questions };
        let lessons = vec![
            LessonKey { id: "m/one".to_owned(), roles: Vec::new(), quizzes: vec![quiz] },
            LessonKey { id: "m/two".to_owned(), roles: vec!["board".to_owned()], quizzes: Vec::new() },
        ];
        let course = CourseKey {
            version: "1.2.0".to_owned(),
            requires: Vec::new(),
            lessons: CompletionRule::All,
            quizzes: CompletionRule::All,
            roles: vec!["member".to_owned(), "board".to_owned()],
            editions: vec![EditionKey::new("da".to_owned(), "Kassen".to_owned(), ",".to_owned(), lessons)],
        };
        let spanned = |text: &str| Spanned::new(text.to_owned(), Span::start_of(FileId(0)));
        let options = vec!["woman".to_owned(), "man".to_owned()];
        let gender = LearnerField {
            id: spanned("gender"),
            label: Localised::default(),
            kind: LearnerFieldKind::Choice(options),
            required: false,
        };
        Keys { courses: [("box".to_owned(), course)].into(), fields: vec![gender] }
    }

    /// A sound result of that course.
    fn file() -> Value {
        let asked = |number: usize, kind: &str, points: u32, answer: Value| {
            json!({"id": format!("m/one.{number}"), "quiz": "m/one#q", "kind": kind, "tries": 1, "percent": 100,
                "points": points, "finished": true, "answer": answer})
        };
        json!({
            "format": "alforja-result", "version": 1,
            "course": {"id": "box", "version": "1.2.0", "language": "da", "title": "Kassen"},
            "learner": {"id": "K3F9Q2MZ", "fields": {"name": "Ana", "gender": "woman"}},
            "role": null, "completed": true, "passed": true, "score": 83,
            "lessons": {"total": 2, "done": ["m/one", "m/two"]},
            "quizzes": [{"id": "m/one#q", "best": 83, "passed": true, "pass": 70, "attempts": 1}],
            "questions": [asked(1, "single", 1, json!([1])), asked(2, "gaps", 2, json!(["12,5"])),
                {"id": "m/one.3", "quiz": "m/one#q", "kind": "order", "tries": 1, "percent": 33, "points": 1,
                    "finished": true, "answer": [0, 2, 1]}],
            "surveys": [], "words": null,
            "days": {"first": "2026-11-01", "last": "2026-11-20", "completed": "2026-11-20"},
            "made": {"day": "2026-11-25", "time": "09:05", "clock": "device"},
            "code": "", "checksum": ""
        })
    }

    /// Reads a file with its code and checksum put in, as a forger would who knows the format.
    fn sealed(mut file: Value) -> LearnerResult {
        let standing = Standing {
            completed: file["completed"] == json!(true),
            passed: file["passed"] == json!(true),
            score: file["score"].as_u64().map(|score| score as u8),
        };
        let name = file["learner"]["fields"]["name"].as_str().unwrap_or("").to_owned();
        if file["code"] == json!("") {
            file["code"] = json!(spoken(file["course"]["id"].as_str().unwrap(), standing, &name));
        }
        file["checksum"] = json!(checksum(file.as_object().unwrap()));
        read(file.to_string().as_bytes()).unwrap()
    }

    fn doubts(change: impl Fn(&mut Value)) -> Vec<&'static str> {
        let mut file = file();
        change(&mut file);
        let today = day_of("2026-11-28");
        check(&sealed(file), &keys(), today).iter().map(Doubt::name).collect()
    }

    #[test]
    fn a_sound_result_leaves_no_doubt() {
        assert_eq!(doubts(|_| {}), [""; 0]);
        // On the path of members there is no second lesson.
        assert_eq!(
            doubts(|file| {
                file["role"] = json!("member");
                file["lessons"] = json!({"total": 1, "done": ["m/one"]});
            }),
            [""; 0]
        );
        // The best of several tries is kept, and so is what was earned before the quiz was begun anew.
        assert_eq!(doubts(|file| file["questions"][0]["answer"] = json!([0])), ["answer"]);
        assert_eq!(
            doubts(|file| {
                file["questions"][0]["answer"] = json!([0]);
                file["questions"][0]["tries"] = json!(2);
            }),
            [""; 0]
        );
    }

    #[test]
    fn what_was_changed_by_hand_is_named() {
        let mut changed = sealed(file());
        changed.whole = false;
        assert_eq!(check(&changed, &keys(), None), [Doubt::Checksum]);
        assert_eq!(doubts(|file| file["code"] = json!("3DXD9-21WTF")), ["code"]);
        assert_eq!(doubts(|file| file["score"] = json!(99)), ["sum"]);
        assert_eq!(doubts(|file| file["completed"] = json!(false)), ["sum"]);
        assert_eq!(doubts(|file| file["lessons"]["done"] = json!(["m/one"])), ["sum"]);
        assert_eq!(doubts(|file| file["quizzes"][0]["best"] = json!(100)), ["quiz-score", "sum"]);
        assert_eq!(doubts(|file| file["quizzes"][0]["passed"] = json!(false)), ["quiz-score", "sum"]);
        assert_eq!(doubts(|file| file["questions"][2]["percent"] = json!(100)), ["answer", "quiz-score"]);
        assert_eq!(doubts(|file| file["questions"][1]["answer"] = json!(["14"])), ["answer"]);
        assert_eq!(doubts(|file| file["questions"][2]["percent"] = json!(0)), ["answer", "quiz-score"]);
    }

    #[test]
    fn what_is_not_of_the_course_is_named() {
        assert_eq!(doubts(|file| file["course"]["id"] = json!("other")), ["foreign"]);
        assert_eq!(doubts(|file| file["lessons"]["done"][0] = json!("m/three")), ["lessons"]);
        assert_eq!(doubts(|file| file["lessons"]["done"][1] = json!("m/one")), ["lessons"]);
        assert_eq!(doubts(|file| file["lessons"]["total"] = json!(3)), ["lessons"]);
        assert_eq!(doubts(|file| file["quizzes"] = json!([])), ["quizzes"]);
        assert_eq!(doubts(|file| file["questions"][0]["id"] = json!("m/one.9")), ["question"]);
        assert_eq!(doubts(|file| file["questions"][0]["answer"] = json!([7])), ["question"]);
        assert_eq!(
            doubts(|file| {
                let again = file["questions"][0].clone();
                file["questions"].as_array_mut().unwrap().push(again);
            }),
            ["question", "quiz-score"]
        );
        // What another version asked cannot be held against this one.
        let older = |file: &mut Value| {
            file["course"]["version"] = json!("1.1.9");
            file["questions"][0]["id"] = json!("m/one.9");
        };
        assert_eq!(doubts(older), ["older"]);
        assert_eq!(doubts(|file| file["course"]["version"] = json!("1.3")), ["other-version"]);
    }

    #[test]
    fn days_and_answers_that_cannot_be_are_notes() {
        assert_eq!(doubts(|file| file["made"]["day"] = json!("2026-11-30")), ["days"]);
        assert_eq!(doubts(|file| file["made"]["day"] = json!("2026-11-19")), ["days"]);
        assert_eq!(doubts(|file| file["learner"]["fields"]["gender"] = json!("Woman")), ["field"]);
        let notes = [Doubt::Days, Doubt::Field { field: String::new(), value: String::new() }];
        assert!(notes.iter().all(|doubt| doubt.weight() == Weight::Note));
        assert_eq!(Doubt::Sum.weight(), Weight::Grave);
    }

    #[test]
    fn lines_and_codes_are_held_against_the_course_too() {
        let standing = |score| Standing { completed: true, passed: true, score: Some(score) };
        let line = |text: &str| {
            let mut result = read(text.as_bytes()).unwrap();
            result.whole = true;
            check(&result, &keys(), None).iter().map(Doubt::name).collect::<Vec<_>>()
        };
        assert_eq!(line("ALF1;box;1.2.0;da;11;83;2/2;20261125;x;;name=Ana;83+;000000"), [""; 0]);
        assert_eq!(line("ALF1;box;1.2.0;da;11;83;1/1;20261125;x;;name=Ana;83+;000000"), [""; 0]);
        assert_eq!(line("ALF1;box;1.2.0;da;11;93;2/2;20261125;x;;name=Ana;83+;000000"), ["sum"]);
        assert_eq!(line("ALF1;box;1.2.0;da;11;83;5/5;20261125;x;;name=Ana;83+;000000"), ["lessons"]);
        let code = |name: &str, said: &str| {
            let mut result = typed(&format!("{} {said}", spoken("box", standing(83), name))).unwrap();
            result.course.id = "box".to_owned();
            check(&result, &keys(), None).iter().map(Doubt::name).collect::<Vec<_>>()
        };
        assert_eq!(code("Ana", "ana"), [""; 0]);
        assert_eq!(code("Ana", "Anna"), ["name"]);
        assert_eq!(code("Ana", ""), ["nameless"]);
        assert_eq!(code("", ""), ["nameless"]);
    }
}
