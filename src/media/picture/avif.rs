//! What an AVIF tells besides its picture, blanked where it stands (ISO/IEC 23008-12, ISO/IEC 14496-12).
//!
//! Its parts are found by their places in the file, so nothing may move: what tells becomes zeros.

use crate::media::picture::Tells;

/// Returns the file with zeros for Exif and XMP; where its parts cannot be told apart, as it is.
pub(crate) fn blank(bytes: &[u8]) -> (Vec<u8>, Tells) {
    let mut clean = bytes.to_vec();
    let places = telling(bytes);
    // Where the parts are known, a name alone tells nothing.
    let marks: &[&[u8]] = match &places {
        Some(_) => &[b"Exif\0\0", b"<x:xmpmeta", b"<rdf:RDF"],
        None => &[b"Exif", b"application/rdf+xml", b"<x:xmpmeta", b"<rdf:RDF"],
    };
    for place in places.into_iter().flatten() {
        clean[place].fill(0);
    }
    let tells = marks.iter().any(|mark| clean.windows(mark.len()).any(|window| window == *mark));
    (clean, if tells { Tells::Perhaps } else { Tells::Nothing })
}

/// Returns width and height of the greatest picture in the file.
pub(crate) fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    let meta = child(bytes, b"meta")?.get(4..)?;
    let properties = child(child(meta, b"iprp")?, b"ipco")?;
    let sizes = boxes(properties).filter(|(name, _)| name == b"ispe");
    sizes.filter_map(|(_, content)| Some((number(content, 4, 4)? as u32, number(content, 8, 4)? as u32))).max()
}

/// Returns the places of the items that are Exif or XMP.
fn telling(bytes: &[u8]) -> Option<Vec<std::ops::Range<usize>>> {
    let meta = child(bytes, b"meta")?.get(4..)?;
    let infos = child(meta, b"iinf")?;
    let skip = if *infos.first()? == 0 { 6 } else { 8 };
    let items = boxes(infos.get(skip..)?).filter_map(|(_, info)| {
        let (id, name) = match *info.first()? {
            2 => (number(info, 4, 2)?, info.get(8..12)?),
            3 => (number(info, 4, 4)?, info.get(10..14)?),
            _ => return None,
        };
        matches!(name, b"Exif" | b"mime" | b"uri ").then_some(id)
    });
    let items: Vec<u64> = items.collect();
    let places = locations(child(meta, b"iloc")?, &items)?;
    places.iter().all(|place| place.end <= bytes.len()).then_some(places)
}

/// Returns where items are (ISO/IEC 14496-12, section 8.11.3).
fn locations(iloc: &[u8], items: &[u64]) -> Option<Vec<std::ops::Range<usize>>> {
    let version = *iloc.first()?;
    let sizes = [iloc.get(4)? >> 4, iloc.get(4)? & 15, iloc.get(5)? >> 4, iloc.get(5)? & 15].map(usize::from);
    let [offset_size, length_size, base_size, index_size] = sizes;
    let id_size = if version < 2 { 2 } else { 4 };
    let mut at = 6;
    let mut take = |size: usize| {
        let value = number(iloc, at, size);
        at += size;
        value
    };
    let mut places = Vec::new();
    for _ in 0..take(id_size)? {
        let id = take(id_size)?;
        let method = if version > 0 { take(2)? & 15 } else { 0 };
        take(2)?;
        let base = take(base_size)?;
        for _ in 0..take(2)? {
            if version > 0 {
                take(index_size)?;
            }
            let (offset, length) = (take(offset_size)?, take(length_size)?);
            if items.contains(&id) {
                if method != 0 {
                    return None;
                }
                let start = usize::try_from(base.checked_add(offset)?).ok()?;
                places.push(start..start.checked_add(usize::try_from(length).ok()?)?);
            }
        }
    }
    Some(places)
}

fn child<'a>(bytes: &'a [u8], name: &[u8; 4]) -> Option<&'a [u8]> {
    boxes(bytes).find(|(found, _)| found == name).map(|(_, content)| content)
}

/// Returns the boxes that stand one after the other: name and content.
fn boxes(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let name: [u8; 4] = rest.get(4..8)?.try_into().ok()?;
        let (size, head) = match number(rest, 0, 4)? {
            0 => (rest.len() as u64, 8),
            1 => (number(rest, 8, 8)?, 16),
            size => (size, 8),
        };
        let size = usize::try_from(size).ok()?;
        let content = rest.get(head..size)?;
        rest = &rest[size..];
        Some((name, content))
    })
}

fn number(bytes: &[u8], at: usize, size: usize) -> Option<u64> {
    Some(bytes.get(at..at.checked_add(size)?)?.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}
