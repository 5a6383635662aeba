//! `alforja verify`

use crate::cli::failure::{Failure, cannot_read};
use crate::cli::terminal::Terminal;
use crate::cli::usb::names;
use crate::cli::{Exit, certify, key, seal, words};
use crate::output::{Archive, ArchiveError, Carrier, Disk, UnpackError, ZipCarrier};
use crate::pipeline::UnpackingError;
use crate::progress::Progress;
use crate::sign::VerifyError;
use crate::stick::{self, MANIFEST, Origin, Verdict, VerifyingError};
use clap::Args;
use std::path::{Path, PathBuf};

/// Prove that a copy is whole (a stick, a folder, or a zip of one), or that a package or a certificate was signed
#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// The folder that `START-HERE.html` stands in, or a zip of it; a file that has a `.minisig` beside it; or a certificate: its text, or the file that it stands in
    #[arg(value_name = "COPY")]
    copy: PathBuf,
    /// Prove too that the owner of this public key signed it: the key's file, or the key itself
    #[arg(long, value_name = "KEY")]
    public_key: Option<String>,
    /// Take files that do not belong to the copy for errors
    #[arg(long)]
    strict: bool,
}

/// Runs the command; no library is needed for it.
///
/// # Errors
/// When there is nothing to hold the copy against, or it cannot be read.
pub(crate) fn run(arguments: &VerifyArgs, terminal: Terminal<'_>, progress: &dyn Progress) -> Result<Exit, Failure> {
    let key = arguments.public_key.as_deref().map(key::public).transpose()?;
    let is_file = arguments.copy.is_file();
    if is_file && let Some(exit) = seal::verify(&arguments.copy, key.as_ref(), terminal, progress)? {
        return Ok(exit);
    }
    if let Some(text) = certify::text(&arguments.copy) {
        return Ok(certify::verify(&text, key.as_ref(), terminal));
    }
    let verified = carrier(&arguments.copy).and_then(|carrier| {
        let failed = |error| Failure::Verifying { path: arguments.copy.clone(), error };
        stick::verify(&*carrier, key.as_ref(), progress).map_err(failed)
    });
    let verdict = match verified {
        // Whoever names a key with a single file asks for what stands beside it.
        Err(Failure::NoCopy(_) | Failure::Verifying { error: VerifyingError::NoManifest, .. })
            if is_file && key.is_some() =>
        {
            return Ok(seal::lacking(&arguments.copy, terminal));
        }
        verified => verified?,
    };
    let strangers = arguments.strict && !verdict.extra.is_empty();
    tell(terminal, &arguments.copy, &verdict);
    Ok(if verdict.is_whole() && !strangers { Exit::Fine } else { Exit::Errors })
}

/// Opens a folder or a zip.
///
/// # Errors
/// When it cannot be read, or is neither.
pub(crate) fn carrier(copy: &Path) -> Result<Box<dyn Carrier>, Failure> {
    if copy.is_dir() {
        return Ok(Box::new(Disk::open(copy, None).map_err(|source| cannot_read(copy, source))?));
    }
    let archive = Archive::open(copy).map_err(|error| match error {
        ArchiveError::NoZip { path } => Failure::NoCopy(path),
        error => UnpackingError::Unpack(UnpackError::Archive(error)).into(),
    })?;
    Ok(Box::new(ZipCarrier::new(archive, MANIFEST)))
}

fn tell(terminal: Terminal<'_>, copy: &Path, verdict: &Verdict) {
    let catalog = terminal.catalog;
    let path = words::path(copy);
    let list = |key: &str, files: &[String]| {
        if !files.is_empty() {
            terminal.put(&format!("{}\n{}\n", catalog.count(key, files.len() as u64, &[]), names(files, catalog)));
        }
    };
    list("verify.missing", &verdict.missing);
    list("verify.changed", &verdict.changed);
    list("verify.extra", &verdict.extra);
    if verdict.is_broken_off {
        terminal.put(&format!("{}\n", catalog.text("verify.broken-off")));
    }
    let origin = match &verdict.origin {
        Origin::Unsigned => catalog.text("verify.unsigned").to_owned(),
        Origin::Claimed(id) => catalog.fill("verify.claimed", &[("id", id)]),
        Origin::Proved(comment) => catalog.fill("verify.proved", &[("comment", comment)]),
        Origin::Lacking => catalog.text("verify.lacking").to_owned(),
        Origin::Refused(VerifyError::Forged) => catalog.text("verify.forged").to_owned(),
        Origin::Refused(VerifyError::NoSignature) => catalog.text("verify.no-signature").to_owned(),
        Origin::Refused(VerifyError::OtherKey { signer, asked }) => {
            catalog.fill("verify.other-key", &[("signer", signer), ("asked", asked)])
        }
    };
    let size = words::size(catalog, verdict.manifest.size());
    let of = [("path", path.as_str()), ("size", &size), ("id", &verdict.id.short())];
    if verdict.is_whole() {
        terminal.say(&catalog.count("verify.whole", verdict.manifest.files.len() as u64, &of));
        terminal.say(&format!("  {origin}"));
    } else {
        terminal.put(&format!("{}\n", catalog.fill("verify.broken", &[("path", &path)])));
        terminal.put(&format!("  {origin}\n"));
    }
    if verdict.beside > 0 {
        terminal.say(&format!("  {}", catalog.count("verify.beside", verdict.beside as u64, &[])));
    }
}

/// Returns why nothing can be said of a copy, in words.
pub(crate) fn words_of(path: &Path, error: &VerifyingError, catalog: &crate::locale::Catalog) -> String {
    use crate::stick::ManifestError;
    let path = words::path(path);
    match error {
        VerifyingError::Read(error) => crate::cli::failure::output(error, catalog),
        VerifyingError::NoManifest => catalog.fill("verify.no-manifest", &[("path", &path)]),
        VerifyingError::Manifest(ManifestError::Unreadable) => catalog.fill("verify.bad-manifest", &[("path", &path)]),
        VerifyingError::Manifest(ManifestError::OtherForm(_)) => catalog.fill("verify.other-form", &[("path", &path)]),
        VerifyingError::Manifest(ManifestError::Path(name) | ManifestError::Twice(name)) => {
            catalog.fill("verify.bad-name", &[("path", &path), ("name", name)])
        }
    }
}
