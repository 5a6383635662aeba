//! Files and folders that are made and looked at before they take their place in a folder that is there.
//!
//! 1. They are written into a hidden folder of it. A full disk is met here, where nothing is lost yet.
//! 2. Whoever made them reads them there as they will be, and may still turn back: then nothing is left.
//! 3. They are renamed into their places, all or none.
//!
//! Nothing is ever written over.

use crate::output::archive::Archive;
use crate::output::folder::Staging;
use crate::output::{OutputError, UnpackError, Written};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Files and folders in the making.
#[derive(Debug)]
pub struct Draft {
    staging: Staging,
    destined: PathBuf,
    files: usize,
    size: u64,
}

impl Draft {
    /// Begins files for the folder `destined`, which is there.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn within(destined: &Path) -> Result<Self, OutputError> {
        let staging = Staging::new(destined.join(".alforja-import"), destined)?;
        Ok(Self { staging, destined: destined.to_owned(), files: 0, size: 0 })
    }

    /// Returns where the files are until they take their place.
    pub fn path(&self) -> &Path {
        self.staging.path()
    }

    /// Adds a file; `path` is one of our own making, below the folder.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn add(&mut self, path: &str, bytes: &[u8]) -> Result<(), OutputError> {
        let mut file = self.create(path)?;
        file.write_all(bytes).map_err(OutputError::at(&self.destined.join(path)))?;
        self.files += 1;
        self.size += bytes.len() as u64;
        Ok(())
    }

    /// Adds a file that is an entry of a zip, at most `most` bytes of it.
    ///
    /// # Errors
    /// When the entry cannot be read or is longer, or the disk refuses.
    pub fn add_entry(&mut self, path: &str, archive: &mut Archive, entry: &str, most: u64) -> Result<(), UnpackError> {
        let mut file = self.create(path)?;
        let mut buffer = vec![0; 64 * 1024];
        let mut copied = 0_u64;
        let mut reader = archive.reader(entry)?;
        let whole = loop {
            match reader.read(&mut buffer) {
                Ok(0) => break true,
                Ok(count) => {
                    copied += count as u64;
                    if copied > most {
                        break false;
                    }
                    file.write_all(&buffer[..count]).map_err(OutputError::at(&self.destined.join(path)))?;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => break false,
            }
        };
        drop(reader);
        if !whole {
            return Err(archive.broken(entry).into());
        }
        self.files += 1;
        self.size += copied;
        Ok(())
    }

    fn create(&self, path: &str) -> Result<File, OutputError> {
        let place = self.path().join(path);
        let destined = self.destined.join(path);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder).map_err(OutputError::at(&destined))?;
        }
        // Never over anything: on this disk two of the names may be one.
        File::create_new(&place).map_err(OutputError::at(&destined))
    }

    /// Renames `parts`, files and folders of the draft, into the folder that is there: all of them or none. What else is in
    /// the draft vanishes.
    ///
    /// # Errors
    /// When something stands at one of the places, or the disk refuses.
    pub fn place(self, parts: &[String]) -> Result<Written, OutputError> {
        let mut placed: Vec<PathBuf> = Vec::new();
        let mut made: Vec<PathBuf> = Vec::new();
        let result = parts.iter().try_for_each(|part| self.place_part(part, &mut placed, &mut made));
        if let Err(error) = result {
            for place in placed.iter().rev() {
                let removed = if place.is_dir() { fs::remove_dir_all(place) } else { fs::remove_file(place) };
                drop(removed);
            }
            made.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
            return Err(error);
        }
        let (path, files) = (self.destined.clone(), self.files);
        Ok(Written { path, files, size: self.size, changed: files, removed: 0 })
    }

    fn place_part(&self, part: &str, placed: &mut Vec<PathBuf>, made: &mut Vec<PathBuf>) -> Result<(), OutputError> {
        let place = self.destined.join(part);
        if fs::symlink_metadata(&place).is_ok() {
            return Err(OutputError::Exists { path: place });
        }
        let mut missing = Vec::new();
        let mut folder = place.parent();
        while let Some(there) = folder.filter(|folder| !folder.exists()) {
            missing.push(there.to_owned());
            folder = there.parent();
        }
        for folder in missing.into_iter().rev() {
            fs::create_dir(&folder).map_err(OutputError::at(&folder))?;
            made.push(folder);
        }
        fs::rename(self.path().join(part), &place).map_err(OutputError::at(&place))?;
        placed.push(place);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Draft;
    use std::fs;

    fn names(folder: &std::path::Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn parts_are_placed_all_or_none_and_over_nothing() {
        let place = tempfile::tempdir().unwrap();
        fs::create_dir(place.path().join("en")).unwrap();
        fs::write(place.path().join("en/b.md"), "mine").unwrap();
        let mut draft = Draft::within(place.path()).unwrap();
        draft.add("media/a.png", b"a").unwrap();
        draft.add("en/b.md", b"b").unwrap();
        assert!(draft.place(&["media/a.png".to_owned(), "en/b.md".to_owned()]).is_err());
        assert_eq!(names(place.path()), ["en"]);
        assert_eq!(fs::read(place.path().join("en/b.md")).unwrap(), b"mine");
        let mut draft = Draft::within(place.path()).unwrap();
        draft.add("media/a.png", b"a").unwrap();
        draft.add("left.md", b"b").unwrap();
        draft.place(&["media/a.png".to_owned()]).unwrap();
        assert_eq!(names(place.path()), ["en", "media"]);
    }
}
