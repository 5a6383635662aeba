//! `alforja media prune`

use crate::cli::failure::Failure;
use crate::cli::{Context, Exit, report, words};
use crate::pipeline::{self, Pruned, Removal, Strictness};
use clap::Args;

/// Free what is kept and nothing uses any more
#[derive(Debug, Args)]
pub(crate) struct PruneArgs {
    /// Only say how much it would be
    #[arg(long)]
    dry_run: bool,
}

/// Runs the command.
///
/// # Errors
/// When the library cannot be read, or the disk refuses.
pub(crate) fn run(arguments: &PruneArgs, context: &Context<'_>) -> Result<Exit, Failure> {
    let removal = if arguments.dry_run { Removal::Counted } else { Removal::Done };
    let outcome = pipeline::prune(context.job(Strictness::Lenient), removal)?;
    let (terminal, catalog) = (context.terminal, context.terminal.catalog);
    match &outcome.made {
        Some(Pruned::Freed(freed)) => {
            let size = words::size(catalog, freed.bytes);
            let key = match (freed.results, removal) {
                (0, _) => "media.nothing-to-free",
                (_, Removal::Done) => "media.freed",
                (_, Removal::Counted) => "media.to-free",
            };
            match freed.results {
                0 => terminal.say(catalog.text(key)),
                results => terminal.say(&catalog.count(key, results as u64, &[("size", &size)])),
            }
            Ok(Exit::Fine)
        }
        Some(Pruned::Busy) => {
            terminal.say(catalog.text("media.busy"));
            Ok(Exit::Errors)
        }
        None => {
            report::diagnostics(context, &outcome);
            terminal.say(catalog.text("media.not-pruned"));
            Ok(Exit::Errors)
        }
    }
}
