//! `alforja translate status`

use crate::cli::failure::Failure;
use crate::cli::terminal;
use crate::cli::translate::{page, table};
use crate::cli::{Context, Exit, language, words};
use crate::locale::Lang;
use crate::model::CourseId;
use crate::pipeline::{self, StatusRequest, Strictness};
use crate::translate::{CourseStatus, Detail};
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;

/// Say which pages are not translated, which are outdated, and how much there is to do
#[derive(Debug, Args)]
pub(crate) struct StatusArgs {
    /// Only pages whose path holds this; of them every block that is to be translated is told
    #[arg(value_name = "NAME")]
    page: Option<String>,
    /// One course, by the name of its folder; without it all
    #[arg(long, value_name = "ID")]
    course: Option<String>,
    /// One language or several with commas between them; without it those that each course has
    #[arg(long, value_name = "TAG", value_delimiter = ',', value_parser = language::tag)]
    to: Vec<Lang>,
    /// The form in which it is told
    #[arg(long, value_name = "FORM", default_value = "human",
        value_parser = terminal::one_of(&["human", "json", "html"]))]
    format: terminal::Form,
    /// The file that it is written to; without it it is shown
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Tell every block that is to be translated
    #[arg(long)]
    verbose: bool,
}

/// Runs the command.
///
/// # Errors
/// When the library cannot be read, there is no such course, or the file cannot be written.
pub(crate) fn run(arguments: &StatusArgs, context: &Context<'_>) -> Result<Exit, Failure> {
    let course = arguments.course.as_deref().map(CourseId::new);
    let detail = if arguments.verbose || arguments.page.is_some() { Detail::Blocks } else { Detail::Numbers };
    let request = StatusRequest { course: course.as_ref(), languages: &arguments.to, detail };
    let mut courses = pipeline::translation_status(context.job(Strictness::Lenient), request)?;
    if let Some(part) = &arguments.page {
        let part = part.replace('\\', "/");
        for course in &mut courses {
            course.pages.retain(|page| {
                page.path.contains(&part) || page.languages.iter().any(|language| language.path.contains(&part))
            });
        }
        courses.retain(|course| !course.pages.is_empty());
    }
    let catalog = context.terminal.catalog;
    let told = match arguments.format {
        terminal::Form::Json => {
            serde_json::to_string_pretty(&as_json(&courses)).expect("texts and numbers are always JSON") + "\n"
        }
        terminal::Form::Html => page::html(&courses, catalog),
        _ => table::text(&courses, catalog),
    };
    match &arguments.out {
        Some(path) => {
            pipeline::write_report(context.job(Strictness::Lenient), path, told)?;
            context.terminal.say(&words::path(path));
        }
        None => context.terminal.put(&told),
    }
    Ok(Exit::Fine)
}

fn as_json(courses: &[CourseStatus]) -> Value {
    let course = |course: &CourseStatus| {
        let pages = course.pages.iter().map(|page| {
            let languages = course.languages.iter().zip(&page.languages).map(|(lang, status)| {
                let todo: Vec<Value> = status
                    .todo
                    .iter()
                    .map(|block| {
                        json!({
                            "kind": block.kind,
                            "line": block.line,
                            "source": block.source,
                            "translation": block.translation,
                            "translation_line": block.translation_line,
                        })
                    })
                    .collect();
                let told = json!({
                    "state": status.state.name(),
                    "path": status.path,
                    "blocks": status.blocks,
                    "words": status.words,
                    "removed": status.removed,
                    "todo": todo,
                });
                (lang.to_string(), told)
            });
            json!({ "path": page.path, "blocks": page.blocks, "languages": Value::Object(languages.collect()) })
        });
        json!({
            "course": course.id,
            "source": course.source.as_str(),
            "absent_source": course.absent_source.as_ref().map(Lang::as_str),
            "languages": course.languages.iter().map(Lang::as_str).collect::<Vec<_>>(),
            "pages": pages.collect::<Vec<_>>(),
        })
    };
    Value::Array(courses.iter().map(course).collect())
}
