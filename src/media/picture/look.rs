//! What a file is, by its head alone.

use crate::media::picture::{Kind, Problem, Tells, avif, pixels};
use crate::media::svg;
use image::ImageFormat;
use std::io::{BufReader, Read, Seek, SeekFrom};

/// What a picture turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Look {
    /// What it is.
    pub(crate) kind: Kind,
    /// Width and height in pixels as they are shown, where they can be read.
    pub(crate) dimensions: Option<(u32, u32)>,
    /// Whether there is something in it besides the picture that cannot be left out.
    pub(crate) tells: Tells,
    /// Its size in bytes as it will go out, where that is known already.
    pub(crate) size: Option<u64>,
}

/// Returns what a file of `size` bytes is; no pixel is read.
///
/// # Errors
/// When it cannot be shown as a picture.
pub(crate) fn look(source: impl Read + Seek, size: u64, name: &str) -> Result<Look, Problem> {
    let mut source = BufReader::new(source);
    let unreadable = |_| Problem::Unreadable;
    let mut start = Vec::new();
    source.by_ref().take(256).read_to_end(&mut start).map_err(unreadable)?;
    let kind = Kind::of(&start, name).ok_or(Problem::NotAPicture)?;
    let look = |dimensions, tells| Ok(Look { kind, dimensions, tells, size: None });
    let mut whole = || {
        let mut bytes = Vec::new();
        source.rewind().and_then(|()| source.read_to_end(&mut bytes)).map_err(unreadable)?;
        Ok(bytes)
    };
    match kind {
        Kind::Raster(format) => {
            source.rewind().map_err(unreadable)?;
            let head = pixels::head(&mut source, format)?;
            if is_cut_short(&mut source, size, format).map_err(unreadable)? {
                return Err(Problem::CutShort);
            }
            look(Some(head.shown()), Tells::Nothing)
        }
        Kind::Avif => {
            let bytes = whole()?;
            look(avif::dimensions(&bytes), avif::blank(&bytes).1)
        }
        Kind::Svg => {
            let clean = svg::clean(&whole()?).ok_or(Problem::Unreadable)?;
            let dimensions = svg::dimensions(&clean);
            Ok(Look { kind, dimensions, tells: Tells::Nothing, size: Some(clean.len() as u64) })
        }
    }
}

/// Returns how much memory a file of `size` bytes takes while it is read and made smaller, in bytes.
pub(crate) fn memory(source: impl Read + Seek, size: u64, name: &str) -> u64 {
    let mut source = BufReader::new(source);
    let mut start = Vec::new();
    let read = source.by_ref().take(256).read_to_end(&mut start);
    let pixels = match Kind::of(&start, name) {
        Some(Kind::Raster(format)) if read.is_ok() => pixels::head(&mut source, format).map_or(0, |head| head.memory),
        _ => 0,
    };
    // The file itself, a decoder's own copy of it, and what it becomes.
    pixels + size * 3
}

/// Tells whether the end is not there, where that shows without reading all.
fn is_cut_short(source: &mut (impl Read + Seek), size: u64, format: ImageFormat) -> std::io::Result<bool> {
    let mut last = |count: u64| {
        let mut bytes = Vec::new();
        source.seek(SeekFrom::Start(size.saturating_sub(count)))?;
        source.take(count).read_to_end(&mut bytes)?;
        std::io::Result::Ok(bytes)
    };
    Ok(match format {
        // Telephones write more behind the end: only all of it tells.
        ImageFormat::Jpeg if last(2)? != [0xff, 0xd9] => {
            let mut bytes = Vec::new();
            source.rewind()?;
            source.read_to_end(&mut bytes)?;
            crate::media::jpeg::clean(&bytes, 1, crate::media::picture::Profile::Kept).is_none()
        }
        ImageFormat::WebP => {
            let mut head = [0; 8];
            source.rewind()?;
            source.read_exact(&mut head)?;
            u64::from(u32::from_le_bytes([head[4], head[5], head[6], head[7]])) + 8 > size
        }
        ImageFormat::Png => {
            let mut at = 8;
            loop {
                let mut head = [0; 8];
                source.seek(SeekFrom::Start(at))?;
                if at + 12 > size || source.read_exact(&mut head).is_err() {
                    break true;
                }
                at += 12 + u64::from(u32::from_be_bytes([head[0], head[1], head[2], head[3]]));
                if &head[4..] == b"IEND" {
                    break at > size;
                }
            }
        }
        _ => false,
    })
}
