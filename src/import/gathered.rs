//! What importers of documents gather on the way: media, and what could not be carried over.

use crate::diagnostic::Message;
use crate::import::Lost;
use crate::import::imported::{Media, MediaBody, MediaRef};
use crate::import::parts::unescaped;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::collections::BTreeMap;

/// The largest picture, in bytes; a film may be larger.
const LARGEST_PICTURE: u64 = 50_000_000;

/// The largest film, sound or download, in bytes.
const LARGEST: u64 = 1_000_000_000;

/// How many losses are told: whoever reads more of them learns nothing new.
const MOST_LOST: usize = 2_000;

/// The longest piece of a text that is told, in letters.
const LONGEST_TOLD: usize = 100;

/// What a file of the zip is to a course, by the ending of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MediaKind {
    /// A picture.
    Picture,
    /// A film.
    Film,
    /// A sound.
    Sound,
    /// A document that is downloaded.
    Download,
}

/// Returns what a file is to a course; nothing for what no browser or no learner can use.
pub(super) fn kind_of(name: &str) -> Option<MediaKind> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending.to_lowercase().as_str() {
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "svg" => MediaKind::Picture,
        "mp4" | "webm" | "m4v" | "mov" => MediaKind::Film,
        "mp3" | "ogg" | "oga" | "opus" | "m4a" => MediaKind::Sound,
        "pdf" | "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp" | "doc" | "xls" | "ppt" | "rtf" | "txt" | "csv"
        | "zip" | "epub" => MediaKind::Download,
        _ => return None,
    })
}

/// Media, and what is lost.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// The media, in the order they were first met.
    pub(super) media: Vec<Media>,
    /// What could not be carried over.
    pub(super) lost: Vec<Lost>,
    /// The heading, page or slide that is being read.
    pub(super) place: String,
    known: BTreeMap<String, MediaRef>,
}

impl Gathered {
    /// Adds something that could not be carried over, at the place that is being read. The same is said once a place.
    pub(super) fn lose(&mut self, what: Message) {
        let lost = Lost::in_named(what, &self.place);
        if self.lost.len() < MOST_LOST && !self.lost.contains(&lost) {
            self.lost.push(lost);
        }
    }

    /// Returns the picture that stands in an address (RFC 2397), where it is one that browsers show.
    pub(super) fn inline_picture(&mut self, address: &str) -> Option<MediaRef> {
        let (head, told) = address.strip_prefix("data:")?.split_once(',')?;
        let kind = head.split(';').next()?.trim().to_ascii_lowercase();
        let ending = match kind.as_str() {
            "image/png" => "png",
            "image/jpeg" | "image/jpg" => "jpg",
            "image/gif" => "gif",
            "image/webp" => "webp",
            "image/svg+xml" => "svg",
            _ => return None,
        };
        let bytes = if head.to_ascii_lowercase().contains(";base64") {
            let told: String = told.chars().filter(|letter| !letter.is_whitespace()).collect();
            STANDARD.decode(told).ok()?
        } else {
            unescaped(told).into_bytes()
        };
        let found = MediaRef(self.media.len());
        self.media.push(Media { name: format!("picture.{ending}"), body: MediaBody::Bytes(bytes) });
        Some(found)
    }

    /// Returns the medium that is the entry `entry` of the zip; `name` is what it is called.
    pub(super) fn entry(&mut self, entry: &str, name: &str, kind: MediaKind) -> MediaRef {
        if let Some(known) = self.known.get(entry) {
            return *known;
        }
        let most = if kind == MediaKind::Picture { LARGEST_PICTURE } else { LARGEST };
        let found = MediaRef(self.media.len());
        let body = MediaBody::Entry { name: entry.to_owned(), most };
        self.media.push(Media { name: name.to_owned(), body });
        self.known.insert(entry.to_owned(), found);
        found
    }
}

/// Returns words on one line, the end left out where they are many.
pub(super) fn shortened(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST_TOLD) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}
