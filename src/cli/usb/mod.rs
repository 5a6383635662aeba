//! `alforja usb`

mod bars;
mod trouble;

pub(crate) use bars::{Row, Rows};
pub(crate) use trouble::{failure, names};

use crate::cli::failure::{Failure, cannot_read};
use crate::cli::package::{TargetName, target_name};
use crate::cli::terminal::Terminal;
use crate::cli::{Context, Exit, key, language, report, rung, words};
use crate::locale::Lang;
use crate::model::{CourseId, Rung};
use crate::output::{Carrier, Disk};
use crate::pipeline::{self, Job, Phone, Slot, StickRequest, Strictness, Trainer};
use crate::stick::{Laid, Manifest};
use clap::Args;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

/// Lay courses onto USB sticks: the site, files for phones, packages, and a list by which every copy can be checked
#[derive(Debug, Args)]
pub(crate) struct UsbArgs {
    /// The folder of each stick, as the system shows it; several are laid at once
    #[arg(value_name = "DIR", required = true)]
    sticks: Vec<PathBuf>,
    /// Only these courses, by the names of their folders, with commas between them
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    course: Vec<String>,
    /// Only these languages of the courses, with commas between them
    #[arg(long, value_name = "TAG", value_delimiter = ',', value_parser = language::tag)]
    lang_of_course: Vec<Lang>,
    /// Packages that lie beside the courses, one or several with commas between them; `alforja targets` lists them
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = target_name)]
    target: Vec<TargetName>,
    /// Leave out the files for phones
    #[arg(long)]
    no_phone: bool,
    /// The trainer's edition too, with notes and answers: a stick that is not for learners
    #[arg(long)]
    trainer: bool,
    /// How much of the films and sounds travels
    #[arg(long, value_name = "RUNG", value_parser = rung::parser())]
    media: Option<Rung>,
    /// The file system that the copy must fit, where the folder is copied onto a stick later: fat32, exfat, ntfs
    #[arg(long, value_name = "KIND")]
    file_system: Option<String>,
    /// Sign the copy with this secret key; `alforja key` makes one
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// Take warnings for errors
    #[arg(long)]
    strict: bool,
}

/// Runs the command.
///
/// # Errors
/// When the library cannot be read, nothing answers to the request, or a stick is not there.
pub(crate) fn run(arguments: UsbArgs, context: &Context<'_>) -> Result<Exit, Failure> {
    let disks = disks(&arguments.sticks, arguments.file_system.as_deref())?;
    let key = arguments.key.as_deref().map(|file| key::secret(file, context.terminal)).transpose()?;
    let rows = Rows::new(context.terminal, context.started, io::stderr().is_terminal(), disks.len());
    let shown: Vec<Row<'_>> = disks.iter().map(|disk| rows.row(disk.place())).collect();
    let slots: Vec<Slot<'_>> =
        disks.iter().zip(&shown).map(|(disk, row)| Slot { medium: disk, progress: row.progress() }).collect();
    let request = StickRequest {
        courses: arguments.course.iter().map(|id| CourseId::new(id)).collect(),
        langs: arguments.lang_of_course,
        targets: arguments.target.into_iter().map(|TargetName(target)| target).collect(),
        phone: if arguments.no_phone { Phone::Without } else { Phone::With },
        trainer: if arguments.trainer { Trainer::With } else { Trainer::Without },
        key: key.as_ref(),
    };
    let strictness = if arguments.strict { Strictness::Strict } else { Strictness::Lenient };
    let outcome = pipeline::stick(Job { media: arguments.media, ..context.job(strictness) }, &request, &slots)?;
    drop(rows);
    report::diagnostics(context, &outcome);
    let Some(sticks) = &outcome.made else {
        report::only_warnings(context.terminal, &outcome.diagnostics);
        context.terminal.say(context.terminal.catalog.text("cli.nothing-written"));
        return Ok(Exit::Errors);
    };
    let mut exit = Exit::Fine;
    for (disk, laid) in disks.iter().zip(&sticks.laid) {
        match laid {
            Ok(laid) => say(context.terminal, disk, laid, &sticks.manifest),
            Err(error) => {
                exit = Exit::Errors;
                context.terminal.fail(&failure(disk.place(), error, context.terminal.catalog));
            }
        }
    }
    Ok(exit)
}

/// Returns the sticks' folders, each once.
///
/// # Errors
/// When one is not there, or two are one place.
pub(crate) fn disks(folders: &[PathBuf], file_system: Option<&str>) -> Result<Vec<Disk>, Failure> {
    let mut disks: Vec<Disk> = Vec::new();
    for folder in folders {
        let disk = Disk::open(folder, file_system).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => Failure::NoStick(folder.clone()),
            _ => cannot_read(folder, source),
        })?;
        let place = disk.settled();
        let one = disks.iter().find(|known| place.starts_with(known.settled()) || known.settled().starts_with(&place));
        if let Some(known) = one {
            return Err(Failure::OneStick(known.place().to_owned(), folder.clone()));
        }
        disks.push(disk);
    }
    Ok(disks)
}

/// Says what lies on a stick now.
pub(crate) fn say(terminal: Terminal<'_>, disk: &Disk, laid: &Laid, manifest: &Manifest) {
    let catalog = terminal.catalog;
    let path = words::path(disk.place());
    let size = words::size(catalog, laid.size);
    terminal.say(&catalog.count("usb.laid", laid.files as u64, &[("path", &path), ("size", &size)]));
    let name = laid.facts.name.as_deref().unwrap_or("?");
    let of = match laid.facts.free {
        Some(free) => catalog.fill("usb.file-system", &[("name", name), ("free", &words::size(catalog, free))]),
        None => catalog.fill("usb.file-system-alone", &[("name", name)]),
    };
    terminal.say(&format!("  {of}"));
    if laid.continued {
        terminal.say(&format!("  {}", catalog.text("usb.continued")));
    }
    let written = match laid.written {
        0 => catalog.text("usb.unchanged").to_owned(),
        count => catalog.count("usb.written", count as u64, &[("size", &words::size(catalog, laid.bytes))]),
    };
    terminal.say(&format!("  {written}"));
    if laid.removed > 0 {
        terminal.say(&format!("  {}", catalog.count("cli.files-removed", laid.removed as u64, &[])));
    }
    if laid.theirs > 0 {
        terminal.say(&format!("  {}", catalog.count("usb.theirs", laid.theirs as u64, &[])));
    }
    terminal.say(&format!("  {}", catalog.fill("usb.number", &[("id", &manifest.id().short())])));
    terminal.say(&format!("  {}", catalog.fill("usb.take-out", &[("path", &words::typed(&path))])));
}
