//! The pixels of a picture, bounded before they are read.

use crate::media::jpeg;
use crate::media::picture::Problem;
use crate::media::picture::gate::ROOM;
use image::metadata::Orientation;
use image::{ColorType, DynamicImage, ImageDecoder, ImageFormat, ImageReader};
use std::io::{BufRead, Cursor, Seek};

/// Pixels of eight bits a channel, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pixels {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// Whether each pixel has a fourth byte that says how much it covers.
    pub(crate) alpha: bool,
    pub(crate) bytes: Vec<u8>,
}

impl Pixels {
    /// Returns how many bytes a pixel has.
    pub(crate) fn channels(&self) -> usize {
        if self.alpha { 4 } else { 3 }
    }

    /// Returns the picture turned as its camera held it.
    pub(crate) fn turned(self, orientation: Orientation) -> Self {
        if orientation == Orientation::NoTransforms {
            return self;
        }
        let right = "the buffer has the size of the picture";
        let mut image = if self.alpha {
            DynamicImage::ImageRgba8(image::RgbaImage::from_raw(self.width, self.height, self.bytes).expect(right))
        } else {
            DynamicImage::ImageRgb8(image::RgbImage::from_raw(self.width, self.height, self.bytes).expect(right))
        };
        image.apply_orientation(orientation);
        Self { width: image.width(), height: image.height(), alpha: self.alpha, bytes: image.into_bytes() }
    }
}

/// What a picture's head says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    /// Width and height as they are stored.
    pub(crate) stored: (u32, u32),
    /// How the camera was held.
    pub(crate) orientation: Orientation,
    /// How much memory its pixels take while they are read, in bytes.
    pub(crate) memory: u64,
}

impl Head {
    /// Returns width and height as they are shown.
    pub(crate) fn shown(&self) -> (u32, u32) {
        let (width, height) = self.stored;
        if self.orientation.to_exif() >= 5 { (height, width) } else { (width, height) }
    }
}

/// Returns what the head says; no pixel is read.
///
/// # Errors
/// When it cannot be read, or the picture would need more memory than there is.
pub(crate) fn head(source: &mut (impl BufRead + Seek), format: ImageFormat) -> Result<Head, Problem> {
    let (stored, orientation, bytes_a_pixel) = match format {
        ImageFormat::Jpeg => {
            let head = jpeg::head(source).ok_or(Problem::Unreadable)?;
            // Grey and inks become colours; what comes in passes is kept in coefficients until the last of them.
            let converted = if head.channels == 3 { 0 } else { 4 };
            let coefficients = if head.progressive { 2 * u64::from(head.channels) } else { 0 };
            (head.stored, head.orientation, 3 + converted + coefficients)
        }
        _ => {
            source.rewind().map_err(|_| Problem::Unreadable)?;
            let decoder = ImageReader::with_format(source, format).into_decoder().map_err(|_| Problem::Unreadable)?;
            let colour = decoder.color_type();
            let converted = if matches!(colour, ColorType::Rgb8 | ColorType::Rgba8) { 0 } else { 4 };
            // A WebP keeps its planes, a GIF the picture before.
            let beside = match format {
                ImageFormat::WebP => 3,
                ImageFormat::Gif => 4,
                _ => 0,
            };
            // Browsers turn only what a JPEG says.
            let bytes = u64::from(colour.bytes_per_pixel()) + converted + beside;
            (decoder.dimensions(), Orientation::NoTransforms, bytes)
        }
    };
    let pixels = u64::from(stored.0) * u64::from(stored.1);
    let memory = pixels.saturating_mul(bytes_a_pixel);
    match pixels {
        0 => Err(Problem::Unreadable),
        _ if memory > ROOM => {
            let most = ROOM / bytes_a_pixel / 1_000_000;
            Err(Problem::TooManyPixels { megapixels: pixels / 1_000_000, most })
        }
        _ => Ok(Head { stored, orientation, memory }),
    }
}

/// Returns the pixels and the colour profile of a whole picture whose head was read; of what moves, the first picture.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn decode(bytes: &[u8], format: ImageFormat) -> Result<(Pixels, Option<Vec<u8>>), Problem> {
    let unreadable = |_| Problem::Unreadable;
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), format).into_decoder().map_err(unreadable)?;
    let profile = decoder.icc_profile().unwrap_or(None);
    let has_alpha = decoder.color_type().has_alpha();
    let image = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    let (width, height) = (image.width(), image.height());
    let pixels = if has_alpha {
        let bytes = image.into_rgba8().into_raw();
        let clear = bytes.chunks_exact(4).any(|pixel| pixel[3] != 255);
        if clear {
            Pixels { width, height, alpha: true, bytes }
        } else {
            Pixels { width, height, alpha: false, bytes: without_alpha(bytes) }
        }
    } else {
        Pixels { width, height, alpha: false, bytes: image.into_rgb8().into_raw() }
    };
    Ok((pixels, profile))
}

/// Returns the colours alone, in the same place of memory.
fn without_alpha(mut bytes: Vec<u8>) -> Vec<u8> {
    let count = bytes.len() / 4;
    for pixel in 1..count {
        bytes.copy_within(pixel * 4..pixel * 4 + 3, pixel * 3);
    }
    bytes.truncate(count * 3);
    bytes
}
