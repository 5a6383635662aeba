//! What whoever shows something to a room is told: where it is, with a code for the phones.

use crate::cli::qr;
use crate::cli::terminal::{self, Format, Terminal, Voice};
use std::io::{self, IsTerminal};

/// Tells whether somebody looks on; in a pipe only what is needed is said.
pub(crate) fn is_for_people(terminal: Terminal<'_>) -> bool {
    io::stdout().is_terminal() && terminal.voice == Voice::Full
}

/// Says a line to somebody who looks on.
pub(crate) fn say(terminal: Terminal<'_>, line: &str) {
    if is_for_people(terminal) {
        terminal.say(line);
    }
}

/// Says what programs need too: on the standard output, unless that is for programs alone.
pub(crate) fn essential(terminal: Terminal<'_>, line: &str) {
    match terminal.format {
        Format::Human => terminal.put(&format!("{line}\n")),
        Format::Short | Format::Json | Format::Sarif => {
            terminal::write_all(&mut io::stderr().lock(), &format!("{line}\n"))
        }
    }
}

/// Says by which addresses others in the room reach it, the likeliest first; the code is that of `scanned`, made of
/// the first.
pub(crate) fn addresses(terminal: Terminal<'_>, addresses: &[String], scanned: impl Fn(&str) -> String) {
    let catalog = terminal.catalog;
    let Some((first, rest)) = addresses.split_first() else {
        essential(terminal, catalog.text("serve.no-room"));
        return;
    };
    essential(terminal, &catalog.fill("serve.room", &[("address", first)]));
    if let (true, Some(code)) = (terminal.format == Format::Human, qr::code(&scanned(first), terminal.colours)) {
        say(terminal, &format!("\n{code}"));
    }
    for other in rest {
        essential(terminal, &catalog.fill("serve.room-or", &[("address", other)]));
    }
}
