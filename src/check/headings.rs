//! The order of headings, by which screen readers move.

use crate::check::Report;
use crate::diagnostic::Message;
use crate::model::{Block, Library};

/// A heading more than one level below the one before it.
pub(super) fn skipped_level(library: &Library, report: &mut Report<'_>) {
    for text in library.texts() {
        let mut above: u8 = 1;
        for heading in text.document.headings() {
            let Block::Heading { level, span, .. } = heading else { continue };
            if *level > above + 1 {
                let hint = Message::new("hint/one-level").with("count", u16::from(*level - above - 1));
                report.tell(report.at(*span).hint(hint));
            }
            above = *level;
        }
    }
}
