//! Names of folders and files that every disk, zip and web server takes.

use crate::import::imported::{Media, MediaBody};
use crate::locale::Lang;
use crate::tree::slug;
use std::collections::BTreeSet;

/// Names that are taken, and more like them.
pub(super) struct Names<'a> {
    lang: &'a Lang,
    /// Without their numbers, because these are what pages are called in links.
    taken: BTreeSet<String>,
}

impl<'a> Names<'a> {
    /// Returns names beside `taken`.
    pub(super) fn new(lang: &'a Lang, taken: BTreeSet<String>) -> Self {
        Self { lang, taken }
    }

    /// Returns `03-what-it-is-called`; `usual` stands there where the title has no letter that a name can hold.
    pub(super) fn numbered(&mut self, number: usize, title: &str, usual: &str) -> String {
        let slug = slug(title, self.lang.base());
        // A number at its beginning would be read as the page's number.
        let bare = slug.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '-');
        let bare = if bare.is_empty() || bare == "index" { usual } else { bare };
        let mut name = bare.to_owned();
        let mut next = 2;
        while !self.taken.insert(name.clone()) {
            name = format!("{bare}-{next}");
            next += 1;
        }
        format!("{number:02}-{name}")
    }
}

/// Returns the name of each of `media` in the course's media folder, none of them among `taken`.
pub(super) fn media_names(media: &[Media], lang: &Lang, taken: &BTreeSet<String>) -> Vec<String> {
    let mut taken = taken.clone();
    let mut names = Vec::with_capacity(media.len());
    for one in media {
        let file = one.name.rsplit(['/', '\\']).next().unwrap_or("");
        let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
        let ending: String = ending.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
        let ending = true_ending(one).map_or_else(|| ending.to_ascii_lowercase(), str::to_owned);
        let ending = if ending.is_empty() { "bin" } else { &ending };
        let stem = slug(stem, lang.base());
        let stem = if stem.is_empty() { "file".to_owned() } else { stem };
        let mut name = format!("{stem}.{ending}");
        let mut next = 2;
        while !taken.insert(name.clone()) {
            name = format!("{stem}-{next}.{ending}");
            next += 1;
        }
        names.push(name);
    }
    names
}

/// Returns the ending that the first bytes of a picture tell, whatever its name says.
fn true_ending(media: &Media) -> Option<&'static str> {
    let MediaBody::Bytes(bytes) = &media.body else { return None };
    match bytes.as_slice() {
        [0x89, b'P', b'N', b'G', ..] => Some("png"),
        [0xFF, 0xD8, 0xFF, ..] => Some("jpg"),
        [b'G', b'I', b'F', b'8', ..] => Some("gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("webp"),
        _ => None,
    }
}
