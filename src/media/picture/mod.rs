//! Pictures: what they are, how large they look, and what leaves the house of them.
//!
//! 1. [`look`] reads the head of a file: what it is, its size, and whether it can be done at all.
//! 2. [`fit`] makes the files that pages need: turned as the camera was held, in the colours of every screen, as wide
//!    as it is shown, in two formats. Nothing but pixels goes over.
//! 3. [`clean`] leaves the pixels as they are and takes away all else, for whoever wants the originals.

mod avif;
mod colour;
mod encode;
mod fit;
mod gate;
mod look;
mod pixels;
mod shrink;

pub(crate) use fit::{Made, Recipe, Role, fit};
pub(crate) use gate::Gate;
pub(crate) use look::{Look, look, memory};

use crate::media::{gif, jpeg, png, svg, webp};
use image::ImageFormat;
use std::io::Cursor;

/// Files greater than this are not read at all.
pub(crate) const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// Whether a picture's own colour profile stays in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Its colours need it.
    Kept,
    /// Its colours are sRGB's.
    Dropped,
}

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
    /// It has more pixels than there is memory for.
    TooManyPixels {
        /// How many it has, in millions.
        megapixels: u64,
        /// How many a picture of its kind may have, in millions.
        most: u64,
    },
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Pixels that can be read.
    Raster(ImageFormat),
    /// Pixels that only browsers read.
    Avif,
    /// A drawing.
    Svg,
}

impl Kind {
    /// Returns what a file is by its first bytes; `name` decides only what nothing in the content says.
    pub(crate) fn of(start: &[u8], name: &str) -> Option<Self> {
        match image::guess_format(start) {
            Ok(ImageFormat::Avif) => Some(Self::Avif),
            Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::Gif | ImageFormat::WebP)) => {
                Some(Self::Raster(format))
            }
            Ok(_) => None,
            Err(_) if looks_like_svg(start, name) => Some(Self::Svg),
            Err(_) => None,
        }
    }

    /// Returns the kind that has this ending.
    pub(crate) fn by_ending(ending: &str) -> Option<Self> {
        let rasters = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP].map(Self::Raster);
        rasters.into_iter().chain([Self::Avif, Self::Svg]).find(|kind| kind.ending() == ending)
    }

    /// Returns the ending that the content has.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::Raster(ImageFormat::Jpeg) => "jpg",
            Self::Raster(ImageFormat::Gif) => "gif",
            Self::Raster(ImageFormat::WebP) => "webp",
            Self::Raster(_) => "png",
            Self::Avif => "avif",
            Self::Svg => "svg",
        }
    }
}

fn looks_like_svg(start: &[u8], name: &str) -> bool {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    name.to_ascii_lowercase().ends_with(".svg") || start.starts_with(b"<svg") || start.starts_with(b"<?xml")
}

/// Returns the picture in `bytes` alone, its pixels as they are.
///
/// # Errors
/// When it cannot be shown as a picture.
pub(crate) fn clean(bytes: &[u8], name: &str) -> Result<Picture, Problem> {
    let kind = Kind::of(bytes, name).ok_or(Problem::NotAPicture)?;
    let (clean, dimensions, tells) = match kind {
        Kind::Raster(format) => {
            let head = pixels::head(&mut Cursor::new(bytes), format)?;
            let clean = stripped(bytes, format, head.orientation.to_exif(), Profile::Kept);
            (clean.ok_or(Problem::CutShort)?, Some(head.shown()), Tells::Nothing)
        }
        Kind::Avif => {
            let (clean, tells) = avif::blank(bytes);
            (clean, avif::dimensions(bytes), tells)
        }
        Kind::Svg => {
            let clean = svg::clean(bytes).ok_or(Problem::Unreadable)?;
            let dimensions = svg::dimensions(&clean);
            (clean, dimensions, Tells::Nothing)
        }
    };
    Ok(Picture { bytes: clean, ending: kind.ending(), dimensions, tells })
}

/// Returns a file with the same pixels and nothing else; nothing where it is cut short.
fn stripped(bytes: &[u8], format: ImageFormat, orientation: u8, profile: Profile) -> Option<Vec<u8>> {
    match format {
        ImageFormat::Jpeg => jpeg::clean(bytes, orientation, profile),
        ImageFormat::Png => png::clean(bytes, profile),
        ImageFormat::WebP => webp::clean(bytes, profile),
        _ => gif::clean(bytes),
    }
}

/// Tells whether a picture moves.
fn moves(bytes: &[u8], format: ImageFormat) -> bool {
    match format {
        ImageFormat::Png => png::moves(bytes),
        ImageFormat::WebP => webp::moves(bytes),
        ImageFormat::Gif => gif::moves(bytes),
        _ => false,
    }
}
