//! What a document's styles mean (ECMA-376 part 1, section 17.7): headings, quotations, code; not how they look.
//!
//! A style's id is a word of the language it was made in (`Overskrift1`, `Ttulo1`); its name is English for every style
//! that Word, LibreOffice and Google Docs bring along. A style of the author's own is what it is based on.

use crate::import::xml::Element;
use std::collections::BTreeMap;

/// How many styles may be based on each other.
const LONGEST_CHAIN: usize = 24;

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The document's title.
    Title,
    /// What stands below the title.
    Subtitle,
    /// A heading, from 1.
    Heading(u8),
    /// What is said of a picture or table.
    Caption,
    /// A quotation.
    Quote,
    /// Code.
    Code,
    /// A line of a table of contents.
    Contents,
    /// Anything else.
    Body,
}

/// How words are set, where it means something.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Bold (`w:b`).
    pub(super) strong: bool,
    /// Italic (`w:i`).
    pub(super) emphasis: bool,
    /// Struck out (`w:strike`, `w:dstrike`).
    pub(super) struck: bool,
    /// Raised (`w:vertAlign`).
    pub(super) raised: bool,
    /// Lowered (`w:vertAlign`).
    pub(super) lowered: bool,
    /// Code, by its style's name.
    pub(super) code: bool,
    /// Not shown (`w:vanish`).
    pub(super) hidden: bool,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    number: Option<String>,
    level: Option<u8>,
    indent: Option<i64>,
    run: Option<Element>,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    /// The paragraph style of a paragraph that names none.
    usual: Option<String>,
    lang: Option<String>,
}

impl Styles {
    /// Reads `word/styles.xml`.
    pub(super) fn of(root: &Element) -> Self {
        let mut all = Self::default();
        let lang = root.at(&["docDefaults", "rPrDefault", "rPr", "lang"]);
        all.lang = lang.and_then(|lang| lang.attribute("val")).map(str::to_owned);
        for style in root.elements().filter(|child| child.name == "style") {
            let Some(id) = style.attribute("styleId") else { continue };
            let is_usual = style.attribute("default").is_some_and(is_on);
            if is_usual && style.attribute("type") == Some("paragraph") {
                all.usual = Some(id.to_owned());
            }
            all.styles.insert(id.to_owned(), read(style));
        }
        all
    }

    /// Returns the language of words whose run names none.
    pub(super) fn lang(&self) -> Option<&str> {
        let usual = self.usual.as_deref().and_then(|id| self.styles.get(id));
        let own = usual.and_then(|style| style.run.as_ref()?.child("lang")?.attribute("val"));
        own.or(self.lang.as_deref())
    }

    /// Returns what a paragraph with these properties (`w:pPr`) is.
    pub(super) fn role(&self, properties: Option<&Element>) -> Role {
        let chain = self.chain(properties.and_then(|own| value(own, "pStyle")));
        if let Some(role) = chain.iter().find_map(|style| role_of_name(&style.name)) {
            return role;
        }
        let own = properties.and_then(outline);
        match own.or_else(|| chain.iter().find_map(|style| style.outline)) {
            Some(level @ 0..6) => Role::Heading(level + 1),
            _ => Role::Body,
        }
    }

    /// Returns the number of the list and the level that a style puts its paragraphs into.
    pub(super) fn numbering(&self, properties: Option<&Element>) -> Option<(&str, u8)> {
        let chain = self.chain(properties.and_then(|own| value(own, "pStyle")));
        let number = chain.iter().find_map(|style| style.number.as_deref())?;
        Some((number, chain.iter().find_map(|style| style.level).unwrap_or(0)))
    }

    /// Returns how far a style moves its paragraphs in, in twentieths of a point.
    pub(super) fn indent(&self, properties: Option<&Element>) -> Option<i64> {
        let chain = self.chain(properties.and_then(|own| value(own, "pStyle")));
        chain.iter().find_map(|style| style.indent)
    }

    /// Returns how words with these properties (`w:rPr`) are set. What a paragraph's style says is how it looks.
    pub(super) fn marks(&self, properties: Option<&Element>) -> Marks {
        let Some(own) = properties else { return Marks::default() };
        let chain = self.chain_of_words(value(own, "rStyle"));
        let layers: Vec<&Element> =
            std::iter::once(own).chain(chain.iter().filter_map(|style| style.run.as_ref())).collect();
        let toggled = |name: &str| {
            let told = layers.iter().find_map(|layer| layer.child(name));
            told.is_some_and(|told| told.attribute("val").is_none_or(is_on))
        };
        let placed = layers.iter().find_map(|layer| value(layer, "vertAlign"));
        Marks {
            strong: toggled("b"),
            emphasis: toggled("i"),
            struck: toggled("strike") || toggled("dstrike"),
            raised: placed == Some("superscript"),
            lowered: placed == Some("subscript"),
            code: chain.iter().any(|style| is_code(&style.name)),
            hidden: toggled("vanish"),
        }
    }

    fn chain(&self, id: Option<&str>) -> Vec<&Style> {
        self.chain_of_words(id.or(self.usual.as_deref()))
    }

    fn chain_of_words(&self, id: Option<&str>) -> Vec<&Style> {
        let first = id.and_then(|id| self.styles.get(id));
        std::iter::successors(first, |style| self.styles.get(style.based_on.as_deref()?)).take(LONGEST_CHAIN).collect()
    }
}

fn read(style: &Element) -> Style {
    let properties = style.child("pPr");
    let numbering = properties.and_then(|own| own.child("numPr"));
    Style {
        name: value(style, "name").unwrap_or_default().trim().to_lowercase(),
        based_on: value(style, "basedOn").map(str::to_owned),
        outline: properties.and_then(outline),
        number: numbering.and_then(|own| value(own, "numId")).map(str::to_owned),
        level: numbering.and_then(|own| value(own, "ilvl")).and_then(|level| level.parse().ok()),
        indent: properties.and_then(indent),
        run: style.child("rPr").cloned(),
    }
}

fn outline(properties: &Element) -> Option<u8> {
    value(properties, "outlineLvl")?.parse().ok()
}

/// Returns how far a paragraph's own properties move it in (`w:ind`), in twentieths of a point.
pub(super) fn indent(properties: &Element) -> Option<i64> {
    let own = properties.child("ind")?;
    own.attribute("left").or_else(|| own.attribute("start"))?.parse().ok()
}

fn role_of_name(name: &str) -> Option<Role> {
    let numbered = |name: &str, before: &str| name.strip_prefix(before)?.trim().parse::<u8>().ok();
    if let Some(level) = numbered(name, "heading ") {
        return (1..=9).contains(&level).then_some(Role::Heading(level.min(6)));
    }
    if numbered(name, "toc ").is_some() || numbered(name, "contents ").is_some() {
        return Some(Role::Contents);
    }
    match name {
        "title" => Some(Role::Title),
        "subtitle" => Some(Role::Subtitle),
        "caption" | "figure" | "illustration" | "table" => Some(Role::Caption),
        "quote" | "intense quote" | "block text" | "quotations" | "block quotation" => Some(Role::Quote),
        "toc heading" | "contents heading" | "table of figures" | "index 1" | "index heading" => Some(Role::Contents),
        name if is_code(name) => Some(Role::Code),
        _ => None,
    }
}

fn is_code(name: &str) -> bool {
    matches!(
        name,
        "html code"
            | "html preformatted"
            | "preformatted text"
            | "source code"
            | "source text"
            | "verbatim char"
            | "code"
    )
}

/// Returns the value of a property (`w:val`).
pub(super) fn value<'a>(properties: &'a Element, name: &str) -> Option<&'a str> {
    properties.child(name)?.attribute("val")
}

/// Reads a switch (ECMA-376 part 1, section 22.9.2.7).
pub(super) fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off" | "none")
}

#[cfg(test)]
mod tests {
    use super::{Marks, Role, Styles};
    use crate::import::parts::tree;

    const STYLES: &str = "<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"da-DK\"/></w:rPr></w:rPrDefault></w:docDefaults>
        <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>
        <w:style w:type=\"paragraph\" w:styleId=\"Overskrift1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"Normal\"/></w:style>
        <w:style w:type=\"paragraph\" w:styleId=\"Egen\"><w:name w:val=\"Min overskrift\"/><w:basedOn w:val=\"Overskrift1\"/></w:style>
        <w:style w:type=\"paragraph\" w:styleId=\"Ring\"><w:name w:val=\"Ring\"/><w:basedOn w:val=\"Ring\"/></w:style>
        <w:style w:type=\"paragraph\" w:styleId=\"Niveau\"><w:name w:val=\"Niveau\"/><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr></w:style>
        <w:style w:type=\"character\" w:styleId=\"Strk\"><w:name w:val=\"Strong\"/><w:rPr><w:b/></w:rPr></w:style></w:styles>";

    #[test]
    fn a_heading_is_found_by_its_name_its_base_or_its_level() {
        let styles = Styles::of(&tree(STYLES.as_bytes()).unwrap());
        let check = |properties: &str, expected: Role| {
            let own = tree(format!("<w:pPr>{properties}</w:pPr>").as_bytes()).unwrap();
            assert_eq!(styles.role(Some(&own)), expected, "{properties}");
        };
        check("<w:pStyle w:val=\"Overskrift1\"/>", Role::Heading(1));
        check("<w:pStyle w:val=\"Egen\"/>", Role::Heading(1));
        check("<w:pStyle w:val=\"Niveau\"/>", Role::Heading(2));
        check("<w:pStyle w:val=\"Ring\"/>", Role::Body);
        check("<w:pStyle w:val=\"missing\"/>", Role::Body);
        check("<w:outlineLvl w:val=\"2\"/>", Role::Heading(3));
        check("<w:outlineLvl w:val=\"9\"/>", Role::Body);
        assert_eq!(styles.lang(), Some("da-DK"));
    }

    #[test]
    fn words_are_set_by_themselves_and_by_their_style() {
        let styles = Styles::of(&tree(STYLES.as_bytes()).unwrap());
        let marks =
            |properties: &str| styles.marks(Some(&tree(format!("<w:rPr>{properties}</w:rPr>").as_bytes()).unwrap()));
        let strong = Marks { strong: true, ..Marks::default() };
        assert_eq!(marks("<w:rStyle w:val=\"Strk\"/>"), strong);
        assert_eq!(marks("<w:rStyle w:val=\"Strk\"/><w:b w:val=\"0\"/>"), Marks::default());
        assert_eq!(marks("<w:b/>"), strong);
        assert_eq!(marks("<w:vertAlign w:val=\"subscript\"/>"), Marks { lowered: true, ..Marks::default() });
    }
}
