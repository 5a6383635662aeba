//! A book in one document, to be printed: a title page, the contents, and all that a book's pages hold.
//!
//! 1. Each chapter's view is filled into `book-text.html`, with ids of its own.
//! 2. The contents name every part and chapter that is there; `volume.html` frames them.

use crate::model::{Course, Edition};
use crate::render::book::chapters::{Chapter, ChapterKind, chapters};
use crate::render::book::page::{self, Frame, filled, insert_words};
use crate::render::book::{add_style, has_picture};
use crate::render::page::support;
use crate::render::site::{PageContext, Site};
use crate::render::view::{ContentsPart, LinkView, PictureView, VolumeView};
use crate::render::{Audience, ThemeError};
use crate::tree::{Body, FileTree, OutPath};
use rayon::prelude::{IntoParallelIterator, ParallelIterator};

/// Returns the document and its style sheet.
///
/// # Errors
/// When a template fails, with its name and line.
pub(crate) fn volume(site: &Site<'_>) -> Result<FileTree, ThemeError> {
    let mut tree = FileTree::default();
    let style = add_style(&mut tree, site.theme.paper_style());
    for (course, edition) in site.editions() {
        let frame = Frame { site, course, edition, style: &style };
        let all = chapters(course, edition, site.catalogs);
        let inside = all.into_iter().filter(|chapter| chapter.kind != ChapterKind::Cover).collect::<Vec<_>>();
        let made: Vec<Option<(Chapter, String)>> = inside
            .into_par_iter()
            .map(|chapter| {
                let text = filled(&frame, &chapter, "book-text.html")?;
                Ok(text.map(|text| (chapter, text)))
            })
            .collect::<Result<_, ThemeError>>()?;
        let (there, texts): (Vec<Chapter>, Vec<String>) = made.into_iter().flatten().unzip();
        let page = PageContext::new(site, page::place(&frame, &ChapterKind::Cover));
        let view = view(&frame, &page, &there, texts.concat());
        let mut context = tera::Context::new();
        context.insert("page", &view);
        insert_words(&mut context, page.catalog);
        let html = site.theme.fill("volume.html", &context)?;
        tree.add(page.path.clone(), Body::Bytes(html.into_bytes()));
    }
    Ok(tree)
}

fn view(frame: &Frame<'_>, page: &PageContext<'_>, there: &[Chapter], leaves: String) -> VolumeView {
    let (course, edition) = (frame.course, frame.edition);
    let help = help(page);
    let what = match frame.site.profile.audience {
        Audience::Learner => "book.handbook",
        Audience::Trainer => "book.guide",
    };
    VolumeView {
        lang: edition.lang.to_string(),
        dir: edition.lang.direction().html(),
        title: edition.title.value.clone(),
        style: page.address_of_file(frame.style),
        what: page.catalog.text(what).to_owned(),
        summary: edition.summary.clone(),
        picture: picture(frame, page, course, edition),
        publisher: frame.site.library.settings.organisation.clone(),
        version: course.settings.version.clone(),
        foot: css_string(&help),
        help,
        contents: contents(frame, page, there),
        leaves,
    }
}

fn picture(frame: &Frame<'_>, page: &PageContext<'_>, course: &Course, edition: &Edition) -> Option<PictureView> {
    let own = course.settings.cover.filter(|_| has_picture(frame.site, course))?;
    let planned = frame.site.media.get(&course.id, own)?;
    let path: OutPath = crate::render::media_path(frame.site.profile, &course.id, &planned.path);
    Some(PictureView {
        src: page.address_of_file(&path),
        alt: page.catalog.fill("book.cover-of", &[("title", &edition.title.value)]),
        title: None,
        publisher: None,
    })
}

/// Returns the ways to find help, in one line.
fn help(page: &PageContext<'_>) -> String {
    let ways = support(page, None).into_iter().map(|way| format!("{} {}", way.label, way.words));
    let ways = ways.collect::<Vec<_>>().join(" · ");
    if ways.is_empty() { ways } else { format!("{} {ways}", page.catalog.text("page.help")) }
}

/// Returns words as a string of CSS: all but letters and digits of ASCII as escapes, so that nothing ends it.
fn css_string(words: &str) -> String {
    let escaped = |letter: char| match letter {
        ' ' => " ".to_owned(),
        letter if letter.is_ascii_alphanumeric() => letter.to_string(),
        letter => format!("\\{:x} ", u32::from(letter)),
    };
    words.chars().map(escaped).collect()
}

fn contents(frame: &Frame<'_>, page: &PageContext<'_>, there: &[Chapter]) -> Vec<ContentsPart> {
    let mut parts: Vec<ContentsPart> = Vec::new();
    for chapter in there {
        let href = page.address_of(page::place(frame, &chapter.kind));
        match (&chapter.kind, parts.last_mut()) {
            (ChapterKind::Lesson(_), Some(part)) => {
                part.chapters.push(LinkView { href, title: chapter.title.clone() });
            }
            _ => parts.push(ContentsPart { href, title: chapter.title.clone(), chapters: Vec::new() }),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::css_string;

    #[test]
    fn nothing_ends_a_string_of_css() {
        assert_eq!(css_string("Help: +976 1"), "Help\\3a  \\2b 976 1");
        assert_eq!(css_string("\"}</style>"), "\\22 \\7d \\3c \\2f style\\3e ");
        assert_eq!(css_string("Ө"), "\\4e8 ");
    }
}
