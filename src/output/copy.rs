//! Bytes from a body to a writer, in constant memory.

use crate::cache;
use crate::kept::Place;
use crate::output::OutputError;
use crate::progress::Progress;
use crate::tree::{Body, PiecesReader};
use crate::world::{ReadError, World};
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

const PIECE: usize = 256 * 1024;

/// Writes a body to `writer`; `path` is where that stands, for errors.
///
/// # Errors
/// When the source cannot be read or is not as long as it was said to be, or the disk refuses.
pub(crate) fn copy(
    world: &dyn World,
    body: &Body,
    writer: &mut dyn Write,
    path: &Path,
    progress: &dyn Progress,
) -> Result<(), OutputError> {
    match body {
        Body::Bytes(bytes) => {
            writer.write_all(bytes).map_err(OutputError::at(path))?;
            progress.advance(bytes.len() as u64);
            Ok(())
        }
        Body::File { source, size } => {
            copy_file(&mut *world.open(source)?, (source.as_str(), *size), writer, path, progress)
        }
        Body::Pieces { source, whole, pieces } => {
            let mut file = world.seek(source)?;
            let there = file.seek(SeekFrom::End(0)).map_err(|error| failed(source.as_str(), error))?;
            if there != *whole {
                return Err(OutputError::Changed { path: source.to_string() });
            }
            copy_file(&mut PiecesReader::new(file, pieces), (source.as_str(), body.size()), writer, path, progress)
        }
        Body::Kept(kept) => {
            let place = match kept.place() {
                Place::File(place) => place.display().to_string(),
                Place::Memory(_) => path.display().to_string(),
            };
            let mut reader = cache::open(kept).map_err(|error| failed(&place, error))?;
            copy_file(&mut *reader, (&place, kept.size()), writer, path, progress)
        }
    }
}

fn failed(source: &str, error: io::Error) -> ReadError {
    ReadError { path: source.to_string(), source: error }
}

/// Writes all that `reader` gives, which is of `source` and must have `size` bytes.
fn copy_file(
    reader: &mut dyn Read,
    (source, size): (&str, u64),
    writer: &mut dyn Write,
    path: &Path,
    progress: &dyn Progress,
) -> Result<(), OutputError> {
    let changed = || OutputError::Changed { path: source.to_string() };
    let mut buffer = vec![0; PIECE];
    let mut copied = 0;
    loop {
        let count = match read_piece(reader, &mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Err(changed()),
            other => other.map_err(|error| failed(source, error))?,
        };
        if count == 0 {
            break;
        }
        copied += count as u64;
        if copied > size {
            break;
        }
        writer.write_all(&buffer[..count]).map_err(OutputError::at(path))?;
        progress.advance(count as u64);
    }
    if copied == size { Ok(()) } else { Err(changed()) }
}

/// Tells whether a file of `size` bytes stands at `place`.
///
/// # Errors
/// What looking there fails with.
pub(crate) fn has_size(place: &Path, size: u64) -> io::Result<bool> {
    match fs::symlink_metadata(place) {
        Ok(metadata) => Ok(metadata.is_file() && metadata.len() == size),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Tells whether a file of these bytes stands at `place`.
///
/// # Errors
/// What looking there or reading fails with.
pub(crate) fn has_bytes(place: &Path, bytes: &[u8]) -> io::Result<bool> {
    Ok(has_size(place, bytes.len() as u64)? && same(&mut File::open(place)?, &mut { bytes })?)
}

/// Tells whether two readers give the same bytes.
///
/// # Errors
/// What reading fails with.
pub(crate) fn same(left: &mut dyn Read, right: &mut dyn Read) -> io::Result<bool> {
    let mut left_piece = vec![0; PIECE];
    let mut right_piece = vec![0; PIECE];
    loop {
        let count = fill(left, &mut left_piece)?;
        if count != fill(right, &mut right_piece)? || left_piece[..count] != right_piece[..count] {
            return Ok(false);
        }
        if count == 0 {
            return Ok(true);
        }
    }
}

fn fill(reader: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match read_piece(reader, &mut buffer[filled..])? {
            0 => break,
            count => filled += count,
        }
    }
    Ok(filled)
}

fn read_piece(reader: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}
