//! What the files of a library hold, without reading them twice.

use crate::cache::{Seen, Store};
use crate::fingerprint::Fingerprint;
use crate::span::SourcePath;
use crate::tree::{Piece, PiecesReader};
use crate::world::{ReadError, World};
use std::io::{self, Read};

/// Under this ending of a file's name the fingerprint of what leaves of it is remembered. No name of a file holds it. Its
/// number goes up with each change of what is left out of films.
const CLEANED: &str = "/without notes 1";

/// Returns the fingerprint of a file; a file that did not change since an earlier run is not read.
///
/// # Errors
/// When the file cannot be read, or changed while it was.
pub(crate) fn fingerprint(store: &Store, world: &dyn World, path: &SourcePath) -> Result<Fingerprint, ReadError> {
    let entry = world.entry(path)?;
    let seen = Seen { path: path.as_str(), size: entry.size, modified: entry.modified };
    if let Some(known) = store.seen(seen) {
        return Ok(known);
    }
    let moment = store.moment();
    let mut count = Count { reader: world.open(path)?, bytes: 0 };
    let failed = |source| ReadError { path: path.to_string(), source };
    let fingerprint = Fingerprint::of_reader(&mut count).map_err(failed)?;
    if count.bytes != entry.size || world.entry(path)? != entry {
        return Err(failed(io::Error::new(io::ErrorKind::InvalidData, "changed while it was read")));
    }
    store.remember(seen, fingerprint, moment);
    Ok(fingerprint)
}

struct Count {
    reader: Box<dyn Read + Send>,
    bytes: u64,
}

impl Read for Count {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.bytes += count as u64;
        Ok(count)
    }
}

/// Returns the fingerprint of what `pieces` make of a file, or of the file itself. It is remembered like that of a file.
///
/// # Errors
/// As for [`fingerprint`].
pub(crate) fn fingerprint_of_pieces(
    store: &Store,
    world: &dyn World,
    path: &SourcePath,
    pieces: Option<&[Piece]>,
) -> Result<Fingerprint, ReadError> {
    let Some(pieces) = pieces else { return fingerprint(store, world, path) };
    let entry = world.entry(path)?;
    let name = format!("{path}{CLEANED}");
    let seen = Seen { path: &name, size: entry.size, modified: entry.modified };
    if let Some(known) = store.seen(seen) {
        return Ok(known);
    }
    let moment = store.moment();
    let failed = |source| ReadError { path: path.to_string(), source };
    let made = Fingerprint::of_reader(&mut PiecesReader::new(world.seek(path)?, pieces)).map_err(failed)?;
    if world.entry(path)? != entry {
        return Err(failed(io::Error::new(io::ErrorKind::InvalidData, "changed while it was read")));
    }
    store.remember(seen, made, moment);
    Ok(made)
}
