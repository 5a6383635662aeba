//! Texts of a library that are written anew: all of them or none.
//!
//! 1. Every text is written beside its place. A full disk is met here, where nothing is lost yet.
//! 2. What is to be kept is copied: `lesson.md.bak` is never a source.
//! 3. They are renamed into their places, one after the other; where that fails, those before are put back.

use crate::output::{OutputError, Written};
use crate::span::SourcePath;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A text that is written.
#[derive(Debug, Clone, Copy)]
pub struct Replacement<'a> {
    /// Where it stands in the library.
    pub path: &'a SourcePath,
    /// What it says.
    pub text: &'a str,
    /// Whether the text that stands there is kept beside it.
    pub keeps_old: bool,
}

/// Writes texts into the library at `root`.
///
/// # Errors
/// When one of them would stand outside of it, or the disk refuses. Then none is written.
pub fn sources(root: &Path, texts: &[Replacement<'_>]) -> Result<Written, OutputError> {
    let root = root.canonicalize().map_err(OutputError::at(root))?;
    let mut staged = Staged::default();
    for text in texts {
        staged.stage(&root, text)?;
    }
    let result = staged.place();
    if result.is_err() {
        staged.put_back();
    }
    result?;
    staged.done = true;
    let size = texts.iter().map(|text| text.text.len() as u64).sum();
    Ok(Written { path: root, files: texts.len(), size, changed: texts.len(), removed: 0 })
}

/// Texts that wait beside their places.
#[derive(Default)]
struct Staged {
    texts: Vec<Waiting>,
    /// Folders that were made for them, the outer ones first.
    folders: Vec<PathBuf>,
    done: bool,
}

struct Waiting {
    temporary: PathBuf,
    place: PathBuf,
    keeps_old: bool,
    old: Option<Vec<u8>>,
    backup: Option<PathBuf>,
    is_placed: bool,
}

impl Staged {
    fn stage(&mut self, root: &Path, text: &Replacement<'_>) -> Result<(), OutputError> {
        let mut place = root.join(text.path.as_str());
        let outside = || OutputError::InTheWay { path: root.join(text.path.as_str()) };
        match place.canonicalize() {
            // A link leads to the text itself.
            Ok(real) if real.starts_with(root) && real.is_file() => place = real,
            Ok(_) => return Err(outside()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => self.make_folder(root, &place, outside)?,
            Err(error) => return Err(OutputError::at(&place)(error)),
        }
        let old = match fs::read(&place) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(OutputError::at(&place)(error)),
        };
        let name = place.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let temporary = place.with_file_name(format!(".{name}.alforja-staging"));
        let waiting = Waiting {
            temporary: temporary.clone(),
            place: place.clone(),
            keeps_old: text.keeps_old,
            old,
            backup: None,
            is_placed: false,
        };
        self.texts.push(waiting);
        let mut file = File::create(&temporary).map_err(OutputError::at(&place))?;
        file.write_all(text.text.as_bytes()).and_then(|()| file.sync_all()).map_err(OutputError::at(&place))
    }

    fn make_folder(&mut self, root: &Path, place: &Path, outside: impl Fn() -> OutputError) -> Result<(), OutputError> {
        let mut missing = Vec::new();
        let mut folder = place.parent().unwrap_or(root);
        while !folder.exists() {
            missing.push(folder.to_owned());
            folder = folder.parent().unwrap_or(root);
        }
        let real = folder.canonicalize().map_err(OutputError::at(folder))?;
        if !real.starts_with(root) || !real.is_dir() {
            return Err(outside());
        }
        for folder in missing.into_iter().rev() {
            fs::create_dir(&folder).map_err(OutputError::at(&folder))?;
            self.folders.push(folder);
        }
        Ok(())
    }

    fn place(&mut self) -> Result<(), OutputError> {
        for text in &mut self.texts {
            if let (true, Some(old)) = (text.keeps_old, &text.old) {
                let backup = free_name(&text.place);
                fs::write(&backup, old).map_err(OutputError::at(&backup))?;
                text.backup = Some(backup);
            }
        }
        for text in &mut self.texts {
            fs::rename(&text.temporary, &text.place).map_err(OutputError::at(&text.place))?;
            text.is_placed = true;
        }
        Ok(())
    }

    /// Puts back what stood there before. What cannot be put back stands in the library as the new text.
    fn put_back(&mut self) {
        for text in &self.texts {
            if text.is_placed {
                match &text.old {
                    Some(old) => drop(fs::write(&text.place, old)),
                    None => drop(fs::remove_file(&text.place)),
                }
            }
            if let Some(backup) = &text.backup {
                drop(fs::remove_file(backup));
            }
        }
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // What was renamed is no longer there; what cannot be removed is hidden, and written over by the next run.
        self.texts.iter().for_each(|text| drop(fs::remove_file(&text.temporary)));
        if !self.done {
            self.folders.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
        }
    }
}

/// Returns `lesson.md.bak`, or, where there is one, `lesson.md.2.bak` and so on.
fn free_name(place: &Path) -> PathBuf {
    let name = place.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let first = place.with_file_name(format!("{name}.bak"));
    if !first.exists() {
        return first;
    }
    let mut numbered = (2_u32..).map(|number| place.with_file_name(format!("{name}.{number}.bak")));
    numbered.find(|path| !path.exists()).unwrap_or(first)
}
