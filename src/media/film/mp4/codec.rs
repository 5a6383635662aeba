//! How a track is encoded: the sample entries of `stsd` and the boxes within them.
//!
//! Video and sound entries: ISO/IEC 14496-12, section 12; `avcC` and `hvcC`: 14496-15; `esds`: 14496-1, section 7.2.6;
//! `av1C` and `vpcC`: their codecs' own bindings; old sound entries: QuickTime File Format, "Sound Sample Descriptions".

use crate::media::film::bits::Bits;
use crate::media::film::input::number;
use crate::media::film::mp4::boxes::{Kind, find, inners, kind};
use crate::media::film::{AudioStream, Chroma, Codec, VideoStream};

/// What only the codec's own box tells.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Fineness {
    pub(crate) profile: Option<u32>,
    pub(crate) level: Option<u32>,
    pub(crate) depth: Option<u8>,
    pub(crate) chroma: Option<Chroma>,
}

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

/// `AVCDecoderConfigurationRecord` (ISO/IEC 14496-15, section 5.3.3): it holds the sequence parameters themselves.
pub(crate) fn avc(record: &[u8]) -> Option<Fineness> {
    let (profile, level) = (*record.get(1)?, *record.get(3)?);
    let (mut depth, mut chroma) = (Some(8), Some(Chroma::Quarter));
    if matches!(profile, 44 | 83 | 86 | 100 | 110 | 118 | 122 | 128 | 138 | 244) {
        let length = usize::try_from(number::<2>(record, 6)?).ok()?;
        let parameters = record.get(8..8 + length).filter(|_| record[5] & 0x1f > 0);
        let found = parameters.and_then(fine_colours);
        (depth, chroma) = (found.map(|found| found.0), found.map(|found| found.1));
    }
    Some(Fineness { profile: Some(profile.into()), level: Some(level.into()), depth, chroma })
}

/// Reads a sequence parameter set up to its depth (ITU-T H.264, section 7.3.2.1.1).
fn fine_colours(parameters: &[u8]) -> Option<(u8, Chroma)> {
    let mut bits = Bits::new(parameters.get(4..)?);
    bits.golomb()?;
    let chroma = chroma(bits.golomb()?)?;
    if chroma == Chroma::Full {
        bits.take(1)?;
    }
    let depth = u8::try_from(bits.golomb()?).ok()?.checked_add(8)?;
    Some((depth, chroma))
}

fn chroma(format: u32) -> Option<Chroma> {
    Some(match format {
        0 => Chroma::Grey,
        1 => Chroma::Quarter,
        2 => Chroma::Half,
        3 => Chroma::Full,
        _ => return None,
    })
}

/// `HEVCDecoderConfigurationRecord` (ISO/IEC 14496-15, section 8.3.3).
pub(crate) fn hevc(record: &[u8]) -> Option<Fineness> {
    Some(Fineness {
        profile: Some(u32::from(record.get(1)? & 0x1f)),
        level: Some(u32::from(*record.get(12)?)),
        depth: Some((record.get(17)? & 7) + 8),
        chroma: chroma(u32::from(record.get(16)? & 3)),
    })
}

/// `AV1CodecConfigurationRecord` (AV1 in ISOBMFF, section 2.3.3).
pub(crate) fn av1(record: &[u8]) -> Option<Fineness> {
    let (first, second) = (*record.get(1)?, *record.get(2)?);
    let depth = match (second & 0x40 != 0, second & 0x20 != 0) {
        (false, _) => 8,
        (true, false) => 10,
        (true, true) => 12,
    };
    let chroma = match (second & 0x10 != 0, second & 8 != 0, second & 4 != 0) {
        (true, ..) => Chroma::Grey,
        (false, true, true) => Chroma::Quarter,
        (false, true, false) => Chroma::Half,
        (false, false, _) => Chroma::Full,
    };
    let (profile, level) = (u32::from(first >> 5), u32::from(first & 0x1f));
    Some(Fineness { profile: Some(profile), level: Some(level), depth: Some(depth), chroma: Some(chroma) })
}

/// `VPCodecConfigurationRecord` (VP Codec ISO Media File Format Binding).
fn vp9(record: &[u8]) -> Option<Fineness> {
    let third = *record.get(6)?;
    let chroma = match third >> 1 & 7 {
        0 | 1 => Chroma::Quarter,
        2 => Chroma::Half,
        _ => Chroma::Full,
    };
    let (profile, level) = (u32::from(*record.get(4)?), u32::from(*record.get(5)?));
    Some(Fineness { profile: Some(profile), level: Some(level), depth: Some(third >> 4), chroma: Some(chroma) })
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

pub(crate) fn turned((width, height): (u32, u32), rotation: u16) -> (u32, u32) {
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
    let object = object_type(inside).or_else(|| object_type(find(inside, b"wave")?));
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
    Some(AudioStream { codec, rate: rate.filter(|rate| *rate > 0), channels })
}

/// Returns the kind of stream that `esds` gives (ISO/IEC 14496-1, table 5).
fn object_type(inside: &[u8]) -> Option<u8> {
    let mut rest = find(inside, b"esds")?.get(4..)?;
    loop {
        let (tag, length) = (*rest.first()?, rest.iter().skip(1).take(4).take_while(|byte| **byte & 0x80 != 0).count());
        let body = rest.get(2 + length..)?;
        match tag {
            3 => {
                let flags = *body.get(2)?;
                let address = if flags & 0x40 != 0 { 1 + usize::from(*body.get(3)?) } else { 0 };
                rest = body.get(
                    3 + if flags & 0x80 != 0 { 2 } else { 0 } + address + if flags & 0x20 != 0 { 2 } else { 0 }..,
                )?;
            }
            4 => return body.first().copied(),
            _ => return None,
        }
    }
}
