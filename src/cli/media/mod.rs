//! `alforja media`

mod prune;
mod status;
mod transcode;

use crate::cli::failure::Failure;
use crate::cli::{Context, Exit};
use clap::{Args, Subcommand};

/// Films and sounds: smaller copies, and what is kept of them
#[derive(Debug, Args)]
pub(crate) struct MediaArgs {
    #[command(subcommand)]
    command: MediaCommand,
}

#[derive(Debug, Subcommand)]
enum MediaCommand {
    Transcode(transcode::TranscodeArgs),
    Status(status::StatusArgs),
    Prune(prune::PruneArgs),
}

/// Runs the command.
///
/// # Errors
/// When the library cannot be read, nothing answers to the request, or the work cannot be done.
pub(crate) fn run(arguments: MediaArgs, context: &Context<'_>) -> Result<Exit, Failure> {
    match arguments.command {
        MediaCommand::Transcode(arguments) => transcode::run(arguments, context),
        MediaCommand::Status(arguments) => status::run(&arguments, context),
        MediaCommand::Prune(arguments) => prune::run(&arguments, context),
    }
}
