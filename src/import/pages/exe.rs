//! Projects of eXeLearning: `.elpx` (`content.xml`, from version 3 on) and `.elp` (`contentv3.xml`, before).

use crate::import::html::html_tree;
use crate::import::input::Refusal;
use crate::import::pages::{Book, Page};
use crate::import::parts::{Parts, tree};
use crate::import::xml::{Element, Node};

use std::collections::BTreeMap;

/// The folder of a project's pictures and files, from version 3 on.
const RESOURCES: &str = "content/resources/";

/// Reads a project of version 3 or later; nothing where `content.xml` is something else.
pub(super) fn newer(parts: &mut Parts<'_>) -> Option<Book> {
    let root = tree(&parts.read("content.xml")?).ok().filter(|root| root.name == "ode")?;
    let mut properties: BTreeMap<String, String> = BTreeMap::new();
    for property in root.child("odeProperties")?.elements() {
        let (Some(key), Some(value)) = (property.child("key"), property.child("value")) else { continue };
        properties.insert(key.text(), value.text().trim().to_owned());
    }
    let told = |key: &str| properties.get(key).filter(|value| !value.is_empty()).cloned();
    let mut book = Book {
        title: told("pp_title"),
        lang: told("pp_lang"),
        authors: told("pp_author").into_iter().collect(),
        licence: told("pp_license").as_deref().and_then(licence),
        pages: Vec::new(),
    };
    let mut all: Vec<&Element> = root.child("odeNavStructures")?.elements().collect();
    all.sort_by_key(|page| number(page, "odeNavStructureOrder"));
    children_of("", &all, 0, &mut book.pages);
    Some(book)
}

fn children_of(parent: &str, all: &[&Element], depth: usize, pages: &mut Vec<Page>) {
    // A page is never below itself: what is deeper than all pages together goes round in a circle.
    if depth > 20 || pages.len() > all.len() {
        return;
    }
    for page in all.iter().filter(|page| told(page, "odeParentPageId") == parent) {
        let id = told(page, "odePageId");
        let title = told(page, "pageName");
        pages.push(Page {
            title: (!title.is_empty()).then_some(title),
            depth,
            address: format!("exe-node:{id}"),
            base: format!("{RESOURCES}page.html"),
            content: components(page),
        });
        if !id.is_empty() {
            children_of(&id, all, depth + 1, pages);
        }
    }
}

/// Returns the blocks of a page, each under its name, where it has one.
fn components(page: &Element) -> Element {
    let mut content = Element::default();
    let mut blocks: Vec<&Element> = page.child("odePagStructures").into_iter().flat_map(Element::elements).collect();
    blocks.sort_by_key(|block| number(block, "odePagStructureOrder"));
    for block in blocks {
        let name = told(block, "blockName");
        if !name.is_empty() {
            content.children.push(heading(&name));
        }
        let mut parts: Vec<&Element> = block.child("odeComponents").into_iter().flat_map(Element::elements).collect();
        parts.sort_by_key(|part| number(part, "odeComponentsOrder"));
        for part in parts {
            let html = part.child("htmlView").map(Element::text).unwrap_or_default();
            let html = html.replace("{{context_path}}/", "").replace(RESOURCES, "");
            content.children.extend(html_tree(&html).children);
        }
    }
    content
}

fn heading(words: &str) -> Node {
    let nodes = vec![Node::Text(words.to_owned())];
    Node::Element(Element { name: "h2".to_owned(), children: nodes, ..Element::default() })
}

fn told(element: &Element, name: &str) -> String {
    element.child(name).map(|child| child.text().trim().to_owned()).unwrap_or_default()
}

fn number(element: &Element, name: &str) -> i64 {
    told(element, name).parse().unwrap_or(0)
}

/// Reads a project of version 2: Python objects, written as XML.
///
/// # Errors
/// When the file is damaged.
pub(super) fn older(parts: &mut Parts<'_>) -> Result<Book, Refusal> {
    let broken = || Refusal::new("import.pages-broken");
    let root = tree(&parts.read("contentv3.xml").ok_or_else(broken)?).map_err(|_| broken())?;
    let package = if root.name == "instance" { &root } else { root.find("instance").ok_or_else(broken)? };
    let words = |name: &str| value_of(package, name).and_then(written).filter(|told| !told.is_empty());
    let mut book = Book {
        title: words("_title").or_else(|| words("_name")),
        lang: words("_lang"),
        authors: words("_author").into_iter().collect(),
        licence: words("license").as_deref().and_then(licence),
        pages: Vec::new(),
    };
    let first = value_of(package, "root").or_else(|| value_of(package, "_root")).ok_or_else(broken)?;
    node(first, 0, &mut book.pages);
    Ok(book)
}

fn node(node_element: &Element, depth: usize, pages: &mut Vec<Page>) {
    let title = value_of(node_element, "_title").and_then(written);
    let mut content = Element::default();
    for device in value_of(node_element, "idevices").into_iter().flat_map(Element::elements) {
        let name = value_of(device, "_title").and_then(written).unwrap_or_default();
        let texts = rich_texts(device);
        if !texts.is_empty() && !name.is_empty() && name.to_lowercase() != "free text" {
            content.children.push(heading(&name));
        }
        for text in texts {
            content.children.extend(html_tree(&text.replace("resources/", "")).children);
        }
    }
    let reference = node_element.attribute("reference").unwrap_or("");
    let address = format!("exe-node:{reference}");
    pages.push(Page { title, depth, address, base: "page.html".to_owned(), content });
    for child in value_of(node_element, "children").into_iter().flat_map(Element::elements) {
        if child.attribute("class").is_some_and(|class| class.ends_with(".Node")) {
            node(child, depth + 1, pages);
        }
    }
}

/// Returns the rich texts of a device, in their order; none of another device or page that is named in it.
fn rich_texts(device: &Element) -> Vec<String> {
    let mut texts = Vec::new();
    let mut seen_key = false;
    for child in device.elements() {
        if child.name == "string" && child.attribute("role") == Some("key") {
            seen_key = child.attribute("value") == Some("content_w_resourcePaths");
            continue;
        }
        if seen_key {
            texts.extend(written(child).filter(|text| !text.trim().is_empty()));
            seen_key = false;
            continue;
        }
        let class = child.attribute("class").unwrap_or("");
        if !class.ends_with(".Node") && !class.to_lowercase().ends_with("idevice") {
            texts.extend(rich_texts(child));
        }
    }
    texts
}

/// Returns the value of a key in an object's dictionary.
fn value_of<'a>(object: &'a Element, key: &str) -> Option<&'a Element> {
    let mut entries = object.child("dictionary")?.elements();
    entries.find(|entry| entry.attribute("role") == Some("key") && entry.attribute("value") == Some(key))?;
    entries.next()
}

fn written(value: &Element) -> Option<String> {
    matches!(value.name.as_str(), "unicode" | "string")
        .then(|| value.attribute("value").unwrap_or("").trim().to_owned())
}

/// Returns the short name of a licence that eXeLearning names in words.
fn licence(told: &str) -> Option<String> {
    let lower = told.to_lowercase();
    let version = told.split_whitespace().find(|word| word.starts_with(|letter: char| letter.is_ascii_digit()));
    let version = version.unwrap_or("4.0");
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if has(&["public domain", "cc0"]) {
        return Some("CC0-1.0".to_owned());
    }
    if !has(&["creative commons", "cc-by", "cc by"]) {
        return None;
    }
    let mut name = "CC-BY".to_owned();
    if has(&["non commercial", "noncommercial", "-nc"]) {
        name.push_str("-NC");
    }
    if has(&["no derivat", "nonderivative", "-nd"]) {
        name.push_str("-ND");
    } else if has(&["share alike", "sharealike", "-sa"]) {
        name.push_str("-SA");
    }
    Some(format!("{name}-{version}"))
}

#[cfg(test)]
mod tests {
    use super::licence;

    #[test]
    fn a_licence_in_words_has_its_short_name() {
        let check = |told: &str, expected: Option<&str>| assert_eq!(licence(told).as_deref(), expected, "{told}");
        check("creative commons: attribution - share alike 4.0", Some("CC-BY-SA-4.0"));
        check("creative commons: attribution - non commercial - no derivative works 3.0", Some("CC-BY-NC-ND-3.0"));
        check("public domain", Some("CC0-1.0"));
        check("propietary license", None);
    }
}
