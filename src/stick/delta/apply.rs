//! A delta is opened and applied.
//!
//! Nothing of it is believed: the manifest must be what it says it leads to, recipes may name only old files that last
//! and bytes that those have, and whatever comes out is held against the manifest before it gets its name.

use crate::fingerprint::Fingerprint;
use crate::output::{Archive, Medium, OutputError};
use crate::progress::{Progress, Stage};
use crate::sign::PublicKey;
use crate::stick::delta::lasting::Lasting;
use crate::stick::delta::recipe::{Record, head, record};
use crate::stick::delta::{DELTA, DeltaError, Ends, FILES, FORM, FORM_WITH_PIECES, recipe_path};
use crate::stick::lay::Standing;
use crate::stick::manifest::{LARGEST, MANIFEST, Manifest, ManifestError, SIGNATURE};
use crate::stick::reading::holds;
use crate::stick::source::{Source, ZipSource, gone};
use crate::stick::verify::VerifyingError;
use crate::stick::{Copy, Laid, LayError, Signed, lay};
use crate::tree::OutPath;
use crate::world::Seekable;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufReader, Read, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// How many bytes are copied at once.
const PIECE: usize = 256 * 1024;

/// A delta that was opened.
pub struct Delta {
    place: PathBuf,
    form: u32,
    from: Fingerprint,
    to: Fingerprint,
    manifest: Manifest,
    signature: Option<String>,
}

impl Delta {
    /// Opens the zip `file`; with `key` it is taken only if that key's owner signed the new copy.
    ///
    /// # Errors
    /// When it is no delta, damaged, or not signed with that key.
    pub fn open(file: &Path, key: Option<&PublicKey>) -> Result<Self, DeltaError> {
        let mut archive = Archive::open(file).map_err(|_| DeltaError::NoDelta)?;
        let mut read = |name: &str, most: u64| archive.read(name, most).map_err(|_| DeltaError::NoDelta);
        let ends: Ends = serde_json::from_slice(&read(DELTA, 4096)?).map_err(|_| DeltaError::NoDelta)?;
        if ![FORM, FORM_WITH_PIECES].contains(&ends.form) {
            return Err(DeltaError::OtherForm(ends.form));
        }
        let bytes = read(MANIFEST, LARGEST)?;
        let signature = read(SIGNATURE, 4096).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let ends_of = |hex: &str| Fingerprint::from_hex(hex).ok_or(DeltaError::NoDelta);
        let (from, to) = (ends_of(&ends.from)?, ends_of(&ends.to)?);
        if to != Fingerprint::of(&bytes) {
            return Err(DeltaError::NoDelta);
        }
        if let Some(key) = key {
            let signature = signature.as_deref().ok_or(DeltaError::NotSigned(None))?;
            key.verify(&bytes, signature).map_err(|error| DeltaError::NotSigned(Some(error)))?;
        }
        let manifest = Manifest::read(&bytes).map_err(|error: ManifestError| VerifyingError::from(error))?;
        // What is written must be what was signed, to the byte.
        if manifest.bytes() != bytes {
            return Err(DeltaError::NoDelta);
        }
        Ok(Self { place: file.to_owned(), form: ends.form, from, to, manifest, signature })
    }

    /// Returns what the new copy holds.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Brings the copy on `medium` up to date.
    ///
    /// # Errors
    /// When another copy stands there, or one with files that are not right and that the delta does not bring; when the
    /// delta brings something else than it should; when the medium refuses.
    pub fn apply(&self, medium: &dyn Medium, progress: &dyn Progress) -> Result<Laid, DeltaError> {
        let standing = Standing::of(medium)?;
        let last = standing.manifest.as_deref().ok_or(VerifyingError::NoManifest)?;
        let id = Fingerprint::of(last);
        let begun = standing.journal.as_ref().is_some_and(|journal| journal.to == self.to);
        let expected = if begun { [self.from, self.to].contains(&id) } else { id == self.from || id == self.to };
        // Another version was begun here: what stands there is something between three of them.
        let other = standing.journal.is_some() && !begun;
        if !expected || other {
            return Err(DeltaError::OtherCopy { id, from: self.from, to: self.to });
        }
        let before = Manifest::read(last).map_err(VerifyingError::from)?;
        let source = self.carried(medium, &before, id)?;
        let signed = match &self.signature {
            Some(text) => Signed::Already(text),
            None => Signed::Not,
        };
        lay(medium, Copy { manifest: &self.manifest, signed }, &source, progress).map_err(|error| match error {
            LayError::Output(OutputError::Changed { path }) => DeltaError::Broken(path),
            error => error.into(),
        })
    }

    /// Returns where the new files come from, of which `before` is what stood on `medium`. Each medium reads the zip by
    /// itself, so that none waits for another.
    fn carried<'a>(
        &'a self,
        medium: &'a dyn Medium,
        before: &'a Manifest,
        id: Fingerprint,
    ) -> Result<Carried<'a>, DeltaError> {
        let files = ZipSource::new(Archive::open(&self.place).map_err(|_| DeltaError::NoDelta)?, FILES);
        let after = &self.manifest;
        let (moved, recipes, needed) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
        let mut carried = Carried { files, moved, recipes, needed, medium, before, after };
        if id != self.from {
            return Ok(carried);
        }
        let lasting = Lasting::new(before, &self.manifest);
        carried.moved = lasting.moved(&self.manifest);
        if self.form == FORM_WITH_PIECES {
            for path in self.manifest.files.keys() {
                let Some(sources) = carried.head(path)? else { continue };
                if !sources.iter().all(|old| lasting.serves(old, path)) {
                    return Err(DeltaError::Broken(path.to_string()));
                }
                carried.recipes.insert(path.clone(), sources);
            }
        }
        carried.needed = carried.moved.values().chain(carried.recipes.values().flatten()).cloned().collect();
        Ok(carried)
    }
}

/// The files of a delta, and those that are made of what the old copy has.
struct Carried<'a> {
    files: ZipSource,
    /// Which old file each of these is.
    moved: BTreeMap<OutPath, OutPath>,
    /// Which old files each of these is made of.
    recipes: BTreeMap<OutPath, Vec<OutPath>>,
    /// All of these old files.
    needed: BTreeSet<OutPath>,
    medium: &'a dyn Medium,
    before: &'a Manifest,
    after: &'a Manifest,
}

impl Source for Carried<'_> {
    fn has(&self, path: &OutPath) -> bool {
        self.files.has(path) || self.recipes.contains_key(path) || self.moved.contains_key(path)
    }

    fn needs(&self, path: &OutPath) -> bool {
        self.needed.contains(path)
    }

    /// Reads the old files that others are made of, unless they were read already.
    fn lacking(
        &self,
        wrong: &[&OutPath],
        right: &BTreeSet<OutPath>,
        progress: &dyn Progress,
    ) -> Result<Vec<String>, OutputError> {
        let mut lacking: Vec<String> =
            wrong.iter().filter(|path| !self.has(path)).map(|path| path.to_string()).collect();
        let made = wrong.iter().filter(|path| !self.files.has(path));
        let needed: BTreeSet<&OutPath> = made.flat_map(|path| self.sources(path)).collect();
        let is_known =
            |path: &OutPath| right.contains(path) && self.before.files.get(path) == self.after.files.get(path);
        let unknown: Vec<&OutPath> = needed.into_iter().filter(|path| !is_known(path)).collect();
        progress.begin(Stage::Comparing, unknown.iter().map(|path| self.before.files[*path].size).sum());
        for path in unknown {
            let entry = self.before.files[path];
            let held = holds(self.medium, path.as_str(), entry.size, progress);
            if !held.is_ok_and(|held| held == Some(entry.sha256)) {
                lacking.push(path.to_string());
            }
        }
        progress.end();
        lacking.sort();
        lacking.dedup();
        Ok(lacking)
    }

    fn copy(&self, path: &OutPath, writer: &mut dyn Write) -> Result<(), OutputError> {
        if self.files.has(path) {
            return self.files.copy(path, writer);
        }
        if let Some(sources) = self.recipes.get(path) {
            return self.make(path, sources, writer);
        }
        let old = self.moved.get(path).ok_or_else(|| gone(path))?;
        let read = self.medium.read(old.as_str(), &mut |reader| io::copy(reader, writer).map(drop));
        read.map_err(OutputError::at(&self.medium.place().join(old.as_str())))
    }
}

impl Carried<'_> {
    /// Returns the old files that a new one is made of.
    fn sources(&self, path: &OutPath) -> &[OutPath] {
        match (self.recipes.get(path), self.moved.get(path)) {
            (Some(sources), _) => sources,
            (None, Some(old)) => std::slice::from_ref(old),
            (None, None) => &[],
        }
    }

    /// Returns which old files the recipe of a file names; nothing where there is none.
    fn head(&self, path: &OutPath) -> Result<Option<Vec<OutPath>>, DeltaError> {
        let entry = recipe_path(path);
        if !self.files.has_entry(entry.as_str()) {
            return Ok(None);
        }
        let mut sources = None;
        let read = self.files.entry(entry.as_str(), &mut |reader| {
            sources = Some(head(&mut BufReader::new(reader), self.before.files.len()));
            Ok(())
        });
        match (read, sources) {
            (Ok(()), Some(Ok(sources))) => Ok(Some(sources)),
            _ => Err(DeltaError::Broken(path.to_string())),
        }
    }

    /// Writes a file after its recipe.
    fn make(&self, path: &OutPath, sources: &[OutPath], writer: &mut dyn Write) -> Result<(), OutputError> {
        self.files.entry(recipe_path(path).as_str(), &mut |reader| {
            let mut reader = BufReader::with_capacity(PIECE, reader);
            let broken = |_| gone(path);
            let place = self.medium.place().join(path.as_str());
            let mut buffer = vec![0; PIECE];
            head(&mut reader, sources.len()).map_err(broken)?;
            let mut open: Option<(usize, Box<dyn Seekable + '_>)> = None;
            while let Some(record) = record(&mut reader, sources.len()).map_err(broken)? {
                match record {
                    Record::Carried(size) => pass((&mut reader, &broken), size, (writer, &place), &mut buffer)?,
                    Record::Reused { source, from, size } => {
                        let old = &sources[source];
                        let there = self.before.files.get(old).map_or(0, |entry| entry.size);
                        if from.checked_add(size).is_none_or(|end| end > there) {
                            return Err(gone(path));
                        }
                        let at = self.medium.place().join(old.as_str());
                        let refused = |source| OutputError::Disk { path: at.clone(), source };
                        let mut file = match open.take() {
                            Some((number, file)) if number == source => file,
                            _ => self.medium.open(old.as_str()).map_err(refused)?,
                        };
                        file.seek(SeekFrom::Start(from)).map_err(refused)?;
                        pass((&mut file, &refused), size, (writer, &place), &mut buffer)?;
                        open = Some((source, file));
                    }
                }
            }
            Ok(())
        })
    }
}

/// Writes the next `size` bytes of a reader through `buffer`; `unread` says what it is that cannot be read.
fn pass(
    (reader, unread): (&mut dyn Read, &dyn Fn(io::Error) -> OutputError),
    size: u64,
    (writer, place): (&mut dyn Write, &Path),
    buffer: &mut [u8],
) -> Result<(), OutputError> {
    let mut left = size;
    while left > 0 {
        let most = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let count = match reader.read(&mut buffer[..most]) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Ok(0) => return Err(unread(io::ErrorKind::UnexpectedEof.into())),
            other => other.map_err(unread)?,
        };
        writer.write_all(&buffer[..count]).map_err(OutputError::at(place))?;
        left -= count as u64;
    }
    Ok(())
}
