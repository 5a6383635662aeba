//! Which files each asset becomes, then those files.

mod plan;

pub use plan::{MediaPlan, PlannedAsset};
