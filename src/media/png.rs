//! What a PNG tells besides its picture, left out without touching the picture (PNG 3rd edition, section 11).

use crate::media::picture::Profile;

/// The chunks that make the picture what it looks like; every other one is words, dates or places.
const PICTURE: &[&[u8; 4]] = &[
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV",
    b"cLLI", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

/// Returns the picture alone; nothing where the file is cut short.
pub(crate) fn clean(bytes: &[u8], profile: Profile) -> Option<Vec<u8>> {
    let mut clean = Vec::with_capacity(bytes.len());
    clean.extend(bytes.get(..8)?);
    let mut at = 8;
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize;
        // Length, type and checksum are four bytes each.
        let chunk = bytes.get(at..at.checked_add(length)?.checked_add(12)?)?;
        let kind = &chunk[4..8];
        let dropped = profile == Profile::Dropped && matches!(kind, b"iCCP" | b"cICP");
        if !dropped && PICTURE.iter().any(|known| *known == kind) {
            clean.extend(chunk);
        }
        if kind == b"IEND" {
            return Some(clean);
        }
        at += chunk.len();
    }
}

/// Tells whether the picture moves (PNG, third edition, section 11.3.6.1).
pub(crate) fn moves(bytes: &[u8]) -> bool {
    let mut at: usize = 8;
    while let Some(Ok(head)) = bytes.get(at..at.saturating_add(8)).map(<[u8; 8]>::try_from) {
        match &head[4..] {
            b"acTL" => return true,
            b"IDAT" => return false,
            _ => at = at.saturating_add(12 + u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize),
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{clean, moves};
    use crate::media::picture::Profile;

    fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        [&u32::try_from(content.len()).unwrap().to_be_bytes()[..], kind, content, b"\0crc"].concat()
    }

    #[test]
    fn only_the_picture_stays() {
        let start = b"\x89PNG\r\n\x1a\n".to_vec();
        let (head, data, end) = (chunk(b"IHDR", b"size"), chunk(b"IDAT", b"rows"), chunk(b"IEND", b""));
        let (text, exif) = (chunk(b"tEXt", b"Author"), chunk(b"eXIf", b"GPS"));
        let profile = chunk(b"iCCP", b"P3");
        let all = [&start[..], &head, &profile, &text, &exif, &data, &end, b"trailing"].concat();
        assert_eq!(clean(&all, Profile::Kept).unwrap(), [&start[..], &head, &profile, &data, &end].concat());
        assert_eq!(clean(&all, Profile::Dropped).unwrap(), [&start[..], &head, &data, &end].concat());
        let moving = [&start[..], &head, &chunk(b"acTL", b"two"), &data].concat();
        assert_eq!([moves(&all), moves(&moving), moves(&start)], [false, true, false]);
        for cut in 0..all.len() - b"trailing".len() {
            assert_eq!(clean(&all[..cut], Profile::Kept), None, "cut at {cut}");
        }
    }
}
