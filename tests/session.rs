//! What a trainer's plan and list are made of, from a library's files.

use alforja::load::load;
use alforja::locale::Catalogs;
use alforja::model::Library;
use alforja::session::{SessionPlan, StepKind, materials, plan};
use alforja::world::MemoryWorld;

fn library(lessons: &[(&str, &str)]) -> Library {
    let mut files = vec![("course.yaml".to_owned(), String::new()), ("en/index.md".to_owned(), "# A\n".to_owned())];
    files.extend(lessons.iter().map(|(path, text)| (format!("en/{path}.md"), (*text).to_owned())));
    let world = MemoryWorld::new(files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())));
    load(&world, &Catalogs::embedded(&[]).unwrap()).unwrap().value
}

fn with_plan(lessons: &[(&str, &str)], look: impl FnOnce(&SessionPlan<'_>)) {
    let library = library(lessons);
    look(&plan(&library.courses[0].editions[0]));
}

fn check_minutes(lesson: &str, expected: Option<u32>) {
    with_plan(&[("m/l", lesson)], |plan| assert_eq!(plan.parts[0].lessons[0].minutes, expected, "{lesson}"));
}

#[test]
fn a_lesson_takes_its_minutes_or_as_long_as_what_is_done_in_it() {
    check_minutes("Words.", None);
    check_minutes("---\nminutes: 20\n---\nWords.", Some(20));
    check_minutes("---\nminutes: 20\n---\n::: activity {minutes=15}\nDo.\n:::\n", Some(20));
    let two = "::: activity {minutes=15}\nDo.\n:::\n\n::: facilitator {minutes=10}\nAsk.\n:::\n";
    check_minutes(&format!("---\nminutes: 20\n---\n{two}"), Some(25));
    check_minutes(two, Some(25));
    check_minutes(
        "> ::: activity {minutes=15}\n> Do.\n> :::\n\n- a\n\n  ::: activity {minutes=5}\n  Do.\n  :::\n",
        Some(20),
    );
}

#[test]
fn the_time_of_what_stands_inside_a_step_is_part_of_its_own() {
    check_minutes("::: activity {minutes=30}\nDo.\n\n::: facilitator {minutes=10}\nAsk.\n:::\n\n:::\n", Some(30));
    check_minutes("::: activity\nDo.\n\n::: facilitator {minutes=10}\nAsk.\n:::\n\n:::\n", Some(10));
}

#[test]
fn a_step_is_called_by_its_own_heading_or_the_one_above() {
    let text = "# L\n\n## Rules\n\n::: activity {group=4 materials=\"pens, Paper\"}\nDo.\n:::\n\n\
        ::: facilitator\n### Watch out\n\nAsk.\n:::\n\n::: activity\nDo.\n:::\n";
    with_plan(&[("m/l", text), ("empty/index", "# Nothing\n")], |plan| {
        assert_eq!((plan.parts.len(), plan.parts[0].number), (1, 2), "a module without lessons is no part");
        let steps = &plan.parts[0].lessons[0].steps;
        let told: Vec<_> = steps.iter().map(|step| (step.kind, step.title.as_deref(), step.group)).collect();
        assert_eq!(
            told,
            [
                (StepKind::Activity, Some("Rules"), Some(4)),
                (StepKind::Facilitator, Some("Watch out"), None),
                (StepKind::Activity, Some("Rules"), None)
            ]
        );
        assert_eq!(steps[0].materials, ["pens", "Paper"]);
        assert_eq!((plan.minutes(), plan.parts[0].minutes()), (vec![0], 0));
    });
}

#[test]
fn what_is_needed_twice_is_brought_once() {
    let activity =
        |group: u32, materials: &str| format!("::: activity {{group={group} materials=\"{materials}\"}}\nDo.\n:::\n\n");
    let first = activity(4, "Flip chart, pens, pens") + &activity(5, "pens");
    let second = activity(2, "flip  chart");
    with_plan(&[("m/1-a", &first), ("m/2-b", &second)], |plan| {
        let told: Vec<(&str, Vec<usize>, u32)> = materials(plan)
            .iter()
            .map(|one| (one.name, one.uses.iter().map(|(lesson, _)| *lesson).collect(), one.most(20)))
            .collect();
        assert_eq!(told, [("Flip chart", vec![0, 1], 10), ("pens", vec![0, 0], 5)]);
    });
}
