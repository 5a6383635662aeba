//! Whether a copy is whole, and whose it is.

use crate::fingerprint::Fingerprint;
use crate::output::{Carrier, OutputError};
use crate::progress::{Progress, Stage};
use crate::sign::{self, PublicKey};
use crate::stick::journal::{FOLDER, small};
use crate::stick::manifest::{LARGEST, MANIFEST, Manifest, ManifestError, SIGNATURE, is_about_the_copy};
use crate::stick::reading::holds;
use crate::tree::OutPath;
use std::collections::BTreeMap;
use std::io::ErrorKind;

/// What a copy is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What it should hold.
    pub manifest: Manifest,
    /// Its number.
    pub id: Fingerprint,
    /// The files that are not there.
    pub missing: Vec<String>,
    /// The files that hold something else, or cannot be read.
    pub changed: Vec<String>,
    /// The files that stand among those of the copy and are none of them.
    pub extra: Vec<String>,
    /// How many files stand beside the copy.
    pub beside: usize,
    /// Whether it was being written when that was broken off.
    pub is_broken_off: bool,
    /// Whose it is.
    pub origin: Origin,
}

/// Whose a copy is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Nobody asked, and nobody signed it.
    Unsigned,
    /// Nobody asked; it says that this key signed it.
    Claimed(String),
    /// The owner of the key that was asked for signed it, with this comment.
    Proved(String),
    /// The key that was asked for did not sign it.
    Lacking,
    /// The signature does not hold.
    Refused(sign::VerifyError),
}

impl Verdict {
    /// Tells whether all that was asked for is proved: every file is there and right, and the signature, if a key was
    /// asked for, is that key's.
    pub fn is_whole(&self) -> bool {
        let signed = matches!(self.origin, Origin::Unsigned | Origin::Claimed(_) | Origin::Proved(_));
        self.missing.is_empty() && self.changed.is_empty() && !self.is_broken_off && signed
    }
}

/// Why nothing can be said of a copy.
#[derive(Debug, thiserror::Error)]
pub enum VerifyingError {
    /// It cannot be read.
    #[error(transparent)]
    Read(#[from] OutputError),
    /// It has no manifest.
    #[error("no manifest")]
    NoManifest,
    /// Its manifest cannot be used.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
}

/// Reads all of a copy and holds it against its manifest; with `key` the manifest against its signature.
///
/// # Errors
/// When there is nothing to hold it against, or the carrier cannot be read at all.
pub fn verify(
    carrier: &dyn Carrier,
    key: Option<&PublicKey>,
    progress: &dyn Progress,
) -> Result<Verdict, VerifyingError> {
    let place = carrier.place().join(MANIFEST);
    let text = small(carrier, MANIFEST, LARGEST);
    let bytes = match text {
        // In a zip an entry that is not there cannot be told from one that is damaged.
        Err(error) if error.kind() == ErrorKind::InvalidData => None,
        other => other.map_err(OutputError::at(&place))?,
    };
    let bytes = bytes.ok_or(VerifyingError::NoManifest)?;
    let manifest = Manifest::read(&bytes)?;
    let signature = small(carrier, SIGNATURE, 4096).ok().flatten();
    let origin = origin(&bytes, signature.as_deref(), key);
    let found = carrier.list().map_err(OutputError::at(carrier.place()))?;
    let there: BTreeMap<&str, (u64, bool)> =
        found.iter().map(|found| (found.path.as_str(), (found.size, found.is_plain))).collect();

    let (mut missing, mut changed) = (Vec::new(), Vec::new());
    progress.begin(Stage::Comparing, manifest.size());
    for (path, entry) in &manifest.files {
        match there.get(path.as_str()) {
            None => missing.push(path.to_string()),
            Some((size, true)) if *size == entry.size => {
                let held = holds(carrier, path.as_str(), entry.size, progress);
                if !held.is_ok_and(|held| held == Some(entry.sha256)) {
                    changed.push(path.to_string());
                }
            }
            Some(_) => changed.push(path.to_string()),
        }
    }
    progress.end();
    let others = found.iter().map(|found| found.path.as_str()).filter(|path| {
        !is_about_the_copy(path) && !OutPath::new(path).is_some_and(|path| manifest.files.contains_key(&path))
    });
    let tops = manifest.tops();
    let (extra, beside): (Vec<&str>, Vec<&str>) =
        others.partition(|path| path.split_once('/').is_some_and(|(top, _)| tops.contains(&top)));
    let is_broken_off = found.iter().any(|found| found.path.split('/').next() == Some(FOLDER));
    let extra = extra.into_iter().map(str::to_owned).collect();
    let id = Fingerprint::of(&bytes);
    Ok(Verdict { id, missing, changed, extra, beside: beside.len(), is_broken_off, origin, manifest })
}

/// Returns who signed a manifest.
fn origin(manifest: &[u8], signature: Option<&[u8]>, key: Option<&PublicKey>) -> Origin {
    let signature = signature.map(String::from_utf8_lossy);
    match (key, signature) {
        (None, signature) => signature.and_then(|text| sign::signer(&text)).map_or(Origin::Unsigned, Origin::Claimed),
        (Some(_), None) => Origin::Lacking,
        (Some(key), Some(text)) => match key.verify(manifest, &text) {
            Ok(comment) => Origin::Proved(comment),
            Err(error) => Origin::Refused(error),
        },
    }
}
