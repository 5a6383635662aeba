//! What nobody can guess: the PIN of a class, the trainer's key, the codes of learners.
//!
//! Codes are base 32 as Crockford writes it (<https://www.crockford.com/base32.html>): no letter is taken for a digit.

use crate::fingerprint::Fingerprint;
use std::io;

const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// So many PINs there are.
const PINS: u32 = 1_000_000;

/// Returns so many signs by chance, five bits each.
///
/// # Errors
/// When the system has no chance to give.
pub(crate) fn signs(count: usize) -> io::Result<String> {
    let mut bytes = vec![0; count];
    fill(&mut bytes)?;
    Ok(bytes.into_iter().map(|byte| char::from(SIGNS[usize::from(byte % 32)])).collect())
}

/// Returns a PIN of six digits.
///
/// # Errors
/// As [`signs`].
pub(crate) fn pin() -> io::Result<String> {
    loop {
        let mut bytes = [0; 4];
        fill(&mut bytes)?;
        let number = u32::from_le_bytes(bytes);
        // Each PIN is as likely as any other.
        if number < u32::MAX - u32::MAX % PINS {
            return Ok(format!("{:06}", number % PINS));
        }
    }
}

fn fill(bytes: &mut [u8]) -> io::Result<()> {
    getrandom::fill(bytes).map_err(io::Error::other)
}

/// Returns what was typed as it is kept: capitals, o is 0, i and l are 1, without spaces and hyphens.
pub(crate) fn typed(text: &str) -> String {
    let signs = text.chars().filter(|sign| sign.is_ascii_alphanumeric());
    signs
        .map(|sign| match sign.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            sign => sign,
        })
        .collect()
}

/// Tells whether a code has so many of the signs.
pub(crate) fn is_code(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| SIGNS.contains(&byte))
}

/// Returns what is kept of a secret that we need not know.
pub(crate) fn mark(secret: &str) -> String {
    Fingerprint::of(secret.as_bytes()).hex()
}

/// Tells whether two secrets are the same; how long that takes tells nothing of them.
pub(crate) fn same(one: &str, other: &str) -> bool {
    mark(one) == mark(other)
}

#[cfg(test)]
mod tests {
    use super::{is_code, pin, same, signs, typed};
    use std::collections::BTreeSet;

    #[test]
    fn chance_repeats_nothing() {
        let codes: BTreeSet<String> = (0..500).map(|_| signs(8).unwrap()).collect();
        assert_eq!(codes.len(), 500);
        assert!(codes.iter().all(|code| is_code(code, 8)));
        let pins: BTreeSet<String> = (0..200).map(|_| pin().unwrap()).collect();
        assert!(pins.len() > 190);
        assert!(pins.iter().all(|pin| pin.len() == 6 && pin.bytes().all(|digit| digit.is_ascii_digit())));
    }

    #[test]
    fn what_is_typed_is_read_as_it_is_said() {
        assert_eq!(typed(" k3f-9q il o"), "K3F9Q110");
        assert!(!is_code("K3F9QU10", 8), "there is no U");
        assert!(same("a", "a") && !same("a", "b"));
    }
}
