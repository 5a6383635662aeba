//! Pictures that a page shows more than once: written once at its end, shown by reference (SVG 2, section 5.6), which
//! needs no script.

use crate::package::single::data;
use crate::package::single::tags::Tag;
use crate::tree::FileTree;
use std::collections::BTreeMap;

/// The pictures of a page that are shown more than once and whose size is known.
pub(crate) struct Shared<'a> {
    /// By address: the number of the picture, its width and its height.
    pictures: BTreeMap<&'a str, (usize, &'a str, &'a str)>,
}

impl<'a> Shared<'a> {
    /// Finds them among the tags of a page.
    pub(crate) fn of(tags: &[Tag<'a>], tree: &FileTree) -> Self {
        let mut shown: BTreeMap<&'a str, Vec<&Tag<'a>>> = BTreeMap::new();
        for tag in tags.iter().filter(|tag| tag.name == "img") {
            let Some(address) = tag.get("src").filter(|address| data::bytes(tree, address).is_some()) else { continue };
            shown.entry(address).or_default().push(tag);
        }
        let often = shown.into_iter().filter(|(_, tags)| tags.len() > 1);
        let sized = often.filter_map(|(address, tags)| Some((address, size(&tags)?)));
        let numbered = (1..).zip(sized).map(|(number, (address, (width, height)))| (address, (number, width, height)));
        Self { pictures: numbered.collect() }
    }

    /// Returns what stands instead of a picture that is one of these.
    pub(crate) fn used(&self, tag: &Tag<'_>) -> Option<String> {
        let (number, width, height) = self.pictures.get(tag.get("src")?)?;
        let class = tag.get("class").map_or(String::new(), |class| format!(" {class}"));
        let name = match tag.get("alt") {
            Some(words) if !words.is_empty() => format!("role=\"img\" aria-label=\"{words}\""),
            _ => "aria-hidden=\"true\"".to_owned(),
        };
        // A picture with a class of its own may be set into another shape: it fills that.
        let fill = if class.is_empty() { "" } else { " preserveAspectRatio=\"xMidYMid slice\"" };
        Some(format!(
            "<svg class=\"picture{class}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\"{fill} {name}>\
             <use xlink:href=\"#_picture-{number}\"/></svg>"
        ))
    }

    /// Returns the pictures themselves, to be put where nothing is shown.
    pub(crate) fn drawings(&self, tree: &FileTree) -> String {
        let image = |(address, (number, width, height)): (&&str, &(usize, &str, &str))| {
            let data = data::bytes(tree, address).map_or(String::new(), |bytes| data::address(address, bytes));
            format!("<image id=\"_picture-{number}\" width=\"{width}\" height=\"{height}\" xlink:href=\"{data}\"/>\n")
        };
        if self.pictures.is_empty() {
            return String::new();
        }
        let images: String = self.pictures.iter().map(image).collect();
        format!("<svg class=\"pictures\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>\n{images}</defs></svg>\n")
    }
}

fn size<'a>(tags: &[&Tag<'a>]) -> Option<(&'a str, &'a str)> {
    tags.iter().find_map(|tag| tag.get("width").zip(tag.get("height")))
}
