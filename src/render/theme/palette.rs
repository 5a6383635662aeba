//! Every colour of both schemes, from four values: accent, ink, paper, support.
//!
//! What the theme gives is taken as it is for grounds; what is read on a ground is made darker or lighter
//! until it reads (7:1), so that a partner who changes the accent breaks nothing.

use crate::render::theme::colour::Colour;
use std::collections::BTreeMap;

/// The contrast of text.
const TEXT: f64 = 7.0;

/// The colours of both schemes by the names of their custom properties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Palette {
    light: Vec<(&'static str, Colour)>,
    dark: Vec<(&'static str, Colour)>,
}

/// The four values that a theme gives.
struct Given {
    accent: Colour,
    ink: Colour,
    paper: Colour,
    support: Colour,
}

impl Palette {
    /// Returns the palette of these values.
    ///
    /// # Errors
    /// When a name or a colour is unknown, with a sentence that says which.
    pub(crate) fn new(light: &BTreeMap<String, String>, dark: &BTreeMap<String, String>) -> Result<Self, String> {
        let given = Given {
            accent: pick(light, "accent")?.ok_or("`accent` is missing")?,
            ink: pick(light, "ink")?.ok_or("`ink` is missing")?,
            paper: pick(light, "paper")?.ok_or("`paper` is missing")?,
            support: pick(light, "support")?.ok_or("`support` is missing")?,
        };
        for name in light.keys().chain(dark.keys()) {
            if !["accent", "ink", "paper", "support"].contains(&name.as_str()) {
                return Err(format!("`{name}` is no colour of a theme: known are `accent`, `ink`, `paper`, `support`"));
            }
        }
        let night_paper = pick(dark, "paper")?.unwrap_or(given.ink.mix(Colour::BLACK, 35));
        let night = Given {
            paper: night_paper,
            ink: pick(dark, "ink")?.unwrap_or(given.paper.mix(given.ink, 10)),
            accent: pick(dark, "accent")?.unwrap_or(given.accent.mix(Colour::WHITE, 30)),
            support: pick(dark, "support")?.unwrap_or(given.support.mix(Colour::WHITE, 30)),
        };
        Ok(Self { light: scheme(&given), dark: scheme(&night) })
    }

    /// Returns the accent of the light scheme.
    pub(crate) fn accent(&self) -> String {
        self.light_value("accent").unwrap_or_default()
    }

    /// Returns the colour that the light scheme has for a custom property.
    pub(crate) fn light_value(&self, name: &str) -> Option<String> {
        self.light.iter().find(|(known, _)| *known == name).map(|(_, colour)| colour.css())
    }

    /// Returns the custom properties of both schemes as CSS, as the device has it; paper is always light.
    pub(crate) fn css(&self) -> String {
        format!(
            ":root{{color-scheme:light dark;{}}}\n@media screen and (prefers-color-scheme:dark){{:root:not([data-comfort~=\"light\"]){{{}}}}}\n",
            list(&self.light),
            list(&self.dark)
        )
    }

    /// Returns what changes where a learner chose (`data-comfort`): the other scheme, strong contrast. Stands after
    /// the properties themselves.
    pub(crate) fn chosen_css(&self) -> String {
        let [by_day, by_night] = STRONG;
        let chosen = |word: &str| format!("[data-comfort~=\"{word}\"]");
        let (light, dark, strong) = (chosen("light"), chosen("dark"), chosen("strong"));
        format!(
            "{light}{{color-scheme:light}}{strong}{{{by_day}}}\
             @media screen and (prefers-color-scheme:dark){{{strong}:not({light}){{{by_night}}}}}\
             @media screen{{{dark}{{color-scheme:dark;{}}}{dark}{strong}{{{by_night}}}}}\n",
            list(&self.dark)
        )
    }
}

fn list(scheme: &[(&str, Colour)]) -> String {
    scheme.iter().map(|(name, colour)| format!("--{name}:{};", colour.css())).collect()
}

/// What strong contrast changes, by day and by night: ink on pure paper, borders that are seen.
const STRONG: [&str; 2] = [
    "--paper:#fff;--sheet:#fff;--ink:#000;--quiet:#000;--rule:#595959;--edge:#000",
    "--paper:#000;--sheet:#000;--ink:#fff;--quiet:#fff;--rule:#a6a6a6;--edge:#fff",
];

fn pick(colours: &BTreeMap<String, String>, name: &str) -> Result<Option<Colour>, String> {
    match colours.get(name) {
        Some(text) => match Colour::parse(text) {
            Some(colour) => Ok(Some(colour)),
            None => Err(format!("`{text}` is no colour: write `#rrggbb`")),
        },
        None => Ok(None),
    }
}

/// Derives a scheme; the order is that of the style sheet.
fn scheme(given: &Given) -> Vec<(&'static str, Colour)> {
    let Given { accent, ink, paper, support } = *given;
    let light = paper.is_light();
    let sheet = paper.mix(Colour::WHITE, if light { 75 } else { 5 });
    let wash = |colour: Colour| paper.mix(colour, if light { 9 } else { 16 });
    let good = wash_base("#1c6a38", light);
    let bad = wash_base("#a02b20", light);
    let grounds = [paper, sheet];
    let on = |colour: Colour| colour.readable_on(&[paper, sheet, wash(colour)], TEXT);
    let accent_text = on(accent);
    vec![
        ("paper", paper),
        ("sheet", sheet),
        ("ink", ink.readable_on(&grounds, 10.0)),
        ("quiet", ink.mix(paper, 30).readable_on(&grounds, TEXT)),
        ("rule", paper.mix(ink, if light { 15 } else { 18 })),
        ("edge", paper.mix(ink, 55).readable_on(&grounds, 3.2)),
        ("accent", accent_text),
        ("accent-ink", if accent_text.is_light() { accent_text.mix(Colour::BLACK, 85) } else { Colour::WHITE }),
        ("accent-wash", wash(accent)),
        ("support", on(support)),
        ("support-wash", wash(support)),
        ("good", on(good)),
        ("good-wash", wash(good)),
        ("bad", on(bad)),
        ("bad-wash", wash(bad)),
        ("weft", if light { paper.mix(Colour::WHITE, 50) } else { paper }),
        ("focus", wash_base("#1d4ed8", light).readable_on(&grounds, 4.5)),
    ]
}

fn wash_base(colour: &str, light: bool) -> Colour {
    let colour = Colour::parse(colour).unwrap_or(Colour::BLACK);
    if light { colour } else { colour.mix(Colour::WHITE, 30) }
}

#[cfg(test)]
mod tests {
    use super::Palette;
    use crate::render::theme::colour::Colour;
    use proptest::prelude::{any, proptest};
    use std::collections::BTreeMap;

    fn palette(accent: &str, ink: &str, paper: &str, support: &str) -> Palette {
        let pairs = [("accent", accent), ("ink", ink), ("paper", paper), ("support", support)];
        let given: BTreeMap<String, String> = pairs.map(|(name, value)| (name.into(), value.into())).into();
        Palette::new(&given, &BTreeMap::new()).unwrap()
    }

    fn check(palette: &Palette) {
        for scheme in [&palette.light, &palette.dark] {
            let of = |wanted: &str| scheme.iter().find(|(name, _)| *name == wanted).unwrap().1;
            for (text, ground) in [
                ("ink", "paper"),
                ("quiet", "sheet"),
                ("accent", "accent-wash"),
                ("accent", "paper"),
                ("support", "sheet"),
                ("good", "good-wash"),
                ("bad", "bad-wash"),
            ] {
                let contrast = of(text).contrast(of(ground));
                assert!(contrast >= 7.0, "{text} on {ground}: {contrast:.2} in {scheme:?}");
            }
            assert!(of("accent-ink").contrast(of("accent")) >= 4.5);
        }
    }

    #[test]
    fn the_default_reads() {
        check(&palette("#0a5c58", "#1d2529", "#fffdf9", "#a3470f"));
    }

    proptest! {
        #[test]
        fn any_accent_reads(red in any::<u8>(), green in any::<u8>(), blue in any::<u8>()) {
            let accent = format!("#{red:02x}{green:02x}{blue:02x}");
            assert!(Colour::parse(&accent).is_some());
            check(&palette(&accent, "#1d2529", "#fffdf9", &accent));
        }
    }
}
