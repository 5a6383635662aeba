//! Signatures of files: what `minisign -S` writes and `minisign -V` checks.
//!
//! Four lines: a comment that nobody vouches for, the signature, a comment that is signed, the signature of both
//! (minisign, "Signature format"). Only the mode `ED` is taken: the older `Ed` signs a file's bytes themselves, as
//! [`crate::sign::SecretKey::sign_text`] does, and must not be mistaken for one of those.

use crate::sign::key::key_id;
use crate::sign::{PublicKey, SecretKey, SignError, base64};
use minisign::SignatureBox;
use std::io::{Cursor, Read, Seek};

/// How many bytes the second line holds: algorithm (2), key id (8), signature (64).
const SIGNATURE: usize = 74;

/// Why a signature proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// It is no signature as minisign writes them, or one of its older mode.
    #[error("no signature as minisign writes them")]
    NoSignature,
    /// Another key made it.
    #[error("signed with the key {signer}, not with {asked}")]
    OtherKey {
        /// The key that it names.
        signer: String,
        /// The key that was asked for.
        asked: String,
    },
    /// What it is of, or its comment, is not what was signed.
    #[error("not what was signed")]
    Forged,
}

impl SecretKey {
    /// Signs `bytes`, with one line that is signed too and anybody can read; other signs in it become spaces. Two
    /// signatures of the same bytes differ: random bytes go into each.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn sign(&self, bytes: &[u8], comment: &str) -> Result<String, SignError> {
        self.sign_reader(&mut Cursor::new(bytes), comment)
    }

    /// Signs all that `reader` gives, in constant memory, as [`Self::sign`] does.
    ///
    /// # Errors
    /// As for [`Self::sign`]; when it cannot be read.
    pub fn sign_reader(&self, reader: &mut dyn Read, comment: &str) -> Result<String, SignError> {
        let comment: String = comment.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
        let untrusted = format!("signature from minisign secret key {}", self.public().id());
        let signed = minisign::sign(None, &self.0, reader, Some(comment.trim()), Some(&untrusted));
        signed.map(SignatureBox::into_string).map_err(|error| SignError(error.to_string()))
    }
}

impl PublicKey {
    /// Makes sure that this key's owner signed `bytes`, and returns the comment that was signed with them.
    ///
    /// # Errors
    /// When they were not signed with this key.
    pub fn verify(&self, bytes: &[u8], signature: &str) -> Result<String, VerifyError> {
        self.verify_reader(Cursor::new(bytes), signature)
    }

    /// Makes sure of all that `reader` gives, in constant memory, as [`Self::verify`] does. One that cannot be read to its
    /// end is not what was signed.
    ///
    /// # Errors
    /// As for [`Self::verify`].
    pub fn verify_reader(&self, reader: impl Read + Seek, signature: &str) -> Result<String, VerifyError> {
        let signer = signer(signature).ok_or(VerifyError::NoSignature)?;
        let signature = SignatureBox::from_string(signature).map_err(|_| VerifyError::NoSignature)?;
        if signer != self.id() {
            return Err(VerifyError::OtherKey { signer, asked: self.id() });
        }
        minisign::verify(&self.0, &signature, reader, true, false, false).map_err(|_| VerifyError::Forged)?;
        signature.trusted_comment().map_err(|_| VerifyError::NoSignature)
    }
}

/// Returns the id of the key that a signature says it was made with; nothing where it is no signature that we take.
pub fn signer(signature: &str) -> Option<String> {
    let lines: Vec<&str> = signature.lines().take(4).collect();
    let [_, signed, _, signed_comment] = lines.as_slice() else { return None };
    let bytes = base64::read::<SIGNATURE>(signed).filter(|bytes| bytes[..2] == *b"ED")?;
    // Whoever checks it takes 64 bytes for granted.
    base64::read::<64>(signed_comment)?;
    Some(key_id(&bytes[2..10]))
}

#[cfg(test)]
mod tests {
    use super::{VerifyError, signer};
    use crate::sign::{PublicKey, SecretKey, new_key};

    fn key() -> SecretKey {
        SecretKey::read(&new_key(None).unwrap().secret, None).unwrap()
    }

    #[test]
    fn only_what_was_signed_is_taken() {
        let key = key();
        let public = key.public();
        let signature = key.sign(b"manifest", "Låne\nforening").unwrap();
        assert_eq!(public.verify(b"manifest", &signature), Ok("Låne forening".to_owned()));
        assert_eq!(signer(&signature), Some(public.id()));
        assert_eq!(public.verify(b"manifesto", &signature), Err(VerifyError::Forged));
        assert_eq!(public.verify(b"manifest", &signature.replace("forening", "bank")), Err(VerifyError::Forged));
        let other = self::key().public();
        let expected = VerifyError::OtherKey { signer: public.id(), asked: other.id() };
        assert_eq!(other.verify(b"manifest", &signature), Err(expected));
    }

    #[test]
    fn what_is_no_signature_is_no_panic() {
        let key = key();
        let signature = key.sign(b"manifest", "").unwrap();
        for end in 0..signature.len() {
            assert!(
                key.public().verify(b"manifest", &signature[..end]).is_err() || end + 1 == signature.len(),
                "{end}"
            );
        }
        let lines: Vec<&str> = signature.lines().collect();
        // The crate takes the last signature's length for granted.
        for last in ["", "AAAA", "é"] {
            let short = [lines[0], lines[1], lines[2], last].join("\n");
            assert_eq!(key.public().verify(b"manifest", &short), Err(VerifyError::NoSignature));
        }
    }

    /// An example of minisign's own author, in the crate `minisign-verify`.
    #[test]
    fn what_minisign_itself_signed_is_taken() {
        let public = PublicKey::read("RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3").unwrap();
        assert_eq!(public.id(), "E7620F1842B4E81F");
        let prehashed = "untrusted comment: signature from minisign secret key\n\
            RUQf6LRCGA9i559r3g7V1qNyJDApGip8MfqcadIgT9CuhV3EMhHoN1mGTkUidF/z7SrlQgXdy8ofjb7bNJJylDOocrCo8KLzZwo=\n\
            trusted comment: timestamp:1556193335\tfile:test\n\
            y/rUw2y8/hOUYjZU71eHp/Wo1KZ40fGy2VJEDl34XMJM+TX48Ss/17u3IvIfbVR1FkZZSNCisQbuQY+bHwhEBg==";
        assert_eq!(public.verify(b"test", prehashed), Ok("timestamp:1556193335\tfile:test".to_owned()));
        assert_eq!(public.verify(b"Test", prehashed), Err(VerifyError::Forged));
        let legacy = "untrusted comment: signature from minisign secret key\n\
            RWQf6LRCGA9i59SLOFxz6NxvASXDJeRtuZykwQepbDEGt87ig1BNpWaVWuNrm73YiIiJbq71Wi+dP9eKL8OC351vwIasSSbXxwA=\n\
            trusted comment: timestamp:1555779966\tfile:test\n\
            QtKMXWyYcwdpZAlPF7tE2ENJkRd1ujvKjlj1m9RtHTBnZPa5WKU5uWRs5GoP5M/VqE81QFuMKI5k/SfNQUaOAA==";
        assert_eq!(public.verify(b"test", legacy), Err(VerifyError::NoSignature));
    }
}
