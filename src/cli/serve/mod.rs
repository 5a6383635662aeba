//! `alforja serve`

mod desk;
mod editor;
mod told;

use crate::cli::failure::Failure;
use crate::cli::serve::desk::Desk;
use crate::cli::terminal::Terminal;
use crate::cli::{Context, Exit};
use crate::cli::{edition, rung};
use crate::host::{Listening, Reach};
use crate::model::Rung;
use crate::render::Audience;
use crate::serve::{self, Noticing, Preview, USUAL_PORT};
use clap::Args;
use std::io::IsTerminal;
use std::sync::Arc;

/// Show the courses in a browser while they are written: each page is made anew when its text is saved
#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// Show them to everyone on this network: in the room, on phones; guests can only read
    #[arg(long)]
    lan: bool,
    /// Whose edition: `learner`, or `trainer` with notes, answers, a session plan and a presenter view
    #[arg(long, value_name = "EDITION", default_value = "learner", value_parser = edition::parser())]
    edition: Audience,
    /// The port; 0 for any; without it 4000, or the next one that is free
    #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16))]
    port: Option<u16>,
    /// Open no browser
    #[arg(long)]
    no_open: bool,
    /// Look for changes from time to time, where the system does not tell of them
    #[arg(long)]
    poll: bool,
    /// How much of the films and sounds travels; without it what `alforja.yaml` says
    #[arg(long, value_name = "RUNG", value_parser = rung::parser())]
    media: Option<Rung>,
}

/// Runs the command until it is told to end.
///
/// # Errors
/// When the port cannot be taken.
pub(crate) fn run(arguments: &ServeArgs, terminal: Terminal<'static>, context: Context<'_>) -> Result<Exit, Failure> {
    let reach = if arguments.lan { Reach::Room } else { Reach::Computer };
    let listening = Listening::new(reach, arguments.port, USUAL_PORT)
        .map_err(|error| Failure::Port { port: arguments.port.unwrap_or(USUAL_PORT), error })?;
    let other_port = (arguments.port.is_none() && listening.port() != USUAL_PORT).then_some(listening.port());
    let desk = Desk::new(terminal, context.world.root(), &listening, other_port, !arguments.no_open);
    let Context { world, store, .. } = context;
    let noticing = if arguments.poll { Noticing::Looking } else { Noticing::Told };
    serve::serve(
        Preview { world, store, media: arguments.media, audience: arguments.edition, noticing, author: Arc::new(desk) },
        listening,
    )
    .map_err(|error| Failure::Port { port: arguments.port.unwrap_or(USUAL_PORT), error })?;
    // The terminal shows `^C`: what comes next stands in a line of its own.
    if std::io::stdout().is_terminal() {
        terminal.say("");
    }
    Ok(Exit::Fine)
}
