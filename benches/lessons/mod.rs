//! A library of any number of lessons, about 6.4 KB each, the same on every machine.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const LESSONS_A_MODULE: usize = 20;
const MODULES_A_COURSE: usize = 10;

const SENTENCES: &[&str] = &[
    "A group that saves together keeps its promises, because every member knows what the others have put aside.",
    "The treasurer counts the money aloud, and the chair writes the sum into the book.",
    "Nobody opens the box alone: three locks, three keepers, *one* day a week.",
    "Ask first what the family needs in spring, then what the **market** pays in autumn.",
    "What is written down can be read again; what is only said is soon told in two ways.",
    "A loan is repaid from what the business earns, not from the next loan.",
    "When the meeting ends, each member says in a sentence what she takes home.",
    "The adviser looks at the plan, asks three questions, and comes back after the first month.",
];

/// Writes a library of `count` lessons into `folder`.
pub(crate) fn write_library(folder: &Path, count: usize) {
    write(&folder.join("alforja.yaml"), "title: {en: Benchmark}\nlanguages: [en]\n");
    for lesson in 0..count {
        let module = lesson / LESSONS_A_MODULE;
        let course = folder.join(format!("courses/course-{:03}", module / MODULES_A_COURSE));
        let module_folder = course.join(format!("en/{:02}-module-{}", module % MODULES_A_COURSE + 1, module));
        if lesson % (LESSONS_A_MODULE * MODULES_A_COURSE) == 0 {
            write(&course.join("course.yaml"), "version: 1.0.0\nlicence: CC0-1.0\n");
            write(
                &course.join("en/index.md"),
                &format!("# Course {}\n\nWhat a group must know.\n", module / MODULES_A_COURSE),
            );
        }
        if lesson % LESSONS_A_MODULE == 0 {
            write(&module_folder.join("index.md"), &format!("# Module {module}\n\nAn introduction.\n"));
        }
        let place = lesson % LESSONS_A_MODULE;
        write(&module_folder.join(format!("{:02}-lesson-{lesson}.md", place + 1)), &lesson_text(lesson, place, count));
    }
}

/// Returns every Markdown file of such a library, in no certain order.
#[allow(dead_code, reason = "not every benchmark needs them")]
pub(crate) fn files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("the library was just written").into_path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("it has a folder")).expect("the folder can be made");
    fs::write(path, text).expect("the file can be written");
}

fn lesson_text(lesson: usize, place: usize, count: usize) -> String {
    let mut text = format!("---\ntitle: Lesson {lesson}\nminutes: 15\n---\n\n");
    for section in 0..4 {
        let _ = writeln!(text, "## Section {section} of lesson {lesson}\n");
        for paragraph in 0..4 {
            for sentence in 0..4 {
                let index = (lesson * 7 + section * 5 + paragraph * 3 + sentence) % SENTENCES.len();
                text.push_str(SENTENCES[index]);
                text.push(' ');
            }
            text.push_str("\n\n");
        }
        let _ = writeln!(text, "- one step of {section}\n- another\n- and a third\n");
    }
    let next_is_beside = place + 1 < LESSONS_A_MODULE && lesson + 1 < count;
    if next_is_beside {
        let _ = writeln!(
            text,
            "Read on in [the next lesson]({:02}-lesson-{}.md#section-1-of-lesson-{}).\n",
            place + 2,
            lesson + 1,
            lesson + 1
        );
    }
    text.push_str("| month | saved | lent |\n|---|---|---|\n| May | 3000 | 1000 |\n| June | 4000 | 2000 |\n\n");
    let _ = writeln!(
        text,
        "```rust\nfn third(whole: u32) -> u32 {{\n    // lesson {}\n    whole / 3\n}}\n```\n",
        lesson % 40
    );
    text.push_str("::: quiz {pass=70}\n### How much is saved first?\n- [x] One third\n- [ ] Nothing\n- [ ] All of it\n\n> A third shows that the promise holds.\n\n### Who opens the box?\n- [x] Three keepers\n- [ ] The chair alone\n:::\n");
    text
}
