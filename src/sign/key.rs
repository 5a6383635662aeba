//! Key pairs and their files.
//!
//! A secret key's file is read by [`SecretKey::read`] alone, which bounds what a file may ask of this computer before it
//! asks for it: the password's work is written in the file.

use crate::sign::SignError;
use crate::sign::base64;
use minisign::KeyPair;
use std::fmt;

/// How many bytes a secret key's second line holds: algorithm, key derivation, checksum's algorithm (2 each), salt (32),
/// two limits (8 each), key id (8), key (64), checksum (32).
const SECRET: usize = 158;

/// How many bytes a public key's second line holds: algorithm (2), key id (8), key (32).
const PUBLIC: usize = 42;

/// Ed25519.
const ALGORITHM: &[u8] = b"Ed";

/// The most work that a password may be, in scrypt's units: twice what minisign writes.
const MOST_WORK: u64 = 2 * 33_554_432;

/// The most memory that a password may need, in bytes: what minisign writes.
const MOST_MEMORY: u64 = 1_073_741_824;

/// The files of a new key pair.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyFiles {
    /// The secret key's file, which never leaves its owner.
    pub secret: String,
    /// The public key's file, for everybody.
    pub public: String,
}

impl fmt::Debug for KeyFiles {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("KeyFiles").field("public", &self.public).finish_non_exhaustive()
    }
}

/// Why a text is no key that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// It is no key as minisign writes them.
    #[error("no key as minisign writes them")]
    NoKey,
    /// It is a secret key where a public one is asked for.
    #[error("a secret key, not a public one")]
    IsSecret,
    /// It is a public key where a secret one is asked for.
    #[error("a public key, not a secret one")]
    IsPublic,
    /// It is locked with a password, and none was given.
    #[error("locked with a password")]
    Locked,
    /// The password is another one.
    #[error("another password")]
    WrongPassword,
    /// It is a key, but not the one that was written.
    #[error("damaged")]
    Damaged,
    /// Its password would need more time or memory than any key of minisign's does.
    #[error("asks for too much")]
    TooMuch,
}

/// Makes a key pair; with a password the secret key is of no use to who finds its file (scrypt, RFC 7914).
///
/// # Errors
/// When the system gives no random bytes.
pub fn new_key(password: Option<&str>) -> Result<KeyFiles, SignError> {
    let failed = |error: minisign::PError| SignError(error.to_string());
    let pair = match password {
        Some(password) => KeyPair::generate_encrypted_keypair(Some(password.to_owned())),
        None => KeyPair::generate_unencrypted_keypair(),
    };
    let pair = pair.map_err(failed)?;
    let secret = pair.sk.to_box(Some("minisign secret key")).map_err(failed)?;
    Ok(KeyFiles { secret: secret.to_string(), public: PublicKey(pair.pk).to_file() })
}

/// Tells whether a secret key's file is locked with a password.
///
/// # Errors
/// When it is no secret key's.
pub fn is_locked(file: &str) -> Result<bool, KeyError> {
    match secret_bytes(file)?[2..4] {
        [0, 0] => Ok(false),
        [b'S', b'c'] => Ok(true),
        _ => Err(KeyError::NoKey),
    }
}

/// Returns what the second line of a secret key's file holds.
fn secret_bytes(file: &str) -> Result<[u8; SECRET], KeyError> {
    let line = file.lines().nth(1).ok_or(KeyError::NoKey)?;
    match base64::read::<SECRET>(line) {
        Some(bytes) if bytes[..2] == *ALGORITHM && bytes[4..6] == *b"B2" => Ok(bytes),
        None if base64::read::<PUBLIC>(line).is_some() => Err(KeyError::IsPublic),
        _ => Err(KeyError::NoKey),
    }
}

/// A key to sign with, unlocked.
#[derive(Clone)]
pub struct SecretKey(pub(crate) minisign::SecretKey);

impl fmt::Debug for SecretKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SecretKey({})", self.public().id())
    }
}

impl SecretKey {
    /// Reads a secret key's file, of minisign or of ours. A password for a key that is not locked is not looked at.
    ///
    /// # Errors
    /// When it is no secret key, or cannot be unlocked.
    pub fn read(file: &str, password: Option<&str>) -> Result<Self, KeyError> {
        let bytes = secret_bytes(file)?;
        let limit = |at: usize| u64::from_le_bytes(std::array::from_fn(|index| bytes[at + index]));
        let boxed = minisign::SecretKeyBox::from_string(file).map_err(|_| KeyError::NoKey)?;
        let key = match (is_locked(file)?, password) {
            (false, _) => boxed.into_unencrypted_secret_key().map_err(|_| KeyError::Damaged)?,
            (true, None) => return Err(KeyError::Locked),
            (true, Some(_)) if limit(38) > MOST_WORK || limit(46) > MOST_MEMORY => return Err(KeyError::TooMuch),
            (true, Some(password)) => {
                boxed.into_secret_key(Some(password.to_owned())).map_err(|_| KeyError::WrongPassword)?
            }
        };
        Ok(Self(key))
    }

    /// Returns the key that others check with.
    pub fn public(&self) -> PublicKey {
        PublicKey(minisign::PublicKey::from_secret_key(&self.0).expect("a secret key ends with its public key"))
    }

    /// Returns the key itself: the seed (32 bytes) and the public key (32 bytes), as RFC 8032 and NaCl know them.
    pub(crate) fn raw(&self) -> [u8; 64] {
        let bytes = self.0.to_bytes();
        std::array::from_fn(|index| bytes[62 + index])
    }
}

/// A key to check with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey(pub(crate) minisign::PublicKey);

impl PublicKey {
    /// Reads a public key: its file, or the one line of base64 in it.
    ///
    /// # Errors
    /// When it is no public key.
    pub fn read(text: &str) -> Result<Self, KeyError> {
        let lines: Vec<&str> = text.trim().lines().collect();
        let line = match lines.as_slice() {
            [line] | [_, line, ..] => line,
            [] => return Err(KeyError::NoKey),
        };
        match base64::read::<PUBLIC>(line) {
            Some(bytes) if bytes[..2] == *ALGORITHM => {
                minisign::PublicKey::from_bytes(&bytes).map(Self).map_err(|_| KeyError::NoKey)
            }
            None if base64::read::<SECRET>(line).is_some() => Err(KeyError::IsSecret),
            _ => Err(KeyError::NoKey),
        }
    }

    /// Returns the key's file.
    pub fn to_file(&self) -> String {
        format!("untrusted comment: minisign public key {}\n{}\n", self.id(), self.to_line())
    }

    /// Returns the key as one line of base64, which `minisign -P` takes.
    pub fn to_line(&self) -> String {
        base64::write(&self.0.to_bytes())
    }

    /// Returns the number that tells keys apart at a glance, as minisign shows it: 16 hexadecimal digits. It proves
    /// nothing.
    pub fn id(&self) -> String {
        key_id(self.0.keynum())
    }

    /// Returns the 32 bytes of the key itself, as RFC 8032 and NaCl know them.
    pub fn raw(&self) -> [u8; 32] {
        let bytes = self.0.to_bytes();
        std::array::from_fn(|index| bytes[10 + index])
    }
}

/// Returns a key's id as minisign shows it: a little-endian number.
pub(crate) fn key_id(bytes: &[u8]) -> String {
    bytes.iter().rev().map(|byte| format!("{byte:02X}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{KeyError, PublicKey, SecretKey, is_locked, new_key};

    #[test]
    fn a_key_is_read_as_it_was_written() {
        let files = new_key(None).unwrap();
        let secret = SecretKey::read(&files.secret, None).unwrap();
        assert_eq!(secret.public().to_file(), files.public);
        assert_eq!(PublicKey::read(&files.public).unwrap(), secret.public());
        assert_eq!(PublicKey::read(&secret.public().to_line()).unwrap(), secret.public());
        assert_eq!(PublicKey::read(&files.public.replace('\n', "\r\n")).unwrap(), secret.public());
        assert_eq!(secret.raw()[32..], secret.public().raw());
        assert!(!format!("{files:?}{secret:?}").contains(files.secret.lines().nth(1).unwrap()));
    }

    #[test]
    fn a_password_locks_a_key() {
        let files = new_key(Some("lånekasse")).unwrap();
        assert_eq!(is_locked(&files.secret), Ok(true));
        assert_eq!(SecretKey::read(&files.secret, None).unwrap_err(), KeyError::Locked);
        assert_eq!(SecretKey::read(&files.secret, Some("laanekasse")).unwrap_err(), KeyError::WrongPassword);
        let secret = SecretKey::read(&files.secret, Some("lånekasse")).unwrap();
        assert_eq!(secret.public().to_file(), files.public);
    }

    #[test]
    fn what_is_no_key_is_told() {
        let files = new_key(None).unwrap();
        assert_eq!(PublicKey::read(&files.secret).unwrap_err(), KeyError::IsSecret);
        assert_eq!(SecretKey::read(&files.public, None).unwrap_err(), KeyError::IsPublic);
        for text in ["", "\n", "a\nb\n", "untrusted comment: x\nRWQ=\n", "\u{0}\n\u{0}"] {
            assert_eq!(PublicKey::read(text).unwrap_err(), KeyError::NoKey, "{text}");
            assert_eq!(SecretKey::read(text, Some("x")).unwrap_err(), KeyError::NoKey, "{text}");
        }
        // One letter of the key itself is another one.
        let line = files.secret.lines().nth(1).unwrap();
        let other = if line.as_bytes()[120] == b'A' { "B" } else { "A" };
        let damaged = format!("comment\n{}{other}{}\n", &line[..120], &line[121..]);
        assert_eq!(SecretKey::read(&damaged, None).unwrap_err(), KeyError::Damaged);
    }

    /// A file may ask for any work: this one for 2^63 units of it.
    #[test]
    fn a_file_that_asks_for_years_of_work_is_refused() {
        let files = new_key(None).unwrap();
        let mut bytes = super::secret_bytes(&files.secret).unwrap();
        bytes[2..4].copy_from_slice(b"Sc");
        bytes[45] = 0x80;
        let file = format!("comment\n{}\n", super::base64::write(&bytes));
        assert_eq!(SecretKey::read(&file, Some("x")).unwrap_err(), KeyError::TooMuch);
    }
}
