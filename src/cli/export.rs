//! `alforja export`

use crate::cli::failure::Failure;
use crate::cli::import::told_places;
use crate::cli::{Context, Exit, language, terminal, words};
use crate::export::Form;
use crate::import::lost_words;
use crate::locale::Lang;
use crate::pipeline::{self, QuestionRequest, Strictness};
use clap::Args;
use std::path::PathBuf;

/// Write the questions of quizzes and banks for other programs
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// The courses by the names of their folders, or lessons; without any, everything
    #[arg(value_name = "NAME")]
    wanted: Vec<String>,
    /// The format of the questions
    #[arg(long, value_name = "FORM", required = true,
        value_parser = terminal::one_of(&["gift", "qti", "moodle-xml"]))]
    format: terminal::Form,
    /// Only this language of the courses
    #[arg(long, value_name = "TAG", value_parser = language::tag)]
    lang_of_course: Option<Lang>,
    /// The folder that the files are put in
    #[arg(long, value_name = "DIR", default_value = "questions")]
    out: PathBuf,
}

/// Runs the command.
///
/// # Errors
/// When the library cannot be read, nothing answers to the request, or a file cannot be written.
pub(crate) fn run(arguments: &ExportArgs, context: &Context<'_>) -> Result<Exit, Failure> {
    let form = match arguments.format {
        terminal::Form::Qti => Form::Qti,
        terminal::Form::MoodleXml => Form::MoodleXml,
        _ => Form::Gift,
    };
    let lang = arguments.lang_of_course.as_ref();
    let request = QuestionRequest { wanted: &arguments.wanted, lang, form, out: &arguments.out };
    let files = pipeline::export_questions(context.job(Strictness::Lenient), &request)?;
    let terminal = context.terminal;
    let catalog = terminal.catalog;
    for file in &files {
        let path = words::path(&file.written.path);
        terminal.say(&catalog.count("export.written", file.questions as u64, &[("path", &path)]));
        if !file.lost.is_empty() {
            terminal.say(catalog.text("export.lost"));
        }
        for words in lost_words(&file.lost, catalog) {
            terminal.say(&format!("- {}{}", words.what, told_places(&words.places, terminal)));
        }
    }
    if files.is_empty() {
        terminal.say(catalog.text("export.nothing"));
    }
    Ok(Exit::Fine)
}
