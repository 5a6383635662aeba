//! The boxes that an MP4 or MOV is made of (ISO/IEC 14496-12, section 4.2).

use crate::media::film::input::{Input, number};
use std::io;

/// Four letters.
pub(super) type Kind = [u8; 4];

/// A box of the file itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Outer {
    pub(super) kind: Kind,
    /// Where it begins in the file.
    pub(super) start: u64,
    /// How many bytes its head has: 8, or 16 with a long size.
    pub(super) head: u64,
    /// How many bytes it has in all.
    pub(super) size: u64,
}

impl Outer {
    /// Returns the byte behind it.
    pub(super) fn end(&self) -> u64 {
        self.start + self.size
    }
}

/// The boxes of a file, and whether the last one is there as a whole.
#[derive(Debug, Default)]
pub(super) struct Outers {
    pub(super) boxes: Vec<Outer>,
    pub(super) cut: bool,
}

/// Returns the boxes of the file itself; nothing of them is read but their heads.
pub(super) fn outers(input: &mut Input<'_>) -> io::Result<Outers> {
    let mut found = Outers::default();
    let mut at = 0;
    while at < input.size() {
        let head = input.at(at, 16)?;
        let (Some(short), Some(kind)) = (number::<4>(&head, 0), kind(&head)) else { break };
        let left = input.size() - at;
        let (head, size) = match short {
            0 => (8, left),
            1 => (16, number::<8>(&head, 8).unwrap_or(0)),
            _ => (8, short),
        };
        if size < head || !kind.iter().all(|byte| (0x20..0x7f).contains(byte) || *byte == 0xa9) {
            // Zeros or noise behind the last box: players stop here too.
            found.cut = found.boxes.is_empty();
            break;
        }
        found.cut = size > left;
        found.boxes.push(Outer { kind, start: at, head, size: size.min(left) });
        at += size.min(left);
    }
    Ok(found)
}

/// Returns the kind of the box that begins with `bytes`.
pub(super) fn kind(bytes: &[u8]) -> Option<Kind> {
    bytes.get(4..8)?.try_into().ok()
}

/// A box within another, in memory.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inner<'a> {
    pub(super) kind: Kind,
    /// What it holds, without its head.
    pub(super) content: &'a [u8],
    /// All of it.
    pub(super) whole: &'a [u8],
}

/// Returns the boxes that `content` is made of, and what is left behind the last one that is whole.
pub(super) fn inners(content: &[u8]) -> (Vec<Inner<'_>>, &[u8]) {
    let mut found = Vec::new();
    let mut rest = content;
    while let (Some(short), Some(kind)) = (number::<4>(rest, 0), kind(rest)) {
        let (head, size) = match short {
            0 => (8, rest.len()),
            1 => (16, number::<8>(rest, 8).and_then(|size| usize::try_from(size).ok()).unwrap_or(0)),
            _ => (8, usize::try_from(short).unwrap_or(0)),
        };
        let Some(whole) = rest.get(..size).filter(|_| size >= head) else { break };
        found.push(Inner { kind, content: &whole[head..], whole });
        rest = &rest[size..];
    }
    (found, rest)
}

/// Returns the first box of this kind in `content`.
pub(super) fn find<'a>(content: &'a [u8], kind: &Kind) -> Option<&'a [u8]> {
    inners(content).0.into_iter().find(|inner| inner.kind == *kind).map(|inner| inner.content)
}

/// Returns the box at the end of a path of kinds.
pub(super) fn descend<'a>(content: &'a [u8], path: &[&Kind]) -> Option<&'a [u8]> {
    path.iter().try_fold(content, |content, kind| find(content, kind))
}
