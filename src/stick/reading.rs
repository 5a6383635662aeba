//! What a carrier holds, read once from beginning to end in constant memory.

use crate::fingerprint::{Fingerprint, Hasher};
use crate::output::Carrier;
use crate::progress::Progress;
use std::io;

const PIECE: usize = 256 * 1024;

/// Returns what a file of `carrier` holds, of which at most `size` bytes are read; nothing where it is longer or shorter.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn holds(
    carrier: &dyn Carrier,
    path: &str,
    size: u64,
    progress: &dyn Progress,
) -> io::Result<Option<Fingerprint>> {
    let mut hasher = Hasher::default();
    let mut count = 0_u64;
    carrier.read(path, &mut |reader| {
        let mut piece = vec![0; PIECE];
        loop {
            match reader.read(&mut piece) {
                Ok(0) => return Ok(()),
                Ok(read) => {
                    count += read as u64;
                    if count > size {
                        return Ok(());
                    }
                    hasher.update(&piece[..read]);
                    progress.advance(read as u64);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    })?;
    Ok((count == size).then(|| hasher.finish()))
}
