//! What of a library's mistakes can be mended without asking: where each sign goes, never written here.
//!
//! 1. [`spelling`]: words with one nearest, lines that close what is open, tabs.
//! 2. [`renames`]: names that no stick can hold, with everything that names them (`naming`).
//!
//! Both are pure: `pipeline` holds the result against the whole library before anything is written.

mod naming;
mod renames;
mod spelling;

pub use renames::{Renames, renames};
pub use spelling::spelling;

use crate::span::FileId;
use std::ops::Range;

/// One place of a text that is written anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The text.
    pub file: FileId,
    /// The bytes that go.
    pub range: Range<usize>,
    /// What comes in their place.
    pub text: String,
    /// The code of what is mended.
    pub code: &'static str,
}

/// Returns `text` with those of its `edits` that do not overlap an earlier one; all other bytes stay.
pub fn apply<'a>(text: &str, edits: impl IntoIterator<Item = &'a Edit>) -> String {
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut mended = String::with_capacity(text.len() + 16);
    let mut done = 0;
    for edit in edits {
        let fits = edit.range.start >= done && text.get(edit.range.clone()).is_some();
        if fits {
            mended.push_str(&text[done..edit.range.start]);
            mended.push_str(&edit.text);
            done = edit.range.end;
        }
    }
    mended + &text[done..]
}

#[cfg(test)]
mod tests {
    use super::{Edit, apply};
    use crate::span::FileId;

    proptest::proptest! {
        #[test]
        fn what_is_not_edited_stays(text in "[aøө\n]{0,40}", places in proptest::collection::vec((0_usize..60, 0_usize..5), 0..8)) {
            let edits: Vec<Edit> = places
                .into_iter()
                .map(|(start, length)| Edit { file: FileId(0), range: start..start + length, text: "X".into(), code: "a" })
                .collect();
            let mended = apply(&text, &edits);
            // Without what came in, only signs of the text are left, in their order.
            let mut letters = text.chars();
            proptest::prop_assert!(mended.chars().filter(|letter| *letter != 'X').all(|letter| letters.any(|own| own == letter)));
        }
    }
}
