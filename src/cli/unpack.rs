//! `alforja unpack`

use crate::cli::failure::Failure;
use crate::cli::terminal::Terminal;
use crate::cli::{Exit, words};
use crate::pipeline;
use crate::progress::Progress;
use clap::Args;
use std::path::PathBuf;

/// Get the course's Markdown back from a package that was made with `--with-source`
#[derive(Debug, Args)]
pub(crate) struct UnpackArgs {
    /// The package
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The folder that is made for it; without it, one with the course's name
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Runs the command; no library is needed for it.
///
/// # Errors
/// When the package cannot be read, holds no source, or the folder is there already.
pub(crate) fn run(arguments: &UnpackArgs, terminal: Terminal<'_>, progress: &dyn Progress) -> Result<Exit, Failure> {
    let unpacked = pipeline::unpack(&arguments.file, arguments.out.as_deref(), progress)?;
    let catalog = terminal.catalog;
    let folder = words::path(&unpacked.written.path);
    let size = words::size(catalog, unpacked.written.size);
    let of = [("path", folder.as_str()), ("size", &size)];
    terminal.say(&catalog.count("unpack.done", unpacked.written.files as u64, &of));
    terminal.say(&catalog.fill("unpack.next", &[("path", &folder)]));
    Ok(Exit::Fine)
}
