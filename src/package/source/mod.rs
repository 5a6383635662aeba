//! What a course was made of, inside its package, so that a partner can adapt it.
//!
//! 1. [`files_of`] chooses the files that its course builds from: the course's folder, the courses that it links to,
//!    and what the library shares (`alforja.yaml`, the theme, words of its own).
//! 2. [`add`] puts them into a package: what stands there already (a film, a picture that nothing was taken from) is
//!    not put in twice.
//! 3. A list says which entry is which file ([`SourceList`]): entries have ASCII names, files keep their own.
//! 4. Unpacking reads that list, and trusts nothing in it.

mod choice;
mod entry;
mod kind;
mod list;

pub use choice::files_of;
pub use kind::PackageKind;
pub use list::{ListError, ListedFile, SourceList};

use crate::fingerprint::Fingerprint;
use crate::package::{PackError, PackInput};
use crate::span::SourcePath;
use crate::tree::{Body, FileTree, OutPath};
use std::collections::BTreeMap;

/// The list's own name, in the folder of the sources.
const LIST: &str = "alforja-source.json";

/// Every folder that packages carry their sources in.
pub const FOLDERS: &[&str] = &["source", "META-INF/source"];

/// A file that a course was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it stands in the library.
    pub path: SourcePath,
    /// What it holds.
    pub body: Body,
    /// Its fingerprint, where a package may hold the same bytes.
    pub fingerprint: Option<Fingerprint>,
}

/// Returns the address of the list in the folder `folder` of a package.
pub fn list_path(folder: &str) -> String {
    format!("{folder}/{LIST}")
}

/// Adds `files` to the package `tree`, in its folder `folder`.
///
/// # Errors
/// When a file has a name that some computers cannot hold.
pub fn add(input: PackInput<'_>, files: &[SourceFile], folder: &str, tree: &mut FileTree) -> Result<(), PackError> {
    let present = Present::of(tree, files);
    let mut list = SourceList::new(input);
    let mut entries = Vec::new();
    for file in files {
        let path = file.path.as_str();
        if list::fault(path).is_some() {
            return Err(PackError::SourceName { path: path.to_owned() });
        }
        let entry = present.get(file).cloned().unwrap_or_else(|| {
            let entry = entry::path(folder, path);
            entries.push((entry.clone(), file.body.clone()));
            entry
        });
        list.add(path, &entry, file.body.size());
    }
    entries.into_iter().for_each(|(entry, body)| tree.add(entry, body));
    tree.add(OutPath::fixed(&list_path(folder)), Body::Bytes(list.write()));
    Ok(())
}

/// Tells whether an entry of a package is one of its sources.
pub fn is_source(entry: &OutPath) -> bool {
    FOLDERS.iter().any(|folder| entry.as_str().strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
}

/// What a package holds before its sources are added.
struct Present {
    copies: BTreeMap<SourcePath, OutPath>,
    bytes: BTreeMap<(u64, Fingerprint), OutPath>,
}

impl Present {
    fn of(tree: &FileTree, files: &[SourceFile]) -> Self {
        let mut present = Self { copies: BTreeMap::new(), bytes: BTreeMap::new() };
        let sizes: Vec<u64> =
            files.iter().filter(|file| file.fingerprint.is_some()).map(|file| file.body.size()).collect();
        for (path, body) in tree.iter() {
            match body {
                Body::File { source, .. } | Body::Pieces { source, .. } => {
                    present.copies.entry(source.clone()).or_insert_with(|| path.clone());
                }
                Body::Bytes(bytes) if sizes.contains(&body.size()) => {
                    let key = (body.size(), Fingerprint::of(bytes));
                    present.bytes.entry(key).or_insert_with(|| path.clone());
                }
                Body::Kept(kept) => {
                    let key = (kept.size(), kept.fingerprint());
                    present.bytes.entry(key).or_insert_with(|| path.clone());
                }
                Body::Bytes(_) => {}
            }
        }
        present
    }

    fn get(&self, file: &SourceFile) -> Option<&OutPath> {
        let same = || self.bytes.get(&(file.body.size(), file.fingerprint?));
        self.copies.get(&file.path).or_else(same)
    }
}
