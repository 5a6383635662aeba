//! What a file of a book is, by its ending.

use crate::tree::OutPath;

/// Returns the media type of a file (EPUB 3.3, section 3.2).
pub(crate) fn media_type(path: &OutPath) -> &'static str {
    match ending(path) {
        "css" => "text/css",
        "gif" => "image/gif",
        "jpg" => "image/jpeg",
        "m4a" => "audio/mp4",
        "mp3" => "audio/mpeg",
        "ncx" => "application/x-dtbncx+xml",
        "opus" => "audio/ogg; codecs=opus",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "webp" => "image/webp",
        "xhtml" => "application/xhtml+xml",
        _ => "application/octet-stream",
    }
}

/// Tells whether a file is a page.
pub(crate) fn is_page(path: &OutPath) -> bool {
    ending(path) == "xhtml"
}

/// Tells whether a file is a style sheet.
pub(crate) fn is_style(path: &OutPath) -> bool {
    ending(path) == "css"
}

/// Tells whether a picture may move.
pub(crate) fn may_move(path: &OutPath) -> bool {
    matches!(ending(path), "gif" | "webp")
}

fn ending(path: &OutPath) -> &str {
    path.as_str().rsplit_once('.').map_or("", |(_, ending)| ending)
}
