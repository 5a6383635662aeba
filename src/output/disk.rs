//! A folder of a disk or a stick as a [`Medium`].
//!
//! What is read back comes from the stick itself as far as the system lets us ask for that: files are written through
//! (`fsync`), then, on Linux, the memory that they went through is given back (`posix_fadvise`, `DONTNEED`), and they are
//! opened anew. Elsewhere the system may answer from its memory; then reading back proves that the right bytes were
//! handed over, and [`crate::stick`]'s `verify` after the stick was taken out and put in again proves the rest.

use crate::output::medium::{Carrier, Facts, FileSystem, Found, Medium};
use crate::world::Seekable;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use sysinfo::{DiskRefreshKind, Disks};

/// A folder.
#[derive(Debug)]
pub struct Disk {
    folder: PathBuf,
    /// What the file system is taken for, where it is not asked.
    assumed: Option<String>,
    /// Whether all that is written on its file system is most likely ours: a stick writes its table of files once for all
    /// of them instead of once a file.
    is_stick: bool,
}

impl Disk {
    /// Returns the folder, which is there. With `assumed` its file system is taken for that one: what is laid into a
    /// folder today is copied onto a stick tomorrow.
    ///
    /// # Errors
    /// When there is no such folder.
    pub fn open(folder: &Path, assumed: Option<&str>) -> io::Result<Self> {
        if !fs::metadata(folder)?.is_dir() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        let mut disk = Self { folder: folder.to_owned(), assumed: assumed.map(str::to_owned), is_stick: false };
        let disks = disks();
        let kind = disk.disk(&disks).map(|disk| FileSystem::named(&disk.file_system().to_string_lossy()));
        disk.is_stick = matches!(kind, Some(FileSystem::Fat | FileSystem::ExFat));
        Ok(disk)
    }

    /// Returns where it really is, every link followed: two names of one folder are told apart from two folders.
    pub fn settled(&self) -> PathBuf {
        self.folder.canonicalize().unwrap_or_else(|_| self.folder.clone())
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }
}

impl Carrier for Disk {
    fn place(&self) -> &Path {
        &self.folder
    }

    fn list(&self) -> io::Result<Vec<Found>> {
        let mut found = Vec::new();
        let mut folders = vec![(self.folder.clone(), String::new())];
        while let Some((folder, path)) = folders.pop() {
            let entries = match fs::read_dir(&folder) {
                // Systems keep folders on sticks that nobody may look into (`System Volume Information`).
                Err(error) if error.kind() == io::ErrorKind::PermissionDenied && !path.is_empty() => continue,
                other => other?,
            };
            for entry in entries {
                let entry = entry?;
                let path = format!("{path}{}", entry.file_name().to_string_lossy());
                let kind = entry.file_type()?;
                if kind.is_dir() {
                    folders.push((entry.path(), format!("{path}/")));
                } else {
                    let size = if kind.is_file() { entry.metadata()?.len() } else { 0 };
                    found.push(Found { path, size, is_plain: kind.is_file() });
                }
            }
        }
        found.sort();
        Ok(found)
    }

    fn read(&self, path: &str, take: &mut dyn FnMut(&mut dyn Read) -> io::Result<()>) -> io::Result<()> {
        let place = self.at(path);
        if !fs::symlink_metadata(&place)?.is_file() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mut file = File::open(place)?;
        forget(&file);
        take(&mut file)
    }
}

impl Medium for Disk {
    fn facts(&self) -> Facts {
        let disks = disks();
        let disk = self.disk(&disks);
        let told = disk.map(|disk| disk.file_system().to_string_lossy().into_owned());
        let name = self.assumed.clone().or(told).filter(|name| !name.is_empty());
        Facts {
            kind: name.as_deref().map_or(FileSystem::Other, FileSystem::named),
            name,
            free: disk.map(sysinfo::Disk::available_space),
            is_read_only: disk.is_some_and(sysinfo::Disk::is_read_only),
        }
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Seekable + '_>> {
        let place = self.at(path);
        if !fs::symlink_metadata(&place)?.is_file() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(Box::new(File::open(place)?))
    }

    fn make_folder(&self, path: &str) -> io::Result<()> {
        fs::create_dir_all(self.at(path))
    }

    fn write(&self, path: &str, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        let mut writer = BufWriter::with_capacity(256 * 1024, File::create(self.at(path))?);
        fill(&mut writer)?;
        writer.flush()
    }

    fn settle(&self, paths: &[String]) -> io::Result<()> {
        if paths.len() > 1 && self.is_stick {
            return self.settle_all();
        }
        paths.iter().try_for_each(|path| File::options().write(true).open(self.at(path))?.sync_all())
    }

    #[cfg(target_os = "linux")]
    fn settle_all(&self) -> io::Result<()> {
        let folder = File::open(&self.folder)?;
        if self.is_stick { Ok(rustix::fs::syncfs(folder)?) } else { folder.sync_all() }
    }

    #[cfg(not(target_os = "linux"))]
    fn settle_all(&self) -> io::Result<()> {
        // Not every system opens folders; those that do not write names through at once.
        File::open(&self.folder).map_or(Ok(()), |folder| folder.sync_all().or(Ok(())))
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        fs::rename(self.at(from), self.at(to))
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        match fs::remove_file(self.at(path)) {
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(()),
            other => other,
        }
    }

    fn remove_folder(&self, path: &str) {
        // One that is not empty is not ours alone, and stays.
        drop(fs::remove_dir(self.at(path)));
    }
}

impl Disk {
    fn disk<'a>(&self, disks: &'a Disks) -> Option<&'a sysinfo::Disk> {
        let place = plain(&self.settled());
        let holds = |disk: &&sysinfo::Disk| place.starts_with(plain(disk.mount_point()));
        disks.list().iter().filter(holds).max_by_key(|disk| disk.mount_point().as_os_str().len())
    }
}

fn disks() -> Disks {
    Disks::new_with_refreshed_list_specifics(DiskRefreshKind::nothing().with_storage())
}

/// Lets the system forget what it remembers of a file, so that it is read from the disk.
#[cfg(target_os = "linux")]
fn forget(file: &File) {
    // Where it does not, it is read from memory; nothing else depends on it.
    rustix::fs::fadvise(file, 0, None, rustix::fs::Advice::DontNeed).ok();
}

#[cfg(not(target_os = "linux"))]
fn forget(_file: &File) {}

/// Returns a path without what Windows puts before paths without links: `\\?\E:\` is `E:\`.
fn plain(path: &Path) -> PathBuf {
    path.to_str().and_then(|path| path.strip_prefix(r"\\?\")).map_or_else(|| path.to_owned(), PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::Disk;
    use crate::output::medium::{Carrier, FileSystem, Medium};
    use std::fs;
    use std::path::Path;

    #[test]
    fn a_folder_is_listed_with_its_links_but_not_through_them() {
        let place = tempfile::tempdir().unwrap();
        fs::create_dir_all(place.path().join("a/b")).unwrap();
        fs::write(place.path().join("a/b/c.txt"), "text").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("/etc", place.path().join("a/link")).unwrap();
        let disk = Disk::open(place.path(), None).unwrap();
        let found: Vec<(String, u64, bool)> =
            disk.list().unwrap().into_iter().map(|found| (found.path, found.size, found.is_plain)).collect();
        assert_eq!(found[0], ("a/b/c.txt".to_owned(), 4, true));
        #[cfg(unix)]
        {
            assert_eq!(found[1], ("a/link".to_owned(), 0, false));
            assert!(disk.read("a/link", &mut |_| Ok(())).is_err());
        }
    }

    #[test]
    fn the_file_system_is_told_or_assumed() {
        let place = tempfile::tempdir().unwrap();
        let facts = Disk::open(place.path(), Some("fat32")).unwrap().facts();
        assert_eq!((facts.kind, facts.name.as_deref()), (FileSystem::Fat, Some("fat32")));
        assert!(facts.free.is_some_and(|free| free > 0), "{facts:?}");
        assert!(Disk::open(Path::new("/no such folder"), None).is_err());
    }
}
