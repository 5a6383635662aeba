//! What is said or begins at a moment of a film.

use crate::span::Span;

/// Words with the time in which they are shown: a line of captions, or the title of a chapter.
///
/// Invariant: `from` is before `to`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// When it begins, in milliseconds.
    pub from: u32,
    /// When it ends, in milliseconds.
    pub to: u32,
    /// The words as plain text, their lines parted by `\n`.
    pub text: Box<str>,
    /// Where its times stand in their file.
    pub span: Span,
    /// Where in the picture the words stand, as far as the author says so.
    pub place: CuePlace,
}

/// Where in the picture words stand (WebVTT, "cue settings"); what is not said is the browser's to choose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CuePlace {
    /// To which side their lines are set.
    pub align: Option<CueAlign>,
    /// How far from the left, in per cent of the picture's width.
    pub position: Option<u8>,
    /// How wide the box of the words is, in per cent of the picture's width.
    pub size: Option<u8>,
    /// How far down.
    pub line: Option<CueLine>,
}

/// To which side the lines of a cue are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CueAlign {
    /// Where the script begins.
    Start,
    /// In the middle.
    Center,
    /// Where the script ends.
    End,
    /// Left, whatever the script.
    Left,
    /// Right, whatever the script.
    Right,
}

/// How far down the words of a cue stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CueLine {
    /// In lines of text from above; below zero from below.
    Number(i8),
    /// In per cent of the picture's height.
    Percent(u8),
}
