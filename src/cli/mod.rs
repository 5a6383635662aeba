//! Words and flags into calls, what came of them into words.
//!
//! One file a command. Exit codes: 0 fine, 1 errors in the courses, 2 usage or environment.

mod bars;
mod build;
mod check;
mod diagnostics;
mod explain;
mod failure;
mod language;
mod library;
mod package;
mod report;
mod rung;
mod targets;
mod terminal;
mod unpack;
mod words;

use crate::cache::Store;
use crate::cli::bars::Bars;
use crate::cli::failure::Failure;
use crate::cli::terminal::{Format, Terminal, Voice};
use crate::locale::{Catalogs, Lang};
use crate::pipeline::{Job, Strictness};
use crate::progress::{Progress, Silent};
use crate::world::DiskWorld;
use clap::{Args, Parser, Subcommand};
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

/// Turns Markdown into courses that run anywhere: a site, a USB stick, an LMS
#[derive(Debug, Parser)]
#[command(name = "alforja", version, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    general: General,
    #[command(subcommand)]
    command: Command,
}

/// What holds for every command stands together in the help.
const GENERAL: &str = "General options";

/// What holds for every command.
#[derive(Debug, Args)]
struct General {
    /// The folder of the library; without it this folder, or `courses` in it
    #[arg(long, value_name = "DIR", global = true, help_heading = GENERAL)]
    library: Option<PathBuf>,
    /// The language in which the program speaks: pt, da, sq, mn, en; without it that of the system
    #[arg(long, value_name = "TAG", global = true, help_heading = GENERAL, value_parser = language::tag)]
    lang: Option<Lang>,
    /// The folder for results that are kept from one run to the next; without it `.alforja` in the library
    #[arg(long, value_name = "DIR", global = true, help_heading = GENERAL)]
    store: Option<PathBuf>,
    /// The form in which errors and warnings are told
    #[arg(long, value_enum, value_name = "FORM", default_value_t, global = true, help_heading = GENERAL)]
    format: Format,
    /// Say nothing but errors and warnings
    #[arg(long, short, global = true, help_heading = GENERAL)]
    quiet: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::BuildArgs),
    Package(package::PackageArgs),
    /// List what courses can be made into
    Targets,
    Check(check::CheckArgs),
    Unpack(unpack::UnpackArgs),
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// All is well.
    Fine,
    /// There are errors in the courses.
    Errors,
}

/// Runs the program with these arguments, the program's own name first.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let catalogs = Catalogs::embedded(&[]).expect("the embedded locale files are sound");
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no failure; who cannot be told cannot be told that either.
            drop(error.print());
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let catalog = catalogs.get(&language::spoken(cli.general.lang.as_ref(), &catalogs));
    let voice = if cli.general.quiet { Voice::Quiet } else { Voice::Full };
    let terminal = Terminal { catalog, format: cli.general.format, voice, colours: terminal::colours() };
    // The hook says where; what is said to people is said below.
    panic::set_hook(Box::new(move |panic| {
        terminal::write_all(&mut io::stderr().lock(), &format!("alforja {}: {panic}\n", env!("CARGO_PKG_VERSION")));
    }));
    match panic::catch_unwind(AssertUnwindSafe(|| run(cli, terminal))) {
        Ok(Ok(Exit::Fine)) => ExitCode::SUCCESS,
        Ok(Ok(Exit::Errors)) => ExitCode::from(1),
        Ok(Err(failure)) => {
            terminal.fail(&failure.words(catalog));
            ExitCode::from(2)
        }
        Err(_) => {
            terminal.fail(catalog.text("cli.bug"));
            ExitCode::from(2)
        }
    }
}

/// What a command works with.
struct Context<'a> {
    terminal: Terminal<'a>,
    /// The library's folder.
    root: PathBuf,
    world: DiskWorld,
    store: Store,
    progress: &'a dyn Progress,
    started: Instant,
}

impl Context<'_> {
    fn job(&self, strictness: Strictness) -> Job<'_> {
        Job {
            world: &self.world,
            root: &self.root,
            store: &self.store,
            strictness,
            media: None,
            progress: self.progress,
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "only cli measures how long it took")]
fn run(cli: Cli, terminal: Terminal<'_>) -> Result<Exit, Failure> {
    let started = Instant::now();
    let bars = Bars::new(terminal.catalog, started);
    let shown = io::stderr().is_terminal() && terminal.voice == Voice::Full;
    let progress: &dyn Progress = if shown { &bars } else { &Silent };
    let open = || -> Result<Context<'_>, Failure> {
        let root = library::find(cli.general.library)?;
        let world = DiskWorld::new(&root, library::today()?)?;
        let store = library::store(cli.general.store, &root);
        Ok(Context { terminal, root, world, store, progress, started })
    };
    match cli.command {
        Command::Build(arguments) => within(&open()?, |context| build::run(arguments, context)),
        Command::Package(arguments) => within(&open()?, |context| package::run(arguments, context)),
        Command::Check(arguments) => within(&open()?, |context| check::run(arguments, context)),
        // These need no library.
        Command::Targets => Ok(targets::run(terminal)),
        Command::Unpack(arguments) => unpack::run(&arguments, terminal, progress),
    }
}

fn within(context: &Context<'_>, run: impl FnOnce(&Context<'_>) -> Result<Exit, Failure>) -> Result<Exit, Failure> {
    let done = run(context).map_err(|failure| failure.at(&context.root));
    context.store.save();
    done
}
