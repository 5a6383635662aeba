//! What of a course is translated into which language, from which source, and how far.
//!
//! 1. [`sheets`]: each page of a course's source with its pages in the other languages.
//! 2. [`Record`]: what a page was translated from, as one line of its head; [`pair`] compares it with the source as it is.
//! 3. [`status`]: what is missing, outdated or current, block by block; [`outdated`]: the pages that say so to readers.
//! 4. [`export`](fn@export): everything that a translator needs, in one of four forms; [`read`](fn@read) takes it back,
//!    [`merge`](fn@merge) makes pages of it, and tells of all that cannot be taken.
//! 5. [`Memory`]: what was translated before, anywhere in the library.
//!
//! This room stands above `parse`, whose reading of a text it shares, and beside `load`, of which it needs nothing: it works
//! on a library that is loaded. It reads and writes nothing itself.

mod entry;
mod export;
mod form;
mod import;
mod memory;
mod pairing;
mod record;
mod sheets;
mod status;

pub use entry::{Entry, EntryState, ExportPage, Suggestion};
pub use export::{Export, ExportRequest, Scope, export};
pub use form::{Certainty, Form, ReadEntry, ReadFile, ReadPage, read, write};
pub use import::{Change, Force, Merged, merge};
pub use memory::Memory;
pub use pairing::{BlockState, Pairing, pair};
pub use record::{Made, Record, marked};
pub use sheets::{Sheet, Target, TextOf, sheets, source_of};
pub use status::{CourseStatus, Detail, LangStatus, Outdated, PageState, PageStatus, Todo, mark, outdated, status};
