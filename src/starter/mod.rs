//! What a new library, course, lesson or quiz begins with: a small, complete example in the author's language.
//!
//! The texts stand in `starters/<lang>/`, one folder a language, with places such as `{{title}}` for what the author
//! said. A language without a folder begins in English.

mod course;
mod texts;

pub use course::{NewCourse, NewFile, NewLibrary, NewPage, course, library, page};
pub(crate) use texts::value;
pub use texts::{Page, has_example};
