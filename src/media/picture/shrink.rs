//! Smaller pictures of a picture.

use crate::media::picture::pixels::Pixels;
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

/// Returns the picture `width` pixels wide; never wider than it is.
///
/// # Panics
/// Never: the buffers have the sizes that they are told.
pub(crate) fn to_width(pixels: &Pixels, width: u32) -> Pixels {
    if width >= pixels.width {
        return pixels.clone();
    }
    let height = height_at(pixels.width, pixels.height, width);
    let kind = if pixels.alpha { PixelType::U8x4 } else { PixelType::U8x3 };
    let right = "the buffer has the size of the picture";
    let from = ImageRef::new(pixels.width, pixels.height, &pixels.bytes, kind).expect(right);
    let mut to = Image::new(width, height, kind);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).use_alpha(pixels.alpha);
    Resizer::new().resize(&from, &mut to, &options).expect("both are of one kind and not empty");
    Pixels { width, height, alpha: pixels.alpha, bytes: to.into_vec() }
}

/// Returns how high a picture is at another width.
pub(crate) fn height_at(width: u32, height: u32, at: u32) -> u32 {
    let rounded = (u64::from(height) * u64::from(at) + u64::from(width) / 2) / u64::from(width.max(1));
    u32::try_from(rounded).unwrap_or(u32::MAX).max(1)
}
