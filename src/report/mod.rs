//! Many learners' results -> what a trainer and a coordinator ask of them.
//!
//! 1. `key`: what the courses of a library ask, for `results` to hold a result against.

mod key;

pub use key::keys;
