//! `alforja new editor`

use crate::cli::failure::Failure;
use crate::cli::terminal::Terminal;
use crate::cli::{Context, Exit};
use crate::pipeline::{self, Equipped, Strictness};

/// Runs the command.
///
/// # Errors
/// When the disk refuses.
pub(crate) fn run(context: &Context<'_>) -> Result<Exit, Failure> {
    let terminal = context.terminal;
    let equipped = pipeline::equip(context.job(Strictness::Lenient), terminal.catalog.lang())?;
    tell(&equipped, terminal);
    terminal.say(terminal.catalog.text("new.go-on-editor"));
    Ok(Exit::Fine)
}

/// Says which files were written, and which were left as a person wants them.
pub(crate) fn tell(equipped: &Equipped, terminal: Terminal<'_>) {
    let catalog = terminal.catalog;
    for path in &equipped.kept {
        terminal.say(&catalog.fill("new.kept", &[("path", path.as_str())]));
    }
    for path in &equipped.written {
        terminal.say(&catalog.fill("new.file", &[("path", path.as_str())]));
    }
    if equipped.written.is_empty() && equipped.kept.is_empty() {
        terminal.say(&catalog.count("new.same", equipped.same.len() as u64, &[]));
    }
}
