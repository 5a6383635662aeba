//! Where the library is, and what day it is there.

use crate::cache::Store;
use crate::cli::failure::Failure;
use crate::fingerprint::Fingerprint;
use crate::world::Day;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Returns the folder that was asked for, else this one, else `courses` in it.
///
/// # Errors
/// When none of them is a library.
pub(crate) fn find(asked: Option<PathBuf>) -> Result<PathBuf, Failure> {
    if let Some(folder) = asked {
        return Ok(folder);
    }
    [Path::new("."), Path::new("courses")]
        .into_iter()
        .find(|folder| is_library(folder))
        .map(Path::to_owned)
        .ok_or(Failure::NoLibrary)
}

/// Tells whether a folder is a library or a single course.
pub(crate) fn is_library(folder: &Path) -> bool {
    ["alforja.yaml", "course.yaml"].iter().any(|name| folder.join(name).is_file())
}

/// Returns where results are kept: in the folder that was asked for, else in the library, else, where nothing can be
/// written there, among what programs keep for the user (XDG Base Directory Specification, `XDG_CACHE_HOME`).
#[expect(clippy::disallowed_methods, reason = "cli reads the environment")]
pub(crate) fn store(asked: Option<PathBuf>, root: &Path) -> Store {
    if let Some(folder) = asked {
        return Store::new(vec![folder]);
    }
    let variable = |name| std::env::var(name).ok().map(PathBuf::from).filter(|path| path.is_absolute());
    let of_user = variable("XDG_CACHE_HOME")
        .or_else(|| variable("LOCALAPPDATA"))
        .or_else(|| variable("HOME").map(|home| home.join(".cache")));
    // Each library has its own, because what files held is remembered by their paths.
    let name = root.canonicalize().map(|root| Fingerprint::of(root.as_os_str().as_encoded_bytes()).short());
    let beside = of_user.zip(name.ok()).map(|(folder, name)| folder.join("alforja").join(name));
    Store::new(std::iter::once(root.join(".alforja")).chain(beside).collect())
}

/// Returns the day that outputs may carry: `SOURCE_DATE_EPOCH`, where it is set
/// (<https://reproducible-builds.org/specs/source-date-epoch/>).
///
/// # Errors
/// When it is no number of seconds.
#[expect(clippy::disallowed_methods, reason = "cli reads the environment")]
pub(crate) fn today() -> Result<Option<Day>, Failure> {
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => match text.parse::<u32>() {
            Ok(seconds) => Ok(Some(Day::in_utc(seconds))),
            Err(_) => Err(Failure::BadDate(text)),
        },
        Err(_) => Ok(None),
    }
}

/// Returns the day by the clock of this computer, in UTC: `SOURCE_DATE_EPOCH`, where it is set, so that tests have a day.
///
/// # Errors
/// When it is no number of seconds.
pub(crate) fn clock_day() -> Result<Day, Failure> {
    if let Some(day) = today()? {
        return Ok(day);
    }
    Ok(Day::in_utc(u32::try_from(now()).unwrap_or(u32::MAX)))
}

/// Returns the time by the clock of this computer, in seconds since 1970-01-01.
#[expect(clippy::disallowed_methods, reason = "what learners hand over is held against a clock that is trusted")]
pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
