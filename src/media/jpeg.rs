//! What a JPEG tells besides its picture, left out without touching the picture (ITU-T T.81, Annex B).

use crate::media::picture::Profile;
use image::metadata::Orientation;
use std::io::{Read, Seek, SeekFrom};

/// The picture turned as its camera held it, in the form that Exif gives it (Exif 2.32, 4.6.4: tag 0x0112).
const EXIF_HEAD: [u8; 24] = *b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01";

/// What the head of a JPEG says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    /// Width and height in pixels, as they are stored.
    pub(crate) stored: (u32, u32),
    /// 1 (grey), 3 (colours) or 4 (printing inks).
    pub(crate) channels: u8,
    /// Whether it comes in several passes over the whole picture.
    pub(crate) progressive: bool,
    /// How the camera was held.
    pub(crate) orientation: Orientation,
}

/// Returns what the head says, reading no further; nothing where it is none.
pub(crate) fn head(source: &mut (impl Read + Seek)) -> Option<Head> {
    let mut orientation = None;
    source.seek(SeekFrom::Start(2)).ok()?;
    loop {
        let mut marker = [0; 2];
        source.read_exact(&mut marker).ok()?;
        while marker[1] == 0xff {
            source.read_exact(&mut marker[1..]).ok()?;
        }
        let mut length = [0; 2];
        source.read_exact(&mut length).ok()?;
        let length = u16::from_be_bytes(length).checked_sub(2)?;
        match marker {
            // Frames; between them stand tables of codes, and two that nobody uses.
            [0xff, 0xc0..=0xcf] if !matches!(marker[1], 0xc4 | 0xc8 | 0xcc) => {
                let mut frame = [0; 6];
                source.read_exact(&mut frame).ok()?;
                let side = |at: usize| u32::from(u16::from_be_bytes([frame[at], frame[at + 1]]));
                let orientation = orientation.unwrap_or(Orientation::NoTransforms);
                let progressive = matches!(marker[1], 0xc2 | 0xc6 | 0xca | 0xce);
                return Some(Head { stored: (side(3), side(1)), channels: frame[5], progressive, orientation });
            }
            [0xff, 0xe1] if orientation.is_none() => {
                let mut segment = vec![0; usize::from(length)];
                source.read_exact(&mut segment).ok()?;
                orientation = segment.strip_prefix(b"Exif\0\0").and_then(Orientation::from_exif_chunk);
            }
            [0xff, 0xd9 | 0xda] => return None,
            [0xff, _] => {
                source.seek(SeekFrom::Current(length.into())).ok()?;
            }
            _ => return None,
        }
    }
}

/// Returns the picture alone: frames, tables, scans, the colour profile and Adobe's note on colours. Exif, XMP,
/// IPTC, comments, previews and whatever stands behind the end are left out; `orientation` (1 to 8) is written
/// again where it is not 1. Nothing where the file is cut short or its parts do not fit together.
pub(crate) fn clean(bytes: &[u8], orientation: u8, profile: Profile) -> Option<Vec<u8>> {
    let mut clean = Vec::with_capacity(bytes.len());
    let mut at = 2;
    clean.extend(bytes.get(..2).filter(|start| *start == [0xff, 0xd8])?);
    let mut turned = orientation == 1;
    loop {
        let (marker, start) = next_marker(bytes, at)?;
        if marker == 0xd9 {
            clean.extend([0xff, 0xd9]);
            return Some(clean);
        }
        // The orientation follows JFIF's own segment, where there is one.
        if !turned && marker != 0xe0 {
            turned = true;
            clean.extend(orientation_segment(orientation));
        }
        let length = usize::from(u16::from_be_bytes([*bytes.get(start)?, *bytes.get(start + 1)?]));
        let segment = bytes.get(start..start + length).filter(|segment| segment.len() >= 2)?;
        at = start + length;
        if belongs_to_picture(marker, &segment[2..], profile) {
            clean.extend([0xff, marker]);
            clean.extend(segment);
        }
        if marker == 0xda {
            let end = end_of_scan(bytes, at)?;
            clean.extend(&bytes[at..end]);
            at = end;
        }
    }
}

/// Returns the marker at `at` and where what follows it starts; fill bytes before it are skipped.
fn next_marker(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    let mut at = at;
    if *bytes.get(at)? != 0xff {
        return None;
    }
    while *bytes.get(at)? == 0xff {
        at += 1;
    }
    Some((bytes[at], at + 1))
}

fn belongs_to_picture(marker: u8, content: &[u8], profile: Profile) -> bool {
    match marker {
        0xe0 => content.starts_with(b"JFIF\0"),
        0xe2 => profile == Profile::Kept && content.starts_with(b"ICC_PROFILE\0"),
        0xee => content.starts_with(b"Adobe"),
        0xe1..=0xef | 0xfe => false,
        _ => true,
    }
}

/// Returns where the next marker after a scan stands that is neither a stuffed byte nor a restart.
fn end_of_scan(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        match *bytes.get(at + 1)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Some(at),
        }
    }
}

fn orientation_segment(orientation: u8) -> Vec<u8> {
    let mut segment = vec![0xff, 0xe1, 0, 34];
    segment.extend(EXIF_HEAD);
    segment.extend([0, orientation, 0, 0, 0, 0, 0, 0]);
    segment
}

#[cfg(test)]
mod tests {
    use super::{clean, orientation_segment};
    use crate::media::picture::Profile;

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], &length[..], content].concat()
    }

    #[test]
    fn only_the_picture_stays() {
        let (jfif, exif) = (segment(0xe0, b"JFIF\0\x01\x02"), segment(0xe1, b"Exif\0\0GPS 47.9 N"));
        let (icc, previews) = (segment(0xe2, b"ICC_PROFILE\0profile"), segment(0xe2, b"MPF\0GPS"));
        let (iptc, comment) = (segment(0xed, b"Photoshop 3.0"), segment(0xfe, b"Bat-Erdene took this"));
        let (table, scan) = (segment(0xdb, b"table"), [segment(0xda, b"head"), b"a\xff\0b\xff\xd0c".to_vec()].concat());
        let (start, end) = (vec![0xff, 0xd8], vec![0xff, 0xd9]);
        let second = segment(0xc4, b"between scans");
        let taken = [
            &start,
            &jfif,
            &exif,
            &icc,
            &previews,
            &iptc,
            &comment,
            &table,
            &scan,
            &second,
            &exif,
            &scan,
            &end,
            &b"trailing GPS".to_vec(),
        ];
        let all: Vec<u8> = taken.into_iter().flatten().copied().collect();
        let expected =
            |orientation: &[u8]| [&start, &jfif, orientation, &icc, &table, &scan, &second, &scan, &end[..]].concat();
        assert_eq!(clean(&all, 1, Profile::Kept).unwrap(), expected(&[]));
        assert_eq!(clean(&all, 6, Profile::Kept).unwrap(), expected(&orientation_segment(6)));
        for cut in 0..all.len() - b"trailing GPS".len() {
            assert_eq!(clean(&all[..cut], 1, Profile::Kept), None, "cut at {cut}");
        }
    }
}
