//! Every file of a library on the disk, folders side by side.

use crate::span::SourcePath;
use crate::world::{COPY_MANIFEST, Entry, OUTPUT_MARK, ReadError, modified};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

/// Returns every source below `root`, sorted by path.
pub(super) fn list(root: &Path) -> Result<Vec<Entry>, ReadError> {
    let mut entries = below(root, root)?;
    entries.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(entries)
}

/// Returns every source in `folder`, in no certain order.
fn below(root: &Path, folder: &Path) -> Result<Vec<Entry>, ReadError> {
    let mut entries = Vec::new();
    let mut folders = Vec::new();
    for found in WalkDir::new(folder).min_depth(1).max_depth(1) {
        let found = found.map_err(|error| ReadError {
            path: error.path().unwrap_or(folder).display().to_string(),
            source: error.into(),
        })?;
        let name = found.file_name().to_string_lossy();
        let place = found.path();
        if is_never_source(&name) {
            continue;
        }
        if !found.file_type().is_dir() {
            let metadata = if found.path_is_symlink() { followed(root, place) } else { found.metadata().ok() };
            let file = metadata.filter(Metadata::is_file);
            entries.extend(file.map(|metadata| entry(root, place, &metadata)));
        } else if !is_output(&name, place) {
            folders.push(place.to_owned());
        }
    }
    let inner: Vec<Result<Vec<Entry>, ReadError>> = folders.par_iter().map(|folder| below(root, folder)).collect();
    for found in inner {
        entries.extend(found?);
    }
    Ok(entries)
}

/// Returns what a link leads to, where that is inside; broken ones are as good as absent.
fn followed(root: &Path, place: &Path) -> Option<Metadata> {
    let target: PathBuf = place.canonicalize().ok().filter(|target| target.starts_with(root))?;
    target.metadata().ok()
}

fn entry(root: &Path, place: &Path, metadata: &Metadata) -> Entry {
    let relative = place.strip_prefix(root).unwrap_or(place).to_string_lossy();
    let path = match relative.is_ascii() {
        true => SourcePath::new(&relative),
        false => SourcePath::new(&relative.nfc().collect::<String>()),
    };
    Entry { path, size: metadata.len(), modified: modified(metadata) }
}

/// Tells whether nothing of this name is a source, be it a file or a folder.
pub(super) fn is_never_source(name: &str) -> bool {
    // An import keeps the page that it writes over as `lesson.md.bak`.
    name.starts_with('.') || name.ends_with(".bak") || matches!(name, "Thumbs.db" | "desktop.ini" | "__MACOSX")
}

/// Tells whether a folder holds what was made, not what is made from it.
pub(super) fn is_output(name: &str, folder: &Path) -> bool {
    matches!(name, "target" | "node_modules")
        || [OUTPUT_MARK, COPY_MANIFEST].iter().any(|mark| folder.join(mark).exists())
}
