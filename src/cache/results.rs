//! The store itself.

use crate::cache::seal;
use crate::cache::seen::{Memory, Seen};
use crate::cache::work::{self, Work};
use crate::cache::{Key, Scratch};
use crate::fingerprint::{Fingerprint, Hasher};
use crate::kept::{Kept, Place};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::UNIX_EPOCH;

const RESULTS: &str = "store";
const SOURCES: &str = "sources";

/// Results kept by what they came from. Any number of threads and processes may use one folder at once.
#[derive(Debug)]
pub struct Store {
    folders: Vec<PathBuf>,
    access: Access,
    state: Mutex<State>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    Write,
    Look,
}

#[derive(Debug, Default)]
struct State {
    /// What was read of `sources`, once that was asked for.
    memory: Option<Memory>,
    /// The folder that is written to; `Some(None)` where none can be.
    work: Option<Option<(PathBuf, Arc<Work>)>>,
    /// What no disk would take.
    held: BTreeMap<Key, Kept>,
    asked: BTreeSet<Key>,
}

/// What [`Store::prune`] removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Freed {
    /// How many results.
    pub results: usize,
    /// How many bytes they had.
    pub bytes: u64,
}

impl Store {
    /// Returns the store in the first of these folders that can be written to; results are looked for in all of them.
    /// Nothing is made before there is something to keep.
    pub fn new(folders: Vec<PathBuf>) -> Self {
        Self { folders, access: Access::Write, state: Mutex::default() }
    }

    /// Returns the same store for somebody who only looks: nothing new is kept on the disk.
    #[must_use]
    pub fn to_look(&self) -> Self {
        Self { folders: self.folders.clone(), access: Access::Look, state: Mutex::default() }
    }

    /// Returns a store that forgets everything when it goes.
    pub fn in_memory() -> Self {
        Self::new(Vec::new())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Whoever panicked while holding it left every field whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns a result, where it is kept and whole.
    pub fn get(&self, key: &Key) -> Option<Kept> {
        let held = {
            let mut state = self.state();
            state.asked.insert(*key);
            state.held.get(key).cloned()
        };
        held.or_else(|| self.folders.iter().find_map(|folder| kept(&place(folder, key))))
    }

    /// Says that a result is in use.
    pub fn touch(&self, key: &Key) {
        self.state().asked.insert(*key);
    }

    /// Keeps a result: on the disk, or in memory where the disk refuses.
    pub fn put(&self, key: &Key, bytes: Vec<u8>) -> Kept {
        let written = self.begin(key, "").and_then(|unfinished| {
            fs::write(unfinished.path(), &bytes)?;
            unfinished.finish()
        });
        written.unwrap_or_else(|_| {
            let kept = Kept::in_memory(bytes);
            self.state().held.insert(*key, kept.clone());
            kept
        })
    }

    /// Begins a result that another program or many pieces write: a path that nobody else writes to. What is not
    /// finished is removed.
    ///
    /// # Errors
    /// When no disk can be written to.
    pub fn begin(&self, key: &Key, ending: &str) -> io::Result<Unfinished> {
        let (folder, work) = self.work()?;
        self.state().asked.insert(*key);
        let mut path = work.path();
        if !ending.is_empty() {
            path.set_extension(ending);
        }
        Ok(Unfinished { path, place: place(&folder, key), _work: work })
    }

    /// Begins a folder for what is needed as long as the program runs, and no longer.
    ///
    /// # Errors
    /// When no disk can be written to.
    pub fn scratch(&self) -> io::Result<Scratch> {
        let (_, work) = self.work()?;
        Ok(Scratch { work })
    }

    /// Returns what a file of the library holds, if it was read before and is still the same.
    pub fn seen(&self, seen: Seen<'_>) -> Option<Fingerprint> {
        let mut state = self.state();
        state.memory.get_or_insert_with(|| self.read_sources()).get(seen)
    }

    /// Remembers what a file of the library held when it was read, which began at `moment`.
    pub fn remember(&self, seen: Seen<'_>, fingerprint: Fingerprint, moment: Option<u64>) {
        let Some(moment) = moment else { return };
        let mut state = self.state();
        state.memory.get_or_insert_with(|| self.read_sources()).remember(seen, fingerprint, moment);
    }

    /// Returns the time on the disk's clock, in nanoseconds since 1970-01-01; nothing where there is no disk.
    pub fn moment(&self) -> Option<u64> {
        let path = self.work().ok()?.1.path();
        let file = File::create(&path).ok()?;
        let modified = file.metadata().and_then(|metadata| metadata.modified()).ok();
        // It goes with its folder, if not now.
        drop(fs::remove_file(&path));
        u64::try_from(modified?.duration_since(UNIX_EPOCH).ok()?.as_nanos()).ok()
    }

    /// Writes down what the files of the library held. Where it cannot be, they are read again next time.
    pub fn save(&self) {
        let text = match &self.state().memory {
            Some(memory) if memory.changed => memory.write(),
            _ => return,
        };
        let saved = self.work().and_then(|(folder, work)| {
            let path = work.path();
            fs::write(&path, text)?;
            fs::rename(path, folder.join(SOURCES))
        });
        if let (Ok(()), Some(memory)) = (saved, &mut self.state().memory) {
            memory.changed = false;
        }
    }

    /// Returns every key that this store was asked for: what is in use.
    pub fn asked(&self) -> BTreeSet<Key> {
        self.state().asked.clone()
    }

    /// Removes every result that is not in use.
    ///
    /// # Errors
    /// When a folder cannot be read, or the disk refuses.
    pub fn prune(&self, used: &BTreeSet<Key>) -> io::Result<Freed> {
        self.unused(used, &|file| fs::remove_file(file))
    }

    /// Returns what [`Store::prune`] would remove.
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub fn prunable(&self, used: &BTreeSet<Key>) -> io::Result<Freed> {
        self.unused(used, &|_| Ok(()))
    }

    /// Tells whether another process works with what is kept.
    pub fn is_busy(&self) -> bool {
        let own = self.state().work.clone().flatten().map(|(_, work)| work.folder().to_owned());
        self.folders.iter().any(|folder| work::is_busy(folder, own.as_deref()))
    }

    fn unused(&self, used: &BTreeSet<Key>, remove: &dyn Fn(&Path) -> io::Result<()>) -> io::Result<Freed> {
        let used: BTreeSet<String> = used.iter().map(Key::hex).collect();
        let mut freed = Freed::default();
        for root in &self.folders {
            for folder in list(&root.join(RESULTS))? {
                for file in list(&folder)? {
                    let name = [&folder, &file].map(|path| path.file_name().unwrap_or_default().to_string_lossy());
                    if used.contains(&name.concat()) {
                        continue;
                    }
                    freed.bytes += fs::metadata(&file)?.len();
                    freed.results += 1;
                    remove(&file)?;
                }
                // Refused where something is in use in it.
                drop(fs::remove_dir(&folder));
            }
        }
        Ok(freed)
    }

    fn read_sources(&self) -> Memory {
        let text = self.folders.iter().find_map(|folder| fs::read_to_string(folder.join(SOURCES)).ok());
        text.map_or_else(Memory::default, |text| Memory::read(&text))
    }

    /// Returns the folder that is written to, and ours in it.
    fn work(&self) -> io::Result<(PathBuf, Arc<Work>)> {
        let mut state = self.state();
        let begin = |folder: &PathBuf| Some((folder.clone(), Arc::new(Work::begin(folder).ok()?)));
        let begun = || if self.access == Access::Write { self.folders.iter().find_map(begin) } else { None };
        let work = state.work.get_or_insert_with(begun);
        work.clone().ok_or_else(|| io::Error::from(io::ErrorKind::PermissionDenied))
    }
}

/// A result that is being made. Dropped before it is finished, it is gone.
#[derive(Debug)]
pub struct Unfinished {
    path: PathBuf,
    place: PathBuf,
    /// Its folder lives as long as we do.
    _work: Arc<Work>,
}

impl Unfinished {
    /// Returns where it is to be written; nothing stands there yet.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Seals what was written and keeps it.
    ///
    /// # Errors
    /// When nothing was written, or the disk refuses.
    pub fn finish(self) -> io::Result<Kept> {
        let mut file = OpenOptions::new().read(true).append(true).open(&self.path)?;
        let size = file.metadata()?.len();
        let fingerprint = Fingerprint::of_reader(&mut file)?;
        file.write_all(&seal::seal(size, &fingerprint))?;
        drop(file);
        if let Some(folder) = self.place.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::rename(&self.path, &self.place)?;
        Ok(Kept::new(Place::File(self.place.clone()), size, fingerprint))
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // Finished, it is there no more; else the folder goes with us.
        drop(fs::remove_file(&self.path));
    }
}

/// Opens a kept result.
///
/// # Errors
/// When it is not there any more. Reading fails at its end where it does not hold what it was sealed with; it is then
/// removed, so that the next run makes it again.
pub fn open(kept: &Kept) -> io::Result<Box<dyn Read + Send>> {
    match kept.place() {
        Place::Memory(bytes) => Ok(Box::new(io::Cursor::new(Arc::clone(bytes)))),
        Place::File(path) => Ok(Box::new(Verified {
            rest: File::open(path)?.take(kept.size()),
            path: path.clone(),
            fingerprint: kept.fingerprint(),
            hasher: Some(Hasher::default()),
        })),
    }
}

/// Opens the file of a kept result for reading here and there; the result is its first [`Kept::size`] bytes, and nobody
/// looks whether they are what was kept. Nothing where it stands in memory.
///
/// # Errors
/// When it is not there any more.
pub fn seek(kept: &Kept) -> io::Result<Option<File>> {
    match kept.place() {
        Place::Memory(_) => Ok(None),
        Place::File(path) => File::open(path).map(Some),
    }
}

/// A reader that does not end well if what it gave is not what was kept.
struct Verified {
    rest: io::Take<File>,
    path: PathBuf,
    fingerprint: Fingerprint,
    hasher: Option<Hasher>,
}

impl Read for Verified {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.rest.read(buffer)?;
        match &mut self.hasher {
            Some(hasher) if count > 0 => hasher.update(&buffer[..count]),
            Some(_) if !buffer.is_empty() => {
                let found = self.hasher.take().map(Hasher::finish);
                if found != Some(self.fingerprint) {
                    // What cannot be removed is found again.
                    drop(fs::remove_file(&self.path));
                    return Err(io::Error::new(io::ErrorKind::InvalidData, "was damaged and is removed: run it again"));
                }
            }
            _ => {}
        }
        Ok(count)
    }
}

fn place(folder: &Path, key: &Key) -> PathBuf {
    let hex = key.hex();
    let (first, rest) = hex.split_at(2);
    folder.join(RESULTS).join(first).join(rest)
}

fn kept(path: &Path) -> Option<Kept> {
    let (size, fingerprint) = seal::read(&mut File::open(path).ok()?).ok()??;
    Some(Kept::new(Place::File(path.to_owned()), size, fingerprint))
}

/// Returns what a folder holds, sorted; nothing where there is no such folder.
fn list(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        entries => entries?,
    };
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
