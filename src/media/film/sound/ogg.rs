//! Ogg (RFC 3533) with Opus (RFC 7845), Vorbis, Theora, FLAC: what they are, and their comments made empty.
//!
//! A comment has a packet of its own, the second of its stream. It keeps its length, so that no page moves; only the
//! pages that it stands on get new sums.

use crate::media::film::input::{Input, little, number};
use crate::media::film::pieces::{Change, changed};
use crate::media::film::{AudioStream, Codec, Container, Index, Inspected, Looked, Probe, Unreadable, VideoStream};
use std::collections::BTreeMap;
use std::io;

/// Comments (with a picture in them) longer than this are not looked for, in bytes.
const MOST_COMMENTS: u64 = 24 * 1024 * 1024;

/// More pages no comments stand on.
const MOST_PAGES: usize = 4_096;

/// As far from the end a page must begin.
const MOST_PAGE: u64 = 66_000;

/// Tells whether a file begins as Ogg.
pub(crate) fn is(head: &[u8]) -> bool {
    head.starts_with(b"OggS")
}

/// A page.
#[derive(Debug, Clone)]
struct Page {
    start: u64,
    stream: u64,
    /// The lengths of its packets, and whether the last one ends here.
    packets: Vec<usize>,
    whole: bool,
    head: usize,
    bytes: Vec<u8>,
}

fn page(input: &mut Input<'_>, at: u64) -> io::Result<Option<Page>> {
    let head = input.at(at, 27 + 255)?;
    let count = usize::from(head.get(26).copied().unwrap_or(0));
    let (Some(lacing), true) = (head.get(27..27 + count), head.starts_with(b"OggS")) else { return Ok(None) };
    let mut packets = vec![0];
    let mut whole = false;
    for length in lacing {
        if whole {
            packets.push(0);
        }
        *packets.last_mut().expect("there is one packet at least") += usize::from(*length);
        whole = *length < 255;
    }
    let size = 27 + count + packets.iter().sum::<usize>();
    let Some(stream) = little::<4>(&head, 14) else { return Ok(None) };
    let Some(bytes) = input.exactly(at, size)? else { return Ok(None) };
    Ok(Some(Page { start: at, stream, packets, whole, head: 27 + count, bytes }))
}

/// What is known of one stream.
#[derive(Debug, Default)]
struct Stream {
    /// Its first packet.
    first: Vec<u8>,
    /// How many packets are there as a whole.
    packets: usize,
    /// Where the bytes of its comments stand.
    comments: Vec<(u64, usize)>,
}

/// Looks into an Ogg.
pub(crate) fn look(input: &mut Input<'_>) -> Looked<Inspected> {
    let mut streams: BTreeMap<u64, Stream> = BTreeMap::new();
    let mut pages: Vec<Page> = Vec::new();
    let mut at = 0;
    while at < MOST_COMMENTS.min(input.size()) && pages.len() < MOST_PAGES {
        let Some(page) = page(input, at)? else { break };
        at += page.bytes.len() as u64;
        let stream = streams.entry(page.stream).or_default();
        take(stream, &page);
        let done = streams.values().all(|stream| stream.packets >= 2);
        pages.push(page);
        if done {
            break;
        }
    }
    let known = streams.values().map(|stream| kind(&stream.first)).collect::<Vec<_>>();
    let audio = known.iter().find_map(|kind| kind.audio.clone());
    let video = known.iter().find_map(|kind| kind.video.clone());
    if audio.is_none() && video.is_none() {
        return Ok(Err(if pages.is_empty() || at >= input.size() { Unreadable::CutShort } else { Unreadable::Broken }));
    }
    let ids: Vec<u64> = streams.keys().copied().collect();
    let duration = length(input, &ids, &known)?;
    let (changes, tells) = emptied(&streams, &pages);
    let probe = Probe {
        container: Container::Ogg,
        duration,
        size: input.size(),
        video,
        audio,
        index: Index::Front,
        cut: at >= input.size(),
    };
    Ok(Ok(Inspected { probe, pieces: changed(input.size(), changes), tells }))
}

/// Adds what a page holds of the first two packets of its stream.
fn take(stream: &mut Stream, page: &Page) {
    let mut at = page.head;
    let last = page.packets.len() - 1;
    for (index, length) in page.packets.iter().enumerate() {
        match stream.packets {
            0 if stream.first.len() < 4096 => stream.first.extend(&page.bytes[at..at + length]),
            1 => stream.comments.push((page.start + at as u64, *length)),
            _ => {}
        }
        at += length;
        if index < last || page.whole {
            stream.packets += 1;
        }
    }
}

/// What a stream is.
#[derive(Debug, Default)]
struct Kind {
    video: Option<VideoStream>,
    audio: Option<AudioStream>,
    /// Units a second of its pages' places, and how many of them are before the beginning.
    units: Option<(u64, u64)>,
    /// Theora counts from its key frames: by so many bits.
    shift: u32,
}

fn kind(first: &[u8]) -> Kind {
    let audio = |codec, rate: Option<u64>, channels: Option<&u8>| AudioStream {
        codec,
        rate: rate.and_then(|rate| u32::try_from(rate).ok()).filter(|rate| *rate > 0),
        channels: channels.copied().map(u16::from),
    };
    if first.starts_with(b"OpusHead") {
        let skipped = little::<2>(first, 10).unwrap_or(0);
        let audio = audio(Codec::Opus, Some(48_000), first.get(9));
        return Kind { audio: Some(audio), units: Some((48_000, skipped)), ..Kind::default() };
    }
    if first.starts_with(b"\x01vorbis") {
        let rate = little::<4>(first, 12);
        let audio = audio(Codec::Vorbis, rate, first.get(11));
        return Kind { audio: Some(audio), units: rate.map(|rate| (rate, 0)), ..Kind::default() };
    }
    if first.starts_with(b"\x7fFLAC") {
        let rate = number::<3>(first, 27).map(|packed| packed >> 4);
        let audio = audio(Codec::Flac, rate, None);
        return Kind { audio: Some(audio), units: rate.map(|rate| (rate, 0)), ..Kind::default() };
    }
    if first.starts_with(b"Speex   ") {
        let rate = little::<4>(first, 36);
        let audio = audio(Codec::Other("Speex".into()), rate, None);
        return Kind { audio: Some(audio), units: rate.map(|rate| (rate, 0)), ..Kind::default() };
    }
    if first.starts_with(b"\x80theora") {
        return theora(first).unwrap_or_default();
    }
    Kind::default()
}

/// Theora Specification, section 6.2.
fn theora(first: &[u8]) -> Option<Kind> {
    let side = |at: usize| number::<3>(first, at).and_then(|side| u32::try_from(side).ok());
    let (over, under) = (number::<4>(first, 22)?, number::<4>(first, 26)?);
    let size = (side(14)?, side(17)?);
    let packed = number::<2>(first, 40)?;
    let video = VideoStream {
        codec: Codec::Theora,
        profile: None,
        level: None,
        depth: Some(8),
        chroma: None,
        shown: size,
        coded: size,
        rotation: 0,
        rate: (under > 0).then(|| over * 1000 / under),
    };
    let units = (under > 0 && over >= under).then(|| (over / under, 0));
    Some(Kind { video: Some(video), audio: None, units, shift: u32::try_from(packed >> 5 & 31).ok()? })
}

/// Returns the end of the last page, in milliseconds.
fn length(input: &mut Input<'_>, ids: &[u64], kinds: &[Kind]) -> io::Result<Option<u64>> {
    let from = input.size().saturating_sub(MOST_PAGE);
    let bytes = input.at(from, usize::try_from(MOST_PAGE).unwrap_or(0))?;
    let mut longest = None;
    for (at, _) in bytes.windows(4).enumerate().filter(|(_, window)| *window == b"OggS") {
        let (Some(granule), Some(stream)) = (little::<8>(&bytes, at + 6), little::<4>(&bytes, at + 14)) else {
            continue;
        };
        let known = ids.iter().position(|id| *id == stream).map(|index| &kinds[index]);
        let Some((rate, skipped)) = known.and_then(|kind| kind.units).filter(|units| units.0 > 0) else { continue };
        if granule == u64::MAX {
            continue;
        }
        let shift = known.map_or(0, |kind| kind.shift);
        let place = if shift > 0 { (granule >> shift) + (granule & ((1 << shift) - 1)) } else { granule };
        let end = u128::from(place.saturating_sub(skipped)) * 1000 / u128::from(rate);
        longest = longest.max(u64::try_from(end).ok());
    }
    Ok(longest.filter(|longest| *longest > 0))
}

/// Returns the changes that make the comments empty, and whether one could not be.
fn emptied(streams: &BTreeMap<u64, Stream>, pages: &[Page]) -> (Vec<Change>, bool) {
    let mut changed: BTreeMap<u64, Vec<u8>> = BTreeMap::new();
    let mut tells = false;
    for stream in streams.values() {
        let length: usize = stream.comments.iter().map(|part| part.1).sum();
        let Some(empty) = empty_comment(&stream.first, length).filter(|_| stream.packets >= 2) else {
            tells |= kind(&stream.first).audio.is_some() || kind(&stream.first).video.is_some();
            continue;
        };
        let mut rest = empty.as_slice();
        for (place, length) in &stream.comments {
            let (part, after) = rest.split_at((*length).min(rest.len()));
            rest = after;
            let Some(page) = pages.iter().rev().find(|page| page.start <= *place) else { continue };
            let bytes = changed.entry(page.start).or_insert_with(|| page.bytes.clone());
            let at = usize::try_from(place - page.start).unwrap_or(usize::MAX);
            if let Some(old) = bytes.get_mut(at..at.saturating_add(part.len())) {
                old.copy_from_slice(part);
            }
        }
    }
    let before = |start: &u64| pages.iter().find(|page| page.start == *start).map(|page| &page.bytes);
    changed.retain(|start, bytes| before(start) != Some(bytes));
    let changes = changed.into_iter().map(|(start, mut bytes)| {
        bytes[22..26].fill(0);
        let sum = sum(&bytes);
        bytes[22..26].copy_from_slice(&sum.to_le_bytes());
        Change::bytes(start, bytes)
    });
    (changes.collect(), tells)
}

/// Returns a comment of `length` bytes that says nothing, for the stream that begins with `first`. Its writer has a name
/// of zeros that fills it.
fn empty_comment(first: &[u8], length: usize) -> Option<Vec<u8>> {
    let (name, ending): (&[u8], &[u8]) = match first {
        first if first.starts_with(b"OpusHead") => (b"OpusTags", b""),
        first if first.starts_with(b"\x01vorbis") => (b"\x03vorbis", b"\x01"),
        first if first.starts_with(b"\x80theora") => (b"\x81theora", b""),
        first if first.starts_with(b"Speex   ") => (b"", b""),
        _ => return None,
    };
    let writer = length.checked_sub(name.len() + 8 + ending.len())?;
    let count = u32::try_from(writer).ok()?.to_le_bytes();
    Some([name, &count, &vec![0; writer], &[0; 4], ending].concat())
}

/// Returns the sum of a page (RFC 3533, section 6): CRC-32 with 0x04c11db7, neither turned around nor inverted.
fn sum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte) << 24, |sum: u32, _| sum << 1 ^ if sum >> 31 == 1 { 0x04c1_1db7 } else { 0 })
    })
}
