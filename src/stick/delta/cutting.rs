//! A new file, read once, becomes a recipe: pieces of the old copy, and the rest.
//!
//! 1. It is cut into chunks. Those that the old copy has somewhere are pieces of it.
//! 2. What lies between two such chunks is held against the stretch of the old file where it most likely stood, byte by
//!    byte. Of that much stands in memory, and no more.

use crate::output::{Medium, OutputError};
use crate::progress::Progress;
use crate::stick::delta::fine::{self, Part};
use crate::stick::delta::index::{FileNumber, Index};
use crate::stick::delta::lasting::Lasting;
use crate::stick::delta::recipe::Recipe;
use crate::tree::OutPath;
use crate::world::Seekable;
use std::collections::BTreeMap;
use std::io::{self, Read, Seek, SeekFrom};

/// The longest stretch of a new file that is compared byte by byte, in bytes.
const STRETCH: usize = 1024 * 1024;

/// How much longer the stretch of the old file may be that it is held against, in bytes.
const MARGIN: u64 = 64 * 1024;

/// What a new file is held against.
#[derive(Clone, Copy)]
pub(super) struct Pantry<'a> {
    /// The old copy.
    pub(super) old: &'a dyn Medium,
    /// Where its chunks are.
    pub(super) index: &'a Index<'a>,
    /// Which of its files may be used.
    pub(super) lasting: &'a Lasting<'a>,
}

/// Returns the recipe of the new file at `path`, of which `reader` gives the bytes.
///
/// # Errors
/// When one of the copies cannot be read.
pub(super) fn recipe<'a>(
    pantry: Pantry<'a>,
    path: &OutPath,
    reader: &mut dyn Read,
    progress: &dyn Progress,
) -> Result<Recipe<'a>, OutputError> {
    let own = pantry.index.number(path);
    let mut cutting = Cutting {
        pantry,
        own,
        recipe: Recipe::default(),
        stretch: Vec::new(),
        at: 0,
        ends: BTreeMap::new(),
        last: None,
        open: None,
        is_foreign: false,
    };
    let serves = |number: FileNumber| pantry.lasting.serves(pantry.index.file(number).0, path);
    let taken = pantry.index.sizing().cut(reader, progress, &mut |data, content| {
        let next = cutting.last.map(|file| (file, cutting.ends[&file] + cutting.stretch.len() as u64));
        match pantry.index.find(content, next, &[cutting.last, own], &serves) {
            Some((file, from)) => cutting.reuse(file, from, data.len() as u64),
            None => cutting.wait(data),
        }
    });
    let read = taken.and_then(|()| cutting.compare(None));
    read.map_err(OutputError::at(&pantry.old.place().join(path.as_str())))?;
    Ok(cutting.recipe)
}

struct Cutting<'a> {
    pantry: Pantry<'a>,
    /// The old file of the same name.
    own: Option<FileNumber>,
    recipe: Recipe<'a>,
    /// What was read and is in no chunk of the old copy.
    stretch: Vec<u8>,
    /// Where in the new file it begins.
    at: u64,
    /// Where the last piece of each old file ended.
    ends: BTreeMap<FileNumber, u64>,
    /// Which old file the last piece is of.
    last: Option<FileNumber>,
    /// The old file that was looked into last.
    open: Option<(FileNumber, Box<dyn Seekable + 'a>)>,
    /// Whether the stretch before this one had nothing of the old copy: this one goes on where it ended.
    is_foreign: bool,
}

impl Cutting<'_> {
    /// Takes a chunk that the old copy has.
    fn reuse(&mut self, file: FileNumber, from: u64, size: u64) -> io::Result<()> {
        self.compare(Some((file, from)))?;
        self.piece(file, from, size);
        self.at += size;
        self.is_foreign = false;
        Ok(())
    }

    /// Takes a chunk that it does not have.
    fn wait(&mut self, data: &[u8]) -> io::Result<()> {
        self.stretch.extend_from_slice(data);
        if self.stretch.len() >= STRETCH { self.compare(None) } else { Ok(()) }
    }

    fn piece(&mut self, file: FileNumber, from: u64, size: u64) {
        self.recipe.reuse(self.pantry.index.file(file).0, from, size);
        self.ends.insert(file, from + size);
        self.last = Some(file);
    }

    /// Writes down the stretch, which a chunk at `next` follows.
    fn compare(&mut self, next: Option<(FileNumber, u64)>) -> io::Result<()> {
        if self.stretch.is_empty() {
            return Ok(());
        }
        let stretch = std::mem::take(&mut self.stretch);
        let windows =
            if self.is_foreign && next.is_none() { Vec::new() } else { self.windows(next, stretch.len() as u64) };
        let mut old = Vec::new();
        for window in &windows {
            self.read(*window, &mut old)?;
        }
        let mut is_foreign = true;
        for part in fine::parts(&old, &stretch) {
            match part {
                Part::Old { from, size } => {
                    is_foreign = false;
                    for (file, from, size) in places(&windows, from as u64, size as u64) {
                        self.piece(file, from, size);
                    }
                }
                Part::New { from, size } => self.recipe.carry(&stretch[from..from + size], self.at + from as u64),
            }
        }
        self.is_foreign = is_foreign;
        self.at += stretch.len() as u64;
        Ok(())
    }

    /// Returns where in the old copy a stretch of so many bytes most likely stood: after the piece before it, before the
    /// one that follows, and where the file of the same name was left.
    fn windows(&self, next: Option<(FileNumber, u64)>, size: u64) -> Vec<Window> {
        let most = size.saturating_mul(4).min(STRETCH as u64).saturating_add(MARGIN);
        let after = |file: FileNumber| {
            let begin = self.ends.get(&file).copied().unwrap_or(0);
            Window { file, begin, size: self.pantry.index.file(file).1.saturating_sub(begin).min(most) }
        };
        let before = |(file, from): (FileNumber, u64)| {
            let begin = from.saturating_sub(most);
            Window { file, begin, size: from - begin }
        };
        let last = self.last.map(after);
        let own = self.own.filter(|own| self.last != Some(*own)).map(after);
        let between = next.zip(last).filter(|((file, from), last)| *file == last.file && *from >= last.begin);
        match between.filter(|((_, from), last)| from - last.begin <= 2 * most) {
            Some(((file, from), last)) => vec![Window { file, begin: last.begin, size: from - last.begin }],
            None => last.into_iter().chain(own).chain(next.map(before)).filter(|window| window.size > 0).collect(),
        }
    }

    /// Reads a stretch of the old copy behind those that were read already.
    fn read(&mut self, window: Window, bytes: &mut Vec<u8>) -> io::Result<()> {
        let mut reader = match self.open.take() {
            Some((open, reader)) if open == window.file => reader,
            _ => self.pantry.old.open(self.pantry.index.file(window.file).0.as_str())?,
        };
        let expected = bytes.len() as u64 + window.size;
        reader.seek(SeekFrom::Start(window.begin))?;
        (&mut reader).take(window.size).read_to_end(bytes)?;
        self.open = Some((window.file, reader));
        // A file that is shorter by now would let all that follows be somewhere else.
        if bytes.len() as u64 == expected { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }
}

/// A stretch of an old file.
#[derive(Debug, Clone, Copy)]
struct Window {
    file: FileNumber,
    begin: u64,
    size: u64,
}

/// Returns where the bytes stand that begin at `from` of these stretches, one after the other, in order.
fn places(windows: &[Window], from: u64, size: u64) -> Vec<(FileNumber, u64, u64)> {
    let (mut places, mut passed) = (Vec::new(), 0);
    for window in windows {
        let begin = from.clamp(passed, passed + window.size);
        let end = (from + size).clamp(passed, passed + window.size);
        if begin < end {
            places.push((window.file, window.begin + begin - passed, end - begin));
        }
        passed += window.size;
    }
    places
}
