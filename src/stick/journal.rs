//! What is on its way: written before the first file of a copy is, and removed after its manifest.
//!
//! A stick that was pulled out keeps it, so that the next run knows which of the files are ours, and nobody takes a
//! mixture of two versions for a copy.

use crate::fingerprint::Fingerprint;
use crate::output::Carrier;
use crate::tree::OutPath;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::io::{self, Read};

/// The folder where files wait until they were read back; it is there only while a copy is on its way.
pub(crate) const FOLDER: &str = ".alforja-stick";

/// The journal.
pub(crate) const JOURNAL: &str = ".alforja-stick/journal.json";

/// The version of the journal's own form.
const FORM: u32 = 1;

/// What is on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Journal {
    /// The number of the copy that it is to become.
    pub(crate) to: Fingerprint,
    /// All files that are ours: of the last copy, of the next, and of those that were given up.
    pub(crate) ours: BTreeSet<OutPath>,
}

#[derive(Serialize, Deserialize)]
struct Written {
    #[serde(rename = "alforja-stick")]
    form: u32,
    to: String,
    ours: Vec<String>,
}

impl Journal {
    /// Reads a journal; one that was cut off was never finished, and nothing was written after it.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let written: Written = serde_json::from_slice(bytes).ok().filter(|written: &Written| written.form == FORM)?;
        let ours = written.ours.iter().filter_map(|path| OutPath::new(path)).collect();
        Some(Self { to: Fingerprint::from_hex(&written.to)?, ours })
    }

    /// Returns the journal's bytes.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let ours = self.ours.iter().map(ToString::to_string).collect();
        let written = Written { form: FORM, to: self.to.hex(), ours };
        let mut bytes = serde_json::to_vec_pretty(&written).expect("names are always JSON");
        bytes.push(b'\n');
        bytes
    }
}

/// Reads a small file of a copy, at most `most` bytes of it; nothing where it is not there.
///
/// # Errors
/// When it is there and cannot be read, or is longer.
pub(crate) fn small(carrier: &dyn Carrier, path: &str, most: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let read = carrier.read(path, &mut |reader| {
        reader.take(most + 1).read_to_end(&mut bytes)?;
        Ok(())
    });
    match read {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
        Ok(()) if bytes.len() as u64 > most => Err(io::ErrorKind::InvalidData.into()),
        Ok(()) => Ok(Some(bytes)),
    }
}
