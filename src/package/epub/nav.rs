//! The contents as a page (EPUB 3.3, section 7): modules with their lessons, and the landmarks of the book. Reading
//! apps show it in their own way; in the book it is a page like the others.

use crate::locale::Catalog;
use crate::model::Edition;
use crate::package::epub::xml::{Xml, document, empty, group, leaf};
use crate::render::{Chapter, ChapterKind};
use crate::tree::OutPath;
use std::io;

/// Where the page stands.
pub(crate) const PATH: &str = "nav.xhtml";

/// Returns the page.
pub(crate) fn write(words: &Catalog, edition: &Edition, chapters: &[Chapter], style: Option<&OutPath>) -> Vec<u8> {
    let lang = edition.lang.as_str();
    let html = [
        ("xmlns", "http://www.w3.org/1999/xhtml"),
        ("xmlns:epub", "http://www.idpf.org/2007/ops"),
        ("lang", lang),
        ("xml:lang", lang),
        ("dir", edition.lang.direction().html()),
    ];
    document(|xml| {
        group(xml, "html", &html, |xml| {
            group(xml, "head", &[], |xml| {
                empty(xml, "meta", &[("charset", "utf-8")])?;
                leaf(xml, "title", &[], words.text("page.contents"))?;
                style.map_or(Ok(()), |style| {
                    empty(xml, "link", &[("rel", "stylesheet"), ("type", "text/css"), ("href", style.as_str())])
                })
            })?;
            group(xml, "body", &[("class", "contents")], |xml| {
                contents(xml, words, chapters)?;
                landmarks(xml, words, chapters)
            })
        })
    })
}

fn contents(xml: &mut Xml, words: &Catalog, chapters: &[Chapter]) -> io::Result<()> {
    group(xml, "nav", &[("epub:type", "toc"), ("role", "doc-toc"), ("id", "toc")], |xml| {
        leaf(xml, "h1", &[], words.text("page.contents"))?;
        group(xml, "ol", &[], |xml| {
            for (chapter, inner) in nested(chapters) {
                group(xml, "li", &[], |xml| {
                    link(xml, chapter)?;
                    if inner.is_empty() {
                        return Ok(());
                    }
                    group(xml, "ol", &[], |xml| {
                        inner.iter().try_for_each(|chapter| group(xml, "li", &[], |xml| link(xml, chapter)))
                    })
                })?;
            }
            Ok(())
        })
    })
}

fn link(xml: &mut Xml, chapter: &Chapter) -> io::Result<()> {
    leaf(xml, "a", &[("href", chapter.path.as_str())], &chapter.title)
}

/// Returns the chapters of the outer list, each with those that stand in it.
pub(crate) fn nested(chapters: &[Chapter]) -> Vec<(&Chapter, Vec<&Chapter>)> {
    let mut nested: Vec<(&Chapter, Vec<&Chapter>)> = Vec::new();
    for chapter in chapters {
        match (&chapter.kind, nested.last_mut()) {
            (ChapterKind::Lesson(_), Some((_, inner))) => inner.push(chapter),
            _ => nested.push((chapter, Vec::new())),
        }
    }
    nested
}

/// Where reading apps jump to by name (EPUB 3.3, section 7.4.4).
fn landmarks(xml: &mut Xml, words: &Catalog, chapters: &[Chapter]) -> io::Result<()> {
    let landmark = |chapter: &Chapter| match chapter.kind {
        ChapterKind::Cover => Some(("cover", chapter.title.clone())),
        ChapterKind::Course => Some(("bodymatter", words.text("book.beginning").to_owned())),
        ChapterKind::Glossary => Some(("glossary", chapter.title.clone())),
        ChapterKind::Answers => Some(("answers", chapter.title.clone())),
        ChapterKind::Module(_) | ChapterKind::Lesson(_) => None,
    };
    let attributes = [("epub:type", "landmarks"), ("hidden", "hidden"), ("aria-label", words.text("book.landmarks"))];
    group(xml, "nav", &attributes, |xml| {
        group(xml, "ol", &[], |xml| {
            let contents = [("epub:type", "toc"), ("href", "#toc")];
            group(xml, "li", &[], |xml| leaf(xml, "a", &contents, words.text("page.contents")))?;
            for chapter in chapters {
                let Some((kind, title)) = landmark(chapter) else { continue };
                let attributes = [("epub:type", kind), ("href", chapter.path.as_str())];
                group(xml, "li", &[], |xml| leaf(xml, "a", &attributes, &title))?;
            }
            Ok(())
        })
    })
}
