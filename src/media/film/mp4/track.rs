//! One track of an MP4 or MOV: what it is, and where its samples stand (ISO/IEC 14496-12, section 8).

use crate::media::film::input::number;
use crate::media::film::mp4::boxes::{Kind, descend, find, inners};
use crate::media::film::mp4::codec;
use crate::media::film::{AudioStream, VideoStream};
use std::ops::Range;

/// Tracks of more pieces than this are not blanked one by one.
const MOST_CHUNKS: usize = 1_000_000;

/// What a track is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stream {
    Video(VideoStream),
    Audio(AudioStream),
    /// Words: captions, chapters, subtitles.
    Words,
    /// Anything else: where and when it was recorded, and by which device.
    Notes,
}

/// A track.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Track {
    pub(super) id: u64,
    pub(super) stream: Stream,
    /// How long it is, in milliseconds.
    pub(super) duration: Option<u64>,
    /// Its units a second.
    pub(super) scale: u64,
}

/// Reads the track in the content of a `trak`.
pub(super) fn track(trak: &[u8]) -> Option<Track> {
    let header = find(trak, b"tkhd")?;
    let media = find(trak, b"mdia")?;
    let (scale, length) = times(find(media, b"mdhd")?)?;
    let handler: Kind = find(media, b"hdlr")?.get(8..12)?.try_into().ok()?;
    let table = descend(media, &[b"minf", b"stbl"]);
    let entry = table.and_then(|table| Some(inners(find(table, b"stsd")?.get(8..)?).0.into_iter().next()?.whole));
    let stream = match (&handler, entry) {
        (b"vide", Some(entry)) => {
            let mut video = codec::video(entry, rotation(header))?;
            video.rate = table.and_then(|table| rate(table, scale));
            Stream::Video(video)
        }
        (b"soun", Some(entry)) => Stream::Audio(codec::audio(entry)?),
        (b"subt" | b"sbtl" | b"text" | b"clcp" | b"subp", _) => Stream::Words,
        _ => Stream::Notes,
    };
    let id = if header.first() == Some(&1) { number::<4>(header, 20)? } else { number::<4>(header, 12)? };
    Some(Track { id, stream, duration: milliseconds(length, scale), scale })
}

/// Returns the units a second and the length of `mvhd` or `mdhd`.
pub(super) fn times(header: &[u8]) -> Option<(u64, u64)> {
    if header.first() == Some(&1) {
        return Some((number::<4>(header, 20)?, number::<8>(header, 24)?));
    }
    Some((number::<4>(header, 12)?, number::<4>(header, 16)?))
}

/// Returns a length in milliseconds; nothing where there is none.
pub(super) fn milliseconds(length: u64, scale: u64) -> Option<u64> {
    let known = length > 0 && length != u64::from(u32::MAX) && length != u64::MAX && scale > 0;
    known.then(|| u64::try_from(u128::from(length) * 1000 / u128::from(scale)).ok()).flatten()
}

/// Returns by how much a player turns the picture: the matrix of `tkhd`, section 6.2.2.
fn rotation(header: &[u8]) -> u16 {
    let at = if header.first() == Some(&1) { 52 } else { 40 };
    let sign = |index: usize| match number::<4>(header, at + 4 * index) {
        Some(0) | None => 0,
        Some(value) if value < 1 << 31 => 1,
        Some(_) => -1,
    };
    match (sign(0), sign(1), sign(3), sign(4)) {
        (0, 1, -1, 0) => 90,
        (-1, 0, 0, -1) => 180,
        (0, -1, 1, 0) => 270,
        _ => 0,
    }
}

/// Returns pictures a thousand seconds (`stts`, section 8.6.1.2).
fn rate(table: &[u8], scale: u64) -> Option<u64> {
    let entries = find(table, b"stts")?.get(8..)?;
    let (mut samples, mut length) = (0_u64, 0_u64);
    for entry in entries.chunks_exact(8) {
        let count = number::<4>(entry, 0)?;
        samples = samples.saturating_add(count);
        length = length.saturating_add(count.saturating_mul(number::<4>(entry, 4)?));
    }
    (length > 0).then(|| u64::try_from(u128::from(samples) * u128::from(scale) * 1000 / u128::from(length)).ok())?
}

/// Returns where the samples of a track stand in the file, chunk by chunk; nothing where its tables cannot be read.
pub(super) fn chunks(trak: &[u8]) -> Option<Vec<Range<u64>>> {
    let table = descend(trak, &[b"mdia", b"minf", b"stbl"])?;
    let offsets: Vec<u64> = match (find(table, b"stco"), find(table, b"co64")) {
        (Some(offsets), _) => offsets.get(8..)?.chunks_exact(4).filter_map(|bytes| number::<4>(bytes, 0)).collect(),
        (None, Some(offsets)) => offsets.get(8..)?.chunks_exact(8).filter_map(|bytes| number::<8>(bytes, 0)).collect(),
        (None, None) => return None,
    };
    if offsets.len() > MOST_CHUNKS {
        return None;
    }
    let sizes = find(table, b"stsz")?;
    let same = number::<4>(sizes, 4)?;
    let mut each = sizes.get(12..)?.chunks_exact(4).filter_map(|bytes| number::<4>(bytes, 0));
    let runs: Vec<(u64, u64)> = find(table, b"stsc")?
        .get(8..)?
        .chunks_exact(12)
        .filter_map(|run| Some((number::<4>(run, 0)?, number::<4>(run, 4)?)))
        .collect();
    let mut run = 0;
    let mut found = Vec::new();
    for (index, offset) in (1_u64..).zip(offsets) {
        while runs.get(run + 1).is_some_and(|next| next.0 <= index) {
            run += 1;
        }
        let samples = runs.get(run)?.1;
        let size = match same {
            0 => each.by_ref().take(usize::try_from(samples).ok()?).fold(0, u64::saturating_add),
            same => same.saturating_mul(samples),
        };
        found.push(offset..offset.saturating_add(size));
    }
    Some(found)
}
