//! Sounds in containers of their own.

pub(super) mod flac;
pub(super) mod mp3;
pub(super) mod ogg;
