//! What a text editor is told of a library's files: which keys there are and what they mean ([`schema`]), what blocks look
//! like ([`snippets`]), and both as the files that Visual Studio Code looks for ([`folder`]).
//!
//! All of it is made of the tables that the readers read by, and of the words that authors may write.

mod folder;
mod pattern;
mod schema;
mod snippets;

pub use folder::{SCHEMAS, folder, is_ours, pointing, schema_file};
pub use schema::{SchemaOf, schema};
pub use snippets::{Place, SNIPPETS, Snippet, snippets, written};
