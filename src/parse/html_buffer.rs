//! A block of HTML, gathered line by line, with the place of each line in the source.

/// The lines of a block of HTML.
#[derive(Debug, Default)]
pub(super) struct HtmlBuffer {
    /// The lines, as the author wrote them.
    pub(super) text: String,
    /// Where each piece begins, in `text` and in the source.
    pub(super) pieces: Vec<(usize, usize)>,
}

impl HtmlBuffer {
    /// Returns where the byte `at` of the lines stands in the source.
    pub(super) fn source_offset(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        self.pieces.get(index).map_or(0, |(start, source)| source + (at - start.min(&at)))
    }
}
