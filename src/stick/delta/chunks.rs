//! A file in chunks that its own content cuts (FastCDC, Xia and others 2020): what is inserted somewhere moves the cuts
//! beside it, and no others.

use crate::fingerprint::Hasher;
use crate::progress::Progress;
use fastcdc::v2020::StreamCDC;
use std::io::{self, BufReader, Read};

/// How many bytes are read at once.
const PIECE: usize = 256 * 1024;

/// How large chunks are on the average, in bytes, unless a copy has too many of them.
const AVERAGE: u64 = 16 * 1024;

/// So many chunks of this size a copy has at most: what is known of each stands in memory.
const MOST: u64 = 1_000_000;

/// The largest average that there is.
const LARGEST: u64 = 1024 * 1024;

/// How large chunks are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sizing {
    average: usize,
}

/// What a chunk holds: half of its SHA-256, which nobody meets twice by chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Content([u8; 16]);

impl Sizing {
    /// Returns the sizes for a copy of so many bytes.
    pub(super) fn of(bytes: u64) -> Self {
        let average = (bytes / MOST).next_power_of_two().clamp(AVERAGE, LARGEST);
        // Clamped to what every machine can count.
        Self { average: average as usize }
    }

    /// Hands each chunk of `reader` to `take`.
    ///
    /// # Errors
    /// What reading or `take` fails with.
    pub(super) fn cut(
        self,
        reader: &mut dyn Read,
        progress: &dyn Progress,
        take: &mut dyn FnMut(&[u8], Content) -> io::Result<()>,
    ) -> io::Result<()> {
        let reader = BufReader::with_capacity(PIECE, reader);
        for chunk in StreamCDC::new(reader, self.average / 4, self.average, self.average * 4) {
            let chunk = chunk.map_err(io::Error::from)?;
            let mut hasher = Hasher::default();
            hasher.update(&chunk.data);
            let fingerprint = hasher.finish();
            let content = Content(std::array::from_fn(|index| fingerprint.bytes()[index]));
            take(&chunk.data, content)?;
            progress.advance(chunk.length as u64);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Sizing;
    use crate::progress::Silent;

    fn chunks(bytes: &[u8]) -> Vec<usize> {
        let mut sizes = Vec::new();
        let mut whole = Vec::new();
        let mut take = |data: &[u8], _| {
            sizes.push(data.len());
            whole.extend_from_slice(data);
            Ok(())
        };
        Sizing::of(bytes.len() as u64).cut(&mut &*bytes, &Silent, &mut take).unwrap();
        assert!(whole == bytes);
        sizes
    }

    #[test]
    fn what_is_inserted_moves_only_the_cuts_beside_it() {
        let mut state = 1_u32;
        let mut bytes: Vec<u8> = Vec::new();
        bytes.resize_with(2_000_000, || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        });
        let before = chunks(&bytes);
        bytes.splice(900_000..900_000, *b"something");
        let after = chunks(&bytes);
        let same = before.iter().rev().zip(after.iter().rev()).take_while(|(left, right)| left == right).count();
        assert!(same * 2 > before.len() && before[..20] == after[..20], "{same} of {}", before.len());
        assert_eq!(chunks(&[]), [0; 0]);
        assert_eq!(chunks(b"short"), [5]);
    }

    #[test]
    fn however_large_a_copy_is_its_chunks_stay_few() {
        assert_eq!(Sizing::of(5_000_000_000).average, 16 * 1024);
        assert_eq!(Sizing::of(60_000_000_000).average, 64 * 1024);
        assert_eq!(Sizing::of(u64::MAX / 4).average, 1024 * 1024);
    }
}
