//! What the files of a library hold, without reading them twice.

use crate::cache::{Seen, Store};
use crate::fingerprint::Fingerprint;
use crate::span::SourcePath;
use crate::world::{ReadError, World};
use std::io::{self, Read};

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
