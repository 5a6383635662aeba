//! QR codes (ISO/IEC 18004) as one path of an SVG.

use crate::render::html::Markup;
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write as _;

/// Returns the QR code of `text`, or nothing where it is too long for one.
pub(crate) fn svg(text: &str) -> Option<Markup> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let size = code.size();
    // One stroke a row, each run a step from the last: a third of the length of closed shapes.
    let mut path = String::new();
    for row in 0..size {
        let mut pen = None;
        let mut column = 0;
        while column < size {
            let start = column;
            while column < size && code.get_module(column, row) {
                column += 1;
            }
            if column > start {
                let step = match pen {
                    Some(at) => write!(path, "m{} 0h{}", start - at, column - start),
                    None => write!(path, "M{} {}.5h{}", start + 4, row + 4, column - start),
                };
                step.expect("a String takes everything");
                pen = Some(column);
            }
            column += 1;
        }
    }
    let side = size + 8;
    Some(Markup(format!(
        "<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" aria-hidden=\"true\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path stroke=\"#000\" d=\"{path}\"/></svg>"
    )))
}
