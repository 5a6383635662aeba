//! Pictures: what they are, how large they look, and the picture alone.

use crate::media::{jpeg, png, svg, webp};
use image::metadata::Orientation;
use image::{ImageDecoder, ImageFormat, ImageReader};
use std::io::Cursor;

/// More than this a phone cannot hold while it shows the picture (four bytes a pixel).
pub(crate) const MOST_MEGAPIXELS: u64 = 60;

/// Files greater than this are not read at all.
pub(crate) const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// A picture as it leaves the house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    /// Its bytes, without anything but the picture.
    pub(crate) bytes: Vec<u8>,
    /// The ending that its content has.
    pub(crate) ending: &'static str,
    /// Width and height in pixels as they are shown, where they can be read.
    pub(crate) dimensions: Option<(u32, u32)>,
    /// Whether there is something in it besides the picture that could not be left out.
    pub(crate) tells: Tells,
}

/// What a picture tells besides itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tells {
    /// Nothing.
    Nothing,
    /// Perhaps where, when and by whom it was taken.
    Perhaps,
}

/// Why a file cannot be shown as a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Problem {
    /// It is no picture of a kind that browsers know.
    NotAPicture,
    /// It begins like a picture and cannot be read.
    Unreadable,
    /// It ends too early.
    CutShort,
    /// It has this many megapixels.
    TooManyPixels(u64),
}

/// Returns the picture in `bytes` alone; `name` decides only what nothing in the content says.
pub(crate) fn clean(bytes: &[u8], name: &str) -> Result<Picture, Problem> {
    match image::guess_format(bytes) {
        Ok(ImageFormat::Avif) => Ok(avif(bytes)),
        Ok(format) => raster(bytes, format),
        Err(_) if looks_like_svg(bytes, name) => drawing(bytes),
        Err(_) => Err(Problem::NotAPicture),
    }
}

fn raster(bytes: &[u8], format: ImageFormat) -> Result<Picture, Problem> {
    let ending = match format {
        ImageFormat::Jpeg => "jpg",
        ImageFormat::Png => "png",
        ImageFormat::Gif => "gif",
        ImageFormat::WebP => "webp",
        _ => return Err(Problem::NotAPicture),
    };
    let (dimensions, orientation) = measure(bytes, format).ok_or(Problem::Unreadable)?;
    let megapixels = u64::from(dimensions.0) * u64::from(dimensions.1) / 1_000_000;
    if megapixels > MOST_MEGAPIXELS {
        return Err(Problem::TooManyPixels(megapixels));
    }
    // Browsers turn only what a JPEG says.
    let (clean, dimensions) = match format {
        ImageFormat::Jpeg => (jpeg::clean(bytes, orientation.to_exif()), turned(dimensions, orientation)),
        ImageFormat::Png => (png::clean(bytes), dimensions),
        ImageFormat::WebP => (webp::clean(bytes), dimensions),
        _ => (Some(bytes.to_vec()), dimensions),
    };
    let bytes = clean.ok_or(Problem::CutShort)?;
    Ok(Picture { bytes, ending, dimensions: Some(dimensions), tells: Tells::Nothing })
}

/// Returns width, height and orientation from the head alone; no pixel is decoded.
fn measure(bytes: &[u8], format: ImageFormat) -> Option<((u32, u32), Orientation)> {
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), format).into_decoder().ok()?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Some((decoder.dimensions(), orientation))
}

fn turned((width, height): (u32, u32), orientation: Orientation) -> (u32, u32) {
    if orientation.to_exif() >= 5 { (height, width) } else { (width, height) }
}

fn avif(bytes: &[u8]) -> Picture {
    let tells = [&b"Exif"[..], b"application/rdf+xml"]
        .iter()
        .any(|mark| bytes.windows(mark.len()).any(|window| window == *mark));
    let tells = if tells { Tells::Perhaps } else { Tells::Nothing };
    Picture { bytes: bytes.to_vec(), ending: "avif", dimensions: None, tells }
}

fn looks_like_svg(bytes: &[u8], name: &str) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    name.to_ascii_lowercase().ends_with(".svg") || start.starts_with(b"<svg") || start.starts_with(b"<?xml")
}

fn drawing(bytes: &[u8]) -> Result<Picture, Problem> {
    let clean = svg::clean(bytes).ok_or(Problem::Unreadable)?;
    let dimensions = svg::dimensions(&clean);
    Ok(Picture { bytes: clean, ending: "svg", dimensions, tells: Tells::Nothing })
}
