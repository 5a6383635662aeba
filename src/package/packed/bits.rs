//! Text in, bits out: six bits a character, in the alphabet of base64url (RFC 4648 section 5), without padding.
//!
//! The reading half of `player/pack/bits.js`.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The greatest factor that a group of a varint may have; what goes further is nothing that was written.
const GREATEST_FACTOR: u64 = 0x4000_0000;

/// The text ends too soon, or holds what nobody writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Torn;

/// A reader of the bits of a text.
#[derive(Debug)]
pub(crate) struct Bits {
    /// The value of each character.
    sextets: Vec<u8>,
    place: usize,
}

impl Bits {
    /// Returns a reader of `text`, or nothing where a character is not of the alphabet.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let value = |byte: u8| ALPHABET.iter().position(|known| *known == byte).and_then(|at| u8::try_from(at).ok());
        Some(Self { sextets: text.bytes().map(value).collect::<Option<_>>()?, place: 0 })
    }

    /// Returns how many bits were read.
    pub(crate) fn place(&self) -> usize {
        self.place
    }

    /// Returns how many bits are left.
    pub(crate) fn left(&self) -> usize {
        self.sextets.len() * 6 - self.place
    }

    /// Reads on at `place`.
    ///
    /// # Errors
    /// When that is behind the end.
    pub(crate) fn go_to(&mut self, place: usize) -> Result<(), Torn> {
        if place > self.sextets.len() * 6 {
            return Err(Torn);
        }
        self.place = place;
        Ok(())
    }

    /// Returns a number of `count` bits, at most 32 of them.
    ///
    /// # Errors
    /// When so many are not left.
    pub(crate) fn take(&mut self, count: usize) -> Result<u32, Torn> {
        if count > self.left() {
            return Err(Torn);
        }
        let mut value = 0;
        for _ in 0..count {
            let sextet = self.sextets[self.place / 6];
            value = value << 1 | u32::from(sextet >> (5 - self.place % 6) & 1);
            self.place += 1;
        }
        Ok(value)
    }

    /// Tells whether the next bit is set.
    ///
    /// # Errors
    /// When there is none.
    pub(crate) fn flag(&mut self) -> Result<bool, Torn> {
        Ok(self.take(1)? == 1)
    }

    /// Returns a number in groups of `group` bits, the lowest first, each after a bit that says whether more follow.
    ///
    /// # Errors
    /// When the text ends before the number does, or the number never ends.
    pub(crate) fn varint(&mut self, group: usize) -> Result<usize, Torn> {
        let mut value = 0;
        let mut factor: u64 = 1;
        loop {
            if factor > GREATEST_FACTOR {
                return Err(Torn);
            }
            let more = self.flag()?;
            value += u64::from(self.take(group)?) * factor;
            factor <<= group;
            if !more {
                return usize::try_from(value).map_err(|_| Torn);
            }
        }
    }

    /// Returns a text: its length in bytes, then its UTF-8.
    ///
    /// # Errors
    /// When it is cut, or is no UTF-8.
    pub(crate) fn words(&mut self) -> Result<String, Torn> {
        let length = self.varint(5)?;
        if length.saturating_mul(8) > self.left() {
            return Err(Torn);
        }
        let mut bytes = Vec::with_capacity(length);
        for _ in 0..length {
            bytes.push(u8::try_from(self.take(8)?).map_err(|_| Torn)?);
        }
        String::from_utf8(bytes).map_err(|_| Torn)
    }
}

/// Returns how many bits tell `count` things apart.
pub(crate) fn width(count: usize) -> usize {
    count.next_power_of_two().trailing_zeros() as usize
}

/// Returns 32 bits that stand for `text` (FNV-1a over its UTF-8).
pub(crate) fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |value, byte| (value ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::{Bits, Torn, hash, width};

    #[test]
    fn bits_come_in_their_order() {
        let mut bits = Bits::new("_A").unwrap();
        assert_eq!([bits.take(1), bits.take(5), bits.take(3)], [Ok(1), Ok(31), Ok(0)]);
        assert_eq!((bits.place(), bits.left(), bits.take(4)), (9, 3, Err(Torn)));
        assert!(Bits::new("a+b").is_none() && Bits::new("ө").is_none());
    }

    #[test]
    fn a_number_that_never_ends_is_torn() {
        assert_eq!(Bits::new(&"_".repeat(99)).unwrap().varint(3), Err(Torn));
        assert_eq!(Bits::new("").unwrap().varint(3), Err(Torn));
    }

    #[test]
    fn a_length_greater_than_the_text_is_torn_at_once() {
        assert_eq!(Bits::new("_____A").unwrap().words(), Err(Torn));
    }

    #[test]
    fn sums_are_those_of_the_page() {
        assert_eq!(hash(""), 0x811c_9dc5);
        assert_eq!(hash("a"), 0xe40c_292c);
        assert_eq!([1, 2, 3, 4, 5, 8, 9].map(width), [0, 1, 2, 2, 3, 3, 4]);
    }
}
