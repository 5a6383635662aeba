//! What a GIF tells besides its pictures, left out without touching them (GIF89a, appendix A).

/// Returns the pictures alone: comments, texts and what programs noted are left out, but for how often the film is
/// shown. Nothing where the file is cut short.
pub(crate) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    walk(bytes).map(|(clean, _)| clean)
}

/// Tells whether the picture moves.
pub(crate) fn moves(bytes: &[u8]) -> bool {
    walk(bytes).is_some_and(|(_, pictures)| pictures > 1)
}

/// Returns the file without what it tells, and how many pictures are in it.
fn walk(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    let flags = *bytes.get(10)?;
    let mut at = 13 + colours(flags);
    let mut clean = bytes.get(..at)?.to_vec();
    let mut pictures = 0;
    loop {
        let start = at;
        match *bytes.get(at)? {
            0x3b => {
                clean.push(0x3b);
                return Some((clean, pictures));
            }
            0x2c => {
                pictures += 1;
                // The descriptor, its own colours, and the size of the codes.
                at = end_of_blocks(bytes, at + 11 + colours(*bytes.get(at + 9)?))?;
                clean.extend(&bytes[start..at]);
            }
            0x21 => {
                let label = *bytes.get(at + 1)?;
                at = end_of_blocks(bytes, at + 2)?;
                let loops = label == 0xff && bytes.get(start + 3..start + 14) == Some(b"NETSCAPE2.0");
                if label == 0xf9 || loops {
                    clean.extend(&bytes[start..at]);
                }
            }
            _ => return None,
        }
    }
}

/// Returns how long a table of colours is.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Returns where the blocks that begin at `at` are over.
fn end_of_blocks(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{clean, moves};

    #[test]
    fn only_the_pictures_stay() {
        let head = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff".to_vec();
        let picture = b"\x21\xf9\x04\0\0\0\0\0\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0".to_vec();
        let loops = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0".to_vec();
        let (comment, xmp) = (b"\x21\xfe\x03GPS\0".to_vec(), b"\x21\xff\x0bXMP DataXMP\x03GPS\0".to_vec());
        let all = [&head[..], &loops, &comment, &picture, &xmp, &picture, b";trailing"].concat();
        assert_eq!(clean(&all).unwrap(), [&head[..], &loops, &picture, &picture, b";"].concat());
        assert!(moves(&all));
        assert!(!moves(&[&head[..], &picture, b";"].concat()));
        for cut in 0..all.len() - b";trailing".len() {
            assert_eq!(clean(&all[..cut]), None, "cut at {cut}");
        }
    }
}
