//! The table of contents of an MP4 or MOV without what it tells of people, places, times and devices.
//!
//! Left out are notes (`udta`, `meta`, `uuid`), tracks of notes (GPS of action cameras and telephones, the time of day),
//! and gaps. Blanked are times of recording, names of handlers and of encoders. Offsets of samples are carried along.

use crate::media::film::input::number;
use crate::media::film::mp4::boxes::{Inner, Kind, inners};

/// What becomes of a box that must not leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Removal {
    /// It is not there.
    LeftOut,
    /// A gap of its size is there: nothing behind it moves.
    Blanked,
}

/// How the table of contents is written again.
pub(super) struct Rewriting<'a> {
    pub(super) removal: Removal,
    /// Which of the tracks, in order, are left out.
    pub(super) without: &'a [bool],
    /// Where what stood at an offset of the file stands then.
    pub(super) moved: &'a dyn Fn(u64) -> u64,
    /// Whether offsets are written with 64 bits though 32 were enough before.
    pub(super) wide: bool,
}

/// Why a table of contents cannot be written again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// It cannot be read.
    Broken,
    /// An offset no longer fits into 32 bits.
    TooFar,
}

impl Rewriting<'_> {
    /// Returns the box `moov` with this content, written again.
    pub(super) fn moov(&self, content: &[u8]) -> Result<Vec<u8>, Refused> {
        let mut out = Vec::with_capacity(content.len() + 8);
        let start = open(&mut out, b"moov");
        self.children(b"moov", content, &mut out)?;
        close(&mut out, start)?;
        Ok(out)
    }

    fn children(&self, parent: &Kind, content: &[u8], out: &mut Vec<u8>) -> Result<(), Refused> {
        let (children, rest) = inners(content);
        // QuickTime ends some lists with four zeros.
        if rest.len() >= 8 && rest.iter().any(|byte| *byte != 0) {
            return Err(Refused::Broken);
        }
        let mut track = 0;
        for child in &children {
            let noted = child.kind == *b"trak" && {
                track += 1;
                self.without.get(track - 1).copied().unwrap_or(true)
            };
            if noted || tells(parent, &child.kind) {
                self.remove(child, out);
            } else {
                self.child(child, out)?;
            }
        }
        if self.removal == Removal::Blanked {
            out.extend(std::iter::repeat_n(0, rest.len()));
        }
        Ok(())
    }

    fn child(&self, child: &Inner<'_>, out: &mut Vec<u8>) -> Result<(), Refused> {
        let start = out.len();
        match &child.kind {
            b"trak" | b"mdia" | b"minf" | b"stbl" | b"edts" | b"mvex" | b"tref" => {
                // A long size is kept where nothing may move.
                match self.removal {
                    Removal::Blanked => out.extend(&child.whole[..child.whole.len() - child.content.len()]),
                    Removal::LeftOut => drop(open(out, &child.kind)),
                }
                self.children(&child.kind, child.content, out)?;
                if self.removal == Removal::LeftOut {
                    close(out, start)?;
                }
            }
            b"stco" => self.offsets(child, false, out)?,
            b"co64" => self.offsets(child, true, out)?,
            b"mvhd" | b"tkhd" | b"mdhd" => {
                out.extend(child.whole);
                let times = if child.content.first() == Some(&1) { 16 } else { 8 };
                blank(&mut out[start..], child, 4, times);
            }
            b"hdlr" => {
                out.extend(child.whole);
                // The maker, and a name that many devices write their own into.
                blank(&mut out[start..], child, 12, usize::MAX);
            }
            b"stsd" => {
                out.extend(child.whole);
                self.entries(child, &mut out[start..]);
            }
            _ => out.extend(child.whole),
        }
        Ok(())
    }

    fn remove(&self, child: &Inner<'_>, out: &mut Vec<u8>) {
        if self.removal == Removal::Blanked {
            let start = out.len();
            out.extend(child.whole);
            out[start + 4..start + 8].copy_from_slice(b"free");
            blank(&mut out[start..], child, 0, usize::MAX);
        }
    }

    fn offsets(&self, child: &Inner<'_>, long: bool, out: &mut Vec<u8>) -> Result<(), Refused> {
        let head = child.content.get(..8).ok_or(Refused::Broken)?;
        let listed = child.content[8..].chunks_exact(if long { 8 } else { 4 });
        let offsets = listed.map(|bytes| if long { number::<8>(bytes, 0) } else { number::<4>(bytes, 0) });
        let wide = long || self.wide;
        let start = open(out, if wide { b"co64" } else { b"stco" });
        out.extend(head);
        for offset in offsets {
            let moved = (self.moved)(offset.ok_or(Refused::Broken)?);
            match (wide, u32::try_from(moved)) {
                (true, _) => out.extend(moved.to_be_bytes()),
                (false, Ok(moved)) => out.extend(moved.to_be_bytes()),
                (false, Err(_)) => return Err(Refused::TooFar),
            }
        }
        close(out, start)
    }

    /// Blanks the maker and the name of the encoder in entries of pictures (section 12.1.3).
    fn entries(&self, child: &Inner<'_>, written: &mut [u8]) {
        let head = child.whole.len() - child.content.len();
        let Some(list) = child.content.get(8..) else { return };
        let mut at = head + 8;
        for entry in inners(list).0 {
            // A sound has its maker there too, and where a picture has its encoder's name other boxes.
            if let Some(maker) = written.get_mut(at + 20..at + 24).filter(|_| entry.whole.len() >= 36) {
                maker.fill(0);
            }
            let pictures = entry.whole.len() >= 86 && is_picture(&entry.kind);
            if let Some(name) = written.get_mut(at + 50..at + 82).filter(|_| pictures) {
                name.fill(0);
            }
            at += entry.whole.len();
        }
    }
}

/// Tells whether an entry has the head of a picture's: all that we know to play by.
fn is_picture(kind: &Kind) -> bool {
    matches!(
        kind,
        b"avc1"
            | b"avc2"
            | b"avc3"
            | b"avc4"
            | b"hvc1"
            | b"hev1"
            | b"dvh1"
            | b"dvhe"
            | b"av01"
            | b"vp08"
            | b"vp09"
            | b"mp4v"
            | b"s263"
            | b"h263"
            | b"jpeg"
            | b"mjpa"
            | b"mjpb"
            | b"apch"
            | b"apcn"
            | b"apcs"
            | b"apco"
            | b"ap4h"
            | b"ap4x"
            | b"encv"
    )
}

/// Tells whether a box within `parent` may tell of people, or is of no use to a player.
fn tells(parent: &Kind, kind: &Kind) -> bool {
    match kind {
        b"udta" | b"meta" | b"uuid" | b"free" | b"skip" | b"wide" => true,
        // References to tracks that are not there then.
        b"cdsc" | b"tmcd" | b"tmpo" => parent == b"tref",
        _ => false,
    }
}

fn blank(written: &mut [u8], child: &Inner<'_>, from: usize, length: usize) {
    let head = child.whole.len() - child.content.len();
    let from = head.saturating_add(from).min(written.len());
    let to = from.saturating_add(length).min(written.len());
    written[from..to].fill(0);
}

fn open(out: &mut Vec<u8>, kind: &Kind) -> usize {
    let start = out.len();
    out.extend([0; 4]);
    out.extend(kind);
    start
}

fn close(out: &mut [u8], start: usize) -> Result<(), Refused> {
    let size = u32::try_from(out.len() - start).map_err(|_| Refused::Broken)?;
    out[start..start + 4].copy_from_slice(&size.to_be_bytes());
    Ok(())
}
