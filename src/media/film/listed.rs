//! A film's file held against what is written of it: in `videos.yaml`, and in its captions.

use crate::diagnostic::{Diagnostic, Message};
use crate::fingerprint::Fingerprint;
use crate::media::film::Probe;
use crate::model::{Asset, Course, Film};
use crate::world::ReadError;

/// A cue that goes on so long after the end is only a little late, in milliseconds.
const LATE: u64 = 1_000;

/// Returns what of a film goes against what is written of it. `content` returns the fingerprint of its file; it is
/// asked where a SHA-256 is listed only.
///
/// # Errors
/// When the file cannot be read.
pub(crate) fn differences(
    course: &Course,
    film: &Film,
    (asset, probe): (&Asset, &Probe),
    content: &dyn Fn(&Asset) -> Result<Fingerprint, ReadError>,
) -> Result<Vec<Diagnostic>, ReadError> {
    let mut told = Vec::new();
    // A file with another size has another content: that is told already.
    let same_size = film.listed.size.is_none_or(|listed| listed.value == asset.size);
    if let Some(listed) = film.listed.sha256.as_ref().filter(|_| same_size) {
        let found = content(asset)?.hex();
        if found != listed.value {
            let diagnostic = Diagnostic::warning("video/other-content", listed.span).with("path", &asset.path);
            told.push(
                diagnostic.with("found", found).with("listed", &listed.value).hint(Message::new("hint/other-film")),
            );
        }
    }
    let Some(length) = probe.duration else { return Ok(told) };
    if let Some(listed) = film.listed.duration {
        let said = u64::from(listed.value) * 1000;
        if said.abs_diff(length) > (length / 50).max(2_000) {
            let diagnostic = Diagnostic::warning("video/other-duration", listed.span).with("path", &asset.path);
            let diagnostic = diagnostic.with("found", clock(length)).with("listed", clock(said));
            told.push(
                diagnostic.hint(Message::new("hint/write").with("example", format!("duration: \"{}\"", clock(length)))),
            );
        }
    }
    for track in film.captions.iter().chain(&film.chapters).filter(|track| course.asset(track.asset).used) {
        let late = |cue: &&crate::model::Cue| u64::from(cue.from) > length + LATE;
        let late = track.cues.iter().filter(late).collect::<Vec<_>>();
        if let Some(first) = late.first() {
            let diagnostic = Diagnostic::warning("captions/after-end", first.span);
            let diagnostic = diagnostic.with("length", clock(length)).with("path", &asset.path);
            told.push(diagnostic.hint(Message::new("hint/captions-of-film")));
        }
    }
    Ok(told)
}

/// Returns `2:13` or `1:02:13` for milliseconds.
fn clock(milliseconds: u64) -> String {
    let seconds = (milliseconds + 500) / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}
