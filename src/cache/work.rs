//! The folder that one process works in, until it ends.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

/// A file in each process's folder: locked as long as the process lives.
const LOCK: &str = "lock";

/// How often a folder may be taken from us while we make it.
const MOST: u32 = 100;

/// A folder of our own below `work/`.
#[derive(Debug)]
pub(crate) struct Work {
    folder: PathBuf,
    /// Open as long as we live.
    _lock: File,
    next: AtomicU64,
}

impl Work {
    /// Makes one in the store's folder `root`, and removes those of processes that are no more.
    ///
    /// # Errors
    /// When the disk refuses.
    pub(crate) fn begin(root: &Path) -> io::Result<Self> {
        fs::create_dir_all(root)?;
        let ignore = root.join(".gitignore");
        if !ignore.exists() {
            fs::write(ignore, "*\n")?;
        }
        let all = root.join("work");
        fs::create_dir_all(&all)?;
        sweep(&all);
        for _ in 0..MOST {
            // A name is never used twice: whoever sweeps knows a folder by its name alone, and is late now and then.
            let folder = all.join(format!("{}-{:016x}", process::id(), RandomState::new().hash_one(&all)));
            match fs::create_dir(&folder) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                made => made?,
            }
            let lock = OpenOptions::new().write(true).create_new(true).open(folder.join(LOCK))?;
            // Whoever sweeps at this moment may have taken it for one that was left: then the next one is ours.
            if lock.try_lock().is_ok() && folder.join(LOCK).exists() {
                return Ok(Self { folder, _lock: lock, next: AtomicU64::new(0) });
            }
        }
        Err(io::Error::from(io::ErrorKind::AlreadyExists))
    }

    /// Returns our folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns a path that nobody else works at.
    pub(crate) fn path(&self) -> PathBuf {
        self.folder.join(self.next.fetch_add(1, Ordering::Relaxed).to_string())
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        // What stays is swept by the next process.
        drop(fs::remove_dir_all(&self.folder));
    }
}

/// Tells whether a process works in the store's folder `root`, in another folder than `own`.
pub(crate) fn is_busy(root: &Path, own: Option<&Path>) -> bool {
    let Ok(folders) = fs::read_dir(root.join("work")) else { return false };
    folders.flatten().filter(|folder| Some(folder.path().as_path()) != own).any(|folder| {
        let lock = OpenOptions::new().write(true).open(folder.path().join(LOCK));
        lock.is_ok_and(|lock| matches!(lock.try_lock(), Err(TryLockError::WouldBlock)))
    })
}

/// Removes the folders of processes that are no more. What cannot be removed stays for the next time.
fn sweep(all: &Path) {
    let Ok(folders) = fs::read_dir(all) else { return };
    for folder in folders.flatten() {
        let Ok(lock) = OpenOptions::new().write(true).open(folder.path().join(LOCK)) else { continue };
        match lock.try_lock() {
            Ok(()) => drop(fs::remove_dir_all(folder.path())),
            Err(TryLockError::WouldBlock | TryLockError::Error(_)) => {}
        }
    }
}
