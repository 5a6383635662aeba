//! What the courses of a library ask, as results are held against it.

use crate::locale::Catalogs;
use crate::model::{Course, Edition, Lesson, Library, QuestionKind, QuizKind};
use crate::render::{self, OutlineLesson, RenderProfile};
use crate::results::{CourseKey, EditionKey, GapKey, Keys, LessonKey, QuestionKey, QuizKey};

/// Returns what all courses of a library ask. `catalogs` say how each language writes numbers.
pub fn keys(library: &Library, catalogs: &Catalogs) -> Keys {
    let courses = library.courses.iter().filter(|course| !course.editions.is_empty());
    Keys {
        courses: courses.map(|course| (course.id.to_string(), of_course(library, course, catalogs))).collect(),
        fields: library.settings.learner_fields.clone(),
    }
}

fn of_course(library: &Library, course: &Course, catalogs: &Catalogs) -> CourseKey {
    let settings = &course.settings;
    CourseKey {
        version: settings.version.clone(),
        requires: settings.requires.iter().map(|course| course.value.to_string()).collect(),
        lessons: settings.completion.lessons,
        quizzes: settings.completion.quizzes,
        roles: settings.roles.iter().map(|role| role.id.value.clone()).collect(),
        editions: course.editions.iter().map(|edition| of_edition(library, course, edition, catalogs)).collect(),
    }
}

fn of_edition(library: &Library, course: &Course, edition: &Edition, catalogs: &Catalogs) -> EditionKey {
    let outline = render::outline(library, course, edition, &RenderProfile::of_course());
    let decimal = catalogs.get(&edition.lang).decimal();
    let lessons = edition.lessons().zip(&outline.lessons);
    EditionKey::new(
        edition.lang.to_string(),
        edition.title.value.clone(),
        decimal.to_owned(),
        lessons.map(|(lesson, shape)| of_lesson(library, course, edition, (lesson, shape), decimal)).collect(),
    )
}

fn of_lesson(
    library: &Library,
    course: &Course,
    edition: &Edition,
    (lesson, shape): (&Lesson, &OutlineLesson),
    decimal: &str,
) -> LessonKey {
    let quizzes = render::quizzes(library, course, edition, lesson);
    let quizzes = quizzes.iter().zip(&shape.quizzes).map(|((quiz, asked), shape)| QuizKey {
        id: shape.id.clone(),
        graded: quiz.kind == QuizKind::Quiz,
        pass: shape.pass,
        required: shape.required,
        draw: shape.draw,
        questions: asked
            .iter()
            .map(|asked| {
                let document = asked.text.map_or(&*lesson.text.document, |text| &*text.document);
                let key = render::question_key(asked, decimal);
                let choices = match &asked.question.kind {
                    QuestionKind::Choice { choices, .. } => {
                        choices.iter().map(|choice| document.plain(&choice.content)).collect()
                    }
                    _ => Vec::new(),
                };
                QuestionKey {
                    id: key.id,
                    kind: key.kind,
                    points: key.points,
                    strict: key.strict,
                    count: key.count,
                    right: key.right,
                    gaps: key.gaps.into_iter().map(gap).collect(),
                    prompt: document.prompt(asked.question),
                    choices,
                }
            })
            .collect(),
    });
    LessonKey { id: shape.id.clone(), roles: shape.roles.clone(), quizzes: quizzes.collect() }
}

fn gap(gap: render::GapKey) -> GapKey {
    match gap {
        render::GapKey::Text { answers } => GapKey::Text(answers),
        render::GapKey::Number { from, to, .. } => GapKey::Number(from, to),
        render::GapKey::Choice { right, count } => GapKey::Choice(count, right),
    }
}

#[cfg(test)]
mod tests {
    use super::keys;
    use crate::load::load;
    use crate::locale::Catalogs;
    use crate::results::{GapKey, grade};
    use crate::world::MemoryWorld;
    use serde_json::json;

    const QUIZ: &str = "# Check\n\n::: quiz {#q pass=60 draw=2}\n### How many locks?\n- [ ] One\n- [x] Three\n\n\
        ### A third of 900 is [[300 ± 5]].\n\n### {.match #roles points=2}\nWho does what?\n\n| role | task |\n|---|---|\n\
        | Chair | leads |\n| Clerk | writes |\n:::\n";

    #[test]
    fn a_course_says_what_is_right() {
        let catalogs = Catalogs::embedded(&[]).unwrap();
        let course = "version: 1.2.0\nrequires: [basics]\nlearner_fields: []\n";
        let files = [
            ("alforja.yaml", "title: Box\nlearner_fields: [{id: name, kind: text}]\n"),
            ("courses/box/course.yaml", &course.replace("learner_fields: []\n", "")),
            ("courses/box/da/index.md", "# Kassen\n"),
            ("courses/box/da/01-m/01-one.md", QUIZ),
        ];
        let world = MemoryWorld::new(files.map(|(path, text)| (path, text.as_bytes())));
        let library = load(&world, &catalogs).unwrap().value;
        let keys = keys(&library, &catalogs);
        let course = &keys.courses["box"];
        assert_eq!((course.version.as_str(), course.requires.as_slice()), ("1.2.0", &["basics".to_owned()][..]));
        let (edition, own) = course.edition(Some("da"));
        assert!(own && edition.title == "Kassen" && edition.decimal == ",");
        let (quiz, question) = edition.question("m/one.1").unwrap();
        assert_eq!((quiz.id.as_str(), quiz.pass, quiz.total(), quiz.asks_all()), ("m/one#q", Some(60), None, false));
        assert_eq!(
            (question.prompt.as_str(), question.choices.as_slice()),
            ("How many locks?", &["One".to_owned(), "Three".to_owned()][..])
        );
        assert_eq!(grade(question, &json!([1]), ","), Some(1.0));
        let (_, number) = edition.question("m/one.2").unwrap();
        assert_eq!(number.gaps, [GapKey::Number(295.0, 305.0)]);
        let (_, pairs) = edition.question_in("m/one#q", "roles").unwrap();
        assert_eq!((pairs.prompt.as_str(), pairs.points), ("Who does what?", 2));
        assert_eq!(grade(pairs, &json!([0, 0]), ","), Some(0.5));
        assert_eq!(keys.fields.len(), 1);
    }
}
