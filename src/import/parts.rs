//! The files inside a stranger's zip, as far as importers may read them into the memory.

use crate::import::Refusal;
use crate::import::xml::{Element, xml};
use crate::output::Archive;
use crate::parse::decode;
use crate::span::SourcePath;
use std::collections::BTreeMap;

/// What may be read of one zip in all, in bytes: texts only, pictures and films are copied when they are written.
const MOST: u64 = 256_000_000;

/// The longest single part, in bytes.
const LONGEST: u64 = 64_000_000;

/// The files inside a zip.
#[derive(Debug)]
pub(super) struct Parts<'a> {
    archive: &'a mut Archive,
    /// By its name in lower case: the names of parts do not heed it (ECMA-376 part 2, section 6.2.2.3).
    names: BTreeMap<String, String>,
    left: u64,
}

impl<'a> Parts<'a> {
    /// Returns the files of a zip.
    pub(super) fn new(archive: &'a mut Archive) -> Self {
        let own = archive.names().filter(|name| !name.ends_with('/'));
        let names = own.map(|name| (key(name), name.to_owned())).collect();
        Self { archive, names, left: MOST }
    }

    /// Returns the names of all files as the zip has them, sorted.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.values().map(String::as_str)
    }

    /// Returns the name that the zip has for a file.
    pub(super) fn find(&self, name: &str) -> Option<&str> {
        self.names.get(&key(name)).map(String::as_str)
    }

    /// Returns what a file holds, or nothing where it is missing, damaged or too much.
    pub(super) fn read(&mut self, name: &str) -> Option<Vec<u8>> {
        let name = self.names.get(&key(name))?;
        let bytes = self.archive.read(name, LONGEST.min(self.left)).ok()?;
        self.left -= bytes.len() as u64;
        Some(bytes)
    }
}

/// Returns the root of an XML file, in whatever letters it is written.
///
/// # Errors
/// When it is no XML, or deeper or larger than any course.
pub(super) fn tree(bytes: &[u8]) -> Result<Element, Refusal> {
    xml(&decode(bytes).0)
}

fn key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches("./").trim_start_matches('/').to_lowercase()
}

/// Returns where an address in the file `from` leads inside the zip, without its query and fragment; nothing where it
/// leads outside.
pub(super) fn inside(from: &str, address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap_or("");
    let folder = if path.starts_with('/') { SourcePath::new("") } else { SourcePath::new(from).parent() };
    folder.resolve(&unescaped(path)).map(|path| path.as_str().to_owned()).filter(|path| !path.is_empty())
}

/// Returns an address with its escapes as letters (RFC 3986, section 2.1).
pub(super) fn unescaped(address: &str) -> String {
    let bytes = address.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = (bytes[at] == b'%').then(|| address.get(at + 1..at + 3)).flatten();
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                plain.push(byte);
                at += 3;
            }
            None => {
                plain.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(plain).unwrap_or_else(|_| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn an_address_never_leads_outside() {
        let check = |from: &str, address: &str, expected: Option<&str>| {
            assert_eq!(inside(from, address).as_deref(), expected, "{address}");
        };
        check("word/document.xml", "media/image1.png", Some("word/media/image1.png"));
        check("word/document.xml", "/word/media/a%20b.png?x#y", Some("word/media/a b.png"));
        check("html/a.html", "../content/c.png", Some("content/c.png"));
        check("html/a.html", "../../etc/passwd", None);
        check("a.html", "%2e%2e/etc/passwd", None);
        check("a.html", "#top", None);
        check("a.html", "%", Some("%"));
    }
}
