//! Bytes from a body to a writer, in constant memory.

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
    match body {
        Body::Bytes(bytes) => {
            writer.write_all(bytes).map_err(OutputError::at(path))?;
            progress.advance(bytes.len() as u64);
            Ok(())
        }
        Body::File { source, size } => {
            let mut reader = world.open(source)?;
            let mut buffer = vec![0; PIECE];
            let mut copied = 0;
            loop {
                let count = read_piece(&mut *reader, &mut buffer)
                    .map_err(|error| ReadError { path: source.to_string(), source: error })?;
                if count == 0 {
                    break;
                }
                copied += count as u64;
                if copied > *size {
                    break;
                }
                writer.write_all(&buffer[..count]).map_err(OutputError::at(path))?;
                progress.advance(count as u64);
            }
            if copied == *size { Ok(()) } else { Err(OutputError::Changed { path: source.to_string() }) }
        }
    }
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
