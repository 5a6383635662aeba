//! FLAC (RFC 9639, section 8): only what a decoder needs leaves.

use crate::media::film::input::{Input, number};
use crate::media::film::pieces::{Change, changed};
use crate::media::film::sound::mp3::before;
use crate::media::film::{AudioStream, Codec, Container, Index, Inspected, Looked, Probe, Unreadable};

/// A longer table of places is left out, in bytes.
const MOST_TABLE: u64 = 1024 * 1024;

/// Looks into a FLAC, where it begins with its name or with notes of another kind.
pub(crate) fn look(input: &mut Input<'_>) -> Looked<Inspected> {
    let start = before(input, 0)?;
    if input.at(start, 4)? != b"fLaC" {
        return Ok(Err(Unreadable::Broken));
    }
    let mut kept: Vec<Vec<u8>> = Vec::new();
    let mut at = start + 4;
    loop {
        let Some(head) = input.exactly(at, 4)? else { return Ok(Err(Unreadable::CutShort)) };
        let size = number::<3>(&head, 1).unwrap_or(0);
        // What says how to decode, and where to begin.
        if matches!(head[0] & 0x7f, 0 | 3) && size <= MOST_TABLE {
            let Some(block) = input.exactly(at, 4 + usize::try_from(size).unwrap_or(0))? else {
                return Ok(Err(Unreadable::CutShort));
            };
            kept.push(block);
        }
        at += 4 + size;
        if head[0] & 0x80 != 0 {
            break;
        }
        if at >= input.size() {
            return Ok(Err(Unreadable::CutShort));
        }
    }
    let Some(stream) = kept.first().filter(|block| block[0] & 0x7f == 0 && block.len() >= 38).cloned() else {
        return Ok(Err(Unreadable::Broken));
    };
    let packed = number::<8>(&stream, 14).unwrap_or(0);
    let rate = u32::try_from(packed >> 44).unwrap_or(0);
    let samples = packed & 0xf_ffff_ffff;
    let duration = (rate > 0 && samples > 0).then(|| samples * 1000 / u64::from(rate));
    let last = kept.len() - 1;
    for (index, block) in kept.iter_mut().enumerate() {
        block[0] = block[0] & 0x7f | if index == last { 0x80 } else { 0 };
    }
    let written = [b"fLaC".to_vec(), kept.concat()].concat();
    let same = start == 0 && input.at(0, written.len())? == written && at == written.len() as u64;
    let changes = if same { Vec::new() } else { vec![Change::instead(0..at, written)] };
    let probe = Probe {
        container: Container::Flac,
        duration,
        size: input.size(),
        video: None,
        audio: Some(AudioStream {
            codec: Codec::Flac,
            rate: Some(rate).filter(|rate| *rate > 0),
            channels: u16::try_from((packed >> 41 & 7) + 1).ok(),
        }),
        index: Index::Front,
        cut: false,
    };
    Ok(Ok(Inspected { probe, pieces: changed(input.size(), changes), tells: false }))
}
