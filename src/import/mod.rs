//! Other people's formats → our Markdown.
//!
//! 1. [`read`] finds out what a file is, by what stands in it rather than by its name, and reads it: one file or folder a
//!    format, each a row of [`FORMATS`]. All of them make an [`Imported`].
//! 2. Pictures that no build could show are left out (`sieve`), and [`mend`] turns what our questions cannot hold into what they can, and says so.
//! 3. [`pages`] writes it in our Markdown (`write`).
//!
//! Nothing that a file says is trusted: not its names, not its sizes, not its markup. What could not be carried over is
//! told with its place ([`Lost`]); what cannot be read at all is refused ([`Refusal`]).

mod aiken;
mod bank;
mod docx;
mod fragment;
mod gathered;
mod gift;
mod h5p;
mod html;
mod imported;
mod input;
mod lost;
mod marks;
mod mend;
mod moodle;
mod outline;
mod pages;
mod parts;
mod qti;
mod refused;
mod report;
mod seek;
mod shelf;
mod sieve;
mod tex;
mod text2qti;
mod write;
mod xml;

pub use fragment::{Fragment, html_words};
pub use imported::{
    Address, Block, Choice, Gap, Imported, Inline, Lesson, Media, MediaBody, MediaRef, Module, Picture, Question,
    QuestionKind, Quiz, Target, flat, one_line, plain, plain_blocks, words,
};
pub use input::{Body, Input, LONGEST_TEXT, Refusal, is_zip};
pub use lost::Lost;
pub use mend::mend;
pub use report::{LostWords, lost_words, report};
pub use shelf::Shelf;
pub use write::{Layout, Pages, pages};
pub use xml::{Element, Node, html, is_block, xml};

/// How sure it is that a file is of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is not.
    No,
    /// Its name says so, and nothing in it speaks against it.
    Perhaps,
    /// What stands in it says so.
    Surely,
}

/// A format that is read.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// What it is called, in every language.
    pub name: &'static str,
    /// The endings that its files usually have, for the help.
    pub endings: &'static [&'static str],
    /// Tells how sure it is that a file is of this format.
    pub fits: fn(&Input) -> Fit,
    /// Reads a file.
    pub read: fn(&mut Input) -> Result<Imported, Refusal>,
}

/// Every format that is read. Where two are equally sure, the first is taken.
pub const FORMATS: &[Format] = &[
    qti::FORMAT,
    moodle::FORMAT,
    docx::FORMAT,
    h5p::FORMAT,
    pages::FORMAT,
    pages::FILE_FORMAT,
    text2qti::FORMAT,
    aiken::FORMAT,
    gift::FORMAT,
];

/// Reads a file in whatever format it is.
///
/// # Errors
/// When it is of none that is known, or not what it says, or far more than any course.
pub fn read(input: &mut Input) -> Result<(&'static Format, Imported), Refusal> {
    if let Some(refusal) = refused::refused(input) {
        return Err(refusal);
    }
    let mut fitting: Vec<(Fit, &Format)> = FORMATS.iter().map(|format| ((format.fits)(input), format)).collect();
    fitting.retain(|(fit, _)| *fit > Fit::No);
    fitting.sort_by_key(|(fit, _)| std::cmp::Reverse(*fit));
    // A zip may look like two things and hold only one: what the surest finds nothing in, the next may read.
    if let Body::Bytes(_) = &input.body {
        fitting.truncate(1);
    }
    let mut first: Option<Refusal> = None;
    for (_, format) in fitting {
        match (format.read)(input) {
            Ok(mut imported) => {
                sieve::without_bad_pictures(&mut imported, input);
                mend(&mut imported);
                return Ok((format, imported));
            }
            Err(refusal) => {
                first.get_or_insert(refusal);
            }
        }
    }
    Err(first.unwrap_or_else(|| Refusal::new("import.unknown")))
}
