//! `alforja check`

use crate::cli::failure::Failure;
use crate::cli::{Context, Exit, report};
use crate::pipeline::{self, Strictness};
use clap::Args;

/// Find what is wrong in the courses, and write nothing
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Take warnings for errors
    #[arg(long)]
    strict: bool,
}

/// Runs the command.
///
/// # Errors
/// When the library cannot be read.
pub(crate) fn run(arguments: CheckArgs, context: &Context<'_>) -> Result<Exit, Failure> {
    let strictness = if arguments.strict { Strictness::Strict } else { Strictness::Lenient };
    let outcome = pipeline::check(context.job(strictness))?;
    report::diagnostics(context, &outcome);
    let catalog = context.terminal.catalog;
    let Some(contents) = outcome.made else {
        report::only_warnings(context.terminal, &outcome.diagnostics);
        return Ok(Exit::Errors);
    };
    let contents = report::contents(catalog, contents);
    context.terminal.say(&catalog.fill("cli.checked", &[("contents", &contents)]));
    Ok(Exit::Fine)
}
