//! What lies on a stick: laid so that it can be pulled out at any moment, proved whole, and brought up to date.
//!
//! A copy is a folder with a [`Manifest`] of all its files (`docs/stick.md`). [`lay()`] makes it on a stick, [`verify()`]
//! proves it, [`delta`] carries the difference between two of them.

pub mod delta;
mod journal;
mod lay;
mod limits;
mod manifest;
mod reading;
mod source;
mod verify;
mod writing;

pub use lay::{Copy, Laid, LayError, Signed, foresee, lay};
pub use limits::Trouble;
pub use manifest::{Entry, MANIFEST, Manifest, ManifestError, SIGNATURE};
pub use source::{Source, TreeSource, ZipSource};
pub use verify::{Origin, Verdict, VerifyingError, verify};
