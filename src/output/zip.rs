//! A tree of files into one zip.
//!
//! 1. Entries in the tree's order, one date, one mode: same input, same bytes on every machine. The file that the
//!    tree wants first stands first and is stored, without an extra field.
//! 2. Text is deflated, several entries at a time and in order; media, which are compressed already, are stored.
//! 3. Every local header carries its sizes: readers that stream refuse stored entries with a data descriptor.
//! 4. It is written beside its place and renamed; where the old file has the same bytes it is left alone.

use crate::cache;
use crate::output::copy::copy;
use crate::output::whole::whole;
use crate::output::{OutputError, Written};
use crate::progress::{Progress, Stage};
use crate::tree::{Body, FileTree, OutPath};
use crate::world::World;
use ::zip::write::{PreparedZipFile, SimpleFileOptions};
use ::zip::{CompressionMethod, DateTime, System, ZipWriter};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// Entries of these endings are compressed already.
const COMPRESSED: &[&str] = &[
    "avif", "gif", "jpeg", "jpg", "m4a", "m4v", "mkv", "mov", "mp3", "mp4", "oga", "ogg", "opus", "png", "webm",
    "webp", "woff2", "zip",
];

/// What is kept is read whole to be deflated, if it has at most so many bytes.
const MOST_READ: u64 = 4_000_000;

/// How many entries are deflated side by side: bounds what stands in memory.
const SIDE_BY_SIDE: usize = 64;

/// Writes `tree` as the zip `file`, whole or not at all.
///
/// # Errors
/// When a source cannot be read or the disk refuses. The last zip of that name then still stands.
pub fn zip(world: &dyn World, tree: &FileTree, file: &Path, progress: &dyn Progress) -> Result<Written, OutputError> {
    progress.begin(Stage::Writing, tree.size());
    let placed = whole(file, |temporary| write(world, tree, temporary, file, progress));
    progress.end();
    let placed = placed?;
    let changed = usize::from(placed.changed);
    Ok(Written { path: file.to_owned(), files: tree.len(), size: placed.size, changed, removed: 0 })
}

fn write(
    world: &dyn World,
    tree: &FileTree,
    temporary: &Path,
    file: &Path,
    progress: &dyn Progress,
) -> Result<(), OutputError> {
    let output = File::create(temporary).map_err(OutputError::at(file))?;
    let failed = Cell::new(false);
    let valve = Valve { writer: BufWriter::new(output), closed: &failed, position: 0, end: 0 };
    let mut writer = ZipWriter::new(valve);
    let entries = write_entries(world, tree, &mut writer, file, progress);
    failed.set(entries.is_err());
    entries?;
    let mut output = writer.finish().map_err(|error| OutputError::at(file)(error.into()))?.writer;
    output.flush().map_err(OutputError::at(file))?;
    output.get_ref().sync_all().map_err(OutputError::at(file))
}

fn write_entries(
    world: &dyn World,
    tree: &FileTree,
    writer: &mut ZipWriter<impl Write + Seek>,
    file: &Path,
    progress: &dyn Progress,
) -> Result<(), OutputError> {
    let broken = |error: ::zip::result::ZipError| OutputError::at(file)(error.into());
    let (first, others): (Vec<_>, Vec<_>) = tree.iter().partition(|(path, _)| tree.is_first(path));
    let entries: Vec<(&OutPath, &Body)> = first.into_iter().chain(others).collect();
    for some in entries.chunks(SIDE_BY_SIDE) {
        let deflated = |(path, body): &(&OutPath, &Body)| if tree.is_first(path) { None } else { prepare(path, body) };
        let prepared = some.par_iter().map(deflated).collect::<Vec<_>>();
        for ((path, body), prepared) in some.iter().zip(prepared) {
            match prepared.transpose().map_err(broken)? {
                Some(entry) => {
                    writer.add_prepared_file(entry).map_err(broken)?;
                    progress.advance(body.size());
                }
                None => {
                    let options = options(CompressionMethod::Stored).large_file(body.size() >= u64::from(u32::MAX));
                    writer.start_file(path.as_str(), options).map_err(broken)?;
                    copy(world, body, writer, file, progress)?;
                }
            }
        }
    }
    Ok(())
}

/// A writer that takes everything and writes nothing once it is closed: a zip that failed is finished into thin
/// air, and nobody is told of the same failure twice.
struct Valve<'a> {
    writer: BufWriter<File>,
    closed: &'a Cell<bool>,
    /// Where it would stand.
    position: u64,
    /// How long it would be.
    end: u64,
}

impl Write for Valve<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = if self.closed.get() { bytes.len() } else { self.writer.write(bytes)? };
        self.position += written as u64;
        self.end = self.end.max(self.position);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.closed.get() { Ok(()) } else { self.writer.flush() }
    }
}

impl Seek for Valve<'_> {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        self.position = match place {
            _ if !self.closed.get() => self.writer.seek(place)?,
            SeekFrom::Start(position) => position,
            SeekFrom::Current(offset) => self.position.saturating_add_signed(offset),
            SeekFrom::End(offset) => self.end.saturating_add_signed(offset),
        };
        Ok(self.position)
    }
}

/// Returns a zip of texts, in the order in which they come; one of them stands in memory beside it.
///
/// # Errors
/// When it would be larger than a zip can be.
pub fn zip_of(texts: impl Iterator<Item = (OutPath, Vec<u8>)>) -> io::Result<Vec<u8>> {
    let mut writer = ZipWriter::new(io::Cursor::new(Vec::new()));
    for (path, bytes) in texts {
        writer.add_prepared_file(PreparedZipFile::from_data(
            path.as_str(),
            options(CompressionMethod::Deflated),
            bytes.as_slice(),
        )?)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// Returns how many bytes the zip of `tree` would have; nothing is read or written.
pub fn zip_size(tree: &FileTree) -> u64 {
    let mut writer = ZipWriter::new(io::Cursor::new(Vec::new()));
    let mut stored = 0;
    for (path, body) in tree.iter() {
        let added = prepare(path, body).map(|entry| entry.and_then(|entry| writer.add_prepared_file(entry)));
        if !matches!(added, Some(Ok(()))) {
            // Both headers name it (APPNOTE.TXT, 4.3.7 and 4.3.12).
            stored += body.size() + 76 + 2 * path.as_str().len() as u64;
        }
    }
    stored + writer.finish().map_or(0, |bytes| bytes.into_inner().len() as u64)
}

/// Returns the deflated entry, or nothing for what is stored as it is.
fn prepare(path: &OutPath, body: &Body) -> Option<::zip::result::ZipResult<PreparedZipFile>> {
    let ending = path.as_str().rsplit_once('.').map_or("", |(_, ending)| ending);
    let deflated =
        |bytes: &[u8]| PreparedZipFile::from_data(path.as_str(), options(CompressionMethod::Deflated), bytes);
    match body {
        _ if COMPRESSED.contains(&ending) => None,
        Body::Bytes(bytes) => Some(deflated(bytes)),
        Body::Kept(kept) if kept.size() <= MOST_READ => {
            let mut bytes = Vec::new();
            // One that cannot be read is met again, and told, where it is copied.
            let read = cache::open(kept).and_then(|mut reader| reader.read_to_end(&mut bytes));
            read.is_ok_and(|count| count as u64 == kept.size()).then(|| deflated(&bytes))
        }
        _ => None,
    }
}

/// 1980-01-01, the first day that a zip knows, and `rw-r--r--`.
fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(method)
        .compression_level((method == CompressionMethod::Deflated).then_some(6))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .system(System::Unix)
}
