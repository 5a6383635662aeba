//! What importers of documents gather on the way: media, and what could not be carried over.

use crate::diagnostic::Message;
use crate::import::Lost;
use crate::import::imported::{Imported, MediaBody, MediaRef};
use crate::import::shelf::Shelf;
use crate::model::AssetKind;

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

/// The endings of documents that learners open.
const DOCUMENTS: &[&str] = &[
    "pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "doc", "xls", "ppt", "rtf", "txt", "csv", "zip", "vtt", "srt",
];

/// Returns what a file is to a course; nothing for what no browser or no learner can use.
pub(super) fn kind_of(name: &str) -> Option<MediaKind> {
    let (_, ending) = name.rsplit_once('.')?;
    match AssetKind::of(name) {
        AssetKind::Picture => Some(MediaKind::Picture),
        AssetKind::Film => Some(MediaKind::Film),
        AssetKind::Sound => Some(MediaKind::Sound),
        AssetKind::Captions | AssetKind::Download => {
            DOCUMENTS.contains(&ending.to_ascii_lowercase().as_str()).then_some(MediaKind::Download)
        }
    }
}

/// Media, and what is lost.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// The media, in the order they were first met.
    shelf: Shelf,
    /// What could not be carried over.
    pub(super) lost: Vec<Lost>,
    /// The heading, page or slide that is being read.
    pub(super) place: String,
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
        self.shelf.add_data(address)
    }

    /// Returns the medium that is the entry `entry` of the zip; `name` is what it is called.
    pub(super) fn entry(&mut self, entry: &str, name: &str, kind: MediaKind) -> Option<MediaRef> {
        let most = if kind == MediaKind::Picture { LARGEST_PICTURE } else { LARGEST };
        self.shelf.add(entry, name, MediaBody::Entry { name: entry.to_owned(), most })
    }

    /// Gives all that was gathered to what was read.
    pub(super) fn into_imported(self, imported: &mut Imported) {
        imported.media = self.shelf.into_media();
        imported.lost = self.lost;
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
