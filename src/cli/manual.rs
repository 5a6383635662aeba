//! `alforja man`

use crate::cli::failure::Failure;
use crate::cli::terminal::Terminal;
use crate::cli::{Cli, Exit, help, words};
use crate::locale::Catalog;
use crate::output;
use crate::progress::Silent;
use crate::tree::Body;
use crate::world::MemoryWorld;
use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;
use std::path::PathBuf;

/// Write the pages that `man` shows
#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// The folder that the pages are written to, one a command; without it the first goes to the standard output
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// When the disk refuses.
pub(crate) fn run(arguments: &ManArgs, terminal: Terminal<'_>) -> Result<Exit, Failure> {
    let mut program = help::command(Cli::command(), terminal.catalog);
    program.build();
    let Some(folder) = &arguments.out else {
        terminal.put(&page(&program, terminal.catalog));
        return Ok(Exit::Fine);
    };
    let mut pages = Vec::new();
    collect(&program, &mut pages);
    for command in &pages {
        let name = format!("{}.1", command.get_display_name().unwrap_or_else(|| command.get_name()));
        let body = Body::Bytes(page(command, terminal.catalog).into_bytes());
        output::file(&MemoryWorld::default(), &body, &folder.join(name), &Silent)?;
    }
    let path = words::path(folder);
    terminal.say(&terminal.catalog.count("cli.manual", pages.len() as u64, &[("path", &path)]));
    Ok(Exit::Fine)
}

fn collect<'a>(command: &'a Command, pages: &mut Vec<&'a Command>) {
    pages.push(command);
    command.get_subcommands().for_each(|child| collect(child, pages));
}

/// Returns the page of a command in roff (man-pages(7)), its headings in the reader's language.
fn page(command: &Command, catalog: &Catalog) -> String {
    let mut roff = Vec::new();
    Man::new(command.clone()).render(&mut roff).expect("a buffer takes all that is written");
    let headed = |line: &str| match line.strip_prefix(".SH ") {
        Some(heading) => {
            let heading = heading.trim_matches('"');
            let key = format!("manual.{}", heading.to_lowercase());
            // The headings of the help are in the reader's language already.
            let words = if catalog.text(&key) == key { heading } else { catalog.text(&key) };
            format!(".SH \"{}\"", words.to_uppercase())
        }
        None => line.to_owned(),
    };
    String::from_utf8_lossy(&roff).lines().map(|line| headed(line) + "\n").collect()
}
