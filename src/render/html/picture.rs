//! Pictures: in a sentence, as figures, as posters.

use crate::media::{PictureForm, PlannedAsset};
use crate::model::{AssetId, Figure, FigureSide, FigureWidth};
use crate::render::Medium;
use crate::render::html::scribe::Scribe;

/// Writes the picture itself; the first of a page is loaded at once, the others when they come near.
pub(crate) fn image(scribe: &mut Scribe<'_>, asset: AssetId, alternative: &str) {
    sized(scribe, asset, alternative, FigureWidth::Full);
}

/// Writes a picture that takes a part of the column. Browsers that know WebP choose the file that fits their screen.
pub(crate) fn sized(scribe: &mut Scribe<'_>, asset: AssetId, alternative: &str, width: FigureWidth) {
    let Some(planned) = scribe.site().media.get(&scribe.course.id, asset) else {
        scribe.html.text(alternative);
        return;
    };
    let alternative = if alternative == "-" { "" } else { alternative };
    let several = scribe.site().profile.pictures == PictureForm::Several && !planned.better.is_empty();
    if several {
        sources(scribe, planned, width);
    }
    let address = place(scribe, &planned.path);
    scribe.html.markup("<img").attribute("src", &address).attribute("alt", alternative);
    if let Some((width, height)) = planned.dimensions {
        scribe.html.attribute_number("width", width).attribute_number("height", height);
    }
    if scribe.medium() == Medium::Player {
        scribe.html.markup(if scribe.pictures > 0 { " loading=\"lazy\"" } else { "" }).markup(" decoding=\"async\"");
    }
    scribe.html.markup(if several { "></picture>" } else { ">" });
    scribe.pictures += 1;
}

/// Opens a picture with what browsers choose from (HTML, section 4.8.2).
fn sources(scribe: &mut Scribe<'_>, planned: &PlannedAsset, width: FigureWidth) {
    let column = scribe.site().theme.pictures().column;
    let part = match width {
        FigureWidth::Full => column,
        FigureWidth::Half => column / 2,
        FigureWidth::Third => column / 3,
    };
    scribe.html.markup("<picture><source type=\"image/webp\"");
    match planned.better.as_slice() {
        [only] => {
            let address = place(scribe, &only.path);
            scribe.html.attribute("srcset", &address);
        }
        several => {
            let each = several.iter().map(|variant| format!("{} {}w", place(scribe, &variant.path), variant.width));
            let all = each.collect::<Vec<String>>().join(", ");
            let sizes = format!("(min-width:{column}px) {part}px,100vw");
            scribe.html.attribute("srcset", &all).attribute("sizes", &sizes);
        }
    }
    scribe.html.markup(">");
}

/// Returns where the file of an asset stands, seen from the page, and a picture's size.
pub(crate) fn address(scribe: &Scribe<'_>, asset: AssetId) -> Option<(String, Option<(u32, u32)>)> {
    let planned = scribe.site().media.get(&scribe.course.id, asset)?;
    Some((place(scribe, &planned.path), planned.dimensions))
}

/// Returns where the file of an asset stands that shows most of it, seen from the page.
pub(crate) fn widest(scribe: &Scribe<'_>, asset: AssetId) -> Option<String> {
    let planned = scribe.site().media.get(&scribe.course.id, asset)?;
    let better = planned.better.last().filter(|_| scribe.site().profile.pictures == PictureForm::Several);
    Some(place(scribe, better.map_or(&planned.path, |variant| &variant.path)))
}

fn place(scribe: &Scribe<'_>, name: &str) -> String {
    crate::render::media_path(scribe.site().profile, &scribe.course.id, name).relative_from(&scribe.page.path)
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
