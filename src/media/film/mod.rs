//! Films and sounds: what they are, and what leaves the house of them, without ffmpeg and without reading them.
//!
//! 1. [`inspect`] looks into a file here and there: what holds it, what is in it, how long it is ([`Probe`]).
//! 2. With it comes what of the file leaves: what was noted beside pictures and sound (place, person, device, time) is
//!    left out or blanked, and the table of contents stands in front, so that a film begins at once over any network.
//! 3. [`advice`] says what phones will not play and what is larger than needed, with the command that mends it.
//! 4. [`facts`] says of each film of a course where it is and in which languages its words are.

mod advice;
mod bits;
mod codec;
mod command;
mod facts;
mod input;
mod listed;
mod matroska;
mod mp4;
mod pieces;
mod planned;
mod probe;
mod riff;
mod sound;

pub use advice::{Use, advice};
pub use facts::{FilmFacts, Whereabouts, facts};
pub(crate) use planned::plan;
pub use planned::{PlannedFilm, body};
pub use probe::{AudioStream, Chroma, Codec, Container, Index, Probe, VideoStream};

use crate::media::film::input::Input;
use crate::media::film::sound::{flac, mp3, ogg};
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
    let head = input.at(0, 512)?;
    if mp4::is(&head) {
        return mp4::look(&mut input);
    }
    if matroska::is(&head) {
        return matroska::look(&mut input);
    }
    if riff::is(&head) {
        return riff::look(&mut input);
    }
    if ogg::is(&head) {
        return ogg::look(&mut input);
    }
    if head.starts_with(b"fLaC") {
        return flac::look(&mut input);
    }
    if let Some(container) = by_name(&head) {
        return Ok(Ok(known_by_name(container, input.size())));
    }
    if mp3::is(&head) {
        let begin = mp3::before(&mut input, 0)?;
        return if input.at(begin, 4)? == b"fLaC" { flac::look(&mut input) } else { mp3::look(&mut input) };
    }
    Ok(Err(Unreadable::NotMedia))
}

/// Returns what no browser plays, by how it begins.
fn by_name(head: &[u8]) -> Option<Container> {
    let at = |from: usize, letters: &[u8]| head.get(from..from + letters.len()) == Some(letters);
    Some(match head {
        _ if at(0, &[0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11]) => Container::Asf,
        _ if at(0, b"FLV\x01") => Container::Flash,
        _ if at(0, &[0, 0, 1, 0xba]) || at(0, &[0, 0, 1, 0xb3]) => Container::MpegProgram,
        _ if at(0, b"FORM") && (at(8, b"AIFF") || at(8, b"AIFC")) => Container::Aiff,
        _ if at(0, b"#!AMR") => Container::Amr,
        // Packets of 188 bytes, or of 192 with a time before each.
        _ if [0, 188, 376].iter().all(|from| at(*from, b"G")) => Container::MpegTransport,
        _ if [4, 196, 388].iter().all(|from| at(*from, b"G")) => Container::MpegTransport,
        _ => return None,
    })
}

/// Returns what is known of a film or sound whose streams are not looked into: nobody plays it anyway.
fn known_by_name(container: Container, size: u64) -> Inspected {
    let probe = Probe { container, duration: None, size, video: None, audio: None, index: Index::Front, cut: false };
    Inspected { probe, pieces: None, tells: true }
}
