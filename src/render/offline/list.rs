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
use rayon::prelude::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
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
    File(&'a str, u64, &'a str),
    Film(&'a str, u64, &'a str, u8),
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
    let files: Vec<File<'_>> = {
        let all: Vec<(&OutPath, &Body)> = tree.iter().collect();
        let shared = Shared::new(library);
        all.into_par_iter().filter_map(|(path, body)| file(&shared, path, body)).collect()
    };
    let editions = library.courses.iter().flat_map(|course| course.editions.iter().map(move |one| (course, one)));
    let editions: Vec<(&Course, &Edition)> = editions.collect();
    editions
        .into_par_iter()
        .enumerate()
        .map(|(number, (course, edition))| {
            let path = OutPath::fixed(&format!("{}/{}/files.json", edition.lang, course.id));
            let names =
                Names { course: &course.id, lang: &edition.lang, media: used_files(course, edition, media), number };
            let list = list(course, edition, &names, &files);
            let json = serde_json::to_string(&list).expect("a list holds nothing that JSON cannot");
            (path, Body::Bytes(json.into_bytes()))
        })
        .collect()
}

/// A file that may belong to an edition.
struct File<'a> {
    path: &'a str,
    size: u64,
    hash: String,
    owner: Owner<'a>,
}

/// Whose a file is, as far as its path says it.
enum Owner<'a> {
    /// A tool of the library, in the language of this folder.
    Library(&'a str),
    /// In the folder of a language and a course.
    Edition(&'a str, &'a str),
    /// Of these editions, by their numbers.
    Some(Vec<usize>),
    /// Of all editions in this language, or in every one.
    All(Option<&'a Lang>),
    /// Among the media of a course, by its name there.
    Media(&'a str, &'a str),
}

fn file<'a>(shared: &Shared<'a>, path: &'a OutPath, body: &Body) -> Option<File<'a>> {
    let text = path.as_str();
    let (folder, rest) = text.split_once('/')?;
    let owner = match rest.split_once('/') {
        None if folder == "assets" => shared.owner(rest)?,
        Some((course, name)) if folder == "assets" => Owner::Media(course, name),
        // The library's catalogue changes with every other course.
        None => (rest.ends_with(".html") && rest != "index.html").then_some(Owner::Library(folder))?,
        Some((course, _)) => Owner::Edition(folder, course),
    };
    Some(File { path: text, size: body.size(), hash: hash(path, body), owner })
}

fn list<'a>(course: &'a Course, edition: &'a Edition, names: &Names<'_>, files: &'a [File<'a>]) -> List<'a> {
    let mut list = List {
        version: String::new(),
        course: course.id.as_str(),
        lang: edition.lang.as_str(),
        title: &edition.title.value,
        size: 0,
        films: 0,
        files: Vec::new(),
    };
    for File { path, size, hash, owner } in files {
        let Some(kind) = names.kind(owner) else { continue };
        list.size += size;
        list.files.push(match kind {
            Kind::Film => {
                list.films += size;
                Entry::Film(path, *size, hash, 1)
            }
            Kind::File => Entry::File(path, *size, hash),
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
    course: &'a CourseId,
    lang: &'a Lang,
    media: BTreeMap<&'a str, AssetKind>,
    /// Which edition of the library it is.
    number: usize,
}

impl Names<'_> {
    /// Returns what a file is to the edition; nothing where it does not belong to it.
    fn kind(&self, owner: &Owner<'_>) -> Option<Kind> {
        let (course, lang) = (self.course.as_str(), self.lang.as_str());
        let is_own = match owner {
            Owner::Library(folder) => *folder == lang,
            Owner::Edition(folder, of) => *folder == lang && *of == course,
            Owner::Some(editions) => editions.contains(&self.number),
            Owner::All(said) => said.is_none_or(|said| said == self.lang),
            Owner::Media(of, name) if *of == course => match self.media.get(name) {
                Some(AssetKind::Film | AssetKind::Sound) => return Some(Kind::Film),
                Some(AssetKind::Picture | AssetKind::Captions | AssetKind::Download) => true,
                None => name.starts_with(&format!("event-{lang}-")),
            },
            Owner::Media(..) => false,
        };
        is_own.then_some(Kind::File)
    }
}

/// What the names of shared files say.
struct Shared<'a> {
    languages: Vec<(&'a Lang, String)>,
    editions: Vec<String>,
}

impl<'a> Shared<'a> {
    fn new(library: &'a Library) -> Self {
        let editions = library.courses.iter().flat_map(|course| course.editions.iter().map(move |one| (course, one)));
        Self {
            languages: library.settings.languages.iter().map(|lang| (lang, format!("-{lang}-"))).collect(),
            editions: editions.map(|(course, edition)| format!("-{}-{}-", course.id, edition.lang)).collect(),
        }
    }

    /// Returns whose a shared file is; nothing where no copy of a course has it.
    fn owner(&self, name: &str) -> Option<Owner<'a>> {
        if name.starts_with("icon-") {
            return None;
        }
        let editions: Vec<usize> =
            (0..).zip(&self.editions).filter(|(_, own)| name.contains(*own)).map(|(at, _)| at).collect();
        if !editions.is_empty() {
            return Some(Owner::Some(editions));
        }
        let said = self.languages.iter().find(|(_, said)| name.contains(said)).map(|(lang, _)| *lang);
        Some(Owner::All(said))
    }
}
