//! One text → a document with exact places, and everything that is wrong with it, at once.
//!
//! 1. The head between `---` lines is read ([`front_matter`]).
//! 2. The fence lines are hidden from the Markdown parser, which then gives back events with ranges (`fences`).
//! 3. A stack of what is open turns the events into the document (`builder` and what it is made of).
//! 4. Quizzes are put together from their headings and what stands below them (`quiz`, `question`).
//!
//! What of a text is translated, and how other words come to its place, stands in [`units`].
//!
//! The YAML files of a library are read here too ([`library_file`], [`course_file`], [`videos_file`]), and the words of films
//! ([`captions`]).
//!
//! Any text gives a document: what is wrong is told, what can be kept is kept. Every span lies inside the
//! text, on the borders of characters.

mod addresses;
mod attributes;
mod blocks;
mod budget;
mod builder;
mod callouts;
mod captions;
mod checks;
mod closing;
mod code;
mod containers;
mod course_file;
mod cue_text;
mod decode;
mod elements;
mod fences;
mod fields;
mod frame;
mod front_matter;
mod gap_text;
mod gaps;
mod glossary;
mod headings;
mod html;
mod html_buffer;
mod html_names;
mod keys;
mod kinds;
mod library_file;
mod markdown;
mod numbers;
mod package_settings;
mod plan_fields;
mod question;
mod quiz;
mod session;
mod units;
mod videos_file;
mod words;
mod yaml;
mod yaml_fault;

pub(crate) use budget::UNITS;
pub use captions::captions;
pub(crate) use course_file::COURSE;
pub(crate) use front_matter::PAGE;
pub(crate) use keys::{Bare, Key, Kind, Rule, Shape, Table};
pub(crate) use library_file::LIBRARY;
pub(crate) use videos_file::VIDEO;

pub use course_file::{CourseFile, course_file, is_course_id};
pub use decode::{Encoding, decode};
pub use front_matter::{FrontMatter, front_matter};
pub use glossary::{bank_questions, glossary_entries};
pub use library_file::library_file;
pub use markdown::{ParseInput, ParsedText, TextKind, link_definitions, markdown_to_html, parse_text};
pub use units::{
    Code, CodeKind, Marks, Piece, Place, Unit, UnitInput, UnitKind, code_differences, folded, pieces, record_of,
    replaced, units, with_record, written,
};
pub use videos_file::{Video, videos_file};
