//! Films and sounds: what they are, and what leaves the house of them, without ffmpeg and without reading them.
//!
//! 1. [`inspect`] looks into a file here and there: what holds it, what is in it, how long it is ([`Probe`]).
//! 2. With it comes what of the file leaves: what was noted beside pictures and sound (place, person, device, time) is
//!    left out or blanked, and the table of contents stands in front, so that a film begins at once over any network.
//! 3. [`facts`] says of each film of a course where it is and in which languages its words are.

mod bits;
mod facts;
mod input;
mod mp4;
mod probe;

pub use facts::{FilmFacts, Whereabouts, facts};
pub use probe::{AudioStream, Chroma, Codec, Container, Index, Probe, VideoStream};

use crate::media::film::input::Input;
use crate::span::SourcePath;
use crate::tree::Piece;
use crate::world::{ReadError, Seekable, World};
use std::io;
use std::sync::Arc;

/// Why a file is no film or sound that can be played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// It is something else: a page of the web, a picture, a text.
    NotMedia,
    /// It ends before the table of contents that every player needs: a copy or a recording was broken off.
    CutShort,
    /// It begins like a film or sound and cannot be read.
    Broken,
}

/// What was found in a film or sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspected {
    /// What it is.
    pub probe: Probe,
    /// What of it leaves, where that is not all of it.
    pub pieces: Option<Arc<[Piece]>>,
    /// Whether something is left in it that may tell of a person, a place or a device.
    pub tells: bool,
}

/// What came of looking into a file: the disk may refuse, the file may be no film.
type Looked<T> = io::Result<Result<T, Unreadable>>;

/// Looks into a film or sound.
///
/// # Errors
/// When the file cannot be read.
pub fn inspect(world: &dyn World, path: &SourcePath) -> Result<Result<Inspected, Unreadable>, ReadError> {
    look(&mut *world.seek(path)?).map_err(|source| ReadError { path: path.to_string(), source })
}

/// Returns what a film or sound is.
///
/// # Errors
/// When the file cannot be read.
pub fn probe(world: &dyn World, path: &SourcePath) -> Result<Result<Probe, Unreadable>, ReadError> {
    Ok(inspect(world, path)?.map(|inspected| inspected.probe))
}

/// Looks into a file and sees by its content alone what it is.
fn look(file: &mut dyn Seekable) -> Looked<Inspected> {
    let mut input = Input::new(file)?;
    let head = input.at(0, 64)?;
    match &head {
        head if mp4::is(head) => mp4::look(&mut input),
        _ => Ok(Err(Unreadable::NotMedia)),
    }
}
