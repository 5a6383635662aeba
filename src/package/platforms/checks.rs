//! What the rules look at.

use crate::diagnostic::Message;
use crate::model::{FailedAs, MasteryScore, MediaTarget};
use crate::package::platforms::Preflight;
use crate::package::source::is_source;
use crate::tree::{Body, OutPath};
use std::collections::{BTreeMap, BTreeSet};

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Check {
    /// A zip of more bytes than this.
    LargerThan(u64),
    /// Whatever this finds.
    Found(fn(Preflight<'_>) -> Option<Found>),
}

/// What was found: the arguments of the message, names and values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Found(pub(crate) Vec<(&'static str, String)>);

impl Found {
    fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.0.push((name, value.to_string()));
        self
    }

    /// Returns what helps, with the same arguments.
    pub(crate) fn hint(&self, key: &'static str) -> Message {
        self.0.iter().fold(Message::new(key), |hint, (name, value)| hint.with(name, value))
    }
}

impl Check {
    /// Looks at a package.
    pub(crate) fn run(self, package: Preflight<'_>) -> Option<Found> {
        match self {
            Self::LargerThan(most) => (package.size > most).then(|| {
                let megabytes = |bytes: u64| bytes.div_ceil(1_000_000);
                Found::default()
                    .with("lang", &package.input.edition.lang)
                    .with("megabytes", megabytes(package.size))
                    .with("most", most / 1_000_000)
            }),
            Self::Found(find) => find(package),
        }
    }
}

/// The manifest of SCORM packages.
const MANIFEST: &str = "imsmanifest.xml";

/// The endings of films that browsers do not play.
const ODD_FILMS: &[&str] = &["avi", "flv", "mkv", "mov", "wmv"];

pub(super) fn failed_is_told(package: Preflight<'_>) -> Option<Found> {
    let settings = package.input.library.package_settings(package.input.course);
    (settings.failed == Some(FailedAs::Failed)).then(Found::default)
}

pub(super) fn mastery_score_is_named(package: Preflight<'_>) -> Option<Found> {
    let settings = package.input.library.package_settings(package.input.course);
    (settings.mastery_score == Some(MasteryScore::Named)).then(Found::default)
}

pub(super) fn odd_name(package: Preflight<'_>) -> Option<Found> {
    let plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-' | b'/');
    let odd = package.tree.iter().find(|(path, _)| !path.as_str().bytes().all(plain));
    odd.map(|(path, _)| Found::default().with("path", path))
}

pub(super) fn odd_film(package: Preflight<'_>) -> Option<Found> {
    let is_odd = |path: &&OutPath| {
        let ending = path.as_str().rsplit_once('.').map_or("", |(_, ending)| ending);
        ODD_FILMS.contains(&ending) && !is_source(path)
    };
    package.tree.iter().map(|(path, _)| path).find(is_odd).map(|path| Found::default().with("path", path))
}

/// Pages of one name in several folders.
pub(super) fn same_name(package: Preflight<'_>) -> Option<Found> {
    let mut names: BTreeMap<&str, Vec<&OutPath>> = BTreeMap::new();
    for (path, _) in package.tree.iter().filter(|(path, _)| !is_source(path)) {
        let name = path.as_str().rsplit('/').next().unwrap_or_default();
        names.entry(name).or_default().push(path);
    }
    let mut twice = names.values().filter(|paths| paths.len() > 1);
    let first = twice.next()?;
    let count = first.len() + twice.map(Vec::len).sum::<usize>();
    Some(Found::default().with("first", first[0]).with("second", first[1]).with("count", count))
}

pub(super) fn no_door(package: Preflight<'_>) -> Option<Found> {
    package.tree.get(&OutPath::fixed("index.html")).is_none().then(Found::default)
}

/// Films that a page shows from the web alone.
pub(super) fn film_on_the_web(package: Preflight<'_>) -> Option<Found> {
    let course = package.input.course;
    let shown = package.input.edition.texts().flat_map(|text| &text.media).filter_map(|media| match media {
        MediaTarget::Film(id) | MediaTarget::Sound(id) => Some(*id),
        _ => None,
    });
    let films: BTreeSet<_> = shown.filter(|id| course.film(*id).file.is_none()).collect();
    let addresses: Vec<&str> = films.iter().filter_map(|id| course.film(*id).url.as_deref()).collect();
    if addresses.is_empty() {
        return None;
    }
    Some(Found::default().with("addresses", addresses.join("`, `")))
}

/// The first resource with a page must be the one that is launched.
pub(super) fn other_page_first(package: Preflight<'_>) -> Option<Found> {
    let tag = first_resource(package)?;
    let is_sco = tag.contains(":scormtype=\"sco\"") || tag.contains(":scormType=\"sco\"");
    (!is_sco).then(Found::default)
}

pub(super) fn query_in_launch(package: Preflight<'_>) -> Option<Found> {
    let tag = first_resource(package)?;
    let (_, rest) = tag.split_once(" href=\"")?;
    rest.split('"').next()?.contains(['?', '#']).then(Found::default)
}

/// Returns the tag of the manifest's first resource with an `href`.
fn first_resource(package: Preflight<'_>) -> Option<&str> {
    let Some(Body::Bytes(bytes)) = package.tree.get(&OutPath::fixed(MANIFEST)) else { return None };
    let manifest = std::str::from_utf8(bytes).ok()?;
    let mut tags = manifest.split("<resource").skip(1).filter_map(|rest| rest.split('>').next());
    tags.find(|tag| tag.starts_with(char::is_whitespace) && tag.contains(" href=\""))
}
