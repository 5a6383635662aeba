//! Elements: a name, a size, a content (RFC 8794, section 6).

use crate::media::film::input::Input;
use std::io;

/// An element of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) id: u32,
    pub(super) start: u64,
    /// How many bytes its name and size have.
    pub(super) head: u64,
    /// How many bytes its content has, where that is known.
    pub(super) size: Option<u64>,
}

impl Element {
    /// Returns where its content begins.
    pub(super) fn content(&self) -> u64 {
        self.start + self.head
    }

    /// Returns the byte behind it.
    pub(super) fn end(&self) -> Option<u64> {
        Some(self.content().saturating_add(self.size?))
    }
}

/// Returns the element at `at`.
pub(super) fn element(input: &mut Input<'_>, at: u64) -> io::Result<Option<Element>> {
    let bytes = input.at(at, 12)?;
    let read = head(&bytes);
    Ok(read.map(|(id, size, head)| Element { id, start: at, head: head as u64, size }))
}

/// Reads name, size and their length.
fn head(bytes: &[u8]) -> Option<(u32, Option<u64>, usize)> {
    let (id, named) = number(bytes, 4, false)?;
    let (size, measured) = number(bytes.get(named..)?, 8, true)?;
    let unknown = (1_u64 << (7 * measured)) - 1;
    Some((u32::try_from(id).ok()?, (size != unknown).then_some(size), named + measured))
}

/// Reads a number of variable length, with or without what tells its length (section 4).
fn number(bytes: &[u8], most: usize, bare: bool) -> Option<(u64, usize)> {
    let first = *bytes.first()?;
    let length = first.leading_zeros() as usize + 1;
    let bytes = bytes.get(..length).filter(|_| length <= most)?;
    let whole = bytes.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    Some((if bare { whole & ((1_u64 << (7 * length)) - 1) } else { whole }, length))
}

/// Returns the elements that `bytes` are made of, each with its content. It ends at the first that is not there as a
/// whole.
pub(super) fn sized(bytes: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    placed(bytes).map(|(id, _, _, content)| (id, content))
}

/// As [`sized`], with where each element begins and where its content does, counted from the beginning of `bytes`.
pub(super) fn placed(bytes: &[u8]) -> impl Iterator<Item = (u32, u64, u64, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = bytes.get(at..)?;
        let (id, size, head) = head(rest)?;
        let size = usize::try_from(size?).ok()?;
        let content = rest.get(head..head.checked_add(size)?)?;
        let begin = at;
        at += head + size;
        Some((id, begin as u64, (begin + head) as u64, content))
    })
}

/// Returns the whole number in `content`.
pub(super) fn unsigned(content: &[u8]) -> Option<u64> {
    (content.len() <= 8).then(|| content.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// Returns the broken number in `content`.
pub(super) fn float(content: &[u8]) -> Option<f64> {
    match content.len() {
        4 => Some(f64::from(f32::from_be_bytes(content.try_into().ok()?))),
        8 => Some(f64::from_be_bytes(content.try_into().ok()?)),
        _ => None,
    }
}
