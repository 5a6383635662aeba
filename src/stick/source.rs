//! Where the files of a copy come from.

use crate::fingerprint::Hasher;
use crate::output::copy::copy;
use crate::output::{Archive, OutputError};
use crate::progress::{Progress, Silent, Stage};
use crate::stick::manifest::{Entry, Manifest};
use crate::tree::{Body, FileTree, OutPath};
use crate::world::World;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::collections::BTreeSet;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Something that has the files of a copy.
pub trait Source: Sync {
    /// Tells whether it has a file.
    fn has(&self, path: &OutPath) -> bool;

    /// Tells whether it reads a file of the medium's own, which then must not go before the others are written.
    fn needs(&self, _path: &OutPath) -> bool {
        false
    }

    /// Returns the files that are not right on the medium though the copy cannot do without them: those of `wrong` that
    /// it does not have, and those of the medium's own that it makes others of. The files that are `right` were read
    /// already.
    ///
    /// # Errors
    /// When it cannot tell.
    fn lacking(
        &self,
        wrong: &[&OutPath],
        _right: &BTreeSet<OutPath>,
        _progress: &dyn Progress,
    ) -> Result<Vec<String>, OutputError> {
        Ok(wrong.iter().filter(|path| !self.has(path)).map(|path| path.to_string()).collect())
    }

    /// Writes a file to `writer`.
    ///
    /// # Errors
    /// When it cannot be read, or `writer` refuses.
    fn copy(&self, path: &OutPath, writer: &mut dyn Write) -> Result<(), OutputError>;
}

/// Files that were rendered, and those of the library.
pub struct TreeSource<'a> {
    world: &'a dyn World,
    tree: &'a FileTree,
}

impl<'a> TreeSource<'a> {
    /// Returns the files of `tree`.
    pub fn new(world: &'a dyn World, tree: &'a FileTree) -> Self {
        Self { world, tree }
    }

    /// Returns what the files are, each of them read once.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn manifest(&self, title: &str, progress: &dyn Progress) -> Result<Manifest, OutputError> {
        progress.begin(Stage::Comparing, self.tree.size());
        let files: Vec<(&OutPath, &Body)> = self.tree.iter().collect();
        let entries = files.into_par_iter().map(|(path, body)| Ok((path.clone(), self.entry(path, body, progress)?)));
        let files = entries.collect::<Result<_, OutputError>>();
        progress.end();
        Ok(Manifest { title: title.to_owned(), files: files? })
    }

    fn entry(&self, path: &OutPath, body: &Body, progress: &dyn Progress) -> Result<Entry, OutputError> {
        let size = body.size();
        if let Body::Kept(kept) = body {
            progress.advance(size);
            return Ok(Entry { size, sha256: kept.fingerprint() });
        }
        let mut hashing = Hashing::new(io::sink());
        copy(self.world, body, &mut hashing, Path::new(path.as_str()), progress)?;
        Ok(Entry { size, sha256: hashing.finish() })
    }
}

impl Source for TreeSource<'_> {
    fn has(&self, path: &OutPath) -> bool {
        self.tree.get(path).is_some()
    }

    fn copy(&self, path: &OutPath, writer: &mut dyn Write) -> Result<(), OutputError> {
        let body = self.tree.get(path).ok_or_else(|| gone(path))?;
        copy(self.world, body, writer, Path::new(path.as_str()), &Silent)
    }
}

/// The files of a zip's folder.
pub struct ZipSource {
    folder: &'static str,
    archive: Mutex<Archive>,
}

impl ZipSource {
    /// Returns the files that stand in `folder`, which ends with a slash.
    pub fn new(archive: Archive, folder: &'static str) -> Self {
        Self { folder, archive: Mutex::new(archive) }
    }

    /// Tells whether the zip has an entry, in whatever folder.
    pub(crate) fn has_entry(&self, entry: &str) -> bool {
        self.archive.lock().unwrap_or_else(PoisonError::into_inner).has(entry)
    }

    /// Lets `take` read an entry, in whatever folder.
    ///
    /// # Errors
    /// When there is no such entry; what `take` fails with.
    pub(crate) fn entry(
        &self,
        entry: &str,
        take: &mut dyn FnMut(&mut dyn Read) -> Result<(), OutputError>,
    ) -> Result<(), OutputError> {
        let mut archive = self.archive.lock().unwrap_or_else(PoisonError::into_inner);
        let mut reader = archive.reader(entry).map_err(|_| OutputError::Changed { path: entry.to_owned() })?;
        take(&mut reader)
    }
}

impl Source for ZipSource {
    fn has(&self, path: &OutPath) -> bool {
        let archive = self.archive.lock().unwrap_or_else(PoisonError::into_inner);
        archive.has(&format!("{}{path}", self.folder))
    }

    fn copy(&self, path: &OutPath, writer: &mut dyn Write) -> Result<(), OutputError> {
        let mut archive = self.archive.lock().unwrap_or_else(PoisonError::into_inner);
        let place = archive.path().join(path.as_str());
        let entry = format!("{}{path}", self.folder);
        let mut reader = archive.reader(&entry).map_err(|_| gone(path))?;
        let mut piece = vec![0; 256 * 1024];
        loop {
            let count = match reader.read(&mut piece) {
                Ok(0) => return Ok(()),
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                // What does not inflate, or to other bytes than were packed, was damaged on its way.
                Err(_) => return Err(gone(path)),
            };
            writer.write_all(&piece[..count]).map_err(OutputError::at(&place))?;
        }
    }
}

pub(super) fn gone(path: &OutPath) -> OutputError {
    OutputError::Changed { path: path.to_string() }
}

/// A writer that finds out what goes through it.
pub(crate) struct Hashing<W> {
    writer: W,
    hasher: Hasher,
    /// How many bytes went through.
    pub(crate) size: u64,
}

impl<W: Write> Hashing<W> {
    pub(crate) fn new(writer: W) -> Self {
        Self { writer, hasher: Hasher::default(), size: 0 }
    }

    pub(crate) fn finish(self) -> crate::fingerprint::Fingerprint {
        self.hasher.finish()
    }
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.writer.write(bytes)?;
        self.hasher.update(&bytes[..count]);
        self.size += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}
