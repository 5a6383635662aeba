//! Gaps in a text that is read as HTML: a mark stands in the place of each until it is read.

use crate::import::imported::{Block, Gap, Inline};
use crate::import::mend::each_sentence;

/// What stands where the first gap was: a sign that no text has (Unicode 17, chapter 23, private use).
const FIRST_MARK: u32 = 0xF1000;

/// How many gaps are read of one question.
const MOST_GAPS: u32 = 2000;

/// Returns the mark of the gap of that number; nothing where there are too many.
pub(super) fn gap_mark(number: usize) -> Option<char> {
    let number = u32::try_from(number).ok().filter(|number| *number < MOST_GAPS)?;
    char::from_u32(FIRST_MARK + number)
}

/// Puts the gaps in the places of their marks.
pub(super) fn fill_marks(blocks: &mut [Block], gaps: &[Gap]) {
    each_sentence(blocks, &mut |sentence| fill(sentence, gaps));
}

fn fill(sentence: &mut Vec<Inline>, gaps: &[Gap]) {
    let mut made = Vec::with_capacity(sentence.len());
    for mut inline in std::mem::take(sentence) {
        match &mut inline {
            Inline::Text(text) => {
                let mut words = String::new();
                for letter in text.chars() {
                    let at = u32::from(letter).checked_sub(FIRST_MARK).filter(|at| *at < MOST_GAPS);
                    match at.and_then(|at| gaps.get(at as usize)) {
                        Some(gap) => {
                            if !words.is_empty() {
                                made.push(Inline::Text(std::mem::take(&mut words)));
                            }
                            made.push(Inline::Gap(gap.clone()));
                        }
                        None => words.push(letter),
                    }
                }
                if !words.is_empty() {
                    made.push(Inline::Text(words));
                }
            }
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Strikethrough(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner)
            | Inline::Link { content: inner, .. } => {
                fill(inner, gaps);
                made.push(inline);
            }
            _ => made.push(inline),
        }
    }
    *sentence = made;
}
