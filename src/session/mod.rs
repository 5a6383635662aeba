//! What a trainer needs for a day with a group: when what is done, and what must be brought. Pure: an edition in, lists
//! out; no words of the interface, so that a page and a printed book say the same.
//!
//! 1. [`plan`] gathers an edition's lessons with the time that each takes, and the activities in them.
//! 2. [`timetable`] lays such times into days with breaks.
//! 3. [`materials`] gathers what the activities need.

mod materials;
mod plan;
mod timetable;

pub use materials::{Groups, Material, groups, materials};
pub use plan::{PlannedLesson, PlannedPart, SessionPlan, Step, StepKind, plan};
pub use timetable::{Piece, Slot, What, timetable};
