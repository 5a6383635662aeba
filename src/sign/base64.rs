//! The lines of keys and signatures.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Returns the `LENGTH` bytes that a line of base64 (RFC 4648, section 4) holds; nothing where it is anything else.
pub(crate) fn read<const LENGTH: usize>(line: &str) -> Option<[u8; LENGTH]> {
    STANDARD.decode(line.trim()).ok()?.try_into().ok()
}

/// Returns bytes as a line of base64.
pub(crate) fn write(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}
