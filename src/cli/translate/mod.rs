//! `alforja translate`

mod export;
mod import;
mod mark;
mod new_locale;
mod page;
mod status;
mod table;

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
    Status(status::StatusArgs),
    Export(export::ExportArgs),
    Import(import::ImportArgs),
    Mark(mark::MarkArgs),
    NewLocale(new_locale::NewLocaleArgs),
}

/// Runs the command.
///
/// # Errors
/// When the library cannot be read or a file cannot be written.
pub(crate) fn run(arguments: TranslateArgs, context: &Context<'_>) -> Result<Exit, Failure> {
    match arguments.command {
        TranslateCommand::Status(arguments) => status::run(&arguments, context),
        TranslateCommand::Export(arguments) => export::run(&arguments, context),
        TranslateCommand::Import(arguments) => import::run(&arguments, context),
        TranslateCommand::Mark(arguments) => mark::run(&arguments, context),
        TranslateCommand::NewLocale(arguments) => new_locale::run(&arguments, context),
    }
}
