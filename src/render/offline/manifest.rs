//! The manifests by which a browser installs the site (Web Application Manifest), and their icons.

use crate::fingerprint::Fingerprint;
use crate::locale::Lang;
use crate::media::{Edge, icon};
use crate::render::offline::manifest_path;
use crate::render::site::Site;
use crate::tree::OutPath;
use serde::Serialize;

/// How many letters of a name a device's screen shows below an icon.
const SHORT: usize = 14;

/// Every icon: size in pixels, edge, purpose.
const ICONS: &[(u32, Edge, &str)] =
    &[(192, Edge::Round, "any"), (512, Edge::Round, "any"), (512, Edge::Full, "maskable")];

/// Addresses are seen from the manifest, so that the site may stand in any folder of a host.
#[derive(Serialize)]
struct Manifest<'a> {
    name: &'a str,
    short_name: String,
    lang: &'a str,
    dir: &'static str,
    start_url: &'static str,
    scope: &'static str,
    display: &'static str,
    theme_color: &'a str,
    background_color: &'a str,
    icons: &'a [Icon],
}

#[derive(Serialize)]
struct Icon {
    src: String,
    sizes: String,
    #[serde(rename = "type")]
    kind: &'static str,
    purpose: &'static str,
}

/// Returns a manifest for each language, and the icons that they share.
pub(crate) fn files(site: &Site<'_>) -> Vec<(OutPath, Vec<u8>)> {
    let (icons, mut files) = icons(site);
    for lang in site.languages() {
        files.push((manifest_path(lang), manifest(site, lang, &icons).into_bytes()));
    }
    files
}

fn manifest(site: &Site<'_>, lang: &Lang, icons: &[Icon]) -> String {
    let name = site.title(lang);
    let manifest = Manifest {
        name: &name,
        short_name: short(&name),
        lang: lang.as_str(),
        dir: lang.direction().html(),
        start_url: "index.html",
        scope: "../",
        display: "standalone",
        theme_color: site.theme.accent(),
        background_color: site.theme.paper(),
        icons,
    };
    serde_json::to_string(&manifest).expect("a manifest holds nothing that JSON cannot")
}

/// Returns the icons as the manifests name them, and their files.
fn icons(site: &Site<'_>) -> (Vec<Icon>, Vec<(OutPath, Vec<u8>)>) {
    let accent = rgb(site.theme.accent());
    ICONS
        .iter()
        .map(|(size, edge, purpose)| {
            let bytes = icon(accent, *size, *edge);
            let path = OutPath::fixed(&format!("assets/icon-{size}-{}.png", Fingerprint::of(&bytes).short()));
            let (src, sizes) = (format!("../{path}"), format!("{size}x{size}"));
            (Icon { src, sizes, kind: "image/png", purpose }, (path, bytes))
        })
        .unzip()
}

/// Returns the parts of a colour that the theme spells `#rrggbb`.
fn rgb(colour: &str) -> [u8; 3] {
    [1, 3, 5].map(|at| colour.get(at..at + 2).and_then(|part| u8::from_str_radix(part, 16).ok()).unwrap_or(0))
}

/// Returns as many whole words of a name as a screen shows, at least one.
fn short(name: &str) -> String {
    let mut short = String::new();
    for word in name.split_whitespace() {
        if !short.is_empty() && short.chars().count() + 1 + word.chars().count() > SHORT {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short
}

#[cfg(test)]
mod tests {
    use super::{rgb, short};

    #[test]
    fn a_short_name_is_whole_words() {
        assert_eq!(short("Alforja"), "Alforja");
        assert_eq!(short("Хамтдаа хадгалж, хамтдаа суръя"), "Хамтдаа");
        assert_eq!(short("Our own courses for all"), "Our own");
        assert_eq!(short(""), "");
    }

    #[test]
    fn a_colour_has_three_parts() {
        assert_eq!(rgb("#0a5c58"), [10, 92, 88]);
    }
}
