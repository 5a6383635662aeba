//! What two short stretches of bytes share, to the byte; pure.
//!
//! 1. What both begin and end with.
//! 2. Between that: blocks of the old stretch are looked up at every place of the new one. Where the last match would go
//!    on if only bytes had been replaced is tried first: tables of offsets change like that.

/// How many bytes are looked up at once.
const BLOCK: usize = 16;

/// What is shorter costs as much as the bytes themselves.
const SHORTEST: usize = 20;

/// Some bytes of the new stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The old stretch has them.
    Old {
        /// Where in the old stretch.
        from: usize,
        /// How many.
        size: usize,
    },
    /// Nobody has them.
    New {
        /// Where in the new stretch.
        from: usize,
        /// How many.
        size: usize,
    },
}

/// Returns what `new` is made of, in order and without a gap.
pub(super) fn parts(old: &[u8], new: &[u8]) -> Vec<Part> {
    let prefix = old.iter().zip(new).take_while(|(left, right)| left == right).count();
    let (old_rest, new_rest) = (&old[prefix..], &new[prefix..]);
    let suffix = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(left, right)| left == right).count();
    let (old_middle, new_middle) = (&old_rest[..old_rest.len() - suffix], &new_rest[..new_rest.len() - suffix]);
    let mut parts = Vec::new();
    push(&mut parts, Part::Old { from: 0, size: prefix });
    for part in middle(old_middle, new_middle) {
        push(
            &mut parts,
            match part {
                Part::Old { from, size } => Part::Old { from: from + prefix, size },
                Part::New { from, size } => Part::New { from: from + prefix, size },
            },
        );
    }
    push(&mut parts, Part::Old { from: old.len() - suffix, size: suffix });
    parts
}

fn push(parts: &mut Vec<Part>, part: Part) {
    let (Part::Old { size, .. } | Part::New { size, .. }) = part;
    if size > 0 {
        parts.push(part);
    }
}

fn middle(old: &[u8], new: &[u8]) -> Vec<Part> {
    let mut parts = Vec::new();
    // Where the bytes begin that nobody was found to have, and where the last match ended in the old stretch.
    let (mut begin, mut after) = (0, 0);
    if old.len() >= BLOCK && new.len() >= BLOCK {
        let blocks = Blocks::of(old);
        let mut rolling = Rolling::of(&new[..BLOCK]);
        let mut at = 0;
        while at + BLOCK <= new.len() {
            let block = &new[at..at + BLOCK];
            let straight = after + (at - begin);
            let is_there = |from: &usize| old.get(*from..*from + BLOCK) == Some(block);
            let found = Some(straight).filter(is_there).or_else(|| blocks.find(rolling).filter(is_there));
            let matched = found.map(|from| grown(old, new, from, at, begin)).filter(|matched| matched.size >= SHORTEST);
            let Some(Match { old_from, new_from, size }) = matched else {
                if at + BLOCK < new.len() {
                    rolling.roll(new[at], new[at + BLOCK]);
                }
                at += 1;
                continue;
            };
            push(&mut parts, Part::New { from: begin, size: new_from - begin });
            parts.push(Part::Old { from: old_from, size });
            (begin, after, at) = (new_from + size, old_from + size, new_from + size);
            if at + BLOCK <= new.len() {
                rolling = Rolling::of(&new[at..at + BLOCK]);
            }
        }
    }
    push(&mut parts, Part::New { from: begin, size: new.len() - begin });
    parts
}

struct Match {
    old_from: usize,
    new_from: usize,
    size: usize,
}

/// Returns how far a block that both have goes in both directions; in the new stretch not back behind `begin`.
fn grown(old: &[u8], new: &[u8], from: usize, at: usize, begin: usize) -> Match {
    let back =
        old[..from].iter().rev().zip(new[begin..at].iter().rev()).take_while(|(left, right)| left == right).count();
    let ahead = old[from..].iter().zip(&new[at..]).take_while(|(left, right)| left == right).count();
    Match { old_from: from - back, new_from: at - back, size: back + ahead }
}

/// A sum over one block that is quickly that of the next.
#[derive(Clone, Copy)]
struct Rolling(u64);

impl Rolling {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

    /// What the first byte of a block was multiplied with.
    const LEADING: u64 = {
        let (mut power, mut step) = (1_u64, 1);
        while step < BLOCK {
            power = power.wrapping_mul(Self::FACTOR);
            step += 1;
        }
        power
    };

    fn of(block: &[u8]) -> Self {
        Self(block.iter().fold(0, |sum: u64, byte| sum.wrapping_mul(Self::FACTOR).wrapping_add(u64::from(*byte) + 1)))
    }

    fn roll(&mut self, gone: u8, next: u8) {
        let rest = self.0.wrapping_sub((u64::from(gone) + 1).wrapping_mul(Self::LEADING));
        self.0 = rest.wrapping_mul(Self::FACTOR).wrapping_add(u64::from(next) + 1);
    }
}

/// Where each block of the old stretch begins; of those that share a place in the table, the first.
struct Blocks {
    table: Vec<u32>,
    shift: u32,
}

impl Blocks {
    const NONE: u32 = u32::MAX;

    fn of(old: &[u8]) -> Self {
        let bits = (old.len() / BLOCK * 2).max(2).next_power_of_two().ilog2();
        let mut blocks = Self { table: vec![Self::NONE; 1 << bits], shift: 64 - bits };
        for (number, block) in old.chunks_exact(BLOCK).enumerate() {
            let slot = blocks.slot(Rolling::of(block));
            if blocks.table[slot] == Self::NONE {
                blocks.table[slot] = u32::try_from(number * BLOCK).unwrap_or(Self::NONE);
            }
        }
        blocks
    }

    fn slot(&self, rolling: Rolling) -> usize {
        // The upper bits of the product; fewer than a pointer has.
        ((rolling.0.wrapping_mul(0xD6E8_FEB8_6659_FD93)) >> self.shift) as usize
    }

    fn find(&self, rolling: Rolling) -> Option<usize> {
        Some(self.table[self.slot(rolling)]).filter(|from| *from != Self::NONE).map(|from| from as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, parts};
    use proptest::prelude::{Strategy, any, prop_assert_eq, prop_oneof, proptest};

    fn made(old: &[u8], new: &[u8], parts: &[Part]) -> Vec<u8> {
        let bytes = parts.iter().flat_map(|part| match part {
            Part::Old { from, size } => &old[*from..from + size],
            Part::New { from, size } => &new[*from..from + size],
        });
        bytes.copied().collect()
    }

    fn carried(parts: &[Part]) -> usize {
        parts.iter().map(|part| if let Part::New { size, .. } = part { *size } else { 0 }).sum()
    }

    /// Bytes without a pattern, the same each time.
    fn noise(seed: u32, size: usize) -> Vec<u8> {
        let mut state = seed;
        let next = |_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        (0..size).map(next).collect()
    }

    #[test]
    fn only_what_changed_is_carried() {
        let old = noise(1, 5_000);
        let changed = |change: &dyn Fn(&mut Vec<u8>)| {
            let mut new = old.clone();
            change(&mut new);
            let parts = parts(&old, &new);
            assert_eq!(made(&old, &new, &parts), new);
            (parts.len(), carried(&parts))
        };
        assert_eq!(changed(&|_| {}), (1, 0));
        assert_eq!(changed(&|new| new[2_000] ^= 1), (3, 1));
        assert_eq!(changed(&|new| drop(new.splice(2_000..2_000, noise(2, 100)))), (3, 100));
        assert_eq!(changed(&|new| drop(new.drain(100..200))), (2, 0));
        // A byte here and there, as in a table of offsets.
        assert_eq!(changed(&|new| new.chunks_mut(50).for_each(|row| row[40] ^= 1)), (201, 100));
        // Two halves that change places.
        assert_eq!(changed(&|new| new.rotate_left(2_500)).1, 0);
        assert_eq!(parts(&[], &[]), []);
        assert_eq!(parts(b"old", &[]), []);
        assert_eq!(parts(&[], b"new"), [Part::New { from: 0, size: 3 }]);
    }

    proptest! {
        #[test]
        fn any_stretch_is_made_of_its_parts(
            pieces in proptest::collection::vec(prop_oneof![
                proptest::collection::vec(any::<u8>(), 0..60),
                (0..200_usize, 0..200_usize).prop_map(|(from, size)| noise(7, 400)[from..from + size].to_vec()),
                (0..100_usize).prop_map(|size| vec![0; size]),
            ], 0..12),
            old in prop_oneof![(0..500_usize).prop_map(|size| noise(7, size)), (0..300_usize).prop_map(|size| vec![0; size])],
        ) {
            let new = pieces.concat();
            let parts = parts(&old, &new);
            prop_assert_eq!(made(&old, &new, &parts), new);
        }
    }
}
