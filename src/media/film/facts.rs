//! What is known of each film of a course: whether it is here, what it is, in which languages its words are.

use crate::fingerprint::Fingerprint;
use crate::locale::Lang;
use crate::media::film::{Probe, Unreadable, probe};
use crate::media::used;
use crate::model::{Asset, Course, Film, FilmId, Track};
use crate::world::{ReadError, World};

/// Where a film is, held against what `videos.yaml` says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whereabouts {
    /// On this machine, as `videos.yaml` says, or without a word of it.
    Here,
    /// On this machine, with another size than listed; in bytes.
    OtherSize {
        /// What `videos.yaml` says.
        listed: u64,
        /// What the file has.
        found: u64,
    },
    /// On this machine, with another content than listed; SHA-256 in hexadecimal digits.
    OtherContent {
        /// What `videos.yaml` says.
        listed: String,
        /// What the file has.
        found: String,
    },
    /// Its file is not on this machine; it may have an address.
    Missing,
    /// It has an address and no file.
    Web,
}

/// What is known of a film or sound.
#[derive(Debug, Clone)]
pub struct FilmFacts<'a> {
    /// Which film.
    pub id: FilmId,
    /// What the course says of it.
    pub film: &'a Film,
    /// Whether a page shows it.
    pub shown: bool,
    /// Where it is.
    pub whereabouts: Whereabouts,
    /// What it is, where its file is here.
    pub probe: Option<Result<Probe, Unreadable>>,
    /// The languages of the course in which it has captions.
    pub captions: Vec<&'a Lang>,
    /// The languages of the course in which neither captions nor a transcript tell its words.
    pub wordless: Vec<&'a Lang>,
}

/// Returns what is known of each film and sound of a course, in their order. `content` returns the fingerprint of a
/// file: it is asked for films whose SHA-256 is listed only.
///
/// # Errors
/// When a file that is there cannot be read.
pub fn facts<'a>(
    course: &'a Course,
    world: &dyn World,
    content: &dyn Fn(&Asset) -> Result<Fingerprint, ReadError>,
) -> Result<Vec<FilmFacts<'a>>, ReadError> {
    let shown = used::shown(course, &course.editions);
    let ids = (0..).map(FilmId);
    let all = ids.zip(&course.films);
    all.map(|(id, film)| facts_of(course, (id, film), shown.contains_key(&id), world, content)).collect()
}

fn facts_of<'a>(
    course: &'a Course,
    (id, film): (FilmId, &'a Film),
    shown: bool,
    world: &dyn World,
    content: &dyn Fn(&Asset) -> Result<Fingerprint, ReadError>,
) -> Result<FilmFacts<'a>, ReadError> {
    let asset = film.file.map(|file| course.asset(file));
    let probe = asset.map(|asset| probe(world, &asset.path)).transpose()?;
    let languages: Vec<&Lang> = course.editions.iter().map(|edition| &edition.lang).collect();
    let has = |track: &Track, lang: &Lang| track.lang.base() == lang.base();
    let captioned = |lang: &Lang| film.captions.iter().any(|track| has(track, lang));
    let told = |lang: &Lang| film.transcripts.iter().any(|words| words.lang.base() == lang.base());
    Ok(FilmFacts {
        id,
        film,
        shown,
        whereabouts: match asset {
            Some(asset) => here(film, asset, content)?,
            None if film.listed.file.is_some() => Whereabouts::Missing,
            None => Whereabouts::Web,
        },
        probe,
        captions: languages.iter().copied().filter(|lang| captioned(lang)).collect(),
        wordless: languages.iter().copied().filter(|lang| !captioned(lang) && !told(lang)).collect(),
    })
}

fn here(
    film: &Film,
    asset: &Asset,
    content: &dyn Fn(&Asset) -> Result<Fingerprint, ReadError>,
) -> Result<Whereabouts, ReadError> {
    if let Some(listed) = film.listed.size.filter(|listed| listed.value != asset.size) {
        return Ok(Whereabouts::OtherSize { listed: listed.value, found: asset.size });
    }
    if let Some(listed) = &film.listed.sha256 {
        let found = content(asset)?.hex();
        if found != listed.value {
            return Ok(Whereabouts::OtherContent { listed: listed.value.clone(), found });
        }
    }
    Ok(Whereabouts::Here)
}
