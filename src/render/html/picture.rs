//! Pictures: in a sentence, as figures, as posters.

use crate::model::{AssetId, Figure, FigureSide, FigureWidth};
use crate::render::Medium;
use crate::render::html::scribe::Scribe;

/// Writes the picture itself; the first of a page is loaded at once, the others when they come near.
pub(crate) fn image(scribe: &mut Scribe<'_>, asset: AssetId, alternative: &str) {
    let Some((address, dimensions)) = address(scribe, asset) else {
        scribe.html.text(alternative);
        return;
    };
    let alternative = if alternative == "-" { "" } else { alternative };
    scribe.html.markup("<img").attribute("src", &address).attribute("alt", alternative);
    if let Some((width, height)) = dimensions {
        scribe.html.attribute_number("width", width).attribute_number("height", height);
    }
    if scribe.medium() == Medium::Player {
        scribe.html.markup(if scribe.pictures > 0 { " loading=\"lazy\"" } else { "" }).markup(" decoding=\"async\"");
    }
    scribe.html.markup(">");
    scribe.pictures += 1;
}

/// Returns where the file of an asset stands, seen from the page, and a picture's size.
pub(crate) fn address(scribe: &Scribe<'_>, asset: AssetId) -> Option<(String, Option<(u32, u32)>)> {
    let planned = scribe.site().media.get(&scribe.course.id, asset)?;
    let path = crate::render::media_path(scribe.site().profile, &scribe.course.id, planned);
    Some((path.relative_from(&scribe.page.path), planned.dimensions))
}

/// Opens a figure set as the author asked.
pub(crate) fn open_figure(scribe: &mut Scribe<'_>, figure: Figure) {
    let width = match figure.width {
        FigureWidth::Full => "",
        FigureWidth::Half => " half",
        FigureWidth::Third => " third",
    };
    let side = match figure.side {
        FigureSide::None => "",
        FigureSide::Start => " at-start",
        FigureSide::End => " at-end",
    };
    scribe.html.markup("<figure class=\"figure").markup(width).markup(side).markup("\">");
}

/// Writes the caption and closes the figure.
pub(crate) fn close_figure(scribe: &mut Scribe<'_>, caption: Option<&str>) {
    if let Some(caption) = caption.filter(|caption| !caption.is_empty()) {
        scribe.html.markup("<figcaption>").text(caption).markup("</figcaption>");
    }
    scribe.html.markup("</figure>\n");
}
