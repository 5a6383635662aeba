//! The picture of an installed copy on a device's screen: two threads of the woven band on the theme's accent.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};

/// What the edge of an icon is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// Round corners; what is outside of them is clear.
    Round,
    /// Full to the edge, so that a device may cut it to a shape of its own (Web Application Manifest, `maskable`).
    Full,
}

/// Each pixel is looked at this often in both directions, so that edges are smooth.
const LOOKS: u32 = 4;
/// The drawing's width and height in its own units, as in the icon of the pages.
const UNITS: f64 = 8.0;

/// Returns a square picture of `size` pixels as PNG; the same bytes for the same arguments.
///
/// # Panics
/// Never: the encoder writes to memory, and the buffer has the size that it is told.
pub fn icon(accent: [u8; 3], size: u32, edge: Edge) -> Vec<u8> {
    // Only near a corner does a pixel differ from the others of its row.
    let is_near = |place: u32| place <= size / 4 || place >= size - size / 4 - 1;
    let mut pixels = Vec::with_capacity(size as usize * size as usize * 4);
    for row in 0..size {
        let middle = pixel(accent, size, edge, (size / 2, row));
        for column in 0..size {
            let is_corner = edge == Edge::Round && is_near(row) && is_near(column);
            pixels.extend(if is_corner { pixel(accent, size, edge, (column, row)) } else { middle });
        }
    }
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::NoFilter)
        .write_image(&pixels, size, size, ExtendedColorType::Rgba8)
        .expect("a buffer of this size is a picture of this size");
    bytes
}

fn pixel(accent: [u8; 3], size: u32, edge: Edge, (column, row): (u32, u32)) -> [u8; 4] {
    let (mut inside, mut white) = (0, 0);
    for look in 0..LOOKS * LOOKS {
        let place = |pixel: u32, part: u32| {
            (f64::from(pixel) + (f64::from(part) + 0.5) / f64::from(LOOKS)) * UNITS / f64::from(size)
        };
        let (across, down) = (place(column, look % LOOKS), place(row, look / LOOKS));
        if edge == Edge::Full || is_inside(across, down) {
            inside += 1;
            white += u32::from(is_thread(down));
        }
    }
    let mixed = |part: u8| match inside {
        0 => 0,
        inside => ((u32::from(part) * (inside - white) + 255 * white) / inside) as u8,
    };
    [mixed(accent[0]), mixed(accent[1]), mixed(accent[2]), (255 * inside / (LOOKS * LOOKS)) as u8]
}

/// Tells whether a place is in the square with corners of radius 2.
fn is_inside(across: f64, down: f64) -> bool {
    let beyond = |value: f64| (2.0 - value).max(value - (UNITS - 2.0)).max(0.0);
    beyond(across).powi(2) + beyond(down).powi(2) <= 4.0
}

fn is_thread(down: f64) -> bool {
    (down - 3.0).abs() <= 0.35 || (down - 5.0).abs() <= 0.35
}

#[cfg(test)]
mod tests {
    use super::{Edge, icon};

    #[test]
    fn an_icon_is_a_picture_with_two_threads() {
        let read = |edge| image::load_from_memory(&icon([10, 92, 88], 192, edge)).unwrap().to_rgba8();
        let (round, full) = (read(Edge::Round), read(Edge::Full));
        assert_eq!((round.width(), round.height()), (192, 192));
        assert_eq!(round.get_pixel(0, 0).0[3], 0, "the corner is clear");
        assert_eq!(full.get_pixel(0, 0).0, [10, 92, 88, 255]);
        assert_eq!(round.get_pixel(96, 96).0, [10, 92, 88, 255]);
        for row in [72, 120] {
            assert_eq!(round.get_pixel(96, row).0, [255; 4]);
        }
        assert_eq!(icon([1, 2, 3], 48, Edge::Full), icon([1, 2, 3], 48, Edge::Full));
    }
}
