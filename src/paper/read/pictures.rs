//! The pictures of what is set: files of the tree, and drawings that stand in the text.

use crate::import::{Element, Node as Part, html};
use crate::paper::typeset;
use crate::tree::{Body, FileTree, OutPath};
use std::collections::BTreeMap;

/// The endings of pictures that can be set.
const SET: &[&str] = &["gif", "jpg", "jpeg", "png", "svg", "webp"];

/// Pictures by their number.
pub(crate) struct Pictures<'a> {
    tree: &'a FileTree,
    files: BTreeMap<String, String>,
    all: Vec<(String, Vec<u8>)>,
}

impl<'a> Pictures<'a> {
    /// Returns no picture yet, of those in `tree`.
    pub(crate) fn new(tree: &'a FileTree) -> Self {
        Self { tree, files: BTreeMap::new(), all: Vec::new() }
    }

    /// Returns what a template calls the file at `address`, where it is a picture that can be set.
    pub(crate) fn file(&mut self, address: &str) -> Option<String> {
        if let Some(known) = self.files.get(address) {
            return Some(known.clone());
        }
        let (_, ending) = address.rsplit_once('.')?;
        let ending = ending.to_ascii_lowercase();
        let Some(Body::Bytes(bytes)) = self.tree.get(&OutPath::new(address)?) else { return None };
        if !SET.contains(&ending.as_str()) || !typeset::is_readable(&ending, bytes) {
            return None;
        }
        let name = self.add(&ending, bytes.clone());
        self.files.insert(address.to_owned(), name.clone());
        Some(name)
    }

    /// Returns what a template calls a drawing that stands in the text.
    pub(crate) fn drawing(&mut self, svg: &Element) -> String {
        let mut text = String::new();
        write(svg, &mut text);
        match self.files.get(&text) {
            Some(known) => known.clone(),
            None => {
                let name = self.add("svg", text.clone().into_bytes());
                self.files.insert(text, name.clone());
                name
            }
        }
    }

    /// Returns what a template calls the QR code of an address, where it fits one.
    pub(crate) fn code(&mut self, address: &str) -> Option<String> {
        let drawing = crate::render::qr_code(address)?;
        match html(&drawing.0).as_slice() {
            [Part::Element(svg)] => Some(self.drawing(svg)),
            _ => None,
        }
    }

    fn add(&mut self, ending: &str, bytes: Vec<u8>) -> String {
        let name = typeset::picture_name(self.all.len(), ending);
        self.all.push((ending.to_owned(), bytes));
        name
    }

    /// Returns all pictures with their endings, by number.
    pub(crate) fn into_all(self) -> Vec<(String, Vec<u8>)> {
        self.all
    }
}

/// Writes a drawing as XML: HTML knows no letter case of names and no namespace.
fn write(element: &Element, out: &mut String) {
    out.push('<');
    out.push_str(&element.name);
    if element.name == "svg" {
        out.push_str(" xmlns=\"http://www.w3.org/2000/svg\"");
    }
    for (name, value) in &element.attributes {
        let name = if name == "viewbox" { "viewBox" } else { name };
        out.push_str(&format!(" {name}=\"{}\"", escaped(value)));
    }
    // To HTML a path that ends itself is still open: what follows it stands in it.
    let is_empty = element.name == "path";
    out.push_str(if is_empty { "/>" } else { ">" });
    for part in &element.children {
        match part {
            Part::Element(inner) => write(inner, out),
            Part::Text(words) => out.push_str(&escaped(words)),
        }
    }
    if !is_empty {
        out.push_str(&format!("</{}>", element.name));
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::Pictures;
    use crate::tree::FileTree;

    #[test]
    fn a_code_is_a_drawing_of_two_paths_side_by_side() {
        let tree = FileTree::default();
        let mut pictures = Pictures::new(&tree);
        assert_eq!(pictures.code("https://example.org/"), Some("/pictures/0.svg".into()));
        assert_eq!(pictures.code("https://example.org/"), Some("/pictures/0.svg".into()));
        let all = pictures.into_all();
        assert_eq!(all.len(), 1);
        let drawing = String::from_utf8(all[0].1.clone()).unwrap();
        assert!(drawing.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""), "{drawing}");
        assert_eq!((drawing.matches("<path").count(), drawing.matches("/><path").count()), (2, 1), "{drawing}");
        assert!(drawing.contains(" viewBox=\"0 0 "), "{drawing}");
    }
}
