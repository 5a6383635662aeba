//! The files of a course's `media/` folder.

use crate::locale::Lang;
use crate::model::{Cue, Localised, Text};
use crate::span::{SourcePath, Span, Spanned};

/// Which of its course's assets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AssetId(pub u32);

/// Which of its course's films and sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FilmId(pub u32);

/// What a file is, by its ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AssetKind {
    /// `.jpg .jpeg .png .gif .webp .avif .svg`.
    Picture,
    /// `.mp4 .m4v .webm .mov .mkv .ogv`, and what is told to be none for browsers: `.avi .wmv .mpg .mts .flv .3gp` and the like.
    Film,
    /// `.mp3 .ogg .oga .m4a .opus .wav .flac .aac`, and what is told to be none for browsers: `.wma .amr .aiff`.
    Sound,
    /// `.vtt .srt`: captions or chapters.
    Captions,
    /// Anything else: to download.
    Download,
}

impl AssetKind {
    /// Returns what a file of this name is.
    pub fn of(name: &str) -> Self {
        let ending = name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase());
        match ending.as_str() {
            "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" | "svg" => Self::Picture,
            "mp4" | "m4v" | "webm" | "mov" | "mkv" | "ogv" | "avi" | "wmv" | "mpg" | "mpeg" | "mts" | "m2ts"
            | "flv" | "3gp" => Self::Film,
            "mp3" | "ogg" | "oga" | "m4a" | "opus" | "wav" | "flac" | "aac" | "wma" | "amr" | "aif" | "aiff" => {
                Self::Sound
            }
            "vtt" | "srt" => Self::Captions,
            _ => Self::Download,
        }
    }
}

/// A file of `media/`. Its content is not read on loading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Where it stands in the library.
    pub path: SourcePath,
    /// What it is.
    pub kind: AssetKind,
    /// Its size in bytes.
    pub size: u64,
    /// In `media/<lang>/`: the language it is for.
    pub lang: Option<Lang>,
    /// Whether anything uses it.
    pub used: bool,
}

/// A film or a sound: a file, an address, or both.
#[derive(Debug, Clone)]
pub struct Film {
    /// Its name in `videos.yaml`, or the slug of its file or address: what the learner's place in it is kept under.
    pub name: String,
    /// Its title in `videos.yaml`.
    pub title: Localised,
    /// The file in `media/`.
    pub file: Option<AssetId>,
    /// Its address on the web.
    pub url: Option<Box<str>>,
    /// The picture shown before it plays.
    pub poster: Option<AssetId>,
    /// How long it is, in seconds: as `videos.yaml` says, or as its file does (`MediaPlan::measure`).
    pub duration: Option<u32>,
    /// Its size in bytes: of the file, or as `videos.yaml` says.
    pub size: Option<u64>,
    /// What `videos.yaml` says of its file.
    pub listed: Listed,
    /// Captions.
    pub captions: Vec<Track>,
    /// Chapters.
    pub chapters: Vec<Track>,
    /// The words spoken.
    pub transcripts: Vec<Transcript>,
    /// Where it is listed, or first used.
    pub span: Span,
}

/// What `videos.yaml` says of a film's file, which need not be on this machine: it is held against what is found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    /// The file.
    pub file: Option<Spanned<SourcePath>>,
    /// Its size in bytes.
    pub size: Option<Spanned<u64>>,
    /// Its SHA-256, in 64 lower-case hexadecimal digits.
    pub sha256: Option<Spanned<String>>,
    /// How long it is, in seconds.
    pub duration: Option<Spanned<u32>>,
}

/// Captions or chapters in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Track {
    /// The language.
    pub lang: Lang,
    /// The file.
    pub asset: AssetId,
    /// What it holds, by time; nothing where the film is not shown.
    pub cues: Vec<Cue>,
}

/// The words of a film in one language.
#[derive(Debug, Clone)]
pub struct Transcript {
    /// The language.
    pub lang: Lang,
    /// The words.
    pub text: Text,
}
