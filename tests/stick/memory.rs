//! A stick in memory that can be full, read-only, broken, or pulled out at any moment.

use alforja::output::{Carrier, Facts, FileSystem, Found, Medium};
use alforja::world::Seekable;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor, ErrorKind, Read, Write};
use std::path::Path;
use std::sync::Mutex;

/// A stick.
#[derive(Default)]
pub(crate) struct MemoryStick {
    state: Mutex<State>,
    pub(crate) facts: Facts,
}

#[derive(Clone, Default)]
struct State {
    files: BTreeMap<String, File>,
    folders: BTreeSet<String>,
    /// The names that were given and are not on the stick yet: from which one, to which, and what had it before.
    renamed: Vec<(String, String, Option<File>)>,
    /// How many more things are done before it is pulled out.
    left: Option<usize>,
    /// Every byte that is written comes back as another from here on.
    lies_from: Option<u64>,
    written: u64,
    /// How many things were done.
    steps: usize,
}

#[derive(Clone, Default)]
struct File {
    bytes: Vec<u8>,
    settled: bool,
}

impl State {
    fn step(&mut self) -> io::Result<()> {
        self.steps += 1;
        match &mut self.left {
            Some(0) => Err(ErrorKind::NotConnected.into()),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn size(&self) -> u64 {
        self.files.values().map(|file| file.bytes.len() as u64).sum()
    }
}

impl MemoryStick {
    pub(crate) fn of(kind: FileSystem) -> Self {
        Self { facts: Facts { kind, ..Facts::default() }, ..Self::default() }
    }

    /// Returns the same stick with all that is on it.
    pub(crate) fn copied(&self) -> Self {
        Self { state: Mutex::new(self.state.lock().unwrap().clone()), facts: self.facts.clone() }
    }

    /// Lets it be pulled out after so many things were done.
    pub(crate) fn pull_out_after(&self, steps: usize) {
        self.state.lock().unwrap().left = Some(steps);
    }

    /// Lets it give back other bytes than the ones written, once so many were.
    pub(crate) fn lie_from(&self, bytes: u64) {
        self.state.lock().unwrap().lies_from = Some(bytes);
    }

    /// Puts it in again: what was not settled is there by half, and has its last name that was.
    pub(crate) fn put_in_again(&self) {
        let mut state = self.state.lock().unwrap();
        state.left = None;
        while let Some((from, to, before)) = state.renamed.pop() {
            // One that was removed since is gone for good.
            if let Some(file) = state.files.remove(&to) {
                state.files.insert(from, file);
                state.files.extend(before.map(|before| (to, before)));
            }
        }
        for file in state.files.values_mut().filter(|file| !file.settled) {
            file.bytes.truncate(file.bytes.len() / 2);
            file.settled = true;
        }
    }

    pub(crate) fn put(&self, path: &str, bytes: &[u8]) {
        let file = File { bytes: bytes.to_vec(), settled: true };
        self.state.lock().unwrap().files.insert(path.to_owned(), file);
    }

    pub(crate) fn get(&self, path: &str) -> Option<Vec<u8>> {
        self.state.lock().unwrap().files.get(path).map(|file| file.bytes.clone())
    }

    /// Returns how many bytes were written to it.
    pub(crate) fn written(&self) -> u64 {
        self.state.lock().unwrap().written
    }

    /// Returns how many things were done to it.
    pub(crate) fn steps(&self) -> usize {
        self.state.lock().unwrap().steps
    }

    pub(crate) fn all(&self) -> BTreeMap<String, Vec<u8>> {
        let state = self.state.lock().unwrap();
        state.files.iter().map(|(path, file)| (path.clone(), file.bytes.clone())).collect()
    }
}

impl Carrier for MemoryStick {
    fn place(&self) -> &Path {
        Path::new("stick")
    }

    fn list(&self) -> io::Result<Vec<Found>> {
        let mut state = self.state.lock().unwrap();
        state.step()?;
        let found = state.files.iter().map(|(path, file)| (path.clone(), file.bytes.len() as u64)).collect::<Vec<_>>();
        Ok(found.into_iter().map(|(path, size)| Found { path, size, is_plain: true }).collect())
    }

    fn read(&self, path: &str, take: &mut dyn FnMut(&mut dyn Read) -> io::Result<()>) -> io::Result<()> {
        let bytes = {
            let mut state = self.state.lock().unwrap();
            state.step()?;
            state.files.get(path).ok_or(ErrorKind::NotFound)?.bytes.clone()
        };
        take(&mut bytes.as_slice())
    }
}

impl Medium for MemoryStick {
    fn facts(&self) -> Facts {
        let size = self.state.lock().unwrap().size();
        Facts { free: self.facts.free.map(|free| free.saturating_sub(size)), ..self.facts.clone() }
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Seekable + '_>> {
        let mut state = self.state.lock().unwrap();
        state.step()?;
        Ok(Box::new(Cursor::new(state.files.get(path).ok_or(ErrorKind::NotFound)?.bytes.clone())))
    }

    fn make_folder(&self, path: &str) -> io::Result<()> {
        let mut state = self.state.lock().unwrap();
        state.step()?;
        state.folders.insert(path.to_owned());
        Ok(())
    }

    fn write(&self, path: &str, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        {
            let mut state = self.state.lock().unwrap();
            state.step()?;
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            if !folder.is_empty() && !state.folders.contains(folder) {
                return Err(ErrorKind::NotFound.into());
            }
            state.files.insert(path.to_owned(), File::default());
        }
        fill(&mut Writer { stick: self, path })
    }

    fn settle(&self, paths: &[String]) -> io::Result<()> {
        for path in paths {
            let mut state = self.state.lock().unwrap();
            state.step()?;
            state.files.get_mut(path).ok_or(ErrorKind::NotFound)?.settled = true;
        }
        Ok(())
    }

    fn settle_all(&self) -> io::Result<()> {
        let mut state = self.state.lock().unwrap();
        state.step()?;
        state.files.values_mut().for_each(|file| file.settled = true);
        state.renamed.clear();
        Ok(())
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let mut state = self.state.lock().unwrap();
        state.step()?;
        let file = state.files.remove(from).ok_or(ErrorKind::NotFound)?;
        assert!(file.settled, "`{to}` gets its name before it is on the stick");
        let before = state.files.insert(to.to_owned(), file);
        state.renamed.push((from.to_owned(), to.to_owned(), before));
        Ok(())
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        let mut state = self.state.lock().unwrap();
        state.step()?;
        state.files.remove(path);
        Ok(())
    }

    fn remove_folder(&self, path: &str) {
        let mut state = self.state.lock().unwrap();
        let inside = format!("{path}/");
        if state.step().is_ok() && !state.files.keys().any(|file| file.starts_with(&inside)) {
            state.folders.remove(path);
        }
    }
}

struct Writer<'a> {
    stick: &'a MemoryStick,
    path: &'a str,
}

impl Write for Writer<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut state = self.stick.state.lock().unwrap();
        state.step()?;
        if self.stick.facts.free.is_some_and(|free| state.size() + bytes.len() as u64 > free) {
            return Err(ErrorKind::StorageFull.into());
        }
        let lies = state.lies_from.is_some_and(|from| state.written >= from);
        state.written += bytes.len() as u64;
        let written = bytes.iter().map(|byte| if lies { !byte } else { *byte });
        state.files.get_mut(self.path).ok_or(ErrorKind::NotFound)?.bytes.extend(written);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
