//! `alforja update`

use crate::cli::failure::{Failure, cannot_read};
use crate::cli::terminal::Terminal;
use crate::cli::usb::{self, Rows};
use crate::cli::{Exit, key, verify, words};
use crate::locale::Catalog;
use crate::output::{Carrier, Disk};
use crate::progress::Progress;
use crate::stick::delta::{self, Delta, DeltaError, Made, OldCopy};
use clap::{Args, Subcommand};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Instant;

/// Carry what changed from one copy to the next, instead of the whole
#[derive(Debug, Args)]
pub(crate) struct UpdateArgs {
    #[command(subcommand)]
    command: UpdateCommand,
}

#[derive(Debug, Subcommand)]
enum UpdateCommand {
    Make(MakeArgs),
    Apply(ApplyArgs),
}

/// Make an update: one small zip that leads from an old copy to a new one
#[derive(Debug, Args)]
struct MakeArgs {
    /// The old copy: its folder, a zip of it, or only its `alforja-manifest.json`
    #[arg(value_name = "COPY")]
    old: PathBuf,
    /// The folder of the new copy
    #[arg(value_name = "DIR")]
    new: PathBuf,
    /// The zip that is made
    #[arg(long, value_name = "FILE", default_value = "update.zip")]
    out: PathBuf,
}

/// Bring copies up to date with such a zip; each file is the old or the new one at any moment
#[derive(Debug, Args)]
struct ApplyArgs {
    /// The zip
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The folder of each copy
    #[arg(value_name = "DIR", required = true)]
    copies: Vec<PathBuf>,
    /// Take the update only if the owner of this public key signed it: the key's file, or the key itself
    #[arg(long, value_name = "KEY")]
    public_key: Option<String>,
}

/// Runs the command; no library is needed for it.
///
/// # Errors
/// When the update is none, a copy is not there, or the zip cannot be written.
pub(crate) fn run(
    arguments: UpdateArgs,
    terminal: Terminal<'_>,
    progress: &dyn Progress,
    started: Instant,
) -> Result<Exit, Failure> {
    match arguments.command {
        UpdateCommand::Make(arguments) => make(&arguments, terminal, progress),
        UpdateCommand::Apply(arguments) => apply(&arguments, terminal, started),
    }
}

fn make(arguments: &MakeArgs, terminal: Terminal<'_>, progress: &dyn Progress) -> Result<Exit, Failure> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| Failure::Delta { path, error: Box::new(error) }
    };
    let old = OldCopy::open(&arguments.old).map_err(failed(&arguments.old))?;
    let new = Disk::open(&arguments.new, None).map_err(|source| cannot_read(&arguments.new, source))?;
    let made = delta::make(&old, &new, &arguments.out, progress).map_err(failed(&arguments.new))?;
    let catalog = terminal.catalog;
    let path = words::path(&made.written.path);
    let (size, from, to) = (words::size(catalog, made.written.size), made.from.short(), made.to.short());
    let of = [("path", path.as_str()), ("size", &size), ("from", &from), ("to", &to)];
    terminal.say(&catalog.count("update.made", made.files as u64, &of));
    terminal.say(&format!("  {}", share(&made, catalog)));
    if made.in_pieces > 0 {
        terminal.say(&format!("  {}", catalog.count("update.in-pieces", made.in_pieces as u64, &[])));
    } else if made.files > 0 && old.files.is_none() {
        terminal.say(&format!("  {}", catalog.text("update.smaller")));
    }
    terminal.say(&catalog.fill("update.next", &[("path", &words::typed(&path)), ("from", &from)]));
    Ok(Exit::Fine)
}

/// Returns how large an update is beside the whole copy.
fn share(made: &Made, catalog: &Catalog) -> String {
    let size = words::size(catalog, made.whole);
    match made.written.size.saturating_mul(100).checked_div(made.whole).unwrap_or(100) {
        0 => catalog.fill("update.share-small", &[("size", &size)]),
        percent => {
            let percent = catalog.integer(percent);
            catalog.fill("update.share", &[("percent", &percent), ("size", &size)])
        }
    }
}

fn apply(arguments: &ApplyArgs, terminal: Terminal<'_>, started: Instant) -> Result<Exit, Failure> {
    let key = arguments.public_key.as_deref().map(key::public).transpose()?;
    let disks = usb::disks(&arguments.copies, None)?;
    let delta = Delta::open(&arguments.file, key.as_ref())
        .map_err(|error| Failure::Delta { path: arguments.file.clone(), error: Box::new(error) })?;
    let rows = Rows::new(terminal, started, io::stderr().is_terminal(), disks.len());
    let shown: Vec<usb::Row<'_>> = disks.iter().map(|disk| rows.row(disk.place())).collect();
    let applied = thread::scope(|scope| {
        let one = |(disk, row): (&Disk, &usb::Row<'_>)| delta.apply(disk, row.progress());
        let threads: Vec<_> = disks.iter().zip(&shown).map(|pair| scope.spawn(move || one(pair))).collect();
        let joined =
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        joined.collect::<Vec<_>>()
    });
    drop(rows);
    let mut exit = Exit::Fine;
    for (disk, applied) in disks.iter().zip(applied) {
        match applied {
            Ok(laid) => usb::say(terminal, disk, &laid, delta.manifest()),
            Err(error) => {
                exit = Exit::Errors;
                terminal.fail(&words_of(disk.place(), &error, terminal.catalog));
            }
        }
    }
    Ok(exit)
}

/// Returns why there is no update, in words.
pub(crate) fn words_of(path: &Path, error: &DeltaError, catalog: &Catalog) -> String {
    let named = words::path(path);
    let of = [("path", named.as_str())];
    match error {
        DeltaError::NoDelta => catalog.fill("update.no-delta", &of),
        DeltaError::OtherForm(_) => catalog.fill("update.other-form", &of),
        DeltaError::Broken(file) => catalog.fill("update.broken", &[("path", &named), ("file", file)]),
        DeltaError::Same => catalog.text("update.same").to_owned(),
        DeltaError::NotWhole => catalog.fill("update.not-whole", &of),
        DeltaError::Verifying(error) => verify::words_of(path, error, catalog),
        DeltaError::OtherCopy { id, from, to } => {
            let (id, from, to) = (id.short(), from.short(), to.short());
            catalog.fill("update.other-copy", &[("path", &named), ("id", &id), ("from", &from), ("to", &to)])
        }
        DeltaError::NotSigned(_) => catalog.fill("update.not-signed", &of),
        DeltaError::Output(error) => crate::cli::failure::output(error, catalog),
        DeltaError::Lay(error) => usb::failure(path, error, catalog),
    }
}
