//! Pixels into files. Every encoder runs alone and with fixed settings: the same pixels give the same bytes.

use crate::media::picture::pixels::Pixels;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use webp::WebPConfig;

/// JPEG's quality of 100: at this size faces and handwriting on boards show no blocks.
const JPEG_QUALITY: u8 = 76;
/// WebP's quality of 100: as near to the pixels as the JPEG is, by their mean error.
const WEBP_QUALITY: f32 = 72.0;
/// How hard WebP tries, of 6: beyond this a few per cent of size cost twice the time.
const WEBP_METHOD: i32 = 2;
/// How hard WebP tries for drawings, of 100 and of 6.
const LOSSLESS_EFFORT: (f32, i32) = (60.0, 3);

const IN_MEMORY: &str = "an encoder that writes to memory has the sizes that it is told";

/// Returns a JPEG of an opaque picture.
pub(crate) fn jpeg(pixels: &Pixels) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, JPEG_QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_optimized_huffman_tables(true);
    let colour = if pixels.alpha { ColorType::Rgba } else { ColorType::Rgb };
    let (width, height) = size_of_jpeg(pixels);
    encoder.encode(&pixels.bytes, width, height, colour).expect(IN_MEMORY);
    bytes
}

fn size_of_jpeg(pixels: &Pixels) -> (u16, u16) {
    let side = |side: u32| u16::try_from(side).expect("sides are at most `fit::MOST_SIDE`");
    (side(pixels.width), side(pixels.height))
}

/// Returns a lossy WebP.
pub(crate) fn webp(pixels: &Pixels) -> Vec<u8> {
    encoded(pixels, |config| {
        config.quality = WEBP_QUALITY;
        config.method = WEBP_METHOD;
    })
}

/// Returns a WebP that has every pixel as it is.
pub(crate) fn webp_lossless(pixels: &Pixels) -> Vec<u8> {
    encoded(pixels, |config| {
        config.lossless = 1;
        (config.quality, config.method) = LOSSLESS_EFFORT;
    })
}

fn encoded(pixels: &Pixels, choose: impl FnOnce(&mut WebPConfig)) -> Vec<u8> {
    let mut config = WebPConfig::new().expect("the library is the one that it was built with");
    config.thread_level = 0;
    choose(&mut config);
    let encoder = if pixels.alpha {
        webp::Encoder::from_rgba(&pixels.bytes, pixels.width, pixels.height)
    } else {
        webp::Encoder::from_rgb(&pixels.bytes, pixels.width, pixels.height)
    };
    encoder.encode_advanced(&config).expect(IN_MEMORY).to_vec()
}

/// Returns a PNG.
pub(crate) fn png(pixels: &Pixels) -> Vec<u8> {
    let mut bytes = Vec::new();
    let colour = if pixels.alpha { ExtendedColorType::Rgba8 } else { ExtendedColorType::Rgb8 };
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::Adaptive)
        .write_image(&pixels.bytes, pixels.width, pixels.height, colour)
        .expect(IN_MEMORY);
    bytes
}
