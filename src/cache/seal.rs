//! The seal at the end of a kept result: how long it is, and what it holds.
//!
//! It is a box named `free` (ISO/IEC 14496-12, section 8.1.2), so that a film with a seal is a film.

use crate::fingerprint::Fingerprint;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// How long a seal is, in bytes.
pub(crate) const LENGTH: u64 = 48;

/// The box's length and name.
const HEAD: &[u8; 8] = b"\0\0\0\x30free";

/// Returns the seal of a result.
pub(crate) fn seal(size: u64, fingerprint: &Fingerprint) -> Vec<u8> {
    [&HEAD[..], &size.to_be_bytes(), fingerprint.bytes()].concat()
}

/// Returns the size and the fingerprint that a file is sealed with; nothing where it is not whole.
///
/// # Errors
/// When the file cannot be read.
pub(crate) fn read(file: &mut File) -> io::Result<Option<(u64, Fingerprint)>> {
    let Some(size) = file.metadata()?.len().checked_sub(LENGTH) else { return Ok(None) };
    let mut seal = [0; LENGTH as usize];
    file.seek(SeekFrom::Start(size))?;
    file.read_exact(&mut seal)?;
    let (head, rest) = seal.split_at(HEAD.len());
    let (told, fingerprint) = rest.split_at(8);
    let fingerprint = Fingerprint::from_bytes(fingerprint.try_into().expect("a fingerprint has 32 bytes"));
    Ok((head == HEAD && told == size.to_be_bytes()).then_some((size, fingerprint)))
}
