//! `alforja package explain`

use crate::cli::failure::Failure;
use crate::cli::terminal::Format;
use crate::cli::{Context, Exit, language};
use crate::locale::{Catalog, Lang};
use crate::model::CourseId;
use crate::package::{Explanation, LessonState, QuestionState, QuizState};
use crate::pipeline::{self, ExplainRequest, Strictness};
use crate::world::ReadError;
use clap::Args;
use serde_json::Value;
use std::fs;
use std::io::{self, Read};

/// No platform keeps more of a learner than this, in bytes.
const MOST_BYTES: u64 = 1_000_000;

/// Say in words what a platform keeps of a learner
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// What the platform keeps: SCORM's `cmi.suspend_data`, an LRS's document, or a learner's own progress; `@FILE` reads
    /// it from a file, `-` from the standard input
    #[arg(value_name = "STATE")]
    state: String,
    /// The course that it is about, by the name of its folder
    #[arg(long, value_name = "ID")]
    course: Option<String>,
    /// The language of the course to tell it in
    #[arg(long, value_name = "TAG", value_parser = language::tag)]
    lang_of_course: Option<Lang>,
}

/// Runs the command.
///
/// # Errors
/// When the library cannot be read, there is no such course, or the text is no state.
pub(crate) fn run(arguments: ExplainArgs, context: &Context<'_>) -> Result<Exit, Failure> {
    let state = state(&arguments.state)?;
    let catalog = context.terminal.catalog;
    let course = arguments.course.as_deref().map(CourseId::new);
    let request = ExplainRequest {
        state: &state,
        course: course.as_ref(),
        lang: arguments.lang_of_course.as_ref(),
        spoken: catalog.lang(),
    };
    let explanation = pipeline::explain(context.job(Strictness::Lenient), request)?;
    let told = match context.terminal.format {
        Format::Json | Format::Sarif => {
            serde_json::to_string_pretty(&explanation).expect("texts and numbers are always JSON") + "\n"
        }
        Format::Human | Format::Short => in_words(&explanation, catalog),
    };
    context.terminal.put(&told);
    Ok(Exit::Fine)
}

fn state(argument: &str) -> Result<String, Failure> {
    let (name, read) = match argument.strip_prefix('@') {
        Some(path) => (path, fs::read(path)),
        None if argument == "-" => ("-", standard_input()),
        None => return Ok(argument.to_owned()),
    };
    let bytes = read.map_err(|source| ReadError { path: name.to_owned(), source })?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn standard_input() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(MOST_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Returns an explanation as lines for people.
fn in_words(told: &Explanation, catalog: &Catalog) -> String {
    let mut lines = vec![format!("{} ({} {}, {})", told.title, told.course, told.version, told.lang)];
    let belongs = if told.made_for_this_version { "explain.this-version" } else { "explain.another-version" };
    lines.push(catalog.text(belongs).to_owned());
    if told.dropped_lessons > 0 {
        lines.push(catalog.count("explain.dropped", told.dropped_lessons as u64, &[]));
    }
    let damage = match told.end {
        "torn" => Some("explain.torn"),
        "more" => Some("explain.more"),
        _ => None,
    };
    let left_out = match told.left_out {
        "answers" => Some("explain.answers-left-out"),
        "all-but-lessons" => Some("explain.all-left-out"),
        _ => None,
    };
    lines.extend(damage.into_iter().chain(left_out).map(|key| catalog.text(key).to_owned()));
    lines.extend(told.role.iter().map(|role| catalog.fill("explain.role", &[("role", role)])));
    lines.extend(told.done.iter().map(|day| catalog.fill("explain.completed", &[("day", day)])));
    let done = told.lessons.iter().filter(|lesson| lesson.reached == "done").count().to_string();
    lines.push(String::new());
    lines.push(catalog.count("explain.progress", told.lessons.len() as u64, &[("done", &done)]));
    told.lessons.iter().for_each(|lesson| lesson_in_words(lesson, catalog, &mut lines));
    lines.extend(told.films.iter().map(|film| {
        let time = format!("{}:{:02}", film.seconds / 60, film.seconds % 60);
        catalog.fill("explain.film", &[("title", &film.title), ("time", &time)])
    }));
    lines.iter().map(|line| harmless(line).trim_end().to_owned() + "\n").collect()
}

fn lesson_in_words(lesson: &LessonState, catalog: &Catalog, lines: &mut Vec<String>) {
    let key = match lesson.reached {
        "done" => "explain.done",
        "begun" => "explain.begun",
        _ => "explain.unopened",
    };
    lines.push(format!("- {}: {}", lesson.title, catalog.text(key)));
    lesson.quizzes.iter().for_each(|quiz| quiz_in_words(quiz, catalog, lines));
    for note in &lesson.notes {
        let words = match &note.value {
            Value::String(words) => words.clone(),
            other => other.to_string(),
        };
        lines.push(format!("  {}", catalog.fill("explain.note", &[("field", &note.field), ("words", &words)])));
    }
}

fn quiz_in_words(quiz: &QuizState, catalog: &Catalog, lines: &mut Vec<String>) {
    let answered = quiz.questions.len().to_string();
    let mut parts = vec![catalog.count("explain.answered", quiz.asked as u64, &[("answered", &answered)])];
    let number = quiz.attempt.map(|number| number.to_string());
    parts.extend(number.map(|number| catalog.fill("explain.attempt", &[("number", &number)])));
    let percent = |key: &str, percent: u32| catalog.fill(key, &[("percent", &percent.to_string())]);
    parts.extend(quiz.best.filter(|_| quiz.graded).map(|best| percent("explain.best", best)));
    parts.extend(quiz.day.iter().map(|day| catalog.fill("explain.answered-on", &[("day", day)])));
    if !quiz.former.is_empty() {
        parts.push(catalog.count("explain.former", quiz.former.len() as u64, &[]));
    }
    parts.extend(quiz.pass.map(|pass| percent("explain.pass", pass.into())));
    let name = catalog.text(if quiz.graded { "explain.quiz" } else { "explain.survey" });
    lines.push(format!("  {name}: {}", parts.join(", ")));
    quiz.questions.iter().for_each(|question| question_in_words(question, catalog, lines));
}

fn question_in_words(question: &QuestionState, catalog: &Catalog, lines: &mut Vec<String>) {
    let mut parts = Vec::new();
    match question.percent {
        Some(100) => parts.push(catalog.text("explain.right").to_owned()),
        Some(0) => parts.push(catalog.text("explain.wrong").to_owned()),
        Some(percent) => parts.push(catalog.fill("explain.percent", &[("percent", &percent.to_string())])),
        None => {}
    }
    parts.push(catalog.count("explain.tries", question.tries as u64, &[]));
    if !question.finished {
        parts.push(catalog.text("explain.open").to_owned());
    }
    lines.push(format!("    {}. {} – {}", question.number, question.prompt, parts.join(", ")));
    let answer = match question.answer.as_deref() {
        None => catalog.text("explain.no-answer").to_owned(),
        Some([]) => catalog.fill("explain.answer", &[("answer", catalog.text("explain.none-chosen"))]),
        Some(answer) => catalog.fill("explain.answer", &[("answer", &answer.join("; "))]),
    };
    lines.push(format!("       {answer}"));
}

/// Returns a text in one line that no terminal takes for a command, whatever a learner wrote.
fn harmless(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}
