//! How a file is made of pieces of the old copy and of bytes that travel (`docs/stick.md`).
//!
//! A head names the old files, then records follow: bytes that travel, or which old file, from where, how many. All
//! numbers are unsigned LEB128.

use crate::span::SourcePath;
use crate::tree::{Body, OutPath, Piece};
use std::collections::BTreeMap;
use std::io::{self, ErrorKind, Read};
use std::sync::Arc;

/// The longest path that a head may name, in bytes.
const LONGEST_PATH: u64 = 4096;

/// Up to so many bytes that travel stand beside their record; of more it is only remembered where they are.
const INLINE: usize = 256;

/// A recipe that is being written down.
#[derive(Debug, Default)]
pub(super) struct Recipe<'a> {
    /// The old files, by their number.
    sources: BTreeMap<&'a OutPath, u64>,
    in_order: Vec<&'a OutPath>,
    pieces: Vec<Piece>,
    /// Records that are no piece yet.
    bytes: Vec<u8>,
    /// The last piece of the old copy, which may go on.
    open: Option<(u64, u64, u64)>,
    /// How many bytes come from the old copy.
    pub(super) reused: u64,
}

impl<'a> Recipe<'a> {
    /// Adds bytes of an old file.
    pub(super) fn reuse(&mut self, source: &'a OutPath, from: u64, size: u64) {
        if size == 0 {
            return;
        }
        self.reused += size;
        let next = self.in_order.len() as u64 + 1;
        let number = *self.sources.entry(source).or_insert(next);
        if number == next {
            self.in_order.push(source);
        }
        match &mut self.open {
            Some((last, begin, length)) if *last == number && *begin + *length == from => *length += size,
            _ => {
                self.close();
                self.open = Some((number, from, size));
            }
        }
    }

    /// Adds bytes that travel, which stand at `from` of the new file.
    pub(super) fn carry(&mut self, bytes: &[u8], from: u64) {
        if bytes.is_empty() {
            return;
        }
        self.close();
        self.numbers(&[0, bytes.len() as u64]);
        if bytes.len() <= INLINE {
            self.bytes.extend_from_slice(bytes);
        } else {
            self.pieces.push(Piece::Bytes(std::mem::take(&mut self.bytes).into()));
            self.pieces.push(Piece::Range { from, size: bytes.len() as u64 });
        }
    }

    /// Returns the recipe of the new file at `path`, which has `size` bytes.
    pub(super) fn finish(mut self, path: &OutPath, size: u64) -> Body {
        self.close();
        let records = std::mem::take(&mut self.bytes);
        self.numbers(&[self.in_order.len() as u64]);
        for source in self.in_order.clone() {
            self.numbers(&[source.as_str().len() as u64]);
            self.bytes.extend_from_slice(source.as_str().as_bytes());
        }
        let head = std::mem::take(&mut self.bytes);
        let pieces: Arc<[Piece]> = [Piece::Bytes(head.into())]
            .into_iter()
            .chain(self.pieces)
            .chain([Piece::Bytes(records.into())])
            .filter(|piece| piece.size() > 0)
            .collect();
        Body::Pieces { source: SourcePath::new(path.as_str()), whole: size, pieces }
    }

    fn close(&mut self) {
        if let Some((source, from, size)) = self.open.take() {
            self.numbers(&[source, from, size]);
        }
    }

    fn numbers(&mut self, numbers: &[u64]) {
        for number in numbers {
            let mut rest = *number;
            while rest >= 0x80 {
                self.bytes.push(0x80 | (rest & 0x7F) as u8);
                rest >>= 7;
            }
            self.bytes.push(rest as u8);
        }
    }
}

/// A record that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Record {
    /// So many bytes follow.
    Carried(u64),
    /// Bytes of an old file.
    Reused {
        /// Which of those that the head names, counted from 0.
        source: usize,
        /// Where in it.
        from: u64,
        /// How many.
        size: u64,
    },
}

/// Reads which old files a recipe needs; at most `most`.
///
/// # Errors
/// When it is no recipe.
pub(super) fn head(reader: &mut dyn Read, most: usize) -> io::Result<Vec<OutPath>> {
    let count = number(reader)?.filter(|count| *count <= most as u64).ok_or(ErrorKind::InvalidData)?;
    let mut sources = Vec::new();
    for _ in 0..count {
        let length = number(reader)?.filter(|length| *length <= LONGEST_PATH).ok_or(ErrorKind::InvalidData)?;
        let mut path = String::new();
        reader.take(length).read_to_string(&mut path)?;
        sources.push(OutPath::new(&path).filter(|_| path.len() as u64 == length).ok_or(ErrorKind::InvalidData)?);
    }
    Ok(sources)
}

/// Reads the next record of a recipe whose head names `sources` files; nothing at its end.
///
/// # Errors
/// When there is none.
pub(super) fn record(reader: &mut dyn Read, sources: usize) -> io::Result<Option<Record>> {
    let Some(source) = number(reader)? else { return Ok(None) };
    let mut next = || number(reader)?.ok_or_else(|| io::Error::from(ErrorKind::UnexpectedEof));
    if source == 0 {
        return Ok(Some(Record::Carried(next()?)));
    }
    let source = usize::try_from(source - 1).ok().filter(|source| *source < sources).ok_or(ErrorKind::InvalidData)?;
    Ok(Some(Record::Reused { source, from: next()?, size: next()? }))
}

/// Reads a number; nothing where the reader ends before it.
fn number(reader: &mut dyn Read) -> io::Result<Option<u64>> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let mut byte = [0];
        match reader.read_exact(&mut byte) {
            Err(error) if error.kind() == ErrorKind::UnexpectedEof && shift == 0 => return Ok(None),
            other => other?,
        }
        let bits = u64::from(byte[0] & 0x7F);
        if shift == 63 && bits > 1 {
            break;
        }
        value |= bits << shift;
        if byte[0] & 0x80 == 0 {
            return Ok(Some(value));
        }
    }
    Err(ErrorKind::InvalidData.into())
}

#[cfg(test)]
mod tests {
    use super::{Recipe, Record, head, number, record};
    use crate::tree::{Body, OutPath, PiecesReader};
    use std::io::{Cursor, Read};

    fn bytes(body: &Body, new: &[u8]) -> Vec<u8> {
        let Body::Pieces { pieces, .. } = body else { panic!("{body:?}") };
        let mut bytes = Vec::new();
        PiecesReader::new(Cursor::new(new), pieces).read_to_end(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn it_is_read_as_it_was_written() {
        let (first, second) = (OutPath::fixed("a.html"), OutPath::fixed("b/film.mp4"));
        let new = vec![7; 1_000];
        let mut recipe = Recipe::default();
        recipe.reuse(&second, 5_000_000_000, 10);
        recipe.reuse(&second, 5_000_000_010, 5);
        recipe.reuse(&second, 0, 0);
        recipe.carry(&new[..3], 0);
        recipe.carry(&[], 3);
        recipe.reuse(&first, 0, 300);
        recipe.carry(&new[100..600], 100);
        recipe.reuse(&second, 1, 2);
        assert_eq!(recipe.reused, 317);
        let bytes = bytes(&recipe.finish(&first, 1_000), &new);
        let mut reader = bytes.as_slice();
        assert_eq!(head(&mut reader, 2).unwrap(), [second, first]);
        let mut records = Vec::new();
        while let Some(record) = record(&mut reader, 2).unwrap() {
            if let Record::Carried(size) = record {
                let size = usize::try_from(size).unwrap();
                assert!(reader[..size] == new[..size]);
                reader = &reader[size..];
            }
            records.push(record);
        }
        let expected = [
            Record::Reused { source: 0, from: 5_000_000_000, size: 15 },
            Record::Carried(3),
            Record::Reused { source: 1, from: 0, size: 300 },
            Record::Carried(500),
            Record::Reused { source: 0, from: 1, size: 2 },
        ];
        assert_eq!(records, expected);
        for end in 0..20 {
            // Cut anywhere in its head it is none.
            assert!(head(&mut &bytes[..end.min(18)], 2).is_err(), "{end}");
        }
    }

    #[test]
    fn what_is_no_recipe_is_refused() {
        let refused = |bytes: &[u8]| assert!(head(&mut &*bytes, 3).is_err(), "{bytes:?}");
        refused(b"");
        refused(b"\x04\x01a\x01b\x01c\x01d");
        refused(b"\x01\x05../a ");
        refused(b"\x01\xff\xff\xff\xff\x7f");
        refused(b"\x01\x02\xff\xff");
        for bytes in [&b"\x02\x00\x01"[..], b"\x01", b"\x01\x00", b"\x00", b"\x80"] {
            assert!(record(&mut &*bytes, 1).is_err(), "{bytes:?}");
        }
        assert_eq!(
            number(&mut &[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1][..]).unwrap(),
            Some(u64::MAX)
        );
        assert!(number(&mut &[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 2][..]).is_err());
        assert!(number(&mut &[0x80; 11][..]).is_err());
    }
}
