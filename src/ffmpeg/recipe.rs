//! What is made of a film or sound, and how ffmpeg is told.
//!
//! What old Android phones play decides (Android's compatibility definition, section 5.3: H.264 baseline level 3 on all
//! of them, main on most): H.264 in 8 bits 4:2:0, AAC-LC, in an MP4 whose index stands at its beginning.

use crate::ffmpeg::Look;
use crate::fingerprint::Fingerprint;
use std::ffi::OsString;
use std::path::Path;

/// What can be made of a film or sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Recipe {
    /// A film whose shorter side has at most 480 pixels.
    P480,
    /// A film whose shorter side has at most 240 pixels.
    P240,
    /// What is heard, in one channel.
    Audio,
    /// One picture of the film.
    Poster,
}

/// The kinds of file that are opened, by ffmpeg's names: none of them leads to another file.
const KINDS: &str = "mov,matroska,webm,avi,mpeg,mpegts,asf,flv,mp3,ogg,wav,aac,flac";

impl Recipe {
    /// Every recipe, in the order in which they are made.
    pub const ALL: [Self; 4] = [Self::Poster, Self::P240, Self::P480, Self::Audio];

    /// Returns its name on the command line and in names of files.
    pub fn name(self) -> &'static str {
        match self {
            Self::P480 => "480p",
            Self::P240 => "240p",
            Self::Audio => "audio",
            Self::Poster => "poster",
        }
    }

    /// Returns the recipe of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|recipe| recipe.name() == name)
    }

    /// Returns the ending of what it makes.
    pub fn ending(self) -> &'static str {
        match self {
            Self::P480 | Self::P240 => "mp4",
            Self::Audio => "m4a",
            Self::Poster => "jpg",
        }
    }

    /// Returns how long it takes beside the others, for a film of the same length.
    pub fn effort(self) -> u64 {
        match self {
            Self::P480 => 30,
            Self::P240 => 12,
            Self::Audio => 2,
            Self::Poster => 0,
        }
    }

    /// Tells whether there is something to make it of.
    pub fn suits(self, look: &Look) -> bool {
        match self {
            // It would be the same as the smaller one.
            Self::P480 => look.pictures && look.side.is_none_or(|side| side > 240),
            Self::P240 | Self::Poster => look.pictures,
            Self::Audio => look.sound,
        }
    }

    /// Returns what tells this recipe from all others and from its own earlier versions.
    pub fn fingerprint(self) -> Fingerprint {
        let look = Look { milliseconds: None, side: None, pictures: true, sound: true };
        let words = self.arguments(Path::new("in"), Path::new("out"), &look);
        let words: Vec<String> = words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
        Fingerprint::of(words.join("\n").as_bytes())
    }

    /// Returns the words by which ffmpeg says what a film is.
    pub(super) fn opening(film: &Path) -> Vec<OsString> {
        ["-nostdin", "-hide_banner"].into_iter().map(OsString::from).chain(input(film)).collect()
    }

    /// Returns the words by which ffmpeg makes the file `to` of the film `from`.
    ///
    /// What is told in the film's own words (where, when, by whom, chapters) stays behind. Nothing is made larger than it
    /// was; a film that was taken upright stays upright.
    pub fn arguments(self, from: &Path, to: &Path, look: &Look) -> Vec<OsString> {
        let mut words: Vec<OsString> = Vec::new();
        let mut say = |text: &str| words.extend(text.split(' ').map(OsString::from));
        say("-nostdin -hide_banner -loglevel error -y");
        if let (Self::Poster, Some(milliseconds)) = (self, look.milliseconds) {
            // The first pictures of many films are black or a title.
            say(&format!("-ss {}", seconds(milliseconds / 10)));
        }
        words.extend(input(from));
        let mut say = |text: &str| words.extend(text.split(' ').map(OsString::from));
        let (profile, audio) = match self {
            Self::P480 => ("-profile:v main -level:v 3.1 -crf 26 -maxrate 900k -bufsize 1800k", "-b:a 64k"),
            Self::P240 => ("-profile:v baseline -level:v 3.0 -crf 27 -maxrate 300k -bufsize 600k", "-ac 1 -b:a 48k"),
            Self::Audio => ("", "-ac 1 -b:a 48k"),
            Self::Poster => ("", ""),
        };
        match self {
            Self::P480 | Self::P240 => {
                let side = if self == Self::P480 { 480 } else { 240 };
                say("-map 0:V:0 -map 0:a:0? -sn -dn -vf");
                say(&format!("{},setsar=1", scale(side)));
                say("-fpsmax 30 -c:v libx264 -preset fast -pix_fmt yuv420p");
                say(profile);
                say("-c:a aac -ar 44100 -af aformat=channel_layouts=mono|stereo");
                say(audio);
            }
            Self::Audio => {
                say("-map 0:a:0 -vn -sn -dn -c:a aac -ar 44100");
                say(audio);
            }
            Self::Poster => {
                say("-map 0:V:0 -an -sn -dn -frames:v 1 -vf");
                say(&format!("thumbnail=n=100,{},setsar=1", scale(480)));
                say("-c:v mjpeg -pix_fmt yuvj420p -q:v 5");
            }
        }
        say("-map_metadata -1 -map_chapters -1 -fflags +bitexact -flags:v +bitexact -flags:a +bitexact");
        say(if self == Self::Poster { "-f mjpeg" } else { "-movflags +faststart -f mp4" });
        words.push(address(to));
        words
    }
}

/// Returns the words by which ffmpeg opens a file, and no other.
fn input(film: &Path) -> impl Iterator<Item = OsString> {
    let words = ["-protocol_whitelist", "file,pipe", "-format_whitelist", KINDS, "-i"];
    words.into_iter().map(OsString::from).chain([address(film)])
}

/// Returns a filter that makes the shorter side at most so many pixels, both even, never larger than they were; pixels
/// that are not square become square.
fn scale(side: u32) -> String {
    let less = format!("min(1,{side}/min(iw*sar,ih))");
    format!("scale=w='max(2,trunc(iw*sar*{less}/2)*2)':h='max(2,trunc(ih*{less}/2)*2)'")
}

/// Returns a path in words that ffmpeg takes for nothing else: no option, no other protocol.
fn address(path: &Path) -> OsString {
    let mut address = OsString::from("file:");
    address.push(path);
    address
}

fn seconds(milliseconds: u64) -> String {
    format!("{}.{:03}", milliseconds / 1000, milliseconds % 1000)
}

#[cfg(test)]
mod tests {
    use super::Recipe;
    use crate::ffmpeg::Look;
    use std::path::Path;

    fn words(recipe: Recipe) -> String {
        let look = Look { milliseconds: Some(95_040), side: None, pictures: true, sound: true };
        let words = recipe.arguments(Path::new("-i.mp4"), Path::new("/x/y"), &look);
        words.iter().map(|word| word.to_str().unwrap()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_film_is_only_a_file_and_says_nothing_of_its_own() {
        for recipe in Recipe::ALL {
            assert_eq!(Recipe::named(recipe.name()), Some(recipe));
            let words = words(recipe);
            assert!(words.contains("-protocol_whitelist file,pipe -format_whitelist mov,"), "{words}");
            assert!(words.contains(" -i file:-i.mp4 "), "{words}");
            assert!(words.contains("-nostdin") && words.contains("-map_metadata -1 -map_chapters -1"), "{words}");
            assert!(words.ends_with(" file:/x/y"), "{words}");
        }
        assert!(words(Recipe::Poster).contains("-ss 9.504 "));
    }

    #[test]
    fn recipes_differ() {
        let mut all: Vec<String> = Recipe::ALL.iter().map(|recipe| recipe.fingerprint().hex()).collect();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), Recipe::ALL.len());
    }
}
