//! Results kept on the disk by what they came from, hence never stale.
//!
//! A [`Store`] is a folder: `<library>/.alforja`, or whatever `--store` says. In it stand
//!
//! - `store/<2 digits>/<62 digits>`: the results, named by their [`Key`]. Each ends with a seal that says how long it
//!   is and what it holds: a file that was cut short is as good as absent, and one that was damaged is noticed when
//!   it is read, and removed;
//! - `sources`: what the files of the library held when they were last read, so that they need not be read again;
//! - `work/`: what is being made now, one folder a process. What a process left behind that is no more is removed.
//!
//! Nothing here is needed: where the disk refuses, results are kept in memory until the program ends. The folder may
//! be deleted at any time, but not while the program runs.

mod results;
mod scratch;
mod seal;
mod seen;
mod work;

pub use results::{Freed, Store, Unfinished, open, seek};
pub use scratch::Scratch;
pub use seen::Seen;

use crate::fingerprint::Fingerprint;

/// What a result came from: whatever changes a byte of it is part of its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(Fingerprint);

impl Key {
    /// Returns the key of what `kind` of work makes of a source. `version` goes up with each change of the work that
    /// changes its results; `recipe` says what was asked for: widths, qualities, codecs.
    pub fn new(kind: &str, version: u32, recipe: &str, source: &Fingerprint) -> Self {
        let parts: [&[u8]; 4] = [kind.as_bytes(), &version.to_le_bytes(), recipe.as_bytes(), source.bytes()];
        Self(Fingerprint::of_parts(&parts))
    }

    /// Returns its 64 hexadecimal digits.
    pub fn hex(&self) -> String {
        self.0.hex()
    }
}
