//! Signatures of short texts: plain Ed25519 (RFC 8032, section 5.1) of the text itself.
//!
//! Deterministic: the same key and text give the same signature. What a text is for must stand at its beginning, so that
//! a signature of one kind of text is never taken for one of another.

use crate::sign::{PublicKey, SecretKey};
use ed25519_compact::{self as ed25519, Signature};

/// How many bytes a text's signature has.
pub const TEXT_SIGNATURE: usize = Signature::BYTES;

impl SecretKey {
    /// Signs a text, which says at its beginning what it is for.
    pub fn sign_text(&self, text: &str) -> [u8; TEXT_SIGNATURE] {
        *ed25519::SecretKey::new(self.raw()).sign(text, None)
    }
}

impl PublicKey {
    /// Tells whether this key's owner signed `text`.
    pub fn verify_text(&self, text: &str, signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| ed25519::PublicKey::new(self.raw()).verify(text, &signature).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use crate::sign::{SecretKey, new_key};

    #[test]
    fn only_the_text_that_was_signed_is_taken() {
        let key = SecretKey::read(&new_key(None).unwrap().secret, None).unwrap();
        let public = key.public();
        let signature = key.sign_text("alforja certificate\nАлтанцэцэг");
        assert_eq!(signature, key.sign_text("alforja certificate\nАлтанцэцэг"));
        assert!(public.verify_text("alforja certificate\nАлтанцэцэг", &signature));
        assert!(!public.verify_text("alforja certificate\nАлтанцэцэг ", &signature));
        let mut other = signature;
        other[40] ^= 1;
        assert!(!public.verify_text("alforja certificate\nАлтанцэцэг", &other));
        for length in [0, 1, 63, 65] {
            assert!(!public.verify_text("alforja certificate\nАлтанцэцэг", &vec![0; length]));
        }
        let stranger = SecretKey::read(&new_key(None).unwrap().secret, None).unwrap().public();
        assert!(!stranger.verify_text("alforja certificate\nАлтанцэцэг", &signature));
    }
}
