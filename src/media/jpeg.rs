//! What a JPEG tells besides its picture, left out without touching the picture (ITU-T T.81, Annex B).

/// The picture turned as its camera held it, in the form that Exif gives it (Exif 2.32, 4.6.4: tag 0x0112).
const EXIF_HEAD: [u8; 24] = *b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01";

/// Returns the picture alone: frames, tables, scans, the colour profile and Adobe's note on colours. Exif, XMP,
/// IPTC, comments, previews and whatever stands behind the end are left out; `orientation` (1 to 8) is written
/// again where it is not 1. Nothing where the file is cut short or its parts do not fit together.
pub(crate) fn clean(bytes: &[u8], orientation: u8) -> Option<Vec<u8>> {
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
        if belongs_to_picture(marker, &segment[2..]) {
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

fn belongs_to_picture(marker: u8, content: &[u8]) -> bool {
    match marker {
        0xe0 => content.starts_with(b"JFIF\0"),
        0xe2 => content.starts_with(b"ICC_PROFILE\0"),
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
        assert_eq!(clean(&all, 1).unwrap(), expected(&[]));
        assert_eq!(clean(&all, 6).unwrap(), expected(&orientation_segment(6)));
        for cut in 0..all.len() - b"trailing GPS".len() {
            assert_eq!(clean(&all[..cut], 1), None, "cut at {cut}");
        }
    }
}
