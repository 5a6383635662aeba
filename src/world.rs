//! The only door for reading: files, listings, the date.
//!
//! Everything above asks a [`World`]. A test gives a [`MemoryWorld`]; the program gives a [`DiskWorld`],
//! which never leaves the library: no absolute path, no `..`, no symbolic link out of the root.

mod listing;

use crate::fingerprint::Fingerprint;
use crate::span::SourcePath;
use crate::world::listing::{is_never_source, is_output};
use std::collections::BTreeMap;
use std::fs::{File, Metadata};
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};
use unicode_normalization::UnicodeNormalization;

/// The file that marks a folder as an output of ours: such a folder is never read as a source.
pub const OUTPUT_MARK: &str = ".alforja-output.json";

/// The file that says what a copy on a stick holds.
pub const COPY_MANIFEST: &str = "alforja-manifest.json";

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// The year.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Day {
    /// Returns the day in UTC, so many seconds after 1970-01-01.
    pub fn in_utc(seconds: u32) -> Self {
        Self::after_1970(seconds.into()).expect("a date after 1970 and before 2107")
    }

    /// Returns the day in UTC, so many seconds after 1970-01-01 (the algorithm `civil_from_days` of Howard Hinnant); nothing
    /// for a year that nobody counts.
    pub fn after_1970(seconds: u64) -> Option<Self> {
        let days = i64::try_from(seconds / 86_400).ok()? + 719_468;
        let (era, day_of_era) = (days / 146_097, days % 146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Some(Self { year: i32::try_from(year).ok()?, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? })
    }
}

/// A file of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands, in NFC.
    pub path: SourcePath,
    /// Its size in bytes.
    pub size: u64,
    /// When it was written last, in nanoseconds since 1970-01-01, where the disk tells.
    pub modified: Option<u64>,
}

/// Something that cannot be read: the environment's failure, not the author's.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {source}")]
pub struct ReadError {
    /// What was to be read.
    pub path: String,
    /// Why it cannot be.
    pub source: io::Error,
}

/// A file that can be read from any place: what stands in a film is found without reading the film.
pub trait Seekable: Read + Seek + Send {}

impl<T: Read + Seek + Send> Seekable for T {}

/// All that the stages may know of the outside.
pub trait World: Sync {
    /// Returns every file of the library, sorted by path. Hidden files and folders, `*.bak`, `target`, `node_modules`
    /// and outputs of ours are left out.
    ///
    /// # Errors
    /// When a folder cannot be read.
    fn list(&self) -> Result<Vec<Entry>, ReadError>;

    /// Returns what is known of one file without reading it.
    ///
    /// # Errors
    /// As for [`World::open`].
    fn entry(&self, path: &SourcePath) -> Result<Entry, ReadError>;

    /// Opens a file for reading.
    ///
    /// # Errors
    /// When the file is not there, cannot be read, or leads out of the library.
    fn open(&self, path: &SourcePath) -> Result<Box<dyn Read + Send>, ReadError>;

    /// Opens a file for reading here and there.
    ///
    /// # Errors
    /// As for [`World::open`].
    fn seek(&self, path: &SourcePath) -> Result<Box<dyn Seekable>, ReadError>;

    /// Returns where a file lies on the disk, for a program that reads it by itself.
    ///
    /// # Errors
    /// As for [`World::open`]; where there is no disk.
    fn locate(&self, path: &SourcePath) -> Result<PathBuf, ReadError> {
        Err(read_error(path, io::ErrorKind::Unsupported.into()))
    }

    /// Returns a file's bytes.
    ///
    /// # Errors
    /// As for [`World::open`].
    fn read(&self, path: &SourcePath) -> Result<Vec<u8>, ReadError> {
        let mut bytes = Vec::new();
        self.open(path)?.read_to_end(&mut bytes).map_err(|source| read_error(path, source))?;
        Ok(bytes)
    }

    /// Returns the bytes of a file that was listed, at most `most` of them.
    ///
    /// # Errors
    /// As for [`World::open`].
    fn read_listed(&self, entry: &Entry, most: u64) -> Result<Vec<u8>, ReadError> {
        read_at_most(self.open(&entry.path)?, entry, most)
    }

    /// Returns the fingerprint of a file's bytes, in constant memory.
    ///
    /// # Errors
    /// As for [`World::open`].
    fn fingerprint(&self, path: &SourcePath) -> Result<Fingerprint, ReadError> {
        Fingerprint::of_reader(&mut *self.open(path)?).map_err(|source| read_error(path, source))
    }

    /// Returns the day that outputs may carry, where one is given (`SOURCE_DATE_EPOCH`, `--date`).
    fn today(&self) -> Option<Day>;
}

fn read_error(path: &SourcePath, source: io::Error) -> ReadError {
    ReadError { path: path.to_string(), source }
}

/// Returns at most `most` bytes of `reader`, of which `entry` knows how many there are.
fn read_at_most(reader: impl Read, entry: &Entry, most: u64) -> Result<Vec<u8>, ReadError> {
    // One more, so that the end is met without asking for room again.
    let room = usize::try_from(entry.size.min(most)).unwrap_or(0) + 1;
    let mut bytes = Vec::with_capacity(room);
    reader.take(most).read_to_end(&mut bytes).map_err(|source| read_error(&entry.path, source))?;
    Ok(bytes)
}

/// What tells a folder from another one that takes its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    /// The numbers of the disk and of the folder on it, where there are such.
    number: (u64, u64),
    /// When it was made, in nanoseconds since 1970-01-01, where the disk tells.
    created: Option<u64>,
}

/// A folder on the disk.
#[derive(Debug, Clone)]
pub struct DiskWorld {
    root: PathBuf,
    today: Option<Day>,
}

impl DiskWorld {
    /// Returns the library in `root`.
    ///
    /// # Errors
    /// When `root` is no folder that can be read.
    pub fn new(root: &Path, today: Option<Day>) -> Result<Self, ReadError> {
        let failed = |source| ReadError { path: root.display().to_string(), source };
        let canonical = root.canonicalize().map_err(failed)?;
        if !canonical.is_dir() {
            return Err(failed(io::Error::from(io::ErrorKind::NotADirectory)));
        }
        Ok(Self { root: canonical, today })
    }

    /// Returns the library's folder, with every link on the way to it followed.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns what tells the library's folder from another one that takes its place; nothing where there is none.
    pub fn identity(&self) -> Option<Identity> {
        let metadata = self.root.metadata().ok().filter(Metadata::is_dir)?;
        #[cfg(unix)]
        let number = (std::os::unix::fs::MetadataExt::dev(&metadata), std::os::unix::fs::MetadataExt::ino(&metadata));
        #[cfg(not(unix))]
        let number = (0, 0);
        let created = metadata.created().ok().and_then(since_1970);
        Some(Identity { number, created })
    }

    /// Returns which source stands at `place` or would stand there; nothing for what [`World::list`] leaves out.
    pub fn source_at(&self, place: &Path) -> Option<SourcePath> {
        let relative = place.strip_prefix(&self.root).ok()?;
        let mut folder = self.root.clone();
        let mut parts = relative.components().peekable();
        while let Some(part) = parts.next() {
            let name = part.as_os_str().to_string_lossy();
            folder.push(part);
            if is_never_source(&name) || (parts.peek().is_some() && is_output(&name, &folder)) {
                return None;
            }
        }
        Some(SourcePath::new(&relative.to_string_lossy().nfc().collect::<String>()))
    }

    /// Tells whether the library lies on a share of the network, of whose changes the system may not hear.
    pub fn is_on_network(&self) -> bool {
        // Linux: proc_pid_mounts(5); the last mount that holds the folder is the one that is seen.
        let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap_or_default();
        let kind = mounts.lines().filter_map(|line| {
            let mut words = line.split(' ').skip(1);
            let (place, kind) = (words.next()?.replace("\\040", " "), words.next()?);
            self.root.starts_with(&place).then_some((place.len(), kind))
        });
        let kind = kind.max_by_key(|(length, _)| *length).map_or("", |(_, kind)| kind);
        let share =
            ["nfs", "cifs", "smb", "9p", "sshfs", "fuse.sshfs", "fuse.rclone", "vboxsf", "prl_fs", "afs", "ncpfs"];
        let named = self.root.to_string_lossy();
        share.iter().any(|name| kind.starts_with(name)) || named.starts_with(r"\\?\UNC\") || named.starts_with(r"\\wsl")
    }

    /// Returns where a file of the library really stands.
    fn find(&self, path: &SourcePath) -> Result<PathBuf, ReadError> {
        let failed = |source| read_error(path, source);
        let inside =
            SourcePath::new("").resolve(path.as_str()).ok_or_else(|| failed(io::ErrorKind::NotFound.into()))?;
        let wanted = self.root.join(inside.as_str());
        // A disk may keep the name in another normal form than ours: macOS writes NFD.
        let found = wanted
            .canonicalize()
            .or_else(|_| self.root.join(inside.as_str().nfd().collect::<String>()).canonicalize())
            .map_err(failed)?;
        if !found.starts_with(&self.root) {
            return Err(failed(io::ErrorKind::PermissionDenied.into()));
        }
        Ok(found)
    }

    fn file(&self, path: &SourcePath) -> Result<File, ReadError> {
        File::open(self.find(path)?).map_err(|source| read_error(path, source))
    }
}

impl World for DiskWorld {
    fn list(&self) -> Result<Vec<Entry>, ReadError> {
        listing::list(&self.root)
    }

    fn entry(&self, path: &SourcePath) -> Result<Entry, ReadError> {
        let metadata = self.find(path)?.metadata().map_err(|source| read_error(path, source))?;
        Ok(Entry { path: path.clone(), size: metadata.len(), modified: modified(&metadata) })
    }

    fn open(&self, path: &SourcePath) -> Result<Box<dyn Read + Send>, ReadError> {
        Ok(Box::new(self.file(path)?))
    }

    fn read_listed(&self, entry: &Entry, most: u64) -> Result<Vec<u8>, ReadError> {
        // The folders of what was listed are no links, so only the file itself may lead elsewhere.
        let place = self.root.join(entry.path.as_str());
        match place.symlink_metadata() {
            Ok(found) if found.is_file() => {
                let file = File::open(&place).map_err(|source| read_error(&entry.path, source))?;
                read_at_most(file, entry, most)
            }
            _ => read_at_most(self.file(&entry.path)?, entry, most),
        }
    }

    fn seek(&self, path: &SourcePath) -> Result<Box<dyn Seekable>, ReadError> {
        Ok(Box::new(self.file(path)?))
    }

    fn locate(&self, path: &SourcePath) -> Result<PathBuf, ReadError> {
        self.find(path)
    }

    fn today(&self) -> Option<Day> {
        self.today
    }
}

fn modified(metadata: &Metadata) -> Option<u64> {
    metadata.modified().ok().and_then(since_1970)
}

/// Returns a time in nanoseconds since 1970-01-01.
fn since_1970(time: SystemTime) -> Option<u64> {
    u64::try_from(time.duration_since(UNIX_EPOCH).ok()?.as_nanos()).ok()
}

/// A library in memory, for tests.
#[derive(Debug, Clone, Default)]
pub struct MemoryWorld {
    files: BTreeMap<SourcePath, Vec<u8>>,
}

impl MemoryWorld {
    /// Returns a library of these files.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        Self { files: files.into_iter().map(|(path, bytes)| (SourcePath::new(path), bytes.to_vec())).collect() }
    }

    fn cursor(&self, path: &SourcePath) -> Result<io::Cursor<Vec<u8>>, ReadError> {
        let bytes = self.files.get(path).ok_or_else(|| read_error(path, io::ErrorKind::NotFound.into()))?;
        Ok(io::Cursor::new(bytes.clone()))
    }
}

impl World for MemoryWorld {
    fn list(&self) -> Result<Vec<Entry>, ReadError> {
        Ok(self.files.iter().map(|(path, bytes)| entry(path, bytes)).collect())
    }

    fn entry(&self, path: &SourcePath) -> Result<Entry, ReadError> {
        let bytes = self.files.get(path).ok_or_else(|| read_error(path, io::ErrorKind::NotFound.into()))?;
        Ok(entry(path, bytes))
    }

    fn open(&self, path: &SourcePath) -> Result<Box<dyn Read + Send>, ReadError> {
        Ok(Box::new(self.cursor(path)?))
    }

    fn seek(&self, path: &SourcePath) -> Result<Box<dyn Seekable>, ReadError> {
        Ok(Box::new(self.cursor(path)?))
    }

    fn today(&self) -> Option<Day> {
        None
    }
}

fn entry(path: &SourcePath, bytes: &[u8]) -> Entry {
    Entry { path: path.clone(), size: bytes.len() as u64, modified: None }
}

#[cfg(test)]
mod tests {
    use super::{Day, DiskWorld, World};
    use crate::span::SourcePath;

    #[test]
    fn days_are_those_of_the_calendar() {
        let day = |year, month, day| Day { year, month, day };
        assert_eq!(Day::in_utc(0), day(1970, 1, 1));
        assert_eq!(Day::in_utc(951_782_400), day(2000, 2, 29));
        assert_eq!(Day::in_utc(1_795_391_999), day(2026, 11, 22));
        assert_eq!(Day::in_utc(u32::MAX), day(2106, 2, 7));
    }

    #[test]
    fn nothing_outside_the_library_is_read() {
        let outer = tempfile::tempdir().unwrap();
        let root = outer.path().join("library");
        std::fs::create_dir(&root).unwrap();
        std::fs::write(outer.path().join("secret.md"), "secret").unwrap();
        std::fs::write(root.join("a.md"), "a").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(outer.path().join("secret.md"), root.join("link.md")).unwrap();
        let world = DiskWorld::new(&root, None).unwrap();
        let paths: Vec<String> = world.list().unwrap().iter().map(|entry| entry.path.to_string()).collect();
        assert_eq!(paths, ["a.md"]);
        assert!(world.open(&SourcePath::new("link.md")).is_err());
        assert!(world.open(&SourcePath::new("../secret.md")).is_err());
        assert!(world.entry(&SourcePath::new("link.md")).is_err());
        assert_eq!(world.read(&SourcePath::new("a.md")).unwrap(), b"a");
        let entry = world.entry(&SourcePath::new("a.md")).unwrap();
        assert_eq!(world.list().unwrap(), std::slice::from_ref(&entry));
        assert!(entry.modified.is_some());
    }
}
