//! The list of a package's sources: which entry is which file of the library.
//!
//! `{"alforja-source": 1, "course": …, "lang": …, "version": …, "files": [{"path": …, "entry": …, "size": …}]}`,
//! sorted by path. A list that is read comes from a stranger: every path in it is one that any computer can hold below
//! one folder, and no two are the same on any of them.

use crate::check::is_holdable;
use crate::package::PackInput;
use crate::tree::OutPath;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// The version of the list's own form.
const FORM: u32 = 1;

/// The longest path of a file, in bytes.
const LONGEST_PATH: usize = 400;

/// The sources of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceList {
    #[serde(rename = "alforja-source")]
    form: u32,
    /// The course that the package is of.
    pub course: String,
    /// Its language.
    pub lang: String,
    /// Its version.
    pub version: String,
    /// Every file, by path.
    pub files: Vec<ListedFile>,
}

/// A file of the library in a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedFile {
    /// Where it stands in the library.
    pub path: String,
    /// The entry that holds it.
    pub entry: String,
    /// Its size in bytes.
    pub size: u64,
}

/// Why a list cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// It is no list.
    #[error("{0}")]
    Unreadable(String),
    /// It is written in a form that this program does not know.
    #[error("form {0}")]
    OtherForm(u32),
    /// A path leads out of the folder, or is a name that some computers cannot hold.
    #[error("{0}")]
    Path(String),
    /// Two files are the same file on some computers.
    #[error("{0} and {1}")]
    Collision(String, String),
}

impl SourceList {
    /// Returns the list of a package, still without files.
    pub(crate) fn new(input: PackInput<'_>) -> Self {
        Self {
            form: FORM,
            course: input.course.id.to_string(),
            lang: input.edition.lang.to_string(),
            version: input.course.settings.version.clone(),
            files: Vec::new(),
        }
    }

    /// Adds a file.
    pub(crate) fn add(&mut self, path: &str, entry: &OutPath, size: u64) {
        self.files.push(ListedFile { path: path.to_owned(), entry: entry.to_string(), size });
    }

    /// Returns the list as it is written.
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec_pretty(self).expect("names are always JSON");
        text.push(b'\n');
        text
    }

    /// Reads a list that a stranger may have written.
    ///
    /// # Errors
    /// When it is none, or a path in it is not safe on every computer.
    pub fn read(bytes: &[u8]) -> Result<Self, ListError> {
        let list: Self = serde_json::from_slice(bytes).map_err(|error| ListError::Unreadable(error.to_string()))?;
        if list.form != FORM {
            return Err(ListError::OtherForm(list.form));
        }
        if let Some(file) = list.files.iter().find(|file| fault(&file.path).is_some()) {
            return Err(ListError::Path(file.path.clone()));
        }
        list.collisions()?;
        Ok(list)
    }

    /// Returns a folder's name for it: the course's.
    ///
    /// # Errors
    /// When that is no name for a folder.
    pub fn folder(&self) -> Result<&str, ListError> {
        match fault(&self.course) {
            None if !self.course.contains('/') => Ok(&self.course),
            _ => Err(ListError::Path(self.course.clone())),
        }
    }

    /// Two files of one name, two spellings of one folder, or a file where another's folder must stand.
    fn collisions(&self) -> Result<(), ListError> {
        let collision = |one: &str, other: &str| Err(ListError::Collision(one.to_owned(), other.to_owned()));
        let mut files: BTreeMap<String, &str> = BTreeMap::new();
        let mut folders: BTreeMap<String, &str> = BTreeMap::new();
        for file in &self.files {
            let mut inner = file.path.as_str();
            while let Some((folder, _)) = inner.rsplit_once('/') {
                match folders.insert(folded(folder), folder) {
                    Some(known) if known != folder => return collision(known, folder),
                    Some(_) => break,
                    None => inner = folder,
                }
            }
            if let Some(known) = files.insert(folded(&file.path), &file.path) {
                return collision(known, &file.path);
            }
        }
        match files.iter().find_map(|(name, file)| Some((file, folders.get(name)?))) {
            Some((file, folder)) => collision(file, folder),
            None => Ok(()),
        }
    }
}

/// Returns a name as a disk that does not tell cases apart holds it.
fn folded(path: &str) -> String {
    path.nfc().collect::<String>().to_lowercase()
}

/// Returns what is wrong with a path below a folder: a part that leads out of it, is hidden, or is a name that some
/// computer cannot hold.
pub(crate) fn fault(path: &str) -> Option<&str> {
    let good = |part: &str| !part.is_empty() && !part.starts_with('.') && part != "~" && is_holdable(part);
    if path.len() > LONGEST_PATH { Some(path) } else { path.split('/').find(|part| !good(part)) }
}

#[cfg(test)]
mod tests {
    use super::{ListError, SourceList};
    use proptest::prelude::{any, proptest};

    fn read(paths: &[&str]) -> Result<SourceList, ListError> {
        let files: Vec<String> = paths
            .iter()
            .map(|path| format!(r#"{{"path": {}, "entry": "a", "size": 1}}"#, serde_json::to_string(path).unwrap()))
            .collect();
        let text = format!(
            r#"{{"alforja-source": 1, "course": "a", "lang": "mn", "version": "1", "files": [{}]}}"#,
            files.join(",")
        );
        SourceList::read(text.as_bytes())
    }

    #[test]
    fn paths_stay_below_their_folder() {
        for bad in [
            "",
            "/",
            "/etc/passwd",
            "../a",
            "a/../b",
            "a//b",
            "a/",
            "./a",
            "C:/a",
            "a:b",
            "a\\b",
            "..\\a",
            "a/CON",
            "nul.md",
            "a.",
            "a ",
            "a\u{0}b",
            "a\nb",
            "con.md/a",
            ".git/hooks/post-checkout",
            "a/.ssh",
            "~/a",
            "\\\\x\\y",
        ] {
            assert_eq!(read(&[bad]), Err(ListError::Path(bad.to_owned())), "{bad:?}");
        }
        let long = "a".repeat(401);
        assert_eq!(read(&[&long]), Err(ListError::Path(long.clone())));
        for good in ["alforja.yaml", "courses/өрх/mn/01-Эхлэл/Гэр бүл (1).md"] {
            assert!(read(&[good]).is_ok(), "{good}");
        }
    }

    #[test]
    fn no_two_paths_are_one_on_any_computer() {
        for pair in
            [["a", "a"], ["a/b", "A/b"], ["Ө", "ө"], ["a", "a/b"], ["a/b/c", "a/B"], ["é", "e\u{301}"], ["x/a", "X/b"]]
        {
            assert!(matches!(read(&pair), Err(ListError::Collision(..))), "{pair:?}");
        }
        assert!(read(&["a/b", "a/c", "ab"]).is_ok());
    }

    #[test]
    fn what_is_no_list_is_told() {
        assert!(matches!(SourceList::read(b"{}"), Err(ListError::Unreadable(_))));
        let newer = br#"{"alforja-source": 2, "course": "", "lang": "", "version": "", "files": []}"#;
        assert_eq!(SourceList::read(newer), Err(ListError::OtherForm(2)));
    }

    #[test]
    fn any_text_is_read_without_a_panic() {
        proptest!(|(text in any::<String>(), one in any::<String>(), other in any::<String>())| {
            drop(SourceList::read(text.as_bytes()));
            drop(read(&[&one, &other]));
        });
    }
}
