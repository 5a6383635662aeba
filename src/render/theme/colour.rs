//! A colour, and how readable it is on another (WCAG 2.2, relative luminance and contrast ratio).

/// A colour of the sRGB space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Colour([u8; 3]);

impl Colour {
    /// White.
    pub(crate) const WHITE: Self = Self([255; 3]);
    /// Black.
    pub(crate) const BLACK: Self = Self([0; 3]);

    /// Returns the colour spelled `#rgb` or `#rrggbb`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#')?;
        let doubled: String = match digits.len() {
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            6 => digits.to_owned(),
            _ => return None,
        };
        let part = |at: usize| u8::from_str_radix(doubled.get(at..at + 2)?, 16).ok();
        Some(Self([part(0)?, part(2)?, part(4)?]))
    }

    /// Returns `#rrggbb`.
    pub(crate) fn css(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0[0], self.0[1], self.0[2])
    }

    /// Returns this colour with `per_cent` of `other` in it.
    pub(crate) fn mix(self, other: Self, per_cent: u32) -> Self {
        let part = |own: u8, other: u8| {
            let mixed = (u32::from(own) * (100 - per_cent) + u32::from(other) * per_cent + 50) / 100;
            mixed.min(255) as u8
        };
        Self([part(self.0[0], other.0[0]), part(self.0[1], other.0[1]), part(self.0[2], other.0[2])])
    }

    /// Returns the contrast of the two, 1 to 21.
    pub(crate) fn contrast(self, other: Self) -> f64 {
        let (own, other) = (self.luminance(), other.luminance());
        (own.max(other) + 0.05) / (own.min(other) + 0.05)
    }

    /// Returns whether it is nearer to white than to black.
    pub(crate) fn is_light(self) -> bool {
        self.contrast(Self::BLACK) > self.contrast(Self::WHITE)
    }

    /// Returns this colour, or the nearest one on the way to black or white that reads on all `grounds` with
    /// a contrast of at least `ratio`.
    pub(crate) fn readable_on(self, grounds: &[Self], ratio: f64) -> Self {
        let end = if grounds[0].is_light() { Self::BLACK } else { Self::WHITE };
        let reads = |colour: Self| grounds.iter().all(|ground| colour.contrast(*ground) >= ratio);
        (0..=100).map(|per_cent| self.mix(end, per_cent)).find(|colour| reads(*colour)).unwrap_or(end)
    }

    fn luminance(self) -> f64 {
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(self.0[0]) + 0.7152 * part(self.0[1]) + 0.0722 * part(self.0[2])
    }
}

#[cfg(test)]
mod tests {
    use super::Colour;

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((Colour::BLACK.contrast(Colour::WHITE) - 21.0).abs() < 1e-9);
        let grey = Colour::parse("#777").unwrap();
        assert!((grey.contrast(Colour::WHITE) - 4.48).abs() < 0.01);
        assert!(grey.readable_on(&[Colour::WHITE], 7.0).contrast(Colour::WHITE) >= 7.0);
        assert_eq!(Colour::parse("red"), None);
        assert_eq!(Colour::parse("#ööö"), None);
    }
}
