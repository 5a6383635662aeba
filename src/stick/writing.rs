//! One copy on its way: the journal first, files under other names that are read back before they get their own, the
//! manifest last.

use crate::output::{Medium, OutputError};
use crate::progress::Progress;
use crate::stick::journal::{FOLDER, JOURNAL, Journal, small};
use crate::stick::lay::{LayError, Signed, Standing};
use crate::stick::manifest::{Entry, MANIFEST, Manifest, SIGNATURE};
use crate::stick::reading::holds;
use crate::stick::source::{Hashing, Source};
use crate::tree::{OutPath, folders_of};
use std::io;
use std::path::PathBuf;

/// What happens to the signature's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// It stays as it is, or is not there.
    Keep,
    /// It goes: it is of another copy.
    Remove,
    /// It becomes this text.
    Write(String),
}

/// A copy that is being laid.
pub(super) struct Laying<'a> {
    pub(super) medium: &'a dyn Medium,
    pub(super) manifest: &'a Manifest,
    pub(super) source: &'a dyn Source,
    pub(super) progress: &'a dyn Progress,
}

impl Laying<'_> {
    fn place(&self, path: &str) -> PathBuf {
        self.medium.place().join(path)
    }

    /// Says whose refusal it was.
    fn refused(&self, path: &str) -> impl FnOnce(io::Error) -> OutputError + use<> {
        let path = self.place(path);
        move |source| OutputError::Disk { path, source }
    }

    /// Returns what happens to the signature. A signature that holds already stays: each new one is another.
    pub(super) fn signature(&self, signed: Signed<'_>, manifest: &[u8], same: bool) -> Result<Change, LayError> {
        let old = small(self.medium, SIGNATURE, 4096).map_err(self.refused(SIGNATURE))?;
        let old = old.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        Ok(match (signed, old) {
            (Signed::Not, Some(_)) if !same => Change::Remove,
            (Signed::Not, _) => Change::Keep,
            (Signed::Already(text), Some(old)) if old == text => Change::Keep,
            (Signed::Already(text), _) => Change::Write(text.to_owned()),
            (Signed::With(key), Some(old)) if key.public().verify(manifest, &old).is_ok() => Change::Keep,
            (Signed::With(key), _) => Change::Write(key.sign(manifest, &self.manifest.title)?),
        })
    }

    /// Writes down what is ours, before any of it is there.
    pub(super) fn begin(&self, standing: &Standing) -> Result<(), LayError> {
        self.medium.make_folder(FOLDER).map_err(self.refused(FOLDER))?;
        let rest = standing.there.keys().filter(|path| path.starts_with(FOLDER) && path.as_str() != JOURNAL);
        for path in rest {
            self.medium.remove(path).map_err(self.refused(path))?;
        }
        let ours = standing.ours().into_iter().chain(self.manifest.files.keys().cloned()).collect();
        let journal = Journal { to: self.manifest.id(), ours };
        self.put(JOURNAL, &journal.bytes())?;
        self.settle()
    }

    /// Waits until all that was done is on the medium itself.
    pub(super) fn settle(&self) -> Result<(), LayError> {
        Ok(self.medium.settle_all().map_err(self.refused(""))?)
    }

    /// Writes a small file of our own, whole or not at all.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), LayError> {
        let waiting = format!("{FOLDER}/new");
        let written = self
            .medium
            .write(&waiting, &mut |writer| writer.write_all(bytes))
            .and_then(|()| self.medium.settle(std::slice::from_ref(&waiting)));
        written.map_err(self.refused(path))?;
        let back = small(self.medium, &waiting, bytes.len() as u64).map_err(self.refused(path))?;
        if back.as_deref() != Some(bytes) {
            return Err(LayError::Unproven { path: path.to_owned() });
        }
        self.medium.rename(&waiting, path).map_err(self.refused(path))?;
        Ok(())
    }

    /// Writes some files, reads them back, and gives them their names.
    pub(super) fn write(&self, files: &[(&OutPath, &Entry)]) -> Result<(), LayError> {
        let waiting: Vec<String> = (0..files.len()).map(|number| format!("{FOLDER}/{number}")).collect();
        for ((path, entry), waiting) in files.iter().zip(&waiting) {
            self.write_one(path, entry, waiting)?;
        }
        // Nobody knows which of them the system could not write.
        self.medium.settle(&waiting).map_err(self.refused(""))?;
        for ((path, entry), waiting) in files.iter().zip(&waiting) {
            let held = holds(self.medium, waiting, entry.size, self.progress).map_err(self.refused(path.as_str()))?;
            if held != Some(entry.sha256) {
                return Err(LayError::Unproven { path: path.to_string() });
            }
        }
        for folder in folders_of(files.iter().map(|(path, _)| *path)) {
            self.medium.make_folder(folder.as_str()).map_err(self.refused(folder.as_str()))?;
        }
        for ((path, _), waiting) in files.iter().zip(&waiting) {
            self.medium.rename(waiting, path.as_str()).map_err(self.refused(path.as_str()))?;
        }
        Ok(())
    }

    fn write_one(&self, path: &OutPath, entry: &Entry, waiting: &str) -> Result<(), LayError> {
        let mut failed = None;
        let mut held = None;
        let mut over = false;
        let written = self.medium.write(waiting, &mut |writer| {
            let told = Told { writer, progress: self.progress, left: entry.size, over: &mut over };
            let mut hashing = Hashing::new(told);
            match self.source.copy(path, &mut hashing) {
                Ok(()) => {
                    held = Some((hashing.size, hashing.finish()));
                    Ok(())
                }
                Err(error) => {
                    failed = Some(error);
                    Err(io::Error::other("the source failed"))
                }
            }
        });
        match (failed, written) {
            _ if over => Err(OutputError::Changed { path: path.to_string() }.into()),
            (Some(OutputError::Disk { source, .. }), _) | (None, Err(source)) => {
                Err(self.refused(path.as_str())(source).into())
            }
            (Some(error), _) => Err(error.into()),
            (None, Ok(())) if held == Some((entry.size, entry.sha256)) => Ok(()),
            (None, Ok(())) => Err(OutputError::Changed { path: path.to_string() }.into()),
        }
    }

    /// Removes files of ours, and the folders that they leave empty.
    pub(super) fn remove(&self, files: &[&OutPath]) -> Result<(), LayError> {
        for path in files {
            self.medium.remove(path.as_str()).map_err(self.refused(path.as_str()))?;
        }
        for folder in folders_of(files.iter().copied()).iter().rev() {
            self.medium.remove_folder(folder.as_str());
        }
        Ok(())
    }

    /// Says that the copy is whole.
    pub(super) fn finish(&self, manifest: &[u8], signature: Change) -> Result<(), LayError> {
        // The manifest must not be there before what it names.
        self.settle()?;
        match signature {
            Change::Keep => {}
            Change::Remove => self.medium.remove(SIGNATURE).map_err(self.refused(SIGNATURE))?,
            Change::Write(text) => self.put(SIGNATURE, text.as_bytes())?,
        }
        self.put(MANIFEST, manifest)?;
        self.medium.settle_all().map_err(self.refused(MANIFEST))?;
        self.medium.remove(JOURNAL).map_err(self.refused(JOURNAL))?;
        self.medium.remove_folder(FOLDER);
        self.settle()
    }
}

/// A writer whose bytes are told, and that takes no more than a file has: nobody fills a stick with what a zip inflates to.
struct Told<'a> {
    writer: &'a mut dyn io::Write,
    progress: &'a dyn Progress,
    left: u64,
    over: &'a mut bool,
}

impl io::Write for Told<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.len() as u64 > self.left {
            *self.over = true;
            return Err(io::ErrorKind::InvalidData.into());
        }
        let count = self.writer.write(bytes)?;
        self.left -= count as u64;
        self.progress.advance(count as u64);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}
