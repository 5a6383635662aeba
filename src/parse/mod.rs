//! One text → a document with exact places, and everything that is wrong with it, at once.

mod course_file;
mod fields;
mod front_matter;
mod library_file;
mod videos_file;
mod yaml;

pub use course_file::{CourseFile, course_file, is_course_id};
pub use front_matter::{FrontMatter, front_matter};
pub use library_file::library_file;
pub use videos_file::{Video, videos_file};
