//! Which of a film's copies travels, and the copies themselves, by the film's content: with another name it is the
//! same film.

use crate::cache::{self, Key, Store};
use crate::diagnostic::{Diagnostic, Message};
use crate::ffmpeg::Recipe;
use crate::fingerprint::Fingerprint;
use crate::kept::Kept;
use crate::media::plan::PlannedAsset;
use crate::model::{Asset, AssetKind, Rung};
use crate::span::Span;
use image::{ImageFormat, ImageReader};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// A film of at most so many bytes needs no smaller copy.
const SMALL_ENOUGH: u64 = 4_000_000;

/// What is wrong with a film that its copies do not have: who takes them along need not mend it.
const MENDED: &[&str] = &[
    "film/bitrate",
    "film/codec",
    "film/container",
    "film/fine-colours",
    "film/fragments",
    "film/large-picture",
    "film/level",
    "film/not-for-browsers",
    "sound/not-compressed",
];

/// What of it plays only slowly, or not everywhere as well: the whole film may still travel.
const HEAVY: &[&str] = &["film/bitrate", "film/large-picture", "sound/not-compressed"];

/// Returns what a copy is kept under; `source` is what the whole file holds.
pub fn copy_key(recipe: Recipe, source: &Fingerprint) -> Key {
    Key::new("film", 1, &recipe.fingerprint().hex(), source)
}

/// Returns the copies that are kept of a film or sound.
pub fn copies(store: &Store, source: &Fingerprint) -> BTreeMap<Recipe, Kept> {
    let kept = |recipe| Some((recipe, store.get(&copy_key(recipe, source))?));
    Recipe::ALL.into_iter().filter_map(kept).collect()
}

/// Returns width and height in pixels of a picture that is kept.
pub(crate) fn dimensions(poster: &Kept) -> Option<(u32, u32)> {
    let mut bytes = Vec::new();
    cache::open(poster).ok()?.read_to_end(&mut bytes).ok()?;
    ImageReader::with_format(Cursor::new(bytes), ImageFormat::Jpeg).into_dimensions().ok()
}

/// What there is of a film or sound to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choices {
    /// What the asset is.
    pub(crate) kind: AssetKind,
    /// Where it is used first.
    pub(crate) span: Span,
    /// The whole, unless it cannot travel at all.
    pub(crate) whole: Option<PlannedAsset>,
    /// Whether the whole plays on every phone.
    pub(crate) plays: bool,
    /// The copies that are kept.
    pub(crate) copies: BTreeMap<Recipe, PlannedAsset>,
}

impl Choices {
    /// Returns what is chosen from, and takes out of `told` what a copy mends.
    pub(crate) fn new(
        (asset, span): (&Asset, Span),
        whole: Option<PlannedAsset>,
        copies: BTreeMap<Recipe, PlannedAsset>,
        told: &mut Vec<Diagnostic>,
    ) -> Self {
        let fatal = |one: &Diagnostic| MENDED.contains(&one.code) && !HEAVY.contains(&one.code);
        let plays = whole.is_some() && !told.iter().any(fatal);
        let choices = Self { kind: asset.kind, span, whole, plays, copies };
        if choices.best_copy().is_some() {
            told.retain(|one| !MENDED.contains(&one.code));
        }
        for one in told.iter_mut().filter(|one| MENDED.contains(&one.code)) {
            one.hints.push(Message::new("hint/transcode").with("path", &asset.path));
        }
        choices
    }

    fn copy(&self, recipe: Recipe) -> Option<&PlannedAsset> {
        self.copies.get(&recipe)
    }

    fn best_copy(&self) -> Option<&PlannedAsset> {
        match self.kind {
            AssetKind::Sound => self.copy(Recipe::Audio),
            _ => self.copy(Recipe::P480).or_else(|| self.copy(Recipe::P240)),
        }
    }

    /// Returns what travels in a rung.
    pub(crate) fn choose(&self, rung: Rung) -> Option<&PlannedAsset> {
        let whole = self.whole.as_ref();
        let playable = whole.filter(|_| self.plays);
        match (rung, self.kind) {
            (Rung::None, _) => None,
            (Rung::Full, _) => playable.or_else(|| self.best_copy()).or(whole),
            (Rung::Audio, AssetKind::Film) => self.copy(Recipe::Audio),
            (Rung::Small, AssetKind::Film) => {
                let copies = [self.copy(Recipe::P240), self.copy(Recipe::P480), playable];
                copies.into_iter().flatten().min_by_key(|copy| copy.size).or(whole)
            }
            (Rung::Small | Rung::Audio, _) => {
                let copies = [self.copy(Recipe::Audio), playable];
                copies.into_iter().flatten().min_by_key(|copy| copy.size).or(whole)
            }
        }
    }

    /// Returns what is to be told of a rung that has no copy to take.
    pub(crate) fn lacking(&self, asset: &Asset, rung: Rung) -> Option<Diagnostic> {
        let code = match (rung, self.choose(rung)) {
            (Rung::Small, Some(chosen)) if chosen.kept.is_none() && chosen.size > SMALL_ENOUGH => "rung/no-small-copy",
            (Rung::Audio, None) if self.whole.is_some() => "rung/no-sound-of-film",
            _ => return None,
        };
        let bytes = self.whole.as_ref().map_or(asset.size, |whole| whole.size);
        let told = Diagnostic::warning(code, self.span).with("path", &asset.path).with("bytes", bytes);
        Some(told.hint(Message::new("hint/transcode").with("path", &asset.path)))
    }
}

#[cfg(test)]
mod tests {
    use super::Choices;
    use crate::ffmpeg::Recipe;
    use crate::kept::Kept;
    use crate::media::plan::PlannedAsset;
    use crate::model::{AssetKind, Rung};
    use crate::span::{FileId, Span};

    fn planned(size: u64, kept: Option<Kept>) -> PlannedAsset {
        let path = format!("{}-{size}", if kept.is_some() { "copy" } else { "whole" });
        PlannedAsset { kind: AssetKind::Film, path, size, dimensions: None, film: None, kept, better: Vec::new() }
    }

    /// Returns what travels in each rung of a film of 100 bytes with copies of these sizes.
    fn check(kind: AssetKind, plays: bool, copies: &[(Recipe, u64)], expected: [&str; 4]) {
        let kept = |size| planned(size, Some(Kept::in_memory(vec![0])));
        let copies = copies.iter().map(|(recipe, size)| (*recipe, kept(*size))).collect();
        let span = Span::start_of(FileId(0));
        let choices = Choices { kind, span, whole: Some(planned(100, None)), plays, copies };
        let chosen = Rung::ALL.map(|rung| choices.choose(rung).map_or("-", |chosen| chosen.path.as_str()));
        assert_eq!(chosen, expected);
    }

    #[test]
    fn each_rung_takes_what_is_best_for_it() {
        use AssetKind::{Film, Sound};
        use Recipe::{Audio, P240, P480};
        let all = &[(P480, 50), (P240, 20), (Audio, 5)];
        check(Film, true, all, ["whole-100", "copy-20", "copy-5", "-"]);
        check(Film, false, all, ["copy-50", "copy-20", "copy-5", "-"]);
        check(Film, true, &[(P480, 50)], ["whole-100", "copy-50", "-", "-"]);
        check(Film, true, &[], ["whole-100", "whole-100", "-", "-"]);
        check(Film, false, &[], ["whole-100", "whole-100", "-", "-"]);
        check(Film, true, &[(P480, 500), (P240, 300)], ["whole-100", "whole-100", "-", "-"]);
        check(Sound, true, &[(Audio, 30)], ["whole-100", "copy-30", "copy-30", "-"]);
        check(Sound, true, &[(Audio, 300)], ["whole-100", "whole-100", "whole-100", "-"]);
        check(Sound, false, &[(Audio, 300)], ["copy-300", "copy-300", "copy-300", "-"]);
    }
}
