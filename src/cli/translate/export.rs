//! `alforja translate export`

use crate::cli::failure::Failure;
use crate::cli::terminal;
use crate::cli::{Context, Exit, language, words};
use crate::locale::Lang;
use crate::model::CourseId;
use crate::pipeline::{self, ExportRequest, Strictness};
use crate::translate::{Form, Scope};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Write what a translator needs: every block of the courses with the translation that there is
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// The language to translate into
    #[arg(long, value_name = "TAG", value_parser = language::tag)]
    to: Lang,
    /// What the translator works with
    #[arg(long, value_name = "FORM", default_value = "po",
        value_parser = terminal::one_of(&["po", "xliff", "xlsx", "md"]))]
    format: terminal::Form,
    /// The folder that the files are put in
    #[arg(long, value_name = "DIR", default_value = "translations")]
    out: PathBuf,
    /// One course, by the name of its folder; without it all
    #[arg(long, value_name = "ID")]
    course: Option<String>,
    /// Which blocks
    #[arg(long, value_enum, value_name = "NAME", default_value_t)]
    only: Only,
    /// Write over files that are there, in which a translator may have worked
    #[arg(long)]
    force: bool,
}

/// Which blocks are written.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Only {
    /// Every one
    #[default]
    All,
    /// Those that are to be translated, again or for the first time
    Todo,
}

/// Runs the command.
///
/// # Errors
/// When the library cannot be read, there is no such course, or a file cannot be written.
pub(crate) fn run(arguments: &ExportArgs, context: &Context<'_>) -> Result<Exit, Failure> {
    let course = arguments.course.as_deref().map(CourseId::new);
    let form = match arguments.format {
        terminal::Form::Xliff => Form::Xliff,
        terminal::Form::Xlsx => Form::Xlsx,
        terminal::Form::Md => Form::Md,
        _ => Form::Po,
    };
    let scope = match arguments.only {
        Only::All => Scope::All,
        Only::Todo => Scope::Todo,
    };
    let (to, out, over) = (&arguments.to, arguments.out.as_path(), arguments.force);
    let request = ExportRequest { course: course.as_ref(), to, form, scope, out, over };
    let exported = pipeline::translation_export(context.job(Strictness::Lenient), request)?;
    let catalog = context.terminal.catalog;
    let todo = exported.todo.to_string();
    for path in &exported.files {
        context.terminal.say(&words::path(path));
    }
    context.terminal.say(&match exported.files.is_empty() {
        true => catalog.fill("translate.nothing-to-do", &[("lang", &to.to_string())]),
        false => catalog.count("translate.exported", exported.blocks as u64, &[("todo", &todo)]),
    });
    Ok(Exit::Fine)
}
