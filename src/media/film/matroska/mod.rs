//! WebM and MKV (RFC 9559, in the EBML of RFC 8794): what they are, and what of them leaves.
//!
//! What tells of people, times and devices becomes `Void` of the same size, or zeros where something must be there:
//! nothing moves, so every place that the file names stays right.

mod ebml;

use crate::media::film::codec::{Fineness, av1, avc, hevc};
use crate::media::film::input::Input;
use crate::media::film::matroska::ebml::{Element, element, float, placed, sized, unsigned};
use crate::media::film::pieces::{Change, changed};
use crate::media::film::{AudioStream, Codec, Container, Index, Inspected, Looked, Probe, Unreadable, VideoStream};
use std::io;

const HEAD: u32 = 0x1A45_DFA3;
const SEGMENT: u32 = 0x1853_8067;
const CLUSTER: u32 = 0x1F43_B675;
const INFO: u32 = 0x1549_A966;
const TRACKS: u32 = 0x1654_AE6B;
const TAGS: u32 = 0x1254_C367;
const ATTACHMENTS: u32 = 0x1941_A469;
const SEEK_HEAD: u32 = 0x114D_9B74;
const CUES: u32 = 0x1C53_BB6B;
const CHAPTERS: u32 = 0x1043_A770;
const VOID: u32 = 0xEC;
const CRC: u32 = 0xBF;

/// A longer head, in bytes, is not looked into.
const MOST_HEAD: u64 = 4 * 1024 * 1024;

/// Tells whether a file begins as WebM or MKV.
pub(super) fn is(head: &[u8]) -> bool {
    head.starts_with(&HEAD.to_be_bytes())
}

/// What was found on the way through a segment.
#[derive(Debug, Default)]
struct Found {
    container: Option<Container>,
    /// Nanoseconds a unit.
    scale: Option<u64>,
    /// In units.
    length: Option<f64>,
    video: Option<VideoStream>,
    audio: Option<AudioStream>,
    tracks: bool,
    clusters: bool,
    tells: bool,
    /// When the last cluster begins, in units.
    last: Option<u64>,
    cut: bool,
    changes: Vec<Change>,
}

/// Looks into a WebM or MKV.
pub(super) fn look(input: &mut Input<'_>) -> Looked<Inspected> {
    let mut found = Found::default();
    let Some(end) = segment(input, &mut found)? else { return Ok(Err(Unreadable::Broken)) };
    if !found.tracks {
        return Ok(Err(if found.cut { Unreadable::CutShort } else { Unreadable::Broken }));
    }
    if !found.clusters {
        return Ok(Err(Unreadable::CutShort));
    }
    let scale = found.scale.unwrap_or(1_000_000);
    let told = found.length.map(|length| length * scale as f64 / 1e6).filter(|length| (0.0..1e12).contains(length));
    let counted = || found.last.map(|last| last.saturating_mul(scale) / 1_000_000).filter(|last| *last > 0);
    let probe = Probe {
        container: found.container.unwrap_or(Container::Matroska),
        duration: told.map(|length| length.round() as u64).filter(|length| *length > 0).or_else(counted),
        size: input.size(),
        video: found.video,
        audio: found.audio,
        index: Index::Front,
        cut: found.cut,
    };
    if end < input.size() {
        found.changes.push(Change::cut(end..input.size()));
    }
    Ok(Ok(Inspected { probe, pieces: changed(input.size(), found.changes), tells: found.tells }))
}

/// Walks through the segment; returns where it ends.
fn segment(input: &mut Input<'_>, found: &mut Found) -> io::Result<Option<u64>> {
    let Some(head) = element(input, 0)? else { return Ok(None) };
    let content = input.at(head.content(), 256)?;
    let kind = sized(&content).find(|(id, _)| *id == 0x4282).map(|(_, kind)| kind.to_vec());
    let web = kind.is_some_and(|kind| kind.starts_with(b"webm"));
    found.container = Some(if web { Container::WebM } else { Container::Matroska });
    let mut at = head.end().unwrap_or(0);
    let segment = loop {
        let Some(outer) = element(input, at)? else { return Ok(None) };
        match outer.id {
            SEGMENT => break outer,
            VOID | CRC => at = outer.end().unwrap_or(u64::MAX),
            _ => return Ok(None),
        }
    };
    let promised = segment.end();
    let end = promised.unwrap_or(u64::MAX).min(input.size());
    found.cut = promised.is_some_and(|promised| promised > input.size());
    let mut at = segment.content();
    while at < end {
        let Some(inner) = element(input, at)? else {
            // What stands behind was not seen.
            found.tells = true;
            break;
        };
        let next = inner.end();
        found.cut |= next.is_some_and(|next| next > input.size());
        level(input, &inner, found)?;
        at = match (inner.id, next) {
            // Its size is not known: what it holds is passed one by one, up to what cannot stand in it.
            (CLUSTER, None) => inner.content(),
            (_, Some(next)) => next,
            (_, None) => break,
        };
    }
    Ok(Some(end))
}

/// Looks at an element of the segment, or of a cluster whose size is not known.
fn level(input: &mut Input<'_>, inner: &Element, found: &mut Found) -> io::Result<()> {
    let size = inner.size.unwrap_or(0);
    let here = inner.start..inner.end().unwrap_or(inner.start).min(input.size());
    let read = |input: &mut Input<'_>| input.at(inner.content(), usize::try_from(size.min(MOST_HEAD)).unwrap_or(0));
    match inner.id {
        INFO => {
            let bytes = read(input)?;
            info(&bytes, inner.content(), found);
        }
        TRACKS => {
            let bytes = read(input)?;
            found.tracks = true;
            sized(&bytes).filter(|(id, _)| *id == 0xAE).for_each(|(_, entry)| track(entry, found));
        }
        TAGS | ATTACHMENTS => found.changes.extend(void(here)),
        CLUSTER => {
            found.clusters = true;
            let bytes = input.at(inner.content(), 32)?;
            let time = sized(&bytes).find(|(id, _)| *id == 0xE7).and_then(|(_, time)| unsigned(time));
            found.last = time.max(found.last);
        }
        SEEK_HEAD | CUES | CHAPTERS | CRC => {}
        VOID => found.changes.extend(void(here)),
        // In a cluster: time, blocks, and what belongs to them.
        0xE7 | 0xA3 | 0xA0 | 0xA7 | 0xAB | 0x5854 | 0xAF => {}
        _ => found.changes.extend(void(here)),
    }
    Ok(())
}

fn info(bytes: &[u8], start: u64, found: &mut Found) {
    let mut changes = Vec::new();
    let mut sum = None;
    for (id, begin, from, content) in placed(bytes) {
        let (begin, from) = (start + begin, start + from);
        let whole = begin..from + content.len() as u64;
        match id {
            0x2A_D7B1 => found.scale = unsigned(content).filter(|scale| *scale > 0),
            0x4489 => found.length = float(content),
            CRC => sum = Some(whole),
            // Title, the moment of recording, the names of this file and its neighbours.
            0x7BA9 | 0x4461 | 0x7384 | 0x3C_83AB | 0x3E_83BB => changes.extend(void(whole)),
            // Who wrote it must be there: it is no name then.
            0x4D80 | 0x5741 if content.iter().any(|byte| *byte != 0) => {
                changes.push(Change::zeros(from..from + content.len() as u64));
            }
            _ => {}
        }
    }
    // A sum over what was there before is wrong now.
    if !changes.is_empty() {
        changes.extend(sum.into_iter().flat_map(void));
    }
    found.changes.extend(changes);
}

/// Returns the changes that make an element a `Void` of the same size; none where there is not even room for that, or
/// it is one.
fn void(range: std::ops::Range<u64>) -> Vec<Change> {
    let size = range.end - range.start;
    let head = match size {
        0 | 1 => return Vec::new(),
        2..=127 => vec![0xEC, 0x80 | u8::try_from(size - 2).unwrap_or(0)],
        _ if size < 9 => return Vec::new(),
        _ => [&[0xEC, 1][..], &(size - 9).to_be_bytes()[1..]].concat(),
    };
    let behind = range.start + head.len() as u64;
    vec![Change::bytes(range.start, head), Change::zeros(behind..range.end)]
}

fn track(entry: &[u8], found: &mut Found) {
    let get = |id: u32| sized(entry).find(|(found, _)| *found == id).map(|(_, content)| content);
    let kind = get(0x83).and_then(unsigned);
    let codec =
        get(0x86).map(|name| String::from_utf8_lossy(name).trim_end_matches('\0').to_owned()).unwrap_or_default();
    let private = get(0x63A2).unwrap_or(&[]);
    match kind {
        Some(1) if found.video.is_none() => found.video = video(&codec, private, get),
        Some(2) if found.audio.is_none() => found.audio = Some(audio(&codec, private, get(0xE1).unwrap_or(&[]))),
        // Subtitles and buttons are an author's own.
        Some(1..=3 | 0x10..=0x12) => {}
        _ => found.tells = true,
    }
}

fn video<'a>(codec: &str, private: &[u8], get: impl Fn(u32) -> Option<&'a [u8]>) -> Option<VideoStream> {
    let settings = get(0xE0)?;
    let of = |id: u32| sized(settings).find(|(found, _)| *found == id).and_then(|(_, content)| unsigned(content));
    let size = |id: u32| of(id).and_then(|size| u32::try_from(size).ok());
    let coded = (size(0xB0)?, size(0xBA)?);
    let shown = match (size(0x54B0), size(0x54BA), of(0x54B2).unwrap_or(0)) {
        // In pixels, or in another unit: then only the shape counts.
        (Some(width), Some(height), 0) if width > 0 && height > 0 => (width, height),
        (Some(width), Some(height), _) if width > 0 && height > 0 => {
            let wide = u64::from(coded.1) * u64::from(width) / u64::from(height);
            (u32::try_from(wide).unwrap_or(coded.0), coded.1)
        }
        _ => coded,
    };
    let name = match codec {
        "V_MPEG4/ISO/AVC" => Codec::H264,
        "V_MPEGH/ISO/HEVC" => Codec::Hevc,
        "V_AV1" => Codec::Av1,
        "V_VP8" => Codec::Vp8,
        "V_VP9" => Codec::Vp9,
        "V_MPEG1" | "V_MPEG2" => Codec::Mpeg2,
        "V_MJPEG" => Codec::Mjpeg,
        "V_PRORES" => Codec::ProRes,
        "V_THEORA" => Codec::Theora,
        name if name.starts_with("V_MPEG4/") => Codec::Mpeg4,
        "V_MS/VFW/FOURCC" => private.get(16..20).map_or(Codec::Other(codec.into()), crate::media::film::codec::fourcc),
        name => Codec::Other(name.into()),
    };
    let fine = match name {
        Codec::H264 => avc(private),
        Codec::Hevc => hevc(private),
        Codec::Av1 => av1(private),
        _ => None,
    };
    let fine = fine.unwrap_or(Fineness::default());
    let each = get(0x23_E383).and_then(unsigned).filter(|each| *each > 0);
    Some(VideoStream {
        codec: name,
        profile: fine.profile,
        level: fine.level,
        depth: fine.depth,
        chroma: fine.chroma,
        shown,
        coded,
        rotation: 0,
        rate: each.map(|each| 1_000_000_000_000 / each),
    })
}

fn audio(codec: &str, private: &[u8], settings: &[u8]) -> AudioStream {
    let of = |id: u32| sized(settings).find(|(found, _)| *found == id).map(|(_, content)| content);
    let rate = of(0xB5).and_then(float).filter(|rate| (1.0..1e7).contains(rate)).map_or(8000, |rate| rate as u32);
    let name = match codec {
        "A_OPUS" => Codec::Opus,
        "A_VORBIS" => Codec::Vorbis,
        "A_FLAC" => Codec::Flac,
        "A_MPEG/L3" => Codec::Mp3,
        "A_ALAC" => Codec::Alac,
        name if name.starts_with("A_AAC") => Codec::Aac,
        name if name.starts_with("A_AC3") || name.starts_with("A_EAC3") => Codec::Ac3,
        name if name.starts_with("A_PCM") => Codec::Pcm,
        "A_MS/ACM" => crate::media::film::codec::wave(private.first().copied().map_or(0, u16::from)),
        name => Codec::Other(name.into()),
    };
    let channels = of(0x9F).and_then(unsigned).and_then(|channels| u16::try_from(channels).ok());
    AudioStream { codec: name, rate: Some(rate), channels: channels.or(Some(1)) }
}
