//! The package document (EPUB 3.3, section 5): what the book is, what it holds, in which order it is read.

use crate::locale::Direction;
use crate::package::PackInput;
use crate::package::epub::access::Access;
use crate::package::epub::identity::Identity;
use crate::package::epub::kinds::{is_page, media_type};
use crate::package::epub::xml::{Xml, document, empty, group, leaf};
use crate::package::epub::{links, nav, ncx};
use crate::render::{Chapter, ChapterKind};
use crate::tree::{Body, FileTree, OutPath};
use std::collections::BTreeMap;
use std::io;

/// Where the file stands.
pub(crate) const PATH: &str = "package.opf";

/// Returns the file; `files` are all others of the book.
pub(crate) fn write(input: PackInput<'_>, identity: &Identity, chapters: &[Chapter], files: &FileTree) -> Vec<u8> {
    let lang = &input.edition.lang;
    let root = [
        ("xmlns", "http://www.idpf.org/2007/opf"),
        ("version", "3.0"),
        ("unique-identifier", "book"),
        ("xml:lang", lang.as_str()),
        ("dir", lang.direction().html()),
    ];
    let cover = cover(chapters, files);
    let ids = Ids::of(files);
    document(|xml| {
        group(xml, "package", &root, |xml| {
            let namespace = [("xmlns:dc", "http://purl.org/dc/elements/1.1/")];
            group(xml, "metadata", &namespace, |xml| {
                metadata(xml, input, identity)?;
                for (property, words) in Access::of(input, files).metadata() {
                    leaf(xml, "meta", &[("property", property)], &words)?;
                }
                match &cover {
                    // What readers of EPUB 2 look for.
                    Some(cover) => empty(xml, "meta", &[("name", "cover"), ("content", ids.get(cover))]),
                    None => Ok(()),
                }
            })?;
            group(xml, "manifest", &[], |xml| manifest(xml, files, &ids, cover.as_ref()))?;
            let progression = match lang.direction() {
                Direction::LeftToRight => "ltr",
                Direction::RightToLeft => "rtl",
            };
            let ncx = OutPath::fixed(ncx::PATH);
            group(xml, "spine", &[("toc", ids.get(&ncx)), ("page-progression-direction", progression)], |xml| {
                read_in_order(chapters).try_for_each(|path| empty(xml, "itemref", &[("idref", ids.get(&path))]))
            })
        })
    })
}

/// Returns the pages in the order in which they are read: the contents stand between the course's page and its parts.
fn read_in_order(chapters: &[Chapter]) -> impl Iterator<Item = OutPath> {
    chapters.iter().flat_map(|chapter| {
        let contents = (chapter.kind == ChapterKind::Course).then(|| OutPath::fixed(nav::PATH));
        std::iter::once(chapter.path.clone()).chain(contents)
    })
}

fn metadata(xml: &mut Xml, input: PackInput<'_>, identity: &Identity) -> io::Result<()> {
    let (settings, edition) = (&input.course.settings, input.edition);
    leaf(xml, "dc:identifier", &[("id", "book")], &identity.id)?;
    leaf(xml, "dc:title", &[], &edition.title.value)?;
    leaf(xml, "dc:language", &[], edition.lang.as_str())?;
    for author in filled(&settings.authors) {
        leaf(xml, "dc:creator", &[], author)?;
    }
    let publisher = input.library.settings.organisation.as_slice();
    for (name, words) in [("dc:publisher", publisher), ("dc:description", edition.summary.as_slice())] {
        for words in filled(words) {
            leaf(xml, name, &[], words)?;
        }
    }
    for module in filled(edition.modules.iter().map(|module| &module.title.value)) {
        leaf(xml, "dc:subject", &[], module)?;
    }
    for licence in filled(settings.licence.as_slice()) {
        leaf(xml, "dc:rights", &[], licence)?;
    }
    for origin in filled(settings.based_on.iter().map(|origin| origin.url.as_ref().unwrap_or(&origin.title))) {
        leaf(xml, "dc:source", &[], origin)?;
    }
    leaf(xml, "meta", &[("property", "dcterms:modified")], &identity.modified)?;
    leaf(xml, "meta", &[("property", "schema:version")], &settings.version)
}

/// Returns what holds more than spaces: no element of the metadata may be empty.
fn filled<'a>(words: impl IntoIterator<Item = &'a String>) -> impl Iterator<Item = &'a String> {
    words.into_iter().filter(|words| !words.trim().is_empty())
}

fn manifest(xml: &mut Xml, files: &FileTree, ids: &Ids, cover: Option<&OutPath>) -> io::Result<()> {
    for (path, body) in files.iter() {
        let mut properties = Vec::new();
        if path.as_str() == nav::PATH {
            properties.push("nav");
        }
        if Some(path) == cover {
            properties.push("cover-image");
        }
        if let (true, Body::Bytes(bytes)) = (is_page(path), body) {
            let text = String::from_utf8_lossy(bytes);
            properties.extend(
                [("<math", "mathml"), ("<svg", "svg")]
                    .iter()
                    .filter(|(mark, _)| text.contains(mark))
                    .map(|(_, name)| *name),
            );
        }
        let properties = properties.join(" ");
        let mut attributes = vec![("id", ids.get(path)), ("href", path.as_str()), ("media-type", media_type(path))];
        if !properties.is_empty() {
            attributes.push(("properties", &properties));
        }
        empty(xml, "item", &attributes)?;
    }
    Ok(())
}

/// The ids of the files: the place of each among all, a name that no path could clash with.
struct Ids(BTreeMap<OutPath, String>);

impl Ids {
    fn of(files: &FileTree) -> Self {
        Self((0..).zip(files.iter()).map(|(place, (path, _)): (u32, _)| (path.clone(), format!("f{place}"))).collect())
    }

    fn get(&self, path: &OutPath) -> &str {
        self.0.get(path).map_or("", String::as_str)
    }
}

/// Returns the picture on the cover.
fn cover(chapters: &[Chapter], files: &FileTree) -> Option<OutPath> {
    let page = chapters.iter().find(|chapter| chapter.kind == ChapterKind::Cover)?;
    let Some(Body::Bytes(bytes)) = files.get(&page.path) else { return None };
    let text = String::from_utf8_lossy(bytes);
    let address = text.split(" src=\"").nth(1)?.split('"').next()?;
    links::resolved(&page.path, address).filter(|path| files.get(path).is_some())
}
