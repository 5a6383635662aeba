//! A question on the terminal. Plain lines: a screen reader reads them, and every terminal has them.

use crate::cli::terminal::{self, Terminal};
use std::io::{self, BufRead, IsTerminal};

/// Asks what `key` says, with `usual` in brackets. Nothing comes back where the answer is empty, or where nobody sits
/// at a terminal: then what is usual holds.
pub(crate) fn line(terminal: Terminal<'_>, key: &str, usual: &str) -> Option<String> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return None;
    }
    terminal::write_all(&mut io::stderr().lock(), &format!("{} [{usual}] ", terminal.catalog.text(key)));
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer).ok()?;
    let answer = answer.trim();
    (!answer.is_empty()).then(|| answer.to_owned())
}
