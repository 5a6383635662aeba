//! What encoders write of themselves, whatever holds their streams.

use crate::media::film::bits::Bits;
use crate::media::film::input::number;
use crate::media::film::{Chroma, Codec};

/// What only the codec's own box tells.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Fineness {
    pub(crate) profile: Option<u32>,
    pub(crate) level: Option<u32>,
    pub(crate) depth: Option<u8>,
    pub(crate) chroma: Option<Chroma>,
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
pub(crate) fn vp9(record: &[u8]) -> Option<Fineness> {
    let third = *record.get(6)?;
    let chroma = match third >> 1 & 7 {
        0 | 1 => Chroma::Quarter,
        2 => Chroma::Half,
        _ => Chroma::Full,
    };
    let (profile, level) = (u32::from(*record.get(4)?), u32::from(*record.get(5)?));
    Some(Fineness { profile: Some(profile), level: Some(level), depth: Some(third >> 4), chroma: Some(chroma) })
}

/// Returns the codec of four letters, as AVI and Windows write them.
pub(crate) fn fourcc(letters: &[u8]) -> Codec {
    match letters.to_ascii_uppercase().as_slice() {
        b"H264" | b"X264" | b"AVC1" | b"DAVC" => Codec::H264,
        b"HEVC" | b"HVC1" | b"HEV1" | b"H265" | b"X265" => Codec::Hevc,
        b"AV01" => Codec::Av1,
        b"VP80" => Codec::Vp8,
        b"VP90" => Codec::Vp9,
        b"XVID" | b"DIVX" | b"DX50" | b"DIV3" | b"DIV4" | b"DIV5" | b"MP43" | b"MP42" | b"MP4V" | b"FMP4" | b"M4S2"
        | b"MP4S" => Codec::Mpeg4,
        b"H263" | b"S263" | b"FLV1" => Codec::H263,
        b"MPG1" | b"MPG2" | b"MPEG" => Codec::Mpeg2,
        b"MJPG" | b"AVRN" | b"LJPG" => Codec::Mjpeg,
        b"WMV1" | b"WMV2" | b"WMV3" | b"WVC1" | b"WMVA" => Codec::Wmv,
        other => {
            let name: String = other.iter().map(|byte| char::from(*byte)).filter(char::is_ascii_graphic).collect();
            Codec::Other(name.into())
        }
    }
}

/// Returns the codec of a number, as WAV and Windows write it (`wFormatTag`).
pub(crate) fn wave(tag: u16) -> Codec {
    match tag {
        1 | 3 | 6 | 7 => Codec::Pcm,
        0x55 => Codec::Mp3,
        0xff | 0x1600 | 0x1610 | 0x706d | 0xa106 => Codec::Aac,
        0x160..=0x163 => Codec::Wma,
        0x2000 => Codec::Ac3,
        0xf1ac => Codec::Flac,
        other => Codec::Other(format!("0x{other:04x}").into()),
    }
}
