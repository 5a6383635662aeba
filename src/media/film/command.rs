//! The commands that mend films and sounds, as they are typed into a shell.

use crate::diagnostic::Message;
use crate::media::film::advice::MOST_LINES;
use crate::media::film::{Codec, Probe};
use crate::model::Asset;

/// The key of the hint that shows a command.
pub(crate) const HINT: &str = "hint/run-ffmpeg";

/// A call of ffmpeg that makes one file of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Command {
    input: String,
    options: String,
    output: String,
}

impl Command {
    /// Returns the command that makes a film which every phone plays.
    pub(crate) fn encode(asset: &Asset, probe: &Probe) -> Self {
        let Some(video) = &probe.video else { return Self::of_unknown(asset) };
        let (width, height) = video.shown;
        let scale = match () {
            () if width.min(height) <= MOST_LINES => "scale=trunc(iw/2)*2:trunc(ih/2)*2".to_owned(),
            () if width < height => format!("scale={MOST_LINES}:-2"),
            () => format!("scale=-2:{MOST_LINES}"),
        };
        Self::new(asset, &film_options(&quoted(&scale)), "mp4")
    }

    /// A film whose streams were not looked into, or a sound.
    fn of_unknown(asset: &Asset) -> Self {
        match asset.kind {
            crate::model::AssetKind::Sound => Self::sound(asset),
            _ => Self::new(asset, &film_options(&format!("scale=-2:{MOST_LINES}")), "mp4"),
        }
    }

    /// Returns the command that makes a sound which every phone plays.
    pub(crate) fn sound(asset: &Asset) -> Self {
        Self::new(asset, "-vn -c:a aac -b:a 64k -map_metadata -1 -movflags +faststart", "m4a")
    }

    /// Returns the command that puts the same pictures and sound into another file, without what is noted beside them.
    pub(crate) fn copy(asset: &Asset, probe: &Probe) -> Self {
        let codec = probe.video.as_ref().map(|video| &video.codec);
        let sound = probe.audio.as_ref().map(|audio| &audio.codec);
        let options = "-map_metadata -1 -map_chapters -1 -c copy";
        match (codec, sound) {
            // A WAV of the length that nobody knows.
            (None, Some(Codec::Pcm)) => Self::new(asset, options, "wav"),
            (None, _) => Self::sound(asset),
            (Some(Codec::Vp8 | Codec::Vp9 | Codec::Av1), None | Some(Codec::Opus | Codec::Vorbis)) => {
                Self::new(asset, options, "webm")
            }
            (Some(_), None | Some(Codec::Aac | Codec::Mp3)) => {
                Self::new(asset, &format!("{options} -movflags +faststart"), "mp4")
            }
            (Some(_), Some(_)) => {
                let options = "-map_metadata -1 -map_chapters -1 -c:v copy -c:a aac -b:a 96k -movflags +faststart";
                Self::new(asset, options, "mp4")
            }
        }
    }

    fn new(asset: &Asset, options: &str, ending: &str) -> Self {
        let input = asset.path.as_str();
        let (stem, own) = input.rsplit_once('.').unwrap_or((input, ""));
        // A command never writes over what it reads.
        let output =
            if own.eq_ignore_ascii_case(ending) { format!("{stem}-2.{ending}") } else { format!("{stem}.{ending}") };
        Self { input: input.to_owned(), options: options.to_owned(), output }
    }

    /// Returns the hint that shows it.
    pub(crate) fn hint(&self) -> Message {
        Message::new(HINT).with("command", self.line()).with("name", self.output.rsplit('/').next().unwrap_or_default())
    }

    /// Returns it as it is typed.
    pub(crate) fn line(&self) -> String {
        format!("ffmpeg -i {} {} {}", quoted(&self.input), self.options, quoted(&self.output))
    }
}

/// H.264 as the oldest phones play it, the sound of speech, and the table of contents in front.
fn film_options(scale: &str) -> String {
    format!(
        "-c:v libx264 -preset slow -crf 26 -profile:v main -pix_fmt yuv420p -vf {scale} -c:a aac -b:a 96k \
        -map_metadata -1 -map_chapters -1 -movflags +faststart"
    )
}

/// Returns a word as a shell takes it: as it is, in double quotes where those do on every system, else in the single
/// quotes of Unix.
fn quoted(word: &str) -> String {
    // A name that begins like an option is none with its folder before it.
    let word = if word.starts_with('-') { format!("./{word}") } else { word.to_owned() };
    let plain = |letter: char| letter.is_alphanumeric() || "._-/+:=".contains(letter);
    if word.chars().all(plain) && !word.is_empty() {
        return word;
    }
    if !word.contains(['"', '$', '`', '\\', '!', '%']) {
        return format!("\"{word}\"");
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn any_name_is_one_word_to_a_shell() {
        assert_eq!(quoted("media/a-1.mp4"), "media/a-1.mp4");
        assert_eq!(quoted("media/Ярилцлага.mov"), "media/Ярилцлага.mov");
        assert_eq!(quoted("media/Ярилцлага 2.mov"), "\"media/Ярилцлага 2.mov\"");
        assert_eq!(quoted("it's.avi"), "\"it's.avi\"");
        assert_eq!(quoted("100% $HOME it's.avi"), r"'100% $HOME it'\''s.avi'");
        assert_eq!(quoted("-i.mp4"), "./-i.mp4");
        assert_eq!(quoted(""), "\"\"");
    }
}
