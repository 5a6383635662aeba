//! `alforja new lesson` and `alforja new quiz`

use crate::cli::failure::Failure;
use crate::cli::new::title;
use crate::cli::{Context, Exit, language};
use crate::locale::Lang;
use crate::pipeline::{self, PageRequest, Strictness};
use crate::starter::Page;
use clap::Args;

/// What is said of a new lesson or quiz.
#[derive(Debug, Args)]
pub(crate) struct NewPageArgs {
    /// What it is called
    #[arg(value_name = "TITLE")]
    title: Option<String>,
    /// The course, by the name of its folder; without it the only one
    #[arg(long, value_name = "ID")]
    course: Option<String>,
    /// The module, by its name or folder; without it the last
    #[arg(long, value_name = "MODULE")]
    module: Option<String>,
    /// The language to write in; without it the first of the course
    #[arg(long = "in", value_name = "TAG", value_parser = language::tag)]
    new_lang: Option<Lang>,
}

/// Runs the command.
///
/// # Errors
/// When there is no such course or module, or the disk refuses.
pub(crate) fn run(page: Page, arguments: &NewPageArgs, context: &Context<'_>) -> Result<Exit, Failure> {
    let terminal = context.terminal;
    let key = match page {
        Page::Lesson => "starter.lesson",
        Page::Quiz => "starter.quiz",
    };
    let lang = arguments.new_lang.as_ref().unwrap_or_else(|| terminal.catalog.lang());
    let title = title(arguments.title.clone(), lang, key, context.catalogs, terminal);
    let request = PageRequest {
        page,
        title: title.as_deref(),
        course: arguments.course.as_deref(),
        module: arguments.module.as_deref(),
        lang: arguments.new_lang.as_ref(),
    };
    let begun = pipeline::new_page(context.job(Strictness::Lenient), &request)?;
    terminal.say(&terminal.catalog.fill("new.file", &[("path", begun.first.as_str())]));
    terminal.say(&terminal.catalog.fill("new.go-on", &[("first", begun.first.as_str())]));
    Ok(Exit::Fine)
}
