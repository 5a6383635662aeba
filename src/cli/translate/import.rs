//! `alforja translate import`

use crate::cli::diagnostics::{Telling, tell};
use crate::cli::failure::Failure;
use crate::cli::{Context, Exit, report};
use crate::pipeline::{self, ImportRequest, Incoming, Strictness};
use crate::translate::Force;
use crate::world::ReadError;
use clap::Args;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// No file of translations is longer than this, in bytes.
const LONGEST: u64 = 64_000_000;

/// Take back what translators have sent: all of it or nothing
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// The files; of a folder every file in it
    #[arg(value_name = "FILE", required = true, num_args = 1..)]
    files: Vec<PathBuf>,
    /// Write over pages that were changed since the export; the old ones are kept beside them
    #[arg(long)]
    force: bool,
    /// Take what fits, although the course has changed since the export
    #[arg(long)]
    partial: bool,
}

/// Runs the command.
///
/// # Errors
/// When a file or the library cannot be read, or a page cannot be written.
pub(crate) fn run(arguments: &ImportArgs, context: &Context<'_>) -> Result<Exit, Failure> {
    let mut files = Vec::new();
    for path in &arguments.files {
        gather(path, &mut files).map_err(|source| ReadError { path: path.display().to_string(), source })?;
    }
    let force = Force { changed: arguments.force, partial: arguments.partial };
    let request = ImportRequest { files: &files, force };
    let outcome = pipeline::translation_import(context.job(Strictness::Lenient), request)?;
    let terminal = context.terminal;
    let catalog = terminal.catalog;
    let sources = &outcome.sources;
    let telling = Telling { catalog, sources, prefix: "", colours: terminal.colours };
    terminal.put(&tell(&outcome.diagnostics, terminal.format, &telling));
    report::count_line(terminal, &outcome.diagnostics, sources);
    let Some(imported) = outcome.made else {
        terminal.say(catalog.text("translate.nothing-written"));
        return Ok(Exit::Errors);
    };
    for page in &imported.pages {
        terminal
            .say(&context.root.join(page.as_str()).display().to_string().trim_start_matches("./").replace('\\', "/"));
    }
    for (page, missing) in &imported.waiting {
        terminal.say(&catalog.count("translate.waiting", *missing as u64, &[("path", page)]));
    }
    let blocks = catalog.count("translate.blocks", imported.blocks as u64, &[]);
    terminal.say(&catalog.count("translate.imported", imported.pages.len() as u64, &[("blocks", &blocks)]));
    Ok(Exit::Fine)
}

/// Reads a file, or every file of a folder in the order of their names.
fn gather(path: &Path, files: &mut Vec<Incoming>) -> io::Result<()> {
    if path.is_dir() {
        let mut inside =
            path.read_dir()?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
        inside.retain(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')));
        inside.sort();
        return inside.iter().try_for_each(|path| gather(path, files));
    }
    if fs::metadata(path)?.len() > LONGEST {
        return Err(io::Error::from(io::ErrorKind::FileTooLarge));
    }
    let bytes = fs::read(path)?;
    files.push(Incoming { name: path.display().to_string(), bytes });
    Ok(())
}
