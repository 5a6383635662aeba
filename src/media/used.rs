//! Which assets a course's pages need, and where they are first named.

use crate::model::{AssetId, Course, Edition, Film, FilmId, LinkTarget, MediaTarget, Text};
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Returns every asset that these editions of a course need, with the place that names it first.
pub(crate) fn used_assets<'a>(
    course: &'a Course,
    editions: impl IntoIterator<Item = &'a Edition>,
) -> BTreeMap<AssetId, Span> {
    let mut used = Used { course, assets: BTreeMap::new(), films: BTreeMap::new() };
    if let Some(cover) = course.settings.cover {
        used.name(cover, course.settings.span);
    }
    for edition in editions {
        for text in edition.texts() {
            used.text(text);
        }
    }
    used.assets
}

/// Returns the files of the films and sounds that these editions of a course play.
pub(crate) fn played<'a>(course: &'a Course, editions: impl IntoIterator<Item = &'a Edition>) -> BTreeSet<AssetId> {
    shown(course, editions).into_keys().filter_map(|film| course.film(film).file).collect()
}

/// Returns every film and sound that these editions of a course show, with the place that shows it first.
pub(crate) fn shown<'a>(course: &'a Course, editions: impl IntoIterator<Item = &'a Edition>) -> BTreeMap<FilmId, Span> {
    let mut used = Used { course, assets: BTreeMap::new(), films: BTreeMap::new() };
    for text in editions.into_iter().flat_map(Edition::texts) {
        used.text(text);
    }
    used.films
}

/// Returns every asset that these texts of a course need, with the place that names it first.
pub fn used_by<'a>(course: &'a Course, texts: impl IntoIterator<Item = &'a Text>) -> BTreeMap<AssetId, Span> {
    let mut used = Used { course, assets: BTreeMap::new(), films: BTreeMap::new() };
    for text in texts {
        used.text(text);
    }
    used.assets
}

struct Used<'a> {
    course: &'a Course,
    assets: BTreeMap<AssetId, Span>,
    films: BTreeMap<FilmId, Span>,
}

impl Used<'_> {
    fn name(&mut self, asset: AssetId, span: Span) {
        self.assets.entry(asset).or_insert(span);
    }

    fn text(&mut self, text: &Text) {
        for (target, source) in text.media.iter().zip(&text.document.media) {
            match target {
                MediaTarget::Picture(asset) => self.name(*asset, source.span),
                MediaTarget::Film(film) | MediaTarget::Sound(film) => self.film(*film, source.span),
                MediaTarget::WebPicture(_) | MediaTarget::Nowhere => {}
            }
        }
        for (target, source) in text.links.iter().zip(&text.document.links) {
            if let LinkTarget::Asset(asset) = target {
                self.name(*asset, source.span);
            }
        }
        for bank in text.banks.iter().flatten() {
            self.text(bank);
        }
    }

    fn film(&mut self, id: FilmId, span: Span) {
        if self.films.contains_key(&id) {
            return;
        }
        self.films.insert(id, span);
        let film: &Film = self.course.film(id);
        // Captions and chapters stand in the pages: from a `file:` address no browser reads a track of its own.
        for asset in film.file.into_iter().chain(film.poster) {
            self.name(asset, span);
        }
        for transcript in &film.transcripts {
            self.text(&transcript.text);
        }
    }
}
