//! `alforja key`, and the reading of keys.

use crate::cli::failure::{Failure, cannot_read};
use crate::cli::terminal::Terminal;
use crate::cli::{Exit, words};
use crate::output;
use crate::sign::{self, KeyError, PublicKey, SecretKey};
use clap::Args;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

/// Where a password is looked for before anybody is asked.
const PASSWORD: &str = "ALFORJA_PASSWORD";

/// The largest file that is read as a key, in bytes.
const LARGEST: u64 = 100_000;

/// Make a key pair: the secret key signs copies and certificates, the public key lets everybody check them
#[derive(Debug, Args)]
pub(crate) struct KeyArgs {
    /// What the two files are called: NAME.key and NAME.pub
    #[arg(value_name = "NAME")]
    name: PathBuf,
    /// Do without a password: whoever has the file can then sign in your name
    #[arg(long)]
    no_password: bool,
}

/// Runs the command; no library is needed for it.
///
/// # Errors
/// When a file of that name is there already, or cannot be written.
pub(crate) fn run(arguments: &KeyArgs, terminal: Terminal<'_>) -> Result<Exit, Failure> {
    let name = |ending: &str| {
        let mut name = arguments.name.clone().into_os_string();
        name.push(ending);
        PathBuf::from(name)
    };
    let (secret, public) = (name(".key"), name(".pub"));
    for file in [&secret, &public] {
        if file.exists() {
            return Err(output::OutputError::Exists { path: file.clone() }.into());
        }
    }
    let password = if arguments.no_password { None } else { Some(new_password(terminal)?) };
    let files = sign::new_key(password.as_deref()).map_err(|error| Failure::NoRandom(error.to_string()))?;
    output::new_secret_file(&secret, &files.secret)?;
    output::new_file(&public, &files.public)?;
    let of = [("secret", words::path(&secret)), ("public", words::path(&public))];
    let of = of.each_ref().map(|(name, value)| (*name, value.as_str()));
    terminal.say(&terminal.catalog.fill("key.made", &of));
    terminal.say(&terminal.catalog.fill("key.then", &of));
    Ok(Exit::Fine)
}

/// Returns the secret key in a file, unlocked.
///
/// # Errors
/// When it is no secret key, or cannot be unlocked.
pub(crate) fn secret(file: &Path, terminal: Terminal<'_>) -> Result<SecretKey, Failure> {
    let failed = |error| Failure::Key { path: file.to_owned(), error };
    let text = text(file)?;
    let password = match sign::is_locked(&text).map_err(failed)? {
        false => None,
        true => Some(known_password(file, terminal)?),
    };
    SecretKey::read(&text, password.as_deref()).map_err(failed)
}

/// Returns a public key that was named by its file, or written out.
///
/// # Errors
/// When it is none.
pub(crate) fn public(named: &str) -> Result<PublicKey, Failure> {
    let file = Path::new(named);
    let failed = |error| Failure::Key { path: file.to_owned(), error };
    match PublicKey::read(named) {
        Ok(key) if !file.exists() => Ok(key),
        _ => PublicKey::read(&text(file)?).map_err(failed),
    }
}

fn text(file: &Path) -> Result<String, Failure> {
    let metadata = std::fs::metadata(file).map_err(|source| cannot_read(file, source))?;
    if metadata.len() > LARGEST {
        return Err(Failure::Key { path: file.to_owned(), error: KeyError::NoKey });
    }
    let bytes = std::fs::read(file).map_err(|source| cannot_read(file, source))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Returns the password that opens a key: of the environment, or asked for on a terminal.
fn known_password(file: &Path, terminal: Terminal<'_>) -> Result<String, Failure> {
    match environment() {
        Some(password) => Ok(password),
        None => ask(&terminal.catalog.fill("key.password", &[("path", &words::path(file))])),
    }
}

fn new_password(terminal: Terminal<'_>) -> Result<String, Failure> {
    if let Some(password) = environment() {
        return Ok(password);
    }
    let password = ask(terminal.catalog.text("key.new-password"))?;
    match ask(terminal.catalog.text("key.password-again"))? == password {
        true => Ok(password),
        false => Err(Failure::OtherPassword),
    }
}

#[expect(clippy::disallowed_methods, reason = "cli reads the environment")]
fn environment() -> Option<String> {
    std::env::var(PASSWORD).ok()
}

fn ask(question: &str) -> Result<String, Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::NoPassword);
    }
    rpassword::prompt_password(format!("{question} ")).map_err(|_| Failure::NoPassword)
}
