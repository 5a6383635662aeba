//! What is wrong or unwise about a film or sound, with the command that mends it.
//!
//! An error is what no browser plays. All else plays somewhere and is a warning: what many phones refuse, and what is
//! larger than a phone shows. A table of contents behind the film is not told: it leaves in front.

use crate::diagnostic::{Diagnostic, Message};
use crate::media::film::command::{self, Command};
use crate::media::film::{Chroma, Codec, Container, Index, Inspected, Probe, Unreadable, VideoStream};
use crate::model::{Asset, AssetKind};
use crate::span::Span;

/// The highest level of H.264 that a phone of ten years ago plays: 1080 lines, 60 pictures a second.
const MOST_LEVEL: u32 = 42;

/// More lines than this nobody sees on a phone.
pub(crate) const MOST_LINES: u32 = 720;

/// A film of fewer bytes than this is small enough, however it is encoded.
const SMALL_FILM: u64 = 4_000_000;

/// A sound of fewer bytes than this may be as it is.
const SMALL_SOUND: u64 = 1_000_000;

/// How a course uses a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// A page plays it.
    Played,
    /// A page only links to it, to download.
    Linked,
}

/// Returns what is to be told of a film or sound that is used at `span`.
pub fn advice(asset: &Asset, found: &Result<Inspected, Unreadable>, of_use: Use, span: Span) -> Vec<Diagnostic> {
    let about = |code| Diagnostic::warning(code, span).with("path", &asset.path);
    let again = || Message::new("hint/copy-film-again");
    match found {
        Err(problem) => {
            let code = match problem {
                Unreadable::NotMedia => "film/no-film",
                Unreadable::CutShort => "film/cut-short",
                Unreadable::Broken => "film/unreadable",
            };
            let told = match of_use {
                Use::Played => Diagnostic::error(code, span).with("path", &asset.path),
                Use::Linked => about(code),
            };
            vec![told.hint(again())]
        }
        Ok(found) => {
            let probe = &found.probe;
            let mut told = Vec::new();
            if of_use == Use::Played {
                told.extend(unplayable(asset, probe, span).or_else(|| heavy(asset, probe, span)));
                told.extend(wrong_ending(asset, probe, span));
            }
            if probe.cut {
                told.push(about("film/end-missing").hint(again()));
            }
            // What is made anew with the command above leaves the notes out already.
            if found.tells && told.iter().all(|told| told.hints.iter().all(|hint| hint.key != command::HINT)) {
                told.push(about("media/metadata-kept").hint(Command::copy(asset, probe).hint()));
            }
            told
        }
    }
}

/// Returns what keeps a film from being played, everywhere or on many phones.
fn unplayable(asset: &Asset, probe: &Probe, span: Span) -> Option<Diagnostic> {
    let mend = || Command::encode(asset, probe).hint();
    let about = |code| Diagnostic::warning(code, span).with("path", &asset.path);
    if matches!(
        probe.container,
        Container::Avi
            | Container::Asf
            | Container::MpegProgram
            | Container::MpegTransport
            | Container::Flash
            | Container::Aiff
            | Container::Amr
    ) {
        let told = Diagnostic::error("film/not-for-browsers", span).with("path", &asset.path);
        return Some(told.with("kind", probe.container.name()).hint(mend()));
    }
    if asset.kind == AssetKind::Film && probe.video.is_none() {
        return Some(about("film/no-pictures").hint(Command::sound(asset).hint()));
    }
    let video = probe.video.as_ref().filter(|_| asset.kind == AssetKind::Film);
    let sound = probe.audio.as_ref().map(|audio| &audio.codec).filter(|codec| !is_common_sound(codec));
    let codec = video.map(|video| &video.codec).filter(|codec| !is_common(codec));
    if let Some(codec) = codec.or(sound) {
        return Some(about("film/codec").with("codec", codec.name()).hint(mend()));
    }
    if let Some(fineness) = video.and_then(fineness) {
        return Some(about("film/fine-colours").with("kind", fineness).hint(mend()));
    }
    let level = video.filter(|video| video.codec == Codec::H264).and_then(|video| video.level);
    if let Some(level) = level.filter(|level| *level > MOST_LEVEL) {
        let level = format!("{}.{}", level / 10, level % 10);
        return Some(about("film/level").with("level", level).hint(mend()));
    }
    let copied = |code| Some(about(code).with("kind", probe.container.name()).hint(Command::copy(asset, probe).hint()));
    match (probe.container, probe.index) {
        (Container::Matroska, _) => copied("film/container"),
        (_, Index::Fragments) => copied("film/fragments"),
        _ => None,
    }
}

/// Tells whether all browsers of phones play pictures encoded so.
fn is_common(codec: &Codec) -> bool {
    matches!(codec, Codec::H264 | Codec::Vp8 | Codec::Vp9)
}

/// Tells whether all browsers of phones play sound encoded so.
fn is_common_sound(codec: &Codec) -> bool {
    matches!(codec, Codec::Aac | Codec::Mp3 | Codec::Opus | Codec::Vorbis | Codec::Flac | Codec::Pcm)
}

fn fineness(video: &VideoStream) -> Option<String> {
    let depth = video.depth.filter(|depth| *depth > 8).map(|depth| format!("{depth} bit"));
    let chroma = match video.chroma {
        Some(Chroma::Half) => Some("4:2:2".to_owned()),
        Some(Chroma::Full) => Some("4:4:4".to_owned()),
        Some(Chroma::Grey | Chroma::Quarter) | None => None,
    };
    let both: Vec<String> = depth.into_iter().chain(chroma).collect();
    (!both.is_empty()).then(|| both.join(", "))
}

/// Returns what makes a film or sound heavier than a phone needs it.
fn heavy(asset: &Asset, probe: &Probe, span: Span) -> Option<Diagnostic> {
    let about = |code| Diagnostic::warning(code, span).with("path", &asset.path);
    let Some(video) = probe.video.as_ref().filter(|_| asset.kind == AssetKind::Film) else {
        let whole =
            matches!(probe.audio.as_ref().map(|audio| &audio.codec), Some(Codec::Pcm | Codec::Flac | Codec::Alac));
        let told = (whole && probe.size > SMALL_SOUND).then(|| about("sound/not-compressed"))?;
        let megabytes = probe.size.div_ceil(1_000_000);
        return Some(told.with("megabytes", megabytes).hint(Command::sound(asset).hint()));
    };
    if probe.size < SMALL_FILM {
        return None;
    }
    let (width, height) = video.shown;
    let mend = || Command::encode(asset, probe).hint();
    if width.min(height) > MOST_LINES {
        let told = about("film/large-picture").with("width", width).with("height", height);
        return Some(told.with("most", MOST_LINES).hint(mend()));
    }
    let most = if width.min(height) > 480 { 3_000 } else { 1_800 };
    let found = probe.bitrate().map(|bits| bits / 1000).filter(|found| *found > most)?;
    Some(about("film/bitrate").with("found", found).with("most", most).hint(mend()))
}

/// A file whose ending says something else than its content: a server then tells browsers the wrong thing.
fn wrong_ending(asset: &Asset, probe: &Probe, span: Span) -> Option<Diagnostic> {
    let name = asset.path.name();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let good: &[&str] = match (probe.container, asset.kind) {
        (Container::Mp4 | Container::QuickTime, AssetKind::Sound) => &["m4a"],
        (Container::Mp4 | Container::QuickTime, _) => &["mp4", "m4v", "mov", "3gp", "qt"],
        (Container::WebM, _) => &["webm", "mkv"],
        (Container::Matroska, _) => &["mkv", "webm"],
        (Container::Ogg, AssetKind::Film) => &["ogv", "ogg"],
        (Container::Ogg, _) => &["ogg", "oga", "opus"],
        (Container::Mp3, _) => &["mp3"],
        (Container::Adts, _) => &["aac"],
        (Container::Wav, _) => &["wav"],
        (Container::Flac, _) => &["flac"],
        // Told already.
        _ => return None,
    };
    if good.contains(&ending.to_ascii_lowercase().as_str()) {
        return None;
    }
    let told = Diagnostic::warning("film/wrong-ending", span).with("path", &asset.path);
    let hint = Message::new("hint/rename-file").with("name", format!("{stem}.{}", good[0]));
    Some(told.with("kind", probe.container.name()).hint(hint))
}
