//! What each used asset becomes: names, sizes and dimensions, before any page is made.

use crate::cache::Store;
use crate::diagnostic::{Diagnosed, Diagnostic, Message};
use crate::fingerprint::Fingerprint;
use crate::kept::Kept;
use crate::media::picture::{Look, MOST_BYTES, Problem, Tells};
use crate::media::{looks, source, used};
use crate::model::{Asset, AssetId, AssetKind, Course, CourseId, Library, Rung};
use crate::span::Span;
use crate::tree::slug;
use crate::world::{ReadError, World};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
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
    /// Width and height in pixels of a picture as it is shown.
    pub dimensions: Option<(u32, u32)>,
    /// Its bytes, where they were made of the file.
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
        let travels = |planned: &PlannedAsset| match planned.kind {
            AssetKind::Film => matches!(rung, Rung::Full | Rung::Small),
            AssetKind::Sound => rung != Rung::None,
            AssetKind::Picture | AssetKind::Captions | AssetKind::Download => true,
        };
        Self { rung, ..self.only(travels) }
    }

    /// Returns the rung that the plan is of.
    pub fn rung(&self) -> Rung {
        self.rung
    }

    /// Returns the plan without the assets that `keep` does not want: to the pages these are not there.
    #[must_use]
    pub fn only(&self, keep: impl Fn(&PlannedAsset) -> bool) -> Self {
        let kept = self.assets.iter().filter(|(_, planned)| keep(planned));
        Self { rung: self.rung, assets: kept.map(|(key, planned)| (key.clone(), planned.clone())).collect() }
    }

    /// Returns what an asset becomes, where it is used.
    pub fn get(&self, course: &CourseId, asset: AssetId) -> Option<&PlannedAsset> {
        self.assets.get(&(course.clone(), asset))
    }
}

/// Says what each used asset of the library becomes.
///
/// # Errors
/// When a file cannot be read.
pub fn plan(library: &Library, world: &dyn World, store: &Store) -> Result<Diagnosed<MediaPlan>, ReadError> {
    let mut tasks: Vec<(&Course, AssetId, Span)> = Vec::new();
    for course in &library.courses {
        tasks.extend(used::used_assets(course, &course.editions).into_iter().map(|(id, span)| (course, id, span)));
    }
    let found = tasks
        .into_par_iter()
        .map(|(course, id, span)| Ok((course, id, plan_asset(course, course.asset(id), span, (world, store))?)))
        .collect::<Result<Vec<_>, ReadError>>()?;
    let mut plan = MediaPlan::default();
    let mut diagnostics = Vec::new();
    for (course, id, found) in found {
        if let Some(planned) = found.into_value(&mut diagnostics) {
            plan.add(course.id.clone(), id, planned);
        }
    }
    Ok(Diagnosed::new(plan, diagnostics))
}

fn plan_asset(
    course: &Course,
    asset: &Asset,
    span: Span,
    (world, store): (&dyn World, &Store),
) -> Result<Diagnosed<Option<PlannedAsset>>, ReadError> {
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
        AssetKind::Film | AssetKind::Sound | AssetKind::Captions | AssetKind::Download => {
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
    let ending = asset.path.name().rsplit_once('.').map_or(String::new(), |(_, ending)| slug(ending, "en"));
    let path = file_name(course, asset, fingerprint, &ending);
    Ok(PlannedAsset { kind: asset.kind, path, size: asset.size, dimensions: None, kept: None, better: Vec::new() })
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
