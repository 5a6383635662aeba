//! How pictures go out.

/// How pictures go out; what they tell besides themselves stays behind either way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pictures {
    /// As wide as they are shown, in the formats that take least.
    #[default]
    Fitted,
    /// As they came: for maps and plans that are looked at closely.
    Originals,
}

impl Pictures {
    /// Every way.
    pub const ALL: [Self; 2] = [Self::Fitted, Self::Originals];

    /// Returns its name in `alforja.yaml`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fitted => "fitted",
            Self::Originals => "originals",
        }
    }
}
