//! Words and flags into calls, what came of them into words.
//!
//! One file a command. Exit codes: 0 fine, 1 errors in the courses, 2 usage or environment.

mod bars;
mod browser;
mod build;
mod certify;
mod check;
mod class;
mod completions;
mod diagnostics;
mod edition;
mod explain;
mod export;
mod failure;
mod fixing;
mod help;
mod import;
mod key;
mod language;
mod library;
mod lints;
mod manual;
mod media;
mod new;
mod package;
mod qr;
mod refusal;
mod report;
mod reporting;
mod room;
mod rung;
mod sarif;
mod schema;
mod sending;
mod serve;
mod targets;
mod terminal;
mod translate;
mod unpack;
mod update;
mod usage;
mod usb;
mod verify;
mod words;

use crate::cache::Store;
use crate::cli::bars::Bars;
use crate::cli::failure::Failure;
use crate::cli::help::GENERAL;
use crate::cli::terminal::{Form, Terminal, Voice};
use crate::locale::{Catalog, Catalogs, Lang};
use crate::pipeline::{self, Job, Strictness};
use crate::progress::{Progress, Silent};
use crate::render::Audience;
use crate::world::DiskWorld;
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
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
    #[arg(long, value_name = "FORM", default_value = "human", global = true, help_heading = GENERAL,
        value_parser = terminal::one_of(&["human", "short", "json", "sarif"]))]
    format: Form,
    /// Say nothing but errors and warnings
    #[arg(long, short, global = true, help_heading = GENERAL)]
    quiet: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    New(new::NewArgs),
    Build(build::BuildArgs),
    Package(package::PackageArgs),
    /// List what courses can be made into
    Targets,
    Check(check::CheckArgs),
    Serve(serve::ServeArgs),
    Class(class::ClassArgs),
    Import(import::ImportArgs),
    Export(export::ExportArgs),
    Unpack(unpack::UnpackArgs),
    Usb(usb::UsbArgs),
    Verify(verify::VerifyArgs),
    Update(update::UpdateArgs),
    Key(key::KeyArgs),
    Translate(translate::TranslateArgs),
    Media(media::MediaArgs),
    Report(reporting::ReportArgs),
    Certify(certify::CertifyArgs),
    Schema(schema::SchemaArgs),
    Completions(completions::CompletionsArgs),
    Man(manual::ManArgs),
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
    // Whoever builds for a preview is not waited for when the program ends: what it says must last as long.
    let catalogs: &'static Catalogs =
        Box::leak(Box::new(Catalogs::embedded(&[]).expect("the embedded locale files are sound")));
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let catalog = catalogs.get(&spoken(&arguments, catalogs));
    let cli = match parse(&arguments, catalog) {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    let voice = if cli.general.quiet { Voice::Quiet } else { Voice::Full };
    let terminal =
        Terminal { catalog, format: cli.general.format.of_diagnostics(), voice, colours: terminal::colours() };
    // The hook says where; what is said to people is said below.
    panic::set_hook(Box::new(move |panic| {
        terminal::write_all(&mut io::stderr().lock(), &format!("alforja {}: {panic}\n", env!("CARGO_PKG_VERSION")));
    }));
    match panic::catch_unwind(AssertUnwindSafe(|| run(cli, terminal, catalogs))) {
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

/// Tells whether the program would understand these arguments, its own name first; nothing is run.
///
/// Whoever writes down what can be typed (a handbook, a script for a programme) can hold it against the program itself.
///
/// # Errors
/// What the program would say in the language of `catalog`, where it would not.
pub fn understood(arguments: &[OsString], catalog: &Catalog) -> Result<(), String> {
    let mut program = help::command(Cli::command(), catalog);
    match program.try_get_matches_from_mut(arguments) {
        Ok(_) => Ok(()),
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => Ok(()),
        Err(error) => Err(usage::words(&error, &program, arguments, catalog)),
    }
}

/// Returns what the program was asked; where it was asked for help, or what cannot be understood, that is said.
fn parse(arguments: &[OsString], catalog: &Catalog) -> Result<Cli, ExitCode> {
    let mut program = help::command(Cli::command(), catalog);
    let say = |words: &str| terminal::write_all(&mut io::stdout().lock(), words);
    let failed = |error: &clap::Error, program: &clap::Command| match error.kind() {
        // Without any word at all, the program says what it can do.
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand if arguments.len() < 2 => None,
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => None,
        _ => Some(usage::words(error, program, arguments, catalog)),
    };
    let parsed = program.try_get_matches_from_mut(arguments);
    let shown = parsed.as_ref().ok().and_then(|matches| matches.subcommand()).filter(|(name, _)| *name == help::HELP);
    if let Some((_, asked)) = shown {
        let path: Vec<String> = asked.get_many("command").into_iter().flatten().cloned().collect();
        say(&format!("{}\n", help::of_command(&mut program, &path).to_string().trim_end()));
        return Err(ExitCode::SUCCESS);
    }
    parsed.and_then(|matches| Cli::from_arg_matches(&matches)).map_err(|error| match failed(&error, &program) {
        None => {
            // Who cannot be told cannot be told that either.
            drop(error.print());
            ExitCode::from(if error.use_stderr() { 2 } else { 0 })
        }
        Some(words) => {
            terminal::fail(catalog, terminal::colours(), &words);
            ExitCode::from(2)
        }
    })
}

/// Returns the language that the program speaks.
#[expect(clippy::disallowed_methods, reason = "cli reads the environment")]
fn spoken(arguments: &[OsString], catalogs: &Catalogs) -> Lang {
    let library = || {
        let folder = library::find(language::option(arguments, "--library").map(PathBuf::from)).ok()?;
        let lang = pipeline::spoken_language(&DiskWorld::new(&folder, None).ok()?)?;
        catalogs.iter().any(|catalog| catalog.lang().base() == lang.base()).then_some(lang)
    };
    language::spoken(arguments, &|name| std::env::var(name).ok(), &library, catalogs)
}

/// What a command works with.
struct Context<'a> {
    terminal: Terminal<'a>,
    /// The words of every language.
    catalogs: &'a Catalogs,
    /// The library's folder.
    root: PathBuf,
    world: DiskWorld,
    store: Store,
    progress: &'a dyn Progress,
    started: Instant,
}

impl Context<'_> {
    /// Returns what is typed to run another command on this library.
    fn command(&self, name: &str) -> String {
        match library::find(None) {
            Ok(found) if found == self.root => format!("alforja {name}"),
            _ => format!("alforja --library {} {name}", words::typed(&words::path(&self.root))),
        }
    }

    fn job(&self, strictness: Strictness) -> Job<'_> {
        Job {
            world: &self.world,
            root: &self.root,
            store: &self.store,
            strictness,
            media: None,
            audience: Audience::Learner,
            progress: self.progress,
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "only cli measures how long it took")]
fn run(cli: Cli, terminal: Terminal<'static>, catalogs: &Catalogs) -> Result<Exit, Failure> {
    let started = Instant::now();
    let bars = Bars::new(terminal.catalog, started);
    let shown = io::stderr().is_terminal() && terminal.voice == Voice::Full;
    let progress: &dyn Progress = if shown { &bars } else { &Silent };
    let open = || -> Result<Context<'_>, Failure> {
        let root = library::find(cli.general.library.clone())?;
        let world = DiskWorld::new(&root, library::today()?)?;
        let store = library::store(cli.general.store.clone(), &root);
        Ok(Context { terminal, catalogs, root, world, store, progress, started })
    };
    if let Command::Check(arguments) = &cli.command
        && let Some(code) = arguments.explained()
    {
        return lints::run(code, terminal, catalogs);
    }
    match cli.command {
        Command::Build(arguments) => within(&open()?, |context| build::run(arguments, context)),
        Command::Package(arguments) => within(&open()?, |context| package::run(arguments, context)),
        Command::Check(arguments) => within(&open()?, |context| check::run(arguments, context)),
        Command::Media(arguments) => within(&open()?, |context| media::run(arguments, context)),
        Command::Translate(arguments) => within(&open()?, |context| translate::run(arguments, context)),
        Command::Usb(arguments) => within(&open()?, |context| usb::run(arguments, context)),
        Command::Serve(arguments) => serve::run(&arguments, terminal, open()?),
        Command::Class(arguments) => class::run(&arguments, terminal, catalogs, open),
        Command::New(arguments) => new::run(arguments, terminal, catalogs, open),
        Command::Report(arguments) => within(&open()?, |context| reporting::run(&arguments, context)),
        Command::Certify(arguments) => within(&open()?, |context| certify::run(&arguments, context)),
        Command::Export(arguments) => within(&open()?, |context| export::run(&arguments, context)),
        Command::Import(arguments) => import::run(&arguments, terminal, cli.general.library.clone(), progress),
        // These need no library.
        Command::Targets => Ok(targets::run(terminal)),
        Command::Schema(arguments) => schema::run(&arguments, terminal, catalogs),
        Command::Completions(arguments) => Ok(completions::run(&arguments, terminal, catalogs)),
        Command::Man(arguments) => manual::run(&arguments, terminal),
        Command::Verify(arguments) => verify::run(&arguments, terminal, progress),
        Command::Update(arguments) => update::run(arguments, terminal, progress, started),
        Command::Key(arguments) => key::run(&arguments, terminal),
        Command::Unpack(arguments) => unpack::run(&arguments, terminal, progress),
    }
}

fn within(context: &Context<'_>, run: impl FnOnce(&Context<'_>) -> Result<Exit, Failure>) -> Result<Exit, Failure> {
    let done = run(context).map_err(|failure| failure.at(&context.root));
    context.store.save();
    done
}
