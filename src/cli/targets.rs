//! `alforja targets`

use crate::cli::Exit;
use crate::cli::terminal::Terminal;
use crate::package::TARGETS;

/// Lists what courses can be made into, one line each.
pub(crate) fn run(terminal: Terminal<'_>) -> Exit {
    let width = TARGETS.iter().map(|target| target.name().len()).max().unwrap_or(0);
    for target in TARGETS {
        let key = format!("targets.{}", target.name());
        let summary = terminal.catalog.text(&key);
        terminal.put(&format!("{:width$}  {summary}\n", target.name()));
    }
    Exit::Fine
}
