//! MP4 and MOV: what they are, and what of them leaves.

mod boxes;
mod clean;
mod codec;
mod layout;
mod track;

use crate::media::film::input::{Input, number};
use crate::media::film::mp4::boxes::{Outers, find, inners, kind};
use crate::media::film::mp4::track::{Stream, Track};
use crate::media::film::{Container, Index, Inspected, Looked, Probe, Unreadable};
use std::io;

/// A longer table of contents, in bytes, no film has that a phone could play.
const MOST_INDEX: u64 = 32 * 1024 * 1024;

/// A longer fragment's head is not read, in bytes.
const MOST_FRAGMENT: u64 = 1024 * 1024;

/// Tells whether a file begins as an MP4 or MOV.
pub(super) fn is(head: &[u8]) -> bool {
    let known = |kind: &[u8; 4]| {
        matches!(
            kind,
            b"ftyp" | b"styp" | b"moov" | b"mdat" | b"free" | b"skip" | b"wide" | b"pnot" | b"moof" | b"sidx"
        )
    };
    let size = number::<4>(head, 0).unwrap_or(0);
    kind(head).as_ref().is_some_and(known) && !(2..8).contains(&size)
}

/// Looks into an MP4 or MOV.
pub(super) fn look(input: &mut Input<'_>) -> Looked<Inspected> {
    let outers = boxes::outers(input)?;
    let Some(moov) = outers.boxes.iter().find(|outer| outer.kind == *b"moov").copied() else {
        let whole = outers.boxes.iter().any(|outer| outer.kind == *b"mdat") && !outers.cut;
        return Ok(Err(if whole { Unreadable::Broken } else { Unreadable::CutShort }));
    };
    if outers.cut && outers.boxes.last().is_some_and(|last| last.kind == *b"moov") {
        return Ok(Err(Unreadable::CutShort));
    }
    if moov.size - moov.head > MOST_INDEX {
        return Ok(Err(Unreadable::Broken));
    }
    let length = usize::try_from(moov.size - moov.head).unwrap_or(usize::MAX);
    let Some(content) = input.exactly(moov.start + moov.head, length)? else {
        return Ok(Err(Unreadable::Broken));
    };
    let inner = inners(&content).0;
    let trak: Vec<&[u8]> = inner.iter().filter(|inner| inner.kind == *b"trak").map(|inner| inner.content).collect();
    // What cannot be read as a track is one that no player reads.
    let tracks: Vec<Option<Track>> = trak.iter().map(|trak| track::track(trak)).collect();
    let Some(mut probe) = probe(input, &outers, &content, &tracks)? else { return Ok(Err(Unreadable::Broken)) };
    probe.cut |= reaches_beyond(&trak, &tracks, input.size());
    let notes: Vec<bool> =
        tracks.iter().map(|track| track.as_ref().is_none_or(|track| track.stream == Stream::Notes)).collect();
    let left = layout::leaving(&outers.boxes, moov, &content, &notes, input.size());
    Ok(Ok(Inspected { probe, pieces: left.pieces, tells: left.tells }))
}

/// Returns what the film is; nothing where no table of contents says it.
fn probe(input: &mut Input<'_>, outers: &Outers, moov: &[u8], tracks: &[Option<Track>]) -> io::Result<Option<Probe>> {
    let Some((scale, length)) = find(moov, b"mvhd").and_then(track::times) else { return Ok(None) };
    let known = || tracks.iter().flatten();
    let video = known().find_map(|track| match &track.stream {
        Stream::Video(video) => Some(video.clone()),
        _ => None,
    });
    let audio = known().find_map(|track| match &track.stream {
        Stream::Audio(audio) => Some(audio.clone()),
        _ => None,
    });
    let place = |kind: &[u8; 4]| outers.boxes.iter().find(|outer| outer.kind == *kind).map(|outer| outer.start);
    let fragmented = place(b"moof").is_some() || find(moov, b"mvex").is_some();
    let index = match (fragmented, place(b"moov"), place(b"mdat")) {
        (true, ..) => Index::Fragments,
        (false, Some(moov), Some(mdat)) if moov > mdat => Index::Behind,
        _ => Index::Front,
    };
    let longest = known()
        .filter(|track| matches!(track.stream, Stream::Video(_) | Stream::Audio(_)))
        .filter_map(|track| track.duration)
        .max();
    let mut duration = track::milliseconds(length, scale).or(longest);
    if fragmented {
        duration = fragments(input, outers, moov, tracks)?.max(duration);
    }
    let container = match input.at(0, 16)? {
        head if head.get(4..8) != Some(b"ftyp") => Container::QuickTime,
        head if head.get(8..12) == Some(b"qt  ") => Container::QuickTime,
        _ => Container::Mp4,
    };
    Ok(Some(Probe { container, duration, size: input.size(), video, audio, index, cut: outers.cut }))
}

/// Returns where the last fragments end, in milliseconds (ISO/IEC 14496-12, section 8.8).
fn fragments(input: &mut Input<'_>, outers: &Outers, moov: &[u8], tracks: &[Option<Track>]) -> io::Result<Option<u64>> {
    let defaults: Vec<(u64, u64)> = find(moov, b"mvex")
        .map(|extends| inners(extends).0)
        .unwrap_or_default()
        .iter()
        .filter(|inner| inner.kind == *b"trex")
        .filter_map(|inner| Some((number::<4>(inner.content, 4)?, number::<4>(inner.content, 12)?)))
        .collect();
    let mut end = None;
    // Each track has its own fragments in some files, by turns.
    let last = outers.boxes.iter().rev().filter(|outer| outer.kind == *b"moof" && outer.size <= MOST_FRAGMENT).take(8);
    for outer in last {
        let Ok(size) = usize::try_from(outer.size) else { continue };
        let bytes = input.at(outer.start, size)?;
        let content = bytes.get(8..).unwrap_or(&[]);
        for inner in inners(content).0.iter().filter(|inner| inner.kind == *b"traf") {
            end = end.max(fragment_end(inner.content, &defaults, tracks));
        }
    }
    Ok(end)
}

fn fragment_end(traf: &[u8], defaults: &[(u64, u64)], tracks: &[Option<Track>]) -> Option<u64> {
    let header = find(traf, b"tfhd")?;
    let (flags, id) = (number::<3>(header, 1)?, number::<4>(header, 4)?);
    let track = tracks.iter().flatten().find(|track| track.id == id)?;
    let mut at = 8;
    at += if flags & 1 != 0 { 8 } else { 0 };
    at += if flags & 2 != 0 { 4 } else { 0 };
    let own = if flags & 8 != 0 { number::<4>(header, at) } else { None };
    let each = own.or_else(|| defaults.iter().find(|default| default.0 == id).map(|default| default.1))?;
    let begin = match find(traf, b"tfdt") {
        Some(time) if time.first() == Some(&1) => number::<8>(time, 4)?,
        Some(time) => number::<4>(time, 4)?,
        None => return None,
    };
    let runs = inners(traf).0.into_iter().filter(|inner| inner.kind == *b"trun");
    let length = runs.filter_map(|run| run_length(run.content, each)).fold(0, u64::saturating_add);
    track::milliseconds(begin.saturating_add(length), track.scale)
}

fn run_length(run: &[u8], each: u64) -> Option<u64> {
    let (flags, count) = (number::<3>(run, 1)?, number::<4>(run, 4)?);
    if flags & 0x100 == 0 {
        return Some(count.saturating_mul(each));
    }
    let head = 8 + if flags & 1 != 0 { 4 } else { 0 } + if flags & 4 != 0 { 4 } else { 0 };
    let fields = [0x100, 0x200, 0x400, 0x800].iter().filter(|flag| flags & **flag != 0).count();
    let lengths = run.get(head..)?.chunks_exact(4 * fields).filter_map(|sample| number::<4>(sample, 0));
    Some(lengths.fold(0, u64::saturating_add))
}

/// Tells whether pictures or sound should stand behind the end of the file.
fn reaches_beyond(trak: &[&[u8]], tracks: &[Option<Track>], size: u64) -> bool {
    let played = tracks.iter().zip(trak).filter(|(track, _)| {
        track.as_ref().is_some_and(|track| matches!(track.stream, Stream::Video(_) | Stream::Audio(_)))
    });
    played.filter_map(|(_, trak)| track::chunks(trak)).flatten().any(|chunk| chunk.end > size)
}
