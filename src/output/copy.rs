//! Bytes from a body to a writer, in constant memory.

use crate::cache;
use crate::kept::Place;
use crate::output::OutputError;
use crate::progress::Progress;
use crate::tree::Body;
use crate::world::{ReadError, World};
use std::io::{self, Read, Write};
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
    let (mut reader, size, name) = match body {
        Body::Bytes(bytes) => {
            writer.write_all(bytes).map_err(OutputError::at(path))?;
            progress.advance(bytes.len() as u64);
            return Ok(());
        }
        Body::File { source, size } => (world.open(source)?, *size, source.to_string()),
        Body::Kept(kept) => {
            let place = match kept.place() {
                Place::File(place) => place.display().to_string(),
                Place::Memory(_) => String::new(),
            };
            let reader = cache::open(kept).map_err(|source| ReadError { path: place.clone(), source })?;
            (reader, kept.size(), place)
        }
    };
    let mut buffer = vec![0; PIECE];
    let mut copied = 0;
    loop {
        let count = read_piece(&mut *reader, &mut buffer).map_err(|source| ReadError { path: name.clone(), source })?;
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
    if copied == size { Ok(()) } else { Err(OutputError::Changed { path: name }) }
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
