//! Where the chunks of an old copy are: what a new one is looked up in.

use crate::fingerprint::Hasher;
use crate::output::Medium;
use crate::progress::{Progress, Stage};
use crate::stick::delta::chunks::{Content, Sizing};
use crate::stick::manifest::Entry;
use crate::tree::OutPath;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::io;

/// How many chunks of one content are looked at before it is given up: a film of black pictures has thousands.
const MOST_ALIKE: usize = 64;

/// Which of the files that chunks were taken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FileNumber(u32);

/// A chunk's content and place; sorted, it is the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Chunk {
    content: Content,
    file: FileNumber,
    offset: u64,
}

/// The chunks of an old copy.
pub(super) struct Index<'a> {
    files: Vec<(&'a OutPath, u64)>,
    /// Whether each of them is what it should be.
    is_sound: Vec<bool>,
    chunks: Vec<Chunk>,
    sizing: Sizing,
}

impl<'a> Index<'a> {
    /// Reads `files` of the old copy, which are sorted. One that cannot be read, or is not what the copy's manifest says,
    /// is passed over: on no other copy would there be its like.
    pub(super) fn of(old: &dyn Medium, files: &[(&'a OutPath, Entry)], progress: &dyn Progress) -> Self {
        let bytes = files.iter().map(|(_, entry)| entry.size).sum();
        let sizing = Sizing::of(bytes);
        progress.begin(Stage::Comparing, bytes);
        let chunks_of = |(number, (path, entry)): (usize, &(&OutPath, Entry))| {
            let file = FileNumber(u32::try_from(number).ok()?);
            chunks_of(old, path, *entry, sizing, progress).ok().flatten().map(|chunks| {
                chunks.into_iter().map(|(content, offset)| Chunk { content, file, offset }).collect::<Vec<_>>()
            })
        };
        let found: Vec<Option<Vec<Chunk>>> = files.par_iter().enumerate().map(chunks_of).collect();
        progress.end();
        let is_sound = found.iter().map(Option::is_some).collect();
        let mut chunks: Vec<Chunk> = found.into_iter().flatten().flatten().collect();
        chunks.sort_unstable();
        Self { files: files.iter().map(|(path, entry)| (*path, entry.size)).collect(), is_sound, chunks, sizing }
    }

    /// Returns how large its chunks are.
    pub(super) fn sizing(&self) -> Sizing {
        self.sizing
    }

    /// Returns the path and size of a file.
    pub(super) fn file(&self, number: FileNumber) -> (&'a OutPath, u64) {
        self.files[number.0 as usize]
    }

    /// Returns the number of a file that is what it should be.
    pub(super) fn number(&self, path: &OutPath) -> Option<FileNumber> {
        let at = self.files.binary_search_by(|(known, _)| (*known).cmp(path)).ok()?;
        u32::try_from(at).ok().filter(|_| self.is_sound[at]).map(FileNumber)
    }

    /// Returns where a chunk of this content is, in a file that `serves`: at `next` if it is there, else in one of
    /// `favoured`, else in the first file that has it.
    pub(super) fn find(
        &self,
        content: Content,
        next: Option<(FileNumber, u64)>,
        favoured: &[Option<FileNumber>],
        serves: &dyn Fn(FileNumber) -> bool,
    ) -> Option<(FileNumber, u64)> {
        let at = |file: FileNumber, offset: u64| Chunk { content, file, offset };
        if let Some((file, offset)) =
            next.filter(|(file, offset)| self.chunks.binary_search(&at(*file, *offset)).is_ok())
        {
            return Some((file, offset));
        }
        let from = |file: FileNumber| {
            let first = self.chunks.partition_point(|chunk| *chunk < at(file, 0));
            self.chunks[first..].iter().take_while(|chunk| chunk.content == content)
        };
        let in_favoured =
            favoured.iter().flatten().find_map(|file| from(*file).next().filter(|chunk| chunk.file == *file));
        let in_any = || from(FileNumber(0)).take(MOST_ALIKE).find(|chunk| serves(chunk.file));
        in_favoured.or_else(in_any).map(|chunk| (chunk.file, chunk.offset))
    }
}

/// Returns each chunk of a file, with where it begins; nothing where the file is another one.
///
/// # Errors
/// When it cannot be read.
fn chunks_of(
    old: &dyn Medium,
    path: &OutPath,
    entry: Entry,
    sizing: Sizing,
    progress: &dyn Progress,
) -> io::Result<Option<Vec<(Content, u64)>>> {
    let mut chunks = Vec::new();
    let mut hasher = Hasher::default();
    let mut offset = 0;
    old.read(path.as_str(), &mut |reader| {
        sizing.cut(reader, progress, &mut |data, content| {
            chunks.push((content, offset));
            hasher.update(data);
            offset += data.len() as u64;
            Ok(())
        })
    })?;
    Ok((hasher.finish() == entry.sha256).then_some(chunks))
}
