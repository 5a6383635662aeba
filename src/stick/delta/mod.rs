//! What changed from one copy to the next, in one zip that is carried by hand (`docs/stick.md`).
//!
//! 1. [`make`] proves the new copy whole, and takes of it what the old one does not have anywhere: whole files, or, where
//!    all of the old copy is at hand, what is new in them.
//! 2. [`Delta::open`] reads such a zip, which may be anybody's.
//! 3. [`Delta::apply`] makes sure that what stands there is the old copy (or the new one, or something between them that
//!    an earlier run left), and lays the new one as any copy is laid: each file is the old or the new one, the manifest
//!    comes last, and all of it is read back.

mod apply;
mod chunks;
mod cutting;
mod fine;
mod index;
mod lasting;
mod make;
mod recipe;

pub use apply::Delta;
pub use make::{Made, OldCopy, make};

use crate::fingerprint::Fingerprint;
use crate::output::OutputError;
use crate::sign::VerifyError;
use crate::stick::LayError;
use crate::stick::verify::VerifyingError;
use crate::tree::OutPath;
use serde::{Deserialize, Serialize};

/// Where a delta says what it leads from and to.
const DELTA: &str = "alforja-delta.json";

/// The folder of the files that it carries whole.
const FILES: &str = "files/";

/// The folder of the recipes of those that it carries in pieces.
const PIECES: &str = "pieces/";

/// What follows the name of a file in that of its recipe.
const RECIPE: &str = ".pieces";

/// The version of the form of a delta that carries whole files alone.
const FORM: u32 = 1;

/// The version of the form of one that carries pieces.
const FORM_WITH_PIECES: u32 = 2;

#[derive(Serialize, Deserialize)]
struct Ends {
    #[serde(rename = "alforja-delta")]
    form: u32,
    from: String,
    to: String,
}

/// Why there is no delta, or it was not applied. Nothing was written then, unless the reason is [`DeltaError::Broken`] or
/// a [`LayError`].
#[derive(Debug, thiserror::Error)]
pub enum DeltaError {
    /// It is no delta, or damaged.
    #[error("no delta")]
    NoDelta,
    /// A later program made it.
    #[error("a delta of form {0}")]
    OtherForm(u32),
    /// What it brings for a file is not what the file must be.
    #[error("{0}: is not what it should be")]
    Broken(String),
    /// Both copies are the same.
    #[error("both copies are the same")]
    Same,
    /// The new copy is not whole.
    #[error("the new copy is not whole")]
    NotWhole,
    /// A copy cannot be used.
    #[error(transparent)]
    Verifying(#[from] VerifyingError),
    /// What stands there is another copy.
    #[error("another copy")]
    OtherCopy {
        /// The number of the copy that stands there.
        id: Fingerprint,
        /// The number of the copy that the delta leads from.
        from: Fingerprint,
        /// The number of the copy that it leads to.
        to: Fingerprint,
    },
    /// The key that was asked for did not sign it.
    #[error("not signed with the key that was asked for")]
    NotSigned(Option<VerifyError>),
    /// It could not be written, or read.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// The copy could not be laid.
    #[error(transparent)]
    Lay(#[from] LayError),
}

/// Returns where the recipe of a file stands.
fn recipe_path(path: &OutPath) -> OutPath {
    OutPath::fixed(&format!("{PIECES}{path}{RECIPE}"))
}
