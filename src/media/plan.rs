//! What each used asset becomes: names, sizes and dimensions, before any page is made.

use crate::cache::Store;
use crate::diagnostic::{Diagnosed, Diagnostic, Message};
use crate::ffmpeg::Recipe;
use crate::fingerprint::Fingerprint;
use crate::kept::Kept;
use crate::media::copies::{self, Choices};
use crate::media::film::{self, PlannedFilm, Use};
use crate::media::picture::{Kind, Look, MOST_BYTES, Problem, Tells};
use crate::media::{looks, source, used};
use crate::model::{Asset, AssetId, AssetKind, Course, CourseId, Library, Rung};
use crate::span::Span;
use crate::tree::slug;
use crate::world::{ReadError, World};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::BTreeMap;

/// What an asset becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedAsset {
    /// What it is.
    pub kind: AssetKind,
    /// Its file's name below its course's folder of media: `<slug>-<8 hexadecimal digits>.<ending>`, ASCII.
    pub path: String,
    /// Its size in bytes, as it will be written.
    pub size: u64,
    /// Width and height in pixels of a picture or film as it is shown.
    pub dimensions: Option<(u32, u32)>,
    /// What is known of a film or sound, and how it leaves.
    pub film: Option<PlannedFilm>,
    /// The result that it is, where it is none of the library's own files.
    pub kept: Option<Kept>,
    /// The same picture for programs that know WebP, by width.
    pub better: Vec<Variant>,
}

/// The same picture in another width and another format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// Its file's name, as [`PlannedAsset::path`].
    pub path: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// Its bytes.
    pub kept: Kept,
}

impl PlannedAsset {
    /// Returns what all its files weigh, in bytes.
    pub fn weight(&self) -> u64 {
        self.size + self.better.iter().map(|variant| variant.kept.size()).sum::<u64>()
    }
}

/// What every used asset becomes. An asset that cannot be used has no place here, and a diagnostic says why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MediaPlan {
    rung: Rung,
    assets: BTreeMap<(CourseId, AssetId), PlannedAsset>,
    /// What there is of each film and sound.
    films: BTreeMap<(CourseId, AssetId), Choices>,
    /// The pictures of films that an author gave none.
    posters: BTreeMap<(CourseId, AssetId), PlannedAsset>,
}

impl MediaPlan {
    /// Adds what an asset becomes.
    pub fn add(&mut self, course: CourseId, asset: AssetId, planned: PlannedAsset) {
        self.assets.insert((course, asset), planned);
    }

    /// Takes an asset out of the plan.
    pub fn remove(&mut self, course: &CourseId, asset: AssetId) {
        self.assets.remove(&(course.clone(), asset));
    }

    /// Returns the plan of one rung: what does not travel in it is not there.
    #[must_use]
    pub fn in_rung(&self, rung: Rung) -> Self {
        let mut plan = Self { rung, ..self.clone() };
        for (key, choices) in &self.films {
            match choices.choose(rung) {
                Some(chosen) => drop(plan.assets.insert(key.clone(), chosen.clone())),
                None => drop(plan.assets.remove(key)),
            }
        }
        plan
    }

    /// Returns what is to be told of films that have no copy for a rung.
    pub fn lacking(&self, library: &Library, rung: Rung) -> Vec<Diagnostic> {
        let lacking = self
            .films
            .iter()
            .filter_map(|((course, asset), choices)| choices.lacking(library.course(course)?.asset(*asset), rung));
        lacking.collect()
    }

    /// Returns the rung that the plan is of.
    pub fn rung(&self) -> Rung {
        self.rung
    }

    /// Returns the plan without the assets that `keep` does not want: to the pages these are not there.
    #[must_use]
    pub fn only(&self, keep: impl Fn(&PlannedAsset) -> bool) -> Self {
        let mut plan = self.clone();
        plan.assets.retain(|_, planned| keep(planned));
        plan.posters.retain(|_, planned| keep(planned));
        plan
    }

    /// Writes into the films and sounds of `library` how long they are by their own files, where `videos.yaml` is silent:
    /// pages tell it where the film itself does not travel, too.
    pub fn measure(&self, library: &mut Library) {
        for course in &mut library.courses {
            for film in course.films.iter_mut().filter(|film| film.duration.is_none()) {
                let planned = film.file.and_then(|file| self.get(&course.id, file));
                film.duration = planned.and_then(|planned| planned.film.as_ref()?.seconds());
            }
        }
    }

    /// Returns what an asset becomes, where it is used.
    pub fn get(&self, course: &CourseId, asset: AssetId) -> Option<&PlannedAsset> {
        self.assets.get(&(course.clone(), asset))
    }

    /// Returns the picture of a film that an author gave none.
    pub fn poster(&self, course: &CourseId, film: AssetId) -> Option<&PlannedAsset> {
        self.posters.get(&(course.clone(), film))
    }

    /// Returns whether a film or sound plays on every phone as it is.
    pub fn plays(&self, course: &CourseId, film: AssetId) -> Option<bool> {
        self.films.get(&(course.clone(), film)).map(|choices| choices.plays)
    }

    /// Returns all files that an asset becomes.
    pub fn files(&self, course: &CourseId, asset: AssetId) -> impl Iterator<Item = &PlannedAsset> {
        self.get(course, asset).into_iter().chain(self.poster(course, asset))
    }
}

/// Says what each used asset of the library becomes.
///
/// # Errors
/// When a file cannot be read.
pub fn plan(library: &Library, world: &dyn World, store: &Store) -> Result<Diagnosed<MediaPlan>, ReadError> {
    let mut tasks: Vec<(&Course, AssetId, (Use, Span))> = Vec::new();
    for course in &library.courses {
        let played = used::played(course, &course.editions);
        let of_use = |id: &AssetId| if played.contains(id) { Use::Played } else { Use::Linked };
        let assets = used::used_assets(course, &course.editions);
        tasks.extend(assets.into_iter().map(|(id, span)| (course, id, (of_use(&id), span))));
    }
    let found = tasks
        .par_iter()
        .map(|(course, id, place)| Ok((*course, *id, plan_asset(course, *id, *place, (world, store))?)))
        .collect::<Result<Vec<_>, ReadError>>()?;
    let mut plan = MediaPlan::default();
    let mut diagnostics = Vec::new();
    let spans: BTreeMap<(&CourseId, AssetId), Span> =
        tasks.iter().map(|(course, id, (_, span))| ((&course.id, *id), *span)).collect();
    for (course, id, found) in found {
        let mut told = Vec::new();
        let planned = found.into_value(&mut told);
        let asset = course.asset(id);
        if matches!(asset.kind, AssetKind::Film | AssetKind::Sound) && asset.size > 0 {
            let mut copies = planned_copies(course, asset, (world, store))?;
            for copy in copies.values_mut().filter(|copy| copy.kind == AssetKind::Film) {
                // Its shape is the film's; the page needs no more.
                copy.dimensions = planned.as_ref().and_then(|planned| planned.dimensions);
            }
            let poster = copies.remove(&Recipe::Poster).filter(|_| has_no_poster(course, id));
            plan.posters.extend(poster.map(|poster| ((course.id.clone(), id), poster)));
            let place = (asset, spans[&(&course.id, id)]);
            let choices = Choices::new(place, planned.clone(), copies, &mut told);
            plan.films.insert((course.id.clone(), id), choices);
        }
        diagnostics.append(&mut told);
        if let Some(planned) = planned {
            plan.add(course.id.clone(), id, planned);
        }
    }
    Ok(Diagnosed::new(plan, diagnostics))
}

/// Tells whether a film of this file is shown without a picture of its author's.
fn has_no_poster(course: &Course, file: AssetId) -> bool {
    course.films.iter().any(|film| film.file == Some(file) && film.poster.is_none())
}

/// Returns the copies that are kept of a film or sound, as files.
fn planned_copies(
    course: &Course,
    asset: &Asset,
    (world, store): (&dyn World, &Store),
) -> Result<BTreeMap<Recipe, PlannedAsset>, ReadError> {
    let source = source::fingerprint(store, world, &asset.path)?;
    let planned = |(recipe, kept): (Recipe, Kept)| {
        let kind = match recipe {
            Recipe::P480 | Recipe::P240 => AssetKind::Film,
            Recipe::Audio => AssetKind::Sound,
            Recipe::Poster => AssetKind::Picture,
        };
        let path = file_name(course, asset, kept.fingerprint(), recipe.ending());
        let dimensions = (recipe == Recipe::Poster).then(|| copies::dimensions(&kept)).flatten();
        (
            recipe,
            PlannedAsset {
                kind,
                path,
                size: kept.size(),
                dimensions,
                film: None,
                kept: Some(kept),
                better: Vec::new(),
            },
        )
    };
    Ok(copies::copies(store, &source).into_iter().map(planned).collect())
}

fn plan_asset(
    course: &Course,
    id: AssetId,
    (of_use, span): (Use, Span),
    (world, store): (&dyn World, &Store),
) -> Result<Diagnosed<Option<PlannedAsset>>, ReadError> {
    let asset = course.asset(id);
    let refused = |diagnostic: Diagnostic| Ok(Diagnosed::new(None, vec![diagnostic]));
    let about = |code| Diagnostic::error(code, span).with("path", &asset.path);
    if asset.size == 0 {
        return refused(about("media/empty-file").hint(Message::new("hint/copy-file-again")));
    }
    match asset.kind {
        AssetKind::Picture if asset.size > MOST_BYTES => refused(
            about("media/huge-picture")
                .with("megabytes", asset.size / 1_000_000)
                .hint(Message::new("hint/make-picture-smaller")),
        ),
        AssetKind::Picture => match looks::look(store, world, &asset.path, asset.size)? {
            Ok(look) => Ok(Diagnosed::new(Some(planned_picture(course, asset, look)), doubts(asset, look, span))),
            Err(problem) => refused(refusal(asset, problem, span)),
        },
        AssetKind::Film | AssetKind::Sound => {
            let found = film::plan(course, id, (of_use, span), (world, store))?;
            let planned = found.value.map(|(film, fingerprint)| planned_film(course, asset, film, fingerprint));
            Ok(Diagnosed::new(planned, found.diagnostics))
        }
        AssetKind::Captions | AssetKind::Download => {
            let planned = Some(planned_file(course, asset, (world, store))?);
            Ok(Diagnosed::new(planned, Vec::new()))
        }
    }
}

fn planned_file(
    course: &Course,
    asset: &Asset,
    (world, store): (&dyn World, &Store),
) -> Result<PlannedAsset, ReadError> {
    let fingerprint = source::fingerprint(store, world, &asset.path)?;
    let path = file_name(course, asset, fingerprint, &own_ending(asset));
    Ok(PlannedAsset {
        kind: asset.kind,
        path,
        size: asset.size,
        dimensions: None,
        film: None,
        kept: None,
        better: Vec::new(),
    })
}

fn planned_film(course: &Course, asset: &Asset, film: PlannedFilm, fingerprint: Fingerprint) -> PlannedAsset {
    PlannedAsset {
        kind: asset.kind,
        path: file_name(course, asset, fingerprint, &own_ending(asset)),
        size: film.size(asset),
        dimensions: film.dimensions(),
        film: Some(film),
        kept: None,
        better: Vec::new(),
    }
}

fn own_ending(asset: &Asset) -> String {
    asset.path.name().rsplit_once('.').map_or(String::new(), |(_, ending)| slug(ending, "en"))
}

/// Returns what a picture becomes before it is made: a place in the pages, and about how much it will weigh.
fn planned_picture(course: &Course, asset: &Asset, look: Look) -> PlannedAsset {
    let pixels = look.dimensions.map(|(width, height)| {
        let shown = u64::from(width.min(1280));
        shown * shown * u64::from(height) / u64::from(width.max(1))
    });
    PlannedAsset {
        kind: asset.kind,
        path: file_name(course, asset, Fingerprint::of(asset.path.as_str().as_bytes()), look.kind.ending()),
        // A photograph in all its sizes takes about a third of a byte for each pixel of the greatest.
        size: look.size.unwrap_or_else(|| pixels.map_or(asset.size, |pixels| asset.size.min(pixels / 3)).max(1)),
        dimensions: look.dimensions,
        film: None,
        kept: None,
        better: Vec::new(),
    }
}

pub(crate) fn file_name(course: &Course, asset: &Asset, fingerprint: Fingerprint, ending: &str) -> String {
    let name = asset.path.name();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let lang = asset.lang.as_ref().or(course.settings.source_language.as_ref()).map_or("en", |lang| lang.base());
    let mut slug = slug(stem, lang);
    slug.truncate(40);
    let slug = slug.trim_end_matches('-');
    let slug = if slug.is_empty() { "file" } else { slug };
    let dot = if ending.is_empty() { "" } else { "." };
    format!("{slug}-{}{dot}{ending}", fingerprint.short())
}

/// Returns what is unwise about a picture that can be shown.
fn doubts(asset: &Asset, look: Look, span: Span) -> Vec<Diagnostic> {
    let mut doubts = Vec::new();
    let name = asset.path.name();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let ending = ending.to_ascii_lowercase();
    if ending.replace("jpeg", "jpg") != look.kind.ending() {
        doubts.push(
            Diagnostic::warning("media/wrong-ending", span)
                .with("path", &asset.path)
                .with("kind", look.kind.ending())
                .hint(Message::new("hint/rename-file").with("name", format!("{stem}.{}", look.kind.ending()))),
        );
    }
    // It goes as it is, and nothing can stand in for it: no decoder of ours reads it.
    if look.kind == Kind::Avif {
        doubts.push(
            Diagnostic::warning("media/new-kind", span)
                .with("path", &asset.path)
                .hint(Message::new("hint/save-as-jpeg-for-all")),
        );
    }
    if look.tells == Tells::Perhaps {
        doubts.push(
            Diagnostic::warning("media/metadata-kept", span)
                .with("path", &asset.path)
                .hint(Message::new("hint/save-as-jpeg")),
        );
    }
    doubts
}

pub(crate) fn refusal(asset: &Asset, problem: Problem, span: Span) -> Diagnostic {
    let about = |code| Diagnostic::error(code, span).with("path", &asset.path);
    match problem {
        Problem::NotAPicture => about("media/not-a-picture").hint(Message::new("hint/save-as-picture")),
        Problem::Unreadable => about("media/unreadable-picture").hint(Message::new("hint/save-again")),
        Problem::CutShort => about("media/cut-short").hint(Message::new("hint/copy-file-again")),
        Problem::TooManyPixels { megapixels, most } => about("media/too-many-pixels")
            .with("megapixels", megapixels)
            .with("most", most)
            .hint(Message::new("hint/make-picture-smaller")),
    }
}
