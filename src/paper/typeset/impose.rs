//! A booklet: pages two and two on lying sheets, so that they read in order when the sheets are folded in the middle.

use typst::layout::{Abs, Frame, Point, Size};
use typst::model::Document;
use typst_layout::{Page, PagedDocument};

/// Returns the document with its pages laid out for folding; empty pages fill the last sheet.
pub(crate) fn booklet(document: &PagedDocument) -> PagedDocument {
    let pages = document.pages();
    let Some(first) = pages.first() else { return document.clone() };
    // Two A5 are a millimetre narrower than an A4: they meet at the fold.
    let (sheet, fold) = (Size::new(Abs::mm(297.0), Abs::mm(210.0)), Abs::mm(148.5));
    let sides = order(pages.len()).into_iter().zip(1..).map(|((left, right), number)| {
        let mut frame = Frame::hard(sheet);
        for (place, page) in [(fold - first.frame.width(), left), (fold, right)] {
            if let Some(page) = pages.get(page) {
                frame.push_frame(Point::new(place, Abs::zero()), page.frame.clone());
            }
        }
        Page { frame, number, ..first.clone() }
    });
    PagedDocument::new(sides.collect(), document.info().clone())
}

/// Returns the sides of the sheets, the front of each and then its back: the numbers of the left and the right page, from
/// 0. A number that no page has is an empty one.
fn order(pages: usize) -> Vec<(usize, usize)> {
    let all = pages.div_ceil(4) * 4;
    let sheet = |sheet: usize| {
        let (outer, inner) = (all - 1 - 2 * sheet, 2 * sheet);
        [(outer, inner), (inner + 1, outer - 1)]
    };
    (0..all / 4).flat_map(sheet).collect()
}

#[cfg(test)]
mod tests {
    use super::order;

    #[test]
    fn sheets_fold_into_a_booklet() {
        assert_eq!(order(8), [(7, 0), (1, 6), (5, 2), (3, 4)]);
        assert_eq!(order(5).len(), 4);
        assert_eq!(order(1), [(3, 0), (1, 2)]);
        assert_eq!(order(0), []);
    }

    #[test]
    fn every_page_stands_once() {
        for pages in 1..50 {
            let mut all: Vec<usize> = order(pages).into_iter().flat_map(|(left, right)| [left, right]).collect();
            all.sort_unstable();
            assert_eq!(all, (0..pages.div_ceil(4) * 4).collect::<Vec<_>>());
        }
    }
}
