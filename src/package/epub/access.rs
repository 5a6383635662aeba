//! What a book tells of whom it can be read by (EPUB Accessibility 1.1, section 2.2; the words are schema.org's).
//!
//! Only what is true by construction or was looked at is said; nobody has judged the text itself, so no conformance is
//! claimed.

use crate::model::{Film, MediaTarget, Text};
use crate::package::PackInput;
use crate::package::epub::kinds::{is_page, may_move};
use crate::tree::{Body, FileTree};

/// What was found in a book.
#[derive(Debug)]
pub(crate) struct Access<'a> {
    input: PackInput<'a>,
    pictures: Content,
    sounds: Content,
    has_formulas: bool,
    has_answers: bool,
    /// Whether a picture may move.
    moves: bool,
}

/// Whether there is something that is not text, and whether words say all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    None,
    InWords,
    NotInWords,
}

impl Content {
    fn of(is_there: bool, in_words: bool) -> Self {
        match (is_there, in_words) {
            (false, _) => Self::None,
            (true, true) => Self::InWords,
            (true, false) => Self::NotInWords,
        }
    }
}

impl<'a> Access<'a> {
    /// Looks at the files of an edition.
    pub(crate) fn of(input: PackInput<'a>, files: &FileTree) -> Self {
        let pages: Vec<String> = files
            .iter()
            .filter_map(|(path, body)| match body {
                Body::Bytes(bytes) if is_page(path) => Some(String::from_utf8_lossy(bytes).into_owned()),
                _ => None,
            })
            .collect();
        let says = |mark: &str| pages.iter().any(|page| page.contains(mark));
        let mut texts: Vec<&Text> = Vec::new();
        for text in input.edition.texts() {
            texts.push(text);
            texts.extend(text.banks.iter().flatten());
        }
        let films: Vec<&Film> = input.course.films.iter().collect();
        Self {
            input,
            pictures: Content::of(says("<img src="), texts.iter().all(|text| is_described(text))),
            sounds: Content::of(says("<audio"), texts.iter().all(|text| is_written(text, &films))),
            has_formulas: says("<math"),
            has_answers: says(" class=\"to-answer\""),
            moves: files.iter().any(|(path, _)| may_move(path)),
        }
    }

    /// Returns the metadata: property and words.
    pub(crate) fn metadata(&self) -> Vec<(&'static str, String)> {
        let sees = (self.pictures != Content::None).then_some("visual");
        let hears = (self.sounds != Content::None).then_some("auditory");
        let mut needs = vec!["textual"];
        needs.extend(sees.filter(|_| self.pictures == Content::NotInWords));
        needs.extend(hears.filter(|_| self.sounds == Content::NotInWords));
        let mut metadata: Vec<(&'static str, String)> = ["textual"]
            .into_iter()
            .chain(sees)
            .chain(hears)
            .map(|mode| ("schema:accessMode", mode.to_owned()))
            .collect();
        metadata.push(("schema:accessModeSufficient", needs.join(",")));
        metadata.extend(self.features().into_iter().map(|feature| ("schema:accessibilityFeature", feature.to_owned())));
        metadata.extend(self.hazards().into_iter().map(|hazard| ("schema:accessibilityHazard", hazard.to_owned())));
        metadata.push(("schema:accessibilitySummary", self.summary()));
        metadata
    }

    fn features(&self) -> Vec<&'static str> {
        let always = ["displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents", "unlocked"];
        let mut features = Vec::from(always);
        features.extend((self.pictures == Content::InWords).then_some("alternativeText"));
        features.extend((self.sounds == Content::InWords).then_some("transcript"));
        features.extend(self.has_formulas.then_some("MathML"));
        features
    }

    fn hazards(&self) -> Vec<&'static str> {
        match (self.moves, self.sounds != Content::None) {
            (false, false) => vec!["none"],
            (false, true) => vec!["noFlashingHazard", "noMotionSimulationHazard", "unknownSoundHazard"],
            (true, false) => vec!["unknownFlashingHazard", "unknownMotionSimulationHazard", "noSoundHazard"],
            (true, true) => vec!["unknown"],
        }
    }

    fn summary(&self) -> String {
        let pictures = match self.pictures {
            Content::None => None,
            Content::InWords => Some("book.accessible-pictures"),
            Content::NotInWords => Some("book.accessible-pictures-not"),
        };
        let sounds = match self.sounds {
            Content::None => None,
            Content::InWords => Some("book.accessible-sounds"),
            Content::NotInWords => Some("book.accessible-sounds-not"),
        };
        let formulas = self.has_formulas.then_some("book.accessible-formulas");
        let answers = self.has_answers.then_some("book.accessible-answers");
        let keys = [Some("book.accessible"), pictures, sounds, formulas, answers].into_iter().flatten();
        let words = self.input.catalogs.get(&self.input.edition.lang);
        keys.map(|key| words.text(key)).collect::<Vec<_>>().join(" ")
    }
}

/// Tells whether every picture of a text has words.
fn is_described(text: &Text) -> bool {
    let mut all = text.media.iter().zip(&text.document.media);
    all.all(|(target, source)| !matches!(target, MediaTarget::Picture(_)) || !source.alternative.is_empty())
}

/// Tells whether all that is heard in a text can be read.
fn is_written(text: &Text, films: &[&Film]) -> bool {
    text.media.iter().all(|target| match target {
        MediaTarget::Sound(id) => films.get(id.0 as usize).is_none_or(|film| {
            !film.transcripts.is_empty() || film.captions.iter().any(|track| !track.cues.is_empty())
        }),
        _ => true,
    })
}
