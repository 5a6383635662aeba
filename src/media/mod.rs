//! Which files each asset becomes, then those files.
//!
//! 1. [`plan`] reads each used file once and says what it becomes: its name, size and dimensions. Pages need
//!    nothing else. A name carries the content's fingerprint, so the same name always means the same bytes.
//! 2. [`produce`] gives the bodies. Pictures are cleaned: no place, no person, no script leaves with them.
//!    Small files are read, so that a page can hold them; what is larger is copied when it is written and never
//!    stands in memory.
//!
//! Beside both stands [`icon`], the one picture that the program draws itself.

mod copies;
pub mod film;
mod icon;
mod jpeg;
mod picture;
mod plan;
mod png;
mod produce;
mod source;
mod svg;
mod used;
mod webp;
mod weight;

pub use copies::{copies, copy_key};
pub use icon::{Edge, icon};
pub use plan::{MediaPlan, PlannedAsset, plan};
pub use produce::{SMALL_FILE, produce, size, used_files};
pub(crate) use source::fingerprint;
pub use used::used_by;
pub use weight::{Thing, over_budget, things};
