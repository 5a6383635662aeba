//! Quotations that were meant as call-outs: `> [!NOTTE]`.

use crate::diagnostic::Diagnostic;
use crate::parse::builder::Builder;
use std::ops::Range;

/// The words that the Markdown parser knows, in every language.
const WORDS: &[&str] = &["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

impl Builder<'_> {
    /// Tells of a quotation at `range` whose first line is `[!…]` alone, with a word that is none of a call-out.
    pub(super) fn unknown_callout(&mut self, range: &Range<usize>) {
        let source = self.source.get(range.clone()).unwrap_or("");
        let line = source.lines().next().unwrap_or("").trim_end();
        let Some(inner) = line.trim_start().strip_prefix('>') else { return };
        let word = inner.trim_start().strip_prefix("[!").and_then(|rest| rest.strip_suffix(']'));
        let is_word = |word: &&str| !word.is_empty() && word.chars().all(|letter| letter.is_alphabetic());
        let Some(word) = word.filter(is_word) else { return };
        if WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)) {
            return;
        }
        let start = range.start + line.len() - word.len() - 1;
        let unknown = Diagnostic::warning("fence/unknown-callout", self.span(start..start + word.len()));
        self.said.push(unknown.with("word", word).hint_nearest(word, WORDS.iter().copied()));
    }
}
