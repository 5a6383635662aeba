//! The only door to another program: ffmpeg, which makes smaller copies of films and sounds.
//!
//! 1. A [`Recipe`] says what is made, and with which words ffmpeg is told; a pure table.
//! 2. [`Program`] runs it: looks at a film, makes one copy, tells how far it is, and ends it where it stands still.
//!
//! A film may come from a stranger. ffmpeg opens nothing but the file itself, and only as one of the kinds that films
//! and sounds are: a playlist in a film's clothes is refused.

mod program;
mod recipe;
mod said;

pub use program::{FfmpegError, Program};
pub use recipe::Recipe;
pub use said::Look;
