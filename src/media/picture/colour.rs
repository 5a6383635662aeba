//! The colours of a picture with a profile of its own, as every screen shows them without one: sRGB.
//!
//! Telephones take pictures in Display P3, cameras in Adobe RGB: profiles of three primaries and their curves
//! (ICC.1:2022, annex F.3). What else a profile may be is left to be read as sRGB. The sums are of integers, so that
//! they come out the same on every machine.

use crate::media::picture::pixels::Pixels;

/// A profile's way to sRGB.
pub(crate) struct ToSrgb {
    /// Linear light, 0 to 65,536, of each value of red, green and blue.
    linear: [Vec<i64>; 3],
    /// From linear light in its primaries to linear light in sRGB's, in 65,536ths.
    matrix: [[i64; 3]; 3],
    /// The value of sRGB for each 16th of linear light, 0 to 4,096.
    value: Vec<u8>,
}

/// sRGB's own primaries, adapted to D50 as in a profile (IEC 61966-2-1), in columns of X, Y and Z.
const SRGB: [[f64; 3]; 3] =
    [[0.436_07, 0.385_15, 0.143_07], [0.222_49, 0.716_87, 0.060_61], [0.013_92, 0.097_08, 0.714_10]];

impl ToSrgb {
    /// Returns the way from a profile; nothing where it is no profile of primaries, or that of sRGB.
    pub(crate) fn from_profile(profile: &[u8]) -> Option<Self> {
        if profile.get(16..20)? != b"RGB " || profile.get(20..24)? != b"XYZ " {
            return None;
        }
        let primaries = [b"rXYZ", b"gXYZ", b"bXYZ"].map(|name| tag(profile, name).and_then(xyz));
        let [Some(red), Some(green), Some(blue)] = primaries else { return None };
        let own = [[red[0], green[0], blue[0]], [red[1], green[1], blue[1]], [red[2], green[2], blue[2]]];
        let curves = [b"rTRC", b"gTRC", b"bTRC"].map(|name| tag(profile, name).and_then(curve));
        let [Some(red), Some(green), Some(blue)] = curves else { return None };
        let matrix = multiplied(&inverse(&SRGB)?, &own).map(|row| row.map(|part| (part * 65536.0).round() as i64));
        let value = (0..=4096).map(|step| (srgb(f64::from(step) / 4096.0) * 255.0).round() as u8).collect();
        let way = Self { linear: [red, green, blue], matrix, value };
        (!way.changes_nothing()).then_some(way)
    }

    /// Turns all colours of a picture into those of sRGB.
    pub(crate) fn apply(&self, pixels: &mut Pixels) {
        let step = pixels.channels();
        for pixel in pixels.bytes.chunks_exact_mut(step) {
            let colour = self.colour([pixel[0], pixel[1], pixel[2]]);
            pixel[..3].copy_from_slice(&colour);
        }
    }

    fn colour(&self, colour: [u8; 3]) -> [u8; 3] {
        let light = [0, 1, 2].map(|part| self.linear[part][usize::from(colour[part])]);
        self.matrix.map(|row| {
            let sum = (row[0] * light[0] + row[1] * light[1] + row[2] * light[2]) >> 16;
            self.value[(sum.clamp(0, 65536) >> 4) as usize]
        })
    }

    fn changes_nothing(&self) -> bool {
        let steps = [0, 51, 102, 153, 204, 255];
        let all =
            steps.iter().flat_map(|red| steps.iter().flat_map(move |green| steps.map(|blue| [*red, *green, blue])));
        all.into_iter().all(|colour| self.colour(colour).iter().zip(colour).all(|(to, from)| to.abs_diff(from) <= 3))
    }
}

fn tag<'a>(profile: &'a [u8], name: &[u8; 4]) -> Option<&'a [u8]> {
    let number = |at: usize| Some(u32::from_be_bytes(profile.get(at..at + 4)?.try_into().ok()?) as usize);
    let count = number(128)?.min(100);
    (0..count).find_map(|place| {
        let at = 132 + place * 12;
        if profile.get(at..at + 4)? != name {
            return None;
        }
        profile.get(number(at + 4)?..)?.get(..number(at + 8)?)
    })
}

/// Returns a number of 32 bits with 16 behind the point (ICC.1:2022, section 4.6).
fn fixed(bytes: &[u8], at: usize) -> Option<f64> {
    Some(f64::from(i32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?)) / 65536.0)
}

fn xyz(tag: &[u8]) -> Option<[f64; 3]> {
    Some([fixed(tag, 8)?, fixed(tag, 12)?, fixed(tag, 16)?])
}

/// Returns the linear light of each of 256 values (ICC.1:2022, sections 10.6 and 10.18).
fn curve(tag: &[u8]) -> Option<Vec<i64>> {
    let values = (0..=255u8).map(|value| f64::from(value) / 255.0);
    let scaled = |light: f64| (light.clamp(0.0, 1.0) * 65536.0).round() as i64;
    match tag.get(..4)? {
        b"curv" => {
            let count = u32::from_be_bytes(tag.get(8..12)?.try_into().ok()?) as usize;
            let entry = |place: usize| {
                let at = 12 + place * 2;
                Some(f64::from(u16::from_be_bytes(tag.get(at..at + 2)?.try_into().ok()?)))
            };
            match count {
                0 => Some(values.map(scaled).collect()),
                1 => {
                    let gamma = entry(0)? / 256.0;
                    Some(values.map(|value| scaled(value.powf(gamma))).collect())
                }
                count => values
                    .map(|value| {
                        let place = value * (count - 1) as f64;
                        let (low, part) = (place.floor() as usize, place.fract());
                        let (from, to) = (entry(low)?, entry((low + 1).min(count - 1))?);
                        Some(scaled((from + (to - from) * part) / 65535.0))
                    })
                    .collect(),
            }
        }
        b"para" => {
            let kind = u16::from_be_bytes(tag.get(8..10)?.try_into().ok()?);
            let number = |place: usize| fixed(tag, 12 + place * 4);
            let gamma = number(0)?;
            let (a, b, c, d, e, f) = match kind {
                0 => (1.0, 0.0, 0.0, 0.0, 0.0, 0.0),
                3 => (number(1)?, number(2)?, number(3)?, number(4)?, 0.0, 0.0),
                4 => (number(1)?, number(2)?, number(3)?, number(4)?, number(5)?, number(6)?),
                _ => return None,
            };
            let light = |value: f64| if value >= d { (a * value + b).max(0.0).powf(gamma) + e } else { c * value + f };
            Some(values.map(|value| scaled(light(value))).collect())
        }
        _ => None,
    }
}

/// Returns the value of sRGB for linear light (IEC 61966-2-1).
fn srgb(light: f64) -> f64 {
    if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 }
}

fn multiplied(left: &[[f64; 3]; 3], right: &[[f64; 3]; 3]) -> [[f64; 3]; 3] {
    [0, 1, 2].map(|row| [0, 1, 2].map(|column| (0..3).map(|at| left[row][at] * right[at][column]).sum()))
}

fn inverse(matrix: &[[f64; 3]; 3]) -> Option<[[f64; 3]; 3]> {
    let of = |row: usize, column: usize| matrix[row % 3][column % 3];
    let minor = |row: usize, column: usize| {
        of(row + 1, column + 1) * of(row + 2, column + 2) - of(row + 1, column + 2) * of(row + 2, column + 1)
    };
    let determinant: f64 = (0..3).map(|column| of(0, column) * minor(0, column)).sum();
    (determinant.abs() > 1e-9).then(|| [0, 1, 2].map(|row| [0, 1, 2].map(|column| minor(column, row) / determinant)))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{SRGB, ToSrgb};

    /// Display P3's primaries, adapted to D50 (SMPTE EG 432-1), in columns.
    pub(crate) const P3: [[f64; 3]; 3] =
        [[0.5151, 0.2920, 0.1571], [0.2412, 0.6922, 0.0666], [-0.0011, 0.0419, 0.7841]];

    /// Returns a profile of these primaries with sRGB's curve.
    pub(crate) fn profile(primaries: &[[f64; 3]; 3]) -> Vec<u8> {
        let fixed = |number: f64| ((number * 65536.0).round() as i32).to_be_bytes();
        let mut tags: Vec<(&[u8; 4], Vec<u8>)> = Vec::new();
        for (column, name) in [b"rXYZ", b"gXYZ", b"bXYZ"].into_iter().enumerate() {
            let numbers: Vec<u8> = (0..3).flat_map(|row| fixed(primaries[row][column])).collect();
            tags.push((name, [&b"XYZ \0\0\0\0"[..], &numbers].concat()));
        }
        for name in [b"rTRC", b"gTRC", b"bTRC"] {
            let numbers = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045].into_iter().flat_map(fixed);
            tags.push((name, [&b"para\0\0\0\0\0\x03\0\0"[..], &numbers.collect::<Vec<u8>>()].concat()));
        }
        let mut profile = vec![0; 128];
        profile[16..24].copy_from_slice(b"RGB XYZ ");
        profile.extend((tags.len() as u32).to_be_bytes());
        let mut at = 132 + tags.len() * 12;
        for (name, data) in &tags {
            profile.extend([&name[..], &(at as u32).to_be_bytes(), &(data.len() as u32).to_be_bytes()].concat());
            at += data.len();
        }
        tags.into_iter().for_each(|(_, data)| profile.extend(data));
        profile
    }

    #[test]
    fn display_p3_becomes_srgb() {
        let way = ToSrgb::from_profile(&profile(&P3)).unwrap();
        for grey in [0, 40, 128, 200, 255] {
            assert!(way.colour([grey; 3]).iter().all(|part| part.abs_diff(grey) <= 1), "{grey}");
        }
        // CSS Color 4 gives color(display-p3 0.8 0.4 0.3) as rgb(219 95 67).
        let [red, green, blue] = way.colour([204, 102, 77]);
        assert!(red.abs_diff(219) <= 2 && green.abs_diff(95) <= 3 && blue.abs_diff(67) <= 3, "{red} {green} {blue}");
        assert_eq!(way.colour([255, 0, 0]), [255, 0, 0], "what sRGB has not is cut");
    }

    #[test]
    fn srgb_itself_and_what_is_no_profile_change_nothing() {
        assert!(ToSrgb::from_profile(&profile(&SRGB)).is_none());
        let whole = profile(&P3);
        for cut in 0..whole.len() {
            assert!(ToSrgb::from_profile(&whole[..cut]).is_none(), "cut at {cut}");
        }
    }
}
