//! The quiet cloth of a course without a picture: stripes made from its id in the theme's colours.

use crate::fingerprint::Fingerprint;
use crate::model::CourseId;
use std::fmt::Write as _;

/// Returns the stripes of a course's cloth: the colour's name, where the stripe begins and where it ends.
pub(crate) fn stripes(course: &CourseId) -> Vec<(&'static str, u32, u32)> {
    const COLOURS: [&str; 4] = ["accent", "accent-wash", "support", "accent-wash"];
    let digest = Fingerprint::of(course.as_str().as_bytes());
    let bytes = digest.bytes();
    let mut at = 0_u32;
    let mut stripes = Vec::new();
    for (index, byte) in bytes.iter().take(8).enumerate() {
        let colour = COLOURS[(index + usize::from(bytes[8] & 1) * 2) % COLOURS.len()];
        let width = match colour {
            "accent" => 6 + u32::from(byte % 5) * 6,
            "support" => 2 + u32::from(byte % 3) * 2,
            _ => 3 + u32::from(byte % 4) * 3,
        };
        stripes.push((colour, at, at + width));
        at += width;
    }
    stripes
}

/// Returns the value of a `style` attribute that paints the cloth.
///
/// Warp first (stripes across the band, from the id), then a fine weft over it. All colours are the theme's
/// properties, so that the cloth follows the scheme.
pub(crate) fn style(course: &CourseId) -> String {
    let mut stripes = String::new();
    for (colour, from, to) in self::stripes(course) {
        let comma = if from > 0 { "," } else { "" };
        write!(stripes, "{comma}var(--{colour}) {from}px,var(--{colour}) {to}px").expect("a String takes everything");
    }
    format!(
        "background:repeating-linear-gradient(0deg,transparent 0,transparent 3px,var(--weft) 3px,var(--weft) 4px),\
         repeating-linear-gradient(90deg,{stripes})"
    )
}
