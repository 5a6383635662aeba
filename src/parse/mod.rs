//! One text → a document with exact places, and everything that is wrong with it, at once.

mod front_matter;

pub use front_matter::{FrontMatter, front_matter};
