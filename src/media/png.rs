//! What a PNG tells besides its picture, left out without touching the picture (PNG 3rd edition, section 11).

/// The chunks that make the picture what it looks like; every other one is words, dates or places.
const PICTURE: &[&[u8; 4]] = &[
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV",
    b"cLLI", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

/// Returns the picture alone; nothing where the file is cut short.
pub(crate) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut clean = Vec::with_capacity(bytes.len());
    clean.extend(bytes.get(..8)?);
    let mut at = 8;
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize;
        // Length, type and checksum are four bytes each.
        let chunk = bytes.get(at..at.checked_add(length)?.checked_add(12)?)?;
        let kind = &chunk[4..8];
        if PICTURE.iter().any(|known| *known == kind) {
            clean.extend(chunk);
        }
        if kind == b"IEND" {
            return Some(clean);
        }
        at += chunk.len();
    }
}

#[cfg(test)]
mod tests {
    use super::clean;

    fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        [&u32::try_from(content.len()).unwrap().to_be_bytes()[..], kind, content, b"\0crc"].concat()
    }

    #[test]
    fn only_the_picture_stays() {
        let start = b"\x89PNG\r\n\x1a\n".to_vec();
        let (head, data, end) = (chunk(b"IHDR", b"size"), chunk(b"IDAT", b"rows"), chunk(b"IEND", b""));
        let (text, exif) = (chunk(b"tEXt", b"Author"), chunk(b"eXIf", b"GPS"));
        let all = [&start[..], &head, &text, &exif, &data, &end, b"trailing"].concat();
        assert_eq!(clean(&all).unwrap(), [&start[..], &head, &data, &end].concat());
        for cut in 0..all.len() - b"trailing".len() {
            assert_eq!(clean(&all[..cut]), None, "cut at {cut}");
        }
    }
}
