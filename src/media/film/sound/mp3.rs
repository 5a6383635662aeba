//! MP3, and AAC in frames: what stands before and behind the frames is cut (ID3 2.4; APE tags; Lyrics3).

use crate::media::film::input::{Input, little, number};
use crate::media::film::pieces::{Change, changed};
use crate::media::film::{AudioStream, Codec, Container, Index, Inspected, Looked, Probe, Unreadable};
use std::io;

/// So far behind the notes the first frame may stand: some writers leave a gap.
const MOST_GAP: usize = 64 * 1024;

/// Tells whether a file begins as an MP3 or AAC: with notes or with a frame.
pub(crate) fn is(head: &[u8]) -> bool {
    head.starts_with(b"ID3") || frame(head).is_some() || adts(head).is_some()
}

/// What the head of a frame tells.
#[derive(Debug, Clone, Copy)]
struct Frame {
    rate: u32,
    channels: u16,
    /// Bits a second.
    bits: u64,
    /// Samples a frame.
    samples: u64,
    /// Bytes before the table that some writers put into the first frame.
    side: usize,
    /// Its size in bytes.
    size: u64,
}

/// Reads the head of a frame (ISO/IEC 11172-3, section 2.4.1.3, and 13818-3).
fn frame(head: &[u8]) -> Option<Frame> {
    let word = u32::try_from(number::<4>(head, 0)?).ok()?;
    let (version, layer) = (word >> 19 & 3, word >> 17 & 3);
    let (bits, rate) = (word >> 12 & 15, word >> 10 & 3);
    // The third layer alone is MP3.
    if word >> 21 != 0x7ff || version == 1 || layer != 1 || bits == 0 || bits == 15 || rate == 3 {
        return None;
    }
    let first = version == 3;
    let table: [u64; 14] = if first {
        [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
    } else {
        [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
    };
    let bits = table.get(bits as usize - 1)? * 1000;
    let rate = [44_100, 48_000, 32_000].get(rate as usize)? / [4, 1, 2, 1][version as usize];
    let channels = if word >> 6 & 3 == 3 { 1 } else { 2 };
    let side = match (first, channels) {
        (true, 1) | (false, 2) => 17,
        (true, _) => 32,
        (false, _) => 9,
    };
    let samples = if first { 1152 } else { 576 };
    let size = samples / 8 * bits / u64::from(rate) + u64::from(word >> 9 & 1);
    Some(Frame { rate, channels, bits, samples, side, size })
}

/// Reads the head of a frame of AAC (ISO/IEC 13818-7, section 6.2): samples a second, channels, and its size.
fn adts(head: &[u8]) -> Option<(u32, u16, u64)> {
    let start = number::<2>(head, 0)?;
    if start & 0xfff6 != 0xfff0 {
        return None;
    }
    let rates = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];
    let rate = *rates.get(usize::from(head.get(2)? >> 2 & 15))?;
    let channels = u16::from((head.get(2)? & 1) << 2 | head.get(3)? >> 6);
    let size = number::<3>(head, 3)? >> 5 & 0x1fff;
    (size >= 7).then_some((rate, channels, size))
}

/// Looks into an MP3 or AAC.
pub(crate) fn look(input: &mut Input<'_>) -> Looked<Inspected> {
    let size = input.size();
    let (begin, end) = (before(input, 0)?, behind(input)?);
    let bytes = input.at(begin, MOST_GAP)?;
    let gap = bytes.iter().take_while(|byte| **byte == 0).count();
    let rest = bytes.get(gap..).unwrap_or(&[]);
    // A frame is one only where another follows: any text may begin like the first.
    let follows = |first: &Frame| {
        let next = usize::try_from(first.size).ok().and_then(|size| rest.get(size..size.checked_add(4)?));
        next.is_none_or(|next| frame(next).is_some())
    };
    let (container, audio, duration) = match (frame(rest).filter(follows), adts(rest)) {
        (Some(frame), _) => {
            let first = begin + gap as u64;
            let told = frames(rest, frame).filter(|frames| *frames > 0);
            let counted = |frames: u64| frames.saturating_mul(frame.samples) * 1000 / u64::from(frame.rate);
            let duration = told.map_or_else(|| end.saturating_sub(first) * 8000 / frame.bits, counted);
            let audio = AudioStream { codec: Codec::Mp3, rate: Some(frame.rate), channels: Some(frame.channels) };
            (Container::Mp3, audio, Some(duration))
        }
        (None, Some((rate, channels, _))) => {
            let audio = AudioStream { codec: Codec::Aac, rate: Some(rate), channels: Some(channels) };
            (Container::Adts, audio, adts_length(rest, end.saturating_sub(begin)))
        }
        (None, None) if begin >= size => return Ok(Err(Unreadable::CutShort)),
        (None, None) => return Ok(Err(Unreadable::Broken)),
    };
    let mut changes = Vec::new();
    if begin > 0 {
        changes.push(Change::cut(0..begin));
    }
    if end < size && end > begin {
        changes.push(Change::cut(end..size));
    }
    let probe = Probe { container, duration, size, video: None, audio: Some(audio), index: Index::Front, cut: false };
    Ok(Ok(Inspected { probe, pieces: changed(size, changes), tells: false }))
}

/// Returns how many frames the table in the first one promises (Xing, Info, VBRI).
fn frames(first: &[u8], frame: Frame) -> Option<u64> {
    let at = 4 + frame.side;
    match first.get(at..at + 4) {
        Some(b"Xing" | b"Info") if number::<4>(first, at + 4)? & 1 != 0 => number::<4>(first, at + 8),
        _ if first.get(36..40) == Some(b"VBRI") => number::<4>(first, 36 + 14),
        _ => None,
    }
}

/// Returns about how long an AAC is, in milliseconds: its first frames are taken for all.
fn adts_length(bytes: &[u8], size: u64) -> Option<u64> {
    let (mut at, mut count, mut rate) = (0, 0_u64, 0);
    while let Some((samples, _, size)) = bytes.get(at..).and_then(adts) {
        at += usize::try_from(size).ok()?;
        count += 1;
        rate = samples;
    }
    let whole = u64::try_from(at).ok().filter(|at| *at > 0)?;
    Some(size * count * 1_024_000 / whole / u64::from(rate))
}

/// Returns where the notes in front end (ID3v2.4, section 3).
pub(crate) fn before(input: &mut Input<'_>, start: u64) -> io::Result<u64> {
    let mut at = start;
    loop {
        let head = input.at(at, 10)?;
        let size = head.get(6..10).filter(|_| head.starts_with(b"ID3"));
        let Some(size) = size.filter(|size| size.iter().all(|byte| byte & 0x80 == 0)) else {
            return Ok(at.min(input.size()));
        };
        let size = size.iter().fold(0_u64, |size, byte| size << 7 | u64::from(*byte));
        let footer = if head[5] & 0x10 != 0 { 10 } else { 0 };
        at = at + 10 + size + footer;
    }
}

/// Returns where the notes behind begin, whichever stand there.
pub(crate) fn behind(input: &mut Input<'_>) -> io::Result<u64> {
    let mut end = input.size();
    loop {
        let from = |length: u64| end.checked_sub(length);
        let id3 = from(128).map(|at| input.at(at, 3)).transpose()?;
        if id3.as_deref() == Some(b"TAG") {
            end -= 128;
            let more = end.checked_sub(227).map(|at| input.at(at, 4)).transpose()?;
            end -= if more.as_deref() == Some(b"TAG+") { 227 } else { 0 };
            continue;
        }
        let ape = from(32).map(|at| input.at(at, 32)).transpose()?.unwrap_or_default();
        if ape.starts_with(b"APETAGEX") {
            let size = little::<4>(&ape, 12).unwrap_or(0);
            let header = if little::<4>(&ape, 20).unwrap_or(0) >> 31 == 1 { 32 } else { 0 };
            if let Some(start) = end.checked_sub(size + header).filter(|_| size >= 32) {
                end = start;
                continue;
            }
        }
        let lyrics = from(15).map(|at| input.at(at, 15)).transpose()?.unwrap_or_default();
        if lyrics.ends_with(b"LYRICS200") {
            let size = std::str::from_utf8(&lyrics[..6]).ok().and_then(|size| size.parse::<u64>().ok());
            if let Some(start) = size.and_then(|size| end.checked_sub(size + 15)) {
                end = start;
                continue;
            }
        }
        return Ok(end);
    }
}
