//! A file put together of ranges of another, bytes of ours, and zeros.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

/// Some bytes of a file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// These bytes.
    Bytes(Arc<[u8]>),
    /// Bytes of the source.
    Range {
        /// The first one.
        from: u64,
        /// How many.
        size: u64,
    },
    /// So many zeros, where something was that must not leave.
    Zeros(u64),
}

impl Piece {
    /// Returns how many bytes it has.
    pub fn size(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Range { size, .. } | Self::Zeros(size) => *size,
        }
    }
}

/// Returns the pieces that make the bytes from `from` on, at most `size` of them, of what `pieces` make.
pub fn cut(pieces: &[Piece], from: u64, size: u64) -> Vec<Piece> {
    let end = from.saturating_add(size);
    let mut cut = Vec::new();
    let mut begin = 0_u64;
    for piece in pieces {
        let stop = begin.saturating_add(piece.size());
        let (first, last) = (from.max(begin), end.min(stop));
        if first < last {
            let (skipped, size) = (first - begin, last - first);
            cut.push(match piece {
                // What stands in memory has a place there.
                Piece::Bytes(bytes) => Piece::Bytes(bytes[skipped as usize..(skipped + size) as usize].into()),
                Piece::Range { from, .. } => Piece::Range { from: from + skipped, size },
                Piece::Zeros(_) => Piece::Zeros(size),
            });
        }
        begin = stop;
    }
    cut
}

/// Reads what the pieces make of a source.
///
/// A source that ends within a range is an error of the kind `UnexpectedEof`.
#[derive(Debug)]
pub struct PiecesReader<'a, R> {
    source: R,
    pieces: &'a [Piece],
    /// How much of the first piece was read.
    done: u64,
}

impl<'a, R: Read + Seek> PiecesReader<'a, R> {
    /// Returns a reader of `pieces`, whose ranges are those of `source`.
    pub fn new(source: R, pieces: &'a [Piece]) -> Self {
        Self { source, pieces, done: 0 }
    }
}

impl<R: Read + Seek> Read for PiecesReader<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.pieces.first().is_some_and(|piece| piece.size() == self.done) {
            self.pieces = &self.pieces[1..];
            self.done = 0;
        }
        let Some(piece) = self.pieces.first() else { return Ok(0) };
        let left = usize::try_from(piece.size() - self.done).unwrap_or(usize::MAX);
        let wanted = left.min(buffer.len());
        if wanted == 0 {
            return Ok(0);
        }
        let buffer = &mut buffer[..wanted];
        let count = match piece {
            Piece::Bytes(bytes) => (&bytes[bytes.len() - left..]).read(buffer)?,
            Piece::Zeros(_) => {
                buffer.fill(0);
                wanted
            }
            Piece::Range { from, .. } => {
                if self.done == 0 {
                    self.source.seek(SeekFrom::Start(*from))?;
                }
                match self.source.read(buffer)? {
                    0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                    count => count,
                }
            }
        };
        self.done += count as u64;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, PiecesReader, cut};
    use std::io::{Cursor, ErrorKind, Read};

    #[test]
    fn a_file_is_put_together() {
        let pieces = [
            Piece::Range { from: 6, size: 5 },
            Piece::Bytes(b", ".as_slice().into()),
            Piece::Zeros(0),
            Piece::Range { from: 0, size: 5 },
            Piece::Zeros(2),
        ];
        let mut made = Vec::new();
        PiecesReader::new(Cursor::new(b"hello world"), &pieces).read_to_end(&mut made).unwrap();
        assert_eq!(made, b"world, hello\0\0");
        assert_eq!(pieces.iter().map(Piece::size).sum::<u64>(), made.len() as u64);
    }

    #[test]
    fn any_part_is_what_the_whole_has_there() {
        let pieces = [
            Piece::Range { from: 6, size: 5 },
            Piece::Bytes(b", ".as_slice().into()),
            Piece::Zeros(3),
            Piece::Range { from: 0, size: 5 },
        ];
        let made = |pieces: &[Piece]| {
            let mut made = Vec::new();
            PiecesReader::new(Cursor::new(b"hello world"), pieces).read_to_end(&mut made).unwrap();
            made
        };
        let whole = made(&pieces);
        for from in 0..=whole.len() {
            for to in from..=whole.len() {
                assert_eq!(made(&cut(&pieces, from as u64, (to - from) as u64)), whole[from..to], "{from}..{to}");
            }
        }
        assert_eq!(made(&cut(&pieces, 2, u64::MAX)), whole[2..]);
    }

    #[test]
    fn a_source_that_ends_too_early_is_told() {
        let pieces = [Piece::Range { from: 3, size: 5 }];
        let error = PiecesReader::new(Cursor::new(b"hello"), &pieces).read_to_end(&mut Vec::new()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
    }
}
