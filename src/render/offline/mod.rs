//! What makes an online copy one that a learner can keep on a device.
//!
//! 1. [`files`]: the worker that answers without a network, and for each language a manifest with icons.
//! 2. [`lists`]: for each edition which files it is made of; only the whole tree knows.
//!
//! The worker answers from what a learner chose and loads nothing by itself; `player/offline/` has the rest.

mod list;
mod manifest;

pub use list::lists;

use crate::locale::Lang;
use crate::render::site::Site;
use crate::render::{Offline, player};
use crate::tree::OutPath;
use serde::Serialize;
use std::collections::BTreeMap;

/// Returns where the worker stands: at the root, because it may answer only for what is below it.
pub(crate) fn worker_path() -> OutPath {
    OutPath::fixed("sw.js")
}

/// Returns where the manifest of a language stands.
pub(crate) fn manifest_path(lang: &Lang) -> OutPath {
    OutPath::fixed(&format!("{lang}/manifest.webmanifest"))
}

/// What the worker says in one language where a page is not kept.
#[derive(Serialize)]
struct WorkerWords<'a> {
    dir: &'static str,
    title: &'a str,
    text: &'a str,
    kept: &'a str,
    again: &'a str,
}

/// Returns the worker, the manifests and their icons; nothing where copies are not kept.
pub(crate) fn files(site: &Site<'_>) -> Vec<(OutPath, Vec<u8>)> {
    if site.profile.offline != Offline::Installable {
        return Vec::new();
    }
    let words: BTreeMap<&str, WorkerWords<'_>> =
        site.languages().into_iter().map(|lang| (lang.as_str(), words(site, lang))).collect();
    let worker = player::worker(&words);
    let mut files = vec![(worker_path(), worker.into_bytes())];
    files.extend(manifest::files(site));
    files
}

fn words<'a>(site: &Site<'a>, lang: &Lang) -> WorkerWords<'a> {
    let catalog = site.catalogs.get(lang);
    WorkerWords {
        dir: lang.direction().html(),
        title: catalog.text("worker.title"),
        text: catalog.text("worker.text"),
        kept: catalog.text("worker.kept"),
        again: catalog.text("worker.again"),
    }
}
