//! A delta is made.
//!
//! 1. The new copy is proved whole.
//! 2. A file that lasts under another name does not travel.
//! 3. Where the whole of the old copy is at hand, files that changed or came become recipes; else they travel whole.

use crate::fingerprint::Fingerprint;
use crate::kept::{Kept, Place};
use crate::output::{self, Archive, Carrier, Disk, OutputError, Written, ZipCarrier};
use crate::progress::{Progress, Stage};
use crate::stick::delta::cutting::{Pantry, recipe};
use crate::stick::delta::index::Index;
use crate::stick::delta::lasting::Lasting;
use crate::stick::delta::{DELTA, DeltaError, Ends, FILES, FORM, FORM_WITH_PIECES, recipe_path};
use crate::stick::journal::small;
use crate::stick::manifest::{Entry, LARGEST, MANIFEST, Manifest, SIGNATURE};
use crate::stick::verify::{VerifyingError, verify};
use crate::tree::{Body, FileTree, OutPath};
use crate::world::DiskWorld;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// What is at hand of an old copy.
#[derive(Debug)]
pub struct OldCopy {
    /// Its manifest.
    pub manifest: Vec<u8>,
    /// All of it, where there is more than its manifest.
    pub files: Option<Disk>,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The zip.
    pub written: Written,
    /// How many files it brings, whole or in pieces.
    pub files: usize,
    /// Of how many of them only pieces travel.
    pub in_pieces: usize,
    /// How many bytes the new copy has.
    pub whole: u64,
    /// The number of the old copy.
    pub from: Fingerprint,
    /// The number of the new copy.
    pub to: Fingerprint,
}

impl OldCopy {
    /// Opens an old copy: its folder, a zip of it, or only its manifest.
    ///
    /// # Errors
    /// When there is none.
    pub fn open(old: &Path) -> Result<Self, DeltaError> {
        let failed = |source| OutputError::Disk { path: old.to_owned(), source };
        let is_manifest = old.is_file() && old.extension().is_some_and(|ending| ending == "json");
        let found = if let Some(folder) = old.parent().filter(|_| is_manifest) {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            let name = old.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            small(&Disk::open(folder, None).map_err(failed)?, &name, LARGEST)
        } else if old.is_dir() {
            small(&Disk::open(old, None).map_err(failed)?, MANIFEST, LARGEST)
        } else {
            let archive = Archive::open(old).map_err(|_| VerifyingError::NoManifest)?;
            small(&ZipCarrier::new(archive, MANIFEST), MANIFEST, LARGEST)
        };
        let manifest = match found {
            Err(error) if error.kind() == io::ErrorKind::InvalidData => None,
            other => other.map_err(failed)?,
        };
        let manifest = manifest.ok_or(VerifyingError::NoManifest)?;
        let files = if old.is_dir() { Some(Disk::open(old, None).map_err(failed)?) } else { None };
        Ok(Self { manifest, files })
    }
}

/// Makes the zip `file` that leads from the copy `old` to the copy in the folder `new`.
///
/// # Errors
/// When one of them is no copy, the new one is not whole, or the zip cannot be written.
pub fn make(old: &OldCopy, new: &Disk, file: &Path, progress: &dyn Progress) -> Result<Made, DeltaError> {
    let before = Manifest::read(&old.manifest).map_err(VerifyingError::from)?;
    let verdict = verify(new, None, progress)?;
    if !verdict.is_whole() {
        return Err(DeltaError::NotWhole);
    }
    let after = verdict.manifest;
    let (from, to) = (Fingerprint::of(&old.manifest), verdict.id);
    if from == to {
        return Err(DeltaError::Same);
    }
    let lasting = Lasting::new(&before, &after);
    let moved = lasting.moved(&after);
    let is_needed = |(path, entry): &(&OutPath, &Entry)| before.files.get(*path) != Some(*entry);
    let needed = after.files.iter().filter(is_needed).filter(|(path, _)| !moved.contains_key(*path));
    let needed: Vec<(&OutPath, Entry)> = needed.map(|(path, entry)| (path, *entry)).collect();
    let mut tree = match &old.files {
        Some(disk) => in_pieces(disk, new, (&before, &lasting), &needed, progress)?,
        None => FileTree::default(),
    };
    let in_pieces = tree.len();
    for (path, entry) in &needed {
        if tree.get(&recipe_path(path)).is_none() {
            let kept = Kept::new(Place::File(new.place().join(path.as_str())), entry.size, entry.sha256);
            tree.add(OutPath::fixed(&format!("{FILES}{path}")), Body::Kept(kept));
        }
    }
    let files = tree.len();
    for name in [MANIFEST, SIGNATURE] {
        if let Some(bytes) = small(new, name, LARGEST).map_err(OutputError::at(&new.place().join(name)))? {
            tree.add(OutPath::fixed(name), Body::Bytes(bytes));
        }
    }
    // What has no pieces can be applied by every alforja there is.
    let form = if in_pieces == 0 { FORM } else { FORM_WITH_PIECES };
    let ends = Ends { form, from: from.hex(), to: to.hex() };
    let mut bytes = serde_json::to_vec_pretty(&ends).expect("digits are always JSON");
    bytes.push(b'\n');
    tree.add(OutPath::fixed(DELTA), Body::Bytes(bytes));
    let world = DiskWorld::new(new.place(), None).map_err(OutputError::from)?;
    let written = output::zip(&world, &tree, file, progress)?;
    Ok(Made { written, files, in_pieces, whole: after.size(), from, to })
}

/// Returns the recipes of those of `needed` that the old copy has pieces of.
fn in_pieces(
    old: &Disk,
    new: &Disk,
    (before, lasting): (&Manifest, &Lasting<'_>),
    needed: &[(&OutPath, Entry)],
    progress: &dyn Progress,
) -> Result<FileTree, OutputError> {
    let wanted: BTreeMap<&OutPath, &Entry> = needed.iter().map(|(path, entry)| (*path, entry)).collect();
    let serves = |path: &OutPath| lasting.is_for_all(path) || wanted.contains_key(path);
    let sources: Vec<(&OutPath, Entry)> = if needed.is_empty() {
        Vec::new()
    } else {
        before.files.iter().filter(|(path, _)| serves(path)).map(|(path, entry)| (path, *entry)).collect()
    };
    let index = Index::of(old, &sources, progress);
    let pantry = Pantry { old, index: &index, lasting };
    let mut tree = FileTree::default();
    progress.begin(Stage::Comparing, needed.iter().map(|(_, entry)| entry.size).sum());
    for (path, entry) in needed {
        let mut made = None;
        let read = new.read(path.as_str(), &mut |reader| {
            made = Some(recipe(pantry, path, reader, progress));
            Ok(())
        });
        read.map_err(OutputError::at(&new.place().join(path.as_str())))?;
        let recipe = made.expect("a file that could be read was cut")?;
        let is_of_use = recipe.reused > 0;
        let body = recipe.finish(path, entry.size);
        if is_of_use && body.size() < entry.size {
            tree.add(recipe_path(path), body);
        }
    }
    progress.end();
    Ok(tree)
}
