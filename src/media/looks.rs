//! What pictures turned out to be, remembered by what they hold.

use crate::cache::{Key, Seen, Store, open};
use crate::fingerprint::Fingerprint;
use crate::kept::Kept;
use crate::media::picture::{self, Kind, Look, MOST_BYTES, Problem, Tells};
use crate::span::SourcePath;
use crate::world::{ReadError, World};
use std::io::Read;

/// Goes up when the same file is to be looked at again.
const VERSION: u32 = 1;

/// Returns what a picture is, by its head; a file that did not change since it was made smaller is not even opened.
///
/// # Errors
/// When the file cannot be read.
pub(crate) fn look(
    store: &Store,
    world: &dyn World,
    path: &SourcePath,
    size: u64,
) -> Result<Result<Look, Problem>, ReadError> {
    let entry = world.entry(path)?;
    let seen = Seen { path: path.as_str(), size: entry.size, modified: entry.modified };
    let known = store.seen(seen).and_then(|fingerprint| remembered(store, &fingerprint, path));
    if let Some(look) = known {
        return Ok(Ok(look));
    }
    Ok(picture::look(world.seek(path)?, size, path.name()))
}

/// Remembers what a picture is.
pub(crate) fn remember(store: &Store, fingerprint: &Fingerprint, path: &SourcePath, look: Look) {
    let key = key(fingerprint, path);
    // What may tell something is looked at each time, so that it is told each time.
    if look.tells == Tells::Nothing && store.get(&key).is_none() {
        let (width, height) = look.dimensions.unwrap_or_default();
        store.put(&key, format!("{} {width} {height} {}\n", look.kind.ending(), look.size.unwrap_or(0)).into_bytes());
    }
}

/// Says that what is remembered of a picture is in use.
pub(crate) fn touch(store: &Store, fingerprint: &Fingerprint, path: &SourcePath) {
    store.touch(&key(fingerprint, path));
}

fn remembered(store: &Store, fingerprint: &Fingerprint, path: &SourcePath) -> Option<Look> {
    let text = text(&store.get(&key(fingerprint, path))?)?;
    let mut words = text.trim_end().split(' ');
    let kind = Kind::by_ending(words.next()?)?;
    let dimensions: (u32, u32) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    let size = words.next()?.parse().ok().filter(|size| *size > 0);
    Some(Look { kind, dimensions: (dimensions != (0, 0)).then_some(dimensions), tells: Tells::Nothing, size })
}

fn key(fingerprint: &Fingerprint, path: &SourcePath) -> Key {
    // The name decides where the content does not.
    let ending = path.name().rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase());
    Key::new("picture-look", VERSION, &ending, fingerprint)
}

/// Returns a kept text; nothing where it is damaged.
pub(crate) fn text(kept: &Kept) -> Option<String> {
    let mut text = String::new();
    open(kept).ok()?.read_to_string(&mut text).ok()?;
    Some(text)
}

/// Tells whether bytes are a picture that a build can show.
pub(crate) fn can_be_shown(bytes: &[u8], name: &str) -> bool {
    let size = bytes.len() as u64;
    size > 0 && size <= MOST_BYTES && picture::look(std::io::Cursor::new(bytes), size, name).is_ok()
}
