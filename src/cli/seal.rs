//! Signatures that stand beside files: made with packages, checked by `verify`.

use crate::cli::failure::Failure;
use crate::cli::terminal::Terminal;
use crate::cli::{Context, Exit, words};
use crate::output::{self, Seal, SealError};
use crate::pipeline::Packaged;
use crate::progress::Progress;
use crate::sign::{PublicKey, SecretKey, VerifyError};
use std::path::Path;

/// Signs what was made with `key`, and takes away signatures of what stood there before.
///
/// # Errors
/// When a package cannot be read, nothing can be signed, or the disk refuses.
pub(crate) fn packages(packages: &[Packaged], key: Option<&SecretKey>, context: &Context<'_>) -> Result<(), Failure> {
    let terminal = context.terminal;
    let catalog = terminal.catalog;
    let (folders, files): (Vec<&Packaged>, Vec<&Packaged>) =
        packages.iter().partition(|package| package.written.path.is_dir());
    let Some(key) = key else {
        for package in files.iter().filter(|package| package.written.changed > 0) {
            output::unseal(&package.written.path)?;
        }
        return Ok(());
    };
    for package in &files {
        output::seal(&package.written.path, key, context.progress).map_err(|error| match error {
            SealError::Output(error) => error.into(),
            SealError::Sign(error) => Failure::NoRandom(error.to_string()),
        })?;
    }
    if let Some(first) = files.first() {
        let path = words::typed(&words::path(&first.written.path));
        let of = [("id", key.public().id()), ("path", path)];
        let of = of.each_ref().map(|(name, value)| (*name, value.as_str()));
        terminal.say(&catalog.count("seal.made", files.len() as u64, &of));
    }
    for package in folders {
        terminal.say(&catalog.fill("seal.folder", &[("path", &words::path(&package.written.path))]));
    }
    Ok(())
}

/// Says what the signature beside `file` proves; nothing where there is none.
///
/// # Errors
/// When one of both cannot be read.
pub(crate) fn verify(
    file: &Path,
    key: Option<&PublicKey>,
    terminal: Terminal<'_>,
    progress: &dyn Progress,
) -> Result<Option<Exit>, Failure> {
    let Some(seal) = output::sealed(file, key, progress)? else { return Ok(None) };
    let catalog = terminal.catalog;
    let path = words::path(file);
    let refused = match &seal {
        Seal::Proved(comment) => {
            terminal.say(&catalog.fill("seal.proved", &[("path", &path), ("comment", comment)]));
            return Ok(Some(Exit::Fine));
        }
        Seal::Claimed(id) => catalog.fill("seal.claimed", &[("path", &path), ("id", id)]),
        Seal::Refused(VerifyError::Forged) => catalog.fill("seal.forged", &[("path", &path)]),
        Seal::Refused(VerifyError::NoSignature) => {
            catalog.fill("seal.no-signature", &[("path", &words::path(&output::seal_path(file)))])
        }
        Seal::Refused(VerifyError::OtherKey { signer, asked }) => {
            catalog.fill("seal.other-key", &[("path", &path), ("signer", signer), ("asked", asked)])
        }
    };
    terminal.put(&format!("{refused}\n"));
    Ok(Some(Exit::Errors))
}

/// Says that nothing beside `file` proves whose it is.
pub(crate) fn lacking(file: &Path, terminal: Terminal<'_>) -> Exit {
    let signature = output::seal_path(file);
    let name = signature.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let of = [("path", words::path(file)), ("signature", name)];
    let of = of.each_ref().map(|(name, value)| (*name, value.as_str()));
    terminal.put(&format!("{}\n", terminal.catalog.fill("seal.lacking", &of)));
    Exit::Errors
}
