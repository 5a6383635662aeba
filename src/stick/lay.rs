//! A copy onto a medium: what differs is written, what is right stays, what is not ours is kept.
//!
//! 1. Everything that stands there is listed; what has the right size is read, for it may be right already.
//! 2. What the medium cannot hold is told, all at once, before anything is written.
//! 3. A journal says which files are ours, the old and the new.
//! 4. Files are written some at a time under other names, settled on the medium, read back and held against the
//!    manifest; only then they get their names: what pages need before the pages, and the door last.
//! 5. What was ours and is gone is removed. The manifest comes last, then the journal goes.
//!
//! Wherever this is broken off, each file is the old or the new one, and the next run goes on from there.

use crate::output::{Facts, FileSystem, Medium, OutputError};
use crate::progress::{Progress, Stage};
use crate::sign::{SecretKey, SignError};
use crate::stick::journal::{JOURNAL, Journal, small};
use crate::stick::limits::{self, Step, Trouble};
use crate::stick::manifest::{Entry, LARGEST, MANIFEST, Manifest, is_about_the_copy};
use crate::stick::reading::holds;
use crate::stick::source::Source;
use crate::stick::writing::{Change, Laying};
use crate::tree::{OutPath, folders_of};
use std::collections::{BTreeMap, BTreeSet};

/// How many bytes are written before they are read back.
const BATCH: u64 = 64_000_000;

/// How many files are written before they are read back.
const BATCH_FILES: usize = 250;

/// What is to be laid.
#[derive(Clone, Copy)]
pub struct Copy<'a> {
    /// What the copy holds.
    pub manifest: &'a Manifest,
    /// Who vouches for it.
    pub signed: Signed<'a>,
}

/// Who vouches for a copy.
#[derive(Debug, Clone, Copy)]
pub enum Signed<'a> {
    /// Nobody.
    Not,
    /// Somebody did, and this is the signature's file.
    Already(&'a str),
    /// The owner of this key.
    With(&'a SecretKey),
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Laid {
    /// What is known of the medium.
    pub facts: Facts,
    /// How many files the copy has.
    pub files: usize,
    /// Their size in bytes.
    pub size: u64,
    /// How many were written, and read back.
    pub written: usize,
    /// How many bytes that were.
    pub bytes: u64,
    /// How many files of an earlier copy are gone.
    pub removed: usize,
    /// How many files there are somebody else's.
    pub theirs: usize,
    /// Whether an earlier run had been broken off.
    pub continued: bool,
}

/// Why a copy could not be laid.
#[derive(Debug, thiserror::Error)]
pub enum LayError {
    /// A source cannot be read, or the medium refuses.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// The medium cannot hold it; nothing was written.
    #[error("the medium cannot hold the copy: {0:?}")]
    Troubles(Vec<Trouble>),
    /// What was read back is not what was written: the medium is broken, or smaller than it says.
    #[error("{path}: was read back otherwise than it was written")]
    Unproven {
        /// The file.
        path: String,
    },
    /// Files that the source does not have are not right there.
    #[error("{0:?}: are not what they should be, and cannot be mended")]
    Damaged(Vec<String>),
    /// Nothing can be signed.
    #[error(transparent)]
    Sign(#[from] SignError),
}

/// What a medium holds of a copy.
pub(crate) struct Standing {
    /// The manifest's bytes.
    pub(crate) manifest: Option<Vec<u8>>,
    /// The files that it names; nothing where it is damaged.
    pub(crate) last: Option<Manifest>,
    /// What was on its way when it was broken off.
    pub(crate) journal: Option<Journal>,
    /// The size of every file, by path.
    pub(crate) there: BTreeMap<String, (u64, bool)>,
}

impl Standing {
    /// Looks at a medium.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn of(medium: &dyn Medium) -> Result<Self, OutputError> {
        let at = |path: &str| {
            let path = medium.place().join(path);
            move |source| OutputError::Disk { path, source }
        };
        let listed = medium.list().map_err(OutputError::at(medium.place()))?;
        let there = listed.into_iter().map(|found| (found.path, (found.size, found.is_plain))).collect();
        let manifest = small(medium, MANIFEST, LARGEST).map_err(at(MANIFEST))?;
        let last = manifest.as_deref().and_then(|bytes| Manifest::read(bytes).ok());
        // One that cannot be read was being written when the stick was pulled out: nothing had been done yet.
        let journal = small(medium, JOURNAL, LARGEST).ok().flatten().and_then(|bytes| Journal::read(&bytes));
        Ok(Self { manifest, last, journal, there })
    }

    fn is_ours(&self, path: &OutPath) -> bool {
        self.last.as_ref().is_some_and(|last| last.files.contains_key(path))
            || self.journal.as_ref().is_some_and(|journal| journal.ours.contains(path))
    }

    /// Returns every file that is ours.
    pub(super) fn ours(&self) -> BTreeSet<OutPath> {
        let last = self.last.iter().flat_map(|last| last.files.keys());
        last.chain(self.journal.iter().flat_map(|journal| &journal.ours)).cloned().collect()
    }

    /// Tells whether there was a copy whose manifest cannot be read any more: what stands in its places may be replaced.
    fn is_damaged(&self) -> bool {
        self.manifest.is_some() && self.last.is_none()
    }

    /// Returns the files that are somebody else's.
    pub(crate) fn theirs(&self) -> Vec<&str> {
        let theirs =
            |path: &&str| !is_about_the_copy(path) && !OutPath::new(path).is_some_and(|path| self.is_ours(&path));
        self.there.keys().map(String::as_str).filter(theirs).collect()
    }
}

/// Returns why `medium` could not take files of these names and sizes, as far as that is known before any is read.
///
/// # Errors
/// When it cannot be read.
pub fn foresee(medium: &dyn Medium, files: &[(&OutPath, u64)]) -> Result<Vec<Trouble>, OutputError> {
    let standing = Standing::of(medium)?;
    let facts = medium.facts();
    let mut troubles = limits::held(files.iter().copied(), &facts);
    let likely = |(path, size): &&(&OutPath, u64)| standing.there.get(path.as_str()) != Some(&(*size, true));
    let steps: Vec<Step> = files.iter().filter(likely).map(|(path, size)| step(&standing, path, *size)).collect();
    let news: BTreeSet<&OutPath> = files.iter().map(|(path, _)| *path).collect();
    let gone: u64 = standing.ours().iter().filter(|path| !news.contains(path)).map(|path| taken(&standing, path)).sum();
    troubles.extend(space(&steps, &facts, gone));
    Ok(troubles)
}

fn taken(standing: &Standing, path: &OutPath) -> u64 {
    standing.there.get(path.as_str()).map_or(0, |(size, _)| *size)
}

fn step(standing: &Standing, path: &OutPath, size: u64) -> Step {
    Step { new: size, old: taken(standing, path) }
}

/// Returns that there is not enough space, though `gone` bytes are removed first.
fn space(steps: &[Step], facts: &Facts, gone: u64) -> Option<Trouble> {
    let need = limits::needed(steps, BATCH.min(steps.iter().map(|step| step.new).sum()));
    let free = facts.free?.saturating_add(gone);
    (need > free).then_some(Trouble::Space { need, free })
}

/// Lays a copy onto `medium`.
///
/// # Errors
/// When the medium cannot hold it, the source cannot be read, the medium refuses, or what is read back is not what was
/// written. The last manifest then still stands, and the next run goes on.
pub fn lay(
    medium: &dyn Medium,
    copy: Copy<'_>,
    source: &dyn Source,
    progress: &dyn Progress,
) -> Result<Laid, LayError> {
    let standing = Standing::of(medium)?;
    let facts = medium.facts();
    let manifest = copy.manifest;
    let right = right(medium, manifest, &standing, progress)?;
    let mut wrong: Vec<(&OutPath, &Entry)> = manifest.files.iter().filter(|(path, _)| !right.contains(path)).collect();
    wrong.sort_by_key(|(path, _)| (place_in_order(path), path.as_str()));
    let wrong_paths: Vec<&OutPath> = wrong.iter().map(|(path, _)| *path).collect();
    let lacking = source.lacking(&wrong_paths, &right, progress)?;
    if !lacking.is_empty() {
        return Err(LayError::Damaged(lacking));
    }
    let gone: Vec<OutPath> = standing.ours().into_iter().filter(|path| !manifest.files.contains_key(path)).collect();
    let free: Vec<&OutPath> = gone.iter().filter(|path| !source.needs(path)).collect();
    let room = troubles(&standing, &facts, manifest, &wrong, &free)?;

    let laying = Laying { medium, manifest, source, progress };
    let bytes = manifest.bytes();
    let same = standing.manifest.as_deref() == Some(bytes.as_slice());
    let signature = laying.signature(copy.signed, &bytes, same)?;
    let there = |path: &OutPath| standing.there.contains_key(path.as_str());
    let removed = gone.iter().filter(|path| there(path)).count();
    let theirs = standing.theirs();
    let theirs =
        theirs.iter().filter(|path| !OutPath::new(path).is_some_and(|path| manifest.files.contains_key(&path)));
    let laid = Laid {
        files: manifest.files.len(),
        size: manifest.size(),
        written: wrong.len(),
        bytes: wrong.iter().map(|(_, entry)| entry.size).sum(),
        removed,
        theirs: theirs.count(),
        continued: standing.journal.is_some(),
        facts,
    };
    if same && wrong.is_empty() && gone.is_empty() && standing.journal.is_none() && signature == Change::Keep {
        return Ok(laid);
    }
    laying.begin(&standing)?;
    let blocking = Blocking::new(&wrong, laid.facts.kind);
    let (first, rest): (Vec<&OutPath>, Vec<&OutPath>) =
        gone.iter().partition(|path| !source.needs(path) && (room == Room::Made || blocking.is(path)));
    laying.remove(&first)?;
    progress.begin(Stage::Laying, laid.bytes.saturating_mul(2));
    let written = batches(&wrong).into_iter().try_for_each(|batch| laying.write(batch));
    progress.end();
    written?;
    if rest.iter().any(|path| source.needs(path)) {
        // What was made of these files must have its name for good before they go.
        laying.settle()?;
    }
    laying.remove(&rest)?;
    laying.finish(&bytes, signature)?;
    Ok(laid)
}

/// Returns the files that are right already.
fn right(
    medium: &dyn Medium,
    manifest: &Manifest,
    standing: &Standing,
    progress: &dyn Progress,
) -> Result<BTreeSet<OutPath>, LayError> {
    let likely: Vec<(&OutPath, &Entry)> = manifest
        .files
        .iter()
        .filter(|(path, entry)| standing.there.get(path.as_str()) == Some(&(entry.size, true)))
        .collect();
    progress.begin(Stage::Comparing, likely.iter().map(|(_, entry)| entry.size).sum());
    let mut right = BTreeSet::new();
    for (path, entry) in likely {
        // One that cannot be read is not right: it is written anew.
        if holds(medium, path.as_str(), entry.size, progress).is_ok_and(|held| held == Some(entry.sha256)) {
            right.insert(path.clone());
        }
    }
    progress.end();
    Ok(right)
}

/// Whether there is room for the new files beside those that are gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Room {
    /// There is.
    Enough,
    /// There is once these are removed.
    Made,
}

/// Makes sure that the medium can hold the copy.
fn troubles(
    standing: &Standing,
    facts: &Facts,
    manifest: &Manifest,
    wrong: &[(&OutPath, &Entry)],
    gone: &[&OutPath],
) -> Result<Room, LayError> {
    let mut troubles = limits::held(manifest.files.iter().map(|(path, entry)| (path, entry.size)), facts);
    // A file that nobody wrote down but that is right is as good as ours.
    let wrong_paths: BTreeSet<&OutPath> = wrong.iter().map(|(path, _)| *path).collect();
    let is_right = |path: &str| {
        OutPath::new(path).is_some_and(|path| manifest.files.contains_key(&path) && !wrong_paths.contains(&path))
    };
    let theirs: Vec<&str> = standing.theirs().into_iter().filter(|path| !is_right(path)).collect();
    for path in limits::in_the_way(manifest.files.keys(), &theirs, facts.kind) {
        let replaceable =
            standing.is_damaged() && OutPath::new(&path).is_some_and(|path| manifest.files.contains_key(&path));
        if !replaceable {
            troubles.push(Trouble::InTheWay { path });
        }
    }
    let steps: Vec<Step> = wrong.iter().map(|(path, entry)| step(standing, path, entry.size)).collect();
    let room = if space(&steps, facts, 0).is_some() { Room::Made } else { Room::Enough };
    troubles.extend(space(&steps, facts, gone.iter().map(|path| taken(standing, path)).sum()));
    if troubles.is_empty() { Ok(room) } else { Err(LayError::Troubles(troubles)) }
}

/// What pages need comes before the pages, and the door last.
fn place_in_order(path: &OutPath) -> u8 {
    match path.as_str() {
        door if !door.contains('/') => 3,
        index if index.ends_with("/index.html") => 2,
        page if page.ends_with(".html") => 1,
        _ => 0,
    }
}

/// Which old files must go before new ones can be written.
pub(crate) struct Blocking {
    kind: FileSystem,
    files: BTreeSet<String>,
    folders: BTreeSet<String>,
}

impl Blocking {
    pub(crate) fn new(new: &[(&OutPath, &Entry)], kind: FileSystem) -> Self {
        let paths = || new.iter().map(|(path, _)| *path);
        let folders = folders_of(paths()).iter().map(|folder| spelled(folder, kind)).collect();
        Self { kind, files: paths().map(|path| spelled(path, kind)).collect(), folders }
    }

    /// Tells whether an old file has the name of a new one in another case, or one of them stands where the other has
    /// a folder.
    pub(crate) fn is(&self, old: &OutPath) -> bool {
        let name = spelled(old, self.kind);
        let inside =
            folders_of(std::iter::once(old)).iter().any(|folder| self.files.contains(&spelled(folder, self.kind)));
        inside || self.files.contains(&name) || self.folders.contains(&name)
    }
}

/// Returns a path as the file system tells it apart from others.
fn spelled(path: &OutPath, kind: FileSystem) -> String {
    if kind.ignores_case() { path.as_str().to_ascii_lowercase() } else { path.to_string() }
}

/// Returns the files in groups that are written before any of them is read back.
fn batches<'a, 'b>(files: &'b [(&'a OutPath, &'a Entry)]) -> Vec<&'b [(&'a OutPath, &'a Entry)]> {
    let mut batches = Vec::new();
    let (mut begin, mut size) = (0, 0_u64);
    for (index, (_, entry)) in files.iter().enumerate() {
        size = size.saturating_add(entry.size);
        if size >= BATCH || index + 1 - begin >= BATCH_FILES {
            batches.push(&files[begin..=index]);
            (begin, size) = (index + 1, 0);
        }
    }
    if begin < files.len() {
        batches.push(&files[begin..]);
    }
    batches
}
