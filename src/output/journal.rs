//! A file that only grows: what was written into it is on the disk before anybody is told so.
//!
//! One line an entry: eight hexadecimal digits of the fingerprint of its text, a space, the text. A power cut can leave
//! half a line at the end; it is taken for what it is, and cut off. What cannot be read in the middle is passed over.

use crate::fingerprint::Fingerprint;
use crate::output::OutputError;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// A file of entries, ours alone as long as this lives.
#[derive(Debug)]
pub struct Journal {
    file: File,
    path: PathBuf,
    /// So many bytes are whole entries.
    size: u64,
}

/// What was in a journal when it was opened.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Entries {
    /// The texts, the oldest first.
    pub texts: Vec<String>,
    /// How many lines in the middle were not what had been written.
    pub damaged: usize,
}

impl Journal {
    /// Opens the journal `path`, or begins it; returns what is in it.
    ///
    /// # Errors
    /// When another program has it open ([`io::ErrorKind::ResourceBusy`]), or the disk refuses.
    pub fn open(path: &Path) -> Result<(Self, Entries), OutputError> {
        let at = || OutputError::at(path);
        let is_new = !path.exists();
        let mut file = File::options().read(true).append(true).create(true).open(path).map_err(at())?;
        file.try_lock().map_err(|error| match error {
            TryLockError::Error(error) => at()(error),
            TryLockError::WouldBlock => at()(io::ErrorKind::ResourceBusy.into()),
        })?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(at())?;
        let (entries, whole) = read(&bytes);
        let size = whole as u64;
        if size < bytes.len() as u64 {
            file.set_len(size).and_then(|()| file.sync_all()).map_err(at())?;
        }
        if is_new {
            file.sync_all().and_then(|()| sync_folder(path)).map_err(at())?;
        }
        file.seek(SeekFrom::End(0)).map_err(at())?;
        Ok((Self { file, path: path.to_owned(), size }, entries))
    }

    /// Returns its size in bytes.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds entries; when this returns they are on the disk, all of them. A text is one line.
    ///
    /// # Errors
    /// When the disk refuses. Then none of them is in the journal.
    pub fn add(&mut self, texts: &[String]) -> Result<(), OutputError> {
        let lines: String = texts.iter().map(|text| line(text)).collect();
        let written = self.file.write_all(lines.as_bytes()).and_then(|()| self.file.sync_data());
        match written {
            Ok(()) => {
                self.size += lines.len() as u64;
                Ok(())
            }
            Err(error) => {
                // What a full disk took of them is half a line at most, which the next opening cuts off too.
                drop(self.file.set_len(self.size).and_then(|()| self.file.sync_all()));
                Err(OutputError::at(&self.path)(error))
            }
        }
    }
}

/// Writes `bytes` as `file`, whole or not at all; when this returns they are on the disk, under that name once
/// [`sync_folder`] was called for it.
///
/// # Errors
/// When the disk refuses. The last file of that name then still stands.
pub fn durable(file: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let staged = file.with_file_name(format!(".{name}.alforja-staging"));
    let written = File::create(&staged)
        .and_then(|mut output| output.write_all(bytes).and_then(|()| output.sync_all()))
        .and_then(|()| fs::rename(&staged, file));
    written.map_err(|error| {
        drop(fs::remove_file(&staged));
        OutputError::at(file)(error)
    })
}

/// Makes sure that the name of a new file is on the disk too.
///
/// # Errors
/// When the disk refuses.
pub fn sync_folder(file: &Path) -> io::Result<()> {
    // Elsewhere a folder cannot be opened, and the system writes its names by itself.
    match file.parent().filter(|_| cfg!(unix)) {
        Some(folder) if folder.as_os_str().is_empty() => File::open(".")?.sync_all(),
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

fn line(text: &str) -> String {
    format!("{} {text}\n", Fingerprint::of(text.as_bytes()).short())
}

/// Returns what is in a journal, and how many bytes of it are whole lines.
fn read(bytes: &[u8]) -> (Entries, usize) {
    let mut entries = Entries::default();
    let (mut whole, mut start) = (0, 0);
    while let Some(length) = bytes[start..].iter().position(|byte| *byte == b'\n') {
        let end = start + length;
        let text = std::str::from_utf8(&bytes[start..end]).ok().and_then(|line| line.split_once(' '));
        match text.filter(|(sum, text)| *sum == Fingerprint::of(text.as_bytes()).short()) {
            Some((_, text)) => {
                entries.texts.push(text.to_owned());
                whole = end + 1;
            }
            None => entries.damaged += 1,
        }
        start = end + 1;
    }
    // Damage behind the last whole line is what a power cut left: nobody was told of it.
    let behind = bytes[whole..start].iter().filter(|byte| **byte == b'\n').count();
    entries.damaged -= behind;
    (entries, whole)
}

#[cfg(test)]
mod tests {
    use super::{Entries, Journal, durable};
    use std::fs;

    fn texts(number: usize) -> Vec<String> {
        (0..number).map(|number| format!("{{\"нэр\":\"Бат {number}\"}}")).collect()
    }

    #[test]
    fn wherever_it_is_cut_every_whole_entry_is_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        let (mut journal, none) = Journal::open(&path).unwrap();
        assert_eq!(none, Entries::default());
        journal.add(&texts(2)).unwrap();
        journal.add(&texts(4)[2..]).unwrap();
        drop(journal);
        let whole = fs::read(&path).unwrap();
        let ends: Vec<usize> =
            whole.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1).collect();
        for cut in 0..=whole.len() {
            fs::write(&path, &whole[..cut]).unwrap();
            let count = ends.iter().filter(|end| **end <= cut).count();
            let (mut journal, found) = Journal::open(&path).unwrap();
            assert_eq!(found, Entries { texts: texts(count), damaged: 0 }, "cut at {cut}");
            journal.add(&["more".to_owned()]).unwrap();
            drop(journal);
            let (_, again) = Journal::open(&path).unwrap();
            assert_eq!(again.texts.len(), count + 1, "cut at {cut}");
        }
    }

    #[test]
    fn a_damaged_line_takes_no_other_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        Journal::open(&path).unwrap().0.add(&texts(3)).unwrap();
        let mut bytes = fs::read(&path).unwrap();
        let second = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 12;
        bytes[second] = 0xff;
        fs::write(&path, bytes).unwrap();
        let (_, found) = Journal::open(&path).unwrap();
        assert_eq!(found, Entries { texts: vec![texts(1)[0].clone(), texts(3)[2].clone()], damaged: 1 });
    }

    #[test]
    fn two_programs_never_write_one_journal() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        let first = Journal::open(&path).unwrap();
        assert!(Journal::open(&path).is_err());
        drop(first);
        assert!(Journal::open(&path).is_ok());
    }

    #[test]
    fn a_file_is_replaced_whole_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.json");
        durable(&file, b"one").unwrap();
        durable(&file, b"two").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(durable(&folder.path().join("none/a.json"), b"x").is_err());
    }
}
