//! The pictures, films, sounds and downloads of a file, each once.

use crate::import::imported::{Media, MediaBody, MediaRef};
use crate::model::AssetKind;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use std::collections::BTreeMap;

/// How many bytes all media that stand in a text itself may have together.
const MOST_BYTES: usize = 256_000_000;

/// Files that a course may not hand out: they run something, or look like pages of ours.
const REFUSED: &[&str] = &[
    "exe", "com", "bat", "cmd", "msi", "scr", "ps1", "vbs", "js", "mjs", "jar", "app", "sh", "html", "htm", "xhtml",
    "php", "swf", "md",
];

/// What was found so far.
#[derive(Debug, Default)]
pub struct Shelf {
    media: Vec<Media>,
    known: BTreeMap<String, MediaRef>,
    bytes: usize,
}

impl Shelf {
    /// Returns what was found, in the order of [`MediaRef`].
    pub fn into_media(self) -> Vec<Media> {
        self.media
    }

    /// Returns the file that is known under `key`.
    pub fn known(&self, key: &str) -> Option<MediaRef> {
        self.known.get(key).copied()
    }

    /// Adds a file that is known under `key` from now on; nothing where it is none that a course can hold, or is too much.
    pub fn add(&mut self, key: &str, name: &str, body: MediaBody) -> Option<MediaRef> {
        if let Some(known) = self.known(key) {
            return Some(known);
        }
        let bytes = if let MediaBody::Bytes(bytes) = &body { Some(bytes.as_slice()) } else { None };
        if !is_holdable(name, bytes) || self.bytes.saturating_add(bytes.map_or(0, <[u8]>::len)) > MOST_BYTES {
            return None;
        }
        self.bytes += bytes.map_or(0, <[u8]>::len);
        let media = MediaRef(self.media.len());
        self.media.push(Media { name: name.to_owned(), body });
        self.known.insert(key.to_owned(), media);
        Some(media)
    }

    /// Adds a file that stands in the text in base64 (RFC 4648, section 4).
    pub fn add_base64(&mut self, key: &str, name: &str, text: &str) -> Option<MediaRef> {
        // Three bytes for four letters: what is too long is not decoded.
        if text.len() / 4 * 3 > MOST_BYTES - self.bytes.min(MOST_BYTES) {
            return None;
        }
        let letters: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
        let lenient = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
        let engine = GeneralPurpose::new(&base64::alphabet::STANDARD, lenient);
        let bytes = engine.decode(letters).ok()?;
        self.add(key, name, MediaBody::Bytes(bytes))
    }

    /// Adds the picture that an address such as `data:image/png;base64,…` holds (RFC 2397).
    pub fn add_data(&mut self, address: &str) -> Option<MediaRef> {
        let (head, text) = address.strip_prefix("data:")?.split_once(',')?;
        let kind = head.strip_suffix(";base64")?.split(';').next()?;
        let ending = match kind {
            "image/png" => "png",
            "image/jpeg" | "image/jpg" => "jpg",
            "image/gif" => "gif",
            "image/webp" => "webp",
            "image/svg+xml" => "svg",
            _ => return None,
        };
        let name = format!("picture-{}.{ending}", self.media.len() + 1);
        self.add_base64(address, &name, text)
    }

    /// Returns what bytes are in base64.
    pub fn base64(bytes: &[u8]) -> String {
        STANDARD.encode(bytes)
    }
}

/// Tells whether a course can hold a file: by its ending, and of a picture by its first bytes too.
fn is_holdable(name: &str, bytes: Option<&[u8]>) -> bool {
    let Some((_, ending)) = name.rsplit_once('.') else { return bytes.is_some_and(is_raster) };
    let ending = ending.to_ascii_lowercase();
    if REFUSED.contains(&ending.as_str()) {
        return false;
    }
    let Some(bytes) = bytes else { return true };
    match AssetKind::of(name) {
        AssetKind::Picture if ending == "svg" => String::from_utf8_lossy(bytes).contains("<svg"),
        AssetKind::Picture => is_raster(bytes),
        _ => !bytes.is_empty(),
    }
}

fn is_raster(bytes: &[u8]) -> bool {
    let avif = bytes.get(4..12).is_some_and(|brand| brand == b"ftypavif");
    avif || matches!(
        bytes,
        [0x89, b'P', b'N', b'G', ..]
            | [0xFF, 0xD8, 0xFF, ..]
            | [b'G', b'I', b'F', b'8', ..]
            | [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..]
    )
}
