//! `alforja translate`

mod new_locale;

use crate::cli::failure::Failure;
use crate::cli::{Context, Exit};
use clap::{Args, Subcommand};

/// Help those who translate
#[derive(Debug, Args)]
pub(crate) struct TranslateArgs {
    #[command(subcommand)]
    command: TranslateCommand,
}

#[derive(Debug, Subcommand)]
enum TranslateCommand {
    NewLocale(new_locale::NewLocaleArgs),
}

/// Runs the command.
///
/// # Errors
/// When the library cannot be read or a file cannot be written.
pub(crate) fn run(arguments: TranslateArgs, context: &Context<'_>) -> Result<Exit, Failure> {
    match arguments.command {
        TranslateCommand::NewLocale(arguments) => new_locale::run(&arguments, context),
    }
}
