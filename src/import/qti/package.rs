//! The zip around the items: its manifest, its tests, its pictures.

use crate::diagnostic::Message;
use crate::import::imported::MediaBody;
use crate::import::shelf::Shelf;
use crate::import::xml::{Element, xml};
use crate::import::{MediaRef, Refusal};
use crate::model::AssetKind;
use crate::output::Archive;
use crate::parse::decode;
use std::collections::BTreeSet;

/// The longest file of items, in bytes.
const LONGEST_ITEMS: u64 = 32_000_000;

/// The longest picture, in bytes.
const LONGEST_PICTURE: u64 = 32_000_000;

/// The longest film or download, in bytes.
const LONGEST_MEDIA: u64 = 2_000_000_000;

/// How many bytes of items are read of one zip.
const MOST_BYTES: u64 = 256_000_000;

/// A zip of items; without one, a single file of them.
pub(super) struct Package<'a> {
    archive: Option<&'a mut Archive>,
    /// What the package calls itself.
    pub(super) title: Option<String>,
    /// The files that hold items, in their order.
    pub(super) items: Vec<String>,
    left: u64,
}

impl<'a> Package<'a> {
    /// Returns the surroundings of a file that stands alone.
    pub(super) fn none() -> Self {
        Self { archive: None, title: None, items: Vec::new(), left: MOST_BYTES }
    }

    /// Returns what a zip holds.
    ///
    /// # Errors
    /// When its manifest cannot be read.
    pub(super) fn new(archive: &'a mut Archive) -> Result<Self, Refusal> {
        let names: BTreeSet<String> = archive.names().map(str::to_owned).collect();
        let mut package = Self { archive: Some(archive), ..Self::none() };
        let manifest = package.xml("imsmanifest.xml")?;
        let mut listed: Vec<(String, bool)> = Vec::new();
        for resource in manifest.deep("resource") {
            let kind = resource.attribute("type").unwrap_or("").to_lowercase();
            let own = resource.attribute("href").map(str::to_owned);
            let files = resource.all("file").filter_map(|file| file.attribute("href").map(str::to_owned));
            let files: Vec<String> = own.into_iter().chain(files).collect();
            let main = files.into_iter().find(|file| file.to_lowercase().ends_with(".xml"));
            if let Some(main) = main.filter(|_| kind.contains("qti") || kind.contains("assessment")) {
                listed.push((inside("", &main), kind.contains("test")));
            }
        }
        for (path, _) in listed.iter().filter(|(path, is_test)| *is_test && names.contains(path)) {
            package.test(path);
        }
        let others = listed.into_iter().filter(|(_, is_test)| !is_test).map(|(path, _)| path);
        let others: Vec<String> = if package.items.is_empty() && names.iter().any(|name| is_loose_item(name)) {
            let loose = names.iter().filter(|name| is_loose_item(name)).cloned();
            others.chain(loose).collect()
        } else {
            others.collect()
        };
        for path in others {
            if names.contains(&path) && !package.items.contains(&path) {
                package.items.push(path);
            }
        }
        Ok(package)
    }

    /// Takes a test's title and the order of its items.
    fn test(&mut self, path: &str) {
        // A test that cannot be read only orders: its items are found by the manifest.
        let Ok(root) = self.xml(path) else { return };
        let title = root.attribute("title").map(str::trim).filter(|title| !title.is_empty());
        self.title = self.title.take().or_else(|| title.map(str::to_owned));
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let refs = [root.deep("assessmentItemRef"), root.deep("qti-assessment-item-ref")].concat();
        for item in refs {
            if let Some(href) = item.attribute("href") {
                self.items.push(inside(folder, href));
            }
        }
    }

    /// Returns an XML file of the zip.
    ///
    /// # Errors
    /// When it is not there, too long or no XML.
    pub(super) fn xml(&mut self, path: &str) -> Result<Element, Refusal> {
        let damaged = || Refusal(Message::new("import.damaged").with("name", path));
        let archive = self.archive.as_mut().ok_or_else(damaged)?;
        let bytes = archive.read(path, LONGEST_ITEMS.min(self.left)).map_err(|_| damaged())?;
        self.left = self.left.saturating_sub(bytes.len() as u64);
        xml(decode(&bytes).0.trim_start_matches('\u{feff}'))
    }

    /// Returns the picture or other file that `address` leads to from the file of items at `path`.
    pub(super) fn media(&mut self, path: &str, address: &str, shelf: &mut Shelf) -> Option<MediaRef> {
        let archive = self.archive.as_mut()?;
        let bare = address.split(['?', '#']).next().unwrap_or("");
        let bare = bare.trim_start_matches("$IMS-CC-FILEBASE$").trim_start_matches("%24IMS-CC-FILEBASE%24");
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let decoded = crate::import::moodle::decoded(bare);
        let wanted = [inside(folder, &decoded), inside("", &decoded), inside("web_resources", &decoded)];
        let found = wanted.into_iter().find(|wanted| archive.names().any(|name| name == wanted))?;
        if let Some(known) = shelf.known(&found) {
            return Some(known);
        }
        let body = match AssetKind::of(&found) {
            AssetKind::Picture => MediaBody::Bytes(archive.read(&found, LONGEST_PICTURE).ok()?),
            _ => MediaBody::Entry { name: found.clone(), most: LONGEST_MEDIA },
        };
        shelf.add(&found, &found, body)
    }
}

/// Tells whether a file that no manifest lists is one of items: Canvas keeps question banks so.
fn is_loose_item(name: &str) -> bool {
    let name = name.to_lowercase();
    name.ends_with(".xml.qti") || (name.starts_with("non_cc_assessments/") && name.len() > "non_cc_assessments/".len())
}

/// Returns where `relative` leads from a folder of the zip; what would lead out of it stays in it.
fn inside(folder: &str, relative: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
