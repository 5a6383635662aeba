//! WAV and AVI: chunks in chunks (Multimedia Programming Interface and Data Specifications 1.0, "RIFF"; RF64: EBU
//! Tech 3306).

use crate::media::film::codec::{fourcc, wave};
use crate::media::film::input::{Input, little};
use crate::media::film::pieces::{Change, changed};
use crate::media::film::{AudioStream, Container, Index, Inspected, Looked, Probe, Unreadable, VideoStream};
use std::io;
use std::ops::Range;

/// A chunk.
#[derive(Debug, Clone, Copy)]
struct Chunk {
    kind: [u8; 4],
    start: u64,
    /// How many bytes it holds.
    size: u64,
}

impl Chunk {
    fn content(&self) -> u64 {
        self.start + 8
    }

    /// Returns the byte behind it: chunks begin at even places.
    fn end(&self) -> u64 {
        self.content().saturating_add(self.size).saturating_add(self.size % 2)
    }
}

/// Tells whether a file begins as WAV or AVI.
pub(super) fn is(head: &[u8]) -> bool {
    matches!(head.get(..4), Some(b"RIFF" | b"RF64")) && matches!(head.get(8..12), Some(b"WAVE" | b"AVI "))
}

/// Looks into a WAV or AVI.
pub(super) fn look(input: &mut Input<'_>) -> Looked<Inspected> {
    if input.at(8, 4)? == b"AVI " { film(input) } else { sound(input) }
}

fn chunks(input: &mut Input<'_>, range: Range<u64>) -> io::Result<Vec<Chunk>> {
    let mut found = Vec::new();
    let mut at = range.start;
    while at + 8 <= range.end {
        let head = input.at(at, 8)?;
        let (Some(kind), Some(size)) = (head.get(..4).and_then(|kind| kind.try_into().ok()), little::<4>(&head, 4))
        else {
            break;
        };
        let chunk = Chunk { kind, start: at, size };
        found.push(chunk);
        at = chunk.end();
    }
    Ok(found)
}

fn format(bytes: &[u8]) -> Option<AudioStream> {
    let tag = match little::<2>(bytes, 0)? {
        // The real one begins a longer name.
        0xfffe => little::<2>(bytes, 24)?,
        tag => tag,
    };
    Some(AudioStream {
        codec: wave(u16::try_from(tag).ok()?),
        channels: u16::try_from(little::<2>(bytes, 2)?).ok(),
        rate: u32::try_from(little::<4>(bytes, 4)?).ok().filter(|rate| *rate > 0),
    })
}

/// Only form and samples of a WAV leave: what else stands in it are notes.
fn sound(input: &mut Input<'_>) -> Looked<Inspected> {
    let size = input.size();
    let found = chunks(input, 12..size)?;
    let part = |kind: &[u8; 4]| found.iter().find(|chunk| chunk.kind == *kind);
    let (Some(form), Some(data)) = (part(b"fmt "), part(b"data")) else { return Ok(Err(Unreadable::CutShort)) };
    let bytes = input.at(form.content(), 40)?;
    let Some(audio) = format(&bytes) else { return Ok(Err(Unreadable::Broken)) };
    let each = little::<4>(&bytes, 8).filter(|each| *each > 0);
    let unknown = matches!(data.size, 0 | 0xffff_ffff) || part(b"ds64").is_some();
    let samples = if unknown { size - data.content() } else { data.size.min(size - data.content()) };
    let duration = each.and_then(|each| u64::try_from(u128::from(samples) * 1000 / u128::from(each)).ok());
    let mut changes = Vec::new();
    if !unknown {
        let noted = |chunk: &&Chunk| !matches!(&chunk.kind, b"fmt " | b"fact" | b"data");
        let mut gone = 0;
        for chunk in found.iter().filter(noted) {
            let end = chunk.end().min(size);
            gone += end - chunk.start;
            changes.push(Change::cut(chunk.start..end));
        }
        let told = little::<4>(&input.at(4, 4)?, 0).unwrap_or(0);
        let end = found.last().map_or(size, Chunk::end);
        if end < size {
            changes.push(Change::cut(end..size));
        }
        if gone > 0 {
            let less = u32::try_from(told.saturating_sub(gone)).unwrap_or(u32::MAX);
            changes.push(Change::bytes(4, less.to_le_bytes().to_vec()));
        }
    }
    let probe = Probe {
        container: Container::Wav,
        duration,
        size,
        video: None,
        audio: Some(audio),
        index: Index::Front,
        cut: !unknown && data.content() + data.size > size,
    };
    Ok(Ok(Inspected { probe, pieces: changed(size, changes), tells: unknown }))
}

/// What may tell of people in an AVI becomes `JUNK` of the same size: its index counts bytes.
fn film(input: &mut Input<'_>) -> Looked<Inspected> {
    let size = input.size();
    let mut changes = Vec::new();
    let mut probe = Probe {
        container: Container::Avi,
        duration: None,
        size,
        video: None,
        audio: None,
        index: Index::Front,
        cut: false,
    };
    let (mut head, mut movie) = (false, false);
    let mut lists: Vec<Range<u64>> = std::iter::once(12..size).collect();
    while let Some(range) = lists.pop() {
        let mut kind = [0; 4];
        for chunk in chunks(input, range)? {
            let name = input.at(chunk.content(), 4)?;
            let inside = chunk.content() + 4..chunk.end().min(size);
            probe.cut |= chunk.end() > size + 1;
            match (&chunk.kind, name.as_slice()) {
                (b"LIST", b"hdrl" | b"strl") => lists.push(inside),
                (b"LIST", b"movi") => movie = true,
                (b"avih", _) => {
                    head = true;
                    let bytes = input.at(chunk.content(), 40)?;
                    let each = little::<4>(&bytes, 0).unwrap_or(0);
                    let frames = little::<4>(&bytes, 16).unwrap_or(0);
                    probe.duration = Some(each * frames / 1000).filter(|duration| *duration > 0);
                }
                (b"strh", name) => kind.copy_from_slice(name.get(..4).unwrap_or(b"none")),
                (b"strf", _) => {
                    let bytes = input.at(chunk.content(), 40)?;
                    match &kind {
                        b"vids" if probe.video.is_none() => probe.video = picture(&bytes),
                        b"auds" if probe.audio.is_none() => probe.audio = format(&bytes),
                        _ => {}
                    }
                }
                (b"LIST", b"INFO" | b"ncdt" | b"exif") | (b"IDIT" | b"JUNK" | b"strd" | b"strn" | b"ISMP", _) => {
                    let end = (chunk.content() + chunk.size).min(size);
                    changes.push(Change::bytes(chunk.start, b"JUNK".to_vec()));
                    changes.push(Change::zeros(chunk.content()..end));
                }
                _ => {}
            }
        }
    }
    if !head || !movie {
        return Ok(Err(Unreadable::CutShort));
    }
    Ok(Ok(Inspected { probe, pieces: changed(size, changes), tells: false }))
}

/// Reads a `BITMAPINFOHEADER`.
fn picture(bytes: &[u8]) -> Option<VideoStream> {
    let side = |at: usize| little::<4>(bytes, at).and_then(|side| u32::try_from(side).ok());
    // Pictures that begin above have a height below zero.
    let size = (side(4)?, side(8)?.cast_signed().unsigned_abs());
    Some(VideoStream {
        codec: fourcc(bytes.get(16..20)?),
        profile: None,
        level: None,
        depth: None,
        chroma: None,
        shown: size,
        coded: size,
        rotation: 0,
        rate: None,
    })
}
