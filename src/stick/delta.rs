//! What changed from one copy to the next, in one zip that is carried by hand (`docs/stick.md`).
//!
//! 1. [`make`] proves the new copy whole, and takes of it what the old one does not have anywhere.
//! 2. [`Delta::open`] reads such a zip, which may be anybody's.
//! 3. [`Delta::apply`] makes sure that what stands there is the old copy (or the new one, or something between them that
//!    an earlier run left), and lays the new one as any copy is laid: each file is the old or the new one, the manifest
//!    comes last, and all of it is read back.

use crate::fingerprint::Fingerprint;
use crate::kept::{Kept, Place};
use crate::output::{self, Archive, Carrier, Disk, FileSystem, Medium, OutputError, Written, ZipCarrier};
use crate::progress::Progress;
use crate::sign::{PublicKey, VerifyError};
use crate::stick::journal::small;
use crate::stick::lay::{Blocking, Standing};
use crate::stick::manifest::{Entry, LARGEST, MANIFEST, Manifest, ManifestError, SIGNATURE};
use crate::stick::source::{Source, ZipSource};
use crate::stick::verify::{VerifyingError, verify};
use crate::stick::{Copy, Laid, LayError, Signed, lay};
use crate::tree::{Body, FileTree, OutPath};
use crate::world::MemoryWorld;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

/// Where a delta says what it leads from and to.
const DELTA: &str = "alforja-delta.json";

/// The folder of the files that it carries.
const FILES: &str = "files/";

/// The version of the delta's own form.
const FORM: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Ends {
    #[serde(rename = "alforja-delta")]
    form: u32,
    from: String,
    to: String,
}

/// Why there is no delta, or it was not applied. Nothing was written then, unless the reason is a [`LayError`].
#[derive(Debug, thiserror::Error)]
pub enum DeltaError {
    /// It is no delta, or damaged.
    #[error("no delta")]
    NoDelta,
    /// Both copies are the same.
    #[error("both copies are the same")]
    Same,
    /// The new copy is not whole.
    #[error("the new copy is not whole")]
    NotWhole,
    /// A copy cannot be used.
    #[error(transparent)]
    Verifying(#[from] VerifyingError),
    /// What stands there is another copy.
    #[error("another copy")]
    OtherCopy {
        /// The number of the copy that stands there.
        id: Fingerprint,
        /// The number of the copy that the delta leads from.
        from: Fingerprint,
        /// The number of the copy that it leads to.
        to: Fingerprint,
    },
    /// The key that was asked for did not sign it.
    #[error("not signed with the key that was asked for")]
    NotSigned(Option<VerifyError>),
    /// It could not be written, or read.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// The copy could not be laid.
    #[error(transparent)]
    Lay(#[from] LayError),
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The zip.
    pub written: Written,
    /// How many files travel in it.
    pub files: usize,
    /// The number of the old copy.
    pub from: Fingerprint,
    /// The number of the new copy.
    pub to: Fingerprint,
}

/// Returns the manifest of an old copy: of its folder, of a zip of it, or the manifest's own file.
///
/// # Errors
/// When there is none.
pub fn old_manifest(old: &Path) -> Result<Vec<u8>, DeltaError> {
    let failed = |source| OutputError::Disk { path: old.to_owned(), source };
    if let Some(folder) =
        old.parent().filter(|_| old.is_file() && old.extension().is_some_and(|ending| ending == "json"))
    {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let name = old.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let disk = Disk::open(folder, None).map_err(failed)?;
        return small(&disk, &name, LARGEST).map_err(failed)?.ok_or_else(|| VerifyingError::NoManifest.into());
    }
    let found = if old.is_dir() {
        small(&Disk::open(old, None).map_err(failed)?, MANIFEST, LARGEST)
    } else {
        let archive = Archive::open(old).map_err(|_| VerifyingError::NoManifest)?;
        small(&ZipCarrier::new(archive, MANIFEST), MANIFEST, LARGEST)
    };
    match found {
        Err(error) if error.kind() == io::ErrorKind::InvalidData => Err(VerifyingError::NoManifest.into()),
        Err(error) => Err(failed(error).into()),
        Ok(bytes) => bytes.ok_or_else(|| VerifyingError::NoManifest.into()),
    }
}

/// Makes the zip `file` that leads from the copy with the manifest `old` to the copy in the folder `new`.
///
/// # Errors
/// When one of them is no copy, the new one is not whole, or the zip cannot be written.
pub fn make(old: &[u8], new: &Disk, file: &Path, progress: &dyn Progress) -> Result<Made, DeltaError> {
    let before = Manifest::read(old).map_err(VerifyingError::from)?;
    let verdict = verify(new, None, progress)?;
    if !verdict.is_whole() {
        return Err(DeltaError::NotWhole);
    }
    let after = verdict.manifest;
    let (from, to) = (Fingerprint::of(old), verdict.id);
    if from == to {
        return Err(DeltaError::Same);
    }
    let at = |path: &str| new.place().join(path);
    let refused = |path: &str| {
        let path = at(path);
        move |source| OutputError::Disk { path, source }
    };
    let there = moved(&before, &after);
    let mut tree = FileTree::default();
    for (path, entry) in &after.files {
        if before.files.get(path) != Some(entry) && !there.contains_key(path) {
            let kept = Kept::new(Place::File(at(path.as_str())), entry.size, entry.sha256);
            tree.add(OutPath::fixed(&format!("{FILES}{path}")), Body::Kept(kept));
        }
    }
    let files = tree.len();
    for name in [MANIFEST, SIGNATURE] {
        if let Some(bytes) = small(new, name, LARGEST).map_err(refused(name))? {
            tree.add(OutPath::fixed(name), Body::Bytes(bytes));
        }
    }
    let ends = Ends { form: FORM, from: from.hex(), to: to.hex() };
    let mut bytes = serde_json::to_vec_pretty(&ends).expect("digits are always JSON");
    bytes.push(b'\n');
    tree.add(OutPath::fixed(DELTA), Body::Bytes(bytes));
    let written = output::zip(&MemoryWorld::default(), &tree, file, progress)?;
    Ok(Made { written, files, from, to })
}

/// Returns the new files that the old copy has elsewhere, each with where: in a file that stays as it is, or that goes,
/// and goes last.
fn moved(before: &Manifest, after: &Manifest) -> BTreeMap<OutPath, OutPath> {
    let new: Vec<(&OutPath, &Entry)> =
        after.files.iter().filter(|(path, entry)| before.files.get(*path) != Some(*entry)).collect();
    let blocking = Blocking::new(&new, FileSystem::Fat);
    let mut known: BTreeMap<(u64, Fingerprint), &OutPath> = BTreeMap::new();
    for (path, entry) in &before.files {
        let stays = after.files.get(path) == Some(entry);
        let goes_last = !after.files.contains_key(path) && !blocking.is(path);
        if stays || goes_last {
            known.entry((entry.size, entry.sha256)).or_insert(path);
        }
    }
    let found = new
        .into_iter()
        .filter_map(|(path, entry)| known.get(&(entry.size, entry.sha256)).map(|old| (path.clone(), (*old).clone())));
    found.collect()
}

/// A delta that was opened.
pub struct Delta {
    from: Fingerprint,
    to: Fingerprint,
    manifest: Manifest,
    bytes: Vec<u8>,
    signature: Option<String>,
    files: ZipSource,
}

impl Delta {
    /// Opens the zip `file`; with `key` it is taken only if that key's owner signed the new copy.
    ///
    /// # Errors
    /// When it is no delta, damaged, or not signed with that key.
    pub fn open(file: &Path, key: Option<&PublicKey>) -> Result<Self, DeltaError> {
        let mut archive = Archive::open(file).map_err(|_| DeltaError::NoDelta)?;
        let mut read = |name: &str, most: u64| archive.read(name, most).map_err(|_| DeltaError::NoDelta);
        let ends: Ends = serde_json::from_slice(&read(DELTA, 4096)?).map_err(|_| DeltaError::NoDelta)?;
        let bytes = read(MANIFEST, LARGEST)?;
        let signature = read(SIGNATURE, 4096).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let ends_of = |hex: &str| Fingerprint::from_hex(hex).ok_or(DeltaError::NoDelta);
        let (from, to) = (ends_of(&ends.from)?, ends_of(&ends.to)?);
        if ends.form != FORM || to != Fingerprint::of(&bytes) {
            return Err(DeltaError::NoDelta);
        }
        if let Some(key) = key {
            let signature = signature.as_deref().ok_or(DeltaError::NotSigned(None))?;
            key.verify(&bytes, signature).map_err(|error| DeltaError::NotSigned(Some(error)))?;
        }
        let manifest = Manifest::read(&bytes).map_err(|error: ManifestError| VerifyingError::from(error))?;
        // What is written must be what was signed, to the byte.
        if manifest.bytes() != bytes {
            return Err(DeltaError::NoDelta);
        }
        Ok(Self { from, to, manifest, bytes, signature, files: ZipSource::new(archive, FILES) })
    }

    /// Returns what the new copy holds.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Brings the copy on `medium` up to date.
    ///
    /// # Errors
    /// When another copy stands there, or one with files that are not right and that the delta does not bring; when the
    /// medium refuses.
    pub fn apply(&self, medium: &dyn Medium, progress: &dyn Progress) -> Result<Laid, DeltaError> {
        let standing = Standing::of(medium)?;
        let last = standing.manifest.as_deref().ok_or(VerifyingError::NoManifest)?;
        let id = Fingerprint::of(last);
        let begun = standing.journal.as_ref().is_some_and(|journal| journal.to == self.to);
        let expected = if begun { [self.from, self.to].contains(&id) } else { id == self.from || id == self.to };
        // Another version was begun here: what stands there is something between three of them.
        let other = standing.journal.is_some() && !begun;
        if !expected || other {
            return Err(DeltaError::OtherCopy { id, from: self.from, to: self.to });
        }
        let before = Manifest::read(last).map_err(VerifyingError::from)?;
        let moved = if id == self.from { moved(&before, &self.manifest) } else { BTreeMap::new() };
        let source = Carried { files: &self.files, moved, medium };
        let signed = match &self.signature {
            Some(text) => Signed::Already(text),
            None => Signed::Not,
        };
        debug_assert_eq!(self.bytes, self.manifest.bytes());
        Ok(lay(medium, Copy { manifest: &self.manifest, signed }, &source, progress)?)
    }
}

/// The files of a delta, and those that the old copy has elsewhere.
struct Carried<'a> {
    files: &'a ZipSource,
    moved: BTreeMap<OutPath, OutPath>,
    medium: &'a dyn Medium,
}

impl Source for Carried<'_> {
    fn has(&self, path: &OutPath) -> bool {
        self.files.has(path) || self.moved.contains_key(path)
    }

    fn needs(&self, path: &OutPath) -> bool {
        self.moved.values().any(|old| old == path)
    }

    fn copy(&self, path: &OutPath, writer: &mut dyn Write) -> Result<(), OutputError> {
        let Some(old) = self.moved.get(path).filter(|_| !self.files.has(path)) else {
            return self.files.copy(path, writer);
        };
        let read = self.medium.read(old.as_str(), &mut |reader| io::copy(reader, writer).map(drop));
        read.map_err(OutputError::at(&self.medium.place().join(old.as_str())))
    }
}
