//! `alforja new`: one file for what is asked, one for each thing that is begun.

mod ask;
mod course;
mod editor;
mod library;
mod page;

pub(crate) use editor::tell as tell_equipped;

use crate::cli::failure::Failure;
use crate::cli::terminal::Terminal;
use crate::cli::{Context, Exit, within};
use crate::locale::{Catalogs, Lang};
use crate::pipeline::Begun;
use crate::starter::Page;
use clap::{Args, Subcommand};

/// Begin a library, a course, a lesson or a quiz from a small example, or prepare an editor
#[derive(Debug, Args)]
pub(crate) struct NewArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Library(library::NewLibraryArgs),
    Course(course::NewCourseArgs),
    /// Begin a lesson at the end of a module
    Lesson(page::NewPageArgs),
    /// Begin a quiz at the end of a module
    Quiz(page::NewPageArgs),
    /// Tell Visual Studio Code of the library: schemas for its YAML files, snippets for its blocks
    Editor,
}

/// Runs the command; `open` opens the library, which a new one does not need.
///
/// # Errors
/// When something stands where the new must go, or the disk refuses.
pub(crate) fn run<'a>(
    arguments: NewArgs,
    terminal: Terminal<'a>,
    catalogs: &Catalogs,
    open: impl FnOnce() -> Result<Context<'a>, Failure>,
) -> Result<Exit, Failure> {
    match arguments.what {
        What::Library(arguments) => library::run(arguments, terminal, catalogs),
        What::Course(arguments) => within(&open()?, |context| course::run(&arguments, context)),
        What::Lesson(arguments) => within(&open()?, |context| page::run(Page::Lesson, &arguments, context)),
        What::Editor => within(&open()?, editor::run),
        What::Quiz(arguments) => within(&open()?, |context| page::run(Page::Quiz, &arguments, context)),
    }
}

/// Says which languages were left out.
fn tell_left_out(begun: &Begun, terminal: Terminal<'_>) {
    for lang in &begun.left_out {
        let of = [("lang", lang.as_str()), ("first", begun.first.as_str())];
        terminal.say(&terminal.catalog.fill("new.no-example", &of));
    }
}

/// Returns a title that was given or is asked for; `key` is that of what stands there without an answer.
fn title(given: Option<String>, lang: &Lang, key: &str, catalogs: &Catalogs, terminal: Terminal<'_>) -> Option<String> {
    given.or_else(|| ask::line(terminal, "new.ask-title", catalogs.get(lang).text(key)))
}
