//! `alforja translate mark`

use crate::cli::failure::Failure;
use crate::cli::{Context, Exit, language};
use crate::locale::Lang;
use crate::model::CourseId;
use crate::pipeline::{self, MarkRequest, Strictness};
use crate::span::SourcePath;
use clap::Args;
use std::path::{Path, PathBuf};

/// Say of translated pages that they are up to date: that they say what their source says now
#[derive(Debug, Args)]
pub(crate) struct MarkArgs {
    /// The pages; without them, all that say nothing yet of what they were translated from
    #[arg(value_name = "FILE", num_args = 0..)]
    files: Vec<PathBuf>,
    /// One course, by the name of its folder; without it all
    #[arg(long, value_name = "ID")]
    course: Option<String>,
    /// One language or several with commas between them; without it all
    #[arg(long, value_name = "TAG", value_delimiter = ',', value_parser = language::tag)]
    to: Vec<Lang>,
}

/// Runs the command.
///
/// # Errors
/// When the library cannot be read or a page cannot be written.
pub(crate) fn run(arguments: &MarkArgs, context: &Context<'_>) -> Result<Exit, Failure> {
    let course = arguments.course.as_deref().map(CourseId::new);
    let pages: Vec<SourcePath> = arguments.files.iter().map(|path| in_library(path, &context.root)).collect();
    let request = MarkRequest { course: course.as_ref(), languages: &arguments.to, pages: &pages };
    let marked = pipeline::translation_mark(context.job(Strictness::Lenient), request)?;
    let terminal = context.terminal;
    for page in &marked.pages {
        terminal.say(page.as_str());
    }
    for page in &marked.unknown {
        terminal.fail(&terminal.catalog.fill("translate.no-translation", &[("path", page.as_str())]));
    }
    terminal.say(&terminal.catalog.count("translate.marked", marked.pages.len() as u64, &[]));
    Ok(if marked.unknown.is_empty() { Exit::Fine } else { Exit::Errors })
}

/// Returns a path as the library names it, whether it was written from here or from there.
fn in_library(path: &Path, root: &Path) -> SourcePath {
    let real = path.canonicalize().ok().zip(root.canonicalize().ok());
    let inside = real.and_then(|(path, root)| path.strip_prefix(&root).map(Path::to_owned).ok());
    SourcePath::new(&inside.unwrap_or_else(|| path.to_owned()).to_string_lossy())
}
