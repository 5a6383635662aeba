//! Statements to an LRS, after a report; nothing is sent without `--send-to`.

use crate::cli::failure::Failure;
use crate::cli::terminal::Terminal;
use crate::cli::{Context, Exit};
use crate::locale::Catalog;
use crate::lrs::{self, Lrs, Outgoing, SendError};
use std::io::{self, IsTerminal, Write};

/// Where the key and the secret are looked for before anybody is asked.
const KEY: &str = "ALFORJA_LRS_KEY";
const SECRET: &str = "ALFORJA_LRS_SECRET";

/// Returns the LRS at an address, with the key that opens it.
///
/// # Errors
/// When the address cannot be used, or there is no key and nobody to ask.
pub(crate) fn lrs(address: &str, terminal: Terminal<'_>) -> Result<Lrs, Failure> {
    let failed = |error| Failure::Lrs { address: address.to_owned(), error };
    // Whoever cannot be sent to is not asked for anything.
    let host = Lrs::new(address, "", "").map_err(failed)?.host().to_owned();
    let ask = |word: &str| terminal.catalog.fill(word, &[("host", &host)]);
    let key = match environment(KEY) {
        Some(key) => key,
        None => typed(&ask("send.ask-key"))?,
    };
    let secret = match environment(SECRET) {
        Some(secret) => secret,
        None if io::stdin().is_terminal() => {
            rpassword::prompt_password(format!("{} ", ask("send.ask-secret"))).map_err(|_| Failure::NoLrsKey)?
        }
        None => return Err(Failure::NoLrsKey),
    };
    Lrs::new(address, &key, &secret).map_err(failed)
}

/// Sends statements, and says what came of them.
///
/// # Errors
/// When the LRS is not there, or does not let us in.
pub(crate) fn send(lrs: &Lrs, statements: &[Outgoing], context: &Context<'_>) -> Result<Exit, Failure> {
    let terminal = context.terminal;
    let catalog = terminal.catalog;
    let host = ("host", lrs.host());
    if statements.is_empty() {
        terminal.say(catalog.text("send.nothing"));
        return Ok(Exit::Fine);
    }
    let (sent, ended) = lrs::send(lrs, statements, &std::thread::sleep, context.progress);
    let told = [("send.taken", sent.taken), ("send.known", sent.known), ("send.refused", sent.refused)];
    for (key, count) in told.into_iter().filter(|(key, count)| *count > 0 || *key == "send.taken") {
        terminal.say(&catalog.count(key, count as u64, &[host]));
    }
    for (statement, reason) in &sent.refusals {
        terminal.put(&format!("  {statement}: {reason}\n"));
    }
    let left = statements.len() - sent.taken - sent.known - sent.refused;
    match ended {
        Some(error) => Err(Failure::Sending { host: lrs.host().to_owned(), error, left }),
        None => Ok(if sent.refused > 0 { Exit::Errors } else { Exit::Fine }),
    }
}

/// Returns why an LRS has not taken all, in words.
pub(crate) fn words_of(host: &str, error: &SendError, left: usize, catalog: &Catalog) -> String {
    let fill = |key: &str, name: &str, value: &str| catalog.fill(key, &[("host", host), (name, value)]);
    let why = match error {
        SendError::NotLetIn { status } => fill("send.not-let-in", "status", &status.to_string()),
        SendError::NoLrs { status } => fill("send.no-lrs", "status", &status.to_string()),
        SendError::Moved { to } => fill("send.moved", "to", to),
        SendError::OutOfOrder { status } => fill("send.out-of-order", "status", &status.to_string()),
        SendError::NoAnswer { reason } => fill("send.no-answer", "reason", reason),
    };
    format!("{why}. {}", catalog.count("send.left", left as u64, &[]))
}

#[expect(clippy::disallowed_methods, reason = "cli reads the environment")]
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn typed(question: &str) -> Result<String, Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::NoLrsKey);
    }
    let mut line = String::new();
    let asked =
        io::stderr().write_all(format!("{question} ").as_bytes()).and_then(|()| io::stdin().read_line(&mut line));
    asked.map_err(|_| Failure::NoLrsKey)?;
    Ok(line.trim().to_owned())
}
