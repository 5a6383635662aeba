//! What there is of the library's films and sounds: here or not, as listed or not, with which copies and which words.

use crate::ffmpeg::Recipe;
use crate::media::film::{FilmFacts, Whereabouts, facts};
use crate::media::{self, MediaPlan};
use crate::model::{AssetKind, Course, CourseId, Library, Rung};
use crate::pipeline::{Job, PipelineError, Prepared, prepare};
use crate::render::Audience;
use serde::Serialize;
use std::collections::BTreeMap;

/// What there is of the films and sounds of one course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CourseMedia {
    /// The course.
    pub course: String,
    /// Its films and sounds.
    pub films: Vec<FilmStatus>,
    /// What all its media weigh in each rung, in bytes.
    pub sizes: BTreeMap<&'static str, u64>,
}

/// What there is of a film or sound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FilmStatus {
    /// Its name in `videos.yaml`, or that of its file.
    pub name: String,
    /// Its file in the library, where it is there.
    pub file: Option<String>,
    /// Its address on the web.
    pub url: Option<String>,
    /// `here`, `missing`, `web`, `unreadable`, `other-size` or `other-content`.
    pub state: &'static str,
    /// Whether a page shows it.
    pub shown: bool,
    /// Its size in bytes.
    pub size: Option<u64>,
    /// What the library allows for it, in bytes, where it is more than that.
    pub most: Option<u64>,
    /// How long it is, in seconds.
    pub seconds: Option<u64>,
    /// Whether it plays on every phone, where it is here and a page plays it.
    pub plays: Option<bool>,
    /// Its copies, with their sizes in bytes.
    pub copies: BTreeMap<&'static str, u64>,
    /// The copies that could be made.
    pub missing_copies: Vec<&'static str>,
    /// The languages of the course that it has captions in.
    pub captions: Vec<String>,
    /// The languages of the course in which its words cannot be read.
    pub wordless: Vec<String>,
}

impl FilmStatus {
    /// Tells whether something must be done before the course is whole.
    pub fn is_wrong(&self) -> bool {
        match self.state {
            "other-size" | "other-content" | "unreadable" => true,
            "missing" => self.url.is_none(),
            _ => self.plays == Some(false) && !self.copies.contains_key("240p") && !self.copies.contains_key("480p"),
        }
    }
}

/// Returns what there is of the films and sounds of each course, or of one.
///
/// # Errors
/// When the library cannot be read, or has no such course.
pub fn status(job: Job<'_>, only: Option<&CourseId>) -> Result<Vec<CourseMedia>, PipelineError> {
    // What only a trainer sees is kept too.
    let whole = Job { media: Some(Rung::Full), audience: Audience::Trainer, ..job };
    let (Prepared { library, plan, .. }, _) = prepare(whole)?;
    let courses = library.courses.iter().filter(|course| only.is_none_or(|only| course.id == *only));
    let courses: Vec<&Course> = courses.collect();
    if let (Some(wanted), true) = (only, courses.is_empty()) {
        let known = library.courses.iter().map(|course| course.id.to_string()).collect();
        return Err(PipelineError::NoCourse { wanted: wanted.to_string(), known });
    }
    courses.into_iter().map(|course| course_media(job, &library, course, &plan)).collect()
}

fn course_media(
    job: Job<'_>,
    library: &Library,
    course: &Course,
    plan: &MediaPlan,
) -> Result<CourseMedia, PipelineError> {
    let content = |asset: &crate::model::Asset| media::fingerprint(job.store, job.world, &asset.path);
    let all = facts(course, job.world, &content)?;
    let mut films = Vec::new();
    for known in &all {
        films.push(film_status(job, library, course, known, plan)?);
    }
    let weight = |rung: Rung| {
        let things = media::things(course, &course.editions, &plan.in_rung(rung));
        (rung.name(), things.iter().map(|thing| thing.size).sum())
    };
    Ok(CourseMedia { course: course.id.to_string(), films, sizes: Rung::ALL.map(weight).into() })
}

fn film_status(
    job: Job<'_>,
    library: &Library,
    course: &Course,
    known: &FilmFacts<'_>,
    plan: &MediaPlan,
) -> Result<FilmStatus, PipelineError> {
    let film = known.film;
    let asset = film.file.map(|file| course.asset(file));
    let copies: BTreeMap<Recipe, u64> = match asset {
        Some(asset) => {
            let source = media::fingerprint(job.store, job.world, &asset.path)?;
            media::copies(job.store, &source).into_iter().map(|(recipe, kept)| (recipe, kept.size())).collect()
        }
        None => BTreeMap::new(),
    };
    let unreadable = matches!(known.probe, Some(Err(_)));
    let is_film = asset.is_some_and(|asset| asset.kind == AssetKind::Film);
    let small = known.probe.as_ref().and_then(|probe| probe.as_ref().ok()?.video.as_ref()).map(|video| video.shown);
    let small = small.is_some_and(|(width, height)| width.min(height) <= 240);
    let lacks = |recipe: &Recipe| {
        let suits = match recipe {
            Recipe::P480 => is_film && !small,
            Recipe::P240 | Recipe::Poster => is_film,
            Recipe::Audio => asset.is_some(),
        };
        known.shown && !unreadable && suits && !copies.contains_key(recipe)
    };
    let budget = &library.settings.budget;
    let most = if is_film { &budget.film } else { &budget.sound };
    let size = asset.map(|asset| asset.size).or(film.size);
    let texts = |langs: &[&crate::locale::Lang]| langs.iter().map(ToString::to_string).collect();
    Ok(FilmStatus {
        name: film.name.clone(),
        file: asset.map(|asset| asset.path.to_string()),
        url: film.url.as_deref().map(ToOwned::to_owned),
        state: match known.whereabouts {
            Whereabouts::Here if unreadable => "unreadable",
            Whereabouts::Here => "here",
            Whereabouts::OtherSize { .. } => "other-size",
            Whereabouts::OtherContent { .. } => "other-content",
            Whereabouts::Missing => "missing",
            Whereabouts::Web => "web",
        },
        shown: known.shown,
        size,
        most: most.as_ref().map(|most| most.value).filter(|most| size.is_some_and(|size| size > *most)),
        seconds: known
            .probe
            .as_ref()
            .and_then(|probe| probe.as_ref().ok()?.duration)
            .map(|milliseconds| milliseconds.div_ceil(1000))
            .or(film.duration.map(u64::from)),
        plays: film.file.filter(|_| known.shown).and_then(|file| plan.plays(&course.id, file)),
        missing_copies: Recipe::ALL.iter().filter(|recipe| lacks(recipe)).map(|recipe| recipe.name()).collect(),
        copies: copies.into_iter().map(|(recipe, size)| (recipe.name(), size)).collect(),
        captions: texts(&known.captions),
        wordless: texts(&known.wordless),
    })
}
