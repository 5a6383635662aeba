//! `alforja class`

use crate::class::{Class, Site, USUAL_PORT};
use crate::cli::failure::Failure;
use crate::cli::terminal::{Format, Terminal};
use crate::cli::{Context, Exit, browser, library, report, room, rung, words};
use crate::host::{Listening, Reach};
use crate::locale::Catalogs;
use crate::model::Rung;
use crate::pipeline::{self, Job, Memos, Strictness};
use crate::world::{DiskWorld, World};
use clap::Args;
use std::io::IsTerminal;
use std::path::PathBuf;

/// Give the courses to the phones in a room: over a hotspot, with a board for the trainer, and results that are kept
#[derive(Debug, Args)]
pub(crate) struct ClassArgs {
    /// The folder in which the class keeps its learners and their results; with the same one it goes on
    #[arg(value_name = "DIR", default_value = "class")]
    folder: PathBuf,
    /// A site that `alforja build` has written; without it the courses of the library are made first
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,
    /// The record that results come into too, the same that reports are made of; begun where it is not there
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// The PIN by which learners join: 4 to 10 digits; without it one by chance, the same as long as the class lasts
    #[arg(long, value_name = "PIN", value_parser = pin)]
    pin: Option<String>,
    /// The port; without it 4100, or the one that the phones know already
    #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16))]
    port: Option<u16>,
    /// Open no browser
    #[arg(long)]
    no_open: bool,
    /// How much of the films and sounds travels; without it what `alforja.yaml` says
    #[arg(long, value_name = "RUNG", value_parser = rung::parser())]
    media: Option<Rung>,
}

fn pin(text: &str) -> Result<String, String> {
    let is_pin = (4..=10).contains(&text.len()) && text.bytes().all(|digit| digit.is_ascii_digit());
    is_pin.then(|| text.to_owned()).ok_or_else(|| text.to_owned())
}

/// Runs the command until it is told to end; `open` opens the library, which a site that is there does not need.
///
/// # Errors
/// When there are no courses, the folder cannot be written or the port cannot be taken.
pub(crate) fn run<'a>(
    arguments: &ClassArgs,
    terminal: Terminal<'a>,
    catalogs: &Catalogs,
    open: impl FnOnce() -> Result<Context<'a>, Failure>,
) -> Result<Exit, Failure> {
    let site = match &arguments.site {
        Some(folder) => Site::built(DiskWorld::new(folder, None)?)?.ok_or_else(|| Failure::NoSite(folder.clone()))?,
        None => {
            let context = open()?;
            match made(&context, arguments.media).map_err(|failure| failure.at(&context.root))? {
                Some(site) => site,
                None => return Ok(Exit::Errors),
            }
        }
    };
    let mut class = Class::open(&arguments.folder, library::now)?;
    let wanted = arguments.port.or_else(|| class.port());
    let taken = |error| Failure::Port { port: wanted.unwrap_or(USUAL_PORT), error };
    let listening = Listening::new(Reach::Room, wanted, USUAL_PORT).map_err(taken)?;
    if let Some(record) = &arguments.record {
        class.record(record)?;
    }
    class.settle(arguments.pin.as_deref(), listening.port())?;
    tell(&class, &listening, arguments, terminal);
    class.hold(site, catalogs, terminal.catalog, listening).map_err(taken)?;
    // The terminal shows `^C`: what comes next stands in a line of its own.
    if std::io::stdout().is_terminal() {
        terminal.say("");
    }
    Ok(Exit::Fine)
}

/// Makes the site of the library in memory; nothing where there are errors, which are told.
fn made(context: &Context<'_>, media: Option<Rung>) -> Result<Option<Site>, Failure> {
    let entries = context.world.list()?;
    let job = Job { media, ..context.job(Strictness::Lenient) };
    let outcome = pipeline::preview(job, &entries, &mut Memos::default())?;
    context.store.save();
    report::diagnostics(context, &outcome);
    let Some(previewed) = outcome.made else {
        context.terminal.say(context.terminal.catalog.text("classroom.no-courses"));
        return Ok(None);
    };
    let catalog = context.terminal.catalog;
    let contents = report::contents(catalog, previewed.contents);
    let time = words::seconds(catalog, context.started.elapsed());
    room::say(context.terminal, &catalog.fill("serve.made", &[("contents", &contents), ("time", &time)]));
    Ok(Some(Site::of_library(context.world.clone(), previewed.site)))
}

/// Says where learners join and where the trainer's board is.
fn tell(class: &Class, listening: &Listening, arguments: &ClassArgs, terminal: Terminal<'_>) {
    let catalog = terminal.catalog;
    let addresses = listening.addresses_in_room();
    room::addresses(terminal, &addresses, |address| class.address_with_pin(address));
    room::essential(terminal, &catalog.fill("classroom.pin", &[("pin", class.pin())]));
    let board = Class::own_board(&listening.address());
    room::essential(terminal, &catalog.fill("classroom.board", &[("address", &board)]));
    if let Some(first) = addresses.first() {
        room::say(terminal, &catalog.fill("classroom.board-elsewhere", &[("address", &class.board(first))]));
    }
    if class.learners() > 0 {
        room::essential(terminal, &catalog.count("classroom.again", class.learners() as u64, &[]));
    }
    if class.damaged() > 0 {
        room::essential(terminal, &catalog.count("classroom.damaged", class.damaged() as u64, &[]));
    }
    room::say(terminal, &catalog.fill("classroom.kept", &[("path", &words::path(&arguments.folder))]));
    room::say(terminal, catalog.text("classroom.end"));
    if !arguments.no_open && room::is_for_people(terminal) && terminal.format == Format::Human {
        browser::open(&board);
    }
}
