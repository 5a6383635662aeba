//! `alforja new course`

use crate::cli::failure::Failure;
use crate::cli::new::{tell_left_out, title};
use crate::cli::{Context, Exit, language, words};
use crate::locale::Lang;
use crate::pipeline::{self, CourseRequest, Strictness};
use clap::Args;

/// Begin a course in the library
#[derive(Debug, Args)]
pub(crate) struct NewCourseArgs {
    /// What the course is called
    #[arg(value_name = "TITLE")]
    title: Option<String>,
    /// The name of its folder; without it one made of the title
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// The language to write in; without it all those of the library
    #[arg(long = "in", value_name = "TAG", value_parser = language::tag)]
    new_lang: Option<Lang>,
}

/// Runs the command.
///
/// # Errors
/// When the library is a single course, the name is taken, or the disk refuses.
pub(crate) fn run(arguments: &NewCourseArgs, context: &Context<'_>) -> Result<Exit, Failure> {
    let terminal = context.terminal;
    let lang = arguments.new_lang.as_ref().unwrap_or_else(|| terminal.catalog.lang());
    let title = title(arguments.title.clone(), lang, "starter.course", context.catalogs, terminal);
    let request =
        CourseRequest { title: title.as_deref(), id: arguments.id.as_deref(), lang: arguments.new_lang.as_ref() };
    let begun = pipeline::new_course(context.job(Strictness::Lenient), &request)?;
    let path = words::path(&begun.written.path);
    terminal.say(&terminal.catalog.count("new.course", begun.written.files as u64, &[("path", &path)]));
    tell_left_out(&begun, terminal);
    let first = words::path(&context.root.join(begun.first.as_str()));
    terminal.say(&terminal.catalog.fill("new.go-on", &[("first", &first)]));
    Ok(Exit::Fine)
}
