//! Which files an edition is made of, so that a learner can keep exactly these on a device.
//!
//! 1. The pages of the edition, and the tools of the library in its language.
//! 2. Style sheets and scripts, but not those of another language or another course.
//! 3. The media that the edition uses.
//!
//! A list says of each file how large it is and what it is (the short fingerprint); its version is the
//! fingerprint of all that. A film's fingerprint is the one in its name: films are not read again.

use crate::fingerprint::Fingerprint;
use crate::locale::Lang;
use crate::media::{MediaPlan, used_files};
use crate::model::{AssetKind, Course, CourseId, Edition, Library};
use crate::render::{Layout, Offline, RenderProfile, Scope};
use crate::tree::{Body, FileTree, OutPath};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct List<'a> {
    version: String,
    course: &'a str,
    lang: &'a str,
    title: &'a str,
    /// The size of all files in bytes.
    size: u64,
    /// How much of it films and sound are.
    films: u64,
    files: Vec<Entry<'a>>,
}

/// Path from the root, size, short fingerprint; and 1 for a film or a sound.
#[derive(Serialize)]
#[serde(untagged)]
enum Entry<'a> {
    File(&'a str, u64, String),
    Film(&'a str, u64, String, u8),
}

/// Returns for each edition of `scope` the list of its files, at `<lang>/<course>/files.json`; `tree` holds
/// all of them already. Nothing where copies are not kept.
pub fn lists(
    library: &Library,
    scope: Scope<'_>,
    media: &MediaPlan,
    profile: &RenderProfile,
    tree: &FileTree,
) -> Vec<(OutPath, Body)> {
    let (Scope::Library, Layout::Library, Offline::Installable) = (scope, profile.layout, profile.offline) else {
        return Vec::new();
    };
    let editions = library.courses.iter().flat_map(|course| course.editions.iter().map(move |one| (course, one)));
    editions
        .map(|(course, edition)| {
            let path = OutPath::fixed(&format!("{}/{}/files.json", edition.lang, course.id));
            let list = list(library, course, edition, media, tree);
            let json = serde_json::to_string(&list).expect("a list holds nothing that JSON cannot");
            (path, Body::Bytes(json.into_bytes()))
        })
        .collect()
}

fn list<'a>(
    library: &Library,
    course: &'a Course,
    edition: &'a Edition,
    media: &MediaPlan,
    tree: &'a FileTree,
) -> List<'a> {
    let names = Names { library, course: &course.id, lang: &edition.lang, media: used_files(course, edition, media) };
    let mut list = List {
        version: String::new(),
        course: course.id.as_str(),
        lang: edition.lang.as_str(),
        title: &edition.title.value,
        size: 0,
        films: 0,
        files: Vec::new(),
    };
    for (path, body) in tree.iter() {
        let Some(kind) = names.kind(path.as_str()) else { continue };
        let (path, size, hash) = (path.as_str(), body.size(), hash(path, body));
        list.size += size;
        list.files.push(match kind {
            Kind::Film => {
                list.films += size;
                Entry::Film(path, size, hash, 1)
            }
            Kind::File => Entry::File(path, size, hash),
        });
    }
    let written = serde_json::to_string(&(list.title, &list.files)).expect("a list holds nothing that JSON cannot");
    list.version = Fingerprint::of(written.as_bytes()).short();
    list
}

/// Returns the short fingerprint of a file; that of a file that is copied stands in its name.
fn hash(path: &OutPath, body: &Body) -> String {
    match body {
        Body::Bytes(bytes) => Fingerprint::of(bytes).short(),
        Body::Kept(kept) => kept.fingerprint().short(),
        Body::File { .. } | Body::Pieces { .. } => {
            let name = path.as_str().rsplit('/').next().unwrap_or_default();
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            stem.rsplit_once('-').map_or(stem, |(_, hash)| hash).to_owned()
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    Film,
}

/// What tells the files of an edition from others.
struct Names<'a> {
    library: &'a Library,
    course: &'a CourseId,
    lang: &'a Lang,
    media: BTreeMap<&'a str, AssetKind>,
}

impl Names<'_> {
    /// Returns what a file is to the edition; nothing where it does not belong to it.
    fn kind(&self, path: &str) -> Option<Kind> {
        let (folder, rest) = path.split_once('/')?;
        match rest.split_once('/') {
            // A tool of the library; its catalogue changes with every other course.
            None if folder == self.lang.as_str() => {
                (rest.ends_with(".html") && rest != "index.html").then_some(Kind::File)
            }
            Some((course, _)) if folder == self.lang.as_str() => (course == self.course.as_str()).then_some(Kind::File),
            None if folder == "assets" => {
                let needed = !rest.starts_with("icon-") && self.is_shared(rest);
                needed.then_some(Kind::File)
            }
            Some((course, name)) if folder == "assets" && course == self.course.as_str() => self
                .media
                .get(name)
                .map(|kind| match kind {
                    AssetKind::Film | AssetKind::Sound => Kind::Film,
                    AssetKind::Picture | AssetKind::Captions | AssetKind::Download => Kind::File,
                })
                .or_else(|| name.starts_with(&format!("event-{}-", self.lang)).then_some(Kind::File)),
            _ => None,
        }
    }

    /// Tells whether a shared file is of use here: its name says neither another language nor another course.
    fn is_shared(&self, name: &str) -> bool {
        let own = format!("-{}-{}-", self.course, self.lang);
        if name.contains(&own) {
            return true;
        }
        let courses = &self.library.courses;
        let of_another = courses.iter().any(|course| {
            course.editions.iter().any(|edition| name.contains(&format!("-{}-{}-", course.id, edition.lang)))
        });
        let says = |lang: &Lang| name.contains(&format!("-{lang}-"));
        !of_another && (says(self.lang) || !self.library.settings.languages.iter().any(says))
    }
}
