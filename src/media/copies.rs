//! The smaller copies of a film or sound that are kept, by its content: a film with another name is the same film.

use crate::cache::{Key, Store};
use crate::ffmpeg::Recipe;
use crate::fingerprint::Fingerprint;
use crate::kept::Kept;
use std::collections::BTreeMap;

/// Returns what a copy is kept under; `source` is what the whole file holds.
pub fn copy_key(recipe: Recipe, source: &Fingerprint) -> Key {
    Key::new("film", 1, &recipe.fingerprint().hex(), source)
}

/// Returns the copies that are kept of a film or sound.
pub fn copies(store: &Store, source: &Fingerprint) -> BTreeMap<Recipe, Kept> {
    let kept = |recipe| Some((recipe, store.get(&copy_key(recipe, source))?));
    Recipe::ALL.into_iter().filter_map(kept).collect()
}
