//! How a track is encoded: the sample entries of `stsd` and the boxes within them.
//!
//! Video and sound entries: ISO/IEC 14496-12, section 12; `esds`: 14496-1, section 7.2.6; old sound entries: QuickTime
//! File Format, "Sound Sample Descriptions".

use crate::media::film::bits::Bits;
use crate::media::film::codec::{Fineness, av1, avc, hevc, vp9};
use crate::media::film::input::number;
use crate::media::film::mp4::boxes::{Kind, find, inners, kind};
use crate::media::film::{AudioStream, Codec, VideoStream};

/// Reads a sample entry of pictures, with its head.
pub(super) fn video(entry: &[u8], rotation: u16) -> Option<VideoStream> {
    let name = kind(entry)?;
    let content = entry.get(8..)?;
    let width = u32::try_from(number::<2>(content, 24)?).ok()?;
    let height = u32::try_from(number::<2>(content, 26)?).ok()?;
    let inside = content.get(78..).unwrap_or(&[]);
    let codec = match &name {
        b"encv" => original(inside).map_or_else(|| Codec::Other("encv".into()), |kind| video_codec(kind, inside)),
        name => video_codec(*name, inside),
    };
    let fine = fineness(inside);
    let shown = turned(square((width, height), find(inside, b"pasp")), rotation);
    Some(VideoStream {
        codec,
        profile: fine.profile,
        level: fine.level,
        depth: fine.depth,
        chroma: fine.chroma,
        shown,
        coded: (width, height),
        rotation,
        rate: None,
    })
}

/// Returns what an encrypted track is without its lock (section 8.12).
fn original(inside: &[u8]) -> Option<Kind> {
    find(find(inside, b"sinf")?, b"frma")?.get(..4)?.try_into().ok()
}

fn video_codec(name: Kind, inside: &[u8]) -> Codec {
    match &name {
        b"avc1" | b"avc2" | b"avc3" | b"avc4" => Codec::H264,
        b"hvc1" | b"hev1" | b"dvh1" | b"dvhe" => Codec::Hevc,
        b"av01" => Codec::Av1,
        b"vp08" => Codec::Vp8,
        b"vp09" => Codec::Vp9,
        b"s263" | b"h263" | b"H263" => Codec::H263,
        b"mjpa" | b"mjpb" | b"jpeg" | b"mjpg" => Codec::Mjpeg,
        b"apch" | b"apcn" | b"apcs" | b"apco" | b"ap4h" | b"ap4x" | b"aprh" | b"aprn" => Codec::ProRes,
        b"xvid" | b"XVID" | b"DIVX" | b"divx" | b"DX50" => Codec::Mpeg4,
        b"mp4v" => match object_type(inside) {
            Some(0x20) | None => Codec::Mpeg4,
            Some(0x60..=0x65 | 0x6a) => Codec::Mpeg2,
            Some(0x6c) => Codec::Mjpeg,
            Some(other) => Codec::Other(format!("mp4v.{other:02X}").into()),
        },
        _ => Codec::Other(letters(name)),
    }
}

fn letters(name: Kind) -> Box<str> {
    name.iter().map(|byte| char::from(*byte)).filter(|letter| letter.is_ascii_graphic()).collect::<String>().into()
}

fn fineness(inside: &[u8]) -> Fineness {
    for inner in inners(inside).0 {
        let fine = match &inner.kind {
            b"avcC" => avc(inner.content),
            b"hvcC" => hevc(inner.content),
            b"av1C" => av1(inner.content),
            b"vpcC" => vp9(inner.content),
            _ => continue,
        };
        return fine.unwrap_or_default();
    }
    Fineness::default()
}

/// Returns the size with pixels that are square (`pasp`, section 12.1.4).
fn square((width, height): (u32, u32), aspect: Option<&[u8]>) -> (u32, u32) {
    let parts = aspect.and_then(|aspect| Some((number::<4>(aspect, 0)?, number::<4>(aspect, 4)?)));
    match parts.filter(|(across, down)| *across > 0 && *down > 0 && across != down) {
        Some((across, down)) => {
            let wide = (u64::from(width) * across + down / 2) / down;
            (u32::try_from(wide).ok().filter(|wide| *wide > 0 && *wide < 100_000).unwrap_or(width), height)
        }
        None => (width, height),
    }
}

fn turned((width, height): (u32, u32), rotation: u16) -> (u32, u32) {
    if matches!(rotation, 90 | 270) { (height, width) } else { (width, height) }
}

/// Reads a sample entry of sound, with its head.
pub(super) fn audio(entry: &[u8]) -> Option<AudioStream> {
    let name = kind(entry)?;
    let content = entry.get(8..)?;
    let version = number::<2>(content, 8)?;
    let mut channels = u16::try_from(number::<2>(content, 16)?).ok();
    let mut rate = number::<4>(content, 24).map(|fixed| fixed >> 16).and_then(|rate| u32::try_from(rate).ok());
    let head = match version {
        1 => 44,
        2 => {
            let bits = number::<8>(content, 32)?;
            let exact = f64::from_bits(bits);
            rate = (1.0..1e9).contains(&exact).then_some(exact as u32);
            channels = number::<4>(content, 40).and_then(|channels| u16::try_from(channels).ok());
            64
        }
        _ => 28,
    };
    let inside = content.get(head..).unwrap_or(&[]);
    // Old QuickTime keeps the codec's own box within another.
    let inside = if find(inside, b"esds").is_some() { inside } else { find(inside, b"wave").unwrap_or(inside) };
    let object = object_type(inside);
    channels = aac_channels(inside).filter(|_| object == Some(0x40)).or(channels);
    let codec = match &name {
        b"mp4a" => match object {
            Some(0x40 | 0x66..=0x68) | None => Codec::Aac,
            Some(0x69 | 0x6b) => Codec::Mp3,
            Some(0xa5 | 0xa6) => Codec::Ac3,
            Some(0xad) => Codec::Opus,
            Some(0xdd) => Codec::Vorbis,
            Some(other) => Codec::Other(format!("mp4a.{other:02X}").into()),
        },
        b".mp3" | b"ms\0\x55" => Codec::Mp3,
        b"Opus" => Codec::Opus,
        b"fLaC" => Codec::Flac,
        b"alac" => Codec::Alac,
        b"ac-3" | b"ec-3" => Codec::Ac3,
        b"samr" | b"sawb" => Codec::Amr,
        b"sowt" | b"twos" | b"lpcm" | b"ipcm" | b"fpcm" | b"in24" | b"in32" | b"fl32" | b"fl64" | b"raw " | b"NONE"
        | b"ulaw" | b"alaw" => Codec::Pcm,
        name => Codec::Other(letters(*name)),
    };
    // Of these the entry always says two.
    let channels = channels.filter(|_| !matches!(codec, Codec::Mp3 | Codec::Ac3));
    Some(AudioStream { codec, rate: rate.filter(|rate| *rate > 0), channels })
}

/// Returns the kind of stream that `esds` gives (ISO/IEC 14496-1, table 5).
fn object_type(inside: &[u8]) -> Option<u8> {
    configuration(inside)?.first().copied()
}

/// Returns what `esds` says of the decoder: the content of its descriptor 4 (section 7.2.6.6).
fn configuration(inside: &[u8]) -> Option<&[u8]> {
    let (tag, body) = descriptor(find(inside, b"esds")?.get(4..)?)?;
    if tag != 3 {
        return (tag == 4).then_some(body);
    }
    let flags = *body.get(2)?;
    let address = if flags & 0x40 != 0 { 1 + usize::from(*body.get(3)?) } else { 0 };
    let other = [0x80, 0x20].iter().filter(|flag| flags & **flag != 0).count() * 2;
    descriptor(body.get(3 + other + address..)?).filter(|(tag, _)| *tag == 4).map(|(_, body)| body)
}

/// Returns the tag of a descriptor, and what stands from its content on (section 8.3.3).
fn descriptor(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let length = bytes.iter().skip(1).take(4).take_while(|byte| **byte & 0x80 != 0).count();
    Some((*bytes.first()?, bytes.get(2 + length..)?))
}

/// Returns how many channels an AAC has by its own word (ISO/IEC 14496-3, section 1.6.2.1): its entry often says two.
fn aac_channels(inside: &[u8]) -> Option<u16> {
    let (_, own) = descriptor(configuration(inside)?.get(13..)?).filter(|(tag, _)| *tag == 5)?;
    let mut bits = Bits::new(own);
    if bits.take(5)? == 31 {
        bits.take(6)?;
    }
    if bits.take(4)? == 15 {
        bits.take(24)?;
    }
    match bits.take(4)? {
        7 => Some(8),
        channels @ 1..=6 => u16::try_from(channels).ok(),
        _ => None,
    }
}
