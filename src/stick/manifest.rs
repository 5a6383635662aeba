//! The list of all that a copy holds, with what each file must be (`docs/stick.md`).
//!
//! One line a file, sorted, without a clock: the same copy has the same manifest on every machine, and its fingerprint is
//! the copy's number.

use crate::fingerprint::Fingerprint;
use crate::tree::OutPath;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write;

pub use crate::world::COPY_MANIFEST as MANIFEST;

/// Where its signature stands, as `minisign -Vm alforja-manifest.json` looks for it.
pub const SIGNATURE: &str = "alforja-manifest.json.minisig";

/// The largest manifest that is read, in bytes: some 400,000 files.
pub(crate) const LARGEST: u64 = 64_000_000;

/// The version of the manifest's own form.
const FORM: u32 = 1;

/// What a copy holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// What the copy is called.
    pub title: String,
    /// What each file is, by path.
    pub files: BTreeMap<OutPath, Entry>,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its size in bytes.
    pub size: u64,
    /// What it holds.
    pub sha256: Fingerprint,
}

/// Why a text is no manifest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ManifestError {
    /// It is no manifest, or was damaged.
    #[error("no manifest")]
    Unreadable,
    /// A later program made it.
    #[error("a manifest of form {0}")]
    OtherForm(u64),
    /// A file has a name that leads out of the copy, or that no copy of ours has.
    #[error("`{0}` is no name of a file in a copy")]
    Path(String),
    /// A file is named twice, or two names differ only in case.
    #[error("`{0}` is named twice")]
    Twice(String),
}

#[derive(Deserialize)]
struct Form {
    #[serde(rename = "alforja-manifest")]
    form: u64,
}

#[derive(Serialize, Deserialize)]
struct File {
    path: String,
    size: u64,
    sha256: String,
}

#[derive(Deserialize)]
struct Written {
    title: String,
    files: Vec<File>,
}

impl Manifest {
    /// Reads a manifest, which may be anybody's.
    ///
    /// # Errors
    /// When it is none, or names a file that must not be written.
    pub fn read(bytes: &[u8]) -> Result<Self, ManifestError> {
        let form: Form = serde_json::from_slice(bytes).map_err(|_| ManifestError::Unreadable)?;
        if form.form != u64::from(FORM) {
            return Err(ManifestError::OtherForm(form.form));
        }
        let written: Written = serde_json::from_slice(bytes).map_err(|_| ManifestError::Unreadable)?;
        let mut files = BTreeMap::new();
        let mut folded = BTreeMap::new();
        for File { path, size, sha256 } in written.files {
            let sha256 = Fingerprint::from_hex(&sha256).ok_or(ManifestError::Unreadable)?;
            let own = |path: &OutPath| !is_about_the_copy(path.as_str());
            let place = OutPath::new(&path).filter(own).ok_or_else(|| ManifestError::Path(path.clone()))?;
            if folded.insert(path.to_ascii_lowercase(), ()).is_some() {
                return Err(ManifestError::Twice(path));
            }
            files.insert(place, Entry { size, sha256 });
        }
        Ok(Self { title: written.title, files })
    }

    /// Returns the manifest's bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let title = serde_json::to_string(&self.title).expect("a text is always JSON");
        let mut text = format!("{{\n\"alforja-manifest\": {FORM},\n\"title\": {title},\n\"files\": [");
        for (number, (path, entry)) in self.files.iter().enumerate() {
            let file = File { path: path.to_string(), size: entry.size, sha256: entry.sha256.hex() };
            let line = serde_json::to_string(&file).expect("a file is always JSON");
            write!(text, "{}\n{line}", if number == 0 { "" } else { "," }).expect("a string takes all");
        }
        text.push_str("\n]\n}\n");
        text.into_bytes()
    }

    /// Returns the fingerprint of the manifest's bytes: of two copies that have the same, every file is the same.
    pub fn id(&self) -> Fingerprint {
        Fingerprint::of(&self.bytes())
    }

    /// Returns the size of all files, in bytes.
    pub fn size(&self) -> u64 {
        self.files.values().fold(0, |sum, entry| sum.saturating_add(entry.size))
    }

    /// Returns the folders and files at the top: what is in them and not in the manifest is somebody else's.
    pub fn tops(&self) -> Vec<&str> {
        let mut tops: Vec<&str> =
            self.files.keys().map(|path| path.as_str().split('/').next().unwrap_or_default()).collect();
        tops.dedup();
        tops
    }
}

/// Tells whether a file tells of the copy and is no part of it.
pub(crate) fn is_about_the_copy(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    [MANIFEST, SIGNATURE].contains(&lower.as_str()) || lower.split('/').next() == Some(crate::stick::journal::FOLDER)
}

#[cfg(test)]
mod tests {
    use super::{Entry, Manifest, ManifestError};
    use crate::fingerprint::Fingerprint;
    use crate::tree::OutPath;

    fn manifest() -> Manifest {
        let entry = |text: &str| Entry { size: text.len() as u64, sha256: Fingerprint::of(text.as_bytes()) };
        let files = [("START-HERE.html", "door"), ("courses/index.html", "pages")];
        Manifest {
            title: "Låne \"og\" spare".to_owned(),
            files: files.into_iter().map(|(path, text)| (OutPath::fixed(path), entry(text))).collect(),
        }
    }

    #[test]
    fn it_is_read_as_it_was_written() {
        let text = manifest().bytes();
        assert_eq!(Manifest::read(&text), Ok(manifest()));
        let expected = "{\n\"alforja-manifest\": 1,\n\"title\": \"Låne \\\"og\\\" spare\",\n\"files\": [\n\
            {\"path\":\"START-HERE.html\",\"size\":4,\"sha256\":";
        assert!(String::from_utf8(text).unwrap().starts_with(expected));
        assert_eq!(Manifest::read(&Manifest::default().bytes()), Ok(Manifest::default()));
        assert_eq!(manifest().size(), 9);
        assert_eq!(manifest().tops(), ["START-HERE.html", "courses"]);
    }

    fn check(from: &str, to: &str, expected: ManifestError) {
        let text = String::from_utf8(manifest().bytes()).unwrap();
        assert!(text.contains(from), "{from}");
        assert_eq!(Manifest::read(text.replace(from, to).as_bytes()), Err(expected));
    }

    #[test]
    fn what_is_no_manifest_of_ours_is_refused() {
        check("\"alforja-manifest\": 1", "\"alforja-manifest\": 2", ManifestError::OtherForm(2));
        check("\"files\": [", "\"files\": [{},", ManifestError::Unreadable);
        check("\"size\":4", "\"size\":-4", ManifestError::Unreadable);
        for path in ["../etc/passwd", "/etc/passwd", "C:/x", "a\\\\b", "a//b", "", ".alforja-stick/x"] {
            check("START-HERE.html", path, ManifestError::Path(path.replace("\\\\", "\\")));
        }
        check("START-HERE.html", "ALFORJA-manifest.json", ManifestError::Path("ALFORJA-manifest.json".to_owned()));
        check("START-HERE.html", "Courses/INDEX.html", ManifestError::Twice("courses/index.html".to_owned()));
        for cut in 1..manifest().bytes().len() - 2 {
            assert!(Manifest::read(&manifest().bytes()[..cut]).is_err());
        }
    }
}
