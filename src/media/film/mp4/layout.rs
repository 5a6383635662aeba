//! What of an MP4 or MOV leaves, in which order.
//!
//! 1. A film in fragments stays where it is: its notes become gaps of the same size.
//! 2. Any other becomes its kind (`ftyp`), its table of contents, and its pictures and sound: nothing else.
//! 3. Samples of tracks that are left out (GPS of a camera) become zeros where they stand among the others.
//! 4. Offsets that no longer fit into 32 bits are written with 64.

use crate::media::film::mp4::boxes::{Outer, inners};
use crate::media::film::mp4::clean::{Refused, Removal, Rewriting};
use crate::media::film::mp4::track::chunks;
use crate::media::film::pieces::joined;
use crate::tree::Piece;
use std::ops::Range;
use std::sync::Arc;

/// A film of more ranges than this is not put together.
const MOST_PIECES: usize = 400_000;

/// What leaves.
#[derive(Debug)]
pub(super) struct Leaving {
    /// The pieces, where that is not the whole file as it is.
    pub(super) pieces: Option<Arc<[Piece]>>,
    /// Whether something that tells stays.
    pub(super) tells: bool,
}

/// Returns what leaves of the film of `size` bytes whose `moov` has this content; `notes` are its tracks of notes. All
/// of it leaves where the table of contents cannot be written again.
pub(super) fn leaving(outers: &[Outer], moov: Outer, content: &[u8], notes: &[bool], size: u64) -> Leaving {
    let fragmented = outers.iter().any(|outer| outer.kind == *b"moof")
        || inners(content).0.iter().any(|inner| inner.kind == *b"mvex");
    let pieces =
        if fragmented { in_place(outers, moov, content, notes) } else { in_order(outers, moov, content, notes) };
    let Some(pieces) = pieces.map(joined) else { return Leaving { pieces: None, tells: true } };
    let whole = matches!(pieces.as_slice(), [Piece::Range { from: 0, size: all }] if *all == size);
    // The samples of a track of notes stand in fragments that were not looked into.
    let tells = fragmented && notes.contains(&true);
    Leaving { pieces: (!whole).then(|| pieces.into()), tells }
}

fn in_place(outers: &[Outer], moov: Outer, content: &[u8], notes: &[bool]) -> Option<Vec<Piece>> {
    let stays: Vec<bool> = vec![false; notes.len()];
    let rewriting = Rewriting { removal: Removal::Blanked, without: &stays, moved: &|offset| offset, wide: false };
    let written = rewriting.moov(content).ok().filter(|written| written.len() == content.len() + 8)?;
    let mut pieces = Vec::new();
    for outer in outers {
        match &outer.kind {
            b"moov" if outer.start == moov.start => {
                pieces.push(Piece::Range { from: outer.start, size: outer.head });
                pieces.push(Piece::Bytes(written[8..].into()));
            }
            b"ftyp" | b"styp" | b"sidx" | b"ssix" | b"moof" | b"mdat" | b"mfra" => {
                pieces.push(Piece::Range { from: outer.start, size: outer.size });
            }
            _ => pieces.extend(gap(outer.size)),
        }
    }
    Some(pieces)
}

/// Returns a box of `size` bytes that holds nothing.
fn gap(size: u64) -> Vec<Piece> {
    let head = match u32::try_from(size) {
        Ok(size) => [&size.to_be_bytes()[..], b"free"].concat(),
        Err(_) => [&1_u32.to_be_bytes()[..], b"free", &size.to_be_bytes()].concat(),
    };
    let rest = size.saturating_sub(head.len() as u64);
    vec![Piece::Bytes(head.into()), Piece::Zeros(rest)]
}

fn in_order(outers: &[Outer], moov: Outer, content: &[u8], notes: &[bool]) -> Option<Vec<Piece>> {
    let front: Vec<&Outer> = outers.iter().filter(|outer| outer.kind == *b"ftyp").take(1).collect();
    let media: Vec<&Outer> = outers.iter().filter(|outer| outer.kind == *b"mdat").collect();
    let before: u64 = front.iter().map(|outer| outer.size).sum();
    let (mut wide, mut length) = (false, 0);
    // A wider table of contents moves what stands behind it, once.
    for _ in 0..4 {
        let moved = |offset| moved(&media, before + length, offset);
        let rewriting = Rewriting { removal: Removal::LeftOut, without: notes, moved: &moved, wide };
        let written = match rewriting.moov(content) {
            Ok(written) => written,
            Err(Refused::TooFar) => {
                wide = true;
                continue;
            }
            Err(Refused::Broken) => return None,
        };
        if written.len() as u64 == length {
            let same = front.first().is_none_or(|front| front.start == 0) && moov.start == before && moov.head == 8;
            let mut pieces: Vec<Piece> =
                front.iter().map(|outer| Piece::Range { from: outer.start, size: outer.size }).collect();
            pieces.push(if same && content == &written[8..] {
                Piece::Range { from: moov.start, size: moov.size }
            } else {
                Piece::Bytes(written.into())
            });
            let blank = blanked(content, notes)?;
            media.iter().for_each(|outer| around(outer.start..outer.end(), &blank, &mut pieces));
            return (pieces.len() <= MOST_PIECES).then_some(pieces);
        }
        length = written.len() as u64;
    }
    None
}

/// Returns where what stood at `offset` stands when the media begin at `begin`.
fn moved(media: &[&Outer], begin: u64, offset: u64) -> u64 {
    let mut at = begin;
    for outer in media {
        if (outer.start..outer.end()).contains(&offset) {
            return at + (offset - outer.start);
        }
        at += outer.size;
    }
    // An offset to nowhere, as empty chunks have it.
    offset
}

/// Returns where the samples of tracks stand that are left out, in order and without overlaps. Nothing where they
/// cannot be found: then they could not be blanked.
fn blanked(content: &[u8], notes: &[bool]) -> Option<Vec<Range<u64>>> {
    let traks = inners(content).0.into_iter().filter(|inner| inner.kind == *b"trak");
    let mut blank: Vec<Range<u64>> = Vec::new();
    for (trak, noted) in traks.zip(notes) {
        if *noted {
            // A track without any table has no samples.
            blank.extend(chunks(trak.content).unwrap_or_default());
        }
    }
    blank.retain(|range| range.start < range.end);
    blank.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<u64>> = Vec::new();
    for range in blank {
        match merged.last_mut().filter(|last| last.end >= range.start) {
            Some(last) => last.end = last.end.max(range.end),
            None => merged.push(range),
        }
    }
    (merged.len() < MOST_PIECES / 2).then_some(merged)
}

/// Adds `range` of the file with zeros in the place of `blank`.
fn around(range: Range<u64>, blank: &[Range<u64>], pieces: &mut Vec<Piece>) {
    let mut at = range.start;
    // The head of the box stays, whatever a table of contents says.
    let first = (range.start + 8).min(range.end);
    for hole in blank {
        let (from, to) = (hole.start.max(first).max(at), hole.end.min(range.end));
        if from >= to {
            continue;
        }
        pieces.push(Piece::Range { from: at, size: from - at });
        pieces.push(Piece::Zeros(to - from));
        at = to;
    }
    pieces.push(Piece::Range { from: at, size: range.end - at });
}
