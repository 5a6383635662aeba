//! A file with a few places changed, as pieces.

use crate::tree::Piece;
use std::ops::Range;
use std::sync::Arc;

/// A file with more changes than this is not put together.
const MOST_CHANGES: usize = 400_000;

/// Something else in the place of a range of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    /// The range.
    pub(crate) range: Range<u64>,
    /// What stands there then.
    pub(crate) with: Vec<Piece>,
}

impl Change {
    /// Returns the change that leaves a range out.
    pub(crate) fn cut(range: Range<u64>) -> Self {
        Self { range, with: Vec::new() }
    }

    /// Returns the change that makes a range zeros.
    pub(crate) fn zeros(range: Range<u64>) -> Self {
        let size = range.end.saturating_sub(range.start);
        Self { range, with: vec![Piece::Zeros(size)] }
    }

    /// Returns the change that writes `bytes` over those at `at`.
    pub(crate) fn bytes(at: u64, bytes: Vec<u8>) -> Self {
        Self { range: at..at + bytes.len() as u64, with: vec![Piece::Bytes(bytes.into())] }
    }

    /// Returns the change that puts `bytes` in the place of a range.
    pub(crate) fn instead(range: Range<u64>, bytes: Vec<u8>) -> Self {
        Self { range, with: vec![Piece::Bytes(bytes.into())] }
    }
}

/// Returns a file of `size` bytes with its changes; nothing where there are none. Of changes that overlap, the first
/// one counts.
pub(crate) fn changed(size: u64, mut changes: Vec<Change>) -> Option<Arc<[Piece]>> {
    changes.sort_by_key(|change| change.range.start);
    if changes.is_empty() || changes.len() > MOST_CHANGES {
        return None;
    }
    let mut pieces = Vec::new();
    let mut at = 0;
    for change in changes {
        if change.range.start < at || change.range.end > size || change.range.start > change.range.end {
            continue;
        }
        pieces.push(Piece::Range { from: at, size: change.range.start - at });
        pieces.extend(change.with);
        at = change.range.end;
    }
    pieces.push(Piece::Range { from: at, size: size - at });
    let pieces = joined(pieces);
    let whole = matches!(pieces.as_slice(), [Piece::Range { from: 0, size: all }] if *all == size);
    (!whole).then(|| pieces.into())
}

/// Returns the pieces with neighbours made one, and without empty ones.
pub(crate) fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces.into_iter().filter(|piece| piece.size() > 0) {
        match (joined.last_mut(), &piece) {
            (Some(Piece::Range { from, size }), Piece::Range { from: next, size: more }) if *from + *size == *next => {
                *size += more;
            }
            (Some(Piece::Zeros(size)), Piece::Zeros(more)) => *size += more,
            _ => joined.push(piece),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::{Change, changed};
    use crate::tree::Piece;

    #[test]
    fn what_does_not_change_is_no_piece() {
        assert_eq!(changed(10, vec![]), None);
        assert_eq!(changed(10, vec![Change::cut(8..20)]), None);
        let pieces = changed(10, vec![Change::zeros(4..6), Change::cut(0..2), Change::zeros(6..7)]).unwrap();
        let expected = [Piece::Range { from: 2, size: 2 }, Piece::Zeros(3), Piece::Range { from: 7, size: 3 }];
        assert_eq!(*pieces, expected);
    }
}
