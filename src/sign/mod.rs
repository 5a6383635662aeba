//! Keys and signatures that say whose copy or certificate this is, as minisign writes them.
//!
//! Pure: bytes in, bytes out; only [`new_key`] and [`SecretKey::sign`] ask the system for random bytes. Two kinds of
//! signature are made by one key (Ed25519, RFC 8032):
//!
//! - of a file, [`SecretKey::sign`]: what `minisign -S` writes, an Ed25519 signature of the file's BLAKE2b-512 (the mode
//!   `ED`) with a comment that is signed too; `minisign -V` checks it;
//! - of a short text, [`SecretKey::sign_text`]: the 64 bytes of the plain Ed25519 signature of the text itself, so
//!   that a small script (`nacl.sign.detached.verify`) checks it, and it fits into a QR code.
//!
//! What the files hold: <https://jedisct1.github.io/minisign/>, "Signature format", "Public key format", "Secret key
//! format".

mod base64;
mod key;
mod signature;
mod text;

pub(crate) use base64::write as in_base64;
pub use key::{KeyError, KeyFiles, PublicKey, SecretKey, is_locked, new_key};
pub use signature::{VerifyError, signer};
pub use text::TEXT_SIGNATURE;

/// Why nothing could be signed: the system gave no random bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("nothing could be signed: {0}")]
pub struct SignError(String);
