//! Which files each asset becomes, then those files.
//!
//! 1. [`plan`] looks at the head of each used file and says what it is and whether it can be used.
//! 2. [`prepare`] makes pictures ready: as wide as they are shown, turned, and no place, person or script leaves with
//!    them. What was made is kept by content, so that it is made once. Then names and sizes are known. A name carries
//!    the content's fingerprint, so the same name always means the same bytes.
//! 3. [`produce`] gives the bodies. Small files are read, so that a page can hold them; what is larger is copied when
//!    it is written and never stands in memory.
//!
//! Beside them stands [`icon`], the one picture that the program draws itself.

mod copies;
pub mod film;
mod gif;
mod icon;
mod jpeg;
mod looks;
mod picture;
mod plan;
mod png;
mod prepare;
mod produce;
mod source;
mod svg;
mod used;
mod webp;
mod weight;

pub use copies::{copies, copy_key};
pub use icon::{Edge, icon};
pub(crate) use looks::can_be_shown;
pub use plan::{MediaPlan, PlannedAsset, Variant, plan};
pub use prepare::{Workshop, prepare};
pub use produce::{PictureForm, SMALL_FILE, produce, size, used_files};
pub(crate) use source::fingerprint;
pub use used::used_by;
pub use weight::{Thing, over_budget, things};
