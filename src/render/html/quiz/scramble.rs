//! The same disorder in every build: what is to be put in order must not stand in order.

use crate::fingerprint::Fingerprint;

/// Returns the numbers `0..count` in an order that comes from `seed` and, from two on, is never the right one.
pub(crate) fn scrambled(count: usize, seed: &str) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let digest = Fingerprint::of(seed.as_bytes());
    let mut state = u64::from_le_bytes(digest.bytes()[..8].try_into().expect("a fingerprint has 32 bytes"));
    for last in (1..count).rev() {
        // Knuth's MMIX generator; its upper bits are the good ones.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let other = ((state >> 33) as usize) % (last + 1);
        order.swap(last, other);
    }
    if count > 1 && order.is_sorted() {
        order.rotate_left(1);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::scrambled;
    use proptest::prelude::{ProptestConfig, proptest};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn it_is_never_in_order_and_loses_nothing(count in 0_usize..30, seed in ".{0,20}") {
            let order = scrambled(count, &seed);
            assert_eq!(order, scrambled(count, &seed));
            assert!(count < 2 || !order.is_sorted());
            let mut sorted = order;
            sorted.sort_unstable();
            assert_eq!(sorted, (0..count).collect::<Vec<_>>());
        }
    }
}
