//! Places of a page with one id.

use crate::check::Report;
use crate::diagnostic::Message;
use crate::model::{Anchor, Library};
use std::collections::BTreeMap;

/// Two places of one page with the same `{#id}`.
pub(super) fn twice(library: &Library, report: &mut Report<'_>) {
    for text in library.texts() {
        let mut seen: BTreeMap<&str, &Anchor> = BTreeMap::new();
        for anchor in &text.document.anchors {
            match seen.get(&*anchor.id) {
                Some(first) if anchor.explicit || first.explicit => {
                    let diagnostic = report.at(anchor.span).with("id", &anchor.id);
                    report.tell(diagnostic.label(first.span, Message::new("label/first")));
                }
                Some(_) => {}
                None => drop(seen.insert(&anchor.id, anchor)),
            }
        }
    }
}
