//! The contents for readers that know EPUB 2 alone (Open Packaging Format 2.0.1, section 2.4.1; ANSI/NISO Z39.86-2005,
//! section 8).

use crate::model::Edition;
use crate::package::epub::identity::Identity;
use crate::package::epub::nav::nested;
use crate::package::epub::xml::{Xml, document, empty, group, leaf};
use crate::render::Chapter;
use std::io;

/// Where the file stands.
pub(crate) const PATH: &str = "toc.ncx";

/// Returns the file.
pub(crate) fn write(identity: &Identity, edition: &Edition, chapters: &[Chapter]) -> Vec<u8> {
    let root =
        [("xmlns", "http://www.daisy.org/z3986/2005/ncx/"), ("version", "2005-1"), ("xml:lang", edition.lang.as_str())];
    document(|xml| {
        group(xml, "ncx", &root, |xml| {
            group(xml, "head", &[], |xml| {
                empty(xml, "meta", &[("name", "dtb:uid"), ("content", &identity.id)])?;
                empty(xml, "meta", &[("name", "dtb:depth"), ("content", "2")])
            })?;
            group(xml, "docTitle", &[], |xml| leaf(xml, "text", &[], &edition.title.value))?;
            group(xml, "navMap", &[], |xml| {
                let mut order = 0;
                for (chapter, inner) in nested(chapters) {
                    point(xml, chapter, &mut order, &inner)?;
                }
                Ok(())
            })
        })
    })
}

fn point(xml: &mut Xml, chapter: &Chapter, order: &mut u32, inner: &[&Chapter]) -> io::Result<()> {
    *order += 1;
    let place = order.to_string();
    group(xml, "navPoint", &[("id", &format!("p{place}")), ("playOrder", &place)], |xml| {
        group(xml, "navLabel", &[], |xml| leaf(xml, "text", &[], &chapter.title))?;
        empty(xml, "content", &[("src", chapter.path.as_str())])?;
        inner.iter().try_for_each(|chapter| point(xml, chapter, order, &[]))
    })
}
