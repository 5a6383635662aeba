//! What a WebP tells besides its picture, left out without touching the picture (RFC 9649, section 2).

use crate::media::picture::Profile;

/// The flags of `VP8X` that promise Exif and XMP.
const PROMISES: u8 = 0x08 | 0x04;
/// The flag of `VP8X` that promises a colour profile.
const COLOURS: u8 = 0x20;
/// The flag of `VP8X` that says that the picture moves.
const MOVES: u8 = 0x02;

/// Returns the picture alone; nothing where the file is cut short.
pub(crate) fn clean(bytes: &[u8], profile: Profile) -> Option<Vec<u8>> {
    let promises = PROMISES | if profile == Profile::Dropped { COLOURS } else { 0 };
    let length = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize);
    let end = length(4)?.checked_add(8).filter(|end| *end <= bytes.len())?;
    let mut clean = bytes.get(..12)?.to_vec();
    let mut at = 12;
    while at < end {
        let size = length(at + 4)?;
        // The last chunk's padding is left out by some writers.
        let next = at.checked_add(8)?.checked_add(size)?.checked_add(size % 2)?;
        let chunk = bytes.get(at..next.min(end)).filter(|chunk| chunk.len() >= 8 + size)?;
        let kept_from = clean.len();
        match &chunk[..4] {
            b"EXIF" | b"XMP " => {}
            b"ICCP" if profile == Profile::Dropped => {}
            b"VP8X" if size > 0 => {
                clean.extend(chunk);
                clean[kept_from + 8] &= !promises;
            }
            b"VP8 " | b"VP8L" | b"VP8X" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP" => clean.extend(chunk),
            _ => {}
        }
        at = next;
    }
    let size = u32::try_from(clean.len() - 8).ok()?;
    clean[4..8].copy_from_slice(&size.to_le_bytes());
    Some(clean)
}

/// Tells whether the picture moves.
pub(crate) fn moves(bytes: &[u8]) -> bool {
    bytes.get(12..16) == Some(b"VP8X") && bytes.get(20).is_some_and(|flags| flags & MOVES != 0)
}

/// Tells whether every pixel is as its maker had it.
pub(crate) fn is_lossless(bytes: &[u8]) -> bool {
    bytes.get(12..16) == Some(b"VP8L")
        || bytes.get(..4096.min(bytes.len())).is_some_and(|head| head.windows(4).any(|word| word == b"VP8L"))
}

#[cfg(test)]
mod tests {
    use super::clean;
    use crate::media::picture::Profile;

    fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let padding = if content.len() % 2 == 1 { &[0][..] } else { &[] };
        [kind, &u32::try_from(content.len()).unwrap().to_le_bytes()[..], content, padding].concat()
    }

    fn file(chunks: &[Vec<u8>]) -> Vec<u8> {
        chunk(b"RIFF", &[b"WEBP".to_vec(), chunks.concat()].concat())
    }

    #[test]
    fn only_the_picture_stays() {
        let data = chunk(b"VP8L", b"rows!");
        let (exif, xmp) = (chunk(b"EXIF", b"GPS"), chunk(b"XMP ", b"Author"));
        let all = file(&[chunk(b"VP8X", &[0x2c, 0, 0, 0]), data.clone(), exif, xmp]);
        assert_eq!(clean(&all, Profile::Kept).unwrap(), file(&[chunk(b"VP8X", &[0x20, 0, 0, 0]), data]));
        for cut in 0..all.len() {
            assert_eq!(clean(&all[..cut], Profile::Kept), None, "cut at {cut}");
        }
    }
}
